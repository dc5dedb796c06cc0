"""The tour and the README say what the commands really print. ``python tests/test_tour.py write`` mends them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console import ROOT, commands_of, differences, rewritten, run_document

DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "tour.md"]

FAULT = re.compile(r"Traceback|a fault of Sayso")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("tour")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_document_tells_what_its_commands_print(document: Path, tmp_path: Path) -> None:
    steps = run_document(document.read_text(encoding="utf-8"), tmp_path)
    assert steps, f"{document.name} has no commands"
    assert all(step.holds for step in steps), differences(steps)


def test_commands_and_output_are_told_apart() -> None:
    told = list(commands_of("```console\n$ one\na\nb\n$ two\n```\n\n```console\n$ three\nc\n```"))
    assert told == [(2, "one", "a\nb"), (5, "two", ""), (9, "three", "c")]


if __name__ == "__main__":
    import sys
    import tempfile

    for one in DOCUMENTS:
        text = one.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as place:
            ran = run_document(text, Path(place), follow="write" in sys.argv[1:])
        print(f"{one.name}: {sum(step.holds for step in ran)} of {len(ran)}")
        broken = [step.command for step in ran if FAULT.search(step.printed)]
        if "write" in sys.argv[1:] and broken:
            sys.exit(f"{one.name} is left as it was: Sayso broke on {broken[0]}")
        elif "write" in sys.argv[1:]:
            one.write_text(rewritten(text, ran), encoding="utf-8")
        else:
            print(differences(ran))
