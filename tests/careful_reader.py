"""What a careful person reads in some reports (``expected.toml``), held against what the ledger says of them.

The ledger is filled and asked through the command line, as a user does it; only its public JSON is looked at.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from sayso.cli import app

Json = dict[str, Any]

FIGURE = ("min", "max")
CLAIM_FIELDS = ("form", "class", "side", "place", "time", "source", "source_kind", "chain")
NOT = "CT-"
COMMITMENTS = {"outlet_commitment": "outlet", "source_commitment": "source"}


class Desk:
    """One ledger file, asked through the ``sayso`` command."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        self.runner = CliRunner()

    def run(self, *arguments: str, code: int = 0) -> str:
        """Return what the command prints; fail where its exit code is not ``code``."""
        environment = {"SAYSO_LEDGER": str(self.ledger), "NO_COLOR": "1", "COLUMNS": "120"}
        done = self.runner.invoke(app, list(arguments), env=environment, catch_exceptions=False)
        assert done.exit_code == code, f"sayso {' '.join(arguments)} ended with {done.exit_code}: {done.output}"
        return done.stdout

    def ask(self, *arguments: str) -> Json:
        """Return the JSON that the command prints."""
        answer = json.loads(self.run(*arguments, "--json"))
        assert isinstance(answer, dict)
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that a ledger says, with reports and claims found by file name and id."""

    reports: dict[str, Json]
    events: list[Json]
    failures: list[Json]
    file_of: dict[str, str] = field(default_factory=dict)

    def claims(self, file: str | None = None) -> Iterator[tuple[Json, Json, Json]]:
        """Yield each claim with its proposition and its event, of one report or of all."""
        for event in self.events:
            for proposition in event["propositions"]:
                for claim in proposition["claims"]:
                    if file is None or self.file_of.get(claim["report"]) == file:
                        yield claim, proposition, event


def known_to(desk: Desk) -> Known:
    """Return all that the ledger at ``desk`` says."""
    reports: dict[str, Json] = {}
    for listed in every(desk, "reports"):
        reports[Path(listed["document"]["from"]).name] = desk.ask("report", listed["id"])
    events = [desk.ask("event", listed["id"]) for listed in every(desk, "events")]
    failures = desk.ask("check")["failures"]
    files = {report["id"]: name for name, report in reports.items()}
    return Known(
        reports=dict(sorted(reports.items())),
        events=sorted(events, key=lambda e: ((e["time"] or {}).get("start") or "", e["title"], e["id"])),
        failures=failures,
        file_of=files,
    )


def every(desk: Desk, noun: str) -> Iterator[Json]:
    """Yield the records of a listing, page by page."""
    after: str | None = None
    while True:
        page = desk.ask(noun, *(("--after", after) if after else ()))
        yield from page[noun]
        after = page.get("next")
        if not after:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: its name, the field it is about, whether it holds, and what was seen instead."""

    name: str
    about: str
    holds: bool
    saw: str = ""


def expected_in(folder: Path) -> Json:
    """Return the expectations of a folder."""
    return tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))


def checks_of(expected: Json, known: Known) -> list[Check]:
    """Return every check that ``expected`` asks for, in its order."""
    return [
        *_counts(expected, known),
        *(check for wanted in expected.get("failure", []) for check in _failure(wanted, known)),
        *(check for wanted in expected.get("report", []) for check in _report(wanted, expected, known)),
        *_events(expected.get("event", []), known),
        *(check for wanted in expected.get("claim", []) for check in _claim(wanted, known)),
        *(check for unwanted in expected.get("no_claim", []) for check in _no_claim(unwanted, known)),
        *(check for pair in expected.get("never_together", []) for check in _apart_events(pair, known)),
        *(_origins(pair, known, same=True) for pair in expected.get("same_origin", [])),
        *(_origins(pair, known, same=False) for pair in expected.get("different_origins", [])),
    ]


# --- the parts -------------------------------------------------------------------------------


def _counts(expected: Json, known: Known) -> Iterator[Check]:
    if "events" in expected:
        titles = "; ".join(event["title"] for event in known.events)
        yield _equal("events", "events", expected["events"], len(known.events), titles)
    if "failures" in expected:
        yield _equal("failures", "failures", expected["failures"], len(known.failures))
    if "no_event_after" in expected:
        late = [e["title"] for e in known.events if ((e["time"] or {}).get("start") or "") > expected["no_event_after"]]
        yield Check(name="no event after", about="time", holds=not late, saw="; ".join(late))


def _failure(wanted: Json, known: Known) -> Iterator[Check]:
    met = [f for f in known.failures if f["reason"] == wanted["reason"] and wanted["why"] in f["why"] and f["advice"]]
    seen = "; ".join(f"{f['reason']}: {f['why']}" for f in known.failures)
    yield Check(name=f"failure {wanted['reason']}", about="failures", holds=bool(met), saw=seen)


def _report(wanted: Json, expected: Json, known: Known) -> Iterator[Check]:
    name = wanted.get("file") or next(iter(known.reports), "")
    label = f"report {name}: " if "file" in wanted else "report: "
    report = known.reports.get(name)
    if report is None:
        yield Check(name=f"{label}is kept", about="report", holds=False, saw=", ".join(known.reports))
        return
    text = report["text"]
    if "published" in wanted:
        yield _equal(f"{label}published", "published", wanted["published"], report["published"]["edtf"])
    if "basis" in wanted:
        yield _equal(f"{label}basis", "published", wanted["basis"], report["published"]["basis"])
    for words in wanted.get("apart", []):
        spot = _spot(text, words)
        saw = "not in the text" if spot is None else "part of the report"
        yield Check(
            name=f"{label}apart {_short(words)}",
            about="apart",
            holds=spot is not None and _covered(report["apart"], *spot),
            saw=saw,
        )
    for words in wanted.get("not_in_text_or_apart", []):
        spot = _spot(text, words)
        yield Check(
            name=f"{label}gone or apart {_short(words)}",
            about="apart",
            holds=spot is None or _covered(report["apart"], *spot),
            saw="part of the report",
        )
    for words in wanted.get("not_apart", []):
        spot = _spot(text, words)
        touched = spot is not None and any(
            a["start"] < spot[1] and spot[0] < a["end"] for a in report["apart"] if a["kind"] != "caption"
        )
        saw = "not in the text" if spot is None else "set apart"
        yield Check(
            name=f"{label}not apart {_short(words)}", about="apart", holds=spot is not None and not touched, saw=saw
        )
    flags = {flag["kind"] for flag in report["flags"]} | {
        flag["kind"] for event in known.events for flag in event["flags"] if flag["report"] == report["id"]
    }
    for kind in wanted.get("flags", []):
        yield Check(name=f"{label}flag {kind}", about="flags", holds=kind in flags, saw=", ".join(sorted(flags)))
    for kind in wanted.get("no_flags", []):
        yield Check(name=f"{label}no flag {kind}", about="flags", holds=kind not in flags, saw=kind)
    if "claims" in wanted:
        yield _equal(f"{label}claims", "claims", wanted["claims"], len(report["claims"]))
    if wanted.get("no_other_figures"):
        allowed = [c for c in (*expected.get("claim", []), *expected.get("may_claim", [])) if not _elsewhere(c, name)]
        others = [
            f"{claim['kind'] if 'kind' in claim else proposition['kind']} {_figure(claim)} in “{claim['quote']}”"
            for claim, proposition, _ in known.claims(name)
            if claim["quantity"] is not None
            and NOT not in claim["commitment"].values()
            and not any(_figure_fits(c, claim, proposition) for c in allowed)
        ]
        yield Check(name=f"{label}no other figures", about="false figures", holds=not others, saw="; ".join(others))


def _events(wanted: Sequence[Json], known: Known) -> Iterator[Check]:
    free = list(known.events)
    for event in wanted:
        label = f"event {event['name']}: "
        found = max(free, key=lambda e: _likeness(event, e), default=None)
        if found is None or not _likeness(event, found):
            yield Check(name=f"{label}exists", about="events", holds=False)
            continue
        free.remove(found)
        yield from _event(event, found, label, known)


def _event(wanted: Json, found: Json, label: str, known: Known) -> Iterator[Check]:
    if "kinds" in wanted:
        holds = set(wanted["kinds"]) <= set(found["kinds"])
        yield Check(name=f"{label}kinds", about="kind", holds=holds, saw=", ".join(found["kinds"]))
    if "place" in wanted:
        yield _place(f"{label}place", wanted["place"], found["place"])
    if "time" in wanted:
        yield _among(f"{label}time", "time", wanted["time"], (found["time"] or {}).get("edtf"))
    for count in ("reports", "outlets", "origins"):
        if count in wanted:
            yield _equal(f"{label}{count}", count, wanted[count], found[count])
        if f"{count}_min" in wanted:
            least = wanted[f"{count}_min"]
            yield Check(
                name=f"{label}{count} at least", about=count, holds=found[count] >= least, saw=str(found[count])
            )
        if f"{count}_max" in wanted:
            most = wanted[f"{count}_max"]
            yield Check(name=f"{label}{count} at most", about=count, holds=found[count] <= most, saw=str(found[count]))
    if "status" in wanted:
        yield _equal(f"{label}status", "status", wanted["status"], found["status"])
    flags = {(flag["kind"], known.file_of.get(flag["report"])) for flag in found["flags"]}
    for kind, file in wanted.get("flags", []):
        seen = ", ".join(sorted(f"{k} {f}" for k, f in flags))
        yield Check(name=f"{label}flag {kind} on {file}", about="flags", holds=(kind, file) in flags, saw=seen)
    for kind, file in wanted.get("no_flags", []):
        yield Check(name=f"{label}no flag {kind} on {file}", about="flags", holds=(kind, file) not in flags, saw=kind)
    for proposition in wanted.get("proposition", []):
        yield from _proposition(proposition, found, label, known)


def _proposition(wanted: Json, event: Json, label: str, known: Known) -> Iterator[Check]:
    label = f"{label}{wanted['kind']}{' ' + wanted['class'] if 'class' in wanted else ''}: "
    found = _best_proposition(wanted, event)
    if found is None:
        yield Check(name=f"{label}exists", about="propositions", holds=False)
        return
    for bound in ("min", "max", "best"):
        if bound in wanted:
            yield _equal(f"{label}{bound}", "range", wanted[bound], found["range"][bound])
    if "agreement" in wanted:
        yield _equal(f"{label}agreement", "agreement", wanted["agreement"], found["agreement"])
    if "origins" in wanted:
        yield _equal(f"{label}origins", "origins", wanted["origins"], len(found["origins"]))
    for value in wanted.get("values", []):
        bounds = [claim["quantity"] for claim in found["claims"] if claim["quantity"] is not None]
        holds = any(value in (q["min"], q["max"]) or _number_in(q["text"]) == value for q in bounds)
        seen = ", ".join(q["text"] for q in bounds)
        yield Check(name=f"{label}value {value}", about="range", holds=holds, saw=seen)
    if "reports" in wanted:
        files = sorted({known.file_of[claim["report"]] for claim in found["claims"]})
        yield _equal(f"{label}reports", "reports", wanted["reports"], files)


def _claim(wanted: Json, known: Known) -> Iterator[Check]:
    file = wanted.get("report")
    kind = " or ".join(str(kind) for kind in _list(wanted["kind"]))
    label = f"claim {file + ' ' if file else ''}{kind}{_asked(wanted)}: "
    candidates = [
        (claim, proposition, event)
        for claim, proposition, event in known.claims(file)
        if proposition["kind"] in _list(wanted["kind"])
        and _at_words(wanted, claim, known)
        and _figure_fits(wanted, claim, proposition)
    ]
    yield Check(name=f"{label}is read", about="claims", holds=bool(candidates), saw=_seen_of_kind(wanted, known))
    if not candidates:
        return
    best = max(candidates, key=lambda c: sum(check.holds for check in _claim_fields(wanted, c, "")))
    yield from _claim_fields(wanted, best, label)


def _claim_fields(wanted: Json, found: tuple[Json, Json, Json], label: str) -> list[Check]:
    claim, proposition, event = found
    who = proposition["who"] or {}
    last = claim["chain"][-1]
    checks = []
    for asked in (*CLAIM_FIELDS, *COMMITMENTS):
        if asked not in wanted:
            continue
        name, value = f"{label}{asked}", wanted[asked]
        if asked == "form":
            checks.append(_equal(name, "form", value, (claim["quantity"] or {}).get("form")))
        elif asked in ("class", "side"):
            checks.append(_equal(name, asked, value, who.get(asked)))
        elif asked == "place":
            checks.append(_place(name, value, claim["place"] or event["place"]))
        elif asked == "time":
            checks.append(_among(name, "time", value, (claim["time"] or event["time"] or {}).get("edtf")))
        elif asked == "source":
            seen = last["name"] or ""
            holds = any(str(one).lower() in seen.lower() for one in _list(value))
            checks.append(Check(name=name, about="source", holds=holds, saw=seen))
        elif asked == "source_kind":
            checks.append(_among(name, "source", value, last["kind"]))
        elif asked == "chain":
            names = [link["name"] or "" for link in claim["chain"]]
            holds = len(names) == len(value) and all(w.lower() in n.lower() for w, n in zip(value, names, strict=True))
            checks.append(Check(name=name, about="chain", holds=holds, saw=" > ".join(names)))
        else:
            checks.append(_among(name, "commitment", value, claim["commitment"][COMMITMENTS[asked]]))
    return checks


def _no_claim(unwanted: Json, known: Known) -> Iterator[Check]:
    parts = [str(unwanted[key]) for key in ("report", "kind", "min", "in") if key in unwanted]
    found = [
        f"{proposition['kind']} {_figure(claim)} in “{claim['quote']}”"
        for claim, proposition, _ in known.claims(unwanted.get("report"))
        if proposition["kind"] == unwanted.get("kind", proposition["kind"])
        and ("min" not in unwanted or (claim["quantity"] or {}).get("min") == unwanted["min"])
        and _at_words(unwanted, claim, known)
    ]
    yield Check(name=f"no claim {' '.join(parts)}", about="false claims", holds=not found, saw="; ".join(found))


def _apart_events(pair: Json, known: Known) -> Iterator[Check]:
    def holds(event: Json, kind: str, number: float) -> bool:
        return any(
            proposition["kind"] == kind and (claim["quantity"] or {}).get("min") == number
            for proposition in event["propositions"]
            for claim in proposition["claims"]
        )

    joined = [e["title"] for e in known.events if holds(e, *pair["one"]) and holds(e, *pair["other"])]
    name = f"never together {pair['one'][1]} and {pair['other'][1]}"
    yield Check(name=name, about="events", holds=not joined, saw="; ".join(joined))


def _origins(pair: Json, known: Known, *, same: bool) -> Check:
    ones, others = ({_origin_of(claim) for claim in _claims_at(known, *pair[key])} for key in ("one", "other"))
    found = {origin for origin in ones & others if origin}
    name = f"{'same origin' if same else 'different origins'} {pair['one'][0]} and {pair['other'][0]}: {pair['one'][1]}"
    read = bool(ones) and bool(others)
    return Check(name=name, about="origins", holds=read and bool(found) == same, saw=f"{len(found)} origins shared")


def _origin_of(claim: Json) -> str | None:
    origin: str | None = claim["origin"]
    return origin


def _claims_at(known: Known, file: str, kind: str, least: float | None = None) -> Iterator[Json]:
    for claim, proposition, _ in known.claims(file):
        if proposition["kind"] == kind and least in (None, (claim["quantity"] or {}).get("min")):
            yield claim


# --- looking things up -----------------------------------------------------------------------


def _likeness(wanted: Json, event: Json) -> float:
    score = 0.0
    for proposition in wanted.get("proposition", []):
        best = _best_proposition(proposition, event)
        score += 0 if best is None else 1 + _proposition_fit(proposition, best)
    score += 2 * len(set(wanted.get("kinds", [])) & set(event["kinds"]))
    if "time" in wanted:
        score += 2 * ((event["time"] or {}).get("edtf") in _list(wanted["time"]))
    return score


def _best_proposition(wanted: Json, event: Json) -> Json | None:
    of_kind = [
        p
        for p in event["propositions"]
        if p["kind"] == wanted["kind"] and ("class" not in wanted or (p["who"] or {}).get("class") == wanted["class"])
    ]
    return max(of_kind, key=lambda p: (_proposition_fit(wanted, p), len(p["claims"])), default=None)


def _proposition_fit(wanted: Json, found: Json) -> int:
    fits = sum(found["range"][bound] == wanted[bound] for bound in ("min", "max", "best") if bound in wanted)
    texts = [claim["quantity"] for claim in found["claims"] if claim["quantity"] is not None]
    return fits + sum(any(v in (q["min"], q["max"]) for q in texts) for v in wanted.get("values", []))


def _figure_fits(wanted: Json, claim: Json, proposition: Json) -> bool:
    if proposition["kind"] not in _list(wanted["kind"]):
        return False
    quantity = claim["quantity"] or {}
    return all(_same(quantity.get(bound), wanted[bound]) for bound in FIGURE if bound in wanted)


def _at_words(wanted: Json, claim: Json, known: Known) -> bool:
    if "in" not in wanted:
        return True
    report = known.reports[known.file_of[claim["report"]]]
    spot = _spot(report["text"], wanted["in"])
    return spot is not None and claim["start"] < spot[1] and spot[0] < claim["end"]


def _elsewhere(wanted: Json, file: str) -> bool:
    return wanted.get("report", file) != file


def _seen_of_kind(wanted: Json, known: Known) -> str:
    return "; ".join(
        f"{_figure(claim)} in “{claim['quote']}”"
        for claim, proposition, _ in known.claims(wanted.get("report"))
        if proposition["kind"] in _list(wanted["kind"])
    )


def _spot(text: str, words: str) -> tuple[int, int] | None:
    start = text.find(words)
    return None if start < 0 else (start, start + len(words))


def _covered(apart: Sequence[Json], start: int, end: int) -> bool:
    for stretch in sorted(apart, key=lambda a: int(a["start"])):
        if stretch["start"] <= start < stretch["end"]:
            start = stretch["end"]
        if start >= end:
            return True
    return False


def _place(name: str, wanted: object, found: Json | None) -> Check:
    seen = found or {}
    key = "geonames_id" if isinstance(wanted, int) else "name"
    return _equal(name, "place", wanted, seen.get(key), f"{seen.get('name')} ({seen.get('geonames_id')})")


def _among(name: str, about: str, wanted: object, found: object) -> Check:
    return Check(name=name, about=about, holds=found in _list(wanted), saw=str(found))


def _equal(name: str, about: str, wanted: object, found: object, saw: str | None = None) -> Check:
    return Check(name=name, about=about, holds=_same(found, wanted), saw=str(found) if saw is None else saw)


def _same(found: object, wanted: object) -> bool:
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return abs(found - wanted) < 1e-6
    return found == wanted


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _figure(claim: Json) -> str:
    quantity = claim["quantity"]
    return "without a number" if quantity is None else f"{quantity['text']} [{quantity['min']}, {quantity['max']}]"


def _asked(wanted: Json) -> str:
    told = [str(wanted[key]) for key in ("class", "min") if key in wanted]
    if "min" not in wanted and "in" in wanted:
        told.append(_short(wanted["in"]))
    return f" {' '.join(told)}" if told else ""


def _number_in(words: str) -> int | None:
    digits = "".join(c for c in words if c.isdigit())
    return int(digits) if digits else None


def _short(words: str) -> str:
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"
