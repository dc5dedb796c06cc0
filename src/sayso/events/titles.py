"""Knows how an event is called: its main kind, its place, its time, its main figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.events import kinds, places, times
from sayso.records import PEOPLE_KINDS, Claim, ClaimKind, Place, Proposition, Quantity, QuantityForm, When
from sayso.text.certainty import denies
from sayso.text.intervals import Number, as_number, bounds_of, common

_WORDS = {
    QuantityForm.AT_LEAST: "at least {}",
    QuantityForm.MORE_THAN: "more than {}",
    QuantityForm.AT_MOST: "up to {}",
    QuantityForm.FEWER_THAN: "fewer than {}",
    QuantityForm.ABOUT: "about {}",
}


_UPPER = frozenset({QuantityForm.AT_MOST, QuantityForm.FEWER_THAN})
_BARE = _UPPER | {QuantityForm.AT_LEAST, QuantityForm.MORE_THAN}
"""Forms whose words are left out at the lower end of "12 to 16"; those of the upper end say there what "to" says."""


def title_of(
    order: Sequence[ClaimKind],
    place: Place | None,
    time: When | None,
    propositions: Sequence[Proposition],
    claims: Mapping[str, Claim],
    decided: Mapping[ClaimKind, Number],
) -> str:
    """Return a title: "Poisoning at Izyum, 2 April 2022: 2 killed".

    The title of the main of the kinds in ``order``, "at" a place or "in" a region or country, the time in words, and
    the figure of the first proposition about people that has one: a person's, where ``decided`` has it, else the one
    that its claims share, else the lowest and the highest told. What is not known is left out; nobody hurt is a
    figure only where no other is told.
    """
    words = kinds.table()[order[0]].title
    # A denial that anybody was hurt is no event of the hurt: "No injuries".
    whole = [one for one in propositions if one.kind in PEOPLE_KINDS and one.whole is None]
    figures = [(one, _figure(one, claims, decided)) for one in whole]
    told = next(((one, figure) for one, figure in figures if figure not in (None, "0")), None)
    if told is None and any(figure == "0" for _, figure in figures) and not kinds.occurrences(frozenset(order)):
        words = f"No {words[:1].lower()}{words[1:]}"
    if place is not None:
        words += f" {'in' if places.coarseness(place) >= 3 else 'at'} {place.name}"
    if time is not None:
        words += f", {times.in_words(time)}"
    return words if told is None else f"{words}: {told[1]} {kinds.table()[told[0].kind].figure}"


def _figure(proposition: Proposition, claims: Mapping[str, Claim], decided: Mapping[ClaimKind, Number]) -> str | None:
    if proposition.kind in decided:
        return f"{decided[proposition.kind]:,}"
    counts = [
        claim.quantity
        for claim in map(claims.__getitem__, proposition.claims)
        if claim.quantity is not None and claim.quantity.unit == "count" and not denies(claim)
    ]
    counts = [one for one in counts if one.min is not None or one.max is not None]
    if any((one.min or 0) > 0 for one in counts):
        counts = [one for one in counts if one.max is None or one.max > 0]
    precise = [one for one in counts if one.form is not QuantityForm.VAGUE] or counts
    if not precise:
        return None
    low, high = common(map(bounds_of, precise)) or (None, None)
    if low is not None and low == high:
        return f"{as_number(low):,}"
    ranked = sorted(precise, key=lambda one: (_value(one), one.form is not QuantityForm.EXACT, one.form.value))
    if (low, high) == (None, None) and _apart(precise):
        return f"{_phrase(ranked[0], _BARE)} to {_phrase(ranked[-1], _UPPER)}"
    exact = [one for one in ranked if one.form is QuantityForm.EXACT]
    return _phrase(exact[-1] if exact else ranked[-1])


def _apart(counts: Sequence[Quantity]) -> bool:
    return common(map(bounds_of, counts)) is None


def _value(quantity: Quantity) -> float:
    """Return the number by which the words give a quantity: the middle of an approximate one, else its bound."""
    low, high = bounds_of(quantity)
    if quantity.form is QuantityForm.ABOUT and low is not None and high is not None:
        return (low + high) / 2
    return float(low if low is not None and quantity.form is not QuantityForm.AT_MOST else high or 0)


def _phrase(quantity: Quantity, bare: frozenset[QuantityForm] = frozenset()) -> str:
    low, high = bounds_of(quantity)
    if (
        quantity.form in (QuantityForm.VAGUE, QuantityForm.RANGE)
        and low is not None
        and high is not None
        and low != high
    ):
        return f"{as_number(low):,} to {as_number(high):,}"
    return ("{}" if quantity.form in bare else _WORDS.get(quantity.form, "{}")).format(
        f"{as_number(_value(quantity)):,}"
    )
