"""When a report says things happened: the times it names, as TIMEX3 and EDTF, and what in them calls for care."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sayso.claims.times_grammar import Wording, time_table, wordings_in
from sayso.claims.times_stretches import are_ends
from sayso.claims.times_values import Seen, Value, day_first_of, month_of, value_of, weekday_of
from sayso.claims.times_years import DayWords, Years, years_of
from sayso.ports import Parse, Token
from sayso.records import Flag, FlagKind, Passage, Report, TimeMention, When
from sayso.text.datelines import dateline_of
from sayso.text.edtf import when_from

_MADE_BY = "claims@2 times."
_FRESH_DAYS = 14
"""A dateline's day lies within so many days before publication; else it is no dateline of this report."""

_QUARTER_OR_HALF = re.compile(r"\d{4}-(?:3[3-6]|4[01])")
_STRETCHES = frozenset({"window", "duration", "ended", "told", "calendar"})

_DATELINE_REACH = 300
"""Characters in which a dateline and the beginning of what follows it stand."""

_SINCE = re.compile(r"\b(?:since|ever since)\s+(?:the\s+)?(?:early\s+|late\s+|mid-?\s*)?$", re.IGNORECASE)

_WILL = frozenset({"will", "'ll", "’ll", "wo", "shall"})
_WOULD = frozenset({"would", "may", "might", "should", "'d", "’d"})
_MUST = frozenset({"must", "ought"})
_ABLE = frozenset({"could", "can"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesRead:
    """The times that a report names, in order, and the flags that they raise."""

    times: tuple[TimeMention, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Period:
    """Of which quarter, half-year or month a report tells figures, as far as it has been read.

    A quarter stays in force for the report, a month for its sentence. In the sentence of a longer stretch ("for the
    nine months") neither is what "a year earlier" looks back from.
    """

    when: When | None = None
    at: int = -1
    longer: int = -1

    def in_force(self, at: int) -> When | None:
        """Return the period of which figures in passage ``at`` are, None where the report tells of none."""
        gone = self.when is None or self.longer == at or (self.when.precision == "month" and self.at != at)
        return None if gone else self.when

    def after(self, at: int, wording: Wording, value: Value) -> _Period:
        """Return the period once ``wording`` has been read in passage ``at``."""
        when, reading = value.when, wording.reading
        if when is not None and reading in ("quarter", "told") and _QUARTER_OR_HALF.fullmatch(when.edtf):
            return _Period(when=when, at=at)
        if when is not None and reading == "month" and (self.when is None or self.when.precision == "month"):
            return _Period(when=when, at=at, longer=self.longer)
        if wording.piece("unit") in ("months", "year") and reading in _STRETCHES:
            return replace(self, longer=at)
        return self


def times_of(report: Report, passages: Sequence[Passage], parses: Sequence[Parse]) -> TimesRead:
    """Return the times named in the passages of ``report``, with their days where something anchors them.

    Anchors are the publication day where it is known, else the days whose weekday pins their year. What nothing
    anchors stays open (``XXXX-04-02``, or no ``when`` at all). ``parses[i]`` is the parse of ``passages[i]``.
    """
    placed = tuple(_with_years_shared(report.text, tuple(_placed(report, passages))))
    years = _years(report, [wording for _, wording in placed])
    filed = _filed(report, passages, placed, years)
    tenses = [
        _tense(parses[at], wording.start - passages[at].start) if at < len(parses) else "" for at, wording in placed
    ]
    day_first, day_first_why = _day_first(report, passages, [wording for _, wording in placed])
    placed = tuple(_in_order(report.text, placed, tenses, years, filed))
    times: list[TimeMention] = []
    told: date | tuple[int, int] | None = None
    last: When | None = None
    period = _Period()
    full: tuple[int, date] | None = None
    order = {at: n for n, at in enumerate(sorted(range(len(passages)), key=lambda n: passages[n].start))}
    for index, (at, wording) in enumerate(placed):
        passage_day = _passage_day(placed, index, years, tenses)
        tense = tenses[index]
        value = value_of(
            wording,
            Seen(
                years=years,
                tense=tense,
                day=told,
                passage_day=passage_day,
                last=last,
                period=period.in_force(at),
                filed=filed,
                day_first=day_first,
                day_first_why=day_first_why,
                full=full[1] if full is not None and order[at] - full[0] <= 1 else None,
            ),
        )
        if value is None:
            continue
        if value.day is not None:
            told = value.day
        if wording.reading == "day" and wording.piece("year") and isinstance(value.day, date):
            full = (order[at], value.day)
        if value.type != "DURATION" and value.when is not None and value.when.start is not None:
            last = value.when
        period = period.after(at, wording, value)
        times.append(
            TimeMention(
                text=report.text[wording.start : wording.end],
                start=wording.start,
                end=wording.end,
                type=value.type,
                timex=value.timex,
                when=value.when,
                made_by=f"{_MADE_BY}{wording.reading}",
            )
        )
    return TimesRead(times=tuple(times), flags=tuple(_flags(report, years, times)))


def _placed(report: Report, passages: Sequence[Passage]) -> Iterator[tuple[int, Wording]]:
    """Yield each wording with the number of its passage, in order of the text."""
    ordered = sorted(range(len(passages)), key=lambda n: (passages[n].start, passages[n].end))
    covered = 0
    for at in ordered:
        passage = passages[at]
        for wording in wordings_in(report.text[passage.start : passage.end]):
            start, end = passage.start + wording.start, passage.start + wording.end
            if start >= covered:
                yield at, Wording(start, end, wording.reading, wording.pieces)
        covered = max(covered, passage.end)


_JOINED = re.compile(r"\s*(?:,|-|–|(?:,\s*)?(?:to|until|till|through|and|or))\s*(?:the\s+)?", re.IGNORECASE)


def _with_years_shared(text: str, placed: Sequence[tuple[int, Wording]]) -> Iterator[tuple[int, Wording]]:
    """Give the first of two joined times the year that stands with the last: "from 28 April to 3 May 2021"."""
    later: Wording | None = None
    shared: list[tuple[int, Wording]] = []
    for n, (at, wording) in reversed(list(enumerate(placed))):
        said, month = wording.piece("year"), month_of(wording) if wording.reading in ("day", "month") else 0
        if month and not said and not wording.piece("shift") and later is not None:
            year = int(later.piece("year")) - (month > month_of(later))
            wording = Wording(wording.start, wording.end, wording.reading, {**wording.pieces, "year": str(year)})
            said = str(year)
        shared.append((at, wording))
        joined = month and said and n and _JOINED.fullmatch(text[placed[n - 1][1].end : wording.start])
        later = wording if joined else None
    return reversed(shared)


def _in_order(
    text: str,
    placed: Sequence[tuple[int, Wording]],
    tenses: Sequence[str],
    years: Years,
    filed: date | tuple[int, int] | None,
) -> Iterator[tuple[int, Wording]]:
    """Let the weekday with which a stretch ends not lie before the one with which it begins."""
    moved: dict[int, int] = {}
    for n, ((_, first), (_, last)) in enumerate(pairwise(placed)):
        if {first.reading, last.reading} != {"weekday"} or not are_ends(
            text, (first.start, first.end), (last.start, last.end)
        ):
            continue
        days = [
            value.day if value is not None else None
            for value in (
                value_of(wording, Seen(years=years, tense=tenses[n + 1], day=None, passage_day=None, filed=filed))
                for wording in (first, last)
            )
        ]
        if isinstance(days[0], date) and isinstance(days[1], date) and days[1] < days[0]:
            ahead = tenses[n + 1] in ("future", "planned")
            moved |= {n + 1: 1} if ahead else {n: -1}
    for n, (at, wording) in enumerate(placed):
        pieces = {**wording.pieces, "weeks": str(moved[n])} if n in moved else wording.pieces
        yield at, Wording(wording.start, wording.end, wording.reading, pieces)


def _years(report: Report, wordings: Sequence[Wording]) -> Years:
    days = [words for wording in wordings for words in _day_words(wording)]
    published, published_as = _published(report)
    return years_of(days, published=published, published_as=published_as, received=report.received.date())


def _published(report: Report) -> tuple[date | None, str]:
    """Return the day of publication where it is known to the day."""
    edtf = report.published.edtf
    if edtf is None:
        return None, ""
    try:
        when = when_from(edtf)
    except ValueError:
        return None, ""
    if when.start is None or when.start != when.end:
        return None, ""
    return date.fromisoformat(when.start), when.start


def _filed(
    report: Report, passages: Sequence[Passage], placed: Sequence[tuple[int, Wording]], years: Years
) -> date | tuple[int, int] | None:
    """Return the day on which a report was written, by its dateline; month and day where nothing tells the year."""
    for at, wording in placed:
        passage = passages[at]
        # A stop after the day may end the passage: the dateline is read off the text from there on.
        opens = passage.start == 0 or report.text[passage.start - 1] == "\n"
        line = dateline_of(report.text[passage.start : passage.start + _DATELINE_REACH]) if opens else None
        if line is None or not passage.start <= wording.start < passage.start + line.end or wording.reading != "day":
            continue
        value = value_of(wording, Seen(years=years, tense="past", day=None, passage_day=None))
        if value is None or value.day is None:
            return None
        published = years.anchor if years.published else None
        if published is None or isinstance(value.day, tuple):
            return value.day
        return value.day if 0 <= (published - value.day).days <= _FRESH_DAYS else None
    open_day = re.fullmatch(r"XXXX-(\d\d)-(\d\d)", report.published.edtf or "")
    return (int(open_day[1]), int(open_day[2])) if open_day else None


_HOST = re.compile(r"https?://[^/?#:]*\.(?P<end>[a-z]+)(?=[/?#:]|$)", re.IGNORECASE)


def _day_first(report: Report, passages: Sequence[Passage], wordings: Sequence[Wording]) -> tuple[bool | None, str]:
    """Return whether the day stands first in the report's dates in figures, and from what that follows."""
    plain = {day_first_of(wording) for wording in wordings if wording.reading == "slashed"}
    if not plain:
        return None, ""
    if len(plain - {None}) == 1:
        return (plain - {None}).pop(), "written as the other dates of the report"
    if plain != {None}:
        return None, ""
    orders = time_table()["orders"]
    opens = min((passage.start for passage in passages), default=0)
    line = dateline_of(report.text[opens : opens + _DATELINE_REACH])
    if line is not None and line.place.endswith(tuple(f", {state}" for state in orders["states"])):
        return False, f"month first, as written at {line.place}"
    address = _HOST.match(report.url or "")
    country = address["end"].lower() if address else ""
    for name, day_first in (("day_first", True), ("month_first", False)):
        if country in orders[name]:
            return day_first, f"{'day' if day_first else 'month'} first, as papers at .{country} write"
    return None, ""


def _day_words(wording: Wording) -> Iterator[DayWords]:
    if not wording.piece("month") or not wording.piece("day") or wording.piece("shift"):
        return
    month, weekday = month_of(wording), weekday_of(wording)
    said = wording.piece("year")
    yield DayWords(
        start=wording.start,
        end=wording.end,
        month=month,
        day=int(wording.piece("day")),
        weekday=None if wording.piece("day2") else weekday,
        year=int(said) if said else None,
    )


def _passage_day(
    placed: Sequence[tuple[int, Wording]], index: int, years: Years, tenses: Sequence[str]
) -> date | tuple[int, int] | None:
    """Return the day that the passage of a wording names, the nearest one before it or else after it."""
    at = placed[index][0]
    around = [n for n in range(len(placed)) if placed[n][0] == at and n != index]
    for n in [*reversed([n for n in around if n < index]), *(n for n in around if n > index)]:
        wording = placed[n][1]
        if wording.reading not in ("day", "day_of_month", "weekday", "named_day"):
            continue
        value = value_of(wording, Seen(years=years, tense=tenses[n] or "past", day=None, passage_day=None))
        if value is not None and value.day is not None:
            return value.day
    return None


# --- tense --------------------------------------------------------------------------------------


_AHEAD = re.compile(
    r"\b(?:upcoming|deadline of|as soon as|as early as|beginning|starting"
    r"|(?P<set>scheduled for|planned for|due on|due in|set for|slated for|expected on|expected in|for)"
    r"|(?P<end>until|till|by))\s+(?:on\s+|in\s+|the\s+)?$",
    re.IGNORECASE,
)


def _tense(parse: Parse, start: int) -> str:
    """Return to which side of their telling the words at ``start`` look, by the verb that they go with.

    ``future`` ("will meet on Friday"), ``planned`` ("would meet on Friday", which may be over by now), ``past``
    ("met on Friday"), ``since``; "" where no verb tells ("a deal on a May vote").
    """
    lead = parse.text[max(0, start - 24) : start]
    if _SINCE.search(lead):
        return "since"
    ahead = _AHEAD.search(lead)
    if ahead and not ahead["set"] and not ahead["end"]:
        return "future"
    at = bisect.bisect_right([token.start for token in parse.tokens], start) - 1
    if at < 0:
        return "future" if ahead else ""
    possessive = parse.tokens[at].dep == "poss"
    verb, nouns = _governor(parse.tokens, at)
    told = _verb_tense(parse.tokens, verb)
    lemma = parse.tokens[verb].lemma.lower() if verb is not None else ""
    if ahead and ahead["end"]:
        # "It held until Friday" is over; "they put it off until Friday" is not.
        opens = ahead["end"][0].isupper()  # "Until Thursday they had not called"
        return "past" if told == "past" and (opens or lemma not in _table("settling")) else "future"
    if ahead and ahead["set"] and not possessive:
        return "planned" if told in ("past", "planned") else "future"  # "a march set for Friday was put off"
    if possessive:
        return ""
    if lemma in _table("verbs") and nouns:
        return "planned"  # "They planned a march on Saturday"
    # What is set for a day need not be of the verb's time: "reached a deal on a May vote", "invited them for 3 May".
    settled = lemma in _table("settling") or any(parse.tokens[noun].lemma.lower() in _table("nouns") for noun in nouns)
    return "" if told == "past" and settled else told


@functools.cache
def _table(name: str) -> frozenset[str]:
    return frozenset(time_table()["future"][name])


def _looks_ahead(token: Token) -> bool:
    """Tell whether the infinitive under a verb lies ahead of it: "plans to meet", "asked them to go", "is to meet"."""
    return token.lemma.lower() in _table("verbs") | _table("settling") | {"be"}


def _governor(tokens: Sequence[Token], at: int) -> tuple[int | None, tuple[int, ...]]:
    """Return the index of the nearest verb above a token, None where there is none; and of the nouns between them."""
    nouns: list[int] = []
    first = at
    for _ in range(len(tokens)):
        above = tokens[at].head
        if at != first and tokens[at].pos in ("NOUN", "PROPN", "ADJ"):
            nouns.append(at)
        if above == at:
            return (at if tokens[at].pos in ("VERB", "AUX") else None), tuple(nouns)
        at = above
        if tokens[at].pos in ("VERB", "AUX"):
            return at, tuple(nouns)
    return None, tuple(nouns)


def _verb_tense(tokens: Sequence[Token], verb: int | None) -> str:
    for _ in range(4):
        if verb is None:
            return ""
        token = tokens[verb]
        children = [token for n, token in enumerate(tokens) if token.head == verb and n != verb]
        helping = [token for token in children if token.dep in ("aux", "auxpass")]
        told = token.tag in ("VBD", "VBN") and not any(token.tag in ("VBZ", "VBP") for token in helping)
        perfect = any(token.lemma.lower() == "have" for token in helping)
        if any(token.text.lower() in _WILL for token in helping):
            return "future"
        if any(token.text.lower() in _MUST for token in helping):
            return "" if perfect else "future"
        if any(token.text.lower() in _WOULD for token in helping):
            return "" if perfect else "planned"  # "would be travelling on Thursday"; "would have died on Thursday"
        if any(token.text.lower() in _ABLE for token in helping):
            return ""
        if token.lemma.lower() in _table("scheduling"):
            return "planned" if told else "future"
        infinitive = any(token.tag == "TO" for token in children)
        if not infinitive and (token.tag == "VBD" or any(token.tag == "VBD" for token in helping)):
            return "past"
        if token.tag in ("VBZ", "VBP"):
            return "future" if token.lemma.lower() in _table("starting") | _table("verbs") else ""
        above = _governor(tokens, verb)[0] if token.head != verb else None
        if infinitive and above is not None and _looks_ahead(tokens[above]):
            return "planned" if tokens[above].tag in ("VBD", "VBN") else "future"
        if infinitive and token.tag == "VBN" and not perfect and token.dep in ("acl", "relcl"):
            return "planned"  # "the summit, to be held on Friday"
        if (
            not infinitive
            and token.tag == "VBN"
            and (perfect or not any(token.tag in ("VBZ", "VBP") for token in helping))
        ):
            return "past"  # "Nine killed in October attack"
        if token.tag == "VBG" and any(token.tag in ("VBZ", "VBP") for token in helping):
            return "future" if token.lemma.lower() in _table("starting") else ""
        verb = above if infinitive else None
    return ""


# --- flags --------------------------------------------------------------------------------------


def _flags(report: Report, years: Years, times: Sequence[TimeMention]) -> Iterator[Flag]:
    for kind, found in (
        (FlagKind.WEEKDAY_MISMATCH, years.mismatches),
        (FlagKind.IMPOSSIBLE_DATE, years.impossible),
    ):
        for mismatch in found:
            yield Flag(
                kind=kind, report=report.id, start=mismatch.start, end=mismatch.end, why=mismatch.why,
                made_by=f"{_MADE_BY}{kind}",
            )  # fmt: skip
    seen: set[str] = set()
    for time in times:
        when = time.when
        # A relative day ("yesterday") is counted; only the year of a day or month without one is inferred.
        by_name = time.made_by.endswith((".day", ".month", ".clock"))
        if when is None or not by_name or when.inferred != ("year",) or when.edtf[:4] in seen:
            continue
        seen.add(when.edtf[:4])
        yield Flag(
            kind=FlagKind.INFERRED_YEAR,
            report=report.id,
            start=time.start,
            end=time.end,
            why=f"the year {when.edtf[:4]} is inferred: {when.why}",
            made_by=f"{_MADE_BY}{FlagKind.INFERRED_YEAR}",
        )
