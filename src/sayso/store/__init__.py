"""Keeps a ledger in a database; the only place that speaks SQL.

:func:`open_store` opens one, ``Store.read()`` and ``Store.write()`` begin a transaction, and its session has a shelf
for each kind of record.
"""

from sayso.store.codec import digest, dump
from sayso.store.database import Store, open_store
from sayso.store.documents import Arrival, Withheld
from sayso.store.events import Standing, Wanted, Where
from sayso.store.outcomes import Recorded
from sayso.store.reading import Unread, packed, unpacked, words_of
from sayso.store.session import Session

__all__ = [
    "Arrival",
    "Recorded",
    "Session",
    "Standing",
    "Store",
    "Unread",
    "Wanted",
    "Where",
    "Withheld",
    "digest",
    "dump",
    "open_store",
    "packed",
    "unpacked",
    "words_of",
]
