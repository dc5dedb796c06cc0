"""The shape of the six verbs and of what stands behind the ports, and how the packaged ones are loaded when needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from sayso.ports import Gazetteer, LanguageIdentifier, Parser
from sayso.records import Assessment, Event, Failure, Passage, Reading, Report, Trace

if TYPE_CHECKING:  # what the functions below import by name, said here so that the import contracts see it
    from sayso.engines import gazetteer
    from sayso.pipeline import packaged

    _loaded = (gazetteer, packaged)


class Progress(Protocol):
    """Is told how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What stands behind the ports."""

    parser: Parser
    gazetteer: Gazetteer
    languages: LanguageIdentifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The six verbs, and the version of each."""

    read: Callable[..., tuple[Report | Failure, ...]]
    split: Callable[[Report], tuple[Passage, ...]]
    attribute: Callable[..., Reading]
    link: Callable[..., tuple[Event, ...]]
    trace: Callable[..., Trace]
    weigh: Callable[..., Assessment]
    read_version: str
    split_version: str
    attribute_version: str
    link_version: str
    trace_version: str
    weigh_version: str


def packaged_engines() -> Engines:
    """Return the engines that come with Sayso; each loads its data when it is first asked."""
    engines: Engines = import_module("sayso.pipeline.packaged").ENGINES
    return engines


def packaged_gazetteer() -> Gazetteer:
    """Return the gazetteer that comes with Sayso, without the stages."""
    found: Gazetteer = import_module("sayso.engines.gazetteer").PackagedGazetteer()
    return found


def packaged_stages() -> Stages:
    """Return the stages that come with Sayso. They are imported now, for a question to a ledger needs none of them."""
    stages: Stages = import_module("sayso.pipeline.packaged").STAGES
    return stages
