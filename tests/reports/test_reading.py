"""Reading: from bytes to reports, whatever the bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.records import Document, Failure, Given, PublishedBasis, Receipt, Report, identify
from sayso.reports import read

RECEIVED = datetime(2024, 5, 2, 12, tzinfo=UTC)
LEAD = "A ferry sank off the coast on Tuesday, and the police said that 12 people had died in the water."
BODY = f"{LEAD}\n\nThe coast guard was still looking for survivors on Wednesday morning.\n\nNobody knows why it sank."


class Says:
    """A language identifier that always says the same."""

    version = "says-1"

    def __init__(self, code: str = "en") -> None:
        self.code = code

    def identify(self, text: str) -> str:
        assert isinstance(text, str)
        return self.code


def document_of(data: bytes, *givens: Given, media_type: str = "text/plain") -> Document:
    sha256 = hashlib.sha256(data).hexdigest()
    receipts = tuple(
        Receipt(received=RECEIVED + timedelta(hours=number), origin=f"{number}.txt", given=said)
        for number, said in enumerate(givens or (Given(),))
    )
    return Document(id=identify("doc", sha256), sha256=sha256, size=len(data), media_type=media_type, receipts=receipts)


def results_of(data: bytes, *givens: Given, media_type: str = "text/plain", language: str = "en"):
    return read(document_of(data, *givens, media_type=media_type), data, identify_language=Says(language))


def report_of(text: str | bytes, said: Given | None = None, *, media_type: str = "text/plain") -> Report:
    data = text.encode() if isinstance(text, str) else text
    (result,) = results_of(data, said or Given(), media_type=media_type)
    assert isinstance(result, Report), result
    return result


def failure_of(
    data: bytes, said: Given | None = None, *, media_type: str = "text/plain", language: str = "en"
) -> Failure:
    (result,) = results_of(data, said or Given(), media_type=media_type, language=language)
    assert isinstance(result, Failure), result
    return result


def apart_words(report: Report) -> list[str]:
    return [report.text[apart.start : apart.end] for apart in report.apart]


# --- law 12: reading never raises ------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), media_type=st.sampled_from(["text/plain", "text/html"]))
def test_any_bytes_give_reports_or_failures(data: bytes, media_type: str) -> None:
    results = results_of(data, media_type=media_type)
    assert results
    assert all(isinstance(result, Report | Failure) for result in results)


@settings(max_examples=60, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "<html>",
                "<p>",
                "</p>",
                "<div",
                ">",
                "<!--",
                "<script>",
                "<meta charset=utf-16>",
                "&#0;",
                "&amp",
                "<table>",
                LEAD,
            ]
        ),
        max_size=20,
    )
)
def test_any_markup_gives_a_report_or_a_failure(pieces: list[str]) -> None:
    assert results_of("".join(["<html>", *pieces]).encode(), media_type="text/html")


@settings(max_examples=100, deadline=None)
@given(
    lines=st.lists(
        st.one_of(
            st.sampled_from(
                [
                    LEAD,
                    "Advert",
                    "Share on Facebook",
                    "By Jane Doe",
                    "---",
                    "Published: 3 April 2022",
                    "Most read",
                    "Topics: a, b",
                ]
            ),
            st.text(max_size=40),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_words_are_where_we_say_they_are_and_nothing_apart_overlaps(lines: list[str]) -> None:
    for result in results_of("\n".join(lines).encode("utf-8", "replace")):
        if isinstance(result, Report):
            at = 0
            for apart in result.apart:
                assert at <= apart.start < apart.end <= len(result.text)
                assert result.text[apart.start : apart.end].strip() == result.text[apart.start : apart.end]
                at = apart.end
            if result.headline is not None:
                assert result.text[result.headline.start : result.headline.end].strip()


def test_a_document_is_read_the_same_each_time() -> None:
    assert results_of(BODY.encode()) == results_of(BODY.encode())


# --- bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"12 - 34\n", b"---\noutlet: Herald\n---\n"])
def test_what_has_no_words_is_a_failure_that_says_so(data: bytes) -> None:
    failure = failure_of(data)
    assert failure.reason == "no-text"
    assert "0.txt" in failure.why
    assert failure.advice


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n%abc", b"PK\x03\x04abc", bytes(range(256)) * 8, b"ab\x01\x02\x03\x04" * 50]
)
def test_bytes_of_other_formats_are_binary(data: bytes) -> None:
    assert failure_of(data).reason == "binary"


def test_a_page_without_a_text_is_a_failure() -> None:
    assert failure_of(b"<html><head><title>x</title></head></html>", media_type="text/html").reason == "no-main-text"


def test_a_text_of_millions_of_characters_is_a_failure() -> None:
    assert failure_of((LEAD + "\n").encode() * 25_000).reason == "too-long"


def test_a_withheld_document_says_why() -> None:
    data = BODY.encode()
    document = document_of(data)
    withheld = Document(
        id=document.id,
        sha256=document.sha256,
        size=0,
        media_type=document.media_type,
        receipts=document.receipts,
        withheld="court order",
    )
    (failure,) = read(withheld, b"", identify_language=Says())
    assert isinstance(failure, Failure)
    assert "court order" in failure.why


def test_another_language_is_a_failure_that_names_it() -> None:
    french = "Deux soldats sont morts après avoir mangé des gâteaux dans la ville, selon les autorités locales."
    failure = failure_of(french.encode(), language="fr")
    assert failure.reason == "language-not-supported"
    assert "French" in failure.why


def test_english_is_english_whatever_the_identifier_says() -> None:
    (result,) = results_of(BODY.encode(), language="la")
    assert isinstance(result, Report)


def test_a_given_language_decides() -> None:
    assert failure_of(BODY.encode(), Given(language="German")).reason == "language-not-supported"
    assert report_of("Xylo brax", Given(language="en-GB")).language == "en"


# --- encodings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "prefix"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("cp1252", b""),
    ],
)
def test_text_is_read_in_its_encoding(encoding: str, prefix: bytes) -> None:
    text = "“We lost 12 men,” the mayor said on Monday. The café by the harbour burned down that night."
    assert report_of(prefix + text.encode(encoding)).text == text


def test_a_character_cut_in_two_costs_only_itself() -> None:
    text = "“We lost 12 men,” she said. “The café burned.” “We left.” " * 3
    assert report_of(text.encode() + b"\xe2\x80").text.startswith(text.strip())


def test_lines_end_in_one_way() -> None:
    assert "\r" not in report_of(BODY.replace("\n", "\r\n")).text


def test_a_page_says_its_encoding() -> None:
    head = '<html><head><meta charset="windows-1251"></head>'
    html = f"{head}<body><article><p>{LEAD} «Да», he said.</p></article></body></html>"
    assert "«Да»" in report_of(html.encode("cp1251"), media_type="text/html").text


# --- givens, headers and receipts ------------------------------------------------------------


HEADER = """---
outlet: Daily Herald
owner: Harrow Group
published: 16 April 1912
title: "Ferry lost"
author: Jane Doe
---

"""


def test_a_header_gives_what_the_text_does_not_say() -> None:
    report = report_of(HEADER + BODY)
    assert (report.outlet, report.owner, report.byline) == ("Daily Herald", "Harrow Group", "Jane Doe")
    assert (report.published.edtf, report.published.basis) == ("1912-04-16", PublishedBasis.GIVEN)
    assert report.text.startswith("Ferry lost\n\nA ferry sank")


def test_what_is_given_wins_over_the_header() -> None:
    report = report_of(HEADER + BODY, Given(outlet="Evening Post", published="1912-04-17"))
    assert (report.outlet, report.owner, report.published.edtf) == ("Evening Post", "Harrow Group", "1912-04-17")


def test_lines_between_dashes_that_are_no_header_stay_text() -> None:
    assert report_of(f"---\nIt was a dark night\n---\n{BODY}").text.startswith("---\nIt was")


@pytest.mark.parametrize("published", ["yesterday", "2022-02-30", "31/31/2022", "16 Aprul 1912"])
def test_a_given_date_that_is_none_is_a_failure_that_shows_it(published: str) -> None:
    failure = failure_of(BODY.encode(), Given(published=published))
    assert failure.reason == "bad-date"
    assert published in failure.why


def test_two_outlets_with_the_same_bytes_are_two_reports() -> None:
    results = results_of(BODY.encode(), Given(outlet="A"), Given(outlet="B"))
    assert [result.outlet for result in results if isinstance(result, Report)] == ["A", "B"]
    assert len({result.id for result in results if isinstance(result, Report)}) == 2


def test_a_receipt_that_says_less_is_absorbed_and_lends_its_time() -> None:
    results = results_of(BODY.encode(), Given(), Given(outlet="A", url="https://a.example/1"), Given(outlet="A"))
    (report,) = results
    assert isinstance(report, Report)
    assert report.received == RECEIVED
    assert report.url == "https://a.example/1"


def test_a_receipt_that_says_what_the_header_says_adds_no_report() -> None:
    assert len(results_of((HEADER + BODY).encode(), Given(outlet="Daily Herald"), Given(owner="Harrow Group"))) == 1


def test_the_order_of_receipts_does_not_matter() -> None:
    data = BODY.encode()
    document = document_of(data, Given(outlet="A"), Given(), Given(outlet="B"))
    turned = Document(
        id=document.id,
        sha256=document.sha256,
        size=document.size,
        media_type=document.media_type,
        receipts=document.receipts[::-1],
    )
    assert read(document, data, identify_language=Says()) == read(turned, data, identify_language=Says())


# --- headlines, bylines, dates ---------------------------------------------------------------


def test_a_first_line_that_looks_like_one_is_the_headline() -> None:
    report = report_of(f"Ferry sinks off Cebu, dozens missing\n\nBy Jane Doe\n\n{BODY}")
    assert report.title == "Ferry sinks off Cebu, dozens missing"
    assert report.headline is not None
    assert report.text[report.headline.start : report.headline.end] == report.title
    assert report.byline == "Jane Doe"


@pytest.mark.parametrize("first", [LEAD, "CEBU, April 3 (Reuters) - A ferry sank", "- a ferry", "By Jane Doe", "Wait,"])
def test_a_first_line_that_does_not_is_none(first: str) -> None:
    assert report_of(f"{first}\n{BODY}").headline is None


def test_a_known_title_is_not_put_before_itself() -> None:
    report = report_of(f"Ferry Sinks Off Cebu\n\n{BODY}", Given(title="Ferry sinks off Cebu | Cebu Daily"))
    assert report.text.count("Cebu") == 1
    assert report.headline is not None


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("KYIV, April 3 (Reuters) - A ferry sank on the river, police said.", "XXXX-04-03"),
        ("NEW YORK, April 15, 1912.—A steamship struck an iceberg, it was said.", "1912-04-15"),
        ("Published: 3 April 2022", "2022-04-03"),
        ("Posted on Sept. 12, 2022 at 10:15 am", "2022-09-12"),
        ("By Jane Doe | April 16, 1912", "1912-04-16"),
        ("Updated: Aug. 4, 2021 at 1:14 a.m. | Published: Aug. 3, 2021 at 6:02 p.m.", "2021-08-03"),
        ("Last updated 2022-04-05", "2022-04-05"),
        ("11:42, 19 Feb 2024", "2024-02-19"),
        ("Tuesday, 2 May 2017", "2017-05-02"),
    ],
)
def test_the_text_says_when_it_was_published(line: str, edtf: str) -> None:
    published = report_of(f"{line}\n\n{BODY}").published
    assert (published.edtf, published.basis) == (edtf, PublishedBasis.TEXT)


@pytest.mark.parametrize(
    "line", ["Published 3 hours ago", "He died on 3 April 2022.", "The March on Washington", "Published: 03/04/2022"]
)
def test_what_does_not_say_a_day_of_publication_leaves_it_unknown(line: str) -> None:
    published = report_of(f"{LEAD}\n\n{line}\n\n{BODY}").published
    assert (published.edtf, published.basis) == (None, PublishedBasis.UNKNOWN)


# --- pages -----------------------------------------------------------------------------------


PAGE = f"""<html lang="en"><head><title>Ferry sinks off Cebu - Cebu Daily</title>
<meta property="og:site_name" content="Cebu Daily"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2013-04-16T10:00:00+08:00"></head>
<body><nav><a href="/">Home</a><a href="/n">News</a></nav><article><h1>Ferry sinks off Cebu</h1>
<p>{LEAD}</p><p>The coast guard was still looking for survivors on Wednesday morning.</p><p>Nobody knows why."""


def test_a_page_that_never_closes_gives_its_text_and_its_metadata() -> None:
    report = report_of(PAGE, media_type="text/html")
    assert LEAD in report.text
    assert "Home" not in report.text
    assert (report.outlet, report.byline) == ("Cebu Daily", "Jane Doe")
    assert (report.published.edtf, report.published.basis) == ("2013-04-16", PublishedBasis.METADATA)
    assert report.headline is not None


def test_a_page_is_known_by_its_look_too() -> None:
    assert report_of(PAGE, media_type="text/plain").outlet == "Cebu Daily"


def test_a_plain_text_under_a_name_of_a_page_is_plain_text() -> None:
    assert report_of(BODY, media_type="text/html").text == BODY


# --- givens that cannot be read ---------------------------------------------------------------


def test_a_receipt_that_cannot_be_read_takes_nothing_away() -> None:
    good = Given(outlet="Gazette")
    report, failure = results_of(BODY.encode(), good, Given(outlet="Gazette", published="next tuesday"))
    assert isinstance(report, Report)
    assert report.outlet == "Gazette"
    assert report.received == RECEIVED
    assert isinstance(failure, Failure)
    assert failure.reason == "bad-date"


def test_a_receipt_in_another_language_takes_nothing_away() -> None:
    report, failure = results_of(BODY.encode(), Given(outlet="Gazette"), Given(outlet="Gazette", language="uk"))
    assert isinstance(report, Report)
    assert isinstance(failure, Failure)


def test_a_receipt_that_is_put_right_fails_no_more() -> None:
    (report,) = results_of(
        BODY.encode(),
        Given(outlet="Gazette"),
        Given(outlet="Gazette", published="next tuesday"),
        Given(outlet="Gazette", published="2024-05-01"),
    )
    assert isinstance(report, Report)
    assert report.published.edtf == "2024-05-01"


def test_a_header_with_an_unreadable_date_is_put_right_by_what_is_given() -> None:
    data = f"---\noutlet: Gazette\npublished: next tuesday\n---\n{BODY}".encode()
    (failure,) = results_of(data, Given())
    assert isinstance(failure, Failure)
    (report,) = results_of(data, Given(), Given(published="2024-05-01"))
    assert isinstance(report, Report)


def test_a_header_that_never_ends_is_a_failure_that_says_so() -> None:
    failure = failure_of(f"---\noutlet: Gazette\n{BODY}".encode())
    assert failure.reason == "open-header"


def test_a_rule_above_a_text_is_no_header() -> None:
    assert report_of(f"---\n{BODY}").text.endswith(BODY)


def test_lists_in_a_header_are_left_unread() -> None:
    report = report_of(f"---\noutlet: Gazette\ntags:\n  - sea\n- ferry\n---\n{BODY}")
    assert report.outlet == "Gazette"
    assert report.text == BODY


# --- headlines that stand in other ways -------------------------------------------------------


def test_an_opinion_s_headline_is_its_title_and_not_furniture() -> None:
    report = report_of(f"Opinion: Ten thousand ferries too few\n\n{BODY}")
    assert report.title == "Opinion: Ten thousand ferries too few"
    assert report.apart == ()


def test_a_pointer_above_a_headline_is_no_headline() -> None:
    report = report_of(f"VIDEO: Watch the rescue at sea\n\nFerry sinks off the coast\n\n{BODY}")
    assert report.title == "Ferry sinks off the coast"
    assert apart_words(report) == ["VIDEO: Watch the rescue at sea"]


def test_headlines_in_capitals_one_below_another_are_the_headline() -> None:
    report = report_of(f"STEAMER LOST. TWELVE DROWNED.\nPANIC ON THE QUAYS.\n\nCebu, May 1. - {BODY}")
    assert report.title == "STEAMER LOST. TWELVE DROWNED. PANIC ON THE QUAYS."


def test_a_text_in_capitals_throughout_keeps_its_sentences() -> None:
    report = report_of("\n\n".join(["A FERRY SANK.", "TWELVE PEOPLE DIED."] * 4))
    assert report.headline is None


FLAT = (
    "Ferry sinks off Cebu Police AFP Tuesday 30 Apr 2024 At least 12 people died when a ferry sank. Nobody knows why."
)


def test_headline_agency_and_date_that_run_into_the_first_sentence_are_told_from_it() -> None:
    report = report_of(FLAT)
    assert report.title == "Ferry sinks off Cebu Police"
    assert apart_words(report) == ["AFP Tuesday 30 Apr 2024"]
    assert report.published.edtf == "2024-04-30"


def test_a_known_headline_that_the_text_runs_into_its_sentence_is_told_once() -> None:
    report = report_of(FLAT, Given(title="Ferry sinks off Cebu Police - Asia - News"))
    assert apart_words(report) == ["Ferry sinks off Cebu Police", "AFP Tuesday 30 Apr 2024"]
    again = report_of(f"Ferry sinks off Cebu on Tuesday Ferry sinks off Cebu. {LEAD}", Given(title="Ferry sinks off"))
    assert apart_words(again) == []
    title = "Twelve die as ferry sinks off Cebu"
    assert apart_words(report_of(f"{title} {LEAD}", Given(title=title))) == [title]


def test_a_day_within_a_sentence_is_no_end_of_a_headline() -> None:
    report = report_of("The ferry sank on Tuesday 30 April 2024 Philippine police said. Nobody knows why it sank.")
    assert report.apart == ()
    assert report.headline is None


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Published May 1 2024", "2024-05-01"),
        ("23-04-2024", "2024-04-23"),
        ("28.04.2024(updated 1456 28.04.2024) Get short URL 9427", "2024-04-28"),
        ("Tuesday 30 April 2024", "2024-04-30"),
    ],
)
def test_a_date_that_runs_into_the_first_sentence_is_told_from_it(opening: str, day: str) -> None:
    report = report_of(f"{opening} {LEAD}", Given(title="Ferry sinks"))
    assert apart_words(report) == [opening]
    assert report.published.edtf == day


def test_a_headline_that_is_told_again_as_a_sentence_is_told_once() -> None:
    report = report_of(f"Twelve die as ferry sinks. {LEAD}", Given(title="Twelve die as ferry sinks"))
    assert apart_words(report) == ["Twelve die as ferry sinks."]


def test_a_sentence_that_begins_like_its_headline_is_whole() -> None:
    report = report_of(f"Twelve die as ferry sinks off Cebu, police said. {LEAD}", Given(title="Twelve die as ferry"))
    assert apart_words(report) == []


@pytest.mark.parametrize("opening", ["BAMAKO, 16 November 2017", "ROME Monday 1 April 2024"])
def test_a_dateline_is_the_report_s_own(opening: str) -> None:
    report = report_of(f"{opening} {LEAD}", Given(title="Ferry sinks"))
    assert report.apart == ()
