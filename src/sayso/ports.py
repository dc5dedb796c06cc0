"""What a stage may ask of the outside: a parser, a passage reader, a gazetteer, languages, an embedder, a suggester.

Stages work on what a port gives and never ask which engine stands behind it. Engines live in ``sayso.engines``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.records import Place, Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parse. Offsets are code points into the parsed text.

    ``pos`` is the universal part of speech, ``tag`` Penn Treebank's, ``dep`` the ClearNLP-style label of spaCy's
    English models (nsubj, nsubjpass, dobj, ccomp ...), ``head`` the index of the head token (its own for a root).
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """Words that the parser takes for a name. ``label`` is OntoNotes' (PERSON, ORG, GPE, LOC, NORP, DATE ...)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one passage. ``names`` are in order and do not overlap."""

    text: str
    tokens: tuple[Token, ...]
    names: tuple[NamedSpan, ...]


class Parser(Protocol):
    """Parses English sentences. ``version`` names the engine and its weights: parses are cached under it."""

    @property
    def version(self) -> str: ...

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Return one parse per text, in order; the result for a text does not depend on its neighbours."""
        ...


@dataclass(frozen=True, slots=True)
class MarkedAttribution:
    """Words that a reader takes for one attribution. ``source`` is empty where the text names none."""

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Degree:
    """How certainly the text makes the happening that a word names seem real: -3 (certainly not) to 3 (certain)."""

    start: int
    end: int
    degree: float


@dataclass(frozen=True, slots=True)
class Marks:
    """What a passage reader marks in a text, in order. A degree tells only where its word names a happening."""

    attributions: tuple[MarkedAttribution, ...]
    degrees: tuple[Degree, ...]


class PassageReader(Protocol):
    """Marks who says what and how sure it sounds. ``version`` names the engine and its weights."""

    @property
    def version(self) -> str: ...

    def read(self, text: str, parts: Sequence[Span]) -> Marks:
        """Return what stands in the ``parts`` of a text, offsets into the whole of it."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. ``feature`` is GeoNames' class and code (``"P.PPL"``, ``"A.ADM1"``, ``"H.STM"``).

    ``match`` tells how the name met the gazetteer: ``exact`` (the main name), ``alternate`` (a recorded other name),
    ``variant`` (same after transliteration folding, Izzyum for Izyum), ``list`` (our own list of regions and rivers).
    """

    place: Place
    feature: str
    match: str


class Gazetteer(Protocol):
    """Looks names up. ``version`` names the data and the folding rules."""

    @property
    def version(self) -> str: ...

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that ``name`` may mean, most populous first; empty when it is no place name."""
        ...

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code that a country name or demonym stands for ("Ukrainian" -> "UA")."""
        ...

    def country_name(self, code: str) -> str | None:
        """Return the common English name of a country ("UA" -> "Ukraine")."""
        ...


class LanguageIdentifier(Protocol):
    @property
    def version(self) -> str: ...

    def identify(self, text: str) -> str:
        """Return the ISO 639-1 code of the language that ``text`` is most likely written in."""
        ...


class Embedder(Protocol):
    @property
    def version(self) -> str: ...

    def embed(self, texts: Iterable[str]) -> list[list[float]]:
        """Return one unit vector per text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A claim as a model suggests it: words that it says stand in the report, "" where it gives none.

    Nothing in it is trusted: ``kind`` may be none of ours, and no word of it need be in the report. ``quote`` is the
    clause that makes the claim, ``trigger`` the word for what happened; the others are named as in a claim.
    """

    kind: str
    quote: str
    trigger: str = ""
    quantity: str = ""
    affected: str = ""
    actor: str = ""
    source: str = ""
    cue: str = ""
    place: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What a suggester answered about one text. ``by`` names it; ``unreadable`` counts entries of another shape."""

    by: str
    suggested: tuple[Suggestion, ...]
    unreadable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Why a suggester gave no answer: a kebab-case reason, what happened, and what to do next.

    ``outage`` tells that it would have been so for any text: the fault is the endpoint's or the settings'.
    """

    reason: str
    why: str
    advice: str
    outage: bool


class Suggester(Protocol):
    """Suggests the claims of a text. ``version`` names the model and how it is asked: answers are kept under it."""

    @property
    def version(self) -> str: ...

    def suggest(self, text: str) -> Suggestions | Unanswered:
        """Return what the model suggests about ``text``, or why it does not answer; never raises over an answer."""
        ...
