"""What a wording of a time stands for: its TIMEX3 type and value, and its days as EDTF, seen from what anchors it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.claims.times_grammar import MONTHS, WEEKDAYS, Wording, time_table
from sayso.claims.times_years import AHEAD_COSTS, Years, day_exists, day_name, nearest_year
from sayso.records import When
from sayso.text.edtf import one_day_of, when_from
from sayso.text.numbers import quantities_in

_SPELLED = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_ORDINALS = {
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip
_DECADES = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9,
}  # fmt: skip
_SMALL_UNITS = ("second", "minute", "hour")


_JUST_OVER = 2
"""Days: a weekday this short a time ago is the one that "was to" come, the next one five or six days ahead is not."""

FULL_DATE_REACH = 92
"""Days: a day without a year is of the year of a full date just before it only when it lies this near."""


@dataclass(frozen=True, slots=True)
class Seen:
    """From where a wording is read: the report's years, the tense of its verb, and the day told of last.

    ``last`` is whatever time was told of last ("June 1998", for "later that year"; the third quarter, for "a year
    earlier").
    ``period`` is the quarter, half-year or month of which figures were told last ("up from a year earlier").
    ``filed`` is the day on which the words were written, by their dateline, where it is not that of publication.
    ``day`` is the last day named before it in the report, ``passage_day`` the last one in the same passage (or the
    next one there, for "in the 24 hours to Monday, 4 May"). Days of an open year are kept as month and day.
    ``day_first`` tells which number of "03/04/2021" is the day, None where nothing does.
    """

    years: Years
    tense: str
    day: date | tuple[int, int] | None
    passage_day: date | tuple[int, int] | None
    last: When | None = None
    period: When | None = None
    full: date | None = None
    filed: date | tuple[int, int] | None = None
    day_first: bool | None = None
    day_first_why: str = ""

    @property
    def future(self) -> bool:
        return self.tense in ("future", "planned")

    @property
    def published(self) -> date | None:
        return self.years.anchor if self.years.published else None

    @property
    def written(self) -> date | None:
        """Return the day from which "yesterday" and "Friday" are counted: the dateline's, else that of publication."""
        return self.filed if isinstance(self.filed, date) else self.published

    @property
    def written_as(self) -> str:
        """Name that day."""
        return f"the dateline, {self.filed.isoformat()}" if isinstance(self.filed, date) else self.years.anchored_by


@dataclass(frozen=True, slots=True)
class Value:
    """TIMEX3 ``type`` and ``timex`` value, the days it covers, and the day at which it leaves the telling."""

    type: str
    timex: str
    when: When | None
    day: date | tuple[int, int] | None = None


def value_of(wording: Wording, seen: Seen) -> Value | None:
    """Return what ``wording`` stands for as seen from ``seen``; None where the words are no time after all."""
    return _READINGS[wording.reading](wording, seen)


# --- pieces -------------------------------------------------------------------------------------


def month_of(wording: Wording) -> int:
    """Return the month's number, 0 where the words name none."""
    name = wording.piece("month")
    if not name:
        return int(wording.piece("month_number") or 0)
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name.rstrip(".")[:3]))


def weekday_of(wording: Wording) -> int | None:
    """Return the weekday's number, 0 for Monday, None where the words name none."""
    name = wording.piece("weekday")
    return next((n for n, day in enumerate(WEEKDAYS) if name and day.lower().startswith(name.rstrip(".")[:3])), None)


def _number(text: str) -> float | None:
    """Return the number that ``text`` words; None for "several" and "a few"."""
    text = text.strip().lower()
    if text in ("a", "an", ""):
        return 1
    if text in _SPELLED:
        return _SPELLED[text]
    if re.fullmatch(r"a\s+couple\s+of|couple\s+of", text):
        return 2
    if re.fullmatch(r"half\s+an?|an?\s+half|half", text):
        return 0.5
    if re.fullmatch(r"several|a\s+few|few", text):
        return None
    if re.fullmatch(r"\d+\.\d+", text):
        return float(text)
    found = quantities_in(text if not text.isdigit() else f"{int(text):,}")
    return found[0].min if len(found) == 1 and found[0].min == found[0].max else None


def _unit(wording: Wording, name: str = "unit") -> str:
    unit = wording.piece(name)
    return {"centuries": "century", "century": "century"}.get(unit, unit.removesuffix("s"))


def _amount(n: float | None) -> str:
    return "X" if n is None else f"{n:g}"


def _duration(n: float | None, unit: str) -> str:
    letter = time_table()["units"][unit]
    factor = {"decade": 10, "century": 100, "fortnight": 2, "weekend": 2, "season": 3}.get(unit, 1)
    if letter.startswith("T"):
        if unit == "hour" and n is not None and n % 1 == 0.5:
            return f"PT{int(n)}H30M" if n > 1 else "PT30M"
        return f"PT{_amount(n)}{letter[1]}"
    return f"P{_amount(None if n is None else n * factor)}{letter}"


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _day_value(day: date, why: str, *, part: str = "", inferred: tuple[str, ...] = (), clock: str = "") -> Value:
    timex = day.isoformat() + (f"T{clock}" if clock else f"T{part}" if part else "")
    precision = "minute" if clock else "part_of_day" if part else "day"
    when = when_from(day.isoformat(), inferred=inferred, why=why, precision=precision)
    return Value("TIME" if clock or part else "DATE", timex, when, day)


def _open_day(month: int, day: int, *, part: str = "", clock: str = "") -> Value:
    edtf = f"XXXX-{month:02d}-{day:02d}"
    precision = "minute" if clock else "part_of_day" if part else "day"
    timex = edtf + (f"T{clock}" if clock else f"T{part}" if part else "")
    when = when_from(edtf, why="the report says no year, and nothing in it decides one", precision=precision)
    return Value("TIME" if clock or part else "DATE", timex, when, (month, day))


def _part(wording: Wording) -> str:
    return time_table()["parts"].get(wording.piece("part"), "") if wording.piece("part") else ""


def _span(first: date, last: date, timex: str, why: str, *, precision: str, inferred: tuple[str, ...]) -> Value:
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return Value("DATE", timex, when_from(edtf, inferred=inferred, why=why, precision=precision))


def _year_edtf(edtf: str, timex: str, why: str, inferred: tuple[str, ...]) -> Value:
    return Value("DATE", timex, when_from(edtf, inferred=inferred, why=why))


# --- days ---------------------------------------------------------------------------------------


def _day(wording: Wording, seen: Seen) -> Value | None:
    month, number = month_of(wording), int(wording.piece("day"))
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    part = _part(wording)
    year, why, inferred = _year_said(wording, seen, month, number)
    last = wording.piece("day2")
    if last:
        return _days(month, number, int(last), year, why, inferred)
    if year is None:
        try:
            return _open_day(month, number, part=part)
        except ValueError:
            return Value("DATE", f"XXXX-{month:02d}-{number:02d}", None)
    try:
        return _day_value(date(year, month, number), why, part=part, inferred=inferred)
    except ValueError:
        return Value("DATE", f"{year:04d}-{month:02d}-{number:02d}", None)


def _year_said(wording: Wording, seen: Seen, month: int, day: int) -> tuple[int | None, str, tuple[str, ...]]:
    said = wording.piece("year")
    if said:
        return int(said), "", ()
    shift = wording.piece("shift")
    if shift and seen.years.anchor:
        step = {"last": -1, "next": 1}.get(shift, 0)
        return seen.years.anchor.year + step, f"counted from {seen.years.anchored_by}", ("year",)
    year, why = seen.years.year_of(month, day, tense=seen.tense)
    if year is None and seen.full is not None and (month, day) not in seen.years.open_days:
        # "On 3 May 2019 the dam broke. By 5 May ...": a day soon after a full date is of its year.
        near = nearest_year(seen.full, month, day, tense="future")
        close = near is not None and abs((date(near, month, day) - seen.full).days) <= FULL_DATE_REACH
        if close:
            return near, f"{day_name(month, day)} nearest to {seen.full.isoformat()}, told of before", ("year",)
    return year, why, ("year",)


def _days(month: int, first: int, last: int, year: int | None, why: str, inferred: tuple[str, ...]) -> Value | None:
    shown = "XXXX" if year is None else f"{year:04d}"
    edtf = f"{shown}-{month:02d}-{first:02d}/{shown}-{month:02d}-{last:02d}"
    if last <= first:
        return None
    try:
        return Value("DATE", edtf, when_from(edtf, inferred=inferred if year else (), why=why))
    except ValueError:
        return Value("DATE", edtf, None)


def _slashed(wording: Wording, seen: Seen) -> Value | None:
    first, second, year = int(wording.piece("a")), int(wording.piece("b")), int(wording.piece("y"))
    if year < 100:
        year += 2000 if year < 50 else 1900
    readings = {
        day_first: date(year, month, day)
        for day_first, month, day in ((True, second, first), (False, first, second))
        if month <= 12 and day_exists(year, month, day)
    }
    days = sorted(set(readings.values()))
    if len(days) == 1:
        return _day_value(days[0], "")
    if not days:
        return None
    inferred = ("month", "day")
    if seen.day_first is not None:
        return _day_value(readings[seen.day_first], seen.day_first_why, inferred=inferred)
    if seen.published is not None and days[0] <= seen.published < days[1] and not seen.future:
        return _day_value(days[0], "read the other way round it lies after publication", inferred=inferred)
    why = f"{days[0].isoformat()} or {days[1].isoformat()}: day and month can be read either way round"
    return Value("DATE", f"{year:04d}", when_from(one_day_of(days[0].isoformat(), days[1].isoformat()), why=why))


def day_first_of(wording: Wording) -> bool | None:
    """Tell whether the day stands first in a date in figures, None where it can be read either way round."""
    first, second = int(wording.piece("a")), int(wording.piece("b"))
    return None if (first > 12) == (second > 12) else first > 12


def _weekday(wording: Wording, seen: Seen) -> Value | None:
    weekday = weekday_of(wording)
    if weekday is None:
        return None
    part = _part(wording)
    published = seen.written
    if published is None and isinstance(seen.filed, tuple) and not wording.piece("shift") and not seen.future:
        week = _week_up_to(seen.filed)
        timex = f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else "")
        return Value("TIME" if part else "DATE", timex, week)
    if published is None:
        # A bare weekday may lie before or after any dated day: left open.
        return Value("TIME" if part else "DATE", f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""), None)
    shift = wording.piece("shift")
    back = (published.weekday() - weekday) % 7
    ahead = (weekday - published.weekday()) % 7
    # What "would" or "was to" be lies ahead of its telling, not always of the paper: of Friday a Saturday paper tells.
    over = seen.tense == "planned" and 0 < back <= _JUST_OVER
    if shift in ("next", "this coming") or (seen.future and not shift and not over):
        day = published + timedelta(days=ahead or (7 if shift else 0))
        side = "next"
    else:
        day = published - timedelta(days=back or (7 if shift in ("last", "past", "this past") else 0))
        side = "last"
    day += timedelta(weeks=int(wording.piece("weeks") or 0))
    why = f"the {side} {WEEKDAYS[weekday]} as seen from {seen.written_as}"
    return _day_value(day, why, part=part, inferred=("year", "month", "day"))


def _weekday_of(wording: Wording, seen: Seen) -> Value | None:
    """Read "Tuesday of last week"."""
    weekday, part = weekday_of(wording), _part(wording)
    if weekday is None:
        return None
    if seen.written is None:
        return Value("TIME" if part else "DATE", f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""), None)
    weeks = {"last": -1, "next": 1}.get(wording.piece("shift"), 0)
    day = seen.written + timedelta(days=weekday - seen.written.weekday(), weeks=weeks)
    why = f"the {WEEKDAYS[weekday]} of a week counted from {seen.written_as}"
    return _day_value(day, why, part=part, inferred=("year", "month", "day"))


def _weekday_near(wording: Wording, seen: Seen) -> Value | None:
    """Read "the following Tuesday", "the Friday before": seen from the day told of before."""
    weekday, part = weekday_of(wording), _part(wording)
    if weekday is None:
        return None
    if not isinstance(seen.day, date):
        return Value("TIME" if part else "DATE", f"XXXX-WXX-{weekday + 1}" + (f"T{part}" if part else ""), None)
    if wording.piece("way") in ("previous", "preceding", "before"):
        day = seen.day - timedelta(days=(seen.day.weekday() - weekday) % 7 or 7)
    else:
        day = seen.day + timedelta(days=(weekday - seen.day.weekday()) % 7 or 7)
    why = f"counted from {seen.day.isoformat()}, the day told of before"
    return _day_value(day, why, part=part, inferred=("year", "month", "day"))


def _week_up_to(day: tuple[int, int]) -> When | None:
    """Return some day of the seven up to a dateline's day of an open year: a weekday told in it is one of them."""
    month, number = day
    # Counted in a common year; a week over New Year's Day, or over the end of February, would depend on the year.
    last = date(2001, month, number) if (month, number) != (2, 29) else None
    if last is None or (month, number) < (1, 7) or (3, 1) <= (month, number) < (3, 7):
        return None
    first = last - timedelta(days=6)
    return when_from(
        one_day_of(f"XXXX-{first:%m-%d}", f"XXXX-{last:%m-%d}"),
        inferred=("month", "day"),
        why=f"one of the seven days up to the dateline's, {day_name(month, number)}, the year of which is open",
    )


def _into(wording: Wording, seen: Seen) -> Value | None:
    """Read "overnight into Tuesday": the night of the day before, and the morning of the day named."""
    named = Wording(wording.start, wording.end, "weekday", {"weekday": wording.pieces["into"]})
    value = _weekday(named, seen)
    if value is None or not isinstance(value.day, date) or value.when is None:
        return None if value is None else Value("TIME", f"{value.timex}TNI", value.when)
    before = value.day - timedelta(days=1)
    when = when_from(
        f"{before.isoformat()}/{value.day.isoformat()}", inferred=value.when.inferred, why=value.when.why,
        precision="interval",
    )  # fmt: skip
    return Value("TIME", f"{before.isoformat()}TNI", when, value.day)


def _day_of_month(wording: Wording, seen: Seen) -> Value | None:
    """Read "on the 9th": in the month of the day told of before, else of publication, or the month next to it."""
    number = int(wording.piece("day"))
    base = seen.day if isinstance(seen.day, date) else seen.published
    if not 1 <= number <= 31:
        return None
    if base is None:
        return Value("DATE", f"XXXX-XX-{number:02d}", None)
    candidates = []
    for step in (-1, 0, 1):
        index = base.year * 12 + base.month - 1 + step
        year, month = index // 12, index % 12 + 1
        if 1 <= year <= 9999 and day_exists(year, month, number):
            candidates.append(date(year, month, number))
    told = [day for day in candidates if seen.future or seen.published is None or day <= seen.published]
    if not told:
        return Value("DATE", f"XXXX-XX-{number:02d}", None)
    day = min(told, key=lambda day: (abs((day - base).days), day))
    return _day_value(day, f"day {number} of a month, nearest to {base.isoformat()}", inferred=("year", "month"))


def _holiday(wording: Wording, seen: Seen) -> Value | None:
    name = re.sub(r"\s+", " ", wording.pieces["holiday"])
    rule = time_table()["holidays"][name]
    said = wording.piece("year")
    if said:
        day = _holiday_in(rule, int(said))
        return _day_value(day, f"{name} {said}", inferred=("month", "day"))
    anchor = seen.published
    if anchor is None and len(rule) == 2 and isinstance(rule[0], int):
        return _open_day(rule[0], int(rule[1]))
    if anchor is None:
        return Value("DATE", "XXXX", None)
    candidates = [_holiday_in(rule, year) for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    shift = wording.piece("shift")
    if shift == "next" or (seen.future and not shift):
        day = next(day for day in candidates if day >= anchor)
    elif shift == "this":
        day = candidates[1]
    else:
        costs = [(_cost((day - anchor).days, seen.tense), day) for day in candidates]
        day = min(costs)[1] if shift != "last" else next(day for day in reversed(candidates) if day <= anchor)
    return _day_value(day, f"{name} as seen from {seen.years.anchored_by}", inferred=("year", "month", "day"))


def _feast(wording: Wording, _seen: Seen) -> Value | None:
    """Read "Ramadan", "Eid al-Fitr 2015": of its year where one is said, else open."""
    said = wording.piece("year")
    return _year_edtf(said, said, "", ()) if said else Value("DATE", "XXXX", None)


def _cost(ahead: int, tense: str) -> float:
    return ahead * AHEAD_COSTS[tense] if ahead > 0 else float(-ahead)


def _holiday_in(rule: list[int | str], year: int) -> date:
    if rule[0] == "election":
        first = date(year, 11, 1)
        return first + timedelta(days=(0 - first.weekday()) % 7 + 1 + int(rule[1]))
    if rule[0] == "easter":
        return _easter(year) + timedelta(days=int(rule[1]))
    month = int(rule[0])
    if len(rule) == 2:
        return date(year, month, int(rule[1]))
    weekday, which = int(rule[1]), int(rule[2])
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (anonymous computus; Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    lunar = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * lunar) // 451
    month, day = divmod(h + lunar - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _named_day(wording: Wording, seen: Seen) -> Value | None:
    named = wording.piece("named")
    return _named(named, seen)


def _named(named: str, seen: Seen) -> Value | None:
    part = ""
    for word, code in time_table()["parts"].items():
        if re.search(rf"\b{word}\b", named):
            part = code
    if named in ("tonight", "earlier tonight", "overnight"):
        part = "NI"
    step = 0
    if "before yesterday" in named:
        step = -2
    elif "after tomorrow" in named:
        step = 2
    elif "yesterday" in named or named in ("last night", "overnight"):
        step = -1
    elif "tomorrow" in named:
        step = 1
    if seen.written is None and isinstance(seen.filed, tuple) and seen.filed not in ((2, 29), (3, 1), (3, 2)):
        other = date(2001, *seen.filed) + timedelta(days=step)
        return _open_day(other.month, other.day, part=part)
    if seen.written is None:
        timex = "PRESENT_REF" if step == 0 and not part else f"XXXX-XX-XXT{part}" if part else "XXXX-XX-XX"
        return Value("TIME" if part else "DATE", timex, None)
    why = f"counted from {seen.written_as}"
    return _day_value(seen.written + timedelta(days=step), why, part=part, inferred=("year", "month", "day"))


def _part_of_day(wording: Wording, seen: Seen) -> Value | None:
    """Read "in the morning", "at dawn": of the day named in the same sentence, else of the one told of before."""
    day = seen.passage_day if seen.passage_day is not None else seen.day
    if isinstance(day, date):
        return _day_value(day, "the day told of before", part=_part(wording), inferred=("day",))
    if isinstance(day, tuple):
        return _open_day(*day, part=_part(wording))
    return Value("TIME", f"XXXX-XX-XXT{_part(wording)}", None)


def _clock(wording: Wording, seen: Seen) -> Value | None:
    clock = _clock_value(wording.piece("clock"))
    if clock is None:
        return None
    base: Value | None
    if wording.piece("month"):
        base = _day(wording, seen)
    elif wording.piece("weekday"):
        base = _weekday(wording, seen)
    elif wording.piece("named"):
        base = _named(wording.piece("named"), seen)
    elif isinstance(seen.passage_day, date):
        return _day_value(seen.passage_day, "the day named in the same sentence", inferred=("day",), clock=clock)
    elif isinstance(seen.passage_day, tuple):
        return _open_day(*seen.passage_day, clock=clock)
    elif isinstance(seen.day, date):
        return _day_value(seen.day, "the day told of before", inferred=("day",), clock=clock)
    elif seen.published is not None:
        base = Value("DATE", seen.published.isoformat(), None)
    else:
        base = Value("DATE", "XXXX-XX-XX", None)
    if base is None:
        return None
    if isinstance(base.day, date) and base.when is not None:
        return _day_value(base.day, base.when.why, inferred=base.when.inferred, clock=clock)
    if isinstance(base.day, tuple):
        return _open_day(*base.day, clock=clock)
    return Value("TIME", f"{base.timex.partition('T')[0]}T{clock}", None)


def _clock_value(text: str) -> str | None:
    if text in ("noon", "midday"):
        return "12:00"
    if text == "midnight":
        return "24:00"
    match = re.match(r"(?P<h>\d{1,2}|[a-z]+)(?:[:.]?(?P<m>\d{2}))?", text)
    if not match:
        return None
    named = match.group("h")
    hour = int(named) if named.isdigit() else _SPELLED.get(named)
    if hour is None:
        return None
    if re.search(r"p\.?\s?m|afternoon|evening", text) and hour < 12:
        hour += 12
    if re.search(r"\ba\.?\s?m|\dam|in the morning", text) and hour == 12:
        hour = 0
    minute = int(match.group("m") or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


# --- months, seasons, years ---------------------------------------------------------------------


def _month(wording: Wording, seen: Seen) -> Value | None:
    month = month_of(wording)
    said = wording.piece("year")
    if said:
        return _year_edtf(f"{said}-{month:02d}", f"{said}-{month:02d}", "", ())
    shift = wording.piece("shift")
    anchor = seen.years.anchor
    if shift and anchor:
        if _counts_years(wording):
            year = anchor.year + {"last": -1, "next": 1}.get(shift, 0)
        elif shift == "next":
            year = anchor.year + (0 if month > anchor.month else 1)
        elif shift == "this":
            year = anchor.year
        else:
            year = anchor.year - (0 if month < anchor.month else 1)
        why = f"counted from {seen.years.anchored_by}"
        return _year_edtf(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}", why, ("year",))
    found, why = seen.years.year_of_month(month, tense=seen.tense)
    if found is None:
        return Value("DATE", f"XXXX-{month:02d}", when_from(f"XXXX-{month:02d}", why="the report says no year"))
    return _year_edtf(f"{found:04d}-{month:02d}", f"{found:04d}-{month:02d}", why, ("year",))


def _counts_years(wording: Wording) -> bool:
    """Tell "June last year" from "last June": in the first the month stands before the shift."""
    return list(wording.pieces).index("month") < list(wording.pieces).index("shift")


def _season(wording: Wording, seen: Seen) -> Value | None:
    code, edtf = time_table()["seasons"][wording.piece("season")]
    said = wording.piece("year")
    if said:
        return _year_edtf(f"{said}-{edtf}", f"{said}-{code}", "", ())
    anchor = seen.years.anchor
    if anchor is None:
        return Value("DATE", f"XXXX-{code}", when_from(f"XXXX-{edtf}"))
    shift = wording.piece("shift")
    first_month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    year = anchor.year
    if shift == "last" and not _is_of_year(wording):
        # The last one that is over: a season that has begun this year counts as this one.
        year = anchor.year if anchor.month >= first_month + 3 else anchor.year - 1
    elif shift in ("last", "next") and _is_of_year(wording):
        year = anchor.year + (1 if shift == "next" else -1)
    elif shift == "next":
        year = anchor.year if anchor.month < first_month else anchor.year + 1
    elif shift != "this" and not seen.future and anchor.month < first_month:
        year = anchor.year - 1
    why = f"counted from {seen.years.anchored_by}"
    return _year_edtf(f"{year:04d}-{edtf}", f"{year:04d}-{code}", why, ("year",))


def _is_of_year(wording: Wording) -> bool:
    names = list(wording.pieces)
    return "shift" in names and names.index("season") < names.index("shift")


def _quarter(wording: Wording, seen: Seen) -> Value | None:
    which = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
    named = wording.piece("which")
    half = wording.piece("unit") == "half"
    if half and (named not in ("first", "second") or not (wording.piece("year") or wording.piece("shift"))):
        return None
    letter = "H" if half else "Q"
    said = wording.piece("year")
    anchor = seen.years.anchor
    months = 6 if half else 3
    number = int(named) if named.isdigit() else which.get(named, 0)
    if number == 0:  # "the latest quarter"
        return _told(Wording(wording.start, wording.end, "told", {"unit": "quarter"}), seen)
    if said:
        year = int(said)
    elif anchor is not None:
        shift = wording.piece("shift")
        year = anchor.year + {"last": -1, "next": 1}.get(shift, 0)
        ends = number * months
        if not shift and not seen.future and ends - months >= anchor.month:
            year -= 1
    else:
        return Value("DATE", f"XXXX-{letter}{number}", None)
    edtf = f"{year:04d}-{(39 if half else 32) + number}"
    why = "" if said else f"counted from {seen.years.anchored_by}"
    return _year_edtf(edtf, f"{year:04d}-{letter}{number}", why, () if said else ("year",))


def _year(wording: Wording, _seen: Seen) -> Value | None:
    short = wording.piece("short")
    year = f"{'19' if short >= '30' else '20'}{short}" if short else wording.piece("year")
    return _year_edtf(year, year, "", ())


def _years(wording: Wording, _seen: Seen) -> Value | None:
    first, last = wording.piece("year"), wording.piece("year2")
    last = first[: 4 - len(last)] + last
    if int(last) <= int(first) or int(last) - int(first) > 150:
        return None
    return Value("DATE", f"{first}/{last}", when_from(f"{first}/{last}"))


def _decade(wording: Wording, _seen: Seen) -> Value | None:
    full = wording.piece("decade")
    if full:
        tens = full[:3]
    else:
        digit = wording.piece("short")[:1] or str(_DECADES[wording.piece("named")])
        tens = f"19{digit}" if digit in "23456789" else f"20{digit}"
    return _year_edtf(f"{tens}X", tens, "", () if full else ("century",))


def _century(wording: Wording, _seen: Seen) -> Value | None:
    ordinal = wording.piece("ordinal")
    number = int(ordinal) if ordinal else _ORDINALS[wording.piece("ordinal_word").replace(" ", "-")]
    if not 11 <= number <= 22:
        return None
    return _year_edtf(f"{number - 1}XX", f"{number - 1}", "", ())


def _calendar(wording: Wording, seen: Seen) -> Value | None:
    shift = wording.piece("shift").removeprefix("the ").removeprefix("over ").strip()
    unit = _unit(wording)
    step = {"this": 0, "current": 0, "next": 1, "coming": 1, "before last": -2, "after next": 2}.get(shift, -1)
    if not shift and wording.piece("year"):
        return _year(wording, seen)
    if not shift:  # "by year-end"
        step = 0
    if shift == "the":
        step = -1 if not seen.future else 0
    anchor = seen.years.anchor if unit not in ("week", "weekend") else seen.published
    if wording.piece("shift") in ("the next", "the previous") and isinstance(seen.day, date) and not seen.future:
        # "It sank on 2 March; the next week it was raised."
        return _calendar_of(unit, seen.day, step, f"counted from {seen.day.isoformat()}, the day told of before")
    if anchor is None:
        timex = {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX"}.get(
            unit, "XXXX"
        )
        return Value("DATE", timex, None)
    why = f"counted from {seen.years.anchored_by}"
    return _calendar_of(unit, anchor, step, why, fresh_weekend=shift in ("this", "last", "the"))


def _calendar_of(unit: str, anchor: date, step: int, why: str, *, fresh_weekend: bool = False) -> Value | None:
    if unit in ("week", "weekend"):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        if unit == "week":
            inferred: tuple[str, ...] = ("year", "month", "day")
            return _span(monday, monday + timedelta(days=6), _week(monday), why, precision="week", inferred=inferred)
        if fresh_weekend and anchor.weekday() >= 5:
            monday = anchor - timedelta(days=anchor.weekday())
        saturday = monday + timedelta(days=5)
        timex = f"{_week(monday)}-WE"
        return _span(
            saturday, saturday + timedelta(days=1), timex, why, precision="interval", inferred=("year", "month", "day")
        )
    if unit == "month":
        index = anchor.year * 12 + anchor.month - 1 + step
        edtf = f"{index // 12:04d}-{index % 12 + 1:02d}"
        return _year_edtf(edtf, edtf, why, ("year", "month"))
    if unit == "quarter":
        index = anchor.year * 4 + (anchor.month - 1) // 3 + step
        return _year_edtf(
            f"{index // 4:04d}-{33 + index % 4}", f"{index // 4:04d}-Q{index % 4 + 1}", why, ("year", "month")
        )
    if unit == "decade":
        tens = f"{anchor.year // 10 + step}X"
        return _year_edtf(tens, tens[:3], why, ("year",))
    if unit == "century":
        hundreds = f"{anchor.year // 100 + step}XX"
        return _year_edtf(hundreds, hundreds[:2], why, ("year",))
    if unit == "season":
        return None
    return _year_edtf(f"{anchor.year + step:04d}", f"{anchor.year + step:04d}", why, ("year",))


def _week_of(wording: Wording, seen: Seen) -> Value | None:
    value = _day(wording, seen)
    if value is None or not isinstance(value.day, date) or value.when is None:
        return value
    monday = value.day - timedelta(days=value.day.weekday())
    return _span(
        monday, monday + timedelta(days=6), _week(monday), value.when.why, precision="week",
        inferred=value.when.inferred,
    )  # fmt: skip


# --- relative to another time -------------------------------------------------------------------


def _ago(wording: Wording, seen: Seen) -> Value | None:
    unit = _unit(wording)
    number = _number(wording.piece("n")) if wording.piece("n") or not _is_plural(wording) else None
    if unit == "year" and number == 1 and seen.period is not None:
        return _same_a_year_off(seen.period, -1)
    return _shifted(seen.published, unit, None if number is None else -number, f"counted from {seen.years.anchored_by}")


def _is_plural(wording: Wording) -> bool:
    return wording.piece("unit").endswith("s")


def _shifted(base: date | None, unit: str, number: float | None, why: str) -> Value | None:
    if base is None or number is None:
        past = number is None or number < 0
        return Value("DATE", "PAST_REF" if past else "FUTURE_REF", None)
    inferred = ("year", "month", "day")
    if unit in _SMALL_UNITS:
        hours = {"second": 0.0, "minute": 1 / 60, "hour": 1.0}[unit] * number
        day = base + timedelta(days=-1 if hours <= -24 else 0)
        return Value("TIME", f"{day.isoformat()}TXX", when_from(day.isoformat(), inferred=inferred, why=why), day)
    try:
        if unit in ("day", "night", "weekend"):
            return _day_value(base + timedelta(days=round(number)), why, inferred=inferred)
        if unit in ("week", "fortnight"):
            days = round(number * (14 if unit == "fortnight" else 7))
            day = base + timedelta(days=days)
            monday = day - timedelta(days=day.weekday())
            return _span(monday, monday + timedelta(days=6), _week(day), why, precision="week", inferred=inferred)
        if unit in ("month", "quarter"):
            months = round(number * (3 if unit == "quarter" else 1))
            return _calendar_of("month", base, months, why)
        years = round(number * {"decade": 10, "century": 100}.get(unit, 1))
        if not 1 <= base.year + years <= 9999:
            return None
        return _calendar_of("year", base, years, why)
    except OverflowError:
        return None


def _offset(wording: Wording, seen: Seen) -> Value | None:
    unit = _unit(wording)
    number = _number(wording.piece("n")) if wording.piece("n") or not _is_plural(wording) else None
    way = wording.piece("way")
    sign = -1 if way.startswith(("earlier", "before", "ago")) else 1
    base = seen.day
    if unit == "year" and number is not None and seen.period is not None:
        return _same_a_year_off(seen.period, round(sign * number))
    if wording.piece("period") in ("quarter", "half", "period"):
        return _open_quarter(seen, years=sign)
    if unit in ("month", "year", "quarter", "decade") and base is None:
        base = seen.published
    if isinstance(base, date):
        why = f"counted from {base.isoformat()}, the day told of before"
        if number is not None and unit in ("week", "fortnight"):
            return _day_value(
                base + timedelta(days=round(sign * number * (7 if unit == "week" else 14))),
                why, inferred=("year", "month", "day"),
            )  # fmt: skip
        return _shifted(base, unit, None if number is None else sign * number, why)
    return Value("DATE", "PAST_REF" if sign < 0 else "XXXX-XX-XX", None)


def _ended(wording: Wording, seen: Seen) -> Value | None:
    """Read "the quarter" of "the quarter ended Sept. 30": a stretch of that length up to the day named."""
    end = _end_named(wording, seen)
    unit = _unit(wording)
    if end is None or not isinstance(end.day, date) or end.when is None:
        return _told(wording, seen)
    first = _moved(end.day + timedelta(days=1), unit, -1)
    if unit == "quarter" and first.day == 1 and first.month % 3 == 1:
        quarter = (first.month - 1) // 3
        why = f"the quarter ended on {end.day.isoformat()}"
        return _year_edtf(
            f"{first.year:04d}-{33 + quarter}", f"{first.year:04d}-Q{quarter + 1}", why, end.when.inferred
        )
    edtf = f"{first.isoformat()}/{end.day.isoformat()}"
    why = f"the {unit} ended on {end.day.isoformat()}" + (f", {end.when.why}" if end.when.why else "")
    when = when_from(edtf, inferred=end.when.inferred, why=why, precision="interval")
    return Value("DURATION", _duration(1, unit), when)


def _end_named(wording: Wording, seen: Seen) -> Value | None:
    """Return the last day of a stretch that ends on a day, on a weekday or with a month."""
    past = replace(seen, tense="past")
    if wording.piece("day"):
        return _day(wording, seen)
    if wording.piece("weekday"):
        return _weekday(wording, past)
    month = _month(wording, past)
    if month is None or month.when is None or month.when.end is None:
        return None
    return _day_value(date.fromisoformat(month.when.end), month.when.why, inferred=month.when.inferred)


def _same_a_year_off(last: When, years: int) -> Value | None:
    """Return the same quarter, season or month of another year: "in the third quarter, up from a year earlier"."""
    if not last.edtf[:4].isdigit():
        return None
    edtf = f"{int(last.edtf[:4]) + years:04d}{last.edtf[4:]}"
    number = int(last.edtf[5:7])
    codes = {21: "SP", 22: "SU", 23: "FA", 24: "WI", 33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4", 40: "H1", 41: "H2"}
    timex = f"{edtf[:4]}-{codes[number]}" if number in codes else edtf
    return _year_edtf(edtf, timex, f"counted from {last.edtf}, told of before", ("year", "month"))


def _adjacent(wording: Wording, seen: Seen) -> Value | None:
    way, unit = wording.piece("way"), _unit(wording)
    back = way in ("previous", "preceding", "prior") or wording.piece("way2") == "before"
    base = seen.day if isinstance(seen.day, date) else None
    if base is None and back and unit in ("month", "year"):
        base = date.fromisoformat(seen.last.start) if seen.last is not None and seen.last.start else seen.published
    if base is None and way == "next" and seen.published is not None and unit in ("week", "month", "year"):
        base = seen.published
    if base is None:
        return Value("DATE", "XXXX-XX-XX", None)
    why = f"counted from {base.isoformat()}, the day told of before"
    step = -1 if back else 1
    if unit in time_table()["parts"] or unit == "day":
        part = time_table()["parts"].get(unit, "")
        return _day_value(base + timedelta(days=step), why, part=part, inferred=("year", "month", "day"))
    return _calendar_of(unit, base, step, why)


def _same(wording: Wording, seen: Seen) -> Value | None:
    unit = _unit(wording)
    if unit in ("month", "year") and seen.last is not None and seen.last.start is not None:
        base = date.fromisoformat(seen.last.start)
        return _calendar_of(unit, base, 0, f"the time told of before, {seen.last.edtf}")
    if not isinstance(seen.day, date):
        if isinstance(seen.day, tuple) and (unit == "day" or unit in time_table()["parts"]):
            return _open_day(*seen.day, part=time_table()["parts"].get(unit, ""))
        return Value("DATE", "XXXX-XX-XX", None)
    why = f"the day told of before, {seen.day.isoformat()}"
    if unit == "day" or unit in time_table()["parts"]:
        return _day_value(seen.day, why, part=time_table()["parts"].get(unit, ""), inferred=("year", "month", "day"))
    return _calendar_of(unit, seen.day, 0, why)


def _open_quarter(seen: Seen, *, years: int = 0) -> Value:
    """Return some quarter of the year of publication: a firm's year may begin in any month."""
    anchor = seen.years.anchor
    if anchor is None:
        return Value("DATE", "XXXX-QX", None)
    year = f"{anchor.year + years:04d}"
    when = when_from(year, inferred=("year",), why=f"a quarter of a year counted from {seen.years.anchored_by}")
    return Value("DATE", f"{year}-QX", when)


def _told(wording: Wording, seen: Seen) -> Value | None:
    """Read "for the quarter", "in the year": the one told of before, else the one of publication."""
    unit = _unit(wording)
    shift = wording.piece("shift")
    if shift:
        return _calendar(wording, seen)
    said = wording.piece("year")
    if said:
        of_year = seen.period is not None and seen.period.precision == "season" and seen.period.edtf[:4].isdigit()
        if of_year and seen.period is not None:
            return _same_a_year_off(seen.period, int(said) - int(seen.period.edtf[:4]))
        return _year_edtf(said, f"{said}-QX" if unit == "quarter" else said, "", ())
    if unit == "period":
        named = seen.period is not None and seen.period.precision == "season"
        return _same_a_year_off(seen.period, 0) if named and seen.period is not None else None
    if unit == "quarter":
        told = seen.period is not None and re.fullmatch(r"\d{4}-3[3-6]", seen.period.edtf)
        return _same_a_year_off(seen.period, 0) if told and seen.period is not None else _open_quarter(seen)
    base = date.fromisoformat(seen.last.start) if seen.last is not None and seen.last.start else seen.published
    if unit == "year" and seen.years.anchor is not None:
        base = seen.years.anchor  # "the year" of news is the one it is written in
    if unit in ("week", "day"):
        base = seen.day if isinstance(seen.day, date) else seen.published
    if base is None:
        return None
    if unit == "day":
        return _day_value(base, "the day told of before", inferred=("year", "month", "day"))
    return _calendar_of(unit, base, 0, f"the {unit} of {base.isoformat()}, told of before")


# --- windows, durations, sets -------------------------------------------------------------------


def _window(wording: Wording, seen: Seen) -> Value | None:
    unit, way = _unit(wording), wording.piece("way")
    if not wording.piece("n") and not _is_plural(wording):
        if way in ("first", "final", "recent", "preceding"):
            return None if way != "preceding" else Value("DATE", "XXXX-XX-XX", None)
        if unit in ("day", "night"):
            return None  # "the last day of the strike"
        if way == "past" or unit in _SMALL_UNITS:
            return Value("DURATION", _duration(1, unit), _window_days(seen, unit, 1, ahead=False))
        return _calendar(wording_with_shift(wording, way), seen)
    number = _number(wording.piece("n")) if wording.piece("n") else None
    timex = _duration(number, unit)
    if number is None or way in ("first", "final", "recent", "preceding"):
        return Value("DURATION", timex, None)
    return Value("DURATION", timex, _window_days(seen, unit, number, ahead=way in ("next", "coming")))


def wording_with_shift(wording: Wording, way: str) -> Wording:
    """Return the wording as a calendar unit's ("the past week" like "last week")."""
    return Wording(wording.start, wording.end, "calendar", {**wording.pieces, "shift": way})


def _window_days(seen: Seen, unit: str, number: float, *, ahead: bool) -> When | None:
    """Return the days from ``number`` units before the day of telling up to it: that day is named, or publication."""
    base = seen.passage_day if seen.passage_day is not None else seen.published
    if base is None:
        return None
    open_year = isinstance(base, tuple)
    if isinstance(base, tuple):
        month, day = base
        if unit in ("year", "decade", "century") or (month == 2 and day == 29):
            return None
        # Counted in a common year; a window over the end of February would depend on the year.
        told = date(2001, month, day)
    else:
        told = base
    sign = 1 if ahead else -1
    try:
        other = _moved(told, unit, sign * number)
    except (ValueError, OverflowError):
        return None
    first, last = sorted((told, other))
    if open_year:
        if first <= date(first.year, 2, 28) < last or (last - first).days > 330:
            return None
        edtf = f"XXXX-{first:%m-%d}/XXXX-{last:%m-%d}"
        why = f"{number:g} {unit}(s) up to {day_name(told.month, told.day)}, the year of which is open"
        return when_from(edtf, inferred=("month", "day"), why=why)
    why = f"{number:g} {unit}(s) {'from' if ahead else 'up to'} {told.isoformat()}"
    return when_from(f"{first.isoformat()}/{last.isoformat()}", inferred=("year", "month", "day"), why=why)


def _moved(day: date, unit: str, number: float) -> date:
    if unit in _SMALL_UNITS:
        hours = number * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0}[unit]
        whole = int(abs(hours) // 24) or (1 if abs(hours) > 12 else 0)
        return day + timedelta(days=whole if hours > 0 else -whole)
    if unit in ("day", "night", "weekend", "week", "fortnight"):
        return day + timedelta(days=round(number * {"week": 7, "fortnight": 14}.get(unit, 1)))
    months = round(number * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            if last == 28:
                raise
    return day


def _duration_value(wording: Wording, _seen: Seen) -> Value | None:
    if wording.piece("plural"):
        unit = wording.piece("plural").removesuffix("s")
        return Value("DURATION", _duration(None, {"centurie": "century"}.get(unit, unit)), None)
    unit = _unit(wording)
    if unit == "quarter" and wording.piece("n") in ("a", "one", "three", "half a") and not wording.piece("more"):
        return None  # a share: "a quarter of the town"
    if wording.piece("n2"):
        return Value("DURATION", _duration(_number(wording.piece("n2")), unit), None)
    number = 0.5 if wording.piece("halved") else _number(wording.piece("n"))
    if number == 0.5 and unit != "hour":
        months = {"year": "P6M", "day": "PT12H", "decade": "P5Y", "century": "P50Y", "minute": "PT30S"}
        return Value("DURATION", months.get(unit, _duration(number, unit)), None)
    if number is not None and wording.piece("half"):
        return Value("DURATION", _duration(number + 0.5, unit), None)
    return Value("DURATION", _duration(number, unit), None)


def _compound(wording: Wording, _seen: Seen) -> Value | None:
    """Read "two years and nine months", "3 hours, 40 minutes": the second unit the smaller one."""
    units = [_unit(wording), _unit(wording, "unit2")]
    sizes = [_SIZES.index(unit) if unit in _SIZES else -1 for unit in units]
    numbers = [_number(wording.piece("n")), _number(wording.piece("n2"))]
    if min(sizes) < 0 or sizes[0] >= sizes[1] or None in numbers:
        return None
    parts = [_duration(number, unit) for number, unit in zip(numbers, units, strict=True)]
    if parts[1].startswith("PT"):
        parts[1] = parts[1].removeprefix("PT" if parts[0].startswith("PT") else "P")
    return Value("DURATION", parts[0] + parts[1].removeprefix("P"), None)


_SIZES = ("year", "month", "week", "day", "hour", "minute", "second")

_EACH = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "hourly": "PT1H",
    "nightly": "P1D", "quarterly": "P1Q", "biweekly": "P2W", "bimonthly": "P2M",
}  # fmt: skip


def _set(wording: Wording, _seen: Seen) -> Value | None:
    each = wording.piece("each")
    if each:
        return Value("SET", _EACH[each], None)
    days = wording.piece("days") or wording.piece("weekday")
    if days:
        weekday = next(n for n, name in enumerate(WEEKDAYS) if name.lower() == days.removesuffix("s"))
        return Value("SET", f"XXXX-WXX-{weekday + 1}", None)
    unit = _unit(wording)
    if unit in ("morning", "evening", "afternoon", "night"):
        return Value("SET", f"XXXX-XX-XXT{time_table()['parts'][unit]}", None)
    number = 2 if wording.piece("n") == "other" else _number(wording.piece("n"))
    return Value("SET", _duration(number, unit), None)


def _reference(wording: Wording, _seen: Seen) -> Value | None:
    for name, timex in (("present", "PRESENT_REF"), ("past", "PAST_REF"), ("future", "FUTURE_REF")):
        if wording.piece(name):
            return Value("DATE", timex, None)
    return None


_READINGS: dict[str, Callable[[Wording, Seen], Value | None]] = {
    "day": _day,
    "slashed": _slashed,
    "weekday": _weekday,
    "into": _into,
    "day_of_month": _day_of_month,
    "weekday_of": _weekday_of,
    "weekday_near": _weekday_near,
    "holiday": _holiday,
    "feast": _feast,
    "named_day": _named_day,
    "clock": _clock,
    "part": _part_of_day,
    "calendar": _calendar,
    "week_of": _week_of,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "ago": _ago,
    "offset": _offset,
    "adjacent": _adjacent,
    "same": _same,
    "told": _told,
    "ended": _ended,
    "window": _window,
    "duration": _duration_value,
    "compound": _compound,
    "set": _set,
    "reference": _reference,
}
