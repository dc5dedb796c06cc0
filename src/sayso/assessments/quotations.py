"""Knows where two reports word one quotation differently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.assessments.case import MADE_BY, Case
from sayso.records import Flag, FlagKind
from sayso.text.alignment import differences, quotation_likeness
from sayso.text.quoted import FEWEST_QUOTED, one_quotation, quotations_of
from sayso.text.shingles import words_of

_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+[\"”’']*|$)")
_MOST_NAMED = 6
"""Pairs of words that a flag names; a quotation retold wholly differs in more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One quoted sentence and where it stands, with the claim of the event by which it stands."""

    report: str
    start: int
    end: int
    text: str
    claim: str


def quote_variants(case: Case) -> tuple[Flag, ...]:
    """Return flags on quoted sentences that another report quotes in other words, on both reports.

    Each report is compared with the first, in canonical order, that quotes the same words: spelling and function
    words are no differences.
    """
    lines = {report: _lines(case, report) for report in case.event.reports}
    flags: dict[tuple[str, int, int], Flag] = {}
    for at, report in enumerate(case.event.reports):
        for line in lines[report]:
            for other in case.event.reports[:at]:
                match = _match(case, line, lines[other])
                if match is None:
                    continue
                told = differences(line.text, match.text)
                if _differ(told):
                    for one, two, pairs in ((line, match, told), (match, line, _turned(told))):
                        flags.setdefault((one.report, one.start, one.end), _flag(case, one, two, pairs))
                break
    return tuple(flags[key] for key in sorted(flags))


def _lines(case: Case, report: str) -> list[_Line]:
    reading = case.readings.get(report)
    if reading is None:
        return []
    claims = case.of_report(report)
    found: list[_Line] = []
    for quotation in quotations_of(reading, case.reports[report]):
        near = [
            claim
            for claim in claims
            if (claim.start < quotation.end and quotation.start < claim.end)
            or any(link.attribution == quotation.attribution for link in claim.chain)
        ]
        if not near:
            continue
        for match in _SENTENCE.finditer(quotation.text):
            words = match.group().strip()
            if len(words_of(words)) >= FEWEST_QUOTED:
                start = quotation.start + match.start() + len(match.group()) - len(match.group().lstrip())
                found.append(_Line(report=report, start=start, end=start + len(words), text=words, claim=near[0].id))
    return found


def _match(case: Case, line: _Line, others: Sequence[_Line]) -> _Line | None:
    alike = [other for other in others if one_quotation(line.text, other.text, case.thresholds.quotation)]
    return max(alike, key=lambda other: (quotation_likeness(line.text, other.text), -other.start), default=None)


def _differ(pairs: Sequence[tuple[str, str]]) -> bool:
    """Tell whether words were exchanged, rather than only left out (a trimmed quotation says nothing else)."""
    return any(mine and theirs for mine, theirs in pairs)


def _turned(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((theirs, mine) for mine, theirs in pairs)


def _flag(case: Case, line: _Line, other: _Line, pairs: Sequence[tuple[str, str]]) -> Flag:
    exchanged = [(mine, theirs) for mine, theirs in pairs if mine and theirs][:_MOST_NAMED]
    named = ", ".join(f"\u201c{mine}\u201d here is \u201c{theirs}\u201d there" for mine, theirs in exchanged)
    where = f"{case.outlet(other.report)} ({other.report}, {other.start}-{other.end})"
    return Flag(
        kind=FlagKind.QUOTE_VARIANT,
        report=line.report,
        start=line.start,
        end=line.end,
        why=f"{where} words this quotation differently: {named}",
        evidence=(line.claim, other.claim),
        made_by=f"{MADE_BY} quote-variant",
    )
