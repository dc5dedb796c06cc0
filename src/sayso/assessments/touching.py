"""Knows which flags of a report's own reading touch an event."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.assessments.case import Case
from sayso.records import Claim, Flag, FlagKind, Span
from sayso.text.stretches import sentence_around


def touching(case: Case) -> tuple[Flag, ...]:
    """Return the flags of the readings at words on which the event's claims rest, or in their sentences.

    A doubtful place or year touches an event only where a claim of it has its place or time from these very words.
    """
    found: list[Flag] = []
    for report in case.event.reports:
        reading = case.readings.get(report)
        if reading is None or not reading.flags:
            continue
        claims = case.of_report(report)
        spans = [span for claim in claims for span in _rests_on(case, claim)]
        read_at = {
            FlagKind.AMBIGUOUS_PLACE: [claim.place_span for claim in claims if claim.place_span is not None],
            FlagKind.INFERRED_YEAR: [span for claim in claims for span in _dated_by(case, claim)],
        }
        found.extend(flag for flag in reading.flags if any(_meet(flag, span) for span in read_at.get(flag.kind, spans)))
    return tuple(found)


def _dated_by(case: Case, claim: Claim) -> Iterable[Span]:
    if claim.time_span is not None:
        yield claim.time_span
    for link in claim.chain:
        attribution = case.attributions.get(link.attribution or "")
        if attribution is not None and attribution.said_span is not None:
            yield attribution.said_span


def _rests_on(case: Case, claim: Claim) -> Iterable[Span]:
    text = case.reports[claim.report].text
    start, end = sentence_around(text, claim.start, claim.end)
    yield Span(start=start, end=end)
    yield from claim.evidence
    yield from (span for span in (claim.place_span, claim.time_span) if span is not None)
    for link in claim.chain:
        yield from link.spans
        attribution = case.attributions.get(link.attribution or "")
        if attribution is not None and attribution.said_span is not None:
            yield attribution.said_span


def _meet(flag: Flag, span: Span) -> bool:
    return flag.start < max(span.end, span.start + 1) and span.start < max(flag.end, flag.start + 1)
