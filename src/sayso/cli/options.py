"""The options that several commands share, and the ledger that they name."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import typer

from sayso.errors import InputError
from sayso.ledger import Ledger, open_ledger
from sayso.settings import read_settings

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger", metavar="FILE", help="The ledger. [default: $SAYSO_LEDGER, else ledger.sayso]", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the record as JSON.")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides. [default: $SAYSO_BY]", show_default=False)
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="How many records to list.")]


def opened(ledger: str | None, *, create: bool = False) -> Ledger:
    """Return the ledger that a person named, or the one that the settings name."""
    return open_ledger(ledger, create=create, waiting=_say_that_it_waits)


@cache
def _say_that_it_waits() -> None:
    typer.echo("Another process is writing to the ledger; waiting for it.", err=True)


def signed(by: str | None) -> str:
    """Return who signs. Raises InputError where nobody said."""
    name = by or read_settings().by
    if not name:
        raise InputError("It is not signed.", advice="Say who decides: --by NAME, or set SAYSO_BY.")
    return name
