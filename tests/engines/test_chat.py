"""A model behind a real HTTP server: what it is asked, and what is made of answers that are good, bad, late or none."""

from __future__ import annotations

import json
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from home_model import (
    Answer,
    dripping,
    failing,
    hanging_up,
    home_model,
    saying,
    sending,
    silent,
    suggesting,
)
from sayso.engines.chat import LARGEST_ANSWER, ChatSuggester, question_table
from sayso.ports import Suggestion, Suggestions, Unanswered
from sayso.records import ClaimKind

REPORT = "Two women were killed in Ansbach, the mayor said."
KEY = "sk-very-secret"
GOOD: dict[str, Any] = {"kind": "killed", "quote": "Two women were killed", "quantity": "Two", "source": "the mayor"}


def asked(url: str, *, timeout: float = 5.0, key: str | None = KEY) -> Suggestions | Unanswered:
    return ChatSuggester(url, model="home-7b", key=key, timeout=timeout).suggest(REPORT)


def failure_of(answer: Answer, *, timeout: float = 5.0) -> Unanswered:
    with home_model(answer) as model:
        found = asked(model.url, timeout=timeout)
    assert isinstance(found, Unanswered)
    assert KEY not in repr(found)
    assert "sayso add" in found.advice
    return found


# --- the question ------------------------------------------------------------------------------


def test_the_question_holds_the_report_the_kinds_and_the_shape_of_the_answer() -> None:
    with home_model(suggesting(GOOD)) as model:
        asked(model.url)
    [question] = model.questions
    assert question.path == "/v1/chat/completions"
    assert question.body["model"] == "home-7b"
    assert question.body["temperature"] == 0
    assert REPORT in question.report
    system = question.body["messages"][0]["content"]
    assert all(f"- {kind}: " in system for kind in ClaimKind)
    schema = question.body["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]
    assert schema["properties"]["kind"]["enum"] == [str(kind) for kind in ClaimKind]
    assert set(schema["required"]) == {field.name for field in fields(Suggestion)}


def test_the_table_of_the_question_knows_every_kind_and_every_field() -> None:
    table = question_table()
    assert list(table["kinds"]) == [str(kind) for kind in ClaimKind]
    assert set(table["fields"]) == {field.name for field in fields(Suggestion)}


@pytest.mark.parametrize("path", ["", "/", "/chat/completions"])
def test_an_address_may_name_the_api_or_its_completions(path: str) -> None:
    with home_model(suggesting(GOOD)) as model:
        asked(f"{model.url}{path}")
    assert model.questions[0].path == "/v1/chat/completions"


def test_the_key_is_sent_only_where_there_is_one() -> None:
    with home_model(suggesting(GOOD)) as model:
        asked(model.url)
        asked(model.url, key=None)
    assert [question.headers.get("authorization") for question in model.questions] == [f"Bearer {KEY}", None]


def test_no_proxy_of_the_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with home_model(suggesting(GOOD)) as model, home_model(suggesting()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert isinstance(asked(model.url), Suggestions)
    assert proxy.questions == []


def test_the_version_names_the_model_and_the_question_and_not_where_it_was_asked() -> None:
    here = ChatSuggester("http://127.0.0.1:1/v1", model="home-7b")
    there = ChatSuggester("https://example.org/v1", model="home-7b", key=KEY)
    assert here.version == there.version
    assert here.version.startswith("home-7b question@")
    assert ChatSuggester("http://127.0.0.1:1/v1", model="home-8b").version != here.version


# --- answers that can be read -------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"claims": [GOOD]}),
        json.dumps({"claims": [GOOD]}, indent=2),
        f"```json\n{json.dumps({'claims': [GOOD]})}\n```",
        f"<think>Two were killed.</think>\n{json.dumps({'claims': [GOOD]})}",
        json.dumps({"claims": [{**GOOD, "place": None, "unheard_of": [1, 2]}], "notes": "none"}),
    ],
)
def test_a_good_answer_is_read_as_it_was_given(content: str) -> None:
    with home_model(saying(content)) as model:
        found = asked(model.url)
    assert isinstance(found, Suggestions)
    assert found.suggested == (Suggestion(**GOOD),)
    assert found.unreadable == 0
    assert found.by.startswith("home-7b question@")


def test_an_answer_may_suggest_nothing() -> None:
    with home_model(suggesting()) as model:
        found = asked(model.url)
    assert isinstance(found, Suggestions)
    assert found.suggested == ()


def test_entries_of_another_shape_are_counted_and_spoil_nothing() -> None:
    wrong: list[object] = [
        "killed two", 7, None, [GOOD], {}, {**GOOD, "quantity": 2}, {**GOOD, "quantity": 0}, {**GOOD, "quote": ["x"]},
        {**GOOD, "quote": "half a sign \ud800"}, {"affected": "nobody"},
    ]  # fmt: skip
    with home_model(suggesting(*wrong, GOOD)) as model:
        found = asked(model.url)
    assert isinstance(found, Suggestions)
    assert found.suggested == (Suggestion(**GOOD),)
    assert found.unreadable == len(wrong)


def test_ten_thousand_suggestions_are_read() -> None:
    with home_model(suggesting(*[GOOD] * 10_000)) as model:
        found = asked(model.url)
    assert isinstance(found, Suggestions)
    assert len(found.suggested) == 10_000


# --- answers that cannot ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (saying("Two women were killed."), "no-json"),
        (saying('{"claims": [{"kind": "killed", "quo'), "no-json"),
        (saying('{"claims": "two"}'), "no-json"),
        (saying("[]"), "no-json"),
        (saying("{" * 100_000), "no-json"),
        (saying('{"claims": ' + "[" * 100_000), "no-json"),
        (saying('{"claims": [' + "9" * 10_000 + "]}"), "no-json"),
        (saying(None), "no-content"),
        (saying([{"type": "text", "text": "{}"}]), "no-content"),
        (saying('{"claims": []}', finished="length"), "cut-short"),
        (sending(b""), "unreadable-answer"),
        (sending(b"<html>Welcome to the hotel</html>"), "unreadable-answer"),
        (sending(b'{"choices": []}'), "unreadable-answer"),
        (sending(b'{"choices": {"0": 1}}'), "unreadable-answer"),
        (sending(b'{"choices": ["no"]}'), "unreadable-answer"),
        (sending(b"\xff\xfe\x00"), "unreadable-answer"),
        (sending(b" " * (LARGEST_ANSWER + 1)), "answer-too-long"),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_and_is_the_texts_own(answer: Answer, reason: str) -> None:
    found = failure_of(answer)
    assert found.reason == reason
    assert not found.outage


# --- no answer ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "reason", "times"),
    [
        (400, "question-refused", 1),
        (401, "not-allowed", 1),
        (403, "not-allowed", 1),
        (404, "question-refused", 1),
        (429, "too-many-questions", 2),
        (500, "endpoint-failed", 2),
        (503, "endpoint-failed", 2),
        (204, "question-refused", 1),
    ],
)
def test_a_status_of_failure_is_told_with_what_to_do(status: int, reason: str, times: int) -> None:
    with home_model(failing(status)) as model:
        found = asked(model.url)
    assert isinstance(found, Unanswered)
    assert (found.reason, found.outage) == (reason, True)
    assert str(status) in found.why
    assert len(model.questions) == times


def test_an_endpoint_that_is_busy_once_is_asked_again() -> None:
    with home_model(failing(429), suggesting(GOOD)) as model:
        assert isinstance(asked(model.url), Suggestions)


def test_what_an_endpoint_says_of_the_key_is_not_repeated() -> None:
    assert KEY not in repr(failure_of(sending(f"Incorrect key: {KEY}".encode(), status=401)))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_takes_no_key_along(status: int) -> None:
    with home_model(suggesting(GOOD)) as elsewhere:
        found = failure_of(sending(b"", status=status, headers=[("Location", f"{elsewhere.url}/chat/completions")]))
    assert elsewhere.questions == []
    assert found.reason == "redirected"
    assert f"127.0.0.1:{elsewhere.port}" in found.why


@pytest.mark.parametrize("answer", [silent(3.0), dripping(3.0)])
def test_an_answer_that_is_late_is_not_waited_for(answer: Answer) -> None:
    began = time.monotonic()
    found = failure_of(answer, timeout=0.3)
    assert time.monotonic() - began < 2.0
    assert found.reason == "timed-out"
    assert "SAYSO_LLM_TIMEOUT" in found.advice
    assert found.outage


@pytest.mark.parametrize("answer", [hanging_up, lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")])
def test_what_speaks_no_http_is_no_model(answer: Answer) -> None:
    assert failure_of(answer).reason == "unreachable"


def test_a_model_that_is_not_there_is_told_with_what_to_do() -> None:
    with home_model(hanging_up) as model:
        pass
    found = asked(model.url)
    assert isinstance(found, Unanswered)
    assert found.reason == "unreachable"
    assert f"127.0.0.1:{model.port}" in found.why
    assert "SAYSO_LLM_URL" not in found.why
    assert "Start the model" in found.advice


def test_the_question_is_in_one_file() -> None:
    engine = Path(__file__).resolve().parents[2] / "src" / "sayso" / "engines" / "chat.py"
    assert "You read" not in engine.read_text(encoding="utf-8")
