"""Places are read as a careful person reads them: from the company they keep, and never out of a person's name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.claims.place_choices import choose, kilometres
from sayso.claims.place_names import Named, examples
from sayso.claims.places import PlacesRead, read_places
from sayso.claims.surroundings import examples as around
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.spacy_parser import SpacyParser
from sayso.ports import Candidate
from sayso.records import FlagKind, Passage, PassageKind, Place, Published, PublishedBasis, Report, identify

PARSER = SpacyParser()
GAZETTEER = PackagedGazetteer()

UKRAINE, RUSSIA, IZYUM, KHARKIV = 690791, 2017370, 707292, 706483


def read(*sentences: str) -> PlacesRead:
    """Read a report of which each sentence is a passage."""
    text = "\n".join(sentences)
    report = Report(
        id=identify("rpt", text), document="doc_1", sha256="0" * 64, received=datetime(2026, 11, 20, tzinfo=UTC),
        origin="a.txt", outlet=None, owner=None, url=None, title=None, byline=None,
        published=Published(edtf=None, basis=PublishedBasis.UNKNOWN, why=""), language="en", text=text,
        headline=None, apart=(), made_by="reports@1 plain",
    )  # fmt: skip
    passages, start = [], 0
    for number, sentence in enumerate(sentences):
        passages.append(
            Passage(
                id=f"psg_{number}", report=report.id, start=start, end=start + len(sentence),
                kind=PassageKind.SENTENCE, paragraph=number,
            )
        )  # fmt: skip
        start += len(sentence) + 1
    found = read_places(report, passages, PARSER.parse(sentences), GAZETTEER)
    for place in found.places:
        assert text[place.start : place.end] == place.text
    return found


def ids(*sentences: str) -> dict[str, int | None]:
    """Return the GeoNames id of each name that is read as a place's; the last mention of a name counts."""
    return {place.text: place.place.geonames_id if place.place else None for place in read(*sentences).places}


def named(*sentences: str) -> dict[str, str | None]:
    return {place.text: place.place.name if place.place else None for place in read(*sentences).places}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (["Two men were shot in Izium, in the Kharkiv region."], {"Izium": IZYUM, "Kharkiv region": 706482}),
        (["Shells fell on the Izzyum district (Kharkiv region) of Ukraine."], {"Izzyum": IZYUM}),
        (["Ukrainian troops entered Volchansk, north of Kharkiv."], {"Volchansk": 689304, "Kharkiv": KHARKIV}),
        (["A fire burned in Volchansk, Russia, in the northern Urals."], {"Volchansk": 1486984}),
        (["A man was killed in Gary, Ind., on Friday."], {"Gary": 4920607, "Ind.": 4921868}),
        (["A barn burned outside Paris, Texas.", "Paris firefighters came late."], {"Paris": 4717560}),
        (["France mourned.", "The bomb went off near a station in Paris, police said."], {"Paris": 2988507}),
        (["The bodies were landed at Halifax, Nova Scotia."], {"Halifax": 6324729}),
        (["A house fell in Halifax, West Yorkshire.", "Leeds sent help."], {"Halifax": 2647632}),
        (["The liner sailed from Southampton, England, and called at Queenstown, Ireland."], {"Queenstown": 2965260}),
        (["Warplanes bombed Khan Sheikhoun in Syria's Idlib province."], {"Khan Sheikhoun": 168325}),
        (["Rebels fled Aleppo, Homs and Hama."], {"Aleppo": 170063, "Homs": 169577, "Hama": 170017}),
        (["Floods hit Bihar state in India."], {"Bihar state": 1275715, "India": 1269750}),
        (["BEIRUT — A car bomb killed four."], {"BEIRUT": 276781}),
        (["A Springfield man drowned.", "Springfield, Mo., police found him."], {"Springfield": 4409896}),
        (["The Georgian army said that Georgia had lost three men near Tskhinvali."], {"Georgia": 614540}),
        (["Egypt and Israel spoke of a truce in Gaza."], {"Gaza": 281133}),
        (["A tornado hit Georgia and Alabama, and Atlanta lost power."], {"Georgia": 4197000}),
    ],
    ids=lambda value: value[0][:40] if isinstance(value, list) else "",
)
def test_a_name_is_taken_for_the_place_it_means(sentences: list[str], expected: dict[str, int]) -> None:
    found = ids(*sentences)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "name", "place"),
    [
        ("Fighting went on across the Donbas.", "Donbas", "Donbas"),
        ("The front ran along the Oskol River.", "Oskol River", "Oskol"),
        ("Troops dug in the Red Forest near Chernobyl.", "Red Forest", "Red Forest"),
        ("The ship struck ice off the Grand Banks of Newfoundland.", "Grand Banks of Newfoundland", "Grand Banks"),
        ("The signal reached Cape Race at night.", "Cape Race", "Cape Race"),
        ("The tanker was hit in the Black Sea.", "Black Sea", "Black Sea"),
        ("Militias burned villages in Darfur.", "Darfur", "Darfur"),
        ("Wolves live in the Chernobyl exclusion zone.", "Chernobyl exclusion zone", "Chernobyl exclusion zone"),
        (
            "Shells hit the Zaporizhzhia nuclear power plant.",
            "Zaporizhzhia nuclear power plant",
            "Zaporizhzhia nuclear power plant",
        ),
        ("Aid trucks entered the Gaza Strip.", "Gaza Strip", "Gaza"),
    ],
)
def test_seas_rivers_and_regions_are_places_too(sentence: str, name: str, place: str) -> None:
    assert named(sentence)[name] == place


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentences", "name"),
    [
        (["Paris Hilton was held at the airport."], "Paris"),
        (["Michael Jordan spoke.", "Jordan said that he was sorry."], "Jordan"),
        (["Chelsea Manning left the court."], "Chelsea"),
        (["The mayor, Jack London, spoke.", "London said that he was sorry."], "London"),
        (["Ukrainian and Russian officials met."], "Ukrainian"),
        (["He lives on Memphis Street."], "Memphis"),
        (["The Washington Post wrote so."], "Washington"),
        (["Three people had Marburg virus disease."], "Marburg"),
        (["On March 3 they met."], "March"),
        (["More than 20 people died, the Red Cross said."], "More"),
        (["The Council met on Monday."], "Council"),
        (["He wrote so on X.", "The firm X. denied it."], "X."),
        (["The Talbot plant burned.", "A fire burned in Talbot."], "Talbot County"),
        (["Three girls were hurt at the corner of Lima and Vine streets in Toledo, Ohio."], "Lima"),
        (["A man was stabbed in the 400 block of Cypress in Houston."], "Cypress"),
        (["They fought near the Aleppo road."], "Aleppo"),
        (["Wad al-Bashir in Sudan was attacked."], "Wad"),
        (["Dr Nasser al-Homsi spoke."], "Nasser"),
        (["A bomb went off in the Old City of Aleppo."], "Old City"),
        (["The Free Idlib Army took the hill."], "Idlib"),
        (["Abu Hamad Hospital was full."], "Abu"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_a_place_is_none(sentences: list[str], name: str) -> None:
    assert name not in ids(*sentences)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Air raids killed two at Kafr al-Darawish, in northern Syria.", "Kafr al-Darawish"),
        ("Nine miners died near Lyman in southern Peru on Sunday.", "Lyman"),
        ("Rebels shelled the Somali town of Bakhmut.", "Bakhmut"),
    ],
)
def test_no_place_is_better_than_one_of_another_country(sentence: str, name: str) -> None:
    assert ids(sentence)[name] is None


@pytest.mark.slow
def test_a_part_of_a_town_gives_the_town() -> None:
    assert named("A bomb went off in the Old City of Aleppo.")["Aleppo"] == "Aleppo"


@pytest.mark.slow
def test_a_name_that_only_sounds_alike_needs_its_country() -> None:
    assert ids("Two people died in Izzyum, in Peru.")["Izzyum"] is None
    assert ids("Two people died in Izzyum, in Ukraine.")["Izzyum"] == IZYUM


@pytest.mark.slow
def test_the_runner_up_is_recorded_with_the_reason() -> None:
    (place, *_) = [p for p in read("Ukrainian troops entered Volchansk, in Ukraine.").places if p.text == "Volchansk"]
    assert place.runner_up is not None
    assert place.runner_up.geonames_id == 1486984
    assert place.why.endswith(".")


@pytest.mark.slow
def test_a_name_without_company_is_flagged() -> None:
    found = read("The body of a man was found in Springfield.")
    assert [flag.kind for flag in found.flags] == [FlagKind.AMBIGUOUS_PLACE]
    assert found.flags[0].why.startswith("Springfield")


@pytest.mark.slow
def test_a_name_that_the_report_decides_is_not_flagged() -> None:
    assert read("The body of a man was found in Springfield, Illinois.").flags == ()


@pytest.mark.slow
def test_a_capital_that_speaks_is_marked_as_metonymy() -> None:
    (moscow,) = [p for p in read("Moscow said that its troops had left the town.").places if p.text == "Moscow"]
    assert "metonymy" in moscow.why


@pytest.mark.slow
def test_a_place_in_an_institutions_name_is_marked() -> None:
    found = read("Shells hit Izyum.", "A deputy of Izyum City Council spoke.")
    assert [place.text for place in found.places] == ["Izyum", "Izyum"]
    assert "institution" in found.places[1].why


@pytest.mark.slow
def test_the_order_of_other_reports_changes_nothing() -> None:
    first = read("A man died in Springfield, Ill., on Friday.")
    read("A man died in Springfield, Mass., on Friday.")
    assert read("A man died in Springfield, Ill., on Friday.") == first


# --- the choice alone ------------------------------------------------------------------------


def town(name: str, country: str, admin1: str, lat: float, lon: float, population: int) -> Candidate:
    place = Place(
        name=name, geonames_id=int(abs(lat * 1000)), lat=lat, lon=lon, precision="city", country=country,
        admin1=admin1, population=population,
    )  # fmt: skip
    return Candidate(place, "P.PPL", "exact")


def name_of(*candidates: Candidate, start: int = 0) -> Named:
    text = candidates[0].place.name
    return Named(
        text=text, start=start, end=start + len(text), passage=0, candidates=candidates, within=None, holders=(),
        institution=False, speaks=False,
    )  # fmt: skip


def test_company_outweighs_size() -> None:
    large = town("Lebanon", "US", "US.TN", 36.2, -86.3, 30_000)
    small = town("Lebanon", "US", "US.OH", 39.4, -84.2, 20_000)
    beside = town("Maineville", "US", "US.OH", 39.3, -84.2, 1_000)
    alone, _ = choose([name_of(large, small), name_of(town("Nowhere", "FR", "FR.1", 44, 2, 10), start=50)])
    together, _ = choose([name_of(large, small), name_of(beside, start=50)])
    assert alone.candidate == large
    assert together.candidate == small
    assert together.runner_up == large


def test_a_name_without_a_place_says_so() -> None:
    nameless = Named(
        text="Robotyne", start=0, end=8, passage=0, candidates=(), within=None, holders=(), institution=False,
        speaks=False,
    )  # fmt: skip
    (choice,) = choose([nameless])
    assert choice.candidate is None
    assert "Robotyne" in choice.why


def test_distances_are_on_the_globe() -> None:
    london = town("London", "GB", "GB.ENG", 51.5074, -0.1278, 1).place
    paris = town("Paris", "FR", "FR.11", 48.8566, 2.3522, 1).place
    assert kilometres(london, paris) == pytest.approx(344, abs=2)


@pytest.mark.parametrize(("group", "word"), [(group, word) for group, words in examples().items() for word in words])
def test_every_word_stands_in_its_example(group: str, word: str) -> None:
    # Verbs stand in their example inflected; their first letters tell.
    assert word[:3] in examples()[group][word].lower() or group in ("verbs", "weak_verbs", "sayings")


@pytest.mark.parametrize(
    ("group", "word"), [(group, word) for group, table in around().items() for word in table], ids=lambda value: value
)
def test_every_word_about_the_happening_stands_in_its_example(group: str, word: str) -> None:
    # Verbs stand in their example in the past.
    assert word[:1] in around()[group][word].lower()
