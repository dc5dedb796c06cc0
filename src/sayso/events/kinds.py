"""Knows the order of the kinds, what they are called in a title, and which kinds can be one occurrence."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from sayso.records import ClaimKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEntry:
    """One line of the table: see its head for what the fields mean."""

    rank: int
    tier: int
    title: str
    figure: str
    fits: frozenset[str]
    example: str


@functools.cache
def table() -> dict[ClaimKind, KindEntry]:
    """Return the table of kinds, in its order."""
    raw = tomllib.loads(files("sayso.events").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return {
        ClaimKind(name): KindEntry(
            rank=rank,
            tier=entry["tier"],
            title=entry["title"],
            figure=entry["figure"],
            fits=frozenset(entry["with"].split()),
            example=entry["example"],
        )
        for rank, (name, entry) in enumerate(raw.items())
    }


@functools.cache
def fit(left: ClaimKind, right: ClaimKind) -> bool:
    """Tell whether claims of the two kinds can be of one occurrence."""
    if left is right:
        return True
    one, other = table()[left], table()[right]
    if right.value in one.fits or left.value in other.fits:
        return True
    open_left, open_right = "*" in one.fits, "*" in other.fits
    if open_left and open_right:
        return True
    # A death can come of any occurrence, but "remaining", "captured" and the like name their own company above.
    return (open_left and other.tier not in (2, 3)) or (open_right and one.tier not in (2, 3))


@functools.cache
def all_fit(left: frozenset[ClaimKind], right: frozenset[ClaimKind]) -> bool:
    """Tell whether no occurrence kind of one side excludes one of the other.

    Where both sides name occurrences, one pair that fits is enough: a fire and an accident fit an explosion.
    """
    causes_left, causes_right = occurrences(left), occurrences(right)
    if causes_left and causes_right and not any(fit(a, b) for a in causes_left for b in causes_right):
        return False
    return any(fit(a, b) for a in left for b in right)


@functools.cache
def occurrences(kinds: frozenset[ClaimKind]) -> frozenset[ClaimKind]:
    """Return the kinds that say what happened rather than what became of whom."""
    return frozenset(kind for kind in kinds if table()[kind].tier in (0, 1))


def in_order(kinds: Iterable[ClaimKind], weight: dict[ClaimKind, int]) -> tuple[ClaimKind, ...]:
    """Return kinds from the main one down: by tier, then by ``weight`` (reports that tell it), then by the table.

    A particular kind that fewer than half as many reports tell as a general one stands among the general ones: where
    one paper of four speaks of shelling and all of an attack, it is an attack.
    """
    entries = table()
    told = set(kinds)
    general = max((weight.get(kind, 0) for kind in told if entries[kind].tier == 1), default=0)

    def tier(kind: ClaimKind) -> int:
        lone = entries[kind].tier == 0 and 2 * weight.get(kind, 0) < general
        return 1 if lone else entries[kind].tier

    return tuple(sorted(told, key=lambda kind: (tier(kind), -weight.get(kind, 0), entries[kind].rank)))


def figure_rank(kind: ClaimKind) -> tuple[int, int]:
    """Return where a kind stands among an event's questions: people, things, occurrences, what surrounds them."""
    entry = table()[kind]
    group = {2: 0, 3: 1, 0: 2, 1: 2, 4: 3}[entry.tier]
    return group, entry.rank
