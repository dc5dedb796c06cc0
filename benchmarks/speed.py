"""How many reports of 400 words a second each stage and the whole take, and how much memory at most."""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.ledgers import RECEIVED, read_articles
from benchmarks.prose import reports as generated
from benchmarks.results import Result
from sayso.pipeline import packaged_engines, packaged_stages
from sayso.pipeline.reading import Reader, ReportsToRead
from sayso.pipeline.run import REPORTS_AT_ONCE
from sayso.pipeline.workers import Workers
from sayso.records import Document, Given, Receipt, Report, Thresholds
from sayso.settings import usable_cores

DEFAULT_REPORTS = 200
T = TypeVar("T")


def measure(_folder: Path | None, *, limit: int | None) -> Result:
    """Measure the stages one after the other on one process, the claims stage on all cores, the whole through a ledger.

    The claims stage is splitting, parsing and attributing in the pipeline's own workers, which have started before.

    Units: reports per second of wall time; megabytes of resident memory at most since the start.
    """
    articles = generated(limit or DEFAULT_REPORTS)
    number = len(articles)
    metrics: dict[str, float] = {}
    engines, stages = packaged_engines(), packaged_stages()
    engines.parser.parse(["It is warm."])
    engines.gazetteer.lookup("Lagos")

    def timed(name: str, work: Callable[[], T]) -> T:
        begun = time.perf_counter()
        made = work()
        metrics[f"{name}_per_second"] = number / max(time.perf_counter() - begun, 1e-9)
        metrics[f"{name}_peak_mb"] = _peak_mb()
        return made

    documents = [_document(article.text, article.outlet, article.published) for article in articles]
    found = timed(
        "read",
        lambda: [stages.read(document, data, identify_language=engines.languages) for document, data in documents],
    )
    reports = [made for one in found for made in one if isinstance(made, Report)]
    passages = timed("split", lambda: [stages.split(report) for report in reports])
    parses = timed(
        "parse",
        lambda: [
            engines.parser.parse([report.text[p.start : p.end] for p in some])
            for report, some in zip(reports, passages, strict=True)
        ],
    )
    readings = timed(
        "attribute",
        lambda: [
            stages.attribute(report, some, parsed, gazetteer=engines.gazetteer)
            for report, some, parsed in zip(reports, passages, parses, strict=True)
        ],
    )
    metrics["claims_stage_per_second"] = number / _claims_stage(reports, Reader(engines=engines, stages=stages))
    by_id = {report.id: report for report in reports}
    reading_of = {reading.report: reading for reading in readings}
    thresholds = Thresholds()
    events = timed("link", lambda: stages.link(readings, by_id, (), thresholds))
    traces = timed("trace", lambda: [stages.trace(event, reading_of, by_id, (), thresholds) for event in events])
    timed(
        "weigh",
        lambda: [
            stages.weigh(event, trace, reading_of, by_id, (), thresholds)
            for event, trace in zip(events, traces, strict=True)
        ],
    )
    timed("whole", lambda: read_articles(articles, events=True))
    metrics["reports_per_second"] = metrics.pop("whole_per_second")
    metrics["peak_mb"] = metrics.pop("whole_peak_mb")
    begun = time.perf_counter()
    engines.parser.parse([article.text for article in articles])
    parse_only = number / (time.perf_counter() - begun)
    return Result(
        task="speed", corpus="generated", n=number, metrics=metrics, baseline={"reports_per_second": parse_only}
    )


def _claims_stage(reports: Sequence[Report], reader: Reader) -> float:
    """Return the seconds in which the pipeline's workers, as many as there are cores, read ``reports``."""

    def batches(some: Sequence[Report], size: int) -> Iterator[ReportsToRead]:
        for start in range(0, len(some), size):
            cut = tuple(reader.split(report, "") for report in some[start : start + size])
            yield ReportsToRead(reports=cut, parses={})

    cores = usable_cores()
    with Workers(reader, most=cores) as workers:
        workers.prepare(len(reports))
        for _ in workers.read_reports(batches(reports[: 2 * cores], 1)):  # each loads its models
            pass
        begun = time.perf_counter()
        for _ in workers.read_reports(batches(reports, REPORTS_AT_ONCE)):
            pass
        return time.perf_counter() - begun


def _document(text: str, outlet: str | None, published: str | None) -> tuple[Document, bytes]:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    receipt = Receipt(received=RECEIVED, origin="generated.txt", given=Given(outlet=outlet, published=published))
    document = Document(
        id=f"doc_{digest[:16]}", sha256=digest, size=len(data), media_type="text/plain", receipts=(receipt,)
    )
    return document, data


def _peak_mb() -> float:
    """Return the resident memory at most so far, in megabytes (Linux gives kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
