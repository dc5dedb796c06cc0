"""Are sources, cues and contents found where annotators found them?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.alignment import Alignment
from benchmarks.corpora import article_of, by_document, documents
from benchmarks.ledgers import read_articles
from benchmarks.results import Result
from benchmarks.scores import Span, characters, f1

NEEDS = ("docs.jsonl.gz", "attributions.jsonl.gz")
_PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Said:
    """The three parts of one attribution, each as sorted spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure each part and the whole, exactly, and the whole by overlap."""
    docs = documents(folder, limit, taught=False)
    annotated = by_document(folder / "attributions.jsonl.gz")
    read = read_articles([article_of(row, with_title=False) for row in docs])
    gold: dict[str, list[Said]] = {}
    predicted: dict[str, list[Said]] = {}
    nearest: dict[str, list[Said]] = {}
    for row in docs:
        article, text = str(row["id"]), str(row["text"])
        gold[article] = [_said(item) for item in annotated.get(article, []) if item.get("primary", True)]
        nearest[article] = reported_clauses(text)
        report = read.reports.get(article)
        predicted[article] = []
        if report is not None:
            alignment = Alignment(report["text"], text)
            predicted[article] = outermost([_aligned(item, alignment) for item in report["attributions"]])
    return Result(
        task="attribution",
        corpus=folder.name,
        n=sum(len(items) for items in gold.values()),
        metrics=scores_of(predicted, gold),
        baseline=scores_of(nearest, gold),
        predictions=[
            {
                "id": article,
                "attributions": [{part: getattr(item, part) for part in _PARTS} for item in predicted[article]],
            }
            for article in sorted(predicted)
        ],
    )


def reported_clauses(text: str) -> list[Said]:
    """Return the dumbest attributions: the capitalised words before "said", and the rest of that sentence."""
    found = []
    for match in re.finditer(r"((?:[A-Z][\w.’'-]*\s+){1,4})(said|says|told)\b([^.\n]*)\.?", text):
        end = match.start(1) + len(match.group(1).rstrip())
        found.append(Said(((match.start(1), end),), (match.span(2),), ((match.start(3) + 1, match.end(3)),)))
    return found


def outermost(items: list[Said]) -> list[Said]:
    """Leave out what is attributed within somebody's words: PolNeAR's annotators marked none of it (0 of 22,026)."""
    return [
        item
        for item in items
        if not any(
            other is not item
            and item.cue
            and any(a <= item.cue[0][0] and item.cue[0][1] <= b for a, b in other.content)
            for other in items
        )
    ]


def _said(row: dict[str, Any]) -> Said:
    return Said(*(tuple(sorted((int(s[0]), int(s[1])) for s in row[part])) for part in _PARTS))


def _aligned(row: dict[str, Any], alignment: Alignment) -> Said:
    return Said(
        *(
            tuple(sorted(span for s in row[part] if (span := alignment.span(int(s[0]), int(s[1]))) is not None))
            for part in _PARTS
        )
    )


def scores_of(predicted: dict[str, list[Said]], gold: dict[str, list[Said]]) -> dict[str, float]:
    """Return exact F1 of each part and of the whole, and overlap F1 of the whole.

    By overlap (as Citron is scored) an attribution counts for the share of its characters that the one it is matched
    with covers: shares of predicted ones make precision, shares of gold ones recall. Matches are one to one, by the
    characters shared, greatest first.
    """
    found = {}
    for part in (*_PARTS, "whole"):
        right = ours = theirs = 0
        for article, golds in gold.items():
            found_keys, wanted = _keys(predicted.get(article, []), part), _keys(golds, part)
            right += len(found_keys & wanted)
            ours += len(found_keys)
            theirs += len(wanted)
        found[f"{part}_exact_f1"] = f1(right, ours, theirs)
    precision = recall = 0.0
    ours = theirs = 0
    for article, golds in gold.items():
        mine = predicted.get(article, [])
        ours += len(mine)
        theirs += len(golds)
        for shared, size, gold_size in _matched(mine, golds):
            precision += shared / size
            recall += shared / gold_size
    p, r = precision / ours if ours else 0.0, recall / theirs if theirs else 0.0
    found["whole_overlap_f1"] = 2 * p * r / (p + r) if p + r else 0.0
    return found


def _keys(items: list[Said], part: str) -> set[object]:
    if part == "whole":
        return set(items)
    return {getattr(item, part) for item in items if getattr(item, part)}


def _matched(mine: list[Said], golds: list[Said]) -> list[tuple[int, int, int]]:
    left = [_cells(item) for item in mine]
    right = [_cells(item) for item in golds]
    pairs = sorted(
        (-len(a & b), i, j) for i, a in enumerate(left) for j, b in enumerate(right) if a and b and not a.isdisjoint(b)
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    matched = []
    for shared, i, j in pairs:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            matched.append((-shared, len(left[i]), len(right[j])))
    return matched


def _cells(item: Said) -> set[tuple[str, int]]:
    """Return the characters of an attribution, each with the part that it is of."""
    return {(part, n) for part in _PARTS for n in characters(getattr(item, part))}
