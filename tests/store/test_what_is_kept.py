"""Documents, receipts and judgements are kept as they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hand_made import judgement, poisoning
from sayso.ports import Suggestion, Suggestions
from sayso.records import Document, Given, JudgementKind, Reading, Receipt, Thresholds, identify
from sayso.store import Arrival, Store, Withheld, open_store
from sayso.store.codec import digest, dump, instant, load, moment
from sayso.store.reading import words_of

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "kept.sayso")
    yield opened
    opened.close()


def document(data: bytes, *, origin: str = "a.txt", outlet: str | None = None, hours: int = 0) -> Document:
    sha256 = hashlib.sha256(data).hexdigest()
    receipt = Receipt(received=NOON + timedelta(hours=hours), origin=origin, given=Given(outlet=outlet))
    return Document(
        id=identify("doc", sha256), sha256=sha256, size=len(data), media_type="text/plain", receipts=(receipt,)
    )


def test_bytes_are_kept_as_received(store: Store) -> None:
    data = bytes(range(256)) * 3
    with store.write() as session:
        assert session.documents.put(document(data), data) is Arrival.NEW
    with store.read() as session:
        kept = session.documents.get(document(data).id)
        assert kept == document(data)
        assert session.documents.data(document(data).id) == data


def test_the_same_bytes_twice_are_one_document_with_two_receipts(store: Store) -> None:
    with store.write() as session:
        session.documents.put(document(b"x", origin="b.txt", outlet="B", hours=1), b"x")
        assert session.documents.put(document(b"x"), b"x") is Arrival.KNOWN
    with store.read() as session:
        [kept] = session.documents.many(session.documents.ids())
        assert [(r.origin, r.given.outlet) for r in kept.receipts] == [("a.txt", None), ("b.txt", "B")]


def test_the_same_receipt_again_keeps_its_earliest_time_in_any_order(store: Store, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other.sayso")
    copies = [document(b"x", hours=hours) for hours in (3, 1, 2)]
    for opened, arriving in ((store, copies), (other, copies[::-1])):
        with opened.write() as session:
            for one in arriving:
                session.documents.put(one, b"x")
    with store.read() as left, other.read() as right:
        assert left.documents.get(copies[0].id) == right.documents.get(copies[0].id)
        kept = left.documents.get(copies[0].id)
        assert kept is not None
        assert [r.received for r in kept.receipts] == [NOON + timedelta(hours=1)]
    other.close()


def test_a_withheld_document_keeps_hash_and_reason_and_is_not_taken_in_again(store: Store) -> None:
    one = document(b"a name that may not be kept")
    with store.write() as session:
        session.documents.put(one, b"a name that may not be kept")
        session.documents.withhold(Withheld(document=one.id, reason="court order", by="A. Manager", at=NOON))
    with store.write() as session:
        assert session.documents.put(one, b"a name that may not be kept") is Arrival.WITHHELD
        kept = session.documents.get(one.id)
        assert kept is not None
        assert kept.sha256 == one.sha256
        assert kept.withheld == "court order (withheld by A. Manager on 2024-05-02)"
        assert session.documents.data(one.id) is None


def test_a_judgement_is_kept_once_and_in_order(store: Store) -> None:
    later, earlier = (judgement(JudgementKind.NOTE, ["clm_1"], day=day) for day in (3, 2))
    with store.write() as session:
        for one in (later, earlier, later):
            session.judgements.put(one)
        assert session.judgements.all() == (earlier, later)
        assert session.judgements.get(later.id) == later


def test_an_answer_is_found_by_its_words_and_goes_with_the_document_that_holds_them(store: Store) -> None:
    one, other = document(b"x"), document(b"y")
    answer = Suggestions(by="m", suggested=(Suggestion(kind="killed", quote="a \x00 “b”"),), unreadable=3)
    with store.write() as session:
        session.documents.put(one, b"x")
        session.documents.put(other, b"y")
        session.answers.put("m 1", one.id, {"words": answer})
        session.answers.put("m 1", other.id, {"words": answer})
        session.answers.put("m 1", one.id, {"words": answer, "own words": answer})
        assert session.answers.many("m 1", ["words", "other words"]) == {"words": answer}
        assert session.answers.many("m 2", ["words"]) == {}
        session.answers.forget(one.id)
        assert session.answers.many("m 1", ["words", "own words"]) == {"words": answer}
        session.answers.forget(other.id)
        assert session.answers.many("m 1", ["words"]) == {}


def test_answers_outlive_what_is_derived(store: Store) -> None:
    with store.write() as session:
        session.documents.put(document(b"x"), b"x")
        session.answers.put("m 1", document(b"x").id, {"words": Suggestions(by="m", suggested=())})
    store.drop_derived()
    with store.read() as session:
        assert session.answers.many("m 1", ["words"])


def test_records_come_back_as_they_went_in() -> None:
    world, _ = poisoning()
    for reading in world.readings.values():
        assert load(Reading, dump(reading)) == reading
    for report in world.reports.values():
        odd = replace(report, text="a\x00b\u2028c 😀 \\ “", title=None)
        assert load(type(odd), dump(odd)) == odd
    assert load(Thresholds, dump(Thresholds())) == Thresholds()


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_and_sorts_as_text(when: datetime) -> None:
    assert moment(instant(when)) == when
    assert (instant(when) < instant(NOON)) == (when < NOON)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_a_digest_tells_parts_apart(left: list[str], right: list[str]) -> None:
    assert (digest(*left) == digest(*right)) == (left == right)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("poisoned cakes", ["poisoned", "cakes"]),
        ('"poisoned cakes" izium', ["poisoned cakes", "izium"]),
        ('an "open quote', ["an", "open", "quote"]),
        ("* - ( ) AND", ["AND"]),
        ("  ", []),
    ],
)
def test_a_query_is_words_and_phrases(query: str, words: list[str]) -> None:
    assert words_of(query) == words
