"""The places that a report names: the words, the place they are taken for, the runner-up and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.claims.place_choices import Choice, choose, kilometres
from sayso.claims.place_names import Named, names_in
from sayso.ports import Gazetteer, Parse
from sayso.records import Claim, Flag, FlagKind, Passage, PlaceMention, Report

MADE_BY = "claims@2 places"

CLOSE_CALL = 1.0
"""Points by which a place must win before another of its name, elsewhere, is no reason for care."""

ELSEWHERE_KM = 161.0
"""Two places nearer than this (100 miles, the measure of geoparsing) are not worth a flag."""

RIVAL_SHARE = 100
"""A place of so many times fewer people is no rival that a reader would think of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesRead:
    """The mentions of places of one report, in order, and a flag for each name that was a close call."""

    places: tuple[PlaceMention, ...]
    flags: tuple[Flag, ...]


def places_of(
    report: Report, passages: Sequence[Passage], parses: Sequence[Parse], gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """Return the mentions of places in a report, in order; offsets are into its text."""
    return read_places(report, passages, parses, gazetteer).places


def read_places(
    report: Report, passages: Sequence[Passage], parses: Sequence[Parse], gazetteer: Gazetteer
) -> PlacesRead:
    """Return the mentions of places in a report with the flags for names that two places contend for."""
    named = names_in(passages, parses, gazetteer)
    choices = choose(named)
    flags: dict[str, Flag] = {}
    for name, choice in zip(named, choices, strict=True):
        if _is_close(name, choice):
            flags.setdefault(name.text.casefold(), _flag(report, name, choice))
    return PlacesRead(
        places=tuple(_mention(name, choice) for name, choice in zip(named, choices, strict=True)),
        flags=tuple(flags.values()),
    )


def flags_at(read: PlacesRead, claims: Sequence[Claim]) -> tuple[Flag, ...]:
    """Return the flags for names at whose place the report claims that something happened."""
    claimed = {claim.place for claim in claims}
    taken = {mention.text.casefold() for mention in read.places if mention.place in claimed and mention.place}
    named = {(mention.start, mention.end): mention.text.casefold() for mention in read.places}
    return tuple(flag for flag in read.flags if named.get((flag.start, flag.end)) in taken)


def _mention(name: Named, choice: Choice) -> PlaceMention:
    why = choice.why
    if name.speaks:
        why += " It is the subject of a verb of saying: a government speaks, and nothing happens there (metonymy)."
    elif name.institution:
        why += " It stands in the name of an institution there."
    return PlaceMention(
        text=name.text,
        start=name.start,
        end=name.end,
        place=choice.candidate.place if choice.candidate else None,
        runner_up=choice.runner_up.place if choice.runner_up else None,
        why=why,
        made_by=f"{MADE_BY}.{choice.candidate.match if choice.candidate else 'unknown'}",
    )


def _is_close(name: Named, choice: Choice) -> bool:
    """Tell whether a real rival contends for a name that stands for a place, not for a government or an office."""
    best, rival = choice.candidate, choice.runner_up
    if best is None or rival is None or choice.margin >= CLOSE_CALL or name.speaks or name.institution:
        return False
    if best.match == "variant" or rival.match == "variant" or name.binds:
        return False
    if rival.place.population < best.place.population / RIVAL_SHARE:
        return False
    return kilometres(best.place, rival.place) > ELSEWHERE_KM


def _flag(report: Report, name: Named, choice: Choice) -> Flag:
    return Flag(
        kind=FlagKind.AMBIGUOUS_PLACE,
        report=report.id,
        start=name.start,
        end=name.end,
        why=f"{name.text} may be another place of that name. {choice.why}",
        made_by=MADE_BY,
    )
