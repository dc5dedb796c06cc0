"""Puts together what is told of an event: the event, its propositions with their claims, its origins and flags."""

from __future__ import annotations

from collections.abc import Mapping

from sayso.answers.shapes import (
    ClaimAnswer,
    CommitmentAnswer,
    DependencyAnswer,
    EventAnswer,
    EventFlagAnswer,
    GradeAnswer,
    LinkAnswer,
    OriginAnswer,
    ParticipantAnswer,
    PlaceAnswer,
    PropositionAnswer,
    QuantityAnswer,
    RangeAnswer,
    TimeAnswer,
    WhoAnswer,
)
from sayso.records import (
    Agreement,
    Assessment,
    Claim,
    Event,
    Grade,
    Origin,
    Place,
    Proposition,
    PropositionAssessment,
    Quantity,
    Range,
    Reading,
    Span,
    Status,
    Trace,
    When,
)

UNWEIGHED = "It has not been weighed yet: sayso check tells why."


def event_answer(
    event: Event,
    trace: Trace | None,
    assessment: Assessment | None,
    readings: Mapping[str, Reading],
    outlets: Mapping[str, str | None],
) -> EventAnswer:
    """Return all that is known of an event. ``outlets`` are those of its reports, by report id."""
    origin_of = {claim: origin.id for origin in trace.origins for claim in origin.claims} if trace else {}
    claims = {claim.id: claim for reading in readings.values() for claim in reading.claims}
    weighed = {one.proposition: one for one in assessment.propositions} if assessment else {}
    grade = assessment.grade if assessment else Grade(credibility=6, reliability="F", airwars="", why=UNWEIGHED)
    return EventAnswer(
        id=event.id,
        title=event.title,
        kinds=event.kinds,
        status=assessment.status if assessment else Status.UNATTRIBUTED,
        place=place_answer(event.place),
        time=time_answer(event.time),
        participants=tuple(
            ParticipantAnswer(role=p.role, label=p.label, side=p.side, person_class=p.person_class, unit=p.unit)
            for p in event.participants
        ),
        reports=len(event.reports),
        outlets=count_outlets(event.reports, outlets),
        origins=assessment.origins if assessment else 0,
        propositions=tuple(
            proposition_answer(proposition, weighed.get(proposition.id), claims, origin_of)
            for proposition in event.propositions
        ),
        origin_list=tuple(origin_answer(origin) for origin in trace.origins) if trace else (),
        flags=tuple(
            EventFlagAnswer(kind=flag.kind, report=flag.report, start=flag.start, end=flag.end, why=flag.why)
            for flag in (assessment.flags if assessment else ())
        ),
        grade=GradeAnswer(
            credibility=grade.credibility, reliability=grade.reliability, airwars=grade.airwars, why=grade.why
        ),
    )


def event_line(
    event: Event, trace: Trace | None, assessment: Assessment | None, outlets: Mapping[str, str | None]
) -> EventAnswer:
    """Return what a listing tells of an event: the same fields, without claims and origins."""
    bare = Trace(event=event.id, origins=(), unattributed=()) if trace else None
    return event_answer(event, bare, assessment, {}, outlets)


def count_outlets(reports: tuple[str, ...], outlets: Mapping[str, str | None]) -> int:
    """Return how many outlets published ``reports``; a report whose outlet nobody gave counts as one of its own."""
    return len({(name.strip().casefold(), "") if (name := outlets.get(report)) else ("", report) for report in reports})


def proposition_answer(
    proposition: Proposition,
    weighed: PropositionAssessment | None,
    claims: Mapping[str, Claim],
    origin_of: Mapping[str, str],
) -> PropositionAnswer:
    """Return a proposition with those of its claims that are in ``claims``, in the order of their reports."""
    found = weighed.range if weighed else Range(min=None, max=None, best=None)
    who = proposition.who
    told = sorted((claims[c] for c in proposition.claims if c in claims), key=lambda c: (c.report, c.start, c.id))
    return PropositionAnswer(
        id=proposition.id,
        kind=proposition.kind,
        who=WhoAnswer(label=who.label, side=who.side, person_class=who.person_class) if who else None,
        range=RangeAnswer(min=found.min, max=found.max, best=found.best),
        agreement=weighed.agreement if weighed else Agreement.SINGLE,
        origins=weighed.origins if weighed else (),
        claims=tuple(claim_answer(claim, origin_of.get(claim.id)) for claim in told),
        whole=proposition.whole,
        denied_by=weighed.denied_by if weighed else (),
        why=weighed.why if weighed else UNWEIGHED,
    )


def claim_answer(claim: Claim, origin: str | None) -> ClaimAnswer:
    """Return a claim with the id of its origin."""
    return ClaimAnswer(
        id=claim.id,
        report=claim.report,
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        place=place_answer(claim.place),
        time=time_answer(claim.time),
        quantity=quantity_answer(claim.quantity),
        chain=tuple(
            LinkAnswer(
                role=link.role,
                name=link.name,
                kind=link.kind,
                channel=link.channel,
                cue=link.cue,
                spans=offsets(link.spans),
            )
            for link in claim.chain
        ),
        commitment=CommitmentAnswer(outlet=claim.commitment.outlet, source=claim.commitment.source),
        origin=origin,
        part_of=claim.part_of,
    )


def origin_answer(origin: Origin) -> OriginAnswer:
    """Return an origin with its dependencies."""
    return OriginAnswer(
        id=origin.id,
        source=origin.source,
        kind=origin.kind,
        channel=origin.channel,
        said=origin.said.edtf if origin.said else None,
        reports=origin.reports,
        dependencies=tuple(
            DependencyAnswer(kind=one.kind, evidence=one.evidence, why=one.why) for one in origin.dependencies
        ),
    )


def place_answer(place: Place | None) -> PlaceAnswer | None:
    """Return a place, None for none."""
    if place is None:
        return None
    return PlaceAnswer(
        name=place.name, geonames_id=place.geonames_id, lat=place.lat, lon=place.lon, precision=place.precision
    )


def time_answer(when: When | None) -> TimeAnswer | None:
    """Return a time, None for none."""
    if when is None:
        return None
    return TimeAnswer(
        edtf=when.edtf, start=when.start, end=when.end, precision=when.precision, inferred=when.inferred, why=when.why
    )


def quantity_answer(quantity: Quantity | None) -> QuantityAnswer | None:
    """Return a figure, None for none."""
    if quantity is None:
        return None
    return QuantityAnswer(
        text=quantity.text,
        start=quantity.start,
        end=quantity.end,
        min=quantity.min,
        max=quantity.max,
        form=quantity.form,
        unit=quantity.unit,
        of=quantity.of,
    )


def offsets(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    """Return spans as pairs of offsets."""
    return tuple((span.start, span.end) for span in spans)
