"""Knows the words by which a report tells of an earlier figure, or of a part, beside another."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files


@functools.cache
def words(group: str) -> tuple[str, ...]:
    """Return the words of a group: "words" (any other figure), "earlier" (this one is past), "grown" (it has risen)."""
    table = tomllib.loads(files("sayso.assessments").joinpath("data/revisions.toml").read_text(encoding="utf-8"))
    return tuple(table[group])


@functools.cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words(group))) + r")\b", re.IGNORECASE)


def speaks_of_another(sentence: str) -> bool:
    """Tell whether a sentence speaks of another figure beside its own, or of a part."""
    return _pattern("words").search(sentence) is not None


def earlier_told(sentence: str) -> bool:
    """Tell whether a sentence says that its figure is a past one: "had earlier put the toll at"."""
    return _pattern("earlier").search(sentence) is not None


def grown_told(sentence: str) -> bool:
    """Tell whether a sentence says that its figure has grown: "has risen to"."""
    return _pattern("grown").search(sentence) is not None
