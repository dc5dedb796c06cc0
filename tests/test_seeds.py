"""Three real reports, read through the command line as a user runs it. Skipped where the seeds are absent."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("seeds"),
    pytest.mark.skipif(not SEEDS.is_dir(), reason=f"seeds absent: no folder {SEEDS.name} beside the checkout"),
]

Json = dict[str, Any]


class Desk:
    """The ledger of the three seeds, asked through ``python -m sayso``."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        self.text = {path.name[:3]: path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))}
        self.run("add", str(SEEDS))
        listed = self.ask("reports")["reports"]
        self.reports = {Path(r["document"]["from"]).name[:3]: self.ask("report", r["id"]) for r in listed}
        self.events = [self.ask("event", e["id"]) for e in self.ask("events")["events"]]

    def run(self, *arguments: str) -> str:
        environment = {**os.environ, "SAYSO_LEDGER": str(self.ledger), "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "sayso", *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"sayso {' '.join(arguments)}: {done.stderr}"
        return done.stdout

    def ask(self, *arguments: str) -> Json:
        answer = json.loads(self.run(*arguments, "--json"))
        assert isinstance(answer, dict)
        return answer

    def name_of(self, report_id: str) -> str:
        return next(name for name, report in self.reports.items() if report["id"] == report_id)

    def poisoning(self) -> Json:  # the event of 000 and 001
        found = [
            e for e in self.events if "poisoning" in e["kinds"] and (e["place"] or {}).get("geonames_id") == 707292
        ]
        assert len(found) == 1, [e["title"] for e in self.events]
        return found[0]

    def of_report(self, name: str) -> list[Json]:
        return [e for e in self.events if e["id"] in self.reports[name]["events"]]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("seeds") / "seeds.sayso")


def claims_of(event: Json, kind: str) -> list[Json]:
    return [c for p in event["propositions"] if p["kind"] == kind for c in p["claims"]]


def all_claims(desk: Desk, report: str, kind: str) -> list[tuple[Json, Json, Json]]:
    identity = desk.reports[report]["id"]
    return [
        (event, proposition, claim)
        for event in desk.events
        for proposition in event["propositions"]
        for claim in proposition["claims"]
        if proposition["kind"] == kind and claim["report"] == identity
    ]


def test_the_two_poisoning_reports_are_one_event_at_izium(desk: Desk) -> None:
    event = desk.poisoning()
    assert event["reports"] == 2
    assert event["outlets"] == 2
    names = {desk.name_of(c["report"]) for p in event["propositions"] for c in p["claims"]}
    assert names == {"000", "001"}
    assert event["time"]["edtf"] == "2022-04-02"
    assert event["time"]["inferred"] == ["year"]


@pytest.mark.parametrize(("kind", "value"), [("killed", 2), ("in_intensive_care", 28), ("hospitalised", 500)])
def test_both_reports_give_the_figures(desk: Desk, kind: str, value: int) -> None:
    event = desk.poisoning()
    [proposition] = [p for p in event["propositions"] if p["kind"] == kind]
    assert proposition["range"]["best"] == value
    assert {desk.name_of(c["report"]) for c in proposition["claims"]} == {"000", "001"}
    assert proposition["who"]["side"] == "Russia"
    assert proposition["who"]["class"] == "combatant"
    for claim in proposition["claims"]:
        quantity = claim["quantity"]
        if quantity is not None and quantity["form"] == "exact":
            assert (quantity["min"], quantity["max"]) == (value, value)
    assert any(claim["quantity"] for claim in proposition["claims"])


def test_about_500_is_kept_as_approximate(desk: Desk) -> None:
    forms = [(c["quantity"]["form"], desk.name_of(c["report"])) for c in claims_of(desk.poisoning(), "hospitalised")]
    assert ("about", "001") in forms
    about = next(c["quantity"] for c in claims_of(desk.poisoning(), "hospitalised") if c["quantity"]["form"] == "about")
    assert (about["min"], about["max"]) == (450, 550)


def test_victims_and_givers_are_named(desk: Desk) -> None:
    participants = desk.poisoning()["participants"]
    assert any(
        p["role"] == "affected" and p["side"] == "Russia" and "3rd" in (p["unit"] or "") and "ifle" in (p["unit"] or "")
        for p in participants
    ), participants
    assert any(p["role"] == "actor" and p["side"] == "Ukraine" and p["class"] == "civilian" for p in participants)


def test_two_reports_rest_on_one_origin(desk: Desk) -> None:
    event = desk.poisoning()
    assert event["origins"] == 1
    assert event["status"] == "single-origin"
    [origin] = event["origin_list"]
    assert "ntelligence" in origin["source"]
    assert "Facebook" in origin["channel"]
    assert origin["said"] == "2022-04-02"
    assert {desk.name_of(r) for r in origin["reports"]} == {"000", "001"}
    assert origin["dependencies"]


def test_relays_stand_in_the_chains_of_000(desk: Desk) -> None:
    names = {a["name"] for a in desk.reports["000"]["attributions"]}
    assert any("Insider" in (n or "") for n in names)
    assert any("Guardian" in (n or "") for n in names)


def test_the_flags_of_the_poisoning(desk: Desk) -> None:
    flags = {(f["kind"], desk.name_of(f["report"])) for f in desk.poisoning()["flags"]}
    assert ("hardened", "001") in flags
    assert ("caveat-dropped", "001") in flags
    assert any(kind == "quote-variant" for kind, _ in flags)
    assert ("hardened", "000") not in flags
    assert ("caveat-dropped", "000") not in flags


def test_the_quote_variant_names_the_words(desk: Desk) -> None:
    whys = " ".join(f["why"] for f in desk.poisoning()["flags"] if f["kind"] == "quote-variant")
    assert "cakes" in whys
    assert "pies" in whys


def test_the_inferred_year_says_so(desk: Desk) -> None:
    [time] = [t for t in desk.reports["000"]["times"] if t["text"].startswith("Saturday, 2 April")]
    assert time["edtf"] == "2022-04-02"
    assert time["inferred"] == ["year"]
    assert any(f["kind"] == "inferred-year" for f in desk.reports["000"]["flags"])


def test_chernobyl_is_another_event(desk: Desk) -> None:
    others = [e for e in desk.of_report("001") if e["id"] != desk.poisoning()["id"]]
    text = " ".join(c["quote"] for e in others for p in e["propositions"] for c in p["claims"])
    assert "radiation poisoning" in text or "radioactive" in text
    quoted = " ".join(c["quote"] for p in desk.poisoning()["propositions"] for c in p["claims"])
    assert "Chernobyl" not in quoted
    attributions = desk.reports["001"]["attributions"]
    assert any("exclusion zone worker" in (a["name"] or "") for a in attributions)


def test_002_never_joins_the_poisoning(desk: Desk) -> None:
    assert desk.poisoning()["id"] not in desk.reports["002"]["events"]


def test_a_thousand_residents_killed_on_the_deputys_word(desk: Desk) -> None:
    found = all_claims(desk, "002", "killed")
    assert found
    for event, proposition, claim in found:
        if claim["quantity"] is None or claim["quantity"]["min"] != 1000:
            continue
        assert claim["quantity"]["max"] is None
        assert event["place"]["geonames_id"] == 707292
        assert proposition["who"]["class"] in {"civilian", "unknown"}
    thousands = [c for _, _, c in found if c["quantity"] and c["quantity"]["min"] == 1000]
    assert len(thousands) == 2
    for claim in thousands:
        [source] = [link for link in claim["chain"] if link["role"] == "source"]
        assert "Strelnyk" in source["name"]
    assert len({e["id"] for e, _, c in found if c["quantity"] and c["quantity"]["min"] == 1000}) == 1


def test_what_remains_and_what_was_destroyed(desk: Desk) -> None:
    remaining = [c["quantity"] for _, _, c in all_claims(desk, "002", "remaining")]
    assert any(q["form"] == "about" and (q["min"], q["max"]) == (9000, 11000) for q in remaining)
    assert any(q["unit"] == "share" and q["min"] <= 0.2 <= q["max"] for q in remaining)
    destroyed = [c for _, _, c in all_claims(desk, "002", "destroyed")]
    assert any(
        c["quantity"] and c["quantity"]["unit"] == "share" and c["quantity"]["min"] == 0.8
        and "infrastructure" in c["quantity"]["of"]
        for c in destroyed
    )  # fmt: skip
    assert any("healthcare facilities" in c["quote"] and "03" in (c["time"] or {"edtf": ""})["edtf"] for c in destroyed)


def test_izium_changed_hands_on_10_september(desk: Desk) -> None:
    transfers = [c for _, _, c in all_claims(desk, "002", "transfer_of_territory")]
    assert any(c["time"] and c["time"]["edtf"].endswith("09-10") for c in transfers)
    captured = [c["quantity"] for _, _, c in all_claims(desk, "002", "captured")]
    assert any(q and q["form"] == "vague" and q["min"] == 200 for q in captured)


def test_twenty_towns_on_the_general_staffs_word(desk: Desk) -> None:
    found = [
        c
        for _, _, c in all_claims(desk, "002", "transfer_of_territory")
        if c["quantity"] and c["quantity"]["min"] == 20
    ]
    assert found
    assert any("General Staff" in (link["name"] or "") for c in found for link in c["chain"])


def test_two_weekdays_for_one_date_are_a_mismatch_and_leave_the_year_open(desk: Desk) -> None:
    report = desk.reports["002"]
    flags = [f for f in report["flags"] if f["kind"] == "weekday-mismatch"]
    assert any("Tuesday, September 12" in report["text"][f["start"] : f["end"]] for f in flags)
    twelfth = [t["edtf"] for t in report["times"] if "September 12" in t["text"]]
    assert set(twelfth) == {"XXXX-09-12"}


def test_troops_entered_the_ukrainian_volchansk(desk: Desk) -> None:
    ids = {p["text"]: (p["geonames_id"], p["runner_up"]) for p in desk.reports["002"]["places"]}
    assert ids["Volchansk"][0] == 689304
    assert ids["Volchansk"][1] is not None
    assert ids["Velyky Burluk"][0] == 690193
    places = {
        (c["place"] or {}).get("geonames_id")
        for kind in ("troop_movement", "transfer_of_territory")
        for _, _, c in all_claims(desk, "002", kind)
    }
    assert {689304, 690193} & places


def test_furniture_is_set_apart_and_nothing_else(desk: Desk) -> None:
    for name, report in desk.reports.items():
        text = report["text"]
        apart = [(text[a["start"] : a["end"]].strip(), a["kind"]) for a in report["apart"]]
        lines = [line.strip() for line in desk.text[name].splitlines()]
        expected = {
            line for line in lines
            if line == "Advert" or line.startswith(("If you would like to donate", "Topics:", "You can also highlight"))
            or "N. Korean Troops" in line
        }  # fmt: skip
        assert {words for words, _ in apart} == expected
        for start, end in ((a["start"], a["end"]) for a in report["apart"]):
            for event in desk.events:
                for proposition in event["propositions"]:
                    for claim in proposition["claims"]:
                        if claim["report"] == report["id"]:
                            assert claim["end"] <= start or claim["start"] >= end


def test_why_leads_from_every_figure_to_the_very_words(desk: Desk) -> None:
    for event in desk.events:
        for proposition in event["propositions"]:
            for claim in proposition["claims"]:
                report = next(r for r in desk.reports.values() if r["id"] == claim["report"])
                assert report["text"][claim["start"] : claim["end"]] == claim["quote"]
    figure = claims_of(desk.poisoning(), "killed")[0]
    assert figure["quote"] in json.dumps(desk.ask("why", figure["id"]), ensure_ascii=False).replace('\\"', '"')
    assert "doc_" in desk.run("why", figure["id"])


def test_nothing_failed_and_a_second_add_adds_nothing(desk: Desk) -> None:
    before = desk.run("export", "--format", "jsonl", "--out", "-")
    desk.run("add", str(SEEDS))
    assert desk.run("export", "--format", "jsonl", "--out", "-") == before
    desk.run("rebuild")
    assert desk.run("export", "--format", "jsonl", "--out", "-") == before
    assert desk.ask("check")["failures"] == []
