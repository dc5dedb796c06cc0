"""How a model behind an OpenAI-compatible endpoint is asked what a report claims, and what of its answer can be read.

It speaks ``POST {url}/chat/completions`` with a JSON schema for the answer, as OpenAI, vLLM, llama.cpp, Ollama and LM
Studio do. It follows no redirect, uses no proxy, sends the key to the one host that was named, and writes it nowhere.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import ssl
import threading
import time
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache, cached_property
from importlib import resources
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sayso.ports import Suggestion, Suggestions, Unanswered

LARGEST_ANSWER = 4_000_000
"""Bytes: far more than any report's claims; what is longer is not read."""

PAUSE = 1.0
"""Seconds before a busy endpoint is asked a second time, where it does not say itself how long to wait."""

_PATH = "/chat/completions"
_FIELDS = tuple(field.name for field in fields(Suggestion))
_LOOK_AT_SETTINGS = "Look at SAYSO_LLM_URL and SAYSO_LLM_MODEL"
_AGAIN = "the next sayso add asks again. Until then the claims are those of the rules."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back over the wire: a status, a body, and the headers by their names in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class ChatSuggester:
    """Implements :class:`sayso.ports.Suggester`. ``timeout`` is in seconds, and bounds a whole answer."""

    def __init__(self, url: str, *, model: str, key: str | None = None, timeout: float = 60.0) -> None:
        self._address = urlsplit(url)
        self._model = model
        self._key = key
        self._timeout = timeout

    @cached_property
    def version(self) -> str:
        """Name the model, and the question by a digest of all that is sent beside the report."""
        asked = json.dumps([_system(), _question(""), _schema()], ensure_ascii=False, sort_keys=True)
        return f"{self._model} question@{hashlib.sha256(asked.encode()).hexdigest()[:8]}"

    def suggest(self, text: str) -> Suggestions | Unanswered:
        """Return what the model suggests about ``text``, or why it does not answer."""
        reply = self._ask(text)
        if isinstance(reply, Reply) and reply.status in {429, 500, 502, 503, 504}:
            time.sleep(min(_pause(reply), self._timeout))
            reply = self._ask(text)
        if isinstance(reply, Unanswered):
            return reply
        return self._read(reply.body) if reply.status == 200 else self._not_answered(reply)

    @property
    def _name(self) -> str:
        """The endpoint as it may be shown."""
        return f"{self._address.scheme}://{self._address.netloc}"

    # --- asking --------------------------------------------------------------------------------

    def _ask(self, text: str) -> Reply | Unanswered:
        try:
            return _post(self._address, self._body(text), self._headers(), timeout=self._timeout)
        except TimeoutError:
            why = f"The model at {self._name} did not answer within {self._timeout:g} seconds."
            advice = f"See whether it runs, or raise SAYSO_LLM_TIMEOUT; {_AGAIN}"
            return Unanswered(reason="timed-out", why=why, advice=advice, outage=True)
        except (OSError, ValueError, http.client.HTTPException) as error:
            why = f"No answer came from {self._name}: {_plainly(error)}."
            return Unanswered(
                reason="unreachable", why=why, advice=f"Start the model, or {_lower(_LOOK_AT_SETTINGS)}; {_AGAIN}",
                outage=True,
            )  # fmt: skip

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})

    def _body(self, text: str) -> bytes:
        question = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _system()},
                {"role": "user", "content": _question(text)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": _schema()},
            },
        }
        return json.dumps(question).encode()

    def _not_answered(self, reply: Reply) -> Unanswered:
        """Return what a status other than 200 means. The body is not repeated: some endpoints put the key into it."""
        said = f"{self._name} answered with status {reply.status}"
        if 300 <= reply.status < 400:
            where = urlsplit(reply.headers.get("location", "")).netloc or "another address"
            why = f"{said}: it sends on to {where}. That is not followed, for the report and the key were meant for it."
            return Unanswered(
                reason="redirected", why=why, outage=True,
                advice=f"If that address is yours, set SAYSO_LLM_URL to it; {_AGAIN}",
            )  # fmt: skip
        if reply.status in {401, 403}:
            advice = f"Set SAYSO_LLM_KEY to a key that may use {self._model}; {_AGAIN}"
            return Unanswered(reason="not-allowed", why=f"{said}: the key does not do.", advice=advice, outage=True)
        if reply.status == 429:
            advice = f"Wait, or raise what the endpoint allows; {_AGAIN}"
            return Unanswered(reason="too-many-questions", why=f"{said}, twice.", advice=advice, outage=True)
        if reply.status >= 500:
            advice = f"Look at the log of the endpoint; {_AGAIN}"
            return Unanswered(reason="endpoint-failed", why=f"{said}.", advice=advice, outage=True)
        advice = f"{_LOOK_AT_SETTINGS}, and whether the model takes a JSON schema; {_AGAIN}"
        return Unanswered(reason="question-refused", why=f"{said}.", advice=advice, outage=True)

    # --- reading -------------------------------------------------------------------------------

    def _read(self, body: bytes) -> Suggestions | Unanswered:
        if len(body) > LARGEST_ANSWER:
            return self._unusable("answer-too-long", f"is longer than {LARGEST_ANSWER:,} bytes")
        try:
            choice = json.loads(body)["choices"][0]
            content, finished = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            return self._unusable("unreadable-answer", "is no chat completion")
        if finished == "length":
            return self._unusable("cut-short", "ends in the middle, for the endpoint allows it no more words")
        if not isinstance(content, str):
            return self._unusable("no-content", "holds no text")
        claims = _claims_in(content)
        if claims is None:
            return self._unusable("no-json", "is not the JSON that was asked for")
        suggested = [_suggestion(entry) for entry in claims]
        return Suggestions(
            by=self.version,
            suggested=tuple(one for one in suggested if one is not None),
            unreadable=sum(one is None for one in suggested),
        )

    def _unusable(self, reason: str, what: str) -> Unanswered:
        advice = f"If it happens often, bring a model that keeps to a JSON schema; {_AGAIN}"
        return Unanswered(reason=reason, why=f"The answer of {self._model} {what}.", advice=advice, outage=False)


# --- the question ------------------------------------------------------------------------------


@cache
def question_table() -> dict[str, Any]:
    """Return ``suggesting.toml``: instructions, the form of the question, the answer's fields, the kinds."""
    return tomllib.loads(resources.files(__package__).joinpath("data/suggesting.toml").read_text("utf-8"))


@cache
def _system() -> str:
    table = question_table()
    kinds = "\n".join(f"- {kind}: {example}" for kind, example in table["kinds"].items())
    return f"{table['instructions'].strip()}\n\nThe kinds, each with an example:\n{kinds}"


def _question(text: str) -> str:
    return str(question_table()["report"]).replace("{text}", text)


@cache
def _schema() -> dict[str, Any]:
    table = question_table()
    properties = {name: {"type": "string", "description": table["fields"][name]} for name in _FIELDS}
    properties["kind"]["enum"] = list(table["kinds"])
    entry = {"type": "object", "properties": properties, "required": list(_FIELDS), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": entry}},
        "required": ["claims"],
        "additionalProperties": False,
    }


# --- the answer --------------------------------------------------------------------------------


def _claims_in(content: str) -> list[Any] | None:
    """Return the entries of an answer, None where it has no list of claims.

    What stands around the outermost braces is passed over: some models think aloud, or fence their JSON.
    """
    for text in (content, content[content.find("{") : content.rfind("}") + 1]):
        try:
            answer = json.loads(text)
        except (ValueError, RecursionError):
            continue
        claims = answer.get("claims") if isinstance(answer, dict) else None
        return claims if isinstance(claims, list) else None
    return None


def _suggestion(entry: object) -> Suggestion | None:
    """Return an entry as a suggestion, None where it is of another shape; null stands for no words."""
    if not isinstance(entry, dict):
        return None
    words = {name: "" if entry.get(name) is None else entry[name] for name in _FIELDS}
    if not all(isinstance(said, str) and _is_text(said) for said in words.values()):
        return None
    return Suggestion(**words) if words["kind"] or words["quote"] else None


def _is_text(said: str) -> bool:
    """Tell whether a string can be written as UTF-8: JSON may hold halves of a sign."""
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return True


# --- the wire ----------------------------------------------------------------------------------


def _post(address: SplitResult, body: bytes, headers: Mapping[str, str], *, timeout: float) -> Reply:
    """Send one question and return what comes back. Raises TimeoutError, OSError, http.client.HTTPException.

    The time limit of a socket starts anew with each byte, so that an endpoint could drip for ever: at the end of
    ``timeout`` the connection is shut from here.
    """
    ends = time.monotonic() + timeout
    connection = _connection(address, timeout)
    late = threading.Event()
    try:
        connection.connect()
        wire = connection.sock

        def shut() -> None:
            late.set()
            with suppress(OSError):  # it may be shut already
                wire.shutdown(socket.SHUT_RDWR)

        alarm = threading.Timer(max(0.0, ends - time.monotonic()), shut)
        alarm.daemon = True
        alarm.start()
        try:
            connection.request("POST", _path(address), body, dict(headers))
            response = connection.getresponse()
            received = response.read(LARGEST_ANSWER + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            if late.is_set():
                raise TimeoutError from error
            raise
        finally:
            alarm.cancel()
        if late.is_set():
            raise TimeoutError
        return Reply(
            status=response.status,
            body=received,
            headers={name.lower(): value for name, value in response.getheaders()},
        )
    finally:
        connection.close()


def _connection(address: SplitResult, timeout: float) -> http.client.HTTPConnection:
    host = address.hostname or ""
    if address.scheme == "https":
        return http.client.HTTPSConnection(host, address.port, timeout=timeout, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, address.port, timeout=timeout)


def _path(address: SplitResult) -> str:
    path = address.path.rstrip("/")
    return path if path.endswith(_PATH) else f"{path}{_PATH}"


def _pause(reply: Reply) -> float:
    """Return how many seconds an endpoint asks to be left alone."""
    try:
        return max(0.0, float(reply.headers.get("retry-after", PAUSE)))
    except ValueError:  # a date: clocks differ
        return PAUSE


def _plainly(error: Exception) -> str:
    """Return what went wrong in the system's own words."""
    said = getattr(error, "strerror", None) or str(error) or error.__class__.__name__
    return str(said).rstrip(".")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
