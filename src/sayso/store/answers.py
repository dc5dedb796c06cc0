"""What models answered, kept by the words they were asked about and the version of the model and its question."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.ports import Suggestions
from sayso.store import dialect, tables
from sayso.store.codec import digest, dump, load
from sayso.store.reading import portions


class Answers:
    """Answers are kept, not derived: a rebuild asks nothing, and gives what it gave before."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def many(self, version: str, texts: Iterable[str]) -> dict[str, Suggestions]:
        """Return the answers that are there, by the text asked about, whichever document it was asked for."""
        table = tables.answers
        keys = {answer_key(version, text): text for text in texts}
        found: dict[str, Suggestions] = {}
        for some in portions(keys):
            wanted = sa.select(*table.c["key", "body"]).where(table.c.key.in_(some)).order_by(table.c.document)
            for row in self._connection.execute(wanted):
                found[keys[row.key]] = load(Suggestions, zlib.decompress(bytes(row.body)))
        return found

    def put(self, version: str, document: str, answers: Mapping[str, Suggestions]) -> None:
        """Keep the answers about texts of a document."""
        rows = [
            {"key": answer_key(version, text), "document": document, "body": zlib.compress(dump(answer).encode())}
            for text, answer in answers.items()
        ]
        dialect.upsert(self._connection, tables.answers, rows)

    def forget(self, document: str) -> None:
        """Delete what was answered about a document: its words stand in the answers."""
        dialect.delete_where(self._connection, tables.answers.c.document, [document])


def answer_key(version: str, text: str) -> str:
    """Return the key under which what this version of a suggester answered about ``text`` is kept."""
    return digest(version, text)
