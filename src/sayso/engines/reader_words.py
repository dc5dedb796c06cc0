"""Knows how the reader sees a text: windows of whole lines, words in them, and the marks of print on each word.

The same functions serve training and reading, so that the reader meets what it was taught on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 160
"""Words of one window at most; with word pieces this stays under the encoder's 512."""

_WORD = re.compile(r"[^\W_]+|[^\s]")
_LINE = re.compile(r"[^\n\r]+")
_OPENING, _CLOSING = "“«„", "”»"

LOWER, TITLE, UPPER, DIGITS, MARK, MIXED = range(6)
SHAPES = 6
FAR = 64
"""Distances from a cue, in words, that are told apart on either side."""
AROUND = 128
"""Words on either side of a cue, within its line, that may be its source and content, at most."""
LAYOUTS = 4
"""Bit 1: the first word of its line. Bit 2: inside a quotation."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark. ``start`` and ``end`` count code points of the whole text, ``line`` the lines of the window."""

    start: int
    end: int
    shape: int
    layout: int
    line: int


@dataclass(frozen=True, slots=True)
class Window:
    """Some lines of a text that are read at once."""

    words: tuple[Word, ...]


def windows_of(text: str, spans: Sequence[tuple[int, int]]) -> list[Window]:
    """Return the windows of the parts of ``text`` that ``spans`` names, in order.

    A window holds whole lines while they fit; a line that does not fit alone is cut after the last full stop that
    does, or where it must be.
    """
    windows: list[Window] = []
    held: list[list[Word]] = []
    size = 0
    for line in _lines(text, spans):
        for piece in _fitting(text, line):
            if held and size + len(piece) > LONGEST:
                windows.append(_window(held))
                held, size = [], 0
            held.append(piece)
            size += len(piece)
    if held:
        windows.append(_window(held))
    return windows


def _window(lines: Sequence[Sequence[Word]]) -> Window:
    return Window(
        tuple(
            Word(word.start, word.end, word.shape, word.layout, number)
            for number, line in enumerate(lines)
            for word in line
        )
    )


def _lines(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[list[Word]]:
    for start, end in spans:
        for line in _LINE.finditer(text, start, end):
            words = words_of(text, line.start(), line.end())
            if words:
                yield words


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Return the words of one line of ``text``."""
    found: list[Word] = []
    quoted = False
    for match in _WORD.finditer(text, start, end):
        token = match.group()
        mark = token in _OPENING or token in _CLOSING or token == '"'
        if mark:
            opens = token in _OPENING or (token == '"' and not quoted)
            quoted = opens
            inside = True
        else:
            inside = quoted
        layout = (0 if found else 1) + (2 if inside else 0)
        found.append(Word(match.start(), match.end(), _shape(token), layout, 0))
    return found


def _shape(token: str) -> int:
    if not token[0].isalnum():
        return MARK
    if token.isdigit():
        return DIGITS
    if token.islower():
        return LOWER
    if token.isupper():
        return UPPER if len(token) > 1 else TITLE
    return TITLE if token[0].isupper() and token[1:].islower() else MIXED


def _fitting(text: str, line: list[Word]) -> Iterator[list[Word]]:
    while len(line) > LONGEST:
        stops = [n + 1 for n in range(LONGEST // 3, LONGEST) if text[line[n].start : line[n].end] in ".!?"]
        cut = stops[-1] if stops else LONGEST
        yield line[:cut]
        line = line[cut:]
    if line:
        yield line


def view_of(window: Window, begin: int, end: int) -> tuple[int, int]:
    """Return the words ``[low, high)`` that may belong to the cue at ``[begin, end)``: its line, not too far off."""
    line = window.words[begin].line
    low, high = begin, end
    while low > 0 and window.words[low - 1].line == line and begin - low < AROUND:
        low -= 1
    while high < len(window.words) and window.words[high].line == line and high - end < AROUND:
        high += 1
    return low, high


def distances(length: int, begin: int, end: int) -> list[int]:
    """Return for each of ``length`` words how far it stands from the cue at ``[begin, end)``, as a number of a table.

    0 is the cue itself, 1 to FAR the words before it, FAR + 1 to 2 FAR those after it.
    """
    return [
        0 if begin <= at < end else min(begin - at, FAR) if at < begin else FAR + min(at - end + 1, FAR)
        for at in range(length)
    ]
