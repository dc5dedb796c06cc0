"""Knows what the claims of one proposition amount to: least, greatest and best value, and how they agree.

Range: claims of one origin whose current figures meet are one figure in several wordings, so they give what they
share ("500" and "about 500" give 500); over origins, superseded figures and claims that name nobody, the range is
the hull. Best: the latest exact figure of those that an origin stands behind, of equally late ones that of the
certain source, then the one that more reports give, then the smaller; without an exact figure the middle of an
approximate one; otherwise none; never outside the range. A later figure of an origin supersedes an earlier one that
it does not meet, and a toll that others tell higher within days has grown. A person's number for the event is its
range and its best value; how the sources agree stays what it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sayso.assessments.case import Case, day_of
from sayso.assessments.contradictions import ANYBODY
from sayso.assessments.revisions import earlier_told, grown_told
from sayso.records import (
    Agreement,
    Certainty,
    Claim,
    ClaimKind,
    Proposition,
    PropositionAssessment,
    QuantityForm,
    Range,
)
from sayso.text.certainty import denies
from sayso.text.intervals import Bounds, Number, as_number, bounds_of, common, hull, is_exact, loosened, meet
from sayso.text.judged import Correction, corrections_of, verdicts_of
from sayso.text.stretches import sentence_around

_MOST_NAMED = 3
"""Contested pairs that a sentence names; the rest are counted."""

_GROWING = frozenset({ClaimKind.KILLED, ClaimKind.INJURED, ClaimKind.INFECTED, ClaimKind.HOSPITALISED})
_GROWS_FOR_DAYS = 7
"""Days within which a higher toll told later is taken for the same toll grown, rather than for another opinion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure of one claim, the origin (or the report, where nobody is named) behind it, and when it was told."""

    claim: Claim
    holder: str
    attributed: bool
    bounds: Bounds
    day: str | None


def assess(case: Case, proposition: Proposition) -> PropositionAssessment:
    """Return the range, the agreement and the origins of one proposition, with the reasons."""
    claims = [case.claims[one] for one in proposition.claims if one in case.claims]
    told = [claim for claim in claims if not denies(claim)]
    # Who counts nobody where others count somebody denies it ("there are no deaths"); the figure stays in the range.
    somebody = any(claim.quantity is not None and (claim.quantity.min or 0) > 0 for claim in told)
    supporting = [claim for claim in told if not (somebody and _nobody(claim))]
    denying = [claim for claim in claims if claim not in supporting]
    if proposition.kind is ClaimKind.DENIAL_OF_RESPONSIBILITY:
        # Whoever denies responsibility supports nothing and is named as denying.
        return PropositionAssessment(
            proposition=proposition.id,
            range=Range(min=None, max=None, best=None),
            agreement=Agreement.SINGLE,
            origins=(),
            denied_by=_origins(case, supporting),
            why="a denial of responsibility is not support",
        )
    figures = [figure for claim in told for figure in [_figure(case, claim)] if figure is not None]
    figures, summed = _without_summands(figures)
    current, superseded, quarrels = _current(case, figures)
    grown = _grown(case, current)
    current = [figure for figure in current if figure not in grown]
    superseded = [*superseded, *grown]
    origins = _origins(case, supporting)
    refuted = _refuted(case, current, supporting, denying)
    contested = [*quarrels, *_contests(case, current), *refuted]
    agreement, why = _agreement(case, figures, superseded, contested, origins)
    notes = [*summed, *_corrections(case, claims)]
    told_range = _range(figures, current, superseded)
    verdicts = _verdicts(case, proposition)
    values = {verdict.value for verdict in verdicts}
    if len(values) == 1:
        value = values.pop()
        told_range = Range(min=value, max=value, best=value)
        notes.insert(0, "corrected by " + " and ".join(_by(verdict) for verdict in verdicts))
    elif values:
        notes.insert(0, "contradictory corrections, so none is applied: " + " and ".join(map(_by, verdicts)))
    return PropositionAssessment(
        proposition=proposition.id,
        range=told_range,
        agreement=agreement,
        origins=origins,
        denied_by=_origins(case, denying),
        why="; ".join((why, *notes)),
    )


def _nobody(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.max == 0


def _verdicts(case: Case, proposition: Proposition) -> tuple[Correction, ...]:
    """Return people's numbers for the event, where this is the first whole proposition of its kind."""
    first = next((one for one in case.event.propositions if one.kind is proposition.kind and one.whole is None), None)
    if first is None or first.id != proposition.id:
        return ()
    return verdicts_of(proposition.kind, case.event.claims, case.judgements)


def _by(verdict: Correction) -> str:
    return f"{verdict.judgement.by} to {verdict.value} ({verdict.judgement.id})"


def _without_summands(figures: list[_Figure]) -> tuple[list[_Figure], list[str]]:
    """Return the figures without those that add up to another of their report, and sentences that say so."""
    left = list(figures)
    notes: list[str] = []
    for whole in figures:
        value = _exactly(whole)
        if value is None or whole not in left:
            continue
        smaller = [one for one in left if one.claim.report == whole.claim.report and 0 < (_exactly(one) or 0) < value]
        for count in (2, 3):
            found = next(
                (
                    parts
                    for parts in combinations(smaller, count)
                    if sum(_exactly(part) or 0 for part in parts) == value
                    and len({part.claim.place_span or part.claim.start for part in parts}) == count
                ),
                None,
            )
            if found is not None:
                values = {_exactly(part) for part in found}
                left = [o for o in left if o.claim.report != whole.claim.report or _exactly(o) not in values]
                told = " and ".join(_say(part) for part in found)
                notes.append(f"{told} make up {_say(whole)}")
                break
    return left, notes


def _exactly(figure: _Figure) -> Number | None:
    return figure.bounds[0] if figure.claim.quantity and is_exact(figure.claim.quantity) else None


def _grown(case: Case, current: list[_Figure]) -> list[_Figure]:
    """Return figures told by others days before a higher one of a toll that grows: they are not a rival of it."""
    return [
        earlier
        for earlier in current
        if any(later.holder != earlier.holder and _risen(case, earlier, later) for later in current)
        or (
            earlier.claim.kind in _GROWING
            and any(
                later.holder != earlier.holder
                and (later.bounds[0] or 0) > (earlier.bounds[1] if earlier.bounds[1] is not None else float("inf"))
                and 0 < _days_between(earlier.day, later.day) <= _GROWS_FOR_DAYS
                for later in current
            )
        )
    ]


def _days_between(earlier: str | None, later: str | None) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days if earlier and later else 0


def _ruled(case: Case, claim: Claim) -> Bounds:
    """Return a claim's bounds; a headline's bare number is read as the report's own sentences say it ("at least")."""
    quantity = claim.quantity
    if quantity is None:
        return None, None
    headline = case.reports[claim.report].headline
    if headline is None or claim.end > headline.end or not is_exact(quantity):
        return bounds_of(quantity)
    body = [
        one.quantity
        for one in case.of_report(claim.report)
        if one.start >= headline.end and one.kind is claim.kind and one.quantity is not None
    ]
    if any(one.min == one.max == quantity.min for one in body):
        return bounds_of(quantity)
    return next((bounds_of(one) for one in body if quantity.min in bounds_of(one)), bounds_of(quantity))


def _meet(left: _Figure, right: _Figure) -> bool:
    """Tell whether two figures can be one; a vague word meets what is up to twice its greatest."""
    return meet(_loose(left), _loose(right))


def _loose(figure: _Figure) -> Bounds:
    quantity = figure.claim.quantity
    vague = quantity is not None and quantity.form is QuantityForm.VAGUE
    return loosened(quantity) if vague and quantity is not None else figure.bounds


def _figure(case: Case, claim: Claim) -> _Figure | None:
    if claim.quantity is None or (claim.quantity.min is None and claim.quantity.max is None):
        return None
    origin = case.origin(claim)
    return _Figure(
        claim=claim,
        holder=origin or claim.report,
        attributed=origin is not None,
        bounds=_ruled(case, claim),
        day=day_of(case, claim),
    )


def _origins(case: Case, claims: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(origin for claim in claims for origin in [case.origin(claim)] if origin))


def _current(case: Case, figures: list[_Figure]) -> tuple[list[_Figure], list[_Figure], list[str]]:
    """Return the figures that stand, those that a later one of their holder supersedes, and quarrels in one holder."""
    current: list[_Figure] = []
    superseded: list[_Figure] = []
    quarrels: list[str] = []
    for told in _by_holder(figures).values():
        days = sorted({figure.day for figure in told if figure.day is not None})
        latest = [figure for figure in told if days and figure.day == days[-1]]
        for figure in told:
            later = [one for one in latest if figure.day is not None and figure.day < (one.day or "")]
            revised = any(_risen(case, figure, one) for one in told)
            if revised or (later and not any(_meet(figure, one) for one in later)):
                superseded.append(figure)
            else:
                current.append(figure)
        standing = [figure for figure in current if figure in told]
        apart = _first_apart(standing)
        if apart is not None:
            one, other = apart
            quarrels.append(f"one origin gives {_say(one)} and {_say(other)}, and neither is known to be the later")
    return current, superseded, quarrels


def _risen(case: Case, earlier: _Figure, later: _Figure) -> bool:
    """Tell whether a report itself says that one of two figures is the earlier: "had earlier put it at", "rose to"."""
    one, other = earlier.claim, later.claim
    if one.report != other.report or _meet(earlier, later):
        return False
    text = case.reports[one.report].text
    (start, end), (begin, finish) = (sentence_around(text, c.start, c.end) for c in (one, other))
    if start == begin:
        return False
    higher = (later.bounds[0] or 0) > (earlier.bounds[1] if earlier.bounds[1] is not None else float("inf"))
    return earlier_told(text[start:end]) or (higher and grown_told(text[begin:finish]))


def _by_holder(figures: list[_Figure]) -> dict[str, list[_Figure]]:
    found: dict[str, list[_Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.holder].append(figure)
    return found


def _first_apart(figures: list[_Figure]) -> tuple[_Figure, _Figure] | None:
    return next(((a, b) for a, b in combinations(figures, 2) if not _meet(a, b) and not _one_sentence(a, b)), None)


def _one_sentence(left: _Figure, right: _Figure) -> bool:
    """Tell whether one sentence gives both: "45 in a day, 982 since June" counts two things and quarrels not."""
    return left.claim.passage == right.claim.passage and left.claim.report == right.claim.report


def _contests(case: Case, current: list[_Figure]) -> list[str]:
    """Return sentences on figures of distinct holders that do not meet, those furthest apart and best held first."""
    found: list[tuple[tuple[bool, float], str]] = []
    for (_, ones), (_, others) in combinations(_by_holder(current).items(), 2):
        apart = next(((a, b) for a in ones for b in others if not _meet(a, b)), None)
        if apart is not None:
            one, other = apart
            sides = sorted((float(one.bounds[0] or 0), float(other.bounds[0] or 0)))
            rank = (not (one.attributed and other.attributed), sides[0] / sides[1] if sides[1] else 1.0)
            found.append((rank, f"{_say(one)} against {_say(other)}: {_reason(case, one, other)}"))
    return [sentence for _, sentence in sorted(found, key=lambda entry: entry[0])]


def _reason(case: Case, one: _Figure, other: _Figure) -> str:
    if one.day and other.day and one.day != other.day:
        return f"told on different days, {one.day} and {other.day}"
    labels = [next((p.label for p in figure.claim.participants if p.role == "affected"), "") for figure in (one, other)]
    if all(labels) and labels[0].casefold() != labels[1].casefold() and not set(labels) <= ANYBODY:
        return f"counted as {labels[0]} and as {labels[1]}"
    vague = {QuantityForm.VAGUE, QuantityForm.ABOUT}
    if any(figure.claim.quantity and figure.claim.quantity.form in vague for figure in (one, other)):
        return "one of them is not exact"
    names = [case.origins[figure.claim.id].source if figure.attributed else None for figure in (one, other)]
    return f"told by {names[0] or 'nobody named'} and by {names[1] or 'nobody named'}"


def _refuted(case: Case, current: list[_Figure], supporting: list[Claim], denying: list[Claim]) -> list[str]:
    """Return sentences on denials by others of what is claimed: a denial does not meet what it denies."""
    found: list[str] = []
    for denial in denying:
        mine = case.origin(denial)
        against = [
            claim
            for claim in supporting
            if (mine is None or case.origin(claim) != mine)
            and (claim.quantity is None or any(figure.claim is claim for figure in current))
            and (
                denial.quantity is None
                or claim.quantity is None
                or _nobody(denial)
                or meet(bounds_of(denial.quantity), bounds_of(claim.quantity))
            )
        ]
        if against:
            name = case.origins[denial.id].source if denial.id in case.origins else case.outlet(denial.report)
            found.append(f"denied by {name or 'an unnamed source'} ({denial.id})")
    return list(dict.fromkeys(found))


def _agreement(
    case: Case,
    figures: list[_Figure],
    superseded: list[_Figure],
    contested: list[str],
    origins: tuple[str, ...],
) -> tuple[Agreement, str]:
    if contested:
        more = len(contested) - _MOST_NAMED
        rest = [f"and {more} more {'pair' if more == 1 else 'pairs'}"] if more > 0 else []
        return Agreement.CONTESTED, "; ".join((*contested[:_MOST_NAMED], *rest))
    if superseded:
        last = max((figure for figure in figures if figure not in superseded), key=lambda figure: figure.day or "")
        earlier = ", ".join(dict.fromkeys(_say(figure) for figure in superseded))
        holders = {figure.holder for figure in superseded}
        whose = "of the same origin" if holders == {last.holder} else "and the toll has grown"
        return Agreement.UPDATED, f"{_say(last)} is later than {earlier} {whose}".replace(" and the", ", and the")
    if len(origins) > 1:
        names = ", ".join(case_name(case, origin) for origin in origins)
        return Agreement.AGREE, f"distinct origins agree: {names}"
    if len({figure.bounds for figure in figures}) > 1:
        told = ", ".join(dict.fromkeys(_say(figure) for figure in figures))
        return Agreement.COMPATIBLE, f"different wordings that can be one figure: {told}"
    if not origins:
        return Agreement.SINGLE, "no report says who says so"
    return Agreement.SINGLE, f"one origin: {case_name(case, origins[0])}"


def case_name(case: Case, origin: str) -> str:
    """Return how to call an origin in a sentence."""
    found = next((one for one in case.origins.values() if one.id == origin), None)
    return (found.source if found else None) or "an unnamed source"


def _say(figure: _Figure) -> str:
    quantity = figure.claim.quantity
    words = quantity.text if quantity and quantity.text else ""
    low, high = figure.bounds
    if not words or (low == high and low is not None and not words[:1].isdigit()):
        words = f"{low}" if low == high else f"{low if low is not None else 0} to {high if high is not None else '...'}"
    return f"{words} ({figure.claim.id})"


def _range(figures: list[_Figure], current: list[_Figure], superseded: list[_Figure]) -> Range:
    stretches: list[Bounds] = [figure.bounds for figure in superseded]
    for told in _by_holder(current).values():
        precise = [f for f in told if f.claim.quantity and f.claim.quantity.form is not QuantityForm.VAGUE]
        # "Scores" beside "at least 104" of the same holder says no more than that there were many.
        said = [f for f in told if f in precise or not any(_meet(f, one) for one in precise)]
        every = [figure.bounds for figure in said]
        shared = common(every)
        stretches.append(shared if shared is not None else hull(every))
    low, high = hull(stretches)
    return Range(
        min=None if low is None else as_number(low),
        max=None if high is None else as_number(high),
        best=_within(_best(figures, current), low, high),
    )


def _within(best: Number | None, low: Number | None, high: Number | None) -> Number | None:
    if best is None:
        return None
    if low is not None and best < low:
        return as_number(low)
    return as_number(high) if high is not None and best > high else best


def _best(figures: list[_Figure], current: list[_Figure]) -> Number | None:
    exact = [figure for figure in current if figure.claim.quantity and is_exact(figure.claim.quantity)]
    attributed = [figure for figure in exact if figure.attributed]
    pool = attributed or exact
    # Of two counts in one sentence the larger is the whole, or the more telling of two.
    pool = [
        one
        for one in pool
        if not any(_one_sentence(one, other) and (other.bounds[0] or 0) > (one.bounds[0] or 0) for other in pool)
    ]
    if pool:
        support: dict[Number, set[str]] = defaultdict(set)
        for figure in figures:
            if figure.bounds[0] is not None and figure.bounds[0] == figure.bounds[1]:
                support[figure.bounds[0]].add(figure.claim.report)
        last = max(figure.day or "" for figure in pool)
        late = [figure for figure in pool if (figure.day or "") == last]
        chosen = min(
            late,
            key=lambda figure: (
                figure.claim.commitment.source is not Certainty.CERTAIN,
                -len(support[figure.bounds[0] or 0]),
                figure.bounds[0] or 0,
            ),
        )
        return None if chosen.bounds[0] is None else as_number(chosen.bounds[0])
    about = [f for f in current if f.claim.quantity and f.claim.quantity.form is QuantityForm.ABOUT]
    about = [figure for figure in about if figure.attributed] or about
    if not about:
        return None
    low, high = max(about, key=lambda figure: (figure.day or "", figure.claim.id)).bounds
    return None if low is None or high is None else as_number(round((low + high) / 2, 6))


def _corrections(case: Case, claims: list[Claim]) -> list[str]:
    """Return sentences on people's corrections: applied, or shown as contradictory."""
    notes: list[str] = []
    for claim in claims:
        found = corrections_of(claim, case.judgements)
        values = {correction.value for correction in found}
        told = " and ".join(f"{c.value} by {c.judgement.by} ({c.judgement.id})" for c in found)
        if len(values) == 1:
            notes.append(f"{claim.id} corrected to {told}")
        elif values:
            notes.append(f"{claim.id}: contradictory corrections, so none is applied: {told}")
    return notes
