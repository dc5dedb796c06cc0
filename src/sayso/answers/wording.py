"""How times, figures, chains and lists are put into words for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sayso.records import ChainLink, ClaimKind, JudgementKind, Quantity, QuantityForm, Range, Role, When

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_DAY = re.compile(r"^(\d{4}|XXXX)-(\d\d)-(\d\d)$")
_MONTH = re.compile(r"^(\d{4}|XXXX)-(\d\d)$")
_ONE_OF = re.compile(r"^\[(.+)\.\.(.+)\]$")
_DECADE = re.compile(r"^(\d{3})X$")
_SEASONS = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "33": "first quarter of", "34": "second quarter of", "35": "third quarter of", "36": "fourth quarter of",
    "40": "first half of", "41": "second half of",
}  # fmt: skip

_WHOLE_ID = re.compile(r"\b([a-z]{3}_[0-9a-f]{8})[0-9a-f]{8}\b")
_ANY_ID = re.compile(r"\b[a-z]{3}_[0-9a-f]{8,16}\b")
_CONTEST = re.compile(r"\bagainst\b|^one origin gives\b|^denied by\b")
"""How the parts of a reason begin or read that tell a contradiction."""

_DEEDS = {
    JudgementKind.ACCEPT: "accepted",
    JudgementKind.REJECT: "rejected",
    JudgementKind.CORRECT: "corrected",
    JudgementKind.JOIN: "joined",
    JudgementKind.SPLIT: "split",
    JudgementKind.GRADE: "graded",
    JudgementKind.DEPENDENT: "judged dependent on one another",
    JudgementKind.INDEPENDENT: "judged independent of one another",
    JudgementKind.NOTE: "noted of",
    JudgementKind.WITHDRAW: "withdrew",
}


def day_in_words(edtf: str) -> str:
    """Return an EDTF time as people write it: ``2022-04-02`` is "2 April 2022"."""
    one_of = _ONE_OF.match(edtf)
    if one_of:
        return f"a day from {day_in_words(one_of[1])} to {day_in_words(one_of[2])}"
    first, bar, last = edtf.partition("/")
    if bar:
        if first in ("", ".."):
            return f"until {day_in_words(last)}"
        return f"from {day_in_words(first)}" + (f" to {day_in_words(last)}" if last not in ("", "..") else " on")
    edtf, clock = _without_clock(edtf)
    plain = edtf.rstrip("?~%")
    about = "about " if plain != edtf else ""
    match = _DAY.match(plain)
    if match and "01" <= match[2] <= "12" and match[3].isdecimal():
        day = f"{int(match[3])} {MONTHS[int(match[2]) - 1]}"
        return about + (f"{day}, year open" if match[1] == "XXXX" else f"{day} {match[1]}") + clock
    match = _MONTH.match(plain)
    if match and "01" <= match[2] <= "12":
        month = MONTHS[int(match[2]) - 1]
        return about + (f"{month}, year open" if match[1] == "XXXX" else f"{month} {match[1]}")
    if match and match[2] in _SEASONS:
        return about + f"{_SEASONS[match[2]]} {match[1]}"
    match = _DECADE.match(plain)
    return about + (f"the {match[1]}0s" if match else plain)


def when_in_words(when: When | None) -> str:
    """Return a time as people write it, with what is inferred of it; "time unknown" where there is none."""
    if when is None:
        return "time unknown"
    inferred = f" ({' and '.join(when.inferred)} inferred)" if when.inferred else ""
    return day_in_words(when.edtf) + inferred


def instant_in_words(moment: datetime) -> str:
    """Return an instant as people write it: "22 November 2026, 19:05 UTC"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} UTC"


def number_in_words(value: float) -> str:
    """Return a number with its thousands set apart."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.4g}"


def interval_in_words(low: float | None, high: float | None, *, share: bool = False) -> str:
    """Return an interval: "2", "at least 1,000", "at most 20", "450 to 550", "more than 80%"; "" without bounds."""
    put = _percent if share else number_in_words
    if low is None and high is None:
        return ""
    if high is None:
        return f"at least {put(low or 0)}"
    if low is None or (low == 0 and high > 0):
        return f"at most {put(high)}"
    return put(low) if low == high else f"{put(low)} to {put(high)}"


def interval_in_signs(found: Range, *, share: bool = False) -> str:
    """Return a range for a table: "2", "≥ 1,000", "≤ 20", "450–550"; "" without bounds."""
    put = _percent if share else number_in_words
    if found.min is None and found.max is None:
        return ""
    if found.max is None:
        return f"≥ {put(found.min or 0)}"
    if found.min is None or (found.min == 0 and found.max > 0):
        return f"≤ {put(found.max)}"
    return put(found.min) if found.min == found.max else f"{put(found.min)}–{put(found.max)}"


def quantity_in_words(quantity: Quantity) -> str:
    """Return a figure as worded and as read: "two" (2), "About 500" (450 to 550)."""
    share = quantity.unit == "share"
    read = interval_in_words(quantity.min, quantity.max, share=share)
    if quantity.form is QuantityForm.MORE_THAN and quantity.min is not None:
        read = f"more than {_percent(quantity.min) if share else number_in_words(quantity.min)}"
    of = f" of {quantity.of}" if share and quantity.of else ""
    return f"“{quantity.text}” ({read}{of})" if read else f"“{quantity.text}”"


def kind_in_words(kind: ClaimKind | str) -> str:
    """Return a kind as people write it: ``in_intensive_care`` is "in intensive care"."""
    return str(kind).replace("_", " ").replace("-", " ")


def place_number_in_words(number: int | None) -> str:
    """Return whose number of a place it is: "GeoNames 707292", "own place -3", nothing where it has none."""
    if not number:
        return ""
    return f"GeoNames {number}" if number > 0 else f"own place {number}"


def holder_in_words(link: ChainLink) -> str:
    """Return one holder of a chain with its cue and channel."""
    name = link.name or ("an outlet that nobody named" if link.role is Role.OUTLET else "an unnamed source")
    told = ", ".join(part for part in (link.cue and f"“{link.cue}”", link.channel) if part)
    return f"{name} ({told})" if told else name


def chain_in_words(chain: Sequence[ChainLink]) -> str:
    """Return a chain, outermost holder first."""
    return " → ".join(holder_in_words(link) for link in chain)


def deed_in_words(kind: JudgementKind) -> str:
    """Return what a person did by a judgement of ``kind``."""
    return _DEEDS[kind]


def shortened(why: str, *, most: int = 3) -> str:
    """Return a reason with at most ``most`` of the contradictions that it lists, and how many more there are.

    Contradictions in the same words are one; ids are cut to the digits that name a record.
    """
    parts = list(dict.fromkeys(_WHOLE_ID.sub(r"\1", part) for part in why.split("; ")))
    contests = list({_ANY_ID.sub("", part): part for part in reversed(parts) if _CONTEST.search(part)}.values())[::-1]
    left_out = len(contests) - most
    shown = [part for part in parts if part in contests[:most] or not _CONTEST.search(part)]
    if left_out > 0:
        shown.insert(most, f"and {left_out} more")
    return "; ".join(shown)


def listed(words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 report", "1,200 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _without_clock(edtf: str) -> tuple[str, str]:
    day, separator, clock = edtf.partition("T")
    return (day, f", {clock[:5]}") if separator and _DAY.match(day) else (edtf, "")


def _percent(value: float) -> str:
    return f"{number_in_words(round(value * 100, 1))}%"


def readers_in_words(version: str) -> str:
    """Return which engines read claims, from the version that the stage's outcomes carry.

    >>> readers_in_words("2 1 spacy-3.8.7/en_core_web_sm-3.8.0 gazetteer@1 reader@1 6d3a")
    'the rules and the trained reader'
    """
    if any(word.startswith("reader@") for word in version.split()):
        return "the rules and the trained reader"
    return "the rules alone, without the trained reader"
