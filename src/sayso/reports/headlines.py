"""Whether a text's first line is its headline, and whether a known title already stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.text.datelines import dateline_of

MOST_WORDS = 24
MOST_CHARACTERS = 160
"""Headlines of newspapers and sites stay below both; first sentences without a full stop are longer."""

TEXT_WORDS = 8
"""Words of the shortest line that passes for the beginning of a text, among bylines, places and dates."""

FEWEST_WORDS = 2

FEWEST_CAPITALS = 8
"""Letters of the shortest line in capitals that is no label or acronym."""

_ENDS = re.compile(r"(?:[.!…:;,]|[.!…,][\"”’'])$")
_LETTERS = re.compile(r"[^\W_]+")


def looks_like_headline(line: str, following: Sequence[str]) -> bool:
    """Tell whether the first line of a text is its headline: short, no end of a sentence, soon followed by a text."""
    line = line.strip()
    words = line.split()
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or len(line) > MOST_CHARACTERS:
        return False
    if _ENDS.search(line) and not re.search(r"\b(?:[A-Z]\.){2,}$", line):
        return False
    if re.match(r"(?i)by:?\s+\w", line) and len(words) <= 8:
        return False
    if line[0] in "-*•|>" or line[0].islower() or dateline_of(line) is not None:
        return False
    return any(len(later.split()) >= TEXT_WORDS for later in following)


def is_in_capitals(line: str) -> bool:
    """Tell whether a line is a headline set all in capitals, be it of several short sentences."""
    letters = [letter for letter in line if letter.isalpha()]
    words = line.split()
    return (
        len(letters) >= FEWEST_CAPITALS
        and FEWEST_WORDS <= len(words) <= MOST_WORDS
        and all(letter.isupper() for letter in letters)
        and not re.match(r"BY:?\s", line)
        and line[0] not in "-*•|>"
    )


def is_same_title(title: str, line: str) -> bool:
    """Tell whether ``line`` is ``title``, whatever the marks and capitals, or all of it but the outlet's name."""
    left, right = _folded(title), _folded(line)
    if not left or not right:
        return False
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    return longer[: len(shorter)] == shorter and len(shorter) >= 4 and len(longer) - len(shorter) <= 4


def _folded(words: str) -> list[str]:
    return [word.lower() for word in _LETTERS.findall(words)]
