"""Who wrote a report, as a line near its beginning says: "By Jane Doe"."""

from __future__ import annotations

import re
from collections.abc import Sequence

LINES = 6
"""A byline stands within the first lines, below headline and standfirst."""

_NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:de|van|von|der|bin|al|el|la|[A-ZÀ-Þ][\w.'’-]*)){1,4}"
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ritten\s+by|[Rr]eporting\s+by|[Ss]tory\s+by)\s*:?\s+"
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*|\s+and\s+|\s+AND\s+|\s*&\s*){_NAME})*)(?P<rest>(?:\s*[,|/•·–—(-].{{0,100}})?)"
)


def byline_of(lines: Sequence[str]) -> str | None:
    """Return the names of the first byline within the first lines of a text, or None."""
    for line in lines[:LINES]:
        match = _BYLINE.fullmatch(line.strip())
        if match and not line.strip().endswith("."):
            return match["names"].strip()
    return None
