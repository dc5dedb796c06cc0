"""Words are found where they stand, letter for letter, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.whereabouts import stands_at


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("two women", "Two women and two women", ["two women"]),
        ("it's over", "“It’s over,” she said: it’s  over", ["it’s  over"]),
        ("20-25", "20–25 people", ["20–25"]),
        ("killed in\nAnsbach", "killed in Ansbach", ["killed in Ansbach"]),
        ("12", "120 people, 312 people", []),
        ("an", "a man", []),
        ("man", "a man, a man", ["man", "man"]),
        ("killed.", "killed, wounded", []),
        ("(two)", "two (two) two", ["(two)"]),
        ("", "anything", []),
        ("  \n", "anything  \n", []),
        (".*", "anything", []),
        ("Izyum", "Izium", []),
        ("words " * 1000, "words", []),
    ],
)
def test_words_stand_where_they_stand(words: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in stands_at(words, text)] == found


@given(st.text(), st.text(), st.text())
def test_what_is_found_is_what_was_asked_for(before: str, words: str, after: str) -> None:
    for text in (f"{before} {words} {after}", before):
        for start, end in stands_at(words, text):
            assert len(text[start:end].split()) == len(words.split())
            assert len("".join(text[start:end].split())) == len("".join(words.split()))
    if words.split():
        assert stands_at(words, f"{before} {words} {after}")
