"""Does a report's ledger say how many civilians, fighters, children and women were killed?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import article_of, documents
from benchmarks.ledgers import Read, read_articles
from benchmarks.results import Result
from benchmarks.scores import mean

NEEDS = ("docs.jsonl.gz",)
_FIELDS = {
    "civilians": "nb_civilians",
    "noncivilians": "nb_noncivilians",
    "children": "nb_children",
    "women": "nb_women",
}
_FIGHTERS = ("combatant", "police")
_SOME = ("child", "woman", "man")
"""Classes that are parts of the civilians rather than a count of all of them."""

_NO_NUMBER = ("vague", "at_most", "fewer_than")
"""Forms of figures that only bound a number or stand for one."""

Counts = dict[str, float]


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure exact matches of each field, and figures given where gold has none."""
    docs = documents(folder, limit)
    gold = {str(row["id"]): {field: float(row[key] or 0) for field, key in _FIELDS.items()} for row in docs}
    read = read_articles([article_of(row) for row in docs], events=True)
    predicted = {article: counts_of(read, article) for article in gold}
    usual = {field: Counter(row[field] for row in gold.values()).most_common(1)[0][0] for field in _FIELDS}
    return Result(
        task="counts",
        corpus=folder.name,
        n=len(gold),
        metrics=scores_of(predicted, gold),
        baseline=scores_of(dict.fromkeys(gold, usual), gold),
        predictions=[{"id": article, **predicted[article]} for article in sorted(predicted)],
    )


def counts_of(read: Read, article: str) -> Counts:
    """Return the killed, by field, of the event whose killed a report tells of first: news leads with its matter.

    Of several figures of one class the first that is a number counts: a report leads with the latest, goes on to its
    parts and to what was said before, and its vague words ("scores were killed") say less than its numbers. Those of
    whom the report leads count, and the parts of their figure; beside fighters the civilians are those who are called
    so, else the unspecified where they are more than the fighters.
    """
    told = [
        _Told(
            event["id"],
            claim["id"],
            claim["start"],
            (proposition["who"] or {}).get("class", "unknown"),
            claim["quantity"],
        )
        for event, proposition, claim in read.claims_of(article)
        if proposition["kind"] == "killed" and claim["quantity"] is not None and claim["quantity"]["unit"] == "count"
    ]
    if not told:
        return dict.fromkeys(_FIELDS, 0.0)
    main = min(told, key=lambda one: (one.start, one.event)).event
    here = sorted((one for one in told if one.event == main), key=lambda one: (one.start, -_said(one.quantity)))
    tied = _tied(here, read.wholes)
    some = {name: _first([one for one in tied if one.person_class == name]) for name in _SOME}
    fighters = max(_first([one for one in tied if one.person_class == name]) for name in _FIGHTERS)
    everybody = [one for one in tied if _sort(one) == "everybody"]
    if fighters:
        named = [one for one in everybody if one.person_class != "unknown"]
        everybody = named or [one for one in everybody if _said(one.quantity) > fighters]
    parts, whole = sum(some.values()), _first(everybody)
    return {
        "civilians": max(parts, whole) if _sort(here[0]) in _SOME else whole or parts,
        "noncivilians": fighters,
        "children": some["child"],
        "women": some["woman"],
    }


def _tied(told: list[_Told], wholes: dict[str, str]) -> list[_Told]:
    """Return the figures, of an event's in the order of the report, that are of those whom the report leads with.

    These are the figures of the lead's own sort, those of everybody unless it leads with fighters, and the parts of
    the main figures ("12 people, three of them children"). Whoever is told of beside them ("two children were killed
    in another village") is most often of another place or day. Where nobody but children, women and men is told of,
    they are all there is.
    """
    lead = told[0]
    sorts = {_sort(lead)} | ({"everybody"} if _sort(lead) != "fighters" else set())
    if all(_sort(one) in _SOME for one in told):
        return told
    main = {_said(lead.quantity), _first([one for one in told if _sort(one) in sorts])}
    main |= {whole for one in told if _said(one.quantity) in main for whole in _wholes(one, told, wholes)}
    return [
        one for one in told if _sort(one) in sorts or one.start == lead.start or main & set(_wholes(one, told, wholes))
    ]


def _sort(one: _Told) -> str:
    """Return of what sort the people of a figure are: everybody, fighters, or the class of some."""
    if one.person_class in _FIGHTERS:
        return "fighters"
    return one.person_class if one.person_class in _SOME else "everybody"


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of the killed: of which event, by which claim, where it is told, whom it counts."""

    event: str
    claim: str
    start: int
    person_class: str
    quantity: dict[str, Any]


def _wholes(part: _Told, told: list[_Told], wholes: dict[str, str]) -> list[float]:
    """Return the figures that a figure is part of, the sum of some of the dead and that of all of them."""
    by_id = {one.claim: one for one in told}
    found: list[float] = []
    claim = wholes.get(part.claim)
    while claim in by_id:
        found.append(_said(by_id[claim].quantity))
        claim = wholes.get(claim)
    return found


def _first(told: list[_Told]) -> float:
    """Return the first figure that is a number, else the first of all; nought where there is none."""
    sharp = [one for one in told if one.quantity["form"] not in _NO_NUMBER] or told
    return -min(((one.start, -_said(one.quantity)) for one in sharp), default=(0, 0.0))[1]


def _said(quantity: dict[str, Any]) -> float:
    """Return one number for an interval: the 80 of "nearly 80", else the least value, or the greatest where open."""
    numerals = re.findall(r"\d[\d,]*", quantity["text"])
    if quantity["form"] == "about" and len(numerals) == 1:
        return float(numerals[0].replace(",", ""))
    return float(quantity["min"] or quantity["max"] or 0)


def scores_of(predicted: dict[str, Counts], gold: dict[str, Counts]) -> dict[str, float]:
    """Return the share of exact values by field, and the share of gold's noughts for which a figure was given."""
    found = {
        f"{field}_exact": mean(float(predicted[article][field] == gold[article][field]) for article in gold)
        for field in _FIELDS
    }
    found["false_counts"] = mean(
        float(predicted[article][field] > 0) for article in gold for field in _FIELDS if gold[article][field] == 0
    )
    return found
