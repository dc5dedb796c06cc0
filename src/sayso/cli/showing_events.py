"""How events are laid out for people: a table of many, one in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.answers import ClaimAnswer, EventAnswer, EventsAnswer, OriginAnswer, PropositionAnswer
from sayso.answers.shapes import PlaceAnswer, RangeAnswer, TimeAnswer, WhoAnswer
from sayso.answers.wording import (
    counted,
    day_in_words,
    interval_in_signs,
    kind_in_words,
    listed,
    place_number_in_words,
    quantity_in_words,
    shortened,
)
from sayso.records import Certainty, PersonClass, Quantity, Range

SHORT_ID = 12
"""Characters of an id in a table: enough to name it, and few enough to leave room."""

DEPENDENCIES_SHOWN = 5
"""Reasons why claims are of one origin that are shown; ``sayso why`` shows all."""

_WHOLE_CLASSES = frozenset({PersonClass.UNKNOWN, PersonClass.CIVILIAN, PersonClass.COMBATANT})
"""Classes whose count may be that of all: children, women or officers are some of those who were met."""

_INJURED = ("injured", "hospitalised", "in_intensive_care")
_COMMITTED = {
    Certainty.CERTAIN: "certain",
    Certainty.PROBABLE: "thinks it probable",
    Certainty.POSSIBLE: "thinks it possible",
    Certainty.CERTAINLY_NOT: "denies it",
    Certainty.PROBABLY_NOT: "doubts it",
    Certainty.POSSIBLY_NOT: "doubts it somewhat",
    Certainty.UNKNOWN: "leaves it open",
}


def events_table(answer: EventsAnswer) -> Table:
    """Return a table of events."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", expand=True)
    table.add_column("event", no_wrap=True, style="cyan")
    table.add_column("what and where", ratio=1)
    table.add_column("when", max_width=17)
    table.add_column("killed", max_width=11)
    table.add_column("injured", max_width=11)
    table.add_column("rep.", justify="right")
    table.add_column("orig.", justify="right")
    table.add_column("status", max_width=15)
    for event in answer.events:
        what = Text(event.title)
        where = event.place.name if event.place else ""
        below = [part for part in (where if where not in event.title else "", _flag_kinds(event)) if part]
        if below:
            what.append("\n" + " · ".join(below), style="dim")
        table.add_row(
            event.id[:SHORT_ID],
            what,
            _day(event.time),
            _figures(event.propositions, ("killed",)),
            _figures(event.propositions, _INJURED),
            str(event.reports),
            str(event.origins),
            Text(event.status, style="yellow" if event.status == "contested" else ""),
        )
    return table


def event_in_full(event: EventAnswer) -> Iterator[RenderableType]:
    """Yield the parts of an event, each to be printed on lines of its own."""
    yield Text.assemble((event.title, "bold"), "  ", (event.id, "cyan"))
    yield _facts(event)
    yield Text("\nWhat is claimed", style="bold")
    numbers = {origin.id: number for number, origin in enumerate(event.origin_list, start=1)}
    for proposition in event.propositions:
        yield Padding(_proposition_line(proposition, numbers), (0, 0, 0, 2))
        if proposition.why:
            yield Padding(Text(shortened(proposition.why), style="dim"), (0, 0, 0, 4))
        for claim in proposition.claims:
            yield Padding(Text(f"“{_in_one_line(claim.quote)}”"), (0, 0, 0, 4))
            yield Padding(_claim(claim, numbers), (0, 0, 0, 6))
    yield Text("\nOrigins", style="bold")
    if not event.origin_list:
        yield Text("  None: its claims name nobody.")
    for origin in event.origin_list:
        yield Padding(_origin(origin, numbers[origin.id]), (0, 0, 0, 2))
        for why in _dependencies(origin):
            yield Padding(Text(why, style="dim"), (0, 0, 0, 5))
    if event.flags:
        yield Text("\nFlags", style="bold")
        for flag in event.flags:
            yield Padding(Text.assemble((flag.kind, "yellow"), f": {shortened(flag.why)}"), (0, 0, 0, 2))
            yield Padding(Text(f"in {flag.report} at {flag.start}–{flag.end}", style="dim"), (0, 0, 0, 4))
    yield Text("")


def place_in_words(place: PlaceAnswer | None) -> str:
    """Return a place with its id and coordinates."""
    if place is None:
        return "place unknown"
    known = ", ".join(filter(None, (place.precision, place_number_in_words(place.geonames_id))))
    if place.lat is None or place.lon is None:
        return f"{place.name} ({known})"
    north = f"{abs(place.lat):.3f} {'N' if place.lat >= 0 else 'S'}"
    east = f"{abs(place.lon):.3f} {'E' if place.lon >= 0 else 'W'}"
    return f"{place.name} ({known}; {north}, {east})"


def time_in_words(time: TimeAnswer | None) -> str:
    """Return a time with what is inferred of it and from what."""
    if time is None:
        return "time unknown"
    inferred = f" ({' and '.join(time.inferred)} inferred)" if time.inferred else ""
    return f"{day_in_words(time.edtf)}{inferred}" + (f": {time.why}" if time.why else "")


def _facts(event: EventAnswer) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    table.add_row("when", time_in_words(event.time))
    table.add_row("where", place_in_words(event.place))
    table.add_row("kinds", listed([kind_in_words(kind) for kind in event.kinds]))
    for participant in event.participants:
        about = [participant.side, _class(participant.person_class), participant.unit]
        told = [part for part in about if part and part != participant.label]
        words = participant.label + (f" ({', '.join(told)})" if told else "")
        table.add_row("by" if participant.role == "actor" else "affected", words)
    reports = f"{counted(event.reports, 'report')} of {counted(event.outlets, 'outlet')}"
    table.add_row("told by", f"{reports}, {counted(event.origins, 'origin')}: {event.status}")
    grade = event.grade
    airwars = f", {grade.airwars}" if grade.airwars else ""
    table.add_row("grade", f"{grade.reliability}{grade.credibility}{airwars}. {grade.why}")
    return table


def _proposition_line(proposition: PropositionAnswer, numbers: dict[str, int]) -> Text:
    text = Text()
    text.append(kind_in_words(proposition.kind).capitalize(), style="bold")
    text.append(_who(proposition.who))
    figure = _figure(proposition)
    if figure:
        text.append(f": {figure}", style="bold")
    text.append(f"  {proposition.agreement}", style="yellow" if proposition.agreement == "contested" else "")
    text.append(f", {_origins(proposition.origins, numbers)}")
    text.append(f"  {proposition.id}", style="cyan")
    return text


def _claim(claim: ClaimAnswer, numbers: dict[str, int]) -> Text:
    text = Text()
    if claim.quantity is not None:
        text.append(f"{_quantity(claim)} · ")
    text.append(_chain(claim), style="italic")
    source = claim.commitment.source
    committed = [] if source is None else [f"source {_COMMITTED[source]}"]
    committed.insert(0, f"outlet {_COMMITTED[claim.commitment.outlet]}")
    text.append(f" · {', '.join(committed)}")
    if claim.origin is None:
        text.append(" · no origin")
    else:
        text.append(f" · origin {numbers[claim.origin]}" if claim.origin in numbers else f" · {claim.origin}")
    text.append(f"\n{claim.id}", style="cyan")
    text.append(f" in {claim.report} at {claim.start}–{claim.end}", style="dim")
    return text


def _origin(origin: OriginAnswer, number: int) -> Text:
    text = Text(f"{number}. ")
    text.append(origin.source or "an unnamed source", style="bold")
    text.append(f" ({kind_in_words(origin.kind)})")
    if origin.channel:
        text.append(f", through {origin.channel}")
    if origin.said:
        text.append(f", said {day_in_words(origin.said)}")
    text.append(f", in {counted(len(origin.reports), 'report')}")
    text.append(f"  {origin.id}", style="cyan")
    return text


def _dependencies(origin: OriginAnswer) -> Iterator[str]:
    reasons = _counted_reasons(f"{kind_in_words(one.kind)}: {shortened(one.why)}" for one in origin.dependencies)
    for why, count in reasons[:DEPENDENCIES_SHOWN]:
        yield why + (f" (and {count - 1} more like it)" if count > 1 else "")
    if len(reasons) > DEPENDENCIES_SHOWN:
        yield f"and {counted(len(reasons) - DEPENDENCIES_SHOWN, 'other reason')}: sayso why {origin.id[:SHORT_ID]}"


def _in_one_line(quote: str) -> str:
    return " ".join(quote.split())


def _counted_reasons(reasons: Iterable[str]) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for reason in reasons:
        counts[reason] = counts.get(reason, 0) + 1
    return list(counts.items())


def _chain(claim: ClaimAnswer) -> str:
    holders = []
    for link in claim.chain:
        name = link.name or ("outlet not named" if link.role == "outlet" else "unnamed source")
        told = ", ".join(part for part in (f"“{link.cue}”" if link.cue else "", link.channel) if part)
        holders.append(f"{name} ({told})" if told else name)
    return " → ".join(holders)


def _quantity(claim: ClaimAnswer) -> str:
    q = claim.quantity
    assert q is not None
    return quantity_in_words(
        Quantity(text=q.text, start=q.start, end=q.end, min=q.min, max=q.max, form=q.form, unit=q.unit, of=q.of)
    )


def _figure(proposition: PropositionAnswer) -> str:
    share = any(claim.quantity is not None and claim.quantity.unit == "share" for claim in proposition.claims)
    figure = _range(proposition.range, share=share)
    best = proposition.range.best
    if best is not None and proposition.range.min != proposition.range.max:
        figure += f", best {interval_in_signs(Range(min=best, max=best, best=best), share=share)}"
    return figure


def _figures(propositions: Iterable[PropositionAnswer], kinds: tuple[str, ...]) -> str:
    """Return the range of the main proposition of the first of ``kinds`` that has figures.

    That is the first that is no part of another and counts no special class of people, if there is one.
    """
    told = list(propositions)
    for kind in kinds:
        found = [p for p in told if p.kind == kind and (p.range.min, p.range.max) != (None, None)]
        if found:
            main = min(found, key=_is_of_some).range
            return interval_in_signs(Range(min=main.min, max=main.max, best=None), share=_is_share(main.min, main.max))
    return ""


def _is_of_some(proposition: PropositionAnswer) -> tuple[bool, bool]:
    who = proposition.who
    return proposition.whole is not None, who is not None and who.person_class not in _WHOLE_CLASSES


def _is_share(least: float | None, most: float | None) -> bool:
    return isinstance(least, float) and least < 1 and (most is None or most <= 1)


def _range(found: RangeAnswer, *, share: bool) -> str:
    return interval_in_signs(Range(min=found.min, max=found.max, best=found.best), share=share)


def _origins(origins: tuple[str, ...], numbers: dict[str, int]) -> str:
    if not origins:
        return "no origin"
    known = sorted(numbers[one] for one in origins if one in numbers)
    return f"{'origin' if len(known) == 1 else 'origins'} {listed([str(number) for number in known])}"


def _who(who: WhoAnswer | None) -> str:
    if who is None:
        return ""
    told = [part for part in (who.side, _class(who.person_class)) if part and part not in who.label]
    return f", {who.label}" + (f" ({', '.join(told)})" if told else "")


def _class(person_class: str) -> str:
    return "" if person_class == "unknown" else kind_in_words(person_class)


def _day(time: TimeAnswer | None) -> Text:
    if time is None:
        return Text("unknown", style="dim")
    return Text(day_in_words(time.edtf) + (" *" if time.inferred else ""))


def _flag_kinds(event: EventAnswer) -> str:
    return ", ".join(sorted({str(flag.kind) for flag in event.flags}))
