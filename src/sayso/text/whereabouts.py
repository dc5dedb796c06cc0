"""Knows where given words stand in a text, letter for letter."""

from __future__ import annotations

import re

_FORMS = str.maketrans("‘’ʼ‛“”„‟«»‐‑‒–—−", "''''" + '""""' + '""' + "------")
"""Marks that differ in form only, each for one of its kind: every letter keeps its offset."""


def stands_at(words: str, text: str) -> list[tuple[int, int]]:
    """Return the stretches of ``text`` that are ``words``, in order; none where ``words`` are only spaces.

    Letters, figures and their case must be the same. Only the form of quotation marks, apostrophes and dashes, and
    the width of spaces, may differ. Words are whole: "12" does not stand in "120", nor "an" in "man".
    """
    parts = words.translate(_FORMS).split()
    if not parts or len(words) > 2 * len(text):
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    left = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    right = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
    return [match.span() for match in re.finditer(left + pattern + right, text.translate(_FORMS))]
