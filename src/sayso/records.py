"""Every noun of Sayso, frozen and typed, in the order in which it comes into being.

Offsets count Unicode code points and are half-open: ``report.text[start:end]`` is the quote.
Instants are aware and in UTC. Dates are EDTF strings (ISO 8601-2, Library of Congress), because
news dates are uncertain: ``2022-04-02``, ``XXXX-09-12``, ``2022-03``, ``2022-09-11/2022-09-12``.
Ids are content hashes with a visible kind, made by :func:`identify`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

ID_HEX_DIGITS = 16
"""64 bits: a ledger of ten million records meets a collision with probability below 3e-6."""


def identify(kind: str, *parts: object) -> str:
    """Return the id of a record of ``kind`` (``"clm"``, ``"evt"`` ...) made of ``parts``.

    Parts must be JSON values; the hash is SHA-256 over their canonical JSON.
    """
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{kind}_{hashlib.sha256(canonical.encode()).hexdigest()[:ID_HEX_DIGITS]}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a report's text, in Unicode code points."""

    start: int
    end: int


# --- documents: bytes as received, kept, never altered ---------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a person, a feed or a front-matter header says of a document that its text does not.

    ``published`` is EDTF or an ISO instant; ``owner`` is the owner of the outlet.
    """

    outlet: str | None = None
    owner: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One time that a document's bytes came in: when, from where (path or address), what was said of them."""

    received: datetime
    origin: str
    given: Given = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes as received. The same bytes twice are one document with two receipts.

    ``withheld`` is the lawful reason for which the bytes were taken out, or None.
    """

    id: str
    sha256: str
    size: int
    media_type: str
    receipts: tuple[Receipt, ...]
    withheld: str | None = None


# --- reports: one news text as one outlet published it ---------------------------------------


class PublishedBasis(StrEnum):
    """How we know when a report was published."""

    METADATA = "metadata"
    TEXT = "text"
    INFERRED = "inferred"
    GIVEN = "given"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a report was published, on what basis; ``edtf`` is None when it is unknown."""

    edtf: str | None
    basis: PublishedBasis
    why: str


class ApartKind(StrEnum):
    """What a stretch of text is that stands in the report and is not the report's own telling."""

    ADVERT = "advert"
    DONATION = "donation"
    TOPICS = "topics"
    RELATED_HEADLINE = "related-headline"
    SHARE = "share"
    NAVIGATION = "navigation"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A stretch set apart. Never claimed from, save captions, which are marked and may be."""

    start: int
    end: int
    kind: ApartKind
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One news text as one outlet published it.

    ``text`` is the text as read; where a headline is known it is the first line of ``text`` and
    ``headline`` is its span. ``language`` is ISO 639-1. ``outlet`` is None when nobody said.
    ``received`` is the earliest receipt of the document with these givens.
    """

    id: str
    document: str
    sha256: str
    received: datetime
    origin: str
    outlet: str | None
    owner: str | None
    url: str | None
    title: str | None
    byline: str | None
    published: Published
    language: str
    text: str
    headline: Span | None
    apart: tuple[Apart, ...]
    made_by: str

    @property
    def own_parts(self) -> tuple[Span, ...]:
        """The parts of the text that are the report's own, in order: what is not set apart, and captions."""
        edges = [0]
        for apart in sorted(self.apart, key=lambda one: (one.start, one.end)):
            if apart.kind is not ApartKind.CAPTION:
                edges += [max(apart.start, edges[-1]), max(apart.end, edges[-1])]
        edges.append(max(len(self.text), edges[-1]))
        return tuple(Span(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document or record that a stage could not work on: data, stored, counted and shown.

    ``reason`` is a kebab-case code, ``why`` a sentence of what happened to which thing, ``advice`` what to do next.
    """

    stage: str
    subject: str
    reason: str
    why: str
    advice: str


# --- passages --------------------------------------------------------------------------------


class PassageKind(StrEnum):
    HEADLINE = "headline"
    SENTENCE = "sentence"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence or headline of a report. ``paragraph`` numbers the paragraph it stands in, from 0."""

    id: str
    report: str
    start: int
    end: int
    kind: PassageKind
    paragraph: int


# --- what is read off the words --------------------------------------------------------------


class QuantityForm(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    FEWER_THAN = "fewer_than"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A closed interval that keeps its wording; an open bound is None.

    ``start``/``end`` are offsets of ``text`` in whatever text it was read from (a report's, for a claim).
    ``unit`` is ``"count"`` or ``"share"``; a share has bounds in [0, 1] and ``of`` says of what.
    """

    text: str
    start: int
    end: int
    min: int | float | None
    max: int | float | None
    form: QuantityForm
    unit: str = "count"
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the gazetteer (or of our own list of rivers, regions and front-line names).

    ``geonames_id`` is None for places that GeoNames' city file does not hold, and below 0 for a user's own that
    GeoNames does not know. ``lat``/``lon`` are WGS 84 degrees.
    ``precision``: country, region, district, city, neighbourhood, feature. ``country`` is ISO 3166-1 alpha-2.
    ``admin1`` is the GeoNames admin1 code, for example ``"UA.07"``.
    """

    name: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    precision: str
    country: str | None = None
    admin1: str | None = None
    population: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words that name a place, the place they are taken for, and the runner-up."""

    text: str
    start: int
    end: int
    place: Place | None
    runner_up: Place | None
    why: str
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as EDTF with its first and last possible day (ISO dates, None where open).

    ``precision``: year, season, month, week, day, part_of_day, minute, interval, unknown.
    ``inferred`` names the parts that the words do not say ("year", "month", "day"); ``why`` says from what.
    """

    edtf: str
    start: str | None
    end: str | None
    precision: str
    inferred: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """Words that name a time. ``timex`` is the TIMEX3 value, ``type`` DATE, TIME, DURATION or SET."""

    text: str
    start: int
    end: int
    type: str
    timex: str
    when: When | None
    made_by: str


class Certainty(StrEnum):
    """FactBank's values (Saurí & Pustejovsky 2009): certain, probable, possible x positive, negative; unknown."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAINLY_NOT = "CT-"
    PROBABLY_NOT = "PR-"
    POSSIBLY_NOT = "PS-"
    UNKNOWN = "Uu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """How far the outlet, and the quoted source if there is one, commit to a claim's content."""

    outlet: Certainty
    source: Certainty | None


class SourceKind(StrEnum):
    OUTLET = "outlet"
    OFFICIAL = "official"
    MILITARY = "military"
    PARTY = "party"
    """An armed party to a conflict that is no recognised state's."""
    POLICE = "police"
    MEDICAL = "medical"
    WITNESS = "witness"
    MEDIA = "media"
    DOCUMENT = "document"
    EXPERT = "expert"
    ORGANISATION = "organisation"
    COMPANY = "company"
    PERSON = "person"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content spans (the PARC / PolNeAR terms) and the channel.

    ``name`` is the fullest name that this report gives the source ("he" is led to it), None where there is none.
    ``key`` is the same for sources that are one across reports ("Main Directorate of Intelligence" of Ukraine and
    "Ukraine's intelligence agency"), None for unnamed ones. ``aliases`` are the other names this report gives it.
    ``parent`` is the id of the attribution that relays this one. ``verb_certainty`` is the source's commitment.
    ``said`` is when it was said, read at ``said_span``. ``hedged`` is true where the outlet distances itself (claimed,
    alleged, "so-called").
    """

    id: str
    report: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    name: str | None
    key: str | None
    aliases: tuple[str, ...]
    kind: SourceKind
    channel: str | None
    said: When | None
    said_span: Span | None
    parent: str | None
    verb_certainty: Certainty
    hedged: bool
    made_by: str


# --- claims ----------------------------------------------------------------------------------


class Role(StrEnum):
    """A link's role in a chain."""

    OUTLET = "outlet"
    RELAY = "relay"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One holder in a chain, outermost first: the outlet, relays ("as per Insider"), the source.

    ``attribution`` is the id of the attribution it was read from, None for the outlet.
    """

    role: Role
    name: str | None
    key: str | None
    kind: SourceKind
    channel: str | None
    cue: str | None
    spans: tuple[Span, ...]
    said: When | None = None
    attribution: str | None = None


class ClaimKind(StrEnum):
    """What a claim says happened. People, things, then happenings (ACLED sub-event types where one fits)."""

    KILLED = "killed"
    INJURED = "injured"
    HOSPITALISED = "hospitalised"
    IN_INTENSIVE_CARE = "in_intensive_care"
    MISSING = "missing"
    RESCUED = "rescued"
    DETAINED = "detained"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    REMAINING = "remaining"
    INFECTED = "infected"

    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    SEIZED = "seized"

    POISONING = "poisoning"
    SHOOTING = "shooting"
    ARMED_CLASH = "armed_clash"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    SUICIDE_BOMB = "suicide_bomb"
    EXPLOSION = "explosion"
    CHEMICAL_WEAPON = "chemical_weapon"
    ATTACK = "attack"
    SEXUAL_VIOLENCE = "sexual_violence"
    ABDUCTION = "abduction"
    PROTEST = "protest"
    RIOT = "riot"
    ARREST = "arrest"
    LOOTING = "looting"
    AGREEMENT = "agreement"
    TRANSFER_OF_TERRITORY = "transfer_of_territory"
    TROOP_MOVEMENT = "troop_movement"
    ACCIDENT = "accident"
    SALVAGE = "salvage"
    DISASTER = "disaster"
    FIRE = "fire"
    CONTAMINATION = "contamination"
    OUTBREAK = "outbreak"
    CRIME = "crime"
    DENIAL_OF_RESPONSIBILITY = "denial_of_responsibility"


PEOPLE_KINDS = frozenset(
    {
        ClaimKind.KILLED,
        ClaimKind.INJURED,
        ClaimKind.HOSPITALISED,
        ClaimKind.IN_INTENSIVE_CARE,
        ClaimKind.MISSING,
        ClaimKind.RESCUED,
        ClaimKind.DETAINED,
        ClaimKind.CAPTURED,
        ClaimKind.DISPLACED,
        ClaimKind.EVACUATED,
        ClaimKind.REMAINING,
        ClaimKind.INFECTED,
    }
)
THING_KINDS = frozenset({ClaimKind.DESTROYED, ClaimKind.DAMAGED, ClaimKind.SEIZED})


class PersonClass(StrEnum):
    """Who the people are, as the words say."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    CHILD = "child"
    WOMAN = "woman"
    MAN = "man"
    HEALTH_WORKER = "health_worker"
    JOURNALIST = "journalist"
    POLICE = "police"
    RESPONDER = "responder"
    PASSENGER = "passenger"
    CREW = "crew"
    SUSPECT = "suspect"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody or something in a claim: ``role`` is ``"actor"`` or ``"affected"``.

    ``side`` is the country or group as the words give it in its canonical name ("Russia"); ``unit`` a military or
    other unit's canonical name ("3rd Motor Rifle Division"). ``span`` is None where the words stand elsewhere.
    """

    role: str
    label: str
    side: str | None = None
    person_class: PersonClass = PersonClass.UNKNOWN
    unit: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of one kind, by one chain, at one place in one report.

    ``quote`` is ``text[start:end]``, the clause that says it; ``evidence`` are the other spans it rests on (where the
    place, the date or the participants were read). ``place`` and ``time`` are of the happening, never of the telling.
    ``quantity`` is None where the kind has no number. ``part_of`` is the id of the claim of the same report whose
    quantity holds this one ("12 people, including 3 children"). ``cumulative`` marks a toll over a longer time than
    one occurrence. ``reference`` marks what is told as background to another occurrence ("last month's attack").
    """

    id: str
    report: str
    passage: str
    kind: ClaimKind
    participants: tuple[Participant, ...]
    quantity: Quantity | None
    place: Place | None
    place_span: Span | None
    time: When | None
    time_span: Span | None
    commitment: Commitment
    chain: tuple[ChainLink, ...]
    quote: str
    start: int
    end: int
    evidence: tuple[Span, ...]
    part_of: str | None
    cumulative: bool
    reference: bool
    made_by: str


class FlagKind(StrEnum):
    HARDENED = "hardened"
    CAVEAT_DROPPED = "caveat-dropped"
    WEEKDAY_MISMATCH = "weekday-mismatch"
    IMPOSSIBLE_DATE = "impossible-date"
    SUM_MISMATCH = "sum-mismatch"
    HEADLINE_BODY = "headline-body"
    SELF_CONTRADICTION = "self-contradiction"
    QUOTE_VARIANT = "quote-variant"
    AMBIGUOUS_PLACE = "ambiguous-place"
    INFERRED_YEAR = "inferred-year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A reason for care that the machine found, at words of one report; ``evidence`` are ids it also rests on."""

    kind: FlagKind
    report: str
    start: int
    end: int
    why: str
    evidence: tuple[str, ...] = ()
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """Words by which a report says that something could not be independently checked. ``by`` is who could not."""

    start: int
    end: int
    by: str | None


class RefusalReason(StrEnum):
    """Why a claim that a model suggested does not enter."""

    UNREADABLE = "unreadable"
    TOO_MANY = "too-many"
    UNKNOWN_KIND = "unknown-kind"
    NO_QUOTE = "no-quote"
    WORDS_NOT_FOUND = "words-not-found"
    ACROSS_SENTENCES = "across-sentences"
    NO_NUMBER = "no-number"
    OTHER_NUMBER = "other-number"
    OTHER_SOURCE = "other-source"
    DID_NOT_HAPPEN = "did-not-happen"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """How many suggested claims of one report were refused for one reason, and the first of them, in a few words."""

    reason: RefusalReason
    count: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What became of the claims that a model suggested of one report.

    ``by`` names the model. Each of ``offered`` was ``entered``, is ``known`` (the rules made it too) or is refused.
    """

    by: str
    offered: int
    entered: int
    known: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCommitment:
    """How far a report's words commit to the happening that one word of it names.

    ``degree`` runs from -3 (certainly not) to 3 (certain), the scale of Lee et al. 2015; ``certainty`` is the value of
    FactBank that is nearest to it.
    """

    start: int
    end: int
    degree: float
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the claims stage read in one report. Flags are those that one report shows by itself.

    ``commitments`` hold the verbs and nouns whose happening the words leave short of certain, in order; what is not
    among them is told as certain, or no passage reader was asked.
    ``suggested`` is None where no model was asked, or none answered.
    """

    report: str
    attributions: tuple[Attribution, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    quantities: tuple[Quantity, ...]
    caveats: tuple[Caveat, ...]
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    commitments: tuple[WordCommitment, ...] = ()
    suggested: Suggested | None = None


# --- events, propositions --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whom a proposition's figure counts."""

    label: str
    side: str | None
    person_class: PersonClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """The claims of one event that answer the same question. ``whole`` is the proposition this is a part of."""

    id: str
    kind: ClaimKind
    who: Who | None
    claims: tuple[str, ...]
    whole: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two reports' (or two passages') claims are of one event: claim ids and a readable table of features."""

    left: str
    right: str
    score: float
    features: tuple[tuple[str, float], ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One occurrence, as the claims of one or more reports describe it.

    Its id derives from its canonically first claim (smallest by report id, then start, then claim id).
    ``kinds`` run from the main kind down. ``time`` may be narrower than any single claim's; ``time.why`` says from
    what.
    """

    id: str
    title: str
    kinds: tuple[ClaimKind, ...]
    place: Place | None
    time: When | None
    participants: tuple[Participant, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    propositions: tuple[Proposition, ...]
    links: tuple[Link, ...]
    made_by: str


# --- origins ---------------------------------------------------------------------------------


class DependencyKind(StrEnum):
    """Evidence by which two claims are not two pieces of knowledge."""

    SAME_SOURCE = "same-source"
    SAME_CHANNEL = "same-channel"
    CITES_OUTLET = "cites-outlet"
    SHARED_QUOTATION = "shared-quotation"
    REUSED_TEXT = "reused-text"
    SAME_WIRE = "same-wire"
    SAME_OWNER = "same-owner"
    SAME_REPORT = "same-report"
    SAME_OUTLET = "same-outlet"
    BARE_REPEAT = "bare-repeat"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One piece of evidence that the two claims in ``evidence`` depend on one another. ``strength`` is in (0, 1]."""

    kind: DependencyKind
    evidence: tuple[str, str]
    strength: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a piece of knowledge entered the news: a source through a channel at a time, or an outlet's own witness."""

    id: str
    event: str
    source: str | None
    kind: SourceKind
    channel: str | None
    said: When | None
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    dependencies: tuple[Dependency, ...]
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The origins of one event, and the claims that name nobody and add no origin, by id."""

    event: str
    origins: tuple[Origin, ...]
    unattributed: tuple[str, ...]


# --- assessments -----------------------------------------------------------------------------


class Agreement(StrEnum):
    SINGLE = "single"
    AGREE = "agree"
    COMPATIBLE = "compatible"
    CONTESTED = "contested"
    UPDATED = "updated"


class Status(StrEnum):
    SINGLE_ORIGIN = "single-origin"
    SEVERAL_ORIGINS = "several-origins"
    CONTESTED = "contested"
    UNATTRIBUTED = "unattributed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Least, greatest and best value over a proposition's claims; None where open or where there is no number."""

    min: int | float | None
    max: int | float | None
    best: int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PropositionAssessment:
    proposition: str
    range: Range
    agreement: Agreement
    origins: tuple[str, ...]
    denied_by: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Proposed, never final. ``credibility`` is the Admiralty digit 1-6; the machine's ``reliability`` is "F"."""

    credibility: int
    reliability: str
    airwars: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What can be said of an event and of each of its propositions, with the reasons."""

    event: str
    status: Status
    origins: int
    propositions: tuple[PropositionAssessment, ...]
    flags: tuple[Flag, ...]
    grade: Grade
    made_by: str


# --- what people decide ----------------------------------------------------------------------


class JudgementKind(StrEnum):
    """What a person can decide. Targets: claims, events, a report, a judgement (for ``withdraw``)."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    JOIN = "join"
    SPLIT = "split"
    GRADE = "grade"
    DEPENDENT = "dependent"
    INDEPENDENT = "independent"
    NOTE = "note"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision, signed and dated. It outranks every score and is withdrawn by another, never deleted.

    ``claims`` anchors the targets: events are derived, so a judgement on an event keeps the ids of its claims at the
    time, and applies wherever these claims are later. ``value`` is the kind's argument as text ("B2", "killed=3").
    """

    id: str
    kind: JudgementKind
    targets: tuple[str, ...]
    claims: tuple[str, ...]
    value: str | None
    by: str
    at: datetime
    why: str


# --- how a run went --------------------------------------------------------------------------


class OutcomeStatus(StrEnum):
    MADE = "made"
    NONE = "none"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a stage of a version made of one input: every input of every stage ends in exactly one of these."""

    stage: str
    version: str
    subject: str
    status: OutcomeStatus
    count: int
    why: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The numbers that a person may set; passed down as values. Each stage documents what it does with its own."""

    link: float = 0.5
    dependency: float = 0.5
    reused_text: float = 0.5
    quotation: float = 0.6
    extra: dict[str, float] = field(default_factory=dict)
