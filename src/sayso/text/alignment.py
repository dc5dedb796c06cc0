"""Knows where two wordings of one thing agree and where they part: similarity over words, differing words."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel, Levenshtein

from sayso.text.shingles import content_words, overlap, words_of

_SPELLING = 0.7
"""Two words at least this alike, letter by letter, are one word spelt or inflected differently (Izyum, Izzyum)."""


def likeness(left: Sequence[str], right: Sequence[str]) -> float:
    """Return how alike two word sequences are in [0, 1]: twice the longest common subsequence over both lengths."""
    if not left or not right:
        return 0.0
    return float(Indel.normalized_similarity(list(left), list(right)))


def quotation_likeness(left: str, right: str) -> float:
    """Return how far two quotations are one: the better of word order and of shared content words and numbers.

    The second reaches quotations translated twice, which keep names, numbers and nouns and change all between them;
    it is damped, because single words are shared by chance more easily than word order.
    """
    in_order = likeness(words_of(left), words_of(right))
    bag = overlap(frozenset(content_words(left)), frozenset(content_words(right)))
    return max(in_order, 0.9 * bag if min(len(content_words(left)), len(content_words(right))) >= 6 else 0.0)


def differences(left: str, right: str) -> tuple[tuple[str, str], ...]:
    """Return the words in which two wordings part, in order, as pairs; one side is "" where words stand only once.

    Function words and mere spellings of one word are not differences.
    """
    one, other = list(content_words(left)), list(content_words(right))
    found: list[tuple[str, str]] = []
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            continue
        gone, come = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        gone, come = _unlike(gone, come), _unlike(come, gone)
        if gone or come:
            found.append((" ".join(gone), " ".join(come)))
    return tuple(found)


def _unlike(words: Sequence[str], others: Sequence[str]) -> list[str]:
    return [word for word in words if all(_letters(word, other) < _SPELLING for other in others)]


def _letters(word: str, other: str) -> float:
    if word.isdigit() or other.isdigit():
        return 1.0 if word == other else 0.0
    return float(Indel.normalized_similarity(word, other))
