"""The gazetteer: which places of the world a name may mean, and whose people a word names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from sayso.engines import spellings
from sayso.engines.spellings import SHORTEST_VARIANT, plain, sound
from sayso.errors import EngineError
from sayso.ports import Candidate
from sayso.records import Place

if TYPE_CHECKING:
    from numpy import ndarray

DATA = "geonames-2026@2"
"""The packaged data and our own tables; raise it when ``tools/build_gazetteer.py`` has been run or a table changed."""

TOWN, CAPITAL, PROVINCE, DISTRICT, COUNTRY = range(5)
FEATURES = ("P.PPL", "P.PPLC", "A.ADM1", "A.ADM2", "A.PCLI")
PRECISIONS = ("city", "city", "region", "district", "country")

KEY_BITS = 48
"""Of 700,000 names and a word that is none, two in a million million meet by chance."""

LISTED_POPULATION = 1_000_000
"""Where a sea, river or region of our own list stands among the towns of its name, most populous first."""

FIRST_LEVEL = ("oblast", "governorate", "province", "region", "state", "prefecture", "voivodeship", "krai", "republic",
               "department", "emirate", "canton", "territory")  # fmt: skip
SECOND_LEVEL = ("district", "raion", "county", "parish", "division", "zone")
"""Words for divisions; those of one level are translations of one another (Kharkiv Region is Kharkiv Oblast)."""

DIVISION = re.compile(
    rf"^(?:(?:the )?(?P<of>{'|'.join(FIRST_LEVEL + SECOND_LEVEL)}) of (?P<after>.+)"
    rf"|(?P<before>.+?)[ -](?P<word>{'|'.join(FIRST_LEVEL + SECOND_LEVEL)}))$",
    re.IGNORECASE,
)
"""A name with the word for a division, which may be recorded with another, or without, or be named for its town."""

TOWN_WORDS = re.compile(
    r"^(?:the )?(?:city|town|village|port|township|borough|municipality) of (?P<after>.+)"
    r"|^(?P<before>.+?) (?:city|town|village|township)$",
    re.IGNORECASE,
)

ADJECTIVAL = re.compile(r"(?:[’']?s[’']?ka|skaya|skyi|skiy|zka|zkaya|ckaya|cka)$", re.IGNORECASE)
"""Endings of Slavic divisions named for their town (Kharkivska, Belgorodskaya)."""


class PackagedGazetteer:
    """Looks names up in the packaged GeoNames index and in our own tables, loaded when first needed."""

    @property
    def version(self) -> str:
        """Name the data and the spelling rules."""
        return f"{DATA}/{spellings.VERSION}"

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that ``name`` may mean, most populous first; empty when it is no place name."""
        return _lookup(" ".join(name.split()))

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code that a country name or demonym stands for ("Ukrainian" -> "UA")."""
        return _country_words().get(word) or _country_words().get(plain(word))

    def country_name(self, code: str) -> str | None:
        """Return the common English name of a country ("UA" -> "Ukraine")."""
        return _country_names().get(code)


Found = Callable[[str], tuple[Candidate, ...]]
"""Returns the places of exactly a name; those of one that sounds so where there are none."""


@lru_cache(maxsize=65536)
def _lookup(name: str) -> tuple[Candidate, ...]:
    return places_of(name, _found)


def places_of(name: str, found: Found) -> tuple[Candidate, ...]:
    """Return what ``name`` may mean: by an abbreviation, by what is found of it, or by a word or ending in it."""
    abbreviated = _abbreviations().get(name)
    if abbreviated:
        return abbreviated
    return ranked(found(name) or _derived(name, found))


def ranked(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return each place once, as it was met first, the most populous before the others."""
    distinct = {(c.place.geonames_id, c.place.name, c.place.country): c for c in reversed(candidates)}
    return tuple(sorted(distinct.values(), key=_rank))


def _derived(name: str, found: Found) -> tuple[Candidate, ...]:
    """Return the places of a name that is not recorded as it stands but tells by a word or ending what it names."""
    if division := DIVISION.match(name):
        base, word = division["after"] or division["before"], division["of"] or division["word"]
        return _division_candidates(base, FIRST_LEVEL if word.lower() in FIRST_LEVEL else SECOND_LEVEL, found)
    if town := TOWN_WORDS.match(name):
        return tuple(c for c in found(town["after"] or town["before"]) if c.feature.startswith("P."))
    if ADJECTIVAL.search(name):
        return _division_candidates(ADJECTIVAL.sub("", name), FIRST_LEVEL, found)
    return ()


def _rank(candidate: Candidate) -> tuple[int, int, str]:
    place = candidate.place
    population = place.population or (LISTED_POPULATION if candidate.match == "list" else 0)
    return -population, place.geonames_id or 0, place.name


def _found(name: str) -> tuple[Candidate, ...]:
    named, variants = named_and_variants(name)
    return named or variants


def named_and_variants(name: str) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Return the packaged places of exactly this name, on our list or in the index, and those that sound so."""
    spelt = plain(name)
    if not spelt:
        return (), ()
    listed = _listed().get(spelt, ())
    key = sound(spelt)
    known = tuple(_index().candidates(key_of(key), spelt))
    exact = tuple(candidate for candidate in known if candidate.match != "variant")
    english = _towns_in_english().get(spelt)
    if english is not None and english.place.geonames_id not in {c.place.geonames_id for c in exact}:
        exact += (english,)
    variants = tuple(candidate for candidate in known if candidate.match == "variant")
    return listed + exact, variants if len(key) >= SHORTEST_VARIANT else ()


def _division_candidates(base: str, words: Sequence[str], found: Found) -> tuple[Candidate, ...]:
    """Return the divisions named ``base`` with one of ``words``, else without, else those of the town of that name."""
    translated = tuple(c for word in words for c in found(f"{base} {word}") if c.feature.startswith("A.ADM"))
    if translated and any(c.match != "variant" for c in translated):
        return tuple(c for c in translated if c.match != "variant")
    places = found(base)
    levels = ("A.ADM1", "L.") if words == FIRST_LEVEL else ("A.ADM2", "L.")
    divisions = tuple(c for c in places if c.feature.startswith(levels))
    if divisions:
        return divisions
    towns = sorted((c for c in places if c.feature.startswith("P.") and c.place.admin1), key=_rank)
    if words == SECOND_LEVEL:
        return tuple(towns)
    province = _index().province(towns[0].place.admin1) if towns and towns[0].place.admin1 else None
    return () if province is None else (province,)


# --- names as they are shown ---


TRANSLITERATED = frozenset("\u0304\u0323\u0331\u032e\u0325\u0324")
"""Macrons and marks below a letter: signs of scholars' transliterations, which newspapers leave out."""

SIGNS = frozenset("ʻʼʹʿʾ‘")
"""Signs for letters that Latin has not."""


@lru_cache(maxsize=65536)
def shown(name: str) -> str:
    """Return a name as English news writes it: in plain letters if it is transliterated, else as it is (Zürich)."""
    apart = unicodedata.normalize("NFD", name)
    if not any(char in SIGNS or char in TRANSLITERATED for char in apart) and not re.search("[dhztDHZT]\u0327", apart):
        return name
    letters = apart.replace("Đ", "D").replace("đ", "d").replace("Ð", "D").replace("ð", "d")
    letters = re.sub("’(?!s\\b)", "", letters)
    return "".join(char for char in letters if not unicodedata.combining(char) and char not in SIGNS)


# --- the packaged index ----------------------------------------------------------------------


def key_of(sounds: str) -> int:
    """Return the key under which the names of this sound stand in the index."""
    return int.from_bytes(hashlib.blake2b(sounds.encode(), digest_size=KEY_BITS // 8).digest(), "little")


def name_check(spelt: str) -> int:
    """Return eight bits that tell a recorded plain name from another of the same sound."""
    return zlib.crc32(spelt.encode()) & 0xFF


class _Index:
    """``gazetteer.npz``: columns over places, and keys of names in ascending order with the place of each."""

    def __init__(self, columns: Mapping[str, ndarray]) -> None:
        import numpy as np

        self._keys = _joined(columns["keys"], 8).view("<u8").ravel()
        self._places = _joined(columns["places"], 4).view("<u4").ravel()
        self._checks = columns["checks"]
        self._columns = columns
        text = columns["names"]
        self._ends = np.flatnonzero(text == ord("\n")).astype("<u4")
        self._text = text.tobytes()
        self._countries: list[str] = columns["country_codes"].tolist()
        self._divisions: list[str] = columns["division_codes"].tolist()

    def candidates(self, key: int, spelt: str) -> Iterator[Candidate]:
        """Yield the places with a name under ``key``; their match tells whether it is spelt so."""
        import numpy as np

        first = int(np.searchsorted(self._keys, np.uint64(key)))
        check = name_check(spelt)
        matches: dict[int, str] = {}
        while first < len(self._keys) and int(self._keys[first]) == key:
            number = int(self._places[first])
            if int(self._checks[first]) == check:
                english = _english_names().get(int(self._columns["ids"][number]), "")
                matches[number] = "exact" if spelt in (plain(self.name(number)), plain(english)) else "alternate"
            else:
                matches.setdefault(number, "variant")
            first += 1
        for number, match in matches.items():
            yield self.candidate(number, match)

    def candidate(self, number: int, match: str) -> Candidate:
        columns = self._columns
        kind = int(columns["kinds"][number])
        place = Place(
            name=_english_names().get(int(columns["ids"][number])) or shown(self.name(number)),
            geonames_id=int(columns["ids"][number]) or None,
            lat=int(columns["lats"][number]) / 1e5,
            lon=int(columns["lons"][number]) / 1e5,
            precision=PRECISIONS[kind],
            country=self._countries[int(columns["countries"][number])] or None,
            admin1=self._divisions[int(columns["divisions"][number])] or None,
            population=int(columns["populations"][number]),
        )
        return Candidate(place, FEATURES[kind], match)

    def name(self, number: int) -> str:
        start = int(self._ends[number - 1]) + 1 if number else 0
        end = int(self._ends[number]) if number < len(self._ends) else len(self._text)
        return self._text[start:end].decode()

    def town(self, geonames_id: int) -> Candidate:
        """Return a town by its GeoNames id."""
        return self.candidate(self._numbers[geonames_id], "exact")

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {geonames_id: number for number, geonames_id in enumerate(self._columns["ids"].tolist())}

    def province(self, code: str) -> Candidate | None:
        """Return a first-level division by its code."""
        number = self._provinces.get(code)
        return None if number is None else self.candidate(number, "alternate")

    @cached_property
    def _provinces(self) -> dict[str, int]:
        import numpy as np

        numbers = np.flatnonzero(self._columns["kinds"] == PROVINCE).tolist()
        return {self._divisions[int(self._columns["divisions"][number])]: number for number in numbers}


def _joined(planes: ndarray, width: int) -> ndarray:
    """Return the numbers whose bytes lie in ``planes``, as rows of ``width`` bytes."""
    import numpy as np

    rows = np.zeros((planes.shape[1], width), dtype=np.uint8)
    rows[:, : planes.shape[0]] = planes.T
    return rows


@cache
def _index() -> _Index:
    # Imported here: a command that looks nothing up need not wait for numpy.
    import numpy as np

    file = resources.files(__package__).joinpath("data/gazetteer.npz")
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as columns:
            return _Index({name: columns[name] for name in columns.files})
    except (OSError, ValueError, KeyError, zlib.error) as error:
        raise EngineError(
            f"The packaged gazetteer cannot be read ({error}).", advice="Reinstall sayso: its data file is damaged."
        ) from error


# --- our own tables --------------------------------------------------------------------------


def table_rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of one of the tables beside this module, without its comments."""
    for line in resources.files(__package__).joinpath(f"data/{name}").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _english_names() -> Mapping[int, str]:
    """The towns that English news calls otherwise than the data, by GeoNames id."""
    return {int(geonames_id): name for geonames_id, _, name, _ in table_rows("english.tsv")}


@cache
def english_for() -> Mapping[tuple[int, str], str]:
    """The same names by GeoNames id and the main name of the data, for who has the data from elsewhere."""
    return {(int(geonames_id), main): name for geonames_id, _, name, main in table_rows("english.tsv")}


@cache
def _towns_in_english() -> Mapping[str, Candidate]:
    """The same towns by their plain English names."""
    return {plain(name): _index().town(geonames_id) for geonames_id, name in _english_names().items()}


@cache
def _listed() -> Mapping[str, tuple[Candidate, ...]]:
    """The seas, rivers, regions and front-line names of our own list, by plain name."""
    listed: dict[str, tuple[Candidate, ...]] = {}
    for feature, precision, name, lat, lon, country, others in table_rows("regions.tsv"):
        place = Place(
            name=name, geonames_id=None, lat=float(lat), lon=float(lon), precision=precision, country=country or None
        )
        for spelt in dict.fromkeys(plain(other) for other in (name, *filter(None, others.split("|")))):
            listed[spelt] = (*listed.get(spelt, ()), Candidate(place, feature, "list"))
    return listed


@cache
def _abbreviations() -> Mapping[str, tuple[Candidate, ...]]:
    """The abbreviations of divisions, which are told from words by their capitals and stops."""
    found: dict[str, tuple[Candidate, ...]] = {}
    for code, _, _, _, shorts, _ in table_rows("provinces.tsv"):
        province = _index().province(code)
        if province is not None:
            for short in filter(None, shorts.split("|")):
                listed = Candidate(province.place, province.feature, "list")
                found[short] = (*found.get(short, ()), listed)
    return found


@cache
def _country_names() -> Mapping[str, str]:
    return {code: name for code, name, *_ in table_rows("countries.tsv")}


@cache
def _country_words() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for code, name, _, _, others, demonyms in table_rows("countries.tsv"):
        for word in (name, *filter(None, others.split("|")), *filter(None, demonyms.split("|"))):
            words.setdefault(word, code)
            # Abbreviations stay as they are written: "us" is no country, "car" neither.
            if not word.isupper():
                words.setdefault(plain(word), code)
    return words
