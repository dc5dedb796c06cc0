"""Knows when things happened and were told: whether two times can be one, and which time an event has."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files

from sayso.records import Claim, Report, When
from sayso.text import edtf

_AROUND = 16
"""Characters to either side of a date in which "late on" or "early in the morning of" stand."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@functools.lru_cache(maxsize=65536)
def _can_be_one(left: str, right: str) -> bool:
    return edtf.compatible(edtf.when_from(left), edtf.when_from(right))


def can_be_one(left: When, right: When) -> bool:
    """Tell whether two times can be one; XXXX-04-02 can be 2022-04-02."""
    return left.edtf == right.edtf or _can_be_one(*sorted((left.edtf, right.edtf)))


@functools.cache
def _night_words() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("sayso.events").joinpath("nights.toml").read_text(encoding="utf-8"))
    return {
        part: re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
        for part, words in table.items()
    }


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, and whether its words put it late or early in its day."""

    when: When
    late: bool
    early: bool


def moment_of(claim: Claim, text: str) -> Moment | None:
    """Return when a claim's happening was, read with the words around its date; None where it has no time."""
    if claim.time is None:
        return None
    span = claim.time_span
    if span is None:
        return Moment(claim.time, False, False)
    words = text[max(0, span.start - _AROUND) : span.end + _AROUND].partition("\n")[0]
    late, early = (_night_words()[part].search(words) is not None for part in ("late", "early"))
    return Moment(claim.time, late, early)


def clash(left: Moment, right: Moment) -> bool:
    """Tell whether two moments can be of one occurrence neither as one time nor as one night over two dates."""
    return not can_be_one(left.when, right.when) and not one_night(left, right)


def one_night(left: Moment, right: Moment) -> bool:
    """Tell whether one moment is late on a day and the other early on the next."""
    for before, after in ((left, right), (right, left)):
        end, start = last_day(before.when), first_day(after.when)
        if before.late and after.early and end is not None and start == end + 1:
            return days_of(before.when) == days_of(after.when) == 1
    return False


def days_of(when: When) -> int | None:
    """Return how many days a time spans, 1 for a day of an open year, None where a bound is open."""
    if when.start and when.end:
        return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days + 1
    return 1 if when.precision in ("day", "part_of_day", "minute") and when.edtf.startswith("XXXX-") else None


def first_day(when: When) -> int | None:
    """Return the proleptic ordinal of the first possible day, None where it is open."""
    return date.fromisoformat(when.start).toordinal() if when.start else None


def last_day(when: When) -> int | None:
    """Return the proleptic ordinal of the last possible day, None where it is open."""
    return date.fromisoformat(when.end).toordinal() if when.end else None


def told_on(claims: Iterable[Claim], report: Report) -> int | None:
    """Return the proleptic ordinal of the first day on which a source said it, else of publication, else None."""
    said = [
        date.fromisoformat(link.said.start).toordinal()
        for claim in claims
        for link in claim.chain
        if link.said is not None and link.said.start and days_of(link.said) == 1
    ]
    if said:
        return min(said)
    return published_on(report)


def published_on(report: Report) -> int | None:
    """Return the proleptic ordinal of the day of publication, None where it is not known to the day."""
    published = report.published.edtf
    if not published or not edtf.is_edtf(published):
        return None
    when = edtf.when_from(published)
    return date.fromisoformat(when.start).toordinal() if when.start and days_of(when) == 1 else None


def event_time(claims: Sequence[Claim], reports: Mapping[str, Report]) -> When | None:
    """Return an event's time: the narrowest that its claims allow; else the first day on which a source said it.

    A toll over a longer time, and what a report only looks back to, are not dated by the day of telling. An open year
    is closed where a report's publication, or the time of saying, leaves just one.
    """
    happened = sorted({claim.time for claim in claims if claim.time is not None}, key=_narrow_first)
    if happened:
        return _with_year(_narrowed(happened), claims, reports)
    if any(claim.cumulative for claim in claims) or all(claim.reference for claim in claims):
        return None
    said = sorted({link.said for claim in claims for link in claim.chain if link.said is not None}, key=_early_first)
    if not said:
        return None
    first = said[0]
    why = f"no report says on which day it happened; said {_on(first)}"
    return replace(first, why=f"{why}; {first.why}" if first.why else why)


def in_words(when: When) -> str:
    """Return a time as a person writes it: "2 April 2022", "April 2022", "12 September"."""
    one_of = edtf.ends_of(when.edtf)
    if one_of is not None:
        return f"a day from {_date_words(one_of[0])} to {_date_words(one_of[1])}"
    if "/" in when.edtf:
        first, _, last = when.edtf.partition("/")
        return f"{_date_words(first) or '...'} to {_date_words(last) or '...'}"
    if when.precision in ("season", "week", "interval", "unknown") and when.start and when.end:
        return f"{_date_words(when.start)} to {_date_words(when.end)}"
    return _date_words(when.edtf)


def _date_words(text: str) -> str:
    parts = text.rstrip("?~%").partition("T")[0].split("-")
    if parts == [""] or parts == [".."]:
        return ""
    year = "" if "X" in parts[0] else str(int(parts[0]))
    month = _MONTHS[int(parts[1]) - 1] if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12 else ""
    day = str(int(parts[2])) if len(parts) > 2 and parts[2].isdigit() else ""
    return " ".join(part for part in (day, month, year) if part) or text


def _on(when: When) -> str:
    return f"{'on' if days_of(when) == 1 else 'in'} {in_words(when)}"


def _narrowed(times: Sequence[When]) -> When:
    result = times[0]
    for other in times[1:]:
        narrower = edtf.narrower(result, other)
        if narrower is not None:
            result = narrower
    if len(times) > 1:
        told = ", ".join(when.edtf for when in times)
        result = replace(result, why=f"{result.why}; " * bool(result.why) + f"the narrowest of the times told: {told}")
    return result


def _with_year(when: When, claims: Sequence[Claim], reports: Mapping[str, Report]) -> When:
    """Close an open year: the latest in which the date is not after the telling, where telling is dated."""
    if not when.edtf.startswith("XXXX-") or "/" in when.edtf:
        return when
    told = []
    for report in sorted({claim.report for claim in claims}):
        day = told_on([claim for claim in claims if claim.report == report], reports[report])
        if day is not None:
            told.append(day)
    if not told:
        return when
    first = date.fromordinal(min(told))
    for year in (first.year, first.year - 1):
        try:
            closed = edtf.when_from(f"{year:04d}{when.edtf[4:]}")
        except ValueError:  # 29 February of a common year
            continue
        if closed.start and closed.start <= first.isoformat():
            why = f"the latest such date up to {_date_words(first.isoformat())}, when it was first told"
            return replace(
                closed,
                precision=when.precision,
                inferred=tuple(dict.fromkeys((*when.inferred, "year"))),
                why=f"{when.why}; {why}" if when.why else why,
            )
    return when


def _narrow_first(when: When) -> tuple[int, bool, str, str, tuple[str, ...], str]:
    # Of times equally narrow the one that needed no inference stands first.
    return days_of(when) or 10**6, when.edtf.startswith("X"), when.edtf, when.precision, when.inferred, when.why


def _early_first(when: When) -> tuple[str, int, str, str, tuple[str, ...], str]:
    return when.start or "9999", days_of(when) or 10**6, when.edtf, when.precision, when.inferred, when.why
