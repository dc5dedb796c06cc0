"""The public record has exactly the fields that the design gives it, in that order, whatever is empty."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.answers import to_json
from sayso.records import Given
from small_world import small_ledger

PLACE = {"name": "str", "geonames_id": "int?", "lat": "num?", "lon": "num?", "precision": "str"}
TIME = {"edtf": "str", "start": "str?", "end": "str?", "precision": "str", "inferred": ["str"], "why": "str"}
WHO = {"label": "str", "side": "str?", "class": "str"}
QUANTITY = {
    "text": "str", "start": "int", "end": "int", "min": "num?", "max": "num?", "form": "str", "unit": "str",
    "of": "str?",
}  # fmt: skip
LINK = {"role": "str", "name": "str?", "kind": "str", "channel": "str?", "cue": "str?", "spans": [["int"]]}
CLAIM = {
    "id": "str", "report": "str", "quote": "str", "start": "int", "end": "int", "place": PLACE, "time": TIME,
    "quantity": QUANTITY, "chain": [LINK], "commitment": {"outlet": "str", "source": "str?"}, "origin": "str?",
}  # fmt: skip
PROPOSITION = {
    "id": "str", "kind": "str", "who": WHO, "range": {"min": "num?", "max": "num?", "best": "num?"},
    "agreement": "str", "origins": ["str"], "claims": [CLAIM],
}  # fmt: skip
ORIGIN = {
    "id": "str", "source": "str?", "kind": "str", "channel": "str?", "said": "str?", "reports": ["str"],
    "dependencies": [{"kind": "str", "evidence": ["str"]}],
}  # fmt: skip
EVENT = {
    "id": "str", "title": "str", "kinds": ["str"], "status": "str", "place": PLACE, "time": TIME,
    "participants": [{"role": "str", "label": "str", "side": "str?", "class": "str", "unit": "str?"}],
    "reports": "int", "outlets": "int", "origins": "int", "propositions": [PROPOSITION], "origin_list": [ORIGIN],
    "flags": [{"kind": "str", "report": "str", "start": "int", "end": "int", "why": "str"}],
    "grade": {"credibility": "int", "reliability": "str", "airwars": "str", "why": "str"},
}  # fmt: skip
REPORT = {
    "id": "str", "document": {"sha256": "str", "received": "str", "from": "str"}, "outlet": "str?", "title": "str?",
    "text": "str", "published": {"edtf": "str?", "basis": "str", "why": "str"},
    "apart": [{"start": "int", "end": "int", "kind": "str"}],
    "passages": [{"id": "str", "start": "int", "end": "int"}],
    "attributions": [
        {"source": [["int"]], "cue": [["int"]], "content": [["int"]], "name": "str?", "kind": "str", "channel": "str?"}
    ],
    "places": [
        {
            "text": "str", "start": "int", "end": "int", "name": "str?", "geonames_id": "int?", "lat": "num?",
            "lon": "num?", "runner_up": "int?",
        }
    ],
    "times": [
        {"text": "str", "start": "int", "end": "int", "edtf": "str?", "timex": "str", "inferred": ["str"]}
    ],
    "quantities": [
        {"text": "str", "start": "int", "end": "int", "min": "num?", "max": "num?", "form": "str"}
    ],
    "commitments": [{"start": "int", "end": "int", "degree": "num", "value": "str"}],
    "claims": ["str"], "events": ["str"], "flags": [{"kind": "str", "start": "int", "end": "int", "why": "str"}],
}  # fmt: skip
REASON = {
    "id": "str?", "kind": "str", "says": "str", "quote": "str?", "report": "str?", "start": "int?", "end": "int?",
    "made_by": "str?", "because": [],
}  # fmt: skip

TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "num": (int, float)}


def mismatches(value: Any, shape: Any, at: str = "$") -> list[str]:
    """Return where ``value`` is not of ``shape``: dicts by exact keys in order, lists by their items."""
    if isinstance(shape, dict):
        if value is None and shape in (PLACE, TIME, WHO, QUANTITY):
            return []
        if not isinstance(value, dict) or list(value) != list(shape):
            return [f"{at}: {list(value) if isinstance(value, dict) else value} is not {list(shape)}"]
        return [miss for key in shape for miss in mismatches(value[key], shape[key], f"{at}.{key}")]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{at}: not a list"]
        return [miss for n, one in enumerate(value) if shape for miss in mismatches(one, shape[0], f"{at}[{n}]")]
    if value is None:
        return [] if shape.endswith("?") else [f"{at}: null"]
    fits = isinstance(value, TYPES[shape.rstrip("?")]) and not isinstance(value, bool)
    return [] if fits else [f"{at}: {value!r} is not {shape}"]


def values(answer: object) -> Any:
    return json.loads(to_json(answer))


def test_the_records_have_the_fields_of_the_design(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(
            b"Mayor said: 3 killed at Ostrava on 2024-05-01\nPolice said: 4 injured at Brno on 2024-05-01",
            origin="a.txt",
            given=Given(outlet="Gazette", published="2024-05-02"),
        )
        ledger.add_bytes(b"Nothing at all", origin="b.txt")
        listed = values(ledger.events())
        assert list(listed) == ["events", "next"]
        assert [miss for one in listed["events"] for miss in mismatches(one, EVENT)] == []
        for one in listed["events"]:
            assert mismatches(values(ledger.event(one["id"])), EVENT) == []
            assert mismatches(values(ledger.why(one["id"])), REASON) == []
        listed = values(ledger.reports())
        assert list(listed) == ["reports", "next"]
        assert [miss for one in listed["reports"] for miss in mismatches(one, REPORT)] == []
        for one in listed["reports"]:
            assert mismatches(values(ledger.report(one["id"])), REPORT) == []


def test_a_listing_tells_the_same_but_shorter(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(b"Mayor said: 3 killed at Ostrava on 2024-05-01", origin="a.txt")
        [line] = values(ledger.events())["events"]
        whole = values(ledger.event(line["id"]))
        for key in EVENT:
            if key not in ("propositions", "origin_list"):
                assert line[key] == whole[key]
        assert [p["claims"] for p in line["propositions"]] == [[]]
        assert line["propositions"][0]["range"] == whole["propositions"][0]["range"]


def test_the_shapes_are_those_that_the_design_shows() -> None:
    design = Path(__file__).resolve().parents[2].parent / "shared" / "DESIGN.md"
    if not design.exists():
        pytest.skip("the design is not beside the checkout")
    blocks = [block.split("```")[0] for block in design.read_text(encoding="utf-8").split("```json")[1:]]
    event, report = (json.loads(block) for block in blocks[:2])
    assert _keys(event) == _without_why(_keys(EVENT))
    # `commitments` came after the page was written: docs/design/decisions.md says why.
    known = {key: shape for key, shape in REPORT.items() if key in report or key != "commitments"}
    assert _keys(report) == _keys(known)


def _keys(value: Any) -> Any:
    """Return the keys of a sample, level by level; of a list, those of its first item."""
    if isinstance(value, dict):
        return {key: _keys(one) for key, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_keys(value[0])]
    return None


def _without_why(keys: Any) -> Any:
    """A time tells why, beyond the design; a sample of the design shows null for a claim's place and time."""
    claim = keys["propositions"][0]["claims"][0]
    claim["place"] = claim["time"] = None
    keys["time"].pop("why")
    return keys
