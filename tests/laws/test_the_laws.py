"""The laws of DESIGN.md, section 3, in its words, over little worlds of reports read by the whole house.

Law 13 (both databases agree) comes with PostgreSQL.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import (
    OUTLETS,
    PEOPLE,
    RECEIVED,
    Happening,
    Paper,
    copies,
    denial,
    papers_of,
    read,
    take_in,
    witness,
    worlds,
)

from sayso.answers import EventAnswer, Reason, to_json
from sayso.ledger import Ledger

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("laws")]

few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
World = tuple[Happening, tuple[Paper, ...]]


def origins(ledger: Ledger) -> int:
    """Return the count of origins over all events."""
    return sum(event.origins for event in ledger.every_event())


def support(ledger: Ledger) -> int:
    """Return how many origins stand behind deaths."""
    return sum(
        len(proposition.origins)
        for event in ledger.every_event()
        for proposition in event.propositions
        if proposition.kind == "killed"
    )


def exported(ledger: Ledger) -> list[bytes]:
    """Return all that the ledger tells, as JSON lines."""
    return [*(to_json(one) for one in ledger.every_event()), *(to_json(one) for one in ledger.every_report())]


def test_the_worlds_are_not_empty() -> None:
    happening = Happening(
        town="Maribor", day=RECEIVED.date(), disaster="a bus crash on a mountain road", killed="four", injured="11"
    )
    paper = Paper(outlet="A", published=RECEIVED.date(), title="News", sentences=(denial(happening, PEOPLE[0]),))
    with read((witness(happening), paper)) as ledger:
        [event] = [event for event in ledger.every_event() if "killed" in event.kinds]
        assert event.reports == 2
        [killed] = [p for p in event.propositions if p.kind == "killed"]
        assert killed.range.best == 4
        assert len(killed.origins) == 1


@few
@given(worlds(), st.data())
def test_law_1_copying_is_not_knowing(world: World, data: st.DataObject) -> None:
    _, papers = world
    copy = data.draw(copies(data.draw(st.sampled_from(papers))))
    with read(papers) as ledger:
        before = origins(ledger)
        take_in(ledger, [copy])
        assert origins(ledger) <= before


@few
@given(worlds())
def test_law_2_another_witness_never_hurts(world: World) -> None:
    happening, papers = world
    with read(papers) as ledger:
        before, behind = origins(ledger), support(ledger)
        take_in(ledger, [witness(happening)])
        assert origins(ledger) >= before
        assert support(ledger) >= behind


@few
@given(worlds(), st.sampled_from(PEOPLE))
def test_law_3_a_denial_is_not_support(world: World, source: str) -> None:
    happening, papers = world
    denying = Paper(
        outlet="Other Side", published=happening.day, title="A denial", sentences=(denial(happening, source),)
    )
    with read(papers) as ledger:
        before = support(ledger)
        take_in(ledger, [denying])
        assert support(ledger) <= before


@few
@given(worlds(), st.permutations(OUTLETS))
def test_law_4_no_favourites(world: World, names: list[str]) -> None:
    _, papers = world
    renamed = dict(zip(OUTLETS, names, strict=True))
    others = [replace(paper, outlet=renamed[paper.outlet]) for paper in papers]
    with read(papers) as one, read(others) as other:
        assert Counter(e.origins for e in one.every_event()) == Counter(e.origins for e in other.every_event())
        assert len(list(one.every_event())) == len(list(other.every_event()))


@few
@given(worlds(), st.data())
def test_law_5_order_does_not_matter(world: World, data: st.DataObject) -> None:
    _, papers = world
    with read(papers) as one, read(data.draw(st.permutations(papers))) as other:
        assert exported(one) == exported(other)


@few
@given(worlds())
def test_law_6_twice_is_once(world: World) -> None:
    _, papers = world
    with read(papers) as ledger:
        before = exported(ledger)
        ledger.run()
        take_in(ledger, papers)
        assert exported(ledger) == before


@few
@given(worlds())
def test_law_7_rebuild_is_identity(world: World) -> None:
    _, papers = world
    with read(papers) as ledger:
        before = exported(ledger)
        ledger.rebuild()
        assert exported(ledger) == before


@few
@given(worlds())
def test_law_8_words_are_where_we_say_they_are(world: World) -> None:
    _, papers = world
    with read(papers) as ledger:
        texts = {}
        for report in ledger.every_report():
            texts[report.id] = report.text
            for said in (*report.places, *report.times, *report.quantities):
                assert report.text[said.start : said.end] == said.text
            for attribution in report.attributions:
                for start, end in (*attribution.source, *attribution.cue, *attribution.content):
                    assert 0 <= start < end <= len(report.text)
        for event in ledger.every_event():
            for claim in (claim for proposition in event.propositions for claim in proposition.claims):
                assert texts[claim.report][claim.start : claim.end] == claim.quote
                if claim.quantity is not None:
                    quantity = claim.quantity
                    assert texts[claim.report][quantity.start : quantity.end] == quantity.text
            for flag in event.flags:
                assert 0 <= flag.start < flag.end <= len(texts[flag.report])


@few
@given(worlds(), st.lists(st.binary(max_size=60), max_size=2))
def test_law_9_nothing_is_lost(world: World, noise: list[bytes]) -> None:
    _, papers = world
    with read(papers) as ledger:
        for at, data in enumerate(noise):
            ledger.add_bytes(data, origin=f"noise {at}", received=RECEIVED)
        state = ledger.check()
        ended = {stage.stage: stage.made + stage.none + stage.failed for stage in state.stages}
        made = {stage.stage: stage.made for stage in state.stages}
        assert state.waiting == 0
        assert ended["reports"] == len({*(paper.data for paper in papers), *noise})
        reports = len(list(ledger.every_report()))
        assert ended["passages"] == reports
        assert ended["claims"] == made["passages"]
        claims = [claim for report in ledger.every_report() for claim in report.claims]
        told = [c.id for e in ledger.every_event() for p in e.propositions for c in p.claims]
        assert sorted(claims) == sorted(told)
        assert all(failure.why and failure.advice for failure in state.failures)


@few
@given(worlds(), st.data())
def test_law_10_a_person_outranks_a_number(world: World, data: st.DataObject) -> None:
    _, papers = world
    with read(papers) as ledger:
        figures = [
            claim.id
            for event in ledger.every_event()
            for proposition in event.propositions
            for claim in proposition.claims
            if proposition.kind == "killed" and claim.quantity is not None
        ]
        if not figures:
            return
        wrong = data.draw(st.sampled_from(sorted(figures)))
        ledger.judge("correct", [wrong], by="A. Reader", why="read it again", value="killed=41", at=RECEIVED)
        assert 41 in [p.range.max for e in ledger.every_event() for p in e.propositions if p.kind == "killed"]
        ledger.judge("correct", [wrong], by="B. Reader", why="no", value="killed=42", at=RECEIVED)
        bounds = [b for e in ledger.every_event() for p in e.propositions for b in (p.range.min, p.range.max)]
        assert 41 not in bounds
        assert 42 not in bounds
        ledger.judge("reject", [wrong], by="A. Reader", why="not this event", at=RECEIVED)
        left = [claim.id for e in ledger.every_event() for p in e.propositions for claim in p.claims]
        assert wrong not in left


def walked(reason: Reason) -> list[Reason]:
    return [reason, *(one for below in reason.because for one in walked(below))]


def ids_in(event: EventAnswer) -> set[str]:
    """Return every id that an event's record names."""
    found: set[str] = set()

    def look(value: Any) -> None:
        if isinstance(value, str) and value[:4] in {"evt_", "prp_", "clm_", "rpt_", "org_"} and len(value) == 20:
            found.add(value)
        elif isinstance(value, dict):
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(json.loads(to_json(event)))
    return found


@few
@given(worlds(most=2))
def test_law_11_every_reason_exists(world: World) -> None:
    _, papers = world
    with read(papers) as ledger:
        for event in ledger.every_event():
            for identity in ids_in(event):
                walk = walked(ledger.why(identity))
                assert any((step.id or "").startswith("doc_") for step in walk), identity


@settings(few, max_examples=25)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)), st.booleans())
def test_law_12_reading_never_raises(data: bytes, html: bool) -> None:
    with read(()) as ledger:
        body = b"<html><body><p>" + data if html else data
        answer = ledger.add_bytes(body, origin="anything", received=RECEIVED)
        assert answer.new == 1
        reports = len(list(ledger.every_report()))
        assert reports == 1 or answer.failures


@few
@given(st.data())
def test_two_happenings_on_two_days_are_never_one(data: st.DataObject) -> None:
    happening, papers = data.draw(worlds(most=2))
    later = replace(happening, day=happening.day + timedelta(days=1))
    next_day = data.draw(papers_of(later, "Evening Star"))
    with read((*papers, next_day)) as ledger:
        days = {event.time.edtf for event in ledger.every_event() if event.time and "killed" in event.kinds}
        assert {happening.day.isoformat(), later.day.isoformat()} <= days
