"""Where words of a report stand in the text that a corpus annotates, though blanks and headlines may differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher


class Alignment:
    """Maps offsets of a report's text to offsets of the corpus's text of the same document."""

    def __init__(self, report: str, corpus: str) -> None:
        self._map: dict[int, int] = {}
        ours = [n for n, letter in enumerate(report) if not letter.isspace()]
        theirs = [n for n, letter in enumerate(corpus) if not letter.isspace()]
        squeezed = "".join(report[n] for n in ours)
        wanted = "".join(corpus[n] for n in theirs)
        at = squeezed.find(wanted)
        if at >= 0:
            self._map = dict(zip(ours[at : at + len(theirs)], theirs, strict=True))
            return
        left, right = list(re.finditer(r"\S+", report)), list(re.finditer(r"\S+", corpus))
        matcher = SequenceMatcher(None, [m.group() for m in left], [m.group() for m in right], autojunk=False)
        for block in matcher.get_matching_blocks():
            for n in range(block.size):
                mine, other = left[block.a + n], right[block.b + n]
                for letter in range(mine.end() - mine.start()):
                    self._map[mine.start() + letter] = other.start() + letter

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the corpus's span of a report's span; None where it does not stand there."""
        inside = [self._map[n] for n in range(start, end) if n in self._map]
        return (min(inside), max(inside) + 1) if inside else None
