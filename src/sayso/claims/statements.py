"""Knows what one passage says by itself: which kinds happened, to how many, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sayso.claims import nouns
from sayso.claims.figures import (
    Group,
    distributed,
    groups_at,
    is_number,
    is_people,
    named,
    noun_words,
    parts_after,
    parts_before,
)
from sayso.claims.frames import listed
from sayso.claims.grammar import conjuncts, lemma, of_what
from sayso.claims.trees import Tree
from sayso.claims.triggers import Trigger, triggers_of
from sayso.claims.unreal import is_correction, is_match, is_unreal
from sayso.records import PEOPLE_KINDS, THING_KINDS, ClaimKind, PersonClass, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One kind, said once in a passage, of one group. ``whole`` is the place of the statement that holds this one."""

    trigger: Trigger
    group: Group | None
    whole: int | None

    @property
    def kind(self) -> ClaimKind:
        return self.trigger.kind


_OF_SEVERAL = frozenset(
    {ClaimKind.DISPLACED, ClaimKind.REMAINING, ClaimKind.EVACUATED, ClaimKind.INFECTED, ClaimKind.CAPTURED}
)
"""Kinds that say too little, and too often something else, of a single person: "the governor remained"."""

_CROWD = 1_000_000
"""From here on a figure needs a noun of people beside it: bare millions that are wiped out are money."""

_STATES_OF_REMAINING = frozenset({"in", "at", "inside", "there", "within", "behind", "on"})
_UNION = frozenset({"or", "nor", "and/or"})


def statements_of(tree: Tree, quantities: Sequence[Quantity], is_place: Callable[[int], bool]) -> list[Statement]:
    """Return what a passage says happened, in order. ``quantities`` have offsets in the passage."""
    if is_correction(tree.text):
        return []
    played = is_match(tree.text)
    triggers = [
        t
        for t in triggers_of(tree, quantities, is_place)
        if not (played and t.kind not in PEOPLE_KINDS)
        if not is_unreal(tree, t.token) and not is_unreal(tree, t.predicate)
    ]
    taken = frozenset(
        word for trigger in triggers if trigger.kind in PEOPLE_KINDS | THING_KINDS for word in trigger.words
    )
    fates = {t.token: t.kind for t in triggers if t.kind in PEOPLE_KINDS}
    found: list[Statement] = []
    said: set[tuple[ClaimKind, int, int]] = set()
    dying = {head for t in triggers if t.kind is ClaimKind.KILLED for head in t.affected}
    for trigger in triggers:
        if trigger.kind in PEOPLE_KINDS or trigger.kind in THING_KINDS:
            people = trigger.kind in PEOPLE_KINDS
            if _dies_of_it(trigger, dying):
                continue
            groups = [distributed(tree, g, quantities) for g in _groups(tree, trigger, quantities, people=people)]
            if people and trigger.counted is None:
                groups += parts_before(tree, groups, quantities)
                groups += parts_after(tree, groups, quantities, taken - set(trigger.words))
                groups += _share_beside(tree, groups, quantities)
            elif people and trigger.rule.endswith(".toll") and trigger.counted is not None:
                groups += parts_after(tree, groups, quantities, frozenset(), start=trigger.counted.end)
            if not groups or (
                people and not (_sensible(tree, trigger, groups) and not _either(tree, trigger, groups, fates))
            ):
                continue
            first = len(found)
            places: dict[int, int] = {}
            for position, group in enumerate(groups):
                mark = _mark(tree, trigger, group)
                if mark in said:
                    continue
                said.add(mark)
                places[position] = len(found)
                whole = places.get(0, first) if group.whole == 0 and position != 0 else None
                found.append(Statement(trigger=trigger, group=group, whole=whole))
            if people:
                for other in _elsewhere(tree, trigger, groups[0], quantities):
                    mark = _mark(tree, trigger, other)
                    if mark not in said and other.quantity is not None:
                        said.add(mark)
                        there = replace(trigger, token=other.head, predicate=other.head, affected=(other.head,))
                        found.append(Statement(trigger=there, group=other, whole=None))
        elif not any(s.kind is trigger.kind for s in found):
            group = None
            if trigger.kind is ClaimKind.TRANSFER_OF_TERRITORY:
                read = [
                    g
                    for head in trigger.affected
                    for g in groups_at(tree, head, quantities, people=False)
                    if g.quantity is not None
                ]
                group = read[0] if read else None
            elif trigger.affected and is_people(tree, trigger.affected[0]) and not is_place(trigger.affected[0]):
                read = groups_at(tree, trigger.affected[0], quantities, people=True)
                group = read[0] if read else None
            found.append(Statement(trigger=trigger, group=group, whole=None))
    found = _with_increments(tree, found)
    counted = {s.kind for s in found if s.group is not None and s.group.quantity is not None}
    return _without_repeats(found, counted)


_ADDING = frozenset({"bring", "lift", "push", "raise", "take"})


def _with_increments(tree: Tree, found: Sequence[Statement]) -> list[Statement]:
    """Return the statements with those that add to a running total as its parts.

    "Police detained six men, taking the number of arrests to 20": the six are some of the 20, no other count.
    """
    made = list(found)
    for place, total in enumerate(found):
        toll = total.trigger.token
        if not total.trigger.rule.endswith(".toll") or lemma(tree, tree.tokens[toll].head) not in _ADDING:
            continue
        most = _count(total)
        for other, statement in enumerate(found):
            added = _count(statement)
            before = statement.kind is total.kind and statement.whole is None and statement.trigger.token < toll
            if before and most is not None and added is not None and added < most:
                made[other] = replace(statement, whole=place)
    return made


def _count(statement: Statement) -> int | float | None:
    """Return the least number that a statement counts, None where it counts nothing."""
    quantity = statement.group.quantity if statement.group is not None else None
    return (quantity.min or quantity.max) if quantity is not None and quantity.unit == "count" else None


def _without_repeats(found: list[Statement], counted: set[ClaimKind]) -> list[Statement]:
    """Return the statements without those that say without a figure what the passage says with one."""
    kept = [
        (place, s)
        for place, s in enumerate(found)
        if s.kind not in PEOPLE_KINDS
        or s.kind not in counted
        or s.group is None
        or s.group.quantity is not None
        or place in {other.whole for other in found}
    ]
    at = {place: new for new, (place, _) in enumerate(kept)}
    return [replace(s, whole=at[s.whole]) if s.whole is not None else s for _, s in kept]


_GAP = re.compile(r"^(?:[^,;.]{0,60}?)(?:,|;|,? and|,? while)\s+$")
_THERE = re.compile(r"^\s+(?:in|from|at|near|around)\s+(?:the\s+)?[A-Z]")
_HERE = re.compile(r"^[^,;.]{0,40}?\b(?:in|from|at|near|around)\s+(?:the\s+)?[A-Z]")


def _elsewhere(tree: Tree, trigger: Trigger, first: Group, quantities: Sequence[Quantity]) -> list[Group]:
    """Return the counts of other places that leave the verb out ("60 left Larkana, 15 from Dadu")."""
    last = max(trigger.words)
    if first.quantity is None or not _HERE.match(tree.text[tree.tokens[last].end :]):
        return []
    found: list[Group] = []
    position = tree.tokens[last].end
    for quantity in quantities:
        if quantity.start < position or quantity.unit != "count":
            continue
        if not _GAP.match(tree.text[position : quantity.start]) or not _THERE.match(tree.text[quantity.end :]):
            break
        token = next(i for i, t in enumerate(tree.tokens) if t.end >= quantity.end)
        found.append(Group(head=token, noun=first.noun, quantity=quantity))
        position = quantity.end
    return found


def _mark(tree: Tree, trigger: Trigger, group: Group) -> tuple[ClaimKind, int, int]:
    if group.quantity is not None:
        return trigger.kind, group.quantity.start, group.quantity.end
    return trigger.kind, tree.tokens[group.head].start, -1


def _dies_of_it(trigger: Trigger, dying: set[int]) -> bool:
    """Tell whether a wound is only how somebody died: "shot and killed", "stabbed to death"."""
    if trigger.kind is not ClaimKind.INJURED:
        return False
    return bool(trigger.affected) and all(head in dying for head in trigger.affected)


def _groups(tree: Tree, trigger: Trigger, quantities: Sequence[Quantity], *, people: bool) -> list[Group]:
    if trigger.counted is not None:
        return [Group(head=trigger.token, noun=None, quantity=trigger.counted)]
    found: list[Group] = []
    for head in trigger.affected:
        if people and trigger.noun is not None:
            own = is_number(tree, head, quantities)
            if own is not None:
                return [Group(head=head, noun=trigger.noun, quantity=own)]
            return [
                Group(head=g.head, noun=trigger.noun, quantity=g.quantity)
                for g in groups_at(tree, head, quantities, people=True)[:1]
            ]
        if people:
            found += groups_at(tree, head, quantities, people=True)
        else:
            found += [
                group
                for group in (_meant(tree, g) for g in groups_at(tree, head, quantities, people=False))
                if _is_thing(tree, trigger, group)
            ]
    return found


def _meant(tree: Tree, group: Group) -> Group:
    """Return a count of things with the noun that an earlier clause names ("and 230 damaged")."""
    noun = group.noun
    if group.quantity is None or group.quantity.unit != "count":
        return group
    if noun is not None and tree.tokens[noun].pos != "PRON":
        return group
    if noun is None and tree.tokens[group.head].tag != "CD":
        return group
    for index in range(group.head - 1, -1, -1):
        if tree.tokens[index].tag == "NNS" and lemma(tree, index) in nouns.structures():
            return replace(group, noun=index)
        if tree.tokens[index].tag == "NNS" and is_people(tree, index) and tree.tokens[index].dep != "nsubj":
            return group
    return group


def _is_thing(tree: Tree, trigger: Trigger, group: Group) -> bool:
    noun = group.noun if group.noun is not None else group.head
    word = lemma(tree, noun)
    if trigger.kind is ClaimKind.SEIZED:
        return word in nouns.seizable()
    if word in nouns.structures():
        return True
    if named(tree, noun) in {"GPE", "FAC"}:
        return True
    return (
        group.noun is None and group.quantity is not None and group.quantity.unit == "share" and bool(group.quantity.of)
    )


def _either(tree: Tree, trigger: Trigger, groups: Sequence[Group], fates: dict[int, ClaimKind]) -> bool:
    """Tell whether two fates are said as one ("30 dead or missing"), so that the number is of neither."""
    if groups[0].quantity is not None and groups[0].quantity.max == 0:
        return False
    for node in (trigger.token, tree.tokens[trigger.token].head):
        others = tree.children(node, "conj")
        if not any(tree.tokens[child].text.lower() in _UNION for child in tree.children(node, "cc")):
            continue
        pair = [node, *others]
        if trigger.token in pair and any(fates.get(other, trigger.kind) is not trigger.kind for other in pair):
            return True
    return False


def _sensible(tree: Tree, trigger: Trigger, groups: Sequence[Group]) -> bool:
    first = groups[0]
    quantity = first.quantity
    if quantity is None and (
        trigger.rule.endswith((".self", ".among")) or tree.tokens[first.head].text.lower() in {"dead", "survivors"}
    ):
        return False
    if (
        quantity is not None
        and first.noun is None
        and quantity.unit == "count"
        and (quantity.min or 0) >= _CROWD
        and trigger.kind not in _OF_SEVERAL
    ):
        return False
    word = tree.tokens[first.head].text.lower()
    if word in {"himself", "herself", "themselves", "itself"} and trigger.kind not in {
        ClaimKind.KILLED,
        ClaimKind.INJURED,
    }:
        return False
    if word in {"i", "me", "myself", "you", "we", "us"} and trigger.kind in {ClaimKind.KILLED, ClaimKind.MISSING}:
        return False
    if (
        trigger.kind in _OF_SEVERAL
        and (quantity is None or (quantity.min, quantity.max) == (1, 1))
        and first.noun is not None
    ):
        if quantity is None and trigger.kind in {ClaimKind.CAPTURED, ClaimKind.EVACUATED, ClaimKind.DISPLACED}:
            return tree.tokens[first.head].tag in {"NNS", "NNPS"}
        return False
    if trigger.rule.endswith("subject") and trigger.kind in {ClaimKind.RESCUED, ClaimKind.MISSING}:
        return quantity is not None and quantity.min != 1
    if trigger.kind is ClaimKind.REMAINING:
        return quantity is not None and _stays(tree, trigger)
    if trigger.rule.endswith((".self", ".among")) and quantity is not None and quantity.unit == "share":
        return False
    if quantity is None and tree.tokens[first.head].pos == "PRON":
        return False
    if (
        quantity is None
        and tree.tokens[trigger.token].tag == "VBG"
        and tree.tokens[trigger.token].dep in {"pcomp", "dobj", "pobj", "csubj", "xcomp", "conj"}
    ):
        return False
    if trigger.kind is ClaimKind.RESCUED and first.noun is not None and lemma(tree, first.noun) in listed("released"):
        return False
    if first.noun is not None and lemma(tree, first.noun) == "life":
        return (
            quantity is not None
            and trigger.kind in {ClaimKind.KILLED, ClaimKind.RESCUED}
            and (quantity.min, quantity.max) != (1, 1)
        )
    return True


def _stays(tree: Tree, trigger: Trigger) -> bool:
    """Tell whether those who remain remain somewhere, rather than in some state."""
    verb = trigger.token
    if tree.child(verb, "acomp", "attr", "oprd", "xcomp") is not None:
        return False
    for preposition in tree.children(verb, "prep"):
        noun = tree.child(preposition, "pobj")
        if noun is not None and (
            lemma(tree, noun) in listed("no_place_to_remain")
            or tree.tokens[preposition].text.lower() not in _STATES_OF_REMAINING
        ):
            return False
    return True


def _share_beside(tree: Tree, groups: Sequence[Group], quantities: Sequence[Quantity]) -> list[Group]:
    """Return the share that restates a count ("about 10,000 people, one-fifth of the population")."""
    if not groups or groups[0].quantity is None or groups[0].quantity.unit != "count":
        return []
    after = groups[0].quantity.end
    for quantity in quantities:
        if quantity.unit != "share" or quantity.start < after or not quantity.of:
            continue
        gap = tree.text[after : quantity.start]
        if re.search(r"[,–—(-]\s*(?:or\s+)?$", gap) is None or len(gap) > 90:
            continue
        if re.search(
            r"(?i)\b(?:population|inhabitants|residents|people|number|total|force|crew|passengers)\b",
            tree.text[quantity.end : quantity.end + 60],
        ):
            tokens = [
                i for i, token in enumerate(tree.tokens) if token.start < quantity.end and token.end > quantity.start
            ]
            return [Group(head=tokens[-1], noun=None, quantity=quantity)]
    return []


def _armed_body(tree: Tree, body: int) -> bool:
    """Tell whether the words before a body say that it is armed: "members of the rebel group"."""
    before = [c for c in tree.children(body, "compound", "amod", "nmod") if c < body]
    return any(
        nouns.people().get(word) is PersonClass.COMBATANT or word in listed("arming")
        for c in before
        for word in (lemma(tree, c), tree.tokens[c].text.lower())
    )


def class_words(tree: Tree, head: int) -> PersonClass:
    """Return the class that a noun phrase's own words give."""
    from_noun = PersonClass.UNKNOWN
    for word in noun_words(tree, head):
        found = nouns.class_of(word)
        if found is not None and found is not PersonClass.UNKNOWN:
            from_noun = found
            break
    if from_noun is PersonClass.UNKNOWN:
        of = of_what(tree, head)
        if of is not None and lemma(tree, head) in listed("of_a_body"):
            inner = {lemma(tree, of), tree.tokens[of].text.lower()}
            if inner & nouns.crews() or any(_armed_body(tree, body) for body in conjuncts(tree, of)):
                return PersonClass.COMBATANT
            if "police" in inner:
                return PersonClass.POLICE
            if "crew" in inner:
                return PersonClass.CREW
        for child in tree.children(head, "compound", "amod", "nmod"):
            found = nouns.people().get(lemma(tree, child))
            if found is not None and found is not PersonClass.UNKNOWN:
                return found
    return from_noun
