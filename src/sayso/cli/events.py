"""``sayso events`` and ``sayso event``."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.answers import EventAnswer
from sayso.cli.options import JsonOption, LedgerOption, LimitOption, opened
from sayso.cli.output import console, print_json
from sayso.cli.showing_events import event_in_full, events_table
from sayso.ledger import PAGE
from sayso.records import ClaimKind, FlagKind, Status


def events(
    kind: Annotated[ClaimKind | None, typer.Option(help="Only events of this kind.", show_choices=False)] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME|ID", help="Only at this place, or in this country.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only on or after this day: 2022-04-02, 2022-04, 2022.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Only on or before this day.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only of this status.")] = None,
    flag: Annotated[FlagKind | None, typer.Option(help="Only with this flag.", show_choices=False)] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Only those that this report tells of.")] = None,
    after: Annotated[str | None, typer.Option(metavar="NEXT", help="Go on after an earlier page's next.")] = None,
    limit: LimitOption = PAGE,
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """List events by day.

    Events whose year is open stand last. An event meets --since and --until if it may have happened between them.
    """
    with opened(ledger) as book:
        answer = book.events(
            kind=kind, place=place, since=since, until=until, status=status, flag=flag, report=report,
            after=after, limit=limit,
        )  # fmt: skip
    if json:
        print_json(answer)
        return
    out = console()
    if not answer.events:
        out.print("No event is like this. sayso reports lists what was read, sayso check what was not.")
        return
    out.print(events_table(answer))
    if any(event.time is not None and event.time.inferred for event in answer.events):
        out.print("* partly inferred: sayso event ID tells from what", style="dim")
    if answer.next:
        out.print(f"More: sayso events --after '{answer.next}'", style="dim")
    else:
        out.print(f"Next: sayso event {answer.events[0].id}", style="dim")


def event(
    identity: Annotated[str, typer.Argument(metavar="ID", help="An event's id, or its first digits.")],
    ledger: LedgerOption = None,
    json: JsonOption = False,
) -> None:
    """Show one event with every claim, origin and flag."""
    with opened(ledger) as book:
        answer = book.event(identity)
    if json:
        print_json(answer)
        return
    out = console()
    for part in event_in_full(answer):
        out.print(part)
    out.print(f"Next: sayso why {_first_id(answer)}", style="dim")


def _first_id(answer: EventAnswer) -> str:
    return next((claim.id for proposition in answer.propositions for claim in proposition.claims), answer.id)
