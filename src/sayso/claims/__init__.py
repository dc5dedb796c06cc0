"""The claims stage: from the passages of a report to what it says happened, and on whose say-so.

Takes
    a report, its passages, and one parse per passage; a gazetteer; what a model suggests, where one is asked.
Gives
    a Reading: attributions, places, times, quantities, caveats, claims, and the flags that one report shows by itself.
Promises
    Words are where we say they are: every span of a reading lies in the report's text, and a claim's quote and its
    quantity's text are the words at their offsets.
    Nothing is claimed from what is set apart, captions excepted.
    The same report, passages and parses give the same reading.
    A chain begins with the outlet.
    A part names the claim it is part of, of the same report.
    What a model suggests adds to what the rules claim and changes none of it; it enters, is known or is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.attributions import attributions_of
from sayso.claims.caveats import caveats_of
from sayso.claims.places import flags_at, read_places
from sayso.claims.suggested import RulesRead, entered
from sayso.claims.times import times_of
from sayso.claims.told import claims_of, quantities_of
from sayso.claims.word_commitments import commitments_of
from sayso.ports import Gazetteer, Marks, Parse, Suggestions
from sayso.records import ApartKind, Passage, Reading, Report

VERSION = "2"


NO_MARKS = Marks(attributions=(), degrees=())


def attribute(
    report: Report,
    passages: Sequence[Passage],
    parses: Sequence[Parse],
    *,
    gazetteer: Gazetteer,
    marks: Marks = NO_MARKS,
    suggestions: Suggestions | None = None,
) -> Reading:
    """Return what a report claims and on whose word.

    ``parses[i]`` is the parse of the words of ``passages[i]``. ``marks`` is what a passage reader marked in the parts
    of it that are its own; without any the rules read alone. ``suggestions`` are claims that a model suggests, None
    where none was asked or none answered.
    """
    apart = [a for a in report.apart if a.kind is not ApartKind.CAPTION]
    pairs = [
        (passage, parse)
        for passage, parse in zip(passages, parses, strict=True)
        if not any(a.start < passage.end and passage.start < a.end for a in apart)
    ]
    own_passages = [passage for passage, _ in pairs]
    own_parses = [parse for _, parse in pairs]
    read = times_of(report, own_passages, own_parses)
    located = read_places(report, own_passages, own_parses, gazetteer)
    attributions = attributions_of(report, own_passages, own_parses, read.times, gazetteer, marks.attributions)
    claims = claims_of(
        report,
        own_passages,
        own_parses,
        places=located.places,
        times=read.times,
        attributions=attributions,
        gazetteer=gazetteer,
        version=VERSION,
    )
    suggested = None
    if suggestions is not None:
        more = entered(
            report,
            own_passages,
            own_parses,
            suggestions=suggestions,
            read=RulesRead(places=located.places, times=read.times, attributions=attributions, claims=claims),
            gazetteer=gazetteer,
            version=VERSION,
        )
        attributions += more.attributions
        claims = tuple(sorted((*claims, *more.claims), key=lambda c: (c.start, c.end, c.kind.value, c.id)))
        suggested = more.suggested
    return Reading(
        report=report.id,
        attributions=attributions,
        places=located.places,
        times=read.times,
        quantities=quantities_of(own_passages, own_parses),
        caveats=caveats_of(report, own_passages, own_parses),
        claims=claims,
        flags=(*read.flags, *flags_at(located, claims)),
        commitments=commitments_of(own_passages, own_parses, marks.degrees),
        suggested=suggested,
    )


__all__ = ["VERSION", "attribute"]
