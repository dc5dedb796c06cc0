"""Knows what a report quotes of its sources, between quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.records import Reading, Report
from sayso.text.alignment import quotation_likeness
from sayso.text.shingles import words_of

_MARKS = frozenset("\"“”„«»'‘’")
FEWEST_QUOTED = 6
"""Words. Shorter quotations are shared by chance and by habit."""

_LONG_QUOTED = 12
_SHORT_LIKENESS = 0.85
"""Quotations of six to eleven words must be this alike to be one; longer ones as alike as the threshold says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words that a report quotes of a source: the attribution, where they stand, what they are."""

    report: str
    attribution: str
    start: int
    end: int
    text: str


def quotations_of(reading: Reading, report: Report) -> tuple[Quoted, ...]:
    """Return what a report quotes between quotation marks, of six words or more, in order."""
    found: dict[tuple[int, int], Quoted] = {}
    for attribution in reading.attributions:
        for span in attribution.content:
            words = report.text[span.start : span.end]
            before = report.text[span.start - 1 : span.start] if span.start else ""
            marked = words[:1] in _MARKS or before in _MARKS
            if words and marked and len(words_of(words)) >= FEWEST_QUOTED:
                found[(span.start, span.end)] = Quoted(
                    report=report.id, attribution=attribution.id, start=span.start, end=span.end, text=words
                )
    return tuple(found[span] for span in sorted(found))


def one_quotation(left: str, right: str, threshold: float) -> bool:
    """Tell whether two quotations are one, retold or translated twice."""
    fewer = min(len(words_of(left)), len(words_of(right)))
    if fewer < FEWEST_QUOTED:
        return False
    needed = threshold if fewer >= _LONG_QUOTED else max(threshold, _SHORT_LIKENESS)
    return quotation_likeness(left, right) >= needed
