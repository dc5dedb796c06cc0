"""The judgements of people: kept, never changed, withdrawn only by other judgements."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.records import Judgement
from sayso.store import tables
from sayso.store.codec import dump, instant, load
from sayso.store.dialect import upsert


class Judgements:
    """The kept judgements. None is ever changed or deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, judgement: Judgement) -> None:
        """Keep a judgement; the same one again changes nothing."""
        row = {
            "id": judgement.id,
            "kind": str(judgement.kind),
            "at": instant(judgement.at),
            "by": judgement.by,
            "body": dump(judgement),
        }
        upsert(self._connection, tables.judgements, [row])

    def get(self, identity: str) -> Judgement | None:
        """Return a judgement, None where there is none of this id."""
        body = self._connection.scalar(sa.select(tables.judgements.c.body).where(tables.judgements.c.id == identity))
        return None if body is None else load(Judgement, body)

    def all(self) -> tuple[Judgement, ...]:
        """Return all judgements in the order in which they were given."""
        wanted = sa.select(tables.judgements.c.body).order_by(tables.judgements.c.at, tables.judgements.c.id)
        return tuple(load(Judgement, body) for body in self._connection.scalars(wanted))
