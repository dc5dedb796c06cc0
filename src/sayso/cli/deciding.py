"""``sayso judge`` and ``sayso withhold``: what people decide."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.answers.wording import counted, deed_in_words, listed
from sayso.cli.options import ByOption, JsonOption, LedgerOption, opened, signed
from sayso.cli.output import console, print_json, progress
from sayso.records import JudgementKind


def judge(
    kind: Annotated[JudgementKind, typer.Argument(help="What is decided.", show_default=False)],
    targets: Annotated[list[str], typer.Argument(metavar="ID...", help="What it is about.", show_default=False)],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason. Required.", show_default=False)],
    by: ByOption = None,
    value: Annotated[
        str | None,
        typer.Option(metavar="VALUE", help="For correct: killed=3. For grade: B2 (letter and digit), or the digit."),
    ] = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Record a person's decision, which outranks every score.

    accept or reject claims and events; correct a figure; join what is one event; split claims off their event; grade;
    call claims or origins dependent or independent; note something; withdraw an earlier judgement. Nothing is ever
    deleted, and contradictory judgements are shown.
    """
    with opened(ledger) as book, progress() as told:
        answer = book.judge(kind, targets, by=signed(by), why=why, value=value, progress=told)
    if json:
        print_json(answer)
        return
    out = console()
    as_value = f" as {answer.value}" if answer.value else ""
    out.print(f"{answer.id}: {answer.by} {deed_in_words(answer.kind)} {listed(answer.targets)}{as_value}.")
    out.print(f"It bears on {counted(len(answer.claims), 'claim')}, wherever they are told.")
    out.print(f"To take it back: sayso judge withdraw {answer.id} --why TEXT", style="dim")


def withhold(
    identity: Annotated[str, typer.Argument(metavar="ID", help="The id of a document, or of a report read from it.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="The lawful reason. Required.", show_default=False)],
    by: ByOption = None,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Take out a document's bytes for a lawful reason, for good.

    Its hash, the reason and who gave it stay; its reports and claims go, and their ids lead to the document.
    """
    with opened(ledger) as book:
        answer = book.withhold(identity, reason=reason, by=signed(by))
    if json:
        print_json(answer)
        return
    console().print(f"The bytes of {answer.document} are gone. What stays: its hash, “{answer.reason}”, {answer.by}.")
