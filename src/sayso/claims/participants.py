"""Knows who the affected and the actors are: label, side, class and unit, as the words give them (data/sides.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.claims import grammar, nouns
from sayso.claims.cues import load
from sayso.claims.figures import ORDINALS, Group, is_name, is_people, left_edge, named
from sayso.claims.frames import listed
from sayso.claims.statements import Statement, class_words
from sayso.claims.trees import Tree
from sayso.ports import Gazetteer
from sayso.records import PEOPLE_KINDS, ClaimKind, Participant, PersonClass, Span

_AGE = re.compile(
    r"(?i)\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen)[- ](?:year|month|week|day)s?[- ]old"
)
_NO_VESSELS = frozenset({"GPE", "NORP", "DATE", "LOC", "FAC"})
_UNIT = re.compile(
    r"(?i)\b(?P<number>\d{1,3}(?:st|nd|rd|th))\s+(?P<words>(?:[\w'’-]+\s+){0,5}?)"
    r"(?P<type>division|brigade|regiment|battalion|army|corps|company|squadron|fleet|flotilla|platoon|group)\b"
)
_KINSHIP_OF_CLASS = {
    PersonClass.COMBATANT: frozenset({PersonClass.COMBATANT}),
    PersonClass.CIVILIAN: frozenset(
        {PersonClass.CIVILIAN, PersonClass.UNKNOWN, PersonClass.CHILD, PersonClass.WOMAN, PersonClass.MAN}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody as the words of one noun phrase give them, before other passages add what these leave out."""

    label: str
    side: str | None
    person_class: PersonClass
    unit: str | None
    span: Span | None
    open: bool


@cache
def _bodies() -> dict[str, str]:
    table = load("sides.toml")["bodies"]
    names = table["names"] if isinstance(table, dict) else {}
    return {word.replace("-", " "): name for name, words in names.items() for word in words}


@cache
def _armed() -> frozenset[str]:
    table = load("sides.toml")["armed"]
    return frozenset(table["names"]) if isinstance(table, dict) else frozenset()


def unit_in(text: str) -> str | None:
    """Return the military unit that a text names, in its bare form ("3rd Motor Rifle Division"), or None."""
    match = _UNIT.search(text)
    if match is None:
        return None
    words = [w for w in match["words"].split() if w]
    kept = [word.capitalize() for word in words]
    return " ".join([match["number"].lower(), *kept, match["type"].capitalize()])


def units_in(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the military units that a text names anywhere, in their bare form and order."""
    found = [_bare_unit(unit_in(match[0]), gazetteer) for match in _UNIT.finditer(text)]
    return tuple(dict.fromkeys(unit for unit in found if unit is not None))


def _bare_unit(unit: str | None, gazetteer: Gazetteer) -> str | None:
    """Return a unit's name without the nationality inside it ("3rd Russian Motor Rifle Division")."""
    if unit is None:
        return None
    return " ".join(
        word
        for word in unit.split()
        if gazetteer.country_of(word) is None and word.lower() not in {"separate", "of", "the"}
    )


def side_of(words: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """Return the side that words name: a country by its name or demonym, or a body of our list."""
    low = [word.lower() for word in words]
    for size in (5, 4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            phrase = " ".join(words[start : start + size])
            body = _bodies().get(" ".join(" ".join(low[start : start + size]).replace("-", " ").split()))
            if body is not None:
                return body
            if not phrase[:1].isupper():
                continue
            code = gazetteer.country_of(phrase)
            if code is None and size == 1 and phrase.endswith("s"):
                code = gazetteer.country_of(phrase[:-1])
            if code is not None:
                return gazetteer.country_name(code)
    return None


def describe(tree: Tree, head: int, noun: int | None, gazetteer: Gazetteer, counted: Sequence[int] = ()) -> Named:
    """Return what a noun phrase says of those it names. ``counted`` are the tokens of its number."""
    named_by = noun if noun is not None else head
    if grammar.lemma(tree, named_by) == "life":
        return Named(
            label="people",
            side=None,
            person_class=PersonClass.UNKNOWN,
            unit=None,
            span=tree.span([named_by]),
            open=False,
        )
    phrase = [t for t in range(left_edge(tree, named_by), named_by + 1) if t not in counted]
    phrase = [t for t in phrase if _labels(tree, t, named_by)]
    below = _below(tree, named_by)
    words = [tree.tokens[t].text for t in phrase]
    label = _label(tree, phrase)
    if tree.tokens[named_by].text.lower() in listed("nominalised") and noun is not None:
        label = "people"
    if tree.tokens[named_by].text.lower() == "old":
        label = "person"  # "a 45-year-old"
    is_open = (
        noun is None
        or tree.tokens[named_by].pos in {"PRON", "NUM", "DET"}
        or grammar.lemma(tree, named_by) in {"other", "others", "another"}
        or (tree.tokens[named_by].tag == "JJ" and grammar.lemma(tree, named_by) in ORDINALS)
    )
    person_class = PersonClass.UNKNOWN if is_open else _class(tree, named_by, below)
    tail = [tree.tokens[t].text for t in below if t not in phrase]
    side = side_of(words, gazetteer) or _side_below(tree, named_by, gazetteer)
    if person_class is PersonClass.UNKNOWN and side in _armed() and not is_open:
        person_class = PersonClass.COMBATANT
    unit = _bare_unit(unit_in(" ".join([*words, *tail])), gazetteer) or vessel_below(tree, named_by)
    span = tree.span(phrase) if phrase else tree.span([named_by])
    return Named(
        label=label or tree.tokens[named_by].text,
        side=side,
        person_class=person_class,
        unit=unit,
        span=span,
        open=is_open,
    )


def vessel_below(tree: Tree, index: int) -> str | None:
    """Return the vessel that people are said to be of, on or from ("the passengers of the Titanic"), or None."""
    for preposition in tree.children(index, "prep"):
        if tree.tokens[preposition].text.lower() not in {"of", "on", "from", "aboard", "off"}:
            continue
        inner = tree.children(preposition, "pobj")
        inner += [p for c in tree.children(preposition, "prep") for p in tree.children(c, "pobj")]
        found = next((name for name in (vessel(tree, noun) for noun in inner) if name is not None), None)
        if found is not None:
            return found
    return None


def vessel(tree: Tree, index: int) -> str | None:
    """Return the name of a vessel: a singular name with "the" that is no people, country or day."""
    articles = {tree.tokens[d].text.lower() for d in tree.children(index, "det")}
    if not is_name(tree, index) or "the" not in articles or named(tree, index) in _NO_VESSELS:
        return None
    if grammar.lemma(tree, index) in nouns.crews() | nouns.structures() | nouns.ground() or _institutional(tree, index):
        return None
    before = [c for c in tree.children(index, "compound") if tree.tokens[c].tag == "NNP" and index - c == 1]
    return tree.words([*before, index])


def _institutional(tree: Tree, index: int) -> bool:
    """Tell whether a name ends in a word of institutions ("the Red Cross Federation" is no vessel)."""
    return tree.tokens[index].text.lower() in listed("institutions")


def _labels(tree: Tree, index: int, head: int) -> bool:
    token = tree.tokens[index]
    if index == head:
        return True
    if _of_age(tree, index):
        return False
    if token.text == "-" and tree.tokens[index - 1].end == token.start and index + 1 < len(tree.tokens):
        return _labels(tree, index - 1, head) and _labels(tree, index + 1, head)
    if token.pos in {"DET", "NUM", "PUNCT", "PRON", "ADP", "ADV", "SCONJ", "SPACE", "PART"} or token.tag in {
        "PRP$",
        "POS",
        "CD",
        "JJR",
        "JJS",
    }:
        return False
    return token.text.lower() not in listed("not_in_labels")


def _of_age(tree: Tree, index: int) -> bool:
    """Tell whether a word is of an age or a day that stands before a noun ("6 year old", "4 Jun")."""
    low = tree.tokens[index].text.lower().rstrip(".")
    if low == "old" and any(_TIME_UNIT.match(t.text + " ") for t in tree.tokens[max(0, index - 2) : index]):
        return True
    return bool(_TIME_UNIT.match(low + " ")) or low in _MONTHS


_TIME_UNIT = re.compile(r"(?i)(?:year|month|week|day)s?\b")
_MONTHS = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january", "february"}
    | {"april", "june", "july", "august", "september", "october", "november", "december"}
)


def _label(tree: Tree, phrase: Sequence[int]) -> str:
    """Return the words of a phrase as one label, across what was dropped inside it."""
    runs = tree.runs(phrase)
    return " ".join(tree.words(run) for run in runs)


def _below(tree: Tree, head: int) -> list[int]:
    """Return the tokens of a noun phrase with its "of" and "from" phrases, without clauses and coordinated phrases."""
    barred = [c for c in tree.children(head) if tree.tokens[c].dep in {"relcl", "acl", "conj", "cc", "appos", "advcl"}]
    barred += [
        c for c in tree.children(head, "prep") if tree.tokens[c].text.lower() not in {"of", "from", "in", "with"}
    ]
    return tree.subtree(head, barred)


def _side_below(tree: Tree, head: int, gazetteer: Gazetteer) -> str | None:
    """Return the side in "soldiers of the Russian Federation" or "troops from Russia's 3rd Division"."""
    for preposition in tree.children(head, "prep"):
        if tree.tokens[preposition].text.lower() in {"of", "from"}:
            whose = tree.child(preposition, "pobj")
            if whose is not None and grammar.lemma(tree, whose) in listed("not_a_side"):
                continue
            found = side_of([tree.tokens[t].text for t in tree.subtree(preposition)], gazetteer)
            if found is not None:
                return found
    return None


def _class(tree: Tree, head: int, below: Sequence[int]) -> PersonClass:
    found = class_words(tree, head)
    if found is not PersonClass.UNKNOWN:
        return found
    for child in tree.children(head, "appos", "compound"):
        if tree.child(child, "nummod", "nsubj") is not None or _of_some_only(tree, child):
            continue
        apposed = class_words(tree, child)
        if apposed is not PersonClass.UNKNOWN:
            return apposed
    adjectives = {grammar.lemma(tree, c) for c in tree.children(head, "amod", "compound")}
    if adjectives & listed("of_minors") or ("young" in adjectives and grammar.lemma(tree, head) in {"son", "daughter"}):
        return PersonClass.CHILD
    age = _AGE.search(_label(tree, below))
    if age is not None and (not age[1].isdigit() or int(age[1]) < 18 or "month" in age[0]):
        return PersonClass.CHILD
    return PersonClass.UNKNOWN


def _of_some_only(tree: Tree, apposed: int) -> bool:
    """Tell whether an apposition is said of some of a group: "84 people, mostly women and children"."""
    token = tree.tokens[apposed]
    before = [tree.tokens[i].text.lower() for i in range(max(0, apposed - 2), apposed)]
    if before in (["of", "them"], ["of", "whom"]):
        return True
    if token.dep == "appos" and (
        tree.child(apposed, "cc", "conj") is not None
        or (token.tag == "NN" and tree.tokens[token.head].tag in {"NNS", "NNPS", "CD"})
    ):
        return True
    return any(
        tree.tokens[c].text.lower() in listed("of_some") for c in tree.children(apposed, "advmod", "amod", "det")
    )


def affected_of(tree: Tree, group: Group, gazetteer: Gazetteer) -> Named:
    """Return who a counted group is."""
    counted: list[int] = []
    if (
        group.quantity is not None
        and group.quantity.unit == "count"
        and group.noun is not None
        # The words of one person are no number: "a Russian soldier" is of a side.
        and group.quantity.end < tree.tokens[group.noun].end
    ):
        counted = [
            i
            for i, token in enumerate(tree.tokens)
            if token.start < group.quantity.end
            and token.end > group.quantity.start
            and i != group.noun
            and (token.tag == "CD" or i < group.noun)
        ]
    if group.quantity is not None and group.quantity.unit == "share" and group.quantity.of and group.noun is None:
        start = tree.tokens[group.head].start
        return Named(
            label=group.quantity.of,
            side=None,
            person_class=PersonClass.UNKNOWN,
            unit=None,
            span=Span(start=tree.offset + start, end=tree.offset + tree.tokens[group.head].end),
            open=False,
        )
    if group.summed:
        return _of_all(tree, group, gazetteer)
    if (
        group.noun is None
        and group.quantity is not None
        and tree.tokens[group.head].tag.startswith("NN")
        and is_people(tree, group.head)
    ):
        return describe(tree, group.head, group.head, gazetteer)
    return describe(tree, group.head, group.noun, gazetteer, counted)


def _of_all(tree: Tree, group: Group, gazetteer: Gazetteer) -> Named:
    """Return who a sum counts: what all its parts are, "people" where they are of several sorts."""
    every = [describe(tree, head, head, gazetteer) for head in group.summed]
    first = every[0]
    sides, units = {one.side for one in every}, {one.unit for one in every}
    if len({one.person_class for one in every}) == 1 and first.person_class is not PersonClass.UNKNOWN:
        return first
    last = every[-1]
    known = {one.person_class for one in every} - {PersonClass.UNKNOWN}
    words = tree.words([group.noun, *group.summed]) if group.noun is not None else "people"
    if len(known) == 1 and all(grammar.lemma(tree, head) in listed("of_a_body") for head in group.summed):
        return replace(first, label=words, person_class=known.pop())  # "members and commanders of the militia"
    if group.noun is not None and grammar.of_what(tree, group.summed[-1]) is not None:
        first = replace(first, side=first.side or last.side, unit=first.unit or last.unit)
        if first.person_class in {PersonClass.UNKNOWN, last.person_class}:
            return replace(first, person_class=last.person_class)  # "members and commanders of the rebel group"
    return replace(
        first,
        label=words,
        person_class=PersonClass.UNKNOWN,
        side=first.side if len(sides) == 1 else None,
        unit=first.unit if len(units) == 1 else None,
        open=False,
    )


def actors_of(tree: Tree, statement: Statement, gazetteer: Gazetteer) -> list[Named]:
    """Return who did what a statement tells of, as far as its own clause says."""
    trigger = statement.trigger
    if trigger.kind is ClaimKind.DENIAL_OF_RESPONSIBILITY:
        return []
    head = _actor(tree, trigger.token, trigger.predicate, trigger.rule, trigger.kind)
    if head is None or (statement.group is not None and head in {statement.group.head, statement.group.noun}):
        return []
    found: list[Named] = []
    for each in grammar.conjuncts(tree, head):
        low = grammar.lemma(tree, each)
        acts = is_people(tree, each) or low in nouns.crews() or named(tree, each) in {"NORP"}
        if not acts and side_of([tree.tokens[each].text], gazetteer) is not None:
            acts = tree.tokens[each].pos == "PROPN"
        if acts:
            found.append(describe(tree, each, each, gazetteer))
    return [n for n in found if not n.open]


def _actor(tree: Tree, index: int, predicate: int, rule: str, kind: ClaimKind) -> int | None:
    if rule.endswith((".noun", ".event")):
        by = grammar.of_what(tree, index, "by")
        if by is not None:
            return by
        return None
    if rule.endswith(".modifier") or (kind is ClaimKind.POISONING and tree.tokens[index].dep in {"acl", "amod"}):
        return _giver(tree, index)
    if rule.split(".")[-1] in {"subject", "state", "self", "among", "toll", "phrase", "into"}:
        return None
    return grammar.agent(tree, predicate if grammar.is_verb(tree, predicate) else index)


def _carriers(tree: Tree, index: int) -> list[int]:
    """Return the verbs that may tell who gave or took what was poisoned: the one just before it, then those above."""
    before = [i for i in range(index - 1, max(-1, index - 4), -1) if grammar.is_verb(tree, i)]
    return [*before[:1], *tree.ancestors(index)]


def receivers(tree: Tree, index: int) -> list[int]:
    """Return who was given what was poisoned: "treated soldiers with poisoned pies", "were given poisoned food"."""
    for ancestor in _carriers(tree, index):
        if grammar.is_verb(tree, ancestor) and grammar.lemma(tree, ancestor) in listed("taking_in"):
            who = grammar.subject(tree, ancestor)
            return [who] if who is not None else []
        if grammar.is_verb(tree, ancestor) and grammar.lemma(tree, ancestor) in listed("giving"):
            found = [c for c in tree.children(ancestor, "dative", "dobj", "nsubjpass") if is_people(tree, c)]
            return found[:1]
    return []


def _giver(tree: Tree, index: int) -> int | None:
    """Return who gave what was poisoned: "given poisoned food by locals", "locals gave them pies laced with poison"."""
    for ancestor in _carriers(tree, index):
        if not grammar.is_verb(tree, ancestor):
            continue
        if grammar.lemma(tree, ancestor) in listed("taking_in"):
            continue
        by = tree.child(ancestor, "agent")
        if by is not None:
            return tree.child(by, "pobj")
        if grammar.lemma(tree, ancestor) in listed("giving") | {"poison"} and not grammar.is_passive(tree, ancestor):
            return grammar.agent(tree, ancestor)
        if grammar.lemma(tree, ancestor) in listed("giving"):
            return None
        below = tree.child(ancestor, "prep")
        if below is not None and tree.tokens[below].text.lower() == "by":
            return tree.child(below, "pobj")
    return None


_ONE_PERSON = frozenset({"he", "she", "him", "her", "himself", "herself"})


def filled(own: Named, others: Sequence[Named], units: Sequence[str] = ()) -> Named:
    """Return ``own`` with the side, unit and class that only one earlier fitting group of the report could lend it.

    ``others`` are those named in the same report, nearest last; ``units`` are the units that the report names anywhere.
    """
    if own.open:
        for other in reversed(others):
            if not other.open:
                return replace(
                    own,
                    label=other.label,
                    side=own.side or other.side,
                    unit=own.unit or other.unit,
                    person_class=other.person_class,
                )
        return replace(own, label="person" if own.label.lower() in _ONE_PERSON else "people")
    unit = own.unit
    if unit is not None:
        unit = _full_unit(unit, units)
    if own.side is not None:
        return replace(own, unit=unit)
    fitting = [other for other in others if _same_sort(own, other)]
    sides = {other.side for other in fitting if other.side is not None}
    fuller = {_full_unit(other.unit, units) for other in fitting if other.unit is not None}
    side = next(iter(sides)) if len(sides) == 1 else None
    if unit is None and side is not None and len(fuller) == 1 and own.person_class is PersonClass.COMBATANT:
        unit = next(iter(fuller))
    return replace(own, side=side, unit=unit)


def _full_unit(unit: str, units: Sequence[str]) -> str:
    """Return the fuller name of the same unit where the report gives one ("the 3rd division")."""
    first, last = unit.split()[0], unit.split()[-1]
    fuller = sorted({u for u in units if u.split()[0] == first and u.split()[-1] == last}, key=lambda u: (-len(u), u))
    return fuller[0] if fuller and len(fuller[0]) > len(unit) else unit


def _same_sort(own: Named, other: Named) -> bool:
    """Tell whether a group without a side may be of the same people as one with a side."""
    return own.person_class is PersonClass.COMBATANT and other.person_class is PersonClass.COMBATANT


def participant(role: str, who: Named) -> Participant:
    """Return the record of somebody in a role."""
    return Participant(
        role=role, label=who.label, side=who.side, person_class=who.person_class, unit=who.unit, span=who.span
    )


def is_of_people(kind: ClaimKind) -> bool:
    """Tell whether a kind counts people."""
    return kind in PEOPLE_KINDS
