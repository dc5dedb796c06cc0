"""What the claims stage promises, held on short reports: spans, chains, parts, determinism, what is set apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_claims_sentences import CASES, gazetteer, parser, read, report_of

from sayso.claims import VERSION, attribute
from sayso.records import Apart, ApartKind, Certainty, Claim, ClaimKind, PassageKind, PersonClass, Role, Span

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sentences")]

STORY = "\n".join(
    [
        "Two Malian soldiers were killed and nine wounded in Gao after villagers "
        "gave them poisoned bread on 3 May 2019.",
        "The army said that another 40 troops of the 5th Infantry Regiment were in hospital.",
        "Twelve people, including three children, were evacuated from the town.",
        "Ten years ago, 60 people died in a flood in Mopti.",
    ]
)


def test_words_are_where_we_say_they_are() -> None:
    for case in CASES:
        text = case["text"]
        for claim in read(text).claims:
            assert text[claim.start : claim.end] == claim.quote
            if claim.quantity is not None:
                assert text[claim.quantity.start : claim.quantity.end] == claim.quantity.text
            for span in claim.evidence:
                assert 0 <= span.start < span.end <= len(text)
            for participant in claim.participants:
                assert participant.span is None or participant.span.end <= len(text)


def test_the_same_words_give_the_same_reading() -> None:
    assert read(STORY) == read(STORY)


def test_ids_are_not_shared() -> None:
    for case in CASES:
        ids = [claim.id for claim in read(case["text"]).claims]
        assert len(ids) == len(set(ids)), case["text"]


def test_a_chain_begins_with_the_outlet() -> None:
    for claim in read(STORY).claims:
        assert claim.chain[0].role is Role.OUTLET
        assert claim.chain[0].name == "The Examiner"


def test_a_part_names_the_claim_that_holds_it() -> None:
    claims = {claim.id: claim for claim in read(STORY).claims}
    [part] = [c for c in claims.values() if c.part_of is not None]
    assert part.quantity is not None
    assert part.quantity.min == 3
    assert part.participants[0].person_class is PersonClass.CHILD
    whole = claims[str(part.part_of)]
    assert whole.kind is part.kind
    assert whole.quantity is not None
    assert whole.quantity.min == 12


def test_each_claim_says_which_rule_of_which_version_made_it() -> None:
    assert all(claim.made_by.startswith(f"claims@{VERSION} {claim.kind.value}.") for claim in read(STORY).claims)


def test_sides_units_and_givers_are_read() -> None:
    claims = read(STORY).claims
    killed = next(c for c in claims if c.kind is ClaimKind.KILLED)
    affected = next(p for p in killed.participants if p.role == "affected")
    assert (affected.label, affected.side, affected.person_class) == ("Malian soldiers", "Mali", PersonClass.COMBATANT)
    assert any(p.role == "actor" and p.label == "villagers" for p in killed.participants)
    hospitalised = next(c for c in claims if c.kind is ClaimKind.HOSPITALISED)
    assert hospitalised.participants[0].unit == "5th Infantry Regiment"
    assert hospitalised.participants[0].side == "Mali"


def test_a_place_goes_on_until_another_is_named() -> None:
    places = {
        (c.kind.value, c.quantity.min): c.place.name if c.place else None for c in read(STORY).claims if c.quantity
    }
    assert places["killed", 2] == "Gao"
    assert places["hospitalised", 40] == "Gao"
    assert places["killed", 60] == "Mopti"


def test_what_happened_to_others_long_ago_is_background() -> None:
    old = next(c for c in read(STORY).claims if c.quantity is not None and c.quantity.min == 60)
    assert old.reference
    assert not any(c.reference for c in read(STORY).claims if c.quantity is not None and c.quantity.min != 60)


def test_where_it_was_said_is_not_where_it_happened() -> None:
    [claim] = [
        c for c in read("Nairobi said on Monday that nine people had been killed in Garissa.").claims if c.quantity
    ]
    assert claim.place is not None
    assert claim.place.name == "Garissa"


def test_nothing_is_claimed_from_what_is_set_apart_save_captions() -> None:
    text = "Nine people were killed in Lagos.\nForty people were killed in Kano."
    report, passages = report_of(text)
    parses = parser().parse([text[p.start : p.end] for p in passages])
    second = passages[1]
    for kind, figures in [(ApartKind.RELATED_HEADLINE, {9}), (ApartKind.CAPTION, {9, 40})]:
        apart = Apart(start=second.start, end=second.end, kind=kind, made_by="by hand")
        marked = [passages[0], replace(second, kind=PassageKind.CAPTION)]
        reading = attribute(replace(report, apart=(apart,)), marked, parses, gazetteer=gazetteer())
        assert {c.quantity.min for c in reading.claims if c.quantity is not None} == figures


def test_a_denied_figure_is_kept_as_a_denial() -> None:
    claims = [c for c in read("Seven people were not injured.").claims if c.quantity]
    assert all(c.commitment.outlet is Certainty.CERTAINLY_NOT for c in claims)


def test_nobody_hurt_is_a_certain_nought() -> None:
    [claim] = [c for c in read("Nobody was injured in the derailment.").claims if c.quantity]
    assert claim.quantity is not None
    assert (claim.quantity.min, claim.quantity.max) == (0, 0)
    assert claim.commitment.outlet is Certainty.CERTAIN


def test_evidence_holds_the_words_of_the_trigger() -> None:
    text = "Nine people were killed in Lagos."
    [claim] = read(text).claims
    start = text.index("killed")
    assert Span(start=start, end=start + len("killed")) in claim.evidence


def by_figure(text: str) -> dict[tuple[str, float | None], Claim]:
    """Return the claims of a text by kind and least figure."""
    return {(c.kind.value, c.quantity.min): c for c in read(text).claims if c.quantity is not None}


def test_some_of_the_dead_are_part_of_the_dead() -> None:
    claims = by_figure("A blast killed 14 people in Gao.\nTwo of the dead were nurses and one was a driver.")
    whole = claims["killed", 14]
    assert claims["killed", 2].part_of == whole.id
    assert claims["killed", 1].part_of == whole.id
    assert claims["killed", 2].participants[0].label == "nurses"


def test_those_who_died_later_are_no_rival_of_the_dead() -> None:
    claims = by_figure("Nineteen people were injured and 25 killed in the crash.\nThree of them later died.")
    assert claims["killed", 3].part_of == claims["killed", 25].id


def test_a_running_total_leaves_the_figure_of_the_day_alone() -> None:
    claims = by_figure("Two soldiers were killed on Monday, and 247 have been killed since the start of the operation.")
    assert not claims["killed", 2].cumulative
    assert claims["killed", 247].cumulative
    claims = by_figure("In the past 24 hours 31 people were killed, bringing the total since May to 640.")
    assert not claims["killed", 31].cumulative


def test_the_biggest_since_is_news_and_no_background() -> None:
    claims = by_figure("Both sides freed 40 hostages in the biggest exchange since the invasion.")
    assert not claims["rescued", 40].reference
    assert not claims["rescued", 40].cumulative


def test_who_denies_is_no_actor() -> None:
    for text in ["The Kremlin denied that Russia had shelled the town.", "The army denied killing nine farmers."]:
        denials = [c for c in read(text).claims if c.kind is ClaimKind.DENIAL_OF_RESPONSIBILITY]
        assert denials
        assert not any(p.role == "actor" for c in denials for p in c.participants)


def test_the_side_of_a_weapon_is_not_that_of_those_it_hits() -> None:
    for text in [
        "A Russian missile strike killed 12 people in Dnipro.",
        "Six victims of an Israeli air strike were killed in Gaza.",
    ]:
        for claim in read(text).claims:
            assert all(p.side is None for p in claim.participants if p.role == "affected")


def test_a_label_has_no_ages_days_or_bounds_in_it() -> None:
    labels = {
        "A 6 year old girl was injured.": "girl",
        "A 29-year-old woman was injured.": "woman",
        "Up to 45 people were killed.": "people",
        "On 4 Jun 2015 at least 11 people were killed.": "people",
        "Of the dead, 40 were in Sindh.": "people",
        "The quake claimed 60 lives.": "people",
    }
    for text, label in labels.items():
        [claim] = [c for c in read(text).claims if c.quantity is not None]
        assert claim.participants[0].label == label, text


def test_who_kills_himself_is_no_one_told_of_before() -> None:
    claims = [
        c
        for c in read("A gunman shot his daughter to death and then killed himself.").claims
        if c.kind.value == "killed"
    ]
    labels = [p.label for c in claims for p in c.participants if p.role == "affected"]
    assert sorted(labels) == ["daughter", "gunman"]


def test_a_part_of_a_running_total_leaves_it_one() -> None:
    claims = by_figure("More than 1,200 people have been killed, 700 of them civilians, since June.")
    assert claims["killed", 1200].cumulative
    assert claims["killed", 700].part_of == claims["killed", 1200].id
