"""Knows who speaks in each claim of an event: a named source, an unnamed one, a paper citing a paper, or nobody."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from sayso.records import ChainLink, Claim, Report, Role, SourceKind
from sayso.text.names import fold

_INDEFINITE = re.compile(
    r"(?:an?|one|two|three|four|five|six|several|some|many|other|another|unnamed)\s", re.IGNORECASE
)
_DESCRIPTION = re.compile(
    r",|\s(?:of|at|for|in|from|with|on|near|who|which|that|close|familiar|speaking)\s", re.IGNORECASE
)


class Standing(StrEnum):
    """How a claim's innermost holder is told.

    NAMED: by a name. WITNESSED: the outlet's own reporter. BODY: by a common noun that stands for one body or office
    ("the fire service", "the mayor"). UNNAMED: by words that could be anybody's. BARE: nobody but the outlet.
    """

    NAMED = "named"
    WITNESSED = "witnessed"
    BODY = "body"
    UNNAMED = "unnamed"
    BARE = "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The innermost holder of a claim: ``identity`` is the same for claims of one report that one voice makes.

    ``link`` is None for the outlet's bare word. ``group`` tells kinds of unnamed sources apart.
    """

    report: str
    standing: Standing
    identity: str
    group: str
    link: ChainLink | None


_GROUPS = {
    SourceKind.OFFICIAL: "authorities",
    SourceKind.MILITARY: "authorities",
    SourceKind.POLICE: "authorities",
    SourceKind.WITNESS: "people",
    SourceKind.PERSON: "people",
    SourceKind.UNNAMED: "",
    SourceKind.OUTLET: "media",
}


_BODIES = frozenset(
    {SourceKind.POLICE, SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.MEDICAL, SourceKind.COMPANY}
)
"""Kinds whose common noun stands for one body ("Police", "Hospital") rather than for anybody."""


def group_of(kind: SourceKind) -> str:
    """Return the group of a source's kind; "" for sources of whom nothing is told, who may be of any group."""
    return _GROUPS.get(kind, kind.value)


@functools.cache
def unnamed_nouns() -> frozenset[str]:
    """Return the nouns that name nobody when they stand last."""
    table = tomllib.loads(files("sayso.origins").joinpath("data/unnamed.toml").read_text(encoding="utf-8"))
    return frozenset(noun for entries in table.values() for noun in entries)


def innermost(claim: Claim) -> ChainLink | None:
    """Return the innermost holder of a claim that is not the outlet's own word, None for a bare claim."""
    for link in reversed(claim.chain):
        if link.role is not Role.OUTLET:
            return link
    return None


def voice_of(claim: Claim, report: Report) -> Voice:
    """Return who speaks in a claim."""
    link = innermost(claim)
    if link is None:
        return Voice(report=claim.report, standing=Standing.BARE, identity="", group="", link=None)
    standing = standing_of(link, report.text)
    # A lone common noun ("Guide" in a headline) tells nothing of the kind of its source.
    group = "" if standing is Standing.UNNAMED and _lone_noun(link, report.text) else group_of(link.kind)
    if link.role is Role.SOURCE and link.kind is SourceKind.OUTLET:
        own = fold(report.outlet) if report.outlet else report.id
        return Voice(
            report=claim.report, standing=Standing.WITNESSED, identity=f"own witness of {own}", group=group, link=link
        )
    if standing is Standing.NAMED:
        identity = link.key or fold(link.name or "")
    elif standing is Standing.BODY:
        identity = f"body {head_phrase(link.name or '')}"
    else:
        identity = f"unnamed {group}"
    return Voice(report=claim.report, standing=standing, identity=identity, group=group, link=link)


def standing_of(link: ChainLink, text: str) -> Standing:
    """Return how a report with this text tells a holder: by a name, as a body or office, or as anybody."""
    name = link.name or ""
    if link.kind is SourceKind.UNNAMED or not (name or link.key):
        return Standing.UNNAMED
    head = head_phrase(name).split()
    if _lone_noun(link, text) and link.kind not in _BODIES:
        return Standing.UNNAMED
    if _INDEFINITE.match(name) or (head and head[-1] in unnamed_nouns()):
        return Standing.UNNAMED
    if link.key is not None or any(word[:1].isupper() for word in name.split()[1:]) or name[:1].isupper():
        return Standing.NAMED
    return Standing.BODY


def _lone_noun(link: ChainLink, text: str) -> bool:
    """Tell whether a source is called by one word that the report also writes as a common noun."""
    name = link.name or ""
    if len(name.split()) != 1 or not name[:1].isupper() or name.isupper():
        return False
    return re.search(rf"\b(?:a|an|the|\w+) {re.escape(name.lower())}\b", text) is not None


def head_phrase(name: str) -> str:
    """Return a source's folded name up to what only describes it: "an official of the ministry" gives "official"."""
    return fold(_DESCRIPTION.split(name, maxsplit=1)[0])
