"""Knows how an event is called: its main kind, its place, its time, its main figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.events import kinds, places, times
from sayso.records import PEOPLE_KINDS, Claim, ClaimKind, Place, Proposition, QuantityForm, When
from sayso.text.intervals import as_number, bounds_of, hull

_WORDS = {
    QuantityForm.AT_LEAST: "at least {}",
    QuantityForm.MORE_THAN: "more than {}",
    QuantityForm.AT_MOST: "at most {}",
    QuantityForm.FEWER_THAN: "fewer than {}",
}


def title_of(
    main: ClaimKind,
    place: Place | None,
    time: When | None,
    propositions: Sequence[Proposition],
    claims: Mapping[str, Claim],
) -> str:
    """Return a title: "Poisoning at Izyum, 2 April 2022: 2 killed".

    The kind's title, "at" a place or "in" a region or country, the time in words, and the figure of the first
    proposition about people that has one, as a range where reports differ. What is not known is left out.
    """
    words = kinds.table()[main].title
    if place is not None:
        words += f" {'in' if places.coarseness(place) >= 3 else 'at'} {place.name}"
    if time is not None:
        words += f", {times.in_words(time)}"
    for proposition in propositions:
        if proposition.kind in PEOPLE_KINDS and proposition.whole is None:
            figure = _figure(proposition, claims)
            if figure:
                return f"{words}: {figure} {kinds.table()[proposition.kind].figure}"
    return words


def _figure(proposition: Proposition, claims: Mapping[str, Claim]) -> str | None:
    told = [claims[one].quantity for one in proposition.claims]
    counts = [quantity for quantity in told if quantity is not None and quantity.unit == "count"]
    exact = [quantity for quantity in counts if quantity.form is QuantityForm.EXACT]
    if not counts:
        return None
    low, high = hull(bounds_of(quantity) for quantity in exact or counts)
    if low is not None and high is not None:
        return f"{as_number(low):,}" if low == high else f"{as_number(low):,} to {as_number(high):,}"
    forms = {quantity.form for quantity in counts}
    bound = low if low is not None else high
    if bound is None:
        return None
    template = _WORDS.get(forms.pop(), "{}") if len(forms) == 1 else "{}"
    if template == "{}":
        template = "at least {}" if low is not None else "at most {}"
    return template.format(f"{as_number(bound):,}")
