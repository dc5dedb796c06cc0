"""How a report falls into passages: its headline, its captions, and the sentences of each paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.records import ApartKind, Passage, PassageKind, Report, identify
from sayso.text.datelines import dateline_of
from sayso.text.sentences import paragraphs_of, sentences_of

VERSION = "2"

DATELINE_PARAGRAPHS = 4
"""A dateline opens a report; below its first paragraphs, capitals before a dash are something else."""


def split(report: Report) -> tuple[Passage, ...]:
    """Return the passages of ``report`` in order; a dateline is a passage of its own, so the lead is a sentence."""
    found: list[Passage] = []
    marks = _marks(report)
    datelines_left = DATELINE_PARAGRAPHS
    for number, (start, end) in enumerate(paragraphs_of(report.text)):
        for left, right, kind in _stretches(marks, start, end):
            words = report.text[left:right]
            if kind is PassageKind.HEADLINE:
                # Headlines of older papers stand in capitals one after another, each with its full stop.
                spans = sentences_of(words) if words.isupper() else _whole(words)
            elif kind is PassageKind.SENTENCE and datelines_left > 0 and left == start:
                datelines_left -= 1
                spans = _after_dateline(words)
            else:
                spans = sentences_of(words)
            for first, last in spans:
                found.append(_passage(report, left + first, left + last, kind, number))
    return tuple(found)


def _passage(report: Report, start: int, end: int, kind: PassageKind, paragraph: int) -> Passage:
    return Passage(
        id=identify("psg", report.id, start, end),
        report=report.id,
        start=start,
        end=end,
        kind=kind,
        paragraph=paragraph,
    )


def _marks(report: Report) -> list[tuple[int, int, PassageKind | None]]:
    """Return what is set apart (kind None), the captions and the headline, in order."""
    marks: list[tuple[int, int, PassageKind | None]] = [
        (apart.start, apart.end, PassageKind.CAPTION if apart.kind is ApartKind.CAPTION else None)
        for apart in report.apart
    ]
    if report.headline is not None:
        marks.append((report.headline.start, report.headline.end, PassageKind.HEADLINE))
    return sorted(marks, key=lambda mark: (mark[0], mark[1]))


def _stretches(
    marks: Sequence[tuple[int, int, PassageKind | None]], start: int, end: int
) -> Iterator[tuple[int, int, PassageKind]]:
    """Yield the stretches of a paragraph that are read, each with its kind, leaving out what is set apart."""
    at = start
    # Marks do not overlap, so that the one before the first that begins in the paragraph may reach into it.
    first = max(0, bisect_left(marks, start, key=lambda mark: mark[0]) - 1)
    for number in range(first, len(marks)):
        left, right, kind = marks[number]
        if left >= end:
            break
        left, right = max(left, at), min(right, end)
        if left >= right:
            continue
        if at < left:
            yield at, left, PassageKind.SENTENCE
        if kind is not None:
            yield left, right, kind
        at = right
    if at < end:
        yield at, end, PassageKind.SENTENCE


def _after_dateline(words: str) -> list[tuple[int, int]]:
    dateline = dateline_of(words)
    if dateline is None:
        return sentences_of(words)
    rest = [(dateline.end + start, dateline.end + end) for start, end in sentences_of(words[dateline.end :])]
    return [(0, dateline.end), *rest]


def _whole(words: str) -> list[tuple[int, int]]:
    stripped = words.strip()
    start = words.find(stripped)
    return [(start, start + len(stripped))] if stripped else []
