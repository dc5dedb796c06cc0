"""Knows what one report's telling of a happening offers for comparison with other reports' tellings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from sayso.events import places, times
from sayso.events.happenings import Happening
from sayso.events.people import Group, groups
from sayso.events.times import Moment, moment_of
from sayso.records import Claim, ClaimKind, Place, Report, When
from sayso.text.intervals import Bounds, Number, bounds_of, is_exact
from sayso.text.names import fold
from sayso.text.shingles import content_words, shingles_of
from sayso.text.stretches import sentence_around

_NAME = re.compile(r"(?<![.!?:\"“”'‘’\n] )(?<![\"“‘\n])(?<!^)\b[A-Z][\w-]*[a-z][\w-]*(?: [A-Z][\w-]*[a-z][\w-]*)*")
_CALENDAR = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march"),
        *("april", "may", "june", "july", "august", "september", "october", "november", "december"),
    )
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Telling:
    """One happening of one report, laid out for comparison.

    ``people``, ``actors`` and ``units`` are those of its claims; ``figures`` are (kind, bounds, exact value or None)
    of wholes; ``names`` are what is written as a name ("Santa Lumina"), without places, sides, sources and the
    calendar; ``told`` is an ordinal day.
    """

    happening: Happening
    key: tuple[str, int, str]
    places: tuple[Place, ...]
    times: tuple[When, ...]
    moments: frozenset[Moment]
    told: int | None
    kinds: frozenset[ClaimKind]
    people: frozenset[tuple[ClaimKind, Group]]
    actors: frozenset[Group]
    units: frozenset[str]
    figures: tuple[tuple[ClaimKind, Bounds, Number | None], ...]
    names: frozenset[str]
    words: frozenset[str]
    runs: frozenset[int]
    cumulative: bool
    reference: bool

    @property
    def place(self) -> Place | None:
        """Its most precise place."""
        return self.places[0] if self.places else None

    @property
    def time(self) -> When | None:
        """Its narrowest time."""
        return self.times[0] if self.times else None


def telling_of(happening: Happening, report: Report) -> Telling:
    """Return what a happening offers for comparison."""
    claims = happening.claims
    found_places = sorted(
        {claim.place for claim in claims if claim.place is not None},
        key=lambda place: (places.coarseness(place), place.name, place.geonames_id or 0),
    )
    found_times = sorted(
        {claim.time for claim in claims if claim.time is not None},
        key=lambda when: (times.days_of(when) or 10**6, when.edtf, when.why),
    )
    told_words = "\n".join(sentence for sentence in sentences_of(claims, report))
    aside = {fold(part.side) for claim in claims for part in claim.participants if part.side}
    aside |= {fold(place.name) for place in found_places}
    aside |= {fold(link.name) for claim in claims for link in claim.chain if link.name}
    words = content_words(told_words)
    return Telling(
        happening=happening,
        key=happening.key,
        places=tuple(found_places),
        times=tuple(found_times),
        moments=frozenset(moment for claim in claims for moment in [moment_of(claim, report.text)] if moment),
        told=times.told_on(claims, report),
        kinds=frozenset(claim.kind for claim in claims),
        people=frozenset((claim.kind, group) for claim in claims for group in groups(claim, "affected")),
        actors=frozenset(group for claim in claims for group in groups(claim, "actor")),
        units=frozenset(part.unit for claim in claims for part in claim.participants if part.unit),
        figures=_figures(claims),
        names=frozenset(
            name
            for name in map(fold, _NAME.findall(told_words))
            if name and name not in _CALENDAR and name not in aside
        ),
        words=frozenset(words),
        runs=frozenset(crc32(" ".join(map(str, run)).encode()) for run in shingles_of(words, 3)),
        cumulative=any(claim.cumulative for claim in claims),
        reference=all(claim.reference for claim in claims),
    )


def sentences_of(claims: Iterable[Claim], report: Report) -> tuple[str, ...]:
    """Return the sentences of a report in which claims stand, once each, in order."""
    spans = sorted({sentence_around(report.text, claim.start, claim.end) for claim in claims})
    return tuple(report.text[start:end] for start, end in spans)


def _figures(claims: Iterable[Claim]) -> tuple[tuple[ClaimKind, Bounds, Number | None], ...]:
    found: set[tuple[ClaimKind, Bounds, Number | None]] = set()
    for claim in claims:
        if claim.quantity is None or claim.quantity.unit != "count" or claim.part_of is not None:
            continue
        exact = claim.quantity.min if is_exact(claim.quantity) else None
        found.add((claim.kind, bounds_of(claim.quantity), exact))
    return tuple(sorted(found, key=str))
