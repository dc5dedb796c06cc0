"""Knows where one report's figures contradict each other: parts and wholes, headline and body, one source twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from math import inf

from sayso.assessments.case import MADE_BY, Case, day_of, source_of
from sayso.assessments.revisions import speaks_of_another
from sayso.records import Claim, Flag, FlagKind, Participant, PersonClass, Quantity
from sayso.text.certainty import denies
from sayso.text.intervals import bounds_of, is_exact, loosened, meet
from sayso.text.names import fold
from sayso.text.stretches import sentence_around

ANYBODY = frozenset({"people", "persons", "person", "souls", "lives", "victims", "others", "dead", "casualties"})
"""Head nouns that say nothing of who is counted."""

_DISJOINT = (
    frozenset({PersonClass.CHILD, PersonClass.WOMAN, PersonClass.MAN}),
    frozenset({PersonClass.CIVILIAN, PersonClass.COMBATANT}),
    frozenset({PersonClass.PASSENGER, PersonClass.CREW}),
)
"""Classes of which nobody is two, so that parts of them may be added up."""


def sum_mismatches(case: Case) -> tuple[Flag, ...]:
    """Return a flag for each whole that its parts exceed, and for each share that its base and count exclude."""
    flags: list[Flag] = []
    parts: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims.values():
        if claim.part_of is not None and claim.part_of in case.claims and not denies(claim):
            parts[claim.part_of].append(claim)
    for whole_id, told in parts.items():
        whole = case.claims[whole_id]
        why = _too_many(whole, told) or _wrong_share(whole, told)
        if why is not None:
            evidence = (whole.id, *(claim.id for claim in told))
            flags.append(_flag(FlagKind.SUM_MISMATCH, whole, why, evidence))
    return tuple(flags)


def _too_many(whole: Claim, parts: Sequence[Claim]) -> str | None:
    if whole.quantity is None or whole.quantity.unit != "count" or whole.quantity.max is None:
        return None
    most = whole.quantity.max
    counted = [claim for claim in parts if claim.quantity is not None and claim.quantity.unit == "count"]
    for claim in counted:
        if _least(claim.quantity) > most:
            return f"a part of {_least(claim.quantity):g} is more than the whole of {most:g}"
    for classes in _DISJOINT:
        least = dict.fromkeys(classes, 0.0)
        for claim in counted:
            kind = _class_of(claim)
            if kind in classes and claim.kind is whole.kind:
                least[kind] = max(least[kind], _least(claim.quantity))
        total = sum(least.values())
        if total > most:
            told = " + ".join(f"{value:g}" for value in sorted(least.values(), reverse=True) if value)
            return f"the parts {told} make {total:g}, the whole is {most:g}"
    return None


def _wrong_share(whole: Claim, parts: Sequence[Claim]) -> str | None:
    base = whole.quantity
    if base is None or base.min is None or base.max is None or base.unit != "count":
        return None
    for share, count in ((a, b) for a in parts for b in parts if a.kind is b.kind and _class_of(a) is _class_of(b)):
        one, other = share.quantity, count.quantity
        if one is None or other is None or one.unit != "share" or other.unit != "count":
            continue
        low = _least(one) * base.min
        high = (1.0 if one.max is None else float(one.max)) * base.max
        # A share in words is round; half a per cent of the base, or one, is no mismatch.
        slack = max(1.0, 0.01 * base.max)
        if not meet((low - slack if low > slack else 0, high + slack), bounds_of(other)):
            return f"{one.text} of {base.text} is not {other.text}"
    return None


def _least(quantity: Quantity | None) -> float:
    return 0.0 if quantity is None or quantity.min is None else float(quantity.min)


def _class_of(claim: Claim) -> PersonClass:
    return next((p.person_class for p in claim.participants if p.role == "affected"), PersonClass.UNKNOWN)


def headlines_against_bodies(case: Case) -> tuple[Flag, ...]:
    """Return a flag for each figure of a headline that no figure of the report's body for the same question meets."""
    flags: list[Flag] = []
    for report in case.event.reports:
        headline = case.reports[report].headline
        if headline is None:
            continue
        told = [c for c in case.of_report(report) if c.quantity is not None and not denies(c) and c.part_of is None]
        for claim in (one for one in told if one.end <= headline.end):
            body = [
                one
                for one in told
                if one.start >= headline.end and case.answers.get(one.id) is case.answers.get(claim.id)
            ]
            body = [one for one in body if _count_alike(claim, one)]
            if body and not any(_can_be_one(claim.quantity, one.quantity) for one in body):
                words = _words(body[0])
                why = f"the headline says {_words(claim)}, the body says {words}"
                flags.append(_flag(FlagKind.HEADLINE_BODY, claim, why, (claim.id, body[0].id)))
    return tuple(flags)


def self_contradictions(case: Case) -> tuple[Flag, ...]:
    """Return a flag where one source gives one report two exact figures for one question, and neither is revised.

    Figures said on different days, parts, and sentences that speak of more, of earlier or of others are left out.
    """
    flags: list[Flag] = []
    for report in case.event.reports:
        headline = case.reports[report].headline
        told = [
            claim
            for claim in case.of_report(report)
            if claim.quantity is not None
            and is_exact(claim.quantity)
            and claim.part_of is None
            and not denies(claim)
            and not (headline and claim.end <= headline.end)
        ]
        for one, other in combinations(told, 2):
            if _contradict(case, one, other):
                where = f"{other.start}-{other.end}"
                why = f"{_words(one)} here, {_words(other)} at {where}, both on the word of {_name(one)}"
                flags.append(_flag(FlagKind.SELF_CONTRADICTION, one, why, (one.id, other.id)))
                break
    return tuple(flags)


def _contradict(case: Case, one: Claim, other: Claim) -> bool:
    if case.answers.get(one.id) is None or case.answers.get(one.id) is not case.answers.get(other.id):
        return False
    if _can_be_one(one.quantity, other.quantity) or _voice(one) != _voice(other):
        return False
    if day_of(case, one) != day_of(case, other) or one.reference != other.reference:
        return False
    if one.passage == other.passage:  # a sentence that counts twice counts two things
        return False
    if not _count_alike(one, other):
        return False
    if one.place is not None and other.place is not None and one.place != other.place:
        return False
    if one.time is not None and other.time is not None and one.time.edtf != other.time.edtf:
        return False
    text = case.reports[one.report].text
    return not any(speaks_of_another(text[slice(*sentence_around(text, c.start, c.end))]) for c in (one, other))


def _count_alike(left: Claim, right: Claim) -> bool:
    """Tell whether two claims count the like: "a man" and "her brother and daughter" are other people."""
    ones, others = (fold(people.label).split() if people else [] for people in map(_counted, (left, right)))
    heads = {words[-1] for words in (ones, others) if words}
    return len(heads) < 2 or bool(heads & ANYBODY)


def _counted(claim: Claim) -> Participant | None:
    return next((one for one in claim.participants if one.role == "affected"), None)


def _voice(claim: Claim) -> str:
    link = source_of(claim)
    return "" if link is None else link.key or fold(link.name or "")


def _name(claim: Claim) -> str:
    link = source_of(claim)
    return "the report itself" if link is None else link.name or "an unnamed source"


def _can_be_one(left: Quantity | None, right: Quantity | None) -> bool:
    if left is None or right is None or left.unit != right.unit:
        return True
    return meet(loosened(left), loosened(right))


def _words(claim: Claim) -> str:
    quantity = claim.quantity
    if quantity is None:
        return "nothing"
    low, high = _least(quantity), inf if quantity.max is None else quantity.max
    number = f"{low:g}" if low == high else f"{low:g} or more" if high == inf else f"{low:g} to {high:g}"
    return number if not quantity.text or quantity.text == number else f"{quantity.text} ({number})"


def _flag(kind: FlagKind, claim: Claim, why: str, evidence: tuple[str, ...]) -> Flag:
    return Flag(
        kind=kind,
        report=claim.report,
        start=claim.start,
        end=claim.end,
        why=why,
        evidence=evidence,
        made_by=f"{MADE_BY} {kind.value}",
    )
