"""The same input gives the same bytes in every process: nothing hangs on how Python happens to hash strings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STORIES = ("one-wire-five-papers", "titanic", "numbers-that-grow")


def exported(ledger: Path, hash_seed: str) -> str:
    environment = {**os.environ, "SAYSO_LEDGER": str(ledger), "PYTHONHASHSEED": hash_seed, "NO_COLOR": "1"}
    program = (
        "import sayso.ledger as l, datetime as d\n"
        f"with l.open_ledger({str(ledger)!r}, clock=lambda: d.datetime(2026, 1, 2, tzinfo=d.UTC)) as ledger:\n"
        f"    ledger.add({[str(ROOT / 'examples' / story / 'reports') for story in STORIES]!r})\n"
    )
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True)
    command = [sys.executable, "-m", "sayso", "export", "--what", "all", "--format", "jsonl", "--out", "-"]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
def test_two_processes_that_hash_strings_differently_export_the_same_bytes(tmp_path: Path) -> None:
    first, second, third = (exported(tmp_path / f"{seed}.sayso", str(seed)) for seed in range(3))
    assert first
    assert first == second
    assert first == third
