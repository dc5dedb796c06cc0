"""Knows which judgements stand, and reads what a correction and a grade say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sayso.records import Claim, ClaimKind, Judgement, JudgementKind
from sayso.text.intervals import Number, as_number, corrected

_CORRECTION = re.compile(r"^\s*(?:(?P<kind>[a-z_]+)\s*=\s*)?(?P<value>\d[\d,]*(?:\.\d+)?)\s*$")
_GRADE = re.compile(r"^\s*(?P<reliability>[A-Fa-f])?\s*(?P<credibility>[1-6])\s*$")


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the judgements that no standing judgement withdraws, in order of time, then id.

    A withdrawal can itself be withdrawn by a later one.
    """
    ordered = sorted(judgements, key=lambda judgement: (judgement.at, judgement.id))
    withdrawn: set[str] = set()
    for judgement in reversed(ordered):
        if judgement.kind is JudgementKind.WITHDRAW and judgement.id not in withdrawn:
            withdrawn.update(judgement.targets)
    return tuple(
        judgement
        for judgement in ordered
        if judgement.kind is not JudgementKind.WITHDRAW and judgement.id not in withdrawn
    )


def anchors_of(judgement: Judgement) -> frozenset[str]:
    """Return the ids of the claims that a judgement bears on."""
    return frozenset(judgement.claims) | {target for target in judgement.targets if target.startswith("clm_")}


def rejected(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Return the ids of claims that a standing judgement rejects and none accepts; where both stand neither wins."""
    refused: set[str] = set()
    accepted: set[str] = set()
    for judgement in standing(judgements):
        if judgement.kind is JudgementKind.REJECT:
            refused |= anchors_of(judgement)
        elif judgement.kind is JudgementKind.ACCEPT:
            accepted |= anchors_of(judgement)
    return frozenset(refused - accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's number for a claim, and the judgement that gives it."""

    value: Number
    judgement: Judgement


def correction_of(judgement: Judgement, kind: ClaimKind) -> Number | None:
    """Return the number that a CORRECT judgement gives for claims of ``kind`` ("killed=3", "3"), None where none."""
    match = _CORRECTION.match(judgement.value or "")
    if judgement.kind is not JudgementKind.CORRECT or match is None or match["kind"] not in (None, kind.value):
        return None
    return as_number(float(match["value"].replace(",", "")))


def corrections_of(claim: Claim, judgements: Iterable[Judgement]) -> tuple[Correction, ...]:
    """Return the standing corrections of one claim's quantity, oldest first.

    Who corrects an event says what was so, not what its claims say: see :func:`verdicts_of`.
    """
    found = []
    for judgement in standing(judgements):
        if _on_event(judgement):
            continue
        value = correction_of(judgement, claim.kind) if claim.id in anchors_of(judgement) else None
        if value is not None:
            found.append(Correction(value=value, judgement=judgement))
    return tuple(found)


def verdicts_of(kind: ClaimKind, claims: Iterable[str], judgements: Iterable[Judgement]) -> tuple[Correction, ...]:
    """Return the standing corrections of the figure that an event with these ``claims`` has for ``kind``."""
    inside = frozenset(claims)
    found = []
    for judgement in standing(judgements):
        value = correction_of(judgement, kind) if _on_event(judgement) and anchors_of(judgement) & inside else None
        if value is not None:
            found.append(Correction(value=value, judgement=judgement))
    return tuple(found)


def _on_event(judgement: Judgement) -> bool:
    return any(target.startswith("evt_") for target in judgement.targets)


def with_corrections(claims: Mapping[str, Claim], judgements: Iterable[Judgement]) -> dict[str, Claim]:
    """Return ``claims`` with the quantities that people corrected; corrections that contradict each other count not."""
    judged = [j for j in standing(judgements) if j.kind is JudgementKind.CORRECT]
    if not judged:
        return dict(claims)
    result = {}
    for key, claim in claims.items():
        values = {correction.value for correction in corrections_of(claim, judged)}
        if len(values) == 1:
            claim = replace(claim, quantity=corrected(claim.quantity, values.pop()))
        result[key] = claim
    return result


def grade_in(judgement: Judgement) -> tuple[str | None, int] | None:
    """Return the reliability letter and credibility digit of a GRADE judgement ("B2", "2"), None where unreadable."""
    match = _GRADE.match(judgement.value or "")
    if judgement.kind is not JudgementKind.GRADE or match is None:
        return None
    letter = match["reliability"]
    return (letter.upper() if letter else None), int(match["credibility"])
