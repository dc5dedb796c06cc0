"""The careful reader sees what is wrong: a checker that never fails would bless anything."""

from __future__ import annotations

from careful_reader import Json, Known, checks_of
from readable_ledger import readable

TEXT = "Four people were killed in Maribor, a spokesman said.\nAdvert"
PLACE = {"name": "Maribor", "geonames_id": 3195506, "lat": 46.55, "lon": 15.65, "precision": "city"}
TIME = {"edtf": "2019-02-12", "start": "2019-02-12", "end": "2019-02-12", "precision": "day", "inferred": []}
WHO = {"label": "people", "side": None, "class": "unknown"}


def link(role: str, name: str, kind: str, cue: str | None) -> Json:
    return {"role": role, "name": name, "kind": kind, "channel": None, "cue": cue, "spans": []}


def known() -> Known:
    quantity = {"text": "Four", "start": 0, "end": 4, "min": 4, "max": 4, "form": "exact", "unit": "count", "of": None}
    claim = {
        "id": "clm_1", "report": "rpt_1", "quote": TEXT[:34], "start": 0, "end": 34, "place": None, "time": None,
        "quantity": quantity, "commitment": {"outlet": "Uu", "source": "CT+"}, "origin": "org_1",
        "chain": [link("outlet", "Daily", "outlet", None), link("source", "spokesman", "unnamed", "said")],
    }  # fmt: skip
    proposition = {
        "id": "prp_1", "kind": "killed", "who": WHO, "range": {"min": 4, "max": 4, "best": 4}, "agreement": "single",
        "origins": ["org_1"], "claims": [claim],
    }  # fmt: skip
    origin = {
        "id": "org_1", "source": "spokesman", "kind": "unnamed", "channel": None, "said": None, "reports": ["rpt_1"],
        "dependencies": [],
    }  # fmt: skip
    grade = {"credibility": 3, "reliability": "F", "airwars": "weak", "why": "one origin"}
    event = {
        "id": "evt_1", "title": "Blast", "kinds": ["killed"], "status": "single-origin", "place": PLACE, "time": TIME,
        "participants": [], "reports": 1, "outlets": 1, "origins": 1, "propositions": [proposition],
        "origin_list": [origin], "flags": [], "grade": grade,
    }  # fmt: skip
    report = {
        "id": "rpt_1", "document": {"sha256": "0", "received": "2026-01-01T00:00:00Z", "from": "a.txt"},
        "outlet": "Daily", "text": TEXT, "published": {"edtf": "2019-02-13", "basis": "given", "why": ""},
        "apart": [{"start": 54, "end": 60, "kind": "advert"}], "attributions": [], "claims": ["clm_1"], "flags": [],
    }  # fmt: skip
    return Known(reports={"a.txt": report}, events=[event], failures=[], file_of={"rpt_1": "a.txt"})


def failing(expected: Json) -> list[str]:
    return [check.name for check in checks_of(expected, known()) if not check.holds]


def test_what_is_true_holds() -> None:
    proposition = {"kind": "killed", "min": 4, "agreement": "single", "origins": 1, "reports": ["a.txt"]}
    claim = {
        "kind": "killed",
        "min": 4,
        "max": 4,
        "form": "exact",
        "place": 3195506,
        "source": "spokesman",
        "in": "Four",
    }
    report = {"published": "2019-02-13", "apart": ["Advert"], "not_apart": ["Four people"], "no_other_figures": True}
    event = {
        "name": "blast",
        "place": "Maribor",
        "time": ["2019", "2019-02-12"],
        "origins": 1,
        "proposition": [proposition],
    }
    assert failing({"events": 1, "failures": 0, "report": [report], "event": [event], "claim": [claim]}) == []


def test_a_false_figure_is_seen() -> None:
    assert failing({"report": [{"no_other_figures": True}]}) == ["report: no other figures"]
    assert failing({"no_claim": [{"kind": "killed", "min": 4}]}) == ["no claim killed 4"]


def test_a_wrong_field_is_seen() -> None:
    assert failing({"claim": [{"kind": "killed", "min": 5}]}) == ["claim killed 5: is read"]
    assert failing({"claim": [{"kind": "killed", "min": 4, "source": "mayor"}]}) == ["claim killed 4: source"]
    assert failing({"event": [{"name": "blast", "kinds": ["killed"], "origins": 2}]}) == ["event blast: origins"]
    assert failing({"event": [{"name": "flood", "kinds": ["disaster"]}]}) == ["event flood: exists"]


def test_wrong_furniture_is_seen() -> None:
    assert failing({"report": [{"apart": ["Four people"]}]}) == ["report: apart “Four people”"]
    assert failing({"report": [{"not_apart": ["Advert"]}]}) == ["report: not apart “Advert”"]


def test_the_readable_ledger_has_no_ids_and_every_quotation() -> None:
    text = readable(known())
    assert "Four people were killed in Maribor" in text
    assert not any(kind in text for kind in ("evt_", "clm_", "org_", "prp_", "rpt_"))
