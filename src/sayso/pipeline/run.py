"""One run over a ledger's store, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sayso.errors import InterruptedRunError
from sayso.pipeline.asking import STAGE as SUGGESTIONS
from sayso.pipeline.asking import ask, suggestions_about
from sayso.pipeline.reading import DocumentToRead, Reader, ReportsToRead, texts_of
from sayso.pipeline.runner import Input
from sayso.pipeline.stages import Engines, Progress, Stages
from sayso.pipeline.workers import Workers
from sayso.records import (
    Assessment,
    Event,
    Judgement,
    JudgementKind,
    Reading,
    Report,
    Thresholds,
    Trace,
)
from sayso.store import Recorded, Session, Store, Unread, digest, dump

DOCUMENTS_AT_ONCE = 32
REPORTS_AT_ONCE = 8  # few, so that no worker is left with a long last batch
EVENTS_AT_ONCE = 128

T = TypeVar("T")


class Run:
    """One run over a ledger's store: from what is kept to what is derived."""

    def __init__(
        self,
        store: Store,
        *,
        engines: Engines,
        thresholds: Thresholds,
        stages: Stages,
        first: Iterable[str] = (),
        again: bool = False,
        workers: int = 1,
        progress: Progress | None = None,
    ) -> None:
        self._store = store
        self._reader = Reader(engines=engines, stages=stages)
        self._suggester = engines.suggester
        self._thresholds = thresholds
        self._stages = stages
        self._first = frozenset(first)
        self._again = again
        self._most_workers = workers
        self._progress = progress or _quietly
        self.reports_version = self._reader.reports_version
        self.claims_version = self._reader.claims_version

    def run(self) -> None:
        """Bring all that is derived up to date.

        Raises InterruptedRunError when a person stops it, WorkerLostError when another process that reads is ended.
        """
        try:
            with Workers(self._reader, most=self._most_workers) as workers:
                self._read_documents(workers)
                self._ask_about_reports()
                self._read_reports(workers)
            self._link_claims()
            self._weigh_events()
        except KeyboardInterrupt as stop:
            raise InterruptedRunError(
                "Stopped. What was done until now is kept.",
                advice="Give the same command again: it goes on from there.",
            ) from stop

    def waiting(self) -> int:
        """Return how many documents and reports a run would work on."""
        with self._store.read() as session:
            unread = len(session.documents.unread("reports", self.reports_version))
            return unread + len(session.reports.unread("claims", self.claims_version))

    # --- documents to reports ----------------------------------------------------------------

    def _read_documents(self, workers: Workers) -> None:
        with self._store.read() as session:
            waiting = session.documents.unread("reports", self.reports_version)
        waiting.sort(key=lambda document: (document not in self._first, document))
        workers.prepare(len(waiting))
        done = 0
        self._progress("reports", done, len(waiting))
        batches = (self._documents(some) for some in _batches(waiting, DOCUMENTS_AT_ONCE))
        for batch, made in workers.read_documents(batches):
            with self._store.write() as session:
                for one in made:
                    if session.documents.state(one.document) != one.ended.input:
                        continue  # another process added to it: its next run sees it as it is now
                    gone = session.reports.replace(one.document, one.reports)
                    session.outcomes.forget((SUGGESTIONS, "passages", "claims", "events"), gone)
                    session.outcomes.put([one.ended])
            done += len(batch)
            self._progress("reports", done, len(waiting))

    def _documents(self, identities: Sequence[str]) -> tuple[DocumentToRead, ...]:
        with self._store.read() as session:
            return tuple(
                DocumentToRead(
                    document=session.documents.many([identity])[0],
                    data=session.documents.data(identity),
                    state=session.documents.state(identity),
                )
                for identity in identities
            )

    # --- reports to passages to claims -------------------------------------------------------

    def _ask_about_reports(self) -> None:
        ask(self._store, self._suggester, first=self._first, again=self._again, progress=self._progress)

    def _read_reports(self, workers: Workers) -> None:
        with self._store.read() as session:
            waiting = session.reports.unread("claims", self.claims_version)
        waiting.sort(key=lambda one: (one.document not in self._first, one.report))
        workers.prepare(len(waiting))
        done = 0
        self._progress("claims", done, len(waiting))
        batches = (self._reports(some) for some in _batches(waiting, REPORTS_AT_ONCE))
        for batch, made in workers.read_reports(batches):
            with self._store.write() as session:
                session.parses.put(self._reader.parser_version, made.parses)
                now = session.reports.digests_of(one.report.id for one in batch.reports)
                for one, read in zip(batch.reports, made.reports, strict=True):
                    if now.get(read.report) != one.cut.input:
                        continue
                    session.passages.replace(read.report, one.passages)
                    session.readings.forget([read.report])
                    if read.reading is None:
                        session.outcomes.forget(("events",), [read.report])
                    else:
                        session.readings.replace(read.reading)
                    session.outcomes.put([one.cut, read.ended])
            done += len(batch.reports)
            self._progress("claims", done, len(waiting))

    def _reports(self, some: Sequence[Unread]) -> ReportsToRead:
        """Return reports to read with what is known of their words."""
        digests = {one.report: one.digest for one in some}
        with self._store.read() as session:
            found = session.reports.many(digests)
            suggested = suggestions_about(session, self._suggester, found.values())
        cut = tuple(
            self._reader.split(report, digests[identity], suggested.get(identity)) for identity, report in found.items()
        )
        with self._store.read() as session:
            known = session.parses.many(self._reader.parser_version, (text for one in cut for text in texts_of(one)))
        return ReportsToRead(reports=cut, parses=known)

    # --- claims to events --------------------------------------------------------------------

    def _link_claims(self) -> None:
        while True:
            with self._store.read() as session:
                given = self._given_to_link(session)
                if session.states.get("events linked from") == given:
                    return
                readings = session.readings.all()
                known = session.reports.all()
                judgements = session.judgements.all()
            self._progress("events", 0, len(readings))
            all_of_them = Input(stage="events", version=self._stages.link_version, subject="", given=given)
            linked = all_of_them.attempt(self._stages.link, readings, known, judgements, self._thresholds)
            with self._store.write() as session:
                if self._given_to_link(session) != given:
                    continue  # another process read more meanwhile: link that too
                if isinstance(linked, Recorded):
                    _record_for_all(session, readings, linked)
                else:
                    _put_events(session, linked, readings, known)
                    _record_events(session, linked, readings, self._stages.link_version)
                    session.states.put("events linked from", given)
            self._progress("events", len(readings), len(readings))
            return

    def _given_to_link(self, session: Session) -> str:
        return digest(
            self._stages.link_version,
            dump(self._thresholds),
            *(part for pair in session.readings.digests().items() for part in pair),
            *(part for pair in session.reports.digests().items() for part in pair),
            *(judgement.id for judgement in session.judgements.all()),
        )

    # --- events to origins to assessments ----------------------------------------------------

    def _weigh_events(self) -> None:
        waiting = self._unweighed()
        for number, batch in enumerate(_batches(sorted(waiting), EVENTS_AT_ONCE)):
            self._progress("assessments", number * EVENTS_AT_ONCE, len(waiting))
            with self._store.read() as session:
                found = session.events.many(batch)
                readings = session.readings.many(r for event in found.values() for r in event.reports)
                known = session.reports.many(readings)
                judgements = session.judgements.all()
            made = [self._weighed(event, waiting[event.id], readings, known, judgements) for event in found.values()]
            with self._store.write() as session:
                now = session.events.digests()
                current = [one for one in made if now.get(one[0].id) == digest(dump(one[0]))]
                session.events.forget_origins([event.id for event, _, _, _ in current])
                session.events.put_traces([trace for _, trace, _, _ in current if trace is not None])
                session.events.put_assessments([weighed for _, _, weighed, _ in current if weighed is not None])
                session.outcomes.put([outcome for _, _, _, ended in current for outcome in ended])
        self._progress("assessments", len(waiting), len(waiting))

    def _unweighed(self) -> dict[str, str]:
        """Return the events that must be weighed anew, with a digest of what they are weighed from."""
        stages = self._stages
        versions = digest(stages.trace_version, stages.weigh_version, dump(self._thresholds))
        with self._store.read() as session:
            weighed = session.outcomes.inputs("assessments", stages.weigh_version)
            readings = session.readings.digests()
            known = session.reports.digests()
            judgements = session.judgements.all()
            given = {}
            for identity, standing in session.events.standing().items():
                own = _bearing_on(judgements, {identity, *standing.claims, *standing.reports})
                given[identity] = digest(
                    versions,
                    standing.digest,
                    *(part for r in standing.reports for part in (readings.get(r, ""), known.get(r, ""))),
                    *(judgement.id for judgement in own),
                )
        return {identity: one for identity, one in given.items() if weighed.get(identity) != one}

    def _weighed(
        self,
        event: Event,
        given: str,
        readings: Mapping[str, Reading],
        known: Mapping[str, Report],
        judgements: Sequence[Judgement],
    ) -> tuple[Event, Trace | None, Assessment | None, tuple[Recorded, Recorded]]:
        own = {report: readings[report] for report in event.reports if report in readings}
        told = {report: known[report] for report in own if report in known}
        bearing = _bearing_on(judgements, {event.id, *event.claims, *event.reports})
        stages, thresholds = self._stages, self._thresholds
        traced = Input(stage="origins", version=stages.trace_version, subject=event.id, given=given)
        weighed = Input(stage="assessments", version=stages.weigh_version, subject=event.id, given=given)
        trace = traced.attempt(stages.trace, event, own, told, bearing, thresholds)
        if isinstance(trace, Recorded):
            return event, None, None, (trace, weighed.none("Its origins could not be traced."))
        ended = traced.ended(len(trace.origins), "Its claims name nobody: they add no origin.")
        assessment = weighed.attempt(stages.weigh, event, trace, own, told, bearing, thresholds)
        if isinstance(assessment, Recorded):
            return event, trace, None, (ended, assessment)
        return event, trace, assessment, (ended, weighed.ended(1, ""))


# --- batches and judgements -------------------------------------------------------------------


def _quietly(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _bearing_on(judgements: Sequence[Judgement], ids: set[str]) -> tuple[Judgement, ...]:
    """Return the judgements about any of ``ids``, and those that withdraw one of these, in their order."""
    bearing = {j.id for j in judgements if not ids.isdisjoint((*j.claims, *j.targets))}
    grown = True
    while grown:
        withdrawing = {
            j.id for j in judgements if j.kind is JudgementKind.WITHDRAW and not bearing.isdisjoint(j.targets)
        }
        grown = not withdrawing <= bearing
        bearing |= withdrawing
    return tuple(j for j in judgements if j.id in bearing)


# --- events and how they came out -------------------------------------------------------------------------


def _put_events(
    session: Session, linked: Sequence[Event], readings: Sequence[Reading], known: Mapping[str, Report]
) -> None:
    """Write the events that changed, and delete those that are no more."""
    claim_of = {claim.id: claim for reading in readings for claim in reading.claims}
    former = session.events.standing()
    now = {event.id for event in linked}
    gone = sorted(former.keys() - now)
    session.events.forget(gone)
    session.outcomes.forget(("origins", "assessments"), gone)
    changed = []
    for event in linked:
        if event.id not in former or former[event.id].digest != digest(dump(event)):
            first = min((claim_of[one] for one in event.claims), key=lambda c: (c.report, c.start, c.id))
            changed.append((event, first, known[first.report]))
    spellings = {
        event.id: {
            known[claim.report].text[claim.place_span.start : claim.place_span.end]
            for claim in (claim_of[one] for one in event.claims)
            if claim.place is not None and claim.place_span is not None
        }
        for event, _, _ in changed
    }
    session.events.put(changed, spellings=spellings)


def _record_events(session: Session, linked: Sequence[Event], readings: Sequence[Reading], version: str) -> None:
    told: dict[str, int] = {}
    for event in linked:
        for report in event.reports:
            told[report] = told.get(report, 0) + 1
    digests = session.readings.digests()
    session.outcomes.put(
        Input(stage="events", version=version, subject=reading.report, given=digests[reading.report]).ended(
            told.get(reading.report, 0), "It has no claim that an event could be told from."
        )
        for reading in readings
    )


def _record_for_all(session: Session, readings: Sequence[Reading], failed: Recorded) -> None:
    """The events stage is given all readings at once: when it breaks, it broke on each, and old events stay."""
    version = failed.outcome.version
    session.outcomes.put(
        Input(stage="events", version=version, subject=reading.report, given="").failed_like(failed)
        for reading in readings
    )
