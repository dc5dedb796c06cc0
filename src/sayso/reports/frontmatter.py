"""The header of a text file that says what its text does not: lines of ``key: value`` between two lines of ``---``."""

from __future__ import annotations

import re

from sayso.records import Given

KEYS = {
    "outlet": "outlet",
    "source": "outlet",
    "newspaper": "outlet",
    "owner": "owner",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
    "title": "title",
    "headline": "title",
    "byline": "byline",
    "author": "byline",
    "language": "language",
    "lang": "language",
}
"""Keys that are read, and the field of Given that each fills. Other keys are left unread."""

_HEADER = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:[ \t]*(.*)")
_UNREAD = re.compile(r"\s*#|\s+\S|-\s")
"""Remarks, and the lines of a list or a longer value, which belong to the key above them."""

_OPENING = re.compile(r"\s*---[ \t]*\n((?:.*\n?){1,2})")
_MOST_LINES = 40


def is_open_header(text: str) -> bool:
    """Tell whether ``text`` begins with a header that never ends: a line of ``---``, then a key that is known."""
    opening = _OPENING.match(text)
    if opening is None or front_matter(text)[1]:
        return False
    pairs = [_LINE.fullmatch(line.rstrip()) for line in opening.group(1).split("\n")]
    return any(pair is not None and pair.group(1).strip().lower() in KEYS for pair in pairs)


def front_matter(text: str) -> tuple[Given, int]:
    """Return what the header of ``text`` says and where the text after it begins (0 where there is no header)."""
    match = _HEADER.match(text)
    if match is None:
        return Given(), 0
    lines = [line for line in match.group(1).split("\n") if line.strip() and not _UNREAD.match(line)]
    pairs = [_LINE.fullmatch(line.rstrip()) for line in lines]
    if not pairs or len(pairs) > _MOST_LINES or any(pair is None for pair in pairs):
        return Given(), 0
    said: dict[str, str] = {}
    for pair in pairs:
        if pair is None:
            continue
        field = KEYS.get(pair.group(1).strip().lower())
        value = _unquoted(pair.group(2).strip())
        if field is not None and value:
            said.setdefault(field, value)
    return Given(**said), match.end()


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
