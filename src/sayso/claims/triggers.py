"""Knows which words of a passage say that something of a kind happened, and where those affected are named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.claims import grammar, kinds, nouns
from sayso.claims.figures import ORDINALS, count_of, covered, is_name, is_number, is_people, local, named, noun_words
from sayso.claims.frames import listed
from sayso.claims.grammar import follows, is_passive, is_verb, lemma, objects, of_what, subject
from sayso.claims.trees import Tree
from sayso.records import ClaimKind, PersonClass, Quantity, QuantityForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Words that say that something happened: their tokens, the kind, the rule, and the heads of those affected.

    ``counted`` is true where the number stands at the trigger itself ("46 deaths", "the toll rose to 27").
    ``predicate`` is the token that the clause is read from; ``noun`` is what those affected are said to be.
    """

    kind: ClaimKind
    token: int
    words: tuple[int, ...]
    rule: str
    affected: tuple[int, ...] = ()
    counted: Quantity | None = None
    predicate: int = 0
    noun: int | None = None


_INTO = frozenset({"to", "into", "in", "at", "inside"})
_STOPPED = frozenset({"stop", "leave_for", "play", "declare_a"})
_EXCEEDING = frozenset({"pass", "exceed", "top", "surpass"})
_STATIVE_TAGS = frozenset({"VBN", "VBG", "VBD", "JJ", "NN", "NNS", "NNP", "VB", "RB", "VBP", "JJR"})
_FOLD = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}


def triggers_of(tree: Tree, quantities: Sequence[Quantity], is_place: Callable[[int], bool]) -> list[Trigger]:
    """Return the triggers of a passage in order of their words, one for each kind and word.

    ``is_place`` tells whether a token belongs to a name that was taken for a place.
    """
    found: list[Trigger] = []
    for index, token in enumerate(tree.tokens):
        if token.pos in {"PUNCT", "SPACE", "NUM", "DET"}:
            continue
        found += _people_and_things(tree, index, quantities)
        found += _happenings(tree, index, is_place)
    seen: set[tuple[ClaimKind, int]] = set()
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (t.token, t.kind, -len(t.words))):
        if (trigger.kind, trigger.token) not in seen:
            seen.add((trigger.kind, trigger.token))
            kept.append(trigger)
    return _specific(kept)


_LESS_THAN = {
    ClaimKind.ATTACK: frozenset(
        {
            ClaimKind.AIR_STRIKE,
            ClaimKind.SHELLING,
            ClaimKind.SUICIDE_BOMB,
            ClaimKind.CHEMICAL_WEAPON,
            ClaimKind.EXPLOSION,
            ClaimKind.SHOOTING,
            ClaimKind.SEXUAL_VIOLENCE,
        }
    ),
    ClaimKind.EXPLOSION: frozenset({ClaimKind.SUICIDE_BOMB, ClaimKind.AIR_STRIKE}),
    ClaimKind.DESTROYED: frozenset({ClaimKind.ACCIDENT, ClaimKind.EXPLOSION}),
    ClaimKind.INJURED: frozenset({ClaimKind.KILLED}),
    ClaimKind.FIRE: frozenset({ClaimKind.SHOOTING, ClaimKind.SHELLING}),
}
"""Kinds that the same words do not name beside a more telling one: an air strike is no second attack."""


def _specific(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Return the triggers without those whose word a more telling one already holds."""
    held = {(t.kind, word) for t in triggers for word in t.words}
    return [
        t
        for t in triggers
        if not any(
            (kind, t.token) in held
            for kind in _LESS_THAN.get(t.kind, ())
            if t.kind not in {ClaimKind.DESTROYED, ClaimKind.INJURED} or _takes_from(t, kind, triggers)
        )
    ]


def _takes_from(trigger: Trigger, kind: ClaimKind, triggers: Sequence[Trigger]) -> bool:
    """Tell whether the other kind is said by the same verb: "the boat sank", "burnt alive"."""
    return any(
        t.kind is kind and t.token == trigger.token and not t.rule.endswith(("none", "phrase", "event"))
        for t in triggers
    )


def _forms(tree: Tree, index: int) -> frozenset[str]:
    token = tree.tokens[index]
    return _forms_of(token.lemma.lower(), token.text.lower(), token.tag)


@cache
def _forms_of(lemma_of_it: str, low: str, tag: str) -> frozenset[str]:
    """Return the words under which a token may stand in a table; lemmas of rarer verbs are often wrong ("gutted")."""
    found = {lemma_of_it, low, kinds.irregular().get(low, low)}
    if tag in {"NNS", "NNPS"} and low.endswith("s"):
        found.add(low[:-1])
    for ending in ("ed", "ing"):
        if low.endswith(ending) and tag in {"VBD", "VBN", "VBG", "JJ", "NN"} and len(low) > len(ending) + 2:
            stem = low.removesuffix(ending)
            found |= {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem}
    return frozenset(found)


def _entries(tree: Tree, index: int, *slots: str) -> list[kinds.Word]:
    token = tree.tokens[index]
    return list(_entries_of(token.lemma.lower(), token.text.lower(), token.tag, slots))


@cache
def _entries_of(lemma_of_it: str, low: str, tag: str, slots: tuple[str, ...]) -> tuple[kinds.Word, ...]:
    table = kinds.by_first_word(*slots)
    return tuple(entry for form in sorted(_forms_of(lemma_of_it, low, tag)) for entry in table.get(form, ()))


def _people_and_things(tree: Tree, index: int, quantities: Sequence[Quantity]) -> list[Trigger]:
    token = tree.tokens[index]
    found: list[Trigger] = []
    if is_verb(tree, index) or token.tag in {"VBN", "VBD", "JJ", "NNP", "NN", "NNS", "NNPS"}:
        found += _by_verb(tree, index, quantities)
    if token.tag in _STATIVE_TAGS:
        found += _by_state(tree, index)
    if token.tag.startswith("NN") or token.tag in {"JJ", "VBN", "VBG"}:
        found += _by_noun(tree, index, quantities)
        found += _by_toll(tree, index, quantities)
    found += _by_place_brought_to(tree, index)
    found += _by_result(tree, index)
    return found


def _made(
    entry: kinds.Word,
    index: int,
    words: Sequence[int],
    affected: Sequence[int],
    predicate: int,
    counted: Quantity | None = None,
) -> Trigger:
    return Trigger(
        kind=entry.kind,
        token=index,
        words=tuple(sorted({index, *words})),
        rule=f"{entry.kind.value}.{entry.slot}",
        affected=tuple(affected),
        counted=counted,
        predicate=predicate,
    )


def _rest(tree: Tree, index: int, entry: kinds.Word) -> tuple[int, ...] | None:
    if len(entry.words) == 2 and entry.words[1] in listed("particles"):
        near = [
            c for c in tree.children(index, "prt", "advmod", "prep") if tree.tokens[c].text.lower() == entry.words[1]
        ]
        beside = index + 1 < len(tree.tokens) and tree.tokens[index + 1].text.lower() == entry.words[1]
        if tree.child(index, "prt") is not None and not (beside or tree.child(index, "prt") in near):
            return None
        return (index + 1,) if beside else tuple(near[:1]) or None
    if len(entry.words) == 2 and entry.words[1] == "from":
        return _from_where(tree, index)
    return follows(tree, index, entry.words[1:]) if len(entry.words) > 1 else ()


def _from_where(tree: Tree, index: int) -> tuple[int, ...] | None:
    """Return the "from" after a verb, also where parts of its object stand between ("38 people, six of them boys,")."""
    for j in range(index + 1, min(len(tree.tokens), index + 18)):
        if tree.tokens[j].text.lower() == "from" and index in tree.ancestors(j):
            return (j,)
        if is_verb(tree, j) and tree.child(j, "nsubj", "nsubjpass") is not None:
            return None
    return None


def _by_verb(tree: Tree, index: int, quantities: Sequence[Quantity]) -> list[Trigger]:
    found: list[Trigger] = []
    token = tree.tokens[index]
    # Titles make names of verbs for the parser ("Army Kills Over 100 Rebels"); names have no objects.
    verbal = is_verb(tree, index) or tree.child(index, "dobj") is not None
    for entry in _entries(tree, index, "object", "subject", "phrase", "taking", "struck"):
        rest = _rest(tree, index, entry)
        if rest is None and entry.slot == "taking" and is_passive(tree, index):
            rest = tuple(o for o in objects(tree, index) if lemma(tree, o) == entry.words[1]) or None
        if rest is None:
            continue
        if token.tag == "VBG" and token.dep in {"amod", "compound"}:
            continue
        if entry.slot == "object" and (verbal or token.tag == "JJ"):
            if token.dep == "amod" and token.tag == "VBN":
                affected = [token.head]
                some = _some_of_those(tree, index, entry)
                if some is not None:
                    found.append(some)
                    continue
            else:
                affected = [o for o in objects(tree, index) if o not in rest]
            if (
                tree.child(index, "prt") is not None
                and len(entry.words) == 1
                and lemma(tree, tree.child(index, "prt") or 0) in {"down", "off"}
            ):
                continue
            if entry.words == ("bury",) and not _buried_by_people(tree, index):
                continue
            affected = _just_before(tree, index, affected)
            after = [c for c in tree.children(index, "npadvmod") if c == index + 1 and tree.tokens[c].tag == "CD"]
            if after and not any(is_people(tree, a) for a in affected):
                affected = after
            if affected and _of_the_next_fate(tree, index, affected[0]):
                affected = _before_its_fate(tree, index)
            if affected == [token.head] and token.dep == "acl":
                found += _some_of(tree, token.head, entry, quantities)
            if not is_passive(tree, index) and not any(is_people(tree, a) for a in affected):
                affected = _before_a_name(tree, index) or affected
            if token.dep == "amod" and entry.kind is ClaimKind.CAPTURED and _handed_over(tree, token.head):
                continue
            own = None if is_passive(tree, index) else _own_number(tree, index, affected)
            if own is not None:
                found.append(replace(_made(entry, index, rest, [own[0]], index), noun=own[1]))
            elif affected and _fit_for(tree, entry, affected[0], index):
                found.append(_made(entry, index, rest, affected, index))
            elif not affected and tree.headline:
                found += [_made(entry, index, rest, [who], index) for who in _after_title_verb(tree, index)]
        elif entry.slot == "subject" and verbal and not is_passive(tree, index):
            who = subject(tree, index)
            if tree.child(index, "nsubj") is None and token.dep == "conj":
                who = next(iter(_just_before(tree, index, [who] if who is not None else [])), None)
            if who is not None and (tree.child(index, "dobj") is None or rest or entry.words[0] in {"flee", "die"}):
                found.append(_made(entry, index, rest, [who], index))
        elif entry.slot == "phrase" and verbal and not is_passive(tree, index):
            who = subject(tree, index)
            if who is not None:
                fatal = any(
                    lemma(tree, c) in {"fatal", "mortal"}
                    and not tree.text[: tree.tokens[c].start].lower().endswith("non-")
                    for word in rest
                    for c in tree.children(word, "amod")
                )
                fate = replace(entry, kind=ClaimKind.KILLED) if fatal else entry
                found.append(_made(fate, index, rest, [who], index))
        elif entry.slot == "taking" and verbal:
            found += _taking(tree, index, entry, rest)
        elif entry.slot == "struck" and verbal:
            hit = [o for o in objects(tree, index) if is_people(tree, o) or is_number(tree, o, quantities)]
            by = grammar.agent(tree, index)
            if hit and by is not None and lemma(tree, by) in listed("projectiles"):
                found.append(replace(_made(entry, index, (), hit[:1], index), rule="injured.object"))
    return found


_BEFORE_NUMBERS = frozenset({"at", "least", "more", "than", "over", "some", "about", "around", "nearly"})


def _own_number(tree: Tree, index: int, affected: Sequence[int]) -> tuple[int, int | None] | None:
    """Return the number right after a verb and its noun, where the parser gives the verb what comes after these.

    Titles run verbs on ("Troops Kill 30 Rebels Free 19 Civilians"), and a group called IS looks like a verb ("killed 28
    IS fighters").
    """
    at = index + 1
    while at < len(tree.tokens) and tree.tokens[at].text.lower() in _BEFORE_NUMBERS:
        at += 1
    if at >= len(tree.tokens) - 1 or tree.tokens[at].tag != "CD" or not affected:
        return None
    if _past_a_dash(tree, at, affected[0]):
        return at, None  # "kills 10 agency says - Daily Herald"
    named_is = tree.tokens[at + 1].text == "IS" and not tree.text.isupper()
    second = [i for i in range(at + 2, affected[0]) if tree.tokens[i].tag == "CD"]
    joined = any(
        tree.tokens[i].text.lower() in {"to", "and", "or", "-", "–"} for i in range(at, max(second, default=at))
    )
    if not (named_is and affected[0] == at) and (not second or joined):
        return None
    until = second[0] if second else min(len(tree.tokens), at + 5)
    plural = (i for i in range(at + 1, until) if tree.tokens[i].tag in {"NNS", "NNPS"} and is_people(tree, i))
    return at, next(plural, None)


def _past_a_dash(tree: Tree, start: int, end: int) -> bool:
    """Tell whether what the parser takes for an object is the name of who published a title, after its last dash."""
    between = tree.tokens[start + 1 : end]
    dash = next((i for i, token in enumerate(between) if token.text in {"-", "–", "—", "|"}), None)
    if dash is None or not tree.tokens[end].text[:1].isupper() or tree.tokens[end].tag != "NNP":
        return False
    spaced = tree.text[between[dash].start - 1 : between[dash].end + 1]
    return spaced != spaced.strip() and all(t.text[:1].isupper() for t in between[dash + 1 :])


def _before_a_name(tree: Tree, index: int) -> list[int]:
    """Return the counted people right after a verb that the parser ran into a name ("killed 13 people MSF said")."""
    at = index + 1
    while at < len(tree.tokens) and tree.tokens[at].text.lower() in {"at", "least", "more", "than", "over", "some"}:
        at += 1
    noun = at + 1
    if noun < len(tree.tokens) and tree.tokens[at].tag == "CD" and tree.tokens[noun].dep in {"compound", "nmod"}:
        return [noun] if tree.tokens[noun].tag == "NNS" and is_people(tree, noun) else []
    return []


def _after_title_verb(tree: Tree, index: int) -> list[int]:
    """Return the counted noun right after a verb that the parser took for a name in a headline all in capitals."""
    token = tree.tokens[index]
    if token.tag not in {"NNP", "NNPS", "NNS", "NN"} or not token.text[:1].isupper():
        return []
    at = index + 1
    while at < len(tree.tokens) and tree.tokens[at].text.lower() in {"at", "least", "more", "than", "over", "some"}:
        at += 1
    if at >= len(tree.tokens) or tree.tokens[at].tag != "CD":
        return []
    for noun in range(at + 1, min(len(tree.tokens), at + 5)):
        if not tree.tokens[noun].tag.startswith(("NN", "JJ", "CD")):
            break
        if tree.tokens[noun].tag in {"NNS", "NNPS"} and is_people(tree, noun):
            return [noun]
    return [at]


_FATES = frozenset({"injured", "wounded", "killed", "hurt", "dead", "missing", "arrested", "detained", "rescued"})
_AGED = re.compile(r"\w+(?: \(?\w+\)?)?, \d{1,3}, $")


def _of_the_next_fate(tree: Tree, index: int, affected: int) -> bool:
    """Tell whether a number after a participle is the next one's: "2 Civilians Killed 9 Injured"."""
    token = tree.tokens[affected]
    after = affected + 1
    low = token.text.lower()
    numbers = token.tag == "CD" or low in _FATES
    follows_on = after < len(tree.tokens) and tree.tokens[after].text.lower() in _FATES
    if affected <= index or tree.tokens[index].text.lower() not in _FATES:
        return False
    return (numbers and (low in _FATES or follows_on)) or (follows_on and _met_by_it(tree, index, affected))


def _met_by_it(tree: Tree, index: int, affected: int) -> bool:
    """Tell whether the subject of a verb met what the verb tells: "child killed 9 civilians injured" has two fates."""
    if tree.tokens[affected + 1].dep not in {"acl", "amod", "oprd", "ccomp", "xcomp", "advcl", "conj", "dep"}:
        return False
    if tree.tokens[affected].text.lower() in listed("others"):
        return True
    own = tree.child(index, "nsubj")
    if own is None or any(
        tree.tokens[d].text.lower() in {"the", "his", "her"} for d in tree.children(own, "det", "poss")
    ):
        return False
    return any(nouns.class_of(word) in _BYSTANDERS for word in noun_words(tree, own))


_BYSTANDERS = frozenset({PersonClass.CIVILIAN, PersonClass.CHILD, PersonClass.WOMAN, PersonClass.MAN})
"""Classes of people who are killed in news far oftener than they kill."""


def _before_its_fate(tree: Tree, index: int) -> list[int]:
    """Return who a participle is said of where a verb is left out: the counted noun before it, else its subject."""
    before = index - 1
    if before >= 0 and tree.tokens[before].tag == "CD":
        return [before]
    if before > 0 and tree.tokens[before].tag in {"NNS", "NNPS"} and tree.tokens[before - 1].tag == "CD":
        return [before]
    own = tree.child(index, "nsubj", "nsubjpass")
    return [own] if own is not None else []


def _some_of(tree: Tree, whom: int, entry: kinds.Word, quantities: Sequence[Quantity]) -> list[Trigger]:
    """Return those who are told of as some of whom a noun names, each part a count of its own.

    "Among those killed were three women", "the dead include two nurses", "of the 20 dead, six were children and two
    were nurses", "seven of those killed were women".
    """
    named_there = _named_among(tree, whom)
    if named_there is not None:
        (told, *_), verb = named_there
        return [_part(_made(entry, told, (whom,), [told], verb))]
    token = tree.tokens[whom]
    above = tree.tokens[token.head].head
    if token.dep != "pobj" or tree.tokens[token.head].text.lower() != "of":
        return []
    if is_number(tree, above, quantities):
        predicate = grammar.clause_of(tree, above)
        if lemma(tree, predicate) != "be" or predicate < whom:
            return []
        return [_part(t) for t in _said_to_be(tree, entry, whom, above, predicate, quantities)]
    if not is_verb(tree, above) or whom > above:
        return []
    who = tree.child(above, "nsubj", "nsubjpass")
    if who is None or not is_number(tree, who, quantities):
        return []
    said = _said_to_be(tree, entry, whom, who, above, quantities) if lemma(tree, above) == "be" else []
    return [_part(t) for t in said or _of_the_dead(tree, whom, entry, above, quantities)]


def _part(trigger: Trigger) -> Trigger:
    return replace(trigger, rule=f"{trigger.rule.removesuffix('.among').rpartition('.')[0]}.among")


def _some_of_those(tree: Tree, index: int, entry: kinds.Word) -> Trigger | None:
    """Return "of those killed six were children", which the parser takes for six killed ones without a comma."""
    number = tree.tokens[index].head
    preposition = tree.tokens[number].head
    verb = tree.tokens[preposition].head
    if tree.tokens[number].tag != "CD" or tree.tokens[preposition].text.lower() != "of" or lemma(tree, verb) != "be":
        return None
    noun = tree.child(verb, "attr")
    if noun is None or not is_people(tree, noun) or number < index:
        return None
    return _part(replace(_made(entry, index, (), [number], verb), noun=noun))


def _named_among(tree: Tree, whom: int) -> tuple[list[int], int] | None:
    """Return who is told of as some of those whom a noun names, and the verb that says so; None where nobody is."""
    token = tree.tokens[whom]
    verb = token.head
    if token.dep in {"nsubj", "nsubjpass"} and lemma(tree, verb) in {"include", "be", "comprise"}:
        told = tree.child(verb, "dobj", "attr")
        of_several = token.tag not in {"NN", "NNP"} or lemma(tree, verb) == "include"
        return ([told], verb) if told is not None and told > verb and of_several else None
    if token.dep == "pobj" and tree.tokens[verb].text.lower() in {"among", "amongst"}:
        verb = tree.tokens[verb].head
        if lemma(tree, verb) not in {"be", "number"}:
            return None
        told = tree.child(verb, "nsubj", "attr")
        return ([told], verb) if told is not None else None
    return None


def _aged(tree: Tree, index: int) -> int | None:
    """Return the noun of "boy, 3, wounded", whose age stands between it and its participle."""
    if index < 4 or _AGED.search(tree.text[: tree.tokens[index].start]) is None:
        return None
    return index - 4 if nouns.class_of(lemma(tree, index - 4)) is not None else None


def _just_before(tree: Tree, index: int, affected: list[int]) -> list[int]:
    """Return the counted noun or the number right before a participle or its auxiliaries, where a verb is left out.

    In "72 flats were destroyed and more than 230 damaged" the subject of the first verb is not that of the second.
    """
    token = tree.tokens[index]
    present = token.tag in {"VBP", "VBZ"} and token.dep == "conj" and tree.child(index, "nsubj") is None
    if not (token.tag in {"VBN", "VBD"} or present) or tree.child(index, "dobj") is not None:
        return affected
    aged = _aged(tree, index)
    if aged is not None and (not affected or affected[0] == index - 2):
        return [aged]
    if affected and (token.dep not in {"conj", "acl", "ROOT", "ccomp"} or tree.child(index, "nsubj", "nsubjpass")):
        return affected
    start = index
    if token.dep in {"oprd", "acomp", "xcomp"} and is_verb(tree, token.head) and token.head < index:
        start = token.head
    before = start - 1
    while before >= 0 and (
        tree.tokens[before].dep in {"aux", "auxpass", "neg"} or tree.tokens[before].tag in {"RB", "RBR"}
    ):
        before -= 1
    if before < 0 or before in affected:
        return affected
    near = tree.tokens[before]
    if near.tag == "CD" and (
        not affected or tree.tokens[before].head in {index, start} or near.dep in {"pobj", "conj"}
    ):
        return [before]
    if near.tag in {"NNS", "NNPS"} and before and tree.tokens[before - 1].tag == "CD":
        return [before]
    if near.text.lower() in _MULTIPLES and before and tree.tokens[before - 1].tag == "CD":
        return [before]
    if near.text.lower() in ORDINALS and before and tree.tokens[before - 1].text.lower() == "a":
        return [before]
    return affected


_MULTIPLES = frozenset({"dozen", "score", "hundred", "thousand", "million"})


def _fit_for(tree: Tree, entry: kinds.Word, affected: int, index: int) -> bool:
    """Tell whether the affected are of the sort that a verb of many meanings needs."""
    word = entry.words[0]
    if word in {"eliminate", "neutralize", "neutralise", "liquidate"} or (
        word == "destroy" and entry.kind is ClaimKind.KILLED
    ):
        return any(nouns.class_of(w) is PersonClass.COMBATANT for w in noun_words(tree, affected))
    if word == "lose":
        return not is_passive(tree, index) and _lost_men(tree, index, affected)
    if word == "wipe":
        return is_people(tree, affected) or tree.tokens[affected].text.lower() == "family"
    if word in {"release", "hand"} and entry.kind is ClaimKind.RESCUED:
        return lemma(tree, affected) in listed("held")
    if word == "pick" and entry.kind is ClaimKind.RESCUED:
        return tree.tokens[affected].tag in {"NNS", "NNPS", "CD"}
    if word == "hold" and entry.kind is ClaimKind.DETAINED:
        return any(
            tree.tokens[c].text.lower() in {"being", "still"} for c in tree.children(index, "aux", "auxpass", "advmod")
        ) and (is_people(tree, affected) or tree.tokens[affected].tag == "CD")
    if word in {"pull", "dig"} and entry.kind is ClaimKind.RESCUED and entry.words[-1] == "from":
        return _out_of(tree, index)
    if word in {"flood", "inundate", "submerge"}:
        who = None if is_passive(tree, index) else subject(tree, index)
        return not _abstract_means(tree, index) and (who is None or not is_people(tree, who))
    if word == "poison" and entry.kind is ClaimKind.INJURED:
        return not _abstract_means(tree, index)
    return True


def _handed_over(tree: Tree, whom: int) -> bool:
    """Tell whether captives are exchanged or freed: "swapped 144 captured soldiers" tells of no capture."""
    token = tree.tokens[whom]
    above = tree.tokens[token.head].head if token.dep == "pobj" else token.head
    return lemma(tree, above) in listed("handing_over")


def _lost_men(tree: Tree, index: int, affected: int) -> bool:
    """Tell whether those whom a side lost are its counted fighters, or the men of a unit."""
    if tree.child(affected, "nummod") is None:
        return False
    if any(nouns.class_of(w) is PersonClass.COMBATANT for w in noun_words(tree, affected)):
        return True
    who = subject(tree, index)
    return lemma(tree, affected) == "man" and who is not None and lemma(tree, who) in nouns.crews()


def _out_of(tree: Tree, index: int) -> bool:
    """Tell whether what people are pulled from is something that one does not walk out of."""
    known = nouns.structures() | listed("perils")
    return any(
        lemma(tree, noun) in known
        for i in range(index + 1, len(tree.tokens))
        if tree.tokens[i].text.lower() == "from"
        for noun in tree.children(i, "pobj")
    )


def _abstract_means(tree: Tree, index: int) -> bool:
    """Tell whether what does it is a word or a feeling: "bombarded with letters", "poisoned by cynicism"."""
    means = [noun for c in tree.children(index, "agent", "prep") for noun in tree.children(c, "pobj")]
    who = None if is_passive(tree, index) else subject(tree, index)
    return any(lemma(tree, m) in listed("abstract") for m in [*means, *([who] if who is not None else [])])


def _buried_by_people(tree: Tree, index: int) -> bool:
    """Tell whether a burial is a funeral: what an avalanche buries may live."""
    who = grammar.agent(tree, index)
    return (who is not None and is_people(tree, who)) or (
        who is not None and tree.tokens[who].text.lower() in {"we", "they"}
    )


def _taking(tree: Tree, index: int, entry: kinds.Word, rest: tuple[int, ...]) -> list[Trigger]:
    """Return "claimed 46 lives", "claimed the lives of 19 people", "took nine soldiers prisoner"."""
    noun = rest[-1]
    if entry.kind is ClaimKind.KILLED:
        if entry.words[0] == "lose" and not is_passive(tree, index):
            return []
        whose = of_what(tree, noun)
        return [_made(entry, index, rest, [whose if whose is not None else noun], index)]
    affected = [o for o in objects(tree, index) if o != noun] or tree.children(noun, "compound", "nmod", "nummod")
    return [_made(entry, index, rest, affected, index)] if affected else []


def _by_state(tree: Tree, index: int) -> list[Trigger]:
    found: list[Trigger] = []
    token = tree.tokens[index]
    for entry in _entries(tree, index, "state"):
        rest = _rest(tree, index, entry)
        if rest is None:
            continue
        if entry.words == ("lost",) and lemma(tree, token.head) not in {"believe", "fear", "presume", "report"}:
            continue
        if is_verb(tree, index) and tree.child(index, "dobj", "agent") is not None:
            continue
        if token.tag == "VBD" and token.dep != "ROOT" and tree.child(index, "nsubj") is None:
            continue
        left = _left_so(tree, index)
        if left is not None:
            # The parser may hang the state on what left them so, from which no clause shuts it off.
            found.append(_made(entry, left[1], (index, *rest), [left[0]], left[1]))
            continue
        affected = _just_before(tree, index, [h for h in grammar.holders(tree, index) if h != index])
        if (
            affected
            and affected[0] > index > 0
            and tree.tokens[affected[0]].tag == "CD"
            and tree.tokens[index - 1].tag == "CD"
        ):
            affected = [index - 1]  # "two dead twenty injured"
        head = tree.tokens[index].head
        if lemma(tree, head) in _STOPPED and token.dep in {"acomp", "advmod", "oprd"}:
            continue
        if affected:
            found.append(_made(entry, index, rest, affected, grammar.clause_of(tree, index)))
    if not found:
        found += _before_it(tree, index)
    return found


def _left_so(tree: Tree, index: int) -> tuple[int, int] | None:
    """Return whom a verb just before leaves in a state, and the verb: "a shooting that left 17 people injured"."""
    before = index - 1
    if before >= 0 and tree.tokens[before].text in {"-", "–", "—"} and tree.tokens[index].dep != "amod":
        # "leaving 23 people - nine of them boys - dead": the state comes after an aside.
        verbs = [v for v in range(before) if lemma(tree, v) == "leave" and tree.child(v, "dobj") is not None]
        return (tree.children(verbs[-1], "dobj")[0], verbs[-1]) if verbs else None
    if before < 0 or tree.tokens[before].dep != "dobj":
        return None
    verb, above = tree.tokens[before].head, tree.tokens[index].head
    return (before, verb) if lemma(tree, verb) == "leave" and above not in {before, verb, index} else None


def _before_it(tree: Tree, index: int) -> list[Trigger]:
    """Return a state said right after a noun phrase without a verb, as in "leaving 12 dead" or "2 dead, 5 hurt"."""
    entries = [entry for entry in _entries(tree, index, "state") if entry.words != ("lost",)]
    if not entries or index == 0:
        return []
    before = index - 1
    if tree.tokens[before].pos in {"NOUN", "PROPN", "NUM"} and tree.tokens[index].dep != "compound":
        return [_made(entries[0], index, (), [before], grammar.clause_of(tree, index))]
    return []


def _by_noun(tree: Tree, index: int, quantities: Sequence[Quantity]) -> list[Trigger]:
    found: list[Trigger] = []
    token = tree.tokens[index]
    if token.dep == "compound" and not token.tag.endswith("S"):
        return []
    for entry in _entries(tree, index, "self", "event", "none", "among"):
        if entry.slot == "none":
            none = _none(tree, index, entry, quantities)
            found = [t for t in found if not none or t.kind is not entry.kind] + none
        elif entry.slot == "among":
            found += [
                replace(t, rule=f"{entry.kind.value}.victims.among") for t in _some_of(tree, index, entry, quantities)
            ]
        elif entry.slot == "self":
            found += _self(tree, index, entry, quantities)
        elif token.tag.startswith("NN"):
            found += _event(tree, index, entry, quantities)
    return found


def _self(tree: Tree, index: int, entry: kinds.Word, quantities: Sequence[Quantity]) -> list[Trigger]:
    """Return nouns that are the affected themselves: "675 survivors", "three of the dead were children"."""
    from_it = tree.tokens[index]
    if from_it.tag in {"JJ", "VBN"} and from_it.dep not in {"pobj", "nsubj", "nsubjpass", "dobj", "attr"}:
        return []
    if from_it.tag in {"JJ", "VBN"} and tree.child(index, "det") is None and tree.child(index, "nummod") is None:
        return []
    some = _some_of(tree, index, entry, quantities)
    if some or (from_it.dep == "pobj" and tree.tokens[from_it.head].text.lower() in {"of", "among", "amongst"}):
        return some
    if _telling(tree, index):
        return []
    return [_made(entry, index, (), [index], grammar.clause_of(tree, index))]


def _telling(tree: Tree, index: int) -> bool:
    """Tell whether a noun only names who speaks or for whom: "three survivors said", "a lawyer for the victims"."""
    token = tree.tokens[index]
    if token.dep == "nsubj" and lemma(tree, token.head) in listed("telling"):
        return True
    return token.dep == "pobj" and tree.tokens[token.head].text.lower() == "for"


def _of_the_dead(tree: Tree, index: int, entry: kinds.Word, verb: int, quantities: Sequence[Quantity]) -> list[Trigger]:
    """Return "of the dead, 40 were in Sindh and 12 in Punjab", each at its own number."""
    if not is_verb(tree, verb) or tree.tokens[index].head > verb:
        return []
    who = tree.child(verb, "nsubj", "nsubjpass")
    if who is None or not is_number(tree, who, quantities):
        return []
    numbers = [who, *(c for c in tree.children(verb, "conj") if is_number(tree, c, quantities))]
    made = [_made(entry, number, (index,), [number], verb if number == who else number) for number in numbers]
    noun = _noun_after(tree, verb) if lemma(tree, verb) == "be" and len(numbers) == 1 else None
    return [replace(one, noun=noun) for one in made]


def _said_to_be(
    tree: Tree, entry: kinds.Word, index: int, first: int, verb: int, quantities: Sequence[Quantity]
) -> list[Trigger]:
    """Return "nine of the dead were women and four were children", each number with its noun."""
    found: list[Trigger] = []
    number, at = first, verb
    while True:
        noun = _noun_after(tree, at)
        if noun is None:
            return found
        found.append(replace(_made(entry, number, (index,), [number], at), noun=noun))
        after = noun + 1
        while after < len(tree.tokens) and tree.tokens[after].text.lower() in {",", "and", "while"}:
            after += 1
        if after in {noun + 1, len(tree.tokens)} or not is_number(tree, after, quantities):
            return found
        number = after
        following = number + 1
        if following >= len(tree.tokens):
            return found
        if lemma(tree, following) == "be":
            at = following
        elif tree.tokens[following].tag == "NNS":
            at = number
        else:
            return found


def _noun_after(tree: Tree, at: int) -> int | None:
    """Return the noun of people right after a verb, past an article and adjectives."""
    for noun in range(at + 1, min(len(tree.tokens), at + 6)):
        token = tree.tokens[noun]
        if token.tag.startswith("NN") and not (
            noun + 1 < len(tree.tokens) and tree.tokens[noun + 1].tag.startswith("NN")
        ):
            return noun if is_people(tree, noun) else None
        if not token.tag.startswith(("NN", "JJ", "DT", "RB", "VBN", "VBG")) and token.text != "-":
            return None
    return None


def _none(tree: Tree, index: int, entry: kinds.Word, quantities: Sequence[Quantity]) -> list[Trigger]:
    """Return "no casualties", "without loss of life"."""
    counted = _own_count(tree, index, quantities)
    if counted is None:
        before = [q for q in quantities if q.max == 0 and q.end <= tree.tokens[index].start]
        counted = (
            before[-1]
            if before and tree.text[before[-1].end : tree.tokens[index].start].strip() in {"", "any"}
            else None
        )
    if counted is None or counted.max != 0:
        return []
    return [_made(entry, index, (), [], grammar.clause_of(tree, index), counted)]


def _bodies(tree: Tree, index: int) -> bool:
    plural = tree.tokens[index].tag == "NNS"
    around = {lemma(tree, a) for a in tree.ancestors(index)} | {lemma(tree, c) for c in tree.children(index)}
    return bool(around & listed("recovering")) and (
        plural or of_what(tree, index) is not None or "the" in around or "a" in around
    )


def _of_disease(tree: Tree) -> bool:
    known = nouns.diseases()
    return any(lemma(tree, i) in known or token.text.lower() in known for i, token in enumerate(tree.tokens))


def _event(tree: Tree, index: int, entry: kinds.Word, quantities: Sequence[Quantity]) -> list[Trigger]:
    """Return nouns of the happening: "the deaths of nine people", "46 deaths", "the boy's death", "no injuries"."""
    if index + 1 < len(tree.tokens) and tree.tokens[index + 1].text.lower() in listed("not_a_fate"):
        return []
    word = entry.words[0]
    if word in {"body", "corpse"} and not _bodies(tree, index):
        return []
    if word in {"case", "infection"} and not _of_disease(tree):
        return []
    predicate = grammar.clause_of(tree, index)
    whose = of_what(tree, index) if of_what(tree, index) is not None else of_what(tree, index, "to")
    if whose is None and word in {"injury", "wound"} and tree.tokens[index].dep == "dobj":
        whose = of_what(tree, tree.tokens[index].head, "to")
    if whose is None and word in {"injury", "wound"}:
        borne = _bearer(tree, index, quantities)
        if borne is not None:
            return [_made(entry, index, (), [borne], predicate)]
    if kinds.of_things(entry.kind):
        return [_made(entry, index, (), [whose], predicate)] if whose is not None else []
    if word == "massacre" and whose is not None and tree.tokens[whose].tag == "NNP":
        return []  # "the massacres of a ruler" are those that he ordered
    if whose is not None and (
        is_people(tree, whose) or is_number(tree, whose, quantities) or lemma(tree, whose) == "life"
    ):
        bodies, _ = count_of(tree, index, quantities)
        plural = tree.tokens[whose].tag in {"NNS", "NNPS"} and count_of(tree, whose, quantities)[0] is None
        if bodies is not None and bodies.unit == "count" and plural:  # "65 bodies of civilians"
            return [replace(_made(entry, index, (), [covered(tree, bodies)[-1]], predicate), noun=whose)]
        return [_made(entry, index, (), [whose], predicate)]
    owner = tree.child(index, "poss")
    if owner is not None and is_people(tree, owner):
        return [_made(entry, index, (), [owner], predicate)]
    if word in {"loss", "execution"}:
        return []
    counted = _own_count(tree, index, quantities)
    if counted is not None:
        return [_made(entry, index, (), [], predicate, counted)]
    return []


def _bearer(tree: Tree, index: int, quantities: Sequence[Quantity]) -> int | None:
    """Return who has a wound: "two men with gunshot wounds", "treated for minor injuries", "taken away with burns"."""
    token = tree.tokens[index]
    preposition = tree.tokens[token.head]
    if token.dep != "pobj" or preposition.text.lower() not in {"with", "for", "from"}:
        return None
    if any(tree.tokens[d].text.lower() == "no" for d in tree.children(index, "det")):
        return None
    above = preposition.head
    if not is_verb(tree, above):
        return above if preposition.text.lower() == "with" and is_people(tree, above) else None
    if lemma(tree, above) == "suffer" and tree.tokens[above].dep == "acl":
        return tree.tokens[above].head
    if lemma(tree, above) not in listed("tending"):
        return None
    told = objects(tree, above) if tree.child(above, "dobj") is not None or is_passive(tree, above) else []
    own = told[0] if told else subject(tree, above)
    if own is None or not (is_people(tree, own) or is_number(tree, own, quantities)):
        return None
    return own


def _own_count(tree: Tree, index: int, quantities: Sequence[Quantity]) -> Quantity | None:
    """Return the number that counts an event noun, "No deaths or injuries" counting both."""
    found, _ = count_of(tree, index, quantities)
    if found is not None and found.unit == "count":
        return found
    for child in tree.children(index, "amod"):
        if tree.tokens[child].text.lower() in _FOLD and lemma(tree, index) in {
            "murder",
            "homicide",
            "killing",
            "slaying",
            "drowning",
            "execution",
        }:
            return local(tree, [child], _FOLD[tree.tokens[child].text.lower()], _FOLD[tree.tokens[child].text.lower()])
    if tree.tokens[index].dep == "conj":
        found, _ = count_of(tree, tree.tokens[index].head, quantities)
        if found is not None and found.max == 0:
            return found
    return None


def _by_toll(tree: Tree, index: int, quantities: Sequence[Quantity]) -> list[Trigger]:
    token = tree.tokens[index]
    low = lemma(tree, index)
    compound = [lemma(tree, c) for c in tree.children(index, "compound", "amod", "nmod")]
    is_toll = low == "toll" and (
        not compound
        or bool({"death", "casualty", "fatality", "official", "overall", "total", "final", "human"} & set(compound))
    )
    is_toll = is_toll or (low == "count" and bool({"body", "death"} & set(compound)))
    is_toll = is_toll or (
        token.text.lower() == "dead" and token.dep == "dobj" and lemma(tree, token.head) in {"put", "estimate", "place"}
    )
    if low in {"number", "count", "figure"} and not is_toll:
        of = of_what(tree, index)
        is_toll = (
            of is not None
            and lemma(tree, of) in {"dead", "death", "fatality", "casualty", "victim"}
            and lemma(tree, of) != "casualty"
        )
        counted = [index] if of is None else [index, of]
        is_toll = is_toll or any(lemma(tree, c) == "kill" for node in counted for c in tree.children(node, "acl"))
    counted_fate = None if is_toll else _fate_counted(tree, index)
    if not (is_toll or counted_fate) or token.dep == "compound":
        return []
    quantity, words = _toll_number(tree, index, quantities)
    if quantity is None:
        return []
    if quantity.form is QuantityForm.EXACT and lemma(tree, token.head) in _EXCEEDING and token.dep == "nsubj":
        quantity = replace(quantity, max=None, form=QuantityForm.MORE_THAN)
    entry = counted_fate or kinds.by_first_word("toll")["toll"][0]
    return [_made(entry, index, words, [], grammar.clause_of(tree, index), quantity)]


_COUNTS = frozenset({"number", "count", "total", "tally", "figure", "toll"})
_FATES_OF_SOME = frozenset({"injured", "wounded", "missing", "displaced", "rescued", "killed", "evacuated"})


def _fate_counted(tree: Tree, index: int) -> kinds.Word | None:
    """Return the entry, as a toll's, of what a running count is of.

    "The number of injured rose to 143", "the number of arrests", "the number of people detained", "the injury toll",
    "arrests rose to 20".
    """
    if lemma(tree, index) not in _COUNTS:
        plural = tree.tokens[index].tag == "NNS" and tree.tokens[index].dep in {"nsubj", "dobj"}
        if not plural or lemma(tree, tree.tokens[index].head) not in listed("running") or _numbered(tree, index):
            return None
        return _as_toll([e for e in _entries(tree, index, "event") if _a_fate(tree, index, e)])
    named_before = [c for c in tree.children(index, "compound") if lemma(tree, c) in {"injury", "arrest", "infection"}]
    if named_before:
        return _as_toll(_entries(tree, named_before[-1], "event"))
    for preposition in tree.children(index, "prep"):
        of = tree.child(preposition, "pobj", "pcomp")
        if of is None or tree.tokens[preposition].text.lower() != "of":
            continue
        if tree.tokens[of].tag in {"NN", "NNP", "VBG"} and lemma(tree, of) not in _FATES_OF_SOME | {"miss"}:
            continue
        found = [e for e in _entries(tree, of, "event") if _a_fate(tree, of, e)]
        found += _entries(tree, of, "state", "self")
        if not found and tree.tokens[of].tag == "VBN":
            found += _entries(tree, of, "object")
        if not found and is_people(tree, of):
            met = [c for c in tree.children(of, "acl", "amod") if tree.tokens[c].tag in {"VBN", "JJ", "VBG"}]
            found += [e for c in met for e in _entries(tree, c, "object", "state")]
        return _as_toll(found)
    return None


def _as_toll(entries: Sequence[kinds.Word]) -> kinds.Word | None:
    """Return the first entry of one word as that of a count."""
    short = [entry for entry in entries if len(entry.words) == 1 and kinds.of_people(entry.kind)]
    return replace(short[0], slot="toll") if short else None


def _a_fate(tree: Tree, index: int, entry: kinds.Word) -> bool:
    """Tell whether a noun of many meanings is one of people's fates where a count of it is told."""
    if entry.words[0] in {"body", "corpse", "wound", "loss"}:
        return False
    if entry.words[0] in {"case", "infection"}:
        confirmed = any(lemma(tree, c) in {"confirmed", "confirm"} for c in tree.children(index, "amod"))
        return _of_disease(tree) or (confirmed and of_what(tree, index) is None)
    return True


def _numbered(tree: Tree, index: int) -> bool:
    """Tell whether a noun has a number or an owner of its own, so that what follows counts something else."""
    return tree.child(index, "nummod", "poss") is not None


def _toll_number(tree: Tree, index: int, quantities: Sequence[Quantity]) -> tuple[Quantity | None, list[int]]:
    """Return the number that a toll has: "rose to 27", "of 19", "brought the toll to 19", "stands at 58"."""
    counts = [q for q in quantities if q.unit == "count"]
    places: list[int] = []
    for node in (index, tree.tokens[index].head):
        verb = node != index
        if verb and lemma(tree, node) not in listed("rising"):
            continue
        for child in tree.children(node):
            if tree.tokens[child].dep in {"prep", "dative", "agent"} and tree.tokens[child].text.lower() in {
                "to",
                "at",
                "of",
                "as",
                "past",
                "above",
                "beyond",
                "over",
            }:
                inner = tree.child(child, "pobj", "pcomp")
                if inner is not None and is_verb(tree, inner) and not verb:
                    continue
                if inner is not None:
                    places.append(inner)
            elif verb and tree.tokens[child].dep in {"dobj", "attr", "acomp", "npadvmod", "oprd"} and child != index:
                places.append(child)
    for place in places:
        for quantity in counts:
            tokens = [
                i
                for i in tree.subtree(place)
                if tree.tokens[i].start >= quantity.start and tree.tokens[i].end <= quantity.end
            ]
            if tokens and tokens[0] > index - 12:
                return quantity, tokens
    risen = tree.tokens[tree.tokens[index].head]
    if risen.lemma in listed("rising") and risen.start > tree.tokens[index].start:
        for quantity in counts:
            # "Has risen by four to 29" reads to the parser like "four to 29".
            if re.fullmatch(r"(?i) by \S+ to ", tree.text[risen.end : quantity.start]):
                return quantity, []
    text = tree.text[tree.tokens[index].end :]
    for quantity in counts:
        gap = tree.text[tree.tokens[index].end : quantity.start]
        if quantity.start > tree.tokens[index].end and len(gap) < 60 and text and _short_way(gap):
            return quantity, []
    return None, []


def _short_way(gap: str) -> bool:
    words = gap.lower().split()
    return bool(words) and words[-1] in {"to", "at", "of", "is", "was", "now", "reached"} and len(words) <= 6


def _by_place_brought_to(tree: Tree, index: int) -> list[Trigger]:
    """Return "were taken to hospital", "left 28 in intensive care", "six of them are in the ICU"."""
    found: list[Trigger] = []
    for form in sorted(_forms(tree, index)):
        for entry in kinds.by_last_word("into").get(form, ()):
            words = grammar.ends(tree, index, entry.words)
            if words is None and form == "care" and index + 1 < len(tree.tokens):
                continue
            if words is None:
                continue
            head = index
            while tree.tokens[head].dep == "compound":
                head = tree.tokens[head].head
            while tree.tokens[head].dep == "conj":
                head = tree.tokens[head].head
            preposition = tree.tokens[head].head
            if tree.tokens[head].dep != "pobj" or tree.tokens[preposition].text.lower() not in _INTO:
                continue
            affected = _brought(tree, preposition, entry.kind)
            if affected is not None and not _at_work(tree, affected[0], affected[1]):
                who, predicate = affected
                found.append(_made(entry, index, (preposition, *words), [who], predicate))
    unique: dict[ClaimKind, Trigger] = {}
    for trigger in found:
        if trigger.kind not in unique or len(trigger.words) > len(unique[trigger.kind].words):
            unique[trigger.kind] = trigger
    return list(unique.values())


def _at_work(tree: Tree, who: int, verb: int) -> bool:
    """Tell whether people are at a hospital or a prison of their own accord: its staff, the police, a family."""
    if lemma(tree, verb) not in {"be", "go", "arrive", "wait", "remain", "stay", "sit"}:
        return False
    word = lemma(tree, who)
    staff = word in listed("staff") or any(lemma(tree, c) == "staff" for c in tree.children(who, "compound"))
    return staff or nouns.class_of(word) in {PersonClass.POLICE, PersonClass.HEALTH_WORKER, PersonClass.JOURNALIST}


def _brought(tree: Tree, preposition: int, kind: ClaimKind) -> tuple[int, int] | None:
    """Return who is brought to or is in the place after ``preposition``, and the predicate that says so."""
    head = tree.tokens[preposition].head
    into = tree.tokens[preposition].text.lower() in {"to", "into"}
    if lemma(tree, head) in listed("staff") or _telling(tree, head):
        return None
    if not is_verb(tree, head) and tree.tokens[head].dep == "prep":
        head = tree.tokens[head].head
    if tree.tokens[head].pos in {"NOUN", "NUM", "PROPN"} and not is_verb(tree, head):
        verb = tree.tokens[head].head
        if (
            tree.tokens[head].dep in {"dobj", "nsubjpass", "nsubj"}
            and is_verb(tree, verb)
            and (lemma(tree, verb) in listed("bringing") | listed("being"))
        ):
            return head, verb
        if into:
            return None
        return (head, head) if is_people(tree, head) or tree.tokens[head].pos == "NUM" else None
    if tree.tokens[head].pos == "ADJ":
        return None
    if not is_verb(tree, head):
        return None
    word = lemma(tree, head)
    if kind is ClaimKind.DETAINED and word in {"arrive", "go", "return", "recover", "treat"}:
        return None
    if word in listed("bringing"):
        found = objects(tree, head)
        if found:
            return found[0], head
        who = subject(tree, head)
        return (who, head) if who is not None and word in {"leave", "land", "admit"} else None
    if word in listed("being"):
        who = subject(tree, head)
        near = _just_before(tree, head, [who] if who is not None else [])
        return (near[0], head) if near else None
    return None


def _by_result(tree: Tree, index: int) -> list[Trigger]:
    """Return what says that somebody died of what a verb tells: "crushed to death", "fatally shot"."""
    word = tree.tokens[index].text.lower()
    entry = kinds.by_first_word("result")["fatally"][0]
    if word == "death" and tree.tokens[index].dep == "pobj":
        preposition = tree.tokens[index].head
        verb = tree.tokens[preposition].head
        if (
            tree.tokens[preposition].text.lower() != "to"
            or not is_verb(tree, verb)
            or lemma(tree, verb) in listed("never_to_death")
            or tree.child(index, "det", "poss", "prep") is not None
        ):
            return []
        who = objects(tree, verb) or [w for w in [subject(tree, verb)] if w is not None]
        return [_made(entry, index, (preposition, verb), who[:1], verb)] if who else []
    if word in {"fatal", "deadly"} and tree.tokens[index].dep == "amod":
        whose = of_what(tree, tree.tokens[index].head)
        if whose is not None and is_people(tree, whose) and tree.tokens[tree.tokens[index].head].tag.startswith("NN"):
            return [_made(entry, index, (tree.tokens[index].head,), [whose], grammar.clause_of(tree, index))]
    if word in {"fatally", "mortally"}:
        head = tree.tokens[index].head
        if is_number(tree, head, ()) is None and tree.tokens[head].pos == "NUM":
            return [_made(entry, index, (), [head], head)]
        if is_verb(tree, head):
            who = objects(tree, head)
            return [_made(entry, index, (head,), who[:1], head)] if who else []
    return []


# --- happenings ------------------------------------------------------------------------------


def _happenings(tree: Tree, index: int, is_place: Callable[[int], bool]) -> list[Trigger]:
    token = tree.tokens[index]
    found: list[Trigger] = []
    if is_verb(tree, index) and token.dep not in {"aux", "auxpass", "compound", "amod"}:
        found += _denial(tree, index)
        found += _fired_upon(tree, index)
        found += _by_gun(tree, index)
        for entry in _entries(tree, index, "verb"):
            rest = _rest(tree, index, entry)
            if entry.slot == "verb.fed" and _reduced(tree, index):
                modifier = kinds.by_first_word("modifier")["poisoned"][0]
                found.append(_made(modifier, index, (), [], grammar.clause_of(tree, token.head)))
            elif rest is not None and _wanted(tree, index, entry, rest, is_place):
                found.append(_made(entry, index, rest, _targets(tree, index, entry, rest), index))
    if token.tag.startswith("NN") or token.tag == "VBG" or token.dep in {"nsubj", "dobj", "pobj"}:
        for form in sorted(_forms(tree, index)):
            for entry in kinds.by_last_word("noun").get(form, ()):
                words = grammar.ends(tree, index, entry.words)
                if words is not None and _happened(tree, index, words, entry.kind, is_place):
                    found.append(
                        _made(entry, index, words, _of_noun(tree, index, is_place), grammar.clause_of(tree, index))
                    )
        if not is_verb(tree, index):
            found += _fired_upon(tree, index)
    if token.dep == "amod" or token.tag == "JJ":
        for entry in _entries(tree, index, "modifier"):
            if lemma(tree, token.head) not in nouns.fed():
                continue
            found.append(_made(entry, index, (), [], grammar.clause_of(tree, index)))
    return found


def _reduced(tree: Tree, index: int) -> bool:
    """Tell whether "poisoned" only tells what food was: parsers take "gave them poisoned bread" for two verbs."""
    if tree.child(index, "nsubj", "nsubjpass", "aux", "auxpass") is not None or index + 1 >= len(tree.tokens):
        return False
    return lemma(tree, index + 1) in nouns.fed() and index > 0 and tree.tokens[index - 1].pos in {"PRON", "VERB", "DET"}


def _denial(tree: Tree, index: int) -> list[Trigger]:
    """Return "denied that it had shelled the town", "denied killing the man"."""
    if lemma(tree, index) not in {"deny", "reject"}:
        return []
    for child in tree.children(index, "ccomp", "xcomp", "dobj"):
        acts = kinds.by_first_word("verb", "object")
        for form in sorted(_forms(tree, child)):
            if (
                is_verb(tree, child)
                and any(e.kind not in {ClaimKind.RESCUED, ClaimKind.EVACUATED} for e in acts.get(form, ()))
                and not is_passive(tree, child)
            ):
                return [
                    Trigger(
                        kind=ClaimKind.DENIAL_OF_RESPONSIBILITY, token=index, words=(index, child), predicate=index,
                        rule="denial_of_responsibility.verb.any", affected=(),
                    )
                ]  # fmt: skip
    return []


def _fired_upon(tree: Tree, index: int) -> list[Trigger]:
    """Return the shooting in "police fired on marchers", which headlines say with a noun."""
    if lemma(tree, index) != "fire" and tree.tokens[index].text.lower() not in {"fire", "fires"}:
        return []
    target = of_what(tree, index, "on", "at", "upon", "into")
    if target is None or not is_people(tree, target) or lemma(tree, tree.tokens[index].head) == "open":
        return []
    if any(lemma(tree, what) not in listed("ammunition") for what in tree.children(index, "dobj")):
        return []
    return [
        Trigger(
            kind=ClaimKind.SHOOTING,
            token=index,
            words=(index,),
            rule="shooting.verb.people",
            affected=(target,),
            predicate=index,
        )
    ]


def _by_gun(tree: Tree, index: int) -> list[Trigger]:
    """Return the shooting that "a gunman killed four people" tells of."""
    if not any(
        e.slot == "object" and e.kind in {ClaimKind.KILLED, ClaimKind.INJURED} for e in _entries(tree, index, "object")
    ):
        return []
    who = grammar.agent(tree, index)
    if who is None or lemma(tree, who) not in listed("gunmen"):
        return []
    return [
        Trigger(
            kind=ClaimKind.SHOOTING,
            token=index,
            words=(index,),
            rule="shooting.verb.people",
            affected=tuple(objects(tree, index)),
            predicate=index,
        )
    ]


def _targets(tree: Tree, index: int, entry: kinds.Word, rest: tuple[int, ...]) -> list[int]:
    if entry.slot == "verb.movers":
        return []
    return [o for o in objects(tree, index) if o not in rest]


def _of_noun(tree: Tree, index: int, is_place: Callable[[int], bool]) -> list[int]:
    whom = of_what(tree, index)
    if whom is not None and is_people(tree, whom) and not is_place(whom):
        return [whom]
    return []


def _wanted(tree: Tree, index: int, entry: kinds.Word, rest: tuple[int, ...], is_place: Callable[[int], bool]) -> bool:
    """Tell whether a verb's object (or subject) is of the sort that its entry asks for."""
    wanted = entry.slot.partition(".")[2]
    if wanted in {"target", "fed"} and _abstract_means(tree, index):
        return False
    if entry.kind is ClaimKind.TRANSFER_OF_TERRITORY and _of_business(tree):
        return False
    found = [o for o in objects(tree, index) if o not in rest]
    who = subject(tree, index)
    direct = tree.child(index, "dobj")
    if wanted == "any":
        return not (_figurative_around(tree, index))
    if wanted == "none":
        actor = grammar.agent(tree, index) if not is_passive(tree, index) else (found[0] if found else None)
        return (
            actor is not None
            and not is_people(tree, actor)
            and not _figurative_around(tree, index)
            and (
                lemma(tree, actor)
                in nouns.structures()
                | nouns.seizable()
                | {
                    "device",
                    "shell",
                    "boiler",
                    "warhead",
                    "landmine",
                    "munition",
                    "bomber",
                    "charge",
                    "gas",
                    "car",
                    "volcano",
                    "mine",
                    "it",
                }
            )
        )
    if wanted == "movers":
        return (
            (
                who is not None
                and (
                    lemma(tree, who) in nouns.crews()
                    or any(lemma(tree, c) in nouns.crews() for c in tree.children(who, "compound"))
                )
                and not is_passive(tree, index)
            )
            or (bool(found) and is_passive(tree, index) and is_place(found[0]))
            or (entry.words[0] == "deploy" and bool(found) and lemma(tree, found[0]) in nouns.crews())
        )
    if wanted == "moving":
        return (
            who is not None
            and (lemma(tree, who) in nouns.vehicles() or _is_ship(tree, who))
            and (direct is None or entry.words[0] in {"crash", "sink", "derail"} or bool(rest))
        )
    if wanted in {"airborne", "fired"}:
        return (
            who is not None
            and bool(found)
            and not is_passive(tree, index)
            and lemma(tree, who) in nouns.weapons(wanted)
            and _is_target(tree, found[0], is_place)
        )
    if wanted == "struck":
        return (
            who is not None
            and bool(found)
            and lemma(tree, who) in nouns.vehicles()
            and (lemma(tree, found[0]) in nouns.vehicles() or is_people(tree, found[0]))
            and lemma(tree, who) not in {"missile", "rocket", "drone"}
        )
    if wanted == "ground" and rest and _ground_of(tree, rest[-1], is_place):
        return True
    if not found:
        return False
    if wanted == "people":
        return _are_people(tree, found[0])
    if wanted == "fed":
        return is_people(tree, found[0]) or lemma(tree, found[0]) in nouns.fed()
    if wanted == "ground":
        return _is_ground(tree, found[0], is_place)
    if wanted == "target":
        return _is_target(tree, found[0], is_place)
    return False


def _are_people(tree: Tree, index: int) -> bool:
    if is_people(tree, index) or tree.tokens[index].pos == "NUM":
        return True
    of = of_what(tree, index)
    return of is not None and is_people(tree, of)


def _is_ship(tree: Tree, index: int) -> bool:
    """Tell whether a name with "the" is a vessel's, as far as what befalls it is what befalls vessels."""
    articles = {tree.tokens[d].text.lower() for d in tree.children(index, "det")}
    return is_name(tree, index) and "the" in articles and named(tree, index) not in {"GPE", "NORP", "DATE"}


def _is_ground(tree: Tree, index: int, is_place: Callable[[int], bool]) -> bool:
    if is_place(index) or named(tree, index) in {"GPE", "LOC", "FAC"}:
        return True
    if tree.tokens[index].pos == "NUM":
        of = of_what(tree, index)
        return of is not None and _is_ground(tree, of, is_place)
    return bool(_forms(tree, index) & nouns.ground()) and tree.tokens[index].tag[:2] in {"NN", "VB"}


def _ground_of(tree: Tree, index: int, is_place: Callable[[int], bool]) -> bool:
    of = of_what(tree, index, "of", "over")
    return of is not None and _is_ground(tree, of, is_place)


def _is_target(tree: Tree, index: int, is_place: Callable[[int], bool]) -> bool:
    if tree.tokens[index].pos == "PROPN":
        return is_place(index)
    word = lemma(tree, index)
    return (
        word in nouns.structures()
        or word in nouns.ground()
        or word in nouns.vehicles()
        or (is_people(tree, index) and not _politics(tree, index))
        or word in {"position", "convoy"}
    )


def _politics(tree: Tree, index: int) -> bool:
    """Tell whether an attack is likelier one of words: on a government, a party, a rival, or "over" something."""
    verb = tree.tokens[index].head
    about = {tree.tokens[c].text.lower() for c in tree.children(verb, "prep")}
    return bool(about & {"over", "for", "as"})


def _figurative_around(tree: Tree, index: int) -> bool:
    known = nouns.figurative()
    nodes = [
        *tree.children(index),
        *((tree.children(index, "nsubj") and tree.children(tree.children(index, "nsubj")[0])) or []),
    ]
    return any(lemma(tree, n) in known and tree.tokens[n].dep in {"amod", "compound", "nsubj", "dobj"} for n in nodes)


_BUSINESS = re.compile(
    r"(?i)\b(?:market (?:value|share|cap\w*)|(?:of|off|in) the market|stock (?:market|exchange)|shares|shareholders?|"
    r"investors?|founders?|takeover|merger|acquisition|boardroom|rival (?:firm|company|bid)|quarterly|revenues?)\b"
)
_OF_YEAR = re.compile(r"^\s+(?:of|in)\s+(?:1[5-9]|20)\d\d\b")


def _of_business(tree: Tree) -> bool:
    """Tell whether a passage speaks of markets and firms, where plants are seized in words only."""
    return _BUSINESS.search(tree.text) is not None


def _in_a_name(tree: Tree, index: int) -> bool:
    """Tell whether a word is part of the name of a body ("the National Earthquake Monitoring Centre")."""
    node = index
    while tree.tokens[node].dep in {"compound", "nmod", "conj", "amod"} and tree.tokens[node].head > node:
        node = tree.tokens[node].head
        if tree.tokens[node].text[:1].isupper() and tree.tokens[node].text.lower() in listed("institutions"):
            return tree.tokens[index].text[:1].isupper()
    return False


def _of_words_only(tree: Tree, index: int) -> bool:
    """Tell whether an attack is one of words: from rivals, fielded at a debate."""
    token = tree.tokens[index]
    if token.dep == "dobj" and lemma(tree, token.head) in {"field", "draw", "fend", "deflect", "weather", "trade"}:
        return True
    by = of_what(tree, index, "from", "by")
    return by is not None and lemma(tree, by) in listed("rivals")


def _at_people(tree: Tree, index: int) -> bool:
    """Tell whether a fire is one of guns or of goals: "police fire on marchers", "fires late winner"."""
    if index + 1 < len(tree.tokens) and tree.tokens[index + 1].text.lower() in {"on", "at"}:
        target = of_what(tree, index, "on", "at")
        return target is not None and is_people(tree, target)
    after = {tree.tokens[i].text.lower() for i in range(index + 1, min(len(tree.tokens), index + 5))}
    return bool(after & {"hat", "hat-trick", "winner", "equaliser", "equalizer", "goal", "opener", "penalty", "volley"})


def _happened(tree: Tree, index: int, words: Sequence[int], kind: ClaimKind, is_place: Callable[[int], bool]) -> bool:
    """Tell whether a noun stands for an occurrence: not a figure of speech, a sort of thing, or a name's part."""
    token = tree.tokens[index]
    known = nouns.figurative()
    if _in_a_name(tree, index):
        return False
    if any(lemma(tree, c) in listed("not_yet") for c in tree.children(index, "amod", "advmod", "compound")):
        return False
    if _OF_YEAR.match(tree.text[token.end :]):
        return False
    if kind is ClaimKind.ATTACK and _of_words_only(tree, index):
        return False
    if kind in {ClaimKind.ACCIDENT, ClaimKind.ATTACK, ClaimKind.DISASTER} and _of_business(tree):
        return False
    if any(lemma(tree, c) in known for c in tree.children(index, "amod", "compound", "nmod", "poss") if c not in words):
        return False
    of = of_what(tree, index)
    if of is not None and lemma(tree, of) in nouns.figurative_of():
        return False
    if (
        token.dep == "compound"
        and index + 1 < len(tree.tokens)
        and tree.tokens[index + 1].text.lower() in listed("not_a_fire")
    ):
        return False
    if token.tag == "VBG" and tree.child(index, "dobj", "aux", "auxpass") is not None:
        return False
    if (
        token.tag == "VBG"
        and token.text.lower() == "fighting"
        and token.dep in {"acl", "relcl", "ROOT", "ccomp", "xcomp"}
    ):
        return False
    if lemma(tree, index) == "strike" and not _armed(tree, index):
        return False
    if kind is ClaimKind.TRANSFER_OF_TERRITORY:
        return of is not None and _is_ground(tree, of, is_place)
    if kind is ClaimKind.FIRE and lemma(tree, index) == "fire":
        head = tree.tokens[index].head
        if lemma(tree, head) in {"open", "return", "exchange", "hold", "cease", "come", "draw", "line"}:
            return False
        if _at_people(tree, index):
            return False
        return token.dep != "compound" and not any(
            lemma(tree, c)
            in {
                "cease",
                "artillery",
                "mortar",
                "rocket",
                "gun",
                "rifle",
                "small",
                "sniper",
                "friendly",
                "heavy",
                "arm",
                "tank",
            }
            for c in tree.children(index, "compound", "amod", "nmod")
        )
    if lemma(tree, index) == "crush":
        return token.tag == "NN" and not is_verb(tree, index)
    return True


def _armed(tree: Tree, index: int) -> bool:
    """Tell whether a strike is one of arms rather than of labour."""
    on = of_what(tree, index, "on", "against")
    if on is not None:
        return True
    return any(
        lemma(tree, c)
        in {
            "air",
            "drone",
            "missile",
            "rocket",
            "military",
            "artillery",
            "israeli",
            "russian",
            "american",
            "u.s.",
            "us",
            "nato",
            "deadly",
        }
        for c in tree.children(index, "compound", "amod", "nmod")
    )
