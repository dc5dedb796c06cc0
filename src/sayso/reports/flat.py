"""The opening of a text whose lines were run together: headline, agency and date before the first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.text.datelines import DAY

MOST_WORDS = 24
"""Words of the longest headline that is looked for before the agency and the date."""

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?"
_NAME = (
    r"(?:AFP|AP|UPI|DPA|dpa|ANSA|EFE|PA|AA|AAP|ANI|PTI|IANS|APP|BBC|CNN|RT|TRT|DW|VOA|RFE/RL|SANA|IRNA|ISNA|TASS|RIA|WAFA"
    r"|KUNA|WAM|SPA|QNA|MENA|APS|TAP|NAN|GNA|KBC|CGTN|UN|IRIN|Reuters|REUTERS|Agencies|AGENCIES|Xinhua|Bloomberg|Sputnik"
    r"|Anadolu(?: Agency)?|Interfax|Kyodo|Yonhap|Ukrinform|Associated Press)"
)
"""Agencies and broadcasters that sign copy. Other capitals before a day are towns: a dateline is the report's own."""

_DATE = rf"(?={DAY},?\s+[A-Z0-9\"“‘'(])(?=[^\n]{{0,24}}?\b\d{{4}}\s){DAY}"
_CREDIT = re.compile(
    rf"(?:(?P<agency>{_NAME}(?:\s?[/,&]\s?{_NAME}){{0,2}})\s+)?(?P<day>{_DATE})(?=,?\s+[\"“‘'(]?[A-Z0-9])"
)
_LABELLED = re.compile(
    rf"(?:(?:Published|Posted|Updated|Date)\s*:?\s+(?:on\s+)?)?(?P<day>{DAY}(?<=\d{{4}})|\d{{1,2}}([./-])\d{{1,2}}\2\d{{4}})"
    r"(?:\s?\(updated[^)]{1,30}\))?(?:\s?Get short URL(?:\s\d+)*)?(?=,?\s+[\"“‘'(]?[A-Z0-9])"
)
_STARTS_WITH_WEEKDAY = re.compile(_WEEKDAY)
_RUNS_ON = re.compile(
    r"(?:[,;:(–—-]|\b(?:on|since|until|till|from|of|by|before|after|in|and|to|the|for|dated|at|as))$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[a-z)\"”’][.!?]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatOpening:
    """Where the agency and the date stand in a line, and the day. What stands before ``start`` is a headline."""

    start: int
    end: int
    day: str


def flat_opening(line: str) -> FlatOpening | None:
    """Return the agency and date that stand between a line's headline and its sentence, or None.

    They are as in "AFP Thursday 9 Jul 2015": the day has its year, below a headline in the same line an agency
    or its weekday too, and a new sentence after it.
    """
    labelled = _LABELLED.match(line[:320])
    if labelled is not None:
        return FlatOpening(start=0, end=labelled.end(), day=labelled["day"])
    for match in _CREDIT.finditer(line[:320]):
        before = line[: match.start()].strip()
        if before and match["agency"] is None and not _STARTS_WITH_WEEKDAY.match(match["day"]):
            continue
        if before.isupper():  # the town of a dateline
            return None
        if _SENTENCE_END.search(before) or len(before.split()) > MOST_WORDS or (before and _RUNS_ON.search(before)):
            return None
        return FlatOpening(start=match.start(), end=match.end(), day=match["day"])
    return None
