"""Scores come out as a person works them out on paper."""

from __future__ import annotations

import pytest
from benchmarks.alignment import Alignment
from benchmarks.attribution import Said
from benchmarks.floors import breaches
from benchmarks.ledgers import Read
from benchmarks.results import Result
from benchmarks.scores import (
    b_cubed,
    best_assignment,
    ceaf,
    conll,
    kilometres,
    lea,
    matched_spans,
    muc,
    pearson,
    word_f1,
)

from benchmarks import attribution, bindings, certainty, counts, incidents, places, times


def test_b_cubed_of_the_textbook_example() -> None:
    # Bagga & Baldwin 1998: truth {1-5} {6,7} {8-c}; the response joins the second and third.
    gold = dict.fromkeys("12345", "a") | dict.fromkeys("67", "b") | dict.fromkeys("89ABC", "c")
    response = dict.fromkeys("12345", "x") | dict.fromkeys("6789ABC", "y")
    precision, recall, f = b_cubed(response, gold)
    assert precision == pytest.approx((5 * 1 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert recall == 1
    assert f == pytest.approx(2 * precision / (1 + precision))


def test_an_item_that_nobody_predicted_is_a_cluster_of_its_own() -> None:
    assert b_cubed({}, {"a": 1, "b": 1}) == (1.0, 0.5, pytest.approx(2 / 3))


def test_muc_counts_links() -> None:
    gold = dict.fromkeys("abcd", 1)
    response = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert muc(response, gold) == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))


def test_perfect_clusters_score_one_everywhere() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 3}
    renamed = {"a": "x", "b": "x", "c": "y", "d": "z"}
    assert conll(renamed, gold) == pytest.approx(1)
    assert lea(renamed, gold) == pytest.approx(1)


def test_ceaf_gives_each_cluster_one_partner() -> None:
    gold = dict.fromkeys("abc", 1) | dict.fromkeys("de", 2)
    response = dict.fromkeys("abcde", 1)
    # One response cluster, two gold ones: phi4 with the larger is 2*3/8.
    assert ceaf(response, gold) == pytest.approx(2 * 0.75 / 3)


def test_the_best_assignment_is_no_greedy_one() -> None:
    assert best_assignment([[10, 9], [9, 1]]) == pytest.approx(18)
    assert best_assignment([[1, 2, 3]]) == pytest.approx(3)
    assert best_assignment([[1], [5], [2]]) == pytest.approx(5)


def test_spans_match_one_to_one_and_exact_ones_first() -> None:
    assert matched_spans([(0, 10), (0, 5)], [(0, 5), (8, 12)]) == [(0, 1), (1, 0)]


def test_times_count_strict_relaxed_and_value() -> None:
    gold = {"d": [(0, 5, "2022-04-02"), (10, 20, "P1D")]}
    predicted = {"d": [(0, 5, "2022-04-02"), (12, 20, "P2D"), (30, 33, "2022")]}
    assert times.scores_of(predicted, gold) == {
        "strict_f1": pytest.approx(2 / 5),
        "relaxed_f1": pytest.approx(4 / 5),
        "value_f1": pytest.approx(2 / 5),
    }


def test_attributions_count_by_part_by_whole_and_by_overlap() -> None:
    gold = {"d": [Said(((0, 4),), ((5, 9),), ((10, 30),))]}
    predicted = {"d": [Said(((0, 4),), ((5, 9),), ((10, 20),))]}
    found = attribution.scores_of(predicted, gold)
    assert (found["source_exact_f1"], found["cue_exact_f1"]) == (1, 1)
    assert (found["content_exact_f1"], found["whole_exact_f1"]) == (0, 0)
    precision, recall = 18 / 18, 18 / 28
    assert found["whole_overlap_f1"] == pytest.approx(2 * precision * recall / (precision + recall))


def test_distances_are_kilometres_on_the_globe() -> None:
    assert kilometres(50.45, 30.52, 49.99, 36.23) == pytest.approx(409, abs=3)  # Kyiv to Kharkiv
    assert kilometres(1, 2, 1, 2) == 0


def test_places_are_right_within_161_kilometres() -> None:
    gold = {"d": [(0, 5, 50.0, 30.0), (9, 12, 10.0, 10.0)]}
    predicted = {"d": [(0, 5, 50.5, 30.5), (9, 12, 20.0, 10.0)]}
    assert places.end_to_end(predicted, gold) == pytest.approx(0.5)


def test_certainty_is_scored_on_degree_and_on_the_not_certain() -> None:
    found = certainty.scores_of([3.0, 0.0, 3.0], [3.0, 1.0, 0.0])
    assert found["mae"] == pytest.approx(4 / 3)
    assert found["uncertain_f1"] == pytest.approx(2 / 3)
    assert certainty.degree_at([(5, 9, 0.5)], 5, 9) == 0.5
    assert certainty.degree_at([(5, 9, 0.5)], 12, 15) == 3.0


def test_correlation_and_words() -> None:
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert pearson([1, 1], [2, 3]) == 0
    assert word_f1("a b b", "a b c") == pytest.approx(2 / 3)


def test_words_are_found_again_under_a_headline_and_in_other_blanks() -> None:
    report, corpus = "Fire in town\n\nTwo  men died.", "\nTwo men\ndied."
    assert Alignment(report, corpus).span(19, 27) == (5, 13)
    assert Alignment(report, corpus).span(0, 4) is None
    assert Alignment("Two brave men died.", "Two men died.").span(10, 18) == (4, 12)


def _claim(report: str, start: int, low: int | None, high: int | None, *, form: str = "exact") -> dict[str, object]:
    quantity = {"text": f"{form} 80", "min": low, "max": high, "form": form, "unit": "count"}
    return {"id": f"clm_{report}_{start}", "report": report, "start": start, "end": start + 1, "quantity": quantity}


def _killed(who: str, *claims: dict[str, object], best: int | None = None, kind: str = "killed") -> dict[str, object]:
    return {
        "kind": kind,
        "who": {"label": who, "side": None, "class": who},
        "range": {"min": best, "max": best, "best": best},
        "claims": list(claims),
    }


def test_counts_are_read_off_the_propositions_of_the_main_event() -> None:
    event = {
        "id": "evt_1",
        "propositions": [
            _killed("civilian", _claim("rpt_1", 0, 12, 12), _claim("rpt_2", 0, 99, 99)),
            _killed("child", _claim("rpt_1", 20, 3, 3)),
            _killed("combatant", _claim("rpt_1", 40, 5, None)),
        ],
    }
    wholes = {"clm_rpt_1_20": "clm_rpt_1_0", "clm_rpt_1_40": "clm_rpt_1_0"}
    read = Read({"a": {"id": "rpt_1", "events": ["evt_1"]}}, {"evt_1": event}, wholes)
    assert counts.counts_of(read, "a") == {"civilians": 12, "noncivilians": 5, "children": 3, "women": 0}


def test_children_are_those_of_the_figure_that_a_report_leads_with() -> None:
    event = {
        "id": "evt_1",
        "propositions": [
            _killed("unknown", _claim("rpt_1", 0, 12, 12), _claim("rpt_1", 40, 50, 50)),
            _killed("woman", _claim("rpt_1", 30, 1, 1)),
            _killed("child", _claim("rpt_1", 45, 9, 9), _claim("rpt_1", 60, 3, 3)),
        ],
    }
    wholes = {"clm_rpt_1_45": "clm_rpt_1_40", "clm_rpt_1_60": "clm_rpt_1_0"}
    read = Read({"a": {"id": "rpt_1", "events": ["evt_1"]}}, {"evt_1": event}, wholes)
    assert counts.counts_of(read, "a") == {"civilians": 12, "noncivilians": 0, "children": 3, "women": 0}


def test_whoever_else_is_told_of_is_not_of_the_fighters_that_a_report_leads_with() -> None:
    event = {
        "id": "evt_1",
        "propositions": [
            _killed("combatant", _claim("rpt_1", 0, 12, 12)),
            _killed("unknown", _claim("rpt_1", 40, 50, 50)),
        ],
    }
    read = Read({"a": {"id": "rpt_1", "events": ["evt_1"]}}, {"evt_1": event})
    assert counts.counts_of(read, "a") == {"civilians": 0, "noncivilians": 12, "children": 0, "women": 0}


def test_children_and_women_are_the_civilians_where_no_whole_is_told() -> None:
    event = {
        "id": "evt_1",
        "propositions": [_killed("child", _claim("rpt_1", 0, 2, 2)), _killed("woman", _claim("rpt_1", 9, 3, 3))],
    }
    read = Read({"a": {"id": "rpt_1", "events": ["evt_1"]}}, {"evt_1": event})
    assert counts.counts_of(read, "a")["civilians"] == 5


def test_a_report_leads_with_its_figure_and_numbers_say_more_than_vague_words() -> None:
    event = {
        "id": "evt_1",
        "propositions": [
            _killed(
                "civilian",
                _claim("rpt_1", 0, 40, 99, form="vague"),
                _claim("rpt_1", 30, 27, None, form="at_least"),
                _claim("rpt_1", 90, 60, 60),
            ),
            _killed("combatant", _claim("rpt_1", 50, 72, 88, form="about")),
        ],
    }
    read = Read({"a": {"id": "rpt_1", "events": ["evt_1"]}}, {"evt_1": event}, {"clm_rpt_1_50": "clm_rpt_1_30"})
    assert counts.counts_of(read, "a") == {"civilians": 27, "noncivilians": 80, "children": 0, "women": 0}


def test_beside_fighters_civilians_are_those_called_so_or_more_than_the_fighters() -> None:
    def civilians(*propositions: dict[str, object]) -> float:
        event = {"id": "evt_1", "propositions": [_killed("combatant", _claim("rpt_1", 9, 5, 5)), *propositions]}
        read = Read({"a": {"id": "rpt_1", "events": ["evt_1"]}}, {"evt_1": event}, {"clm_rpt_1_9": "clm_rpt_1_0"})
        return counts.counts_of(read, "a")["civilians"]

    assert civilians(_killed("unknown", _claim("rpt_1", 0, 9, 9)), _killed("civilian", _claim("rpt_1", 11, 4, 4))) == 4
    assert civilians(_killed("unknown", _claim("rpt_1", 0, 9, 9))) == 9
    assert civilians(_killed("unknown", _claim("rpt_1", 0, 5, 5))) == 0


def test_false_counts_are_figures_where_gold_has_none() -> None:
    nothing = dict.fromkeys(("civilians", "noncivilians", "children", "women"), 0.0)
    found = counts.scores_of({"a": nothing | {"women": 2.0}}, {"a": nothing})
    assert (found["women_exact"], found["civilians_exact"], found["false_counts"]) == (0, 1, 0.25)


def test_a_number_stands_in_a_sentence_with_a_word_of_its_kind() -> None:
    assert bindings.stands_in("Two men were shot. One of them died.", 1, "killed")
    assert bindings.stands_in("Twenty-one people were hurt.", 21, "injured")
    assert bindings.stands_in("A 12-year-old was killed.", 1, "killed")
    assert not bindings.stands_in("Two men fled. The shooting was deadly.", 2, "killed")
    assert not bindings.stands_in("Nobody was killed.", 0, "killed")


@pytest.mark.parametrize(
    "text",
    [
        "He died at 2 p.m.",
        "He died two days later.",
        "The boy, age 2, died.",
        "He died on I-2.",
        "He died of a $2 pill.",
    ],
)
def test_a_number_of_time_age_road_or_money_is_none(text: str) -> None:
    assert not bindings.stands_in(text, 2, "killed")


def test_a_figure_is_bound_where_a_claim_of_its_kind_has_it() -> None:
    event = {
        "id": "evt_1",
        "propositions": [
            _killed("man", _claim("rpt_1", 0, 2, 2)),
            _killed("man", _claim("rpt_1", 9, 3, None), kind="injured"),
            _killed("man", _claim("rpt_1", 20, 4, 4), kind="hospitalised"),
        ],
    }
    read = Read({"a": {"id": "rpt_1", "events": ["evt_1"]}}, {"evt_1": event})
    assert bindings.figures_of(read, "a", ("killed",)) == {2}
    assert bindings.figures_of(read, "a", ("injured", "hospitalised")) == {3, 4}
    assert bindings.bound({"a": {2.0}, "b": set()}, {"a": 2, "b": 2}) == 0.5


def test_the_figure_of_an_event_is_its_greatest_proposition() -> None:
    event = {"propositions": [_killed("child", best=1), _killed("unknown", best=4)]}
    assert incidents.figure_of(event, ("killed",)) == (4, 4, 4)
    assert incidents.figure_of(event, ("injured",)) == (0, 0, 0)


def test_the_main_event_of_an_article_holds_most_of_its_claims() -> None:
    one = {"id": "evt_1", "propositions": [_killed("man", _claim("rpt_1", 50, 1, 1))]}
    two = {"id": "evt_2", "propositions": [_killed("man", _claim("rpt_1", 9, 1, 1), _claim("rpt_1", 70, 1, 1))]}
    read = Read({"a": {"id": "rpt_1", "events": ["evt_1", "evt_2"]}}, {"evt_1": one, "evt_2": two})
    assert read.main_event_of("a") == "evt_2"
    assert read.main_event_of("b") is None


def test_a_floor_is_breached_from_below_and_for_errors_from_above(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    floors = tmp_path / "floors.toml"
    floors.write_text("[times.x]\nvalue_f1 = 0.5\n[certainty.x]\nmae = 0.7\n")
    monkeypatch.setattr("benchmarks.floors.FLOORS", floors)
    good = Result(task="times", corpus="x", n=1, metrics={"value_f1": 0.6}, baseline={})
    poor = Result(task="times", corpus="x", n=1, metrics={"value_f1": 0.4}, baseline={})
    wrong = Result(task="certainty", corpus="x", n=1, metrics={"mae": 0.8}, baseline={})
    assert breaches(good) == []
    assert len(breaches(poor)) == 1
    assert len(breaches(wrong)) == 1


def test_what_is_said_within_words_is_left_out_where_annotators_mark_none() -> None:
    outer = attribution.Said(((0, 3),), ((4, 8),), ((9, 40),))
    inner = attribution.Said(((10, 12),), ((13, 17),), ((18, 40),))
    assert attribution.outermost([outer, inner]) == [outer]
