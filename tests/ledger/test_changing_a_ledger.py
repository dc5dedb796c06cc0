"""Adding, judging, withholding; two processes at once; a process that is killed; ids that are no more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sayso
from sayso.answers import to_json
from sayso.errors import InputError, NotFoundError
from sayso.records import Given, JudgementKind
from sayso.settings import Settings
from small_world import NOON, STAGES, small_engines, small_ledger

OSTRAVA = "Mayor said: 3 killed at Ostrava on 2024-05-01"
TESTS = Path(__file__).parents[1]


def test_the_package_opens_a_ledger(tmp_path: Path) -> None:
    with sayso.open(
        tmp_path / "one.sayso", settings=Settings(), engines=small_engines(), stages=STAGES, clock=lambda: NOON
    ) as ledger:
        assert isinstance(ledger, sayso.Ledger)
        assert ledger.add_bytes(OSTRAVA.encode(), origin="a").new == 1
    with pytest.raises(AttributeError):
        sayso.nothing_of_the_kind  # noqa: B018


def test_a_folder_is_added_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(OSTRAVA)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    with small_ledger(tmp_path / "one.sayso") as ledger:
        answer = ledger.add([folder], given=Given(outlet="Gazette"))
        assert (answer.new, answer.known, answer.totals.reports) == (2, 0, 1)
        assert {failure.stage for failure in answer.failures} == {"gather", "reports"}
        assert {failure.reason for failure in ledger.check().failures} == {"unsupported-kind", "no-text"}
        ledger.rebuild()
        assert {failure.stage for failure in ledger.check().failures} == {"gather", "reports"}
        (folder / "picture.png").unlink()
        (folder / "picture.png").with_suffix(".txt").write_text("words")
        again = ledger.add([folder])
        assert (again.new, again.known) == (1, 2)


def test_a_path_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OSTRAVA)
    with small_ledger(tmp_path / "one.sayso") as ledger:
        with pytest.raises(InputError, match="nothing at"):
            ledger.add([tmp_path / "a.txt", tmp_path / "b.txt"])
        assert ledger.totals().documents == 0


def test_the_time_of_receipt_can_be_given(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(b"x", origin="a", received=datetime(1912, 4, 15, tzinfo=UTC))
        assert ledger.reports().reports[0].document.received.year == 1912


def test_more_said_of_a_document_makes_another_report_and_the_old_id_leads_there(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(OSTRAVA.encode(), origin="a")
        old_report, old_event = ledger.reports().reports[0], ledger.events().events[0]
        ledger.add_bytes(OSTRAVA.encode(), origin="b", given=Given(outlet="Gazette"))
        [new] = ledger.reports().reports
        assert new.outlet == "Gazette"
        assert new.id != old_report.id
        assert ledger.report(old_report.id).id == new.id
        assert ledger.event(old_event.id).id == ledger.events().events[0].id != old_event.id
        walk = ledger.why(old_event.id)
        assert (walk.kind, walk.because[0].kind) == ("alias", "event")


def test_an_old_id_of_an_event_leads_to_what_holds_its_first_claim(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ids = set()
        for number in range(6):
            ledger.add_bytes(f"Mayor said: {number} killed at Ostrava on 2024-05-01".encode(), origin=str(number))
            ids.add(ledger.events().events[0].id)
        [now] = ledger.events().events
        assert len(ids) > 1
        assert {ledger.event(old).id for old in ids} == {now.id}
        ledger.rebuild()
        assert {ledger.event(old).id for old in ids} == {now.id}


def test_a_judgement_is_kept_signed_and_outranks_the_machine(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(f"{OSTRAVA}\nPolice said: 30 killed at Ostrava on 2024-05-01".encode(), origin="a")
        event = ledger.event(ledger.events().events[0].id)
        assert event.propositions[0].range.max == 30
        wrong = next(c for c in event.propositions[0].claims if c.quantity and c.quantity.min == 30)
        judged = ledger.judge("reject", [wrong.id], by="A. Reader", why="a misprint")
        assert judged.at == NOON
        assert judged.claims == (wrong.id,)
        assert ledger.event(event.id).propositions[0].range.max == 3
        before = to_json(ledger.event(event.id))
        ledger.rebuild()
        assert to_json(ledger.event(event.id)) == before
        assert ledger.judgements() == (judged,)
        assert "A. Reader rejected" in ledger.why(judged.id).says
        later = NOON + timedelta(hours=1)
        withdrawn = ledger.judge("withdraw", [judged.id], by="B. Reader", why="not a misprint", at=later)
        assert ledger.event(event.id).propositions[0].range.max == 30
        assert ledger.why(withdrawn.id).because[0].id == judged.id


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("reject", None, None),
        ("grade", "Z9", "no grade"),
        ("grade", "B2", None),
        ("correct", "many", "corrects nothing"),
        ("correct", "killed=5", None),
        ("correct", "injured=5", "corrects nothing"),
        ("join", None, "two ids"),
        ("withdraw", None, "Only a judgement"),
        ("praise", None, "no kind of judgement"),
    ],
)
def test_a_judgement_that_says_nothing_clear_is_refused(
    tmp_path: Path, kind: str, value: str | None, told: str | None
) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(OSTRAVA.encode(), origin="a")
        event = ledger.events().events[0]
        if told is None:
            assert ledger.judge(kind, [event.id], by="A", why="b", value=value).kind == JudgementKind(kind)
        else:
            with pytest.raises(InputError, match=told):
                ledger.judge(kind, [event.id], by="A", why="b", value=value)
            assert ledger.judgements() == ()


def test_a_judgement_without_name_or_reason_is_refused(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(OSTRAVA.encode(), origin="a")
        event = ledger.events().events[0]
        for by, why in (("", "reason"), ("name", " ")):
            with pytest.raises(InputError):
                ledger.judge("accept", [event.id], by=by, why=why)


def test_a_split_bears_on_all_claims_of_the_event(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(f"{OSTRAVA}\nPolice said: 30 killed at Ostrava on 2024-05-01".encode(), origin="a")
        event = ledger.event(ledger.events().events[0].id)
        claims = [claim.id for claim in event.propositions[0].claims]
        judged = ledger.judge("split", claims[:1], by="A", why="other street")
        assert (judged.targets, judged.claims) == ((claims[0],), tuple(sorted(claims)))


def test_a_withheld_document_leaves_no_word_behind(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    secret = "Wilhelmina Zwanenburg said: 3 killed at Ostrava on 2024-05-01"
    with small_ledger(path) as ledger:
        ledger.add_bytes(secret.encode(), origin="secret")
        ledger.add_bytes(b"Mayor said: 3 killed at Brno on 2024-05-01", origin="open")
        event = ledger.events(place="Ostrava").events[0]
        report = next(r for r in ledger.reports().reports if event.id in r.events)
        withheld = ledger.withhold(report.id, reason="order of 2 May", by="A. Manager")
        assert [e.title for e in ledger.events().events] == ["Killed at Brno"]
        assert ledger.search("zwanenburg").hits == ()
        assert ledger.check().withheld == (withheld,)
        assert ledger.check().problems == ()
        assert ledger.add_bytes(secret.encode(), origin="again").withheld == 1
        with pytest.raises(NotFoundError, match=withheld.document):
            ledger.event(event.id)
        assert "order of 2 May" in ledger.why(report.id).because[0].says
        with pytest.raises(InputError, match="withheld already"):
            ledger.withhold(withheld.document, reason="x", by="y")
        before = to_json(ledger.check())
        ledger.rebuild()
        assert to_json(ledger.check()) == before
        for file in tmp_path.iterdir():
            assert b"Zwanenburg" not in file.read_bytes(), file.name
    assert b"Zwanenburg" not in path.read_bytes()


ADD = """
import sys
from pathlib import Path
from small_world import small_ledger
with small_ledger(Path(sys.argv[1])) as ledger:
    print("open", flush=True)
    ledger.add([sys.argv[2]])
"""


def start(ledger: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(ledger), str(folder)], cwd=TESTS, stdout=subprocess.PIPE, text=True
    )


def fill(folder: Path, numbers: range) -> Path:
    folder.mkdir()
    for n in numbers:
        town = f"Town{n % 7}"
        (folder / f"{n}.txt").write_text(
            f"Mayor said: {n} killed at {town} on 2024-05-01\nPolice said: 1 killed at {town} on 2024-05-02"
        )
    return folder


def test_two_processes_that_add_at_once_end_in_the_same_ledger_as_one(tmp_path: Path) -> None:
    left, right = fill(tmp_path / "left", range(90)), fill(tmp_path / "right", range(60, 150))
    both = [start(tmp_path / "two.sayso", folder) for folder in (left, right)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    with small_ledger(tmp_path / "two.sayso") as two, small_ledger(tmp_path / "one.sayso") as one:
        one.add([left])
        one.add([right])
        assert [to_json(e) for e in two.every_event()] == [to_json(e) for e in one.every_event()]
        assert two.totals() == one.totals()
        assert two.check().problems == ()
        assert two.check().waiting == 0


@pytest.mark.parametrize("after", [0.02, 0.1, 0.3])
def test_a_process_that_is_killed_loses_nothing_that_was_stored(tmp_path: Path, after: float) -> None:
    folder = fill(tmp_path / "reports", range(200))
    path = tmp_path / "killed.sayso"
    process = start(path, folder)
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with small_ledger(path) as ledger, small_ledger(tmp_path / "whole.sayso") as whole:
        assert ledger.check().problems == ()
        ledger.add([folder])
        whole.add([folder])
        assert ledger.totals() == whole.totals()
        assert [to_json(e) for e in ledger.every_event()] == [to_json(e) for e in whole.every_event()]


def test_a_document_whose_bytes_were_changed_is_found_out(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "one.sayso"
    with small_ledger(path) as ledger:
        ledger.add_bytes(OSTRAVA.encode(), origin="a")
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE documents SET bytes = ?", (b"Mayor said: 9 killed at Ostrava on 2024-05-01",))
    with small_ledger(path) as ledger:
        assert any("SHA-256 differs" in problem for problem in ledger.check().problems)
