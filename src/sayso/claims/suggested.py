"""Knows which claims that a model suggests may enter: those whose every word the report holds, read by our own rules.

A model says where to look; what is read there, it does not decide. Each span is found here, each figure is read by
``text.numbers`` at the words themselves, and place, time, source and commitment are those that the rules read there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sayso.claims import cues, participants
from sayso.claims.background import is_cumulative, reference_from
from sayso.claims.chains import attributions_at, chain_at
from sayso.claims.channels import channel_at
from sayso.claims.commitment import commitment_at, of_nought, of_the_untrue
from sayso.claims.figures import Group, single
from sayso.claims.kinds import COUNTED
from sayso.claims.sources import describe
from sayso.claims.surroundings import head_of, places_in, tokens_at
from sayso.claims.trees import Tree
from sayso.claims.unreal import is_belied, is_unreal
from sayso.ports import Gazetteer, Parse, Suggestion, Suggestions
from sayso.records import (
    PEOPLE_KINDS,
    THING_KINDS,
    Attribution,
    Certainty,
    Claim,
    ClaimKind,
    Commitment,
    Participant,
    Passage,
    PlaceMention,
    Quantity,
    Refusal,
    RefusalReason,
    Report,
    SourceKind,
    Span,
    Suggested,
    TimeMention,
    identify,
)
from sayso.text.datelines import dateline_of
from sayso.text.names import fold, same
from sayso.text.numbers import quantities_in
from sayso.text.whereabouts import stands_at

MOST = 500
"""Suggestions looked at in one report; a news text makes some twenty claims, and what floods it is refused."""

_EXAMPLE = 80
"""Characters kept of the first suggestion refused for a reason: enough to know it by."""

_DATELINE_REACH = 300
"""Characters in which a dateline and the beginning of what follows it stand."""

_NOT = frozenset({"not", "n't", "n’t", "never", "no", "nobody", "none", "nothing", "neither"})

_OF_GROUND = frozenset({ClaimKind.TRANSFER_OF_TERRITORY, ClaimKind.TROOP_MOVEMENT})
"""Kinds that are claimed anew for each place ("took Ansbach and Hof")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """The claims that entered, the attributions that only they rest on, and what became of all that was suggested."""

    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]
    suggested: Suggested


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRead:
    """What the rules read in the report, against which suggestions are held."""

    places: Sequence[PlaceMention]
    times: Sequence[TimeMention]
    attributions: Sequence[Attribution]
    claims: Sequence[Claim]


def entered(
    report: Report,
    passages: Sequence[Passage],
    parses: Sequence[Parse],
    *,
    suggestions: Suggestions,
    read: RulesRead,
    gazetteer: Gazetteer,
    version: str,
) -> Entered:
    """Return what enters of ``suggestions``; ``passages`` are those that may be claimed from, with their parses.

    Each suggestion enters, is known from the rules (kind, figure and words are those of one of their claims), or is
    refused for one reason. Of words that stand more than once, :meth:`_Reader.quotes` says which are meant.
    """
    reader = _Reader(report, passages, parses, suggestions.by, read, gazetteer, version)
    claims: list[Claim] = []
    attributions: dict[str, Attribution] = {}
    refused: Counter[RefusalReason] = Counter()
    examples: dict[RefusalReason, str] = {}
    known = 0

    def refuse(reason: RefusalReason, words: str, count: int = 1) -> None:
        if count:
            refused[reason] += count
            examples.setdefault(reason, _shortened(words))

    refuse(RefusalReason.UNREADABLE, "", suggestions.unreadable)
    refuse(RefusalReason.TOO_MANY, "", max(0, len(suggestions.suggested) - MOST))
    for suggestion in suggestions.suggested[:MOST]:
        try:
            made = reader.claim(suggestion, claims)
        except _RefusedError as refusal:
            refuse(refusal.reason, refusal.words)
            continue
        if made is None:
            known += 1
            continue
        claims.append(made.claim)
        if made.attribution is not None:
            attributions[made.attribution.id] = made.attribution
    return Entered(
        claims=tuple(claims),
        attributions=tuple(attributions.values()),
        suggested=Suggested(
            by=suggestions.by,
            offered=len(suggestions.suggested) + suggestions.unreadable,
            entered=len(claims),
            known=known,
            refused=tuple(
                Refusal(reason=reason, count=refused[reason], example=examples[reason])
                for reason in RefusalReason
                if refused[reason]
            ),
        ),
    )


def _shortened(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _EXAMPLE else plain[: _EXAMPLE - 1].rstrip() + "…"


class _RefusedError(Exception):
    """A suggestion does not enter: for what reason, and which of its words stand for it."""

    def __init__(self, reason: RefusalReason, words: str) -> None:
        super().__init__(reason, words)
        self.reason = reason
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Words found within one passage; offsets are into the report's text."""

    index: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)

    def touches(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end

    def away_from(self, other: _Spot) -> int:
        """Return how many characters lie between the two."""
        return max(0, self.start - other.end, other.start - self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A suggestion whose quote, figure and trigger are found; the figure's offsets are into the report's text."""

    kind: ClaimKind
    quote: _Spot
    trigger: _Spot | None
    affected: _Spot | None
    place: PlaceMention | None
    quantity: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    claim: Claim
    attribution: Attribution | None


class _Reader:
    """Reads a report at the words of suggestions."""

    def __init__(
        self,
        report: Report,
        passages: Sequence[Passage],
        parses: Sequence[Parse],
        by: str,
        read: RulesRead,
        gazetteer: Gazetteer,
        version: str,
    ) -> None:
        pairs = sorted(zip(passages, parses, strict=True), key=lambda pair: pair[0].start)
        self._report = report
        self._passages = [passage for passage, _ in pairs]
        self._parses = [parse for _, parse in pairs]
        self._trees = [Tree(passage, parse) for passage, parse in pairs]
        self._starts = [passage.start for passage in self._passages]
        self._read = read
        self._gazetteer = gazetteer
        self._made_by = f"claims@{version} suggested by {by}"
        self._known_spots: dict[str, tuple[list[_Spot], bool]] = {}

    def claim(self, suggestion: Suggestion, before: Sequence[Claim]) -> _Made | None:
        """Return the claim of a suggestion, None where the rules made it; ``before`` are those that entered.

        Raises _RefusedError.
        """
        try:
            kind = ClaimKind(suggestion.kind.strip())
        except ValueError:
            raise _RefusedError(RefusalReason.UNKNOWN_KIND, suggestion.kind) from None
        refused: _RefusedError | None = None
        for quote in self.quotes(suggestion):
            try:
                found = self._found(kind, quote, suggestion)
            except _RefusedError as refusal:
                refused = refused or refusal
                continue
            if any(_tells(claim, found) for claim in self._read.claims):
                return None
            if any(_tells(claim, found) for claim in before):
                refused = refused or _RefusedError(RefusalReason.REPEATED, suggestion.quote)
                continue
            return self._made(found, suggestion)
        raise refused or _RefusedError(RefusalReason.WORDS_NOT_FOUND, suggestion.quote)

    def quotes(self, suggestion: Suggestion) -> list[_Spot]:
        """Return where the quote stands, the likeliest first.

        Of several, that whose paragraph holds most of the suggestion's other words is meant; of equals, the first in
        the text that no earlier suggestion of the same kind and figure has taken. Raises _RefusedError where words of
        the suggestion stand nowhere in what may be claimed from, or the quote in no single passage.
        """
        if not suggestion.quote.strip():
            raise _RefusedError(RefusalReason.NO_QUOTE, suggestion.kind)
        spots, across = self._spots(suggestion.quote)
        if not spots:
            reason = RefusalReason.ACROSS_SENTENCES if across else RefusalReason.WORDS_NOT_FOUND
            raise _RefusedError(reason, suggestion.quote)
        others = [
            suggestion.affected, suggestion.actor, suggestion.source,
            suggestion.cue, suggestion.place, suggestion.time,
        ]  # fmt: skip
        paragraphs: Counter[int] = Counter()
        for words in others:
            if words.strip():
                found, _ = self._spots(words)
                if not found:
                    raise _RefusedError(RefusalReason.WORDS_NOT_FOUND, words)
                paragraphs.update({self._passages[spot.index].paragraph for spot in found})
        return sorted(spots, key=lambda spot: (-paragraphs[self._passages[spot.index].paragraph], spot.start))

    # --- words to spots ------------------------------------------------------------------------

    def _spots(self, words: str) -> tuple[list[_Spot], bool]:
        """Return where words stand within one passage, and whether they stand anywhere across several."""
        if words not in self._known_spots:
            within: list[_Spot] = []
            across = False
            for start, end in stands_at(words, self._report.text):
                index = bisect_right(self._starts, start) - 1
                if index >= 0 and end <= self._passages[index].end:
                    within.append(_Spot(index=index, start=start, end=end))
                elif index >= 0 and start < self._passages[index].end:
                    across = True
            self._known_spots[words] = within, across
        return self._known_spots[words]

    def _inside(self, words: str, quote: _Spot) -> list[_Spot]:
        """Return where words stand within the quote. Raises _RefusedError where they do not."""
        found = [spot for spot in self._spots(words)[0] if quote.start <= spot.start and spot.end <= quote.end]
        if not found:
            raise _RefusedError(RefusalReason.WORDS_NOT_FOUND, words)
        return found

    def _nearest(self, words: str, quote: _Spot, *, rather: Callable[[_Spot], bool] | None = None) -> _Spot | None:
        """Return where words stand nearest to the quote, before it rather than after; those of ``rather`` first."""
        spots = self._spots(words)[0] if words.strip() else []
        return min(
            spots,
            key=lambda spot: (rather is not None and not rather(spot), spot.away_from(quote), spot.start),
            default=None,
        )

    def _found(self, kind: ClaimKind, quote: _Spot, suggestion: Suggestion) -> _Found:
        trigger = self._inside(suggestion.trigger, quote)[0] if suggestion.trigger.strip() else None
        affected = self._nearest(suggestion.affected, quote)
        quantity = self._quantity(suggestion.quantity, quote, trigger) if suggestion.quantity.strip() else None
        if kind not in COUNTED:
            quantity = None
        elif quantity is None and kind in PEOPLE_KINDS and affected is not None:
            quantity = self._single(affected, quote)
        return _Found(
            kind=kind,
            quote=quote,
            trigger=trigger,
            affected=affected,
            place=self._place(suggestion.place, quote),
            quantity=quantity,
        )

    # --- figures -------------------------------------------------------------------------------

    def _quantity(self, words: str, quote: _Spot, trigger: _Spot | None) -> Quantity:
        """Return the figure at the words nearest to the trigger that our grammar reads as exactly these words.

        The words alone, where they are a figure alone, must come to the same interval. Raises _RefusedError.
        """
        spots = self._inside(words, quote)
        passage = self._passages[quote.index]
        figures = [
            replace(figure, start=figure.start + passage.start, end=figure.end + passage.start)
            for figure in quantities_in(self._parses[quote.index].text)
        ]
        for spot in sorted(spots, key=lambda s: (s.away_from(trigger) if trigger is not None else 0, s.start)):
            read = next((f for f in figures if (f.start, f.end) == (spot.start, spot.end)), None)
            alone = quantities_in(self._report.text[spot.start : spot.end])
            if read is not None and all((a.min, a.max, a.unit) == (read.min, read.max, read.unit) for a in alone):
                return read
        near = any(spot.touches(figure.start, figure.end) for spot in spots for figure in figures)
        raise _RefusedError(RefusalReason.OTHER_NUMBER if near else RefusalReason.NO_NUMBER, words)

    def _single(self, affected: _Spot, quote: _Spot) -> Quantity | None:
        """Return how many a noun phrase without a number names ("a 12-year-old boy" is one), None where it is open."""
        head = self._head(affected)
        if affected.index != quote.index or head is None:
            return None
        found = single(self._trees[affected.index], head)
        if found is None:
            return None
        offset = self._passages[affected.index].start
        if any(f.start < found.end and found.start < f.end for f in quantities_in(self._parses[affected.index].text)):
            return None  # the words have a number, which the suggestion leaves out: they name no single person
        if not (quote.start <= found.start + offset and found.end + offset <= quote.end):
            return None
        return replace(found, start=found.start + offset, end=found.end + offset)

    # --- where and when ------------------------------------------------------------------------

    def _place(self, words: str, quote: _Spot) -> PlaceMention | None:
        """Return the place that the rules read at the words, None where they read none at which something may happen.

        Where somebody spoke, who rules there and where the report was filed are no places of happening.
        """
        usable: dict[int, list[PlaceMention]] = {}

        def mention_at(spot: _Spot) -> PlaceMention | None:
            if spot.index not in usable:
                tree = self._trees[spot.index]
                filed = self._filed_until(spot.index)
                usable[spot.index] = [
                    m for m, _ in places_in(tree, self._read.places, self._read.attributions) if m.start >= filed
                ]
            return next((m for m in usable[spot.index] if spot.touches(m.start, m.end)), None)

        spot = self._nearest(words, quote, rather=lambda s: mention_at(s) is not None)
        return mention_at(spot) if spot is not None else None

    def _filed_until(self, index: int) -> int:
        """Return where the dateline of a passage ends, its start where it has none."""
        start = self._passages[index].start
        if start > 0 and self._report.text[start - 1] != "\n":
            return start
        line = dateline_of(self._report.text[start : start + _DATELINE_REACH])
        return start + line.end if line is not None else start

    def _time(self, words: str, quote: _Spot) -> TimeMention | None:
        """Return the day or hour that the rules read at the words, None where there is none or it is of the telling."""
        said = {a.said_span for a in self._read.attributions}

        def mention_at(spot: _Spot) -> TimeMention | None:
            return next(
                (
                    m
                    for m in self._read.times
                    if m.when is not None
                    and m.type in {"DATE", "TIME"}
                    and spot.touches(m.start, m.end)
                    and Span(start=m.start, end=m.end) not in said
                ),
                None,
            )

        spot = self._nearest(words, quote, rather=lambda s: mention_at(s) is not None)
        return mention_at(spot) if spot is not None else None

    # --- who -----------------------------------------------------------------------------------

    def _head(self, spot: _Spot) -> int | None:
        tokens = [
            t
            for t in tokens_at(self._trees[spot.index], spot.start, spot.end)
            if not self._trees[spot.index].tokens[t].text.isspace()
        ]
        return head_of(self._trees[spot.index], tokens) if tokens else None

    def _participants(self, found: _Found, suggestion: Suggestion) -> list[Participant]:
        people: list[Participant] = []
        if found.affected is not None and (head := self._head(found.affected)) is not None:
            tree = self._trees[found.affected.index]
            own = None
            if found.quantity is not None and found.affected.index == found.quote.index:
                start = self._passages[found.quote.index].start
                own = replace(found.quantity, start=found.quantity.start - start, end=found.quantity.end - start)
            named = participants.affected_of(tree, Group(head=head, noun=head, quantity=own), self._gazetteer)
            if named.open and found.kind in PEOPLE_KINDS:  # "four of them": whom, the words leave out
                named = replace(named, label="people")
            people.append(participants.participant("affected", named))
        actor = self._nearest(suggestion.actor, found.quote)
        if actor is not None and (head := self._head(actor)) is not None:
            named = participants.describe(self._trees[actor.index], head, head, self._gazetteer)
            record = participants.participant("actor", named)
            if not any((p.label, p.side) == (record.label, record.side) for p in people):
                people.append(record)
        return people

    def _attribution(self, source: _Spot, cue: _Spot | None, quote: _Spot) -> Attribution:
        """Return the attribution of a quote to a source. Raises _RefusedError where the cue hands on nothing."""
        tree = self._trees[source.index]
        tokens = tokens_at(tree, source.start, source.end)
        described = describe(tree, tokens, self._gazetteer) if tokens else None
        certainty, hedged = self._cue(cue)
        known = self._known_source(source, described.key if described is not None else None)
        name = key = None
        kind = SourceKind.UNNAMED
        aliases: tuple[str, ...] = ()
        if known is not None:
            name, key, kind, aliases = known.name, known.key, known.kind, known.aliases
        elif described is not None and described.pronoun is None:
            name = described.person or described.text
            key, kind = described.key, described.kind
        spoken = [spot for spot in (source, cue) if spot is not None]
        channels = [
            channel.name
            for spot in spoken
            for token in tokens_at(self._trees[spot.index], spot.start, spot.end)
            if (channel := channel_at(self._trees[spot.index], token)) is not None
        ]
        content = _without(quote.span, [spot.span for spot in spoken])
        spans = [[s.start, s.end] for s in (*(spot.span for spot in spoken), *content)]
        return Attribution(
            id=identify("att", self._report.id, spans, "suggested"),
            report=self._report.id,
            source=(source.span,),
            cue=(cue.span,) if cue is not None else (),
            content=content,
            name=name,
            key=key,
            aliases=aliases,
            kind=kind,
            channel=channels[0] if channels else None,
            said=None,
            said_span=None,
            parent=None,
            verb_certainty=certainty,
            hedged=hedged,
            made_by=self._made_by,
        )

    def _cue(self, cue: _Spot | None) -> tuple[Certainty, bool]:
        """Return how far a cue commits its source, and whether the report distances itself by it."""
        if cue is None:
            return Certainty.CERTAIN, False
        tree = self._trees[cue.index]
        for token in tokens_at(tree, cue.start, cue.end):
            for entry in cues.verbs().get(tree.tokens[token].lemma.lower(), ()):
                if entry.kind == "attitude":
                    raise _RefusedError(RefusalReason.OTHER_SOURCE, self._report.text[cue.start : cue.end])
                negated = tree.child(token, "neg") is not None
                return (Certainty.UNKNOWN if negated else entry.certainty), entry.hedged
        return Certainty.CERTAIN, False

    def _known_source(self, source: _Spot, key: str | None) -> Attribution | None:
        """Return an attribution of the rules to the same source: at the same words, of the same key, or so called."""
        words = fold(self._report.text[source.start : source.end])
        every = self._read.attributions
        return (
            next((a for a in every if any(source.touches(s.start, s.end) for s in a.source)), None)
            or next((a for a in every if key is not None and a.key == key), None)
            or next((a for a in every if words and words in {fold(n) for n in (a.name or "", *a.aliases)}), None)
        )

    def _is_source(self, source: _Spot, holding: Sequence[Attribution]) -> bool:
        """Tell whether words name one of those on whose word the rules take the claim to stand."""
        known = self._known_source(source, None)
        words = self._report.text[source.start : source.end]
        return any(
            any(source.touches(s.start, s.end) for s in (*a.source, *a.cue))
            or (a.name is not None and (same(a.name, words) or (known is not None and known.name == a.name)))
            for a in holding
        )

    # --- records -------------------------------------------------------------------------------

    def _made(self, found: _Found, suggestion: Suggestion) -> _Made:
        index, quote = found.quote.index, found.quote
        report, passage, parse = self._report, self._passages[index], self._parses[index]
        token = self._head(found.trigger or quote)
        if token is not None and is_unreal(self._trees[index], token):
            raise _RefusedError(RefusalReason.DID_NOT_HAPPEN, suggestion.quote)
        trigger = found.trigger.span if found.trigger is not None else quote.span
        quantity, kind = found.quantity, found.kind
        asked = (
            min(trigger.start, quantity.start if quantity is not None else trigger.start),
            max(trigger.end, quantity.end if quantity is not None else trigger.end),
        )
        attribution = self._own_attribution(suggestion, quote, asked)
        attributions = [*self._read.attributions, *([attribution] if attribution is not None else [])]
        people = self._participants(found, suggestion)
        time = self._time(suggestion.time, quote)
        spots = [self._nearest(words, quote) for words in (suggestion.affected, suggestion.actor)]
        spots += [self._nearest(words, quote) for words in (suggestion.place, suggestion.time)]
        place_span = Span(start=found.place.start, end=found.place.end) if found.place is not None else None
        time_span = Span(start=time.start, end=time.end) if time is not None else None
        evidence = {
            trigger,
            *(p.span for p in people if p.span is not None),
            *(span for span in (place_span, time_span) if span is not None),
            *(spot.span for spot in spots if spot is not None),
        }
        old_from = reference_from(parse.text)
        claim = Claim(
            id=identify(
                "clm", report.id, kind.value, quote.start, quote.end, trigger.start, "suggested",
                [quantity.start, quantity.end, quantity.unit] if quantity is not None else None,
                [found.affected.start, found.affected.end] if found.affected is not None else None,
                [place_span.start, place_span.end] if place_span is not None and kind in _OF_GROUND else None,
            ),
            report=report.id,
            passage=passage.id,
            kind=kind,
            participants=tuple(people),
            quantity=quantity,
            place=found.place.place if found.place is not None else None,
            place_span=place_span,
            time=time.when if time is not None else None,
            time_span=time_span,
            commitment=self._commitment(found, token, attributions),
            chain=chain_at(report, attributions, *asked),
            quote=report.text[quote.start : quote.end],
            start=quote.start,
            end=quote.end,
            evidence=tuple(sorted(evidence)),
            part_of=None,
            cumulative=kind in PEOPLE_KINDS | THING_KINDS and is_cumulative(parse.text),
            reference=old_from is not None and trigger.start - passage.start >= old_from,
            made_by=self._made_by,
        )  # fmt: skip
        return _Made(claim=claim, attribution=attribution)

    def _own_attribution(self, suggestion: Suggestion, quote: _Spot, asked: tuple[int, int]) -> Attribution | None:
        """Return the attribution that only the model read, None where the rules read it or there is no source.

        Raises _RefusedError where the rules take the words to stand on the word of somebody else.
        """
        cue = self._nearest(suggestion.cue, quote)
        source = self._nearest(suggestion.source, cue or quote)
        if source is None:
            return None
        holding = attributions_at(self._read.attributions, *asked, self._report.text)
        if not holding:
            own = self._attribution(source, cue, quote)
            if not attributions_at([own], *asked, self._report.text):
                raise _RefusedError(RefusalReason.OTHER_SOURCE, suggestion.source)
            return own
        if not self._is_source(source, holding):
            raise _RefusedError(RefusalReason.OTHER_SOURCE, suggestion.source)
        return None

    def _commitment(self, found: _Found, token: int | None, attributions: Sequence[Attribution]) -> Commitment:
        """Return how far outlet and source commit to the trigger.

        Where the trigger itself holds a "not" it cannot be told whether that makes the claim ("never came home") or
        denies it ("were not hurt"): nobody is held to either.
        """
        if token is None:
            return Commitment(outlet=Certainty.UNKNOWN, source=None)
        index, quantity = found.quote.index, found.quantity
        tree = self._trees[index]
        read = commitment_at(self._report, self._passages[index], self._parses[index], token, attributions)
        if is_belied(tree, token):
            return of_the_untrue(read)
        if quantity is not None and (quantity.min, quantity.max) == (0, 0):
            return of_nought(read)
        trigger = tokens_at(tree, found.trigger.start, found.trigger.end) if found.trigger is not None else []
        if any(tree.tokens[t].dep == "neg" or tree.tokens[t].text.lower() in _NOT for t in trigger):
            return Commitment(outlet=Certainty.UNKNOWN, source=None if read.source is None else Certainty.UNKNOWN)
        return read


def _tells(claim: Claim, found: _Found) -> bool:
    """Tell whether a claim says what a suggestion says: the same kind and figure, at words that overlap.

    A suggestion without a figure says no more than a claim of the same people at the same words, with or without one.
    """
    if claim.kind is not found.kind:
        return False
    quantity = claim.quantity
    if found.quantity is not None:
        return (
            quantity is not None
            and quantity.start < found.quantity.end
            and found.quantity.start < quantity.end
            and (quantity.min, quantity.max, quantity.unit)
            == (found.quantity.min, found.quantity.max, found.quantity.unit)
        )
    if not found.quote.touches(claim.start, claim.end):
        return False
    if claim.kind in _OF_GROUND and claim.place is not None and found.place is not None:
        return claim.place == found.place.place
    affected = [p.span for p in claim.participants if p.role == "affected" and p.span is not None]
    if found.affected is None or not affected:
        return True
    return any(found.affected.touches(span.start, span.end) for span in affected)


def _without(whole: Span, cut: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of a span when others are cut out of it."""
    left = [whole]
    for gone in cut:
        left = [
            part
            for span in left
            for part in (
                Span(start=span.start, end=min(span.end, gone.start)),
                Span(start=max(span.start, gone.end), end=span.end),
            )
            if part.start < part.end
        ]
    return tuple(sorted(set(left)))
