"""Which kinds of files are taken, and what to do with the others."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

PLAIN = "text/plain"

_MARKS_OF_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format 3",
)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a kind of file is not taken, and what to do instead."""

    what: str
    advice: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("sayso.gather").joinpath("kinds.toml").read_text(encoding="utf-8"))


def media_type_of(path: Path) -> str | None:
    """Return the media type of a file that is taken by its suffix, or None."""
    suffix = path.suffix.lower()
    return next((kind["media_type"] for kind in _table()["taken"] if kind["suffix"] == suffix), None)


def taken_suffixes() -> tuple[str, ...]:
    """Return the suffixes that are taken, without the empty one."""
    return tuple(kind["suffix"] for kind in _table()["taken"] if kind["suffix"])


def refusal_of(path: Path) -> Refusal:
    """Return what a file that is not taken is, as far as its suffix tells, and what to do with it."""
    suffix = path.suffix.lower()
    for kind in _table()["refused"]:
        if suffix in kind["suffixes"]:
            return Refusal(what=kind["what"], advice=kind["advice"])
    named = ", ".join(taken_suffixes())
    return Refusal(
        what=f"a {suffix} file",
        advice=f"Taken are {named} and files without a suffix; if it is a report in plain text, name the file itself.",
    )


def looks_like_text(data: bytes) -> bool:
    """Tell whether ``data`` may be text: no mark of a binary format, and no NUL without a mark of byte order."""
    sample = data[:_SAMPLE]
    if sample.startswith(_MARKS_OF_BINARY):
        return False
    return sample.startswith(_BYTE_ORDER_MARKS) or b"\0" not in sample
