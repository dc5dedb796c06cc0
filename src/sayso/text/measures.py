"""Numbers in English text that count nobody and nothing: ages, dates, clock times, calibres, names of units, money."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from sayso.text.literals import Needed, folded, may_match, words_needed

_NUMERAL = r"(?:\d{1,3}(?:[,\u2009\u202f\u00a0]\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number expression that is no count, and what it is: ``age``, ``money``, ``unit_name``, ``duration`` ..."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    capital: bool
    needed: Needed


def measures_in(text: str) -> tuple[Measure, ...]:
    """Return the number expressions of ``text`` that are no counts, in order, none overlapping.

    The table beside this module says what they are; an earlier entry takes words before a later one.
    """
    if not any(character.isdigit() for character in text) and not _number_word().search(text):
        return ()
    taken: list[Measure] = []
    held = bytearray(len(text))
    low = folded(text)
    for rule in _rules():
        if not may_match(rule.needed, low):
            continue
        for start, end in _matches(rule, text):
            if not any(held[start:end]):
                held[start:end] = b"\1" * (end - start)
                taken.append(Measure(kind=rule.kind, text=text[start:end], start=start, end=end))
    return tuple(sorted(taken, key=lambda measure: measure.start))


def _matches(rule: _Rule, text: str) -> Iterator[tuple[int, int]]:
    for match in rule.pattern.finditer(text):
        if rule.capital and not match.group()[0].isupper():
            continue
        named = next((name for name, found in match.groupdict().items() if found is not None), None)
        yield match.span(named) if named else match.span()


@functools.cache
def measure_table() -> dict[str, Any]:
    """Return the table of what is no count, an example beside each entry."""
    return tomllib.loads(resources.files("sayso.text").joinpath("data/numbers_other.toml").read_text("utf-8"))


@functools.cache
def number_table() -> dict[str, Any]:
    """Return the table of number wordings and the intervals they stand for, an example beside each entry."""
    return tomllib.loads(resources.files("sayso.text").joinpath("data/numbers.toml").read_text("utf-8"))


def any_of(words: list[str]) -> str:
    """Return a pattern for any of ``words``, longest first, spaces as runs of blanks."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@functools.cache
def number_word_pattern() -> str:
    """Return a pattern for one numeral or number word, compounds of tens and units among them."""
    words = number_table()["words"]
    units, tens = any_of(list(words["units"])), any_of(list(words["tens"]))
    multipliers = any_of([word for entry in number_table()["multiplier"] for word in entry["words"] if len(word) > 2])
    spelled = rf"{tens}(?:[- ]{units})?|{units}(?:[- ]{multipliers})?|(?:an?\s+|half\s+an?\s+)?{multipliers}"
    return rf"(?:{_NUMERAL}|(?:{spelled})\b)"


@functools.cache
def _number_word() -> re.Pattern[str]:
    table = number_table()
    words = [*table["words"]["units"], *table["words"]["tens"], "half", "quarter", "hundred", "thousand", "dozen"]
    words += ["million", "billion", "several", "few", "couple", "tens", "dozens", "hundreds", "thousands", "millions"]
    words += ["thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties", "twenties"]
    return re.compile(rf"\b{any_of(words)}", re.IGNORECASE)


_LONG_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_LONG_MONTHS += ["November", "December"]
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
# Case counts: "50 may be trapped" is no day of May.
_MONTH = (
    "(?-i:(?:"
    + "|".join([*_LONG_MONTHS, *(month.upper() for month in _LONG_MONTHS)])
    + r")\b|(?:"
    + "|".join([*_SHORT_MONTHS, *(month.upper() for month in _SHORT_MONTHS)])
    + r")\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:])"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    people = any_of(number_table()["people"]["words"])
    rules = []
    for entry in measure_table()["kind"]:
        source: str = entry["pattern"]
        for name, pattern in (
            ("{n}", number_word_pattern()),
            ("{num}", _NUMERAL),
            ("{month}", _MONTH),
            ("{day}", _DAY),
            ("{weekday}", _WEEKDAY),
            ("{people}", rf"(?:[\w-]+\s+)?{people}"),
        ):
            source = source.replace(name, pattern)
        flags = 0 if entry.get("case") else re.IGNORECASE
        rules.append(_Rule(entry["kind"], re.compile(source, flags), bool(entry.get("capital")), words_needed(source)))
    return tuple(rules)
