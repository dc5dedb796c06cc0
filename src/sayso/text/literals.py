"""Knows the words that a pattern cannot match without, so that a text that holds none of them need not be searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

MOST = 60
"""Alternatives that are looked for one by one; with more of them, a search by the pattern itself is as quick."""

_DIGIT = "\0"
"""Stands in a folded text for all its digits."""

Needed = tuple[tuple[str, ...], ...]
"""Groups of folded words: of each group, a text must hold one."""

_ANY_DIGIT = re.compile(r"\d")


def folded(text: str) -> str:
    """Return a text as :func:`words_needed` wants it: without case, as a pattern that ignores case sees it."""
    low = text.lower()
    if not low.isascii():
        # Of all letters, these alone are taken for i and s by a pattern that ignores case, and have other small forms.
        low = low.replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")
    return low + _DIGIT if _ANY_DIGIT.search(low) else low


def words_needed(pattern: str) -> Needed:
    """Return the words of which a text must hold one of each group for ``pattern`` to match in it.

    What is returned is necessary, never sufficient; it may be empty.
    """
    groups = {group for group in _groups(_parser.parse(pattern)) if len(group) <= MOST}
    telling = {group for group in groups if _DIGIT in group or min(map(len, group)) > 1}
    chosen = telling or groups
    return tuple(tuple(sorted(group)) for group in sorted(chosen, key=lambda group: (-_telling(group), sorted(group))))


def may_match(needed: Needed, text: str) -> bool:
    """Tell whether a pattern that needs some words may match in a folded text."""
    for group in needed:
        for word in group:
            if word in text:
                break
        else:
            return False
    return True


def _telling(group: frozenset[str]) -> float:
    """Return how much a group tells: long words more than short ones, a few more than many."""
    return min(map(len, group)) - len(group) / MOST


def _groups(parts: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Return what the parts of a pattern need, one after the other."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in parts:
        if kind is _constants.LITERAL:
            run += _folded_sign(value)
            continue
        if run:
            found.append(frozenset({run}))
            run = ""
        found += _groups_of(kind, value)
    if run:
        found.append(frozenset({run}))
    return found


def _groups_of(kind: Any, value: Any) -> list[frozenset[str]]:
    if kind is _constants.SUBPATTERN:
        return _groups(value[3])
    if kind is _constants.ATOMIC_GROUP:
        return _groups(value)
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return _groups(value[2]) if value[0] > 0 else []
    if kind is _constants.IN:
        return _of_class(value)
    if kind is _constants.BRANCH:
        branches = [max(_groups(branch), key=_telling, default=None) for branch in value[1]]
        every = [group for group in branches if group is not None]
        return [frozenset().union(*every)] if len(every) == len(branches) else []
    return []


def _of_class(members: Sequence[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Return the characters of a class that lists them one by one, or that it is of digits; nothing for any other."""
    found: set[str] = set()
    for kind, value in members:
        if kind is _constants.LITERAL:
            found.add(_DIGIT if chr(value).isdigit() else _folded_sign(value))
        elif (kind is _constants.RANGE and all(chr(end) in "0123456789" for end in value)) or (
            kind is _constants.CATEGORY and value is _constants.CATEGORY_DIGIT
        ):
            found.add(_DIGIT)
        else:
            return []
    return [frozenset(found)]


def _folded_sign(code: int) -> str:
    return folded(chr(code)).removesuffix(_DIGIT)
