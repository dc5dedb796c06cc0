"""What is kept beside documents: the judgements of people, and where ids that are no more lead to."""

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


class Aliases:
    """Where ids that are no more lead to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, old: str, new: str, why: str) -> None:
        """Record that ``old`` is now found under ``new``."""
        upsert(self._connection, tables.aliases, [{"old": old, "new": new, "why": why}])

    def get(self, old: str) -> tuple[str, str] | None:
        """Return what ``old`` leads to, and why; None where it was never moved."""
        row = self._connection.execute(sa.select(tables.aliases).where(tables.aliases.c.old == old)).one_or_none()
        return None if row is None else (row.new, row.why)

    def all(self) -> list[tuple[str, str, str]]:
        """Return all aliases as (old, new, why), by old id."""
        rows = self._connection.execute(sa.select(tables.aliases).order_by(tables.aliases.c.old))
        return [(row.old, row.new, row.why) for row in rows]
