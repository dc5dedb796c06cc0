"""Where corpora lie and how their files are read: gzipped JSON lines, one folder per corpus."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETTING = "SAYSO_CORPORA"
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "benchmarks"
"""Beside the checkout; used when it is there and the setting names no other folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to be read, with what is known of it. ``published`` is an ISO day."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


def corpora_folder(named: str | None) -> Path | None:
    """Return the folder of all corpora: the one named, the setting's or the default; None where it is absent."""
    for candidate in (named, os.environ.get(SETTING)):
        if candidate:
            return Path(candidate) if Path(candidate).is_dir() else None
    return DEFAULT if DEFAULT.is_dir() else None


def corpora_of(folder: Path | None, task: str) -> list[Path]:
    """Return the folders of the corpora of ``task``, by name."""
    if folder is None or not (folder / task).is_dir():
        return []
    return sorted(path for path in (folder / task).iterdir() if path.is_dir())


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of JSON lines, gzipped or plain."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def documents(folder: Path, limit: int | None, *, taught: bool = True) -> list[dict[str, Any]]:
    """Return the documents of a corpus in the order of their ids, at most ``limit``.

    Without ``taught`` the train part, which a reader has learnt by heart, is left out where there is another part.
    """
    found = sorted(rows(folder / "docs.jsonl.gz"), key=lambda row: str(row["id"]))
    if not taught:
        found = [row for row in found if row.get("split") != "train"] or found
    return found[:limit] if limit else found


def article_of(row: dict[str, Any], *, with_title: bool = True) -> Article:
    """Return a document row as an article; only the day of its date is kept."""
    published = str(row["date"])[:10] if row.get("date") else None
    title = row.get("title") if with_title else None
    return Article(
        id=str(row["id"]),
        text=row["text"],
        title=title or None,
        outlet=row.get("outlet") or row.get("publisher") or row.get("domain") or None,
        published=published,
    )


def by_document(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of an annotation file by document id."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows(path):
        found.setdefault(str(row["doc_id"]), []).append(row)
    return found
