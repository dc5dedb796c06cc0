"""Exports: the same bytes for the same ledger, columns that stay, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.answers import to_json
from sayso.errors import InputError, StorageError
from sayso.export import COLUMNS, Format, What, export_to, write
from sayso.export.files import disarmed
from sayso.ledger import Ledger
from sayso.records import Given
from small_world import small_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with small_ledger(tmp_path / "one.sayso") as opened:
        opened.add_bytes(
            b"Mayor said: 3 killed at Ostrava on 2024-05-01\nPolice said: 4 injured at Brno on 2024-05-02",
            origin="a.txt",
            given=Given(outlet='=HYPERLINK("http://evil")', title="Zürich, “quoted”\nsecond line"),
        )
        opened.add_bytes(b"Mayor said: 5 killed at Ostrava on 2024-05-01", origin="b.txt", given=Given(outlet="B"))
        yield opened


def exported(ledger: Ledger, what: What, format: Format) -> bytes:
    out = io.BytesIO()
    write(ledger, out, what=what, format=format)
    return out.getvalue()


def rows(ledger: Ledger, what: What) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(ledger, what, Format.CSV).decode())))


def test_events_as_json_lines_are_the_public_record(ledger: Ledger) -> None:
    lines = exported(ledger, What.EVENTS, Format.JSONL).splitlines()
    assert lines == [to_json(ledger.event(event.id)) for event in ledger.events().events]
    lines = exported(ledger, What.REPORTS, Format.JSONL).splitlines()
    assert lines == [to_json(ledger.report(report.id)) for report in ledger.reports().reports]


def test_claims_as_json_lines_name_their_event(ledger: Ledger) -> None:
    claims = [json.loads(line) for line in exported(ledger, What.CLAIMS, Format.JSONL).splitlines()]
    assert len(claims) == 3
    for claim in claims:
        event = ledger.event(claim["event"])
        assert claim["id"] in {one.id for p in event.propositions if p.id == claim["proposition"] for one in p.claims}


@pytest.mark.parametrize("what", [What.EVENTS, What.PROPOSITIONS, What.CLAIMS, What.REPORTS])
def test_a_table_has_its_columns_and_a_row_for_each_record(ledger: Ledger, what: What) -> None:
    found = rows(ledger, what)
    assert tuple(found[0]) == COLUMNS[what]
    assert len(found) == {"events": 2, "propositions": 2, "claims": 3, "reports": 2}[what]
    assert all(None not in row and None not in row.values() for row in found)


def test_figures_stand_in_their_columns(ledger: Ledger) -> None:
    [killed] = [row for row in rows(ledger, What.PROPOSITIONS) if row["kind"] == "killed"]
    assert (killed["min"], killed["max"], killed["origins"], killed["claims"]) == ("3", "5", "1", "2")


def test_what_a_spreadsheet_would_run_is_disarmed(ledger: Ledger) -> None:
    outlets = {row["outlet"] for row in rows(ledger, What.REPORTS)}
    assert outlets == {"B", '\'=HYPERLINK("http://evil")'}


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    cell = str(disarmed(text))
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == f"'{text}"


def test_numbers_stay_numbers() -> None:
    assert disarmed(-33.9) == -33.9
    assert disarmed(None) == ""


@pytest.mark.parametrize("format", list(Format))
def test_an_export_is_byte_equal_after_a_rebuild(ledger: Ledger, format: Format, tmp_path: Path) -> None:
    before = {p.name: p.read_bytes() for p in export_to(ledger, tmp_path / "before", what=What.ALL, format=format)}
    ledger.rebuild()
    after = {p.name: p.read_bytes() for p in export_to(ledger, tmp_path / "after", what=What.ALL, format=format)}
    assert before == after
    assert set(before) == {f"{what}.{format}" for what in What if what is not What.ALL} - (
        {"propositions.jsonl"} if format is Format.JSONL else set()
    )


def test_a_file_appears_whole_and_nothing_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert export_to(ledger, folder / "events.csv", what=What.EVENTS, format=Format.CSV) == [folder / "events.csv"]
    assert [p.name for p in folder.iterdir()] == ["events.csv"]


def test_what_cannot_be_one_stream_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError):
        exported(ledger, What.ALL, Format.CSV)
    with pytest.raises(InputError):
        exported(ledger, What.PROPOSITIONS, Format.JSONL)


def test_a_place_that_cannot_be_written_is_a_storage_error(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be written"):
        export_to(ledger, tmp_path / "file" / "events.csv", what=What.EVENTS, format=Format.CSV)


def test_an_empty_ledger_exports_nothing_but_headers(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "empty.sayso") as ledger:
        assert exported(ledger, What.ALL, Format.JSONL) == b""
        assert exported(ledger, What.EVENTS, Format.CSV).decode().strip() == ",".join(COLUMNS["events"])
