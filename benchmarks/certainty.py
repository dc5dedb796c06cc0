"""How far is a sentence's author committed to what it tells? -3 (certainly not) to +3 (certainly)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.alignment import Alignment
from benchmarks.corpora import Article, by_document, documents
from benchmarks.ledgers import Read, read_articles
from benchmarks.results import Result
from benchmarks.scores import f1, mean, pearson

NEEDS = ("docs.jsonl.gz", "factuality.jsonl.gz")
DEGREES = {"CT+": 3.0, "PR+": 2.0, "PS+": 1.0, "Uu": 0.0, "PS-": -1.0, "PR-": -2.0, "CT-": -3.0}
_CERTAIN = 2.0
"""Below this in absolute value a rating is "not certain"."""


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure on the words that annotators rated.

    The ledger commits on claims; a rated word that no claim's clause holds is taken as certain, as the baseline takes
    all of them.
    """
    docs = documents(folder, limit)
    rated = by_document(folder / "factuality.jsonl.gz")
    read = read_articles([Article(id=str(row["id"]), text=str(row["text"])) for row in docs], events=True)
    gold: list[float] = []
    predicted: list[float] = []
    rows: list[dict[str, Any]] = []
    for row in docs:
        article = str(row["id"])
        clauses = _clauses(read, article, str(row["text"]))
        for item in rated.get(article, []):
            gold.append(float(item["factuality"]))
            predicted.append(degree_at(clauses, int(item["start"]), int(item["end"])))
            rows.append({"id": article, "start": item["start"], "end": item["end"], "factuality": predicted[-1]})
    return Result(
        task="certainty",
        corpus=folder.name,
        n=len(gold),
        metrics=scores_of(predicted, gold),
        baseline=scores_of([3.0] * len(gold), gold),
        predictions=rows,
    )


def _clauses(read: Read, article: str, text: str) -> list[tuple[int, int, float]]:
    report = read.reports.get(article)
    if report is None:
        return []
    alignment = Alignment(report["text"], text)
    found = []
    for _, _, claim in read.claims_of(article):
        span = alignment.span(claim["start"], claim["end"])
        held = claim["commitment"]["source"] or claim["commitment"]["outlet"]
        if span is not None:
            found.append((*span, DEGREES[held]))
    return found


def degree_at(clauses: list[tuple[int, int, float]], start: int, end: int) -> float:
    """Return the degree of the narrowest clause that holds the words, 3 where none does."""
    holding = [(b - a, degree) for a, b, degree in clauses if a <= start and end <= b]
    return min(holding)[1] if holding else 3.0


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
