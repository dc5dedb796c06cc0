"""Knows the order in which claims find their origins: named sources first, then bodies, papers, the unnamed, nobody.

Only evidence between named sources unites two origins into one. Everything weaker is led to one origin at most, so
that a report which says "officials" can never make two named sources one, and another witness never lowers a count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.origins import evidence
from sayso.origins.copies import LIKE_SENTENCE, Wording
from sayso.origins.pool import Pool
from sayso.origins.voices import Standing, Voice, innermost
from sayso.origins.wires import credit_line, credits_of
from sayso.records import (
    Attribution,
    ChainLink,
    Claim,
    DependencyKind,
    Event,
    Judgement,
    JudgementKind,
    Reading,
    Report,
    SourceKind,
    Thresholds,
)
from sayso.text.certainty import denies
from sayso.text.days import published_day
from sayso.text.judged import anchors_of, standing
from sayso.text.names import fold, similarity
from sayso.text.quoted import one_quotation, quotations_of

_SPELLING = 0.75
"""Names at least this alike, letter by letter, can be one name in two spellings where the words around them are one."""

_VERBATIM = 0.75
"""Sentences at least this alike are one copied from the other, whatever else their reports say."""

_OWN_WORDING = 0.5
"""Sentences of two papers of one owner at least this alike are of one desk."""


_Named = tuple[str, tuple[str, ...]]
"""A claim and the names of its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One event as the tracing sees it: its claims by id in canonical order, who speaks in each, what each answers."""

    claims: Mapping[str, Claim]
    voices: Mapping[str, Voice]
    answers: Mapping[str, str]
    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    attributions: Mapping[str, Attribution]
    outlets: Mapping[str, tuple[str, ...]]
    wires: Mapping[str, frozenset[str]]
    wording: Wording
    thresholds: Thresholds

    def of(self, *standings: Standing) -> list[str]:
        """Return the claims whose voices stand so, in canonical order."""
        return [claim for claim in self.claims if self.voices[claim].standing in standings]

    def younger(self, left: str, right: str) -> bool:
        """Tell whether a claim was told on a later day than another's report was published, where both are known."""
        one, other = self.claims[left], self.reports[self.claims[right].report]
        if one.report == other.id:
            return False
        said = [link.said.start for link in one.chain if link.said is not None and link.said.start]
        mine = min(said) if said else published_day(self.reports[one.report])
        theirs = published_day(other)
        return mine is not None and theirs is not None and mine > theirs

    def answer_alike(self, left: str, right: str) -> bool:
        """Tell whether two claims answer one question with figures that can be one, and neither denies it."""
        one, other = self.claims[left], self.claims[right]
        return (
            self.answers.get(left) == self.answers.get(right) is not None
            and evidence.can_be_one_value(one, other)
            and denies(one) == denies(other)
        )


def scene_of(
    event: Event,
    claims: Sequence[Claim],
    voices: Mapping[str, Voice],
    readings: Mapping[str, Reading],
    reports: Mapping[str, Report],
    thresholds: Thresholds,
) -> Scene:
    """Lay out an event for tracing."""
    here = {report: reports[report] for report in event.reports}
    wires = {report: credits_of(here[report]) for report in here}
    named_anywhere = frozenset().union(*wires.values()) if wires else frozenset()
    for report, told in here.items():
        last = credit_line(told)
        if last is not None and fold(last) in named_anywhere:
            wires[report] |= {fold(last)}
    outlets: dict[str, list[str]] = defaultdict(list)
    for report, told in here.items():
        for name in sorted({fold(told.outlet or "")} | wires[report]):
            if name:
                outlets[name].append(report)
    by_id = {claim.id: claim for claim in claims}
    return Scene(
        claims=by_id,
        voices=voices,
        answers={claim: proposition.id for proposition in event.propositions for claim in proposition.claims},
        reports=here,
        readings={report: readings[report] for report in event.reports if report in readings},
        attributions={a.id: a for report in event.reports if report in readings for a in readings[report].attributions},
        outlets={name: tuple(found) for name, found in outlets.items()},
        wires=wires,
        wording=Wording(here, by_id),
        thresholds=thresholds,
    )


def components_of(scene: Scene, judgements: Sequence[Judgement]) -> tuple[Pool, list[list[str]], list[str]]:
    """Return the pool with its evidence, the components that name somebody, and the claims that name nobody."""
    together, apart, clashes = _judged(scene, judgements)
    pool = Pool(list(scene.claims), scene.thresholds.dependency, apart)
    _judge_together(pool, together)
    citing = _citing_claims(scene)
    papers = [claim for claim in scene.of(Standing.NAMED) if _is_paper(scene, claim) and claim not in citing]
    named = [c for c in scene.of(Standing.NAMED, Standing.WITNESSED) if c not in citing and c not in set(papers)]
    _named(pool, scene, named)
    settled = set(named)
    settled |= _bodies(pool, scene, settled, [claim for claim in scene.of(Standing.BODY) if claim not in citing])
    settled |= _papers(pool, scene, settled, papers)
    unnamed = _unnamed_voices(scene)
    led = {voice for voice, told in unnamed.items() if _led(pool, scene, told, voice[1], settled, own_report=True)}
    inside = {claim for voice in led for claim in unnamed[voice]}
    cites = {claim: reports for claim, reports in citing.items() if claim not in inside}
    left = {voice: told for voice, told in unnamed.items() if voice not in led and not set(told) & set(cites)}
    _unnamed(pool, scene, left, settled)
    settled |= inside | {claim for told in left.values() for claim in told}
    # Who repeats a source is led to it before papers that cite each other are followed, so that a paper's bare word
    # has its place already when another paper cites it; only what repeats such papers alone is led to them.
    bare = [claim for claim in scene.of(Standing.BARE) if not _cites_itself(scene, claim, cites)]
    settled |= _bare(pool, scene, bare, settled)
    _citing(pool, scene, cites, settled)
    nameless = [claim for claim in scene.of(Standing.BARE) if all(_is_bare(scene, one) for one in pool.members(claim))]
    _bare(pool, scene, nameless, set(cites))
    nobody = [claim for claim in nameless if all(_is_bare(scene, one) for one in pool.members(claim))]
    _note_clashes(pool, clashes)
    groups: dict[str, list[str]] = {}
    for claim in scene.claims:
        if claim not in nobody:
            groups.setdefault(pool.root(claim), []).append(claim)
    return pool, [groups[first] for first in groups], nobody


# --- what people decided ---------------------------------------------------------------------


def _judged(
    scene: Scene, judgements: Sequence[Judgement]
) -> tuple[list[tuple[Judgement, list[str]]], list[tuple[str, str]], list[tuple[Judgement, Judgement]]]:
    """Return what people hold dependent, which pairs they hold independent, and where they contradict each other."""
    told = [
        (judgement, [claim for claim in scene.claims if claim in anchors_of(judgement)])
        for judgement in standing(judgements)
        if judgement.kind in (JudgementKind.DEPENDENT, JudgementKind.INDEPENDENT)
    ]
    dependent = [(j, claims) for j, claims in told if j.kind is JudgementKind.DEPENDENT and len(claims) > 1]
    independent = [(j, claims) for j, claims in told if j.kind is JudgementKind.INDEPENDENT and len(claims) > 1]
    clashes = [(d, i) for d, ones in dependent for i, others in independent if len(set(ones) & set(others)) > 1]
    void = {judgement.id for pair in clashes for judgement in pair}
    apart = [
        (one, other)
        for judgement, claims in independent
        if judgement.id not in void
        for at, one in enumerate(claims)
        for other in claims[at + 1 :]
    ]
    return [(j, claims) for j, claims in dependent if j.id not in void], apart, clashes


def _judge_together(pool: Pool, together: Sequence[tuple[Judgement, list[str]]]) -> None:
    for judgement, claims in together:
        for one, other in pairwise(claims):
            pool.unite(one, other, DependencyKind.JUDGED, f"{judgement.by} ({judgement.id}): {judgement.why}")


def _note_clashes(pool: Pool, clashes: Sequence[tuple[Judgement, Judgement]]) -> None:
    for dependent, independent in clashes:
        shared = sorted(anchors_of(dependent) & anchors_of(independent))
        pool.note(
            shared[0],
            shared[1],
            f"contradictory judgements, so neither is applied: dependent by {dependent.by} ({dependent.id}), "
            f"independent by {independent.by} ({independent.id})",
        )


# --- named sources ---------------------------------------------------------------------------


def _link(scene: Scene, claim: str) -> ChainLink:
    link = scene.voices[claim].link
    if link is None:
        raise ValueError(f"{claim} names nobody")
    return link


def _by_identity(scene: Scene, claims: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for claim in claims:
        found.setdefault(scene.voices[claim].identity, []).append(claim)
    return found


def _tie_voice(pool: Pool, scene: Scene, claims: Sequence[str], kind: DependencyKind, why: str, line: str) -> None:
    """Unite the claims of one voice: within a report as they are, over reports on evidence."""
    last: dict[str, str] = {}
    previous: str | None = None
    for claim in claims:
        report = scene.claims[claim].report
        if report in last:
            pool.tie(last[report], claim)
        elif previous is not None:
            pool.unite(previous, claim, kind, why, strength=line)
        last.setdefault(report, claim)
        previous = last[report]


def _named(pool: Pool, scene: Scene, claims: Sequence[str]) -> None:
    voices = _by_identity(scene, claims)
    for told in voices.values():
        name = _link(scene, told[0]).name or "one source"
        _tie_voice(pool, scene, told, DependencyKind.SAME_SOURCE, f"both name {name}", "same-source")
    firsts = [told[0] for told in voices.values()]
    names = {
        first: tuple(dict.fromkeys(n for c in told for n in evidence.names_of(_link(scene, c), scene.attributions)))
        for first, told in zip(firsts, voices.values(), strict=True)
    }
    for at, one in enumerate(firsts):
        for other in firsts[at + 1 :]:
            if _own_witness(scene, one) or _own_witness(scene, other):
                continue
            _same_source(pool, scene, (one, names[one]), (other, names[other]))
            _same_channel(pool, scene, voices[scene.voices[one].identity], voices[scene.voices[other].identity])
    _shared_quotations(pool, scene, claims)
    _reused_text(pool, scene, claims)


def _own_witness(scene: Scene, claim: str) -> bool:
    return scene.voices[claim].standing is Standing.WITNESSED


def _same_source(
    pool: Pool, scene: Scene, left: tuple[str, tuple[str, ...]], right: tuple[str, tuple[str, ...]]
) -> None:
    (one, names), (other, others) = left, right
    if evidence.any_same_name(names, others):
        pool.unite(one, other, DependencyKind.SAME_SOURCE, f"{names[0]} and {others[0]} are one name")
        return
    for person, body in ((names, others), (others, names)):
        for report in scene.reports.values():
            if any(evidence.speaks_for(p, b, report.text) for p in person for b in body):
                why = f"{person[0]} speaks for {body[0]}"
                pool.unite(one, other, DependencyKind.SAME_SOURCE, why)
                return


def _same_channel(pool: Pool, scene: Scene, lefts: Sequence[str], rights: Sequence[str]) -> None:
    for left in lefts:
        one = _link(scene, left)
        if not evidence.particular_channel(one):
            continue
        for right in rights:
            other = _link(scene, right)
            if not evidence.particular_channel(other) or not evidence.same_channel(one, other):
                continue
            if pool.one(left, right) or evidence.shared_words(one.name, other.name):
                pool.unite(left, right, DependencyKind.SAME_CHANNEL, f"both speak through a {one.channel}")
                return


def _shared_quotations(pool: Pool, scene: Scene, claims: Sequence[str]) -> None:
    """Unite voices that are quoted with the same words; evidence is also noted where they are one already."""
    quoted = _quoted(scene, claims)
    for at, (claim, words) in enumerate(quoted):
        for other, others in quoted[at + 1 :]:
            if scene.claims[claim].report == scene.claims[other].report:
                continue
            if one_quotation(words, others, scene.thresholds.quotation):
                pool.unite(claim, other, DependencyKind.SHARED_QUOTATION, f"both quote \u201c{_short(words)}\u201d")


def _quoted(scene: Scene, claims: Sequence[str]) -> list[tuple[str, str]]:
    """Return quotations with the claim of the same voice and report that stands in them or nearest to them."""
    found: list[tuple[str, str]] = []
    for report, reading in scene.readings.items():
        here = [claim for claim in claims if scene.claims[claim].report == report]
        if not here:
            continue
        for quotation in quotations_of(reading, scene.reports[report]):
            speaker = scene.attributions[quotation.attribution]
            same = [claim for claim in here if _speaks(scene, claim, speaker)]
            if same:
                nearest = min(same, key=lambda claim: _distance(scene.claims[claim], quotation.start, quotation.end))
                found.append((nearest, quotation.text))
    return found


def _speaks(scene: Scene, claim: str, speaker: Attribution) -> bool:
    link = innermost(scene.claims[claim])
    if link is None:
        return False
    if link.attribution == speaker.id:
        return True
    if link.key is not None or speaker.key is not None:
        return link.key == speaker.key
    return link.name is not None and fold(link.name) == fold(speaker.name or "")


def _distance(claim: Claim, start: int, end: int) -> tuple[int, str]:
    if claim.start < end and start < claim.end:
        return 0, claim.id
    return min(abs(claim.start - end), abs(start - claim.end)), claim.id


def _short(words: str) -> str:
    told = words.split()
    return " ".join(told[:8]) + (" ..." if len(told) > 8 else "")


def _reused_text(pool: Pool, scene: Scene, claims: Sequence[str]) -> None:
    """Unite voices whose words are reused, where their names do not tell them apart.

    What is one already is compared with the first claim of its question only, for the evidence.
    """
    firsts: dict[tuple[str, str | None], str] = {}
    for at, other in enumerate(claims):
        first = firsts.setdefault((pool.root(other), scene.answers.get(other)), other)
        for one in claims[:at]:
            known = pool.one(one, other)
            if (known and one != first) or _one_report(scene, one, other) or not scene.answer_alike(one, other):
                continue
            if not known and not _may_be_copied(scene, one, other):
                continue
            if scene.wording.reused(one, other, scene.thresholds.reused_text):
                pool.unite(one, other, DependencyKind.REUSED_TEXT, "one tells it in the other's words")


def _may_be_copied(scene: Scene, one: str, other: str) -> bool:
    """Tell whether two voices may be one retold: a reporter's own eyes, or one name spelt or cut differently.

    Two reports in like words that name two sources have two: wording is shared by habit, names are not.
    """
    if _own_witness(scene, one) or _own_witness(scene, other):
        return True
    left, right = _link(scene, one).name or "", _link(scene, other).name or ""
    return similarity(left, right) >= _SPELLING or bool(evidence.shared_words(left, right))


# --- papers, bodies, the unnamed, nobody ---------------------------------------------------------


def _is_paper(scene: Scene, claim: str) -> bool:
    return _link(scene, claim).kind is SourceKind.MEDIA


def _papers(pool: Pool, scene: Scene, settled: set[str], papers: Sequence[str]) -> set[str]:
    """Lead what a report has from a paper to the report's own source of the same, because a relay repeats.

    A paper that is cited beside no other source stands for itself.
    """
    alone: dict[str, list[str]] = {}
    led: dict[str, str] = {}
    for claim in papers:
        own = [one for one in settled_in_order(scene, settled) if _one_report(scene, one, claim)]
        target = next((one for one in own if scene.answer_alike(claim, one)), None)
        roots = {pool.root(one) for one in own}
        if target is None and len(roots) == 1 and not any(_answers_one(scene, claim, one) for one in own):
            target = own[0]
        name = _link(scene, claim).name
        why = f"{name} is told beside the report's own source, and a relay repeats"
        if target is not None and pool.unite(claim, target, DependencyKind.SAME_REPORT, why):
            led.setdefault(scene.voices[claim].identity, claim)
        else:
            alone.setdefault(scene.voices[claim].identity, []).append(claim)
    for identity, told in alone.items():
        why = f"both cite {_link(scene, told[0]).name}"
        _tie_voice(pool, scene, told, DependencyKind.SAME_SOURCE, why, "same-source")
        if identity in led:
            pool.unite(told[0], led[identity], DependencyKind.SAME_SOURCE, why)
    return set(papers)


def _one_report(scene: Scene, left: str, right: str) -> bool:
    return scene.claims[left].report == scene.claims[right].report


def _answers_one(scene: Scene, left: str, right: str) -> bool:
    return scene.answers.get(left) == scene.answers.get(right) is not None


def _bodies(pool: Pool, scene: Scene, settled: set[str], bodies: Sequence[str]) -> set[str]:
    """Lead each body that is told by a common noun to the one named source that speaks for it, or to its like."""
    voices = _by_identity(scene, bodies)
    # The fuller wording first: "the city's fire brigade" before "the brigade".
    ordered = sorted(voices, key=lambda identity: (-len(identity.split()), identity))
    placed: list[str] = []
    for identity in ordered:
        told = voices[identity]
        name = _link(scene, told[0]).name or identity
        _tie_voice(pool, scene, told, DependencyKind.SAME_SOURCE, f"both name {name}", "same-source")
        target = _spokesperson(scene, told, settled) or _fuller(
            scene, told, [*settled_in_order(scene, settled), *placed]
        )
        if target is not None:
            other = _link(scene, target).name
            pool.unite(told[0], target, DependencyKind.SAME_SOURCE, f"{name} and {other} are one source")
        placed.extend(told)
    return set(placed)


def settled_in_order(scene: Scene, settled: set[str]) -> list[str]:
    """Return settled claims in canonical order."""
    return [claim for claim in scene.claims if claim in settled]


def _spokesperson(scene: Scene, told: Sequence[str], settled: set[str]) -> str | None:
    bodies = tuple(dict.fromkeys(_link(scene, claim).name or "" for claim in told))
    seen: set[str] = set()
    for claim in settled_in_order(scene, settled):
        voice = scene.voices[claim]
        if voice.identity in seen or voice.standing is not Standing.NAMED:
            continue
        seen.add(voice.identity)
        person = _link(scene, claim).name
        if person and any(
            evidence.speaks_for(person, body, report.text) for body in bodies for report in scene.reports.values()
        ):
            return claim
    return None


def _fuller(scene: Scene, told: Sequence[str], others: Sequence[str]) -> str | None:
    """Return a claim whose source's name holds all words of this body's name; one word needs the same kind besides."""
    link = _link(scene, told[0])
    words = evidence.shared_words(link.name, link.name)
    for other in others:
        theirs = _link(scene, other)
        named = f"{theirs.name or ''} {(theirs.key or '').replace('/', ' ').replace('_', ' ')}"
        like_kind = theirs.kind is link.kind or len(words) > 1
        if words and like_kind and words <= evidence.shared_words(named, named):
            return other
    return None


def _citing_claims(scene: Scene) -> dict[str, tuple[str, ...]]:
    """Return the claims that rest on other reports of the event by their own words, with these reports' ids.

    A claim that hands on a named source of another paper has that source; only what rests on the paper is citing.
    """
    found: dict[str, tuple[str, ...]] = {}
    for claim, voice in scene.voices.items():
        if voice.link is None:
            continue
        own = fold(scene.reports[voice.report].outlet or "")
        reports = tuple(
            report
            for report in evidence.cited_outlets(scene.claims[claim], scene.outlets)
            if not own or fold(scene.reports[report].outlet or "") != own
        )
        if reports and (voice.standing is Standing.UNNAMED or fold(voice.link.name or "") in scene.outlets):
            found[claim] = reports
    return found


def _cites_itself(scene: Scene, claim: str, cites: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a bare claim's own report gives the same to another paper."""
    return any(_one_report(scene, claim, one) and scene.answer_alike(claim, one) for one in cites)


def _is_bare(scene: Scene, claim: str) -> bool:
    return scene.voices[claim].standing is Standing.BARE


def _citing(pool: Pool, scene: Scene, citing: Mapping[str, tuple[str, ...]], settled: set[str]) -> None:
    """Lead each claim that cites another report to what that report says, and rings of citing to themselves."""
    for claim, reports in citing.items():
        target = _in_cited(scene, claim, reports)
        name = _link(scene, claim).name or "it"
        if target is not None:
            pool.unite(claim, target, DependencyKind.CITES_OUTLET, f"the report cites {name}, whose report this is")
    # What rests on no source is one piece of knowledge for each paper cited, and one for each report that cites.
    rootless = [claim for claim in citing if not any(one in settled for one in pool.members(claim))]
    for voiced in _by_identity(scene, rootless).values():
        name = _link(scene, voiced[0]).name or "one paper"
        _tie_voice(pool, scene, voiced, DependencyKind.SAME_SOURCE, f"both cite {name}", "same-source")
    by_report: dict[str, str] = {}
    for claim in rootless:
        pool.tie(by_report.setdefault(scene.claims[claim].report, claim), claim)
    for claim in rootless:
        for report in citing[claim]:
            if report in by_report:
                why = "each report cites the other, and none says from where"
                pool.unite(claim, by_report[report], DependencyKind.CITES_OUTLET, why)


def _in_cited(scene: Scene, claim: str, reports: Sequence[str]) -> str | None:
    for report in reports:
        theirs = [one for one in scene.claims if scene.claims[one].report == report]
        alike = [one for one in theirs if scene.answer_alike(claim, one)]
        named = [one for one in alike if scene.voices[one].standing is not Standing.BARE]
        if named or alike:
            return (named or alike)[0]
    return None


def _unnamed_voices(scene: Scene) -> dict[tuple[str, str], list[str]]:
    """Return the claims of each report's unnamed sources, by report and group."""
    voices: dict[tuple[str, str], list[str]] = {}
    for claim in scene.of(Standing.UNNAMED):
        voices.setdefault((scene.claims[claim].report, scene.voices[claim].group), []).append(claim)
    return voices


def _unnamed(pool: Pool, scene: Scene, voices: Mapping[tuple[str, str], list[str]], settled: set[str]) -> None:
    """Lead unnamed sources to one origin at most each; what is left of a group is one, however many reports cite it."""
    left: dict[str, list[str]] = {}
    for (_, group), told in voices.items():
        if not _led(pool, scene, told, group, settled, own_report=False):
            left.setdefault(group, []).extend(told)
    why = "unnamed sources cannot be shown to be two"
    for told in left.values():
        _tie_voice(pool, scene, told, DependencyKind.SAME_SOURCE, why, "unnamed")
    others = [claim for group, told in left.items() if group for claim in told]
    if "" in left and others:
        pool.unite(left[""][0], others[0], DependencyKind.SAME_SOURCE, why, strength="unnamed")


def _led(pool: Pool, scene: Scene, told: Sequence[str], group: str, settled: set[str], *, own_report: bool) -> bool:
    """Lead the claims of one unnamed voice to the origin that fits best; tell whether there was one."""
    for one, other in pairwise(told):
        pool.tie(one, other)
    ranked: list[tuple[tuple[int, ...], str, str, DependencyKind, str]] = []
    others = settled_in_order(scene, settled)
    gainsaid = _gainsaid(pool, scene, told, others)
    for at, other in enumerate(others):
        if pool.root(other) in gainsaid:
            continue
        if _all_younger(pool, scene, told[0], other):
            continue
        fit = _fit(scene, told, other, group) if not own_report or _one_report(scene, told[0], other) else None
        if fit is not None:
            rank, claim, kind, why = fit
            ranked.append(((*rank, -at), claim, other, kind, why))
    for _, claim, other, kind, why in sorted(ranked, key=lambda entry: entry[0], reverse=True):
        line = "unnamed" if kind is DependencyKind.SAME_SOURCE else None
        if pool.unite(claim, other, kind, why, strength=line):
            return True
    return False


def _gainsaid(pool: Pool, scene: Scene, told: Sequence[str], others: Sequence[str]) -> set[str]:
    """Return the origins that answer a question of an unnamed source otherwise, and never as it does."""
    alike: set[tuple[str, str]] = set()
    otherwise: set[tuple[str, str]] = set()
    for other in others:
        for one in told:
            if _answers_one(scene, one, other):
                found = alike if scene.answer_alike(one, other) else otherwise
                found.add((pool.root(other), one))
    return {root for root, one in otherwise - alike}


def _fit(
    scene: Scene, told: Sequence[str], other: str, group: str
) -> tuple[tuple[int, ...], str, DependencyKind, str] | None:
    """Return how well a settled claim's source could be an unnamed one's, best evidence first."""
    theirs = scene.voices[other]
    if theirs.standing is Standing.WITNESSED or (theirs.link and theirs.link.kind is SourceKind.MEDIA):
        return None
    same_report = int(scene.claims[other].report == scene.claims[told[0]].report)
    for claim in told:
        link = _link(scene, claim)
        if link.channel and theirs.link and evidence.same_channel(link, theirs.link):
            return (3, same_report), claim, DependencyKind.SAME_CHANNEL, f"both speak through a {link.channel}"
    if group not in ("", theirs.group):
        return None
    alike = [claim for claim in told if scene.answer_alike(claim, other)]
    name = theirs.link.name if theirs.link else ""
    if same_report:
        claim = alike[0] if alike else told[0]
        why = f"the report names {name}, and the unnamed may be the same"
        return (2, int(bool(alike))), claim, DependencyKind.SAME_REPORT, why
    if alike:
        reused = max(alike, key=lambda claim: scene.wording.reused(claim, other, scene.thresholds.reused_text))
        if scene.wording.reused(reused, other, scene.thresholds.reused_text):
            return (1, 1), reused, DependencyKind.REUSED_TEXT, "one tells it in the other's words"
        why = f"an unnamed source that says what {name} says is not shown to be another"
        return (0, 0), alike[0], DependencyKind.SAME_SOURCE, why
    return None


def _bare(pool: Pool, scene: Scene, bare: Sequence[str], settled: set[str]) -> set[str]:
    """Lead each claim that names nobody to the attributed claim that it repeats; return those that repeat one."""
    attributed = settled_in_order(scene, settled)
    placed: set[str] = set()
    for claim in bare:
        best: tuple[tuple[float, ...], str, DependencyKind, str] | None = None
        for at, other in enumerate(attributed):
            if not scene.answer_alike(claim, other) or _all_younger(pool, scene, claim, other):
                continue
            kind, rank, why = _repeat(scene, claim, other)
            found = ((rank, _closeness(scene, claim, other), float(-at)), other, kind, why)
            if best is None or found[0] > best[0]:
                best = found
        if best is not None and pool.unite(claim, best[1], best[2], best[3]):
            placed.add(claim)
    return placed


def _all_younger(pool: Pool, scene: Scene, claim: str, other: str) -> bool:
    """Tell whether all that is known of an origin was told on later days than a claim, which cannot repeat it then."""
    return scene.younger(other, claim) and all(scene.younger(member, claim) for member in pool.members(other))


def _closeness(scene: Scene, claim: str, other: str) -> float:
    one, two = scene.claims[claim].quantity, scene.claims[other].quantity
    return float(one is not None and two is not None and (one.min, one.max) == (two.min, two.max))


def _repeat(scene: Scene, claim: str, other: str) -> tuple[DependencyKind, float, str]:
    """Return what shows that a bare claim repeats an attributed one, how telling it is, and a sentence."""
    left, right = scene.reports[scene.claims[claim].report], scene.reports[scene.claims[other].report]
    name = _link(scene, other).name or "a source"
    if left.id != right.id and scene.wording.alike(claim, other) >= _VERBATIM and not scene.younger(other, claim):
        return DependencyKind.REUSED_TEXT, 6, f"told nearly word for word as a report gives it to {name}"
    if left.id == right.id:
        return DependencyKind.SAME_REPORT, 5, f"the same report gives it to {name}"
    if scene.wording.reused(claim, other, scene.thresholds.reused_text):
        return DependencyKind.REUSED_TEXT, 4, f"told in the words of a report that gives it to {name}"
    if scene.wires[left.id] & scene.wires[right.id]:
        return DependencyKind.SAME_WIRE, 3, f"both reports credit {min(scene.wires[left.id] & scene.wires[right.id])}"
    alike = scene.wording.alike(claim, other)
    if left.owner and right.owner and fold(left.owner) == fold(right.owner) and alike >= _OWN_WORDING:
        return DependencyKind.SAME_OWNER, 2, f"both outlets are of {left.owner}, and the wording is alike"
    if left.outlet and right.outlet and fold(left.outlet) == fold(right.outlet):
        return DependencyKind.SAME_OUTLET, 1, f"the same outlet gave it to {name}"
    return DependencyKind.BARE_REPEAT, min(alike, LIKE_SENTENCE), f"it names nobody and repeats what {name} says"
