"""The commands over the real stages: adding, stopping, going on, judging, withholding."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]

TOWNS = ("Lyon", "Leeds", "Porto", "Graz", "Turin", "Ghent")


def run(ledger: Path, *arguments: str, data: str | None = None, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "sayso", *arguments],
        env=environment(ledger), input=data, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stdout


def ask(ledger: Path, *arguments: str, data: str | None = None) -> Any:
    return json.loads(run(ledger, *arguments, "--json", data=data))


def environment(ledger: Path) -> dict[str, str]:
    return {**os.environ, "SAYSO_LEDGER": str(ledger), "SAYSO_BY": "A. Reader", "NO_COLOR": "1"}


def test_a_report_from_standard_input_is_read_judged_and_withheld(tmp_path: Path) -> None:
    ledger = tmp_path / "one.sayso"
    text = "Five people were killed when a bus overturned near Lyon on 3 May 2021, police said on Tuesday.\n"
    added = ask(ledger, "add", "-", "--outlet", "The Gazette", "--published", "2021-05-04", data=text)
    assert (added["new"], added["failures"]) == (1, [])
    [event] = ask(ledger, "events", "--kind", "killed")["events"]
    [killed] = [p for p in ask(ledger, "event", event["id"])["propositions"] if p["kind"] == "killed"]
    assert killed["range"]["max"] == 5
    assert ask(ledger, "why", killed["claims"][0]["id"])["quote"] in text
    judged = ask(ledger, "judge", "correct", event["id"], "--value", "killed=6", "--why", "the police corrected it")
    assert judged["by"] == "A. Reader"
    [again] = ask(ledger, "events", "--kind", "killed")["events"]
    [killed] = [p for p in again["propositions"] if p["kind"] == "killed"]
    assert killed["range"]["best"] == 6
    [report] = ask(ledger, "reports")["reports"]
    run(ledger, "withhold", report["id"], "--reason", "asked to by law")
    assert ask(ledger, "events")["events"] == []
    assert b"overturned" not in ledger.read_bytes()
    assert ask(ledger, "check")["problems"] == []


def test_a_person_who_stops_an_add_loses_nothing(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(45):
        (reports / f"{number:02}.txt").write_text(
            f"A fire killed {number + 2} people in {TOWNS[number % 6]} on {number % 28 + 1} June 2020, officials said. "
            f"At least {number + 3} others were injured, the mayor told reporters."
        )
    stopped = tmp_path / "stopped.sayso"
    for after in (1.0, 3.0, 5.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "sayso", "add", str(reports)],
            env=environment(stopped), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
        assert process.returncode in (0, 130), told
        assert "Traceback" not in told
    whole = tmp_path / "whole.sayso"
    for ledger in (stopped, whole):
        run(ledger, "add", str(reports))
    events = [run(ledger, "export") for ledger in (stopped, whole)]
    assert events[0] == events[1]
    assert ask(stopped, "check")["problems"] == []
