"""Number words are read as the intervals that the tables promise, and what is no count is left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.records import Quantity
from sayso.text.measures import measure_table, measures_in, number_table
from sayso.text.numbers import quantities_in


def shown(quantity: Quantity) -> str:
    low, high = ("inf" if bound is None else f"{bound}" for bound in (quantity.min, quantity.max))
    return f"{low} {high} {quantity.form}{' %' if quantity.unit == 'share' else ''}"


def entries_with_examples(node: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if isinstance(node, dict):
        if "example" in node:
            found.append(node)
        for value in node.values():
            found += entries_with_examples(value)
    elif isinstance(node, list):
        for value in node:
            found += entries_with_examples(value)
    return found


@pytest.mark.parametrize("entry", entries_with_examples(number_table()), ids=lambda entry: entry["example"][:40])
def test_each_example_of_the_number_table_gives_what_it_says(entry: dict[str, Any]) -> None:
    assert [shown(quantity) for quantity in quantities_in(entry["example"])] == entry["gives"]


@pytest.mark.parametrize("entry", measure_table()["kind"], ids=lambda entry: entry["example"][:40])
def test_each_example_of_the_other_measures_is_told_and_not_counted(entry: dict[str, Any]) -> None:
    assert [f"{measure.kind}: {measure.text}" for measure in measures_in(entry["example"])] == entry["measures"]
    assert [quantity.text for quantity in quantities_in(entry["example"])] == entry["counts"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 1,000 people were killed", [("At least 1,000", 1000, None, "at_least")]),
        ("a further 28 soldiers", [("28", 28, 28, "exact")]),
        ("28 more were taken", [("28", 28, 28, "exact")]),
        ("Another 500 soldiers", [("500", 500, 500, "exact")]),
        ("No fewer than 30 fell", [("No fewer than 30", 30, None, "at_least")]),
        ("12 people, including 3 children", [("12", 12, 12, "exact"), ("3", 3, 3, "exact")]),
        ("the toll rose from 20 to 25", [("20", 20, 20, "exact"), ("25", 25, 25, "exact")]),
        ("killing 5 and wounding 12 others", [("5", 5, 5, "exact"), ("12", 12, 12, "exact")]),
        ("1\u2009500 people and 1\u202f234\u202f567 others", [("1\u2009500", 1500, 1500, "exact"),
                                                      ("1\u202f234\u202f567", 1234567, 1234567, "exact")]),
        ("more than a dozen people", [("more than a dozen", 12, None, "more_than")]),
        ("at least two dozen died", [("at least two dozen", 24, None, "at_least")]),
        ("more than 100,000 fled", [("more than 100,000", 100000, None, "more_than")]),
        ("two to three million people", [("two to three million", 2000000, 3000000, "range")]),
        ("Over 1,500 lives were lost", [("Over 1,500", 1500, None, "more_than")]),
        ("hundreds of people and dozens of cars", [("hundreds", 200, 999, "vague"), ("dozens", 24, 99, "vague")]),
        ("at least 12 or 13", [("at least 12 or 13", 12, None, "at_least")]),
        ("Sixty-three people were hurt", [("Sixty-three", 63, 63, "exact")]),
        ("one man and two women", [("one", 1, 1, "exact"), ("two", 2, 2, "exact")]),
        ("1,50,000 people fled", [("1,50,000", 150000, 150000, "exact")]),
        ("a 200-strong crowd", [("200", 200, 200, "exact")]),
        ("killed on 12 May 2010 with 7 others", [("7", 7, 7, "exact")]),
        ("five of the 12 crew members", [("five", 5, 5, "exact"), ("12", 12, 12, "exact")]),
        ("675 or 705, and 866 saved", [("675 or 705", 675, 705, "range"), ("866", 866, 866, "exact")]),
    ],
)  # fmt: skip
def test_counts_are_read_with_their_bounds(text: str, expected: list[tuple[str, int, int | None, str]]) -> None:
    assert [(q.text, q.min, q.max, q.form.value) for q in quantities_in(text)] == expected


def test_a_share_says_of_what() -> None:
    (share,) = quantities_in("More than 70% of the town’s housing was destroyed.")
    assert (share.min, share.max, share.unit, share.of) == (0.7, 1, "share", "the town’s housing")


def test_a_ratio_says_of_what() -> None:
    (share,) = quantities_in("One in three households lost power.")
    assert (share.min, share.max, share.of) == (0.3333, 0.3333, "households")


def test_losing_a_part_is_no_score() -> None:
    (share,) = quantities_in("Farmers lost 20 to 30 percent of the crops.")
    assert (share.min, share.max, share.unit) == (0.2, 0.3, "share")


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 and 2015 it reopened.",
        "the 3rd Motor Rifle Division",
        "World War Two and 9/11",
        "The second man came third.",
        "inflation of 8.5 percent",
        "It is the one they want.",
        "a three-storey house on 5th Avenue",
        "4.5 children per family",
        "the 1990s",
        "shares fell 20%",
        "They won 3-2.",
        "He was 12 years old.",
        "the first half of the game",
        "Call 911-555-0100.",
        "Sept. 11 attacks",
        "at 10.30am",
    ],
)
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert quantities_in(text) == ()


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_words_are_where_we_say_they_are(text: str) -> None:
    for quantity in quantities_in(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.min is None or quantity.max is None or quantity.min <= quantity.max


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_grouped_numeral_is_its_own_value(number: int) -> None:
    (quantity,) = quantities_in(f"They counted {number:,} people.")
    assert (quantity.min, quantity.max) == (number, number)
