"""Knows who is meant by the words that name a source: kind, fullest name, and a key that is one across reports.

Keys, most to least particular: ``office/UA/intelligence`` (a country's body), ``office/city_council/tacna`` (a
place's), ``office/world/red_cross``, ``name/marta villalba`` (persons, companies, papers). What a report calls only
by a common noun ("officials", "police", "a witness") has no key: it may be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.claims.cues import load
from sayso.claims.nouns import class_of
from sayso.claims.trees import Tree
from sayso.ports import Gazetteer
from sayso.records import SourceKind
from sayso.text.names import fold, is_acronym_of, is_short_for, titles, without_titles

PLURAL_PRONOUNS = frozenset({"they", "them", "their"})
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen", "representative"})
_OFFICERS = frozenset(("officer", "vice president", "manager", "director", "executive"))
VOICES = SPEAKERS | {"official", "agent"}
"""Those whose words are the body's when the body is named with them."""
# Kinds in the order in which a head noun is looked up, so that "police" is not an official.
_KIND_ORDER = (
    "unnamed", "police", "medical", "party", "military", "witness", "media", "expert", "official", "company",
    "organisation", "document", "person",
)  # fmt: skip
_FEMALE = frozenset(
    {
        "mrs",
        "ms",
        "miss",
        "dame",
        "lady",
        "queen",
        "princess",
        "spokeswoman",
        "chairwoman",
        "mother",
        "wife",
        "daughter",
        "sister",
        "woman",
        "congresswoman",
        "councilwoman",
        "policewoman",
        "girl",
        "madam",
        "actress",
        "widow",
    }
)
_MALE = frozenset(
    {
        "mr",
        "sir",
        "lord",
        "king",
        "prince",
        "spokesman",
        "chairman",
        "father",
        "husband",
        "son",
        "brother",
        "man",
        "congressman",
        "councilman",
        "policeman",
        "boy",
        "fisherman",
        "serviceman",
        "actor",
        "priest",
        "bishop",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body of state or between states, as one wording of data/institutions.toml names it."""

    id: str
    kind: SourceKind
    scope: str
    words: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What the words of one source say of it. ``person`` is a name without titles; ``roles`` are head nouns.

    ``noun`` is the noun that the rest hangs on, folded; ``house`` the words for whom a person speaks or works
    ("its" too). ``places`` are folded names; ``common`` is true where no name and no body is named.
    """

    text: str
    noun: str
    house: str | None
    kind: SourceKind
    person: str | None
    body: str | None
    institution: Institution | None
    country: str | None
    locality: str | None
    roles: tuple[str, ...]
    places: tuple[str, ...]
    pronoun: str | None
    definite: bool
    plural: bool
    gender: str | None

    @property
    def common(self) -> bool:
        return self.person is None and self.body is None and not self.particular_office

    @property
    def untold(self) -> bool:
        """Whether a body is named by words that do not tell what kind of body it is."""
        return (
            self.body is not None
            and self.person is None
            and self.kind is SourceKind.ORGANISATION
            and not self.roles
            and kind_of_body(self.body) is None
        )

    @property
    def particular_office(self) -> bool:
        """Whether an institution is named together with whose it is."""
        if self.institution is None:
            return False
        if self.institution.scope == "world":
            return True
        return self.country is not None if self.institution.scope == "country" else self.locality is not None

    @property
    def voice_of_office(self) -> bool:
        """Whether a person speaks for a named body: its words, not the person's own."""
        house = self.particular_office or self.body is not None
        return house and any(role in SPEAKERS for role in self.roles)

    @property
    def key(self) -> str | None:
        """The key across reports, None for what is named by a common noun only."""
        if self.person is not None and not self.voice_of_office:
            return f"name/{fold(self.person)}" if len(fold(self.person)) > 1 else None
        if self.particular_office and self.institution is not None:
            if self.institution.scope == "world":
                return f"office/world/{self.institution.id}"
            if self.institution.scope == "country":
                return f"office/{self.country}/{self.institution.id}"
            return f"office/{self.institution.id}/{self.locality}"
        if self.body is not None:
            return f"name/{fold(self.body)}"
        if self.speaks_for_country:
            return f"office/{self.country}/government"
        return None

    @property
    def speaks_for_country(self) -> bool:
        """Whether a country's name alone stands for its government ("Kenya said")."""
        return self.country is not None and self.kind is SourceKind.OFFICIAL and not self.roles and self.common


@cache
def institutions() -> tuple[tuple[tuple[str, ...], Institution], ...]:
    """Return every wording of an institution as folded words, longest first."""
    found: list[tuple[tuple[str, ...], Institution]] = []
    for name, entry in load("institutions.toml").items():
        if not isinstance(entry, dict):
            continue
        for words, example in entry["words"].items():
            country = str(example).partition("|")[2] or None
            institution = Institution(
                id=name, kind=SourceKind(entry["kind"]), scope=str(entry["scope"]), words=words, country=country
            )
            found.append((tuple(word for word in map(_letters, words.split()) if word), institution))
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


def _letters(word: str) -> str:
    """Return a word folded to one piece: "U.N." and "UN" alike, nothing for articles and possessive endings."""
    return fold(word).replace(" ", "")


@cache
def kind_words() -> dict[str, SourceKind]:
    """Return the kind of source that each folded noun names."""
    found: dict[str, SourceKind] = {}
    data = load("source_kinds.toml")
    for kind in _KIND_ORDER:
        section = data.get(kind)
        if isinstance(section, dict):
            for word in section:
                found.setdefault(fold(str(word)), SourceKind(kind))
    return found


@cache
def endings() -> dict[str, SourceKind]:
    """Return the kind that the last word of a body's name tells ("Herald" is media), most telling first."""
    data = load("source_kinds.toml")
    found: dict[str, SourceKind] = {}
    for kind in ("party", "media", "company", "military", "police", "medical", "expert", "organisation", "official"):
        section = data.get(f"endings_{kind}")
        if isinstance(section, dict):
            for word in section:
                found.setdefault(fold(str(word)), SourceKind(kind))
    return found


@cache
def offices() -> frozenset[str]:
    """Return the nouns of offices that one person at a time holds in one place."""
    section = load("source_kinds.toml").get("offices")
    return frozenset(fold(str(word)) for word in section) if isinstance(section, dict) else frozenset()


@cache
def source_words() -> re.Pattern[str]:
    """Return a pattern that finds, in lower case, words that name a kind of source."""
    words = {word for word, kind in kind_words().items() if kind is not SourceKind.DOCUMENT}
    words |= {" ".join(wording) for wording, _ in institutions()} | set(endings())
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"\b(?:{alternatives})(?:s|es)?\b")


def describe(tree: Tree, tokens: Sequence[int], gazetteer: Gazetteer) -> Described:
    """Return what the words of a source say: names, office, country, kind, number and gender."""
    tokens = [t for t in tokens if tree.tokens[t].text.strip()]
    head = _head(tree, tokens)
    tokens = _without_initials(tree, tokens, head)
    text = _as_in_midsentence(tree, _without_relatives(tree, tokens, head), gazetteer)
    head_token = tree.tokens[head]
    # What a relative clause tells of the source is not its name.
    core = _core(tree, tokens, head) or [head]
    spelt = head_token.text.isupper() and len(head_token.text) > 1
    spoken_of = head_token.pos == "PRON" or head_token.tag in {"PRP", "PRP$", "WP", "WDT"}
    # "WHO said" names the health organisation, whatever the tagger makes of it.
    pronoun = head_token.text.lower() if spoken_of and not spelt else None
    words = [_letters(tree.tokens[t].text) for t in core]
    institution, covered = _institution(tree, words, core)
    country = _country(tree, core, covered, gazetteer)
    institution = _of_country(institution, country)
    named_group = institution is not None and _no_state_s(tree, core, covered, institution, gazetteer)
    if named_group:
        institution, covered, country = None, frozenset(), None
    if institution is not None and institution.country is not None:
        country = institution.country
    several = pronoun is None and _several(tree, core, head, gazetteer)
    if several:
        institution, covered, country = None, frozenset(), None
    person = None if pronoun or several else _person(tree, core, covered, gazetteer)
    places = _places(tree, core, person, gazetteer)
    if country is None and institution is not None and institution.scope == "country":
        country = _country_of_place(tree, core, gazetteer)
    locality = None
    if institution is not None and institution.scope == "place":
        locality = _locality(tree, core, covered, person, gazetteer)
    roles = tuple(dict.fromkeys(_roles(tree, core)))
    body = None
    if institution is not None and institution.scope == "place" and locality is None and person is None:
        body = _own_name(tree, core, covered)
        institution = None if body is not None else institution
    if pronoun is None and institution is None and body is None and not several:
        if person is None:
            body = _body(tree, core, covered, gazetteer)
        if body is None and any(role in VOICES | _OFFICERS for role in roles):
            body = _house(tree, core, person, gazetteer)
    kind = _kind(tree, head, roles, institution, person, body, pronoun)
    if person is None and body is None and institution is None and kind is SourceKind.UNNAMED:
        named = [t for t in core if tree.tokens[t].pos not in {"DET", "PUNCT"}]
        if named and head_token.pos == "PROPN" and gazetteer.country_of(tree.words(named)) is not None:
            kind = SourceKind.OFFICIAL
    determiner = tree.child(head, "det")
    definite = (
        determiner is not None and tree.tokens[determiner].text.lower() in {"the", "this", "that", "these", "those"}
    ) or (head_token.pos == "PROPN")
    plural = (
        head_token.tag in {"NNS", "NNPS"} or (pronoun or "") in PLURAL_PRONOUNS or tree.child(head, "conj") is not None
    )
    return Described(
        text=text,
        noun=fold(head_token.lemma),
        house=None if pronoun else _serves(tree, core),
        kind=kind,
        person=person,
        body=body,
        institution=institution,
        country=country,
        locality=locality,
        roles=roles,
        places=places,
        pronoun=pronoun,
        definite=definite,
        plural=plural,
        gender=_gender(words, person, pronoun),
    )


_INITIALS = re.compile(r"\(\s*[A-Z][\w.&-]{1,11}\s*\)")


def _without_initials(tree: Tree, tokens: Sequence[int], head: int) -> list[int]:
    """Return the words of a source without the short form in brackets after its name ("the Observatory (SOHR)")."""
    text, offset = tree.words(tokens), tree.tokens[tokens[0]].start
    inside: set[int] = set()
    for found in _INITIALS.finditer(text):
        inside |= {
            t
            for t in tokens
            if offset + found.start() <= tree.tokens[t].start and tree.tokens[t].end <= offset + found.end()
        }
    return [t for t in tokens if t not in inside] if head not in inside else list(tokens)


def _several(tree: Tree, tokens: Sequence[int], head: int, gazetteer: Gazetteer) -> bool:
    """Whether two who are named speak with one voice ("the Observatory and Ann Lee"), so that neither names it."""
    for other in tree.children(head, "conj"):
        if other not in tokens:
            continue
        start, end = tree.tokens[head].start, tree.tokens[other].end
        if any(name.start <= start and end <= name.end for name in tree.names):
            return False
        named = [t for t in (head, other) if tree.tokens[t].pos == "PROPN" and tree.tokens[t].text[:1].isupper()]
        if named and gazetteer.country_of(tree.words(named[:1])) is None:
            return True
    return False


def _as_in_midsentence(tree: Tree, tokens: Sequence[int], gazetteer: Gazetteer) -> str:
    """Return the words of a source as they would stand within a sentence: "officials", not "Officials"."""
    text = tree.words(tokens).strip(" ,;—–-")
    first = tree.tokens[tokens[0]]
    alone = len(tokens) == 1 or not tree.tokens[tokens[1]].text[:1].isupper()
    common = {fold(first.text), _one_of(fold(first.text))} & set(kind_words())
    proper = first.tag in {"NNP", "NNPS"} and not (alone and common)
    acronym = len(first.text) > 1 and first.text.isupper()
    if proper or acronym or gazetteer.country_of(first.text) is not None or _unknown_name(tree, tokens):
        return text
    return text[:1].lower() + text[1:]


def _unknown_name(tree: Tree, tokens: Sequence[int]) -> bool:
    """Whether one word at the head of its sentence is a name that the tagger does not know ("Villalba added")."""
    first = tree.tokens[tokens[0]]
    alone = len(tokens) == 1 and tokens[0] == 0 and first.text[:1].isupper()
    named = any(name.start == first.start and name.label in {"ORG", "PERSON"} for name in tree.names)
    return (
        alone
        and (first.tag == "NN" or (first.tag == "NNS" and named))
        and not {fold(first.text), fold(first.lemma)} & set(kind_words())
    )


def _head(tree: Tree, tokens: Sequence[int]) -> int:
    inside = set(tokens)
    return next((t for t in tokens if tree.tokens[t].head not in inside or tree.tokens[t].head == t), tokens[0])


def _core(tree: Tree, tokens: Sequence[int], head: int) -> list[int]:
    """Return the tokens of a source without clauses that tell more of it."""
    barred: set[int] = set()
    for token in tokens:
        if tree.tokens[token].dep in {"relcl", "acl", "advcl", "ccomp"} and token != head:
            barred.update(tree.subtree(token))
    return [t for t in tokens if t not in barred]


def _without_relatives(tree: Tree, tokens: Sequence[int], head: int) -> list[int]:
    """Return the first words of a source up to a clause with "who" or "where", which is not its name."""
    for token in tokens[1:]:
        if (
            tree.tokens[token].tag in {"WP", "WDT", "WRB", "WP$"}
            and tree.tokens[token - 1].text == ","
            and token > head
        ):
            return [t for t in tokens if t < token]
        if tree.tokens[token].dep == "relcl" and token != head:
            clause = tree.subtree(token)
            before = [t for t in tokens if t < clause[0]]
            if head in before:
                return before
    return list(tokens)


def _country(tree: Tree, tokens: Sequence[int], covered: frozenset[int], gazetteer: Gazetteer) -> str | None:
    """Return the country that the words name; where an office is named, the one that stands nearest before it."""
    found: list[tuple[int, str]] = []
    for place, token in enumerate(tokens):
        text = tree.tokens[token].text
        joined = _glued(tree, token + 1) or _glued(tree, token - 1)
        if not text[:1].isupper() or (joined and text.lower() in _PARTICLES):
            continue
        if place and token == tokens[place - 1] + 1:
            longer = gazetteer.country_of(f"{tree.tokens[token - 1].text} {text}")
            if longer is not None and longer != gazetteer.country_of(text) and found and found[-1][0] == token - 1:
                continue  # the "Korea" of "North Korea" is no other country
        code = gazetteer.country_of(text)
        if place + 1 < len(tokens):
            code = gazetteer.country_of(f"{text} {tree.tokens[tokens[place + 1]].text}") or code
        if code is not None and not (found and found[-1][0] == token - 1 and found[-1][1] == code):
            found.append((token, code))
    if not found:
        return None
    before = [entry for entry in found if covered and entry[0] <= min(covered)]
    near = [entry for entry in before if all(tree.tokens[t].text != "," for t in range(entry[0], min(covered)))]
    return (near or before or found)[-1 if near or before else 0][1]


def _country_of_place(tree: Tree, tokens: Sequence[int], gazetteer: Gazetteer) -> str | None:
    """Return the country of the town that stands after "in" ("the interior ministry in Paramaribo")."""
    for run in _proper_runs(tree, tokens):
        above = tree.tokens[tree.tokens[run[-1]].head]
        if tree.tokens[run[-1]].dep == "pobj" and above.text.lower() == "in":
            candidates = gazetteer.lookup(tree.words(run))
            if candidates:
                return candidates[0].place.country
    return None


def _institution(tree: Tree, words: Sequence[str], tokens: Sequence[int]) -> tuple[Institution | None, frozenset[int]]:
    """Return the institution that the words name (longest wording, then the first), and the tokens of its wording."""
    # "army-backed", "anti-government": a word joined to another by a hyphen names no body.
    kept = [
        (word if not (_glued(tree, token + 1) or _glued(tree, token - 1)) else "-", token)
        for word, token in zip(words, tokens, strict=True)
        if word
    ]
    plain = [_singular(word) for word, _ in kept]
    starts = _by_first_word()
    best: tuple[int, int, Institution] | None = None
    for at, word in enumerate(plain):
        for wording, institution in starts.get(word, ()):
            size = len(wording)
            longer = best is None or size > best[0]
            if institution.words.isupper() and tree.tokens[kept[at][1]].text.islower():
                continue  # "a nurse, who said": WHO is written large
            if longer and tuple(plain[at : at + size]) == wording and not (at and plain[at - 1] == "vice"):
                best = (size, at, institution)
    if best is not None:
        size, at, institution = best
        return institution, frozenset(token for _, token in kept[at : at + size])
    return None, frozenset()


def _of_country(institution: Institution | None, country: str | None) -> Institution | None:
    """Return the body of one country where a body of the world and one of each country share their wording."""
    if institution is None or country is None or institution.scope != "world":
        return institution
    return next((i for _, i in institutions() if i.words == institution.words and i.scope == "country"), institution)


def institutions_named(tree: Tree, index: int) -> bool:
    """Whether a word stands within the wording of an institution ("Kremlin", the "Ministry" of "Defence Ministry")."""
    tokens = [t for t in (index - 2, index - 1, index) if t >= 0]
    return index in _institution(tree, [_letters(tree.tokens[t].text) for t in tokens], tokens)[1]


@cache
def _by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], Institution], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Institution]]] = {}
    for wording, institution in institutions():
        short = tuple(_singular(word) for word in wording)
        found.setdefault(short[0], []).append((short, institution))
    return {word: tuple(entries) for word, entries in found.items()}


def _locality(
    tree: Tree, tokens: Sequence[int], covered: frozenset[int], person: str | None, gazetteer: Gazetteer
) -> str | None:
    """Return whose a local body is: the whole name before it ("Abu Talib Hospital"), else the place after it."""
    own = set(fold(person).split()) if person else set()
    first, last = min(covered), max(covered)
    whole = _proper_runs(tree, tokens)
    runs = [piece for run in whole for piece in ([t for t in run if t < first], [t for t in run if t > last]) if piece]
    before = [r for r in runs if r[-1] < first and all(tree.tokens[t].text != "," for t in range(r[-1], first))]
    for run in [*reversed(before), *(run for run in runs if run and run[0] > last)]:
        kept = [t for t in run if fold(tree.tokens[t].text) not in own]
        if kept and kept[0] > last and kept[0] == last + 1:
            continue
        while kept and (fold(tree.tokens[kept[-1]].text) in titles() | _RANKS or tree.tokens[kept[-1]].text == "-"):
            kept.pop()
        name = tree.words(kept)
        if not name or fold(name) in _ANY_TOWN or gazetteer.country_of(name) is not None:
            continue
        candidates = gazetteer.lookup(name)
        if candidates:
            return fold(candidates[0].place.name)
        if run[-1] < first:
            return fold(name)
    return None


_ANY_TOWN = frozenset(
    (
        "city",
        "town",
        "county",
        "state",
        "general",
        "central",
        "regional",
        "district",
        "local",
        "national",
        "university",
        "childrens",
        "children",
        "memorial",
        "provincial",
        "main",
        "royal",
        "metropolitan",
        "fire",
        "police",
    )
)
"""Words before a body that tell its rank and not its town ("the City Hospital")."""

_RANKS = frozenset(("metro", "metropolitan", "city", "town", "deputy", "general"))

_STATE_ARMY = frozenset(
    ("arab", "national", "royal", "peoples", "imperial", "federal", "armed", "regular", "republican")
)


def _no_state_s(
    tree: Tree, tokens: Sequence[int], covered: frozenset[int], institution: Institution, gazetteer: Gazetteer
) -> bool:
    """Whether words that look like a state's army or government name a group that is no state's."""
    if institution.scope != "country":
        return False
    first, last = min(covered), max(covered)
    words = [fold(tree.tokens[t].text) for t in tokens if t < first and tree.tokens[t].text[:1].isalpha()]
    whole = fold(tree.words([t for t in tokens if t <= last]))
    if set(words) & groups("not_the_state") or any(f" {name} " in f" {whole} " for name in groups("armed_groups")):
        return True
    if institution.id not in {"armed_forces", "government"} or not tree.tokens[last].text[:1].isupper():
        return False
    at = first - 1
    extra = []
    while at >= tokens[0] and tree.tokens[at].text[:1].isupper() and tree.tokens[at].tag != "DT":
        word = tree.tokens[at].text
        if gazetteer.country_of(word) is None and fold(word) not in _STATE_ARMY and fold(word) not in kind_words():
            extra.append(word)
        at -= 1
    return bool(extra)


@cache
def groups(section: str) -> frozenset[str]:
    """Return the folded words of one plain section of source_kinds.toml."""
    entries = load("source_kinds.toml").get(section)
    return frozenset(fold(str(word)) for word in entries) if isinstance(entries, dict) else frozenset()


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 else word


_PARTICLES = frozenset(
    (
        "al",
        "el",
        "ul",
        "as",
        "ad",
        "ar",
        "ash",
        "bin",
        "ben",
        "bint",
        "ibn",
        "abu",
        "umm",
        "de",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "la",
        "le",
        "da",
        "das",
        "dos",
        "du",
        "di",
        "do",
        "e",
        "y",
        "af",
        "zu",
    )
)
"""Small words that stand within a personal name and are not capitalised."""


def _glued(tree: Tree, index: int) -> bool:
    """Whether a token is a hyphen without space on either side."""
    if not 0 < index < len(tree.tokens) - 1 or tree.tokens[index].text not in {"-", "‑", "–"}:
        return False
    before, token, after = tree.tokens[index - 1], tree.tokens[index], tree.tokens[index + 1]
    return before.end == token.start and token.end == after.start


def _within_name(tree: Tree, index: int, run: Sequence[int]) -> bool:
    """Whether a token goes on with the name that ``run`` began: a hyphen, what it joins on, a particle."""
    entry = tree.tokens[index]
    if _glued(tree, index):
        following = tree.tokens[index + 1]
        if following.text[:1].isupper():
            return True
        # "Hae-jin", "Jong-un": the second syllable of a given name after the family name, and no "Accra-based".
        syllable = following.text.isalpha() and len(following.text) <= 6 and not following.text.endswith(("ed", "ing"))
        names = [t for t in run if tree.tokens[t].text[:1].isupper()]
        return syllable and len(names) == 2 and following.text not in _JOINED_ON
    if _glued(tree, index - 1) and index - 1 in run:
        return True
    if entry.text == "." and fold(tree.tokens[index - 1].text) in titles() and index + 1 < len(tree.tokens):
        # "Capt. Lee" where the tokeniser cut the full stop off.
        return tree.tokens[index + 1].text[:1].isupper()
    at = index
    while at < len(tree.tokens) and tree.tokens[at].text in _PARTICLES and at - index < 3:
        at += 1
        if _glued(tree, at):
            at += 1
    return at > index and at < len(tree.tokens) and tree.tokens[at].text[:1].isupper()


_JOINED_ON = frozenset(("run", "held", "made", "born", "led", "style", "wide", "era", "only", "area", "fired", "owned"))


def _proper_runs(tree: Tree, tokens: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    unknown = _unknown_name(tree, tokens)
    for token in tokens:
        entry = tree.tokens[token]
        capital = entry.text[:1].isupper()
        proper = (entry.pos == "PROPN" and (capital or entry.text[:1].isdigit())) or (
            capital and entry.pos in {"NOUN", "ADJ"} and token > 0
        )
        # A name that the tagger does not know, at the head of its sentence ("Villalba added").
        proper = proper or unknown
        initial = re.fullmatch(r"[A-Z]\.?", entry.text) is not None and entry.pos not in {"DET", "PRON"}
        beside = bool(runs) and token - runs[-1][-1] == 1
        # "Liberty Now", "Extinction Rising": a name goes on as long as it is written large.
        proper = proper or (beside and capital and len(entry.text) > 1 and entry.pos in {"ADV", "VERB", "X", "INTJ"})
        opens = entry.text in _PARTICLES and _glued(tree, token + 1) and tree.tokens[token + 2].text[:1].isupper()
        inside = beside and _within_name(tree, token, runs[-1])
        if not (proper or initial or inside or (opens and token + 2 in tokens)):
            continue
        if beside:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [run[:-1] if tree.tokens[run[-1]].text in {"-", "‑", "–"} and len(run) > 1 else run for run in runs]


def _person(tree: Tree, tokens: Sequence[int], covered: frozenset[int], gazetteer: Gazetteer) -> str | None:
    """Return the person's name among the words of a source, without titles, or None."""
    persons = [(tree.offset + name.start, tree.offset + name.end) for name in tree.names if name.label == "PERSON"]
    others = [
        (tree.offset + name.start, tree.offset + name.end)
        for name in tree.names
        if name.label in {"ORG", "GPE", "NORP", "LOC", "FAC"}
    ]
    for whole_run in _proper_runs(tree, tokens):
        run = [t for t in whole_run if t not in covered]
        while (
            run
            and (
                gazetteer.country_of(tree.tokens[run[0]].text) is not None
                or fold(tree.tokens[run[0]].text) in kind_words()
            )
            and fold(tree.tokens[run[0]].text) not in titles()
            and not _given_name(tree, run)
        ):
            run = run[1:]
        if not run:
            continue
        whole = tree.words(run)
        bare = without_titles(whole)
        titled = bare != whole or _titled_before(tree, run[0])
        if not titled and run[0] and _names_body(tree, run[0] - 1):
            continue
        if run[0] == tokens[0] and _aged(tree, run[-1]):
            return bare
        last = fold(tree.tokens[run[-1]].text)
        if last in endings() or fold(whole) in endings() or last in kind_words() or fold(whole) in titles():
            continue
        possessive = run[-1] + 1 < len(tree.tokens) and tree.tokens[run[-1] + 1].tag == "POS"
        owned = tree.tokens[run[-1]].dep in {"poss"} and possessive
        start, end = tree.start(run[0]), tree.end(run[-1])
        marked = any(max(start, a) < min(end, b) for a, b in persons)
        barred = any(a <= start and end <= b for a, b in others)
        in_phrase = (
            tree.tokens[run[-1]].dep == "pobj"
            and tree.tokens[tree.tokens[run[-1]].head].text.lower() in {"of", "in", "from", "at", "for", "with"}
            and run[0] != tokens[0]
        )
        if owned and len(run) < len(tokens):
            continue
        # "Superintendent of Police Ann Lee": what was cut off before the name belongs to the title.
        full = len(whole_run) > len(run) > 1
        if (marked or full) and run[-1] == tokens[-1] and _closes_title(tree, run, tokens):
            return bare
        if titled and not in_phrase:
            return bare
        the = _the(tree, run[0])
        acronym = " " not in whole and whole.isupper() and len(whole) > 1
        if marked and not in_phrase and not the and not acronym:
            return bare
        if (
            in_phrase
            or the
            or acronym
            or not 2 <= len(whole.split()) <= 4
            or whole.isupper()
            or gazetteer.lookup(whole)
        ):
            continue
        if any(fold(tree.tokens[t].text) in kind_words() or fold(tree.tokens[t].text) in endings() for t in run):
            continue
        if barred and not _has_role_beside(tree, run, tokens):
            continue
        # Two to four capitalised words that head the source and are no body's or place's name: a person's.
        return bare
    return None


def _given_name(tree: Tree, run: Sequence[int]) -> bool:
    """Whether a word that names a kind of source is a given name: "health director Charity Mumba"."""
    after_role = run[0] > 0 and tree.tokens[run[0] - 1].text.islower()
    return len(run) == 2 and after_role and _marked(tree, run, "PERSON")


def _aged(tree: Tree, index: int) -> bool:
    """Whether an age follows a name: "Lina, 24,"."""
    following = [token.text for token in tree.tokens[index + 1 : index + 3]]
    return len(following) == 2 and following[0] == "," and following[1].isdigit() and 5 <= int(following[1]) <= 110


def _names_body(tree: Tree, index: int) -> bool:
    """Whether the noun before a name says that it is a body's ("the tabloid Valley Star")."""
    token = tree.tokens[index]
    return token.pos in {"NOUN", "ADJ"} and fold(token.text) in groups("body_nouns") and token.text[:1].islower()


def _closes_title(tree: Tree, run: Sequence[int], tokens: Sequence[int]) -> bool:
    """Whether a name ends a long title: "Deputy Commissioner of Police Hemanta Bora"."""
    preposition = tree.tokens[run[-1]].head
    opening = fold(tree.tokens[_head(tree, tokens)].lemma)
    no_comma = all(tree.tokens[t].text != "," for t in range(tokens[0], run[0]))
    # "the administration of President Ann Lee" is no title of hers.
    held = opening in titles() or opening in offices() or class_of(opening) is not None
    return run[0] - preposition > 1 and no_comma and held


def _the(tree: Tree, index: int) -> bool:
    return index > 0 and tree.tokens[index - 1].text.lower() in {"the", "a", "an"}


def _has_role_beside(tree: Tree, run: Sequence[int], tokens: Sequence[int]) -> bool:
    """Whether a common noun for a person stands in apposition to the name or right before it."""
    above = tree.tokens[tree.tokens[run[-1]].head]
    if tree.tokens[run[-1]].dep == "appos" and above.pos == "NOUN" and fold(above.lemma) in kind_words():
        return True
    people = {"person", "official", "expert", "witness", "police", "military", "medical"}
    known = kind_words()
    return any(
        t not in run
        and tree.tokens[t].dep in {"appos", "compound", "nmod", "amod"}
        and known.get(fold(tree.tokens[t].lemma)) is not None
        and known[fold(tree.tokens[t].lemma)].value in people
        for t in tokens
    )


def _titled_before(tree: Tree, index: int) -> bool:
    before = tree.tokens[index - 1].text if index else ""
    return fold(before) in titles() and tree.tokens[index - 1].dep in {"compound", "nmod", "amod"}


def _body(tree: Tree, tokens: Sequence[int], covered: frozenset[int], gazetteer: Gazetteer) -> str | None:
    """Return the proper name of a body (company, paper, group) that heads the source, or None."""
    head = _head(tree, tokens)
    runs = [kept for run in _proper_runs(tree, tokens) if (kept := [t for t in run if t not in covered])]
    for place, run in enumerate(runs):
        name = tree.words(run)
        if run[0] and tree.tokens[run[0] - 1].text == "-":
            continue
        joined = tree.tokens[run[-1]].dep in {"compound", "nmod", "amod"} and tree.tokens[run[-1]].head == head
        # "the al-Shabaab group": the noun says what it is, the name which.
        of_group = run[-1] + 1 == head and fold(tree.tokens[head].lemma) in groups("body_nouns")
        adjective = tree.tokens[run[-1]].pos == "ADJ" or tree.tokens[run[-1]].text in {"-", "‑"}
        if tree.tokens[run[-1]].dep == "poss" or (
            head not in run
            and tree.tokens[run[-1]].dep not in {"appos"}
            and not (joined and _and_after(tree, run[-1]))
            and not (of_group and not adjective and (_marked(tree, run, "ORG") or not gazetteer.lookup(name)))
        ):
            continue
        if gazetteer.country_of(name) is not None and len(run) == 1:
            continue
        if len(run) == 1 and _the(tree, run[0]) and _says_only_what(fold(name)):
            continue
        if len(run) == 1 and fold(name) in _ANY_MEDIUM:
            continue
        if fold(name) in titles() or (fold(name) in kind_words() and len(run) == 1 and tree.tokens[run[0]].tag == "NN"):
            continue
        last = run[-1]
        for following in runs[place + 1 :]:
            # "National Institute of Human Rights": a small word between capitals belongs to the name.
            if [tree.tokens[t].text for t in range(last + 1, following[0])] not in (
                ["of"],
                ["for"],
                ["&"],
                ["of", "the"],
            ) and not (
                # "Institute of Flood Monitoring and Research", "Fire and Rescue Service"
                [tree.tokens[t].text for t in range(last + 1, following[0])] == ["and"]
                and (head in following or tree.tokens[run[-1]].dep in {"pobj"})
                and (
                    tree.tokens[last].dep in {"compound", "nmod", "amod"}
                    or tree.tokens[tree.tokens[last].head].dep == "prep"
                )
            ):
                break
            last = following[-1]
        return tree.words([_from_owners(tree, run[0], gazetteer), last])
    return None


def _marked(tree: Tree, run: Sequence[int], label: str) -> bool:
    start, end = tree.start(run[0]) - tree.offset, tree.end(run[-1]) - tree.offset
    return any(name.label == label and name.start <= start and end <= name.end for name in tree.names)


def _from_owners(tree: Tree, first: int, gazetteer: Gazetteer) -> int:
    """Return where a body's name begins whose owners are many ("the Residents' Forum")."""
    owners = first - 2
    if owners < 0 or tree.tokens[first - 1].tag != "POS" or not tree.tokens[owners].text.endswith("s"):
        return first
    word = tree.tokens[owners]
    many = word.text[:1].isupper() and tree.tokens[first - 1].text in {"'", "’"}
    return owners if many and gazetteer.country_of(word.text) is None and owners > 0 else first


def _own_name(tree: Tree, tokens: Sequence[int], covered: frozenset[int]) -> str | None:
    """Return the whole proper name around a local body's wording ("Police Scotland"), None where it is only described.

    Words that stand before many a town's body ("City Council") make no name of their own.
    """
    for run in _proper_runs(tree, tokens):
        more = [t for t in run if t not in covered and fold(tree.tokens[t].text) not in _ANY_TOWN | kind_words().keys()]
        if set(run) & covered and more and max(more) > max(covered):
            return tree.words(run)
    return None


def _and_after(tree: Tree, index: int) -> bool:
    return index + 1 < len(tree.tokens) and tree.tokens[index + 1].text == "and"


_ANY_MEDIUM = frozenset(("tv", "radio", "television", "news", "press", "media", "daily", "weekly", "magazine"))
"""Words that end the names of media and alone name none ("State TV")."""


def _says_only_what(word: str) -> bool:
    """Whether one word with "the" tells what a body is and not which ("the Institute", but not "the Guardian")."""
    kind = endings().get(word)
    return kind not in {SourceKind.MEDIA, SourceKind.PARTY} and (kind is not None or word in kind_words())


def _house(tree: Tree, tokens: Sequence[int], person: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the body that somebody speaks for: "a spokesman for the Blue Anchor Line", "Acme officials"."""
    own = set(fold(person).split()) if person else set()
    for run in _proper_runs(tree, tokens):
        name = tree.words(run)
        above = tree.tokens[tree.tokens[run[-1]].head]
        after = tree.tokens[run[-1]].dep == "pobj" and above.text.lower() in {"for", "of", "from", "at", "with"}
        following = tree.tokens[run[-1] + 1] if run[-1] + 1 < len(tree.tokens) else above
        before = tree.tokens[run[-1]].dep in {"compound", "nmod", "poss"} and (
            fold(above.lemma) in VOICES or fold(following.lemma) in VOICES
        )
        last = (fold(name).split() or [""])[-1]
        above_speaks = any(fold(tree.tokens[t].lemma) in VOICES for t in tokens)
        if not (after or before) or own & set(fold(name).split()) or fold(name) in kind_words():
            continue
        if gazetteer.country_of(name) is not None or gazetteer.lookup(name):
            continue
        if above_speaks or endings().get(last) in {SourceKind.COMPANY, SourceKind.MILITARY}:
            return name
    return None


def _serves(tree: Tree, tokens: Sequence[int]) -> str | None:
    """Return the words for whom somebody speaks or works: "its director", "a spokesman for the force"."""
    inside = set(tokens)
    known = kind_words()
    for token in tokens:
        lemma = fold(tree.tokens[token].lemma)
        if tree.tokens[token].pos not in {"NOUN", "PROPN"} or known.get(lemma) is SourceKind.WITNESS:
            continue
        if lemma in groups("serving"):
            return None
        owners = tree.children(token, "poss")
        for preposition in tree.children(token, "prep"):
            if tree.tokens[preposition].text.lower() in {"of", "for", "at", "from", "with"}:
                owners += tree.children(preposition, "pobj")
        if lemma in VOICES | offices():
            owners += [c for c in tree.children(token, "compound", "nmod") if tree.tokens[c].pos == "NOUN"]
        if not owners and lemma in VOICES | offices() and tree.tokens[token].text[:1].islower():
            # "Observatory director Ann Lee": what stands right before the office is whose it is.
            before = token - 1
            while before in inside and tree.tokens[before].pos in {"PROPN", "NOUN"}:
                before -= 1
            if before + 1 < token:
                return tree.words(range(before + 1, token))
        for owner in owners:
            words = [t for t in tree.subtree(owner) if t in inside and tree.tokens[t].tag != "POS"]
            if words:
                return tree.words(words)
    return None


def _places(tree: Tree, tokens: Sequence[int], person: str | None, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the folded main names of places that the words name, without countries."""
    found: list[str] = []
    in_person = set(fold(person).split()) if person else set()
    for run in _proper_runs(tree, tokens):
        words = [t for t in run if fold(tree.tokens[t].text) not in in_person]
        for size in (3, 2, 1):
            for at in range(len(words) - size + 1):
                piece = tree.words(words[at : at + size])
                if gazetteer.country_of(piece) is not None:
                    continue
                if fold(piece) in kind_words() or fold(piece) in endings() or len(piece) < 3:
                    continue
                candidates = gazetteer.lookup(piece)
                if candidates:
                    found.append(fold(candidates[0].place.name))
            if found:
                break
    return tuple(dict.fromkeys(found))


def _served(tree: Tree, tokens: Sequence[int]) -> frozenset[int]:
    """Return the tokens that tell whom a person serves or belongs to ("a lawyer for the survivors")."""
    known = kind_words()
    found: set[int] = set()
    for token in tokens:
        entry = tree.tokens[token]
        person = known.get(fold(entry.lemma)) is SourceKind.PERSON and fold(entry.lemma) in groups("serving")
        if person:
            for preposition in tree.children(token, "prep"):
                found.update(tree.subtree(preposition))
            found.update(t for owner in tree.children(token, "poss") for t in tree.subtree(owner))
    return frozenset(found)


def _roles(tree: Tree, tokens: Sequence[int]) -> list[str]:
    known = kind_words()
    found: list[str] = []
    served = _served(tree, tokens)
    tokens = [t for t in tokens if t not in served]
    for place, token in enumerate(tokens):
        noun = tree.tokens[token].pos in {"NOUN", "PROPN", "PRON"} or _names_body(tree, token)
        lemma = fold(tree.tokens[token].lemma)
        following = tree.tokens[tokens[place + 1]] if place + 1 < len(tokens) else None
        endings_of_pair = (following.lemma, following.text) if following is not None else ()
        pairs = [f"{fold(tree.tokens[token].text)} {fold(word)}" for word in endings_of_pair]
        pair = next((words for words in pairs if words in known), "")
        hyphened = [tree.tokens[t].text.lower() for t in range(max(token - 2, 0), token)]
        if hyphened == ["vice", "-"] and lemma == "president":
            found.append("vice president")
        elif pair in known:
            found.append(pair)
        elif lemma == "local" and tree.tokens[token].tag != "NNS":
            continue  # "Local Coordination Committees" are no locals
        elif noun and (lemma in known or fold(tree.tokens[token].text) in known or lemma in SPEAKERS):
            found.append(lemma if lemma in known or lemma in SPEAKERS else fold(tree.tokens[token].text))
    return found


def _one_of(word: str) -> str:
    """Return the singular of a plural that the tagger took for a name ("Authorities")."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


_MINISTERS = frozenset(("minister", "prime minister", "president", "governor", "mayor", "ambassador", "premier"))
_HEADS = frozenset(("head", "chief", "director", "commissioner", "secretary", "envoy", "coordinator"))
_ARMED = frozenset(("defence_ministry", "general_staff", "armed_forces"))


def _kind(
    tree: Tree,
    head: int,
    roles: Sequence[str],
    institution: Institution | None,
    person: str | None,
    body: str | None,
    pronoun: str | None,
) -> SourceKind:
    known = kind_words()
    if pronoun is not None:
        return SourceKind.UNNAMED
    ends = {fold(tree.tokens[head].lemma), fold(tree.tokens[head].text)}
    compound = next((known[r] for r in reversed(roles) if " " in r and r.split()[-1] in ends), None)
    if person is not None and _MINISTERS & set(roles):
        return SourceKind.MILITARY if institution is not None and institution.id in _ARMED else SourceKind.OFFICIAL
    pairs = [known[r] for r in roles if " " in r and r in known and r != "vice president"]
    if person is not None and pairs:
        return pairs[0]
    if person is not None and "vice president" in roles and body is None:
        return SourceKind.OFFICIAL
    if institution is not None and person is not None and institution.scope == "world" and set(roles) & _HEADS:
        return SourceKind.OFFICIAL
    if institution is not None:
        head_kind = known.get(fold(tree.tokens[head].lemma)) or known.get(fold(tree.tokens[head].text))
        if compound is not None:
            return compound
        if head_kind in {SourceKind.EXPERT, SourceKind.WITNESS, SourceKind.MEDIA, SourceKind.DOCUMENT}:
            return head_kind
        return institution.kind
    if compound is not None and person is None and body is None:
        return compound
    telling = [known[role] for role in roles if role in known and known[role] is not SourceKind.PERSON]
    head_kind = known.get(fold(tree.tokens[head].lemma)) or known.get(fold(tree.tokens[head].text))
    head_kind = head_kind or known.get(_one_of(fold(tree.tokens[head].text)))
    if person is not None:
        of_body = kind_of_body(body) if body is not None else None
        if of_body is not None and of_body is not SourceKind.MEDIA:
            return of_body
        if telling and telling[0] in {SourceKind.ORGANISATION, SourceKind.OFFICIAL} and groups("ranks") & set(roles):
            return SourceKind.MILITARY
        if "police" in roles and SourceKind.MEDICAL not in telling:
            return SourceKind.POLICE  # "Superintendent of Police Ann Lee"
        return next((kind for kind in telling if kind is not SourceKind.DOCUMENT), SourceKind.PERSON)
    if body is not None:
        of_body = kind_of_body(body)
        beside = [r for r in roles if r in groups("body_nouns") and r not in fold(body).split()]
        said = next((known[r] for r in beside if known.get(r) in _SAID_SO), None)
        if said is not None and compound is None and (of_body is None or of_body is SourceKind.COMPANY):
            return said  # "the charity Sea Line": what the report calls it tells more than its last word
        if of_body is not None:
            return of_body
        head_kind = compound or head_kind
        if head_kind is not None and head_kind is not SourceKind.PERSON:
            return head_kind
        return telling[0] if telling else SourceKind.ORGANISATION
    if SourceKind.PARTY in telling and head_kind in {SourceKind.MILITARY, SourceKind.PERSON, SourceKind.OFFICIAL}:
        return SourceKind.PARTY  # "a rebel commander"
    if head_kind is SourceKind.OFFICIAL and telling and telling[0] is not SourceKind.ORGANISATION:
        # "law enforcement officials", "the ambulance service": the closer word tells more.
        return telling[0]
    if head_kind is not None and head_kind is not SourceKind.PERSON:
        return head_kind
    if telling:
        return telling[0]
    return head_kind or SourceKind.UNNAMED


_SAID_SO = frozenset({SourceKind.MEDIA, SourceKind.ORGANISATION, SourceKind.COMPANY})


def kind_of_body(name: str) -> SourceKind | None:
    """Return the kind that a body's name tells by its last words, or by those before "of" and "for"; None for none."""
    known, told = kind_words(), endings()
    if any(f" {group} " in f" {fold(name)} " for group in groups("armed_groups") - _UNARMED):
        return SourceKind.PARTY
    for part in (fold(name), re.split(r"\b(?:of|for)\b", fold(name), maxsplit=1)[0]):
        words = part.split()
        if groups("not_the_state") & set(words) and words and told.get(words[-1]) is SourceKind.MILITARY:
            return SourceKind.PARTY
        for size in (3, 2):
            last = " ".join(words[-size:])
            if len(words) >= size and (last in told or last in known):
                return told.get(last) or known[last]
        if words and words[-1] in told:
            return told[words[-1]]
    return None


_UNARMED = frozenset(("salvation army", "national unity government"))


def _gender(words: Sequence[str], person: str | None, pronoun: str | None) -> str | None:
    """Return "m" or "f" where pronoun, title, role or given name tells, None where they do not."""
    if pronoun in HE or any(word in _MALE for word in words):
        return "m"
    if pronoun in SHE or any(word in _FEMALE for word in words):
        return "f"
    names = fold(person or "").split()
    return _given_names().get(names[0]) if len(names) > 1 else None


@cache
def _given_names() -> dict[str, str]:
    """Return the gender that a folded given name tells."""
    found: dict[str, str] = {}
    for gender, entry in load("given_names.toml").items():
        if isinstance(entry, dict):
            found.update((str(name), gender) for name in entry["names"])
    return found


def same_name(one: str, other: str) -> bool:
    """Tell whether two names in one report name the same: equal, shortened, or an acronym."""
    return (
        is_short_for(one, other) or is_short_for(other, one) or is_acronym_of(one, other) or is_acronym_of(other, one)
    )
