"""Which records go into which file, and in which form."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from sayso.answers import to_json
from sayso.errors import InputError, StorageError
from sayso.export.tables import COLUMNS, claim_lines, rows_of
from sayso.ledger import Ledger


class Format(StrEnum):
    """The form of an export."""

    JSONL = "jsonl"
    CSV = "csv"


class What(StrEnum):
    """The records of an export."""

    EVENTS = "events"
    PROPOSITIONS = "propositions"
    CLAIMS = "claims"
    REPORTS = "reports"
    ALL = "all"


_OF_ALL = {
    Format.JSONL: (What.EVENTS, What.CLAIMS, What.REPORTS),
    Format.CSV: (What.EVENTS, What.PROPOSITIONS, What.CLAIMS, What.REPORTS),
}


def write(ledger: Ledger, out: BinaryIO, *, what: What, format: Format) -> None:
    """Write records to ``out``. Raises InputError where one stream cannot hold them."""
    for line in _lines(ledger, what, format):
        out.write(line)


def export_to(ledger: Ledger, path: Path, *, what: What, format: Format) -> list[Path]:
    """Write records to a file, or, where ``path`` is a folder or has no suffix, to a file for each kind in it.

    A file appears whole or not at all. Returns the files. Raises InputError, StorageError.
    """
    folder = path.is_dir() or (not path.suffix and not path.exists())
    kinds = _OF_ALL[format] if what is What.ALL else (what,)
    if folder:
        files = {path / f"{kind}.{format}": kind for kind in kinds}
    else:
        files = {path: what}
    for kind in files.values():
        _require(kind, format)
    try:
        for file, kind in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_name(f".{file.name}.{os.getpid()}")
            try:
                with draft.open("wb") as out:
                    write(ledger, out, what=kind, format=format)
                draft.replace(file)
            finally:
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(
            f"The export to {path} cannot be written: {error.strerror}.", advice="Make room, or name another place."
        ) from error
    return list(files)


def _require(what: What, format: Format) -> None:
    if what is What.ALL and format is Format.CSV:
        raise InputError("One CSV file holds one kind of record.", advice="Name a folder: --out FOLDER.")
    if what is What.PROPOSITIONS and format is Format.JSONL:
        raise InputError(
            "Propositions are told within their events.", advice="Export events, or propositions as CSV: --format csv."
        )


def _lines(ledger: Ledger, what: What, format: Format) -> Iterator[bytes]:
    _require(what, format)
    if format is Format.CSV:
        yield from _csv(chain([COLUMNS[what]], rows_of(ledger, what)))
        return
    for kind in _OF_ALL[format] if what is What.ALL else (what,):
        for record in _records(ledger, kind):
            yield to_json(record) + b"\n"


def _records(ledger: Ledger, what: What) -> Iterator[object]:
    if what is What.EVENTS:
        yield from ledger.every_event()
    elif what is What.REPORTS:
        yield from ledger.every_report()
    else:
        for event in ledger.every_event():
            yield from claim_lines(event)


def _csv(rows: Iterable[tuple[object, ...]]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow([disarmed(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def disarmed(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(" ")[:1] in _FORMULA_SIGNS and cell.strip(" "):
        return f"'{cell}"
    return "" if cell is None else cell


_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets begin a formula with, and their full-width forms (OWASP, CSV Injection)."""
