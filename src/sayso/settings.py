"""The environment variables that Sayso reads, all of them, with their defaults and what they mean."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sayso.errors import InputError
from sayso.records import Thresholds

DEFAULT_LEDGER = "ledger.sayso"

_LEAST_TIMEOUT = 0.1
_MOST_WORKERS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """An environment variable: its name, what it sets, and what holds without it."""

    name: str
    meaning: str
    default: str


VARIABLES = (
    Variable(name="SAYSO_LEDGER", meaning="the ledger: a file, or the URL of a database", default=DEFAULT_LEDGER),
    Variable(name="SAYSO_BY", meaning="who signs judgements and withholdings", default="nobody: --by must be given"),
    Variable(
        name="SAYSO_BUSY_SECONDS", meaning="how long to wait for another process that writes, in seconds", default="60"
    ),
    Variable(
        name="SAYSO_GAZETTEER",
        meaning="places of your own: a file in GeoNames' format, or several with `:` between (`;` on Windows)",
        default="the packaged places alone",
    ),
    Variable(name="SAYSO_LINK", meaning="the score from which claims are of one event, 0 to 1", default="0.5"),
    Variable(
        name="SAYSO_DEPENDENCY", meaning="the strength from which a dependency joins two claims, 0 to 1", default="0.5"
    ),
    Variable(name="SAYSO_REUSED_TEXT", meaning="the share of words from which text counts as reused", default="0.5"),
    Variable(name="SAYSO_QUOTATION", meaning="the likeness from which two quotations are one, 0 to 1", default="0.6"),
    Variable(
        name="SAYSO_LLM_URL",
        meaning="an OpenAI-compatible endpoint whose model suggests claims: reports are sent to it",
        default="no model is asked, and nothing is sent anywhere",
    ),
    Variable(name="SAYSO_LLM_MODEL", meaning="the name of the model at that endpoint", default="required with the URL"),
    Variable(name="SAYSO_LLM_KEY", meaning="the key that the endpoint asks for", default="none is sent"),
    Variable(name="SAYSO_LLM_TIMEOUT", meaning="how long to wait for one answer, in seconds", default="60"),
    Variable(
        name="SAYSO_WORKERS",
        meaning="how many processes may read at the same time where much is to be read",
        default="the cores that it may use",
    ),
)


def usable_cores() -> int:
    """Return how many cores this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A model of a person's own: where it is asked, by which name and key, and for how many seconds it may answer."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment says. ``endpoint`` is None where no model is to be asked."""

    ledger: str = DEFAULT_LEDGER
    by: str | None = None
    busy_seconds: float = 60.0
    gazetteers: tuple[Path, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)
    endpoint: Endpoint | None = None
    workers: int = field(default_factory=usable_cores)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of an environment (by default this process's). Raises InputError for an unusable value."""
    said = os.environ if environment is None else environment
    usual = Thresholds()
    return Settings(
        ledger=said.get("SAYSO_LEDGER") or DEFAULT_LEDGER,
        by=said.get("SAYSO_BY") or None,
        busy_seconds=_number(said, "SAYSO_BUSY_SECONDS", 60.0, most=86_400.0),
        gazetteers=tuple(
            Path(path).expanduser() for path in said.get("SAYSO_GAZETTEER", "").split(os.pathsep) if path.strip()
        ),
        thresholds=Thresholds(
            link=_share(said, "SAYSO_LINK", usual.link),
            dependency=_share(said, "SAYSO_DEPENDENCY", usual.dependency),
            reused_text=_share(said, "SAYSO_REUSED_TEXT", usual.reused_text),
            quotation=_share(said, "SAYSO_QUOTATION", usual.quotation),
        ),
        endpoint=_endpoint(said),
        workers=_workers(said),
    )


def _endpoint(said: Mapping[str, str]) -> Endpoint | None:
    url = (said.get("SAYSO_LLM_URL") or "").strip()
    if not url:
        return None
    if not _is_address(url):
        raise InputError(
            "SAYSO_LLM_URL is no address of an endpoint.",
            advice="Set it to http://HOST/v1 or https://HOST/v1, without name, password or query, or unset it.",
        )
    model = (said.get("SAYSO_LLM_MODEL") or "").strip()
    if not model or not model.isprintable():
        raise InputError(
            "SAYSO_LLM_URL is set, but SAYSO_LLM_MODEL names no model.",
            advice="Set SAYSO_LLM_MODEL to the name that the endpoint has for its model, or unset SAYSO_LLM_URL.",
        )
    key = (said.get("SAYSO_LLM_KEY") or "").strip() or None
    if key is not None and not (key.isascii() and key.isprintable()):
        raise InputError("SAYSO_LLM_KEY holds signs that no key has.", advice="Set it again, in plain letters.")
    timeout = _number(said, "SAYSO_LLM_TIMEOUT", 60.0, most=3_600.0)
    if timeout < _LEAST_TIMEOUT:
        raise InputError(
            f"SAYSO_LLM_TIMEOUT is {said.get('SAYSO_LLM_TIMEOUT')}.",
            advice=f"Set it to a number from {_LEAST_TIMEOUT:g} to 3600, or unset it.",
        )
    return Endpoint(url=url, model=model, key=key, timeout=timeout)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url
    bare = not (parts.query or parts.fragment or "@" in parts.netloc)
    return sound and plain and bare and parts.scheme in {"http", "https"} and bool(parts.hostname)


def _workers(said: Mapping[str, str]) -> int:
    text = said.get("SAYSO_WORKERS")
    if not text:
        return usable_cores()
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_WORKERS:
        raise InputError(
            f"SAYSO_WORKERS is {text}.", advice=f"Set it to a whole number from 1 to {_MOST_WORKERS}, or unset it."
        )
    return int(text)


def _share(said: Mapping[str, str], name: str, default: float) -> float:
    return _number(said, name, default, most=1.0)


def _number(said: Mapping[str, str], name: str, default: float, *, most: float) -> float:
    text = said.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= most:
        raise InputError(f"{name} is {text}.", advice=f"Set it to a number from 0 to {most:g}, or unset it.")
    return value
