"""What is set apart inside a report, and what never is."""

from __future__ import annotations

import pytest

from sayso.records import ApartKind
from sayso.reports.apart import apart_of

REPORT = [
    "A ferry with 60 people on board sank off the island on Tuesday morning, the coast guard said.",
    "Twelve bodies were recovered by the evening, and divers were still searching the hull.",
    "“We heard a bang and then the water came,” a passenger, Ana Reyes, told local radio.",
    "The owner of the ferry could not be reached.",
]


def apart_in(lines: list[str]) -> list[tuple[str, ApartKind]]:
    text = "\n\n".join(lines)
    return [(text[apart.start : apart.end], apart.kind) for apart in apart_of(text, None, version="1")]


def within(line: str) -> list[tuple[str, ApartKind]]:
    return apart_in([*REPORT[:2], line, *REPORT[2:]])


def test_a_report_alone_has_nothing_set_apart() -> None:
    assert apart_in(REPORT) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("ADVERTISEMENT - CONTINUE READING", ApartKind.ADVERT),
        ("If you'd like to donate to the relief fund, visit relief.example.", ApartKind.DONATION),
        ("Tags: ferry, Cebu, coast guard", ApartKind.TOPICS),
        ("Share on WhatsApp", ApartKind.SHARE),
        ("Read more: Typhoon leaves thousands homeless", ApartKind.NAVIGATION),
        ("Relatives wait at the pier on Tuesday. (AP Photo/Jane Doe)", ApartKind.CAPTION),
    ],
)
def test_furniture_between_paragraphs_is_set_apart(line: str, kind: ApartKind) -> None:
    assert within(line) == [(line, kind)]


@pytest.mark.parametrize(
    "line",
    [
        "Pop Star Announces Surprise World Tour With 40 Stadium Dates",
        "Senate Panel Rejects Tax Bill After Marathon Night Session",
        "Teenager jailed for stabbing neighbour in row over parking",
    ],
)
def test_another_report_s_headline_is_set_apart(line: str) -> None:
    assert within(line) == [(line, ApartKind.RELATED_HEADLINE)]


@pytest.mark.parametrize(
    "line",
    [
        "The search",
        "What Officials Say About the Cause of the Disaster",
        "Divers Search Hull as Passenger Tells of Bang and Water",
        "He is 34.",
        "'We heard a bang'",
        "It had been overloaded, the mayor's office in Toledo told reporters on Wednesday",
        "By Jane Doe in Manila and John Roe in Cebu City",
        "Additional reporting by Jane Doe, Maria Santos and Pedro Cruz",
        "The toll could rise: the manifest named 74 people.",
        "Reported deaths by town: Toledo 4, Danao 3, Bogo 5.",
    ],
)
def test_what_belongs_to_the_report_is_never_set_apart(line: str) -> None:
    assert within(line) == []


def test_a_list_of_the_report_stays_with_it() -> None:
    assert (
        apart_in(
            [*REPORT, "The dead:", "- Maria Santos, 34, of Toledo City", "- Pedro Cruz, 61, of Danao", *REPORT[:1]]
        )
        == []
    )


def test_a_poem_stays_with_its_report() -> None:
    poem = "O wild gray water\nbear me home again\nover the sleeping\nnames of drowned men"
    assert apart_in([*REPORT, poem, REPORT[0]]) == []


def test_headlines_below_a_heading_go_with_it() -> None:
    found = apart_in([*REPORT, "Most read", "Mayor opens new bridge", "Rain ends long drought in north"])
    assert [kind for _, kind in found] == [ApartKind.NAVIGATION, ApartKind.RELATED_HEADLINE, ApartKind.RELATED_HEADLINE]


def test_furniture_at_the_end_of_a_paragraph_is_set_apart_alone() -> None:
    found = apart_in([*REPORT, "Nobody knows why it sank. Click here for more information."])
    assert found == [("Click here for more information.", ApartKind.NAVIGATION)]


def test_buttons_glued_to_a_lead_are_set_apart_alone() -> None:
    assert apart_in(["FacebookTwo people died when a ferry sank.", *REPORT]) == [("Facebook", ApartKind.SHARE)]


def test_a_timeline_keeps_its_times() -> None:
    timeline = ["5:41 a.m.:", "The ferry left the port.", "April 16, 2013", "Divers went down."]
    assert apart_in([*REPORT, *timeline, *REPORT]) == []


def test_the_captions_of_a_gallery_are_told_from_its_labels() -> None:
    found = within(
        "Photos: Photos: Ferry sinks Photos: Ferry sinks Ferry sinks – Divers look for the crew on Tuesday. Hide "
        "Caption 1 of 2 Photos: Photos: Ferry sinks – Relatives wait. Hide Caption 2 of 2"
    )
    captions = [words for words, kind in found if kind is ApartKind.CAPTION]
    assert captions == ["Divers look for the crew on Tuesday.", "Relatives wait."]
    assert len([words for words, kind in found if kind is ApartKind.NAVIGATION]) == 4


@pytest.mark.parametrize(
    "line",
    [
        "JUST WATCHED Ferry: Crew saved Replay More Videos ... MUST WATCH Ferry: Crew saved 01:17",
        "Replay",
        "Hide Caption 3 of 9",
        "+ Family of captain asks for inquiry",
        "Story highlights",
    ],
)
def test_the_furniture_of_video_pages_is_set_apart(line: str) -> None:
    assert [words for words, _ in within(line)] == [line]


def test_highlights_stay_with_the_report_without_their_label() -> None:
    assert [words for words, _ in within("Story highlights Divers search the wreck")] == ["Story highlights"]
