"""Traces claims to origins.

Takes: one event, the readings and reports by id, people's judgements, thresholds (``dependency``: the strength from
which evidence counts; ``reused_text``: the share of wording that shows reuse; ``quotation``: how alike two quotations
must be to be one).
Gives: the origins of the event, each with the evidence that holds its claims together, and the claims that name nobody.
Promises: copying is not knowing; another witness never hurts; no favourites; what names nobody adds no origin; a
person outranks a number. A denial has its origin too: whether it supports anything is weighed later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sayso.origins.components import Scene, components_of, scene_of
from sayso.origins.voices import Standing, voice_of
from sayso.records import (
    Claim,
    Dependency,
    DependencyKind,
    Event,
    Judgement,
    Origin,
    Reading,
    Report,
    SourceKind,
    Thresholds,
    Trace,
    When,
    identify,
)
from sayso.text.judged import rejected, with_corrections

VERSION = "1"

_MADE_BY = f"origins@{VERSION} trace"


def trace(
    event: Event,
    readings: Mapping[str, Reading],
    reports: Mapping[str, Report],
    judgements: Sequence[Judgement],
    thresholds: Thresholds,
) -> Trace:
    """Return where the knowledge of an event entered the news; claims that a person rejected are left out."""
    refused = rejected(judgements)
    told = {c.id: c for report in event.reports if report in readings for c in readings[report].claims}
    claims = with_corrections(
        {key: told[key] for key in event.claims if key in told and key not in refused}, judgements
    )
    voices = {claim.id: voice_of(claim, reports[claim.report]) for claim in claims.values()}
    scene = scene_of(event, list(claims.values()), voices, readings, reports, thresholds)
    pool, components, nobody = components_of(scene, judgements)
    origins = tuple(_origin(event, scene, members, pool.evidence) for members in components)
    return Trace(event=event.id, origins=origins, unattributed=tuple(nobody))


def _origin(event: Event, scene: Scene, members: Sequence[str], evidence: Sequence[Dependency]) -> Origin:
    inside = set(members)
    claims = [scene.claims[claim] for claim in members]
    name, kind = _source(scene, members)
    return Origin(
        id=identify("org", event.id, members[0]),
        event=event.id,
        source=name,
        kind=kind,
        channel=_channel(scene, members),
        said=_said(claims),
        reports=tuple(sorted({claim.report for claim in claims})),
        claims=tuple(members),
        dependencies=tuple(
            dependency
            for dependency in sorted(evidence, key=_in_order)
            if set(dependency.evidence) <= inside or _is_note(dependency, inside)
        ),
        made_by=_MADE_BY,
    )


def _is_note(dependency: Dependency, inside: set[str]) -> bool:
    return dependency.kind is DependencyKind.JUDGED and bool(set(dependency.evidence) & inside)


def _in_order(dependency: Dependency) -> tuple[str, tuple[str, str]]:
    return dependency.kind.value, dependency.evidence


def _source(scene: Scene, members: Sequence[str]) -> tuple[str | None, SourceKind]:
    """Return the name to show: of a named source before a paper, a body or the unnamed; then the most reported name.

    Names written with two capitals or more go before those with fewer, because they say more.
    """
    reports: Counter[tuple[str, SourceKind]] = Counter()
    standing: dict[tuple[str, SourceKind], Standing] = {}
    seen: set[tuple[str, SourceKind, str]] = set()
    for claim in members:
        voice = scene.voices[claim]
        if voice.link is None:
            continue
        name = voice.link.name
        if voice.standing is Standing.WITNESSED:
            name = scene.reports[scene.claims[claim].report].outlet or name
        key = (name or "", voice.link.kind)
        standing.setdefault(key, voice.standing)
        if (*key, scene.claims[claim].report) not in seen:
            seen.add((*key, scene.claims[claim].report))
            reports[key] += 1
    if not reports:
        return None, SourceKind.UNNAMED

    def rank(key: tuple[str, SourceKind]) -> tuple[object, ...]:
        name, kind = key
        capitals = sum(word[:1].isupper() for word in name.split())
        order = [Standing.NAMED, Standing.WITNESSED, Standing.BODY, Standing.UNNAMED]
        return (
            not name,
            order.index(standing[key]),
            kind is SourceKind.MEDIA,
            capitals < 2,
            -reports[key],
            -capitals,
            name,
            kind.value,
        )

    name, kind = min(reports, key=rank)
    return name or None, kind


def _channel(scene: Scene, members: Sequence[str]) -> str | None:
    """Return the most named channel, one with a platform's name ("Facebook post") before others."""
    found = Counter(
        voice.link.channel for voice in map(scene.voices.__getitem__, members) if voice.link and voice.link.channel
    )
    if not found:
        return None
    return min(found, key=lambda channel: (channel == channel.lower(), -found[channel], channel))


def _said(claims: Sequence[Claim]) -> When | None:
    """Return the earliest time at which the source said it."""
    said = [link.said for claim in claims for link in claim.chain if link.said is not None]
    return min(said, key=lambda when: (when.start or "9999", when.edtf, when.why), default=None)
