"""Do reports of one incident end in one event, and does the event know how many were killed and injured?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.corpora import article_of, documents, rows
from benchmarks.ledgers import Read, read_articles
from benchmarks.results import Result
from benchmarks.scores import b_cubed, mean

NEEDS = ("docs.jsonl.gz", "incidents.jsonl.gz")
_KINDS = {"killed": ("killed",), "injured": ("injured", "hospitalised", "in_intensive_care")}


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure grouping (B-cubed over documents) and figures (over incidents)."""
    docs = documents(folder, limit)
    gold = {str(row["id"]): str(row["incident_id"]) for row in docs}
    wanted = set(gold.values())
    incidents = {
        str(row["incident_id"]): row for row in rows(folder / "incidents.jsonl.gz") if str(row["incident_id"]) in wanted
    }
    read = read_articles([article_of(row) for row in docs], events=True)
    main = {article: event for article in gold if (event := read.main_event_of(article)) is not None}
    told: dict[str, list[str]] = {incident: [] for incident in sorted(incidents)}
    for article, event in main.items():
        told.setdefault(gold[article], []).append(event)
    figures = {incident: figures_of(read, events) for incident, events in told.items()}
    usual = {
        kind: Counter(int(row[f"num_{kind}"]) for row in incidents.values()).most_common(1)[0][0] for kind in _KINDS
    }
    constant = {
        incident: {kind: (float(usual[kind]), float(usual[kind]), float(usual[kind])) for kind in _KINDS}
        for incident in incidents
    }
    return Result(
        task="incidents",
        corpus=folder.name,
        n=len(gold),
        metrics=_grouping(main, gold) | _figures(figures, incidents),
        baseline=_grouping({}, gold) | _figures(constant, incidents),
        predictions=[
            {"id": article, "event": main.get(article), "figures": figures.get(gold[article])}
            for article in sorted(gold)
        ],
    )


def figures_of(read: Read, events: list[str]) -> dict[str, tuple[float, float, float]]:
    """Return (min, max, best) of the killed and the injured of the event that most documents of an incident tell of."""
    nothing = (0.0, 0.0, 0.0)
    if not events:
        return dict.fromkeys(_KINDS, nothing)
    chosen = Counter(sorted(events)).most_common(1)[0][0]
    return {name: figure_of(read.events[chosen], kinds) for name, kinds in _KINDS.items()}


def figure_of(event: dict[str, Any], kinds: tuple[str, ...]) -> tuple[float, float, float]:
    """Return (min, max, best) of an event's figure of some kinds: the proposition with the greatest best value.

    Propositions about parts (women, children) are within the whole, so that the greatest is the whole; adding them
    would count people twice.
    """
    found = []
    for proposition in event["propositions"]:
        range_ = proposition["range"]
        if proposition["kind"] in kinds and any(range_[name] is not None for name in ("min", "max", "best")):
            low = 0.0 if range_["min"] is None else float(range_["min"])
            high = float("inf") if range_["max"] is None else float(range_["max"])
            best = low if range_["best"] is None else float(range_["best"])
            found.append((best, low, high))
    if not found:
        return (0.0, 0.0, 0.0)
    best, low, high = max(found)
    return (low, high, best)


def _grouping(predicted: dict[str, str], gold: dict[str, str]) -> dict[str, float]:
    precision, recall, both = b_cubed(predicted, gold)
    return {"b3_f1": both, "b3_precision": precision, "b3_recall": recall}


def _figures(
    figures: dict[str, dict[str, tuple[float, float, float]]], incidents: dict[str, dict[str, Any]]
) -> dict[str, float]:
    found = {}
    for kind in _KINDS:
        triples = [(figures[incident][kind], float(row[f"num_{kind}"])) for incident, row in sorted(incidents.items())]
        found[f"{kind}_exact"] = mean(float(best == gold) for (_, _, best), gold in triples)
        found[f"{kind}_covered"] = mean(float(low <= gold <= high) for (low, high, _), gold in triples)
    return found
