"""``sayso rebuild``."""

from __future__ import annotations

from sayso.answers.wording import counted
from sayso.cli.options import JsonOption, LedgerOption, opened
from sayso.cli.output import console, print_json, progress


def rebuild(ledger: LedgerOption = None, json: JsonOption = False) -> None:
    """Delete all that is derived and derive it anew.

    Documents, judgements and old ids are kept; the same version of Sayso derives the same records again.
    """
    with opened(ledger) as book, progress() as told:
        answer = book.rebuild(progress=told)
    if json:
        print_json(answer)
        return
    console().print(
        f"Derived anew from {counted(answer.documents, 'document')}: {counted(answer.reports, 'report')}, "
        f"{counted(answer.claims, 'claim')}, {counted(answer.events, 'event')}."
    )
