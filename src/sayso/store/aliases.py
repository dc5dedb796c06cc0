"""Where ids that are no more lead to: each event and report leaves the words that it stood for when it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.records import Claim, Event, Report
from sayso.store import tables
from sayso.store.dialect import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsTo:
    """What an id that is no more leads to now, and why."""

    new: str
    why: str


class Aliases:
    """The ids that events and reports ever had."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_events(self, events: Iterable[tuple[Event, Claim, Report]]) -> None:
        """Remember the words at which the canonically first claim of each event stands."""
        rows = [
            {
                "id": event.id,
                "document": report.document,
                "report": report.id,
                "claim": first.id,
                "claim_kind": str(first.kind),
                "claim_start": first.start,
            }
            for event, first, report in events
        ]
        upsert(self._connection, tables.aliases, rows)

    def put_reports(self, reports: Iterable[Report]) -> None:
        """Remember the document of reports."""
        empty = dict.fromkeys(("report", "claim", "claim_kind", "claim_start"))
        upsert(
            self._connection,
            tables.aliases,
            [{"id": report.id, "document": report.document, **empty} for report in reports],
        )

    def get(self, identity: str) -> LeadsTo | None:
        """Return what the id of a former event or report leads to now; None for an id that never was.

        An event leads to the one that holds its first claim, or else tells of the same words, or else to the report,
        or else to the document in which that claim was read. A report leads to its document's report, or document.
        """
        table = tables.aliases
        row = self._connection.execute(sa.select(table).where(table.c.id == identity)).one_or_none()
        if row is None:
            return None
        if row.claim is None:
            return self._of_document(row.document, "This report is no more")
        holding = sa.select(sa.func.min(tables.event_claims.c.event)).where(tables.event_claims.c.claim == row.claim)
        event = self._connection.scalar(holding)
        if event is not None:
            return LeadsTo(new=event, why="The first claim of this event is now told under another event.")
        event = self._event_at(row.document, row.claim_kind, row.claim_start)
        if event is not None:
            return LeadsTo(new=event, why="Its first claim is read otherwise now; this event is told at these words.")
        present = sa.select(tables.reports.c.id).where(tables.reports.c.id == row.report)
        if self._connection.scalar(present) is not None:
            return LeadsTo(new=row.report, why="This event is no more; its first claim was read in this report.")
        return self._of_document(row.document, "This event is no more, nor is the report of its first claim")

    def _event_at(self, document: str, kind: str, start: int) -> str | None:
        claims, held = tables.claims, tables.event_claims
        own = sa.select(tables.reports.c.id).where(tables.reports.c.document == document)
        same_words = sa.and_(claims.c.start <= start, claims.c.end > start)
        wanted = (
            sa.select(held.c.event)
            .join(claims, claims.c.id == held.c.claim)
            .where(claims.c.report.in_(own), sa.or_(same_words, claims.c.kind == kind))
            .order_by(sa.func.abs(claims.c.start - start), claims.c.kind != kind, claims.c.id, held.c.event)
            .limit(1)
        )
        return self._connection.scalar(wanted)

    def _of_document(self, document: str, what: str) -> LeadsTo:
        wanted = sa.select(sa.func.min(tables.reports.c.id)).where(tables.reports.c.document == document)
        report = self._connection.scalar(wanted)
        if report is not None:
            return LeadsTo(new=report, why=f"{what}: its document was read again, or more was said of it.")
        return LeadsTo(new=document, why=f"{what}: nothing is read from its document now.")

    def all(self) -> list[str]:
        """Return all ids that events and reports ever had, in order."""
        return list(self._connection.scalars(sa.select(tables.aliases.c.id).order_by(tables.aliases.c.id)))
