"""What a model suggests enters only where every word of it stands in the report; all else is refused and counted."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_that
from hypothesis import strategies as st
from test_claims_sentences import CASES, gazetteer, parser, report_of

from sayso.claims import attribute
from sayso.claims.suggested import MOST
from sayso.ports import Parse, Suggestion, Suggestions
from sayso.records import Apart, ApartKind, Certainty, Claim, ClaimKind, Reading, RefusalReason, Suggested
from sayso.text.numbers import quantities_in

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sentences")]

BY = "home-7b question@1"
MARKET = "Four more never came home from the market in Maiduguri on 3 May 2019, Aisha Bello told our reporter."
MOSQUE = "The mosque is now rubble."


@cache
def parsed(text: str) -> tuple[Parse, ...]:
    return tuple(parser().parse(text.split("\n")))


def read(text: str, *suggestions: dict[str, str], unreadable: int = 0, apart: tuple[Apart, ...] = ()) -> Reading:
    """Return the reading of a text, one passage a line, of which a model suggests claims."""
    report, passages = report_of(text)
    suggested = tuple(Suggestion(**{"kind": "killed", "quote": "", **one}) for one in suggestions)
    return attribute(
        replace(report, apart=apart),
        passages,
        parsed(text),
        gazetteer=gazetteer(),
        suggestions=Suggestions(by=BY, suggested=suggested, unreadable=unreadable),
    )


def by_model(reading: Reading) -> list[Claim]:
    return [claim for claim in reading.claims if claim.made_by.endswith(BY)]


def entered(text: str, suggestion: dict[str, str]) -> Claim:
    """Return the claim of a suggestion that must enter."""
    reading = read(text, suggestion)
    assert tally(reading).refused == ()
    [claim] = by_model(reading)
    return claim


def refused(text: str, suggestion: dict[str, str]) -> RefusalReason:
    """Return why a suggestion is refused that must not enter."""
    reading = read(text, suggestion)
    assert by_model(reading) == []
    assert tally(reading).known == 0
    [refusal] = tally(reading).refused
    return refusal.reason


def tally(reading: Reading) -> Suggested:
    assert reading.suggested is not None
    return reading.suggested


# --- what enters -------------------------------------------------------------------------------


def test_a_claim_that_the_rules_miss_enters_with_all_that_its_words_say() -> None:
    claim = entered(
        MARKET,
        {
            "quote": "Four more never came home from the market",
            "trigger": "never came home",
            "quantity": "Four",
            "source": "Aisha Bello",
            "cue": "told",
            "place": "Maiduguri",
            "time": "3 May 2019",
        },
    )
    assert claim.made_by == f"claims@2 suggested by {BY}"
    assert claim.quantity is not None
    assert (claim.quantity.text, claim.quantity.min, claim.quantity.max) == ("Four", 4, 4)
    assert MARKET[claim.quantity.start : claim.quantity.end] == "Four"
    assert claim.place is not None
    assert claim.place.name == "Maiduguri"
    assert claim.time is not None
    assert claim.time.edtf == "2019-05-03"
    assert [link.name for link in claim.chain] == ["The Examiner", "Aisha Bello"]


def test_a_claim_of_a_thing_needs_no_figure() -> None:
    claim = entered(
        MOSQUE,
        {"kind": "destroyed", "quote": "The mosque is now rubble", "trigger": "rubble", "affected": "The mosque"},
    )
    assert claim.kind is ClaimKind.DESTROYED
    assert claim.quantity is None
    assert [p.label for p in claim.participants] == ["mosque"]
    assert claim.commitment.outlet is Certainty.CERTAIN


def test_a_source_that_only_the_model_saw_is_an_attribution_of_the_reading() -> None:
    text = "For the harbour master it is plain: the ferry is gone, 31 souls with it."
    suggestion = {
        "quote": "the ferry is gone, 31 souls with it", "trigger": "gone", "quantity": "31",
        "affected": "31 souls", "source": "the harbour master",
    }  # fmt: skip
    reading = read(text, suggestion)
    [claim] = by_model(reading)
    told = [link.attribution for link in claim.chain if link.attribution is not None]
    assert claim.chain[-1].name == "the harbour master"
    assert set(told) <= {attribution.id for attribution in reading.attributions}


def test_one_person_without_a_number_is_one() -> None:
    text = "A 12-year-old girl never came home from the market."
    suggestion = {"quote": text[:-1], "trigger": "never came home", "affected": "A 12-year-old girl"}
    claim = entered(text, suggestion)
    assert claim.quantity is not None
    assert (claim.quantity.min, claim.quantity.max) == (1, 1)


def test_a_noun_with_a_number_that_the_suggestion_leaves_out_is_not_one() -> None:
    text = "Two Ukrainian servicemen never came home."
    suggestion = {"quote": text[:-1], "trigger": "never came home", "affected": "Two Ukrainian servicemen"}
    assert entered(text, suggestion).quantity is None


def test_a_number_of_happenings_is_none_of_ours() -> None:
    text = "Three bangs shook the old town."
    claim = entered(text, {"kind": "explosion", "quote": text[:-1], "trigger": "bangs", "quantity": "Three"})
    assert claim.quantity is None


def test_typographic_marks_and_line_widths_are_no_lies() -> None:
    claim = entered("The mosque’s  dome is “rubble” now.", {"kind": "destroyed", "quote": 'mosque\'s dome is "rubble"'})
    assert claim.quote == "mosque’s  dome is “rubble”"


def test_a_not_in_the_trigger_binds_nobody() -> None:
    claim = entered(MARKET, {"quote": "Four more never came home", "trigger": "never came home", "quantity": "Four"})
    assert claim.commitment.outlet is Certainty.UNKNOWN
    assert claim.commitment.source is Certainty.UNKNOWN


# --- what is known already ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "suggestion",
    [
        {"quote": "Nine people were killed", "trigger": "killed", "quantity": "Nine", "affected": "people"},
        {"quote": "people were killed in Lagos", "affected": "people"},
        {"quote": "were killed"},
    ],
)
def test_a_claim_of_the_rules_is_not_doubled(suggestion: dict[str, str]) -> None:
    text = "Nine people were killed in Lagos."
    reading = read(text, suggestion)
    assert by_model(reading) == []
    assert tally(reading).known == 1
    assert [c.quantity.min for c in reading.claims if c.kind is ClaimKind.KILLED and c.quantity] == [9]


def test_what_the_rules_claim_is_known_when_it_is_suggested() -> None:
    for case in CASES[::3]:
        plain = read(case["text"])
        again = tally(read(case["text"], *[_as_suggestion(case["text"], claim) for claim in plain.claims]))
        assert again.known == again.offered == len(plain.claims), case["text"]


def _as_suggestion(text: str, claim: Claim) -> dict[str, str]:
    """Return a claim as a model would suggest it, its figure in the words of a number or not at all."""
    figure = claim.quantity.text if claim.quantity is not None else ""
    said = any(q.text == figure for line in text.split("\n") for q in quantities_in(line))
    affected = [text[p.span.start : p.span.end] for p in claim.participants if p.role == "affected" and p.span]
    return {
        "kind": str(claim.kind),
        "quote": claim.quote,
        "quantity": figure if said else "",
        "affected": affected[0] if affected else "",
    }


def test_the_claims_of_the_rules_stay_as_they_are() -> None:
    text = f"Nine people were killed in Lagos.\n{MARKET}\n{MOSQUE}"
    plain = read(text)
    more = read(text, {"kind": "destroyed", "quote": "The mosque is now rubble"})
    assert set(plain.claims) < set(more.claims)
    assert (plain.places, plain.times, plain.quantities) == (more.places, more.times, more.quantities)


# --- words that stand more than once -------------------------------------------------------------


def test_of_two_places_the_one_beside_the_other_words_is_meant() -> None:
    text = f"{MOSQUE}\n{MOSQUE} So says Aisha Bello."
    claim = entered(text, {"kind": "destroyed", "quote": "The mosque is now rubble", "source": "Aisha Bello"})
    assert claim.start == text.rindex("The mosque")


def test_the_same_suggestion_twice_takes_the_first_place_and_then_the_second_and_no_third() -> None:
    text = f"{MOSQUE}\n{MOSQUE}"
    suggestion = {"kind": "destroyed", "quote": "The mosque is now rubble"}
    reading = read(text, suggestion, suggestion, suggestion)
    assert [claim.start for claim in by_model(reading)] == [0, len(MOSQUE) + 1]
    assert [(r.reason, r.count) for r in tally(reading).refused] == [(RefusalReason.REPEATED, 1)]


def test_of_two_figures_in_a_quote_the_one_nearest_to_the_trigger_is_meant() -> None:
    text = "Of two boats with two families aboard, two never returned."
    claim = entered(text, {"kind": "missing", "quote": text[:-1], "trigger": "returned", "quantity": "two"})
    assert claim.quantity is not None
    assert claim.quantity.start == text.rindex("two")


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suggestion", "reason"),
    [
        ({"kind": "melted", "quote": "Four more never came home"}, RefusalReason.UNKNOWN_KIND),
        ({"kind": "", "quote": "Four more never came home"}, RefusalReason.UNKNOWN_KIND),
        ({"quote": "  "}, RefusalReason.NO_QUOTE),
        ({"quote": "Four people died at the market"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "four more never came home"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came ho"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "told our reporter.\nThe mosque"}, RefusalReason.ACROSS_SENTENCES),
        ({"quote": "Four more never came home", "trigger": "killed"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "trigger": "told"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "quantity": "4"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "quantity": "3"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "quantity": "more"}, RefusalReason.NO_NUMBER),
        ({"quote": "Four more never came home", "quantity": "Four more"}, RefusalReason.OTHER_NUMBER),
        ({"quote": "Four more never came home", "affected": "children"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "actor": "Boko Haram"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "source": "the UN"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "cue": "claimed"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "place": "Kano"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "time": "on Friday"}, RefusalReason.WORDS_NOT_FOUND),
        ({"quote": "Four more never came home", "source": "our reporter"}, RefusalReason.OTHER_SOURCE),
    ],
)
def test_a_lie_does_not_enter(suggestion: dict[str, str], reason: RefusalReason) -> None:
    assert refused(f"{MARKET}\n{MOSQUE}", suggestion) is reason


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("At least 12 of us never came home.", "12"),
        ("The 12,500 who went up never came home.", "12"),
        ("Nearly 500 never came home.", "500"),
        ("Some 20 to 25 never came home.", "20"),
    ],
)
def test_a_figure_without_the_words_that_bound_it_does_not_enter(text: str, quantity: str) -> None:
    suggestion = {"quote": text[:-1], "trigger": "came home", "quantity": quantity}
    assert refused(text, suggestion) is RefusalReason.OTHER_NUMBER


@pytest.mark.parametrize("words", ["2019", "3", "3 May 2019", "7.62", "14-year-old"])
def test_a_year_a_day_a_calibre_and_an_age_are_no_figures(words: str) -> None:
    text = "On 3 May 2019 a 14-year-old with a 7.62 rifle came and none of them came home."
    reason = refused(text, {"quote": text[:-1], "trigger": "came home", "quantity": words})
    assert reason in {RefusalReason.NO_NUMBER, RefusalReason.OTHER_NUMBER}


@pytest.mark.parametrize(
    "text",
    [
        "The dam could fail and drown hundreds of villagers.",
        "If the dam fails, hundreds of villagers will drown.",
        "Engineers built a wall to keep hundreds of villagers from drowning.",
    ],
)
def test_what_did_not_happen_does_not_enter(text: str) -> None:
    trigger = next(word for word in ("drowning", "drown") if word in text)
    suggestion = {"quote": text[:-1], "trigger": trigger, "quantity": "hundreds", "affected": "hundreds of villagers"}
    assert refused(text, suggestion) is RefusalReason.DID_NOT_HAPPEN


def test_a_source_that_only_criticises_says_nothing() -> None:
    text = "The mosque is now rubble. The bishop condemned it."
    suggestion = {
        "kind": "destroyed", "quote": "The mosque is now rubble", "source": "The bishop", "cue": "condemned"
    }  # fmt: skip
    assert refused(text, suggestion) is RefusalReason.OTHER_SOURCE


def test_nothing_is_claimed_from_what_is_set_apart() -> None:
    text = f"{MARKET}\n{MOSQUE}"
    apart = Apart(start=text.index(MOSQUE), end=len(text), kind=ApartKind.RELATED_HEADLINE, made_by="by hand")
    reading = read(text, {"kind": "destroyed", "quote": "The mosque is now rubble"}, apart=(apart,))
    assert by_model(reading) == []
    assert tally(reading).refused[0].reason is RefusalReason.WORDS_NOT_FOUND


def test_where_it_was_said_is_no_place_of_happening() -> None:
    text = "Nairobi said that the market is now rubble."
    claim = entered(text, {"kind": "destroyed", "quote": "the market is now rubble", "place": "Nairobi"})
    assert claim.place is None


# --- nothing is lost ----------------------------------------------------------------------------


def test_a_flood_of_suggestions_is_refused_and_counted() -> None:
    flood = [{"kind": "destroyed", "quote": "The mosque is now rubble"}] * 10_000
    found = tally(read(MOSQUE, *flood, unreadable=7))
    assert found.offered == 10_007
    assert found.entered == 1
    assert {r.reason: r.count for r in found.refused} == {
        RefusalReason.UNREADABLE: 7,
        RefusalReason.TOO_MANY: 10_000 - MOST,
        RefusalReason.REPEATED: MOST - 1,
    }


def test_a_refusal_says_which_words_in_a_few() -> None:
    reading = read(MOSQUE, {"kind": "destroyed", "quote": "All the mosques of the town were " + "very " * 100})
    [refusal] = tally(reading).refused
    assert refusal.example.startswith("All the mosques of the town")
    assert len(refusal.example) <= 80


TEXT = f"Nine people were killed in Lagos.\n{MARKET}\n{MOSQUE} Officials said so on Monday."
stretches = st.builds(
    lambda start, size: TEXT[start : start + size], st.integers(0, len(TEXT)), st.sampled_from([0, 3, 9, 25, 60])
)
words = st.one_of(
    st.just(""), stretches, st.sampled_from(["Four", "Nine", "Aisha Bello", "Lagos", "told", "on Monday"]), st.text()
)
kinds = st.one_of(st.sampled_from([str(kind) for kind in ClaimKind]), st.text())
lies: Any = st.fixed_dictionaries(
    {
        "kind": kinds,
        "quote": st.one_of(st.sampled_from([line.rstrip(".") for line in TEXT.split("\n")]), words),
        **dict.fromkeys(("trigger", "quantity", "affected", "actor", "source", "cue", "place", "time"), words),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given_that(st.lists(lies, max_size=6))
def test_whatever_is_suggested_enters_is_known_or_is_refused_and_words_are_where_we_say(
    suggestions: list[dict[str, str]],
) -> None:
    reading = read(TEXT, *suggestions)
    found = tally(reading)
    assert found.offered == len(suggestions) == found.entered + found.known + sum(r.count for r in found.refused)
    assert found.entered == len(by_model(reading))
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    assert len({attribution.id for attribution in reading.attributions}) == len(reading.attributions)
    for claim in reading.claims:
        assert TEXT[claim.start : claim.end] == claim.quote
        if claim.quantity is not None:
            assert TEXT[claim.quantity.start : claim.quantity.end] == claim.quantity.text
            assert claim.start <= claim.quantity.start or not claim.made_by.endswith(BY)
        assert all(0 <= span.start < span.end <= len(TEXT) for span in claim.evidence)
        assert all(0 <= span.start < span.end <= len(TEXT) for link in claim.chain for span in link.spans)
