"""The answers of a ledger: typed records whose JSON is the public record, field for field.

Fields whose name is a word of Python stand under that name with something added (``person_class``, ``came_from``) and
are written as ``class`` and ``from``. A field marked ``Unwritten`` is for renderers: ``why`` tells it in full.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from sayso.records import (
    Agreement,
    ApartKind,
    Certainty,
    ClaimKind,
    DependencyKind,
    FlagKind,
    JudgementKind,
    PersonClass,
    PublishedBasis,
    QuantityForm,
    RefusalReason,
    Role,
    SourceKind,
    Status,
)

Number = int | float
Offsets = tuple[int, int]
ClassField = Annotated[PersonClass, Field(serialization_alias="class")]
Unwritten = Field(exclude=True)


def to_json(answer: object) -> bytes:
    """Return an answer as canonical JSON: fields in their order, no spaces, UTF-8."""
    return _adapter_of(answer.__class__).dump_json(answer, by_alias=True)


def to_values(answer: object) -> Any:
    """Return an answer as JSON values (dicts, lists, strings, numbers, None)."""
    return _adapter_of(answer.__class__).dump_python(answer, by_alias=True, mode="json")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


_adapter_of: Callable[[type], TypeAdapter[Any]] = _adapter  # a class is hashable, which its stub denies


# --- events ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """A place; coordinates are WGS 84 degrees."""

    name: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAnswer:
    """A time as EDTF, its first and last possible day, what of it is inferred, and from what."""

    edtf: str
    start: str | None
    end: str | None
    precision: str
    inferred: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantAnswer:
    """Who did something (``actor``) or was met by it (``affected``)."""

    role: str
    label: str
    side: str | None
    person_class: ClassField
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAnswer:
    """Whom a proposition's figure counts."""

    label: str
    side: str | None
    person_class: ClassField


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeAnswer:
    """Least, greatest and best value; None where open, or where there is no number."""

    min: Number | None
    max: Number | None
    best: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityAnswer:
    """A figure as worded, and the interval it stands for."""

    text: str
    start: int
    end: int
    min: Number | None
    max: Number | None
    form: QuantityForm
    unit: str
    of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAnswer:
    """One holder in a chain, outermost first."""

    role: Role
    name: str | None
    kind: SourceKind
    channel: str | None
    cue: str | None
    spans: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentAnswer:
    """How far the outlet and the quoted source commit to a claim, in FactBank's values."""

    outlet: Certainty
    source: Certainty | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAnswer:
    """One claim, at the words of one report."""

    id: str
    report: str
    quote: str
    start: int
    end: int
    place: PlaceAnswer | None
    time: TimeAnswer | None
    quantity: QuantityAnswer | None
    chain: tuple[LinkAnswer, ...]
    commitment: CommitmentAnswer
    origin: str | None
    part_of: Annotated[str | None, Unwritten]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionAnswer:
    """The claims of one event that answer the same question, and what they come to."""

    id: str
    kind: ClaimKind
    who: WhoAnswer | None
    range: RangeAnswer
    agreement: Agreement
    origins: tuple[str, ...]
    claims: tuple[ClaimAnswer, ...]
    whole: Annotated[str | None, Unwritten]
    denied_by: Annotated[tuple[str, ...], Unwritten]
    why: Annotated[str, Unwritten]


@dataclass(frozen=True, slots=True, kw_only=True)
class DependencyAnswer:
    """A piece of evidence that two claims (by id) are not two pieces of knowledge."""

    kind: DependencyKind
    evidence: tuple[str, str]
    why: Annotated[str, Unwritten]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginAnswer:
    """Where a piece of knowledge entered the news. ``said`` is EDTF."""

    id: str
    source: str | None
    kind: SourceKind
    channel: str | None
    said: str | None
    reports: tuple[str, ...]
    dependencies: tuple[DependencyAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFlagAnswer:
    """A reason for care, at words of one of the event's reports."""

    kind: FlagKind
    report: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeAnswer:
    """A grade: proposed by the machine, or given by a person."""

    credibility: int
    reliability: str
    airwars: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnswer:
    """One event with all that is known of it. In a listing its propositions have no claims, and it lists no origins."""

    id: str
    title: str
    kinds: tuple[ClaimKind, ...]
    status: Status
    place: PlaceAnswer | None
    time: TimeAnswer | None
    participants: tuple[ParticipantAnswer, ...]
    reports: int
    outlets: int
    origins: int
    propositions: tuple[PropositionAnswer, ...]
    origin_list: tuple[OriginAnswer, ...]
    flags: tuple[EventFlagAnswer, ...]
    grade: GradeAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsAnswer:
    """A page of events by day; ``next`` is the place to go on after, None at the end."""

    events: tuple[EventAnswer, ...]
    next: str | None


# --- reports ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAnswer:
    """The document that a report was read from: hash of its bytes, first receipt."""

    sha256: str
    received: datetime
    came_from: Annotated[str, Field(serialization_alias="from")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAnswer:
    """When a report was published, and how that is known."""

    edtf: str | None
    basis: PublishedBasis
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartAnswer:
    """A stretch that is not the report's own telling."""

    start: int
    end: int
    kind: ApartKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageAnswer:
    """A sentence or headline."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionAnswer:
    """Who is said to have said what, through which channel."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    name: str | None
    kind: SourceKind
    channel: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMentionAnswer:
    """Words that name a place, the place, and the GeoNames id of the runner-up."""

    text: str
    start: int
    end: int
    name: str | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    runner_up: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMentionAnswer:
    """Words that name a time."""

    text: str
    start: int
    end: int
    edtf: str | None
    timex: str
    inferred: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMentionAnswer:
    """Words that give a number."""

    text: str
    start: int
    end: int
    min: Number | None
    max: Number | None
    form: QuantityForm


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentMentionAnswer:
    """A word whose happening the report leaves short of certain: degree from -3 to 3, and FactBank's nearest value."""

    start: int
    end: int
    degree: float
    value: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFlagAnswer:
    """A reason for care, at words of this report."""

    kind: FlagKind
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnswer:
    """One report with all that was read in it. In a listing it has neither text nor mentions.

    ``opening`` are the first words of its text, by which people know a report without a title.
    """

    id: str
    document: DocumentAnswer
    outlet: str | None
    title: str | None
    opening: Annotated[str, Unwritten]
    text: str
    published: PublishedAnswer
    apart: tuple[ApartAnswer, ...]
    passages: tuple[PassageAnswer, ...]
    attributions: tuple[AttributionAnswer, ...]
    places: tuple[PlaceMentionAnswer, ...]
    times: tuple[TimeMentionAnswer, ...]
    quantities: tuple[QuantityMentionAnswer, ...]
    commitments: tuple[CommitmentMentionAnswer, ...]
    claims: tuple[str, ...]
    events: tuple[str, ...]
    flags: tuple[ReportFlagAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsAnswer:
    """A page of reports; ``next`` is the id to go on after, None at the end."""

    reports: tuple[ReportAnswer, ...]
    next: str | None


# --- reasons, search -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A step of the walk from an id to the documents it rests on.

    ``kind`` says what stands here (event, proposition, origin, dependency, link, flag, judgement, claim, words,
    attribution, passage, report, document, alias); ``says`` is a sentence; ``quote`` the words at ``[start, end)``.
    """

    id: str | None
    kind: str
    says: str
    quote: str | None = None
    report: str | None = None
    start: int | None = None
    end: int | None = None
    made_by: str | None = None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HitAnswer:
    """A report that holds the words, and the passage that holds most of them."""

    report: str
    outlet: str | None
    title: str | None
    quote: str
    start: int
    end: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """A page of what was found, best match first; ``next`` is how many to skip for the next page."""

    query: str
    hits: tuple[HitAnswer, ...]
    next: int | None


# --- what was done ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureAnswer:
    """What a stage could not work on, why (as a code and as a sentence), and what to do next."""

    stage: str
    subject: str
    reason: str
    why: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsAnswer:
    """How much a ledger holds."""

    documents: int
    reports: int
    claims: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAnswer:
    """What came of adding: documents by what became of them, failures of these documents, and the ledger's totals."""

    new: int
    known: int
    withheld: int
    failures: tuple[FailureAnswer, ...]
    totals: TotalsAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAnswer:
    """What worked on some inputs of a stage, the engines by their versions, and on how many."""

    version: str
    inputs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageAnswer:
    """How the inputs of one stage ended, and what worked on them; ``versions`` are more than one while a run waits."""

    stage: str
    made: int
    none: int
    failed: int
    versions: tuple[VersionAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldAnswer:
    """A document whose bytes were taken out, by whom, when and why."""

    document: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalAnswer:
    """How many suggested claims were refused for one reason; ``such_as`` are words of the first, of this report."""

    reason: RefusalReason
    count: int
    such_as: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionsAnswer:
    """What became of the claims that one model suggested of ``reports``: each entered, was known, or was refused."""

    by: str
    reports: int
    offered: int
    entered: int
    known: int
    refused: tuple[RefusalAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """The state of a ledger: ``problems`` are faults of the ledger itself, ``failures`` are what could not be read.

    ``suggestions`` are those of a person's own model, by model. ``waiting`` counts documents and reports that a run
    has still to work on.
    """

    totals: TotalsAnswer
    stages: tuple[StageAnswer, ...]
    waiting: int
    failures: tuple[FailureAnswer, ...]
    suggestions: tuple[SuggestionsAnswer, ...]
    withheld: tuple[WithheldAnswer, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementAnswer:
    """A judgement as it is kept."""

    id: str
    kind: JudgementKind
    targets: tuple[str, ...]
    claims: tuple[str, ...]
    value: str | None
    by: str
    at: datetime
    why: str
