"""What in a report's text is not the report: furniture by rule, and other reports' headlines by how they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.records import Apart, ApartKind, Span
from sayso.reports.flat import flat_opening
from sayso.reports.furniture import rule_of_beginning, rule_of_line, rule_of_sentence
from sayso.reports.related import is_headline_like, is_related_headline, stems_of
from sayso.text.sentences import paragraphs_of, sentences_of

_BULLET = re.compile(r"[-–—*•▪●◦·>]\s*\w")

_HIDE_CAPTION = re.compile(r"\bHide Caption(?:\s+\d{1,3} of \d{1,3})?", re.IGNORECASE)
_GALLERY_TITLE = re.compile(r"\s*Photos?:\s.{0,300}?\s[–—-]\s", re.IGNORECASE)

_SEAM = re.compile(r"(?P<mark>\s?[.|–—-]|)\s+(?=[\"“‘'(]?[A-Z0-9])")
"""What stands between a headline that is told again and the sentence that it runs into."""

FEWEST_WORDS_AFTER = 6
FEWEST_WORDS_WITHOUT_MARK = 6

FEWEST_WORDS_AGAIN = 4
"""Words of a headline that can be told from a sentence which begins like it."""

LONGEST_RUN = 12
"""Headlines that a heading such as "Most read" takes with it."""

EDGE = 4
"""Lines at a text's top and bottom in which a date alone is a time stamp; between, it may head a part of a report."""

PROSE_SHARE = 0.6
"""Share of lines that end like sentences, below which lines without a full stop mean nothing."""


def apart_of(text: str, headline: Span | None, *, version: str) -> tuple[Apart, ...]:
    """Return the stretches of ``text`` that are not the report's own telling, in order, never overlapping."""
    spans = list(_below_headline(text, headline))
    lines = [text[start:end] for start, end in spans]
    found: list[Apart] = []
    taken: set[int] = set()
    run = 0
    title = " ".join(text[headline.start : headline.end].split()) if headline is not None else ""
    for number, (start, _end) in enumerate(spans):
        line = lines[number]
        if number == 0 and (opening := _opening(line, start, title, version)):
            found.extend(opening)
            continue
        if gallery := _gallery(line, start, version):
            found.extend(gallery)
            taken.add(number)
            continue
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


def _below_headline(text: str, headline: Span | None) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of ``text`` without the headline, which may stand at the beginning of one."""
    for start, end in paragraphs_of(text):
        if headline is not None and headline.start <= start < headline.end < end:
            start = headline.end + len(text[headline.end : end]) - len(text[headline.end : end].lstrip())
        if headline is None or end <= headline.start or start >= headline.end:
            yield start, end


def _opening(line: str, offset: int, title: str, version: str) -> list[Apart]:
    """Return the agency, the date and the headline once more, where the first line runs them into its sentence."""
    found: list[Apart] = []
    credit = flat_opening(line)
    at = 0
    if credit is not None:
        before = line[: credit.start].rstrip()
        if before and (before == title or title.startswith(f"{before} ")):
            found.append(_apart(offset, offset + len(before), ApartKind.NAVIGATION, version, "headline-again"))
        found.append(
            _apart(offset + credit.start, offset + credit.end, ApartKind.NAVIGATION, version, "agency-and-date")
        )
        at = credit.end + len(line[credit.end :]) - len(line[credit.end :].lstrip())
    if len(title.split()) >= FEWEST_WORDS_AGAIN and line.startswith(title, at):
        seam = _SEAM.match(line, at + len(title))
        # "Bomb kills five in Aleppo" may also begin a sentence on Aleppo Governorate: without a mark, more is asked.
        told_apart = seam is not None and (seam["mark"] or len(title.split()) >= FEWEST_WORDS_WITHOUT_MARK)
        if seam is not None and told_apart and len(line[seam.end() :].split()) >= FEWEST_WORDS_AFTER:
            end = seam.end("mark")
            found.append(_apart(offset + at, offset + end, ApartKind.NAVIGATION, version, "headline-again"))
    return found


def _gallery(line: str, offset: int, version: str) -> list[Apart]:
    """Return the captions of a gallery whose pictures were run together, and the labels around them."""
    found: list[Apart] = []
    at = 0
    for button in _HIDE_CAPTION.finditer(line):
        label = _GALLERY_TITLE.match(line, at, button.start())
        if label is not None and label.end() > at:
            found.append(_apart(offset + at, offset + label.end(), ApartKind.NAVIGATION, version, "gallery-title"))
            at = label.end()
        caption = line[at : button.start()].strip()
        if caption:
            start = line.index(caption, at)
            found.append(
                _apart(offset + start, offset + start + len(caption), ApartKind.CAPTION, version, "gallery-caption")
            )
        found.append(
            _apart(offset + button.start(), offset + button.end(), ApartKind.NAVIGATION, version, "hide-caption")
        )
        at = button.end()
    return found


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
