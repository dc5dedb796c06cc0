"""Links claims to events.

Takes: the readings of reports, the reports by id, people's judgements, thresholds (``link`` is the score from which
two groups of claims are one event).
Gives: events with their propositions, in canonical order.
Promises: every claim is in exactly one event; the order of readings does not matter; claims of days or places that
cannot be one never meet in an event unless a person joins them; a person outranks a score, and contradictory
judgements are shown and settle nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.events import kinds, people, places, times
from sayso.events.blocking import neighbourhoods, pairs_of
from sayso.events.clusters import Cluster, clusters_of
from sayso.events.decided import Decisions, decisions_of, links_of
from sayso.events.happenings import Happening, canonical, frequency, happenings_of
from sayso.events.propositions import propositions_of
from sayso.events.telling import Telling, telling_of
from sayso.events.titles import title_of
from sayso.records import (
    PEOPLE_KINDS,
    Claim,
    ClaimKind,
    Event,
    Judgement,
    Place,
    Proposition,
    Reading,
    Report,
    Thresholds,
    identify,
)
from sayso.text.certainty import denies
from sayso.text.judged import rejected, verdicts_of, with_corrections

VERSION = "1"

_MADE_BY = f"events@{VERSION} link"


def link(
    readings: Sequence[Reading],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement],
    thresholds: Thresholds,
) -> tuple[Event, ...]:
    """Return the events that the claims of ``readings`` describe.

    First the happenings of each report, then one event from the happenings of several reports that fit.
    """
    claims = {claim.id: claim for reading in readings for claim in reading.claims}
    decisions = decisions_of(judgements, claims)
    tellings = _tellings(readings, reports, decisions, thresholds.link)
    pairs = pairs_of(tellings)
    pairs_by_first: dict[int, list[tuple[int, int]]] = {}
    for a, b in pairs:
        pairs_by_first.setdefault(a, []).append((a, b))
    bridges = _bridges(tellings, decisions)
    refused = rejected(judgements)
    weighed = with_corrections(claims, judgements)
    events: list[Event] = []
    for group in neighbourhoods(len(tellings), (*pairs, *bridges)):
        local = {position: at for at, position in enumerate(group)}
        inner = [(local[a], local[b]) for position in group for a, b in pairs_by_first.get(position, ())]
        for cluster in clusters_of([tellings[position] for position in group], inner, decisions, thresholds.link):
            events.append(_event(cluster, reports, decisions, refused, weighed, judgements))
    return tuple(sorted(events, key=lambda event: canonical(claims[event.claims[0]])))


def _tellings(
    readings: Sequence[Reading], reports: Mapping[str, Report], decisions: Decisions, threshold: float
) -> list[Telling]:
    found: list[Telling] = []
    for reading in sorted(readings, key=lambda reading: reading.report):
        report = reports[reading.report]
        for happening in happenings_of(reading.claims, report.text, threshold):
            found.extend(telling_of(piece, report) for piece in _pieces(happening, decisions))
    return sorted(found, key=lambda telling: telling.key)


def _pieces(happening: Happening, decisions: Decisions) -> list[Happening]:
    """Return a happening in the pieces into which people split it."""
    pieces: list[list[Claim]] = [list(happening.claims)]
    for lefts, rights in decisions.apart:
        cut: list[list[Claim]] = []
        for piece in pieces:
            inside = {claim.id for claim in piece}
            if not (inside & lefts and inside & rights):
                cut.append(piece)
                continue
            cut.append([claim for claim in piece if claim.id in lefts])
            cut.append([claim for claim in piece if claim.id not in lefts])
        pieces = cut
    kept = []
    for piece in pieces:
        inside = {claim.id for claim in piece}
        links = tuple(one for one in happening.links if one.left in inside and one.right in inside)
        kept.append(Happening(claims=tuple(piece), links=links))
    return kept


def _bridges(tellings: Sequence[Telling], decisions: Decisions) -> tuple[tuple[int, int], ...]:
    """Return pairs of tellings that people joined, so that they lie in one neighbourhood."""
    if not decisions.together:
        return ()
    positions = {claim.id: at for at, telling in enumerate(tellings) for claim in telling.happening.claims}
    found: list[tuple[int, int]] = []
    for group in decisions.together:
        members = sorted({positions[claim] for claim in group if claim in positions})
        found.extend((members[0], other) for other in members[1:])
    return tuple(found)


def _event(
    cluster: Cluster,
    reports: Mapping[str, Report],
    decisions: Decisions,
    refused: frozenset[str],
    weighed: Mapping[str, Claim],
    judgements: Sequence[Judgement],
) -> Event:
    claims = sorted((claim for member in cluster.members for claim in member.happening.claims), key=canonical)
    standing = [weighed[claim.id] for claim in claims if claim.id not in refused]
    told = standing or claims
    order = kinds.in_order((claim.kind for claim in told), dict(frequency(told)))
    place = _place(told)
    time = times.event_time(told, reports)
    propositions = propositions_of(standing)
    verdicts = {kind: verdicts_of(kind, (claim.id for claim in claims), judgements) for kind in order}
    decided = {kind: found[0].value for kind, found in verdicts.items() if len({one.value for one in found}) == 1}
    inner = [one for member in cluster.members for one in member.happening.links]
    return Event(
        id=identify("evt", claims[0].id),
        title=title_of(_titled(order, told, propositions), place, time, propositions, weighed, decided),
        kinds=order,
        place=place,
        time=time,
        participants=people.participants_of(_happened(told)),
        reports=tuple(sorted({claim.report for claim in claims})),
        claims=tuple(claim.id for claim in claims),
        propositions=propositions,
        links=(
            *sorted((*inner, *cluster.links), key=lambda one: (one.left, one.right)),
            *links_of(decisions, claims),
        ),
        made_by=_MADE_BY,
    )


def _titled(
    order: Sequence[ClaimKind], claims: Sequence[Claim], propositions: Sequence[Proposition]
) -> Sequence[ClaimKind]:
    """Return the kinds for a title: without occurrences that are told only of a few of those whom the event counts.

    Of 550 who died of the heat one was hurt in a crush: that is no accident at which 550 died.
    """
    main = next((one for one in propositions if one.kind in PEOPLE_KINDS and one.whole is None), None)
    if main is None:
        return order
    answers = set(main.claims)
    whole = {claim.passage for claim in claims if claim.id in answers}
    toll = max((float(c.quantity.min or 0) for c in claims if c.id in answers and c.quantity is not None), default=0.0)
    few = {
        claim.passage
        for claim in claims
        if claim.kind in PEOPLE_KINDS
        and claim.id not in answers
        and claim.quantity is not None
        and claim.quantity.unit == "count"
        and 0 < (claim.quantity.max or 0) < toll / 10
    }
    aside = [
        kind
        for kind in kinds.occurrences(frozenset(order))
        if all(claim.passage in few and claim.passage not in whole for claim in claims if claim.kind is kind)
    ]
    return tuple(kind for kind in order if kind not in aside) or order


def _happened(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims that tell of deeds: who denies, or denies responsibility, did nothing by saying so."""
    kept = [c for c in claims if not denies(c) and c.kind is not ClaimKind.DENIAL_OF_RESPONSIBILITY]
    return kept or [c for c in claims if c.kind is not ClaimKind.DENIAL_OF_RESPONSIBILITY]


def _place(claims: Sequence[Claim]) -> Place | None:
    """Return the most precise place; of equally precise ones that of most reports, of most claims, then the first told.

    Background has a place of its own, and counts only where nothing else is told.
    """
    naming: dict[Place, set[str]] = {}
    told: Counter[Place] = Counter()
    first: dict[Place, tuple[str, int, str]] = {}
    for claim in [claim for claim in claims if not claim.reference] or claims:
        if claim.place is not None:
            naming.setdefault(claim.place, set()).add(claim.report)
            told[claim.place] += 1
            first.setdefault(claim.place, canonical(claim))
    if not naming:
        return _place([claim for claim in claims if claim.reference]) if not all(c.reference for c in claims) else None
    return min(
        naming,
        key=lambda place: (places.coarseness(place), -len(naming[place]), -told[place], first[place]),
    )
