"""Knows through whose mouths certain words of a report came: outlet, relays, source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sayso.records import Attribution, ChainLink, Report, Role, SourceKind, Span
from sayso.text.names import fold, same

_COVERED = 0.6
"""The share of the asked words that an attribution's content must hold."""


def chain_at(report: Report, attributions: Sequence[Attribution], start: int, end: int) -> tuple[ChainLink, ...]:
    """Return the chain of the words at ``[start, end)``, outermost first; it always begins with the outlet.

    Every holder between the outlet and the innermost is a relay; the innermost is the source.
    """
    outlet = ChainLink(
        role=Role.OUTLET,
        name=report.outlet,
        key=f"name/{fold(report.outlet)}" if report.outlet else None,
        kind=SourceKind.OUTLET,
        channel=None,
        cue=None,
        spans=(),
    )
    links = [outlet]
    holding = _without_hearsay(attributions_at(attributions, start, end, report.text))
    for place, attribution in enumerate(holding):
        relay = _told(report, attribution)
        if relay is not None and not any(link.name and relay.name and same(link.name, relay.name) for link in links):
            links.append(relay)
        link = _link(report, attribution, Role.SOURCE if place == len(holding) - 1 else Role.RELAY)
        if len(links) > 1 and link.name is not None and links[-1].key == link.key and links[-1].name == link.name:
            if link.role is Role.SOURCE:
                links[-1] = link
            continue
        links.append(link)
    return tuple(links)


def _without_hearsay(holding: Sequence[Attribution]) -> list[Attribution]:
    """Drop "have been reported" under a source who is named: it hides nobody else.

    Under a paper it stays, for a paper that writes "were said to" passes on the word of somebody it does not name.
    """
    kept: list[Attribution] = []
    for attribution in holding:
        nobody = not attribution.source and attribution.name is None
        if nobody and kept and kept[-1].kind is not SourceKind.MEDIA and kept[-1].name is not None:
            continue
        kept.append(attribution)
    return kept


def attributions_at(attributions: Sequence[Attribution], start: int, end: int, text: str) -> tuple[Attribution, ...]:
    """Return the attributions that hold the words at ``[start, end)``, outermost first.

    Attitudes ("criticised the attack") hold nothing. Words between two attributions of one source in one paragraph
    are that source's, as free indirect speech is.
    """
    by_id = {attribution.id: attribution for attribution in attributions}
    telling = [a for a in attributions if " attitude." not in a.made_by]
    covering = [
        (sum(s.end - s.start for s in a.content), a.id)
        for a in telling
        if _share(a.content, start, end) >= _COVERED and not _inside_own_words(a, start, end)
    ]
    if not covering:
        between = _sandwiched(telling, start, end, text)
        return (between,) if between is not None else ()
    above = {attribution_id for _, covered in covering for attribution_id in _parents(by_id, covered)}
    innermost = by_id[min(pair for pair in covering if pair[1] not in above)[1]]
    chain = [innermost]
    node = innermost
    while node.parent is not None and node.parent in by_id and by_id[node.parent] not in chain:
        node = by_id[node.parent]
        if " attitude." not in node.made_by:
            chain.append(node)
    outer = sorted(((size, i) for size, i in covering if i not in {a.id for a in chain}), reverse=False)
    for _, other in outer:
        # Two holders without a parent link ("said, as per the Herald"): the wider content is the outer one.
        chain.append(by_id[other])
    return tuple(reversed(chain))


def _parents(by_id: Mapping[str, Attribution], attribution_id: str) -> list[str]:
    """Return the ids of the attributions that hand one on, nearest first."""
    found: list[str] = []
    node = by_id[attribution_id].parent
    while node is not None and node in by_id and node not in found:
        found.append(node)
        node = by_id[node].parent
    return found


def _share(content: Sequence[Span], start: int, end: int) -> float:
    if end <= start:
        return 0.0
    return sum(max(0, min(end, s.end) - max(start, s.start)) for s in content) / (end - start)


def _inside_own_words(attribution: Attribution, start: int, end: int) -> bool:
    """Whether the asked words are the source or cue themselves."""
    return any(s.start <= start and end <= s.end for s in (*attribution.source, *attribution.cue))


def _sandwiched(attributions: Sequence[Attribution], start: int, end: int, text: str) -> Attribution | None:
    """Return the attribution of free indirect speech: the same source before and after, in the same paragraph."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before = [a for a in attributions if a.content and first <= _first(a) and _last(a) <= start]
    after = [a for a in attributions if a.content and end <= _first(a) and _last(a) <= last]
    if not before or not after:
        return None
    one, two = max(before, key=lambda a: (_last(a), a.id)), min(after, key=lambda a: (_first(a), a.id))
    if one.name is None or one.name != two.name or one.key != two.key:
        return None
    return one


def _first(attribution: Attribution) -> int:
    return min(s.start for s in (*attribution.source, *attribution.cue, *attribution.content))


def _last(attribution: Attribution) -> int:
    return max(s.end for s in (*attribution.source, *attribution.cue, *attribution.content))


def _link(report: Report, attribution: Attribution, role: Role) -> ChainLink:
    words = " … ".join(report.text[s.start : s.end] for s in attribution.cue)
    return ChainLink(
        role=role,
        name=attribution.name,
        key=attribution.key,
        kind=attribution.kind,
        channel=attribution.channel,
        cue=words or None,
        spans=tuple(sorted((*attribution.source, *attribution.cue))),
        said=attribution.said,
        attribution=attribution.id,
    )


def _told(report: Report, attribution: Attribution) -> ChainLink | None:
    """Return the relay of "told Reuters": a named body that was told, other than the outlet itself."""
    channel = attribution.channel or ""
    if not channel.startswith("told ") or channel == "told reporters" or not attribution.cue:
        return None
    name = channel.removeprefix("told ")
    if report.outlet and same(name, report.outlet):
        return None
    at = report.text.find(name, attribution.cue[0].start)
    spans = (Span(start=at, end=at + len(name)),) if at >= 0 else ()
    return ChainLink(
        role=Role.RELAY,
        name=name,
        key=f"name/{fold(name)}",
        kind=SourceKind.MEDIA,
        channel=None,
        cue="told",
        spans=spans,
        attribution=attribution.id,
    )
