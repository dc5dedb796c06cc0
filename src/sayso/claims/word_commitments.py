"""Knows which words of a report name a happening that is told as less than certain, as a passage reader rates it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sayso.ports import Degree, Parse
from sayso.records import Certainty, Passage, WordCommitment

CERTAIN_FROM = 2.9
"""From this degree on a happening counts as certain and is not listed: on the dev part of the UW factuality data,
listing more made the values no better."""

_VALUES = (
    (2.5, Certainty.CERTAIN),
    (1.5, Certainty.PROBABLE),
    (0.5, Certainty.POSSIBLE),
    (-0.5, Certainty.UNKNOWN),
    (-1.5, Certainty.POSSIBLY_NOT),
    (-2.5, Certainty.PROBABLY_NOT),
)


def commitments_of(
    passages: Sequence[Passage], parses: Sequence[Parse], degrees: Sequence[Degree]
) -> tuple[WordCommitment, ...]:
    """Return the verbs and nouns rated below certain, in order. A noun counts only where it names a happening."""
    starts = [degree.start for degree in degrees]
    found: list[WordCommitment] = []
    for passage, parse in zip(passages, parses, strict=True):
        for token in parse.tokens:
            if token.pos not in {"VERB", "NOUN"}:
                continue
            start, end = passage.start + token.start, passage.start + token.end
            at = bisect_right(starts, start) - 1
            if at < 0 or degrees[at].end <= start or degrees[at].degree >= CERTAIN_FROM:
                continue
            degree = degrees[at].degree
            found.append(WordCommitment(start=start, end=end, degree=degree, certainty=nearest(degree)))
    return tuple(found)


def nearest(degree: float) -> Certainty:
    """Return FactBank's value that is nearest to a degree from -3 to 3."""
    return next((value for least, value in _VALUES if degree >= least), Certainty.CERTAINLY_NOT)
