"""Knows the sentence around some words of a text, by its punctuation alone."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…][\"”’)]*\s|\n")
_REACH = 600
"""Characters to either side beyond which no sentence of a newspaper goes on."""


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentences in which ``text[start:end]`` stands."""
    first = max(0, start - _REACH)
    begin = first
    for match in _END.finditer(text, first, start):
        begin = match.end()
    after = _END.search(text, max(start, end - 1), min(len(text), end + _REACH))
    finish = after.end() if after else min(len(text), end + _REACH)
    return begin, begin + len(text[begin:finish].rstrip())
