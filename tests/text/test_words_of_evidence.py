"""Words, wording, quantities and judgements: the pure tools that linking, tracing and weighing share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hand_made import Say, World, judgement, sentence
from sayso.records import JudgementKind
from sayso.text.alignment import differences, likeness, quotation_likeness
from sayso.text.intervals import common, hull, meet
from sayso.text.judged import corrections_of, grade_in, rejected, standing
from sayso.text.shingles import containment, content_words, overlap, shingles_of, words_of
from sayso.text.stretches import sentence_around

bounds = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda two: (min(two), max(two)))


def test_words_are_folded_and_numbers_kept_whole() -> None:
    assert words_of("At least 1,000 “residents” didn’t go, 2.5 m") == (
        "at", "least", "1000", "residents", "didn't", "go", "2.5", "m",
    )  # fmt: skip


def test_content_words_leave_out_what_says_nothing() -> None:
    assert content_words("They were given the poisoned cakes by locals") == ("given", "poisoned", "cakes", "locals")


def test_shingles_of_a_short_text_are_the_text() -> None:
    assert shingles_of(("a", "b"), 4) == {("a", "b")}
    assert shingles_of(()) == frozenset()


def test_containment_and_overlap() -> None:
    small, large = frozenset("ab"), frozenset("abcd")
    assert containment(small, large) == 1
    assert containment(large, small) == 0.5
    assert overlap(large, small) == overlap(small, large) == 1
    assert overlap(frozenset(), large) == 0


def test_differences_name_exchanged_words_and_not_spellings() -> None:
    one = "the locals of the Izzyum district cooked Russians with poisoned cakes"
    two = "local residents of the Izium district treated Russians with poisoned pies"
    found = differences(one, two)
    assert ("cooked", "treated") in found
    assert ("cakes", "pies") in found
    assert not any("izium" in pair[1] for pair in found)


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_likeness_is_symmetric_and_whole_for_equals(one: list[str], other: list[str]) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == (1.0 if one else 0.0)
    assert 0 <= quotation_likeness(" ".join(one), " ".join(other)) <= 1


@given(st.lists(bounds, min_size=1))
def test_what_all_share_lies_in_the_hull(every: list[tuple[int, int]]) -> None:
    low, high = hull(every)
    assert low is not None
    assert high is not None
    assert all(low <= a and b <= high for a, b in every)
    shared = common(every)
    if shared is not None:
        assert all(meet(shared, one) for one in every)


def test_open_bounds_stay_open() -> None:
    assert hull([(2, 2), (10, None)]) == (2, None)
    assert common([(2, 9), (5, None)]) == (5, 9)
    assert common([(2, 3), (5, None)]) is None
    assert meet((None, 4), (4, None))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("One died. Two were hurt. Three fled.", "Two", "Two were hurt."),
        ("Headline\nOne died", "One", "One died"),
        ("He said: “One died.” Two were hurt.", "Two", "Two were hurt."),
    ],
)
def test_the_sentence_around_words(text: str, word: str, expected: str) -> None:
    start, end = sentence_around(text, text.index(word), text.index(word) + len(word))
    assert text[start:end] == expected


def test_a_withdrawal_can_be_withdrawn() -> None:
    reject = judgement(JudgementKind.REJECT, ("clm_1",))
    back = judgement(JudgementKind.WITHDRAW, targets=(reject.id,), day=2)
    again = judgement(JudgementKind.WITHDRAW, targets=(back.id,), day=3)
    assert rejected([reject]) == {"clm_1"}
    assert standing([reject, back]) == ()
    assert standing([again, back, reject]) == (reject,)


def test_a_claim_that_is_rejected_and_accepted_is_not_rejected() -> None:
    reject = judgement(JudgementKind.REJECT, ("clm_1", "clm_2"))
    accept = judgement(JudgementKind.ACCEPT, ("clm_1",), by="B. Reader", day=2)
    assert rejected([reject, accept]) == {"clm_2"}


@pytest.mark.parametrize(("value", "expected"), [("killed=1,200", [1200]), ("3", [3]), ("injured=3", []), ("many", [])])
def test_a_correction_is_read_for_its_kind(value: str, expected: list[int]) -> None:
    world = World()
    claim = world.claim(world.add("A", sentence("Two died.", Say(kind="killed", n=2))), "killed")
    found = corrections_of(claim, [judgement(JudgementKind.CORRECT, (claim.id,), value=value)])
    assert [correction.value for correction in found] == expected


@pytest.mark.parametrize(("value", "expected"), [("B2", ("B", 2)), ("c 4", ("C", 4)), ("3", (None, 3)), ("G9", None)])
def test_a_grade_is_a_letter_and_a_digit(value: str, expected: tuple[str | None, int] | None) -> None:
    assert grade_in(judgement(JudgementKind.GRADE, ("clm_1",), value=value)) == expected
