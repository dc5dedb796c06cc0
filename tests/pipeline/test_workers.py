"""Several processes that read give what one gives; one that dies, or a person who stops them, costs nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.answers import to_json
from sayso.errors import InputError, InterruptedRunError, WorkerLostError
from sayso.ledger import Ledger, open_ledger
from sayso.ports import Parse
from sayso.settings import Settings, read_settings, usable_cores
from small_world import SmallParser, small_engines, small_ledger

MANY = 100
"""Documents, enough to be worth two workers."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents, some of which break a stage or hold nothing."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(MANY):
        lines = [f"Mayor said: {number % 7} killed at Ostrava on 2024-05-0{number % 3 + 1}"]
        lines += [f"Police said: {number} injured at Brno on 2024-05-01"]
        lines += {20: ["break parser"], 40: ["break claims"], 60: ["break passages"], 80: ["break reports"]}.get(
            number, []
        )
        (reports / f"{number:03}.txt").write_text("\n".join(lines) if number != 90 else "")
    return reports


def said(ledger: Ledger) -> list[bytes]:
    """Return everything that a ledger says."""
    return [
        *(to_json(event) for event in ledger.every_event()),
        *(to_json(report) for report in ledger.every_report()),
        to_json(ledger.check()),
    ]


def test_two_workers_give_the_same_ledger_as_one_process(folder: Path, tmp_path: Path) -> None:
    told: dict[int, list[tuple[str, int, int]]] = {1: [], 2: []}
    ledgers = []
    for workers, steps in told.items():
        engines = small_engines()
        with small_ledger(tmp_path / f"{workers}.sayso", engines=engines, workers=workers) as ledger:
            ledger.add([folder], progress=lambda *step, steps=steps: steps.append(step))
            ledgers.append(said(ledger))
        assert isinstance(engines.parser, SmallParser)
        assert bool(engines.parser.parsed) is (workers == 1)
    assert len(ledgers[0]) > MANY
    assert ledgers[0] == ledgers[1]
    assert told[1] == told[2]


def test_little_is_read_without_other_processes(tmp_path: Path) -> None:
    engines = small_engines()
    with small_ledger(tmp_path / "one.sayso", engines=engines, workers=8) as ledger:
        ledger.add_bytes(b"Mayor said: 3 killed at Ostrava on 2024-05-01", origin="here")
    assert isinstance(engines.parser, SmallParser)
    assert engines.parser.parsed


class MortalParser(SmallParser):
    """Is killed by the system over one passage, as for want of memory."""

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        if any("50 injured" in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().parse(texts)


def test_a_worker_that_dies_is_told_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    mortal = replace(small_engines(), parser=MortalParser())
    with (
        small_ledger(tmp_path / "one.sayso", engines=mortal, workers=2) as ledger,
        pytest.raises(WorkerLostError, match=r"exit status -9.*Give the same command again") as error,
    ):
        ledger.add([folder])
    assert error.value.exit_code == 8
    with small_ledger(tmp_path / "one.sayso") as ledger, small_ledger(tmp_path / "whole.sayso") as whole:
        assert ledger.totals().documents == MANY
        ledger.add([folder])
        whole.add([folder])
        assert said(ledger) == said(whole)


def test_a_person_who_stops_workers_keeps_what_was_read(folder: Path, tmp_path: Path) -> None:
    def stop(stage: str, done: int, _: int) -> None:
        if stage == "claims" and done:
            raise KeyboardInterrupt

    with small_ledger(tmp_path / "one.sayso", workers=2) as ledger:
        with pytest.raises(InterruptedRunError, match="goes on from there"):
            ledger.add([folder], progress=stop)
        assert ledger.totals().claims
        assert 0 < ledger.check().waiting < MANY
        ledger.run()
        assert ledger.check().waiting == 0


class RootedParser(SmallParser):
    """Cannot travel to another process."""

    def __reduce__(self) -> str:
        raise TypeError("it holds what this process alone has")


def test_an_engine_that_cannot_travel_reads_where_it_is(folder: Path, tmp_path: Path) -> None:
    rooted = RootedParser()
    engines = replace(small_engines(), parser=rooted)
    with small_ledger(tmp_path / "one.sayso", engines=engines, workers=2) as ledger:
        ledger.add([folder])
        assert ledger.check().waiting == 0
    assert rooted.parsed


def test_the_number_of_workers_is_a_setting() -> None:
    assert read_settings({}).workers == usable_cores() >= 1
    assert read_settings({"SAYSO_WORKERS": "3"}).workers == 3
    for wrong in ("0", "-1", "two", "1.5", "9999"):
        with pytest.raises(InputError, match="SAYSO_WORKERS"):
            read_settings({"SAYSO_WORKERS": wrong})


@pytest.mark.slow
def test_the_packaged_engines_read_the_same_in_two_workers_as_in_one_process(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(MANY):
        (reports / f"{number:03}.txt").write_text(
            f"A fire killed {number + 2} people in Ghent on {number % 28 + 1} June 2020, officials said. "
            f"“We could not reach {number + 3} others,” the mayor told reporters."
        )
    ledgers = []
    for workers in (1, 2):
        with open_ledger(
            tmp_path / f"{workers}.sayso",
            settings=Settings(workers=workers),
            clock=lambda: datetime(2026, 1, 2, tzinfo=UTC),
        ) as ledger:
            ledger.add([reports])
            ledgers.append(said(ledger))
    assert ledgers[0] == ledgers[1]
