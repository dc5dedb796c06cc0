"""The table of page furniture: every example matches, no counter-example does, and no pattern takes long."""

from __future__ import annotations

import time
import tomllib
from importlib.resources import files

import pytest

from sayso.reports.furniture import Rule, rule_of_beginning, rule_of_line, rules
from sayso.text.sentences import sentences_of

SLOWEST = 0.5
"""Seconds for one pattern over every hard line, on a slow and busy machine; a runaway pattern takes minutes."""

HARD_LINES = [
    (piece * 700)[:690] + end
    for piece in (
        "1",
        "a ",
        "A.",
        "- ",
        "(",
        " ",
        "Ab Cd, ",
        "Share",
        "May 1 ",
        "10:30 ",
        "12 may ",
        "Jane Doe/",
        "“",
        "and ",
    )
    for end in ("", "~", ".")
]


def _matches(rule: Rule, line: str) -> bool:
    if rule.where == "prefix":
        return rule.pattern.match(line) is not None
    return len(line.split()) <= rule.most_words and rule.pattern.fullmatch(line) is not None


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_example_of_a_rule_matches_it(rule: Rule) -> None:
    assert rule.examples
    assert [example for example in rule.examples if not _matches(rule, example)] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_no_counter_example_of_a_rule_matches_it(rule: Rule) -> None:
    assert rule.counter
    assert [counter for counter in rule.counter if _matches(rule, counter)] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_no_pattern_runs_away(rule: Rule) -> None:
    started = time.perf_counter()
    for line in HARD_LINES:
        rule.pattern.match(line)
        rule.pattern.fullmatch(line)
    assert time.perf_counter() - started < SLOWEST


@pytest.mark.parametrize(
    "line",
    [
        "He is 34.",
        "“We will not leave,” she said.",
        "Two men died.",
        "More than 300 people marched.",
        "Follow the river north and you reach the camp.",
        "The video could not be verified.",
        "Reuters could not independently verify the report.",
        "The Associated Press contributed to this report.",
        "Reporting by Jane Doe; Editing by John Roe",
        "Anyone with information is asked to call police.",
        "What we know",
        "Aftermath",
        "The victims",
        "Live rounds were fired",
        "Share prices fell by a fifth.",
        "Donations have reached 3 million dollars.",
        "The minister asked people to donate blood.",
        "Support for the strike is growing.",
        "Related charges against two officers were dropped.",
        "Roses are red",
        "May",
        "1912",
        "This story has been corrected: 12 people died, not 13.",
        "Video shows two men running from the bank.",
        "Photos from the scene showed a burned bus.",
        "The latest figures are from Tuesday.",
        "By Jane Doe",
        "Read the room, he told them.",
        "At least 12 people were killed, the Facebook post said.",
        "Register offices closed on Friday",
    ],
)
def test_lines_of_reports_are_no_furniture(line: str) -> None:
    assert rule_of_line(line) is None
    assert rule_of_beginning(line) is None


def test_names_of_buttons_glued_to_a_lead_are_told_from_it() -> None:
    found = rule_of_beginning("FacebookTwitterTwo people were killed")
    assert found is not None
    assert found[1] == len("FacebookTwitter")


def test_every_abbreviation_stands_within_one_sentence() -> None:
    table = tomllib.loads(files("sayso.text").joinpath("abbreviations.toml").read_text(encoding="utf-8"))
    for entries in table.values():
        for entry in entries:
            text = f"{entry['example']} Nobody was hurt there."
            assert [text[start:end] for start, end in sentences_of(text)] == [
                entry["example"],
                "Nobody was hurt there.",
            ]
