"""Events with their propositions, origins and assessments; listed by day, filtered by what a person asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.records import Assessment, Claim, Event, Report, Trace
from sayso.store import tables
from sayso.store.aliases import Aliases
from sayso.store.codec import digest, dump, load
from sayso.store.dialect import delete_where, upsert
from sayso.store.reading import bodies_by
from sayso.text.names import fold

_OPEN_YEAR = "~"
"""Sorts after every digit: events whose year is open stand at the end of a listing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where the events that a person asks for happened: any of these holds.

    ``spelling`` is folded; ``provinces`` are GeoNames admin1 codes ("SD.38"), ``country`` is ISO 3166-1 alpha-2.
    """

    spelling: str | None = None
    geonames_ids: tuple[int, ...] = ()
    provinces: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events a person asks for. Days are ISO dates; an event meets them if it may have happened between them."""

    kind: str | None = None
    place: Where | None = None
    since: str | None = None
    until: str | None = None
    status: str | None = None
    flag: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an event was made of when it was last written."""

    id: str
    digest: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]


class Events:
    """The derived events and what is derived from each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self) -> dict[str, Standing]:
        """Return where each event stands, by id."""
        claims: dict[str, list[str]] = {}
        table = tables.event_claims
        for row in self._connection.execute(sa.select(table).order_by(table.c.event, table.c.claim)):
            claims.setdefault(row.event, []).append(row.claim)
        reports: dict[str, list[str]] = {}
        told = tables.event_reports
        for row in self._connection.execute(sa.select(told).order_by(told.c.event, told.c.report)):
            reports.setdefault(row.event, []).append(row.report)
        wanted = sa.select(*tables.events.c["id", "digest"]).order_by(tables.events.c.id)
        return {
            row.id: Standing(
                id=row.id,
                digest=row.digest,
                claims=tuple(claims.get(row.id, ())),
                reports=tuple(reports.get(row.id, ())),
            )
            for row in self._connection.execute(wanted)
        }

    def put(
        self, events: Sequence[tuple[Event, Claim, Report]], *, spellings: Mapping[str, Collection[str]] | None = None
    ) -> None:
        """Write events in place of earlier ones of their ids; what was derived from those goes.

        With each event stand its canonically first claim and the report in which that one was read. ``spellings`` are
        the words that the reports of an event write for its place, by event id.
        """
        self.forget([event.id for event, _, _ in events])
        if not events:
            return
        written = spellings or {}
        rows = [_row(event, written.get(event.id, ())) for event, _, _ in events]
        self._connection.execute(sa.insert(tables.events), rows)
        Aliases(self._connection).put_events(events)
        for table, rows in (
            (tables.event_claims, [{"event": e.id, "claim": claim} for e, _, _ in events for claim in e.claims]),
            (tables.event_reports, [{"event": e.id, "report": report} for e, _, _ in events for report in e.reports]),
            (
                tables.propositions,
                [{"event": e.id, "id": p.id, "kind": str(p.kind)} for e, _, _ in events for p in e.propositions],
            ),
        ):
            upsert(self._connection, table, rows)

    def forget(self, identities: Collection[str]) -> None:
        """Delete events and what was derived from them."""
        delete_where(self._connection, tables.events.c.id, identities)
        for table in (tables.event_claims, tables.event_reports, tables.propositions):
            delete_where(self._connection, table.c.event, identities)
        self.forget_origins(identities)

    def forget_origins(self, events: Collection[str]) -> None:
        """Delete the origins and the assessments of events."""
        for table in (tables.origins, tables.traces, tables.assessments):
            delete_where(self._connection, table.c.event, events)

    def put_traces(self, traces: Sequence[Trace]) -> None:
        """Write the origins of events in place of earlier ones."""
        delete_where(self._connection, tables.origins.c.event, [trace.event for trace in traces])
        upsert(self._connection, tables.traces, [{"event": one.event, "body": dump(one)} for one in traces])
        rows = [{"event": one.event, "id": origin.id} for one in traces for origin in one.origins]
        upsert(self._connection, tables.origins, rows)

    def put_assessments(self, assessments: Iterable[Assessment]) -> None:
        """Write the assessments of events in place of earlier ones."""
        rows = [
            {
                "event": one.event,
                "status": str(one.status),
                "flags": _listed(sorted({flag.kind for flag in one.flags})),
                "origins": one.origins,
                "body": dump(one),
            }
            for one in assessments
        ]
        upsert(self._connection, tables.assessments, rows)

    def ids(self) -> list[str]:
        """Return the ids of all events in the order of a listing."""
        return list(self._connection.scalars(sa.select(tables.events.c.id).order_by(tables.events.c.sorts_at)))

    def digests(self) -> dict[str, str]:
        """Return a digest of each event, by id in order."""
        table = tables.events
        return {
            r.id: r.digest for r in self._connection.execute(sa.select(*table.c["id", "digest"]).order_by(table.c.id))
        }

    def count(self) -> int:
        """Return how many events there are."""
        return int(self._connection.scalar(sa.select(sa.func.count()).select_from(tables.events)) or 0)

    def find(self, wanted: Wanted, *, after: str | None, limit: int) -> tuple[list[str], str | None]:
        """Return ids of the events asked for, by day, and the place in the listing to go on after (None at its end)."""
        table, judged = tables.events, tables.assessments
        query = sa.select(*table.c["id", "sorts_at"]).order_by(table.c.sorts_at).limit(limit + 1)
        if after is not None:
            query = query.where(table.c.sorts_at > after)
        if wanted.kind is not None:
            query = query.where(table.c.kinds.contains(_listed([wanted.kind]), autoescape=True))
        if wanted.place is not None:
            query = query.where(_is_at(wanted.place))
        if wanted.since is not None:
            query = query.where(
                sa.or_(table.c.last_day >= wanted.since, table.c.first_day.is_not(None) & table.c.last_day.is_(None))
            )
        if wanted.until is not None:
            query = query.where(table.c.first_day <= wanted.until)
        if wanted.report is not None:
            listed = sa.select(tables.event_reports.c.event).where(tables.event_reports.c.report == wanted.report)
            query = query.where(table.c.id.in_(listed))
        if wanted.status is not None:
            query = query.where(table.c.id.in_(sa.select(judged.c.event).where(judged.c.status == wanted.status)))
        if wanted.flag is not None:
            flagged = judged.c.flags.contains(_listed([wanted.flag]), autoescape=True)
            query = query.where(table.c.id.in_(sa.select(judged.c.event).where(flagged)))
        rows = self._connection.execute(query).all()
        return [row.id for row in rows[:limit]], rows[limit - 1].sorts_at if len(rows) > limit else None

    def many(self, identities: Iterable[str]) -> dict[str, Event]:
        """Return the events of these ids that are there, by id."""
        return {i: load(Event, body) for i, body in bodies_by(self._connection, tables.events.c.id, identities).items()}

    def traces(self, identities: Iterable[str]) -> dict[str, Trace]:
        """Return the traces of these events that are there, by event id."""
        bodies = bodies_by(self._connection, tables.traces.c.event, identities)
        return {identity: load(Trace, body) for identity, body in bodies.items()}

    def assessments(self, identities: Iterable[str]) -> dict[str, Assessment]:
        """Return the assessments of these events that are there, by event id."""
        bodies = bodies_by(self._connection, tables.assessments.c.event, identities)
        return {identity: load(Assessment, body) for identity, body in bodies.items()}

    def holding(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the event of each claim that is in one, by claim id."""
        table, found = tables.event_claims, {}
        for claim in sorted(set(claims)):
            event = self._connection.scalar(sa.select(sa.func.min(table.c.event)).where(table.c.claim == claim))
            if event is not None:
                found[claim] = str(event)
        return found

    def of_reports(self, reports: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return the events that each report tells of, by report id."""
        table = tables.event_reports
        found: dict[str, tuple[str, ...]] = {}
        for report in sorted(set(reports)):
            wanted = sa.select(table.c.event).where(table.c.report == report).order_by(table.c.event)
            found[report] = tuple(self._connection.scalars(wanted))
        return found

    def of_part(self, identity: str) -> str | None:
        """Return the event of a proposition or origin."""
        for table in (tables.propositions, tables.origins):
            found = self._connection.scalar(sa.select(sa.func.min(table.c.event)).where(table.c.id == identity))
            if found is not None:
                return str(found)
        return None


def _row(event: Event, spellings: Iterable[str]) -> dict[str, Any]:
    body = dump(event)
    place, time = event.place, event.time
    names = {fold(name) for name in (place.name if place else "", *spellings)}
    first_day = time.start if time else None
    return {
        "id": event.id,
        "digest": digest(body),
        "kinds": _listed(event.kinds),
        "place": place.name if place else None,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "spellings": _listed(sorted(names - {""})),
        "first_day": first_day,
        "last_day": time.end if time else None,
        "sorts_at": f"{first_day or _OPEN_YEAR + (time.edtf if time else _OPEN_YEAR)}:{event.id}",
        "body": body,
    }


def _listed(words: Iterable[str]) -> str:
    """Return words between bars, so that a whole word can be found in the list: ``|killed|poisoning|``."""
    joined = "|".join(str(word) for word in words)
    return f"|{joined}|" if joined else ""


def _is_at(where: Where) -> sa.ColumnElement[bool]:
    table = tables.events
    any_of: list[sa.ColumnElement[bool]] = [
        table.c.geonames_id.in_(where.geonames_ids),
        table.c.admin1.in_(where.provinces),
    ]
    if where.spelling:
        any_of.append(table.c.spellings.contains(_listed([where.spelling]), autoescape=True))
    if where.country:
        any_of.append(table.c.country == where.country)
    return sa.or_(*any_of)
