"""EDTF strings have the bounds that a person reads off them."""

from __future__ import annotations

import pytest
from edtf import parse_edtf

from sayso.text.edtf import compatible, is_edtf, narrower, when_from


@pytest.mark.parametrize(
    ("edtf", "start", "end", "precision"),
    [
        ("2022-04-02", "2022-04-02", "2022-04-02", "day"),
        ("2022-04", "2022-04-01", "2022-04-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("1912", "1912-01-01", "1912-12-31", "year"),
        ("XXXX-04-02", None, None, "day"),
        ("XXXX-04", None, None, "month"),
        ("2022-04-XX", "2022-04-01", "2022-04-30", "month"),
        ("2022-21", "2022-03-01", "2022-05-31", "season"),
        ("2022-24", "2022-12-01", "2023-02-28", "season"),
        ("2022-33", "2022-01-01", "2022-03-31", "season"),
        ("199X", "1990-01-01", "1999-12-31", "interval"),
        ("19XX", "1900-01-01", "1999-12-31", "interval"),
        ("2022-09-11/2022-09-12", "2022-09-11", "2022-09-12", "interval"),
        ("2022-03/2022-09", "2022-03-01", "2022-09-30", "interval"),
        ("2022-09-11/..", "2022-09-11", None, "interval"),
        ("../2022-09-11", None, "2022-09-11", "interval"),
        ("XXXX-09-11/XXXX-09-12", None, None, "interval"),
        ("[2022-11-08..2022-11-14]", "2022-11-08", "2022-11-14", "day"),
        ("[XXXX-11-08..XXXX-11-14]", None, None, "day"),
        ("2022-04-02?", "2022-04-02", "2022-04-02", "day"),
        ("1912~", "1912-01-01", "1912-12-31", "year"),
        ("2022-04-02T10:15:00Z", "2022-04-02", "2022-04-02", "minute"),
        ("2022-04-02T10:15", "2022-04-02", "2022-04-02", "minute"),
    ],
)
def test_bounds_and_precision_are_read_off_the_string(
    edtf: str, start: str | None, end: str | None, precision: str
) -> None:
    when = when_from(edtf)
    assert (when.start, when.end, when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "text", ["", "soon", "2022-02-30", "2022-13", "XXXX-02-30", "XXXX-06-31", "2022-09-12/2022-09-11", "2/4/2022", "/"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_edtf(text)
    with pytest.raises(ValueError):
        when_from(text)


def test_the_29th_of_february_is_a_day_of_some_year() -> None:
    assert when_from("XXXX-02-29").precision == "day"


@pytest.mark.parametrize("edtf", ["2022-04-02", "2022-04", "2022", "2022-22", "199X", "2022-01-01/2022-02-01"])
def test_bounds_agree_with_the_edtf_package_where_both_have_one(edtf: str) -> None:
    theirs, ours = parse_edtf(edtf), when_from(edtf)
    assert ours.start == "{:04d}-{:02d}-{:02d}".format(*theirs.lower_strict()[:3])
    assert ours.end == "{:04d}-{:02d}-{:02d}".format(*theirs.upper_strict()[:3])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("XXXX-04-02", "2022-04-02", True),
        ("XXXX-04-02", "2022-04-03", False),
        ("XXXX-04-02", "XXXX-04", True),
        ("XXXX-04-02", "XXXX-05", False),
        ("XXXX-12-31/XXXX-01-02", "2022-01-01", True),
        ("XXXX-12-31/XXXX-01-02", "XXXX-01-01", True),
        ("XXXX-04-02", "2022", True),
        ("XXXX-04-02", "2022-05/2022-09", False),
        ("2022-04-02", "2022-04", True),
        ("2022-04-02", "2022-05", False),
        ("2022-04-02/..", "2023", True),
        ("../2022-04-02", "2023", False),
    ],
)
def test_two_times_are_compatible_when_some_day_is_in_both(a: str, b: str, expected: bool) -> None:
    assert compatible(when_from(a), when_from(b)) is expected
    assert compatible(when_from(b), when_from(a)) is expected


def test_an_unknown_time_is_compatible_with_any() -> None:
    assert compatible(None, when_from("2022"))
    assert compatible(None, None)


def test_the_narrower_of_two_compatible_times_is_kept() -> None:
    day, month = when_from("2022-04-02"), when_from("2022-04")
    assert narrower(month, day) == day
    assert narrower(day, month) == day
    assert narrower(None, month) == month
    assert narrower(None, None) is None


def test_the_first_time_stays_where_two_cannot_be_one() -> None:
    assert narrower(when_from("2022-04-02"), when_from("2022-05-01/2022-05-02")) == when_from("2022-04-02")


def test_a_day_without_a_year_takes_the_year_of_a_time_that_holds_it_once() -> None:
    when = narrower(when_from("XXXX-04-02"), when_from("2022-03/2022-09"))
    assert when is not None
    assert (when.edtf, when.inferred) == ("2022-04-02", ("year",))
    assert "2022-03/2022-09" in when.why


def test_a_day_without_a_year_stays_open_where_two_years_would_do() -> None:
    when = narrower(when_from("XXXX-04-02"), when_from("2021-01/2022-12"))
    assert when is not None
    assert when.edtf == "XXXX-04-02"


def test_one_day_of_several_narrows_to_the_day_that_another_report_names() -> None:
    some_day, that_day = when_from("[XXXX-11-08..XXXX-11-14]"), when_from("2022-11-11")
    assert compatible(some_day, that_day)
    assert not compatible(some_day, when_from("2022-11-15"))
    assert narrower(some_day, that_day) == that_day
    within_a_year = narrower(some_day, when_from("2022"))
    assert within_a_year is not None
    assert (within_a_year.edtf, within_a_year.precision) == ("[2022-11-08..2022-11-14]", "day")
