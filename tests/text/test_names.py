"""When two spellings are one name."""

from __future__ import annotations

import pytest

from sayso.text.names import fold, is_acronym_of, is_short_for, same, similarity, titles, without_titles


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The Valley Herald", "valley herald"),
        ("Łódź", "lodz"),
        ("Tekin’s", "tekin"),
        ("Saint-Étienne", "saint etienne"),
        ("  the   UN ", "un"),
    ],
)
def test_folding_leaves_letters_only(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_folding_twice_is_folding_once() -> None:
    for name in ("The Valley Herald", "Łódź", "O’Neill’s", "A. B. Carter-Smith"):
        assert fold(fold(name)) == fold(name)


def test_titles_fall_away_and_names_stay() -> None:
    assert without_titles("Lt. Gen. Ann Lee") == "Ann Lee"
    assert without_titles("Prime Minister Lee") == "Lee"
    assert without_titles("Major") == "Major"


def test_every_title_stands_before_a_name() -> None:
    assert [title for title in titles() if without_titles(f"{title} Zyx") != "Zyx"] == []


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Villalba", "Marta Villalba", True),
        ("M. Villalba", "Marta Villalba", True),
        ("Mrs Villalba", "Marta Villalba", True),
        ("Marta Villalba", "Villalba", False),
        ("Okoro", "Marta Villalba", False),
        ("P. Villalba", "Marta Villalba", False),
    ],
)
def test_a_shorter_form_is_known(short: str, full: str, expected: bool) -> None:
    assert is_short_for(short, full) is expected


def test_initials_make_an_acronym() -> None:
    assert is_acronym_of("WHO", "World Health Organization")
    assert is_acronym_of("ICRC", "International Committee of the Red Cross")
    assert not is_acronym_of("WHO", "World Food Programme")
    assert same("the UN", "United Nations") is False
    assert same("UN", "United Nations")


def test_likeness_is_one_for_equal_names_and_the_same_both_ways() -> None:
    assert similarity("Tacna", "tacna") == 1.0
    assert similarity("Kupiansk", "Kupyansk") == similarity("Kupyansk", "Kupiansk") > 0.8
    assert similarity("Kupiansk", "Lagos") < 0.5
