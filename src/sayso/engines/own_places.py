"""Places of a user's own, from files in GeoNames' dump format, laid over the packaged gazetteer."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.engines.gazetteer import (
    PackagedGazetteer,
    english_for,
    key_of,
    name_check,
    named_and_variants,
    places_of,
    ranked,
    shown,
)
from sayso.engines.geonames_dump import Row, digest_of, rows_of
from sayso.engines.spellings import SHORTEST_VARIANT, is_usable, plain, sound
from sayso.errors import InputError
from sayso.ports import Candidate
from sayso.records import Place

if TYPE_CHECKING:
    from numpy import ndarray

VERSION = "own-places@1"
"""The rules of this module; with the digest of the files a part of the gazetteer's version."""

OF_NO_PROVINCE = ("", "00")
"""First-level codes by which GeoNames says that a place lies in no division."""

NATURAL = ("H.", "L.", "T.", "U.", "V.")
"""Classes of waters, areas, mountains and forests, which news names with the word for them (the Cagayan River)."""

FIELDS = ("ids", "lats", "lons", "populations", "features", "countries", "divisions")


class LayeredGazetteer:
    """Implements :class:`sayso.ports.Gazetteer`: the packaged one with the places of some files laid over it.

    A later file goes before an earlier one, and every file before what is packaged: of a place with the same id, its
    row says name, point, kind, country and population. Names add up: each name of any of them leads to the place.
    """

    def __init__(self, packaged: PackagedGazetteer, files: Sequence[Path]) -> None:
        self._packaged = packaged
        self._files = tuple(files)
        self._ranked = lru_cache(maxsize=65536)(self._look_up)

    def __reduce__(self) -> tuple[type[LayeredGazetteer], tuple[PackagedGazetteer, tuple[Path, ...]]]:
        """Travel to another process without the places, which are read there."""
        return LayeredGazetteer, (self._packaged, self._files)

    @cached_property
    def version(self) -> str:
        """Name the packaged data, the rules, and the content of the files."""
        return f"{self._packaged.version}+{VERSION}-{self._digest[:16]}"

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256("".join(digest_of(file) for file in self._files).encode()).hexdigest()

    def read(self) -> int:
        """Read the files now, not at the first question, and return how many places they hold. Raises InputError."""
        return len(self._places)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that ``name`` may mean, most populous first; empty when it is no place name."""
        return self._ranked(" ".join(name.split()))

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code that a country name or demonym stands for ("Ukrainian" -> "UA")."""
        return self._packaged.country_of(word)

    def country_name(self, code: str) -> str | None:
        """Return the common English name of a country ("UA" -> "Ukraine")."""
        return self._packaged.country_name(code)

    @cached_property
    def _places(self) -> _OwnPlaces:
        return _read(self._files, self._digest)

    def _look_up(self, name: str) -> tuple[Candidate, ...]:
        return ranked([self._places.instead_of(candidate) for candidate in places_of(name, self._found)])

    def _found(self, name: str) -> tuple[Candidate, ...]:
        own = tuple(self._places.candidates(name))
        named, variants = named_and_variants(name)
        exact = tuple(c for c in own if c.match != "variant") + named
        if exact:
            return exact
        return tuple(c for c in own if c.match == "variant") + variants


class _OwnPlaces:
    """Columns over the places, and keys of names in ascending order with the place of each, as in the packaged index.

    A hundred thousand places as objects would take some hundred megabytes; as columns they take thirteen.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        import numpy as np

        names: list[str] = []
        columns = {field: array("q") for field in FIELDS}
        keys, places, checks = array("Q"), array("I"), array("B")
        number_of: dict[int, int] = {}
        features: dict[str, int] = {}
        countries: dict[str, int] = {}
        divisions: dict[str, int] = {}
        for row in rows:
            number = number_of.setdefault(row.id, len(number_of))
            values = (
                row.id,
                round(row.lat * 1e5),
                round(row.lon * 1e5),
                row.population,
                features.setdefault(_feature(row.feature), len(features)),
                countries.setdefault(row.country, len(countries)),
                divisions.setdefault(f"{row.country}.{row.admin1}" if _in_province(row) else "", len(divisions)),
            )
            if number == len(names):
                names.append(_main_name(row))
                for field, value in zip(FIELDS, values, strict=True):
                    columns[field].append(value)
            else:
                names[number] = _main_name(row)
                for field, value in zip(FIELDS, values, strict=True):
                    columns[field][number] = value
            for spelt in {plain(name) for name in _names(row)} - {""}:
                keys.append(key_of(sound(spelt)))
                places.append(number)
                checks.append(name_check(spelt))
        self._features, self._countries, self._divisions = list(features), list(countries), list(divisions)
        self._columns: dict[str, ndarray] = {field: np.array(values) for field, values in columns.items()}
        order = np.lexsort((np.array(checks, np.uint8), np.array(places, np.uint32), np.array(keys, np.uint64)))
        self._keys = np.array(keys, dtype=np.uint64)[order]
        self._name_places = np.array(places, dtype=np.uint32)[order]
        self._checks = np.array(checks, dtype=np.uint8)[order]
        encoded = [name.encode() for name in names]
        self._text = b"".join(encoded)
        self._ends = np.cumsum([len(name) for name in encoded], dtype=np.int64)
        self._numbers = np.argsort(self._columns["ids"], kind="stable")
        self._ids = self._columns["ids"][self._numbers]

    def __len__(self) -> int:
        return len(self._ids)

    def candidates(self, name: str) -> Iterator[Candidate]:
        """Yield the places with this name, and as variants those with one that sounds so."""
        import numpy as np

        spelt = plain(name)
        sounds = sound(spelt)
        key, check = key_of(sounds), name_check(spelt)
        first = int(np.searchsorted(self._keys, np.uint64(key))) if spelt else len(self._keys)
        matches: dict[int, str] = {}
        while first < len(self._keys) and int(self._keys[first]) == key:
            number = int(self._name_places[first])
            if int(self._checks[first]) == check:
                matches[number] = "alternate"
            elif len(sounds) >= SHORTEST_VARIANT:
                matches.setdefault(number, "variant")
            first += 1
        for number, match in matches.items():
            yield self._candidate(number, self._how(number, match, spelt))

    def instead_of(self, candidate: Candidate) -> Candidate:
        """Return what the files say of a candidate's place, met by the same name; the candidate where they do not."""
        import numpy as np

        identity = candidate.place.geonames_id
        if identity is None or not len(self._ids):
            return candidate
        position = int(np.searchsorted(self._ids, identity))
        if position == len(self._ids) or int(self._ids[position]) != identity:
            return candidate
        return self._candidate(int(self._numbers[position]), candidate.match)

    def _how(self, number: int, match: str, spelt: str) -> str:
        if match == "variant":
            return match
        if " " in spelt and self._feature_of(number).startswith(NATURAL):
            return "list"
        return "exact" if spelt == plain(self._name(number)) else match

    def _candidate(self, number: int, match: str) -> Candidate:
        columns, feature, name = self._columns, self._feature_of(number), self._name(number)
        identity = int(columns["ids"][number])
        place = Place(
            name=english_for().get((identity, name)) or shown(name),
            geonames_id=identity,
            lat=int(columns["lats"][number]) / 1e5,
            lon=int(columns["lons"][number]) / 1e5,
            precision=_precision(feature),
            country=self._countries[int(columns["countries"][number])] or None,
            admin1=self._divisions[int(columns["divisions"][number])] or None,
            population=int(columns["populations"][number]),
        )
        return Candidate(place, feature, match)

    def _feature_of(self, number: int) -> str:
        return self._features[int(self._columns["features"][number])]

    def _name(self, number: int) -> str:
        start = int(self._ends[number - 1]) if number else 0
        return self._text[start : int(self._ends[number])].decode()


@lru_cache(maxsize=2)
def _read(files: tuple[Path, ...], digest: str) -> _OwnPlaces:
    """Return the places of files whose content has this digest; in one process they are read once."""
    places = _OwnPlaces(row for file in files for row in rows_of(file))
    if hashlib.sha256("".join(digest_of(file) for file in files).encode()).hexdigest() != digest:
        raise InputError(
            f"A gazetteer changed while it was read ({', '.join(map(str, files))}).",
            advice="Give the same command again when the file is written.",
        )
    return places


def _main_name(row: Row) -> str:
    return row.name if is_usable(row.name) or not row.ascii_name else row.ascii_name


def _names(row: Row) -> Iterator[str]:
    """Yield the names by which an English report may call a place: the main one always, and the usable others."""
    yield _main_name(row)
    yield from (name for name in (row.ascii_name, *row.others) if is_usable(name))


def _in_province(row: Row) -> bool:
    return bool(row.country) and row.admin1 not in OF_NO_PROVINCE


def _feature(feature: str) -> str:
    """Return the feature as the reading rules know it: a country is one whether it is sovereign or not."""
    return "A.PCLI" if feature.startswith("A.PCL") and feature != "A.PCLH" else feature


def _precision(feature: str) -> str:
    if feature == "A.PCLI":
        return "country"
    if feature.startswith("A.ADM1") or feature in ("A.PCLH", "L.RGN", "L.CONT"):
        return "region"
    if feature.startswith("A."):
        return "district"
    if feature == "P.PPLX":
        return "neighbourhood"
    return "city" if feature.startswith("P.") else "feature"
