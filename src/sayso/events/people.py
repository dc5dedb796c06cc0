"""Knows when participants of two claims can be the same people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import PEOPLE_KINDS, Claim, Participant, PersonClass
from sayso.text.names import fold

PART_CLASSES = frozenset(
    {
        PersonClass.CHILD,
        PersonClass.WOMAN,
        PersonClass.MAN,
        PersonClass.HEALTH_WORKER,
        PersonClass.JOURNALIST,
        PersonClass.POLICE,
        PersonClass.RESPONDER,
        PersonClass.PASSENGER,
        PersonClass.CREW,
        PersonClass.SUSPECT,
    }
)
"""Classes that are usually some of the people a report counts; civilians and combatants are usually all of them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Side, class and unit of some participants; None and UNKNOWN where the words do not say."""

    side: str | None
    person_class: PersonClass
    unit: str | None


def group_of(participant: Participant) -> Group:
    """Return whom a participant stands for."""
    return Group(participant.side, participant.person_class, participant.unit)


def groups(claim: Claim, role: str) -> frozenset[Group]:
    """Return whom the participants of a claim in ``role`` stand for."""
    return frozenset(group_of(participant) for participant in claim.participants if participant.role == role)


def affected(claim: Claim) -> Participant | None:
    """Return the participant whom a claim's figure counts: the first affected one."""
    return next((participant for participant in claim.participants if participant.role == "affected"), None)


def clash(left: Group, right: Group) -> bool:
    """Tell whether two groups cannot be the same people: other sides, or civilians and combatants."""
    if left.side and right.side and fold(left.side) != fold(right.side):
        return True
    sharp = {left.person_class, right.person_class}
    return PersonClass.COMBATANT in sharp and len(sharp - {PersonClass.UNKNOWN}) == 2


def alike(left: Group, right: Group) -> float:
    """Return 1 where side and class are known and equal, 0.5 where one of them is and nothing clashes, else 0."""
    if clash(left, right):
        return 0.0
    same_side = bool(left.side and right.side)
    same_class = left.person_class is right.person_class is not PersonClass.UNKNOWN
    return (same_side + same_class) / 2


def participants_of(claims: Sequence[Claim]) -> tuple[Participant, ...]:
    """Return the distinct participants of claims, actors first; one who says less is taken up by one who says more."""
    counted: Counter[tuple[str, str | None, PersonClass, str | None, str]] = Counter()
    for claim in claims:
        for one in claim.participants:
            counted[(one.role, one.side, one.person_class, one.unit, one.label)] += 1
    seen = [
        Participant(role=role, label=label, side=side, person_class=person_class, unit=unit)
        for role, side, person_class, unit, label in counted
    ]
    seen.sort(key=lambda one: (one.role, -_said(one), -counted[_key(one)], *_text_key(one)))
    kept: list[Participant] = []
    for one in seen:
        if not any(_takes_up(other, one) for other in kept):
            kept.append(one)
    things = _named_things(claims)
    return tuple(one for one in kept if not (one.role == "affected" and one.label in things))


def _named_things(claims: Sequence[Claim]) -> frozenset[str]:
    """Return the common nouns for what other claims of the same occurrence name: "steamer" beside "Titanic".

    Only where all names told of that kind share a word, so that there is one thing to which the nouns can refer.
    """
    found: set[str] = set()
    for kind in sorted({claim.kind for claim in claims if claim.kind not in PEOPLE_KINDS}):
        told = [who for claim in claims if claim.kind is kind for who in [affected(claim)] if who is not None]
        names = {_name_in(who.label) for who in told} - {""}
        if len(names) == 1:
            found |= {who.label for who in told if not _name_in(who.label) and _said(who) == (who.unit is not None)}
    return frozenset(found)


def _name_in(label: str) -> str:
    """Return the last word of a label where it is a name, "" where it is a common noun ("White Star liner")."""
    last = label.split()[-1] if label.split() else ""
    return fold(last) if last[:1].isupper() else ""


def best_label(participants: Sequence[Participant]) -> str:
    """Return the label that says most: one that names somebody ("Russian troops"), the most frequent, the shortest."""
    frequency = Counter(one.label for one in participants)

    def rank(one: Participant) -> tuple[object, ...]:
        names = any(word[:1].isupper() for word in one.label.split()[1:] or one.label.split())
        named = names and (one.side is not None or one.unit is not None) and len(one.label.split()) > 1
        return not named, -frequency[one.label], len(one.label), one.label

    return min(participants, key=rank).label


def _takes_up(more: Participant, less: Participant) -> bool:
    if more.role != less.role:
        return False
    told = _said(less)
    if told == 0:
        return fold(more.label) == fold(less.label)
    return (
        (less.side is None or less.side == more.side)
        and (less.person_class is PersonClass.UNKNOWN or less.person_class is more.person_class)
        and (less.unit is None or less.unit == more.unit)
    )


def _said(one: Participant) -> int:
    return (one.side is not None) + (one.person_class is not PersonClass.UNKNOWN) + (one.unit is not None)


def _key(one: Participant) -> tuple[str, str | None, PersonClass, str | None, str]:
    return one.role, one.side, one.person_class, one.unit, one.label


def _text_key(one: Participant) -> tuple[str, str, str, str]:
    return one.side or "", one.person_class.value, one.unit or "", one.label
