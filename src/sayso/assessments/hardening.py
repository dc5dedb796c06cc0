"""Knows where a report tells as fact what its origin only claimed, and where it drops another report's caveat."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.assessments.case import MADE_BY, Case, is_bare, is_hedged, source_of
from sayso.records import Caveat, Claim, Flag, FlagKind
from sayso.text.certainty import as_fact, denies
from sayso.text.days import published_day
from sayso.text.intervals import bounds_of, meet
from sayso.text.shingles import containment, shingles_of, words_of
from sayso.text.stretches import sentence_around

_OPENING_SENTENCES = 3
"""The opening is the headline, and the first sentence of these that makes a claim of the event."""


_COPIED = 0.6
"""Share of a sentence's three-word runs that stand in another report's sentence, from which it is a copy."""

_FEWEST_COPIED = 10
"""Words. Shorter sentences ("Two people were killed on Monday") are alike by chance."""


def hardened(case: Case) -> tuple[Flag, ...]:
    """Return a flag for each report that opens with bare fact where the same origin's claim is held at a distance.

    Held at a distance: hedged in another report or later in this one; or attributed in any way in another report,
    where this report names nobody at all for the event, or copies that report's sentence and leaves its source out.
    A headline is flagged only for what is hedged, because headlines leave sources out by habit.
    """
    found: list[Flag] = []
    for report in case.event.reports:
        for claim, in_headline in _openings(case, report):
            elsewhere = _held_at_a_distance(case, claim, in_headline)
            if elsewhere is not None:
                found.append(_flag(case, claim, elsewhere))
                break
    return tuple(found)


def _openings(case: Case, report: str) -> list[tuple[Claim, bool]]:
    """Return the claims that open a report as fact, headline first; none of a sentence that names a source."""
    claims = [claim for claim in case.of_report(report) if not denies(claim)]
    told = case.reports[report]
    headline = told.headline
    opening: list[tuple[Claim, bool]] = []
    in_headline = [claim for claim in claims if headline and claim.end <= headline.end]
    if in_headline and all(is_bare(claim) and as_fact(claim) for claim in in_headline):
        opening.extend((claim, True) for claim in in_headline)
    body = [claim for claim in claims if claim not in in_headline]
    if body and _sentences_before(case, report, body[0]) < _OPENING_SENTENCES:
        lead = [claim for claim in body if claim.passage == body[0].passage]
        if all(is_bare(claim) and as_fact(claim) for claim in lead):
            opening.extend((claim, False) for claim in lead)
    return opening


def _sentences_before(case: Case, report: str, claim: Claim) -> int:
    told = case.reports[report]
    position = told.headline.end + 1 if told.headline else 0
    count = 0
    while position < claim.start and count < _OPENING_SENTENCES:
        _, end = sentence_around(told.text, position, position + 1)
        if end > claim.start:
            break
        count += bool(told.text[position:end].strip())
        position = max(end + 1, position + 1)
    return count


def _held_at_a_distance(case: Case, claim: Claim, in_headline: bool) -> Claim | None:
    origin = case.origin(claim)
    proposition = case.answers.get(claim.id)
    names_nobody = all(is_bare(one) for one in case.of_report(claim.report))
    for other in case.claims.values():
        if other.id == claim.id or case.answers.get(other.id) is not proposition or is_bare(other) or denies(other):
            continue
        if not _one_value(claim, other):
            continue
        before = _told_before(case, claim.report, other.report)
        if other.report != claim.report and not before and _copied(case, claim, other):
            return other
        if origin is None or case.origin(other) != origin:
            continue
        if other.report == claim.report:
            if other.start > claim.start and is_hedged(case, other):
                return other
        elif is_hedged(case, other) or (names_nobody and not in_headline and not before):
            return other
    return None


def _copied(case: Case, claim: Claim, other: Claim) -> bool:
    """Tell whether a claim's sentence is another report's, nearly word for word."""
    mine, theirs = (
        words_of(text[slice(*sentence_around(text, one.start, one.end))])
        for one in (claim, other)
        for text in [case.reports[one.report].text]
    )
    return len(mine) >= _FEWEST_COPIED and containment(shingles_of(mine, 3), shingles_of(theirs, 3)) >= _COPIED


def _one_value(left: Claim, right: Claim) -> bool:
    if left.quantity is None or right.quantity is None:
        return True
    return left.quantity.unit == right.quantity.unit and meet(bounds_of(left.quantity), bounds_of(right.quantity))


def _told_before(case: Case, report: str, other: str) -> bool:
    """Tell whether a report was published on an earlier day than another: it cannot have hardened its words."""
    mine, theirs = published_day(case.reports[report]), published_day(case.reports[other])
    return mine is not None and theirs is not None and mine < theirs


def _flag(case: Case, claim: Claim, elsewhere: Claim) -> Flag:
    link = source_of(elsewhere)
    name = (link.name if link else None) or "an unnamed source"
    cue = link.cue if link else None
    where = "later in this report" if elsewhere.report == claim.report else f"in {case.outlet(elsewhere.report)}"
    manner = f"{name} ({cue})" if cue else name
    return Flag(
        kind=FlagKind.HARDENED,
        report=claim.report,
        start=claim.start,
        end=claim.end,
        why=f"told here as fact; {where} it is the word of {manner}",
        evidence=(claim.id, elsewhere.id),
        made_by=f"{MADE_BY} hardened",
    )


def caveats_dropped(case: Case) -> tuple[Flag, ...]:
    """Return a flag for each report without a caveat whose origin another report gives with one."""
    with_caveat: dict[str, tuple[Caveat, Claim]] = {}
    for report in case.event.reports:
        found = _caveat(case, report)
        if found is not None:
            with_caveat[report] = found
    flags: list[Flag] = []
    for report in case.event.reports:
        if report in with_caveat:
            continue
        for claim in case.of_report(report):
            other = None if denies(claim) else _same_origin(case, claim, with_caveat)
            if other is None:
                continue
            caveat, their_claim = with_caveat[other]
            words = " ".join(case.reports[other].text[caveat.start : caveat.end].split())
            why = f"{case.outlet(other)} says of the same origin: \u201c{words}\u201d; this report does not"
            flags.append(
                Flag(
                    kind=FlagKind.CAVEAT_DROPPED,
                    report=report,
                    start=claim.start,
                    end=claim.end,
                    why=why,
                    evidence=(claim.id, their_claim.id),
                    made_by=f"{MADE_BY} caveat-dropped",
                )
            )
            break
    return tuple(flags)


def _caveat(case: Case, report: str) -> tuple[Caveat, Claim] | None:
    """Return a report's first caveat that stands by a claim of this event: the last claim before it, else the next."""
    reading = case.readings.get(report)
    if reading is None or not reading.caveats:
        return None
    every = sorted(reading.claims, key=lambda claim: (claim.start, claim.id))
    mine = {claim.id for claim in case.of_report(report)}
    for caveat in sorted(reading.caveats, key=lambda one: one.start):
        near = _nearest(every, caveat)
        if near is not None and near.id in mine:
            return caveat, case.claims[near.id]
    return None


def _nearest(claims: Sequence[Claim], caveat: Caveat) -> Claim | None:
    before = [claim for claim in claims if claim.start <= caveat.end]
    return before[-1] if before else next(iter(claims), None)


def _one_matter(case: Case, left: Claim, right: Claim) -> bool:
    """Tell whether two claims answer one question with figures that can be one."""
    proposition = case.answers.get(left.id)
    return proposition is not None and case.answers.get(right.id) is proposition and _one_value(left, right)


def _same_origin(case: Case, claim: Claim, with_caveat: dict[str, tuple[Caveat, Claim]]) -> str | None:
    origin = case.origin(claim)
    if origin is None:
        return None
    return next(
        (
            report
            for report in with_caveat
            if any(
                case.origin(one) == origin and not is_bare(one) and not denies(one) and _one_matter(case, claim, one)
                for one in case.of_report(report)
            )
            and not denies(with_caveat[report][1])
            and not _told_before(case, claim.report, report)
        ),
        None,
    )
