"""When a report was published, as the first and last lines of its text say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Published, PublishedBasis
from sayso.reports.flat import flat_opening
from sayso.text.datelines import DAY, dateline_of
from sayso.text.written_days import day_in_words, edtf_of

FIRST_LINES = 12
LAST_LINES = 4
"""Dates of publication stand at the top of a text, or under it."""

_ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?"
_FIGURES = r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}"
_WHEN = rf"(?P<when>{_ISO}|{_FIGURES}|{DAY})"
_LABEL = re.compile(
    rf"(?:updated?\b.{{3,60}}[|•·]\s*)?(?:(?:first|originally)\s+)?(?:published|posted|publish(?:ed|ing)?\s+date|date|issued|filed|released|created)"
    rf"(?:\s+(?:on|at|date|online))?\b\s*:?\s*(?:on\s+|at\s+)?.{{0,30}}?\b{_WHEN}.{{0,50}}",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    rf"(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?\b\s*:?\s*.{{0,30}}?\b{_WHEN}.{{0,50}}", re.IGNORECASE
)
_BYLINE = re.compile(rf"[Bb][Yy]:?\s+\S.{{2,80}}?[\s,|•·(–—-]+{_WHEN}[\s)]*(?:.{{0,30}})", re.IGNORECASE)
_CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?"
_ALONE = re.compile(
    rf"\W*+(?:{_CLOCK}[\s,]+(?:[A-Z]{{2,4}}[\s,]+)?)?(?:[\w'’]++,\s+)?{_WHEN}"
    rf"[\s,.|·•@()–—-]*+(?:(?:at\s+)?{_CLOCK}.{{0,20}})?",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(rf"(?:[A-Z][\w'’&]*+[\s,.|:–—-]++(?:of\s+|and\s+)?){{1,9}}?{_WHEN}\W*")


def published_in(lines: Sequence[str]) -> Published:
    """Return when the text of these lines says that it was published: basis text, or unknown."""
    top, bottom = list(lines[:FIRST_LINES]), list(lines[FIRST_LINES:][-LAST_LINES:])
    for pattern, near in ((_LABEL, top + bottom), (_BYLINE, top[:6]), (_ALONE, top[:6]), (_MASTHEAD, top[:3])):
        for line in near:
            found = _read(pattern, line)
            if found is not None:
                return found
    for line in top[:3]:
        opening = flat_opening(line.strip())
        edtf = edtf_of(opening.day.replace("-", "/")) or day_in_words(opening.day) if opening is not None else None
        if opening is not None and edtf is not None:
            return _from_text(edtf, line.strip()[opening.start : opening.end])
    for line in top:
        dateline = dateline_of(line.strip())
        if dateline is not None and dateline.day is not None:
            edtf = day_in_words(dateline.day)
            if edtf is not None:
                return _from_text(edtf, line.strip()[: dateline.end])
    for line in top + bottom:
        found = _read(_UPDATED, line)
        if found is not None:
            return found
    return Published(
        edtf=None,
        basis=PublishedBasis.UNKNOWN,
        why="Nothing given, no metadata and no line of the text says when it was published.",
    )


def _read(pattern: re.Pattern[str], line: str) -> Published | None:
    line = line.strip()
    if len(line) > 160:
        return None
    match = pattern.fullmatch(line)
    if match is None:
        return None
    edtf = edtf_of(match["when"]) or day_in_words(match["when"])
    return None if edtf is None else _from_text(edtf, line)


def _from_text(edtf: str, words: str) -> Published:
    return Published(edtf=edtf, basis=PublishedBasis.TEXT, why=f"The text says “{words[:120]}”.")
