"""Knows which grade to propose: the Admiralty digit and Airwars' word, by a table; a person's grade outranks it."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

from sayso.assessments.case import Case
from sayso.records import (
    ClaimKind,
    Flag,
    FlagKind,
    Grade,
    Judgement,
    JudgementKind,
    PersonClass,
    PropositionAssessment,
    Status,
)
from sayso.text.judged import anchors_of, grade_in, standing, verdicts_of

_MACHINE_RELIABILITY = "F"
_DISCOUNTED = "discounted"


@functools.cache
def table() -> tuple[Mapping[str, Any], ...]:
    """Return the lines of the table of grades, first match first."""
    raw = tomllib.loads(files("sayso.assessments").joinpath("data/grades.toml").read_text(encoding="utf-8"))
    return tuple(raw["grade"])


def grade_of(case: Case, status: Status, propositions: Sequence[PropositionAssessment], flags: Sequence[Flag]) -> Grade:
    """Return the proposed grade of an event, or the one that a person gave it."""
    proposed = _corrected(case, _proposed(case, status, propositions, flags))
    given = [
        judgement
        for judgement in standing(case.judgements)
        if judgement.kind is JudgementKind.GRADE
        and grade_in(judgement) is not None
        and anchors_of(judgement) & set(case.event.claims)
    ]
    return _judged(proposed, given) if given else proposed


def _corrected(case: Case, proposed: Grade) -> Grade:
    """Say in the reason of a grade who corrected a figure of the event: the grade itself is of what sources say."""
    kinds = sorted({proposition.kind for proposition in case.event.propositions})
    told = [verdict for kind in kinds for verdict in verdicts_of(kind, case.event.claims, case.judgements)]
    names = ", ".join(dict.fromkeys(f"{one.judgement.value} by {one.judgement.by}" for one in told))
    return replace(proposed, why=f"{proposed.why}; corrected to {names}") if names else proposed


def _judged(proposed: Grade, given: Sequence[Judgement]) -> Grade:
    told = " and ".join(f"{judgement.value} by {judgement.by} ({judgement.id})" for judgement in given)
    grades = {grade_in(judgement) for judgement in given}
    if len(grades) > 1:
        why = f"contradictory grades, so none is applied: {told}; proposed: {proposed.why}"
        return Grade(
            credibility=proposed.credibility, reliability=proposed.reliability, airwars=proposed.airwars, why=why
        )
    found = grades.pop()
    letter, digit = found if found is not None else (None, proposed.credibility)
    return Grade(
        credibility=digit,
        reliability=letter or proposed.reliability,
        airwars=proposed.airwars,
        why=f"graded {told}; proposed was {proposed.credibility}: {proposed.why}",
    )


def _proposed(
    case: Case, status: Status, propositions: Sequence[PropositionAssessment], flags: Sequence[Flag]
) -> Grade:
    main = propositions[0] if propositions else None
    origins = main.origins if main else ()
    kinds = {origin.kind for origin in case.origins.values() if origin.id in origins}
    raised = {flag.kind for flag in flags}
    facts = {
        "nobody": status is Status.UNATTRIBUTED,
        "contested": status is Status.CONTESTED,
        "denied": any(one.denied_by for one in propositions),
        "flagged": bool(raised & {FlagKind.HARDENED, FlagKind.SELF_CONTRADICTION}),
        "contradicted": FlagKind.SELF_CONTRADICTION in raised,
    }
    for line in table():
        if len(origins) < line.get("origins", 0) or len(kinds) < line.get("kinds", 0):
            continue
        if all(facts[name] == line[name] for name in facts if name in line):
            airwars, note = _airwars(case, line["airwars"], propositions)
            return Grade(
                credibility=line["credibility"],
                reliability=_MACHINE_RELIABILITY,
                airwars=airwars,
                why=f"{line['why']}{note}; the reliability of sources is for people to grade",
            )
    return Grade(credibility=6, reliability=_MACHINE_RELIABILITY, airwars="weak", why="nothing to judge from")


def _airwars(case: Case, word: str, propositions: Sequence[PropositionAssessment]) -> tuple[str, str]:
    """Return Airwars' word: contested where responsibility is, discounted where several origins saw combatants only."""
    kinds = {proposition.kind for proposition in case.event.propositions}
    if word != "contested" and ClaimKind.DENIAL_OF_RESPONSIBILITY in kinds:
        return "contested", "; responsibility is denied"
    killed = [proposition for proposition in case.event.propositions if proposition.kind is ClaimKind.KILLED]
    origins = {one.proposition: one.origins for one in propositions}
    combatants = killed and all(p.who is not None and p.who.person_class is PersonClass.COMBATANT for p in killed)
    if word == "fair" and combatants and all(len(origins.get(p.id, ())) > 1 for p in killed):
        return _DISCOUNTED, "; all who were killed were combatants"
    return word, ""
