"""Where paragraphs and sentences begin and end in news text: nupunkt's boundaries, then a repair pass."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

import nupunkt

LONGEST_SENTENCE = 1500
"""Characters. The longest sentences of newspapers stay below 1,000; what is longer is a list, a table or no prose."""

_WINDOW = 200
"""Characters looked at on each side of a boundary."""

_WRAP_LEAST = 40
_WRAP_MOST = 130
_CLOSERS = "\"”’'»)]"
_GLUED = re.compile(r"(?<=[a-z0-9)\]][a-z0-9)\]%])[.!?…]+[\"”’')\]]{0,2}(?=[\"“‘(\[]?[A-Z])")
_GLUED_QUOTE = re.compile(r"(?<=[.!?…])[\"”](?=[A-Z][a-z])")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com?|org|net|gov|edu|info|news|tv|ru|ua|uk|de|fr|in|ng|za)\b", re.IGNORECASE)
_MISSED = re.compile(r"(?<![\w.])([A-Za-z]{3,})\.[\"”’')\]]{0,2}\s+(?=[\"“‘'(\[]?[A-Z])")
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)\.\W*$")
_NUMBERED = re.compile(r"^\W*(?:\d{1,2}|[A-Za-z])[.)]$")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–—*•▪●◦·+>|]|\d{1,2}[.)])\s")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’')\]]*$")


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("sayso.text").joinpath("abbreviations.toml").read_text(encoding="utf-8"))
    return {
        group: frozenset(entry["word"].rstrip(".").lower() for entry in entries) for group, entries in table.items()
    }


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of ``text`` in order, without their outer white space.

    Each line is a paragraph, save in blocks that were wrapped at a fixed width, where a block is.
    """
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    for start, end in _lines(text):
        if text[start:end].strip():
            block.append((start, end))
            continue
        found.extend(_paragraphs_of_block(text, block))
        block = []
    found.extend(_paragraphs_of_block(text, block))
    return found


def sentences_of(paragraph: str) -> list[tuple[int, int]]:
    """Return the sentences of one paragraph in order, without outer white space; together they hold all of its words.

    A closing quotation mark stays with its sentence. Stretches without any end are cut at
    :data:`LONGEST_SENTENCE` characters, between words where there are any.
    """
    cuts = sorted(_repaired(paragraph, _first_cuts(paragraph)))
    edges = [0, *cuts, len(paragraph)]
    spans: list[tuple[int, int]] = []
    for left, right in pairwise(edges):
        spans.extend(_bounded(paragraph, left, right))
    return spans


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        yield start, end
        start = end + 1


def _paragraphs_of_block(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not block:
        return []
    if _is_wrapped(text, block):
        return [_trimmed(text, block[0][0], block[-1][1])]
    return [_trimmed(text, start, end) for start, end in block]


def _is_wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    """Tell whether a block's line breaks are those of a fixed width and not of paragraphs."""
    if len(block) < 2:
        return False
    lines = [text[start:end].strip() for start, end in block]
    inner = lines[:-1]
    if any(_BULLET.match(line) for line in lines[1:]) or max(len(line) for line in lines) > _WRAP_MOST:
        return False
    if sorted(len(line) for line in inner)[len(inner) // 2] < _WRAP_LEAST:
        return False
    mid_sentence = sum(not _ENDS_SENTENCE.search(line) for line in inner)
    lower_case = sum(line[0].islower() for line in lines[1:])
    return mid_sentence >= 0.6 * len(inner) and lower_case >= 0.3 * len(inner)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# nupunkt's list of abbreviations was learned, and holds words such as "met" and "ashore": our own list decides for
# words of three letters and more.
def _first_cuts(text: str) -> list[int]:
    return [start for start, _ in nupunkt.sent_spans(text)][1:]


def _repaired(text: str, cuts: list[int]) -> set[int]:
    glued = {_glued_cut(text, match.end()) for match in _GLUED.finditer(text) if _is_glued(text, match)}
    glued |= {_glued_cut(text, match.end()) for match in _GLUED_QUOTE.finditer(text)}
    glued |= {match.end() for match in _MISSED.finditer(text) if not _is_abbreviation(match.group(1))}
    kept: set[int] = set()
    previous = 0
    for cut in sorted({_after_closer(text, cut) for cut in cuts} | glued):
        if 0 < cut < len(text) and (cut in glued or not _joins(text, previous, cut)):
            kept.add(cut)
            previous = cut
    return kept


def _is_glued(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _WINDOW) : match.start()].rpartition(" ")[2]
    after = text[match.end() : match.end() + _WINDOW].partition(" ")[0]
    if _ADDRESS.search(before + match.group() + after):
        return False
    word = re.split(r"\W", before)[-1]
    return not _is_abbreviation(word)


def _is_abbreviation(word: str) -> bool:
    return any(word.lower() in group for name, group in _abbreviations().items() if name != "after_clock")


def _glued_cut(text: str, end: int) -> int:
    """Return where the next sentence begins when nothing stands between two sentences, at or next to ``end``."""
    mark = text[end - 1]
    if mark == '"' and not _closes(text, end - 1):
        return end - 1
    return end


def _closes(text: str, at: int) -> bool:
    """Tell whether the straight quotation mark at ``at`` closes: one is open, or nothing after it could close it.

    Only the neighbourhood is counted: quotations are shorter than that, and the time stays in proportion to the text.
    """
    since = max(0, at - LONGEST_SENTENCE)
    return text.count('"', since, at) % 2 == 1 or text.find('"', at + 1, at + LONGEST_SENTENCE) < 0


def _after_closer(text: str, cut: int) -> int:
    """Move a boundary that stands before closing marks behind them."""
    end = cut
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end != cut:
        spaced = cut
        while spaced < len(text) and text[spaced] in "”»)]":
            spaced += 1
        return spaced
    while cut < len(text) and text[cut] in _CLOSERS:
        if text[cut] == '"' and not _closes(text, cut):
            break
        cut += 1
    return cut


def _joins(text: str, start: int, cut: int) -> bool:
    left = text[max(start, cut - _WINDOW) : cut].strip()
    following = text[cut : cut + 60].lstrip()
    if not following or not left:
        return True
    first = following.lstrip("\"“‘'«([")
    if not any(character.isalnum() for character in left):
        return True
    if first[:1].islower() and not first[1:2].isupper():
        return True
    if _NUMBERED.match(left) or not any(character.isalnum() for character in text[cut : cut + _WINDOW]):
        return True
    word = _LAST_WORD.search(left)
    if word is None:
        return False
    groups = _abbreviations()
    name = word.group(1).lower()
    if name in groups["before_name"] and first[:1].isupper():
        return True
    if name in groups["before_number"] and first[:1].isdigit():
        return True
    if _CLOCK.search(left):
        return re.split(r"\W", first)[0].lower() in groups["after_clock"]
    return len(word.group(1)) == 1 and word.group(1).isupper() and len(left) <= 4


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trimmed(text, start, end)
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut = max(text.rfind("\n", start, limit), text.rfind("; ", start, limit) + 1)
        if cut <= start + LONGEST_SENTENCE // 3:
            cut = text.rfind(" ", start, limit)
        if cut <= start:
            cut = limit
        left = _trimmed(text, start, cut)
        if left[0] < left[1]:
            yield left
        start, end = _trimmed(text, cut, end)
    if start < end:
        yield start, end
