"""A ledger's database: opened, checked, brought up to date, and spoken to in transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from sayso.errors import NewerLedgerError, NotALedgerError
from sayso.store import dialect, tables
from sayso.store.session import Session

SCHEMA = "0002"
"""The newest migration of the kept tables that this version of Sayso knows."""

OLDER_SCHEMAS = frozenset({"0001"})


class Store:
    """One ledger's database. ``read`` and ``write`` open transactions; errors come out as LedgerError."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a transaction that sees the ledger as it is now, and keeps seeing it so."""
        with self._errors(), self._engine.begin() as connection:
            yield Session(connection)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a transaction that alone may write: kept whole at its end, or not at all."""
        with self._errors(), self._writing() as connection:
            yield Session(connection)

    def drop_derived(self) -> None:
        """Delete all that is derived, and make the empty tables for it anew."""
        with self._errors(), self._writing() as connection:
            kept = _outcomes_of_gathering(connection)
            _make_derived(connection)
            dialect.upsert(connection, tables.outcomes, kept)

    def leave_no_trace(self) -> None:
        """Rewrite the database so that what was deleted can no longer be read from it."""
        with self._errors():
            dialect.leave_no_trace(self._engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _writing(self) -> AbstractContextManager[Connection]:
        return _writing(self._engine)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise dialect.error_of(error, self.name) from error


def open_store(
    ledger: str | Path,
    *,
    create: bool = True,
    busy_seconds: float = 30.0,
    waiting: Callable[[], None] | None = None,
) -> Store:
    """Open the ledger at a path or URL; with ``create``, make it where there is none.

    ``waiting`` is called when another process keeps a writer of this one waiting.

    Raises InputError (no such ledger or folder), NotALedgerError, NewerLedgerError, LedgerBusyError, StorageError.
    A file that is no ledger is never written to.
    """
    address = dialect.address_of(ledger)
    if dialect.is_file(address):
        dialect.look_at_file(Path(str(address.database)), create=create)
    name = str(address.database) if dialect.is_file(address) else address.render_as_string(hide_password=True)
    engine = dialect.engine_at(address, busy_seconds=busy_seconds, waiting=waiting)
    try:
        _bring_up_to_date(engine, name, create=create)
    except DBAPIError as error:
        engine.dispose()
        raise dialect.error_of(error, name) from error
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, name)


def _bring_up_to_date(engine: Engine, name: str, *, create: bool) -> None:
    with engine.begin() as connection:
        if _is_current(connection, name, create=create):
            return
    dialect.allow_readers_beside_a_writer(engine)
    with _writing(engine) as connection:
        if _is_current(connection, name, create=create):  # another process was quicker
            return
        # Imported here: Alembic takes as long to import as all the rest, and most ledgers are up to date.
        from sayso.store.migrations import migrate

        migrate(connection)
        dialect.mark(connection)
        if _layout(connection) != tables.DERIVED_LAYOUT:
            _make_derived(connection)


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(sayso_writing=True) as connection, connection.begin():
        yield connection


def _is_current(connection: Connection, name: str, *, create: bool) -> bool:
    """Return whether nothing must be done to the database. Raises where nothing may be done to it."""
    present = set(sa.inspect(connection).get_table_names())
    marked = dialect.mark_of(connection)
    if not present and create and marked in (0, None):
        return False
    if marked not in (dialect.APPLICATION_ID, None) or "alembic_version" not in present or "marks" not in present:
        raise NotALedgerError(
            f"{name} is a database, but not a ledger; it was left as it is.", advice="Name another file: --ledger FILE."
        )
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version == SCHEMA:
        return _layout(connection) == tables.DERIVED_LAYOUT
    if version not in OLDER_SCHEMAS:
        raise NewerLedgerError(
            f"The ledger {name} was written by a newer version of Sayso (its schema is {version}, "
            f"this version knows {SCHEMA}); it was left as it is.",
            advice="Upgrade Sayso, then give the same command again.",
        )
    return False


def _layout(connection: Connection) -> str | None:
    return connection.scalar(sa.select(tables.marks.c.value).where(tables.marks.c.name == "derived layout"))


def _make_derived(connection: Connection) -> None:
    dialect.drop_word_index(connection)
    tables.derived.drop_all(connection)
    tables.derived.create_all(connection)
    dialect.make_word_index(connection)
    dialect.upsert(connection, tables.marks, [{"name": "derived layout", "value": tables.DERIVED_LAYOUT}])


def _outcomes_of_gathering(connection: Connection) -> list[dict[str, Any]]:
    """What could not even be opened left no document from which it could be found again."""
    wanted = sa.select(tables.outcomes).where(tables.outcomes.c.stage == "gather")
    return [dict(row._mapping) for row in connection.execute(wanted)]
