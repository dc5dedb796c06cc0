"""The public path: articles become files with a header, a ledger reads them, and its public JSON comes back."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.corpora import Article
from sayso.answers import to_values
from sayso.ledger import open_ledger

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)
"""One time of receipt for all: figures must not depend on the day of measuring."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a ledger made of articles: the JSON of each article's report (absent where none was made) and of events.

    ``wholes`` gives, for each claim that is part of another ("12 people, including 3 children"), that other's id.
    """

    reports: dict[str, dict[str, Any]]
    events: dict[str, dict[str, Any]]
    wholes: dict[str, str] = field(default_factory=dict)

    def claims_of(self, article: str) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
        """Return the (event, proposition, claim) triples that rest on an article's report."""
        report = self.reports.get(article)
        if report is None:
            return []
        return [
            (event, proposition, claim)
            for event in (self.events[event_id] for event_id in report["events"] if event_id in self.events)
            for proposition in event["propositions"]
            for claim in proposition["claims"]
            if claim["report"] == report["id"]
        ]

    def main_event_of(self, article: str) -> str | None:
        """Return the event that holds most of an article's claims, the first to be told of in a tie."""
        counts: Counter[str] = Counter()
        first: dict[str, int] = {}
        for event, _, claim in self.claims_of(article):
            counts[event["id"]] += 1
            first[event["id"]] = min(first.get(event["id"], claim["start"]), claim["start"])
        if not counts:
            return None
        return min(counts, key=lambda event: (-counts[event], first[event], event))


def read_articles(articles: Sequence[Article], *, events: bool = False) -> Read:
    """Read articles through a ledger of their own and return its public records."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "reports"
        folder.mkdir()
        names: dict[str, str] = {}
        for number, article in enumerate(articles):
            name = f"{number:06d}.txt"
            names[name] = article.id
            (folder / name).write_bytes(_file_of(article, number))
        with open_ledger(Path(scratch) / "benchmark.sayso") as ledger:
            ledger.add([folder], received=RECEIVED)
            reports = {}
            for report in ledger.every_report():
                record = to_values(report)
                reports[names[Path(record["document"]["from"]).name]] = record
            told: dict[str, dict[str, Any]] = {}
            wholes: dict[str, str] = {}
            for event in ledger.every_event() if events else ():
                told[event.id] = to_values(event)
                claims = (claim for proposition in event.propositions for claim in proposition.claims)
                wholes |= {claim.id: claim.part_of for claim in claims if claim.part_of is not None}
            return Read(reports, told, wholes)


def _file_of(article: Article, number: int) -> bytes:
    header = {
        "outlet": article.outlet,
        "published": article.published,
        "title": " ".join(article.title.split()) if article.title else None,
        # No key of the header; it keeps two articles of the same words two documents.
        "benchmark": str(number),
    }
    lines = [f"{key}: {value}" for key, value in header.items() if value]
    return ("---\n" + "\n".join(lines) + "\n---\n" + article.text).encode("utf-8", "replace")
