"""``sayso reports`` and ``sayso report``."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.options import JsonOption, LedgerOption, LimitOption, opened
from sayso.cli.output import console, print_json
from sayso.cli.showing_reports import report_in_full, reports_table
from sayso.ledger import PAGE


def reports(
    after: Annotated[str | None, typer.Option(metavar="NEXT", help="Go on after an earlier page's next.")] = None,
    limit: LimitOption = PAGE,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """List reports."""
    with opened(ledger) as book:
        answer = book.reports(after=after, limit=limit)
    if json:
        print_json(answer)
        return
    out = console()
    if not answer.reports:
        out.print("No report was read yet. Next: sayso add FILE_OR_FOLDER, or sayso check.")
        return
    out.print(reports_table(answer))
    if answer.next:
        out.print(f"More: sayso reports --after {answer.next}", style="dim")
    else:
        out.print(f"Next: sayso report {answer.reports[0].id}", style="dim")


def report(
    identity: Annotated[str, typer.Argument(metavar="ID", help="A report's id, or its first digits.")],
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Show one report with all that was read in it."""
    with opened(ledger) as book:
        answer = book.report(identity)
    if json:
        print_json(answer)
        return
    out = console()
    for part in report_in_full(answer):
        out.print(part)
