"""Knows how much of one text's wording stands in another: words, content words, word shingles, containment."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Hashable, Sequence
from importlib.resources import files

_WORD = re.compile(r"\d[\d.,]*\d|\w+(?:['’]\w+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers of ``text`` in order, case folded, without punctuation ("1,000" gives "1000")."""
    return tuple(match.group().replace("’", "'") for match in _WORD.finditer(_THOUSANDS.sub("", text.casefold())))


@functools.cache
def function_words() -> frozenset[str]:
    """Return the closed-class words of English, which say nothing of what a text is about."""
    table = tomllib.loads(files("sayso.text").joinpath("data/function_words.toml").read_text(encoding="utf-8"))
    return frozenset(word for group in table["class"] for word in group["words"].split())


def content_words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` that are not function words, in order."""
    closed = function_words()
    return tuple(word for word in words_of(text) if word not in closed)


def shingles_of(words: Sequence[Hashable], size: int = 4) -> frozenset[tuple[Hashable, ...]]:
    """Return the runs of ``size`` words; the whole sequence as one run where it is shorter, none where it is empty."""
    if not words:
        return frozenset()
    if len(words) <= size:
        return frozenset({tuple(words)})
    return frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def containment(part: frozenset[Hashable], whole: frozenset[Hashable]) -> float:
    """Return the share of ``part`` that stands in ``whole`` (Broder 1997), 0 where ``part`` is empty."""
    return len(part & whole) / len(part) if part else 0.0


def overlap(left: frozenset[Hashable], right: frozenset[Hashable]) -> float:
    """Return the share of the smaller set that stands in the larger (Szymkiewicz-Simpson), 0 where one is empty."""
    smaller, larger = (left, right) if len(left) <= len(right) else (right, left)
    return containment(smaller, larger)
