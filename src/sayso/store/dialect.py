"""What differs between databases: how a ledger is opened, marked, locked, searched, and what its errors mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Delete, Engine, Insert, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from sayso.errors import InputError, LedgerBusyError, LedgerError, NotALedgerError, StorageError

APPLICATION_ID = 0x5359534F
"""SQLite's application_id of a ledger: "SYSO" in ASCII."""

SQLITE_HEADER = b"SQLite format 3\x00"

_BUSY = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED
_CANNOT_WRITE = {8, 10, 13, 14}  # SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
_NOT_A_DATABASE = {11, 26}  # SQLITE_CORRUPT, SQLITE_NOTADB


def address_of(ledger: str | Path) -> URL:
    """Return the database address that a person means by a path or a URL. Raises InputError."""
    text = str(ledger)
    if not text.strip():
        raise InputError("The ledger has no name.", advice="Give a file: --ledger FILE.")
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        return make_url(text)
    except ArgumentError as error:
        raise InputError(
            f"{text} is not an address of a ledger.", advice="Give a file name, or a URL such as sqlite:///my.sayso."
        ) from error


PATIENCE = 2.0
"""Seconds of waiting for another process after which a person is told of it."""


def engine_at(address: URL, *, busy_seconds: float, waiting: Callable[[], None] | None = None) -> Engine:
    """Return an engine whose write transactions take the write lock at once. Raises InputError.

    ``waiting`` is called when another process has held that lock for :data:`PATIENCE` seconds (SQLite only: other
    databases queue writers themselves).
    """
    try:
        if address.get_backend_name() != "sqlite":
            return sa.create_engine(address)
        engine = sa.create_engine(address, connect_args={"timeout": busy_seconds})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise InputError(
            f"There is no driver for a ledger at {address.render_as_string(hide_password=True)}.",
            advice="Use a file, or install the driver of that database.",
        ) from error

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin event, not the driver, begins transactions
        cursor = connection.cursor()
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("sayso_writing", False)
        if not writing:
            connection.exec_driver_sql("BEGIN")
        elif waiting is None or busy_seconds <= PATIENCE:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            _begin_writing(connection, busy_seconds, waiting)

    return engine


def _begin_writing(connection: Connection, busy_seconds: float, waiting: Callable[[], None]) -> None:
    """Take the write lock, and say so when it takes longer."""
    try:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except DBAPIError as error:
        if _primary_code(error) not in _BUSY:
            raise
        waiting()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int((busy_seconds - PATIENCE) * 1000)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")


def is_file(address: URL) -> bool:
    """Return whether the ledger is one SQLite file."""
    return address.get_backend_name() == "sqlite" and bool(address.database) and address.database != ":memory:"


def look_at_file(path: Path, *, create: bool) -> None:
    """Raise unless ``path`` may be opened as a ledger: an SQLite file, or, with ``create``, nothing at all yet."""
    if path.is_dir():
        raise NotALedgerError(f"{path} is a folder, not a ledger.", advice="Name a file: --ledger FILE.")
    if not path.exists():
        if not create:
            raise InputError(
                f"There is no ledger at {path}.",
                advice="Make one by adding reports (sayso add FILE_OR_FOLDER), or name another: --ledger FILE.",
            )
        if not path.parent.is_dir():
            raise InputError(
                f"The ledger {path} cannot be made: there is no folder {path.parent}.",
                advice="Make the folder first, or name another file: --ledger FILE.",
            )
        return
    try:
        with path.open("rb") as opened:
            head = opened.read(len(SQLITE_HEADER))
    except OSError as error:
        raise StorageError(
            f"The ledger {path} cannot be read: {error.strerror}.", advice="Look at the file's permissions."
        ) from error
    if head and head != SQLITE_HEADER:
        raise NotALedgerError(
            f"{path} is not a ledger; it was left as it is.", advice="Name another file: --ledger FILE."
        )


def mark_of(connection: Connection) -> int | None:
    """Return the application id of the database, None where the database has no such mark."""
    if connection.dialect.name != "sqlite":
        return None
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def mark(connection: Connection) -> None:
    """Mark the database as a ledger."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def allow_readers_beside_a_writer(engine: Engine) -> None:
    """Set the journal once, for as long as the file lives."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("PRAGMA journal_mode=WAL")
            raw.close()


def leave_no_trace(engine: Engine) -> None:
    """Rewrite the database so that what was deleted can no longer be read from its file."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw = connection.connection.cursor()
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.execute(statement)
                raw.fetchall()
            raw.close()


def faults_of(connection: Connection) -> list[str]:
    """Return what the database itself finds wrong with its file; empty when all is well."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    return [] if found == ["ok"] else found


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write ``rows``; a row whose primary key is there already is replaced."""
    if rows:
        connection.execute(_upsert_into(table, connection.dialect.name, tuple(rows[0])), list(rows))


def delete_where(connection: Connection, column: Column[str], values: Iterable[str]) -> None:
    """Delete the rows of a table in which ``column`` is any of ``values``."""
    rows = [{"gone": value} for value in values]
    if rows:
        connection.execute(_delete_by(column), rows)


@cache
def _upsert_into(table: Table, name: str, columns: tuple[str, ...]) -> Insert:
    keys = [column.name for column in table.primary_key.columns]
    statement = (sqlite.insert if name == "sqlite" else postgresql.insert)(table)
    others = {column: statement.excluded[column] for column in columns if column not in keys}
    if others:
        return statement.on_conflict_do_update(index_elements=keys, set_=others)
    return statement.on_conflict_do_nothing(index_elements=keys)


@cache
def _delete_by(column: Column[str]) -> Delete:
    return sa.delete(column.table).where(column == sa.bindparam("gone"))


# --- search over words -----------------------------------------------------------------------


def make_word_index(connection: Connection) -> None:
    """Make the full-text index over reports, where the database has one of its own."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS report_words USING "
            "fts5(title, text, tokenize='unicode61 remove_diacritics 2')"
        )
        connection.exec_driver_sql("INSERT INTO report_words(report_words, rank) VALUES ('rank', 'bm25(4.0, 1.0)')")


def drop_word_index(connection: Connection) -> None:
    """Drop the full-text index."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE IF EXISTS report_words")


def index_words(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Add (report number, title, text) to the index."""
    if connection.dialect.name == "sqlite":
        for row in rows:
            connection.exec_driver_sql("INSERT INTO report_words(rowid, title, text) VALUES (?, ?, ?)", row)


def forget_words(connection: Connection, numbers: Iterable[int]) -> None:
    """Take reports out of the index."""
    if connection.dialect.name == "sqlite":
        for number in numbers:
            connection.exec_driver_sql("DELETE FROM report_words WHERE rowid = ?", (number,))


def forget_words_for_good(connection: Connection) -> None:
    """Merge the index, so that words of reports taken out of it are not kept inside."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO report_words(report_words) VALUES ('optimize')")


def numbers_with(connection: Connection, words: Sequence[str], *, limit: int, skip: int) -> list[int]:
    """Return the numbers of reports that hold all of ``words`` (or phrases), the best match first."""
    if connection.dialect.name == "sqlite":
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
        found = connection.exec_driver_sql(
            "SELECT rowid FROM report_words WHERE report_words MATCH ? ORDER BY rank, rowid LIMIT ? OFFSET ?",
            (query, limit, skip),
        )
        return [int(row[0]) for row in found]
    reports = sa.table("reports", sa.column("number"), sa.column("body"))
    wanted = sa.select(reports.c.number).order_by(reports.c.number).limit(limit).offset(skip)
    for word in words:
        wanted = wanted.where(reports.c.body.icontains(word, autoescape=True))
    return [int(number) for number in connection.scalars(wanted)]


# --- errors ----------------------------------------------------------------------------------


def error_of(error: DBAPIError, ledger: str) -> LedgerError:
    """Return what a database's error means to a person."""
    primary = _primary_code(error)
    if primary in _BUSY:
        return LedgerBusyError(
            f"Another process is writing to the ledger {ledger}.",
            advice="Nothing was lost. Wait until it has finished, then give the same command again.",
        )
    if primary in _CANNOT_WRITE:
        reason = "the disk is full" if primary == 13 else str(error.orig)  # SQLITE_FULL
        return StorageError(
            f"The ledger {ledger} cannot be written: {reason}.",
            advice="What was stored before is kept. Make room or look at the file's permissions, "
            "then give the same command again: it goes on from there.",
        )
    if primary in _NOT_A_DATABASE:
        return NotALedgerError(
            f"{ledger} is not a ledger, or the file is damaged ({error.orig}); it was left as it is.",
            advice="Name another file (--ledger FILE), or bring the ledger back from a copy.",
        )
    return LedgerError(f"The database of the ledger {ledger} refused a statement: {error.orig}.")


def _primary_code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None  # the low byte; the rest is detail
