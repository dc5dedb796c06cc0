"""Where output goes: answers to standard output, progress to standard error and only where a person looks at it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from sayso.answers import to_json
from sayso.pipeline import Progress as Told

WIDTH_OF_FILES = 100
"""Columns where output goes to a file or a pipe, and nothing says otherwise."""

_STAGES = {
    "documents": "Taking in documents",
    "reports": "Reading documents",
    "suggestions": "Asking the model",
    "claims": "Reading claims",
    "events": "Linking claims to events",
    "assessments": "Tracing origins, weighing",
}


def console() -> Console:
    """Return the console that answers are written to."""
    plain = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=WIDTH_OF_FILES if plain else None, highlight=False, markup=False, emoji=False)


def print_json(answer: object) -> None:
    """Print an answer as one line of JSON."""
    typer.echo(to_json(answer) + b"\n", nl=False)


@contextmanager
def progress() -> Iterator[Told | None]:
    """Show how far a run has come, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with Progress(
        TextColumn("{task.description:<26}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                if not total and not done:
                    return
                tasks[stage] = shown.add_task(_STAGES.get(stage, stage), total=None)
            shown.update(tasks[stage], completed=done, total=total or None)

        yield tell
