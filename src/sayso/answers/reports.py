"""Puts together what is told of a report: its text, and all that was read in it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.answers.events import offsets
from sayso.answers.shapes import (
    ApartAnswer,
    AttributionAnswer,
    CommitmentMentionAnswer,
    DocumentAnswer,
    PassageAnswer,
    PlaceMentionAnswer,
    PublishedAnswer,
    QuantityMentionAnswer,
    ReportAnswer,
    ReportFlagAnswer,
    TimeMentionAnswer,
)
from sayso.records import Passage, Reading, Report

OPENING_WORDS = 10


def opening_of(report: Report) -> str:
    """Return the first words of a report's own text, between marks of omission where more follows."""
    text = report.text
    for apart in sorted(report.apart, key=lambda one: one.start, reverse=True):
        text = text[: apart.start] + text[apart.end :]
    words = text.split(maxsplit=OPENING_WORDS)
    return " ".join(words[:OPENING_WORDS]) + (" …" if len(words) > OPENING_WORDS else "")


def report_answer(
    report: Report, passages: Sequence[Passage], reading: Reading | None, events: tuple[str, ...]
) -> ReportAnswer:
    """Return a report with all that was read in it and the events it tells of."""
    return ReportAnswer(
        id=report.id,
        document=DocumentAnswer(sha256=report.sha256, received=report.received, came_from=report.origin),
        outlet=report.outlet,
        title=report.title,
        opening=opening_of(report),
        text=report.text,
        published=PublishedAnswer(edtf=report.published.edtf, basis=report.published.basis, why=report.published.why),
        apart=tuple(ApartAnswer(start=a.start, end=a.end, kind=a.kind) for a in report.apart),
        passages=tuple(PassageAnswer(id=p.id, start=p.start, end=p.end) for p in passages),
        attributions=tuple(
            AttributionAnswer(
                source=offsets(a.source),
                cue=offsets(a.cue),
                content=offsets(a.content),
                name=a.name,
                kind=a.kind,
                channel=a.channel,
            )
            for a in (reading.attributions if reading else ())
        ),
        places=tuple(
            PlaceMentionAnswer(
                text=p.text,
                start=p.start,
                end=p.end,
                name=p.place.name if p.place else None,
                geonames_id=p.place.geonames_id if p.place else None,
                lat=p.place.lat if p.place else None,
                lon=p.place.lon if p.place else None,
                runner_up=p.runner_up.geonames_id if p.runner_up else None,
            )
            for p in (reading.places if reading else ())
        ),
        times=tuple(
            TimeMentionAnswer(
                text=t.text,
                start=t.start,
                end=t.end,
                edtf=t.when.edtf if t.when else None,
                timex=t.timex,
                inferred=t.when.inferred if t.when else (),
            )
            for t in (reading.times if reading else ())
        ),
        quantities=tuple(
            QuantityMentionAnswer(text=q.text, start=q.start, end=q.end, min=q.min, max=q.max, form=q.form)
            for q in (reading.quantities if reading else ())
        ),
        commitments=tuple(
            CommitmentMentionAnswer(start=c.start, end=c.end, degree=c.degree, value=c.certainty)
            for c in (reading.commitments if reading else ())
        ),
        claims=tuple(claim.id for claim in reading.claims) if reading else (),
        events=events,
        flags=tuple(
            ReportFlagAnswer(kind=f.kind, start=f.start, end=f.end, why=f.why)
            for f in (reading.flags if reading else ())
        ),
    )


def report_line(report: Report, reading: Reading | None, events: tuple[str, ...]) -> ReportAnswer:
    """Return what a listing tells of a report: the same fields, with its title, claims, events and flags only."""
    whole = report_answer(report, (), reading, events)
    return ReportAnswer(
        id=whole.id,
        document=whole.document,
        outlet=whole.outlet,
        title=whole.title,
        opening=whole.opening,
        text="",
        published=whole.published,
        apart=(),
        passages=(),
        attributions=(),
        places=(),
        times=(),
        quantities=(),
        commitments=(),
        claims=whole.claims,
        events=whole.events,
        flags=whole.flags,
    )
