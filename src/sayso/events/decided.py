"""Knows what people decided about which claims are of one occurrence, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.records import Claim, Judgement, JudgementKind, Link
from sayso.text.judged import anchors_of, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """``together`` are sets of claims that are of one event, ``apart`` pairs of sets that are not.

    ``joined`` and ``parted`` tell by whom; ``open`` are judgements that contradict each other, which settle nothing.
    """

    together: tuple[frozenset[str], ...]
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...]
    joined: tuple[Judgement, ...]
    parted: tuple[Judgement, ...]
    open: tuple[tuple[Judgement, ...], ...]


def decisions_of(judgements: Sequence[Judgement], claims: Mapping[str, Claim]) -> Decisions:
    """Return what standing JOIN and SPLIT judgements decide over ``claims`` (by id).

    JOIN: all its claims are of one event. SPLIT: the claims that its targets name (claims, or all its claims of a
    report) are apart from its other claims; where the targets name all or none of them, each is apart from each.
    """
    joins = [j for j in standing(judgements) if j.kind is JudgementKind.JOIN and len(_known(j, claims)) > 1]
    splits = [(j, _sides(j, claims)) for j in standing(judgements) if j.kind is JudgementKind.SPLIT]
    groups = _groups([(join, _known(join, claims)) for join in joins])
    clashing: list[tuple[Judgement, ...]] = []
    kept_joins: list[tuple[frozenset[str], tuple[Judgement, ...]]] = []
    refused: set[str] = set()
    for group, makers in groups:
        against = [split for split, sides in splits if any(a & group and b & group for a, b in sides)]
        if against:
            clashing.append((*makers, *against))
            refused.update(split.id for split in against)
        else:
            kept_joins.append((group, makers))
    kept_splits = [(split, sides) for split, sides in splits if split.id not in refused and sides]
    return Decisions(
        together=tuple(group for group, _ in kept_joins),
        apart=tuple(pair for _, sides in kept_splits for pair in sides),
        joined=tuple(maker for _, makers in kept_joins for maker in makers),
        parted=tuple(split for split, _ in kept_splits),
        open=tuple(clashing),
    )


def links_of(decisions: Decisions, members: Sequence[Claim]) -> tuple[Link, ...]:
    """Return, as links, the judgements that bear on an event: who joined, who split, who contradict each other."""
    ids = [claim.id for claim in members]
    inside = set(ids)
    found: list[Link] = []
    for join in decisions.joined:
        here = [claim for claim in ids if claim in anchors_of(join)]
        if len(here) > 1:
            found.append(_link(here[0], here[1], 1.0, ("judged_one", 1.0), f"joined by {_signed(join)}"))
    for split in decisions.parted:
        here = [claim for claim in ids if claim in anchors_of(split)]
        elsewhere = sorted(anchors_of(split) - inside)
        if here and elsewhere:
            found.append(_link(here[0], elsewhere[0], 0.0, ("judged_apart", -1.0), f"split by {_signed(split)}"))
    for clash in decisions.open:
        here = [claim for claim in ids if any(claim in anchors_of(judgement) for judgement in clash)]
        if here:
            told = " and ".join(f"{judgement.kind.value} by {_signed(judgement)}" for judgement in clash)
            why = f"contradictory judgements, so none of them is applied: {told}"
            found.append(_link(here[0], here[-1], 0.0, ("judgements_contradict", 0.0), why))
    return tuple(found)


def _link(left: str, right: str, score: float, feature: tuple[str, float], why: str) -> Link:
    return Link(left=left, right=right, score=score, features=(feature,), why=why)


def _signed(judgement: Judgement) -> str:
    return f"{judgement.by} ({judgement.id}): {judgement.why}"


def _known(judgement: Judgement, claims: Mapping[str, Claim]) -> frozenset[str]:
    return frozenset(claim for claim in anchors_of(judgement) if claim in claims)


def _sides(split: Judgement, claims: Mapping[str, Claim]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    known = _known(split, claims)
    named = frozenset(claim for claim in known if claim in split.targets or claims[claim].report in split.targets)
    if named and named != known:
        return ((named, known - named),)
    ordered = sorted(known)
    return tuple(
        (frozenset({one}), frozenset({other})) for at, one in enumerate(ordered) for other in ordered[at + 1 :]
    )


def _groups(
    joins: Iterable[tuple[Judgement, frozenset[str]]],
) -> list[tuple[frozenset[str], tuple[Judgement, ...]]]:
    """Unite joins that share claims."""
    groups: list[tuple[frozenset[str], tuple[Judgement, ...]]] = []
    for join, members in joins:
        touching = [group for group in groups if group[0] & members]
        rest = [group for group in groups if not group[0] & members]
        united = members.union(*(group[0] for group in touching))
        makers = tuple(maker for group in touching for maker in group[1])
        groups = [*rest, (united, (*makers, join))]
    return sorted(groups, key=lambda group: sorted(group[0]))
