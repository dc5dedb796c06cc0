"""``sayso export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.options import LedgerOption, opened
from sayso.export import Format, What, export_to, write


def export(
    format: Annotated[Format, typer.Option("--format", help="JSON lines, or comma-separated values.")] = Format.JSONL,
    what: Annotated[What, typer.Option("--what", help="Which records.")] = What.EVENTS,
    out: Annotated[
        str, typer.Option("--out", metavar="PATH", help="A file, a folder (a file for each kind), or - for output.")
    ] = "-",
    ledger: LedgerOption = None,
) -> None:
    """Write events, reports and claims as JSON lines or CSV.

    The same ledger gives the same bytes. A CSV file holds one kind of record; propositions are for CSV only.
    """
    with opened(ledger) as book:
        if out == "-":
            write(book, sys.stdout.buffer, what=what, format=format)
            sys.stdout.flush()
            return
        for path in export_to(book, Path(out), what=what, format=format):
            typer.echo(str(path), err=True)
