"""Claims are led to their origins: what is one source, what is two, what is nobody."""

from __future__ import annotations

import pytest

from hand_made import MARIBOR, SPLIT_TOWN, Say, Source, World, judgement, poisoning, sentence
from sayso import events, origins
from sayso.origins.evidence import speaks_for
from sayso.records import (
    Certainty,
    DependencyKind,
    Event,
    Judgement,
    JudgementKind,
    Role,
    SourceKind,
    Thresholds,
    Trace,
)
from sayso.text.quoted import one_quotation


def traced(world: World, *judgements: Judgement, thresholds: Thresholds | None = None) -> tuple[Event, Trace]:
    """Trace the event of the world that has most claims."""
    chosen = thresholds or Thresholds()
    found = events.link(list(world.readings.values()), world.reports, judgements, chosen)
    event = max(found, key=lambda one: len(one.claims))
    return event, origins.trace(event, world.readings, world.reports, judgements, chosen)


def kinds(trace: Trace) -> set[DependencyKind]:
    return {dependency.kind for origin in trace.origins for dependency in origin.dependencies}


KRALJ = Source(name="Bojan Kralj", key="name/bojan kralj", cue="said")
BARIC = Source(name="Ante Barić", key="name/ante baric", kind=SourceKind.POLICE)
OWNER = Source(name="Nikša Radman", key="name/niksa radman", kind=SourceKind.PERSON)


def killed(*by: Source, n: int = 4, **more: object) -> tuple[Say, ...]:
    return (
        Say(kind="explosion", place=MARIBOR, day="2019-02-12", by=by),
        Say(kind="killed", n=n, place=MARIBOR, day="2019-02-12", by=by, **more),  # type: ignore[arg-type]
    )


def reports(*tellings: tuple[str, str, tuple[Source, ...]], n: int = 4) -> World:
    world = World()
    for outlet, text, by in tellings:
        world.add(outlet, sentence(text, *killed(*by, n=n)))
    return world


def test_two_reports_of_one_facebook_post_have_one_origin() -> None:
    world, name = poisoning()
    _, trace = traced(world)
    [origin] = trace.origins
    assert origin.source == "Main Directorate of Intelligence"
    assert origin.channel == "Facebook post"
    assert origin.said is not None
    assert origin.said.edtf == "2022-04-02"
    assert set(origin.reports) == {name["hedging"], name["bare"]}
    assert {DependencyKind.SAME_SOURCE, DependencyKind.SAME_CHANNEL, DependencyKind.SHARED_QUOTATION} <= kinds(trace)
    assert trace.unattributed == ()


def test_two_named_witnesses_are_two_origins() -> None:
    world = reports(("A", "Kralj said four died.", (KRALJ,)), ("B", "Radman said four died.", (OWNER,)))
    assert len(traced(world)[1].origins) == 2


def test_one_source_in_two_papers_is_one_origin() -> None:
    short = Source(name="Kralj", key="name/kralj")
    world = reports(("A", "Bojan Kralj said four died.", (KRALJ,)), ("B", "Kralj said that four died.", (short,)))
    _, trace = traced(world)
    assert len(trace.origins) == 1
    assert trace.origins[0].source == "Bojan Kralj"


def test_unnamed_officials_twice_are_not_two_origins() -> None:
    official = Source(name="an official of the mines inspectorate", kind=SourceKind.OFFICIAL)
    other = Source(name="An official at the inspectorate of mines", kind=SourceKind.OFFICIAL)
    world = reports(("A", "An official told A.", (official,)), ("B", "An official said.", (other,)))
    assert len(traced(world)[1].origins) == 1


def test_a_claim_that_names_nobody_is_unattributed_and_adds_no_origin() -> None:
    world = reports(("A", "Four people were killed.", ()), ("B", "A blast killed four.", ()))
    _, trace = traced(world)
    assert trace.origins == ()
    assert len(trace.unattributed) == 4


def test_a_bare_repeat_is_presumed_to_depend_on_what_it_repeats() -> None:
    world = reports(("A", "Bojan Kralj said that four people died in a blast.", (KRALJ,)), ("B", "Four died.", ()))
    _, trace = traced(world)
    assert len(trace.origins) == 1
    assert DependencyKind.BARE_REPEAT in kinds(trace)
    assert trace.unattributed == ()


def test_a_presumption_counts_only_below_the_threshold_that_a_person_sets() -> None:
    world = reports(("A", "Bojan Kralj said that four people died in a blast.", (KRALJ,)), ("B", "Four died.", ()))
    _, trace = traced(world, thresholds=Thresholds(dependency=0.7))
    assert len(trace.origins) == 1
    assert len(trace.unattributed) == 2


def test_a_bare_figure_that_nobody_else_gives_stays_unattributed() -> None:
    world = World()
    world.add("A", sentence("Kralj said four died.", *killed(KRALJ)))
    world.add("B", sentence("Nine died.", *killed(n=9)))
    _, trace = traced(world)
    assert [world.claim(list(world.reports)[1], "killed").id] == list(trace.unattributed)


def test_a_body_and_the_person_who_speaks_for_it_are_one_origin() -> None:
    service = Source(name="the fire service")
    jurek = Source(name="Marta Jurek", key="name/marta jurek")
    world = World()
    world.add(
        "A",
        sentence("Four people were killed, the fire service said.", *killed(service)),
        sentence(
            "Twelve were injured, fire service spokeswoman Marta Jurek said.",
            Say(kind="injured", n=12, place=MARIBOR, by=(jurek,)),
        ),
    )
    assert len(traced(world)[1].origins) == 1


@pytest.mark.parametrize(
    ("person", "body", "text"),
    [
        ("Marta Jurek", "the fire service", "the fire service said. The service's spokeswoman, Marta Jurek, said"),
        ("Bojan Kralj", "the fire brigade", "Bojan Kralj, a spokesman for the fire brigade, said"),
        ("Renata Hoepfner", "the civil defence", "said Renata Hoepfner, the civil defence coordinator."),
        ("Zurab Kharadze", "Union of Water Workers", "the union's chairman, Zurab Kharadze, told"),
        ("Ante Barić", "police", "Police spokesman Ante Barić said"),
        ("Carmen Bellido", "the mayor", "The mayor, Carmen Bellido, told reporters"),
    ],
)
def test_a_report_says_who_speaks_for_whom(person: str, body: str, text: str) -> None:
    assert speaks_for(person, body, text)


@pytest.mark.parametrize(
    ("person", "body", "text"),
    [
        ("Zurab Kharadze", "the health ministry", "Kharadze said that the health ministry had lied."),
        ("Nikša Radman", "police", "Police said one died. The owner, Nikša Radman, wept."),
        ("Ann Lee", "the company", "Ann Lee, who lives near the company, saw it."),
    ],
)
def test_standing_in_one_sentence_is_not_speaking_for(person: str, body: str, text: str) -> None:
    assert not speaks_for(person, body, text)


def test_two_bodies_are_two_origins() -> None:
    world = reports(
        ("A", "Four died, police said.", (Source(name="police", kind=SourceKind.POLICE),)),
        ("B", "Four died, the hospital said.", (Source(name="the hospital", kind=SourceKind.MEDICAL),)),
    )
    assert len(traced(world)[1].origins) == 2


def test_a_paper_that_cites_a_paper_in_the_ledger_rests_on_its_source() -> None:
    cited = Source(name="Muscat Compass", key="name/muscat compass", kind=SourceKind.MEDIA, cue="reported")
    world = reports(
        ("Muscat Compass", "Bojan Kralj said that four died.", (KRALJ,)),
        ("Jebel Times", "Four died, the Muscat Compass reported.", (cited,)),
    )
    _, trace = traced(world)
    [origin] = trace.origins
    assert origin.source == "Bojan Kralj"
    assert DependencyKind.CITES_OUTLET in kinds(trace)


def test_papers_that_cite_each_other_in_a_ring_are_one_origin() -> None:
    def paper(name: str) -> Source:
        return Source(name=name, key=f"name/{name.lower()}", kind=SourceKind.MEDIA)

    world = World()
    for outlet, cites in (
        ("Jebel Times", "Muscat Compass"),
        ("Muscat Compass", "Batinah Star"),
        ("Batinah Star", "Jebel Times"),
    ):
        world.add(
            outlet,
            sentence(f"Two died, the {cites} said.", *killed(paper(cites), n=2)),
            sentence("Sixty fell ill.", Say(kind="injured", n=60, place=MARIBOR, by=(paper(cites),))),
        )
    _, trace = traced(world)
    assert len(trace.origins) == 1
    assert len(trace.origins[0].reports) == 3


def test_a_relay_hands_on_and_the_innermost_source_is_the_origin() -> None:
    mayor = Source(name="Carmen Bellido", key="name/carmen bellido", role=Role.RELAY)
    surgeon = Source(name="Iván Reche", key="name/ivan reche", kind=SourceKind.MEDICAL)
    world = reports(
        ("A", "The mayor, Carmen Bellido, said doctor Iván Reche told her four died.", (mayor, surgeon)),
        ("B", "Four died, Dr Iván Reche said.", (surgeon,)),
    )
    [origin] = traced(world)[1].origins
    assert origin.source == "Iván Reche"


def test_a_paper_told_beside_the_reports_own_source_is_a_relay() -> None:
    insider = Source(name="Insider", key="name/insider", kind=SourceKind.MEDIA, cue="as per")
    world = World()
    world.add(
        "A",
        sentence("Kralj said four died.", *killed(KRALJ)),
        sentence("It happened in Maribor, as per Insider.", Say(kind="explosion", place=MARIBOR, by=(insider,))),
    )
    [origin] = traced(world)[1].origins
    assert origin.source == "Bojan Kralj"


def test_a_reporters_own_eyes_are_an_origin_and_a_copy_of_them_is_none() -> None:
    own = Source(name="this reporter", kind=SourceKind.OUTLET, cue="saw")
    words = (
        "This reporter saw four bodies carried from the ruined canteen into the yard of the school on Tuesday night."
    )
    world = reports(("A", words, (own,)))
    assert len(traced(world)[1].origins) == 1
    assert traced(world)[1].origins[0].source == "A"
    world.add("B", sentence(words, *killed(own)))
    assert len(traced(world)[1].origins) == 1


def test_reports_with_one_wires_credit_share_it() -> None:
    text = "MARIBOR (Meridian Press) - Bojan Kralj said that four people died."
    other = "MARIBOR (Meridian Press) - Four people were found dead in a canteen on Tuesday."
    _, trace = traced(reports(("A", text, (KRALJ,)), ("B", other, ())))
    assert len(trace.origins) == 1
    assert DependencyKind.SAME_WIRE in kinds(trace)


def test_outlets_of_one_owner_with_like_words_share_a_desk() -> None:
    world = World()
    world.add(
        "A",
        sentence("Four workers were killed in a blast at a canteen, Bojan Kralj said.", *killed(KRALJ)),
        owner="Big",
    )
    world.add("B", sentence("Four workers were killed when a blast tore a canteen apart.", *killed()), owner="Big")
    assert DependencyKind.SAME_OWNER in kinds(traced(world)[1])


def test_one_quotation_translated_twice_is_one() -> None:
    one = "As far as we know, people of the Izium district cooked for Russians, namely poisoned cakes."
    two = "So far as known, Izium district people treated Russians, namely to poisoned pies."
    assert one_quotation(one, two, 0.6)
    assert not one_quotation(one, "We found four people dead under the ceiling of the kitchen of the canteen.", 0.6)


def test_a_denial_has_an_origin_of_its_own() -> None:
    union = Source(name="Zurab Kharadze", key="name/zurab kharadze", kind=SourceKind.ORGANISATION)
    ministry = Source(name="Health Ministry", key="office/GE/health", cue="denied")
    world = World()
    world.add("A", sentence("Kharadze said two died.", *killed(union, n=2)))
    denied = world.add(
        "B",
        sentence(
            "The ministry denied that two died.",
            Say(kind="killed", n=2, place=MARIBOR, day="2019-02-12", by=(ministry,), certainty=Certainty.CERTAINLY_NOT),
        ),
    )
    _, trace = traced(world)
    of_denial = [o for o in trace.origins if world.claim(denied, "killed").id in o.claims]
    assert [origin.source for origin in of_denial] == ["Health Ministry"]
    assert len(trace.origins) == 2


def test_unnamed_sources_never_make_two_named_ones_one() -> None:
    officials = Source(name="officials", kind=SourceKind.OFFICIAL)
    world = reports(("A", "Kralj said four died.", (KRALJ,)), ("B", "Barić said four died.", (BARIC,)))
    assert len(traced(world)[1].origins) == 2
    world.add("C", sentence("Officials said four died.", *killed(officials)))
    assert len(traced(world)[1].origins) == 2


# --- judgements -----------------------------------------------------------------------------


def two_sources() -> tuple[World, list[str]]:
    world = reports(("A", "Kralj said four died.", (KRALJ,)), ("B", "Radman said four died.", (OWNER,)))
    return world, [world.claim(report, "killed").id for report in world.reports]


def test_a_person_can_hold_two_claims_dependent() -> None:
    world, claims = two_sources()
    _, trace = traced(world, judgement(JudgementKind.DEPENDENT, claims))
    assert len(trace.origins) == 1
    assert DependencyKind.JUDGED in kinds(trace)


def test_a_person_can_hold_two_claims_independent() -> None:
    world = reports(("A", "Bojan Kralj said four died.", (KRALJ,)), ("B", "Kralj said four died.", (KRALJ,)))
    claims = [c.id for c in world.claims() if c.kind == "killed"]
    assert len(traced(world)[1].origins) == 1
    assert len(traced(world, judgement(JudgementKind.INDEPENDENT, claims))[1].origins) == 2


def test_contradictory_judgements_are_shown_and_neither_is_applied() -> None:
    world, claims = two_sources()
    dependent = judgement(JudgementKind.DEPENDENT, claims)
    independent = judgement(JudgementKind.INDEPENDENT, claims, by="B. Reader", day=2)
    _, trace = traced(world, dependent, independent)
    assert len(trace.origins) == 2
    for origin in trace.origins:
        [note] = [d.why for d in origin.dependencies if d.kind is DependencyKind.JUDGED]
        assert dependent.id in note
        assert independent.id in note


def test_a_rejected_claim_leaves_the_origins() -> None:
    world, _claims = two_sources()
    both = [c.id for c in world.claims(next(iter(world.reports)))]
    _, trace = traced(world, judgement(JudgementKind.REJECT, both))
    assert len(trace.origins) == 1


def test_every_claim_has_one_origin_or_none() -> None:
    world, _ = poisoning()
    event, trace = traced(world)
    told = [claim for origin in trace.origins for claim in origin.claims] + list(trace.unattributed)
    assert sorted(told) == sorted(event.claims)


def test_two_police_reports_of_two_days_are_two_events_with_an_origin_each() -> None:
    world = World()
    for day in ("2019-11-04", "2019-11-05"):
        world.add(
            "A",
            sentence(
                f"One died on {day}, Barić said.", Say(kind="killed", n=1, place=SPLIT_TOWN, day=day, by=(BARIC,))
            ),
        )
    found = events.link(list(world.readings.values()), world.reports, (), Thresholds())
    assert [len(origins.trace(e, world.readings, world.reports, (), Thresholds()).origins) for e in found] == [1, 1]


def test_a_copied_sentence_is_led_to_its_source_and_not_to_its_own_reports() -> None:
    words = "four people died on Tuesday when a boiler burst in the cellar of the old brewery of Maribor"
    world = World()
    first = world.add("A", sentence(f"{words}, Kralj said.", *killed(KRALJ)), published="2019-02-13")
    copied = world.add(
        "B",
        sentence(f"{words}.", *killed()),
        sentence("Radman confirmed that four had died.", *killed(OWNER)),
        published="2019-02-14",
    )
    _, trace = traced(world)
    bare = world.claim(copied, "killed").id
    [origin] = [one for one in trace.origins if bare in one.claims]
    assert world.claim(first, "killed").id in origin.claims
    assert DependencyKind.REUSED_TEXT in {one.kind for one in origin.dependencies if bare in one.evidence}


def test_nothing_is_led_to_an_origin_younger_than_its_report() -> None:
    world = World()
    early = world.add("A", sentence("Four people are dead.", *killed()), published="2019-02-13")
    world.add("B", sentence("Kralj said that four had died.", *killed(KRALJ)), published="2019-02-17")
    _, trace = traced(world)
    assert set(trace.unattributed) == {claim.id for claim in world.claims(early)}
