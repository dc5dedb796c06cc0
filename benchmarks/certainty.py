"""How far is a sentence's author committed to what it tells? -3 (certainly not) to +3 (certainly)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.alignment import Alignment
from benchmarks.corpora import Article, by_document, documents
from benchmarks.ledgers import read_articles
from benchmarks.results import Result
from benchmarks.scores import f1, mean, pearson

NEEDS = ("docs.jsonl.gz", "factuality.jsonl.gz")
CERTAIN = 3.0
_CERTAIN = 2.0
"""Below this in absolute value a rating is "not certain"."""


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure on the words that annotators rated: the degree that the report's record gives them.

    The record lists the words that it leaves short of certain; a rated word that is not listed is certain.
    """
    docs = documents(folder, limit, taught=False)
    rated = by_document(folder / "factuality.jsonl.gz")
    read = read_articles([Article(id=str(row["id"]), text=str(row["text"])) for row in docs])
    gold: list[float] = []
    predicted: list[float] = []
    rows: list[dict[str, Any]] = []
    for row in docs:
        article = str(row["id"])
        degrees = _degrees(read.reports.get(article), str(row["text"]))
        for item in rated.get(article, []):
            gold.append(float(item["factuality"]))
            predicted.append(degree_at(degrees, int(item["start"]), int(item["end"])))
            rows.append({"id": article, "start": item["start"], "end": item["end"], "factuality": predicted[-1]})
    return Result(
        task="certainty",
        corpus=folder.name,
        n=len(gold),
        metrics=scores_of(predicted, gold),
        baseline=scores_of([3.0] * len(gold), gold),
        predictions=rows,
    )


Rated = tuple[int, int, float]


def _degrees(report: dict[str, Any] | None, text: str) -> list[Rated]:
    if report is None:
        return []
    alignment = Alignment(report["text"], text)
    return [
        (*span, float(item["degree"]))
        for item in report["commitments"]
        if (span := alignment.span(item["start"], item["end"])) is not None
    ]


def degree_at(degrees: list[Rated], start: int, end: int) -> float:
    """Return the degree listed for the words at ``[start, end)``, 3 where none is."""
    return next((degree for a, b, degree in degrees if a < end and start < b), CERTAIN)


def scores_of(predicted: list[float], gold: list[float]) -> dict[str, float]:
    """Return mean absolute error, Pearson's r, and F1 on the not certain."""
    ours = [abs(value) < _CERTAIN for value in predicted]
    theirs = [abs(value) < _CERTAIN for value in gold]
    right = sum(a and b for a, b in zip(ours, theirs, strict=True))
    return {
        "mae": mean(abs(a - b) for a, b in zip(predicted, gold, strict=True)),
        "r": pearson(predicted, gold),
        "uncertain_f1": f1(right, sum(ours), sum(theirs)),
    }
