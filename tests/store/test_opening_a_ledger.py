"""A ledger is opened, made or refused; what is no ledger is never written to."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from sayso.errors import (
    InputError,
    LedgerBusyError,
    LedgerError,
    NewerLedgerError,
    NotALedgerError,
    SaysoError,
    StorageError,
)
from sayso.store import dialect, open_store
from sayso.store import tables as kept_tables
from small_world import small_ledger


def test_a_new_ledger_is_one_file_with_our_mark(tmp_path: Path) -> None:
    path = tmp_path / "new.sayso"
    open_store(path).close()
    assert [p.name for p in tmp_path.iterdir()] == ["new.sayso"]
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA application_id").fetchone()[0].to_bytes(4, "big") == b"SYSO"
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    "content", [b"not a database at all, but dear to somebody", b"SQLite format 3\x00 broken" * 50]
)
def test_a_file_that_is_no_ledger_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "thesis.txt"
    path.write_bytes(content)
    with pytest.raises(NotALedgerError, match=r"thesis\.txt"):
        open_store(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE events (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(NotALedgerError, match="left as it is"):
        open_store(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_ledger_only_where_one_may_be_made(tmp_path: Path) -> None:
    path = tmp_path / "empty.sayso"
    path.touch()
    with pytest.raises(NotALedgerError):
        open_store(path, create=False)
    open_store(path).close()
    open_store(path, create=False).close()


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NotALedgerError, match="is a folder"):
        open_store(tmp_path)


def test_a_ledger_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no ledger at .*sayso add"):
        open_store(tmp_path / "none.sayso", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        open_store(tmp_path / "no" / "where.sayso")


def test_a_ledger_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "newer.sayso"
    open_store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerLedgerError, match=r"newer version of Sayso.*Upgrade Sayso"):
        open_store(path)


def test_a_url_names_a_ledger_too(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/by-url.sayso").close()
    assert (tmp_path / "by-url.sayso").exists()


@pytest.mark.parametrize("address", ["", "nosuchdatabase://host/name", "://"])
def test_an_address_that_means_nothing_is_an_input_error(address: str) -> None:
    with pytest.raises(InputError):
        open_store(address)


def test_a_ledger_that_another_process_writes_to_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "busy.sayso"
    store = open_store(path, busy_seconds=0.1)
    with sqlite3.connect(path, isolation_level=None) as raw:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusyError, match="Another process"), store.write() as session:
            session.states.put("a", "b")
        with store.read() as session:
            assert session.documents.count() == 0
        raw.execute("ROLLBACK")
    with store.write() as session:
        session.states.put("a", "b")
    store.close()


def test_a_writer_says_that_it_waits_and_then_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "PATIENCE", 0.1)
    path = tmp_path / "busy.sayso"
    told: list[str] = []
    with sqlite3.connect(path, isolation_level=None, check_same_thread=False) as raw:

        def wait() -> None:
            told.append("waiting")
            raw.execute("ROLLBACK")

        store = open_store(path, busy_seconds=5.0, waiting=wait)
        raw.execute("BEGIN IMMEDIATE")
        with store.write() as session:
            session.states.put("a", "b")
        with store.write() as session:
            assert session.states.get("a") == "b"
        store.close()
    assert told == ["waiting"]


FILL = """
import resource, sys
from pathlib import Path
from small_world import small_ledger
from sayso.errors import SaysoError
path = Path(sys.argv[1])
with small_ledger(path) as ledger:
    ledger.add_bytes(b"Mayor said: 3 killed at Ostrava on 2024-05-01", origin="first")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
    try:
        ledger.add_bytes(b"Police said: 4 killed at Brno on 2024-05-01" + b" " * 2_000_000, origin="large")
    except SaysoError as error:
        print(type(error).__name__, error)
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "full.sayso"
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("StorageError The ledger"), done.stdout + done.stderr
    assert "give the same command again" in done.stdout
    with small_ledger(path) as ledger:
        assert ledger.totals().documents == 1
        assert ledger.totals().events == 1
        assert ledger.check().problems == ()


def test_a_ledger_that_may_not_be_written_is_a_storage_error(tmp_path: Path) -> None:
    path = tmp_path / "read-only.sayso"
    store = open_store(path)

    def write() -> None:
        with store.write() as session:
            session._connection.exec_driver_sql("PRAGMA query_only=ON")
            session.states.put("a", "b")

    with pytest.raises(StorageError, match="cannot be written"):
        write()
    store.close()


def test_the_migrations_make_the_tables_that_the_code_speaks_of(tmp_path: Path) -> None:
    store = open_store(tmp_path / "migrated.sayso")
    with store.read() as session:
        context = MigrationContext.configure(session._connection)
        differences = [
            one
            for one in compare_metadata(context, kept_tables.kept)
            if not (one[0] == "remove_table" and one[1].name not in kept_tables.kept.tables)
            and one[0] not in ("remove_index",)
        ]
    store.close()
    assert differences == []


def test_a_ledger_of_the_first_schema_is_brought_up_to_date_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "first.sayso"
    with small_ledger(path) as ledger:
        ledger.add_bytes(b"Mayor said: 3 killed at Ostrava on 2024-05-01", origin="first")
        before = ledger.events()
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE answers")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    with small_ledger(path) as ledger:
        assert ledger.events() == before
        ledger.rebuild()
        assert ledger.events() == before
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_derived_tables_of_an_older_layout_are_made_anew_and_what_is_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "older.sayso"
    with small_ledger(path) as ledger:
        ledger.add_bytes(b"Mayor said: 3 killed at Ostrava on 2024-05-01", origin="first")
        before = ledger.events()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE marks SET value = '0' WHERE name = 'derived layout'")
    with small_ledger(path) as ledger:
        assert ledger.totals().events == 0
        assert ledger.totals().documents == 1
        ledger.run()
        assert ledger.events() == before


def test_every_error_of_a_ledger_is_one_tree() -> None:
    assert issubclass(StorageError, LedgerError)
    assert issubclass(LedgerError, SaysoError)


def test_no_statement_is_sqlites_own_outside_the_dialect() -> None:
    room = Path(kept_tables.__file__).parent
    for module in sorted(room.glob("*.py")):
        words = module.read_text(encoding="utf-8")
        if module.name != "dialect.py":
            assert "PRAGMA" not in words, module.name
            assert "MATCH" not in words, module.name
    assert sa.__version__ >= "2"
