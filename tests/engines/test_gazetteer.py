"""The packaged gazetteer: names of the news lead to the places they mean."""

from __future__ import annotations

import pytest

from sayso.engines.gazetteer import PackagedGazetteer, shown, table_rows
from sayso.engines.spellings import plain, sound
from sayso.ports import Candidate


@pytest.fixture(scope="module")
def gazetteer() -> PackagedGazetteer:
    return PackagedGazetteer()


def ids(candidates: tuple[Candidate, ...]) -> list[int | None]:
    return [candidate.place.geonames_id for candidate in candidates]


@pytest.mark.parametrize(
    ("name", "geonames_id"),
    [
        ("Izyum", 707292),
        ("Izium", 707292),
        ("Izzyum", 707292),
        ("Volchansk", 689304),
        ("Vovchansk", 689304),
        ("Velyky Burluk", 690193),
        ("Velykyi Burluk", 690193),
        ("Kupyansk", 703656),
        ("Kupiansk", 703656),
        ("Chernobyl", 710403),
        ("Chornobyl", 710403),
        ("Kharkiv", 706483),
        ("Kharkov", 706483),
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("Mariupol", 701822),
        ("Aleppo", 170063),
        ("Khan Sheikhoun", 168325),
        ("Deir al-Zour", 170794),
        ("Gary", 4920607),
        ("Halifax", 6324729),
        ("Southampton", 2637487),
        ("Cobh", 2965260),
        ("Queenstown", 2965260),
        ("Mumbai", 1275339),
        ("Bombay", 1275339),
        ("The Hague", 2747373),
        ("St. Louis", 4407066),
        ("Ukraine", 690791),
        ("the United States", 6252001),
        ("U.S.", 6252001),
        ("Kharkiv Region", 706482),
        ("Kharkiv Oblast", 706482),
        ("Kharkivska", 706482),
        ("Idlib province", 169387),
        ("Bihar state", 1275715),
        ("Licking County", 5160740),
        ("Ind.", 4921868),
        ("N.C.", 4482348),
        ("Gaza Strip", 281132),
    ],
)
def test_a_name_may_mean_the_place(gazetteer: PackagedGazetteer, name: str, geonames_id: int) -> None:
    assert geonames_id in ids(gazetteer.lookup(name))


def test_a_misspelt_name_is_a_variant(gazetteer: PackagedGazetteer) -> None:
    assert {candidate.match for candidate in gazetteer.lookup("Izzyum")} == {"variant"}


def test_the_main_name_is_exact_and_another_is_alternate(gazetteer: PackagedGazetteer) -> None:
    volchansk = {c.place.geonames_id: c.match for c in gazetteer.lookup("Volchansk")}
    assert volchansk[1486984] == "exact"
    assert volchansk[689304] == "alternate"


@pytest.mark.parametrize(
    ("name", "display"),
    [
        ("Rafah", "Rafah"),
        ("Khan Younis", "Khan Younis"),
        ("Jabalia", "Jabalia"),
        ("Hodeidah", "Hodeidah"),
        ("Hamedan", "Hamadan"),
        ("Volchansk", "Vovchansk"),
        ("Zurich", "Zürich"),
    ],
)
def test_a_place_goes_by_the_name_that_english_news_uses(gazetteer: PackagedGazetteer, name: str, display: str) -> None:
    assert gazetteer.lookup(name)[0].place.name == display


@pytest.mark.parametrize(
    ("name", "plain_name"),
    [("Ḩamāh", "Hamah"), ("Cox’s Bāzār", "Cox’s Bazar"), ("Qā’em Shahr", "Qaem Shahr"), ("Kraków", "Kraków"),
     ("Ðà Lạt", "Da Lat"), ("São Paulo", "São Paulo")],
)  # fmt: skip
def test_transliterated_names_lose_their_signs(name: str, plain_name: str) -> None:
    assert shown(name) == plain_name


@pytest.mark.parametrize("row", list(table_rows("english.tsv")), ids=lambda row: row[2])
def test_every_english_name_means_its_town(gazetteer: PackagedGazetteer, row: list[str]) -> None:
    assert int(row[0]) in ids(gazetteer.lookup(row[2]))
    assert row[1] in {c.place.country for c in gazetteer.lookup(row[2]) if c.place.geonames_id == int(row[0])}


def test_the_most_populous_comes_first(gazetteer: PackagedGazetteer) -> None:
    populations = [c.place.population for c in gazetteer.lookup("Springfield")]
    assert populations == sorted(populations, reverse=True)
    assert len(populations) > 20


@pytest.mark.parametrize("row", list(table_rows("regions.tsv")), ids=lambda row: row[1 + 1])
def test_every_listed_place_is_found_by_every_name(gazetteer: PackagedGazetteer, row: list[str]) -> None:
    _, _, name, lat, lon, _, others = row
    for other in (name, *filter(None, others.split("|"))):
        assert (float(lat), float(lon)) in [(c.place.lat, c.place.lon) for c in gazetteer.lookup(other)]


@pytest.mark.parametrize("row", list(table_rows("countries.tsv")), ids=lambda row: row[0])
def test_every_country_is_found_by_every_name_and_demonym(gazetteer: PackagedGazetteer, row: list[str]) -> None:
    code, name, _, _, others, demonyms = row
    assert gazetteer.country_name(code) == name
    for other in (name, *filter(None, others.split("|"))):
        assert code in [c.place.country for c in gazetteer.lookup(other) if c.feature == "A.PCLI"]
    for word in filter(None, demonyms.split("|")):
        assert gazetteer.country_of(word) == code


def test_no_word_is_two_countries_demonym() -> None:
    words = [word for row in table_rows("countries.tsv") for word in row[5].split("|") if word]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("row", list(table_rows("provinces.tsv")), ids=lambda row: row[0])
def test_every_abbreviation_means_its_division(gazetteer: PackagedGazetteer, row: list[str]) -> None:
    code, _, _, _, shorts, example = row
    for short in filter(None, shorts.split("|")):
        assert code in [c.place.admin1 for c in gazetteer.lookup(short)]
    assert gazetteer.lookup(example.split(", ")[1])


def test_a_demonym_stands_for_its_country(gazetteer: PackagedGazetteer) -> None:
    assert gazetteer.country_of("Ukrainian") == "UA"
    assert gazetteer.country_of("Kiwi") == "NZ"
    assert gazetteer.country_of("us") is None
    assert gazetteer.country_of("US") == "US"
    assert gazetteer.country_of("sandwich") is None


@pytest.mark.parametrize("word", ["", " ", "zzxqv", "...", "7", "’"])
def test_what_is_no_name_means_no_place(gazetteer: PackagedGazetteer, word: str) -> None:
    assert gazetteer.lookup(word) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Izium", "Izzyum"),
        ("Izyum", "Izium"),
        ("Kharkiv", "Kharkov"),
        ("Velykyi", "Veliki"),
        ("Kupiansk", "Kupyansk"),
        ("Mykolaiv", "Mykolayiv"),
        ("Vovchans'k", "Vovchansk"),
        ("Khān Shaykhūn", "Khan Shaykhoun"),
        ("Saint-Étienne", "St Etienne"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(plain(one)) == sound(plain(other))


def test_other_names_sound_otherwise() -> None:
    assert sound(plain("Volchansk")) != sound(plain("Vovchansk"))
    assert sound(plain("Kherson")) != sound(plain("Kharkiv"))


def test_the_version_names_data_and_rules(gazetteer: PackagedGazetteer) -> None:
    assert "geonames" in gazetteer.version
    assert "spellings" in gazetteer.version
