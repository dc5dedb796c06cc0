"""``sayso search``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from sayso.answers.wording import counted
from sayso.cli.options import JsonOption, LedgerOption, LimitOption, opened
from sayso.cli.output import console, print_json


def search(
    query: Annotated[list[str], typer.Argument(metavar="WORD...", help='Words, or "a phrase" in double quotes.')],
    after: Annotated[int, typer.Option(metavar="N", min=0, help="Leave out the first N.")] = 0,
    limit: LimitOption = 20,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Find reports by their words.

    A report is found if it holds all of them; the best match stands first.
    """
    words = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in query)
    with opened(ledger) as book:
        answer = book.search(words, after=after, limit=limit)
    if json:
        print_json(answer)
        return
    out = console()
    for hit in answer.hits:
        text = Text(hit.report, style="cyan")
        if hit.title:
            text.append(f"  {hit.title}", style="bold default")
        text.append(f"  {hit.outlet or 'outlet not said'}, {counted(len(hit.events), 'event')}", style="dim")
        text.append(f"\n  “{hit.quote}”", style="default")
        out.print(text)
    if not answer.hits:
        out.print(f"No report holds all of: {words}")
    if answer.next is not None:
        out.print(f"More: sayso search {words} --after {answer.next}", style="dim")
