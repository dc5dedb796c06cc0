"""Short texts of many matters, held against what a careful reader takes from them (``sentences.toml``)."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sayso.claims import attribute
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.spacy_parser import SpacyParser
from sayso.records import (
    PEOPLE_KINDS,
    THING_KINDS,
    Certainty,
    Claim,
    Passage,
    PassageKind,
    Published,
    PublishedBasis,
    Quantity,
    Reading,
    Report,
    identify,
)

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))[
    "case"
]

VAGUE = {"dozens": (24, 99), "hundreds": (200, 999), "thousands": (2000, 9999), "several": (3, 9)}
NEGATIVE = {Certainty.CERTAINLY_NOT, Certainty.PROBABLY_NOT, Certainty.POSSIBLY_NOT}

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sentences")]


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def gazetteer() -> PackagedGazetteer:
    return PackagedGazetteer()


def report_of(text: str) -> tuple[Report, tuple[Passage, ...]]:
    """Return a report of one passage per line."""
    identity = identify("rpt", text)
    report = Report(
        id=identity,
        document=identify("doc", text),
        sha256="0" * 64,
        received=datetime(2024, 5, 20, 12, tzinfo=UTC),
        origin="by hand",
        outlet="The Examiner",
        owner=None,
        url=None,
        title=None,
        byline=None,
        published=Published(edtf=None, basis=PublishedBasis.UNKNOWN, why="nobody said"),
        language="en",
        text=text,
        headline=None,
        apart=(),
        made_by="by hand",
    )
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")):
        passages.append(
            Passage(
                id=identify("psg", text, start),
                report=identity,
                start=start,
                end=start + len(line),
                kind=PassageKind.SENTENCE,
                paragraph=number,
            )
        )
        start += len(line) + 1
    return report, tuple(passages)


def read(text: str) -> Reading:
    """Return the reading of a text."""
    report, passages = report_of(text)
    parses = parser().parse([text[p.start : p.end] for p in passages])
    return attribute(report, passages, parses, gazetteer=gazetteer())


@dataclass(frozen=True, slots=True)
class Wanted:
    """One expected figure: kind, bounds (None open; -1, -1 for a claim without a figure), share, class, optional."""

    kind: str
    low: float | None
    high: float | None
    share: bool
    person_class: str | None
    optional: bool

    def fits(self, claim: Claim) -> bool:
        """Tell whether a claim is this one."""
        if claim.kind.value != self.kind:
            return False
        if self.person_class is not None and not any(
            p.role == "affected" and p.person_class.value == self.person_class for p in claim.participants
        ):
            return False
        quantity = claim.quantity
        if self.low == -1:
            return quantity is None
        return quantity is not None and (quantity.unit == "share") == self.share and self._bounds(quantity)

    def _bounds(self, quantity: Quantity) -> bool:
        if not self.share:
            return (quantity.min, quantity.max) == (self.low, self.high)
        # A share may be worded roughly ("nearly 70%"): the expected value must lie within its bounds.
        return quantity.min is not None and quantity.min - 0.01 <= (self.low or 0) <= (quantity.max or 1) + 0.01


def wanted(line: str) -> Wanted:
    """Return what a line of the case table asks for."""
    words = line.split()
    kind, figure = words[0].lstrip("?"), words[1]
    person_class = words[2] if len(words) > 2 else None
    low: float | None
    high: float | None
    share = "%" in figure
    if share:
        low = high = float(figure.split("%")[0]) / 100
    elif figure == "-":
        low = high = -1
    elif figure in VAGUE:
        low, high = VAGUE[figure]
    elif figure.startswith("~"):
        number = int(figure[1:])
        low, high = math.floor(number * 0.9 + 1e-9), math.ceil(number * 1.1 - 1e-9)
    elif ".." in figure:
        first, last = figure.split("..")
        low, high = int(first or 0), int(last) if last else None
    else:
        low = high = int(figure)
    return Wanted(kind, low, high, share, person_class, words[0].startswith("?"))


def believed(claim: Claim) -> bool:
    """Tell whether somebody in the claim's chain holds it to be so."""
    values = {claim.commitment.outlet, claim.commitment.source}
    return not values & NEGATIVE


def misreadings(case: dict[str, Any]) -> list[str]:
    """Return what is missing from, and what is too much in, the reading of a case."""
    claims = [claim for claim in read(case["text"]).claims if believed(claim)]
    figures = [c for c in claims if c.kind in PEOPLE_KINDS | THING_KINDS]
    expected = [wanted(line) for line in [*case.get("people", []), *case.get("things", [])]]
    found: list[str] = []
    left = [c for c in figures if c.quantity is not None]
    for each in sorted(expected, key=lambda w: (w.optional, w.person_class is None)):
        match = next((c for c in (left if each.low != -1 else figures) if each.fits(c)), None)
        if match is None and not each.optional:
            found.append(f"missing: {each}")
        elif match is not None and match in left:
            left.remove(match)
    found += [f"too much: {c.kind.value} {c.quantity.text!r}" for c in left if c.quantity is not None]
    kinds = {claim.kind.value for claim in claims}
    found += [f"missing: {kind}" for kind in case.get("happenings", []) if kind not in kinds]
    found += [f"too much: {kind}" for kind in case.get("not", []) if kind in kinds]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:60])
def test_a_short_text_is_read_as_a_careful_reader_reads_it(case: dict[str, Any]) -> None:
    found = misreadings(case)
    if case.get("known_miss"):
        assert found, "a known miss that is read now: take its mark off"
        pytest.xfail(str(case["known_miss"]))
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "Police detained six more men, taking the number of arrests to 20.",
        "Nine people died on Monday, bringing the death toll to 31.",
    ],
)
def test_what_adds_to_a_running_total_is_part_of_it(text: str) -> None:
    added, total = (claim for claim in read(text).claims if claim.quantity is not None)
    assert added.part_of == total.id
