"""What in a report's text is not the report: furniture by rule, and other reports' headlines by how they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.records import Apart, ApartKind, Span
from sayso.reports.furniture import rule_of_beginning, rule_of_line, rule_of_sentence
from sayso.reports.related import is_headline_like, is_related_headline, stems_of
from sayso.text.sentences import paragraphs_of, sentences_of

_BULLET = re.compile(r"[-–—*•▪●◦·>]\s*\w")

LONGEST_RUN = 12
"""Headlines that a heading such as "Most read" takes with it."""

EDGE = 4
"""Lines at a text's top and bottom in which a date alone is a time stamp; between, it may head a part of a report."""

PROSE_SHARE = 0.6
"""Share of lines that end like sentences, below which lines without a full stop mean nothing."""


def apart_of(text: str, headline: Span | None, *, version: str) -> tuple[Apart, ...]:
    """Return the stretches of ``text`` that are not the report's own telling, in order, never overlapping."""
    spans = [
        (start, end)
        for start, end in paragraphs_of(text)
        if headline is None or end <= headline.start or start >= headline.end
    ]
    lines = [text[start:end] for start, end in spans]
    found: list[Apart] = []
    taken: set[int] = set()
    run = 0
    for number, (start, _end) in enumerate(spans):
        line = lines[number]
        rule = rule_of_line(line, at_edge=number < EDGE or number >= len(spans) - EDGE)
        if rule is not None:
            found.append(_apart(start, start + len(line), rule.kind, version, rule.name))
            taken.add(number)
            run = LONGEST_RUN if rule.run else 0
        elif run > 0 and is_headline_like(line):
            found.append(_apart(start, start + len(line), ApartKind.RELATED_HEADLINE, version, "below-heading"))
            taken.add(number)
            run -= 1
        else:
            run = 0
            found.extend(_within(line, start, version))
    found.extend(_bullets_of_links(spans, lines, taken, version))
    found.extend(_related(spans, lines, taken, version))
    return tuple(sorted(found, key=lambda apart: (apart.start, apart.end)))


def _within(line: str, offset: int, version: str) -> list[Apart]:
    """Return what stands glued to a paragraph's beginning, and furniture among its last sentences."""
    found: list[Apart] = []
    beginning = rule_of_beginning(line)
    start = 0
    if beginning is not None:
        rule, start = beginning
        found.append(_apart(offset, offset + len(line[:start].rstrip()), rule.kind, version, rule.name))
    sentences = sentences_of(line[start:])
    for left, right in reversed(sentences[1:]):
        sentence_rule = rule_of_sentence(line[start + left : start + right])
        if sentence_rule is None:
            break
        found.append(
            _apart(offset + start + left, offset + start + right, sentence_rule.kind, version, sentence_rule.name)
        )
    return found


def _bullets_of_links(
    spans: Sequence[tuple[int, int]], lines: Sequence[str], taken: set[int], version: str
) -> list[Apart]:
    """Return the other bullets of lists in which a bullet is furniture: they are lists of links."""
    found: list[Apart] = []
    for bullets in _runs_of_bullets(lines):
        if not taken.intersection(bullets):
            continue
        for number in bullets:
            if number not in taken and lines[number][-1] not in ".!…":
                found.append(_apart(*spans[number], ApartKind.RELATED_HEADLINE, version, "bullet-among-links"))
                taken.add(number)
    return found


def _runs_of_bullets(lines: Sequence[str]) -> list[range]:
    runs: list[range] = []
    start = 0
    for number in range(len(lines) + 1):
        if number == len(lines) or not _BULLET.match(lines[number]):
            if number - start > 1:
                runs.append(range(start, number))
            start = number + 1
    return runs


def _related(spans: Sequence[tuple[int, int]], lines: Sequence[str], taken: set[int], version: str) -> list[Apart]:
    kept = [number for number in range(len(lines)) if number not in taken]
    prose = sum(lines[number].rstrip("\"”’')]")[-1:] in {".", "!", "?", "…"} for number in kept)
    if len(kept) < 4 or prose < PROSE_SHARE * len(kept):
        return []
    found: list[Apart] = []
    stems = stems_of(lines[number] for number in kept)
    for place, number in enumerate(kept):
        before = lines[kept[place - 1]] if place > 0 else None
        after = lines[kept[place + 1]] if place + 1 < len(kept) else None
        if is_related_headline(lines[number], before, after, stems):
            start, end = spans[number]
            found.append(_apart(start, end, ApartKind.RELATED_HEADLINE, version, "foreign-headline"))
    return found


def _apart(start: int, end: int, kind: ApartKind, version: str, rule: str) -> Apart:
    return Apart(start=start, end=end, kind=kind, made_by=f"reports@{version} {rule}")
