"""EDTF dates (ISO 8601-2, as the Library of Congress profiles it): their bounds, and whether two can be one time.

Read here: years, months, days, instants, seasons, quarters and halves (21-41), decades and centuries (``199X``),
unspecified parts (``XXXX-09-12``, ``2022-04-XX``), qualifiers (``?``, ``~``, ``%``), intervals and open intervals,
and one day of several (``[2022-11-08..2022-11-14]``).
The ``edtf`` package reads these too; it needs 10-40 ms a value, ends winter on 31 December and gives open ends as
infinite floats, so it serves as the second opinion of the tests.
"""

from __future__ import annotations

import calendar
import functools
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.records import When

_INSTANT = re.compile(r"^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_DATE = re.compile(r"^([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?$")

_ONE_OF = re.compile(r"^\[([\dX]{4}-\d{2}-\d{2})\.\.([\dX]{4}-\d{2}-\d{2})\]$")

_SEASON_MONTHS: dict[int, tuple[int, int]] = {
    # first month, number of months. 21-28: seasons of the northern hemisphere, winter beginning in December;
    # 29-32 the southern; 33-36 quarters; 37-39 thirds; 40-41 halves.
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bounds:
    """First and last day; ``recurring`` are the (month, day) ends of a date whose year is not said."""

    start: date | None
    end: date | None
    precision: str
    recurring: tuple[tuple[int, int], tuple[int, int]] | None = None


def when_from(edtf: str, *, inferred: tuple[str, ...] = (), why: str = "", precision: str | None = None) -> When:
    """Return the When of an EDTF string, its first and last day read off it.

    ``precision`` overrides what the string shows (a part of a day has no EDTF of its own). Raises ValueError for a
    string that is not EDTF of the forms above, or a day that no calendar holds.
    """
    bounds = _bounds_of(edtf)
    return When(
        edtf=edtf,
        start=bounds.start.isoformat() if bounds.start else None,
        end=bounds.end.isoformat() if bounds.end else None,
        precision=precision or bounds.precision,
        inferred=tuple(inferred),
        why=why,
    )


def is_edtf(text: str) -> bool:
    """Tell whether ``text`` is EDTF of the forms read here."""
    try:
        _bounds_of(text)
    except ValueError:
        return False
    return True


def one_day_of(first: str, last: str) -> str:
    """Return the EDTF of a day that is one of those from ``first`` to ``last``, it is not said which."""
    return f"[{first}..{last}]"


def ends_of(edtf: str) -> tuple[str, str] | None:
    """Return the first and the last of the days of which an EDTF string means one, None where it means no such day."""
    match = _ONE_OF.match(edtf)
    return (match[1], match[2]) if match else None


def compatible(a: When | None, b: When | None) -> bool:
    """Tell whether two times can be one; an unknown time is compatible with any, XXXX-04-02 with 2022-04-02."""
    if a is None or b is None:
        return True
    left, right = _bounds_of(a.edtf), _bounds_of(b.edtf)
    if left.recurring and right.recurring:
        return bool(_days_of(left.recurring) & _days_of(right.recurring))
    if left.recurring:
        return bool(_instances(left.recurring, right)) if right.start and right.end else True
    if right.recurring:
        return bool(_instances(right.recurring, left)) if left.start and left.end else True
    return _overlap(left, right)


def narrower(a: When | None, b: When | None) -> When | None:
    """Return the time that says most: the narrower of two compatible ones, ``a`` where they cannot be one.

    A day whose year is not said and a longer time that holds that day just once give the day with its year inferred.
    """
    if a is None or b is None:
        return a or b
    if not compatible(a, b):
        return a
    left, right = _bounds_of(a.edtf), _bounds_of(b.edtf)
    if left.recurring and not right.recurring:
        return _placed(a, left, b, right)
    if right.recurring and not left.recurring:
        return _placed(b, right, a, left)
    return b if _width(right) < _width(left) else a


def _placed(recurring: When, pattern: _Bounds, fixed: When, bounds: _Bounds) -> When:
    if bounds.start is None or bounds.end is None or pattern.recurring is None:
        return recurring
    if _width(bounds) <= _width(pattern):
        return fixed
    found = _instances(pattern.recurring, bounds)
    if len(found) != 1:
        return recurring
    start, end = found[0]
    if _DATE.match(recurring.edtf):
        edtf = f"{start.year:04d}{recurring.edtf[4:]}"
    elif recurring.edtf.startswith("["):
        edtf = one_day_of(start.isoformat(), end.isoformat())
    else:
        edtf = f"{start.isoformat()}/{end.isoformat()}"
    inferred = (*recurring.inferred, *(() if "year" in recurring.inferred else ("year",)))
    return when_from(edtf, inferred=inferred, why=f"the only one in {fixed.edtf}")


def _width(bounds: _Bounds) -> int:
    if bounds.recurring:
        return len(_days_of(bounds.recurring))
    if bounds.start is None or bounds.end is None:
        return 10**7
    return (bounds.end - bounds.start).days + 1


def _overlap(a: _Bounds, b: _Bounds) -> bool:
    before = a.end is not None and b.start is not None and a.end < b.start
    after = a.start is not None and b.end is not None and a.start > b.end
    return not before and not after


def _days_of(recurring: tuple[tuple[int, int], tuple[int, int]]) -> frozenset[str]:
    (first_month, first_day), (last_month, last_day) = recurring
    start, end = date(2000, first_month, first_day), date(2000, last_month, last_day)
    if end < start:
        end = end.replace(year=2001) if (last_month, last_day) != (2, 29) else date(2001, 2, 28)
    days = (end - start).days + 1
    return frozenset((start + timedelta(days=n)).strftime("%m%d") for n in range(min(days, 366)))


def _instances(recurring: tuple[tuple[int, int], tuple[int, int]], within: _Bounds) -> list[tuple[date, date]]:
    """Return the dates of ``recurring`` that meet the closed interval ``within``, at most two (enough to be unsure)."""
    found: list[tuple[date, date]] = []
    if within.start is None or within.end is None:
        return found
    for year in range(max(within.start.year - 1, 1), min(within.end.year, 9998) + 1):
        try:
            start = date(year, *recurring[0])
            end = date(year if recurring[1] >= recurring[0] else year + 1, *recurring[1])
        except ValueError:  # 29 February of a common year
            continue
        if start <= within.end and end >= within.start:
            found.append((start, end))
            if len(found) > 1:
                break
    return found


@functools.lru_cache(maxsize=4096)
def _bounds_of(edtf: str) -> _Bounds:
    ends = ends_of(edtf)
    if ends is not None:
        return replace(_bounds_of("/".join(ends)), precision="day")
    if "/" not in edtf:
        return _date_bounds(edtf)
    left, _, right = edtf.partition("/")
    if "/" in right or not (left.strip(".") or right.strip(".")):
        raise ValueError(f"{edtf!r} is not an EDTF interval")
    start = None if left in ("", "..") else _date_bounds(left)
    end = None if right in ("", "..") else _date_bounds(right)
    if start and end and start.recurring and end.recurring:
        return _Bounds(None, None, "interval", (start.recurring[0], end.recurring[1]))
    first, last = start.start if start else None, end.end if end else None
    if first and last and last < first:
        raise ValueError(f"{edtf!r} ends before it begins")
    return _Bounds(first, last, "interval")


def _date_bounds(edtf: str) -> _Bounds:
    instant = _INSTANT.match(edtf)
    if instant:
        day = date.fromisoformat(instant.group(1))
        return _Bounds(day, day, "minute")
    match = _DATE.match(edtf.rstrip("?~%"))
    if not match:
        raise ValueError(f"{edtf!r} is not an EDTF date")
    year, month, day_of_month = match.groups()
    if year == "XXXX":
        return _recurring_bounds(edtf, month, day_of_month)
    if not re.fullmatch(r"\d+X*", year) or int(year.replace("X", "9")) < 1:
        raise ValueError(f"{edtf!r} has no year that can be read")
    first_year, last_year = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if first_year != last_year:
        if month is not None and (month != "XX" or day_of_month not in (None, "XX")):
            raise ValueError(f"{edtf!r} has a month of an unsaid year")
        return _Bounds(date(first_year, 1, 1), date(last_year, 12, 31), "interval")
    if month is None or month == "XX":
        if day_of_month not in (None, "XX"):
            raise ValueError(f"{edtf!r} has a day of an unsaid month")
        return _Bounds(date(first_year, 1, 1), date(first_year, 12, 31), "year")
    if not month.isdigit():
        raise ValueError(f"{edtf!r} has a month that cannot be read")
    number = int(month)
    if number in _SEASON_MONTHS and day_of_month is None:
        first_month, months = _SEASON_MONTHS[number]
        last = first_month + months - 1
        end_year, end_month = first_year + (last - 1) // 12, (last - 1) % 12 + 1
        return _Bounds(date(first_year, first_month, 1), _month_end(end_year, end_month), "season")
    if not 1 <= number <= 12:
        raise ValueError(f"{edtf!r} has no such month")
    if day_of_month is None or day_of_month == "XX":
        return _Bounds(date(first_year, number, 1), _month_end(first_year, number), "month")
    day = date(first_year, number, _day_number(edtf, day_of_month))
    return _Bounds(day, day, "day")


def _recurring_bounds(edtf: str, month: str | None, day: str | None) -> _Bounds:
    if month is None or month == "XX":
        # Neither year nor month is said ("the 12th"): nothing bounds it.
        return _Bounds(None, None, "day" if day not in (None, "XX") else "unknown")
    number = int(month)
    if number in _SEASON_MONTHS and day is None:
        first_month, months = _SEASON_MONTHS[number]
        last = (first_month + months - 2) % 12 + 1
        return _Bounds(None, None, "season", ((first_month, 1), (last, _days_in(2001, last))))
    if not 1 <= number <= 12:
        raise ValueError(f"{edtf!r} has no such month")
    if day is None or day == "XX":
        return _Bounds(None, None, "month", ((number, 1), (number, _days_in(2001, number))))
    day_number = _day_number(edtf, day)
    if day_number > _days_in(2000, number):
        raise ValueError(f"{edtf!r} has no such day in any year")
    return _Bounds(None, None, "day", ((number, day_number), (number, day_number)))


def _day_number(edtf: str, day: str) -> int:
    if not day.isdigit() or not 1 <= int(day) <= 31:
        raise ValueError(f"{edtf!r} has no such day")
    return int(day)


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _month_end(year: int, month: int) -> date:
    if year > 9999:
        return date.max
    return date(year, month, _days_in(year, month))
