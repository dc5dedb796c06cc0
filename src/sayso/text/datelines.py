"""The opening of a report that says where, when and by which agency it was filed: "KYIV, April 3 (AP) -"."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
DAY = (
    rf"(?:{_WEEKDAY}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})"
    r"(?:,?\s+\d{4})?)"
)
"""A day of the calendar in words, with or without its weekday and its year: "Sept. 12", "Monday, 3 April 1989"."""

_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’/]+(?:[ \-][A-ZÀ-Þ][A-ZÀ-Þ.'’/]*){0,4}"
_WORDS = r"[A-ZÀ-Þ][\w.'’]+(?:[ \-](?:[A-ZÀ-Þ][\w.'’]*|de|del|al|el|la|le|of|da|do|dos|upon|and)){0,4}"
_NO_DAY = rf"(?!{_MONTH}\s+\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_REGION = rf"(?:,\s+{_NO_DAY}[A-ZÀ-Þ][\w.'’]*(?:[\s-][A-ZÀ-Þ][\w.'’]*){{0,3}})?"
_AGENCY = r"\([A-Z][\w .,&/'’\-]{1,40}\)"
_DASH = r"(?:\s+[-–—]{1,2}\s+|\s*(?:—|--)\s*|\.\s*[—–]\s*)"
_DATELINE = re.compile(
    rf"(?:(?P<capitals>{_CAPITALS})|(?P<words>{_WORDS}))(?P<region>{_REGION})"
    rf"(?:,?\s+(?P<day>{DAY}))?\.?,?(?:\s*(?P<agency>{_AGENCY}))?{_DASH}(?=[\"“‘'\[]?\w)"
)
_SHOUT = re.compile(
    r"(?:UPDATED?|BREAKING|EXCLUSIVE|WATCH|VIDEO|LIVE|ANALYSIS|OPINION|CORRECTION|NOTE|EDITOR.?S NOTE"
    r"|FACT CHECK|EXPLAINER|FILE|PHOTOS?|READ|MORE|ALSO|RELATED|DEVELOPING|WARNING|JUST IN)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Words ``[start, end)`` that open a report, with the place, the day and the agency that they name."""

    start: int
    end: int
    place: str
    day: str | None
    agency: str | None


def dateline_of(paragraph: str) -> Dateline | None:
    """Return the dateline with which ``paragraph`` begins, without the white space after it, or None."""
    match = _DATELINE.match(paragraph[:200])
    if match is None or _SHOUT.match(paragraph):
        return None
    if match["day"] is None and match["agency"] is None and not _is_bare_dateline(match, paragraph):
        return None
    end = match.start() + len(match.group().rstrip())
    agency = match["agency"]
    return Dateline(
        start=0,
        end=end,
        place=(match["capitals"] or match["words"]) + match["region"],
        day=match["day"],
        agency=agency.strip("()") if agency else None,
    )


def _is_bare_dateline(match: re.Match[str], paragraph: str) -> bool:
    """Tell a place in capitals before a dash from a name with an aside in dashes ("NATO - which is big - said")."""
    rest = paragraph[match.end() :].lstrip("\"“‘'[")
    aside = re.search(r"\s[-–—]{1,2}\s|—", re.split(r"[.!?]\s", rest[:300])[0])
    return match["capitals"] is not None and len(match["capitals"]) > 2 and not rest[:1].islower() and aside is None


def day_of(words: str) -> tuple[int | None, int, int] | None:
    """Return year (None where the words have none), month and day of a day of the calendar in words, or None."""
    match = re.search(DAY, words, re.IGNORECASE)
    if match is None:
        return None
    found = match.group()
    month = next(
        (number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name[:3]}", found, re.IGNORECASE)), None
    )
    numbers = re.findall(r"\d+", found)
    day = next((int(number) for number in numbers if len(number) <= 2), None)
    year = next((int(number) for number in numbers if len(number) == 4), None)
    if month is None or day is None:
        return None
    return year, month, day
