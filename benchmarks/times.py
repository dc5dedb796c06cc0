"""Are times found, and given the TIMEX3 value that annotators gave them?

Errors were read on one part of the corpus (AQUAINT) only; of the other (TimeBank) totals, by rule and by form of value
too, were looked at, and chose between rules. So each is also told by itself, and neither is an untouched test.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from benchmarks.alignment import Alignment
from benchmarks.corpora import article_of, by_document, documents
from benchmarks.ledgers import read_articles
from benchmarks.results import Result
from benchmarks.scores import f1, matched_spans

NEEDS = ("docs.jsonl.gz", "timex.jsonl.gz")

Timed = tuple[int, int, str]


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure strict and relaxed spans and values, as TempEval-3 does (value: among relaxed matches)."""
    docs = documents(folder, limit)
    annotated = by_document(folder / "timex.jsonl.gz")
    read = read_articles([article_of(row) for row in docs])
    gold: dict[str, list[Timed]] = {}
    predicted: dict[str, list[Timed]] = {}
    plain: dict[str, list[Timed]] = {}
    for row in docs:
        article, text = str(row["id"]), str(row["text"])
        gold[article] = sorted(
            (int(item["start"]), int(item["end"]), str(item["value"])) for item in annotated.get(article, [])
        )
        plain[article] = bare_times(text)
        predicted[article] = []
        report = read.reports.get(article)
        if report is not None:
            alignment = Alignment(report["text"], text)
            for item in report["times"]:
                span = alignment.span(item["start"], item["end"])
                if span is not None:
                    predicted[article].append((*span, item["timex"]))
    return Result(
        task="times",
        corpus=folder.name,
        n=sum(len(items) for items in gold.values()),
        metrics=scores_of(predicted, gold) | _by_part(docs, predicted, gold),
        baseline=scores_of(plain, gold),
        predictions=[{"id": article, "times": predicted[article]} for article in sorted(predicted)],
    )


def _by_part(
    docs: list[dict[str, Any]], predicted: dict[str, list[Timed]], gold: dict[str, list[Timed]]
) -> dict[str, float]:
    """Return the scores of each part by its name, where documents say which part of the corpus they are of."""
    parts: dict[str, list[str]] = {}
    for row in docs:
        parts.setdefault(str(row.get("corpus") or ""), []).append(str(row["id"]))
    if len(parts) < 2:
        return {}
    return {
        f"{name}_{part}": score
        for part, articles in sorted(parts.items())
        for name, score in scores_of(
            {article: predicted[article] for article in articles}, {article: gold[article] for article in articles}
        ).items()
    }


def bare_times(text: str) -> list[Timed]:
    """Return the dumbest times: years, and names of months and weekdays without a value."""
    pattern = r"\b(?:(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|April|June|July|August"
    pattern += r"|September|October|November|December|today|yesterday|now)\b"
    return [
        (match.start(), match.end(), match.group() if match.group().isdigit() else "PRESENT_REF")
        for match in re.finditer(pattern, text)
    ]


def scores_of(predicted: dict[str, list[Timed]], gold: dict[str, list[Timed]]) -> dict[str, float]:
    """Return strict F1 (same span), relaxed F1 (any overlap), value F1 (overlap and the same value)."""
    strict = relaxed = value = 0
    for article, golds in gold.items():
        mine = predicted.get(article, [])
        for i, j in matched_spans([item[:2] for item in mine], [item[:2] for item in golds]):
            relaxed += 1
            strict += mine[i][:2] == golds[j][:2]
            value += mine[i][2] == golds[j][2]
    ours = sum(len(items) for items in predicted.values())
    theirs = sum(len(items) for items in gold.values())
    return {
        "strict_f1": f1(strict, ours, theirs),
        "relaxed_f1": f1(relaxed, ours, theirs),
        "value_f1": f1(value, ours, theirs),
    }
