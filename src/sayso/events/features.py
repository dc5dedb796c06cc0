"""Knows what speaks for and against two reports' telling of one occurrence."""

from __future__ import annotations

from sayso.events import kinds, people, places, times, weights
from sayso.events.telling import Telling
from sayso.records import ClaimKind, Place
from sayso.text.intervals import Bounds, Number, meet

SMALL_PLACE = 500_000
"""Inhabitants below which two happenings at one place on unknown days are seldom two."""


def conflict(left: Telling, right: Telling) -> str | None:
    """Return why two tellings can never be of one occurrence, None where nothing forbids it."""
    if left.cumulative != right.cumulative and not _same_toll(left, right):
        return "a toll over a longer time is no part of one occurrence"
    for one in left.places:
        for other in right.places:
            if places.relation(one, other) is places.PlaceRelation.APART:
                return f"{one.name} and {other.name} are apart"
    for one_moment in left.moments:
        for another in right.moments:
            if times.clash(one_moment, another):
                return f"{one_moment.when.edtf} and {another.when.edtf} cannot be one time"
    if left.happening.claims[0].report == right.happening.claims[0].report:
        if left.reference != right.reference:
            return "one report tells one as the background of the other"
        if not kinds.all_fit(left.kinds, right.kinds):
            return "one report tells of two kinds of occurrence"
    return None


def _same_toll(left: Telling, right: Telling) -> bool:
    """Tell whether a figure of the long toll is also the other's, whose day nobody says."""
    dated = right if left.cumulative else left
    return dated.time is None and any(figure in right.figures for figure in left.figures)


def compare(left: Telling, right: Telling) -> weights.Features:
    """Return the readable table of features of two tellings between which nothing is forbidden."""
    found = [
        *_where(left.place, right.place),
        *_when(left, right),
        *_what(left, right),
        *_who(left, right),
        *_how_many(left, right),
        *_words(left, right),
    ]
    return weights.weighed("across", found)


def _where(left: Place | None, right: Place | None) -> list[tuple[str, float]]:
    if left is None or right is None:
        return [("place_missing", 1)]
    relation = places.relation(left, right)
    if relation is places.PlaceRelation.SAME:
        if places.coarseness(left) >= 5:
            return [("place_within_country", 1)]
        if places.coarseness(left) >= 3:
            return [("place_within", 1)]
        small = left.population < SMALL_PLACE
        return [("same_place", 1), ("small_place", 1)] if small else [("same_place", 1)]
    if relation is places.PlaceRelation.NEAR:
        return [("place_near", 1)]
    if relation is places.PlaceRelation.WITHIN:
        return [("place_within", 1)]
    if relation is places.PlaceRelation.WITHIN_COUNTRY:
        return [("place_within_country", 1)]
    return []


def _when(left: Telling, right: Telling) -> list[tuple[str, float]]:
    if left.time is not None and right.time is not None:
        if not times.can_be_one(left.time, right.time):
            return [("one_night", 1)]
        one, other = times.days_of(left.time), times.days_of(right.time)
        if one == 1 and other == 1:
            return [("same_day", 1)]
        if one is not None and other is not None and max(one, other) <= 8:
            return [("time_close", 1)]
        return [("time_overlaps", 1)]
    if left.time is not None or right.time is not None:
        dated, undated = (left, right) if left.time is not None else (right, left)
        return _told_after(dated, undated)
    if left.told is None or right.told is None:
        return []
    return _told(abs(left.told - right.told))


def _told_after(dated: Telling, undated: Telling) -> list[tuple[str, float]]:
    """Compare a happening's day with the day on which the other report's sources spoke."""
    if dated.time is None or undated.told is None:
        return []
    first, last = times.first_day(dated.time), times.last_day(dated.time)
    if first is None or last is None:
        return []
    if undated.told < first - 1:
        return [("told_before", 1)]
    gap = max(0, undated.told - last)
    return [("told_same_day", 1)] if gap <= 3 else _told(gap)


def _told(gap: int) -> list[tuple[str, float]]:
    if gap <= 1:
        return [("told_same_day", 1)]
    if gap <= 7:
        return [("told_close", 1)]
    if gap <= 14:
        return []
    return [("told_apart", 1)] if gap <= 60 else [("told_far_apart", 1)]


def _what(left: Telling, right: Telling) -> list[tuple[str, float]]:
    shared = left.kinds & right.kinds
    causes_left, causes_right = kinds.occurrences(left.kinds), kinds.occurrences(right.kinds)
    found: list[tuple[str, float]] = []
    if causes_left & causes_right:
        found.append(("same_occurrence", 1))
    elif not kinds.all_fit(left.kinds, right.kinds):
        found.append(("other_occurrence", 1))
    outcomes = len(shared - causes_left)
    if outcomes:
        found.append(("same_outcome", min(2, outcomes)))
    if not shared:
        found.append(("no_shared_kind", 1))
    return found


def _who(left: Telling, right: Telling) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    likeness = max((people.alike(a, b) for _, a in left.people for _, b in right.people), default=0.0)
    if likeness == 1:
        found.append(("same_people", 1))
    elif likeness > 0:
        found.append(("like_people", 1))
    elif _all_others(left, right):
        found.append(("other_people", 1))
    if left.units & right.units:
        found.append(("same_unit", 1))
    if any(people.alike(a, b) > 0 for a in left.actors for b in right.actors):
        found.append(("same_actors", 1))
    elif left.actors and right.actors and all(people.clash(a, b) for a in left.actors for b in right.actors):
        found.append(("other_actors", 1))
    return found


def _all_others(left: Telling, right: Telling) -> bool:
    shared = {kind for kind, _ in left.people} & {kind for kind, _ in right.people}
    return bool(shared) and all(
        people.clash(a, b) for kind, a in left.people for other, b in right.people if kind is other and kind in shared
    )


def _how_many(left: Telling, right: Telling) -> list[tuple[str, float]]:
    same = like = other = 0.0
    kinds_left = {kind for kind, _, _ in left.figures}
    for kind in sorted(kinds_left & {kind for kind, _, _ in right.figures}):
        ones = [figure for figure in left.figures if figure[0] is kind]
        others = [figure for figure in right.figures if figure[0] is kind]
        equal = {figure[2] for figure in ones} & {figure[2] for figure in others} - {None}
        if equal:
            same += max(_rarity(value) for value in equal if value is not None)
        elif any(_close(a[1], b[1]) for a in ones for b in others):
            like += 1
        else:
            other += 2 if _far(ones, others) else 1
    # A toll that grows while it is told differs without being another's.
    grew = left.told is not None and right.told is not None and left.told != right.told
    found: list[tuple[str, float]] = []
    if same:
        found.append(("same_figure", min(6.0, same)))
    if like:
        found.append(("like_figure", min(2.0, like)))
    if other:
        found.append(("other_figure", min(2.0, other) / (2 if grew else 1)))
    return found


def _close(left: Bounds, right: Bounds) -> bool:
    """Tell whether two figures can be one, or are large and a twentieth apart: counts of one crowd seldom agree."""
    if meet(left, right):
        return True
    low, high = sorted((_least(left), _least(right)))
    return low >= 100 and high <= 1.05 * low


def _rarity(value: Number) -> float:
    return 4.0 if value >= 100 else 3.0 if value >= 10 else 2.0 if value >= 3 else 1.0


def _far(
    ones: list[tuple[ClaimKind, Bounds, Number | None]], others: list[tuple[ClaimKind, Bounds, Number | None]]
) -> bool:
    lows = sorted((min(_least(f[1]) for f in ones), min(_least(f[1]) for f in others)))
    return lows[1] >= 3 * max(lows[0], 1)


def _least(bounds: Bounds) -> float:
    return float(bounds[0] if bounds[0] is not None else bounds[1] or 0)


def _words(left: Telling, right: Telling) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    names = len(left.names & right.names)
    if names:
        found.append(("shared_name", min(3, names)))
    fewer = min(len(left.words), len(right.words))
    if fewer >= 6 and len(left.words & right.words) / fewer >= 1 / 3:
        found.append(("shared_words", 1))
    fewer = min(len(left.runs), len(right.runs))
    if fewer >= 4 and len(left.runs & right.runs) / fewer >= 1 / 3:
        found.append(("shared_wording", 1))
    return found
