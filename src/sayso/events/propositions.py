"""Knows which claims of one event answer the same question, and which answer a part of another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sayso.events import kinds, people
from sayso.events.happenings import canonical
from sayso.records import (
    PEOPLE_KINDS,
    THING_KINDS,
    Claim,
    ClaimKind,
    Participant,
    PersonClass,
    Proposition,
    QuantityForm,
    Who,
    identify,
)
from sayso.text.intervals import bounds_of, is_exact, meet
from sayso.text.names import fold
from sayso.text.shingles import content_words, overlap

_ANYBODY = frozenset(
    {
        "",
        "people",
        "persons",
        "person",
        "victims",
        "others",
        "dead",
        "injured",
        "wounded",
        "casualties",
        "souls",
        "lives",
    }
)
"""Head nouns that say nothing of who the people are."""

_THE_HURT = frozenset({"injured", "wounded"})
"""Who of them died later is some of the dead, not a rival count of them."""

_ARMED = frozenset({PersonClass.COMBATANT, PersonClass.POLICE})
"""Classes that a report sets off from everybody: their figure is seldom that of all."""

_SHARES_OF_PEOPLE = frozenset({PersonClass.CHILD, PersonClass.WOMAN, PersonClass.MAN})


@dataclass(slots=True)
class _Question:
    """Claims that answer one question so far, and whom they count."""

    kind: ClaimKind
    side: str | None
    person_class: PersonClass
    claims: list[Claim]
    part: bool

    @property
    def bounds(self) -> list[tuple[int | float | None, int | float | None]]:
        return [bounds_of(claim.quantity) for claim in self.claims if claim.quantity is not None]


def propositions_of(claims: Sequence[Claim]) -> tuple[Proposition, ...]:
    """Return the propositions of one event, the main one first; each claim answers exactly one.

    People: kind, side and class decide; a claim that does not say them answers the one question of its kind that
    there is, and asks its own where there are rivals (civilians and soldiers). Women and children are parts where a
    figure of everybody stands beside theirs. Things, and what is counted of an occurrence ("20 towns retaken"): kind
    and what they are called. Occurrences: kind and sides.
    Order: people, things, occurrences, what surrounds them; wholes before parts; then canonical.
    """
    by_id = {claim.id: claim for claim in claims}
    by_kind: dict[ClaimKind, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=canonical):
        by_kind[claim.kind].append(claim)
    questions: list[_Question] = []
    for kind in sorted(by_kind):
        if kind in PEOPLE_KINDS:
            questions.extend(_of_people(kind, by_kind[kind], by_id))
        elif kind in THING_KINDS:
            questions.extend(_of_things(kind, by_kind[kind]))
        else:
            counted = [claim for claim in by_kind[kind] if claim.quantity is not None]
            questions.extend(_of_things(kind, counted))
            questions.extend(_of_occurrences(kind, [claim for claim in by_kind[kind] if claim.quantity is None]))
    identified = {id(question): _id(question) for question in questions}
    wholes = _wholes(questions, by_id)
    ordered = sorted(questions, key=lambda question: _order(question, id(question) in wholes))
    return tuple(
        Proposition(
            id=identified[id(question)],
            kind=question.kind,
            who=_who(question),
            claims=tuple(claim.id for claim in sorted(question.claims, key=canonical)),
            whole=identified[id(wholes[id(question)])] if id(question) in wholes else None,
        )
        for question in ordered
    )


def _id(question: _Question) -> str:
    return identify("prp", question.kind.value, min(question.claims, key=canonical).id)


def _order(question: _Question, is_part: bool) -> tuple[object, ...]:
    counted = any(claim.quantity is not None and claim.quantity.unit == "count" for claim in question.claims)
    denied = question.kind is ClaimKind.DENIAL_OF_RESPONSIBILITY
    first = canonical(min(question.claims, key=canonical))
    return denied, kinds.figure_rank(question.kind), is_part, not counted, -len(question.claims), first


def _of_people(kind: ClaimKind, claims: Sequence[Claim], by_id: Mapping[str, Claim]) -> list[_Question]:
    questions: list[_Question] = []
    for unit in ("count", "share"):
        told = [claim for claim in claims if (claim.quantity.unit if claim.quantity else "count") == unit]
        parts = [claim for claim in told if _is_part(claim, by_id)]
        rest = [claim for claim in told if not _is_part(claim, by_id)]
        summands = _summands(rest)
        for alike in summands:
            questions.append(_Question(kind, None, _class(alike[0]), alike, True))
        summed = {claim.id for alike in summands for claim in alike}
        rest = [claim for claim in rest if claim.id not in summed]
        called = _called_parts(rest)
        for name in sorted({_head(claim) for claim in (*parts, *called) if _class(claim) is PersonClass.UNKNOWN}):
            mine = [
                claim for claim in (*parts, *called) if _class(claim) is PersonClass.UNKNOWN and _head(claim) == name
            ]
            questions.extend(_merged(kind, mine, part=True))
        classed = [claim for claim in parts if _class(claim) is not PersonClass.UNKNOWN]
        questions.extend(_merged(kind, classed, part=True))
        questions.extend(_merged(kind, [claim for claim in rest if claim not in called], part=False))
    return _parts_with_their_kind(questions)


def _is_part(claim: Claim, by_id: Mapping[str, Claim]) -> bool:
    whole = by_id.get(claim.part_of) if claim.part_of else None
    return whole is not None and whole.kind is claim.kind


def _summands(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return claims whose exact figures add up to another of their report, those of one figure together.

    "77 people, eight in the city and 69 on the island": parts by place, which no words mark as parts.
    """
    found: dict[tuple[str, float], list[Claim]] = {}
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if _exact(claim) > 0:
            by_report[claim.report].append(claim)
    for report, told in sorted(by_report.items()):
        values = sorted({_exact(claim) for claim in told})
        for whole in reversed(values):
            parts = next(
                (
                    chosen
                    for count in (2, 3)
                    for chosen in combinations([value for value in values if value < whole], count)
                    if sum(chosen) == whole and _told_together(chosen, told)
                ),
                (),
            )
            for value in parts:
                found.setdefault((report, value), [claim for claim in told if _exact(claim) == value])
            if parts:
                break
    return [found[key] for key in sorted(found)]


def _told_together(values: Sequence[float], claims: Sequence[Claim]) -> bool:
    """Tell whether figures stand in one passage, each at words of its own."""
    passages: dict[str, set[float]] = defaultdict(set)
    for claim in claims:
        passages[claim.passage].add(_exact(claim))
    return any(set(values) <= told for told in passages.values())


def _called_parts(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims that count some by name where their report counts more by none ("14 people", "both drivers")."""
    found: list[Claim] = []
    for claim in claims:
        if _class(claim) is not PersonClass.UNKNOWN or not _exact(claim):
            continue
        if _head(claim) in _ANYBODY and not (claim.kind is ClaimKind.KILLED and _head(claim) in _THE_HURT):
            continue
        if any(
            other.report == claim.report
            and _class(other) is PersonClass.UNKNOWN
            and _head(other) in _ANYBODY
            and _head(other) != _head(claim)
            and not _rivals(claim, other)
            and max(_exact(other), _bottom(other)) > _exact(claim)
            for other in claims
        ):
            found.append(claim)
    return found


def _class(claim: Claim) -> PersonClass:
    who = people.affected(claim)
    return who.person_class if who else PersonClass.UNKNOWN


def _head(claim: Claim) -> str:
    who = people.affected(claim)
    words = fold(who.label).split() if who else []
    return words[-1] if words else ""


def _exact(claim: Claim) -> float:
    return float(claim.quantity.min or 0) if claim.quantity is not None and is_exact(claim.quantity) else 0.0


def _rivals(left: Claim, right: Claim) -> bool:
    """Tell whether two sources count much the same: one's 75 is no part of the other's 86."""
    voices = [claim.chain[-1].name if len(claim.chain) > 1 else None for claim in (left, right)]
    return None not in voices and voices[0] != voices[1] and 2 * _exact(left) > max(_exact(right), _bottom(right))


def _bottom(claim: Claim) -> float:
    return float(claim.quantity.min or 0) if claim.quantity is not None else 0.0


def _merged(kind: ClaimKind, claims: Sequence[Claim], *, part: bool) -> list[_Question]:
    exact: dict[tuple[str | None, PersonClass], _Question] = {}
    names: dict[str, str] = {}
    for claim in claims:
        who = people.affected(claim)
        side = who.side if who else None
        if side is not None:
            side = names.setdefault(fold(side), side)
        person_class = who.person_class if who else PersonClass.UNKNOWN
        question = exact.setdefault((side, person_class), _Question(kind, side, person_class, [], part))
        question.claims.append(claim)
    questions = sorted(exact.values(), key=_less_said_last)
    settled: list[_Question] = []
    for question in questions:
        hosts = [other for other in settled if _can_host(other, question)]
        if len(hosts) > 1:
            hosts = [other for other in hosts if _one_figure(other, question)]
        if len(hosts) > 1:
            hosts = [other for other in hosts if _one_figure(other, question, of_one_report=True)]
        if len(hosts) == 1 and not _told_beside(hosts[0], question):
            hosts[0].claims.extend(question.claims)
            if question.person_class is PersonClass.COMBATANT:
                hosts[0].person_class = PersonClass.COMBATANT
            if hosts[0].side is None:
                hosts[0].side = question.side
        else:
            settled.append(question)
    return settled


def _told_beside(host: _Question, guest: _Question) -> bool:
    """Tell whether figures keep people and fighters apart: "17 people" beside "nine fighters" are not nine fighters.

    Within one report two figures are of two groups, however vague one of them is ("22 people", "a number of rebels").
    """
    if host.person_class is guest.person_class or not {host.person_class, guest.person_class} & _ARMED:
        return False
    if not host.bounds or not guest.bounds:
        return False
    if not any(meet(a, b) for a in guest.bounds for b in host.bounds):
        return True
    if {claim.report for claim in guest.claims} & {claim.report for claim in host.claims}:
        return not _one_figure(host, guest, of_one_report=True)
    return {_bottom(claim) for claim in guest.claims} != {_bottom(claim) for claim in host.claims}


def _one_figure(left: _Question, right: _Question, *, of_one_report: bool = False) -> bool:
    """Tell whether two questions are answered by one number somewhere; a vague word is none."""
    return any(
        _bottom(a) == _bottom(b) > 0 and (a.report == b.report or not of_one_report)
        for a in left.claims
        for b in right.claims
        if _is_number(a) and _is_number(b)
    )


def _is_number(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.form is not QuantityForm.VAGUE


def _less_said_last(question: _Question) -> tuple[object, ...]:
    unknown_class = question.person_class is PersonClass.UNKNOWN
    first = canonical(min(question.claims, key=canonical))
    return unknown_class + (question.side is None), unknown_class, first


def _can_host(host: _Question, guest: _Question) -> bool:
    if host.side and guest.side and fold(host.side) != fold(guest.side):
        return False
    if host.person_class is guest.person_class:
        return True
    if {host.person_class, guest.person_class} == {PersonClass.CREW, PersonClass.COMBATANT}:
        return _one_figure(host, guest, of_one_report=True)  # "two airmen" of one report are its "two pilots"
    if PersonClass.UNKNOWN not in (host.person_class, guest.person_class):
        return False
    named = host.person_class if guest.person_class is PersonClass.UNKNOWN else guest.person_class
    if named not in people.PART_CLASSES:
        return True
    # "3 children" and "12 people" are part and whole, "3 children" and "3 people" are one figure.
    part, whole = (guest, host) if guest.person_class is named else (host, guest)
    return (
        all(any(meet(a, b) for b in whole.bounds) for a in part.bounds)
        and all(any(meet(a, b) for b in part.bounds) for a in whole.bounds if a[1] != 0)
        and _one_figure(part, whole)
    )


def _parts_with_their_kind(questions: list[_Question]) -> list[_Question]:
    """Unite what is told as a part in one report and by itself in another: the same side and class of people."""
    settled: list[_Question] = []
    for question in sorted(questions, key=lambda one: one.part):
        host = next(
            (
                other
                for other in settled
                if question.part
                and not other.part
                and question.person_class is other.person_class is not PersonClass.UNKNOWN
                and question.person_class in people.PART_CLASSES
                and question.side in (None, other.side)
                and _unit(question) == _unit(other)
                and any(meet(a, b) for a in question.bounds for b in other.bounds)
            ),
            None,
        )
        if host is None:
            settled.append(question)
        else:
            host.claims.extend(question.claims)
            host.part = True
    return settled


def _unit(question: _Question) -> str:
    return next((claim.quantity.unit for claim in question.claims if claim.quantity is not None), "count")


def _of_things(kind: ClaimKind, claims: Sequence[Claim]) -> list[_Question]:
    questions: list[_Question] = []
    labels: dict[int, frozenset[str]] = {}
    unnamed: list[Claim] = []
    for claim in claims:
        words = _thing_words(claim)
        if not words:
            unnamed.append(claim)
            continue
        unit = claim.quantity.unit if claim.quantity else None
        host = next(
            (
                question
                for question in questions
                if overlap(labels[id(question)], words) >= 0.5 and unit in (None, _unit(question))
            ),
            None,
        )
        if host is None:
            who = people.affected(claim)
            host = _Question(
                kind, who.side if who else None, who.person_class if who else PersonClass.UNKNOWN, [], False
            )
            labels[id(host)] = words
            questions.append(host)
        host.claims.append(claim)
    if unnamed and len(questions) == 1:
        questions[0].claims.extend(unnamed)
    elif unnamed:
        questions.append(_Question(kind, None, PersonClass.UNKNOWN, unnamed, False))
    return questions


def _thing_words(claim: Claim) -> frozenset[str]:
    who = people.affected(claim)
    if who is not None:
        return frozenset(content_words(who.label))
    return frozenset(content_words(claim.quantity.of)) if claim.quantity and claim.quantity.of else frozenset()


def _of_occurrences(kind: ClaimKind, claims: Sequence[Claim]) -> list[_Question]:
    questions: list[tuple[_Question, set[str], set[str]]] = []
    ordered = sorted(
        claims, key=lambda claim: (-len(_sides(claim, "actor") | _sides(claim, "affected")), canonical(claim))
    )
    for claim in ordered:
        actors, affected = _sides(claim, "actor"), _sides(claim, "affected")
        for question, known_actors, known_affected in questions:
            if _agree(actors, known_actors) and _agree(affected, known_affected):
                question.claims.append(claim)
                known_actors |= actors
                known_affected |= affected
                break
        else:
            who = people.affected(claim)
            side = who.side if who else None
            person_class = who.person_class if who else PersonClass.UNKNOWN
            questions.append((_Question(kind, side, person_class, [claim], False), set(actors), set(affected)))
    return [question for question, _, _ in questions]


def _sides(claim: Claim, role: str) -> set[str]:
    return {fold(one.side) for one in claim.participants if one.role == role and one.side}


def _agree(ones: set[str], others: set[str]) -> bool:
    return not ones or not others or bool(ones & others)


def _wholes(questions: Sequence[_Question], by_id: Mapping[str, Claim]) -> dict[int, _Question]:
    """Return, by identity of the part, the question that each part belongs to."""
    holder = {claim.id: question for question in questions for claim in question.claims}
    found: dict[int, _Question] = {}
    for question in questions:
        told = [claim.part_of for claim in sorted(question.claims, key=canonical) if claim.part_of in by_id]
        whole = next((holder[one] for one in told if one and holder[one] is not question), None)
        if whole is None and (question.person_class in _SHARES_OF_PEOPLE or question.part):
            whole = next(
                (
                    other
                    for other in questions
                    if other.kind is question.kind
                    and other is not question
                    and not other.part
                    and other.person_class in (PersonClass.UNKNOWN, PersonClass.CIVILIAN)
                    and _unit(other) == _unit(question)
                    and (question.side is None or other.side is None or fold(question.side) == fold(other.side))
                ),
                None,
            )
        if whole is not None and found.get(id(whole)) is not question:
            found[id(question)] = whole
    return found


def _who(question: _Question) -> Who | None:
    told = [who for who in map(people.affected, question.claims) if who is not None]
    if not told:
        return None
    side = question.side or next((who.side for who in told if who.side), None)
    person_class = question.person_class
    if person_class is PersonClass.UNKNOWN:
        person_class = next((w.person_class for w in told if w.person_class is not PersonClass.UNKNOWN), person_class)
    return Who(label=people.best_label(_fitting(told, side, person_class)), side=side, person_class=person_class)


def _fitting(told: Iterable[Participant], side: str | None, person_class: PersonClass) -> list[Participant]:
    every = list(told)
    return [who for who in every if who.side == side and who.person_class is person_class] or every
