"""Knows how two places stand to each other: the same, one within the other, near, apart."""

from __future__ import annotations

import functools
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from sayso.records import Place
from sayso.text.names import fold

EARTH_RADIUS_KM = 6371.0
NEAR_KM = 15.0
"""A village and the town after which papers name its happenings; towns of one conurbation."""

_WITHIN_KM = {"neighbourhood": 25.0, "city": 25.0, "district": 60.0, "feature": 60.0}
"""How far the middle of a finer place may lie from that of a coarser one that holds it, where no code decides."""

_COARSENESS = {"neighbourhood": 0, "city": 1, "feature": 2, "district": 3, "region": 4, "country": 5}


class PlaceRelation(StrEnum):
    """How two places stand to each other; UNKNOWN where the gazetteer cannot tell."""

    SAME = "same"
    WITHIN = "within"
    WITHIN_COUNTRY = "within_country"
    NEAR = "near"
    APART = "apart"
    UNKNOWN = "unknown"


def coarseness(place: Place) -> int:
    """Return 0 for a neighbourhood up to 5 for a country; what is no known precision counts as a feature."""
    return _COARSENESS.get(place.precision, _COARSENESS["feature"])


@functools.lru_cache(maxsize=65536)
def relation(left: Place, right: Place) -> PlaceRelation:
    """Return how two places stand to each other; the order of the two does not matter."""
    if left == right or (left.geonames_id is not None and left.geonames_id == right.geonames_id):
        return PlaceRelation.SAME
    coarse, fine = (left, right) if _key(left) >= _key(right) else (right, left)
    if None not in (coarse.country, fine.country) and coarse.country != fine.country and coarse.precision != "feature":
        if coarse.precision in ("country", "region"):
            return PlaceRelation.APART
        return _by_distance(coarse, fine)
    if coarse.precision == "country":
        return PlaceRelation.WITHIN_COUNTRY if fine.country else PlaceRelation.UNKNOWN
    if coarse.precision == fine.precision and fold(coarse.name) == fold(fine.name) and coarse.admin1 == fine.admin1:
        return PlaceRelation.SAME
    if coarse.precision == "region" and coarse.admin1 and fine.admin1:
        if coarse.admin1 != fine.admin1:
            return PlaceRelation.APART
        return PlaceRelation.WITHIN if fine.precision != "region" else PlaceRelation.APART
    if coarse.precision == "region":
        return PlaceRelation.UNKNOWN
    if coarse.precision == "district" and coarse.admin1 and fine.admin1 and coarse.admin1 != fine.admin1:
        return PlaceRelation.APART
    return _by_distance(coarse, fine)


def distance_km(left: Place, right: Place) -> float | None:
    """Return the great-circle distance in kilometres (haversine), None where one has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    one, other = radians(left.lat), radians(right.lat)
    across = radians(right.lon - left.lon)
    half = sin((other - one) / 2) ** 2 + cos(one) * cos(other) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


def _by_distance(coarse: Place, fine: Place) -> PlaceRelation:
    apart = distance_km(coarse, fine)
    if apart is None:
        return PlaceRelation.UNKNOWN
    if apart <= NEAR_KM:
        return PlaceRelation.NEAR
    if coarse.precision != fine.precision and apart <= _WITHIN_KM.get(coarse.precision, 0.0):
        return PlaceRelation.WITHIN
    if coarse.precision == "feature":
        # A river or a region of the list is long, and its one coordinate says little.
        return PlaceRelation.UNKNOWN if apart <= 300.0 else PlaceRelation.APART
    return PlaceRelation.APART


def _key(place: Place) -> tuple[int, str, int]:
    return coarseness(place), place.name, place.geonames_id or 0
