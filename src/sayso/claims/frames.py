"""Knows the closed lists of words that decide how what stands around a trigger is read (data/frames.toml)."""

from __future__ import annotations

from functools import cache

from sayso.claims.cues import load


@cache
def listed(group: str) -> frozenset[str]:
    """Return one list of words; KeyError where the file has no such list."""
    table = load("frames.toml")[group]
    return frozenset(table["words"]) if isinstance(table, dict) else frozenset()
