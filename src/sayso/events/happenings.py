"""Knows which claims of one report tell of one happening: by place, time, kinds, people and nearness in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.events import kinds, people, places, times, weights
from sayso.records import Claim, ClaimKind, Link, Place
from sayso.text.intervals import bounds_of, is_exact, meet
from sayso.text.shingles import content_words, overlap

_NEAR_SENTENCES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Claims of one report about one occurrence, in canonical order, and the links that hold them together."""

    claims: tuple[Claim, ...]
    links: tuple[Link, ...]

    @property
    def key(self) -> tuple[str, int, str]:
        """Its canonical place: report, start and id of its first claim."""
        return canonical(self.claims[0])


def canonical(claim: Claim) -> tuple[str, int, str]:
    """Return the key of the stated order of claims: report id, then start, then claim id."""
    return claim.report, claim.start, claim.id


class _Draft:
    """A happening while a report is read."""

    def __init__(self, claim: Claim, moment: times.Moment | None) -> None:
        self.claims = [claim]
        self.links: list[Link] = []
        self.places: set[Place] = set()
        self.moments: set[times.Moment] = set()
        self.kinds: set[ClaimKind] = set()
        self.take(claim, moment)

    def take(self, claim: Claim, moment: times.Moment | None, link: Link | None = None) -> None:
        if link is not None:
            self.claims.append(claim)
            self.links.append(link)
        self.kinds.add(claim.kind)
        if claim.place is not None:
            self.places.add(claim.place)
        if moment is not None:
            self.moments.add(moment)

    def admits(self, claim: Claim, moment: times.Moment | None) -> bool:
        """Tell whether nothing keeps the claim out for certain: background, a long toll, place, time, kind.

        What one sentence tells of one time as its cause and its outcome is one happening, however it is told.
        """
        first = self.claims[0]
        if any(_one_telling(claim, other) for other in self.claims) and not any(
            other.kind is claim.kind and other.cumulative != claim.cumulative for other in self.claims
        ):
            return self._can_hold(claim, moment, one_telling=True)
        if first.reference != claim.reference and not _says_nothing_of_its_own(claim):
            return False
        if first.cumulative != claim.cumulative and not any(same_toll(claim, other) for other in self.claims):
            return False
        return self._can_hold(claim, moment)

    def _can_hold(self, claim: Claim, moment: times.Moment | None, *, one_telling: bool = False) -> bool:
        if claim.place and any(
            places.relation(claim.place, other) is places.PlaceRelation.APART for other in self.places
        ):
            return False
        if moment is not None and any(times.clash(moment, other) for other in self.moments):
            return False
        # Two outcomes of one sentence and time ("killed 1,200 and took 250 hostage") need not name each other's kind.
        if one_telling and not (
            kinds.occurrences(frozenset(self.kinds)) and kinds.occurrences(frozenset({claim.kind}))
        ):
            return True
        return kinds.all_fit(frozenset(self.kinds), frozenset({claim.kind}))


def _one_telling(left: Claim, right: Claim) -> bool:
    """Tell whether one sentence tells two claims of different kinds of one stated time, or one inside the other."""
    if left.passage != right.passage or left.kind is right.kind:
        return False
    if left.time is not None and right.time is not None:
        return left.time.edtf == right.time.edtf
    return left.time is right.time is None and left.start < right.end and right.start < left.end


def _says_nothing_of_its_own(claim: Claim) -> bool:
    """Tell whether a look back has neither time nor figure: nothing then shows that it looks to another occurrence."""
    return claim.reference and claim.time is None and claim.quantity is None


def same_toll(left: Claim, right: Claim) -> bool:
    """Tell whether two claims give one figure for one kind of people: a toll repeated without its time is that toll."""
    one, other = left.quantity, right.quantity
    if left.kind is not right.kind or one is None or other is None or one.unit != other.unit:
        return False
    return bounds_of(one) == bounds_of(other)


def happenings_of(claims: Sequence[Claim], text: str, threshold: float) -> tuple[Happening, ...]:
    """Return the happenings of one report with this text, in its order; each claim is in exactly one.

    A claim joins the happening whose best claim it fits best, at a score of at least ``threshold``; otherwise it
    opens a happening of its own. Where the text gives no hint, nearness in the text decides.
    """
    ordered = sorted(claims, key=canonical)
    sentences = {passage: at for at, passage in enumerate(dict.fromkeys(claim.passage for claim in ordered))}
    bags = {claim.id: frozenset(content_words(claim.quote)) for claim in ordered}
    drafts: list[_Draft] = []
    for claim in ordered:
        moment = times.moment_of(claim, text)
        best: tuple[float, int, int, Claim, weights.Features] | None = None
        for number, draft in enumerate(drafts):
            if not draft.admits(claim, moment):
                continue
            for other in draft.claims:
                features = _compare(other, claim, sentences, bags)
                found = (weights.score_of(features), sentences[other.passage], -number, other, features)
                if best is None or found[:3] > best[:3]:
                    best = found
        if best is None or best[0] < threshold:
            drafts.append(_Draft(claim, moment))
            continue
        score, _, number, other, features = best
        link = Link(left=other.id, right=claim.id, score=score, features=features, why=weights.sentence(features))
        drafts[-number].take(claim, moment, link)
    return tuple(
        Happening(claims=tuple(sorted(draft.claims, key=canonical)), links=tuple(draft.links))
        for draft in _settle(_with_their_cause(drafts, sentences, text))
    )


def _with_their_cause(drafts: list[_Draft], sentences: Mapping[str, int], text: str) -> list[_Draft]:
    """Lead each group of outcomes without an occurrence of its own to the nearest one that it can be of.

    "Nineteen bodies were found", three sentences after the landslide, are that landslide's: no report tells deaths of
    no cause beside a cause of no deaths. Background and long tolls stay by themselves, and figures must not clash.
    """
    causes = [draft for draft in drafts if _is_cause(draft)]
    kept: list[_Draft] = []
    for draft in drafts:
        hosts = [host for host in causes if _can_be_outcome(draft, host, text)] if not _is_cause(draft) else []
        if not hosts:
            kept.append(draft)
            continue
        gaps = [
            (abs(sentences[one.passage] - sentences[other.passage]), at, number, other, one)
            for number, host in enumerate(hosts)
            for at, other in enumerate(host.claims)
            for one in draft.claims
        ]
        gap, _, number, other, one = min(gaps, key=lambda entry: entry[:3])
        features = weights.weighed("inside", [("same_sentence" if gap == 0 else "its_occurrence", 1)])
        link = Link(
            left=other.id,
            right=one.id,
            score=weights.score_of(features),
            features=features,
            why=weights.sentence(features),
        )
        for claim in draft.claims:
            host = hosts[number]
            host.take(claim, times.moment_of(claim, text), link if claim is one else None)
            if claim is not one:
                host.claims.append(claim)
        hosts[number].links.extend(draft.links)
    return kept


def _is_cause(draft: _Draft) -> bool:
    return bool(kinds.occurrences(frozenset(draft.kinds)))


def _can_be_outcome(draft: _Draft, host: _Draft, text: str) -> bool:
    if any(claim.reference or claim.cumulative for claim in (*draft.claims, host.claims[0])):
        return False
    if not all(host.admits(claim, times.moment_of(claim, text)) for claim in draft.claims):
        return False
    return all(_can_stand_beside(claim, other) for claim in draft.claims for other in host.claims)


def _can_stand_beside(claim: Claim, other: Claim) -> bool:
    """Tell whether two claims can be of one occurrence by their figures: the same, or no rivals."""
    if claim.kind is not other.kind or claim.part_of or other.part_of:
        return True
    one, two = claim.quantity, other.quantity
    if one is None or two is None or one.unit != two.unit:
        return True
    return meet(bounds_of(one), bounds_of(two))


def _compare(
    left: Claim, right: Claim, sentences: Mapping[str, int], bags: Mapping[str, frozenset[str]]
) -> weights.Features:
    found: list[tuple[str, float]] = []
    gap = abs(sentences[left.passage] - sentences[right.passage])
    if gap == 0:
        found.append(("same_sentence", 1))
    elif gap == 1:
        found.append(("next_sentence", 1))
    elif gap <= _NEAR_SENTENCES:
        found.append(("near", 1))
    if left.place and right.place:
        same = places.relation(left.place, right.place) in (places.PlaceRelation.SAME, places.PlaceRelation.NEAR)
        found.append(("same_place" if same else "place_within", 1))
    if left.time and right.time:
        found.append(("same_time" if left.time.edtf == right.time.edtf else "time_overlaps", 1))
    found.extend(_people(left, right))
    if left.kind is right.kind:
        if kinds.occurrences(frozenset({left.kind})):
            found.append(("same_occurrence", 1))
        found.extend(_figures(left, right))
    if left.part_of == right.id or right.part_of == left.id:
        found.append(("part_of_whole", 1))
    if overlap(bags[left.id], bags[right.id]) >= 0.4:
        found.append(("shared_words", 1))
    return weights.weighed("inside", found)


def _people(left: Claim, right: Claim) -> list[tuple[str, float]]:
    ones, others = people.groups(left, "affected"), people.groups(right, "affected")
    found: list[tuple[str, float]] = []
    if any(people.alike(a, b) > 0 for a in ones for b in others):
        found.append(("same_people", 1))
    elif left.kind is right.kind and ones and others and all(people.clash(a, b) for a in ones for b in others):
        found.append(("other_people", 1))
    if {a.unit for a in ones if a.unit} & {b.unit for b in others if b.unit}:
        found.append(("same_unit", 1))
    return found


def _figures(left: Claim, right: Claim) -> list[tuple[str, float]]:
    one, other = left.quantity, right.quantity
    if one is None or other is None or one.unit != other.unit or left.part_of or right.part_of:
        return []
    if is_exact(one) and is_exact(other) and one.min == other.min:
        return [("same_figure", 1)]
    return [] if meet(bounds_of(one), bounds_of(other)) else [("other_figure", 1)]


def _settle(drafts: Sequence[_Draft]) -> list[_Draft]:
    return sorted(drafts, key=lambda draft: min(canonical(claim) for claim in draft.claims))


def frequency(claims: Sequence[Claim]) -> Counter[ClaimKind]:
    """Return in how many reports each kind is claimed."""
    return Counter(kind for kind, _ in {(claim.kind, claim.report) for claim in claims})
