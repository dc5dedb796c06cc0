"""The shape of the six verbs and of what stands behind the ports, and how the packaged ones are loaded when needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sayso.ports import Gazetteer, LanguageIdentifier, Parser, PassageReader, Suggester
from sayso.records import Assessment, Event, Failure, Passage, Reading, Report, Trace

if TYPE_CHECKING:  # what the functions below import by name, said here so that the import contracts see it
    from sayso.engines import chat, gazetteer
    from sayso.engines.own_places import LayeredGazetteer
    from sayso.pipeline import packaged

    _loaded = (chat, gazetteer, packaged)


class Progress(Protocol):
    """Is told how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What stands behind the ports.

    ``reader`` is None where its weights are not installed: the rules read alone. ``suggester`` is None unless a person
    brings a model of their own.

    An engine travels to worker processes by pickle and loads its data there: let it leave behind what it loaded here.
    """

    parser: Parser
    gazetteer: Gazetteer
    languages: LanguageIdentifier
    reader: PassageReader | None = None
    suggester: Suggester | None = None


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


def packaged_engines(own_places: Sequence[Path] = ()) -> Engines:
    """Return the engines that come with Sayso, a user's own places laid over its gazetteer.

    Each loads its data when it is first asked.
    """
    engines: Engines = import_module("sayso.pipeline.packaged").ENGINES
    return replace(engines, gazetteer=packaged_gazetteer(own_places)) if own_places else engines


def packaged_gazetteer(own_places: Sequence[Path] = ()) -> Gazetteer:
    """Return the gazetteer that comes with Sayso, a user's own places laid over it, without the stages."""
    packaged = import_module("sayso.engines.gazetteer").PackagedGazetteer()
    found: Gazetteer = _layered(packaged, own_places) if own_places else packaged
    return found


def require_places(own_places: Sequence[Path]) -> None:
    """Read a user's own places now. Raises InputError where a file cannot be used, and says which line."""
    if own_places:
        _layered(import_module("sayso.engines.gazetteer").PackagedGazetteer(), own_places).read()


def _layered(packaged: Gazetteer, own_places: Sequence[Path]) -> LayeredGazetteer:
    layered: LayeredGazetteer = import_module("sayso.engines.own_places").LayeredGazetteer(packaged, own_places)
    return layered


def suggester_at(url: str, *, model: str, key: str | None, timeout: float) -> Suggester:
    """Return a suggester that asks a model behind an OpenAI-compatible endpoint; nothing is asked yet."""
    found: Suggester = import_module("sayso.engines.chat").ChatSuggester(url, model=model, key=key, timeout=timeout)
    return found


def packaged_stages() -> Stages:
    """Return the stages that come with Sayso. They are imported now, for a question to a ledger needs none of them."""
    stages: Stages = import_module("sayso.pipeline.packaged").STAGES
    return stages
