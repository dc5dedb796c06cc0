"""Knows when two spellings are one name: folding, titles, shortened names, acronyms, similarity."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from importlib import resources

# Letters that do not decompose under NFKD, with the spelling that English papers use.
_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "ð": "d",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
)
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')(?=\s|$)")
_NOT_WORD = re.compile(r"[^\w\s&-]")
_SMALL_WORDS = frozenset({"a", "an", "and", "&", "for", "in", "of", "on", "the", "to"})


@cache
def fold(name: str) -> str:
    """Return ``name`` without accents, case, punctuation, possessives and outer articles, single-spaced."""
    plain = unicodedata.normalize("NFKD", name.translate(_UNDECOMPOSED).lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_UNDECOMPOSED)
    plain = _POSSESSIVE.sub("", plain)
    words = _NOT_WORD.sub(" ", plain.replace("'", "")).replace("-", " ").split()
    while words and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)


@cache
def titles() -> frozenset[str]:
    """Return the folded titles and ranks that may stand before a person's name."""
    table = tomllib.loads(resources.files("sayso.text").joinpath("data/titles.toml").read_text(encoding="utf-8"))
    return frozenset(fold(title) for group in table.values() for title in group)


def without_titles(name: str) -> str:
    """Return ``name`` without the titles before it ("Lt. Gen. Ann Lee" gives "Ann Lee"); never returns nothing."""
    words = name.split()
    known = titles()
    while len(words) > 1:
        for size in (3, 2, 1):
            if size < len(words) and fold(" ".join(words[:size])) in known:
                words = words[size:]
                break
        else:
            break
    return " ".join(_after_office(words))


# What stands before a title and makes it narrower: "Deputy Chief Fire Officer", "Senior Police Inspector".
_BEFORE_TITLES = frozenset(
    (
        "deputy",
        "chief",
        "assistant",
        "senior",
        "acting",
        "former",
        "police",
        "fire",
        "army",
        "navy",
        "naval",
        "medical",
        "health",
        "defence",
        "defense",
        "foreign",
        "interior",
        "finance",
        "state",
        "county",
        "city",
        "district",
        "federal",
        "special",
        "associate",
        "vice",
        "then",
        "retired",
        "executive",
        "managing",
        "staff",
        "regional",
        "provincial",
        "national",
        "military",
        "security",
        "emergency",
        "border",
        "coast",
        "guard",
        "general",
    )
)
_MIDDLE_NAMES = frozenset(("sister", "brother", "father", "general", "agent", "private", "deputy", "speaker"))
_ALSO_NAMES = frozenset(("king", "prince", "judge", "major", "count", "baron", "master", "bishop", "pope", "marshal"))


def _after_office(words: list[str]) -> list[str]:
    """Return the words after a long office ("Millbrook Deputy Police Chief Ann Lee" gives "Ann Lee")."""
    folded = [fold(word) for word in words]
    titled = titles() - _ALSO_NAMES
    for last in range(len(words) - 2, 0, -1):
        before = folded[:last]
        known = [word in _BEFORE_TITLES or word in titles() for word in before]
        # One word more may tell where: "Millbrook Police Chief".
        place = len(words) - last > 2 and len(known) > 1 and all(known[1:])
        # Whatever stands before an office and a full name belongs to the office: "Manhattan Court Justice Ann Lee".
        house = len(words) - last == 3 and folded[last] not in _MIDDLE_NAMES
        if folded[last] in titled and (all(known) or place or house):
            return words[last + 1 :]
    return words


def is_short_for(short: str, full: str) -> bool:
    """Tell whether ``short`` is a shorter form of the person's or body's name ``full`` ("Villalba", "M. Villalba")."""
    few, many = fold(without_titles(short)).split(), fold(without_titles(full)).split()
    if not few or len(few) > len(many):
        return False
    if few == many:
        return True
    if few[-1] != many[-1]:
        # A given name alone ("Marta") or the head of a body's name ("Blue Anchor" Line) starts the full name.
        return many[: len(few)] == few
    rest = iter(many[:-1])
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in few[:-1])


def is_acronym_of(acronym: str, name: str) -> bool:
    """Tell whether ``acronym`` is made of the initials of ``name``, with or without its small words."""
    letters = re.sub(r"[^A-Za-z]", "", acronym)
    if not 2 <= len(letters) <= 8 or letters != letters.upper():
        return False
    words = fold(name).split()
    every = "".join(word[0] for word in words).upper()
    main = "".join(word[0] for word in words if word not in _SMALL_WORDS).upper()
    return letters in (every, main)


def similarity(left: str, right: str) -> float:
    """Return how alike two names are, in [0, 1]: 1 for equal folded names, else the ratio of matching letters."""
    one, other = fold(left), fold(right)
    if one == other:
        return 1.0 if one else 0.0
    return SequenceMatcher(None, min(one, other), max(one, other), autojunk=False).ratio()


def same(left: str, right: str) -> bool:
    """Tell whether two names are one after folding, or one is the other's acronym."""
    return (fold(left) == fold(right) != "") or is_acronym_of(left, right) or is_acronym_of(right, left)
