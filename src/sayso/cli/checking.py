"""``sayso check`` and ``sayso version``."""

from __future__ import annotations

import platform
from collections.abc import Sequence

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso import __version__
from sayso.answers import CheckAnswer, FailureAnswer, SuggestionsAnswer
from sayso.answers.wording import counted, instant_in_words, readers_in_words
from sayso.cli.options import JsonOption, LedgerOption, opened
from sayso.cli.output import console, print_json


def check(ledger: LedgerOption = None, json: JsonOption = False) -> None:
    """Say what failed and what to do, and whether the ledger is sound.

    Ends with 1 where the ledger itself has a fault; failures over single documents are no fault.
    """
    with opened(ledger) as book:
        answer = book.check()
        name = book.name
    if json:
        print_json(answer)
    else:
        _show(answer, name)
    if answer.problems:
        raise typer.Exit(1)


def version() -> None:
    """Print the version."""
    typer.echo(f"sayso {__version__} on Python {platform.python_version()}")


def _show(answer: CheckAnswer, name: str) -> None:
    out = console()
    totals = answer.totals
    out.print(
        f"{name} holds {counted(totals.documents, 'document')}, {counted(totals.reports, 'report')}, "
        f"{counted(totals.claims, 'claim')}, {counted(totals.events, 'event')}."
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("stage", "made", "none", "failed"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    for stage in answer.stages:
        table.add_row(stage.stage, f"{stage.made:,}", f"{stage.none:,}", f"{stage.failed:,}")
    out.print(table)
    for version in (version for stage in answer.stages if stage.stage == "claims" for version in stage.versions):
        out.print(f"{counted(version.inputs, 'report')} read by {readers_in_words(version.version)}.")
    for suggestions in answer.suggestions:
        _show_suggestions(out, suggestions)
    if answer.failures:
        out.print(Text(f"\n{counted(len(answer.failures), 'failure')}", style="bold"))
        for alike in _alike(answer.failures):
            first, others = alike[0], len(alike) - 1
            more = f" and {others:,} more" if others else ""
            out.print(Text.assemble((first.subject, "cyan"), f"{more} ({first.stage}, {first.reason}): {first.why}"))
            out.print(Text(f"  {first.advice}", style="dim"))
    if answer.withheld:
        out.print(Text("\nWithheld", style="bold"))
        for one in answer.withheld:
            out.print(Text.assemble((one.document, "cyan"), f" by {one.by}, {instant_in_words(one.at)}: {one.reason}"))
    if answer.waiting:
        out.print(f"\n{counted(answer.waiting, 'input')} waiting to be read. Any sayso add goes on with them.")
    if answer.problems:
        out.print(Text("\nThe ledger is not sound", style="bold red"))
        for problem in answer.problems:
            out.print(Text(f"  {problem}"))
        out.print("Try: sayso rebuild. If bytes of a document differ, bring the file back from a copy.")
    elif not answer.failures:
        out.print("\nNothing failed, and the ledger is sound.")
    else:
        out.print("\nThe ledger is sound.")


def _show_suggestions(out: Console, suggestions: SuggestionsAnswer) -> None:
    refused = sum(one.count for one in suggestions.refused)
    out.print(
        Text(
            f"\n{suggestions.by} suggested {counted(suggestions.offered, 'claim')} of "
            f"{counted(suggestions.reports, 'report')}: {suggestions.entered:,} entered, "
            f"{suggestions.known:,} known already, {refused:,} refused."
        )
    )
    for one in suggestions.refused:
        such_as = f", such as “{one.such_as}” in {one.report}" if one.such_as else f", first in {one.report}"
        out.print(Text.assemble(f"  {one.count:,} ", (one.reason, "bold"), Text(such_as, style="dim")))


def _alike(failures: Sequence[FailureAnswer]) -> list[list[FailureAnswer]]:
    """Return the failures, those of one stage that failed in the same words together (an endpoint that is down)."""
    groups: dict[tuple[str, str, str], list[FailureAnswer]] = {}
    for failure in failures:
        groups.setdefault((failure.stage, failure.reason, failure.why), []).append(failure)
    return list(groups.values())
