"""A user's own places: files in GeoNames' dump format, laid over the packaged gazetteer."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.own_places import LayeredGazetteer
from sayso.errors import InputError
from sayso.ports import Candidate

IZIUM = 707292

Write = Callable[..., Path]


def line(
    identity: object, name: str, *, others: str = "", lat: object = 49.5, lon: object = 37.5, feature: str = "P\tPPL",
    country: str = "UA", admin1: str = "07", population: object = 0, ascii_name: str = "",
) -> str:  # fmt: skip
    """Return one line of GeoNames' nineteen columns."""
    cells = [
        identity, name, ascii_name, others, lat, lon, feature, country, "", admin1, "", "", "", population, "", "120",
        "Europe/Kyiv", "2024-01-01",
    ]  # fmt: skip
    return "\t".join(map(str, cells)) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes lines into a file."""

    def written(*lines: str, name: str = "own.txt") -> Path:
        path = tmp_path / name
        path.write_text("".join(lines), encoding="utf-8")
        return path

    return written


def layered(*files: Path) -> LayeredGazetteer:
    return LayeredGazetteer(PackagedGazetteer(), files)


def first(candidates: tuple[Candidate, ...]) -> Candidate:
    assert candidates
    return candidates[0]


# --- what is found ---------------------------------------------------------------------------


def test_a_village_of_ones_own_is_found(write: Write) -> None:
    gazetteer = layered(write(line(-1, "Vymyshlene", lat=49.123456, lon=37.2, population=40)))
    assert PackagedGazetteer().lookup("Vymyshlene") == ()
    found = first(gazetteer.lookup("Vymyshlene"))
    assert (found.match, found.feature) == ("exact", "P.PPL")
    place = found.place
    assert (place.geonames_id, place.name, place.precision) == (-1, "Vymyshlene", "city")
    assert (place.lat, place.lon, place.country, place.admin1) == (49.12346, 37.2, "UA", "UA.07")
    assert place.population == 40


def test_a_place_is_found_by_its_other_names_and_by_spellings_that_sound_alike(write: Write) -> None:
    gazetteer = layered(write(line(-1, "Vymyshlene", others="Vymyshleno,Вимишлене,VYM")))
    assert first(gazetteer.lookup("Vymyshleno")).match == "alternate"
    assert first(gazetteer.lookup("Wymyshlene")).match == "variant"
    assert gazetteer.lookup("VYM") == ()  # a code


def test_a_place_written_in_another_script_goes_by_its_ascii_name(write: Write) -> None:
    gazetteer = layered(write(line(-1, "Вимишлене", ascii_name="Vymyshlene")))
    assert first(gazetteer.lookup("Vymyshlene")).place.name == "Vymyshlene"


def test_the_row_of_a_place_that_is_packaged_too_wins_and_every_name_still_leads_to_it(write: Write) -> None:
    gazetteer = layered(write(line(IZIUM, "Izyum-on-Donets", lat=1.0, lon=2.0, feature="P\tPPLX", population=7)))
    for name in ("Izyum-on-Donets", "Izium", "Izyum", "Izzyum"):
        place = first(gazetteer.lookup(name)).place
        assert (place.geonames_id, place.name, place.lat, place.lon) == (IZIUM, "Izyum-on-Donets", 1.0, 2.0), name
        assert (place.population, place.precision) == (7, "neighbourhood")
    assert len([c for c in gazetteer.lookup("Izium") if c.place.geonames_id == IZIUM]) == 1


def test_a_row_as_geonames_has_it_keeps_the_name_of_english_news(write: Write) -> None:
    gazetteer = layered(write(line(1133616, "Mazār-e Sharīf", country="AF", admin1="30")))
    assert first(gazetteer.lookup("Mazar-i-Sharif")).place.name == "Mazar-i-Sharif"


def test_a_place_stands_beside_others_of_its_name_the_most_populous_first(write: Write) -> None:
    gazetteer = layered(write(line(-1, "Izium", country="MD", population=5), line(-2, "Izium", population=9_000_000)))
    assert [c.place.geonames_id for c in gazetteer.lookup("Izium")][:2] == [-2, IZIUM]
    assert -1 in {c.place.geonames_id for c in gazetteer.lookup("Izium")}


def test_what_is_packaged_is_found_as_before(write: Write) -> None:
    packaged, gazetteer = PackagedGazetteer(), layered(write(line(-1, "Vymyshlene")))
    for name in ("Izium", "Gary", "Kharkiv Region", "N.C.", "the Black Sea", "Izzyum", "Wednesday", "", "Kharkivska"):
        assert gazetteer.lookup(name) == packaged.lookup(name)
    assert gazetteer.country_of("Ukrainian") == "UA"
    assert gazetteer.country_name("UA") == "Ukraine"


def test_a_later_file_goes_before_an_earlier_one(write: Write) -> None:
    one = write(line(-1, "Vymyshlene", population=1), name="one.txt")
    two = write(line(-1, "Vymyshlene Druhe", population=2), name="two.txt")
    assert first(layered(one, two).lookup("Vymyshlene")).place.name == "Vymyshlene Druhe"
    assert first(layered(two, one).lookup("Vymyshlene Druhe")).place.population == 1


@pytest.mark.parametrize(
    ("feature", "read", "precision"),
    [
        ("P\tPPLX", "P.PPLX", "neighbourhood"),
        ("A\tADM1", "A.ADM1", "region"),
        ("A\tADM3", "A.ADM3", "district"),
        ("A\tPCLD", "A.PCLI", "country"),
        ("L\tRGN", "L.RGN", "region"),
        ("H\tSTM", "H.STM", "feature"),
        ("T\tHLL", "T.HLL", "feature"),
        ("S\tMNMT", "S.MNMT", "feature"),
        ("\t", "", "feature"),
    ],
)
def test_a_feature_code_tells_how_precise_a_place_is(write: Write, feature: str, read: str, precision: str) -> None:
    found = first(layered(write(line(-1, "Vymyshlene", feature=feature))).lookup("Vymyshlene"))
    assert (found.feature, found.place.precision) == (read, precision)


def test_a_river_with_the_word_for_it_counts_as_listed(write: Write) -> None:
    gazetteer = layered(write(line(-1, "Vymysel River", feature="H\tSTM"), line(-2, "Vymyslova", feature="H\tSTM")))
    assert first(gazetteer.lookup("Vymysel River")).match == "list"
    assert first(gazetteer.lookup("Vymyslova")).match == "exact"


def test_a_division_of_ones_own_is_found_by_other_words_for_its_level(write: Write) -> None:
    gazetteer = layered(write(line(-1, "Vymyshlene Raion", feature="A\tADM2")))
    assert first(gazetteer.lookup("Vymyshlene district")).place.geonames_id == -1


def test_a_place_in_no_division_has_none(write: Write) -> None:
    found = first(layered(write(line(-1, "Vymyshlene", admin1="00"))).lookup("Vymyshlene"))
    assert found.place.admin1 is None


def test_comments_empty_lines_and_columns_left_off_are_no_harm(write: Write) -> None:
    gazetteer = layered(write("# our villages\n", "\n", "-1\tVymyshlene\t\t\t49.5\t37.5\tP\tPPL\tUA\r\n"))
    assert gazetteer.read() == 1
    assert first(gazetteer.lookup("Vymyshlene")).place.population == 0


def test_an_empty_file_holds_no_place(write: Write) -> None:
    gazetteer = layered(write())
    assert gazetteer.read() == 0
    assert gazetteer.lookup("Vymyshlene") == ()


# --- zipped, and its version -----------------------------------------------------------------


def test_a_file_is_read_zipped_as_geonames_ships_it(write: Write, tmp_path: Path) -> None:
    plain = write(line(-1, "Vymyshlene"), name="UA.txt")
    packed = tmp_path / "UA.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "Readme for GeoNames")
        archive.write(plain, "UA.txt")
    assert first(layered(packed).lookup("Vymyshlene")).place.geonames_id == -1
    assert layered(packed).version == layered(plain).version


def test_the_version_changes_with_the_content_and_with_nothing_else(write: Write) -> None:
    one = write(line(-1, "Vymyshlene"), name="one.txt")
    same = write(line(-1, "Vymyshlene"), name="same.txt")
    other = write(line(-1, "Vymyshlene", population=1), name="other.txt")
    assert layered(one).version == layered(same).version != layered(other).version
    assert layered(one, other).version != layered(other, one).version
    assert layered(one).version.startswith(PackagedGazetteer().version)


# --- what is wrong with a file ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "what", "advice"),
    [
        ("-2,Vymyshlene,,,49.5,37.5,P,PPL,UA\n", "It has 1 column.", "tabs"),
        (line("x1", "Vymyshlene"), "The id is x1.", "whole number"),
        (line(0, "Vymyshlene"), "The id is 0.", "other than 0"),
        (line(3_000_000_000, "Vymyshlene"), "The id is 3000000000.", "2147483647"),
        (line(-2, ""), "The place has no name.", "second column"),
        (line(-2, "Vymyshlene", lat=95.2), "The latitude is 95.2.", "from -90 to 90"),
        (line(-2, "Vymyshlene", lat="nan"), "The latitude is nan.", "degrees"),
        (line(-2, "Vymyshlene", lon=""), "The longitude is empty.", "from -180 to 180"),
        (line(-2, "Vymyshlene", lat="49,5"), "The latitude is 49,5.", "degrees"),
        (line(-2, "Vymyshlene", feature="village\t"), "The feature is village.", "P and PPL"),
        (line(-2, "Vymyshlene", feature="X\tPPL"), "The feature is X PPL.", "P and PPL"),
        (line(-2, "Vymyshlene", country="Ukraine"), "The country is Ukraine.", "two letters"),
        (line(-2, "Vymyshlene", population="many"), "The population is many.", "whole number"),
        (line(-1, "Vymyshlene"), "The id -1 stands in line 1 too.", "once"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_what_to_do(write: Write, wrong: str, what: str, advice: str) -> None:
    path = write(line(-1, "Dobre"), wrong)
    with pytest.raises(InputError) as raised:
        layered(path).read()
    assert str(raised.value).startswith(f"Line 2 of the gazetteer {path} cannot be used. {what} ")
    assert advice in raised.value.advice


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_bytes(line(-1, "Dobre").encode() + line(-2, "Café").encode("latin-1"))
    with pytest.raises(InputError, match=r"Line 2 of the gazetteer .* It is not UTF-8"):
        layered(path).read()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be read \(No such file or directory\). SAYSO_GAZETTEER names it"):
        layered(tmp_path / "none.txt").read()
    with pytest.raises(InputError, match="cannot be read"):
        _ = layered(tmp_path).version


def test_an_archive_of_several_tables_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "two.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("UA.txt", line(-1, "Dobre"))
        archive.writestr("MD.txt", line(-2, "Dobre"))
    with pytest.raises(InputError, match="holds 2 text files where one is expected"):
        layered(packed).read()


@pytest.mark.slow
def test_a_hundred_thousand_places_are_read(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text(
        "".join(
            line(-number, f"Selo {number:x}", others=f"Siolo {number:x},Село {number}", lat=number / 2000)
            for number in range(1, 100_001)
        ),
        encoding="utf-8",
    )
    gazetteer = layered(path)
    assert gazetteer.read() == 100_000
    assert first(gazetteer.lookup("Siolo 1869f")).place.geonames_id == -99_999
