"""Number expressions of English news as intervals that keep their wording (DESIGN.md section 4, "Quantities").

The table ``data/numbers.toml`` holds every wording with an example; ``data/numbers_other.toml`` what is no count.
"About" is 10 % to either side, "nearly" 10 % below, "just over" 10 % above; bounds of counts are rounded outwards to
whole numbers, bounds of shares to four digits.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sayso.records import Quantity, QuantityForm
from sayso.text.measures import measures_in, number_table

ABOUT = 0.1
"""Half-width of "about n", as a fraction of n (DESIGN.md section 4)."""

_TOKEN = re.compile(
    r"(?P<num>\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?![\d])|\d{1,3}(?:[\u2009\u202f\u00a0]\d{3})+(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<mark>\S)"
)
_HYPHENS = "-‑–—"


@dataclass(frozen=True, slots=True)
class _Word:
    """A token: ``value`` is a numeral's value, ``low`` its lower-case text, "" for words that other measures hold."""

    low: str
    start: int
    end: int
    value: float | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """A number read at some words, up to word ``after``; ``multiplier`` is the last one in it."""

    low: float
    high: float
    first: int
    after: int
    form: QuantityForm = QuantityForm.EXACT
    share: bool = False
    multiplier: float = 1
    bare: bool = False
    ratio: bool = False


@functools.lru_cache(maxsize=1024)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Return every count and share worded in ``text``, in order, with its bounds and form.

    Ordinals, ages, dates, clock times, names of units, calibres, money and other measures are left out
    (``sayso.text.measures.measures_in`` tells them); what a number counts is for the caller to say.
    """
    words = _words_of(text)
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        quantity, after = _quantity_at(text, words, at)
        if quantity is not None:
            found.append(quantity)
        at = max(after, at + 1)
    return tuple(found)


# --- words --------------------------------------------------------------------------------------


def _words_of(text: str) -> list[_Word]:
    measures = measures_in(text)
    words: list[_Word] = []
    held = 0
    for match in _TOKEN.finditer(text):
        while held < len(measures) and measures[held].end <= match.start():
            held += 1
        if held < len(measures) and match.end() > measures[held].start:
            words.append(_Word("", match.start(), match.end()))
        elif match.lastgroup == "num":
            words.append(_numeral(match))
        else:
            words.append(_Word(match.group().lower().replace("’", "'"), match.start(), match.end()))
    return words


def _numeral(match: re.Match[str]) -> _Word:
    digits = re.sub(r"[,\u2009\u202f\u00a0]", "", match.group())
    identifier = (digits[0] == "0" and len(digits) > 1 and digits[1] != ".") or len(digits) > 9
    bare = digits == match.group() and digits.isdigit()
    if identifier or (bare and len(digits) > 6):
        return _Word("", match.start(), match.end())
    return _Word(match.group(), match.start(), match.end(), float(digits), bare)


_Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word, longest first."""


def _stands_at(words: Sequence[_Word], at: int, phrase: tuple[str, ...]) -> bool:
    return (
        at >= 0 and at + len(phrase) <= len(words) and all(words[at + n].low == part for n, part in enumerate(phrase))
    )


def _phrase_at(words: Sequence[_Word], at: int, phrases: _Phrases) -> int:
    """Return how many words the longest of ``phrases`` takes at ``at``; 0 where none stands."""
    for phrase in phrases.get(_low(words, at), ()):
        if _stands_at(words, at, phrase):
            return len(phrase)
    return 0


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(match.group().lower() for match in _TOKEN.finditer(phrase))


def _indexed(phrases: Iterable[str]) -> _Phrases:
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted({_split(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)):
        index.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(found) for first, found in index.items()}


@dataclass(frozen=True, slots=True)
class _Bound:
    phrase: tuple[str, ...]
    form: str
    least: float


@dataclass(frozen=True, slots=True)
class _Vague:
    phrase: tuple[str, ...]
    low: float
    high: float
    needs: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    before: dict[str, tuple[_Bound, ...]]
    after: dict[str, tuple[_Bound, ...]]
    filler: _Phrases
    matter: frozenset[str]
    vague: dict[str, tuple[_Vague, ...]]
    zero: _Phrases
    zero_leads: frozenset[str]
    zero_nouns: _Phrases
    zero_between: _Phrases
    units: dict[str, int]
    tens: dict[str, int]
    multipliers: dict[str, float]
    percent: _Phrases
    percent_ends: frozenset[str]
    rate: frozenset[str]
    fractions: dict[str, int]
    ratio: _Phrases
    change: frozenset[str]
    one_after: _Phrases
    one_before: tuple[tuple[str, ...], ...]
    people: frozenset[str]
    share_ends: frozenset[str]
    year_leads: frozenset[str]
    after_vague: frozenset[str]
    half_of_what: frozenset[str]
    fates: frozenset[str]
    openers: frozenset[str]


_Entry = TypeVar("_Entry", _Bound, _Vague)


def _by_first_word(entries: Sequence[_Entry]) -> dict[str, tuple[_Entry, ...]]:
    index: dict[str, list[_Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (-len(entry.phrase), entry.phrase)):
        index.setdefault(entry.phrase[0], []).append(entry)
    return {first: tuple(found) for first, found in index.items()}


@functools.cache
def _lexicon() -> _Lexicon:
    table = number_table()

    def bounds(entries: list[dict[str, object]]) -> dict[str, tuple[_Bound, ...]]:
        found = [
            _Bound(_split(word), str(entry["form"]), float(str(entry.get("least", 0))))
            for entry in entries
            for word in entry["words"]  # type: ignore[attr-defined]
        ]
        return _by_first_word(found)

    vague = [
        _Vague(_split(word), float(entry["min"]), float(entry["max"]), entry.get("needs", ""))
        for entry in table["vague"]
        for word in entry["words"]
    ]
    said, leads = table["zero"]
    return _Lexicon(
        before=bounds(table["before"]),
        after=bounds(table["after"]),
        filler=_indexed(table["filler"]["words"]),
        matter=frozenset(table["matter"]["words"]),
        vague=_by_first_word(vague),
        zero=_indexed(said["words"]),
        zero_leads=frozenset(leads["words"]),
        zero_nouns=_indexed(leads["before"]),
        zero_between=_indexed(leads["with"]),
        units=dict(table["words"]["units"]),
        tens=dict(table["words"]["tens"]),
        multipliers={word: float(entry["value"]) for entry in table["multiplier"] for word in entry["words"]},
        percent=_indexed([word for entry in table["percent"] for word in entry["words"]]),
        percent_ends=frozenset(_split(word)[-1] for entry in table["percent"] for word in entry["words"]),
        rate=frozenset(table["rate"]["near"]),
        fractions={word: entry["value"] for entry in table["fraction"] for word in entry["words"]},
        ratio=_indexed(table["ratio"]["words"]),
        change=frozenset(table["range"]["change"]),
        one_after=_indexed(table["one"]["after"]),
        one_before=tuple(_split(word) for word in table["one"]["before"]),
        people=frozenset(table["people"]["words"]),
        share_ends=frozenset(table["share_of"]["ends"]),
        year_leads=frozenset(table["year"]["leads"]),
        after_vague=frozenset(table["vague_follows"]["words"]),
        half_of_what=frozenset(table["half"]["of_what"]),
        fates=frozenset(word for entry in table["multiplier"] for word in entry.get("fates", ())),
        openers=_openers(table),
    )


def _openers(table: dict[str, Any]) -> frozenset[str]:
    """Return every word that can begin a quantity, numerals apart: a look at it spares the rest of the grammar."""
    entries = [*table["before"], *table["vague"], *table["zero"], *table["multiplier"], table["filler"]]
    opening = {_split(word)[0] for entry in entries for word in entry["words"]}
    return frozenset(opening | set(table["words"]["units"]) | set(table["words"]["tens"]) | _BARE_OPENERS)


_BARE_OPENERS = frozenset({"a", "an", "half", "between", "from"})


# --- numbers ------------------------------------------------------------------------------------


def _low(words: Sequence[_Word], at: int) -> str:
    return words[at].low if 0 <= at < len(words) else ""


def _joined(words: Sequence[_Word], at: int) -> bool:
    """Tell whether word ``at`` touches the one before it."""
    return 0 < at < len(words) and words[at - 1].end == words[at].start


def _skip_hyphen(words: Sequence[_Word], at: int) -> int:
    return at + 1 if _low(words, at) in _HYPHENS and _low(words, at) and _joined(words, at) else at


def _multiplier_at(words: Sequence[_Word], at: int, *, numeral: bool) -> tuple[float, int]:
    """Return the multiplier at word ``at`` (1 where there is none) and the word after it."""
    lexicon = _lexicon()
    after = _skip_hyphen(words, at)
    low = _low(words, after)
    if low in ("k", "mn", "bn", "m"):
        if not (numeral and after == at and _joined(words, at)):
            return 1, at
        if low == "m":  # "2.3m people", but a "300m" fence is long
            return (1e6, after + 1) if _counts_people(words, after + 1) else (1, at)
        return lexicon.multipliers[low], after + 1
    if low == "score" and _low(words, after + 1) not in ("of", "and"):
        return 1, at
    if low in lexicon.multipliers:
        return lexicon.multipliers[low], after + 1
    return 1, at


def _counts_people(words: Sequence[_Word], at: int) -> bool:
    """Tell whether a person noun stands among the next words, with at most two words of description before it."""
    for n in range(at, min(at + 3, len(words))):
        if words[n].low in _lexicon().people:
            return True
        if not words[n].low.isalpha():
            return False
    return False


def _spelled_at(words: Sequence[_Word], at: int) -> _Number | None:
    """Read a number in words or a numeral with its multipliers: "two hundred and five", "2.3 million", "a dozen"."""
    lexicon = _lexicon()
    total, current, after = 0.0, None, at
    multiplier = 1.0
    bare = False
    numeral = False
    if _low(words, at) == "half" and _low(words, at + 1) in ("a", "-", "an"):
        value, end = _multiplier_at(words, at + 2, numeral=False)
        if value > 1:
            return _Number(value / 2, value / 2, at, end, multiplier=value)
    if _low(words, at) == "a" and _low(words, at + 1) == "score" and _is_twenty(words, at + 2):
        return _Number(20, 20, at, at + 2, multiplier=20)
    if _low(words, at) in ("a", "an"):
        value, end = _multiplier_at(words, at + 1, numeral=False)
        if value == 1 or _low(words, at + 1) == "score" or _low(words, at + 1) in _HYPHENS:
            return None
        current, after, multiplier = value, end, value
        if value >= 1000:
            total, current = value, None
    while after < len(words):
        word = words[after]
        here = after
        if current is not None or total:
            here = _skip_hyphen(words, after)
            if _low(words, here) == "and" and multiplier >= 100:
                small = _low(words, here + 1)
                if small in lexicon.units or small in lexicon.tens:
                    here += 1
        word = words[here] if here < len(words) else word
        if word.value is not None:
            if current is not None or total:
                break
            current, after, bare, numeral = word.value, here + 1, word.bare, True
        elif word.low in lexicon.tens and not numeral and (current is None or (current % 100 == 0 and current > 0)):
            current, after = (current or 0) + lexicon.tens[word.low], here + 1
        elif (
            word.low in lexicon.units
            and not numeral
            and (
                current is None
                or (current % 100 == 0 and current > 0)
                or (current % 10 == 0 and current % 100 >= 20 and lexicon.units[word.low] < 10)
            )
        ):
            current, after = (current or 0) + lexicon.units[word.low], here + 1
        elif current is not None:
            if _low(words, here) == "and" and _low(words, here + 1) == "a" and _low(words, here + 2) == "half":
                value, end = _multiplier_at(words, here + 3, numeral=False)
                return _Number((current + 0.5) * value, (current + 0.5) * value, at, here + 3 if value == 1 else end)
            value, end = _multiplier_at(words, after, numeral=numeral)
            if value == 1:
                break
            bare, after, multiplier = False, end, value
            if value >= 1000:
                total, current = total + current * value, None
                numeral = False
            else:
                current = current * value
        else:
            break
    if current is None and not total:
        return None
    value = total + (current or 0)
    if numeral and after == at + 1 and _joined(words, after) and _low(words, after).isalpha():
        return None
    return _Number(value, value, at, after, multiplier=multiplier, bare=bare)


def _is_twenty(words: Sequence[_Word], after: int) -> bool:
    """Tell whether "a score" counts people: "a score of villagers", "a score wounded", no "score of 3-2"."""
    if _low(words, after) == "of":
        return _counts_people(words, after + 1)
    return _low(words, after) in _lexicon().fates


def _vague_at(words: Sequence[_Word], at: int) -> _Number | None:
    """Read "dozens", "a few hundred", "tens of thousands"."""
    for entry in _lexicon().vague.get(_low(words, at), ()):
        if not _stands_at(words, at, entry.phrase):
            continue
        after = at + len(entry.phrase)
        inner = after + 1 if _low(words, after) == "of" else after
        times, end = _times(words, inner, plural=inner > after)
        if times > 1:
            return _Number(entry.low * times, (entry.high + 1) * times - 1, at, end, QuantityForm.VAGUE)
        follows = _low(words, after)
        needed = {
            "": True,
            "of": follows == "of",
            "count": follows in _lexicon().after_vague or follows in _lexicon().people,
            "multiplier": False,
            "plural": follows.endswith("s") or _low(words, after + 1).endswith("s") or _counts_people(words, after),
        }
        if needed[entry.needs]:
            return _Number(entry.low, entry.high, at, after, QuantityForm.VAGUE)
    return None


def _times(words: Sequence[_Word], at: int, *, plural: bool) -> tuple[float, int]:
    plurals = {"dozens": 12.0, "hundreds": 100.0, "thousands": 1000.0, "millions": 1e6, "lakhs": 1e5, "crores": 1e7}
    low = _low(words, at)
    if plural and low in plurals:
        return plurals[low], at + 1
    if low in ("dozen", "hundred", "thousand", "million", "billion", "lakh", "crore"):
        return _lexicon().multipliers[low], at + 1
    return 1, at


def _zero_at(words: Sequence[_Word], at: int) -> _Number | None:
    lexicon = _lexicon()
    length = _phrase_at(words, at, lexicon.zero)
    if length:
        return _Number(0, 0, at, at + length)
    if _low(words, at) not in lexicon.zero_leads:
        return None
    after = at + 1
    for _ in range(3):
        if _phrase_at(words, after, lexicon.zero_nouns):
            return _Number(0, 0, at, at + 1)
        between = _phrase_at(words, after, lexicon.zero_between)
        if not between:
            break
        after += between
    return None


def _share_at(words: Sequence[_Word], at: int) -> _Number | None:
    """Read "80 %", "two-thirds", "half the", "a third of", "one in five", "4 out of 5"."""
    lexicon = _lexicon()
    low = _low(words, at)
    if low == "half":
        if _low(words, at - 1) in _lexicon().half_of_what or (_low(words, at + 1) and _low(words, at + 1) in _HYPHENS):
            return None
        follows = _low(words, at + 1)
        if follows == "of" and _low(words, at + 2):
            return _Number(0.5, 0.5, at, at + 1, share=True)
        if follows in ("the", "its", "their", "his", "her", "our", "all", "those", "these", "them"):
            return _Number(0.5, 0.5, at, at + 1, share=True) if _low(words, at + 2) else None
        return None
    numerator = (
        _Number(1, 1, at, at + 1) if low == "a" and _low(words, at + 1) in lexicon.fractions else _spelled_at(words, at)
    )
    if numerator is None:
        return None
    after = numerator.after
    percent = _phrase_at(words, after, lexicon.percent)
    if percent:
        return replace(
            numerator, low=numerator.low / 100, high=numerator.high / 100, after=after + percent, share=True, bare=False
        )
    fraction = _skip_hyphen(words, after)
    below = lexicon.fractions.get(_low(words, fraction))
    if below and 0 < numerator.low < below and numerator.low == int(numerator.low):
        plural = _low(words, fraction).endswith("s") or _low(words, fraction) == "halves"
        of = _low(words, fraction + 1) == "of"
        fits = plural == (numerator.low > 1)
        if fits and (of or (plural and numerator.low != 2) or (fraction > after) or (plural and below == 3)):
            value = numerator.low / below
            return _Number(value, value, at, fraction + 1, share=True)
        return None
    ratio = _phrase_at(words, after, lexicon.ratio)
    if ratio and (ratio > 1 or numerator.low == 1):
        whole = _spelled_at(words, after + ratio)
        if whole and numerator.low < whole.low <= 1000:
            value = numerator.low / whole.low
            return _Number(value, value, at, whole.after, share=True, ratio=True)
    return None


def _is_rate(words: Sequence[_Word], number: _Number) -> bool:
    """Tell whether a percentage speaks of a rate or a change rather than of a part of something."""
    if number.low > 1:
        return True
    if _low(words, number.after) == "of":
        return False
    near = [*_until_mark(words, number.first - 1, -1, 4), *_until_mark(words, number.after, 1, 3)]
    if _low(words, number.first - 1) == "by":
        return True
    if _low(words, number.after - 1) not in _lexicon().percent_ends:
        return False  # "one in three", "two thirds" are parts of something
    return any(low in _lexicon().rate for low in near)


def _until_mark(words: Sequence[_Word], at: int, step: int, most: int) -> list[str]:
    found: list[str] = []
    while 0 <= at < len(words) and len(found) < most and words[at].low not in {".", ";", "!", "?", ":"}:
        found.append(words[at].low)
        at += step
    return found


def _single_at(words: Sequence[_Word], at: int) -> _Number | None:
    """Read one number without bounds: a share, a vague number, a plain one."""
    share = _share_at(words, at)
    if share is not None:
        return share
    vague = _vague_at(words, at)
    if vague is not None:
        return vague
    return _spelled_at(words, at)


def _range_at(words: Sequence[_Word], at: int) -> _Number | None:
    """Read "20 to 25", "between 20 and 25", "20-25", "two or three"; None where it is one number or a change."""
    low = _low(words, at)
    between, frm = low == "between", low == "from"
    first = _single_at(words, at + 1 if between or frm else at)
    if first is None or first.form is not QuantityForm.EXACT:
        return None
    link = _low(words, first.after)
    if between:
        linked = link in ("and", "to") or (link in _HYPHENS and bool(link))
    elif frm:
        linked = link in ("to", "up")
    else:
        linked = link in ("to", "or") or (link in _HYPHENS and bool(link))
    if not linked:
        return None
    at_second = first.after + 1
    if link == "up" and _low(words, at_second) == "to":
        at_second += 1
    if _low(words, at_second) in ("as", "even", "perhaps", "maybe"):
        return None
    second = _single_at(words, at_second)
    if second is None or second.form is not QuantityForm.EXACT:
        return None
    if link in ("to", "up") and any(word in _lexicon().change for word in _until_mark(words, at - 1, -1, 5)):
        return None
    if not first.share and second.share:
        first = replace(first, low=first.low / 100, high=first.high / 100, share=True)
    if first.share != second.share:
        return None
    start, end = first.low, second.low
    if first.multiplier == 1 and second.multiplier >= 12 and start < end / second.multiplier and start < 1000:
        start *= second.multiplier
    if not start < end or (link == "or" and end > 3 * start):
        return None
    bare = first.bare and second.bare
    return _Number(start, end, at, second.after, QuantityForm.RANGE, share=second.share, bare=bare)


# --- bounds -------------------------------------------------------------------------------------


def _quantity_at(text: str, words: Sequence[_Word], at: int) -> tuple[Quantity | None, int]:
    """Return the quantity that begins at word ``at`` (None where none does) and the word to go on from."""
    if words[at].value is None and words[at].low not in _lexicon().openers:
        return None, at + 1
    form, least, number = _bounded_at(words, at)
    if number is None:
        zero = _zero_at(words, at)
        if zero is not None:
            return _made(text, words, zero, at, "exact"), zero.after
        return None, at + 1
    start = at
    if form is None or (number.low < least and not number.share):
        form, start = "exact", number.first
    if not number.share and not _counts_something(words, number, at, form):
        return None, number.after
    if number.share and _is_rate(words, number):
        return None, number.after
    if form == "exact":
        for bound in _lexicon().after.get(_low(words, number.after), ()):
            after = number.after + len(bound.phrase)
            if _stands_at(words, number.after, bound.phrase) and number.form is QuantityForm.EXACT:
                if bound.phrase[0] == "at" and after < len(words) and _single_at(words, after):
                    continue  # "67 at least 45": the bound is the next number's
                number = replace(number, after=after)
                form = bound.form
                break
    return _made(text, words, number, start, form), number.after


def _bounded_at(words: Sequence[_Word], at: int) -> tuple[str | None, float, _Number | None]:
    """Read bounding words and the number after them; the form is None where no bounding word stands at ``at``."""
    lexicon = _lexicon()
    form, least, here = None, 0.0, at
    first_words: tuple[str, ...] = ()
    for _ in range(5):
        openings = lexicon.before.get(_low(words, here), ())
        bound = next((entry for entry in openings if _stands_at(words, here, entry.phrase)), None)
        number = _range_at(words, here) or _single_at(words, here)
        if number is not None and (bound is None or len(bound.phrase) <= number.after - here):
            if form in ("about", "more_than") and _low(words, at - 1) in lexicon.matter and len(first_words) == 1:
                form = None
            return form, least, number
        if bound is not None:
            if form is None and bound.form == "exact" and here == at:
                return None, 0, None  # the number itself is read when its turn comes
            if form is None:
                form, least, first_words = bound.form, bound.least, bound.phrase
            here += len(bound.phrase)
            continue
        filler = _phrase_at(words, here, lexicon.filler) if form is not None else 0
        if not filler:
            return None, 0, None
        here += filler
    return None, 0, None


def _counts_something(words: Sequence[_Word], number: _Number, at: int, form: str) -> bool:
    """Tell a count from a year, a decimal figure, a reference, a numbered thing and an idle "one"."""
    if number.form is QuantityForm.EXACT and number.low != int(number.low):
        return False
    lexicon = _lexicon()
    first = words[number.first]
    if first.low == "one" and number.after == number.first + 1:
        behind = any(_stands_at(words, number.first - len(phrase), phrase) for phrase in lexicon.one_before)
        if behind or _phrase_at(words, number.after, lexicon.one_after):
            return False
    lead = _low(words, at - 1)
    if number.bare and 1500 <= number.low <= 2099 and 1500 <= number.high <= 2099:
        people = _counts_people(words, number.after)
        if not people and form in ("exact", "about", "below", "above"):
            return False
        if lead in _lexicon().year_leads and not (people and lead not in ("in", "since", "the", "during", "of", "by")):
            return False
    # "6-12" that is no range, "3/4", "v 2": figures bound to other figures.
    joint = _low(words, number.after)
    if joint and joint in "/-–" and _joined(words, number.after) and _joined(words, number.after + 1):
        following = words[number.after + 1] if number.after + 1 < len(words) else None
        if following is not None and following.value is not None:
            return False
    before = _low(words, number.first - 1)
    return not (before and before in "/-–−:$£€" and _joined(words, number.first) and first.value is not None)


def _made(text: str, words: Sequence[_Word], number: _Number, first: int, form: str) -> Quantity:
    start, end = words[first].start, words[number.after - 1].end
    low: float | None = number.low
    high: float | None = number.high
    kind = number.form
    if form == "at_least":
        kind, high = QuantityForm.AT_LEAST, None
    elif form == "more_than":
        kind, high = QuantityForm.MORE_THAN, None
    elif form == "at_most":
        kind, low = QuantityForm.AT_MOST, 0
    elif form == "fewer_than":
        kind, low = QuantityForm.FEWER_THAN, 0
    elif form in ("about", "below", "above"):
        kind = QuantityForm.ABOUT if number.form is not QuantityForm.VAGUE else QuantityForm.VAGUE
        if number.form is not QuantityForm.VAGUE:
            low = number.low * (1 - ABOUT) if form != "above" else number.low
            high = number.high * (1 + ABOUT) if form != "below" else number.high
    if high == math.inf:
        high = None
    if number.share:
        low, high = _share(low), _share(1 if high is None else high)
        return Quantity(
            text=text[start:end], start=start, end=end, min=low, max=high, form=kind, unit="share",
            of=_share_of(text, words, number.after, ratio=number.ratio),
        )  # fmt: skip
    return Quantity(
        text=text[start:end], start=start, end=end, form=kind,
        min=None if low is None else math.floor(low + 1e-9),
        max=None if high is None else math.ceil(high - 1e-9),
    )  # fmt: skip


def _share(value: float | None) -> int | float | None:
    if value is None:
        return None
    rounded = round(min(max(value, 0), 1), 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _share_of(text: str, words: Sequence[_Word], at: int, *, ratio: bool) -> str | None:
    """Return the words that say of what a share is one: those after "of", to the end of the noun phrase."""
    if _low(words, at) == "of":
        at += 1
    elif not ratio and _low(words, at) not in ("the", "its", "their", "his", "her", "our", "all", "those", "these"):
        return None
    last = at
    while last < len(words) and last - at < 10:
        low = words[last].low
        if low in _lexicon().share_ends or (low and not low[0].isalnum() and low not in _HYPHENS and low not in "'’"):
            break
        last += 1
    return text[words[at].start : words[last - 1].end] if last > at else None
