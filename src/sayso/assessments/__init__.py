"""Weighs what can be said of an event.

Takes: an event, its trace, the readings and reports by id, people's judgements, thresholds (``quotation``: how alike
two quotations must be to be one).
Gives: for each proposition its range, agreement and origins; flags; a proposed grade; the event's status.
Promises: a denial is not support; every value stays visible in the range; a later figure of one origin updates and
does not contest; a person outranks a number; every reason names ids that exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.assessments.case import MADE_BY, Case, case_of
from sayso.assessments.contradictions import headlines_against_bodies, self_contradictions, sum_mismatches
from sayso.assessments.figures import assess
from sayso.assessments.grades import grade_of
from sayso.assessments.hardening import caveats_dropped, hardened
from sayso.assessments.quotations import quote_variants
from sayso.assessments.touching import touching
from sayso.records import (
    Agreement,
    Assessment,
    Event,
    Flag,
    Judgement,
    PropositionAssessment,
    Reading,
    Report,
    Status,
    Thresholds,
    Trace,
)

VERSION = "1"


def weigh(
    event: Event,
    trace: Trace,
    readings: Mapping[str, Reading],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement],
    thresholds: Thresholds,
) -> Assessment:
    """Return what can be said of an event and of each of its propositions, with the reasons.

    The status speaks for the main proposition, the first of the event's, and is contested where any proposition is.
    """
    case = case_of(event, trace, readings, reports, judgements, thresholds)
    propositions = tuple(assess(case, proposition) for proposition in event.propositions)
    flags = _flags(case)
    status = _status(propositions)
    return Assessment(
        event=event.id,
        status=status,
        origins=len({origin for proposition in propositions for origin in proposition.origins}),
        propositions=propositions,
        flags=flags,
        grade=grade_of(case, status, propositions, flags),
        made_by=f"{MADE_BY} weigh",
    )


def _status(propositions: Sequence[PropositionAssessment]) -> Status:
    if any(proposition.agreement is Agreement.CONTESTED for proposition in propositions):
        return Status.CONTESTED
    main = propositions[0].origins if propositions else ()
    if not main:
        return Status.UNATTRIBUTED
    return Status.SINGLE_ORIGIN if len(main) == 1 else Status.SEVERAL_ORIGINS


def _flags(case: Case) -> tuple[Flag, ...]:
    found = (
        *hardened(case),
        *caveats_dropped(case),
        *quote_variants(case),
        *sum_mismatches(case),
        *headlines_against_bodies(case),
        *self_contradictions(case),
        *touching(case),
    )
    return tuple(sorted(found, key=lambda flag: (flag.report, flag.start, flag.end, flag.kind.value, flag.why)))
