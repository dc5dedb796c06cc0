"""Knows how annotated corpora become examples: windows of words with the tags and degrees that annotators gave."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.engines.reader_words import Window, windows_of

Pair = tuple[int, int]
RUN_TOGETHER = 6
"""One in so many articles is learnt as one line, for many files that people bring have lost their paragraphs."""


@dataclass(slots=True)
class Told:
    """One attribution in words of its window: cue, sources and contents as half-open pairs."""

    cue: Pair
    sources: list[Pair]
    contents: list[Pair]


@dataclass(slots=True)
class Example:
    """One window with what annotators found in it. ``degrees``: word and factuality from -3 to 3."""

    document: str
    text: str
    window: Window
    told: list[Told] = field(default_factory=list)
    degrees: list[tuple[int, float]] = field(default_factory=list)
    annotated: bool = True


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def attributions(folder: Path, split: str) -> list[Example]:
    """Return the windows of one split of PolNeAR. What reaches over a window's edge is left out."""
    told = defaultdict(list)
    for row in rows(folder / "attributions.jsonl.gz"):
        if row["split"] == split and row["primary"] and row["cue"]:
            told[row["doc_id"]].append(row)
    made = []
    for doc in rows(folder / "docs.jsonl.gz"):
        if doc["split"] != split:
            continue
        text = _run_together(doc) if split == "train" else str(doc["text"])
        for window in windows_of(text, [(0, len(text))]):
            example = Example(doc["id"], text, window)
            for row in told[doc["id"]]:
                one = _told(window, row)
                if one is not None:
                    example.told.append(one)
            made.append(example)
    return made


UNANNOTATED = {"counts/fakes_syria": 1, "places/lgl": 1, "places/geovirus": 1, "incidents/gva": 6}
"""Corpora whose news is read without an annotation, and of how many reports one is taken."""


def unannotated(corpora: Path) -> list[Example]:
    """Return windows of news that nobody annotated for attribution: there a reader learns from other readers only."""
    made = []
    for name, every in UNANNOTATED.items():
        for doc in rows(corpora / name / "docs.jsonl.gz"):
            if zlib.crc32(f"{name} {doc['id']}".encode()) % every == 0:
                text = _run_together(doc)
                made += [Example(doc["id"], text, w, annotated=False) for w in windows_of(text, [(0, len(text))])]
    return made


def _run_together(doc: dict[str, Any]) -> str:
    text = str(doc["text"])
    return text.replace("\n", " ") if zlib.crc32(str(doc["id"]).encode()) % RUN_TOGETHER == 0 else text


def _told(window: Window, row: dict[str, Any]) -> Told | None:
    cue = _pair(window, row["cue"][0])
    sources = [p for span in row["source"] if (p := _pair(window, span)) is not None]
    contents = [p for span in row["content"] if (p := _pair(window, span)) is not None]
    if cue is None or not contents:
        return None
    line = window.words[cue[0]].line
    sources, contents = (_joined(_in_line(window, pairs, line)) for pairs in (sources, contents))
    return Told(cue, sources, contents)


def _in_line(window: Window, pairs: Iterable[Pair], line: int) -> list[Pair]:
    """Return the part of each pair that stands in the cue's own line."""
    kept = []
    for first, end in pairs:
        inside = [n for n in range(first, end) if window.words[n].line == line]
        if inside:
            kept.append((inside[0], inside[-1] + 1))
    return kept


def _joined(pairs: list[Pair]) -> list[Pair]:
    made: list[Pair] = []
    for first, end in sorted(pairs):
        if made and first < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((first, end))
    return made


def _pair(window: Window, span: list[Any]) -> Pair | None:
    start, end = int(span[0]), int(span[1])
    inside = [n for n, word in enumerate(window.words) if word.start < end and start < word.end]
    return (inside[0], inside[-1] + 1) if inside else None


def certainties(folder: Path, split: str) -> list[Example]:
    """Return the sentences of one split of UW's factuality corpus, each as a window."""
    rated = defaultdict(list)
    for row in rows(folder / "factuality.jsonl.gz"):
        rated[row["doc_id"]].append(row)
    made = []
    for doc in rows(folder / "docs.jsonl.gz"):
        if doc["split"] != split:
            continue
        windows = windows_of(doc["text"], [(0, len(doc["text"]))])
        for window in windows:
            example = Example(doc["id"], doc["text"], window)
            for row in rated[doc["id"]]:
                pair = _pair(window, [row["start"], row["end"]])
                if pair is not None:
                    example.degrees.append((pair[0], float(row["factuality"])))
            if example.degrees:
                made.append(example)
    return made
