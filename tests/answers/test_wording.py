"""Reasons are shortened for people, and nothing that decides is left out."""

from __future__ import annotations

from sayso.answers.wording import day_in_words, shortened

IDS = [f"clm_{number:016x}" for number in range(9)]


def against(one: int, other: int) -> str:
    return f"2 ({IDS[one]}) against {other} ({IDS[other]}): told on different days"


def test_a_short_reason_is_left_as_it_is_but_for_its_ids() -> None:
    assert shortened(against(1, 2)) == "2 (clm_00000000) against 2 (clm_00000000): told on different days"
    assert shortened("one origin: the mayor") == "one origin: the mayor"


def test_of_many_contradictions_three_are_shown_and_the_others_counted() -> None:
    why = "; ".join([*(against(1, other) for other in range(2, 8)), "corrected to 3 by Ada"])
    told = shortened(why).split("; ")
    assert len(told) == 5
    assert told[3:] == ["and 3 more", "corrected to 3 by Ada"]


def test_contradictions_in_the_same_words_are_one() -> None:
    assert shortened("; ".join([against(1, 5), against(2, 5), against(3, 5)])).count("against") == 1


def test_one_day_of_several_is_told_as_a_day() -> None:
    assert day_in_words("[2022-11-08..2022-11-14]") == "a day from 8 November 2022 to 14 November 2022"
