"""The columns of each table, which do not change their names or order, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.answers import ClaimAnswer, EventAnswer, PropositionAnswer, ReportAnswer
from sayso.answers.shapes import (
    CommitmentAnswer,
    LinkAnswer,
    PlaceAnswer,
    QuantityAnswer,
    TimeAnswer,
    WhoAnswer,
)
from sayso.ledger import Ledger
from sayso.records import ClaimKind, Role

COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (
        "id", "title", "kinds", "status", "place", "geonames_id", "lat", "lon", "place_precision",
        "time", "time_start", "time_end", "time_precision", "time_inferred",
        "reports", "outlets", "origins", "flags", "credibility", "reliability", "airwars", "grade_why",
    ),
    "propositions": (
        "id", "event", "kind", "who", "side", "class", "min", "max", "best", "agreement", "origins", "reports",
        "claims",
    ),
    "claims": (
        "id", "event", "proposition", "kind", "report", "quote", "start", "end", "place", "geonames_id", "time",
        "quantity", "min", "max", "form", "unit", "of", "outlet", "source", "source_kind", "channel", "chain",
        "outlet_commitment", "source_commitment", "origin",
    ),
    "reports": (
        "id", "outlet", "title", "published", "published_basis", "received", "from", "sha256", "claims", "events",
        "flags",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim on a line of its own, with the event and proposition it is told under."""

    id: str
    event: str
    proposition: str
    kind: ClaimKind
    who: WhoAnswer | None
    report: str
    quote: str
    start: int
    end: int
    place: PlaceAnswer | None
    time: TimeAnswer | None
    quantity: QuantityAnswer | None
    chain: tuple[LinkAnswer, ...]
    commitment: CommitmentAnswer
    origin: str | None


def claim_lines(event: EventAnswer) -> Iterator[ClaimLine]:
    """Yield the claims of an event, in the order in which it tells them."""
    for proposition in event.propositions:
        for claim in proposition.claims:
            yield ClaimLine(
                id=claim.id,
                event=event.id,
                proposition=proposition.id,
                kind=proposition.kind,
                who=proposition.who,
                report=claim.report,
                quote=claim.quote,
                start=claim.start,
                end=claim.end,
                place=claim.place,
                time=claim.time,
                quantity=claim.quantity,
                chain=claim.chain,
                commitment=claim.commitment,
                origin=claim.origin,
            )


def rows_of(ledger: Ledger, what: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table, in the order of a listing; cells stand as in ``COLUMNS``."""
    if what == "reports":
        for report in ledger.every_report():
            yield _report_row(report)
        return
    for event in ledger.every_event():
        if what == "events":
            yield _event_row(event)
        else:
            for proposition in event.propositions:
                if what == "propositions":
                    yield _proposition_row(event, proposition)
                else:
                    yield from (_claim_row(event, proposition, claim) for claim in proposition.claims)


def _event_row(event: EventAnswer) -> tuple[object, ...]:
    place, time, grade = event.place, event.time, event.grade
    return (
        event.id,
        event.title,
        _several(event.kinds),
        event.status,
        place and place.name,
        place and place.geonames_id,
        place and place.lat,
        place and place.lon,
        place and place.precision,
        time and time.edtf,
        time and time.start,
        time and time.end,
        time and time.precision,
        _several(time.inferred) if time else None,
        event.reports,
        event.outlets,
        event.origins,
        _several(sorted({flag.kind for flag in event.flags})),
        grade.credibility,
        grade.reliability,
        grade.airwars,
        grade.why,
    )


def _proposition_row(event: EventAnswer, proposition: PropositionAnswer) -> tuple[object, ...]:
    who, found = proposition.who, proposition.range
    return (
        proposition.id,
        event.id,
        proposition.kind,
        who and who.label,
        who and who.side,
        who and who.person_class,
        found.min,
        found.max,
        found.best,
        proposition.agreement,
        len(proposition.origins),
        len({claim.report for claim in proposition.claims}),
        len(proposition.claims),
    )


def _claim_row(event: EventAnswer, proposition: PropositionAnswer, claim: ClaimAnswer) -> tuple[object, ...]:
    quantity, time, place = claim.quantity, claim.time, claim.place
    outlet = next((link for link in claim.chain if link.role is Role.OUTLET), None)
    source = next((link for link in reversed(claim.chain) if link.role is Role.SOURCE), None)
    return (
        claim.id,
        event.id,
        proposition.id,
        proposition.kind,
        claim.report,
        claim.quote,
        claim.start,
        claim.end,
        place and place.name,
        place and place.geonames_id,
        time and time.edtf,
        quantity and quantity.text,
        quantity and quantity.min,
        quantity and quantity.max,
        quantity and quantity.form,
        quantity and quantity.unit,
        quantity and quantity.of,
        outlet and outlet.name,
        source and source.name,
        source and source.kind,
        source and source.channel,
        " > ".join(link.name or link.kind for link in claim.chain),
        claim.commitment.outlet,
        claim.commitment.source,
        claim.origin,
    )


def _report_row(report: ReportAnswer) -> tuple[object, ...]:
    return (
        report.id,
        report.outlet,
        report.title,
        report.published.edtf,
        report.published.basis,
        report.document.received.strftime("%Y-%m-%dT%H:%M:%SZ"),
        report.document.came_from,
        report.document.sha256,
        len(report.claims),
        len(report.events),
        _several(sorted({flag.kind for flag in report.flags})),
    )


def _several(words: Sequence[str]) -> str:
    """Return words in one cell, with semicolons between them."""
    return "; ".join(str(word) for word in words)
