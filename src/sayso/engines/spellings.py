"""How one place name is spelt in many ways: plain spelling, and what is left of it after transliteration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

VERSION = "spellings@1"
"""Part of the gazetteer's version: the packaged index is built with these rules and must be rebuilt with them."""

LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
        "ə": "a", "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": "", "´": "", "ʹ": "", "ʾ": "", "ʿ": "", "ʺ": "",
        "”": "",
        "-": " ", "–": " ", "‑": " ", ".": " ", ",": " ", "/": " ", "(": " ", ")": " ", "&": " and ",
    }
)  # fmt: skip
"""Letters that do not decompose, signs that transliteration adds and drops, and what stands between words."""

WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "ft": "fort", "mt": "mount", "pt": "point", "mtn": "mountain"}
"""Abbreviated first words of names (St. Louis, Ft. Worth, Mt. Vernon)."""

SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"shch|schtsch|szcz|stch", "sh"),  # щ
        (r"tsch|tch|cz", "ch"),  # Woltschansk
        (r"sch|sz", "sh"),
        (r"dzh|dsch|dj", "j"),
        (r"zh", "j"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"ts|tz", "c"),
        (r"ck|q", "k"),
        (r"c(?=[aou]|$)", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),  # French and English u
        (r"[yj](?=[aeiou])|(?<=[aeiou])[yj]", "i"),
        (r"y", "i"),
        (r"ee", "i"),
        (r"i+(?=e)", ""),  # -iev and -ev, Kiev and Kev are not told apart; nor are Yevpatoriia and Evpatoriia
        (r"i+v$", "ov"),  # Kharkiv, Kharkov
        (r"(.)\1+", r"\1"),
        (r"h$", ""),
    )
)
"""Spellings of one sound in the Latin transliterations of Cyrillic and Arabic names, applied in this order."""

ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "ash", "at", "az", "an"})
"""Forms of the Arabic article, which news writes, joins or leaves out."""

LATIN = re.compile(r"[A-ZÀ-ɏḀ-ỿ'‘’ʻʼ][ -~À-ɏḀ-ỿʹ-˿‘’–]*")
"""A name in Latin letters that begins with a capital: transliterated sounds of other scripts are in small letters."""

CODE = re.compile(r"[A-Z]{2,4}")
"""Airports' and other codes."""

SHORTEST_VARIANT = 4
"""Letters that a folded name needs before it may meet the gazetteer by sound alone."""


def is_usable(name: str) -> bool:
    """Tell whether an English report may write a recorded name so: in Latin letters, and not as a code."""
    return LATIN.fullmatch(name) is not None and CODE.fullmatch(name) is None


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Return ``name`` without case, diacritics, apostrophes and hyphens, its abbreviations spelt out."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    words = "".join(char for char in folded if not unicodedata.combining(char)).translate(LETTERS).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words = [WORDS.get(word, word) for word in words]
    return " ".join(words)


@lru_cache(maxsize=65536)
def sound(plain_name: str) -> str:
    """Return what is left of a plain name when spellings of one sound are made one."""
    words = plain_name.split()
    if len(words) > 1:
        words = [word for word in words if word not in ARTICLES] or words
    return "".join(_sound_of_word(word) for word in words)


@lru_cache(maxsize=65536)
def _sound_of_word(word: str) -> str:
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word) or word
    return word
