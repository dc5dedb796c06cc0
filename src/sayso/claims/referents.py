"""Knows which sources of one report are one: shortened names, pronouns, offices, "the deputy", "the post"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sayso.claims.channels import Channel
from sayso.claims.nouns import bodies, class_of
from sayso.claims.sources import (
    HE,
    IT,
    PLURAL_PRONOUNS,
    SHE,
    SPEAKERS,
    Described,
    groups,
    kind_words,
    offices,
    same_name,
)
from sayso.records import SourceKind
from sayso.text.names import fold

_REACH = 6
"""How many passages back a pronoun or "the deputy" looks; beyond that readers are given the name again."""

_CAPITAL = re.compile(r"\b[A-Z]")
_NEXT = 2
"""Within how many passages the name of an office's holder follows the office."""

_THINGS = frozenset(
    {
        SourceKind.DOCUMENT,
        SourceKind.MEDIA,
        SourceKind.COMPANY,
        SourceKind.ORGANISATION,
        SourceKind.OFFICIAL,
        SourceKind.MILITARY,
        SourceKind.PARTY,
        SourceKind.POLICE,
        SourceKind.MEDICAL,
    }
)
_LITTLE = frozenset({SourceKind.UNNAMED, SourceKind.PERSON, SourceKind.DOCUMENT})
"""Kinds that say little of who somebody is."""
_HOUSES = _THINGS - {SourceKind.DOCUMENT}
"""Kinds that a body hands on to those who speak for it."""
_PEOPLE = frozenset({SourceKind.PERSON, SourceKind.WITNESS, SourceKind.EXPERT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name somebody who speaks, or who is named and may be spoken of by a pronoun later."""

    start: int
    passage: int
    described: Described
    channel: Channel | None
    speaks: bool
    subject: bool = True
    headline: bool = False


@dataclass(slots=True, kw_only=True)
class Referent:
    """One source of a report as it grows over the report; ``why`` says how its mentions were brought together.

    ``house`` is the body that a person is said to speak or work for.
    """

    mentions: list[Mention] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    merged_into: Referent | None = None
    house: Referent | None = None

    @property
    def person(self) -> str | None:
        """The fullest personal name."""
        names = [m.described.person for m in self.mentions if m.described.person]
        return max(names, key=lambda name: (len(fold(name).split()), len(name))) if names else None

    @property
    def name(self) -> str | None:
        """The fullest name: a person's, else an office's or body's, else the first description."""
        if self.person is not None:
            return self.person
        described = [m.described for m in self.mentions if m.described.pronoun is None]
        offices_named = [d for d in described if d.particular_office]
        if offices_named:
            return max(offices_named, key=_fullness).text
        bodies = [d.body for d in described if d.body is not None]
        # "the Met" is the Metropolitan Police, an office by its wording and a name by its capitals.
        bodies += [d.text for d in described if d.institution is not None and len(_CAPITAL.findall(d.text)) > 1]
        if bodies:
            return max(bodies, key=len)
        spoken = [d for d in described if d.text]
        return (
            max(spoken, key=lambda d: (d.institution is not None, not d.definite, len(d.text) < 60, len(d.text))).text
            if spoken
            else None
        )

    @property
    def key(self) -> str | None:
        """The most particular key of its mentions."""
        speaks_for = any(SPEAKERS & set(m.described.roles) for m in self.mentions)
        house = self.house.final() if self.house is not None else self
        if self.person is not None and speaks_for and house is not self and house.key is not None:
            return house.key  # a spokesman's words are the body's, by its fullest name
        if self.person is not None and not any(m.described.voice_of_office for m in self.mentions):
            return f"name/{fold(self.person)}"
        keys = [m.described.key for m in self.mentions if m.described.key is not None and m.described.pronoun is None]
        office = [key for key in keys if key.startswith("office/")]
        return next(iter(office), None) or max(keys, key=lambda key: len(key.split()), default=None)

    @property
    def kind(self) -> SourceKind:
        """The most telling kind of its mentions."""
        described = [m.described for m in self.mentions if m.described.pronoun is None]
        if self.person is not None:
            # A surname alone looks like a body's name; it tells nothing of what its bearer is.
            described = [d for d in described if d.body is None or d.person is not None] or described
        else:
            # The full name tells more than its initials do.
            described = sorted(described, key=lambda d: -len(fold(d.body or "").split()))
        kinds = [d.kind for d in sorted(described, key=lambda d: d.untold)]
        telling = [kind for kind in kinds if kind not in _LITTLE]
        house = self.house.final() if self.house is not None else self
        if house is not self and (not telling or self.roles() - groups("body_nouns") <= groups("leads_any_house")):
            kinds = [house.kind, *telling] if house.kind in _HOUSES else kinds
            telling = [kind for kind in kinds if kind not in _LITTLE]
        named = [kind for kind in kinds if kind is not SourceKind.UNNAMED]
        return (telling or named or [SourceKind.UNNAMED])[0]

    @property
    def gender(self) -> str | None:
        genders = {m.described.gender for m in self.mentions if m.described.gender}
        return next(iter(genders)) if len(genders) == 1 else None

    @property
    def plural(self) -> bool:
        first = next((m.described for m in self.mentions if m.described.pronoun is None), None)
        return first is not None and first.plural and self.person is None

    @property
    def speaks(self) -> bool:
        return any(mention.speaks for mention in self.mentions)

    @property
    def one_person(self) -> bool:
        """Whether it is called by a noun for one person ("a nurse"), so that "she" may follow."""
        nouns = [m.described.noun for m in self.mentions if m.described.pronoun is None]
        return bool(nouns) and all(_is_one_person(noun) for noun in nouns)

    def roles(self) -> set[str]:
        return {role for m in self.mentions for role in m.described.roles}

    def places(self) -> set[str]:
        return {place for m in self.mentions for place in m.described.places}

    def final(self) -> Referent:
        """Return the referent that this one was merged into, or itself."""
        node = self
        while node.merged_into is not None:
            node = node.merged_into
        return node


def _is_one_person(noun: str) -> bool:
    return (class_of(noun) is not None and noun not in bodies()) or noun in offices()


def _fullness(described: Described) -> tuple[bool, int, int]:
    proper = sum(1 for word in described.text.split() if word[:1].isupper())
    common = described.plural and not described.text.split()[-1][:1].isupper()
    return (not common, proper, -len(described.text))


def referents_of(mentions: Sequence[Mention]) -> list[Referent]:
    """Return the referent of each mention, in the order of ``mentions`` (which is that of the text)."""
    known: list[Referent] = []
    found: list[Referent] = []
    for mention in mentions:
        referent, why = _earlier(mention, known)
        if referent is None:
            referent = Referent()
            known.append(referent)
        elif why:
            referent.why.append(why)
        referent.mentions.append(mention)
        if mention.described.house is not None and referent.house is None:
            referent.house = _house(mention, [one for one in known if one is not referent])
        found.append(referent)
    _join_named_next(mentions, found)
    _join_headline(mentions, found)
    _join_described(known)
    _join_officials(known)
    _join_channels(known)
    return [referent.final() for referent in found]


def _earlier(mention: Mention, known: Sequence[Referent]) -> tuple[Referent | None, str]:
    described = mention.described
    if described.pronoun is not None:
        return _antecedent(mention, known)
    if described.person is not None:
        referent = _namesake(described.person, described.gender, known)
        if referent is None:
            return None, ""
        short = described.person != referent.person
        return referent, f"{described.text} is short for {referent.person}" if short else ""
    if described.body is not None:
        shortened = _shortened(mention, known)
        if shortened is not None:
            return shortened, f"the {described.body} is short for {shortened.name}"
    if described.body is not None and len(fold(described.body).split()) == 1:
        referent = _namesake(described.body, None, known)
        if referent is not None:
            return referent, f"{described.body} is short for {referent.person}"
    key = described.key
    if key is not None:
        for referent in reversed(known):
            if referent.person is not None:
                continue  # who speaks for a body is not the body: "the agency" is named by its own name
            if any(m.described.key == key for m in referent.mentions):
                return referent, "same office or name"
            if described.body and any(
                m.described.body and same_name(described.body, m.described.body) for m in referent.mentions
            ):
                return referent, "same name, shortened"
        return None, ""
    return _described_before(mention, known)


def _namesake(name: str, gender: str | None, known: Sequence[Referent]) -> Referent | None:
    """Return the person whose name this is or shortens; None where it could be either of two."""
    fitting = [
        referent
        for referent in reversed(known)
        if referent.person is not None
        and same_name(name, referent.person)
        and not (gender and referent.gender and gender != referent.gender)
    ]
    same = [referent for referent in fitting if fold(referent.person or "") == fold(name)]
    if same:
        return same[0]
    if len(fitting) > 1:
        speaking = [referent for referent in fitting if referent.speaks]
        fitting = speaking or fitting
    return fitting[0] if len(fitting) == 1 else None


def _described_before(mention: Mention, known: Sequence[Referent]) -> tuple[Referent | None, str]:
    """Return who "the deputy", "the ministry", "officials" points back to."""
    described = mention.described
    words = set(described.roles)
    bare = len(fold(described.text).split()) <= 2
    for referent in reversed(known):
        last = referent.mentions[-1]
        if mention.passage - last.passage > 3 * _REACH:
            continue
        if (
            described.institution is not None
            and any(
                m.described.institution is not None and m.described.institution.id == described.institution.id
                for m in referent.mentions
            )
            and (described.country is None or described.country in {m.described.country for m in referent.mentions})
            and (referent.person is None or _is_one_person(described.noun))
        ):
            return referent, f"{described.text} names the same kind of office"
        if described.institution is not None and any(m.described.institution is not None for m in referent.mentions):
            continue
        if not (described.definite or (bare and described.plural)) or not words:
            continue
        same_head = described.roles[-1] in referent.roles()
        if described.roles[-1] in groups("body_nouns") and referent.person is not None:
            continue
        if same_head and (
            described.plural == referent.plural or (referent.person is not None and not described.plural)
        ):
            if described.places and referent.places() and not set(described.places) & referent.places():
                continue
            if described.noun in groups("body_nouns") and _told_apart(described, referent):
                continue
            return referent, f"{described.text} points back to {referent.name}"
    only = _only_body(mention, known)
    if only is not None:
        return only, f"{described.text} can only be {only.name}"
    return None, ""


def _told_apart(described: Described, referent: Referent) -> bool:
    """Whether "the terrorist group" adds a word that no mention of "a monitoring group" has."""
    more = {w for w in described.text.split()[1:-1] if not _based(w)}
    known = {word for m in referent.mentions for word in fold(m.described.text).split()}
    return bool({fold(word) for word in more} - known)


def _shortened(mention: Mention, known: Sequence[Referent]) -> Referent | None:
    """Return the one body of a longer name that "the Observatory" shortens by a word within it."""
    described = mention.described
    words = fold(described.body or "").split()
    if not words or not described.definite or described.person is not None:
        return None
    begun = _begun(described, words, known)
    if begun is not None:
        return begun
    fitting: list[Referent] = []
    for referent in known:
        for earlier in referent.mentions:
            full = fold(earlier.described.body or "").split()
            within = any(full[at : at + len(words)] == words for at in range(len(full) - len(words) + 1))
            if len(full) > len(words) and within and referent not in fitting:
                fitting.append(referent)
    same = [r for r in known if any(fold(m.described.body or "").split() == words for m in r.mentions)]
    return fitting[0] if len(fitting) == 1 and not same and _heads_name(words, fitting[0]) else None


def _begun(described: Described, words: Sequence[str], known: Sequence[Referent]) -> Referent | None:
    """Return the one body whose name begins with the letters of a single word ("the Met", the Metropolitan Police)."""
    if len(words) != 1 or len(words[0]) < 3 or described.text.split()[0].lower() != "the":
        return None
    fitting = [
        referent
        for referent in known
        if referent.person is None
        and any(
            (m.described.body is not None or m.described.institution is not None)
            and fold(m.described.text).startswith(words[0])
            and len(fold(m.described.text).split()) > 1
            and fold(m.described.text).split()[0] != words[0]
            for m in referent.mentions
        )
    ]
    return fitting[0] if len(fitting) == 1 else None


def _heads_name(words: Sequence[str], referent: Referent) -> bool:
    """Whether the words end the name, or end what stands before its "for" or "of": the noun that says what it is."""
    for mention in referent.mentions:
        full = fold(mention.described.body or "").split()
        for stop in ("for", "of", "on", "against"):
            if stop in full and full[: full.index(stop)][-len(words) :] == list(words):
                return True
        if len(full) > len(words) and full[-len(words) :] == list(words):
            return True
    return False


_FITTING: dict[SourceKind | None, frozenset[SourceKind]] = {
    SourceKind.ORGANISATION: frozenset({SourceKind.ORGANISATION, SourceKind.EXPERT, SourceKind.PARTY}),
    SourceKind.PARTY: frozenset({SourceKind.PARTY}),
    SourceKind.MEDIA: frozenset({SourceKind.MEDIA}),
    SourceKind.COMPANY: frozenset({SourceKind.COMPANY}),
    SourceKind.DOCUMENT: frozenset({SourceKind.EXPERT}),
    SourceKind.OFFICIAL: frozenset({SourceKind.OFFICIAL, SourceKind.EXPERT, SourceKind.MEDIA, SourceKind.MEDICAL}),
    None: frozenset({SourceKind.POLICE, SourceKind.MILITARY}),
}
"""The kinds of body that a noun of each kind can stand for: "the survey" a geologists' office, "the force" police."""
_OTHERS = frozenset(
    (
        "other",
        "another",
        "rival",
        "second",
        "same",
        "separate",
        "different",
        "local",
        "armed",
        "militant",
        "terrorist",
        "rebel",
        "jihadist",
        "extremist",
        "insurgent",
    )
)
_IN_NAME = frozenset(
    (
        "union",
        "association",
        "network",
        "committee",
        "institute",
        "movement",
        "foundation",
        "federation",
        "coalition",
        "alliance",
        "board",
        "survey",
        "authority",
        "commission",
        "department",
        "directorate",
        "administration",
    )
)
"""Nouns that a body's own name would hold."""


def _only_body(mention: Mention, known: Sequence[Referent]) -> Referent | None:
    """Return the one named body that "the medical group" or "the paper" can stand for."""
    described = mention.described
    noun = described.noun
    last_word = described.text.lower() == f"the {noun}" and _called(noun, known)
    if noun not in groups("body_nouns"):
        return last_word or None
    if not described.definite or described.plural or described.institution is not None or described.house is not None:
        return None
    named = [w for w in described.text.split()[1:] if any(p[:1].isupper() for p in w.split("-")) and not _based(w)]
    if named or set(fold(described.text).split()) & _OTHERS or " of " in described.text or " for " in described.text:
        return None
    kinds = _FITTING.get(kind_words().get(noun), frozenset())
    fitting: list[Referent] = []
    untold: list[Referent] = []
    for referent in known:
        named_so = noun in fold(referent.name or "").split()
        if (
            referent.person is None
            and any(m.described.body is not None or m.described.particular_office for m in referent.mentions)
            and (named_so or referent.speaks)
            and (noun not in _IN_NAME or named_so)
            and mention.passage - referent.mentions[-1].passage <= 3 * _REACH
        ):
            blank = all(m.described.untold for m in referent.mentions if m.described.pronoun is None)
            if blank:
                untold.append(referent)
            elif referent.kind in kinds:
                fitting.append(referent)
    so_called = [r for r in (*fitting, *untold) if noun in fold(r.name or "").split()]
    if len(so_called) == 1:
        return so_called[0]
    chosen = fitting if fitting and (len(fitting) > 1 or not untold or kinds == _FITTING[None]) else fitting + untold
    return chosen[0] if len(chosen) == 1 else None


def _called(noun: str, known: Sequence[Referent]) -> Referent | None:
    """Return the one body whose name ends with the noun ("the forum", the Residents' Forum)."""
    fitting = [r for r in known if r.person is None and r.speaks and _heads_name([noun], r)]
    return fitting[0] if len(fitting) == 1 else None


def _based(word: str) -> bool:
    """Whether a word only tells where a body sits ("London-based")."""
    return word.lower().endswith(("-based", "-run", "-backed"))


def _house(mention: Mention, known: Sequence[Referent]) -> Referent | None:
    """Return the body that "its director" or "a spokesman for the force" belongs to, None where it is not certain."""
    house = mention.described.house or ""
    words = fold(house) if " " in house else house.lower()
    here = [r for r in known if r.person is None and r.merged_into is None and r.mentions]
    if words in IT | PLURAL_PRONOUNS:
        kinds = _HOUSES - {SourceKind.MEDIA}
        near = [r for r in here if r.kind in kinds and r.speaks and mention.passage - r.mentions[-1].passage <= 2]
        return max(near, key=lambda r: r.mentions[-1].start, default=None)
    fitting = [
        r
        for r in here
        if r.kind in _HOUSES
        and any(
            (m.described.body is not None and same_name(house, m.described.body))
            or fold(m.described.text) == words
            or words in m.described.roles
            or words.split()[-1:] == [m.described.noun]
            for m in r.mentions
            if m.described.pronoun is None
        )
    ]
    if not fitting and words.split()[-1:] != [] and words.split()[-1] in groups("body_nouns"):
        kinds = _FITTING.get(kind_words().get(words.split()[-1]), frozenset())
        fitting = [r for r in here if r.kind in kinds and r.speaks]
    return fitting[0] if len(fitting) == 1 else None


def _antecedent(mention: Mention, known: Sequence[Referent]) -> tuple[Referent | None, str]:
    """Return the referent of a pronoun: near, of fitting number and gender, a speaker and a subject before others."""
    pronoun = mention.described.pronoun or ""
    best: tuple[float, Referent] | None = None
    for referent in known:
        latest = referent.mentions[-1]
        distance = mention.passage - latest.passage
        if distance > _REACH:
            continue
        kind = referent.kind
        score = -1.0 * distance
        if pronoun in HE | SHE:
            gender = "m" if pronoun in HE else "f"
            if referent.plural or (referent.gender is not None and referent.gender != gender):
                continue
            if referent.person is None and (
                not (kind in _PEOPLE or referent.roles() & offices() or referent.one_person)
                or kind is SourceKind.DOCUMENT
                or (kind is SourceKind.MEDIA and not referent.one_person)
            ):
                continue
            score += 1.0 if referent.gender == gender else 0.0
            score += 0.5 if referent.person is not None else 0.0
        elif pronoun in IT:
            if referent.person is not None or referent.plural or kind not in _THINGS or not referent.speaks:
                continue
        elif pronoun in PLURAL_PRONOUNS:
            if referent.person is not None or not (referent.plural or kind in _THINGS) or not referent.speaks:
                continue
            score += 1.0 if referent.plural else 0.0
        else:
            return None, ""
        score += 1.5 if latest.speaks else 0.0
        score += 0.5 if latest.subject else 0.0
        score += 0.001 * latest.start / max(mention.start, 1)
        if best is None or score > best[0]:
            best = (score, referent)
    if best is None:
        return None, ""
    return best[1], f"{mention.described.text} is led to {best[1].name}"


def _join_named_next(mentions: Sequence[Mention], found: Sequence[Referent]) -> None:
    """Join "the mayor of the town said" with the bare full name that speaks next: reports give role, then name."""
    speaking = [(m, r) for m, r in zip(mentions, found, strict=True) if m.speaks and m.described.pronoun is None]
    for (one, role), (other, named) in pairwise(speaking):
        if role is named or role.person is not None or role.merged_into is not None:
            continue
        if one.described.plural or not (one.described.definite or one.described.house):
            continue
        holds = one.described.noun in offices() | {"spokesman", "spokeswoman", "spokesperson"}
        name = other.described.person or (other.described.body if other.described.untold else None) or ""
        bare = fold(other.described.text) == fold(name) and 1 < len(name.split()) <= 3 and other.described.text == name
        first = named.mentions[0] is other and not other.described.roles
        if holds and bare and first and other.passage - one.passage <= _NEXT:
            if named.person is None:
                # "Its head said ... Antti Virolainen said": where a person is due, an unknown name is one.
                person = replace(other.described, person=name, body=None, kind=SourceKind.PERSON)
                named.mentions[0] = replace(other, described=person)
            _merge(role, named, f"{one.described.text} is named next")


def _join_headline(mentions: Sequence[Mention], found: Sequence[Referent]) -> None:
    """Join the "surgeon" of a headline with the one surgeon, doctor or the like whom the report names."""
    for mention, role in zip(mentions, found, strict=True):
        described = mention.described
        if not mention.headline or role.person is not None or role.merged_into is not None or role.key is not None:
            continue
        if len(described.text.split()) != 1 or described.plural or not _is_one_person(described.noun):
            continue
        named = {id(r): r for r in found if r.person is not None and r.speaks and r.kind is role.kind}
        if len(named) == 1 and role.kind not in {SourceKind.PERSON, SourceKind.UNNAMED}:
            _merge(role, next(iter(named.values())), f"{described.text} in the headline can only be who is named")


def _join_described(known: Sequence[Referent]) -> None:
    """Join "a local deputy of Tacna" with a named deputy of Izyum: one office, one place, and no other who holds it."""
    named = [r for r in known if r.person is not None and r.merged_into is None]
    for referent in known:
        if referent.person is not None or referent.merged_into is not None or referent.plural:
            continue
        held = {role for role in referent.roles() if role in offices()}
        if not held or referent.key is not None:
            continue
        fitting = [r for r in named if r.roles() & held]
        sharing = [r for r in fitting if r.places() & referent.places()]
        if referent.places():
            chosen = sharing if len(sharing) == 1 else []
        else:
            chosen = fitting if len(fitting) == 1 else []
        if chosen:
            place = ", ".join(sorted(chosen[0].places() & referent.places()))
            office = min(chosen[0].roles() & held)
            where = f" of {place}" if place else ""
            reason = f"same office ({office}{where}) and no other who holds it here"
            _merge(referent, chosen[0], reason)


def _join_officials(known: Sequence[Referent]) -> None:
    """Join a bare "officials" at the head of a report with the officials that it names next."""
    for referent in known:
        first = referent.mentions[0]
        if referent.merged_into is not None or fold(first.described.text) not in {"officials", "authorities"}:
            continue
        following = [
            r
            for r in known
            if r is not referent
            and r.merged_into is None
            and r.mentions[0].speaks
            and 0 <= r.mentions[0].passage - first.passage <= 3
            and r.mentions[0].described.plural
            and ({"official", "authority"} & set(r.mentions[0].described.roles))
        ]
        if following:
            _merge(referent, following[0], f"{first.described.text} at the head are {following[0].name}")


def _join_channels(known: Sequence[Referent]) -> None:
    """Join those who spoke "in a Facebook post" with the owner of "the post": a definite channel points back."""
    for owner in known:
        if owner.merged_into is not None:
            continue
        for mention in owner.mentions:
            back = mention.channel
            if back is None or not back.definite:
                continue
            for earlier in known:
                if earlier is owner or earlier.merged_into is not None:
                    continue
                used = [
                    m
                    for m in earlier.mentions
                    if m.channel is not None
                    and not m.channel.definite
                    and (m.channel.group == back.group or back.name in m.channel.name.split())
                    and m.start < mention.start
                ]
                if not used or (earlier.key is not None and owner.key is not None and earlier.key != owner.key):
                    continue
                target, source = (owner, earlier) if owner.key is not None else (earlier, owner)
                countries = [{m.described.country for m in r.mentions if m.described.country} for r in (owner, earlier)]
                if countries[0] and countries[1] and not countries[0] & countries[1]:
                    continue
                _merge(
                    source,
                    target,
                    f"the {back.group} of {target.name} is the one spoken of before",
                )
                break
            if owner.merged_into is not None:
                break


def _merge(source: Referent, target: Referent, why: str) -> None:
    source.merged_into = target
    target.mentions.extend(source.mentions)
    target.mentions.sort(key=lambda m: m.start)
    target.why.extend([*source.why, why])
