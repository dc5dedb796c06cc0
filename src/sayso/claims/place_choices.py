"""Which of the places of a name a report means: decided jointly, by what holds it, its company and its size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.claims.place_names import Named
from sayso.ports import Candidate
from sayso.records import Place

EARTH_KM = 6371.0

ROUNDS = 3
"""How often the choice is made again with the company that the last round found; it seldom changes after two."""

MOST_COMPANIONS = 80
"""Places that are asked for company, the surest first; no report names more that matter, a directory does."""

NEAR_KM = 120.0
"""The distance at which a neighbour's pull has fallen to a third."""

HOLDS_KM = 150.0
"""How far from the middle of a district, or of a region of our own list, a place within it may lie."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for a place, in points; set on LGL and GeoVirus, half of each, measured on the other half."""

    size: float = 0.6
    """For each factor of ten of people."""
    country: float = 3.0
    province: float = 2.2
    district: float = -0.8
    listed: float = 3.0
    capital: float = 1.0
    metropolis: float = 0.8
    """For a town of half a million or more, which news need not introduce."""
    alternate: float = -1.0
    variant: float = -2.0
    namesake: float = -3.0
    """For a division that has a town of its own name within."""
    overshadowed: float = -2.0
    """For a division, by another name than its own, beside a larger place of that name abroad: Gaza of Mozambique."""
    held: float = 5.0
    """For lying within the place that the report says it lies in."""
    same_country: float = 2.0
    same_province: float = 1.2
    near: float = 2.0
    nearest: float = 0.9
    """For the nearest other name's place, whatever the rest."""


METROPOLIS = 500_000

POPULOUS = 200_000
"""People of a province that is likelier to be meant than a town; the parishes of small islands are not."""

LONE = 0.35
"""The part of the pull of a country or province that a single companion there has already."""

WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Choice:
    """The place a name is taken for, the runner-up, by how many points it won, and why."""

    candidate: Candidate | None
    runner_up: Candidate | None
    margin: float
    why: str


def choose(named: Sequence[Named], weights: Weights = WEIGHTS) -> tuple[Choice, ...]:
    """Return the choice for each name: names that are alike and held by the same place are one place."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, name in enumerate(named):
        groups.setdefault((name.text.casefold(), (name.within or "").casefold()), []).append(number)
    for key in [key for key in groups if not key[1]]:
        holders = [other for other in groups if other[0] == key[0] and other[1]]
        if len(holders) == 1:
            groups[holders[0]].extend(groups.pop(key))
    keys = sorted(groups, key=lambda key: min(groups[key]))
    candidates = {key: _bound(named[min(groups[key])]) for key in keys}
    base = {key: [_alone(candidate, candidates[key], weights) for candidate in candidates[key]] for key in keys}
    by_name: dict[str, list[Candidate]] = {}
    for key in keys:
        by_name.setdefault(key[0], []).extend(candidates[key])
    holders_of = {key: _holders(key, groups, named, by_name) for key in keys}
    for key in keys:
        if holders_of[key]:
            base[key] = [
                score + (weights.held if any(holds(holder, candidate) for holder in holders_of[key]) else 0.0)
                for score, candidate in zip(base[key], candidates[key], strict=True)
            ]
    scores = base
    for _ in range(ROUNDS):
        company = _company(keys, groups, candidates, scores)
        scores = {
            key: [
                score + _pull(candidate, key, company, weights)
                for score, candidate in zip(base[key], candidates[key], strict=True)
            ]
            for key in keys
        }
    choices: dict[int, Choice] = {}
    for key in keys:
        choice = _best(candidates[key], scores[key], holders_of[key], named[min(groups[key])])
        for number in groups[key]:
            choices[number] = choice
    return tuple(choices[number] for number in range(len(named)))


def _bound(name: Named) -> tuple[Candidate, ...]:
    """Return the places that a name may mean: where its own phrase says in what it lies, those that lie there."""
    candidates = tuple(dict.fromkeys(name.candidates))
    holders = [holder for holder in name.holders if holder.feature in ("A.PCLI", "A.ADM1")]
    if not name.binds or not holders or any(not candidate.place.country for candidate in candidates):
        return candidates
    return tuple(c for c in candidates if any(holds(holder, c) or holder.place == c.place for holder in holders))


def _alone(candidate: Candidate, rivals: Sequence[Candidate], weights: Weights) -> float:
    """Return the points that a place has before its company is looked at."""
    place = candidate.place
    score = weights.size * math.log10(place.population + 10)
    if candidate.feature == "A.PCLI":
        score += weights.country
    elif candidate.feature == "A.ADM1":
        score += weights.province if place.population >= POPULOUS else 0.0
    elif candidate.feature == "A.ADM2":
        score += weights.district
    elif candidate.match == "list":
        score += weights.listed
    elif candidate.feature == "P.PPLC":
        score += weights.capital
    if candidate.feature.startswith("P.") and place.population >= METROPOLIS:
        score += weights.metropolis
    if candidate.feature.startswith("A.ADM") and any(
        rival.feature.startswith("P.") and rival.place.admin1 == place.admin1 for rival in rivals
    ):
        score += weights.namesake
    if (
        candidate.match == "alternate"
        and candidate.feature == "A.ADM1"
        and any(
            rival.match == "exact"
            and rival.place.country != place.country
            and rival.place.population >= place.population
            for rival in rivals
        )
    ):
        score += weights.overshadowed
    if candidate.match == "alternate" and place.name.endswith(" City"):
        return score  # New York and Kuwait are New York City and Kuwait City as much as the divisions around them.
    score += {"alternate": weights.alternate, "variant": weights.variant}.get(candidate.match, 0.0)
    return score


def _holders(
    key: tuple[str, str],
    groups: Mapping[tuple[str, str], list[int]],
    named: Sequence[Named],
    by_name: Mapping[str, list[Candidate]],
) -> list[Candidate]:
    if not key[1]:
        return []
    found = by_name.get(key[1], [])
    for number in groups[key]:
        found = found or list(named[number].holders)
    return [candidate for candidate in found if candidate.feature.startswith(("A.", "L."))]


def holds(holder: Candidate, candidate: Candidate) -> bool:
    """Tell whether a place lies within another, as far as codes and distance tell."""
    outer, inner = holder.place, candidate.place
    if outer == inner:
        return False
    if holder.feature == "A.PCLI":
        return outer.country == inner.country
    if holder.feature == "A.ADM1":
        return outer.admin1 == inner.admin1 and candidate.feature != "A.ADM1"
    return kilometres(outer, inner) <= HOLDS_KM


@dataclass(frozen=True, slots=True)
class _Companion:
    key: tuple[str, str]
    place: Place
    feature: str
    weight: float


def _company(
    keys: Sequence[tuple[str, str]],
    groups: Mapping[tuple[str, str], list[int]],
    candidates: Mapping[tuple[str, str], Sequence[Candidate]],
    scores: Mapping[tuple[str, str], Sequence[float]],
) -> list[_Companion]:
    """Return each name's places with how sure they are, times a little more for names that stand more often."""
    company = []
    for key in keys:
        if not candidates[key]:
            continue
        top = max(scores[key])
        shares = [math.exp(score - top) for score in scores[key]]
        total = sum(shares)
        for candidate, share in zip(candidates[key], shares, strict=True):
            if share / total > 0.1:
                weight = share / total * (1 + math.log(len(groups[key])))
                company.append(_Companion(key, candidate.place, candidate.feature, weight))
    return sorted(company, key=lambda companion: -companion.weight)[:MOST_COMPANIONS]


def _pull(candidate: Candidate, key: tuple[str, str], company: Sequence[_Companion], weights: Weights) -> float:
    """Return the points that a place has from the places that the other names are taken for."""
    place = candidate.place
    total = country = province = near = nearest = 0.0
    for other in company:
        if other.key[0] == key[0]:
            continue
        total += other.weight
        if place.country and place.country == other.place.country:
            country += other.weight
            if place.admin1 and place.admin1 == other.place.admin1:
                province += other.weight
        if other.feature not in ("A.PCLI",) and place.lat is not None and other.place.lat is not None:
            pull = other.weight * math.exp(-kilometres(place, other.place) / NEAR_KM)
            near += pull
            nearest = max(nearest, min(pull, 1.0))
    if not total:
        return 0.0
    # A lone companion is thin evidence; a dozen are no thicker than five.
    thick = min(1.0, 0.4 + total / 8)
    return (
        thick * (weights.same_country * country + weights.same_province * province + weights.near * near) / total
        + weights.same_country * min(country, 1.0) * LONE
        + weights.same_province * min(province, 1.0) * LONE
        + weights.nearest * nearest
    )


def _best(
    candidates: Sequence[Candidate],
    scores: Sequence[float],
    holders: Sequence[Candidate],
    name: Named,
) -> Choice:
    if not candidates:
        where = f" in {name.within}" if name.binds and name.candidates else ""
        return Choice(None, None, 0.0, f"The gazetteer has no place of the name {name.text}{where}.")
    ranked = sorted(
        zip(candidates, scores, strict=True),
        key=lambda pair: (-pair[1], -pair[0].place.population, pair[0].place.geonames_id or 0, pair[0].place.name),
    )
    best, top = ranked[0]
    rivals = [(candidate, score) for candidate, score in ranked[1:] if not _same(best, candidate)]
    runner_up, second = rivals[0] if rivals else (None, -math.inf)
    return Choice(best, runner_up, top - second, _reason(name, best, runner_up, holders))


def _same(one: Candidate, other: Candidate) -> bool:
    """Tell whether two entries are one place seen twice: a town and the division of its name around it."""
    return (
        holds(one, other)
        or holds(other, one)
        or (
            one.place.country == other.place.country
            and one.place.admin1 == other.place.admin1
            and kilometres(one.place, other.place) < HOLDS_KM
        )
    )


def _reason(name: Named, best: Candidate, runner_up: Candidate | None, holders: Sequence[Candidate]) -> str:
    place = best.place
    how = {
        "exact": "is its name in the gazetteer",
        "alternate": f"is another name of {place.name}",
        "variant": f"sounds like {place.name}",
        "list": f"stands on the list of regions, waters and abbreviations as {place.name}",
    }[best.match]
    holder = next((holder for holder in holders if holds(holder, best)), None)
    if holder is not None:
        return f"{name.text} {how}, and the report says that it lies in {holder.place.name}."
    if runner_up is None:
        return f"{name.text} {how}, and no other place there goes by it."
    return f"{name.text} {how}; the other places of the report and its size speak for it before {_told(runner_up)}."


def _told(candidate: Candidate) -> str:
    place = candidate.place
    return f"{place.name} ({place.country})" if place.country and candidate.feature != "A.PCLI" else place.name


def kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance of two places in kilometres; infinite where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    a = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(a))
