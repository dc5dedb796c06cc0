"""Times are read as a careful person reads them: anchored where something anchors them, open where nothing does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sayso.claims.times import TimesRead, times_of
from sayso.claims.times_grammar import time_table
from sayso.ports import Parse, Token
from sayso.records import FlagKind, Passage, PassageKind, Published, PublishedBasis, Report, identify


def report_of(text: str, *, published: str | None = None, received: str = "2026-11-20") -> Report:
    basis = PublishedBasis.GIVEN if published else PublishedBasis.UNKNOWN
    return Report(
        id=identify("rpt", text), document="doc_1", sha256="0" * 64,
        received=datetime.fromisoformat(received).replace(tzinfo=UTC), origin="a.txt", outlet=None, owner=None,
        url=None, title=None, byline=None, published=Published(edtf=published, basis=basis, why=""), language="en",
        text=text,
        headline=None, apart=(), made_by="reports@1 plain",
    )  # fmt: skip


def passages_of(text: str, report: str) -> tuple[Passage, ...]:
    """One passage per line: the tests decide where sentences end."""
    found, start = [], 0
    for number, line in enumerate(text.split("\n")):
        found.append(
            Passage(
                id=f"psg_{number}", report=report, start=start, end=start + len(line), kind=PassageKind.SENTENCE,
                paragraph=number,
            )
        )  # fmt: skip
        start += len(line) + 1
    return tuple(found)


def read(text: str, *, published: str | None = None, received: str = "2026-11-20") -> TimesRead:
    report = report_of(text, published=published, received=received)
    passages = passages_of(text, report.id)
    parses = [Parse(text=text[p.start : p.end], tokens=(), names=()) for p in passages]
    return times_of(report, passages, parses)


def edtfs(text: str, **known: Any) -> list[str | None]:
    return [time.when.edtf if time.when else None for time in read(text, **known).times]


def flags(text: str, **known: Any) -> list[tuple[FlagKind, str]]:
    return [(flag.kind, text[flag.start : flag.end]) for flag in read(text, **known).flags]


def table_entries() -> list[dict[str, Any]]:
    return list(time_table()["rule"])


@pytest.mark.parametrize("rule", table_entries(), ids=lambda rule: f"{rule['reading']}: {rule['example'][:40]}")
def test_each_example_of_the_table_gives_what_it_says(rule: dict[str, Any]) -> None:
    found = read(rule["example"], published="2016-04-14").times
    assert [f"{time.text} = {time.timex}" for time in found] == rule["gives"]


def test_a_weekday_and_a_day_give_the_latest_year_up_to_receipt() -> None:
    text = "The mayor spoke on Saturday, 2 April, of the fire."
    (time,) = read(text).times
    assert (time.text, time.timex) == ("Saturday, 2 April", "2022-04-02")
    assert time.when is not None
    assert (time.when.edtf, time.when.inferred, time.when.precision) == ("2022-04-02", ("year",), "day")
    assert "2 April is a Saturday" in time.when.why
    assert flags(text) == [(FlagKind.INFERRED_YEAR, "Saturday, 2 April")]


def test_a_year_after_receipt_is_never_chosen() -> None:
    assert edtfs("It burned on Saturday, 2 April.", received="2022-03-30") == ["2016-04-02"]


def test_several_weekdays_of_one_report_choose_one_year_together() -> None:
    # 7 June is a Sunday in 2020 and 2026; 9 February a Monday in 2026 and 2015, and both only in 2026 and 2015.
    assert edtfs("On Sunday, 7 June it rained.\nOn Monday, 9 February it froze.", received="2026-05-01") == [
        "2015-06-07",
        "2015-02-09",
    ]


def test_days_on_both_sides_of_new_year_lie_in_adjacent_years() -> None:
    text = "It sank on Friday, 30 December.\nDivers found it on Monday, 2 January."
    assert edtfs(text, received="2024-01-01") == ["2022-12-30", "2023-01-02"]


def test_other_days_of_the_report_lie_near_the_pinned_one() -> None:
    text = "He spoke on Saturday, 2 April.\nThe war began on 24 February."
    assert edtfs(text) == ["2022-04-02", "2022-02-24"]


def test_one_day_with_two_weekdays_is_a_mismatch_and_its_year_stays_open() -> None:
    text = "On Monday, September 12, he spoke.\nOn Tuesday, September 12, she did."
    assert edtfs(text) == ["XXXX-09-12", "XXXX-09-12"]
    assert flags(text) == [(FlagKind.WEEKDAY_MISMATCH, "Tuesday, September 12")]


def test_publication_decides_the_year_of_a_day_with_two_weekdays_and_the_mismatch_stays() -> None:
    text = "On Monday, September 12, he spoke.\nOn Tuesday, September 12, she did."
    assert edtfs(text, published="2022-09-13") == ["2022-09-12", "2022-09-12"]
    assert (FlagKind.WEEKDAY_MISMATCH, "Tuesday, September 12") in flags(text, published="2022-09-13")


def test_a_full_date_with_a_wrong_weekday_is_flagged() -> None:
    text = "It fell on Tuesday, 13 September 2021 and on Tuesday, 14 September 2021."
    assert flags(text) == [(FlagKind.WEEKDAY_MISMATCH, "Tuesday, 13 September 2021")]


@pytest.mark.parametrize("words", ["30 February", "31 June 2020", "29 February 2021", "February 30"])
def test_a_day_that_no_calendar_holds_is_flagged(words: str) -> None:
    text = f"It happened on {words}."
    assert flags(text) == [(FlagKind.IMPOSSIBLE_DATE, words)]
    assert edtfs(text) == [None]


def test_without_a_weekday_or_publication_the_year_stays_open() -> None:
    assert edtfs("It fell on 10 September.\nBack in March it stood.") == ["XXXX-09-10", "XXXX-03"]
    assert flags("It fell on 10 September.") == []


def test_a_year_that_the_report_writes_out_goes_before_the_latest_that_fits() -> None:
    assert edtfs("Wed 05 Apr 2017.\nOn Tuesday, 4 April, planes struck.") == ["2017-04-05", "2017-04-04"]


def test_a_day_soon_after_a_full_date_is_of_its_year() -> None:
    text = "On 3 May 2019 the dam broke.\nBy 5 May, 40 were dead.\nIt rained.\nIt stood on 9 May."
    assert edtfs(text) == ["2019-05-03", "2019-05-05", "XXXX-05-09"]
    assert edtfs("She was born on 3 May 1980.\nOn 6 November it burned.") == ["1980-05-03", "XXXX-11-06"]


def test_publication_gives_the_year_of_a_day_without_one() -> None:
    assert edtfs("It sank on 15 April, sold on 3 December.", published="1912-04-16") == ["1912-04-15", "1911-12-03"]
    assert flags("It sank on 15 April.", published="1912-04-16") == [(FlagKind.INFERRED_YEAR, "15 April")]


def test_relative_days_count_from_publication_and_from_nothing_else() -> None:
    assert edtfs("It sank on Monday and was seen yesterday.", published="1912-04-16") == ["1912-04-15", "1912-04-15"]
    assert edtfs("It sank on Monday and was seen yesterday.") == [None, None]


def test_a_window_ends_on_the_day_of_telling() -> None:
    assert (
        edtfs("He said on Monday, 12 September 2022 that 20 fell in the last 24 hours.")[1] == "2022-09-11/2022-09-12"
    )
    assert edtfs("It grew over the past six months.", published="2022-09-13") == ["2022-03-13/2022-09-13"]
    assert edtfs("It grew over the past six months.") == [None]


def test_a_window_up_to_a_day_of_an_open_year_keeps_the_year_open() -> None:
    text = "He spoke on Monday, May 4.\nShe said on Tuesday, May 4, that 20 fell in the last 24 hours."
    assert edtfs(text)[2] == "XXXX-05-03/XXXX-05-04"


def test_earlier_this_month_is_the_month_of_the_pinned_day() -> None:
    assert edtfs("He spoke on Saturday, 2 April.\nEarlier this month it was named so.")[1] == "2022-04"


def test_names_of_people_papers_and_modal_verbs_are_no_times() -> None:
    assert edtfs("April Smith told the Sunday Times that they may march.") == []


def test_a_verb_of_the_future_looks_ahead() -> None:
    text = "They will meet on Monday."
    report = report_of(text, published="2016-04-14")
    tokens = tuple(
        Token(word, start, start + len(word), lemma, pos, tag, dep, head)
        for word, start, lemma, pos, tag, dep, head in [
            ("They", 0, "they", "PRON", "PRP", "nsubj", 2),
            ("will", 5, "will", "AUX", "MD", "aux", 2),
            ("meet", 10, "meet", "VERB", "VB", "ROOT", 2),
            ("on", 15, "on", "ADP", "IN", "prep", 2),
            ("Monday", 18, "Monday", "PROPN", "NNP", "pobj", 3),
            (".", 24, ".", "PUNCT", ".", "punct", 2),
        ]
    )
    found = times_of(report, passages_of(text, report.id), [Parse(text=text, tokens=tokens, names=())])
    assert [time.timex for time in found.times] == ["2016-04-18"]


# --- what anchors a day, and what is none --------------------------------------------------------


def test_the_dateline_anchors_this_morning_and_yesterday() -> None:
    text = "DOVER, Dec. 5. - Sixty men were lost in the pit this morning; two were found yesterday."
    assert edtfs(text, published="1917-12-07") == ["1917-12-05", "1917-12-05", "1917-12-04"]


def test_a_dateline_of_another_time_anchors_nothing() -> None:
    text = "DOVER, March 5. - Sixty men were lost in the pit this morning."
    assert edtfs(text, published="1917-12-07")[1] == "1917-12-07"


def test_an_open_dateline_leaves_the_year_open() -> None:
    text = "DUNDEE, Nov. 14 (AP) - Three people died in a fire last night; one was found on Friday."
    assert edtfs(text) == ["XXXX-11-14", "XXXX-11-13", "[XXXX-11-08..XXXX-11-14]"]


def test_a_night_into_a_day_covers_both() -> None:
    assert edtfs("They died overnight into Wednesday.", published="2024-06-06") == ["2024-06-04/2024-06-05"]


@pytest.mark.parametrize(
    "words",
    [
        "in the 1700 block of Elm Street",
        "at 1912 Vine Street",
        "in a Christmas market crush",
        "in the Easter bombings",
    ],
)
def test_house_numbers_and_what_holidays_describe_are_no_times(words: str) -> None:
    assert edtfs(f"Two men were hurt {words}.", published="2024-06-06") == []


def test_since_never_lies_ahead() -> None:
    assert edtfs("Nine have died since August.", published="2024-06-06") == ["2023-08"]
    assert edtfs("Nine have died since Aug. 1.", published="2024-06-06") == ["2023-08-01"]
