"""The wordings of times that ``data/times.toml`` describes, and where they stand in a text."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from sayso.text.literals import Needed, folded, may_match, words_needed
from sayso.text.measures import any_of, number_table, number_word_pattern

MONTHS: tuple[str, ...] = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
MONTHS = (*MONTHS, "October", "November", "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
_SHORT_WEEKDAYS = ("Mon", "Tues", "Tue", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")

_ABOUT = (
    "about|approximately|around|roughly|nearly|almost|just over|just under|more than|less than|well over|over|at least"
    "|at most|up to|under|as many as|as long as|fewer than|no more than|no less than|the better part of"
)
_UNITS = "seconds?|minutes?|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?"
_UNITS += "|century|centuries"
_PLURALS = "seconds|minutes|hours|days|nights|weeks|weekends|fortnights|months|years|decades|centuries"
_CLOCK = (
    r"(?P<clock>\d{1,2}(?:[:.]\d{2})?\s*(?:a\.m\b\.?|p\.m\b\.?|am\b|pm\b)|(?:[01]?\d|2[0-3]):[0-5]\d(?:\s*(?:hours|hrs)\b)?"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?:\s*(?:hours|hrs|GMT|UTC)\b)"
    r"|(?:(?<=at )|(?<=by )|(?<=At )|(?<=By ))0\d[0-5]\d\b(?![,.]\d)"
    r"|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+o['’]clock"
    r"|\d{1,2}\s+in\s+the\s+(?:morning|afternoon|evening)|(?<![Hh]igh )noon|midday|midnight)"
    r"(?:,?\s+(?:GMT|UTC|BST|CET|EET|MSK|[ECMP][SD]?T|local\s+time|[Ee]astern(?:\s+[Tt]ime)?)\b)?"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that word a time: which rule's ``reading`` gives them a value, and the named pieces of the match."""

    start: int
    end: int
    reading: str
    pieces: Mapping[str, str]

    def piece(self, name: str) -> str:
        """Return a named piece in lower case with single blanks, "" where the words have none."""
        return re.sub(r"\s+", " ", self.pieces.get(name, "")).lower()


@functools.cache
def time_table() -> dict[str, Any]:
    """Return the table of time wordings, an example beside each rule."""
    return tomllib.loads(resources.files("sayso.claims").joinpath("data/times.toml").read_text("utf-8"))


@functools.lru_cache(maxsize=1024)
def wordings_in(text: str) -> tuple[Wording, ...]:
    """Return the wordings of times in ``text`` in order, none overlapping; the longest wins, then the earlier rule."""
    found: list[tuple[int, int, int, Wording]] = []
    low = folded(text)
    for order, rule in enumerate(_rules()):
        if not may_match(rule.needed, low):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if rule.skip:
                lead = rule.skip.match(text, start, end)
                start = lead.end() if lead else start
            pieces = {name.partition("__")[0]: value for name, value in match.groupdict().items() if value is not None}
            if start < end and not _is_title(pieces) and _fits(rule.needs, text, start, end, pieces):
                found.append((start - end, order, start, Wording(start, end, rule.reading, pieces)))
                if rule.reading == "day" and "month" in pieces and text[start:end].endswith(pieces.get("day", "-")):
                    further = list(_further_days(text, end))
                    year = _YEAR_AFTER.match(text, further[-1][1]) if further else None
                    shared = {"month": pieces["month"], **({"year": year[1]} if year else {})}
                    if year:
                        pieces["year"] = year[1]
                    for at, to in further:
                        last = year.end() if year and to == year.start() else to
                        found.append((at - last, order, at, Wording(at, last, "day", {**shared, "day": text[at:to]})))
    held = bytearray(len(text))
    kept: list[Wording] = []
    for _, _, _, wording in sorted(found, key=lambda item: item[:3]):
        if not any(held[wording.start : wording.end]):
            held[wording.start : wording.end] = b"\1" * (wording.end - wording.start)
            kept.append(wording)
    return tuple(sorted(kept, key=lambda wording: wording.start))


_FURTHER_DAY = re.compile(
    r"(?:,?\s+and|,?\s+or|,)\s+(0?[1-9]|[12]\d|3[01])(?![\w:%-]|[.,]\d)"
    rf"(?!\s+(?:{'|'.join(MONTHS)}|(?!(?:they|the|when|but|for|to|as|he|she|it|we)\b)[a-z]))"
)


_YEAR_AFTER = re.compile(r",?\s+(1[5-9]\d\d|20\d\d)\b(?![,.]\d)")


def _further_days(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield where further days of a month stand after one: "on April 24 (and) 25"."""
    while match := _FURTHER_DAY.match(text, end):
        yield match.span(1)
        end = match.end()


def _is_title(pieces: Mapping[str, str]) -> bool:
    """Tell "60 Minutes" and "a second" chance from durations."""
    unit = pieces.get("unit", "")
    if unit[:1].isupper() and not unit.isupper() and pieces.get("n", "")[:1].isdigit():
        return True
    return unit.lower() == "second" and pieces.get("n", "").lower() in ("a", "an")


@dataclass(frozen=True, slots=True)
class _Rule:
    reading: str
    pattern: re.Pattern[str]
    needs: str
    skip: re.Pattern[str] | None
    needed: Needed


def _counted_words() -> list[str]:
    return [*number_table()["people"]["words"], "miles", "km", "metres", "meters", "feet", "tons", "tonnes", "times"]


@functools.cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of(_counted_words())})\b", re.IGNORECASE)


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    table = time_table()
    numbers = number_word_pattern()
    parts = "|".join(table["parts"])
    pieces = {
        "{weekday}": rf"(?-i:(?P<weekday>{_upper_too(WEEKDAYS)}))\b",
        "{wd}": rf"(?-i:(?P<weekday>{_upper_too(WEEKDAYS)}|(?:{'|'.join(_SHORT_WEEKDAYS)})(?:\.|\b(?!\.))))(?!\w)",
        "{month}": rf"(?-i:(?P<month>{_upper_too(MONTHS)}|(?:{_upper_too(_SHORT_MONTHS)})(?:\.|\b(?!\.))))(?!\w)",
        "{day}": r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w|:\d|,\d{3}(?!\d))",
        "{year}": r"(?P<year>1[5-9]\d\d|20\d\d)\b",
        "{part_words}": f"(?:{parts})",
        "{season}": f"(?P<season>{'|'.join(table['seasons'])})",
        "{about}": rf"(?:(?P<about>{_ABOUT})\s+)",
        "{n}": rf"(?P<n>{numbers}|several|a\s+few|few|a\s+couple\s+of|couple\s+of|an?\s+half|an?|half\s+an?)",
        "{number}": numbers,
        "{units}": f"(?P<unit>{_UNITS})",
        "{units_only}": f"(?P<unit>{_PLURALS})",
        "{plurals}": _PLURALS,
        "{clock}": _CLOCK,
        "{holiday}": rf"(?-i:(?P<holiday>{any_of(list(table['holidays']))}))",
        "{feasts}": any_of(table["feasts"]["names"]),
        "{not_a_weekday}": any_of(table["not_a_weekday"]["words"]),
        "{counted}": any_of(_counted_words()),
    }
    rules = []
    for rule in table["rule"]:
        source: str = rule["pattern"]
        for name, pattern in pieces.items():
            source = source.replace(name, pattern)
        compiled = re.compile(rf"(?<!\w)(?:{_numbered(source)})", re.IGNORECASE)
        skip = re.compile(rf"(?:{rule['skip']})", re.IGNORECASE) if "skip" in rule else None
        rules.append(_Rule(rule["reading"], compiled, rule.get("needs", ""), skip, words_needed(_numbered(source))))
    return tuple(rules)


def _upper_too(names: tuple[str, ...]) -> str:
    return "|".join([*names, *(name.upper() for name in names)])


def _numbered(source: str) -> str:
    """Number repeated group names, which ``re`` wants distinct; readers see them under one name."""
    seen: dict[str, int] = {}

    def rename(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}>" if seen[name] == 1 else f"(?P<{name}__{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", rename, source)


_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|last|next|this|early|late|mid|by|until|till|of|during|from|between|to|and|through|every|before"
    r"|after|back in|for|or|on)\s+$",
    re.IGNORECASE,
)
_SURELY_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|last|next|this|early|late|mid|by|until|till|of|during|from|between|every)\s+$", re.IGNORECASE
)
_AFTER_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\s+(?:and|or|to|through|until|till)\s+$")
_BEFORE_BARE = re.compile(
    r"\b(?:for|in|within|over|after|through|during|of|than|into|take|takes|took|taken|lasted|last|lasts|spend|spent"
    r"|many|several|some|recent|these|those|coming|cost)\s+$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\b(?:his|her|their|my|our)\s+(?:early\s+|mid-?\s*|late\s+)?$", re.IGNORECASE)


_AFTER_HOLIDAY = re.compile(
    r"\s+(?!(?:in|on|at|and|or|but|nor|when|while|as|after|before|until|till|since|to|with|without|from|for|by|of|off|over"
    r"|last|this|next|was|is|were|are|has|have|had|will|would|could|may|might|should|can|did|does|do|that|which|who|where|the|a|an|because|during"
    r"|if|he|she|it|they|we|i|you|his|her|their|our|my|eve|day|night|morning|evening|afternoon|weekend|week|season|itself|alone|"
    r"then|than|so|also|only|just|not|no|under|near|outside|inside|between|against|through|amid|about|came|fell|falls)\b)[a-z]+"
)
"""A small word that a holiday's name merely describes: a Christmas market, the Easter bombings."""


_AFTER_SEASON = re.compile(
    r"\s+(?:of|in|from|to|out|apart|into|off|behind|school|break|Olympics|camp)\b", re.IGNORECASE
)
"""After "the fall" or "the spring": no season but a drop or a source."""


@functools.cache
def _rated() -> re.Pattern[str]:
    """Return what stands before "a day" of a rate: "$5 a day", "24 hours a day"."""
    rates = time_table()["rates"]
    counted = rf"(?!(?:{any_of(rates['no_things'])})\s)[a-z]+s"
    return re.compile(
        rf"(?:[$£€]\s?[\d.,]+(?:\s(?:{any_of(rates['powers'])}))?|%|\d|\b(?:{any_of(rates['words'])})|\b{counted})\s+$"
    )


def _fits(needs: str, text: str, start: int, end: int, pieces: Mapping[str, str]) -> bool:
    """Tell whether a match that could be other words is a time where it stands."""
    before = text[max(0, start - 24) : start]
    if needs == "month":
        said = {"year", "shift", "when"} & set(pieces)
        name = pieces["month"]
        if re.search(r"\b[Tt]he\s+$", before) and re.match(r"\s+[a-z]", text[end : end + 4]):
            return not re.match(r"\s+(?:of|to|on|from|for)\b", text[end : end + 8])  # "the May vote", "the March for"
        if name.lower() in ("may", "march", "mar", "mar.", "jun", "dec", "sep", "jan", "nov") and not said:
            of_it = text[start:end].lower().startswith("the ")  # "the end of March"
            return of_it or bool(_SURELY_BEFORE_MONTH.search(before) or _AFTER_MONTH.search(before))
        # A month's name before another capitalised word is most often a person's or a unit's.
        return bool(said or _BEFORE_MONTH.search(before) or not re.match(r"\s+[A-Z][a-z]", text[end : end + 4]))
    if needs == "decade":
        if _OWNER.search(before):
            return False
        short = "short" in pieces or "named" in pieces
        led = r"^(?:the|early|mid|late)\b" if text[start].isalpha() else r"\d0s\s+(?:and|or|to)\s+$"
        return not short or bool(re.search(led, text[start:end] if text[start].isalpha() else before, re.IGNORECASE))
    if needs == "holiday":
        sure = "year" in pieces or "shift" in pieces or pieces["holiday"].endswith(" Day")
        return sure or not _AFTER_HOLIDAY.match(text, end)
    if needs == "season":
        sure = "year" in pieces or "when" in pieces or pieces["shift"].lower().split()[-1] not in ("the", "of")
        return sure or not _AFTER_SEASON.match(text, end)
    if needs == "no count":  # "in May 12 soldiers died"
        return not (re.search(r"\b[Ii]n\s+$", before) and _counted().match(text, end))
    if needs == "no rate":
        first = text[start:end].split()[0].lower()
        return not (first in ("a", "an") or "each" in pieces) or not _rated().search(before)
    if needs == "bare":
        return text[start:end].lower() != pieces["plural"].lower() or bool(_BEFORE_BARE.search(before))
    return True
