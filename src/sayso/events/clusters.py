"""Knows how tellings grow into events: best pair first, never against a conflict, a veto or a person's decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from sayso.events import features, people, weights
from sayso.events.decided import Decisions
from sayso.events.telling import Telling
from sayso.records import Claim, ClaimKind, Link, Place, When

VETO = -1.5
"""Two tellings between which the evidence (without the prior, and without what is only missing) sums up to less than
this, in log-odds, keep their groups apart, however well others fit."""

_NO_EVIDENCE = frozenset({"prior", "place_missing"})

_SHOWN = 6
"""How many tellings of a group, unlike in place, time, kinds, people and figures, a group is judged by."""


@dataclass(slots=True)
class Cluster:
    """Tellings of one event so far, the links between reports that made it, and what it must stay apart from."""

    members: list[Telling]
    links: list[Link] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    shown: dict[object, Telling] = field(default_factory=dict)


def clusters_of(
    tellings: Sequence[Telling], pairs: Sequence[tuple[int, int]], decisions: Decisions, threshold: float
) -> tuple[Cluster, ...]:
    """Return the clusters of ``tellings``, in canonical order of their first.

    Pairs are taken from the highest score down, equal scores in canonical order, so the order in which reports came
    in cannot matter. What people joined is one before any pair is looked at; what they split stays apart.
    """
    home = list(range(len(tellings)))
    clusters: dict[int, Cluster] = {
        at: Cluster(members=[telling], shown={_signature(telling): telling}) for at, telling in enumerate(tellings)
    }

    def root(position: int) -> int:
        while home[position] != position:
            home[position] = home[home[position]]
            position = home[position]
        return position

    def unite(one: int, other: int, link: Link | None) -> None:
        kept, gone = clusters[min(one, other)], clusters.pop(max(one, other))
        home[max(one, other)] = min(one, other)
        kept.members.extend(gone.members)
        kept.links.extend(gone.links)
        kept.apart |= gone.apart
        for signature, telling in gone.shown.items():
            kept.shown.setdefault(signature, telling)
        if link is not None:
            kept.links.append(link)

    positions: dict[str, int] = {
        claim.id: position for position, telling in enumerate(tellings) for claim in telling.happening.claims
    }
    for lefts, rights in decisions.apart:
        for one_claim, other_claim in product(sorted(lefts), sorted(rights)):
            a, b = positions.get(one_claim), positions.get(other_claim)
            if a is not None and b is not None and a != b:
                clusters[a].apart.add(b)
                clusters[b].apart.add(a)
    for group in decisions.together:
        found = sorted({positions[claim] for claim in group if claim in positions})
        for other in found[1:]:
            if root(found[0]) != root(other):
                unite(root(found[0]), root(other), None)
    scores: dict[tuple[int, int], float] = {}
    scored = []
    for a, b in pairs:
        if features.conflict(tellings[a], tellings[b]) is not None:
            continue
        table = features.compare(tellings[a], tellings[b])
        score = weights.score_of(table)
        scores[(a, b)] = score
        if score >= threshold:
            scored.append((-score, a, b, table))
    for negative, a, b, table in sorted(scored, key=lambda entry: entry[:3]):
        one, other = root(a), root(b)
        if one == other:
            continue
        left, right = clusters[one], clusters[other]
        if any(root(position) == other for position in left.apart):
            continue
        if any(root(position) == one for position in right.apart) or _forbidden(left, right):
            continue
        unite(one, other, _link(tellings[a], tellings[b], -negative, table))
    return tuple(clusters[at] for at in sorted(clusters))


def _forbidden(left: Cluster, right: Cluster) -> bool:
    ones, others = list(left.shown.values()), list(right.shown.values())
    for one, other in product(ones, others):
        if features.conflict(one, other) is not None:
            return True
    for one, other in product(ones[:_SHOWN], others[:_SHOWN]):
        table = features.compare(one, other)
        if sum(value for name, value in table if name not in _NO_EVIDENCE) < VETO:
            return True
    reports = {member.happening.claims[0].report: member for member in left.members}
    return any(
        member.happening.claims[0].report in reports
        and features.conflict(member, reports[member.happening.claims[0].report]) is not None
        for member in right.members
    )


def _link(left: Telling, right: Telling, score: float, table: weights.Features) -> Link:
    one, other = _pair(left.happening.claims, right.happening.claims)
    return Link(left=one.id, right=other.id, score=score, features=table, why=weights.sentence(table))


def _pair(ones: Sequence[Claim], others: Sequence[Claim]) -> tuple[Claim, Claim]:
    """Return the first two claims of one kind, where there are such: a link is read at its ends."""
    for one in ones:
        for other in others:
            if one.kind is other.kind:
                return one, other
    return ones[0], others[0]


def _signature(telling: Telling) -> object:
    places: tuple[Place, ...] = telling.places
    times: tuple[When, ...] = telling.times
    kinds: frozenset[ClaimKind] = telling.kinds
    groups: frozenset[tuple[ClaimKind, people.Group]] = telling.people
    first = telling.happening.claims[0].report if telling.reference else ""
    return places, telling.moments, times, kinds, groups, telling.figures, telling.cumulative, first
