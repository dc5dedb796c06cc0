"""Claims become events: what belongs together, what stays apart, and what people decide."""

from __future__ import annotations

import random

import pytest

from hand_made import IZYUM, KHARKIV, KHARKIV_REGION, SPLIT_TOWN, Say, Source, World, judgement, poisoning, sentence
from sayso import events
from sayso.records import Event, Judgement, JudgementKind, PersonClass, QuantityForm, Thresholds

POLICE = Source(name="police", key=None)


def linked(world: World, *judgements: Judgement) -> tuple[Event, ...]:
    return events.link(list(world.readings.values()), world.reports, judgements, Thresholds())


def event_of(found: tuple[Event, ...], claim: str) -> Event:
    [event] = [one for one in found if claim in one.claims]
    return event


def test_two_reports_of_one_poisoning_are_one_event_and_the_third_report_never_joins() -> None:
    world, name = poisoning()
    found = linked(world)
    event = event_of(found, world.claim(name["hedging"], "killed").id)
    assert set(event.reports) == {name["hedging"], name["bare"]}
    assert {c.id for r in ("hedging", "bare") for c in world.claims(name[r])} == set(event.claims)
    assert event.kinds[0] == "poisoning"
    assert event.place == IZYUM
    assert event.title == "Poisoning at Izyum, 2 April 2022: 2 killed"
    assert event.time is not None
    assert event.time.why.startswith("no report says on which day it happened; said on 2 April 2022")
    assert [p.kind for p in event.propositions if p.kind == "killed"] == ["killed"]
    whos = [p.who for p in event.propositions if p.kind == "hospitalised"]
    assert [(who.side, who.person_class) for who in whos if who] == [("Russia", PersonClass.COMBATANT)]
    assert any(p.unit == "3rd Motor Rifle Division" for p in event.participants)
    assert any(p.role == "actor" and p.side == "Ukraine" for p in event.participants)


def test_every_claim_is_in_exactly_one_event_and_one_proposition() -> None:
    world, _ = poisoning()
    found = linked(world)
    told = [claim for event in found for claim in event.claims]
    assert sorted(told) == sorted(claim.id for claim in world.claims())
    answered = [claim for event in found for proposition in event.propositions for claim in proposition.claims]
    assert sorted(answered) == sorted(told)


def test_a_toll_of_an_occupation_is_no_part_of_a_day() -> None:
    world, name = poisoning()
    found = linked(world)
    toll = event_of(found, world.claim(name["town"], "killed").id)
    assert toll.title == "Deaths at Izyum: at least 1,000 killed"
    assert toll.time is None
    transfer = event_of(found, world.claim(name["town"], "transfer_of_territory").id)
    assert transfer.id != toll.id
    assert world.claim(name["town"], "captured").id in transfer.claims
    assert transfer.time is not None
    assert transfer.time.edtf == "XXXX-09-10"


def blast(day: str, dead: int, hurt: int, **more: object) -> tuple[Say, ...]:
    return (
        Say(kind="explosion", place=SPLIT_TOWN, day=day, by=(POLICE,)),
        Say(kind="killed", n=dead, place=SPLIT_TOWN, day=day, by=(POLICE,), **more),  # type: ignore[arg-type]
        Say(kind="injured", n=hurt, place=SPLIT_TOWN, day=day, by=(POLICE,)),
    )


def test_two_blasts_in_one_street_on_two_days_are_two_events_and_a_look_back_joins_the_first() -> None:
    world = World()
    first = world.add("A", sentence("One died and three were hurt when gas exploded.", *blast("2019-11-04", 1, 3)))
    second = world.add(
        "A",
        sentence("Two died and six were hurt when a workshop exploded.", *blast("2019-11-05", 2, 6)),
        sentence(
            "On Monday one person was killed when a gas bottle exploded.",
            Say(kind="explosion", place=SPLIT_TOWN, day="2019-11-04", reference=True),
            Say(kind="killed", n=1, place=SPLIT_TOWN, day="2019-11-04", reference=True),
        ),
        published="2019-11-05",
    )
    found = linked(world)
    assert len(found) == 2
    monday = event_of(found, world.claim(first, "killed").id)
    assert world.claim(second, "killed", 1).id in monday.claims
    assert event_of(found, world.claim(second, "killed").id) is not monday
    assert monday.title == "Explosion at Split, 4 November 2019: 1 killed"


def test_background_in_another_town_is_another_event() -> None:
    world = World()
    report = world.add(
        "A",
        sentence("Two died in Izyum.", Say(kind="killed", n=2, place=IZYUM)),
        sentence("In Kharkiv hundreds are dead.", Say(kind="killed", n=(200, 999), place=KHARKIV)),
        sentence("Shelling of the Kharkiv region went on.", Say(kind="shelling", place=KHARKIV_REGION)),
    )
    found = linked(world)
    killed = [event_of(found, world.claim(report, "killed", at).id).id for at in (0, 1)]
    assert killed[0] != killed[1]


def test_two_killings_in_one_town_with_other_victims_and_causes_stay_apart() -> None:
    world = World()
    soldiers = {"person_class": PersonClass.COMBATANT, "who": "soldiers"}
    civilians = {"person_class": PersonClass.CIVILIAN, "who": "civilians"}
    one = world.add(
        "A",
        sentence(
            "Two soldiers were shot dead.",
            Say(kind="shooting", place=SPLIT_TOWN, day="2019-11-04", **soldiers),
            Say(kind="killed", n=2, place=SPLIT_TOWN, day="2019-11-04", **soldiers),
        ),
    )
    other = world.add(
        "B",
        sentence(
            "Five civilians died of poison.",
            Say(kind="poisoning", place=SPLIT_TOWN, day="2019-11-04", **civilians),
            Say(kind="killed", n=5, place=SPLIT_TOWN, day="2019-11-04", **civilians),
        ),
    )
    found = linked(world)
    assert event_of(found, world.claim(one, "killed").id) != event_of(found, world.claim(other, "killed").id)


def test_a_report_without_a_place_joins_by_people_figures_and_words() -> None:
    world = World()
    crew = {"who": "miners", "side": "Romania"}
    words = "Eight miners died and 43 were hurt when a gallery of the Lupeni colliery fell in."
    one = world.add(
        "A",
        sentence(
            words,
            Say(kind="accident", place=SPLIT_TOWN, **crew),
            Say(kind="killed", n=8, place=SPLIT_TOWN, **crew),
            Say(kind="injured", n=43, **crew),
        ),
    )
    other = world.add(
        "B",
        sentence(
            "At the Lupeni colliery eight miners died and 43 were hurt.",
            Say(kind="accident", **crew),
            Say(kind="killed", n=8, **crew),
            Say(kind="injured", n=43, **crew),
        ),
    )
    assert set(linked(world)[0].reports) == {one, other}


def test_numbers_that_grow_stay_one_event() -> None:
    world = World()
    for dead, day in ((4, "2020-02-17"), (11, "2020-02-18"), (19, "2020-02-19")):
        source = Source(name="civil defence", said=day)
        world.add(
            f"Paper of {day}",
            sentence(
                f"{dead} people were killed in the flood.",
                Say(kind="disaster", place=SPLIT_TOWN, by=(source,)),
                Say(kind="killed", n=dead, place=SPLIT_TOWN, by=(source,)),
            ),
            published=day,
        )
    [event] = linked(world)
    assert len(event.reports) == 3
    [killed] = [p for p in event.propositions if p.kind == "killed"]
    assert len(killed.claims) == 3


@pytest.mark.parametrize(
    ("first", "second", "events_made"),
    [
        ("Sunday night", "early on Monday", 1),
        ("Sunday morning", "Monday morning", 2),
        ("Sunday night", "Monday afternoon", 2),
    ],
)
def test_one_night_has_two_dates(first: str, second: str, events_made: int) -> None:
    world = World()
    for outlet, words, day in (("A", first, "1912-04-14"), ("B", second, "1912-04-15")):
        told = {"place": SPLIT_TOWN, "day": day, "day_words": words}
        world.add(
            outlet,
            sentence(
                f"The liner Santa Lumina sank on {words} with 43 people.",
                Say(kind="accident", **told),  # type: ignore[arg-type]
                Say(kind="killed", n=43, **told),  # type: ignore[arg-type]
            ),
        )
    assert len(linked(world)) == events_made


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    world, _ = poisoning()
    readings = list(world.readings.values())
    random.Random(seed).shuffle(readings)
    reports = dict(sorted(world.reports.items(), key=lambda _: random.Random(seed).random()))
    assert events.link(readings, reports, (), Thresholds()) == linked(world)


def test_an_events_id_derives_from_its_canonically_first_claim() -> None:
    world, name = poisoning()
    event = event_of(linked(world), world.claim(name["bare"], "killed").id)
    first = min(event.claims, key=lambda one: next((c.report, c.start, c.id) for c in world.claims() if c.id == one))
    assert event.claims[0] == first


# --- parts, wholes and who ------------------------------------------------------------------


def killed_world(*says: Say) -> tuple[World, Event]:
    world = World()
    for at, say in enumerate(says):
        world.add(f"Paper {at}", sentence("The ferry Santa Lumina sank off Masbate.", say))
    [event] = linked(world)
    return world, event


def toll(n: int, who: str = "people", person_class: PersonClass = PersonClass.UNKNOWN, part: bool = False) -> Say:
    return Say(kind="killed", n=n, place=SPLIT_TOWN, day="2023-06-10", who=who, person_class=person_class, part=part)


def test_a_bare_figure_and_one_of_civilians_answer_one_question_when_there_is_no_rival() -> None:
    _, event = killed_world(toll(12), toll(12, "civilians", PersonClass.CIVILIAN))
    [proposition] = event.propositions
    assert proposition.who is not None
    assert proposition.who.person_class is PersonClass.CIVILIAN


def test_dead_civilians_and_dead_soldiers_are_two_questions_and_a_bare_figure_is_a_third() -> None:
    _, event = killed_world(
        toll(12), toll(9, "civilians", PersonClass.CIVILIAN), toll(3, "soldiers", PersonClass.COMBATANT)
    )
    assert len(event.propositions) == 3


def test_children_are_a_part_of_the_people_they_died_with() -> None:
    world = World()
    world.add(
        "A", sentence("24 people, including 9 children, died.", toll(24), toll(9, "children", PersonClass.CHILD, True))
    )
    world.add(
        "B", sentence("24 people died, 9 of them children.", toll(24), toll(9, "children", PersonClass.CHILD, True))
    )
    [event] = linked(world)
    whole, part = event.propositions
    assert len(whole.claims) == len(part.claims) == 2
    assert part.whole == whole.id
    assert whole.whole is None


def test_some_who_are_named_are_a_part_of_all_who_are_not() -> None:
    world = World()
    world.add(
        "A",
        sentence("The collision injured 14 people.", Say(kind="injured", n=14, place=SPLIT_TOWN, who="people")),
        sentence("Both drivers were hurt.", Say(kind="injured", n=2, place=SPLIT_TOWN, who="drivers")),
    )
    [event] = linked(world)
    whole, part = event.propositions
    assert len(whole.claims) == 1
    assert part.whole == whole.id


def test_things_are_told_apart_by_what_they_are_called() -> None:
    world = World()
    world.add(
        "A",
        sentence("11 boats were destroyed.", Say(kind="destroyed", n=11, place=SPLIT_TOWN, who="boats")),
        sentence("A warehouse was destroyed.", Say(kind="destroyed", n=1, place=SPLIT_TOWN, who="timber warehouse")),
    )
    [event] = linked(world)
    assert [p.who.label for p in event.propositions if p.who] == ["boats", "timber warehouse"]


# --- judgements -----------------------------------------------------------------------------


def two_blasts() -> tuple[World, str, str]:
    world = World()
    one = world.add("A", sentence("One died when gas exploded.", *blast("2019-11-04", 1, 3)))
    other = world.add("B", sentence("Two died when a shop exploded.", *blast("2019-11-05", 2, 6)))
    return world, world.claim(one, "killed").id, world.claim(other, "killed").id


def test_a_person_joins_what_no_score_would() -> None:
    world, one, other = two_blasts()
    [event] = linked(world, judgement(JudgementKind.JOIN, (one, other)))
    assert any(feature == ("judged_one", 1.0) for link in event.links for feature in link.features)


def test_a_person_splits_what_a_score_joined() -> None:
    world, name = poisoning()
    here = [c.id for c in world.claims(name["hedging"])]
    there = [c.id for c in world.claims(name["bare"])]
    split = judgement(JudgementKind.SPLIT, (*here, *there), targets=(name["hedging"],))
    found = linked(world, split)
    assert set(event_of(found, here[0]).claims) == set(here)
    assert set(event_of(found, there[0]).claims) == set(there)


def test_a_split_of_one_claim_leaves_the_others_together() -> None:
    world, name = poisoning()
    every = [c.id for c in (*world.claims(name["hedging"]), *world.claims(name["bare"]))]
    odd = world.claim(name["bare"], "hospitalised").id
    found = linked(world, judgement(JudgementKind.SPLIT, every, targets=(odd,)))
    assert event_of(found, odd).claims == (odd,)
    assert len(event_of(found, every[0]).claims) == len(every) - 1


def test_a_withdrawn_judgement_does_nothing() -> None:
    world, one, other = two_blasts()
    join = judgement(JudgementKind.JOIN, (one, other))
    withdrawn = judgement(JudgementKind.WITHDRAW, targets=(join.id,), day=2)
    assert len(linked(world, join, withdrawn)) == 2


def test_contradictory_judgements_are_shown_and_settle_nothing() -> None:
    world, one, other = two_blasts()
    join = judgement(JudgementKind.JOIN, (one, other))
    split = judgement(JudgementKind.SPLIT, (one, other), by="B. Reader", day=2)
    found = linked(world, join, split)
    assert len(found) == 2
    for event in found:
        [why] = [link.why for link in event.links if link.features == (("judgements_contradict", 0.0),)]
        assert join.id in why
        assert split.id in why


def test_a_rejected_claim_stays_in_its_event_and_leaves_its_propositions() -> None:
    world, name = poisoning()
    wrong = world.claim(name["bare"], "hospitalised").id
    event = event_of(linked(world, judgement(JudgementKind.REJECT, (wrong,))), wrong)
    assert wrong in event.claims
    assert all(wrong not in proposition.claims for proposition in event.propositions)


def test_a_corrected_figure_is_in_the_title() -> None:
    world, _, other = two_blasts()
    found = linked(world, judgement(JudgementKind.CORRECT, (other,), value="killed=3"))
    assert event_of(found, other).title.endswith("3 killed")


def test_quantity_forms_are_told_in_titles() -> None:
    world = World()
    world.add(
        "A", sentence("Over 20 died.", Say(kind="killed", n=(20, None), form=QuantityForm.MORE_THAN, place=IZYUM))
    )
    assert linked(world)[0].title == "Deaths at Izyum: more than 20 killed"


def test_a_toll_and_its_flood_of_one_sentence_and_time_are_one_event() -> None:
    world = World()
    when = "2022-06"
    world.add(
        "A",
        sentence(
            "Floods since June have killed 982 people.",
            Say(kind="disaster", place=SPLIT_TOWN, day=when, quote="Floods"),
            Say(kind="killed", n=982, place=SPLIT_TOWN, day=when, cumulative=True),
        ),
    )
    [event] = linked(world)
    assert event.kinds == ("disaster", "killed")


def test_a_days_deaths_and_the_years_toll_in_one_sentence_stay_apart() -> None:
    world = World()
    report = world.add(
        "A",
        sentence(
            "A strike killed 3 on Monday and took the year's toll to 247.",
            Say(kind="air_strike", place=IZYUM, day="2022-06-06", quote="strike"),
            Say(kind="killed", n=3, place=IZYUM, day="2022-06-06", quote="killed 3"),
            Say(kind="killed", n=247, place=IZYUM, cumulative=True, quote="toll to 247"),
        ),
    )
    found = linked(world)
    assert event_of(found, world.claim(report, "killed", 0).id) is not event_of(
        found, world.claim(report, "killed", 1).id
    )


def test_bodies_found_sentences_later_are_the_landslides() -> None:
    world = World()
    filler = [
        sentence(f"In {year} there were protests.", Say(kind="protest", day=f"{year}", reference=True))
        for year in range(2001, 2008)
    ]
    report = world.add(
        "A",
        sentence("A landslide buried houses.", Say(kind="disaster", day="2022-06-06")),
        *filler,
        sentence("Rescuers counted nineteen dead.", Say(kind="killed", n=19)),
    )
    found = linked(world)
    assert world.claim(report, "killed").id in event_of(found, world.claim(report, "disaster").id).claims


def test_who_denies_is_no_actor() -> None:
    world = World()
    world.add(
        "A",
        sentence(
            "A strike killed 3 in Izyum. The Kremlin denied it.",
            Say(kind="air_strike", place=IZYUM, day="2022-06-06", quote="strike"),
            Say(
                kind="denial_of_responsibility",
                place=IZYUM,
                day="2022-06-06",
                actor=("Kremlin", "Russia", PersonClass.UNKNOWN),
                quote="The Kremlin denied it",
            ),
        ),
    )
    [event] = linked(world)
    assert [one for one in event.participants if one.role == "actor"] == []


def test_nobody_killed_is_no_title_where_others_were_hurt() -> None:
    world = World()
    world.add(
        "A",
        sentence(
            "60 pupils were taken to hospital after a poisoning; no deaths were reported.",
            Say(kind="poisoning", place=IZYUM, quote="poisoning"),
            Say(kind="killed", n=0, place=IZYUM, quote="no deaths"),
            Say(kind="hospitalised", n=60, place=IZYUM, quote="60 pupils"),
        ),
    )
    assert linked(world)[0].title == "Poisoning at Izyum: 60 in hospital"


def test_a_title_gives_the_figure_that_the_wordings_share() -> None:
    world = World()
    world.add(
        "A",
        sentence("Hundreds died.", Say(kind="killed", n=(200, 999), form=QuantityForm.VAGUE, place=IZYUM)),
        sentence(
            "At least 550 people died.", Say(kind="killed", n=(550, None), form=QuantityForm.AT_LEAST, place=IZYUM)
        ),
    )
    assert linked(world)[0].title == "Deaths at Izyum: at least 550 killed"


def test_parts_by_place_that_add_up_are_parts() -> None:
    world = World()
    world.add(
        "A",
        sentence("A gunman killed 77 people.", toll(77)),
        sentence(
            "He killed eight in the city and 69 on the island.",
            Say(kind="killed", n=8, place=SPLIT_TOWN, day="2023-06-10", quote="eight in the city"),
            Say(kind="killed", n=69, place=SPLIT_TOWN, day="2023-06-10", quote="69 on the island"),
        ),
    )
    [event] = linked(world)
    whole, *parts = event.propositions
    assert [part.whole for part in parts] == [whole.id, whole.id]
    assert event.title.endswith("77 killed")


def test_an_event_is_called_by_what_most_of_its_reports_tell() -> None:
    world = World()
    for at, kind in enumerate(("attack", "attack", "attack", "shelling")):
        world.add(
            f"Paper {at}",
            sentence(
                "Fighters came to Izyum and 12 people died.",
                Say(kind=kind, place=IZYUM, day="2022-06-06", quote="came"),
                Say(kind="killed", n=12, place=IZYUM, day="2022-06-06"),
            ),
        )
    [event] = linked(world)
    assert event.title.startswith("Attack at Izyum")


def test_a_correction_of_the_event_is_in_its_title() -> None:
    world, _, other = two_blasts()
    event = event_of(linked(world), other)
    found = linked(world, judgement(JudgementKind.CORRECT, event.claims, targets=(event.id,), value="killed=46"))
    assert event_of(found, other).title.endswith("46 killed")
