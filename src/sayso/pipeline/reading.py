"""What the first three stages make of documents and reports, in whichever process: no ledger is touched here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.pipeline.runner import Input
from sayso.pipeline.stages import Engines, Stages
from sayso.ports import Parse, Suggestions
from sayso.records import Document, Failure, OutcomeStatus, Passage, Reading, Report
from sayso.store import Recorded, packed, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentToRead:
    """A document, its bytes (None where they are withheld), and a digest of all that is known of it."""

    document: Document
    data: bytes | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """The reports of a document, and how reading it ended."""

    document: str
    reports: tuple[Report, ...]
    ended: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportToRead:
    """A report with its passages, how splitting it ended, and what a model suggested about it where one was asked."""

    report: Report
    passages: tuple[Passage, ...]
    cut: Recorded
    suggestions: Suggestions | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsToRead:
    """A batch of reports, and the parses of their passages that are known, packed, by text."""

    reports: tuple[ReportToRead, ...]
    parses: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """The reading of a report, None where there is none, and how that ended."""

    report: str
    reading: Reading | None
    ended: Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReports:
    """What was made of a batch of reports, and the parses that were made for it, packed, by text."""

    reports: tuple[ReadReport, ...]
    parses: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads with these engines and stages. It travels to other processes by pickle, and its engines with it."""

    engines: Engines
    stages: Stages

    @cached_property
    def reports_version(self) -> str:
        return f"{self.stages.read_version} {self.engines.languages.version}"

    @cached_property
    def claims_version(self) -> str:
        stages, engines = self.stages, self.engines
        named = [stages.attribute_version, stages.split_version, self.parser_version, engines.gazetteer.version]
        named += [one.version for one in (engines.reader, engines.suggester) if one is not None]
        return " ".join(named)

    @cached_property
    def parser_version(self) -> str:
        return self.engines.parser.version

    def read_documents(self, documents: Sequence[DocumentToRead]) -> tuple[ReadDocument, ...]:
        """Return what each document holds."""
        return tuple(self._document(one) for one in documents)

    def _document(self, one: DocumentToRead) -> ReadDocument:
        document = one.document
        run = Input(stage="reports", version=self.reports_version, subject=document.id, given=one.state)
        if one.data is None:
            ended = run.none(f"Withheld: {document.withheld}.")
            return ReadDocument(document=document.id, reports=(), ended=ended)
        read = run.attempt(self.stages.read, document, one.data, identify_language=self.engines.languages)
        if isinstance(read, Recorded):
            return ReadDocument(document=document.id, reports=(), ended=read)
        found = tuple(report for report in read if isinstance(report, Report))
        failures = [failure for failure in read if isinstance(failure, Failure)]
        ended = (
            run.failed_as(failures[0], count=len(found))
            if failures
            else run.ended(len(found), "No news text was found in it.")
        )
        return ReadDocument(document=document.id, reports=found, ended=ended)

    def split(self, report: Report, given: str, suggestions: Suggestions | None = None) -> ReportToRead:
        """Return a report with its passages; ``given`` is a digest of it."""
        one = Input(stage="passages", version=self.stages.split_version, subject=report.id, given=given)
        found = one.attempt(self.stages.split, report)
        if isinstance(found, Recorded):
            return ReportToRead(report=report, passages=(), cut=found, suggestions=suggestions)
        cut = one.ended(len(found), "Its text holds no sentence.")
        return ReportToRead(report=report, passages=found, cut=cut, suggestions=suggestions)

    def read_reports(self, batch: ReportsToRead) -> ReadReports:
        """Return what each report claims, and the parses that were made for it."""
        texts = dict.fromkeys(text for one in batch.reports for text in texts_of(one))
        made = self._parsed([text for text in texts if text not in batch.parses])
        parses = {text: unpacked(body) for text, body in batch.parses.items() if text in texts} | made
        return ReadReports(
            reports=tuple(self._reading(one, parses) for one in batch.reports),
            parses={text: packed(parse) for text, parse in made.items() if isinstance(parse, Parse)},
        )

    def _parsed(self, texts: Sequence[str]) -> dict[str, Parse | Recorded]:
        """Return the parse of each text; where the parser fails over one, how it failed."""
        if not texts:
            return {}
        parse = self.engines.parser.parse
        some = Input(stage="claims", version=self.claims_version, subject="", given="")
        parsed = some.attempt(parse, texts)
        if not isinstance(parsed, Recorded):
            return dict(zip(texts, parsed, strict=True))
        found: dict[str, Parse | Recorded] = {}
        for text in texts:  # find the one that it fails over
            alone = some.attempt(parse, [text])
            found[text] = alone if isinstance(alone, Recorded) else alone[0]
        return found

    def _reading(self, one: ReportToRead, parses: Mapping[str, Parse | Recorded]) -> ReadReport:
        report = one.report
        run = Input(stage="claims", version=self.claims_version, subject=report.id, given=one.cut.input)
        if one.cut.outcome.status is OutcomeStatus.FAILED:
            ended = run.none("Its passages could not be split.")
            return ReadReport(report=report.id, reading=None, ended=ended)
        own: list[Parse] = []
        for text in texts_of(one):
            parse = parses[text]
            if isinstance(parse, Recorded):
                return ReadReport(report=report.id, reading=None, ended=run.failed_like(parse))
            own.append(parse)
        engines = self.engines
        given: dict[str, object] = {} if one.suggestions is None else {"suggestions": one.suggestions}
        if engines.reader is not None:
            marks = run.attempt(engines.reader.read, report.text, report.own_parts)
            if isinstance(marks, Recorded):
                return ReadReport(report=report.id, reading=None, ended=marks)
            given["marks"] = marks
        reading = run.attempt(self.stages.attribute, report, one.passages, own, gazetteer=engines.gazetteer, **given)
        if isinstance(reading, Recorded):
            return ReadReport(report=report.id, reading=None, ended=reading)
        ended = run.ended(len(reading.claims), "It claims nothing of a kind that Sayso knows.")
        return ReadReport(report=report.id, reading=reading, ended=ended)


def texts_of(one: ReportToRead) -> list[str]:
    """Return the words of each passage of a report."""
    return [one.report.text[passage.start : passage.end] for passage in one.passages]
