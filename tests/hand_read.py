"""Reads short texts with the real parser and gazetteer, for tests of attribution."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from sayso.claims.attributions import attributions_of
from sayso.claims.chains import chain_at
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.spacy_parser import SpacyParser
from sayso.passages import split
from sayso.ports import Parse
from sayso.records import Attribution, ChainLink, Passage, Published, PublishedBasis, Report, Span


@cache
def gazetteer() -> PackagedGazetteer:
    return PackagedGazetteer()


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def parse_of(text: str) -> Parse:
    return parser().parse([text])[0]


def report_of(text: str, *, outlet: str | None = "The Hill Gazette", headline: bool = False) -> Report:
    """Return a report of ``text``; with ``headline`` its first line is the headline."""
    return Report(
        id="rpt_hand",
        document="doc_hand",
        sha256="",
        received=datetime(2024, 5, 1, tzinfo=UTC),
        origin="hand",
        outlet=outlet,
        owner=None,
        url=None,
        title=None,
        byline=None,
        published=Published(edtf=None, basis=PublishedBasis.UNKNOWN, why=""),
        language="en",
        text=text,
        headline=Span(start=0, end=text.index("\n")) if headline else None,
        apart=(),
        made_by="test",
    )


@cache
def read(
    text: str, *, outlet: str | None = "The Hill Gazette", headline: bool = False
) -> tuple[Report, tuple[Passage, ...], list[Parse], tuple[Attribution, ...]]:
    """Return a text as report, passages, parses and attributions."""
    report = report_of(text, outlet=outlet, headline=headline)
    passages = split(report)
    parses = parser().parse([text[p.start : p.end] for p in passages])
    return report, passages, parses, attributions_of(report, passages, parses, (), gazetteer())


def attributions_in(text: str) -> list[tuple[Attribution, str]]:
    """Return the attributions of a text, each with the words of its cue."""
    found = read(text)[3]
    return [(a, " … ".join(text[s.start : s.end] for s in a.cue)) for a in found]


def said(text: str, part: str, *, headline: bool = False) -> tuple[Attribution, ...]:
    """Return the attributions whose content holds ``part`` (its first place in the text)."""
    start = text.index(part)
    found = read(text, headline=headline)[3]
    return tuple(a for a in found if any(s.start <= start and start + len(part) <= s.end for s in a.content))


def chain_of(text: str, part: str, *, outlet: str | None = "The Hill Gazette") -> tuple[ChainLink, ...]:
    """Return the chain of ``part`` in ``text``."""
    report, _, _, found = read(text, outlet=outlet)
    start = text.index(part)
    return chain_at(report, found, start, start + len(part))
