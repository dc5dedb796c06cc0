"""One transaction on a ledger: a shelf for each kind of record, and the ids of all of them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.store import tables
from sayso.store.aliases import Aliases
from sayso.store.answers import Answers
from sayso.store.dialect import faults_of
from sayso.store.documents import Documents
from sayso.store.events import Events
from sayso.store.judgements import Judgements
from sayso.store.outcomes import Outcomes, States
from sayso.store.reading import Parses, Passages, Readings, Reports

_TABLES_OF_IDS = {
    "doc": tables.documents,
    "rpt": tables.reports,
    "psg": tables.passages,
    "att": tables.attributions,
    "clm": tables.claims,
    "evt": tables.events,
    "prp": tables.propositions,
    "org": tables.origins,
    "jdg": tables.judgements,
}


class Session:
    """The shelves of a ledger, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.documents = Documents(connection)
        self.judgements = Judgements(connection)
        self.aliases = Aliases(connection)
        self.answers = Answers(connection)
        self.reports = Reports(connection)
        self.passages = Passages(connection)
        self.parses = Parses(connection)
        self.readings = Readings(connection)
        self.events = Events(connection)
        self.outcomes = Outcomes(connection)
        self.states = States(connection)

    def ids_like(self, start: str) -> list[str]:
        """Return the ids that begin with ``start`` ("evt_7f3a12", or "7f3a12" for any kind), at most three, sorted."""
        kind, _, digits = start.rpartition("_")
        found: set[str] = set()
        for prefix, table in _TABLES_OF_IDS.items():
            if kind in ("", prefix):
                found.update(self._between(table.c.id, f"{prefix}_{digits}"))
        for prefix in ("evt", "rpt"):
            if kind in ("", prefix):
                found.update(self._between(tables.aliases.c.id, f"{prefix}_{digits}"))
        return sorted(found)[:3]

    def has(self, identity: str) -> bool:
        """Return whether a record has exactly this id now (an alias is not a record)."""
        table = _TABLES_OF_IDS.get(identity.partition("_")[0])
        if table is None:
            return False
        return self._connection.scalar(sa.select(table.c.id).where(table.c.id == identity).limit(1)) is not None

    def faults(self) -> list[str]:
        """Return what the database itself finds wrong; empty when all is well."""
        return faults_of(self._connection)

    def _between(self, column: sa.Column[str], start: str) -> list[str]:
        # Ids end in hexadecimal digits, and "g" sorts after all of them.
        wanted = sa.select(column).distinct().where(column >= start, column < start + "g").order_by(column).limit(3)
        return list(self._connection.scalars(wanted))
