"""What can be said of an event: ranges, agreement, status, flags, grades, and what people decided."""

from __future__ import annotations

import pytest

from hand_made import MARIBOR, Say, Source, World, judgement, poisoning, sentence
from sayso import assessments, events, origins
from sayso.records import (
    Agreement,
    Assessment,
    Certainty,
    Event,
    Flag,
    FlagKind,
    Judgement,
    JudgementKind,
    PersonClass,
    PropositionAssessment,
    QuantityForm,
    SourceKind,
    Status,
    Thresholds,
)

SERVICE = Source(name="Marta Jurek", key="name/marta jurek")
GUIDE = Source(name="Danilo Perucchi", key="name/danilo perucchi", kind=SourceKind.WITNESS)
KEEPER = Source(name="Ilse Tratter", key="name/ilse tratter", kind=SourceKind.WITNESS)
SURGEON = Source(name="Iván Reche", key="name/ivan reche", kind=SourceKind.MEDICAL)
DAY = "2019-02-12"


def weighed(world: World, *judgements: Judgement) -> tuple[Event, Assessment]:
    """Weigh the event of the world that has most claims."""
    found = events.link(list(world.readings.values()), world.reports, judgements, Thresholds())
    event = max(found, key=lambda one: len(one.claims))
    trace = origins.trace(event, world.readings, world.reports, judgements, Thresholds())
    return event, assessments.weigh(event, trace, world.readings, world.reports, judgements, Thresholds())


def of_kind(event: Event, assessment: Assessment, kind: str) -> PropositionAssessment:
    [wanted] = [p.id for p in event.propositions if p.kind == kind and p.whole is None]
    return next(one for one in assessment.propositions if one.proposition == wanted)


def told(kind: str, n: object = None, *by: Source, form: QuantityForm = QuantityForm.EXACT, **more: object) -> Say:
    return Say(kind=kind, n=n, form=form, place=MARIBOR, day=DAY, by=by, **more)  # type: ignore[arg-type]


def killed_by(*figures: tuple[str, int, str, Source | None]) -> World:
    """Return a world of reports: outlet, number killed, day of publication, source."""
    world = World()
    for outlet, n, day, source in figures:
        name = source.name if source else "nobody"
        by = (source,) if source else ()
        world.add(
            outlet,
            sentence(
                f"{n} people were killed in a blast, {name} said.", told("explosion", None, *by), told("killed", n, *by)
            ),
            published=day,
        )
    return world


# --- ranges, agreement, status --------------------------------------------------------------


def test_the_poisoning_has_one_origin_and_its_figures() -> None:
    world, _ = poisoning()
    event, assessment = weighed(world)
    assert assessment.origins == 1
    assert assessment.status is Status.SINGLE_ORIGIN
    for kind, value in (("killed", 2), ("in_intensive_care", 28), ("hospitalised", 500)):
        found = of_kind(event, assessment, kind)
        assert (found.range.min, found.range.max, found.range.best) == (value, value, value)
    assert of_kind(event, assessment, "hospitalised").agreement is Agreement.COMPATIBLE
    assert of_kind(event, assessment, "killed").agreement is Agreement.SINGLE
    assert (assessment.grade.credibility, assessment.grade.reliability, assessment.grade.airwars) == (3, "F", "weak")


def test_distinct_origins_with_one_figure_agree() -> None:
    event, assessment = weighed(killed_by(("A", 3, "2019-02-13", GUIDE), ("B", 3, "2019-02-13", KEEPER)))
    found = of_kind(event, assessment, "killed")
    assert found.agreement is Agreement.AGREE
    assert len(found.origins) == 2
    assert assessment.status is Status.SEVERAL_ORIGINS
    assert assessment.grade.credibility == 2


def test_distinct_origins_with_figures_that_exclude_each_other_are_contested_and_both_stay_visible() -> None:
    event, assessment = weighed(killed_by(("A", 4, "2019-02-13", GUIDE), ("B", 6, "2019-02-13", KEEPER)))
    found = of_kind(event, assessment, "killed")
    assert found.agreement is Agreement.CONTESTED
    assert (found.range.min, found.range.max) == (4, 6)
    assert assessment.status is Status.CONTESTED
    assert assessment.grade.airwars == "contested"
    assert assessment.grade.credibility == 4


def test_a_later_figure_of_one_origin_updates_and_does_not_contest() -> None:
    growing = [(f"Paper {n}", n, f"2019-02-{13 + at}", SERVICE) for at, n in enumerate((4, 11, 19))]
    event, assessment = weighed(killed_by(*growing))
    found = of_kind(event, assessment, "killed")
    assert found.agreement is Agreement.UPDATED
    assert (found.range.min, found.range.max, found.range.best) == (4, 19, 19)
    assert assessment.status is Status.SINGLE_ORIGIN


def test_a_correction_downwards_is_the_best_value() -> None:
    event, assessment = weighed(killed_by(("A", 7, "2019-02-13", SERVICE), ("B", 5, "2019-02-14", SERVICE)))
    found = of_kind(event, assessment, "killed")
    assert (found.agreement, found.range.best) == (Agreement.UPDATED, 5)


def test_one_origin_that_says_two_things_on_one_day_is_contested() -> None:
    event, assessment = weighed(killed_by(("A", 7, "2019-02-13", SERVICE), ("B", 5, "2019-02-13", SERVICE)))
    assert of_kind(event, assessment, "killed").agreement is Agreement.CONTESTED


def test_a_lower_bound_stays_open() -> None:
    world = World()
    world.add(
        "A",
        sentence("At least 1,000 died, Jurek said.", told("killed", (1000, None), SERVICE, form=QuantityForm.AT_LEAST)),
    )
    event, assessment = weighed(world)
    found = of_kind(event, assessment, "killed").range
    assert (found.min, found.max, found.best) == (1000, None, None)


def test_nobody_named_is_unattributed_and_cannot_be_judged() -> None:
    _, assessment = weighed(killed_by(("A", 3, "2019-02-13", None), ("B", 3, "2019-02-13", None)))
    assert assessment.status is Status.UNATTRIBUTED
    assert assessment.origins == 0
    assert assessment.grade.credibility == 6


def test_three_origins_of_different_kinds_may_be_graded_one_and_never_called_confirmed() -> None:
    _, assessment = weighed(
        killed_by(("A", 3, "2019-02-13", GUIDE), ("B", 3, "2019-02-13", SERVICE), ("C", 3, "2019-02-13", SURGEON))
    )
    assert assessment.grade.credibility == 1
    assert "confirmed" not in assessment.grade.why


# --- denials --------------------------------------------------------------------------------


def denial_world() -> World:
    union = Source(name="Zurab Kharadze", key="name/zurab kharadze", kind=SourceKind.ORGANISATION)
    ministry = Source(name="Health Ministry", key="office/GE/health", cue="denied")
    world = World()
    world.add("A", sentence("Two died of gas, Kharadze said.", told("killed", 2, union)))
    world.add(
        "B",
        sentence(
            "The ministry denied that two died of gas.",
            told("killed", 2, ministry, certainty=Certainty.CERTAINLY_NOT),
            told("hospitalised", 43, ministry),
        ),
    )
    return world


def test_a_denial_is_no_support_and_contests() -> None:
    event, assessment = weighed(denial_world())
    found = of_kind(event, assessment, "killed")
    assert len(found.origins) == 1
    assert len(found.denied_by) == 1
    assert found.agreement is Agreement.CONTESTED
    assert "denied by Health Ministry" in found.why
    assert assessment.origins == 2  # the ministry counts for those in hospital


def test_who_denies_responsibility_supports_nothing() -> None:
    group = Source(name="Red Front", key="name/red front", kind=SourceKind.ORGANISATION)
    world = killed_by(("A", 3, "2019-02-13", GUIDE))
    world.add(
        "B",
        sentence(
            "Red Front denied that it set off the blast.",
            told("explosion", None, GUIDE),
            told("denial_of_responsibility", None, group),
        ),
    )
    event, assessment = weighed(world)
    [denial] = [p.id for p in event.propositions if p.kind == "denial_of_responsibility"]
    found = next(one for one in assessment.propositions if one.proposition == denial)
    assert found.origins == ()
    assert len(found.denied_by) == 1
    assert assessment.origins == 1
    assert assessment.grade.airwars == "contested"


# --- flags ----------------------------------------------------------------------------------


def flagged(assessment: Assessment) -> set[tuple[FlagKind, str]]:
    return {(flag.kind, flag.report) for flag in assessment.flags}


def test_the_flags_of_the_poisoning() -> None:
    world, name = poisoning()
    _, assessment = weighed(world)
    found = flagged(assessment)
    assert (FlagKind.HARDENED, name["bare"]) in found
    assert (FlagKind.CAVEAT_DROPPED, name["bare"]) in found
    assert (FlagKind.HARDENED, name["hedging"]) not in found
    assert (FlagKind.CAVEAT_DROPPED, name["hedging"]) not in found
    whys = " ".join(flag.why for flag in assessment.flags if flag.kind is FlagKind.QUOTE_VARIANT)
    for word in ("cakes", "pies", "cooked", "treated"):
        assert f"\u201c{word}\u201d" in whys


def test_a_report_that_attributes_later_by_a_plain_cue_is_not_hardened() -> None:
    world = World()
    world.add("A", sentence("Three were killed in a blast, Jurek said.", told("killed", 3, SERVICE)))
    world.add(
        "B",
        sentence("Three people were killed.", told("killed", 3)),
        sentence("Jurek said three died.", told("killed", 3, SERVICE)),
    )
    assert not [flag for flag in weighed(world)[1].flags if flag.kind is FlagKind.HARDENED]


def test_a_report_that_names_nobody_is_hardened_unless_it_was_first() -> None:
    for day, expected in (("2019-02-14", 1), ("2019-02-11", 0)):
        world = killed_by(("A", 3, "2019-02-13", SERVICE))
        world.add(
            "B", sentence("Three people were killed in a blast.", told("explosion"), told("killed", 3)), published=day
        )
        assert len([f for f in weighed(world)[1].flags if f.kind is FlagKind.HARDENED]) == expected


def test_parts_that_exceed_their_whole_are_a_sum_mismatch() -> None:
    def part(n: int, person_class: PersonClass) -> Say:
        return told("killed", n, SERVICE, person_class=person_class, who=person_class.value, part=True)

    world = World()
    whole = told("killed", 24, SERVICE)
    parts = (part(9, PersonClass.CHILD), part(11, PersonClass.WOMAN))
    good = world.add("A", sentence("24 died: nine children, eleven women.", whole, *parts))
    bad = world.add(
        "B", sentence("24 died: nine children, eleven women, six men.", whole, *parts, part(6, PersonClass.MAN))
    )
    found = flagged(weighed(world)[1])
    assert (FlagKind.SUM_MISMATCH, bad) in found
    assert (FlagKind.SUM_MISMATCH, good) not in found


def test_a_headline_that_the_body_does_not_bear_out_is_flagged() -> None:
    world = World()
    bad = world.add(
        "A", sentence("4 died in a blast, Jurek said.", told("killed", 4, SERVICE)),
        headline=sentence("Five dead in blast", told("killed", 5)),
    )  # fmt: skip
    good = world.add(
        "B", sentence("4 died in a blast, Jurek said.", told("killed", 4, SERVICE)),
        headline=sentence("Four dead in blast", told("killed", 4)),
    )  # fmt: skip
    found = flagged(weighed(world)[1])
    assert (FlagKind.HEADLINE_BODY, bad) in found
    assert (FlagKind.HEADLINE_BODY, good) not in found


@pytest.mark.parametrize(
    ("second", "expected"),
    [("Jurek said 26 people died.", 1), ("Earlier Jurek had said 26 people died.", 0)],
)
def test_one_source_with_two_figures_in_one_report_contradicts_itself(second: str, expected: int) -> None:
    world = World()
    world.add(
        "A",
        sentence("24 people died in a blast, Jurek said.", told("killed", 24, SERVICE)),
        sentence(second, told("killed", 26, SERVICE)),
    )
    found = [flag for flag in weighed(world)[1].flags if flag.kind is FlagKind.SELF_CONTRADICTION]
    assert len(found) == expected


def test_a_readings_own_flags_come_along_where_they_touch_the_event() -> None:
    world = World()
    flag = Flag(kind=FlagKind.WEEKDAY_MISMATCH, report="", start=0, end=0, why="two weekdays")
    world.add(
        "A",
        sentence("Three died on Tuesday, September 12, Jurek said.", told("killed", 3, SERVICE)),
        sentence("Elsewhere it was Monday, September 12."),
        flags=((flag, "Tuesday, September 12"), (flag, "Monday, September 12")),
    )
    assert len([f for f in weighed(world)[1].flags if f.kind is FlagKind.WEEKDAY_MISMATCH]) == 1


# --- judgements -----------------------------------------------------------------------------


def test_a_corrected_claim_is_weighed_with_the_persons_number() -> None:
    world = killed_by(("A", 3, "2019-02-13", GUIDE))
    claim = world.claim(next(iter(world.reports)), "killed").id
    event, assessment = weighed(world, judgement(JudgementKind.CORRECT, (claim,), value="killed=4"))
    found = of_kind(event, assessment, "killed")
    assert found.range.best == 4
    assert "corrected to 4 by A. Reader" in found.why


def test_contradictory_corrections_are_shown_and_none_is_applied() -> None:
    world = killed_by(("A", 3, "2019-02-13", GUIDE))
    claim = world.claim(next(iter(world.reports)), "killed").id
    four = judgement(JudgementKind.CORRECT, (claim,), value="4")
    five = judgement(JudgementKind.CORRECT, (claim,), value="5", by="B. Reader", day=2)
    event, assessment = weighed(world, four, five)
    found = of_kind(event, assessment, "killed")
    assert found.range.best == 3
    assert four.id in found.why
    assert five.id in found.why


def test_a_persons_grade_outranks_the_proposal() -> None:
    world = killed_by(("A", 3, "2019-02-13", GUIDE))
    claims = [claim.id for claim in world.claims()]
    _, assessment = weighed(world, judgement(JudgementKind.GRADE, claims, value="B2"))
    assert (assessment.grade.reliability, assessment.grade.credibility) == ("B", 2)
    other = judgement(JudgementKind.GRADE, claims, value="C4", by="B. Reader", day=2)
    _, assessment = weighed(world, judgement(JudgementKind.GRADE, claims, value="B2"), other)
    assert assessment.grade.reliability == "F"
    assert "contradictory grades" in assessment.grade.why


def test_a_rejected_claim_counts_for_nothing() -> None:
    world = killed_by(("A", 3, "2019-02-13", GUIDE), ("B", 9, "2019-02-13", KEEPER))
    wrong = [c.id for c in world.claims() if c.quantity and c.quantity.min == 9]
    event, assessment = weighed(world, judgement(JudgementKind.REJECT, wrong))
    assert of_kind(event, assessment, "killed").range.max == 3
    assert assessment.status is Status.SINGLE_ORIGIN


def test_a_persons_number_for_an_event_is_its_best_and_makes_no_agreement() -> None:
    world = killed_by(("A", 40, "2019-02-13", GUIDE), ("B", 44, "2019-02-13", KEEPER))
    event, _ = weighed(world)
    decided = judgement(JudgementKind.CORRECT, event.claims, targets=(event.id,), value="killed=46")
    event, assessment = weighed(world, decided)
    found = of_kind(event, assessment, "killed")
    assert (found.range.min, found.range.max, found.range.best) == (46, 46, 46)
    assert found.agreement is Agreement.CONTESTED
    assert found.why.count("corrected by A. Reader to 46") == 1
    assert "46 by A. Reader" in assessment.grade.why


# --- figures that are no rivals ---------------------------------------------------------------


def test_a_toll_that_others_tell_higher_the_next_day_has_grown() -> None:
    event, assessment = weighed(killed_by(("A", 12, "2019-02-13", GUIDE), ("B", 157, "2019-02-14", SERVICE)))
    found = of_kind(event, assessment, "killed")
    assert (found.agreement, found.range.best) == (Agreement.UPDATED, 157)


def test_a_headlines_number_is_read_as_the_body_gives_it() -> None:
    world = World()
    at_least = told("killed", (21, None), SERVICE, form=QuantityForm.AT_LEAST)
    world.add(
        "A",
        sentence("At least 21 people died, Jurek said.", at_least),
        headline=sentence("Blast kills 21", told("killed", 21)),
        published="2019-02-13",
    )
    world.add("B", sentence("40 people died, Perucchi said.", told("killed", 40, GUIDE)), published="2019-02-13")
    event, assessment = weighed(world)
    assert of_kind(event, assessment, "killed").agreement is not Agreement.CONTESTED


def test_the_best_value_lies_in_the_range() -> None:
    world = World()
    vague = told("killed", (2000, 9999), SERVICE, form=QuantityForm.VAGUE)
    about = told("killed", (1800, 2000), SERVICE, form=QuantityForm.ABOUT)
    world.add("A", sentence("Thousands died, Jurek said.", vague), sentence("Some 1,900 died, Jurek said.", about))
    event, assessment = weighed(world)
    found = of_kind(event, assessment, "killed")
    assert found.range.min is not None
    assert found.range.max is not None
    assert found.range.best is not None
    assert found.range.min <= found.range.best <= found.range.max


def test_scores_and_a_hundred_and_four_are_one_figure() -> None:
    world = World()
    world.add(
        "A",
        sentence("At least 104 died.", told("killed", (104, None), form=QuantityForm.AT_LEAST)),
        headline=sentence("Scores die", told("killed", (40, 99), form=QuantityForm.VAGUE)),
    )
    event, assessment = weighed(world)
    assert [flag for flag in assessment.flags if flag.kind is FlagKind.HEADLINE_BODY] == []
    assert of_kind(event, assessment, "killed").range.min == 104


def test_a_report_that_names_the_earlier_figure_does_not_contest_it() -> None:
    world = World()
    world.add(
        "A",
        sentence("The toll has risen to 150, Jurek said.", told("killed", 150, SERVICE)),
        sentence("The group had earlier put the toll at 104.", told("killed", 104, KEEPER)),
        published="2019-02-13",
    )
    event, assessment = weighed(world)
    found = of_kind(event, assessment, "killed")
    assert (found.agreement, found.range.best) == (Agreement.UPDATED, 150)


def test_many_quarrels_are_named_by_three_and_counted() -> None:
    sources = [SERVICE, GUIDE, KEEPER, SURGEON]
    world = killed_by(*((f"Paper {at}", 10 + at, "2019-02-13", by) for at, by in enumerate(sources)))
    event, assessment = weighed(world)
    found = of_kind(event, assessment, "killed")
    assert found.why.count(" against ") == 3
    assert "and 3 more pairs" in found.why


def test_a_copied_sentence_without_its_source_is_hardened() -> None:
    words = "At least 104 people were killed on Wednesday when fighters stormed the hillside village of Mar"
    world = World()
    world.add("A", sentence(f"{words}, Marta Jurek said.", told("killed", 104, SERVICE)), published="2019-02-13")
    copied = world.add(
        "B",
        sentence(f"{words}.", told("killed", 104)),
        sentence("The army camps were attacked, Danilo Perucchi said.", told("attack", None, GUIDE)),
        published="2019-02-14",
    )
    _, assessment = weighed(world)
    assert [flag.report for flag in assessment.flags if flag.kind is FlagKind.HARDENED] == [copied]


def test_a_man_and_a_daughter_of_one_report_do_not_contradict_each_other() -> None:
    world = World()
    world.add(
        "A",
        sentence("Her brother and daughter died.", told("killed", 2, who="her brother and daughter")),
        sentence("A 21-year-old man was shot dead.", told("killed", 1, who="man")),
        headline=sentence("Daughter shot dead", told("killed", 1, who="daughter")),
    )
    _, assessment = weighed(world)
    raised = {flag.kind for flag in assessment.flags}
    assert FlagKind.SELF_CONTRADICTION not in raised
