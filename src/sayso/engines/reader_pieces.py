"""Knows the pieces that the encoder's vocabulary breaks a word into: WordPiece, lower case, accents off.

Own code of some lines, because the library for it (``tokenizers``) brings a client for a model hub with it. It gives
the same pieces on all words of the training corpora (see docs/design/dependencies.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"
_LONGEST = 100


class Pieces:
    """Words to pieces by a vocabulary, one piece a line."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").split("\n")
        self._ids = {piece: number for number, piece in enumerate(lines) if piece}
        self.begin, self.end, self._unknown = self._ids[BEGIN], self._ids[END], self._ids[UNKNOWN]
        self.of = lru_cache(maxsize=65536)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        """Return the pieces of one word, at least one."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C")
        if not plain or len(plain) > _LONGEST:
            return (self._unknown,)
        found: list[int] = []
        at = 0
        while at < len(plain):
            end = len(plain)
            prefix = "##" if at else ""
            while end > at and prefix + plain[at:end] not in self._ids:
                end -= 1
            if end == at:
                return (self._unknown,)
            found.append(self._ids[prefix + plain[at:end]])
            at = end
        return tuple(found)

    def of_words(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Return all pieces between the marks of begin and end, the word each is of (-1 for those), and firsts."""
        pieces, owners, first = [self.begin], [-1], []
        for number, word in enumerate(words):
            first.append(len(pieces))
            for piece in self.of(word):
                pieces.append(piece)
                owners.append(number)
        pieces.append(self.end)
        owners.append(-1)
        return pieces, owners, first
