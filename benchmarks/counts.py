"""Does a report's ledger say how many civilians, fighters, children and women were killed?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.corpora import article_of, documents
from benchmarks.ledgers import Read, read_articles
from benchmarks.results import Result
from benchmarks.scores import mean

NEEDS = ("docs.jsonl.gz",)
_FIELDS = {
    "civilians": "nb_civilians",
    "noncivilians": "nb_noncivilians",
    "children": "nb_children",
    "women": "nb_women",
}
_FIGHTERS = ("combatant", "police")
_NO_WHOLE = ("child", "woman", "man")
"""Classes that are parts of the civilians rather than a count of all of them."""

Counts = dict[str, float]


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure exact matches of each field, and figures given where gold has none."""
    docs = documents(folder, limit)
    gold = {str(row["id"]): {field: float(row[key] or 0) for field, key in _FIELDS.items()} for row in docs}
    read = read_articles([article_of(row) for row in docs], events=True)
    predicted = {article: counts_of(read, article) for article in gold}
    usual = {field: Counter(row[field] for row in gold.values()).most_common(1)[0][0] for field in _FIELDS}
    return Result(
        task="counts",
        corpus=folder.name,
        n=len(gold),
        metrics=scores_of(predicted, gold),
        baseline=scores_of(dict.fromkeys(gold, usual), gold),
        predictions=[{"id": article, **predicted[article]} for article in sorted(predicted)],
    )


def counts_of(read: Read, article: str) -> Counts:
    """Return the killed, by field, of the event whose killed a report tells of first: news leads with its matter."""
    told = [
        (event["id"], _best(claim["quantity"]), (proposition["who"] or {}).get("class", "unknown"), claim["start"])
        for event, proposition, claim in read.claims_of(article)
        if proposition["kind"] == "killed" and claim["quantity"] is not None and claim["quantity"]["unit"] == "count"
    ]
    if not told:
        return dict.fromkeys(_FIELDS, 0.0)
    main = min((start, event) for event, _, _, start in told)[1]
    by_class: dict[str, float] = {}
    for event, best, who, _ in told:
        if event == main:
            by_class[who] = max(by_class.get(who, 0.0), best)
    parts = sum(value for who, value in by_class.items() if who in _NO_WHOLE)
    wholes = max(
        (value for who, value in by_class.items() if who not in _FIGHTERS and who not in _NO_WHOLE), default=0.0
    )
    return {
        "civilians": max(parts, wholes),
        "noncivilians": max((by_class[who] for who in _FIGHTERS if who in by_class), default=0.0),
        "children": by_class.get("child", 0.0),
        "women": by_class.get("woman", 0.0),
    }


def _best(quantity: dict[str, Any]) -> float:
    """Return one number for an interval: its least value, or its greatest where the least is open or nought."""
    return float(quantity["min"] or quantity["max"] or 0)


def scores_of(predicted: dict[str, Counts], gold: dict[str, Counts]) -> dict[str, float]:
    """Return the share of exact values by field, and the share of gold's noughts for which a figure was given."""
    found = {
        f"{field}_exact": mean(float(predicted[article][field] == gold[article][field]) for article in gold)
        for field in _FIELDS
    }
    found["false_counts"] = mean(
        float(predicted[article][field] > 0) for article in gold for field in _FIELDS if gold[article][field] == 0
    )
    return found
