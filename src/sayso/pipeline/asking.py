"""What a model is asked about reports before their claims are read, and how each question ended.

A model is asked in its own pass, one report after another, by the process that writes the ledger: each answer is kept
as soon as it is there, and what reads claims afterwards only looks up what was answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.pipeline.runner import Input
from sayso.pipeline.stages import Progress
from sayso.ports import Suggester, Suggestions, Unanswered
from sayso.records import ApartKind, OutcomeStatus, Report
from sayso.store import Recorded, Session, Store
from sayso.text.sentences import paragraphs_of

STAGE = "suggestions"

LONGEST = 8_000
"""Code points asked about at once: some 2,000 tokens, which leaves a small model room for its answer."""

MOST_QUESTIONS = 25
"""Questions about one report. What is longer is a book, and is not asked about."""

OUTAGES = 3
"""Questions in a row that fail for no fault of their text, after which a run asks no more."""


def ask(
    store: Store,
    suggester: Suggester | None,
    *,
    first: frozenset[str],
    again: bool,
    progress: Progress,
) -> None:
    """Ask about the reports that are new or changed and, with ``again``, about those where it failed before.

    The documents of ``first`` come first. Without a suggester nothing is asked, and how earlier questions ended is
    forgotten: it speaks of claims that are no more.
    """
    if suggester is None:
        _forget_how_it_went(store)
        return
    version = suggester.version
    with store.read() as session:
        waiting = {one.report: (one.document, one.digest) for one in session.reports.unread(STAGE, version)}
        if again:
            failed = session.outcomes.subjects(STAGE, version=version, status=OutcomeStatus.FAILED)
            digests = session.reports.digests_of(failed)
            for identity, kept in session.reports.many(failed).items():
                waiting.setdefault(identity, (kept.document, digests[identity]))
    order = sorted(waiting, key=lambda identity: (waiting[identity][0] not in first, identity))
    outages = 0
    out: Recorded | None = None
    for done, identity in enumerate(order):
        progress(STAGE, done, len(order))
        with store.read() as session:
            report = session.reports.get(identity)
        if report is None:
            continue
        one = Input(stage=STAGE, version=version, subject=identity, given=waiting[identity][1])
        ended, outage = _asked(store, suggester, report, one, out)
        if outage is not None:
            outages = outages + 1 if outage else 0
        if outages == OUTAGES:
            out = ended
        with store.write() as session:
            if session.reports.digests_of([identity]).get(identity) != one.given:
                continue  # another process changed it: its next run asks about it as it is now
            session.outcomes.put([ended])
            if ended.outcome.status is not OutcomeStatus.FAILED:
                session.outcomes.forget(("claims",), [identity])  # they are read anew, with the answer
    if order:
        progress(STAGE, len(order), len(order))


def suggestions_about(
    session: Session, suggester: Suggester | None, reports: Iterable[Report]
) -> dict[str, Suggestions]:
    """Return what was answered about reports, by id; those without an answer to every question are left out."""
    if suggester is None:
        return {}
    questions = {report.id: questions_about(report) for report in reports}
    answers = session.answers.many(suggester.version, (text for texts in questions.values() for text in texts))
    return {
        identity: _joined(suggester.version, [answers[text] for text in texts])
        for identity, texts in questions.items()
        if len(texts) <= MOST_QUESTIONS and all(text in answers for text in texts)
    }


def questions_about(report: Report) -> tuple[str, ...]:
    """Return the texts to ask about: the report's own words, whole paragraphs, as many together as one question takes.

    What is set apart is not the report's, and is neither claimed from nor sent; captions may be.
    """
    text = report.text
    for apart in sorted(report.apart, key=lambda a: a.start, reverse=True):
        if apart.kind is not ApartKind.CAPTION:
            text = f"{text[: apart.start]}\n{text[apart.end :]}"
    questions: list[str] = []
    for start, end in paragraphs_of(text):
        for piece in range(start, end, LONGEST):
            words = text[piece : min(end, piece + LONGEST)].strip()
            if questions and len(questions[-1]) + len(words) < LONGEST:
                questions[-1] += f"\n{words}"
            elif words:
                questions.append(words)
    return tuple(questions)


def _asked(
    store: Store, suggester: Suggester, report: Report, one: Input, out: Recorded | None
) -> tuple[Recorded, bool | None]:
    """Return how asking about a report ended, and whether it failed for no fault of the report's (None: not asked).

    ``out`` is the failure after which the endpoint is asked no more in this run; what was answered before still holds.
    """
    texts = questions_about(report)
    if len(texts) > MOST_QUESTIONS:
        why = f"It is too long to ask a model about: {len(report.text):,} characters."
        return one.failed("too-long", why, "The rules read it. Add its parts as documents of their own."), None
    with store.read() as session:
        known = session.answers.many(suggester.version, texts)
    _keep(store, suggester, report, known)
    outage: bool | None = None
    for text in texts:
        if text in known:
            continue
        if out is not None:
            return one.failed_like(out), True
        answer = one.attempt(suggester.suggest, text)
        if isinstance(answer, Recorded):
            return answer, False
        if isinstance(answer, Unanswered):
            return one.failed(answer.reason, answer.why, answer.advice), answer.outage
        known[text], outage = answer, False
        _keep(store, suggester, report, {text: answer})
    whole = _joined(suggester.version, [known[text] for text in texts])
    return one.ended(len(whole.suggested) + whole.unreadable, "The model suggests no claim."), outage


def _keep(store: Store, suggester: Suggester, report: Report, answers: Mapping[str, Suggestions]) -> None:
    if answers:
        with store.write() as session:
            document = session.documents.get(report.document)
            if document is not None and document.withheld is None:  # it may have been withheld meanwhile
                session.answers.put(suggester.version, report.document, answers)


def _joined(by: str, answers: Sequence[Suggestions]) -> Suggestions:
    return Suggestions(
        by=by,
        suggested=tuple(one for answer in answers for one in answer.suggested),
        unreadable=sum(answer.unreadable for answer in answers),
    )


def _forget_how_it_went(store: Store) -> None:
    with store.read() as session:
        asked = session.outcomes.subjects(STAGE)
    if asked:
        with store.write() as session:
            session.outcomes.forget((STAGE,), asked)
