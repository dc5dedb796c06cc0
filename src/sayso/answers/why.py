"""The walk from any id to the documents it rests on, as a tree of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.answers.shapes import Reason
from sayso.answers.wording import (
    chain_in_words,
    counted,
    day_in_words,
    deed_in_words,
    holder_in_words,
    instant_in_words,
    interval_in_words,
    kind_in_words,
    listed,
    place_number_in_words,
    quantity_in_words,
    when_in_words,
)
from sayso.records import (
    Assessment,
    Attribution,
    Certainty,
    Claim,
    Document,
    Event,
    Flag,
    Judgement,
    Origin,
    Passage,
    Proposition,
    Reading,
    Report,
    Trace,
)

_CERTAINTIES = {
    Certainty.CERTAIN: "certain",
    Certainty.PROBABLE: "probable",
    Certainty.POSSIBLE: "possible",
    Certainty.CERTAINLY_NOT: "certainly not",
    Certainty.PROBABLY_NOT: "probably not",
    Certainty.POSSIBLY_NOT: "possibly not",
    Certainty.UNKNOWN: "uncommitted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What a walk may meet, by id; readings and passages by report."""

    documents: Mapping[str, Document]
    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    passages: Mapping[str, Sequence[Passage]]
    judgements: Sequence[Judgement]


class Walk:
    """Makes reasons out of papers; each record is put into words once."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._claims = {claim.id: claim for reading in papers.readings.values() for claim in reading.claims}
        self._attributions = {one.id: one for reading in papers.readings.values() for one in reading.attributions}
        self._made: dict[str, Reason] = {}

    def document(self, identity: str) -> Reason:
        """Return the end of every walk: the bytes, their hash, when and from where they came."""
        document = self._papers.documents[identity]
        came = listed([f"{r.origin} on {instant_in_words(r.received)}" for r in document.receipts])
        state = f" Its bytes were withheld: {document.withheld}." if document.withheld else ""
        return Reason(
            id=document.id,
            kind="document",
            says=f"{document.size:,} bytes of {document.media_type}, SHA-256 {document.sha256}, "
            f"received from {came}.{state}",
        )

    def report(self, identity: str) -> Reason:
        """Return a report, because of its document."""
        if identity not in self._made:
            report = self._papers.reports[identity]
            published = day_in_words(report.published.edtf) if report.published.edtf else "at an unknown time"
            title = f" “{report.title}”" if report.title else ""
            self._made[identity] = Reason(
                id=report.id,
                kind="report",
                says=f"The report{title} of {report.outlet or 'an outlet that nobody named'}, published {published}"
                f" ({report.published.why.rstrip('.') or report.published.basis}).",
                report=report.id,
                start=0,
                end=len(report.text),
                made_by=report.made_by,
                because=(self.document(report.document),),
            )
        return self._made[identity]

    def passage(self, identity: str, report: str) -> Reason | None:
        """Return a passage, because of its report; None where the report has none of this id."""
        found = next((p for p in self._papers.passages.get(report, ()) if p.id == identity), None)
        if found is None:
            return None
        says = f"The {found.kind}, paragraph {found.paragraph + 1} of the report."
        return self._words("passage", says, report, found.start, found.end, identity=found.id)

    def attribution(self, identity: str) -> Reason:
        """Return an attribution, because of its words and of what relays it."""
        one = self._attributions[identity]
        source = one.name or "an unnamed source"
        channel = f", through {one.channel}" if one.channel else ""
        said = f", said {when_in_words(one.said)}" if one.said else ""
        relayed = (self.attribution(one.parent),) if one.parent in self._attributions else ()
        spans = [*one.source, *one.cue, *one.content]
        start = min((span.start for span in spans), default=0)
        end = max((span.end for span in spans), default=0)
        return Reason(
            id=one.id,
            kind="attribution",
            says=f"Attributed to {source} ({kind_in_words(one.kind)}){channel}{said}; "
            f"{_cue_of(one, self._text(one.report))}.",
            quote=self._text(one.report)[start:end],
            report=one.report,
            start=start,
            end=end,
            made_by=one.made_by,
            because=(*relayed, self.report(one.report)),
        )

    def claim(self, identity: str) -> Reason:
        """Return a claim, because of its passage, its attributions and the words it rests on."""
        if identity not in self._made:
            claim = self._claims[identity]
            passage = self.passage(claim.passage, claim.report)
            told = [link.attribution for link in claim.chain if link.attribution in self._attributions]
            because = [
                *([passage] if passage else []),
                *(self.attribution(one) for one in told if one is not None),
                *self._evidence(claim),
            ]
            self._made[identity] = Reason(
                id=claim.id,
                kind="claim",
                says=_claim_says(claim),
                quote=claim.quote,
                report=claim.report,
                start=claim.start,
                end=claim.end,
                made_by=claim.made_by,
                because=(*because, self.report(claim.report)) if not passage else tuple(because),
            )
        return self._made[identity]

    def proposition(self, proposition: Proposition, event: Event, assessment: Assessment | None) -> Reason:
        """Return a proposition, because of its claims."""
        weighed = (
            next((p for p in assessment.propositions if p.proposition == proposition.id), None) if assessment else None
        )
        who = f" ({proposition.who.label})" if proposition.who else ""
        figure, reason = "", ""
        if weighed is not None:
            shares = [c.quantity.unit == "share" for c in self._known(proposition.claims) if c.quantity]
            words = interval_in_words(weighed.range.min, weighed.range.max, share=bool(shares) and all(shares))
            figure = f": {words}" if words else ""
            origins = counted(len(weighed.origins), "origin")
            reason = f" {origins}, {weighed.agreement}. {weighed.why}".rstrip()
        return Reason(
            id=proposition.id,
            kind="proposition",
            says=f"{kind_in_words(proposition.kind).capitalize()}{who}{figure}.{reason}",
            made_by=assessment.made_by if assessment else event.made_by,
            because=tuple(self.claim(claim.id) for claim in self._known(proposition.claims)),
        )

    def origin(self, origin: Origin) -> Reason:
        """Return an origin, because of its claims and of what shows that they depend on one another."""
        channel = f" through {origin.channel}" if origin.channel else ""
        said = f", said {when_in_words(origin.said)}" if origin.said else ""
        dependencies = tuple(
            Reason(
                id=None,
                kind="dependency",
                says=f"{kind_in_words(one.kind).capitalize()}: {one.why}",
                made_by=origin.made_by,
                because=tuple(self.claim(claim.id) for claim in self._known(one.evidence)),
            )
            for one in origin.dependencies
        )
        return Reason(
            id=origin.id,
            kind="origin",
            says=f"{origin.source or 'An unnamed source'} ({kind_in_words(origin.kind)}){channel}{said}: one origin of "
            f"{counted(len(origin.claims), 'claim')} in {counted(len(origin.reports), 'report')}.",
            made_by=origin.made_by,
            because=(*(self.claim(claim.id) for claim in self._known(origin.claims)), *dependencies),
        )

    def event(self, event: Event, trace: Trace | None, assessment: Assessment | None) -> Reason:
        """Return an event, because of its propositions, origins, links, flags and judgements."""
        judged = [j for j in self._papers.judgements if _touches(j, event, trace)]
        because: list[Reason] = [self.proposition(p, event, assessment) for p in event.propositions]
        because += [self.origin(origin) for origin in (trace.origins if trace else ())]
        because += [
            Reason(
                id=None,
                kind="link",
                says=f"One event: {link.why}",
                made_by=event.made_by,
                because=tuple(self.claim(claim.id) for claim in self._known((link.left, link.right))),
            )
            for link in event.links
        ]
        because += [self.flag(flag) for flag in (assessment.flags if assessment else ())]
        because += [self.judgement(judgement) for judgement in judged]
        return Reason(
            id=event.id,
            kind="event",
            says=" ".join(_event_says(event, assessment)),
            made_by=event.made_by,
            because=tuple(because),
        )

    def flag(self, flag: Flag) -> Reason:
        """Return a flag, because of the words it stands at."""
        says = f"{kind_in_words(flag.kind).capitalize()}: {flag.why}"
        return self._words("flag", says, flag.report, flag.start, flag.end, made_by=flag.made_by or None)

    def judgement(self, judgement: Judgement) -> Reason:
        """Return a judgement, because of the claims, reports and judgements that it is about."""
        about: list[Reason] = [self.claim(claim.id) for claim in self._known(judgement.claims)]
        for target in judgement.targets:
            if target in self._papers.reports:
                about.append(self.report(target))
            elif target in self._papers.documents:
                about.append(self.document(target))
            else:
                about += [self.judgement(j) for j in self._papers.judgements if j.id == target and j.id != judgement.id]
        return Reason(
            id=judgement.id,
            kind="judgement",
            says=judgement_in_words(judgement),
            made_by=judgement.by,
            because=tuple(about),
        )

    def _evidence(self, claim: Claim) -> Iterator[Reason]:
        """Yield the words from which the claim's figure, place, time and participants were read."""
        reading = self._papers.readings[claim.report]
        if claim.quantity is not None:
            says = f"Figure: {quantity_in_words(claim.quantity)}, form {kind_in_words(claim.quantity.form)}."
            yield self._words("words", says, claim.report, claim.quantity.start, claim.quantity.end)
        if claim.place is not None and claim.place_span is not None:
            span, place = claim.place_span, claim.place
            mention = next((p for p in reading.places if (p.start, p.end) == (span.start, span.end)), None)
            number = place_number_in_words(place.geonames_id)
            says = f"Place: {place.name}{f' ({number})' if number else ''}." + (
                f" {mention.why}" if mention and mention.why else ""
            )
            made_by = mention.made_by if mention else None
            yield self._words("words", says, claim.report, span.start, span.end, made_by=made_by)
        if claim.time is not None and claim.time_span is not None:
            span = claim.time_span
            time = next((t for t in reading.times if (t.start, t.end) == (span.start, span.end)), None)
            says = f"Time: {when_in_words(claim.time)}. {claim.time.why}".rstrip()
            made_by = time.made_by if time else None
            yield self._words("words", says, claim.report, span.start, span.end, made_by=made_by)
        told = {span for span in (claim.place_span, claim.time_span) if span is not None}
        for participant in claim.participants:
            span_of = participant.span
            if span_of is not None and span_of not in told:
                told.add(span_of)
                says = f"{participant.role.capitalize()}: {participant.label}."
                yield self._words("words", says, claim.report, span_of.start, span_of.end)
        for span in claim.evidence:
            if span not in told:
                told.add(span)
                yield self._words("words", "Also rests on these words.", claim.report, span.start, span.end)

    def _words(
        self,
        kind: str,
        says: str,
        report: str,
        start: int,
        end: int,
        *,
        identity: str | None = None,
        made_by: str | None = None,
    ) -> Reason:
        return Reason(
            id=identity,
            kind=kind,
            says=says,
            quote=self._text(report)[start:end],
            report=report,
            start=start,
            end=end,
            made_by=made_by,
            because=(self.report(report),),
        )

    def _text(self, report: str) -> str:
        return self._papers.reports[report].text

    def _known(self, claims: Iterable[str]) -> list[Claim]:
        return [self._claims[claim] for claim in claims if claim in self._claims]


def alias_reason(old: str, why: str, new: Reason) -> Reason:
    """Return the step from an id that is no more to what it leads to."""
    return Reason(
        id=old,
        kind="alias",
        says=why,
        because=(new,),
    )


def judgement_in_words(judgement: Judgement) -> str:
    """Return a judgement as a sentence."""
    value = f" as {judgement.value}" if judgement.value else ""
    return (
        f"On {instant_in_words(judgement.at)} {judgement.by} {deed_in_words(judgement.kind)} "
        f"{listed(judgement.targets)}{value}: {judgement.why}"
    )


def _touches(judgement: Judgement, event: Event, trace: Trace | None) -> bool:
    own = {event.id, *event.claims, *(p.id for p in event.propositions)}
    own.update(origin.id for origin in (trace.origins if trace else ()))
    return not own.isdisjoint((*judgement.claims, *judgement.targets))


def _claim_says(claim: Claim) -> str:
    figure = f": {quantity_in_words(claim.quantity)}" if claim.quantity else ""
    whom = listed([p.label for p in claim.participants if p.role == "affected"])
    holder = claim.chain[-1] if claim.chain else None
    on = f" On the say-so of {holder_in_words(holder)}" if holder else ""
    through = f", through {chain_in_words(claim.chain[:-1])}" if len(claim.chain) > 1 else ""
    committed = f"Outlet: {_CERTAINTIES[claim.commitment.outlet]}"
    if claim.commitment.source is not None:
        committed += f"; source: {_CERTAINTIES[claim.commitment.source]}"
    subject = f", {whom}" if whom else ""
    return f"{kind_in_words(claim.kind).capitalize()}{figure}{subject}.{on}{through}. {committed}."


def _event_says(event: Event, assessment: Assessment | None) -> Iterator[str]:
    yield f"{event.title.rstrip('.')}."
    yield f"When: {when_in_words(event.time)}" + (f" ({event.time.why})." if event.time and event.time.why else ".")
    if assessment is None:
        return
    origins = counted(assessment.origins, "origin")
    yield f"{counted(len(event.reports), 'report')}, {origins}: {assessment.status}."
    yield f"Grade {assessment.grade.reliability}{assessment.grade.credibility}: {assessment.grade.why}"


def _cue_of(one: Attribution, text: str) -> str:
    cue = " … ".join(text[span.start : span.end] for span in one.cue)
    return f"the cue is “{cue}”" if cue else "there is no cue"
