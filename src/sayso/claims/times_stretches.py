"""Which two times are the ends of one stretch ("from Monday to Wednesday"), and the days from the one to the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.records import TimeMention
from sayso.text.edtf import is_edtf, when_from

_LEAD = re.compile(r"\b(?P<lead>from|between)\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_GAP = r"\s*(?:,\s*)?{}\s+(?:the\s+)?(?:early\s+|late\s+|mid-?)?"
_FROM = re.compile(_GAP.format(r"(?:to|until|till|through|up to)"), re.IGNORECASE)
_BETWEEN = re.compile(_GAP.format("and"), re.IGNORECASE)
_LEAD_REACH = 20


def are_ends(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Tell whether two times of ``text`` are the ends of one stretch: "from ... to", "between ... and"."""
    lead = _LEAD.search(text[max(0, first[0] - _LEAD_REACH) : first[0]])
    if lead is None:
        return False
    gap = _BETWEEN if lead["lead"].lower() == "between" else _FROM
    return gap.fullmatch(text[first[1] : second[0]]) is not None


def whole_stretch(mention: TimeMention, times: Sequence[TimeMention], text: str, offset: int) -> TimeMention:
    """Return the stretch of which ``mention`` is one end, with both ends' days and words; else ``mention`` itself.

    ``text`` begins at ``offset`` of the report; ``times`` are in order.
    """
    for first, last in pairwise(times):
        if mention not in (first, last) or first.when is None or last.when is None:
            continue
        if not (offset <= first.start and last.end <= offset + len(text)):
            continue
        if not are_ends(text, (first.start - offset, first.end - offset), (last.start - offset, last.end - offset)):
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
