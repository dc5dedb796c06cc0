"""Which words stand between quotation marks."""

from __future__ import annotations

import pytest

from sayso.claims.quotations import quotations_of
from sayso.records import Span


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations_of(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "no" and left.', ['"no"']),
        ("He said “no” and left.", ["“no”"]),
        ("He said 'the soldiers' food was bad' and left.", ["'the soldiers' food was bad'"]),
        ("‘They’ll go,’ he said.", ["‘They’ll go,’"]),
        ("It wasn't the boys' fault.", []),
        ('"The so-called "loss"," it said.', ['"The so-called "loss","']),
        ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
        ("''No,'' he said, ''never.''", ["''No,''", "''never.''"]),
        ('“Mixed marks," he said.', ['“Mixed marks,"']),
    ],
)
def test_outer_quotations_are_found(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“One.\n“Two.\n“Three.”\n“Four.”"
    assert [(q.continues, q.closed) for q in quotations_of(text)] == [
        (False, False),
        (True, False),
        (True, True),
        (False, True),
    ]


def test_an_advertisement_does_not_end_a_quotation() -> None:
    text = "“One.\nBuy now\n“Two.”"
    apart = [Span(start=text.index("Buy"), end=text.index("\n“Two"))]
    assert [q.continues for q in quotations_of(text, apart)] == [False, True]
