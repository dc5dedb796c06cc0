"""Knows how scores for each word become spans of words: the best path through begin, inside and outside tags."""

from __future__ import annotations

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
    total = scores[0].astype(np.float64).copy()
    total[2::2] = -np.inf
    came_from = np.zeros((length, tags), dtype=np.int64)
    for at in range(1, length):
        best = int(np.argmax(total))
        step = np.full(tags, total[best])
        came_from[at] = best
        for inside in range(2, tags, 2):
            begun = inside - 1 if total[inside - 1] >= total[inside] else inside
            step[inside] = total[begun]
            came_from[at, inside] = begun
        total = step + scores[at]
    tag = int(np.argmax(total))
    path = [tag]
    for at in range(length - 1, 0, -1):
        tag = int(came_from[at, tag])
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
