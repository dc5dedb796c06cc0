"""What a pattern cannot match without: necessary in every case, and telling enough to be worth looking for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import times_grammar
from sayso.text import measures
from sayso.text.literals import folded, may_match, words_needed

PATTERNS = {
    r"(?:last|next)\s+week": (("week",), ("last", "next")),
    r"\d+ km": (("\0",), (" km",)),
    r"[0-9]?weeks?": (("week",),),
    r"(?:week)?": (),
    r"a|(?:the)?": (),
    r"(?!Monday)day": (("day",),),
    r"[^a]": (),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_words_needed_are_read_off_the_pattern(pattern: str) -> None:
    assert set(words_needed(pattern)) == set(PATTERNS[pattern])


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("kiss", "\u212aI\u017f\u017f"),
        ("istanbul", "\u0130STANBUL"),
        (r"\d km", "\u0663 KM"),
        ("stra\u00dfe", "STRA\u1e9eE"),
    ],
)
def test_letters_that_a_pattern_takes_for_others_count_as_these(pattern: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)
    assert may_match(words_needed(pattern), folded(text))


WORDS = [
    "last",
    "week",
    "12",
    "At least",
    "MAY",
    "aged",
    "$3",
    "mm",
    "Monday",
    "'90s",
    "o’clock",
    "\u017feptember",
    "4-3",
]


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_no_rule_matches_where_it_is_not_looked_for(text: str) -> None:
    low = folded(text)
    for rule in (*measures._rules(), *times_grammar._rules()):
        assert may_match(rule.needed, low) or not rule.pattern.search(text)
