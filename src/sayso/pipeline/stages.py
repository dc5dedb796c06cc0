"""The six verbs with their versions, and what stands behind the ports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sayso import assessments, claims, events, origins, passages, reports
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.languages import Identifier
from sayso.engines.spacy_parser import SpacyParser
from sayso.ports import Gazetteer, LanguageIdentifier, Parser
from sayso.records import Assessment, Event, Failure, Passage, Reading, Report, Trace


class Progress(Protocol):
    """Is told how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What stands behind the ports."""

    parser: Parser
    gazetteer: Gazetteer
    languages: LanguageIdentifier


def packaged_engines() -> Engines:
    """Return the engines that come with Sayso; each loads its data when it is first asked."""
    return Engines(parser=SpacyParser(), gazetteer=PackagedGazetteer(), languages=Identifier())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The six verbs, and the version of each."""

    read: Callable[..., tuple[Report | Failure, ...]] = reports.read
    split: Callable[[Report], tuple[Passage, ...]] = passages.split
    attribute: Callable[..., Reading] = claims.attribute
    link: Callable[..., tuple[Event, ...]] = events.link
    trace: Callable[..., Trace] = origins.trace
    weigh: Callable[..., Assessment] = assessments.weigh
    read_version: str = reports.VERSION
    split_version: str = passages.VERSION
    attribute_version: str = claims.VERSION
    link_version: str = events.VERSION
    trace_version: str = origins.VERSION
    weigh_version: str = assessments.VERSION
