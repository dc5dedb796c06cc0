"""Nineteen reports as unlike one another as can be, read through the whole pipeline (see ``cases/README.md``)."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from careful_reader import Check, Desk, checks_of, expected_in, known_to

CASES = sorted(folder for folder in (Path(__file__).parent / "cases").iterdir() if folder.is_dir())

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cases")]


def read_case(folder: Path, ledger: Path) -> list[Check]:
    """Return the checks of one case, read into a new ledger."""
    desk = Desk(ledger)
    report = next(iter(folder.glob("report.*")))
    meta = folder / "meta.toml"
    said = tomllib.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {}
    options = [word for key, value in sorted(said.items()) for word in (f"--{key}", str(value))]
    desk.run("add", str(report), *options)
    return checks_of(expected_in(folder), known_to(desk))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_report_is_read_as_a_careful_person_reads_it(folder: Path, tmp_path: Path) -> None:
    checks = read_case(folder, tmp_path / "case.db")
    known_misses = set(expected_in(folder).get("known_misses", []))
    failed = {check.name: check.saw for check in checks if not check.holds}
    new = [f"{name} (saw: {saw})" for name, saw in failed.items() if name not in known_misses]
    mended = sorted(known_misses - set(failed))
    assert not new, "checks that fail:\n" + "\n".join(new)
    assert not mended, "known misses that now hold, to be taken off the list:\n" + "\n".join(mended)


def test_the_names_of_the_checks_of_a_case_are_its_own() -> None:
    for folder in CASES:
        misses = expected_in(folder).get("known_misses", [])
        assert len(misses) == len(set(misses)), folder.name


def table(checks: list[Check]) -> str:
    """Return how many checks hold for each field, as lines of text."""
    asked = Counter(check.about for check in checks)
    held = Counter(check.about for check in checks if check.holds)
    rows = [*((about, held[about], asked[about]) for about in sorted(asked)), ("all", held.total(), asked.total())]
    return "\n".join(f"{about:14} {good:4} of {count:4}  {good / count:.2f}" for about, good, count in rows)


if __name__ == "__main__":
    import tempfile

    everything: list[Check] = []
    with tempfile.TemporaryDirectory() as place:
        for case in CASES:
            read = read_case(case, Path(place) / f"{case.name}.db")
            everything += read
            print(f"{case.name}: {sum(check.holds for check in read)} of {len(read)}")
            for check in read:
                if not check.holds:
                    print(f"    {check.name}  <- {check.saw}")
    print(table(everything))
