"""Records as canonical JSON and back: fields in the order of their class, no spaces, UTF-8."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


_adapter_of: Callable[[type], TypeAdapter[Any]] = _adapter  # a class is hashable, which its stub denies


def dump(record: object) -> str:
    """Return the canonical JSON of a record of ``sayso.records`` or ``sayso.ports``."""
    return _adapter_of(record.__class__).dump_json(record).decode()


def load(kind: type[T], body: str | bytes) -> T:
    """Return the record of ``kind`` that :func:`dump` wrote as ``body``."""
    record: T = _adapter_of(kind).validate_json(body)
    return record


def digest(*parts: str) -> str:
    """Return 32 hexadecimal digits that change when any of ``parts`` does."""
    hashed = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        hashed.update(len(encoded).to_bytes(8, "big"))
        hashed.update(encoded)
    return hashed.hexdigest()[:32]


def instant(moment: datetime) -> str:
    """Return an aware instant as UTC text of fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def moment(text: str) -> datetime:
    """Return the instant that :func:`instant` wrote."""
    return datetime.fromisoformat(text)
