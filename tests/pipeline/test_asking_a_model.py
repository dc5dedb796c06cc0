"""A person's own model over the real stages: asked once, held to the words, and missed by nobody when it fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from home_model import Answer, HomeModel, failing, home_model, saying, silent, suggesting
from sayso.answers import to_json
from sayso.errors import InterruptedRunError
from sayso.ledger import Ledger, open_ledger
from sayso.pipeline import packaged_engines, suggester_at
from sayso.pipeline.asking import LONGEST, MOST_QUESTIONS, OUTAGES
from sayso.ports import Suggestions, Unanswered
from sayso.records import Given
from sayso.settings import Endpoint, Settings
from small_world import small_engines, small_ledger

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sentences")]

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)
LAGOS = "Nine people were killed in Lagos on 3 May 2019, police said."
MOSQUE = "The mosque of Ikeja is now rubble."
RUBBLE = {"kind": "destroyed", "quote": "The mosque of Ikeja is now rubble", "affected": "The mosque"}
LIE = {"kind": "killed", "quote": "Ninety people were killed", "quantity": "Ninety"}


def ledger_at(path: Path, url: str | None, *, model: str = "home-7b", timeout: float = 5.0) -> Ledger:
    endpoint = Endpoint(url=url, model=model, key="sk-very-secret", timeout=timeout) if url else None
    return open_ledger(path, settings=Settings(busy_seconds=5.0, endpoint=endpoint))


@contextmanager
def asking(path: Path, *answers: Answer, timeout: float = 5.0) -> Iterator[tuple[Ledger, HomeModel]]:
    """Open a ledger whose model answers so."""
    with home_model(*answers) as model, ledger_at(path, model.url, timeout=timeout) as ledger:
        yield ledger, model


def kinds(ledger: Ledger) -> list[str]:
    return sorted(kind for event in ledger.every_event() for kind in event.kinds)


def said(ledger: Ledger) -> list[bytes]:
    """Return everything that a ledger says."""
    return [
        *(to_json(event) for event in ledger.every_event()),
        *(to_json(report) for report in ledger.every_report()),
        to_json(ledger.check()),
    ]


def failures(ledger: Ledger) -> list[str]:
    return [failure.reason for failure in ledger.check().failures]


# --- off, on, off again ---------------------------------------------------------------------------


def test_without_an_endpoint_no_model_is_asked_and_no_stage_of_asking_is_told(tmp_path: Path) -> None:
    with ledger_at(tmp_path / "one.sayso", None) as ledger:
        ledger.add_bytes(f"{LAGOS}\n{MOSQUE}".encode(), origin="a")
        check = ledger.check()
        assert "suggestions" not in {stage.stage for stage in check.stages}
        assert check.suggestions == ()
        assert kinds(ledger) == ["killed"]


def test_a_claim_that_is_in_the_text_enters_and_says_which_model_made_it(tmp_path: Path) -> None:
    with asking(tmp_path / "one.sayso", suggesting(RUBBLE, LIE)) as (ledger, model):
        ledger.add_bytes(f"{LAGOS}\n{MOSQUE}".encode(), origin="a")
        assert kinds(ledger) == ["destroyed", "killed"]
        claims = [c for e in ledger.every_event() for p in e.propositions if p.kind == "destroyed" for c in p.claims]
        assert ledger.why(claims[0].id).made_by == f"claims@2 suggested by {model_name(ledger)}"
        [told] = ledger.check().suggestions
        assert (told.reports, told.offered, told.entered, told.known) == (1, 2, 1, 0)
        assert [(r.reason, r.count, r.such_as) for r in told.refused] == [("words-not-found", 1, LIE["quote"])]
        assert ledger.check().problems == ()
        assert len(model.questions) == 1


def model_name(ledger: Ledger) -> str:
    [told] = ledger.check().suggestions
    assert told.by.startswith("home-7b question@")
    return told.by


def test_switching_the_model_on_off_or_over_derives_anew(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    with ledger_at(path, None) as ledger:
        ledger.add_bytes(f"{LAGOS}\n{MOSQUE}".encode(), origin="a")
        without = said(ledger)
    with asking(path, suggesting(RUBBLE)) as (ledger, model):
        assert ledger.check().waiting == 1
        ledger.run()
        assert kinds(ledger) == ["destroyed", "killed"]
        assert len(model.questions) == 1
    with ledger_at(path, None) as ledger:
        ledger.run()
        assert said(ledger) == without
    with home_model(suggesting()) as other, ledger_at(path, other.url, model="home-8b") as ledger:
        ledger.run()
        assert kinds(ledger) == ["killed"]
        assert [told.by.split()[0] for told in ledger.check().suggestions] == ["home-8b"]
    with asking(path, failing(500)) as (ledger, model):
        ledger.run()
        assert kinds(ledger) == ["destroyed", "killed"]
        assert model.questions == []


# --- asked once -----------------------------------------------------------------------------------


def never_twice_alike() -> Answer:
    """Answer with a claim at first and with none afterwards, as models do."""
    answers = iter([suggesting(RUBBLE)])
    return lambda handler: next(answers, suggesting())(handler)


def test_twice_is_once_and_rebuild_is_identity_though_the_model_would_answer_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    text = f"{LAGOS}\n{MOSQUE}".encode()
    with asking(path, never_twice_alike()) as (ledger, model):
        ledger.add_bytes(text, origin="a")
        before = said(ledger)
        assert "destroyed" in kinds(ledger)
        assert ledger.add_bytes(text, origin="a").new == 0
        ledger.run()
        assert said(ledger) == before
        ledger.rebuild()
        assert said(ledger) == before
        assert len(model.questions) == 1
        url = model.url
    with ledger_at(path, url) as ledger:  # the model is gone for good
        ledger.rebuild()
        assert said(ledger) == before


def test_the_same_words_are_asked_about_once(tmp_path: Path) -> None:
    with asking(tmp_path / "one.sayso", suggesting(RUBBLE)) as (ledger, model):
        for outlet in ("Herald", "Gazette"):
            ledger.add_bytes(MOSQUE.encode(), origin=outlet, given=Given(outlet=outlet))
        ledger.add_bytes(f"---\nbyline: A. Reporter\n---\n{MOSQUE}".encode(), origin="wire")
        assert ledger.totals().reports == 3
        assert ledger.totals().claims == 3
        assert len(model.questions) == 1


def test_order_does_not_matter(tmp_path: Path) -> None:
    texts = [LAGOS, MOSQUE, f"{LAGOS}\n{MOSQUE}", "The lighthouse is now rubble."]
    both: list[list[bytes]] = []
    for name, order in (("left", texts), ("right", texts[::-1])):
        with asking(tmp_path / f"{name}.sayso", suggesting(RUBBLE, LIE)) as (ledger, _):
            ledger._clock = lambda: NOON
            for text in order:
                ledger.add_bytes(text.encode(), origin="here")
            both.append(said(ledger))
    assert both[0] == both[1]


def test_judging_asks_nothing(tmp_path: Path) -> None:
    with asking(tmp_path / "one.sayso", failing(500)) as (ledger, model):
        ledger.add_bytes(LAGOS.encode(), origin="a")
        before = len(model.questions)
        ledger.judge("note", [ledger.events().events[0].id], by="A. Reader", why="seen")
        assert len(model.questions) == before


def test_a_person_who_stops_the_run_loses_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    for name, text in {"a.txt": LAGOS, "b.txt": MOSQUE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with home_model(suggesting(RUBBLE)) as model:
        stopped = Stopped(model.url)
        engines = replace(packaged_engines(), suggester=stopped)
        with (
            open_ledger(path, settings=Settings(), engines=engines) as ledger,
            pytest.raises(InterruptedRunError, match="goes on from there"),
        ):
            ledger.add([tmp_path / "a.txt", tmp_path / "b.txt"])
        assert len(model.questions) == 1
        with ledger_at(path, model.url) as ledger:
            ledger.run()
            assert ledger.check().failures == ()
        assert len(model.questions) == 2


class Stopped:
    """Asks a model once, and is then stopped by a person."""

    def __init__(self, url: str) -> None:
        self._model = suggester_at(url, model="home-7b", key=None, timeout=5.0)
        self._asked = False

    @property
    def version(self) -> str:
        return self._model.version

    def suggest(self, text: str) -> Suggestions | Unanswered:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        return self._model.suggest(text)


# --- when it fails --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (failing(401), "not-allowed"),
        (failing(429), "too-many-questions"),
        (failing(500), "endpoint-failed"),
        (silent(1.5), "timed-out"),
        (saying("I would rather not."), "no-json"),
        (saying('{"claims": [{"kind": "kil'), "no-json"),
    ],
)
def test_a_model_that_fails_is_a_failure_of_the_report_and_the_claims_of_the_rules_stand(
    tmp_path: Path, answer: Answer, reason: str
) -> None:
    with asking(tmp_path / "one.sayso", answer, timeout=0.5) as (ledger, _):
        added = ledger.add_bytes(LAGOS.encode(), origin="a")
        check = ledger.check()
        [failure] = check.failures
        assert (failure.stage, failure.reason) == ("suggestions", reason)
        assert failure.subject.startswith("rpt_")
        assert "sayso add asks again" in failure.advice
        assert "secret" not in to_json(check).decode()
        assert added.failures == (failure,)
        assert kinds(ledger) == ["killed"]
        assert (check.problems, check.waiting) == ((), 0)


def test_the_next_add_asks_again_and_the_claims_enter_then(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    with home_model(failing(503)) as model, ledger_at(path, model.url) as ledger:
        ledger.add_bytes(MOSQUE.encode(), origin="a")
        assert kinds(ledger) == []
        model.answers[:] = [suggesting(RUBBLE)]
        ledger.add_bytes(LAGOS.encode(), origin="b")
        assert kinds(ledger) == ["destroyed", "killed"]
        assert ledger.check().failures == ()


def test_an_endpoint_that_is_down_is_not_asked_about_every_report(tmp_path: Path) -> None:
    for number in range(OUTAGES + 4):
        (tmp_path / f"{number}.txt").write_text(f"{number + 2} people were killed in Lagos.", encoding="utf-8")
    with asking(tmp_path / "one.sayso", failing(400)) as (ledger, model):
        ledger.add([tmp_path / f"{number}.txt" for number in range(OUTAGES + 4)])
        assert len(model.questions) == OUTAGES
        assert failures(ledger) == ["question-refused"] * (OUTAGES + 4)
        assert ledger.totals().claims >= OUTAGES + 4


def test_an_answer_of_no_use_to_one_report_does_not_stop_the_asking(tmp_path: Path) -> None:
    for number in range(OUTAGES + 2):
        (tmp_path / f"{number}.txt").write_text(f"{number + 2} people were killed in Lagos.", encoding="utf-8")
    with asking(tmp_path / "one.sayso", saying("no")) as (ledger, model):
        ledger.add([tmp_path / f"{number}.txt" for number in range(OUTAGES + 2)])
        assert len(model.questions) == OUTAGES + 2


def test_a_suggester_that_breaks_is_a_fault_of_sayso_and_stops_nothing(tmp_path: Path) -> None:
    engines = replace(packaged_engines(), suggester=Broken())
    with open_ledger(tmp_path / "one.sayso", settings=Settings(), engines=engines) as ledger:
        ledger.add_bytes(LAGOS.encode(), origin="a")
        assert failures(ledger) == ["stage-broke"]
        assert kinds(ledger) == ["killed"]


class Broken:
    """Breaks over everything."""

    version = "broken"

    def suggest(self, text: str) -> Suggestions | Unanswered:
        raise ZeroDivisionError(text[:0])


def test_every_report_ends_in_one_of_three_and_so_does_every_suggestion(tmp_path: Path) -> None:
    answers: Sequence[Answer] = [suggesting(RUBBLE), suggesting(), saying("no"), suggesting(RUBBLE, LIE, 7, [])]
    texts = [MOSQUE, LAGOS, f"{MOSQUE} It fell.", f"{MOSQUE} It fell again."]
    with asking(tmp_path / "one.sayso", *answers) as (ledger, _):
        for text in texts:
            ledger.add_bytes(text.encode(), origin=text)
        check = ledger.check()
        asked = next(stage for stage in check.stages if stage.stage == "suggestions")
        assert asked.made + asked.none + asked.failed == check.totals.reports == len(texts)
        [told] = check.suggestions
        assert told.offered == told.entered + told.known + sum(r.count for r in told.refused)


def test_a_report_that_is_no_more_is_forgotten_by_the_asking(tmp_path: Path) -> None:
    with asking(tmp_path / "one.sayso", failing(400)) as (ledger, _):
        ledger.add_bytes(MOSQUE.encode(), origin="a")
        ledger.add_bytes(MOSQUE.encode(), origin="b", given=Given(outlet="Herald"))
        check = ledger.check()
        assert len(check.failures) == check.totals.reports


# --- what leaves the machine ----------------------------------------------------------------------


def test_what_is_set_apart_is_not_sent(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{MOSQUE}</p><p>{LAGOS}</p><p>Advertisement</p></article></body></html>"
    with asking(tmp_path / "one.sayso", suggesting(RUBBLE)) as (ledger, model):
        ledger.add_bytes(page.encode(), origin="a.html")
        [question] = model.questions
        [report] = ledger.every_report()
        assert MOSQUE in question.report
        for apart in report.apart:
            assert report.text[apart.start : apart.end] not in question.report


def test_a_long_report_is_asked_about_in_whole_paragraphs(tmp_path: Path) -> None:
    paragraphs = [
        f"The mosque of Ikeja is now rubble, and street {n} with it. " + "Nobody spoke. " * 60 for n in range(20)
    ]
    with asking(tmp_path / "one.sayso", suggesting(RUBBLE)) as (ledger, model):
        ledger.add_bytes("\n\n".join(paragraphs).encode(), origin="a")
        assert len(model.questions) > 1
        assert all(len(question.report) < LONGEST + 200 for question in model.questions)
        whole = "\n".join(question.report for question in model.questions)
        assert all(paragraph.strip() in whole for paragraph in paragraphs)


def test_a_book_is_not_asked_about(tmp_path: Path) -> None:
    book = "\n\n".join(f"Page {number}. " + "Nothing happens. " * 400 for number in range(MOST_QUESTIONS + 5))
    with home_model(suggesting()) as model:
        engines = replace(small_engines(), suggester=suggester_at(model.url, model="home-7b", key=None, timeout=5.0))
        with small_ledger(tmp_path / "one.sayso", engines=engines) as ledger:
            ledger.add_bytes(book.encode(), origin="a")
            assert failures(ledger) == ["too-long"]
    assert model.questions == []


def test_a_withheld_document_leaves_no_word_of_an_answer_behind(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    secret = {"kind": "destroyed", "quote": "The house of Wilhelmina Zwanenburg is now rubble"}
    with asking(path, suggesting(secret)) as (ledger, model):
        ledger.add_bytes(b"The house of Wilhelmina Zwanenburg is now rubble.", origin="secret")
        ledger.add_bytes(MOSQUE.encode(), origin="open")
        report = next(r for r in ledger.every_report() if "Zwanenburg" in r.text)
        ledger.withhold(report.id, reason="order of 2 May", by="A. Manager")
        with ledger._store.read() as session:
            rows = session._connection.exec_driver_sql("SELECT document FROM answers").all()
            kept = {report.document for report in session.reports.all().values()}
        assert {row.document for row in rows} == kept
        assert len(kept) == 1
        ledger.rebuild()
        assert len(model.questions) == 2


def test_nothing_of_the_key_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "one.sayso"
    with asking(path, suggesting(RUBBLE)) as (ledger, model):
        ledger.add_bytes(MOSQUE.encode(), origin="a")
        assert model.questions[0].headers["authorization"] == "Bearer sk-very-secret"
        assert "secret" not in repr(ledger._endpoint)
    assert b"very-secret" not in path.read_bytes()
