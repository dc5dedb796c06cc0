"""Six small stages over a tiny language, so that the store, the pipeline and the ledger are tested without an engine.

A report is lines such as ``Mayor said: 3 killed at Ostrava on 2024-05-01``. Each line is a passage and a claim; lines
of one place and day are one event; the sources of an event are its origins. ``break STAGE`` breaks that stage.
"""

# ruff: noqa: ARG001, ARG002 -- the signatures are those of the stages and ports

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.ledger import Ledger, open_ledger
from sayso.pipeline import Engines, Stages
from sayso.ports import Candidate, Parse
from sayso.records import (
    Agreement,
    Assessment,
    Attribution,
    Certainty,
    ChainLink,
    Claim,
    ClaimKind,
    Commitment,
    Document,
    Event,
    Failure,
    Flag,
    FlagKind,
    Grade,
    Judgement,
    Origin,
    Passage,
    PassageKind,
    Place,
    Proposition,
    PropositionAssessment,
    Published,
    PublishedBasis,
    Quantity,
    QuantityForm,
    Range,
    Reading,
    Report,
    Role,
    SourceKind,
    Span,
    Status,
    Thresholds,
    Trace,
    identify,
)
from sayso.settings import Settings
from sayso.text.edtf import when_from
from sayso.text.judged import rejected

LINE = re.compile(r"(?P<source>[\w ]+?) said: (?P<n>\d+) (?P<kind>killed|injured) at (?P<place>\w+) on (?P<day>[\d-]+)")
NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)


class SmallParser:
    """Parses nothing; counts the texts that it was asked for."""

    def __init__(self) -> None:
        self.version = "small@1"
        self.parsed: list[str] = []

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        self.parsed += texts
        if any("break parser" in text for text in texts):
            raise ValueError("the parser stumbled")
        return [Parse(text, (), ()) for text in texts]


class SmallGazetteer:
    version = "small@1"

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        return ()

    def country_of(self, word: str) -> str | None:
        return None

    def country_name(self, code: str) -> str | None:
        return None


class SmallLanguages:
    version = "small@1"

    def identify(self, text: str) -> str:
        return "en"


def read(document: Document, data: bytes, *, identify_language: Any) -> tuple[Report | Failure, ...]:
    text = data.decode()
    _break("reports", text)
    if not text.strip():
        return (
            Failure(
                stage="reports", subject=document.id, reason="no-text", why="It is empty.", advice="Add another file."
            ),
        )
    givens = {receipt.given: receipt for receipt in reversed(document.receipts)}
    bare = len(givens) > 1
    return tuple(
        Report(
            id=identify("rpt", document.sha256, given.outlet, given.published),
            document=document.id,
            sha256=document.sha256,
            received=receipt.received,
            origin=receipt.origin,
            outlet=given.outlet,
            owner=given.owner,
            url=given.url,
            title=given.title,
            byline=None,
            published=Published(
                edtf=given.published,
                basis=PublishedBasis.GIVEN if given.published else PublishedBasis.UNKNOWN,
                why="given" if given.published else "nobody said",
            ),
            language=identify_language.identify(text),
            text=text,
            headline=None,
            apart=(),
            made_by="reports@1 small",
        )
        for given, receipt in givens.items()
        if not (bare and given.outlet is None)
    )


def split(report: Report) -> tuple[Passage, ...]:
    _break("passages", report.text)
    return tuple(
        Passage(
            id=identify("psg", report.id, match.start()),
            report=report.id,
            start=match.start(),
            end=match.end(),
            kind=PassageKind.SENTENCE,
            paragraph=number,
        )
        for number, match in enumerate(re.finditer(r"[^\n]+", report.text))
    )


def attribute(report: Report, passages: Sequence[Passage], parses: Sequence[Parse], *, gazetteer: Any) -> Reading:
    _break("claims", report.text)
    assert [parse.text for parse in parses] == [report.text[p.start : p.end] for p in passages]
    claims, attributions = [], []
    for passage in passages:
        match = LINE.search(report.text, passage.start, passage.end)
        if match is None:
            continue
        source = Span(start=match.start("source"), end=match.end("source"))
        attribution = Attribution(
            id=identify("att", report.id, passage.start),
            report=report.id,
            source=(source,),
            cue=(Span(start=source.end + 1, end=source.end + 5),),
            content=(Span(start=match.start("n"), end=match.end()),),
            name=match["source"],
            key=match["source"].casefold(),
            aliases=(),
            kind=SourceKind.OFFICIAL,
            channel=None,
            said=None,
            said_span=None,
            parent=None,
            verb_certainty=Certainty.CERTAIN,
            hedged=False,
            made_by="claims@2 said",
        )
        attributions.append(attribution)
        number = int(match["n"])
        claims.append(
            Claim(
                id=identify("clm", report.id, passage.start),
                report=report.id,
                passage=passage.id,
                kind=ClaimKind(match["kind"]),
                participants=(),
                quantity=Quantity(
                    text=match["n"],
                    start=match.start("n"),
                    end=match.end("n"),
                    min=number,
                    max=number,
                    form=QuantityForm.EXACT,
                ),
                place=Place(name=match["place"], geonames_id=None, lat=None, lon=None, precision="city"),
                place_span=Span(start=match.start("place"), end=match.end("place")),
                time=when_from(match["day"]),
                time_span=Span(start=match.start("day"), end=match.end("day")),
                commitment=Commitment(outlet=Certainty.UNKNOWN, source=Certainty.CERTAIN),
                chain=(
                    ChainLink(
                        role=Role.OUTLET,
                        name=report.outlet,
                        key=None,
                        kind=SourceKind.OUTLET,
                        channel=None,
                        cue=None,
                        spans=(),
                    ),
                    ChainLink(
                        role=Role.SOURCE,
                        name=match["source"],
                        key=match["source"].casefold(),
                        kind=SourceKind.OFFICIAL,
                        channel=None,
                        cue="said",
                        spans=(source,),
                        attribution=attribution.id,
                    ),
                ),
                quote=match[0],
                start=match.start(),
                end=match.end(),
                evidence=(),
                part_of=None,
                cumulative=False,
                reference=False,
                made_by="claims@2 line",
            )
        )
    return Reading(
        report=report.id,
        attributions=tuple(attributions),
        places=(),
        times=(),
        quantities=(),
        caveats=(),
        claims=tuple(claims),
        flags=(),
    )


def link(
    readings: Sequence[Reading],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement],
    thresholds: Thresholds,
) -> tuple[Event, ...]:
    groups: dict[tuple[str, str], list[Claim]] = {}
    for reading in readings:
        _break("events", reports[reading.report].text)
        for claim in reading.claims:
            assert claim.place is not None
            assert claim.time is not None
            groups.setdefault((claim.place.name, claim.time.edtf), []).append(claim)
    refused = rejected(judgements)
    events = []
    for (place, day), found in groups.items():
        claims = sorted(found, key=lambda c: (c.report, c.start, c.id))
        propositions = tuple(
            Proposition(
                id=identify("prp", claims[0].id, kind.value),
                kind=kind,
                who=None,
                claims=tuple(c.id for c in claims if c.kind is kind and c.id not in refused),
                whole=None,
            )
            for kind in sorted({c.kind for c in claims})
        )
        events.append(
            Event(
                id=identify("evt", claims[0].id),
                title=f"{claims[0].kind.capitalize()} at {place}",
                kinds=tuple(sorted({c.kind for c in claims})),
                place=claims[0].place,
                time=when_from(day),
                participants=(),
                reports=tuple(sorted({c.report for c in claims})),
                claims=tuple(c.id for c in claims),
                propositions=propositions,
                links=(),
                made_by="events@1 place and day",
            )
        )
    return tuple(sorted(events, key=lambda event: event.id))


def trace(
    event: Event,
    readings: Mapping[str, Reading],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement],
    thresholds: Thresholds,
) -> Trace:
    _break("origins", " ".join(report.text for report in reports.values()))
    by_source: dict[str, list[Claim]] = {}
    for claim in (c for r in readings.values() for c in r.claims if c.id in event.claims):
        by_source.setdefault(claim.chain[-1].name or "", []).append(claim)
    return Trace(
        event=event.id,
        origins=tuple(
            Origin(
                id=identify("org", event.id, source),
                event=event.id,
                source=source,
                kind=SourceKind.OFFICIAL,
                channel=None,
                said=None,
                reports=tuple(sorted({claim.report for claim in claims})),
                claims=tuple(sorted(claim.id for claim in claims)),
                dependencies=(),
                made_by="origins@1 source",
            )
            for source, claims in sorted(by_source.items())
        ),
        unattributed=(),
    )


def weigh(
    event: Event,
    trace: Trace,
    readings: Mapping[str, Reading],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement],
    thresholds: Thresholds,
) -> Assessment:
    _break("assessments", " ".join(report.text for report in reports.values()))
    claims = {c.id: c for r in readings.values() for c in r.claims}
    weighed = []
    for proposition in event.propositions:
        figures = [q.min for c in proposition.claims if (q := claims[c].quantity) is not None and q.min is not None]
        origins = tuple(o.id for o in trace.origins if set(o.claims) & set(proposition.claims))
        weighed.append(
            PropositionAssessment(
                proposition=proposition.id,
                range=Range(min=min(figures, default=None), max=max(figures, default=None), best=None),
                agreement=Agreement.AGREE if len(set(figures)) == 1 else Agreement.CONTESTED,
                origins=origins,
                denied_by=(),
                why="the figures of its claims.",
            )
        )
    first = claims[event.claims[0]]
    return Assessment(
        event=event.id,
        status=Status.SINGLE_ORIGIN if len(trace.origins) == 1 else Status.SEVERAL_ORIGINS,
        origins=len(trace.origins),
        propositions=tuple(weighed),
        flags=(
            Flag(
                kind=FlagKind.HARDENED, report=first.report, start=first.start, end=first.end, why="said as bare fact"
            ),
        ),
        grade=Grade(credibility=3, reliability="F", airwars="weak", why="One origin."),
        made_by="assessments@1 small",
    )


STAGES = Stages(
    read=read,
    split=split,
    attribute=attribute,
    link=link,
    trace=trace,
    weigh=weigh,
    read_version="1",
    split_version="1",
    attribute_version="1",
    link_version="1",
    trace_version="1",
    weigh_version="1",
)


def small_engines() -> Engines:
    """Return engines that do next to nothing."""
    return Engines(parser=SmallParser(), gazetteer=SmallGazetteer(), languages=SmallLanguages())


def small_ledger(path: Path, *, engines: Engines | None = None, workers: int = 1, **versions: str) -> Ledger:
    """Open a ledger that reads the tiny language; ``versions`` are of stages, such as ``link_version="2"``."""
    return open_ledger(
        path,
        settings=Settings(busy_seconds=5.0, workers=workers),
        engines=engines or small_engines(),
        stages=replace(STAGES, **versions),  # type: ignore[arg-type]
        clock=lambda: NOON,
    )


def _break(stage: str, text: str) -> None:
    if f"break {stage}" in text:
        raise ValueError(f"{stage} stumbled")
