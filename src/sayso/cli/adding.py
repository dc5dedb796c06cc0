"""``sayso add``: takes in files, folders and standard input."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.text import Text

from sayso.answers import AddAnswer
from sayso.answers.wording import counted
from sayso.cli.options import JsonOption, LedgerOption, opened
from sayso.cli.output import console, print_json, progress
from sayso.errors import InputError
from sayso.gather.files import LARGEST_FILE
from sayso.records import Given

SHOWN_FAILURES = 5


def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files and folders; - is standard input.", show_default=False)
    ],
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")] = None,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="Who owns the outlet.")] = None,
    published: Annotated[
        str | None, typer.Option(metavar="TIME", help="When they were published: 2022-04-02, 2022-04, or an instant.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where they were published.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Their title.")] = None,
    byline: Annotated[str | None, typer.Option(metavar="TEXT", help="Who wrote them.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Their language, such as en.")] = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Take in files and folders, and read what is new.

    What the options say holds for all PATHs; a text file may say it of itself in a header between two lines of ---.
    Adding the same again changes nothing, and goes on where an earlier run stopped.
    """
    given = Given(
        outlet=outlet, owner=owner, published=published, url=url, title=title, byline=byline, language=language
    )
    if "-" in paths and len(paths) > 1:
        raise InputError("Standard input is added alone.", advice="Give - as the only PATH.")
    with opened(ledger, create=True) as book, progress() as told:
        if paths == ["-"]:
            data = sys.stdin.buffer.read(LARGEST_FILE + 1)
            if len(data) > LARGEST_FILE:
                raise InputError("Standard input is too large for one report.", advice="Add its reports one by one.")
            answer = book.add_bytes(data, origin="standard input", given=given, progress=told)
        else:
            answer = book.add(paths, given=given, progress=told)
        name = book.name
    if json:
        print_json(answer)
    else:
        _show(answer, name)


def _show(answer: AddAnswer, name: str) -> None:
    out = console()
    known = f", {answer.known:,} known already" if answer.known else ""
    withheld = f", {answer.withheld:,} withheld and left out" if answer.withheld else ""
    out.print(f"{counted(answer.new, 'new document')}{known}{withheld}.")
    totals = answer.totals
    out.print(
        f"{name} holds {counted(totals.reports, 'report')}, {counted(totals.claims, 'claim')}, "
        f"{counted(totals.events, 'event')}."
    )
    if answer.failures:
        out.print(f"{counted(len(answer.failures), 'failure')}:", style="bold")
        for failure in answer.failures[:SHOWN_FAILURES]:
            out.print(Text(f"  {failure.why} {failure.advice}"))
        if len(answer.failures) > SHOWN_FAILURES:
            out.print(f"  and {len(answer.failures) - SHOWN_FAILURES} more: sayso check lists them all.")
    out.print("Next: sayso events" if totals.events else "Next: sayso reports, and sayso check", style="dim")
