"""What is read off documents: reports, passages, parses, and the reading of each report with its claims."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.ports import Parse
from sayso.records import Passage, Reading, Report
from sayso.store import dialect, tables
from sayso.store.aliases import Aliases
from sayso.store.codec import digest, dump, load

_AT_ONCE = 500
"""Ids asked for in one statement: well under the 32,766 variables that SQLite allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A report that a stage has not seen as it is now, and a digest of it."""

    report: str
    document: str
    digest: str


class Reports:
    """The derived reports, and the index over their words."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_document(self, document: str) -> list[Report]:
        """Return the reports read from a document, by id."""
        table = tables.reports
        wanted = sa.select(table.c.body).where(table.c.document == document).order_by(table.c.id)
        return [load(Report, body) for body in self._connection.scalars(wanted)]

    def replace(self, document: str, reports: Sequence[Report]) -> list[str]:
        """Make ``reports`` those of a document; return the ids that are no more, whose readings go with them."""
        table = tables.reports
        rows = self._connection.execute(
            sa.select(*table.c["number", "id", "digest"]).where(table.c.document == document)
        )
        former = {row.id: (row.number, row.digest) for row in rows}
        bodies = {report.id: dump(report) for report in reports}
        gone = sorted(former.keys() - bodies.keys())
        stale = [
            number for identity, (number, was) in former.items() if was != digest(bodies.get(identity, ""))
        ]  # fmt: skip
        self._forget(stale)
        for report in sorted(reports, key=lambda r: r.id):
            if report.id in former and former[report.id][0] not in stale:
                continue
            number = self._connection.execute(
                sa.insert(table).values(
                    id=report.id,
                    document=document,
                    digest=digest(bodies[report.id]),
                    outlet=report.outlet,
                    title=report.title,
                    published=report.published.edtf,
                    body=bodies[report.id],
                )
            ).inserted_primary_key
            if number is not None:
                dialect.index_words(self._connection, [(int(number[0]), report.title or "", report.text)])
        Aliases(self._connection).put_reports(reports)
        Passages(self._connection).forget(gone)
        Readings(self._connection).forget(gone)
        return gone

    def get(self, identity: str) -> Report | None:
        """Return a report, None where there is none of this id."""
        return self.many([identity]).get(identity)

    def many(self, identities: Iterable[str]) -> dict[str, Report]:
        """Return the reports of these ids that are there, by id."""
        bodies = bodies_by(self._connection, tables.reports.c.id, identities)
        return {identity: load(Report, body) for identity, body in bodies.items()}

    def all(self) -> dict[str, Report]:
        """Return all reports, by id."""
        rows = self._connection.execute(sa.select(*tables.reports.c["id", "body"]).order_by(tables.reports.c.id))
        return {row.id: load(Report, row.body) for row in rows}

    def outlets(self, identities: Iterable[str]) -> dict[str, str | None]:
        """Return the outlets of reports, by report id."""
        table = tables.reports
        found: dict[str, str | None] = {}
        for some in portions(identities):
            for row in self._connection.execute(sa.select(*table.c["id", "outlet"]).where(table.c.id.in_(some))):
                found[row.id] = row.outlet
        return found

    def ids(self, *, after: str | None = None, limit: int | None = None) -> list[str]:
        """Return ids of reports in their order."""
        wanted = sa.select(tables.reports.c.id).order_by(tables.reports.c.id).limit(limit)
        if after is not None:
            wanted = wanted.where(tables.reports.c.id > after)
        return list(self._connection.scalars(wanted))

    def count(self) -> int:
        """Return how many reports there are."""
        return int(self._connection.scalar(sa.select(sa.func.count()).select_from(tables.reports)) or 0)

    def digests(self) -> dict[str, str]:
        """Return a digest of each report, by id in order."""
        wanted = sa.select(*tables.reports.c["id", "digest"]).order_by(tables.reports.c.id)
        return {row.id: row.digest for row in self._connection.execute(wanted)}

    def digests_of(self, identities: Iterable[str]) -> dict[str, str]:
        """Return a digest of each of these reports that is there, by id."""
        table = tables.reports
        found: dict[str, str] = {}
        for some in portions(identities):
            wanted = sa.select(*table.c["id", "digest"]).where(table.c.id.in_(some))
            found.update((row.id, row.digest) for row in self._connection.execute(wanted))
        return found

    def unread(self, stage: str, version: str) -> list[Unread]:
        """Return the reports that this version of ``stage`` has not seen as they are now, by id."""
        table, made = tables.reports, tables.outcomes
        wanted = (
            sa.select(*table.c["id", "document", "digest"])
            .outerjoin(
                made,
                (made.c.subject == table.c.id)
                & (made.c.stage == stage)
                & (made.c.version == version)
                & (made.c.input == table.c.digest),
            )
            .where(made.c.subject.is_(None))
            .order_by(table.c.id)
        )
        return [Unread(report=r.id, document=r.document, digest=r.digest) for r in self._connection.execute(wanted)]

    def with_words(self, query: str, *, limit: int, skip: int) -> list[Report]:
        """Return reports that hold all words of ``query`` ("quoted words" as a phrase), the best match first."""
        words = words_of(query)
        if not words:
            return []
        numbers = dialect.numbers_with(self._connection, words, limit=limit, skip=skip)
        wanted = sa.select(*tables.reports.c["number", "body"]).where(tables.reports.c.number.in_(numbers))
        bodies = {row.number: row.body for row in self._connection.execute(wanted)}
        return [load(Report, bodies[number]) for number in numbers if number in bodies]

    def forget_words_for_good(self) -> None:
        """Leave no words of former reports in the index."""
        dialect.forget_words_for_good(self._connection)

    def _forget(self, numbers: Sequence[int]) -> None:
        dialect.forget_words(self._connection, numbers)
        for number in numbers:
            self._connection.execute(sa.delete(tables.reports).where(tables.reports.c.number == number))


class Passages:
    """The derived passages."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, report: str, passages: Sequence[Passage]) -> None:
        """Make ``passages`` those of a report."""
        self.forget([report])
        rows = [
            {"id": passage.id, "report": report, "position": position, "body": dump(passage)}
            for position, passage in enumerate(passages)
        ]
        if rows:
            self._connection.execute(sa.insert(tables.passages), rows)

    def of_report(self, report: str) -> tuple[Passage, ...]:
        """Return the passages of a report in their order."""
        table = tables.passages
        wanted = sa.select(table.c.body).where(table.c.report == report).order_by(table.c.position)
        return tuple(load(Passage, body) for body in self._connection.scalars(wanted))

    def get(self, identity: str) -> Passage | None:
        """Return a passage, None where there is none of this id."""
        body = self._connection.scalar(sa.select(tables.passages.c.body).where(tables.passages.c.id == identity))
        return None if body is None else load(Passage, body)

    def forget(self, reports: Collection[str]) -> None:
        """Delete the passages of reports."""
        dialect.delete_where(self._connection, tables.passages.c.report, reports)


class Parses:
    """Parses by the words parsed and the version of the parser, so that wire copy is parsed once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def many(self, version: str, texts: Iterable[str]) -> dict[str, bytes]:
        """Return the parses that are there, packed, by text."""
        keys = {parse_key(version, text): text for text in texts}
        bodies = bodies_by(self._connection, tables.parses.c.key, keys)
        return {keys[key]: body for key, body in bodies.items() if isinstance(body, bytes)}

    def put(self, version: str, parses: Mapping[str, bytes]) -> None:
        """Keep parses, packed, by text, for next time."""
        rows = [{"key": parse_key(version, text), "body": body} for text, body in parses.items()]
        dialect.upsert(self._connection, tables.parses, rows)

    def forget_all(self) -> None:
        """Delete all parses."""
        self._connection.execute(sa.delete(tables.parses))


class Readings:
    """What the claims stage read in each report."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, reading: Reading) -> None:
        """Make ``reading`` that of its report."""
        self.forget([reading.report])
        body = dump(reading)
        self._connection.execute(
            sa.insert(tables.readings).values(report=reading.report, digest=digest(body), body=body)
        )
        made = [{"id": one.id, "report": reading.report} for one in reading.attributions]
        dialect.upsert(self._connection, tables.attributions, made)
        rows = [
            {"id": c.id, "report": c.report, "kind": str(c.kind), "start": c.start, "end": c.end}
            for c in reading.claims
        ]
        dialect.upsert(self._connection, tables.claims, rows)

    def get(self, report: str) -> Reading | None:
        """Return the reading of a report, None where it was not read."""
        return self.many([report]).get(report)

    def many(self, reports: Iterable[str]) -> dict[str, Reading]:
        """Return the readings of these reports that are there, by report id."""
        bodies = bodies_by(self._connection, tables.readings.c.report, reports)
        return {report: load(Reading, body) for report, body in bodies.items()}

    def all(self) -> list[Reading]:
        """Return all readings, by report id."""
        wanted = sa.select(tables.readings.c.body).order_by(tables.readings.c.report)
        return [load(Reading, body) for body in self._connection.scalars(wanted)]

    def digests(self) -> dict[str, str]:
        """Return a digest of each reading, by report id in order."""
        table = tables.readings
        rows = self._connection.execute(sa.select(*table.c["report", "digest"]).order_by(table.c.report))
        return {row.report: row.digest for row in rows}

    def report_of(self, identity: str) -> str | None:
        """Return the report in which a claim or attribution was read."""
        for table in (tables.claims, tables.attributions):
            found = self._connection.scalar(sa.select(table.c.report).where(table.c.id == identity))
            if found is not None:
                return str(found)
        return None

    def claim_count(self) -> int:
        """Return how many claims there are."""
        return int(self._connection.scalar(sa.select(sa.func.count()).select_from(tables.claims)) or 0)

    def forget(self, reports: Collection[str]) -> None:
        """Delete the readings of reports."""
        for table in (tables.readings, tables.attributions, tables.claims):
            dialect.delete_where(self._connection, table.c.report, reports)


def words_of(query: str) -> list[str]:
    """Return the words and "quoted phrases" that a person searches for, without signs that stand alone."""
    parts = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', query)]
    return [part for part in parts if re.search(r"\w", part)]


def packed(parse: Parse) -> bytes:
    """Return a parse as it is kept, and as it travels between processes."""
    return zlib.compress(dump(parse).encode(), level=1)


def unpacked(body: bytes) -> Parse:
    """Return the parse that :func:`packed` packed."""
    return load(Parse, zlib.decompress(body))


def parse_key(version: str, text: str) -> str:
    """Return the key under which the parse of ``text`` by this version of a parser is kept."""
    return digest(version, text)


def portions(identities: Iterable[str]) -> list[list[str]]:
    wanted = sorted(set(identities))
    return [wanted[i : i + _AT_ONCE] for i in range(0, len(wanted), _AT_ONCE)]


def bodies_by(connection: Connection, key: sa.Column[str], identities: Iterable[str]) -> dict[str, str | bytes]:
    body = key.table.c.body
    found: dict[str, str | bytes] = {}
    for some in portions(identities):
        for row in connection.execute(sa.select(key, body).where(key.in_(some))):
            found[row[0]] = row[1]
    return dict(sorted(found.items()))
