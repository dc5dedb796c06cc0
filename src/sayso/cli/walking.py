"""``sayso why``: the walk from an id to the documents."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text
from rich.tree import Tree

from sayso.answers import Reason
from sayso.cli.options import JsonOption, LedgerOption, opened
from sayso.cli.output import console, print_json


def why(
    identity: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The id of anything: claim, proposition, event, origin, report, judgement, document."
        ),
    ],
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Walk from any id to the words and documents it rests on.

    What was shown above is not shown again; --json repeats it, so that every branch ends in a document.
    """
    with opened(ledger) as book:
        answer = book.why(identity)
    if json:
        print_json(answer)
    else:
        console().print(_tree(answer, set()))


def _tree(reason: Reason, shown: set[str], tree: Tree | None = None) -> Tree:
    again = reason.id is not None and reason.id in shown
    branch = (
        Tree(_label(reason, again=again), guide_style="dim") if tree is None else tree.add(_label(reason, again=again))
    )
    if reason.id is not None:
        shown.add(reason.id)
    if not again:
        for because in reason.because:
            if reason.kind != "words" or because.id not in shown:
                _tree(because, shown, branch)
    return branch


def _label(reason: Reason, *, again: bool) -> Text:
    text = Text(reason.kind, style="bold")
    if reason.id:
        text.append(f" {reason.id}", style="cyan")
    if again:
        text.append(" (above)", style="dim")
        return text
    text.append(f"  {reason.says}", style="not bold")
    if reason.quote:
        text.append(f"\n“{reason.quote}”", style="not bold italic")
        if reason.start is not None and reason.kind != "report":
            text.append(f"  {reason.start}–{reason.end}", style="not bold dim")
    if reason.made_by:
        text.append(f"\nby {reason.made_by}", style="not bold dim")
    return text
