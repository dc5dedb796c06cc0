"""A claim is at the place and the day of the happening: never where or when it was said, counted or begun."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.claims import attribute
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.spacy_parser import SpacyParser
from sayso.passages import split
from sayso.records import Claim, ClaimKind, Published, PublishedBasis, Reading, Report, identify

pytestmark = pytest.mark.slow

PARSER = SpacyParser()
GAZETTEER = PackagedGazetteer()


def reading_of(text: str) -> Reading:
    report = Report(
        id=identify("rpt", text), document="doc_1", sha256="0" * 64, received=datetime(2026, 11, 20, tzinfo=UTC),
        origin="a.txt", outlet=None, owner=None, url=None, title=None, byline=None,
        published=Published(edtf="2024-06-06", basis=PublishedBasis.GIVEN, why=""), language="en", text=text,
        headline=None, apart=(), made_by="reports@1 plain",
    )  # fmt: skip
    passages = split(report)
    parses = PARSER.parse([text[passage.start : passage.end] for passage in passages])
    return attribute(report, passages, parses, gazetteer=GAZETTEER)


def killed(text: str) -> Claim:
    """Return the last claim of people killed."""
    return [claim for claim in reading_of(text).claims if claim.kind is ClaimKind.KILLED][-1]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Nine miners died near Lyman in southern Peru on Sunday.", "Peru"),
        ("Russia air strikes killed 14 people in Idlib on Monday.", "Idlib"),
        ("U.S. drone strikes killed six fighters on Monday.", None),
        ("A barn burned in Lyon. The raid on northern Nigeria, in which rebels killed 30 men, came later.", "Nigeria"),
        (
            "In Gaza City, two houses were destroyed. Doctors at Nasser Hospital in Khan Younis said nine people were"
            " killed.",
            "Khan Younis",
        ),
        ("Dozens were rushed to hospitals in Poland after the blast killed six in Lviv.", "Lviv"),
    ],
)  # fmt: skip
def test_a_claim_is_at_the_place_that_its_own_words_name(text: str, place: str | None) -> None:
    found = killed(text).place
    assert (found.name if found else None) == place


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The museum, inaugurated in 1998, was shelled in Taiz, killing 4 people.", None),
        ("More than 900 people have been killed in Darfur since August.", None),
        ("Some 900 people have been killed since the clashes of two armies erupted in May 2021.", None),
        ("The union raised the toll to 48 on Tuesday.", None),
        ("The fire killed nine people in Leeds, officials of the city said on Monday.", None),
        ("A blast in Pune, which struck on Monday, killed 4 people.", "2024-06-03"),
        ("Eleven people died in an Easter ferry sinking off Cebu on Thursday 14 March 2019.", "2019-03-14"),
        ("A blast hit Pune shortly before noon on Monday, killing 4 people.", "2024-06-03"),
        ("Nine people died overnight into Wednesday in Kharkiv.", "2024-06-04/2024-06-05"),
    ],
)
def test_a_claim_is_of_the_day_of_the_happening(text: str, day: str | None) -> None:
    found = killed(text).time
    assert (found.edtf if found else None) == day


def test_only_a_place_of_a_claim_is_flagged() -> None:
    assert [flag.kind for flag in reading_of("The mayor of Springfield opened a fair.").flags] == []
    assert "ambiguous-place" in [flag.kind for flag in reading_of("Two men were killed in Springfield.").flags]
