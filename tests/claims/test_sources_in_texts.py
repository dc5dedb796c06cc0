"""Who a careful reader takes for the source in a hundred short texts (sources.toml), and which two are one.

``python tests/claims/test_sources_in_texts.py`` prints the counts, and with ``open`` what goes wrong in that half.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hand_read import gazetteer, parser, report_of
from sayso.claims.attributions import attributions_of
from sayso.claims.chains import chain_at
from sayso.engines.passage_reader import trained_reader
from sayso.passages import split
from sayso.records import Attribution, ChainLink, Report, Role
from sayso.text.names import fold

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
HALVES = ("open", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found for one expectation: ``name`` is right, wrong or abstained."""

    half: str
    words: str
    name: str
    kind: bool
    channel: bool
    relay: bool
    saw: str


@cache
def reader() -> Any:
    return trained_reader()


@cache
def read(text: str, engine: str, headline: bool) -> tuple[Report, tuple[Attribution, ...]]:
    report = report_of(text, headline=headline)
    passages = split(report)
    parses = parser().parse([text[p.start : p.end] for p in passages])
    marked = reader().read(text, report.own_parts).attributions if engine == "reader" else ()
    return report, attributions_of(report, passages, parses, (), gazetteer(), marked)


def chain_of(text: str, words: str, engine: str, headline: bool) -> tuple[ChainLink, ...]:
    report, attributions = read(text, engine, headline)
    start = text.index(words)
    return chain_at(report, attributions, start, start + len(words))


def own_words(text: str, link: ChainLink, engine: str, headline: bool) -> str:
    """Return the words that stand for a source where it speaks, without a clause that tells more of it."""
    attributions = {a.id: a for a in read(text, engine, headline)[1]}
    spans = attributions[link.attribution or ""].source if link.attribution in attributions else ()
    return fold(text[spans[0].start : spans[-1].end].split(", who")[0].strip(" ,")) if spans else ""


def found_in_texts(engine: str) -> Iterator[Found]:
    """Compare each expectation with what is read; a name that only repeats the source's own words is no wrong one."""
    for number, entry in enumerate(tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))["text"]):
        text, headline = entry["text"].strip(), entry.get("headline", False)
        for words, names, kinds, channels, *relay in entry["says"]:
            chain = chain_of(text, words, engine, headline)
            link = chain[-1]
            name = fold(link.name or "") if link.role is Role.SOURCE else ""
            wanted = [fold(one) for one in names.split("|")]
            own = name != "" and name == own_words(text, link, engine, headline)
            right = name in wanted or (own and wanted == [""])
            kind = link.kind.value if link.role is Role.SOURCE else ""
            yield Found(
                half=HALVES[number % 2],
                words=words,
                name="right" if right else "abstained" if own or not name else "wrong",
                kind=kind in kinds.split("|"),
                channel=(link.channel or "") in channels.split("|"),
                relay=not relay or any(fold(one.name or "") == fold(relay[0]) for one in chain[1:-1]),
                saw=f"{link.name} ({kind}) {link.channel or ''} by {[one.name for one in chain[1:-1]]}",
            )


@cache
def counts(engine: str) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {half: Counter() for half in HALVES}
    for one in found_in_texts(engine):
        found[one.half].update([one.name, "all"])
        found[one.half].update(part for part in ("kind", "channel", "relay") if getattr(one, part))
    return found


def key_of(source: str, engine: str) -> str | None:
    text = f"{source[0].upper()}{source[1:]} said that nine men had died."
    return chain_of(text, "nine men", engine, False)[-1].key


def pairs_told_rightly(engine: str) -> dict[str, int]:
    table = tomllib.loads((HERE / "one_source.toml").read_text(encoding="utf-8"))
    told = {}
    for asked in ("same", "different"):
        keys = [(key_of(one, engine), key_of(other, engine)) for one, other in table[asked]]
        told[asked] = sum((one is not None and one == other) == (asked == "same") for one, other in keys)
    return told


ENGINES = ["rules", pytest.param("reader", marks=pytest.mark.skipif(reader() is None, reason="no weights"))]

# What was reached, of 196 and 184; raised when more is reached, never lowered.
RIGHT = {"open": 193, "held": 165}
WRONG = {"open": 1, "held": 7}
KIND = {"open": 190, "held": 171}
CHANNEL = {"open": 195, "held": 177}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("engine", ENGINES)
def test_sources_are_named_as_a_careful_reader_names_them(engine: str, half: str) -> None:
    found = counts(engine)[half]
    print(engine, half, {part: found[part] for part in ("right", "wrong", "abstained", "all")})
    assert found["right"] >= RIGHT[half]
    assert found["wrong"] <= WRONG[half], "a wrong name is worse than none"


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("engine", ENGINES)
def test_sources_have_their_kind_and_channel(engine: str, half: str) -> None:
    assert counts(engine)[half]["kind"] >= KIND[half]
    assert counts(engine)[half]["channel"] >= CHANNEL[half]


@pytest.mark.parametrize("engine", ENGINES)
def test_two_reports_call_one_source_by_one_key(engine: str) -> None:
    told = pairs_told_rightly(engine)
    assert told["same"] >= 34
    assert told["different"] >= 19


if __name__ == "__main__":
    import sys

    for each in ("rules", "reader") if reader() is not None else ("rules",):
        for half in HALVES:
            print(each, half, dict(sorted(counts(each)[half].items())))
        print(each, pairs_told_rightly(each))
        for one in found_in_texts(each):
            if one.half in sys.argv[1:] and not (one.name == "right" and one.kind and one.channel and one.relay):
                print(f"    {one.words}: {one.name}, saw {one.saw}")
