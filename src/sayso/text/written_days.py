"""Dates as people and machines write them on reports, read into EDTF days."""

from __future__ import annotations

import re
from datetime import date

from sayso.text.datelines import DAY, day_of

_DATE = r"[+-]?(?:\d{4}|\d{2,3}X{1,2}|\dXXX|XXXX)(?:-(?:\d{2}|\dX|XX)(?:-(?:\d{2}|\dX|XX))?)?[?~%]?"
_EDTF = re.compile(rf"(?:{_DATE}|\.\.)?(?:/(?:{_DATE}|\.\.)?)?")
_INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_SLASHED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_WORDS = re.compile(rf"{DAY}(?:[\s,]+(?:at\s+)?\d{{1,2}}[:.]\d{{2}}.{{0,20}})?", re.IGNORECASE)
_SEASONS = range(21, 42)


def edtf_of(words: str) -> str | None:
    """Return the EDTF of a date or an instant as people write them, or None when it is no date.

    Reads EDTF itself, ISO dates and instants (of which the day where they were written is kept) and days in words.
    Days in slashed figures are read where only one order of day and month is possible.
    """
    words = words.strip()
    if not words or len(words) > 80:
        return None
    instant = _INSTANT.fullmatch(words)
    if instant:
        words = instant.group(1)
    if _EDTF.fullmatch(words) and any(character.isdigit() for character in words):
        return words if all(_is_possible(part) for part in words.split("/")) else None
    compact = _COMPACT.fullmatch(words)
    if compact:
        return _day(int(compact.group(1)), int(compact.group(2)), int(compact.group(3)))
    year_first = _YEAR_FIRST.match(words)
    if year_first:
        return _day(int(year_first.group(1)), int(year_first.group(2)), int(year_first.group(3)))
    slashed = _SLASHED.match(words)
    if slashed:
        return _slashed_day(int(slashed.group(1)), int(slashed.group(2)), int(slashed.group(3)))
    return day_in_words(words) if _WORDS.fullmatch(words) else None


def day_in_words(words: str) -> str | None:
    """Return the EDTF of the first day of the calendar in ``words`` ("Sept. 12, 2022", "3 April"), or None."""
    found = day_of(words)
    if found is None:
        return None
    year, month, day = found
    if year is None:
        # 2000 is a leap year: a day without a year is possible if any year has it.
        return f"XXXX-{month:02d}-{day:02d}" if _day(2000, month, day) else None
    return _day(year, month, day)


def _slashed_day(first: int, second: int, year: int) -> str | None:
    readings = sorted({_day(year, second, first), _day(year, first, second)} - {None}, key=str)
    return readings[0] if len(readings) == 1 else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _is_possible(edtf: str) -> bool:
    numbers = edtf.rstrip("?~%").lstrip("+-").split("-")
    if len(numbers) == 3 and numbers[0] == "XXXX" and numbers[1].isdigit() and numbers[2].isdigit():
        # 2000 is a leap year: a day without a year is possible if any year has it.
        return _day(2000, int(numbers[1]), int(numbers[2])) is not None
    if edtf in {"", ".."} or "X" in edtf:
        return all(not part.isdigit() or _in_range(place, int(part)) for place, part in enumerate(numbers))
    if len(numbers) == 3:
        return _day(int(numbers[0]), int(numbers[1]), int(numbers[2])) is not None
    return all(_in_range(place, int(part)) for place, part in enumerate(numbers))


def _in_range(place: int, number: int) -> bool:
    if place == 1:
        return 1 <= number <= 12 or number in _SEASONS
    return place == 0 or 1 <= number <= 31
