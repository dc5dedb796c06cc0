"""Knows one event as it is weighed: its claims with people's corrections, their origins, their reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.records import (
    Attribution,
    Certainty,
    ChainLink,
    Claim,
    Event,
    Judgement,
    Origin,
    Proposition,
    Reading,
    Report,
    Role,
    Thresholds,
    Trace,
)
from sayso.text.days import published_day
from sayso.text.judged import rejected, with_corrections

MADE_BY = "assessments@1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event, laid out for weighing. ``claims`` are by id, in canonical order, without those a person rejected."""

    event: Event
    claims: Mapping[str, Claim]
    origins: Mapping[str, Origin]
    answers: Mapping[str, Proposition]
    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    attributions: Mapping[str, Attribution]
    judgements: Sequence[Judgement]
    thresholds: Thresholds

    def of_report(self, report: str) -> list[Claim]:
        """Return the event's claims of one report, in order."""
        return [claim for claim in self.claims.values() if claim.report == report]

    def origin(self, claim: Claim) -> str | None:
        """Return the id of a claim's origin, None where it names nobody."""
        found = self.origins.get(claim.id)
        return found.id if found else None

    def outlet(self, report: str) -> str:
        """Return how to call a report in a sentence: its outlet, or its id where nobody said."""
        return self.reports[report].outlet or report


def case_of(
    event: Event,
    trace: Trace,
    readings: Mapping[str, Reading],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement],
    thresholds: Thresholds,
) -> Case:
    """Lay out an event for weighing."""
    refused = rejected(judgements)
    told = {claim.id: claim for report in event.reports if report in readings for claim in readings[report].claims}
    kept = {key: told[key] for key in event.claims if key in told and key not in refused}
    return Case(
        event=event,
        claims=with_corrections(kept, judgements),
        origins={claim: origin for origin in trace.origins for claim in origin.claims},
        answers={claim: proposition for proposition in event.propositions for claim in proposition.claims},
        reports={report: reports[report] for report in event.reports},
        readings={report: readings[report] for report in event.reports if report in readings},
        attributions={a.id: a for report in event.reports if report in readings for a in readings[report].attributions},
        judgements=judgements,
        thresholds=thresholds,
    )


def is_bare(claim: Claim) -> bool:
    """Tell whether only the outlet stands behind a claim."""
    return all(link.role is Role.OUTLET for link in claim.chain)


def source_of(claim: Claim) -> ChainLink | None:
    """Return the innermost holder that is not the outlet."""
    return next((link for link in reversed(claim.chain) if link.role is not Role.OUTLET), None)


def is_hedged(case: Case, claim: Claim) -> bool:
    """Tell whether the outlet keeps its distance from an attributed claim, or its source is not certain."""
    if is_bare(claim):
        return False
    held = [a for link in claim.chain for a in [case.attributions.get(link.attribution or "")] if a is not None]
    doubt = {Certainty.PROBABLE, Certainty.POSSIBLE}
    return (
        any(attribution.hedged for attribution in held)
        or claim.commitment.source in doubt
        or claim.commitment.outlet in doubt
    )


def day_of(case: Case, claim: Claim) -> str | None:
    """Return the first day on which a claim was told (ISO): said by its source, else published; None where unknown."""
    said = [link.said.start for link in claim.chain if link.said is not None and link.said.start]
    return max(said) if said else published_day(case.reports[claim.report])
