"""Knows which agency a report credits for its copy: datelines, bylines, credit lines at the end."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

from sayso.records import Report
from sayso.text.names import fold

_DATELINE = re.compile(
    r"^[ \t]*[A-Z][\w.'’ -]{1,30}(?:,[ \t][\w.'’ -]{2,30})?[ \t]\(([^()\n]{2,40})\)[ \t]?[-–—]", re.MULTILINE
)
_CREDIT = re.compile(r"^\W*(?:source|credit|via|with|from|by|copyright|©)?[\s:]*([^\n.!?:]{2,40}?)\W*$", re.IGNORECASE)
_HEAD_LINES = 4


@functools.cache
def agencies() -> dict[str, str]:
    """Return the folded names and short names of agencies, each with the agency's name."""
    table = tomllib.loads(files("sayso.origins").joinpath("data/wires.toml").read_text(encoding="utf-8"))
    return {fold(short): name for name, entry in table["agencies"].items() for short in (name, *entry["short"])}


def credits_of(report: Report) -> frozenset[str]:
    """Return the folded names of the agencies that a report credits.

    A dateline may name any agency; a byline and a last line only one that is known, or that the dateline names.
    """
    found: set[str] = set()
    head = "\n".join(report.text.split("\n")[:_HEAD_LINES])
    for match in _DATELINE.finditer(head):
        found.add(_canonical(match.group(1)))
    if report.byline:
        words = re.split(r",|/|\band\b|\bwith\b|\bby\b", report.byline, flags=re.IGNORECASE)
        found.update(_canonical(part) for part in words if fold(part) in agencies())
    last = credit_line(report)
    if last is not None and fold(last) in agencies():
        found.add(_canonical(last))
    return frozenset(name for name in found if name)


def credit_line(report: Report) -> str | None:
    """Return what the last line may credit: a line of a name and no sentence; None where it is none."""
    lines = [line.strip() for line in report.text.split("\n") if line.strip()]
    match = _CREDIT.match(lines[-1]) if len(lines) > 1 else None
    if match is None:
        return None
    words = match.group(1).split()
    return (
        match.group(1) if 0 < len(words) <= 5 and all(word[:1].isupper() or word[:1] == "&" for word in words) else None
    )


def _canonical(name: str) -> str:
    return fold(agencies().get(fold(name), name))
