"""Questions to a ledger: listings, ids and their beginnings, reasons that end in documents, search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sayso.answers import Reason
from sayso.errors import InputError, NotFoundError
from sayso.ledger import Ledger
from sayso.ports import Candidate
from sayso.records import Given, Place, Reading
from small_world import STAGES, SmallGazetteer, small_engines, small_ledger

REPORTS = {
    "gazette": "Mayor said: 3 killed at Ostrava on 2024-05-01\nPolice said: 4 injured at Brno on 2024-05-02",
    "herald": "Mayor said: 3 killed at Ostrava on 2024-05-01\nHospital said: 9 injured at Ostrava on XXXX-05-01",
    "post": "Police said: 5 killed at Praha on 2024-04-30",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with small_ledger(tmp_path / "one.sayso") as opened:
        for outlet, text in REPORTS.items():
            opened.add_bytes(
                text.encode(), origin=f"{outlet}.txt", given=Given(outlet=outlet, title=f"News of {outlet}")
            )
        yield opened


def titles(ledger: Ledger, **wanted: str) -> list[str]:
    return [event.title for event in ledger.events(**wanted).events]  # type: ignore[arg-type]


def test_events_are_listed_by_day_and_those_of_an_open_year_last(ledger: Ledger) -> None:
    assert titles(ledger) == ["Killed at Praha", "Killed at Ostrava", "Injured at Brno"]


def test_events_are_listed_page_by_page(ledger: Ledger) -> None:
    first = ledger.events(limit=2)
    assert first.next is not None
    rest = ledger.events(limit=2, after=first.next)
    assert rest.next is None
    assert [e.title for e in (*first.events, *rest.events)] == titles(ledger)
    page = ledger.reports(limit=2)
    assert [r.id for r in (*page.reports, *ledger.reports(after=page.next).reports)] == [
        r.id for r in ledger.reports().reports
    ]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kind": "injured"}, ["Injured at Brno"]),
        ({"place": "praha"}, ["Killed at Praha"]),
        ({"since": "2024-05-01"}, ["Killed at Ostrava", "Injured at Brno"]),
        ({"until": "2024-05-01"}, ["Killed at Praha", "Killed at Ostrava"]),
        ({"status": "several-origins"}, []),
        ({"flag": "hardened"}, ["Killed at Praha", "Killed at Ostrava", "Injured at Brno"]),
        ({"flag": "quote-variant"}, []),
    ],
)
def test_events_are_filtered(ledger: Ledger, wanted: dict[str, str], expected: list[str]) -> None:
    assert titles(ledger, **wanted) == expected


def test_events_of_one_report_are_found(ledger: Ledger) -> None:
    gazette = next(r for r in ledger.reports().reports if r.outlet == "gazette")
    assert titles(ledger, report=gazette.id) == ["Killed at Ostrava", "Injured at Brno"]
    assert set(gazette.events) == {e.id for e in ledger.events(report=gazette.id).events}


def test_two_outlets_that_repeat_one_source_are_two_reports_and_one_origin(ledger: Ledger) -> None:
    event = ledger.events(place="Ostrava").events[0]
    assert (event.reports, event.outlets, event.origins) == (2, 2, 1)


def test_a_report_whose_outlet_nobody_gave_counts_as_an_outlet_of_its_own(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "two.sayso") as ledger:
        for n, outlet in enumerate([None, None, "Gazette", "gazette "]):
            text = "Mayor said: 3 killed at Ostrava on 2024-05-01" + " " * n
            ledger.add_bytes(text.encode(), origin=str(n), given=Given(outlet=outlet))
        event = ledger.events().events[0]
        assert (event.reports, event.outlets) == (4, 3)


def test_the_beginning_of_an_id_is_enough(ledger: Ledger) -> None:
    event = ledger.events().events[0]
    assert ledger.event(event.id[:10]).id == event.id
    assert ledger.event(event.id.removeprefix("evt_")).id == event.id
    assert ledger.event(event.id.upper()).id == event.id


@pytest.mark.parametrize("identity", ["evt_000000000000", "nonsense", "xyz_123456", "", "evt_"])
def test_an_id_of_nothing_is_not_found(ledger: Ledger, identity: str) -> None:
    with pytest.raises(NotFoundError) as told:
        ledger.event(identity)
    assert told.value.exit_code == 3
    assert told.value.advice


def test_too_short_a_beginning_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="too short"):
        ledger.event("evt_12")


def test_an_id_of_another_kind_is_told(ledger: Ledger) -> None:
    report = ledger.reports().reports[0]
    with pytest.raises(NotFoundError, match="is the id of a report; the id of an event is needed"):
        ledger.event(report.id)


def every(reason: Reason) -> Iterator[Reason]:
    yield reason
    for because in reason.because:
        yield from every(because)


def test_every_reason_exists_and_the_walk_ends_in_a_document(ledger: Ledger) -> None:
    ledger.judge("note", [ledger.events().events[0].id], by="A. Reader", why="looks right")
    for listed in ledger.events().events:
        walk = ledger.why(listed.id)
        seen = {one.kind for one in every(walk)}
        assert {"event", "proposition", "origin", "claim", "attribution", "passage", "report", "document"} <= seen
        for one in every(walk):
            if one.id is not None:
                again = ledger.why(one.id)
                assert (again.id, again.kind) == (one.id, one.kind)
            if not one.because:
                assert one.kind == "document", one
            if one.quote is not None and one.report is not None:
                assert ledger.report(one.report).text[one.start : one.end] == one.quote


def test_a_claim_is_told_with_its_words_figure_place_and_time(ledger: Ledger) -> None:
    event = ledger.event(ledger.events(place="Praha").events[0].id)
    walk = ledger.why(event.propositions[0].claims[0].id)
    assert walk.quote == "Police said: 5 killed at Praha on 2024-04-30"
    words = {one.says.partition(":")[0]: one.quote for one in walk.because if one.kind == "words"}
    assert words == {"Figure": "5", "Place": "Praha", "Time": "2024-04-30"}


def test_reports_are_found_by_words_and_phrases(ledger: Ledger) -> None:
    assert [hit.outlet for hit in ledger.search("praha").hits] == ["post"]
    assert {hit.outlet for hit in ledger.search("ostrava KILLED").hits} == {"gazette", "herald"}
    assert [hit.outlet for hit in ledger.search('"injured at ostrava"').hits] == ["herald"]
    assert ledger.search("ostrava praha").hits == ()
    [hit] = ledger.search("hospital").hits
    assert hit.quote.startswith("Hospital said")
    page = ledger.search("said", limit=2)
    assert page.next == 2
    assert len(ledger.search("said", after=2).hits) == 1


@pytest.mark.parametrize("query", ["", "*", '"', "( - )"])
def test_a_search_for_no_word_is_refused(ledger: Ledger, query: str) -> None:
    with pytest.raises(InputError, match="no word"):
        ledger.search(query)


@pytest.mark.parametrize("query", ['a"b', "NEAR(a b)", "title:x", "a AND NOT", "^killed", "{killed}"])
def test_a_search_never_breaks_on_signs(ledger: Ledger, query: str) -> None:
    ledger.search(query)


# --- places and days --------------------------------------------------------------------------


class Knows(SmallGazetteer):
    """A gazetteer of one town in one province of one country."""

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        if name == "Silesia":
            region = Place(
                name=name, geonames_id=7, lat=None, lon=None, precision="region", country="CZ", admin1="CZ.85"
            )
            return (Candidate(place=region, feature="A.ADM1", match="exact"),)
        if name in {"Pilsen", "Plzeň"}:
            town = Place(name="Plzeň", geonames_id=8, lat=None, lon=None, precision="city", country="CZ")
            return (Candidate(place=town, feature="P.PPL", match="exact"),)
        return ()

    def country_of(self, word: str) -> str | None:
        return "CZ" if word == "Czechia" else None


@pytest.mark.parametrize(
    ("place", "expected"),
    [("Pilsen", 1), ("plzen", 1), ("PLZEŇ", 1), ("Plsen", 1), ("8", 1), ("Silesia", 1), ("Czechia", 1), ("Mars", 0)],
)
def test_events_are_found_by_any_spelling_and_by_what_they_lie_in(tmp_path: Path, place: str, expected: int) -> None:
    text = "Mayor said: 3 killed at Plsen on 2024-05-01"
    town = Place(name="Plzeň", geonames_id=8, lat=None, lon=None, precision="city", country="CZ", admin1="CZ.85")
    engines = replace(small_engines(), gazetteer=Knows())
    with small_ledger(tmp_path / "one.sayso", engines=engines) as ledger:
        placed = replace(ledger._stages, attribute=at(town))  # type: ignore[type-var]
        ledger._stages = placed  # type: ignore[assignment]
        ledger.add_bytes(text.encode(), origin="a.txt")
        assert len(ledger.events(place=place).events) == expected


def at(place: Place) -> Callable[..., Reading]:
    def attribute(*given: Any, **named: Any) -> Reading:
        reading = STAGES.attribute(*given, **named)
        return replace(reading, claims=tuple(replace(claim, place=place) for claim in reading.claims))

    return attribute


@pytest.mark.parametrize("days", [{"since": "june"}, {"until": "2024-02-30"}, {"since": "2024", "until": "2023"}])
def test_days_that_are_none_are_refused(ledger: Ledger, days: dict[str, str]) -> None:
    with pytest.raises(InputError):
        ledger.events(**days)  # type: ignore[arg-type]


def test_a_month_or_a_year_stands_for_its_days(ledger: Ledger) -> None:
    assert titles(ledger, since="2024-05") == ["Killed at Ostrava", "Injured at Brno"]
    assert titles(ledger, until="2024-04") == ["Killed at Praha"]
    assert len(titles(ledger, since="2024", until="2024")) == 3


def test_a_time_of_publication_that_is_none_is_refused_before_anything_is_taken_in(ledger: Ledger) -> None:
    before = ledger.totals()
    with pytest.raises(InputError, match="next tuesday"):
        ledger.add_bytes(b"News", origin="x.txt", given=Given(published="next tuesday"))
    with pytest.raises(InputError, match="next tuesday"):
        ledger.add([Path(__file__)], given=Given(published="next tuesday"))
    assert ledger.totals() == before
