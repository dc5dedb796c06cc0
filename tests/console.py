"""Commands and their output in Markdown: blocks marked ``console``, in which lines that begin with ``$`` are run.

Each document is run in an empty folder of its own in which ``examples/`` lies, as in a checkout. ``...`` in the
output stands for anything, as in doctest.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPEN, CLOSE, PROMPT = "```console", "```", "$ "
RECEIVED = re.compile(r"(received from)\b.*?UTC\.?|(received +)\d[^\n]*? UTC", re.DOTALL)
"""When and from where a document came in: it differs each time, and its lines break elsewhere."""
ID = re.compile(r"\b[a-z]{3}_[0-9a-f]{4,16}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of a document, its line number, what the document says that it prints, and what it prints."""

    line: int
    command: str
    told: str
    printed: str

    @property
    def holds(self) -> bool:
        checker = doctest.OutputChecker()
        return checker.check_output(f"{self.told}\n", f"{self.printed}\n", doctest.ELLIPSIS)


def commands_of(markdown: str) -> Iterator[tuple[int, str, str]]:
    """Yield line number, command and told output of every command in ``markdown``."""
    inside, line_of, command, told = False, 0, "", list[str]()
    for number, line in enumerate(markdown.split("\n"), start=1):
        if inside and (line == CLOSE or line.startswith(PROMPT)):
            if command:
                yield line_of, command, "\n".join(told).rstrip()
            line_of, command, told = number, line.removeprefix(PROMPT), []
            inside = line != CLOSE
            command = command if inside else ""
        elif inside:
            told.append(line)
        elif line == OPEN:
            inside, command = True, ""


def run_document(markdown: str, folder: Path, *, follow: bool = False) -> list[Step]:
    """Run the commands of ``markdown`` one after another in ``folder`` and return them with what they print.

    With ``follow``, an id that a command takes from an earlier output follows that output where it has changed; one
    that no output told is taken from the last output that has such ids.
    """
    shutil.copytree(ROOT / "examples", folder / "examples")
    steps: list[Step] = []
    moved: dict[str, str] = {}
    for line, written, told in commands_of(markdown):
        command = written
        for old in ID.findall(written) if follow else ():
            command = command.replace(old, moved.get(old) or _first_of(old[:4], steps) or old)
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        printed = "\n".join(row.rstrip() for row in done.stdout.rstrip().split("\n"))
        steps.append(Step(line=line, command=command, told=told, printed=printed))
        moved |= dict(zip(ID.findall(told), ID.findall(printed), strict=False))
    return steps


def _first_of(kind: str, steps: list[Step]) -> str | None:
    ids = (one for step in reversed(steps) for one in ID.findall(step.printed) if one.startswith(kind))
    return next(ids, None)


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which output is plain, 100 columns wide, and the same everywhere."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAYSO_")}
    return {**kept, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "HOME": str(folder)}


def rewritten(markdown: str, steps: list[Step]) -> str:
    """Return ``markdown`` with what the commands printed in place of what it told, where these differ."""
    lines = markdown.split("\n")
    for step in reversed(steps):
        lines[step.line - 1] = PROMPT + step.command
        if not step.holds:
            told = len(step.told.split("\n")) if step.told else 0
            printed = RECEIVED.sub(lambda found: f"{found[1] or found[2]}...", step.printed)
            lines[step.line : step.line + told] = printed.split("\n") if printed else []
    return "\n".join(lines)


def differences(steps: list[Step]) -> str:
    """Return the commands that print something else than told, as text."""
    return "\n\n".join(
        f"line {step.line}: $ {step.command}\n--- told\n{step.told}\n--- printed\n{step.printed}"
        for step in steps
        if not step.holds
    )
