"""Laws 5, 6, 7 and 9 of a run, crashes, and what a stage that breaks leaves behind; over a tiny language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_that
from hypothesis import strategies as st

from sayso.answers import to_json
from sayso.errors import InterruptedRunError
from sayso.ledger import Ledger
from sayso.pipeline.run import REPORTS_AT_ONCE
from sayso.ports import Parse
from sayso.records import Given
from small_world import SmallParser, small_engines, small_ledger

TWO_LINES = b"Mayor said: 3 killed at Ostrava on 2024-05-01\nPolice said: 4 killed at Ostrava on 2024-05-01"

STAGE_OF = {
    "read": "reports",
    "split": "passages",
    "attribute": "claims",
    "link": "events",
    "trace": "origins",
    "weigh": "assessments",
}

lines = st.builds(
    "{} said: {} {} at {} on 2024-05-0{}".format,
    st.sampled_from(["Mayor", "Police", "Hospital"]),
    st.integers(0, 30),
    st.sampled_from(["killed", "injured"]),
    st.sampled_from(["Ostrava", "Brno"]),
    st.integers(1, 3),
)
reports = st.lists(st.lists(lines, max_size=4).map("\n".join), max_size=5)
outlets = st.sampled_from([None, "Gazette", "Herald"])


def said(ledger: Ledger) -> list[bytes]:
    """Return everything that a ledger says."""
    return [
        *(to_json(event) for event in ledger.every_event()),
        *(to_json(report) for report in ledger.every_report()),
        to_json(ledger.check()),
    ]


def filled(folder: str, name: str, documents: Sequence[tuple[str, str | None]]) -> Ledger:
    ledger = small_ledger(Path(folder) / name)
    for text, outlet in documents:
        ledger.add_bytes(text.encode(), origin="here", given=Given(outlet=outlet))
    return ledger


@settings(max_examples=7, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given_that(st.lists(st.tuples(reports.map("\n".join), outlets), max_size=4), st.randoms(use_true_random=False))
def test_order_does_not_matter(documents: list[tuple[str, str | None]], chance: object) -> None:
    shuffled = list(documents)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    with (
        TemporaryDirectory() as folder,
        filled(folder, "left.sayso", documents) as left,
        filled(folder, "right.sayso", shuffled) as right,
    ):
        assert said(left) == said(right)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given_that(st.lists(st.tuples(reports.map("\n".join), outlets), max_size=4))
def test_twice_is_once_and_rebuild_is_identity(documents: list[tuple[str, str | None]]) -> None:
    with TemporaryDirectory() as folder, filled(folder, "one.sayso", documents) as ledger:
        before = said(ledger)
        for text, outlet in documents:
            assert ledger.add_bytes(text.encode(), origin="here", given=Given(outlet=outlet)).new == 0
        ledger.run()
        assert said(ledger) == before
        ledger.rebuild()
        assert said(ledger) == before


@pytest.mark.parametrize("stage", ["reports", "passages", "claims", "events", "origins", "assessments", "parser"])
def test_a_stage_that_breaks_is_a_failure_and_stops_nothing_else(tmp_path: Path, stage: str) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(TWO_LINES, origin="good")
        answer = ledger.add_bytes(
            f"Mayor said: 1 killed at Brno on 2024-05-01\nbreak {stage}".encode(), origin="bad", given=Given(outlet="B")
        )
        check = ledger.check()
        assert check.failures
        assert {failure.reason for failure in check.failures} == {"stage-broke"}
        assert all("fault of Sayso" in failure.advice for failure in check.failures)
        assert check.problems == ()
        assert check.waiting == 0
        assert any("Ostrava" in event.title for event in ledger.events().events)
        if stage not in ("events", "origins", "assessments"):
            assert answer.failures
            assert len(ledger.events().events) == 1


def test_every_input_of_every_stage_ends_in_one_of_three(tmp_path: Path) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        for number, text in enumerate([TWO_LINES, b"", b"nothing is claimed here", b"break claims", b"break passages"]):
            ledger.add_bytes(text, origin=str(number))
        check = ledger.check()
        counted = {stage.stage: stage.made + stage.none + stage.failed for stage in check.stages}
        assert counted["reports"] == check.totals.documents == 5
        assert counted["passages"] == counted["claims"] == check.totals.reports == 4
        assert counted["events"] == 2
        assert counted["origins"] == counted["assessments"] == check.totals.events == 1


def test_the_same_words_are_parsed_once(tmp_path: Path) -> None:
    engines = small_engines()
    assert isinstance(engines.parser, SmallParser)
    with small_ledger(tmp_path / "one.sayso", engines=engines) as ledger:
        ledger.add_bytes(TWO_LINES, origin="a")
        ledger.add_bytes(TWO_LINES + b"\nHospital said: 4 killed at Ostrava on 2024-05-01", origin="b")
        assert len(engines.parser.parsed) == len(set(engines.parser.parsed)) == 3


class StoppedParser(SmallParser):
    """Is stopped by a person at the second batch."""

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        if self.parsed:
            raise KeyboardInterrupt
        return super().parse(texts)


def test_a_run_that_is_stopped_goes_on_where_it_stopped(tmp_path: Path) -> None:
    documents = [f"Mayor said: {n} killed at Ostrava on 2024-05-01".encode() for n in range(40)]
    for number, text in enumerate(documents):
        (tmp_path / f"{number}.txt").write_bytes(text)
    stopped = replace(small_engines(), parser=StoppedParser())
    with (
        small_ledger(tmp_path / "one.sayso", engines=stopped) as ledger,
        pytest.raises(InterruptedRunError, match="goes on from there"),
    ):
        ledger.add([tmp_path])
    with small_ledger(tmp_path / "one.sayso") as ledger:
        assert ledger.totals().documents == 40
        assert ledger.totals().claims == REPORTS_AT_ONCE
        assert ledger.check().waiting == 40 - REPORTS_AT_ONCE
    engines = small_engines()
    assert isinstance(engines.parser, SmallParser)
    with small_ledger(tmp_path / "one.sayso", engines=engines) as ledger:
        assert ledger.add([tmp_path]).new == 0
        assert ledger.totals().claims == 40
        assert len(engines.parser.parsed) == 40 - REPORTS_AT_ONCE


@pytest.mark.parametrize(
    "version", ["read_version", "split_version", "attribute_version", "link_version", "trace_version", "weigh_version"]
)
def test_a_new_version_of_a_stage_works_anew(tmp_path: Path, version: str) -> None:
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(TWO_LINES, origin="a")
        before = [to_json(event) for event in ledger.every_event()]
    with small_ledger(tmp_path / "one.sayso", **{version: "2"}) as ledger:
        ledger.run()
        check = ledger.check()
        assert check.problems == ()
        assert check.failures == ()
        assert [to_json(event) for event in ledger.every_event()] == before
        with ledger._store.read() as session:
            stage = STAGE_OF[version.removesuffix("_version")]
            query = "SELECT version FROM outcomes WHERE stage = ?"
            versions = {row.version for row in session._connection.exec_driver_sql(query, (stage,))}
        assert all(one.startswith("2") for one in versions)


def test_progress_is_told_for_every_stage(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with small_ledger(tmp_path / "one.sayso") as ledger:
        ledger.add_bytes(TWO_LINES, origin="a", progress=lambda *step: told.append(step))
    assert {stage for stage, _, _ in told} == {"documents", "reports", "claims", "events", "assessments"}
    assert all(done <= total for stage, done, total in told if stage != "documents")
