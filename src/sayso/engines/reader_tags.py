"""Knows how scores for each word become spans of words: the best path through begin, inside and outside tags."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
OUTSIDE = 0


def best_path(scores: Scores) -> list[int]:
    """Return the best tag of each word by Viterbi's algorithm; shapes: (words, 1 + 2 * kinds).

    Tag 0 is outside; tags 2k+1 and 2k+2 begin and continue a span of kind k. A span is continued only where it has
    begun.
    """
    length, tags = scores.shape
    if length == 0:
        return []
    kinds = range(2, tags, 2)
    rows: list[list[float]] = scores.tolist()  # a handful of tags: numpy's calls would cost more than the sums
    total = rows[0]
    for inside in kinds:
        total[inside] = -math.inf
    came_from: list[list[int]] = []
    for row in rows[1:]:
        highest = max(total)
        back = [total.index(highest)] * tags
        step = [highest + score for score in row]
        for inside in kinds:
            begun = inside - 1 if total[inside - 1] >= total[inside] else inside
            step[inside] = total[begun] + row[inside]
            back[inside] = begun
        came_from.append(back)
        total = step
    tag = total.index(max(total))
    path = [tag]
    for back in reversed(came_from):
        tag = back[tag]
        path.append(tag)
    return path[::-1]


def spans_of(path: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (kind, first word, word after the last) of each span of a path of tags."""
    found: list[tuple[int, int, int]] = []
    begun: int | None = None
    for at, tag in enumerate([*path, OUTSIDE]):
        if begun is not None and (tag == OUTSIDE or tag % 2 == 1):
            found.append(((path[begun] - 1) // 2, begun, at))
            begun = None
        if tag % 2 == 1:
            begun = at
    return found
