"""Places of a user's own, named with SAYSO_GAZETTEER: what a person sees who adds, changes and mistypes such a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from careful_reader import Desk

pytestmark = pytest.mark.slow

REPORT = """---
outlet: Weekly Plain
published: 2024-05-03
---
Four people were killed in the village of Vymyshlene on Thursday, police said.
"""

LINE = "{id}\tVymyshlene\t\t\t{lat}\t37.2\tP\tPPL\tUA\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return Desk(tmp_path / "ledger.sayso")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of one village, which the environment names."""
    path = tmp_path / "own.txt"
    path.write_text(LINE.format(id=-1, lat=49.5), encoding="utf-8")
    monkeypatch.setenv("SAYSO_GAZETTEER", str(path))
    return path


def place_of(desk: Desk) -> object:
    (event,) = desk.ask("events")["events"]
    return event["place"] and (event["place"]["geonames_id"], event["place"]["lat"])


def test_a_village_is_known_only_with_the_file(desk: Desk, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_GAZETTEER")
    desk.run("add", str(desk.ledger.with_name("report.txt")))
    assert place_of(desk) is None
    monkeypatch.setenv("SAYSO_GAZETTEER", str(places))
    assert desk.ask("check")["waiting"] == 1
    desk.run("add", str(desk.ledger.with_name("report.txt")))
    assert place_of(desk) == (-1, 49.5)
    assert "own place -1" in desk.run("event", desk.ask("events")["events"][0]["id"])


def test_a_changed_file_is_read_anew(desk: Desk, places: Path) -> None:
    desk.run("add", str(desk.ledger.with_name("report.txt")))
    places.write_text(LINE.format(id=-1, lat=48.25), encoding="utf-8")
    desk.run("add", str(desk.ledger.with_name("report.txt")))
    assert place_of(desk) == (-1, 48.25)


@pytest.mark.usefixtures("places")
def test_events_are_found_by_the_name_and_the_id_of_an_own_place(desk: Desk) -> None:
    desk.run("add", str(desk.ledger.with_name("report.txt")))
    for place in ("Vymyshlene", "Wymyshlene", "-1"):
        assert len(desk.ask("events", "--place", place)["events"]) == 1, place
    assert desk.ask("events", "--place", "-2")["events"] == []


def test_several_files_stand_with_the_separator_of_paths_between(
    desk: Desk, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = places.with_name("other.txt")
    other.write_text(LINE.format(id=-1, lat=1.5), encoding="utf-8")
    monkeypatch.setenv("SAYSO_GAZETTEER", os.pathsep.join([str(places), str(other)]))
    desk.run("add", str(desk.ledger.with_name("report.txt")))
    assert place_of(desk) == (-1, 1.5)


def test_a_file_that_cannot_be_used_stops_the_command_before_anything_is_done(desk: Desk, places: Path) -> None:
    desk.run("add", str(desk.ledger.with_name("report.txt")))
    places.write_text(LINE.format(id=-1, lat=95), encoding="utf-8")
    report = desk.ledger.with_name("second.txt")
    report.write_text(REPORT.replace("Four", "Five"), encoding="utf-8")
    for command in (("add", str(report)), ("rebuild",)):
        desk.run(*command, code=2)
    assert place_of(desk) == (-1, 49.5)
    assert len(desk.ask("reports")["reports"]) == 1
    places.unlink()
    (problem,) = json.loads(desk.run("check", "--json", code=1))["problems"]
    assert "own.txt cannot be read" in problem
