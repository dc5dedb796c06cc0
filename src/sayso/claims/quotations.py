"""Knows which stretches of a report stand between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.records import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_PAIRS = {"“": "”", "„": "“", "«": "»", "‘": "’"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quoted stretch with its marks. ``continues`` is true where it takes up one left open a paragraph before.

    ``closed`` is false where no closing mark stands in the paragraph.
    """

    start: int
    end: int
    continues: bool
    closed: bool


def quotations_of(text: str, apart: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """Return the outermost quotations of ``text`` in order; a quotation over paragraphs is one per paragraph.

    Paragraphs within ``apart`` are passed over: an advertisement in the middle of a quotation does not end it.

    A quotation that no mark closes runs to the end of its paragraph. It goes on where the next paragraph opens with
    a mark of the same kind, as newspapers print long quotations.
    """
    found: list[Quotation] = []
    open_mark: str | None = None
    for paragraph in _PARAGRAPH.finditer(text):
        if any(span.start <= paragraph.start() and paragraph.end() <= span.end for span in apart):
            continue
        here, open_after = _in_paragraph(paragraph.group(), paragraph.start(), open_mark)
        found.extend(here)
        if paragraph.group().strip():
            open_mark = open_after
    return tuple(found)


def _in_paragraph(words: str, offset: int, open_before: str | None) -> tuple[list[Quotation], str | None]:
    words = _one_mark(words)
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    first = len(words) - len(words.lstrip())
    continues = open_before is not None and words[first:].lstrip(_FILLER)[:1] == open_before
    for position, mark in enumerate(words):
        if mark not in "\"“”„«»‘’'":
            continue
        if stack and _closes(words, position, stack[-1][0]):
            _, start = stack.pop()
            if not stack:
                carried = continues and start == first
                found.append(Quotation(start=offset + start, end=offset + position + 1, continues=carried, closed=True))
        elif len(stack) > 1 and _closes(words, position, stack[0][0]) and stack[0][0] != stack[-1][0]:
            # The inner quotation was never closed: the outer mark closes both.
            start = stack[0][1]
            stack.clear()
            carried = continues and start == first
            found.append(Quotation(start=offset + start, end=offset + position + 1, continues=carried, closed=True))
        elif _opens(words, position, bool(stack)):
            stack.append((mark, position - 1 if words[position - 1 : position] == _FILLER else position))
    if not stack:
        return found, None
    mark, start = stack[0]
    if mark in "'‘":
        return found, None
    end = len(words.rstrip())
    found.append(
        Quotation(start=offset + start, end=offset + end, continues=continues and start == first, closed=False)
    )
    return found, mark


_FILLER = "\x00"


def _one_mark(words: str) -> str:
    """Return words of the same length in which the two strokes of older files ('' and ``) are one mark."""
    return words.replace("''", f'{_FILLER}"').replace("``", f"{_FILLER}“")


def _beside(words: str, position: int) -> tuple[str, str]:
    """Return the characters before and after a mark, passing over the first stroke of a double one."""
    before = position - 1
    while before >= 0 and words[before] == _FILLER:
        before -= 1
    after = position + 1
    while after < len(words) and words[after] == _FILLER:
        after += 1
    return words[before] if before >= 0 else "", words[after : after + 1]


def _opens(words: str, position: int, inside: bool) -> bool:
    mark = words[position]
    before, after = _beside(words, position)
    if mark in "”»’" or not after.strip():
        return mark in "“„«" and bool(after)
    at_edge = not before or before.isspace() or before in "([—–-:\"“‘'/"
    if mark in "“„«":
        return True
    if mark == '"':
        return at_edge or (not inside and not before.isalnum())
    # A single mark is an apostrophe unless it stands at the edge of a word and its fellow follows.
    if not at_edge or not (after.isalnum() or after in '"“$£€…'):
        return False
    if re.match(r"(?:s|t|em|til|cause|tis|twas|n|\d\ds)\b", words[position + 1 :], re.IGNORECASE):
        return False
    return _single_close(words, position) is not None


def _single_close(words: str, position: int) -> int | None:
    """Return where the single quotation mark opened at ``position`` closes, or None."""
    fellow = "’" if words[position] == "‘" else "'"
    first: int | None = None
    for match in re.finditer(re.escape(fellow), words[position + 1 :]):
        at = position + 1 + match.start()
        before, after = words[at - 1], words[at + 1 : at + 2]
        if before.isspace() or after.isalnum():
            continue
        if before in ".,!?…" or not after.isspace():
            return at
        plural = before in "sS" and re.match(r"\s+[a-z]", words[at + 1 :]) is not None
        if not plural:
            return at
        first = at if first is None else first
    return first


def _closes(words: str, position: int, opener: str) -> bool:
    mark = words[position]
    before, after = _beside(words, position)
    if opener == '"':
        if mark not in '"”':
            return False
        return bool(before) and not before.isspace() and not (after.isalnum() and before in "([—-")
    if opener in "'‘":
        if mark != ("’" if opener == "‘" else "'"):
            return False
        start = words.rfind(opener, 0, position)
        return not before.isspace() and not after.isalnum() and _single_close(words, start) == position
    if mark == '"' and opener == "“":
        return bool(before) and not before.isspace() and not after.isalnum()
    return mark == _PAIRS.get(opener)
