"""Knows how what the passages of a report say becomes claims: who, where, when, on whose word, as part of what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.claims import grammar, participants
from sayso.claims.background import cumulative_spans, is_cumulative, is_natural, reference_from, speaks_of_a_town
from sayso.claims.chains import chain_at
from sayso.claims.commitment import commitment_at, of_nought, of_the_untrue
from sayso.claims.figures import is_name
from sayso.claims.frames import listed
from sayso.claims.kinds import COUNTED
from sayso.claims.participants import Named
from sayso.claims.statements import Statement, statements_of
from sayso.claims.surroundings import is_destination, is_origin, place_at, places_in, time_at, tokens_at
from sayso.claims.trees import Tree
from sayso.claims.unreal import is_belied, is_forecast
from sayso.ports import Gazetteer, Parse
from sayso.records import (
    PEOPLE_KINDS,
    THING_KINDS,
    Attribution,
    Claim,
    ClaimKind,
    Commitment,
    Participant,
    Passage,
    PersonClass,
    PlaceMention,
    Quantity,
    Report,
    Span,
    TimeMention,
    When,
    identify,
)
from sayso.text.datelines import dateline_of
from sayso.text.numbers import quantities_in

_OF_GROUND = frozenset({ClaimKind.TRANSFER_OF_TERRITORY, ClaimKind.TROOP_MOVEMENT})
_CAPITALS = re.compile(r"(?:[A-Z][A-Z.'’-]+\s?){1,4},")
"""A place in capitals that opens a passage, as in "NEW YORK, April 15. The company"."""

_REACH = 2
"""How many passages a day that was told of goes on for; beyond that readers are given the day again."""

_DAYS = frozenset({"day", "part_of_day", "minute"})
_TELLING = 10
"""The least figure that, given twice in one report for one kind, is taken for the same count."""

_SOON = 4
"""Within how many passages those who were hit are told to have died, as a rule; who dies later was not of them."""

_FROM_THERE = _OF_GROUND | {ClaimKind.DISPLACED, ClaimKind.EVACUATED, ClaimKind.RESCUED}
"""Kinds for which "from Gao" says where it happened."""

_LEAD = 3
"""How many passages from the top may name the main place of a report: a headline, a lead and what follows it."""


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A statement on its way to a claim."""

    index: int
    tree: Tree
    parse: Parse
    statement: Statement
    affected: Named | None
    actors: list[Named]
    place: PlaceMention | None = None
    explicit: bool = False
    time: TimeMention | None = None
    reference: bool = False
    cumulative: bool = False
    number: int = 0
    told_before: bool = False
    of: _Draft | None = None


def quantities_of(passages: Sequence[Passage], parses: Sequence[Parse]) -> tuple[Quantity, ...]:
    """Return every number expression of the passages, with offsets in the report."""
    return tuple(
        replace(q, start=q.start + passage.start, end=q.end + passage.start)
        for passage, parse in zip(passages, parses, strict=True)
        for q in quantities_in(parse.text)
    )


def claims_of(
    report: Report,
    passages: Sequence[Passage],
    parses: Sequence[Parse],
    *,
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    attributions: Sequence[Attribution],
    gazetteer: Gazetteer,
    version: str,
) -> tuple[Claim, ...]:
    """Return the claims of a report in the order of its words."""
    drafts: list[_Draft] = []
    for index, (passage, parse) in enumerate(zip(passages, parses, strict=True)):
        drafts += _drafts(index, passage, parse, places, gazetteer)
    _lend(drafts, participants.units_in(report.text, gazetteer))
    _one_vessel(drafts)
    drafts = _located(drafts, passages, parses, places, attributions)
    _timed(drafts, times, attributions)
    _counted_alike(drafts)
    _time_told_before(drafts)
    drafts = [
        draft
        for draft in drafts
        if _worth_keeping(draft, drafts) and not _of_nature(draft, drafts) and not _may_have_died(draft, drafts)
    ]
    drafts = [draft for draft in drafts if not _of_no_happening(draft, drafts, report.text)]
    _parts_of_the_dead(drafts)
    drafts = _counted_elsewhere(drafts)
    return _made(report, passages, drafts, attributions, version)


def _parts_of_the_dead(drafts: Sequence[_Draft]) -> None:
    """Lead "of the dead, 40 were ..." and "two of them later died" to the nearest larger count of the dead."""
    for place, draft in enumerate(drafts):
        figure = _figure(draft)
        kind = draft.statement.kind
        among = draft.statement.trigger.rule.endswith(".among")
        if not (kind is ClaimKind.KILLED or among) or draft.statement.whole is not None or figure is None:
            continue
        if not (_of_them(draft) and figure.unit == "count") or draft.reference:
            continue
        wholes = [
            d
            for d in [*reversed(drafts[:place]), *drafts[place + 1 :]]
            if d.statement.kind is kind
            and d.statement.whole is None
            and not d.reference
            and not d.cumulative
            and not _of_them(d)
            and (other := _figure(d)) is not None
            and other.unit == "count"
            and (other.min or 0) > (figure.max or figure.min or 0)
        ]
        if wholes:
            draft.of = wholes[0]


def _counted_elsewhere(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Return the drafts without victims of whom the report counts no larger number as killed."""
    loose = [
        d
        for d in drafts
        if d.statement.trigger.rule.endswith(".victims.among") and d.of is None and d.statement.whole is None
    ]
    barred = {(d.index, d.number) for d in loose} | {
        (d.index, d.number) for d in drafts if any((w.index, w.number) == (d.index, d.statement.whole) for w in loose)
    }
    return [d for d in drafts if (d.index, d.number) not in barred]


def _of_them(draft: _Draft) -> bool:
    """Tell whether a count is of some of those that were counted before."""
    group = draft.statement.group
    if draft.statement.trigger.rule == "killed.self" or draft.statement.trigger.rule.endswith(".among"):
        return True
    if group is None:
        return False
    of = grammar.of_what(draft.tree, group.head)
    return of is not None and draft.tree.tokens[of].text.lower() in _THOSE


_THOSE = frozenset({"them", "those", "dead", "injured", "wounded", "victims", "killed"})


def _of_no_happening(draft: _Draft, drafts: Sequence[_Draft], text: str) -> bool:
    """Tell whether "no injuries" is said of what is still to come: a forecast without a happening of its own."""
    figure = _figure(draft)
    if figure is None or figure.max != 0 or not is_forecast(text):
        return False
    return not any(
        d is not draft
        and ((q := _figure(d)) is None or q.max != 0)
        and not d.reference
        and d.statement.kind is not ClaimKind.PROTEST
        for d in drafts
    )


def _drafts(
    index: int, passage: Passage, parse: Parse, places: Sequence[PlaceMention], gazetteer: Gazetteer
) -> list[_Draft]:
    tree = Tree(passage, parse)
    taken = {
        token
        for mention in places
        if mention.place is not None and passage.start <= mention.start and mention.end <= passage.end
        for token in tokens_at(tree, mention.start, mention.end)
    }
    is_place: Callable[[int], bool] = taken.__contains__
    found: list[_Draft] = []
    old_from = reference_from(parse.text)
    cumulative = is_cumulative(parse.text)
    for number, statement in enumerate(statements_of(tree, quantities_in(parse.text), is_place)):
        group = statement.group
        affected = participants.affected_of(tree, group, gazetteer) if group is not None else None
        if affected is None and statement.kind in {ClaimKind.ACCIDENT, ClaimKind.SALVAGE}:
            affected = _struck(tree, statement, is_place, gazetteer)
        elif affected is not None and affected.unit is None and statement.kind in PEOPLE_KINDS:
            affected = replace(affected, unit=participants.vessel_below(tree, statement.trigger.predicate))
        if affected is None and statement.kind is ClaimKind.POISONING:
            given = participants.receivers(tree, statement.trigger.token)
            affected = participants.describe(tree, given[0], given[0], gazetteer) if given else None
        found.append(
            _Draft(
                index=index,
                tree=tree,
                parse=parse,
                statement=statement,
                affected=affected,
                actors=[
                    actor
                    for actor in participants.actors_of(tree, statement, gazetteer)
                    if affected is None or actor.span != affected.span
                ],
                reference=old_from is not None
                and tree.tokens[max(statement.trigger.token, statement.trigger.predicate)].start >= old_from,
                cumulative=cumulative and statement.kind in PEOPLE_KINDS | THING_KINDS,
                number=number,
            )
        )
    if cumulative:
        _over_time(found, parse.text)
    return _shared([_by_themselves(draft) for draft in found])


def _by_themselves(draft: _Draft) -> _Draft:
    """Let those who hurt themselves be who did it ("then killed himself"), not whoever was told of before."""
    group = draft.statement.group
    if group is None or draft.affected is None or not draft.actors:
        return draft
    if draft.tree.tokens[group.head].text.lower() in {"himself", "herself", "themselves"}:
        draft.affected = replace(draft.actors[0], span=draft.affected.span)
    return draft


def _over_time(found: Sequence[_Draft], text: str) -> None:
    """Leave only the nearest figure a running total where a passage gives several of a kind.

    "Two were killed on Monday and 247 since June" counts over a longer time once only.
    """
    totals = {d.number for d in found if d.statement.trigger.rule.endswith(".toll")}
    for kind in sorted({d.statement.kind for d in found if d.cumulative}):
        rivals = [
            d
            for d in found
            if d.statement.kind is kind and d.statement.whole in {None, *totals} and _figure(d) is not None
        ]
        if len(rivals) < 2:
            if rivals and _other_figure_nearer(rivals[0], found, text):
                rivals[0].cumulative = False
            continue
        nearest = {
            min(rivals, key=lambda d: (_distance(d, start, end), d.number)).number
            for start, end in cumulative_spans(text)
        }
        for draft in rivals:
            draft.cumulative = draft.number in nearest
    by_number = {d.number: d for d in found}
    for draft in found:
        if draft.statement.whole in by_number and draft.cumulative and draft.statement.whole not in totals:
            draft.cumulative = by_number[draft.statement.whole].cumulative


def _other_figure_nearer(draft: _Draft, found: Sequence[_Draft], text: str) -> bool:
    """Tell whether another number, past a comma, is what the longer time counts ("31 died, 640 in all")."""
    own = _figure(draft)
    spans = cumulative_spans(text)
    said = {(q.start, q.end) for q in (_figure(d) for d in found) if q is not None}
    others = [
        q
        for q in quantities_in(text)
        if q.unit == "count" and own is not None and q.start >= own.end and (q.start, q.end) not in said
    ]
    if own is None or not others or not spans:
        return False
    return all(
        "," in text[own.end : start] and any(q.start - end < 30 and q.end > start - 30 for q in others)
        for start, end in spans
        if start > own.end
    ) and all(start > own.end for start, _ in spans)


def _figure(draft: _Draft) -> Quantity | None:
    """Return the figure of a draft's group, if it has one."""
    return draft.statement.group.quantity if draft.statement.group is not None else None


def _distance(draft: _Draft, start: int, end: int) -> int:
    """Return how many characters lie between a draft's figure and verb and a stretch of its passage."""
    figure = _figure(draft)
    tokens = [draft.tree.tokens[w] for w in draft.statement.trigger.words]
    first = min([*(t.start for t in tokens), *((figure.start,) if figure is not None else ())])
    last = max([*(t.end for t in tokens), *((figure.end,) if figure is not None else ())])
    return int(max(0, start - last, first - end))


def _struck(tree: Tree, statement: Statement, is_place: Callable[[int], bool], gazetteer: Gazetteer) -> Named | None:
    """Return the vessel or vehicle that an accident befell or that was towed."""
    trigger = statement.trigger
    heads = grammar.objects(tree, trigger.token) if statement.kind is ClaimKind.SALVAGE else []
    if not heads and trigger.rule.startswith("accident.verb"):
        heads = [h for h in [grammar.subject(tree, trigger.token)] if h is not None]
    whose = grammar.of_what(tree, trigger.token)
    if not heads and trigger.rule.endswith(".noun") and whose is not None:
        heads = [whose]
    for head in heads:
        if (tree.tokens[head].pos in {"NOUN", "PROPN"} or is_name(tree, head)) and not is_place(head):
            found = participants.describe(tree, head, head, gazetteer)
            return replace(found, unit=found.unit or participants.vessel(tree, head))
    return None


def _shared(found: list[_Draft]) -> list[_Draft]:
    """Let the statements of one passage lend one another what only one of them says: who was hit, who did it."""
    people = [d for d in found if d.statement.kind in PEOPLE_KINDS and d.affected is not None and not d.affected.open]
    acts = [d for d in found if d.actors and d.statement.kind not in PEOPLE_KINDS | THING_KINDS | _OF_GROUND]
    for draft in found:
        if draft.affected is None and people and draft.statement.kind is ClaimKind.POISONING:
            draft.affected = people[0].affected
        if (
            not draft.actors
            and len(acts) == 1
            and draft.statement.kind in PEOPLE_KINDS - {ClaimKind.REMAINING, ClaimKind.RESCUED}
        ):
            draft.actors = [a for a in acts[0].actors if draft.affected is None or a.span != draft.affected.span]
    return found


def _lend(drafts: Sequence[_Draft], units: Sequence[str]) -> None:
    """Fill sides, units and left-out nouns from the other groups of the report, where only one can be meant."""
    everyone = [d.affected for d in drafts if d.affected is not None and d.affected.side is not None]
    for draft in drafts:
        if draft.affected is None:
            continue
        if draft.affected.open:
            near = [
                d
                for d in drafts
                if d.affected is not None
                and not d.affected.open
                and d.statement.whole is None
                and not (draft.statement.kind in PEOPLE_KINDS and d.statement.kind in THING_KINDS)
                and not d.statement.trigger.rule.endswith(".among")
                and draft.index - 2 <= d.index <= draft.index
                and _comes_before(d, draft)
            ]
            before = [_general(d) for d in near if not _unfit(draft, d)]
            draft.affected = participants.filled(draft.affected, [b for b in before if b is not None], units)
        if not draft.affected.open:
            draft.affected = participants.filled(draft.affected, everyone, units)


_HE_OR_SHE = {
    "he": frozenset({PersonClass.WOMAN}),
    "him": frozenset({PersonClass.WOMAN}),
    "she": frozenset({PersonClass.MAN}),
    "her": frozenset({PersonClass.MAN}),
}


_OTHERS = frozenset({"other", "others"})
_SOME_ONLY = frozenset({PersonClass.CHILD, PersonClass.WOMAN, PersonClass.MAN})
"""Classes that "others" are not of: beside a boy who died two others may be anybody."""


def _unfit(draft: _Draft, other: _Draft) -> bool:
    """Tell whether those told of before cannot be meant by "she", "he" or a bare number."""
    group, figure = draft.statement.group, _figure(other)
    word = draft.tree.tokens[group.head].text.lower() if group is not None else ""
    denied = any(
        other.tree.tokens[c].dep == "neg"
        for node in {other.statement.trigger.token, other.statement.trigger.predicate}
        for c in other.tree.children(node)
    )
    own = _figure(draft)
    some_only = other.affected is not None and other.affected.person_class in _SOME_ONLY
    one_figure = own is not None and figure is not None and own.min == figure.min
    if draft.statement.trigger.rule.endswith(".toll") and some_only and not one_figure:
        return True  # a toll counts everybody, not the children told of before
    if own is not None and (own.min or 0) > 1 and figure is not None and figure.max == 1:
        return True  # "a boy was hurt, and three died" are not three boys
    if word not in _HE_OR_SHE:
        return denied or (word in _OTHERS and other.affected is not None and other.affected.person_class in _SOME_ONLY)
    if other.affected is None or other.affected.person_class in _HE_OR_SHE[word]:
        return True
    return denied or figure is None or figure.unit != "count" or figure.max != 1


def _general(draft: _Draft) -> Named | None:
    """Return whom a draft tells of, as "people" where it sums several sorts ("four children and a woman")."""
    group, affected = draft.statement.group, draft.affected
    if affected is None or group is None or group.quantity is None or group.noun is not None:
        return affected
    if group.quantity.start <= draft.tree.tokens[group.head].start and " and " in group.quantity.text:
        return replace(affected, label="people", person_class=PersonClass.UNKNOWN)
    return affected


def _one_vessel(drafts: Sequence[_Draft]) -> None:
    """Let the people of a report that tells of one vessel only be of that vessel, where the words do not say."""
    named = {
        d.affected.unit
        for d in drafts
        if d.affected is not None
        and d.affected.unit is not None
        and (d.statement.kind in _OF_VESSELS or d.affected.person_class in _ABOARD)
    }
    if len(named) != 1 or not any(d.statement.kind in _OF_VESSELS for d in drafts):
        return
    [unit] = named
    for draft in drafts:
        if draft.affected is not None and draft.affected.unit is None and draft.statement.kind in _FATES_AT_SEA:
            draft.affected = replace(draft.affected, unit=unit)


_OF_VESSELS = frozenset({ClaimKind.ACCIDENT, ClaimKind.SALVAGE})
_ABOARD = frozenset({PersonClass.PASSENGER, PersonClass.CREW})
_FATES_AT_SEA = frozenset({ClaimKind.KILLED, ClaimKind.MISSING, ClaimKind.RESCUED, ClaimKind.ACCIDENT})


def _comes_before(one: _Draft, other: _Draft) -> bool:
    return (one.index, one.statement.trigger.token) < (other.index, other.statement.trigger.token) or (
        one.index == other.index
        and one.statement.group is not None
        and other.statement.group is not None
        and one.statement.group.head < other.statement.group.head
    )


def _located(
    drafts: Sequence[_Draft],
    passages: Sequence[Passage],
    parses: Sequence[Parse],
    places: Sequence[PlaceMention],
    attributions: Sequence[Attribution],
) -> list[_Draft]:
    """Give each draft its place: from its clause, its sentence, what was told before, or the report's main place."""
    trees = [Tree(passage, parse) for passage, parse in zip(passages, parses, strict=True)]
    filed = [_dateline_end(tree) for tree in trees]
    every = [places_in(tree, places, attributions) for tree in trees]
    usable = [[p for p in row if p[0].start >= end] for row, end in zip(every, filed, strict=True)]
    found: list[_Draft] = []
    for draft in drafts:
        trigger = draft.statement.trigger
        group = draft.statement.group
        heads = [group.head] if group is not None else list(trigger.affected)
        here = usable[draft.index]
        if trigger.kind not in _OF_GROUND:
            here = [pair for pair in here if not is_destination(draft.tree, pair[1], trigger.words)]
        if trigger.kind not in _FROM_THERE:
            here = [pair for pair in here if not is_origin(draft.tree, pair[1])]
        named = place_at(draft.tree, trigger.token, trigger.predicate, heads, here)
        if trigger.kind in _OF_GROUND:
            taken = _taken_places(draft, places)
            if taken:
                found += [_placed(draft, mention) for mention in taken]
                continue
        found.append(_placed(draft, named[0] if named else None))
    main = _main_place(found, trees, usable)
    only_filed = main is None  # where a report was filed never narrows a country that its words name
    if main is None and any(speaks_of_a_town(tree.text) for tree in trees):
        main = next((m for row, end in zip(every, filed, strict=True) for m, _ in row if m.start < end), None)
    last: PlaceMention | None = None
    for draft in found:
        if draft.place is not None and draft.place.place is not None and draft.place.place.precision == "country":
            wider = last or (None if only_filed else main)
            if (
                wider is not None
                and wider.place is not None
                and wider.place.country == draft.place.place.country
                and not draft.reference
            ):
                draft.place, draft.explicit = wider, False
        if draft.explicit and draft.place is not None:
            last = draft.place
        elif draft.place is None and not draft.reference and _may_inherit(draft):
            draft.place = last or main
    return found


def _placed(draft: _Draft, mention: PlaceMention | None) -> _Draft:
    """Return a draft at a place that its own words name."""
    return replace(draft, place=mention, explicit=mention is not None)


def _taken_places(draft: _Draft, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return each place that a verb of taking or entering has for its object."""
    found: list[PlaceMention] = []
    heads = list(draft.statement.trigger.affected) or grammar.objects(draft.tree, draft.statement.trigger.token)
    # The parser sometimes hangs the second of two places on the verb ("entered Volchansk and Velyky Burluk").
    heads += [
        c for c in draft.tree.children(draft.statement.trigger.token, "conj") if draft.tree.tokens[c].tag == "NNP"
    ]
    if not heads:
        heads = [
            h
            for p in ("to", "into", "from", "of", "in", "at")
            if (h := grammar.of_what(draft.tree, draft.statement.trigger.token, p)) is not None
        ]
    for head in heads:
        for each in grammar.conjuncts(draft.tree, head):
            inner = grammar.of_what(draft.tree, each)
            for token in (each, inner):
                if token is None:
                    continue
                position = draft.tree.start(token)
                for mention in places:
                    if (
                        mention.place is not None
                        and mention.start <= position < mention.end
                        and mention not in found
                        and mention.place.precision != "country"
                    ):
                        found.append(mention)
    return found


def _may_inherit(draft: _Draft) -> bool:
    """Tell whether a statement without a place of its own may be at the place that was told of before."""
    if draft.cumulative and draft.statement.kind in PEOPLE_KINDS and draft.statement.group is not None:
        return True
    if draft.statement.kind in _OF_GROUND:
        heads = draft.statement.trigger.affected
        return (
            bool(heads)
            and draft.tree.tokens[heads[0]].tag == "NN"
            and any(
                draft.tree.tokens[d].text.lower() in {"the", "this", "that"}
                for d in draft.tree.children(heads[0], "det")
            )
        )
    return True


def _dateline_end(tree: Tree) -> int:
    """Return where the dateline of a passage ends: where a report was filed is not where it happened."""
    found = dateline_of(tree.text)
    if found is not None:
        return tree.offset + found.end
    capitals = _CAPITALS.match(tree.text)
    return tree.offset + capitals.end() if capitals is not None and not tree.text.isupper() else tree.offset


def _main_place(
    drafts: Sequence[_Draft], trees: Sequence[Tree], usable: Sequence[Sequence[tuple[PlaceMention, int]]]
) -> PlaceMention | None:
    """Return the place that most of a report's happenings are at, the first of the finest in its opening otherwise."""
    explicit = [
        d.place
        for d in drafts
        if d.explicit
        and not d.reference
        and d.place is not None
        and d.place.place is not None
        and d.place.place.precision != "country"
    ]
    opening = [
        m
        for tree, row in zip(trees[:_LEAD], usable[:_LEAD], strict=True)
        for m, head in row
        if not is_destination(tree, head, ()) and m.place is not None and m.place.precision not in {"country", "region"}
    ]
    if opening:
        counts = Counter(m.place.name for m in explicit if m.place is not None)
        return max(opening, key=lambda m: (counts.get(m.place.name if m.place else "", 0), -m.start))
    if explicit:
        counts = Counter(m.place.name for m in explicit if m.place is not None)
        return max(explicit, key=lambda m: (counts[m.place.name if m.place else ""], -m.start))
    return None


def _timed(drafts: Sequence[_Draft], times: Sequence[TimeMention], attributions: Sequence[Attribution]) -> None:
    for draft in drafts:
        trigger = draft.statement.trigger
        loose = not trigger.rule.endswith(".noun")
        here = [a for a in attributions if _touches(a, draft.tree)]
        draft.time = time_at(draft.tree, trigger.token, trigger.predicate, times, here, loose=loose)


def _touches(attribution: Attribution, tree: Tree) -> bool:
    """Tell whether an attribution has words in a passage."""
    end = tree.offset + len(tree.text)
    said = (attribution.said_span,) if attribution.said_span is not None else ()
    return any(s.start < end and tree.offset < s.end for s in (*attribution.source, *attribution.cue, *said))


def _time_told_before(drafts: Sequence[_Draft]) -> None:
    """Give figures of people without a time the day that was told just before of the same place."""
    last: _Draft | None = None
    for draft in drafts:
        if draft.reference or draft.cumulative:
            continue
        if draft.time is not None:
            if draft.time.when is not None and draft.time.when.precision in _DAYS:
                last = draft
            continue
        if last is None or last.time is None or draft.statement.kind not in PEOPLE_KINDS | THING_KINDS:
            continue
        if 0 <= draft.index - last.index <= _REACH and _same_place(draft, last):
            draft.time = last.time
            draft.told_before = True


def _same_place(one: _Draft, other: _Draft) -> bool:
    if one.place is None or other.place is None or one.place.place is None or other.place.place is None:
        return False
    return one.place.place.name == other.place.place.name


def _counted_alike(drafts: Sequence[_Draft]) -> None:
    """Mark a figure as one over a longer time where the report gives the same figure so elsewhere."""

    def bounds(draft: _Draft) -> tuple[ClaimKind, int | float | None, int | float | None] | None:
        quantity = draft.statement.group.quantity if draft.statement.group is not None else None
        if quantity is None or quantity.unit != "count" or (quantity.min or 0) < _TELLING:
            return None
        return draft.statement.kind, quantity.min, quantity.max

    longer = {bounds(draft) for draft in drafts if draft.cumulative}
    for draft in drafts:
        if bounds(draft) is not None and bounds(draft) in longer:
            draft.cumulative = True


def _of_nature(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Tell whether one person's death is told as a death of old age or illness, as obituaries tell it."""
    group = draft.statement.group
    if (
        draft.statement.kind is not ClaimKind.KILLED
        or draft.statement.trigger.rule != "killed.subject"
        or group is None
    ):
        return False
    if group.quantity is None or (group.quantity.min, group.quantity.max) != (1, 1):
        return False
    if is_natural(draft.tree.text):
        return True
    fates = [
        d for d in drafts if d is not draft and d.statement.kind is not ClaimKind.KILLED and d.index == draft.index
    ]
    return not fates and any(is_natural(d.tree.text) for d in drafts if d.statement.trigger.rule == "killed.subject")


def _may_have_died(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Tell whether those who were hit ("four people were shot") may be or hold those that the report tells died."""
    trigger = draft.statement.trigger
    if trigger.kind is not ClaimKind.INJURED or trigger.rule != "injured.object":
        return False
    if not _words(draft) & listed("hit") or _are_others(draft):
        return False
    return any(
        d.statement.kind is ClaimKind.KILLED
        and not d.reference
        and not d.cumulative
        and (abs(d.index - draft.index) <= _SOON or d.index < _LEAD)
        and _figure(d) is not None
        for d in drafts
    )


def _are_others(draft: _Draft) -> bool:
    """Tell whether those told of are other than those told of before ("a boy killed, six others shot")."""
    group = draft.statement.group
    if group is None:
        return False
    noun = group.noun if group.noun is not None else group.head
    return any(grammar.lemma(draft.tree, word) in _OTHERS for word in (noun, *draft.tree.children(noun, "amod")))


def _words(draft: _Draft) -> set[str]:
    """Return the lemmas of a draft's trigger."""
    return {grammar.lemma(draft.tree, word) for word in draft.statement.trigger.words}


def _worth_keeping(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Tell whether a bare mention of a happening adds anything: a first mention, a place, a time, a figure."""
    if not draft.statement.trigger.rule.endswith(".noun"):
        return True
    if _in_general(draft):
        return False
    if draft.explicit or draft.time is not None or draft.actors or draft.affected is not None:
        return True
    if any(
        d.index == draft.index and d is not draft and d.statement.kind in PEOPLE_KINDS | THING_KINDS for d in drafts
    ):
        return True
    if draft.place is None and draft.index >= _LEAD:
        return False
    return not any(
        d.statement.kind is draft.statement.kind
        and (d.index, d.statement.trigger.token) < (draft.index, draft.statement.trigger.token)
        for d in drafts
    )


def _in_general(draft: _Draft) -> bool:
    """Tell whether a bare plural speaks of a sort of happening ("raids are flown every night"), not of one."""
    tree, token = draft.tree, draft.tree.tokens[draft.statement.trigger.token]
    if token.tag != "NNS" or tree.headline or draft.time is not None or draft.statement.kind is ClaimKind.PROTEST:
        return False
    if tree.child(draft.statement.trigger.token, "det", "poss", "nummod") is not None:
        return False
    verb = draft.statement.trigger.predicate
    if token.head != verb or token.dep not in {"nsubj", "nsubjpass"}:
        return False
    tags = [tree.tokens[i].tag for i in (verb, *tree.children(verb, "aux", "auxpass"))]
    words = {tree.tokens[i].text.lower() for i in tree.children(verb, "aux")}
    return tags[0] != "VBD" and any(t in {"VBZ", "VBP"} for t in tags) and not words & {"has", "have", "had", "'ve"}


def _quote(draft: _Draft) -> Span:
    """Return the smallest stretch that says it: the clause of the predicate, the trigger's words and the group's."""
    tree, trigger, group = draft.tree, draft.statement.trigger, draft.statement.group
    kept = set(trigger.words)
    if group is not None:
        kept |= set(
            tree.subtree(group.noun if group.noun is not None else group.head, _clauses_below(tree, group.head, kept))
        )
        if group.quantity is not None:
            kept |= {
                i for i, t in enumerate(tree.tokens) if t.start >= group.quantity.start and t.end <= group.quantity.end
            }
    barred = _clauses_below(tree, trigger.predicate, kept)
    kept |= set(tree.subtree(trigger.predicate, barred))
    kept |= set(tree.subtree(trigger.token, _clauses_below(tree, trigger.token, kept)))
    first = min(kept, default=0)
    if tree.tokens[first].dep in {"mark", "cc", "punct"} and first not in trigger.words:
        kept.discard(first)
    span = tree.span(sorted(kept))
    return span if span is not None else Span(start=tree.offset, end=tree.offset + len(tree.text))


def _clauses_below(tree: Tree, index: int, needed: set[int]) -> list[int]:
    """Return the clauses below a token that can be left out of a quote, because nothing needed stands in them."""
    found: list[int] = []
    for child in tree.subtree(index):
        if child == index or tree.tokens[child].dep not in {
            "conj",
            "advcl",
            "parataxis",
            "ccomp",
            "relcl",
            "cc",
            "punct",
            "prep",
        }:
            continue
        if tree.tokens[child].dep == "prep" and tree.child(child, "pcomp") is None:
            continue
        if tree.tokens[child].dep == "conj" and not grammar.is_verb(tree, child):
            continue
        if tree.tokens[child].dep in {"cc", "punct"} and tree.tokens[child].head != index:
            continue
        if not needed & set(tree.subtree(child)):
            found.append(child)
    return found


def _commitment(report: Report, passage: Passage, draft: _Draft, attributions: Sequence[Attribution]) -> Commitment:
    """Return the commitment to a claim; "no deaths" is a certain nought, not a doubtful figure."""
    found = commitment_at(report, passage, draft.parse, draft.statement.trigger.token, attributions)
    if is_belied(draft.tree, draft.statement.trigger.token):
        return of_the_untrue(found)
    quantity = draft.statement.group.quantity if draft.statement.group is not None else None
    if quantity is not None and quantity.max == 0 and quantity.min == 0:
        return of_nought(found)
    return found


def _made(
    report: Report,
    passages: Sequence[Passage],
    drafts: Sequence[_Draft],
    attributions: Sequence[Attribution],
    version: str,
) -> tuple[Claim, ...]:
    made: list[Claim] = []
    by_number: dict[tuple[int, int], str] = {}
    seen: set[str] = set()
    # A whole is made before its parts, which name it.
    for draft in _wholes_first(drafts):
        passage = passages[draft.index]
        quote = _quote(draft)
        group = draft.statement.group
        quantity = group.quantity if group is not None and draft.statement.kind in COUNTED else None
        if quantity is not None:
            quantity = replace(quantity, start=quantity.start + passage.start, end=quantity.end + passage.start)
        trigger_span = draft.tree.span(draft.statement.trigger.words) or quote
        people = _participants(draft)
        place, place_span = (
            (draft.place.place, Span(start=draft.place.start, end=draft.place.end))
            if draft.place is not None
            else (None, None)
        )
        when, time_span = (
            (_when(draft), Span(start=draft.time.start, end=draft.time.end)) if draft.time is not None else (None, None)
        )
        evidence = {
            trigger_span,
            *(p.span for p in people if p.span is not None),
            *(s for s in (place_span, time_span) if s is not None),
        }
        asked = (
            (min(trigger_span.start, quantity.start), max(trigger_span.end, quantity.end))
            if quantity is not None
            else (trigger_span.start, trigger_span.end)
        )
        identity = identify(
            "clm", report.id, draft.statement.kind.value, quote.start, quote.end, trigger_span.start,
            [quantity.start, quantity.end, quantity.unit] if quantity is not None else None,
            group.head if group is not None else None,
            [place.name, place.geonames_id] if place is not None and draft.statement.kind in _OF_GROUND else None,
        )  # fmt: skip
        if identity in seen:
            continue
        seen.add(identity)
        by_number.setdefault((draft.index, draft.number), identity)
        made.append(
            Claim(
                id=identity,
                report=report.id,
                passage=passage.id,
                kind=draft.statement.kind,
                participants=people,
                quantity=quantity,
                place=place,
                place_span=place_span,
                time=when,
                time_span=time_span,
                commitment=_commitment(report, passage, draft, attributions),
                chain=chain_at(report, attributions, *asked),
                quote=report.text[quote.start : quote.end],
                start=quote.start,
                end=quote.end,
                evidence=tuple(sorted(evidence)),
                part_of=_whole(draft, by_number),
                cumulative=draft.cumulative,
                reference=draft.reference,
                made_by=f"claims@{version} {draft.statement.trigger.rule}",
            )
        )
    return tuple(sorted(made, key=lambda claim: (claim.start, claim.end, claim.kind.value, claim.id)))


def _wholes_first(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Return the drafts with each part behind what it is part of, in their order otherwise."""
    at = {(d.index, d.number): d for d in drafts}

    def depth(draft: _Draft) -> int:
        deep, above = 0, draft.of if draft.statement.whole is None else at.get((draft.index, draft.statement.whole))
        while above is not None and deep < len(drafts):
            deep += 1
            above = above.of if above.statement.whole is None else at.get((above.index, above.statement.whole))
        return deep

    return sorted(drafts, key=depth)


def _whole(draft: _Draft, by_number: Mapping[tuple[int, int], str]) -> str | None:
    """Return the id of the claim that a draft is part of, among those made before it."""
    if draft.statement.whole is not None:
        return by_number.get((draft.index, draft.statement.whole))
    return by_number.get((draft.of.index, draft.of.number)) if draft.of is not None else None


def _when(draft: _Draft) -> When | None:
    """Return a draft's time; one that was told of before says so."""
    if draft.time is None or draft.time.when is None or not draft.told_before:
        return draft.time.when if draft.time is not None else None
    why = "; ".join(w for w in (draft.time.when.why, "told just before of the same place") if w)
    return replace(draft.time.when, why=why)


def _participants(draft: _Draft) -> tuple[Participant, ...]:
    found: list[Participant] = []
    if draft.affected is not None:
        found.append(participants.participant("affected", draft.affected))
    for actor in draft.actors:
        record = participants.participant("actor", actor)
        if draft.affected is not None and (actor.label, actor.side) == (draft.affected.label, draft.affected.side):
            continue
        if record not in found:
            found.append(record)
    return tuple(found)
