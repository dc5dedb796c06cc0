"""Which language a report is in, and what that language is called."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from sayso.ports import LanguageIdentifier

ENGLISH = "en"

SHORT_TEXT = 8
"""Words. Identifiers of languages cannot tell shorter texts ("Two men died." passes for Dutch)."""

ENGLISH_SHARE = 0.2
"""Share of the commonest English words from which a text is English whatever an identifier says: running English has
about 40 %, names and figures bring it down in short reports; no other language reaches 10 %."""

_COMMONEST = frozenset(
    (
        *("the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "by", "at", "from", "as", "it"),
        *("he", "his", "they", "were", "are", "been", "be", "have", "has", "had", "who", "which", "after", "said"),
        *("not", "but", "this", "their", "its", "an", "when", "would", "she", "her", "we", "you", "will", "than"),
        *("there", "out", "into"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _names() -> dict[str, str]:
    rows = files("sayso.reports").joinpath("languages.tsv").read_text(encoding="utf-8").splitlines()
    return {code: name for code, name, _ in (row.split("\t") for row in rows if row and not row.startswith("#"))}


def language_name(code: str) -> str:
    """Return the English name of an ISO 639-1 code, or the code itself where we know no name."""
    return _names().get(code, code)


def language_of(text: str, identify_language: LanguageIdentifier) -> str:
    """Return the ISO 639-1 code of the language of ``text``."""
    words = _WORD.findall(text[:5000].lower())
    common = sum(word in _COMMONEST for word in words)
    if words and common >= ENGLISH_SHARE * len(words):
        return ENGLISH
    if len(words) < SHORT_TEXT and all(word.isascii() for word in words):
        return ENGLISH
    return identify_language.identify(text)


def normal_code(language: str) -> str:
    """Return the ISO 639-1 code that ``language`` ("en-GB", "EN", "English") stands for."""
    word = language.strip().lower()
    for code, name in _names().items():
        if word == name.lower():
            return code
    return re.split(r"[-_]", word)[0]
