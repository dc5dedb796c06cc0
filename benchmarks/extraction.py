"""Is a web page's own text found, and its day of publication?"""

from __future__ import annotations

import gzip
import hashlib
import html
import re
import time
from pathlib import Path
from typing import Any

from benchmarks.corpora import rows
from benchmarks.ledgers import RECEIVED
from benchmarks.results import Result
from benchmarks.scores import mean, word_f1
from sayso.engines.languages import Identifier
from sayso.records import Document, Given, Receipt, Report
from sayso.reports import read

NEEDS = ("gold.jsonl.gz",)


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure the reports stage, through which every page goes: words of the main text, or days of publication."""
    gold = sorted(rows(folder / "gold.jsonl.gz"), key=lambda row: str(row["id"]))
    gold = gold[:limit] if limit else gold
    languages = Identifier()
    pages = [gzip.decompress((folder / str(row["file"])).read_bytes()) for row in gold]
    begun = time.perf_counter()
    reports = [_read(row, page, languages) for row, page in zip(gold, pages, strict=True)]
    seconds = time.perf_counter() - begun
    if any("text" in row for row in gold):
        metrics = {
            "f1": mean(
                word_f1(report.text if report else "", str(row["text"]))
                for row, report in zip(gold, reports, strict=True)
            ),
            "pages_per_second": len(gold) / seconds if seconds else 0.0,
        }
        baseline = {
            "f1": mean(word_f1(_stripped(page), str(row["text"])) for row, page in zip(gold, pages, strict=True))
        }
    else:
        metrics = {
            "exact_day": mean(
                float(report is not None and (report.published.edtf or "")[:10] == row["date"])
                for row, report in zip(gold, reports, strict=True)
            ),
            # Pages in other languages are failures by design: no report, no day.
            "read": mean(float(report is not None) for report in reports),
        }
        baseline = {
            "exact_day": mean(float(_first_day(page) == row["date"]) for row, page in zip(gold, pages, strict=True))
        }
    return Result(
        task="extraction",
        corpus=folder.name,
        n=len(gold),
        metrics=metrics,
        baseline=baseline,
        predictions=[
            {
                "id": row["id"],
                "text": report.text if report else None,
                "date": report.published.edtf if report else None,
            }
            for row, report in zip(gold, reports, strict=True)
        ],
    )


def _read(row: dict[str, Any], page: bytes, languages: Identifier) -> Report | None:
    digest = hashlib.sha256(page).hexdigest()
    receipt = Receipt(received=RECEIVED, origin=str(row["file"]), given=Given(url=row.get("url")))
    document = Document(
        id=f"doc_{digest[:16]}", sha256=digest, size=len(page), media_type="text/html", receipts=(receipt,)
    )
    for made in read(document, page, identify_language=languages):
        if isinstance(made, Report):
            return made
    return None


def _stripped(page: bytes) -> str:
    """Return the dumbest text: everything that is no tag, script or style."""
    text = page.decode("utf-8", "replace")
    text = re.sub(r"(?is)<(script|style|noscript)\b.*?</\1>|<!--.*?-->|<[^>]*>", " ", text)
    return html.unescape(text)


def _first_day(page: bytes) -> str | None:
    """Return the dumbest day: the first ISO day in the page."""
    match = re.search(rb"\b(?:19|20)\d\d-[01]\d-[0-3]\d", page)
    return match.group().decode() if match else None
