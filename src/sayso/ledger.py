"""The use cases of a ledger: add, run, find, why, judge, withhold, rebuild, check.

>>> with open_ledger("news.sayso") as ledger:        # doctest: +SKIP
...     ledger.add(["reports/"])
...     for event in ledger.events().events:
...         print(event.title, event.origins)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.answers import (
    AddAnswer,
    CheckAnswer,
    EventAnswer,
    EventsAnswer,
    FailureAnswer,
    HitAnswer,
    JudgementAnswer,
    Reason,
    RefusalAnswer,
    ReportAnswer,
    ReportsAnswer,
    SearchAnswer,
    StageAnswer,
    SuggestionsAnswer,
    TotalsAnswer,
    VersionAnswer,
    WithheldAnswer,
)
from sayso.answers.events import event_answer, event_line
from sayso.answers.reports import report_answer, report_line
from sayso.answers.why import Papers, Walk, alias_reason
from sayso.errors import EngineError, InputError, NotFoundError
from sayso.gather import VERSION as GATHER_VERSION
from sayso.gather import Gathered, gather
from sayso.pipeline import (
    Engines,
    Progress,
    Run,
    Stages,
    packaged_engines,
    packaged_gazetteer,
    packaged_stages,
    require_places,
    suggester_at,
)
from sayso.records import (
    Claim,
    Document,
    Failure,
    Given,
    Judgement,
    JudgementKind,
    Outcome,
    OutcomeStatus,
    Receipt,
    RefusalReason,
    Report,
    Suggested,
    Thresholds,
    When,
    identify,
)
from sayso.settings import Endpoint, Settings, read_settings
from sayso.store import Arrival, Recorded, Session, Store, Wanted, Where, Withheld, open_store, words_of
from sayso.text.edtf import when_from
from sayso.text.judged import correction_of, grade_in
from sayso.text.names import fold
from sayso.text.written_days import edtf_of

STAGES = ("reports", "passages", "claims", "events", "origins", "assessments")
ASKING = "suggestions"
"""The stage that there is only where a person brings a model of their own; it comes before the claims."""

PAGE = 100
"""Records in one page of a listing, unless a person asks otherwise."""

_DOCUMENTS_AT_ONCE = 64
_BYTES_AT_ONCE = 16_000_000
"""A transaction of added documents ends at this many of them or bytes, whichever comes first."""

_SHORTEST_PREFIX = 6
_LONGEST_GEONAMES_ID = 18
"""Digits: GeoNames has reached eight, and a database's whole numbers hold eighteen."""

_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.I | re.S)
_ID = re.compile(r"^(?:(?P<kind>[a-z]{3})_)?(?P<digits>[0-9a-f]+)$")


def open_ledger(
    ledger: str | Path | None = None,
    *,
    create: bool = True,
    settings: Settings | None = None,
    engines: Engines | None = None,
    stages: Stages | None = None,
    clock: Callable[[], datetime] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Ledger:
    """Open the ledger at a path or URL (by default the one that the settings name); make it where there is none.

    ``waiting`` is called when another process that writes has kept this one waiting for two seconds.

    Raises InputError, NotALedgerError, NewerLedgerError, LedgerBusyError, StorageError.
    """
    chosen = settings or read_settings()
    store = open_store(ledger or chosen.ledger, create=create, busy_seconds=chosen.busy_seconds, waiting=waiting)
    return Ledger(
        store,
        thresholds=chosen.thresholds,
        own_places=chosen.gazetteers,
        endpoint=chosen.endpoint,
        workers=chosen.workers,
        engines=engines,
        stages=stages,
        clock=clock or _now,
    )


class Ledger:
    """An open ledger. Every question gives an answer of ``sayso.answers``; use it in a ``with`` statement."""

    def __init__(
        self,
        store: Store,
        *,
        thresholds: Thresholds,
        own_places: Sequence[Path],
        endpoint: Endpoint | None,
        workers: int,
        engines: Engines | None,
        stages: Stages | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._thresholds = thresholds
        self._own_places = own_places
        self._endpoint = endpoint
        self._workers = workers
        self._engines = engines
        self._stages = stages
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the ledger."""
        self._store.close()

    @property
    def name(self) -> str:
        """The file or address of the ledger."""
        return self._store.name

    # --- taking in -----------------------------------------------------------------------------

    def add(
        self,
        paths: Sequence[str | Path],
        *,
        given: Given | None = None,
        received: datetime | None = None,
        progress: Progress | None = None,
    ) -> AddAnswer:
        """Take in files and folders, and read what is new. ``given`` holds for all of them.

        Raises InputError for a path that is not there, for a time of publication that is none and for a gazetteer of
        the user's that cannot be used, before anything is taken in. Files that cannot be read are failures, in the
        answer and in :meth:`check`.
        """
        _require_readable(given)
        return self._add(gather(paths, given=given), received, progress)

    def add_bytes(
        self,
        data: bytes,
        *,
        origin: str,
        media_type: str | None = None,
        given: Given | None = None,
        received: datetime | None = None,
        progress: Progress | None = None,
    ) -> AddAnswer:
        """Take in one document as bytes that came from ``origin``, and read it if it is new.

        Without ``media_type`` it is HTML where it begins like it, and plain text otherwise. Raises InputError for a
        time of publication that is none.
        """
        _require_readable(given)
        kind = media_type or ("text/html" if _HTML.match(data) else "text/plain")
        one = Gathered(path=origin, data=data, media_type=kind, given=given or Given())
        return self._add([one], received, progress)

    def run(self, *, progress: Progress | None = None) -> None:
        """Read what waits to be read, and bring events, origins and assessments up to date.

        Where a model is asked, it is asked again about reports about which it did not answer.
        """
        self._run(again=True, progress=progress).run()

    def rebuild(self, *, progress: Progress | None = None) -> TotalsAnswer:
        """Delete all that is derived and derive it anew from the documents and judgements.

        Raises InputError for a gazetteer of the user's that cannot be used, before anything is deleted.
        """
        self._require_engines()
        self._store.drop_derived()
        self.run(progress=progress)
        return self.totals()

    # --- asking --------------------------------------------------------------------------------

    def events(
        self,
        *,
        kind: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        status: str | None = None,
        flag: str | None = None,
        report: str | None = None,
        after: str | None = None,
        limit: int = PAGE,
    ) -> EventsAnswer:
        """Return a page of events by day, those of an open year last; ``after`` is an earlier page's ``next``.

        ``place`` is an id of GeoNames or of the user's own places, or a name in any spelling of the gazetteer or of
        the reports; a country or province holds what lies in it. ``since`` and ``until`` are days, months or years.
        Raises InputError where they are none.
        """
        first = _first_day(since)
        last = _last_day(until)
        if first is not None and last is not None and first > last:
            raise InputError(f"No day is since {since} and until {until}.", advice="Name the earlier day with --since.")
        where = self._where(place) if place is not None else None
        with self._store.read() as session:
            wanted = Wanted(
                kind=kind,
                place=where,
                since=first,
                until=last,
                status=status,
                flag=flag,
                report=_resolved(session, report, ("rpt",)) if report else None,
            )
            ids, following = session.events.find(wanted, after=after, limit=limit)
            return EventsAnswer(events=tuple(_event_lines(session, ids)), next=following)

    def event(self, identity: str) -> EventAnswer:
        """Return an event with all that is known of it. Raises NotFoundError."""
        with self._store.read() as session:
            found = _resolved(session, identity, ("evt",))
            return next(_event_answers(session, [found]))

    def reports(self, *, after: str | None = None, limit: int = PAGE) -> ReportsAnswer:
        """Return a page of reports; ``after`` is an earlier page's ``next``."""
        with self._store.read() as session:
            ids = session.reports.ids(after=after, limit=limit + 1)
            told = session.events.of_reports(ids[:limit])
            reports = session.reports.many(ids[:limit])
            readings = session.readings.many(reports)
            lines = tuple(report_line(reports[i], readings.get(i), told[i]) for i in ids[:limit])
            return ReportsAnswer(reports=lines, next=ids[limit - 1] if len(ids) > limit else None)

    def report(self, identity: str) -> ReportAnswer:
        """Return a report with all that was read in it. Raises NotFoundError."""
        with self._store.read() as session:
            found = _resolved(session, identity, ("rpt",))
            return next(_report_answers(session, [found]))

    def every_event(self) -> Iterator[EventAnswer]:
        """Yield all events with all that is known of them, in the order of a listing, as they are at one moment."""
        with self._store.read() as session:
            for some in _portions(session.events.ids()):
                yield from _event_answers(session, some)

    def every_report(self) -> Iterator[ReportAnswer]:
        """Yield all reports with all that was read in them, by id, as they are at one moment."""
        with self._store.read() as session:
            for some in _portions(session.reports.ids()):
                yield from _report_answers(session, some)

    def why(self, identity: str) -> Reason:
        """Return what an id rests on, down to the documents. Raises NotFoundError."""
        with self._store.read() as session:
            exact = _completed(session, identity)
            if session.has(exact):
                return _reason(session, exact)
            leads = session.aliases.get(exact)
            if leads is None:
                raise _nothing_called(identity)
            return alias_reason(exact, leads.why, _reason(session, leads.new))

    def search(self, query: str, *, after: int = 0, limit: int = 20) -> SearchAnswer:
        """Return reports that hold all words of ``query`` ("quoted words" as a phrase), the best match first."""
        if not words_of(query):
            raise InputError("There is no word to search for.", advice="Give a word or a “phrase in quotes”.")
        with self._store.read() as session:
            found = session.reports.with_words(query, limit=limit + 1, skip=after)
            told = session.events.of_reports(report.id for report in found)
            hits = tuple(_hit(session, report, query, told[report.id]) for report in found[:limit])
            return SearchAnswer(query=query, hits=hits, next=after + limit if len(found) > limit else None)

    def totals(self) -> TotalsAnswer:
        """Return how much the ledger holds."""
        with self._store.read() as session:
            return _totals(session)

    def check(self) -> CheckAnswer:
        """Return the state of the ledger: what failed and what to do, what waits, what is withheld, what is broken."""
        problems: list[str] = []
        try:
            waiting = self._run().waiting()
        except (EngineError, InputError) as error:
            waiting = 0
            problems.append(str(error))
        with self._store.read() as session:
            problems += session.faults()
            problems += _faults_of_documents(session)
            problems += _faults_of_records(session)
            counts, versions = session.outcomes.counts(), session.outcomes.versions()
            stages = tuple(
                StageAnswer(
                    stage=stage,
                    made=counts.get((stage, "made"), 0),
                    none=counts.get((stage, "none"), 0),
                    failed=counts.get((stage, "failed"), 0),
                    versions=tuple(
                        VersionAnswer(version=version, inputs=number) for version, number in versions.get(stage, ())
                    ),
                )
                for stage in _stages_in(counts)
            )
            return CheckAnswer(
                totals=_totals(session),
                stages=stages,
                waiting=waiting,
                failures=tuple(_failure(one) for one in session.outcomes.failed()),
                suggestions=_suggestions(session) if ASKING in (stage.stage for stage in stages) else (),
                withheld=tuple(
                    WithheldAnswer(document=w.document, reason=w.reason, by=w.by, at=w.at)
                    for w in session.documents.withheld()
                ),
                problems=tuple(problems),
            )

    # --- deciding ------------------------------------------------------------------------------

    def judge(
        self,
        kind: JudgementKind | str,
        targets: Sequence[str],
        *,
        by: str,
        why: str,
        value: str | None = None,
        at: datetime | None = None,
        progress: Progress | None = None,
    ) -> JudgementAnswer:
        """Keep a person's decision about records, and bring what it bears on up to date.

        Raises InputError where the decision cannot be understood, NotFoundError for an unknown id.
        """
        decided = _judgement_kind(kind)
        if not by.strip():
            raise InputError("The judgement is not signed.", advice="Say who judges: --by NAME, or set SAYSO_BY.")
        if not why.strip():
            raise InputError("The judgement gives no reason.", advice="Say why: --why TEXT.")
        moment = at or self._clock()
        with self._store.write() as session:
            found = tuple(dict.fromkeys(_resolved(session, target, None) for target in targets))
            _require_targets(session, decided, found, value)
            claims = _anchors(session, decided, found)
            identity = identify("jdg", decided.value, found, claims, value, by, moment.astimezone(UTC).isoformat(), why)
            judgement = Judgement(
                id=identity, kind=decided, targets=found, claims=claims, value=value, by=by, at=moment, why=why
            )
            session.judgements.put(judgement)
        self._run(progress=progress).run()
        return JudgementAnswer(
            id=identity, kind=decided, targets=found, claims=claims, value=value, by=by, at=moment, why=why
        )

    def judgements(self) -> tuple[JudgementAnswer, ...]:
        """Return all judgements in the order in which they were given."""
        with self._store.read() as session:
            return tuple(
                JudgementAnswer(
                    id=j.id, kind=j.kind, targets=j.targets, claims=j.claims, value=j.value, by=j.by, at=j.at, why=j.why
                )
                for j in session.judgements.all()
            )

    def withhold(self, identity: str, *, reason: str, by: str, at: datetime | None = None) -> WithheldAnswer:
        """Take out the bytes of a document (or of a report's document) for a lawful reason, for good.

        Its hash, the reason and who gave it stay; what was derived from it goes. Raises NotFoundError, InputError.
        """
        if not reason.strip() or not by.strip():
            raise InputError("A document is withheld only for a reason that somebody signs.", advice="Give both.")
        with self._store.write() as session:
            found = _resolved(session, identity, ("doc", "rpt"))
            report = session.reports.get(found)
            found = report.document if report is not None else found
            document = session.documents.get(found)
            assert document is not None
            if document.withheld is not None:
                raise InputError(f"{found} is withheld already: {document.withheld}.")
            session.parses.forget_all()  # they are kept by their words, some from parsers no longer in use
            withheld = Withheld(document=found, reason=reason, by=by, at=at or self._clock())
            session.answers.forget(found)
            session.documents.withhold(withheld)
        self._run().run()
        with self._store.write() as session:
            session.reports.forget_words_for_good()
        self._store.leave_no_trace()
        return WithheldAnswer(document=found, reason=reason, by=by, at=withheld.at)

    # --- within --------------------------------------------------------------------------------

    def _run(self, *, first: Iterable[str] = (), again: bool = False, progress: Progress | None = None) -> Run:
        return Run(
            self._store,
            engines=self._engines or _engines_with(self._own_places, self._endpoint),
            thresholds=self._thresholds,
            stages=self._stages or packaged_stages(),
            first=first,
            again=again,
            workers=self._workers,
            progress=progress,
        )

    def _require_engines(self) -> None:
        if self._engines is None:
            require_places(self._own_places)

    def _where(self, place: str) -> Where:
        words = " ".join(place.split())
        if not words:
            raise InputError("The place has no name.", advice="Give a name or a GeoNames id.")
        if words.removeprefix("-").isdecimal() and len(words) <= _LONGEST_GEONAMES_ID:
            return Where(geonames_ids=(int(words),))
        gazetteer = self._engines.gazetteer if self._engines else packaged_gazetteer(self._own_places)
        meant = gazetteer.lookup(words)
        provinces = {one.place.admin1 for one in meant if one.feature == "A.ADM1" and one.place.admin1}
        return Where(
            spelling=fold(words) or None,
            geonames_ids=tuple(sorted({one.place.geonames_id for one in meant if one.place.geonames_id is not None})),
            provinces=tuple(sorted(provinces)),
            country=gazetteer.country_of(words),
        )

    def _add(
        self, gathered: Iterable[Gathered | Failure], received: datetime | None, progress: Progress | None
    ) -> AddAnswer:
        self._require_engines()
        moment = received or self._clock()
        arrivals: dict[str, Arrival] = {}
        unopened: list[Recorded] = []
        for some in _loads(gathered):
            with self._store.write() as session:
                for one in some:
                    if isinstance(one, Failure):
                        unopened.append(_gathering_failed(one))
                    else:
                        document = _document(one, moment)
                        arrived = session.documents.put(document, one.data)
                        arrivals.setdefault(document.id, arrived)
                session.outcomes.forget(("gather",), [_sayable(o.path) for o in some if isinstance(o, Gathered)])
                session.outcomes.put(unopened)
            if progress is not None:
                progress("documents", len(arrivals) + len(unopened), 0)
        self._run(first=arrivals, again=True, progress=progress).run()
        with self._store.read() as session:
            failures = [_failure(failed) for failed in unopened]
            for failed in session.outcomes.failed():
                subject = failed.outcome.subject
                report = session.reports.get(subject) if subject.startswith("rpt_") else None
                if subject in arrivals or (report is not None and report.document in arrivals):
                    failures.append(_failure(failed))
            came = list(arrivals.values())
            return AddAnswer(
                new=came.count(Arrival.NEW),
                known=came.count(Arrival.KNOWN),
                withheld=came.count(Arrival.WITHHELD),
                failures=tuple(failures),
                totals=_totals(session),
            )


# --- days ----------------------------------------------------------------------------------


def _first_day(words: str | None) -> str | None:
    return None if words is None else _when(words).start


def _last_day(words: str | None) -> str | None:
    return None if words is None else _when(words).end


def _when(words: str) -> When:
    edtf = edtf_of(words)
    when = when_from(edtf) if edtf is not None else None
    if when is None or when.start is None or when.end is None:
        raise InputError(f"“{words}” is no day that can be read.", advice="Give a day, a month or a year: 2022-04-02.")
    return when


# --- documents -------------------------------------------------------------------------------


def _now() -> datetime:
    return datetime.now(UTC)


def _require_readable(given: Given | None) -> None:
    if given is not None and given.published and given.published.strip() and edtf_of(given.published) is None:
        raise InputError(
            f"“{given.published}” is no time of publication that can be read. Nothing was taken in.",
            advice="Give a day as 2022-04-02, or 2022-04, or XXXX-04-02 where the year is not known.",
        )


def _document(gathered: Gathered, received: datetime) -> Document:
    sha256 = hashlib.sha256(gathered.data).hexdigest()
    given = gathered.given
    said = Given(
        outlet=_said(given.outlet),
        owner=_said(given.owner),
        published=_said(given.published),
        url=_said(given.url),
        title=_said(given.title),
        byline=_said(given.byline),
        language=_said(given.language),
    )
    return Document(
        id=identify("doc", sha256),
        sha256=sha256,
        size=len(gathered.data),
        media_type=gathered.media_type,
        receipts=(Receipt(received=received.astimezone(UTC), origin=_sayable(gathered.path), given=said),),
    )


def _said(text: str | None) -> str | None:
    return (_sayable(text).strip() or None) if text else None


def _sayable(text: str) -> str:
    """Return text that can be written as UTF-8: a file's name may hold bytes that cannot."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _loads(gathered: Iterable[Gathered | Failure]) -> Iterator[list[Gathered | Failure]]:
    """Yield what was gathered in portions that are one transaction each."""
    load: list[Gathered | Failure] = []
    size = 0
    for one in gathered:
        load.append(one)
        size += len(one.data) if isinstance(one, Gathered) else 0
        if len(load) >= _DOCUMENTS_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield load
            load, size = [], 0
    if load:
        yield load


def _gathering_failed(failure: Failure) -> Recorded:
    outcome = Outcome(
        stage="gather",
        version=GATHER_VERSION,
        subject=_sayable(failure.subject),
        status=OutcomeStatus.FAILED,
        count=0,
        why=_sayable(failure.why),
        advice=failure.advice,
    )
    return Recorded(outcome=outcome, input="", reason=failure.reason)


# --- ids -------------------------------------------------------------------------------------

_NAMES = {
    "doc": "document",
    "rpt": "report",
    "psg": "passage",
    "att": "attribution",
    "clm": "claim",
    "evt": "event",
    "prp": "proposition",
    "org": "origin",
    "jdg": "judgement",
}


def _completed(session: Session, identity: str) -> str:
    """Return the whole id that a person means by its beginning."""
    text = identity.strip().lower()
    match = _ID.match(text)
    if match is None or (match["kind"] and match["kind"] not in _NAMES):
        raise NotFoundError(
            f"“{identity}” is not an id.", advice="Ids look like evt_7f3a12…; sayso events and sayso reports list them."
        )
    if len(match["digits"]) < _SHORTEST_PREFIX:
        raise InputError(
            f"“{identity}” is too short to name one record.",
            advice=f"Give at least {_SHORTEST_PREFIX} digits of the id.",
        )
    found = session.ids_like(text)
    if not found:
        raise _nothing_called(identity)
    if len(found) > 1 and text not in found:
        raise InputError(f"Several ids begin with “{identity}”: {', '.join(found)}.", advice="Give more digits.")
    return text if text in found else found[0]


def _resolved(session: Session, identity: str, kinds: tuple[str, ...] | None) -> str:
    """Return the id of a record of one of ``kinds`` that ``identity`` names now, be it by an alias."""
    whole = _completed(session, identity)
    found, why = whole, ""
    if not session.has(whole):
        leads = session.aliases.get(whole)
        if leads is None:
            raise _nothing_called(identity)
        found, why = leads.new, f" {leads.why}"
    if kinds is not None and found.partition("_")[0] not in kinds:
        wanted = " or ".join(f"the id of {_with_article(_NAMES[kind])}" for kind in kinds)
        if found != whole:
            raise NotFoundError(f"{whole} leads to {found} now.{why}", advice=f"See sayso why {found}.")
        raise NotFoundError(
            f"{whole} is the id of {_with_article(_NAMES[whole.partition('_')[0]])}; {wanted} is needed.",
            advice=f"See sayso why {whole}.",
        )
    return found


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _nothing_called(identity: str) -> NotFoundError:
    return NotFoundError(
        f"There is nothing called “{identity}” in this ledger.", advice="sayso events and sayso reports list what is."
    )


# --- answers ---------------------------------------------------------------------------------


def _portions(ids: Sequence[str], size: int = PAGE) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _event_lines(session: Session, ids: Sequence[str]) -> Iterator[EventAnswer]:
    events, traces = session.events.many(ids), session.events.traces(ids)
    assessments = session.events.assessments(ids)
    outlets = session.reports.outlets(r for event in events.values() for r in event.reports)
    for identity in ids:
        yield event_line(events[identity], traces.get(identity), assessments.get(identity), outlets)


def _event_answers(session: Session, ids: Sequence[str]) -> Iterator[EventAnswer]:
    events, traces = session.events.many(ids), session.events.traces(ids)
    assessments = session.events.assessments(ids)
    told = {report for event in events.values() for report in event.reports}
    outlets, readings = session.reports.outlets(told), session.readings.many(told)
    for identity in ids:
        event = events[identity]
        own = {report: readings[report] for report in event.reports if report in readings}
        yield event_answer(event, traces.get(identity), assessments.get(identity), own, outlets)


def _report_answers(session: Session, ids: Sequence[str]) -> Iterator[ReportAnswer]:
    reports, readings = session.reports.many(ids), session.readings.many(ids)
    events = session.events.of_reports(ids)
    for identity in ids:
        passages = session.passages.of_report(identity)
        yield report_answer(reports[identity], passages, readings.get(identity), events[identity])


def _hit(session: Session, report: Report, query: str, events: tuple[str, ...]) -> HitAnswer:
    wanted = [word.lower() for word in words_of(query)]
    passages = session.passages.of_report(report.id)
    best = min(
        passages,
        key=lambda p: (-sum(word in report.text[p.start : p.end].lower() for word in wanted), p.start),
        default=None,
    )
    start, end = (best.start, best.end) if best else (0, min(len(report.text), 200))
    return HitAnswer(
        report=report.id,
        outlet=report.outlet,
        title=report.title,
        quote=report.text[start:end],
        start=start,
        end=end,
        events=events,
    )


def _totals(session: Session) -> TotalsAnswer:
    return TotalsAnswer(
        documents=session.documents.count(),
        reports=session.reports.count(),
        claims=session.readings.claim_count(),
        events=session.events.count(),
    )


def _engines_with(own_places: Sequence[Path], endpoint: Endpoint | None) -> Engines:
    """Return the packaged engines, with a person's own places and model where they bring them."""
    engines = packaged_engines(own_places)
    if endpoint is None:
        return engines
    suggester = suggester_at(endpoint.url, model=endpoint.model, key=endpoint.key, timeout=endpoint.timeout)
    return replace(engines, suggester=suggester)


def _stages_in(counts: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """Return the stages in their order, with that of asking a model where one was asked."""
    asked = any(stage == ASKING for stage, _ in counts)
    at = STAGES.index("claims")
    return (*STAGES[:at], ASKING, *STAGES[at:]) if asked else STAGES


def _suggestions(session: Session) -> tuple[SuggestionsAnswer, ...]:
    """Return what became of suggested claims over all reports, by model and by reason."""
    told: dict[str, list[tuple[str, Suggested]]] = {}
    for some in _portions(session.reports.ids()):
        for report, reading in session.readings.many(some).items():
            if reading.suggested is not None:
                told.setdefault(reading.suggested.by, []).append((report, reading.suggested))
    return tuple(
        SuggestionsAnswer(
            by=by,
            reports=len(every),
            offered=sum(one.offered for _, one in every),
            entered=sum(one.entered for _, one in every),
            known=sum(one.known for _, one in every),
            refused=tuple(_refusals(every)),
        )
        for by, every in sorted(told.items())
    )


def _refusals(every: Sequence[tuple[str, Suggested]]) -> Iterator[RefusalAnswer]:
    for reason in RefusalReason:
        found = [(report, r) for report, one in every for r in one.refused if r.reason is reason]
        if found:
            first, refusal = next((pair for pair in found if pair[1].example), found[0])
            count = sum(r.count for _, r in found)
            yield RefusalAnswer(reason=reason, count=count, such_as=refusal.example, report=first)


def _failure(recorded: Recorded) -> FailureAnswer:
    outcome = recorded.outcome
    return FailureAnswer(
        stage=outcome.stage,
        subject=outcome.subject,
        reason=recorded.reason,
        why=outcome.why,
        advice=outcome.advice,
    )


# --- reasons ---------------------------------------------------------------------------------


def _reason(session: Session, identity: str) -> Reason:
    kind = identity.partition("_")[0]
    if kind in ("evt", "prp", "org"):
        return _reason_of_event(session, identity)
    if kind == "jdg":
        return _reason_of_judgement(session, identity)
    if kind == "doc":
        return Walk(_papers(session, (), documents=[identity])).document(identity)
    report = _report_holding(session, identity)
    walk = Walk(_papers(session, [report]))
    if kind == "rpt":
        return walk.report(identity)
    if kind == "clm":
        return walk.claim(identity)
    if kind == "att":
        return walk.attribution(identity)
    passage = walk.passage(identity, report)
    assert passage is not None
    return passage


def _report_holding(session: Session, identity: str) -> str:
    if identity.startswith("rpt_"):
        return identity
    if identity.startswith("psg_"):
        passage = session.passages.get(identity)
        assert passage is not None
        return passage.report
    found = session.readings.report_of(identity)
    assert found is not None
    return found


def _reason_of_event(session: Session, identity: str) -> Reason:
    event_id = identity if identity.startswith("evt_") else session.events.of_part(identity)
    assert event_id is not None
    event = session.events.many([event_id])[event_id]
    trace = session.events.traces([event_id]).get(event_id)
    assessment = session.events.assessments([event_id]).get(event_id)
    walk = Walk(_papers(session, event.reports))
    for proposition in event.propositions:
        if proposition.id == identity:
            return walk.proposition(proposition, event, assessment)
    for origin in trace.origins if trace else ():
        if origin.id == identity:
            return walk.origin(origin)
    return walk.event(event, trace, assessment)


def _reason_of_judgement(session: Session, identity: str) -> Reason:
    judgement = session.judgements.get(identity)
    assert judgement is not None
    about = {session.readings.report_of(claim) for claim in judgement.claims}
    about |= {target for target in judgement.targets if target.startswith("rpt_") and session.has(target)}
    reports = sorted(report for report in about if report is not None)
    documents = [target for target in judgement.targets if target.startswith("doc_")]
    return Walk(_papers(session, reports, documents=documents)).judgement(judgement)


def _papers(session: Session, reports: Sequence[str], *, documents: Sequence[str] = ()) -> Papers:
    found = session.reports.many(reports)
    kept = session.documents.many([*documents, *(report.document for report in found.values())])
    return Papers(
        documents={document.id: document for document in kept},
        reports=found,
        readings=session.readings.many(reports),
        passages={report: session.passages.of_report(report) for report in found},
        judgements=session.judgements.all(),
    )


# --- judgements ------------------------------------------------------------------------------


def _judgement_kind(kind: JudgementKind | str) -> JudgementKind:
    try:
        return JudgementKind(kind)
    except ValueError:
        raise InputError(
            f"“{kind}” is no kind of judgement.", advice=f"Kinds are {', '.join(one.value for one in JudgementKind)}."
        ) from None


def _require_targets(session: Session, kind: JudgementKind, targets: Sequence[str], value: str | None) -> None:
    """Raise InputError unless a judgement of ``kind`` can be about ``targets``."""
    kinds = {target.partition("_")[0] for target in targets}
    if not targets:
        raise InputError("The judgement is about nothing.", advice="Name at least one id.")
    if kind is JudgementKind.WITHDRAW and kinds != {"jdg"}:
        raise InputError("Only a judgement can be withdrawn.", advice="Name the id of a judgement: jdg_…")
    if kind is not JudgementKind.WITHDRAW and kind is not JudgementKind.NOTE and "jdg" in kinds:
        raise InputError(f"A judgement cannot be the target of “{kind}”.", advice="Withdraw it, or add a note to it.")
    together = (JudgementKind.JOIN, JudgementKind.DEPENDENT, JudgementKind.INDEPENDENT)
    if kind in together and len(targets) < 2:
        raise InputError(f"To judge “{kind}” takes two ids or more.", advice="Name all that it is about.")
    if kind is JudgementKind.GRADE:
        graded = Judgement(id="", kind=kind, targets=(), claims=(), value=value, by="", at=_now(), why="")
        if grade_in(graded) is None:
            raise InputError(
                f"“{value or ''}” is no grade.",
                advice="Give the Admiralty letter and digit, such as B2, or the digit alone.",
            )
    if kind is JudgementKind.CORRECT:
        corrected = Judgement(id="", kind=kind, targets=(), claims=(), value=value, by="", at=_now(), why="")
        told = [claim.kind for claim in _claims_of(session, targets)]
        if not any(correction_of(corrected, one) is not None for one in told):
            raise InputError(
                f"“{value or ''}” corrects nothing in {', '.join(targets)}.",
                advice="Give the figure and, for an event, its kind: killed=3.",
            )


def _anchors(session: Session, kind: JudgementKind, targets: Sequence[str]) -> tuple[str, ...]:
    """Return the claims that a judgement bears on: they outlive the events that hold them."""
    found = {claim for target in targets for claim in _claim_ids(session, target)}
    if kind is JudgementKind.SPLIT:
        events = {t for t in targets if t.startswith("evt_")} or set(session.events.holding(found).values())
        found = {claim for event in session.events.many(events).values() for claim in event.claims}
    return tuple(sorted(found))


def _claim_ids(session: Session, target: str) -> Sequence[str]:
    kind = target.partition("_")[0]
    if kind == "clm":
        return (target,)
    if kind == "rpt":
        reading = session.readings.get(target)
        return [claim.id for claim in reading.claims] if reading else ()
    event_id = target if kind == "evt" else session.events.of_part(target)
    if event_id is None:
        return ()
    event = session.events.many([event_id])[event_id]
    parts: Mapping[str, Sequence[str]] = {
        event.id: event.claims,
        **{proposition.id: proposition.claims for proposition in event.propositions},
    }
    if target in parts:
        return parts[target]
    trace = session.events.traces([event_id]).get(event_id)
    return next((origin.claims for origin in (trace.origins if trace else ()) if origin.id == target), ())


def _claims_of(session: Session, targets: Sequence[str]) -> list[Claim]:
    wanted = {claim for target in targets for claim in _claim_ids(session, target)}
    reports = {report for claim in wanted if (report := session.readings.report_of(claim)) is not None}
    readings = session.readings.many(reports)
    return [claim for reading in readings.values() for claim in reading.claims if claim.id in wanted]


# --- faults ----------------------------------------------------------------------------------


def _faults_of_documents(session: Session) -> Iterator[str]:
    for identity, sha256, data in session.documents.all_data():
        if data is not None and hashlib.sha256(data).hexdigest() != sha256:
            yield f"The bytes of {identity} are not those that were received: their SHA-256 differs."


def _faults_of_records(session: Session) -> Iterator[str]:
    known: set[str] = set()
    for some in _portions(session.reports.ids()):
        reports, readings = session.reports.many(some), session.readings.many(some)
        for identity, reading in readings.items():
            text = reports[identity].text
            for claim in reading.claims:
                known.add(claim.id)
                if text[claim.start : claim.end] != claim.quote:
                    yield f"The words of {claim.id} are not at {claim.start} to {claim.end} of {identity}."
                quantity = claim.quantity
                if quantity is not None and text[quantity.start : quantity.end] != quantity.text:
                    yield f"The figure of {claim.id} is not at {quantity.start} to {quantity.end} of {identity}."
    held: dict[str, str] = {}
    for some in _portions(session.events.ids()):
        traces = session.events.traces(some)
        for event in session.events.many(some).values():
            for claim_id in event.claims:
                if claim_id not in known:
                    yield f"{event.id} holds {claim_id}, which is in no report."
                elif claim_id in held:
                    yield f"{claim_id} is in two events, {held[claim_id]} and {event.id}."
                held[claim_id] = event.id
            trace = traces.get(event.id)
            for origin in trace.origins if trace else ():
                for claim_id in (*origin.claims, *(c for one in origin.dependencies for c in one.evidence)):
                    if claim_id not in known:
                        yield f"{origin.id} rests on {claim_id}, which is in no report."
