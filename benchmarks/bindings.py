"""Where the number of the killed or the injured stands in a report, does a claim of that kind hold it?

A registry keeps the final figures of an incident, and many a report was written before them or tells of something
else; so only the reports *with the number in them* are asked. For a kind, these are the reports of incidents whose
figure of that kind is at least one, where a sentence (or the title) has both a word of that fate (``_FATES``) and the
figure: as a numeral or a number word of its own, no part of an age, a time, a date, a sum of money, a road, a calibre
or another measure; or, for one, as a single person ("a man", "another teenager", "a 12-year-old"), at most four words
between. Whether the number counts those people there is what is measured, not what is asked for: "two suspects fled
after the deadly shooting" is a sentence with the number two and a word of death. So no reader scores one.

A report is right where a claim of the kind has the figure as its least or its greatest value. Hospitalised and in
intensive care count as injured, as the registry counts them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.corpora import article_of, documents, rows
from benchmarks.ledgers import Read, read_articles
from benchmarks.results import Result
from benchmarks.scores import mean

NEEDS = ("docs.jsonl.gz", "incidents.jsonl.gz")
FOLDER = "incidents"
"""Its corpora are those of another task."""

_KINDS = {"killed": ("killed",), "injured": ("injured", "hospitalised", "in_intensive_care")}
_FATES = {
    "killed": r"\b(?:kill|dead\b|die[ds]?\b|dying|death|deadly|fatal|slain|slay|murder|homicide|bod(?:y|ies)\b)",
    "injured": r"\b(?:injur|wound|hurt\b|shot\b|hospital|condition\b|surviv)",
}
_ONES = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_BEFORE = r"(?<![\w$£€#:/.,-])(?<!\bage )(?<!\baged )(?<!\bNo\. )"
_MEASURES = (
    r"years?|months?|weeks?|days?|hours?|minutes?|[ap]\.?m\b|o.clock|miles?|feet|foot|inch(?:es)?|blocks?|"
    r"calib(?:er|re)|mm\b|gauge|rounds?|shots?|times|percent|per.cent"
)
_AFTER = rf"(?![-–\s](?:{_MEASURES})|\s?%|[:/.,-]\d|[-–]\w|\w)"
_PERSON = (
    r"\b(?:a|an|another|one)\s(?:[\w’'-]+\s){0,4}?(?:man|woman|boy|girl|teen|teenager|child|person|victim|student|"
    r"officer|deputy|toddler|baby|infant|father|mother|resident|male|female|suspect|gunman|driver|clerk|employee|"
    r"bystander|customer|worker|guard|neighbou?r|friend|relative|passenger|\d{1,2}[- ]year[- ]old)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+|\n+")


def measure(folder: Path, *, limit: int | None) -> Result:
    """Measure, of the reports with the number in them, the share in which a claim of the kind holds it."""
    docs = documents(folder, limit)
    incidents = {str(row["incident_id"]): row for row in rows(folder / "incidents.jsonl.gz")}
    asked: dict[str, dict[str, int]] = {kind: {} for kind in _KINDS}
    for row in docs:
        text = f"{row.get('title') or ''}\n{row['text']}"
        for kind in _KINDS:
            figure = int(incidents[str(row["incident_id"])][f"num_{kind}"])
            if stands_in(text, figure, kind):
                asked[kind][str(row["id"])] = figure
    read = read_articles([article_of(row) for row in docs], events=True)
    told = {kind: {one: figures_of(read, one, _KINDS[kind]) for one in asked[kind]} for kind in _KINDS}
    return Result(
        task="bindings",
        corpus=folder.name,
        n=len(set().union(*asked.values())),
        metrics={f"{kind}_bound": bound(told[kind], asked[kind]) for kind in _KINDS},
        baseline={f"{kind}_bound": bound({one: {1.0} for one in asked[kind]}, asked[kind]) for kind in _KINDS},
        predictions=[
            {"id": one, "kind": kind, "figure": figure, "told": sorted(told[kind][one])}
            for kind in _KINDS
            for one, figure in sorted(asked[kind].items())
        ],
    )


def stands_in(text: str, figure: int, kind: str) -> bool:
    """Tell whether a sentence of a text has a word of a kind and a figure, by itself or as a single person."""
    if figure < 1:
        return False
    return any(
        _fate(kind).search(sentence) is not None and _figure(figure).search(sentence) is not None
        for sentence in _SENTENCE.split(text)
    )


@cache
def _fate(kind: str) -> re.Pattern[str]:
    return re.compile(_FATES[kind], re.IGNORECASE)


@cache
def _figure(figure: int) -> re.Pattern[str]:
    words = [str(figure), *([_spelled(figure)] if figure < 100 else [])]
    number = rf"{_BEFORE}(?:{'|'.join(words)}){_AFTER}"
    return re.compile(rf"{number}|{_PERSON}" if figure == 1 else number, re.IGNORECASE)


def _spelled(figure: int) -> str:
    if figure < 20:
        return _ONES[figure - 1]
    tens, rest = divmod(figure, 10)
    return _TENS[tens - 2] + (f"[- ]{_ONES[rest - 1]}" if rest else "")


def figures_of(read: Read, article: str, kinds: tuple[str, ...]) -> set[float]:
    """Return the least and greatest values of the claims of some kinds that an article's report makes."""
    found: set[float] = set()
    for _, proposition, claim in read.claims_of(article):
        quantity: dict[str, Any] | None = claim["quantity"]
        if proposition["kind"] in kinds and quantity is not None and quantity["unit"] == "count":
            found |= {float(quantity[name]) for name in ("min", "max") if quantity[name] is not None}
    return found


def bound(told: dict[str, set[float]], asked: dict[str, int]) -> float:
    """Return the share of the articles asked in which a claim holds the figure."""
    return mean(float(figure in told[article]) for article, figure in asked.items())
