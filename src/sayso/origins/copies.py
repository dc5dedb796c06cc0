"""Knows which claims of two reports stand in reused wording: sentences alike, or whole reports alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sayso.records import Claim, Report
from sayso.text.alignment import likeness
from sayso.text.shingles import overlap, shingles_of, words_of
from sayso.text.stretches import sentence_around

LIKE_SENTENCE = 0.6
"""Sentences at least this alike, word by word in order, are aligned where their reports share wording."""

_FEWEST_WORDS = 8
"""Shorter sentences are alike by chance."""


class Wording:
    """The wording of the reports of one event; each sentence is cut into words once."""

    def __init__(self, reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> None:
        self._reports = reports
        self._claims = claims
        self._sentences: dict[str, tuple[str, ...]] = {}
        self._shared: dict[tuple[str, str], float] = {}

    @cached_property
    def _runs(self) -> dict[str, frozenset[tuple[object, ...]]]:
        return {key: shingles_of(words_of(report.text)) for key, report in self._reports.items()}

    def shared(self, left: str, right: str) -> float:
        """Return the share of the shorter report's four-word runs that stand in the other, in [0, 1]."""
        pair = (min(left, right), max(left, right))
        if pair not in self._shared:
            self._shared[pair] = overlap(self._runs[left], self._runs[right])
        return self._shared[pair]

    def sentence(self, claim: str) -> tuple[str, ...]:
        """Return the words of the sentences in which a claim stands."""
        if claim not in self._sentences:
            told = self._claims[claim]
            text = self._reports[told.report].text
            start, end = sentence_around(text, told.start, told.end)
            self._sentences[claim] = words_of(text[start:end])
        return self._sentences[claim]

    def alike(self, left: str, right: str) -> float:
        """Return how alike the sentences of two claims are, 0 where one is too short to tell."""
        one, other = self.sentence(left), self.sentence(right)
        if min(len(one), len(other)) < _FEWEST_WORDS:
            return 0.0
        return likeness(one, other)

    def reused(self, left: str, right: str, threshold: float) -> float:
        """Return how far the wording of one claim is the other's, 0 below what shows reuse.

        Either their reports share ``threshold`` of their wording and the sentences are alike, or the sentences
        themselves share that much of their four-word runs and more words than a formula has.
        """
        one, other = self._claims[left].report, self._claims[right].report
        if one == other:
            return 0.0
        alike = self.alike(left, right)
        if alike < LIKE_SENTENCE:
            return 0.0
        if self.shared(one, other) >= threshold:
            return alike
        runs = overlap(shingles_of(self.sentence(left)), shingles_of(self.sentence(right)))
        long = min(len(self.sentence(left)), len(self.sentence(right))) >= 2 * _FEWEST_WORDS
        return alike if long and runs >= max(threshold, LIKE_SENTENCE) else 0.0
