"""GeoNames' dump format: files of places, one a line in nineteen columns with tabs between, plain or zipped."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sayso.errors import InputError

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
    "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation", "dem",
    "timezone", "modification date",
)  # fmt: skip
"""As GeoNames' readme names them."""

NEEDED = COLUMNS.index("country code") + 1
"""A line may end after this many columns: what follows is empty then."""

CLASSES = "AHLPRSTUV"
"""Divisions, waters, areas, towns, roads, buildings, mountains, what lies under the sea, forests."""

LARGEST_ID = 2**31 - 1
"""What a database's whole number holds; GeoNames has reached thirteen million."""

README = "readme.txt"
"""What a GeoNames archive holds beside its places."""

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a dump. ``number`` is its line, from 1. ``country`` and ``admin1`` are empty where not said."""

    number: int
    id: int
    name: str
    ascii_name: str
    others: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    admin1: str
    population: int


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's text, the same zipped and plain. Raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    with _opened(path) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the places of a file; empty lines and those that begin with # are passed over.

    Raises InputError for a file that cannot be read, and names the line of one that is not as GeoNames writes it.
    """
    seen: dict[int, int] = {}
    with _opened(path) as stream:
        for number, line in enumerate(stream, start=1):
            text = _decoded(line, path, number)
            if not text or text.startswith("#"):
                continue
            row = _row(text, path, number)
            if row.id in seen:
                raise _wrong(
                    path, number, f"The id {row.id} stands in line {seen[row.id]} too.", "Give each place an id once."
                )
            seen[row.id] = number
            yield row


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(path) as archive:
            held = [name for name in archive.namelist() if name.lower().endswith(".txt")]
            tables = [name for name in held if Path(name).name.lower() != README]
            if len(tables) != 1:
                raise InputError(
                    f"The gazetteer {path} holds {len(tables)} text files where one is expected.",
                    advice="Zip one file of places, as GeoNames does, or name the files themselves.",
                )
            with archive.open(tables[0]) as stream:
                yield stream
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError(
            f"The gazetteer {path} cannot be unpacked ({error}).", advice="Download it again, or unpack it yourself."
        ) from error
    except OSError as error:
        raise InputError(
            f"The gazetteer {path} cannot be read ({error.strerror or error}).",
            advice="SAYSO_GAZETTEER names it: set it to a file that can be read, or unset it.",
        ) from error


def _decoded(line: bytes, path: Path, number: int) -> str:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise _wrong(path, number, "It is not UTF-8.", "Save the file as UTF-8, as GeoNames ships it.") from error
    return text.rstrip("\r\n")


def _row(text: str, path: Path, number: int) -> Row:
    cells = [cell.strip() for cell in text.split("\t")]
    if not NEEDED <= len(cells) <= len(COLUMNS):
        raise _wrong(
            path,
            number,
            f"It has {len(cells)} {'column' if len(cells) == 1 else 'columns'}.",
            f"GeoNames' format has {len(COLUMNS)}, with tabs between; those after the country code may be left off.",
        )
    cells += [""] * (len(COLUMNS) - len(cells))
    said = dict(zip(COLUMNS, cells, strict=True))
    if not said["name"]:
        raise _wrong(path, number, "The place has no name.", "Name it in the second column.")
    kind, code = said["feature class"], said["feature code"]
    # GeoNames itself leaves out the feature of some thousand places.
    if len(kind) > 1 or kind not in CLASSES or (code and not (kind and code.isalnum())):
        raise _wrong(
            path,
            number,
            f"The feature is {f'{kind} {code}'.strip()}.",
            f"It is a class, one letter of {CLASSES}, and a code, such as P and PPL for a village.",
        )
    if said["country code"] and not (len(said["country code"]) == 2 and said["country code"].isalpha()):
        raise _wrong(
            path, number, f"The country is {said['country code']}.", "Give its two letters (ISO 3166-1), or nothing."
        )
    return Row(
        number=number,
        id=_whole(said["geonameid"], path, number, "id", least=-LARGEST_ID, most=LARGEST_ID),
        name=said["name"],
        ascii_name=said["asciiname"],
        others=tuple(name for name in (other.strip() for other in said["alternatenames"].split(",")) if name),
        lat=_degrees(said["latitude"], path, number, "latitude", 90),
        lon=_degrees(said["longitude"], path, number, "longitude", 180),
        feature=f"{kind}.{code}" if kind else "",
        country=said["country code"].upper(),
        admin1=said["admin1 code"],
        population=_whole(said["population"] or "0", path, number, "population", least=0, most=2**32 - 1),
    )


def _whole(text: str, path: Path, number: int, name: str, *, least: int, most: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = most + 1
    if not least <= value <= most or (name == "id" and value == 0):
        other = " other than 0" if name == "id" else ""
        raise _wrong(
            path, number, f"The {name} is {text or 'empty'}.", f"It is a whole number from {least} to {most}{other}."
        )
    return value


def _degrees(text: str, path: Path, number: int, name: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = most + 1
    # Written so that "nan" is no number of degrees either.
    if not -most <= value <= most:
        raise _wrong(path, number, f"The {name} is {text or 'empty'}.", f"It is in degrees, from -{most} to {most}.")
    return value


def _wrong(path: Path, number: int, what: str, advice: str) -> InputError:
    return InputError(f"Line {number} of the gazetteer {path} cannot be used. {what}", advice=advice)
