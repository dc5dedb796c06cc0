"""Knows the words that a pattern cannot match without, so that a text that holds none of them need not be searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 60
"""Alternatives that are looked for one by one; with more of them, a search by the pattern itself is as quick."""


def folded(text: str) -> str:
    """Return a text as :func:`words_needed` wants it: without case, as a pattern that ignores case sees it."""
    low = text.lower()
    # Of all letters, these alone are taken for i and s by a pattern that ignores case, and have other small forms.
    return low if low.isascii() else low.replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")


def words_needed(pattern: str) -> tuple[str, ...]:
    """Return strings, folded, of which a text must hold one for ``pattern`` to match in it; empty where none is sure.

    What is returned is necessary, never sufficient.
    """
    found = _needed(_parser.parse(pattern))
    return () if found is None or len(found) > MOST else tuple(sorted(found, key=lambda word: (len(word), word)))


def may_match(needed: Sequence[str], text: str) -> bool:
    """Tell whether a pattern that needs one of some words may match in a folded text."""
    return not needed or any(word in text for word in needed)


def _needed(parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the most telling of what the parts of a pattern need, one after the other; None where they need nothing.

    Long words tell more than short ones, and a few more than many.
    """
    options: list[frozenset[str]] = []
    run = ""
    for kind, value in parts:
        if kind is _constants.LITERAL:
            run += folded(chr(value))
            continue
        if run:
            options.append(frozenset({run}))
            run = ""
        needed = _needed_by(kind, value)
        if needed is not None:
            options.append(needed)
    if run:
        options.append(frozenset({run}))
    return max(options, key=lambda words: (len(words) <= MOST, min(map(len, words)), -len(words)), default=None)


def _needed_by(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is _constants.SUBPATTERN:
        return _needed(value[3])
    if kind is _constants.ATOMIC_GROUP:
        return _needed(value)
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return _needed(value[2]) if value[0] > 0 else None
    if kind is _constants.IN:
        return _of_class(value)
    if kind is _constants.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return frozenset().union(*(b for b in branches if b is not None)) if None not in branches else None
    return None


def _of_class(members: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the characters of a class that lists them one by one, None for any other."""
    if all(kind is _constants.LITERAL for kind, _ in members):
        return frozenset(folded(chr(value)) for _, value in members)
    return None
