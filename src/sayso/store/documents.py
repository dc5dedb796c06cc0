"""Documents and their receipts: bytes as received, kept, never altered; withheld only for a stated reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.records import Document, Given, Receipt
from sayso.store import tables
from sayso.store.codec import digest, dump, instant, load, moment
from sayso.store.dialect import upsert


class Arrival(StrEnum):
    """What came of bytes that were handed in."""

    NEW = "new"
    KNOWN = "known"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Who took a document's bytes out, when, and for which lawful reason."""

    document: str
    reason: str
    by: str
    at: datetime


class Documents:
    """The kept documents."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, document: Document, data: bytes) -> Arrival:
        """Keep a document. The same bytes again add their receipts; the same receipt again keeps its earliest time.

        The bytes of a withheld document are not taken in again.
        """
        known = self.get(document.id)
        if known is None:
            self._connection.execute(
                sa.insert(tables.documents).values(
                    id=document.id,
                    sha256=document.sha256,
                    size=document.size,
                    media_type=document.media_type,
                    bytes=data,
                    state=_state(document),
                )
            )
            self._put_receipts(document.id, document.receipts)
            self._refresh(document.id)
            return Arrival.NEW
        if known.withheld is not None:
            return Arrival.WITHHELD
        receipts = _merged((*known.receipts, *document.receipts))
        # Whatever came first, the same bytes end with the same media type.
        media_type = min(known.media_type, document.media_type)
        if receipts != known.receipts or media_type != known.media_type:
            self._connection.execute(
                sa.update(tables.documents).where(tables.documents.c.id == document.id).values(media_type=media_type)
            )
            self._put_receipts(document.id, receipts)
            self._refresh(document.id)
        return Arrival.KNOWN

    def get(self, identity: str) -> Document | None:
        """Return a document with all its receipts, None where there is none of this id."""
        return next(iter(self.many([identity])), None)

    def many(self, identities: Iterable[str]) -> list[Document]:
        """Return the documents of these ids that are there, by id."""
        wanted = sorted(set(identities))
        columns = [c for c in tables.documents.c if c.name != "bytes"]
        rows = self._connection.execute(
            sa.select(*columns).where(tables.documents.c.id.in_(wanted)).order_by(tables.documents.c.id)
        ).all()
        receipts: dict[str, list[Receipt]] = {}
        for row in self._connection.execute(sa.select(tables.receipts).where(tables.receipts.c.document.in_(wanted))):
            receipts.setdefault(row.document, []).append(
                Receipt(received=moment(row.received), origin=row.origin, given=load(Given, row.given))
            )
        return [
            Document(
                id=row.id,
                sha256=row.sha256,
                size=row.size,
                media_type=row.media_type,
                receipts=_merged(receipts.get(row.id, [])),
                withheld=row.withheld_reason
                and f"{row.withheld_reason} (withheld by {row.withheld_by} on {row.withheld_at[:10]})",
            )
            for row in rows
        ]

    def data(self, identity: str) -> bytes | None:
        """Return a document's bytes, None where they are withheld."""
        data = self._connection.scalar(sa.select(tables.documents.c.bytes).where(tables.documents.c.id == identity))
        return None if data is None else bytes(data)

    def ids(self) -> list[str]:
        """Return the ids of all documents, in their order."""
        return list(self._connection.scalars(sa.select(tables.documents.c.id).order_by(tables.documents.c.id)))

    def count(self) -> int:
        """Return how many documents there are."""
        return int(self._connection.scalar(sa.select(sa.func.count()).select_from(tables.documents)) or 0)

    def unread(self, stage: str, version: str) -> list[str]:
        """Return the documents that this version of ``stage`` has not seen as they are now, by id."""
        made = tables.outcomes
        wanted = (
            sa.select(tables.documents.c.id)
            .outerjoin(
                made,
                (made.c.subject == tables.documents.c.id)
                & (made.c.stage == stage)
                & (made.c.version == version)
                & (made.c.input == tables.documents.c.state),
            )
            .where(made.c.subject.is_(None))
            .order_by(tables.documents.c.id)
        )
        return list(self._connection.scalars(wanted))

    def state(self, identity: str) -> str:
        """Return a digest of all that is known of a document."""
        wanted = sa.select(tables.documents.c.state).where(tables.documents.c.id == identity)
        return str(self._connection.scalar(wanted))

    def withhold(self, withheld: Withheld) -> None:
        """Take a document's bytes out. Its hash, the reason and who gave it stay."""
        self._connection.execute(
            sa.update(tables.documents)
            .where(tables.documents.c.id == withheld.document)
            .values(
                bytes=None,
                withheld_reason=withheld.reason,
                withheld_by=withheld.by,
                withheld_at=instant(withheld.at),
            )
        )
        self._refresh(withheld.document)

    def withheld(self) -> list[Withheld]:
        """Return what was withheld, by document."""
        rows = self._connection.execute(
            sa.select(*tables.documents.c["id", "withheld_reason", "withheld_by", "withheld_at"])
            .where(tables.documents.c.withheld_reason.is_not(None))
            .order_by(tables.documents.c.id)
        )
        return [
            Withheld(document=row.id, reason=row.withheld_reason, by=row.withheld_by, at=moment(row.withheld_at))
            for row in rows
        ]

    def all_data(self) -> Iterator[tuple[str, str, bytes | None]]:
        """Yield id, recorded SHA-256 and bytes of each document, one at a time."""
        for identity in self.ids():
            row = self._connection.execute(
                sa.select(*tables.documents.c["sha256", "bytes"]).where(tables.documents.c.id == identity)
            ).one()
            yield identity, row.sha256, None if row.bytes is None else bytes(row.bytes)

    def _put_receipts(self, document: str, receipts: Iterable[Receipt]) -> None:
        rows = [
            {
                "document": document,
                "key": digest(receipt.origin, dump(receipt.given)),
                "received": instant(receipt.received),
                "origin": receipt.origin,
                "given": dump(receipt.given),
            }
            for receipt in _merged(receipts)
        ]
        upsert(self._connection, tables.receipts, rows)

    def _refresh(self, identity: str) -> None:
        document = self.get(identity)
        if document is not None:
            self._connection.execute(
                sa.update(tables.documents).where(tables.documents.c.id == identity).values(state=_state(document))
            )


def _state(document: Document) -> str:
    return digest(dump(document))


def _merged(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Return one receipt for each place of origin and set of givens, at its earliest time, in a stated order."""
    earliest: dict[tuple[str, str], Receipt] = {}
    for receipt in receipts:
        key = (receipt.origin, dump(receipt.given))
        if key not in earliest or receipt.received < earliest[key].received:
            earliest[key] = replace(receipt)
    return tuple(earliest[key] for key in sorted(earliest, key=lambda k: (earliest[k].received, *k)))
