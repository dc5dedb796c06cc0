"""Are place names found and put on the map within 161 km of where they lie?"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.alignment import Alignment
from benchmarks.corpora import article_of, by_document, documents
from benchmarks.ledgers import read_articles
from benchmarks.results import Result
from benchmarks.scores import f1, kilometres, matched_spans, mean
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.ports import Gazetteer

NEEDS = ("docs.jsonl.gz", "toponyms.jsonl.gz")
NEAR = 161.0
"""Kilometres (100 miles): the field's usual mark (Leidner 2007; Gritta et al. 2020)."""

Located = tuple[int, int, float, float]


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure names found and placed, and names given placed.

    A given name that the ledger did not find is placed at the gazetteer's first candidate.
    """
    docs = documents(folder, limit)
    annotated = by_document(folder / "toponyms.jsonl.gz")
    read = read_articles([article_of(row, with_title=False) for row in docs])
    gazetteer = PackagedGazetteer()
    gold: dict[str, list[Located]] = {}
    predicted: dict[str, list[Located]] = {}
    populous: dict[str, list[Located]] = {}
    given: list[float] = []
    given_first: list[float] = []
    for row in docs:
        article, text = str(row["id"]), str(row["text"])
        gold[article] = sorted(
            (int(item["start"]), int(item["end"]), float(item["lat"]), float(item["lon"]))
            for item in annotated.get(article, [])
            if item.get("lat") is not None and item.get("lon") is not None
        )
        predicted[article] = []
        report = read.reports.get(article)
        if report is not None:
            alignment = Alignment(report["text"], text)
            for item in report["places"]:
                span = alignment.span(item["start"], item["end"])
                if span is not None and item["lat"] is not None:
                    predicted[article].append((*span, float(item["lat"]), float(item["lon"])))
        populous[article] = capitalised_places(text, gazetteer)
        placed = {j: i for i, j in matched_spans([p[:2] for p in predicted[article]], [g[:2] for g in gold[article]])}
        for j, (start, end, lat, lon) in enumerate(gold[article]):
            first = _first(text[start:end], gazetteer)
            given_first.append(float(first is not None and kilometres(first[0], first[1], lat, lon) <= NEAR))
            ours = predicted[article][placed[j]][2:] if j in placed else first
            given.append(float(ours is not None and kilometres(ours[0], ours[1], lat, lon) <= NEAR))
    return Result(
        task="places",
        corpus=folder.name,
        n=sum(len(items) for items in gold.values()),
        metrics={"end_to_end_161km_f1": end_to_end(predicted, gold), "given_spans_161km": mean(given)},
        baseline={"end_to_end_161km_f1": end_to_end(populous, gold), "given_spans_161km": mean(given_first)},
        predictions=[{"id": article, "places": predicted[article]} for article in sorted(predicted)],
    )


def end_to_end(predicted: dict[str, list[Located]], gold: dict[str, list[Located]]) -> float:
    """Return F1 of names that overlap a gold name and lie within 161 km of it."""
    right = 0
    for article, golds in gold.items():
        mine = predicted.get(article, [])
        for i, j in matched_spans([item[:2] for item in mine], [item[:2] for item in golds]):
            right += kilometres(mine[i][2], mine[i][3], golds[j][2], golds[j][3]) <= NEAR
    return f1(right, sum(len(items) for items in predicted.values()), sum(len(items) for items in gold.values()))


def capitalised_places(text: str, gazetteer: Gazetteer) -> list[Located]:
    """Return the dumbest places: runs of capitalised words that the gazetteer knows, the most populous each."""
    found: list[Located] = []
    for match in re.finditer(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}", text):
        at = _first(match.group(), gazetteer)
        if at is not None:
            found.append((match.start(), match.end(), *at))
    return found


def _first(name: str, gazetteer: Gazetteer) -> tuple[float, float] | None:
    for candidate in gazetteer.lookup(name):
        if candidate.place.lat is not None and candidate.place.lon is not None:
            return candidate.place.lat, candidate.place.lon
    return None
