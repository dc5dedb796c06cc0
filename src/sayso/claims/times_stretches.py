"""Which two times are the ends of one stretch ("from Monday to Wednesday"), and the days from the one to the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from sayso.records import TimeMention, When
from sayso.text.edtf import is_edtf, when_from

_LEAD = re.compile(r"\b(?P<lead>from|between)\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_GAP = r"\s*(?:,\s*)?{}\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?"
_FROM = re.compile(_GAP.format(r"(?:to|until|till|through|up to)"), re.IGNORECASE)
_BETWEEN = re.compile(_GAP.format("and"), re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:on\s+)?", re.IGNORECASE)
_LEAD_REACH = 20


def are_ends(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Tell whether two times of ``text`` are the ends of one stretch: "from ... to", "between ... and"."""
    lead = _LEAD.search(text[max(0, first[0] - _LEAD_REACH) : first[0]])
    if lead is None:
        return False
    gap = _BETWEEN if lead["lead"].lower() == "between" else _FROM
    return gap.fullmatch(text[first[1] : second[0]]) is not None


def _follows(first: When, last: When) -> bool:
    """Tell whether one day is the day after another."""
    if not (first.start and first.start == first.end and last.start and last.start == last.end):
        return False
    return date.fromisoformat(first.start) + timedelta(days=1) == date.fromisoformat(last.start)


def whole_stretch(mention: TimeMention, times: Sequence[TimeMention], text: str, offset: int) -> TimeMention:
    """Return the stretch of which ``mention`` is one end, with both ends' days and words; else ``mention`` itself.

    Two days of which the one follows on the other make a stretch too: "killed on Wednesday and Thursday".
    ``text`` begins at ``offset`` of the report; ``times`` are in order.
    """
    for first, last in pairwise(times):
        if mention not in (first, last) or first.when is None or last.when is None:
            continue
        if not (offset <= first.start and last.end <= offset + len(text)):
            continue
        spans = [(time.start - offset, time.end - offset) for time in (first, last)]
        if not are_ends(text, spans[0], spans[1]) and not (
            _AND.fullmatch(text[spans[0][1] : spans[1][0]]) and _follows(first.when, last.when)
        ):
            continue
        begins, ends = first.when.start or first.when.edtf, last.when.end or last.when.edtf
        edtf = f"{begins}/{ends}"
        if begins == ends or "/" in begins or "/" in ends or not is_edtf(edtf):
            continue
        inferred = tuple(dict.fromkeys((*first.when.inferred, *last.when.inferred)))
        why = "; ".join(dict.fromkeys(why for why in (first.when.why, last.when.why) if why))
        return replace(
            mention,
            text=text[first.start - offset : last.end - offset],
            start=first.start,
            end=last.end,
            when=when_from(edtf, inferred=inferred, why=why, precision="interval"),
        )
    return mention
