"""Times in whole sentences, read with their parse: how newsrooms word them, and which way a verb makes them look."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.claims.times import times_of
from sayso.engines.spacy_parser import SpacyParser
from sayso.passages import split
from sayso.records import Published, PublishedBasis, Report, TimeMention, identify

pytestmark = pytest.mark.slow

PARSER = SpacyParser()


def times_in(text: str, *, published: str | None = "2022-09-13") -> tuple[TimeMention, ...]:
    """Return the times of a report that was published on Tuesday, 13 September 2022."""
    basis = PublishedBasis.GIVEN if published else PublishedBasis.UNKNOWN
    report = Report(
        id=identify("rpt", text), document="doc_1", sha256="0" * 64, received=datetime(2026, 11, 20, tzinfo=UTC),
        origin="a.txt", outlet=None, owner=None, url=None, title=None, byline=None,
        published=Published(edtf=published, basis=basis, why=""), language="en", text=text, headline=None, apart=(),
        made_by="reports@1 plain",
    )  # fmt: skip
    passages = split(report)
    parses = PARSER.parse([text[passage.start : passage.end] for passage in passages])
    return times_of(report, passages, parses).times


def timexes(text: str) -> list[str]:
    return [f"{time.text} = {time.timex}" for time in times_in(text)]


@pytest.mark.parametrize(
    ("text", "timex", "edtf"),
    [
        ("Prices rose last month.", "last month = 2022-08", "2022-08"),
        ("The mill burned six days ago.", "six days ago = 2022-09-07", "2022-09-07"),
        ("Two men died overnight.", "overnight = 2022-09-12TNI", "2022-09-12"),
        ("Nine were hurt in the past 24 hours.", "the past 24 hours = PT24H", "2022-09-12/2022-09-13"),
        ("Shells fell early on Tuesday.", "Tuesday = 2022-09-13", "2022-09-13"),
        ("The road has been shut since March.", "March = 2022-03", "2022-03"),
        ("The town fell in the spring of 2022.", "the spring of 2022 = 2022-SP", "2022-21"),
        ("It burned from 3 to 5 May.", "3 to 5 May = 2022-05-03/2022-05-05", "2022-05-03/2022-05-05"),
        ("It must be cleared by the end of the week.", "the end of the week = 2022-W37", "2022-09-12/2022-09-18"),
        ("They will go tomorrow night.", "tomorrow night = 2022-09-14TNI", "2022-09-14"),
        ("The mine has been shut since mid-2015.", "mid-2015 = 2015", "2015"),
        ("A man was shot at 9 a.m. on Sunday.", "9 a.m. on Sunday = 2022-09-11T09:00", "2022-09-11"),
        (
            "A shop burned in the early hours of Saturday.",
            "the early hours of Saturday = 2022-09-10TMO",
            "2022-09-10",
        ),
        ("They lost it last fall in Leeds.", "last fall = 2021-FA", "2021-23"),
        ("The March vote was peaceful.", "March = 2022-03", "2022-03"),
        ("Mines opened in the early 1990s.", "the early 1990s = 199", "199X"),
    ],
)
def test_a_time_has_the_value_that_a_reader_gives_it(text: str, timex: str, edtf: str) -> None:
    (time,) = times_in(text)
    assert f"{time.text} = {time.timex}" == timex
    assert time.when is not None
    assert time.when.edtf == edtf


def test_the_two_ends_of_a_stretch_are_two_times() -> None:
    assert timexes("Shells fell between Friday and Sunday.") == ["Friday = 2022-09-09", "Sunday = 2022-09-11"]


def test_what_follows_a_day_is_counted_from_it() -> None:
    text = "The dam broke on 3 May 2019. Two years earlier it had leaked. The following day it was sealed."
    assert timexes(text) == ["3 May 2019 = 2019-05-03", "Two years earlier = 2017", "The following day = 2019-05-04"]


def test_two_days_of_one_month_are_two_times_and_a_number_of_people_is_none() -> None:
    assert timexes("They met on April 24 and 25.") == ["April 24 = 2022-04-24", "25 = 2022-04-25"]
    assert timexes("On April 24, 25 people died.") == ["April 24 = 2022-04-24"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The minister met them on Friday.", "2022-09-09"),
        ("The minister will meet them on Friday.", "2022-09-16"),
        ("She said that he would meet them on Friday.", "2022-09-16"),
        ("He could not be reached on Friday.", "2022-09-09"),
        ("Miners planned a large march on Friday.", "2022-09-16"),
        ("The union plans to hold a march on Friday.", "2022-09-16"),
        ("The trial opens on Friday.", "2022-09-16"),
        ("The strike is expected to begin on Friday.", "2022-09-16"),
        ("The minister is to return on Friday.", "2022-09-16"),
    ],
)
def test_a_weekday_lies_where_its_verb_looks(text: str, day: str) -> None:
    (time,) = times_in(text)
    assert time.timex == day


def test_figures_of_a_quarter_are_held_against_the_quarter_a_year_before() -> None:
    text = "The mill lost $9 million in the second quarter. A year earlier it lost $3 million. The quarter was wet."
    assert timexes(text) == ["the second quarter = 2022-Q2", "A year earlier = 2021-Q2", "The quarter = 2022-Q2"]


def test_figures_of_nine_months_are_held_against_the_year_before() -> None:
    text = "It lost $9 million in the second quarter. For the nine months its loss doubled from a year earlier."
    assert timexes(text)[1:] == ["the nine months = P9M", "a year earlier = 2021"]


def test_a_quarter_that_nothing_numbers_stays_open() -> None:
    assert timexes("Sales fell in the latest quarter.") == ["the latest quarter = 2022-QX"]


def test_a_year_that_ended_on_a_day_is_the_stretch_up_to_it() -> None:
    year, _ = times_in("It lost 3 ships in the year ended June 30.")
    assert (year.timex, year.when and year.when.edtf) == ("P1Y", "2021-07-01/2022-06-30")


@pytest.mark.parametrize("text", ["It earns $5 a day.", "They worked 24 hours a day.", "It sold three-quarters of it."])
def test_a_rate_and_a_share_are_no_stretch_of_time(text: str) -> None:
    assert not [words for words in timexes(text) if "a day" in words or "quarters" in words]
