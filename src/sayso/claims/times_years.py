"""Which year a day without one belongs to: decided jointly over a report, with the reason, or left open."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sayso.claims.times_grammar import MONTHS, WEEKDAYS

EARLIEST = 1500
"""No year before this one is inferred: printed news is younger."""

AHEAD_COSTS = {"future": 0.5, "planned": 1.0, "": 1.5, "past": 60.0, "since": 1e9}
"""How many days back weigh as much as one day ahead of publication, by the tense of the verb that the words go with.

What a report tells in the past lies before it, but for a slip of days between zones and presses. Words that no verb
places ("a deal on a May vote") may lie ahead, more rarely in last year. "Since 1 May" never lies ahead.
"""

MONTH_AHEAD_COSTS = AHEAD_COSTS | {"future": 0.0, "past": 1e9}
"""The same for months: a month that "will" be is never the last of its name, nor one that "was" the next."""

FRESH_DAYS = 14
"""This near to publication a day with a wrong weekday is a slip of the weekday, not a day of another year."""


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day as words give it: month and day always, weekday (0 Monday) and year where they say so."""

    start: int
    end: int
    month: int
    day: int
    weekday: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Words whose weekday cannot be, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Years:
    """What a report says of its years.

    ``anchor`` is the day near which its dates lie (publication where known; else the latest day whose weekday pins its
    year), ``anchored_by`` says which. ``pinned`` are (month, day) pairs with the year that their weekdays give.
    """

    anchor: date | None
    anchored_by: str
    published: bool
    pinned: tuple[tuple[tuple[int, int], int], ...]
    pinned_why: str
    mismatches: tuple[Mismatch, ...]
    impossible: tuple[Mismatch, ...]
    open_days: frozenset[tuple[int, int]]

    def year_of(self, month: int, day: int, *, tense: str) -> tuple[int | None, str]:
        """Return the year of a day that names none, and from what it follows; None where nothing decides it."""
        for (pinned_month, pinned_day), year in self.pinned:
            if (pinned_month, pinned_day) == (month, day):
                return year, self.pinned_why
        if self.anchor is None or ((month, day) in self.open_days and not self.published):
            return None, ""
        nearest = nearest_year(self.anchor, month, day, tense=tense)
        if nearest is None:
            return None, ""
        return nearest, f"{day_name(month, day)} nearest to {self.anchored_by}"

    def year_of_month(self, month: int, *, tense: str) -> tuple[int | None, str]:
        """Return the year of a month that names none, and from what it follows."""
        if self.anchor is None:
            return None, ""
        ahead = (month - self.anchor.month) % 12
        back = (12 - ahead) % 12
        future = back > 0 and ahead * MONTH_AHEAD_COSTS[tense] < back
        index = self.anchor.year * 12 + self.anchor.month - 1 + (ahead if future else -back)
        return index // 12, f"{calendar_month(month)} nearest to {self.anchored_by}"


def years_of(days: Sequence[DayWords], *, published: date | None, published_as: str, received: date) -> Years:
    """Decide jointly what years the days of one report belong to.

    A publication date decides by nearness. Without one, weekdays do: the latest year up to the day of receipt in which
    every weekday-dated day fits (days on both sides of New Year in adjacent years). One day and month with two
    weekdays is a mismatch before anything is inferred, and leaves its year open.
    """
    impossible = tuple(_impossible(day) for day in days if not _exists(day))
    possible = [day for day in days if _exists(day)]
    mismatches, doubted = _contradictions(possible)
    undated = [
        day for day in possible if day.year is None and day.weekday is not None and (day.month, day.day) not in doubted
    ]
    if published is not None:
        anchored_by = f"the publication on {published_as}"
        near = {day: _year_near(day, published) for day in undated}
        late = [
            Mismatch(day.start, day.end, f"{_wrong_weekday(day, year)} (the year nearest to {anchored_by})")
            for day, (year, right) in near.items()
            if year is not None and not right
        ]
        pinned = tuple(
            sorted({((day.month, day.day), year) for day, (year, right) in near.items() if right and year is not None})
        )
        return Years(
            published, anchored_by, True, pinned, f"its weekday, near {anchored_by}", (*mismatches, *late), impossible,
            frozenset(doubted),
        )  # fmt: skip
    full = sorted({day.year for day in possible if day.year is not None and _weekday(day.year, day) is not None})
    pinned, why, odd = _pinned(undated, received, full)
    anchor = max((date(year, month, day) for (month, day), year in pinned), default=None)
    anchored_by = f"{day_name(anchor.month, anchor.day)} {anchor.year}, which its weekday pins" if anchor else ""
    return Years(anchor, anchored_by, False, pinned, why, (*mismatches, *odd), impossible, frozenset(doubted))


def nearest_year(anchor: date, month: int, day: int, *, tense: str) -> int | None:
    """Return the year that puts a day nearest to ``anchor``, days ahead weighing as ``AHEAD_COSTS`` has it."""
    best: tuple[float, int] | None = None
    for year in range(max(anchor.year - 8, 1), min(anchor.year + 8, 9999) + 1):
        try:
            ahead = (date(year, month, day) - anchor).days
        except ValueError:  # 29 February of a common year
            continue
        cost = ahead * AHEAD_COSTS[tense] if ahead > 0 else float(-ahead)
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best else None


def day_name(month: int, day: int) -> str:
    """Return a day as British papers write it: "2 April"."""
    return f"{day} {calendar_month(month)}"


def calendar_month(month: int) -> str:
    """Return a month's English name."""
    return MONTHS[month - 1]


def day_exists(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar of ``year`` has the day."""
    return day <= calendar.monthrange(year, month)[1]


def _exists(day: DayWords) -> bool:
    return day_exists(day.year or 2000, day.month, day.day)


def _impossible(day: DayWords) -> Mismatch:
    year = f" {day.year}" if day.year else ""
    return Mismatch(day.start, day.end, f"there is no {day_name(day.month, day.day)}{year}")


def _weekday(year: int, day: DayWords) -> int | None:
    try:
        return date(year, day.month, day.day).weekday()
    except ValueError:
        return None


def _wrong_weekday(day: DayWords, year: int) -> str:
    actual = _weekday(year, day)
    named = WEEKDAYS[day.weekday] if day.weekday is not None else "?"
    is_a = f"was a {WEEKDAYS[actual]}" if actual is not None else "did not exist"
    return f"{day_name(day.month, day.day)} {year} {is_a}, not a {named}"


def _contradictions(days: Sequence[DayWords]) -> tuple[list[Mismatch], set[tuple[int, int]]]:
    """Find days of one report that have two weekdays, and full dates on which the weekday is wrong."""
    mismatches: list[Mismatch] = []
    doubted: set[tuple[int, int]] = set()
    first: dict[tuple[int, int, int | None], DayWords] = {}
    for day in days:
        if day.weekday is None:
            continue
        if day.year is not None and _weekday(day.year, day) != day.weekday:
            mismatches.append(Mismatch(day.start, day.end, _wrong_weekday(day, day.year)))
            continue
        key = (day.month, day.day, day.year)
        earlier = first.setdefault(key, day)
        if earlier.weekday is not None and earlier.weekday != day.weekday:
            doubted.add((day.month, day.day))
            mismatches.append(
                Mismatch(
                    day.start,
                    day.end,
                    f"{day_name(day.month, day.day)} is a {WEEKDAYS[day.weekday]} here and a "
                    f"{WEEKDAYS[earlier.weekday]} elsewhere in the same report",
                )
            )
    return mismatches, doubted


def _pinned(
    days: Sequence[DayWords], received: date, full: Sequence[int]
) -> tuple[tuple[tuple[tuple[int, int], int], ...], str, list[Mismatch]]:
    """Pin weekday-dated days to a year that fits them all: the latest that the report writes out beside some day, else
    the latest up to receipt; drop those that fit no other.
    """
    if not days:
        return (), "", []
    kept = list(days)
    odd: list[Mismatch] = []
    while kept:
        for year in (*sorted(full, reverse=True), *range(received.year, EARLIEST - 1, -1)):
            for turn in (None, *(range(2, 13) if _spans_new_year(kept) else ())):
                years = {day: year - 1 if turn is not None and day.month >= turn else year for day in kept}
                if all(_weekday(years[day], day) == day.weekday for day in kept) and all(
                    date(years[day], day.month, day.day) <= received for day in kept
                ):
                    pairs = sorted({((day.month, day.day), years[day]) for day in kept})
                    return tuple(pairs), _pinned_why(kept, received, written=year in full), odd
        # No year fits them all: the last one is at odds with those before it.
        last = kept.pop()
        others = ", ".join(f"{WEEKDAYS[day.weekday or 0]} {day_name(day.month, day.day)}" for day in kept[:3])
        name = f"{WEEKDAYS[last.weekday or 0]} {day_name(last.month, last.day)}"
        odd.append(Mismatch(last.start, last.end, f"no year has both {name} and {others}"))
    return (), "", odd


def _spans_new_year(days: Sequence[DayWords]) -> bool:
    months = {day.month for day in days}
    return max(months) - min(months) >= 6


def _pinned_why(days: Sequence[DayWords], received: date, *, written: bool) -> str:
    names = sorted({(day.month, day.day, day.weekday) for day in days})
    listed = ", ".join(
        f"{day_name(month, day)} is a {WEEKDAYS[weekday]}" for month, day, weekday in names[:4] if weekday is not None
    )
    if written:
        return f"a year that the report writes out and in which {listed}"
    return f"the latest year up to the day of receipt ({received.isoformat()}) in which {listed}"


def _year_near(day: DayWords, published: date) -> tuple[int | None, bool]:
    """Return the year of a weekday-dated day near a known publication, and whether the weekday is right in it.

    Within a fortnight of publication a wrong weekday is an error, not another year.
    """
    near = nearest_year(published, day.month, day.day, tense="past")
    if near is not None and _weekday(near, day) == day.weekday:
        return near, True
    fresh = near is not None and abs((date(near, day.month, day.day) - published).days) <= FRESH_DAYS
    ahead = nearest_year(published, day.month, day.day, tense="future")
    for year in () if fresh else (ahead, published.year, published.year - 1):
        if year is not None and _weekday(year, day) == day.weekday:
            return year, True
    return near, False
