"""When news says that a thing happened: whole invented sentences, and the days that a careful person reads in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sayso.claims import attribute
from sayso.claims.times import times_of
from sayso.engines.gazetteer import PackagedGazetteer
from sayso.engines.spacy_parser import SpacyParser
from sayso.passages import split
from sayso.records import ClaimKind, Published, PublishedBasis, Report, TimeMention, identify

pytestmark = pytest.mark.slow

PARSER = SpacyParser()

# Published on Tuesday, 13 September 2022, where a line does not begin with another day. What nothing dates is open.
NEWS = [
    # weekdays, by the verb
    ("A man was shot on Friday.", "Friday = 2022-09-09"),
    ("Six were killed Thursday when a bus overturned.", "Thursday = 2022-09-08"),
    ("The ministers will meet on Friday.", "Friday = 2022-09-16"),
    ("The union called a strike for Friday.", "Friday = 2022-09-16"),
    ("He said on Monday that they would march on Friday.", "Monday = 2022-09-12; Friday = 2022-09-16"),
    ("The truce, which was to begin on Friday, collapsed.", "Friday = 2022-09-16"),
    ("Voters go to the polls on Sunday.", "Sunday = 2022-09-18"),
    ("The talks resume on Monday.", "Monday = 2022-09-19"),
    ("The prime minister is expected to resign on Thursday.", "Thursday = 2022-09-15"),
    ("The victims are to be buried on Wednesday.", "Wednesday = 2022-09-14"),
    ("On Wednesday the victims were buried.", "Wednesday = 2022-09-07"),
    ("The protest scheduled for Thursday was called off.", "Thursday = 2022-09-15"),
    ("2022-09-11 | A memorial planned for Saturday was cancelled.", "Saturday = 2022-09-10"),
    ("The mayor ordered the residents to leave on Friday.", "Friday = 2022-09-16"),
    ("Police ordered an evacuation on Friday.", "Friday = 2022-09-09"),
    ("They must leave by Friday.", "Friday = 2022-09-16"),
    ("By Friday the toll had risen to 40.", "Friday = 2022-09-09"),
    ("He was held until Friday.", "Friday = 2022-09-09"),
    ("Until Thursday they had not called.", "Thursday = 2022-09-08"),
    ("Police said on Monday that a man had been shot on Saturday.", "Monday = 2022-09-12; Saturday = 2022-09-10"),
    ("Shells fell early on Tuesday.", "Tuesday = 2022-09-13"),
    ("Rockets hit the port late on Thursday evening.", "Thursday evening = 2022-09-08"),
    ("Thursday's attack killed six.", "Thursday = 2022-09-08"),
    ("On Monday, 15 soldiers died.", "Monday = 2022-09-12"),
    ("It has been shut since Sunday.", "Sunday = 2022-09-11"),
    ("It was hit last Tuesday.", "last Tuesday = 2022-09-06"),
    ("Rebels will leave the town next Tuesday.", "next Tuesday = 2022-09-20"),
    ("It was hit on Tuesday of last week.", "Tuesday of last week = 2022-09-06"),
    ("A bus crashed on Monday last week.", "Monday last week = 2022-09-05"),
    ("Nine died this past Thursday.", "this past Thursday = 2022-09-08"),
    # against a dateline
    (
        "2022-09-14 | DOVER, Sept. 13 (AP) - A man was shot on Tuesday and died overnight.",
        "Sept. 13 = 2022-09-13; Tuesday = 2022-09-13; overnight = 2022-09-12",
    ),
    (
        "2022-09-14 | DOVER, Sept. 13 (AP) - Two men were hurt yesterday.",
        "Sept. 13 = 2022-09-13; yesterday = 2022-09-12",
    ),
    # days and stretches counted back
    ("Prices rose last month.", "last month = 2022-08"),
    ("The dam burst six days ago.", "six days ago = 2022-09-07"),
    ("Two weeks ago a bridge fell.", "Two weeks ago = 2022-08-29/2022-09-04"),
    ("The house burned a fortnight ago.", "a fortnight ago = 2022-08-29/2022-09-04"),
    ("The house burned the week before last.", "the week before last = 2022-08-29/2022-09-04"),
    ("The house burned more than 20 years ago.", "more than 20 years ago = 2002"),
    ("The day before yesterday a house burned.", "The day before yesterday = 2022-09-11"),
    ("Rebels left the town months ago.", "months ago = open"),
    ("Nine were hurt in the past 24 hours.", "the past 24 hours = 2022-09-12/2022-09-13"),
    ("Forty have died over the last three days.", "the last three days = 2022-09-10/2022-09-13"),
    ("The house burned in the past week.", "the past week = 2022-09-06/2022-09-13"),
    ("Nine died this week.", "this week = 2022-09-12/2022-09-18"),
    ("A landslide late last week buried 12 houses.", "late last week = 2022-09-05/2022-09-11"),
    ("Rebels left the town earlier this month.", "earlier this month = 2022-09"),
    ("Rebels left the town late last year.", "late last year = 2021"),
    ("It burned over the weekend.", "the weekend = 2022-09-10/2022-09-11"),
    ("It will be held next weekend.", "next weekend = 2022-09-24/2022-09-25"),
    # nights, mornings, hours
    ("Two men died overnight.", "overnight = 2022-09-12"),
    ("Nine died overnight into Monday.", "overnight into Monday = 2022-09-11/2022-09-12"),
    ("Nine died overnight on Sunday.", "overnight on Sunday = 2022-09-11"),
    ("Nine died on the night from Sunday to Monday.", "night from Sunday to Monday = 2022-09-11/2022-09-12"),
    (
        "Shells hit the town on Monday night and again on Tuesday morning.",
        "Monday night = 2022-09-12; Tuesday morning = 2022-09-13",
    ),
    ("Rebels left the town this morning.", "this morning = 2022-09-13"),
    ("Rebels left the town yesterday evening.", "yesterday evening = 2022-09-12"),
    ("In the early hours of Wednesday a house burned.", "the early hours of Wednesday = 2022-09-07"),
    ("The house burned at dawn on Friday.", "dawn on Friday = 2022-09-09"),
    ("The house burned on the morning of 9 May.", "the morning of 9 May = 2022-05-09"),
    ("She was last seen at 6 p.m. Thursday.", "6 p.m. Thursday = 2022-09-08"),
    ("She was last seen on Thursday at 6 p.m.", "Thursday = 2022-09-08; 6 p.m. = 2022-09-08"),
    ("The strike hit at 14:30 GMT on Sunday.", "14:30 GMT on Sunday = 2022-09-11"),
    ("A bomb went off at 0300 on Monday.", "0300 on Monday = 2022-09-12"),
    ("Rebels left the town at 23:30 UTC on Saturday.", "23:30 UTC on Saturday = 2022-09-10"),
    ("The train derailed at around 15:45 on 2 September.", "15:45 on 2 September = 2022-09-02"),
    ("A bomb went off at 3.30am local time.", "3.30am local time = open"),
    # what follows a day
    (
        "The boat sank on 2 September. The same day another ran aground.",
        "2 September = 2022-09-02; The same day = 2022-09-02",
    ),
    (
        "The boat sank on 2 September. A day earlier another ran aground.",
        "2 September = 2022-09-02; A day earlier = 2022-09-01",
    ),
    (
        "The boat sank on 2 September. The following morning divers found it.",
        "2 September = 2022-09-02; The following morning = 2022-09-03",
    ),
    (
        "The boat sank on 2 September. Three days later divers found it.",
        "2 September = 2022-09-02; Three days later = 2022-09-05",
    ),
    (
        "The boat sank on 2 September. The following Tuesday divers found it.",
        "2 September = 2022-09-02; The following Tuesday = 2022-09-06",
    ),
    (
        "The boat sank on Saturday night. The next morning divers found it.",
        "Saturday night = 2022-09-10; The next morning = 2022-09-11",
    ),
    (
        "The bridge fell on August 14, 2018. The previous evening it had rained.",
        "August 14, 2018 = 2018-08-14; The previous evening = 2018-08-13",
    ),
    (
        "The bridge fell on August 14, 2018. The next week it was cleared.",
        "August 14, 2018 = 2018-08-14; The next week = 2018-08-20/2018-08-26",
    ),
    (
        "The bridge fell on August 14, 2018. The following month the governor resigned.",
        "August 14, 2018 = 2018-08-14; The following month = 2018-09",
    ),
    (
        "The bridge fell on August 14, 2018. Later that year it was rebuilt.",
        "August 14, 2018 = 2018-08-14; Later that year = 2018",
    ),
    ("Rebels took the town in June 2014 and lost it a year later.", "June 2014 = 2014-06; a year later = 2015-06"),
    # days and months, near and far
    ("He was arrested on 3 October.", "3 October = 2021-10-03"),
    ("The trial begins on 3 October.", "3 October = 2022-10-03"),
    (
        "The summit, to be held on 20 October, was announced on Monday.",
        "20 October = 2022-10-20; Monday = 2022-09-12",
    ),
    ("He was arrested in October.", "October = 2021-10"),
    ("The attack in October killed six.", "October = 2021-10"),
    ("Six killed in October attack.", "October = 2021-10"),
    ("The trial opens in October.", "October = 2022-10"),
    ("Rebels will leave the town in June.", "June = 2023-06"),
    ("Parties agreed on an October vote.", "October = 2022-10"),
    ("The house burned in May last year.", "May last year = 2021-05"),
    ("The house burned last May.", "last May = 2022-05"),
    ("Nine died on 29 February.", "29 February = 2020-02-29"),
    ("Nine died on the 3rd.", "the 3rd = 2022-09-03"),
    ("In May 12 people died.", "May = 2022-05"),
    ("In June 1,500 people fled.", "June = 2022-06"),
    # stretches from one time to another
    ("Fighting killed 12 between 3 and 5 May.", "3 and 5 May = 2022-05-03/2022-05-05"),
    ("Rebels held the town June 5-7.", "June 5-7 = 2022-06-05/2022-06-07"),
    ("Riots broke out on 3 and 5 May.", "3 = 2022-05-03; 5 May = 2022-05-05"),
    ("Riots broke out on May 3 and 5, 2019.", "May 3 = 2019-05-03; 5, 2019 = 2019-05-05"),
    ("It rained from 28 April to 3 May 2021.", "28 April = 2021-04-28; 3 May 2021 = 2021-05-03"),
    ("From November to February 2021 the river was dry.", "November = 2020-11; February 2021 = 2021-02"),
    ("Police held 40 people between January and March.", "January = 2022-01; March = 2022-03"),
    ("Shelling from Monday to Wednesday killed nine people.", "Monday = 2022-09-05; Wednesday = 2022-09-07"),
    ("The curfew will last from Friday to Sunday.", "Friday = 2022-09-16; Sunday = 2022-09-18"),
    ("The war lasted from 2003 to 2011.", "2003 = 2003; 2011 = 2011"),
    ("The war of 1914-18 killed millions.", "1914-18 = 1914/1918"),
    ("The toll for the year to June was 40.", "the year = 2021-07-01/2022-06-30; June = 2022-06"),
    ("Nine died in the week to Sunday.", "the week = 2022-09-05/2022-09-11; Sunday = 2022-09-11"),
    # seasons and fuzzy times
    ("The town fell last winter.", "last winter = 2021-24"),
    ("Floods killed 30 people in the summer of 2010.", "the summer of 2010 = 2010-22"),
    ("The dam failed in the spring.", "the spring = 2022-21"),
    ("It will open next spring.", "next spring = 2023-21"),
    ("The village was taken in mid-March.", "mid-March = 2022-03"),
    ("The house burned at the end of March.", "the end of March = 2022-03"),
    ("The mine closed in late 2019.", "late 2019 = 2019"),
    ("The famine of the early 1990s killed thousands.", "the early 1990s = 199X"),
    ("Since the start of the year 40 people have died.", "the start of the year = 2022"),
    ("The house burned in the second half of 2021.", "the second half of 2021 = 2021-41"),
    # European and American orders
    ("It was signed on 13/04/2021.", "13/04/2021 = 2021-04-13"),
    ("It was signed on 04/13/2021.", "04/13/2021 = 2021-04-13"),
    ("It was signed on 03/04/2021.", "03/04/2021 = [2021-03-04..2021-04-03]"),
    ("It was signed on 03/04/2021 and sealed on 15/04/2021.", "03/04/2021 = 2021-04-03; 15/04/2021 = 2021-04-15"),
    ("2021-03-20 | It was signed on 03/04/2021.", "03/04/2021 = 2021-03-04"),
    ("2021-04-05 | BUFFALO, N.Y. (AP) - It was signed on 03/04/2021.", "03/04/2021 = 2021-03-04"),
    # holidays
    ("Gunmen killed nine on Christmas Day.", "Christmas Day = 2021-12-25"),
    ("Gunmen will march on Christmas Day.", "Christmas Day = 2022-12-25"),
    ("Bombers struck churches on Easter Sunday 2019.", "Easter Sunday 2019 = 2019-04-21"),
    ("The churches were bombed on Easter Sunday.", "Easter Sunday = 2022-04-17"),
    ("The churches were bombed on Orthodox Easter Sunday.", "Orthodox Easter Sunday = open"),
    ("The market was hit on New Year's Eve.", "New Year's Eve = 2021-12-31"),
    ("The mosque was hit during Eid prayers.", "Eid = open"),
    ("The market was hit on the last day of Ramadan.", "Ramadan = open"),
    ("The market was hit during Ramadan 2021.", "Ramadan 2021 = 2021"),
    # where nothing says when the report was written
    ("undated | A man was shot on Friday.", "Friday = open"),
    ("undated | Nine died on 12 September.", "12 September = XXXX-09-12"),
    ("undated | Nine died yesterday.", "yesterday = open"),
    ("undated | Nine died on Christmas Day.", "Christmas Day = XXXX-12-25"),
    ("undated | Nine died between 3 and 5 May.", "3 and 5 May = XXXX-05-03/XXXX-05-05"),
]


def report_of(text: str, published: str | None, *, url: str | None = None) -> Report:
    basis = PublishedBasis.GIVEN if published else PublishedBasis.UNKNOWN
    return Report(
        id=identify("rpt", text), document="doc_1", sha256="0" * 64, received=datetime(2026, 11, 20, tzinfo=UTC),
        origin="a.txt", outlet=None, owner=None, url=url, title=None, byline=None,
        published=Published(edtf=published, basis=basis, why=""), language="en", text=text, headline=None, apart=(),
        made_by="reports@1 plain",
    )  # fmt: skip


def times_in(report: Report) -> tuple[TimeMention, ...]:
    passages = split(report)
    parses = PARSER.parse([report.text[passage.start : passage.end] for passage in passages])
    return times_of(report, passages, parses).times


def days_in(report: Report) -> str:
    return "; ".join(f"{time.text} = {time.when.edtf if time.when else 'open'}" for time in times_in(report))


@pytest.mark.parametrize(("news", "days"), NEWS, ids=lambda words: words[:50])
def test_news_is_of_the_days_that_a_reader_takes_it_for(news: str, days: str) -> None:
    day, bar, text = news.rpartition(" | ")
    published = (None if day == "undated" else day) if bar else "2022-09-13"
    assert days_in(report_of(text, published)) == days


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example.co.uk/a", "2021-04-03"),
        ("https://www.example.gov", "2021-03-04"),
        ("https://example.com/uk", "[2021-03-04..2021-04-03]"),
    ],
)
def test_a_date_in_figures_follows_the_country_of_the_paper_and_else_stays_open(url: str, day: str) -> None:
    (time,) = times_in(report_of("It was signed on 03/04/2021.", "2022-09-13", url=url))
    assert time.when is not None
    assert time.when.edtf == day


def test_a_date_in_figures_says_why_it_was_read_so() -> None:
    (time,) = times_in(report_of("It was signed on 03/04/2021.", "2022-09-13", url="https://example.ie"))
    assert time.when is not None
    assert (time.when.inferred, time.when.why) == (("month", "day"), "day first, as papers at .ie write")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Shelling from Monday to Wednesday killed nine people.", "2022-09-05/2022-09-07"),
        ("Shelling between 28 April and 3 May killed nine people.", "2022-04-28/2022-05-03"),
        ("Nine people were killed from January to March 2021.", "2021-01-01/2021-03-31"),
        ("Nine people were killed in attacks on Wednesday and Thursday.", "2022-09-07/2022-09-08"),
        ("Nine people were killed on Wednesday.", "2022-09-07"),
    ],
)
def test_a_claim_of_a_stretch_is_of_the_whole_of_it(text: str, days: str) -> None:
    report = report_of(text, "2022-09-13")
    passages = split(report)
    parses = PARSER.parse([text[passage.start : passage.end] for passage in passages])
    reading = attribute(report, passages, parses, gazetteer=PackagedGazetteer())
    (claim,) = [claim for claim in reading.claims if claim.kind is ClaimKind.KILLED]
    assert claim.time is not None
    assert claim.time.edtf == days
