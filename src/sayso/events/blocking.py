"""Knows which tellings are worth comparing: those that share a place, a figure, a name or wording, near in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from math import floor

from sayso.events import kinds, places, times
from sayso.events.telling import Telling

LARGEST_BLOCK = 60
"""Up to so many tellings of one key are all compared with each other; in larger blocks only neighbours are."""

WINDOW = 8
"""How many followers each telling of a large block is compared with, in order of time, figures and report."""

_CELL = 0.5
"""Degrees; each place lies in four cells of grids set off by half a cell, so that near places share one."""

_WEEK = 7
_FEWEST_NAMES = 3


def pairs_of(tellings: Sequence[Telling]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of positions in ``tellings`` to compare, in order. ``tellings`` stand in canonical order."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for position, telling in enumerate(tellings):
        for key in dict.fromkeys(_keys(telling)):
            blocks[key].append(position)
    bounds = [_bounds(telling) for telling in tellings]
    order = sorted(range(len(tellings)), key=lambda position: _neighbour_key(tellings[position]))
    rank = {position: at for at, position in enumerate(order)}
    found: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= LARGEST_BLOCK:
            found.update(
                (a, b)
                for at, a in enumerate(members)
                for b in members[at + 1 :]
                if (a, b) not in found and _meet(bounds[a], bounds[b])
            )
            continue
        near = sorted(members, key=rank.__getitem__)
        for at, a in enumerate(near):
            close = [b for b in near[at + 1 : at + 1 + 4 * WINDOW] if _meet(bounds[a], bounds[b])]
            found.update((min(a, b), max(a, b)) for b in close[:WINDOW])
    return tuple(sorted(found))


def neighbourhoods(size: int, pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return the connected components of ``pairs`` over ``size`` positions: each can be linked by itself."""
    parents = list(range(size))

    def root(position: int) -> int:
        while parents[position] != position:
            parents[position] = parents[parents[position]]
            position = parents[position]
        return position

    for a, b in pairs:
        one, other = root(a), root(b)
        if one != other:
            parents[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(size):
        groups[root(position)].append(position)
    return tuple(tuple(groups[first]) for first in sorted(groups))


_Bounds = tuple[int, int, float, float, float, float]
"""First and last day, south, north, west and east end of where and when a telling can lie, generously."""

_FAR_DEGREES = 0.6
"""Half the degrees of latitude beyond which two towns are apart for certain; of longitude it is taken twice."""


def _bounds(telling: Telling) -> _Bounds:
    first = last = None
    if telling.time is not None:
        first, last = times.first_day(telling.time), times.last_day(telling.time)
    # A night has two dates.
    days = ((first or 1) - 1, (last or 10**7) + 1)
    place = telling.place
    if place is None or places.coarseness(place) > 1 or place.lat is None or place.lon is None:
        return *days, -90.0, 90.0, -360.0, 360.0
    south, north = place.lat - _FAR_DEGREES, place.lat + _FAR_DEGREES
    return *days, south, north, place.lon - 2 * _FAR_DEGREES, place.lon + 2 * _FAR_DEGREES


def _meet(one: _Bounds, other: _Bounds) -> bool:
    """Tell cheaply whether two tellings can be of one time and place."""
    return (
        one[0] <= other[1]
        and other[0] <= one[1]
        and one[2] <= other[3]
        and other[2] <= one[3]
        and one[4] <= other[5]
        and other[4] <= one[5]
    )


def _keys(telling: Telling) -> Iterator[Hashable]:
    weeks = _weeks(telling)
    cells = list(_cells(telling))
    for cell in cells:
        yield cell
        for week in weeks:
            yield cell, week
        for kind in sorted(telling.kinds):
            yield cell, kind
    for kind, _, exact in telling.figures:
        if exact is not None and exact >= 2:
            yield "figure", kind, exact
            for week in weeks:
                yield "figure", kind, exact, week
            for cell in cells:
                yield "figure", kind, exact, cell
    for kind in sorted(kinds.occurrences(telling.kinds)):
        for week in weeks:
            yield "kind", kind, week
    for name in sorted(telling.names):
        yield "name", name
    for run in sorted(telling.runs)[:_FEWEST_NAMES]:
        yield "run", run


def _cells(telling: Telling) -> Iterator[Hashable]:
    for place in telling.places:
        if places.coarseness(place) >= 4 or place.lat is None or place.lon is None:
            yield "area", place.admin1 or place.country or place.name
            continue
        for shift in (0.0, 0.5):
            for other in (0.0, 0.5):
                yield "cell", shift, other, floor(place.lat / _CELL + shift), floor(place.lon / _CELL + other)
        yield "area", place.admin1 or place.country


def _weeks(telling: Telling) -> tuple[int, ...]:
    """Return two overlapping fortnights in which the happening, or its telling, lies; none where no day is known."""
    day = times.first_day(telling.time) if telling.time is not None else telling.told
    if day is None:
        return ()
    return day // _WEEK, day // _WEEK + 1


def _neighbour_key(telling: Telling) -> tuple[str, str, tuple[str, int, str]]:
    when = telling.time.edtf if telling.time is not None else ""
    return when, str(telling.figures), telling.key
