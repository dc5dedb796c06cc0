"""Knows the words by which a report tells of more, or of something else, than its own news (data/background.toml)."""

from __future__ import annotations

import re
from functools import cache

from sayso.claims.cues import table


@cache
def _patterns(group: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in table("background.toml", group))


_RANKED = re.compile(
    r"(?i)\b(?:worst|deadliest|biggest|largest|bloodiest|heaviest|first|latest|most \w+) (?:[\w-]+ ){0,6}(?=since\b)"
)
"""What ranks the news itself ("the biggest swap since the war began"): what comes after "since" is what is old."""


def is_cumulative(text: str) -> bool:
    """Tell whether a passage counts over a longer time than one occurrence."""
    return bool(cumulative_spans(text))


def reference_from(text: str) -> int | None:
    """Return from which character on a passage tells of another occurrence as background; None where it does not."""
    if not is_reference(text):
        return None
    ranked = _RANKED.search(text)
    if ranked is None:
        return 0
    rest = text[: ranked.start()] + " " * (ranked.end() - ranked.start())
    return 0 if is_reference(rest) else ranked.end()


def cumulative_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words stand by which a passage counts over a longer time, in order."""
    ranked = {match.end() for match in _RANKED.finditer(text)}
    return tuple(
        sorted(
            {
                match.span()
                for pattern in _patterns("cumulative")
                for match in pattern.finditer(text)
                if match.start() not in ranked
            }
        )
    )


def is_natural(text: str) -> bool:
    """Tell whether a passage tells of a death of old age or illness."""
    return any(pattern.search(text) for pattern in _patterns("natural"))


def speaks_of_a_town(text: str) -> bool:
    """Tell whether a passage speaks of the town that the dateline names, as local news does."""
    return any(pattern.search(text) for pattern in _patterns("local"))


def is_reference(text: str) -> bool:
    """Tell whether a passage tells of another occurrence as background."""
    return any(pattern.search(text) for pattern in _patterns("reference"))
