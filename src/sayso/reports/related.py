"""Whether a line among a report's paragraphs is another report's headline: how it is styled, and what it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

FEWEST_WORDS = 7
"""Below it a line may be a subheading; headlines of news are 7 to 15 words long."""

MOST_WORDS = 22

UNSEEN_TITLE_CASE = 0.4
UNSEEN_SENTENCE_CASE = 0.7
"""Shares of a line's content words that stand nowhere else in the report. Subheadings speak of what follows them;
a line in sentence case may be a paragraph that lost its full stop, so more must be foreign in it."""

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_ENDS = re.compile(r"[.!…:;,][\"”’')\]]*$|[\"”]$")
_BULLET = re.compile(r"^\s*(?:[-–—*•▪●◦·+>|]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_NOT_A_HEADLINE = re.compile(
    r"^(?:By|What|How|Why|Who|Where|When|Which)\b|@|https?:|www\.|\s[—–]\s|[a-z]{3}[.!?]\s+[A-Z]|\)$|\b(?:says?|said|adds?)$"
    r"|\b(?:contribut\w+|reporting by|editing by|staff writers?)\b",
    re.IGNORECASE,
)
"""Bylines, credits and contact lines, entries of lists, more than one sentence, and subheadings that ask."""

_SENTENCE_WORDS = re.compile(
    r"\b(?:the|an?|is|are|was|were|be|been|has|have|had|would|said|who|which|it|they|he|she|his|her|their|you|your)\b",
    re.IGNORECASE,
)
"""Words that headlines in sentence case leave out and sentences do not."""

_STEM = 5
"""Letters that two forms of a word share ("enter", "entered")."""


@cache
def _small_words() -> frozenset[str]:
    rows = files("sayso.reports").joinpath("small_words.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(row.split("\t")[0] for row in rows if row and not row.startswith("#"))


def is_headline_like(line: str) -> bool:
    """Tell whether a line has the shape of a headline: a few words, no end of a sentence, no bullet."""
    words = line.split()
    return (
        3 <= len(words) <= MOST_WORDS
        and not _ENDS.search(line)
        and not _BULLET.match(line)
        and words[0][:1].upper() == words[0][:1]
        and any(character.isalpha() for character in line)
    )


def stems_of(lines: Iterable[str]) -> Counter[str]:
    """Return how often each stem stands in ``lines``."""
    return Counter(word[:_STEM] for line in lines for word in _words(line))


def is_related_headline(line: str, before: str | None, after: str | None, stems: Counter[str]) -> bool:
    """Tell whether ``line`` is the headline of another report.

    ``before`` and ``after`` are the neighbouring lines (None at the report's edges), ``stems`` those of the whole
    report with this line. It must stand alone after a finished paragraph, look like a headline, and speak mostly of
    what stands nowhere else.
    """
    if before is None or not _is_finished(before) or not is_headline_like(line):
        return False
    if after is not None and is_headline_like(after) and len(after.split()) < 25 and not _is_finished(after):
        return False
    if len(line.split()) < FEWEST_WORDS or line[:1] in "\"“‘'" or line.endswith("?") or _NOT_A_HEADLINE.search(line):
        return False
    content = [word for word in _words(line) if word not in _small_words()]
    if len(content) < 5:
        return False
    own = stems_of([line])
    unseen = [word for word in content if stems[word[:_STEM]] <= own[word[:_STEM]]]
    share = len(unseen) / len(content)
    if _is_title_case(line):
        return len(unseen) >= 3 and share >= UNSEEN_TITLE_CASE
    return len(unseen) >= 4 and share >= UNSEEN_SENTENCE_CASE and not _SENTENCE_WORDS.search(line)


def _is_finished(line: str) -> bool:
    return bool(re.search(r"[.!?…][\"”’')\]]*$", line))


def _words(line: str) -> list[str]:
    return [re.sub(r"['’]s$", "", word.lower()).strip(".") for word in _WORD.findall(line)]


def _is_title_case(line: str) -> bool:
    words = [
        word for word in _WORD.findall(line) if word.lower().strip(".") not in _small_words() and not word.isdigit()
    ]
    capital = sum(word[:1].isupper() for word in words)
    return len(words) >= 4 and capital >= 0.8 * len(words)
