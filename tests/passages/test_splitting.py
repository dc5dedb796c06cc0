"""Splitting: passages are the report's own words, all of them, once, in order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.passages import split
from sayso.records import Apart, ApartKind, PassageKind, Published, PublishedBasis, Report, Span, identify
from sayso.text.sentences import LONGEST_SENTENCE, paragraphs_of, sentences_of


def report_of(text: str, *, headline: Span | None = None, apart: tuple[Apart, ...] = ()) -> Report:
    return Report(
        id=identify("rpt", text),
        document="doc_0",
        sha256="0",
        received=datetime(2024, 5, 2, tzinfo=UTC),
        origin="a.txt",
        outlet=None,
        owner=None,
        url=None,
        title=None,
        byline=None,
        published=Published(edtf=None, basis=PublishedBasis.UNKNOWN, why="nobody said"),
        language="en",
        text=text,
        headline=headline,
        apart=apart,
        made_by="hand",
    )


def words_of(report: Report) -> list[str]:
    return [report.text[passage.start : passage.end] for passage in split(report)]


def sentences_in(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in sentences_of(paragraph)]


PIECES = st.sampled_from(
    [
        "He died. ",
        "“Who?” ",
        "U.S. ",
        '"No."',
        "Advert",
        "\n",
        "\n\n",
        " ",
        "Lt. ",
        "Gen. X",
        "…",
        "•",
        "a",
        "5 p.m. ",
        "KYIV, May 3 (AP) - ",
    ]
)


@given(text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)), data=st.data())
def test_passages_hold_every_word_once_and_in_order(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    kinds = data.draw(st.lists(st.sampled_from(list(ApartKind)), min_size=3, max_size=3))
    apart = tuple(
        Apart(start=start, end=end, kind=kind, made_by="hand")
        for start, end, kind in zip(cuts[::2], cuts[1::2], kinds, strict=False)
    )
    report = report_of(text, apart=apart)
    passages = split(report)
    held = [False] * len(text)
    at = 0
    for passage in passages:
        assert at <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        held[passage.start : passage.end] = [True] * (passage.end - passage.start)
        at = passage.end
    hidden = [any(a.start <= i < a.end and a.kind is not ApartKind.CAPTION for a in apart) for i in range(len(text))]
    for place, character in enumerate(text):
        assert held[place] <= (not hidden[place])
        if not character.isspace() and not hidden[place]:
            assert held[place]


@given(text=st.text(max_size=300))
def test_sentences_of_any_text_are_bounded_and_in_order(text: str) -> None:
    at = 0
    for start, end in sentences_of(text):
        assert at <= start < end <= start + LONGEST_SENTENCE
        at = end


def test_the_headline_is_one_passage() -> None:
    text = "Ferry sinks. Dozens missing\n\nA ferry sank. It was full."
    passages = split(report_of(text, headline=Span(start=0, end=27)))
    assert [passage.kind for passage in passages] == [PassageKind.HEADLINE, PassageKind.SENTENCE, PassageKind.SENTENCE]
    assert [passage.paragraph for passage in passages] == [0, 1, 1]


def test_what_is_set_apart_is_no_passage_and_captions_are_captions() -> None:
    text = "A ferry sank.\nAdvert\nPhoto: The pier. Reuters\nIt was full."
    apart = (
        Apart(start=14, end=20, kind=ApartKind.ADVERT, made_by="hand"),
        Apart(start=21, end=45, kind=ApartKind.CAPTION, made_by="hand"),
    )
    report = report_of(text, apart=apart)
    assert words_of(report) == ["A ferry sank.", "Photo: The pier.", "Reuters", "It was full."]
    assert [passage.kind for passage in split(report)].count(PassageKind.CAPTION) == 2


def test_a_dateline_stands_alone_before_its_lead() -> None:
    report = report_of("KYIV, April 3 (Reuters) - Two men were killed on Monday. Police came.")
    assert words_of(report) == ["KYIV, April 3 (Reuters) -", "Two men were killed on Monday.", "Police came."]


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ('It was unclear."Vast areas burned.', ['It was unclear."', "Vast areas burned."]),
        ("They fled their homes.“As he said, we left.”", ["They fled their homes.", "“As he said, we left.”"]),
        ("The war ended in 1945.Then it rained.", ["The war ended in 1945.", "Then it rained."]),
        ("Lt. Gen. Amadi met Gov. Ruiz. They spoke.", ["Lt. Gen. Amadi met Gov. Ruiz.", "They spoke."]),
        ("It hit approx. 1,000 homes. Nobody died.", ["It hit approx. 1,000 homes.", "Nobody died."]),
        ("N. Korean and U.S. troops met. They left.", ["N. Korean and U.S. troops met.", "They left."]),
        ("It began at 5 p.m. Monday in Vigo. It ended.", ["It began at 5 p.m. Monday in Vigo.", "It ended."]),
        ("Unit No. 5 left on Sept. 12 at noon. It rained.", ["Unit No. 5 left on Sept. 12 at noon.", "It rained."]),
        ("“Where is he?” she asked. “Gone!” they said.", ["“Where is he?” she asked.", "“Gone!” they said."]),
        ("“We hid them… At least 12 died.” He left.", ["“We hid them…", "At least 12 died.”", "He left."]),
        ("“We lost... many,” he said. He left.", ["“We lost... many,” he said.", "He left."]),
        ("He is 34. She is 35.", ["He is 34.", "She is 35."]),
        (
            "The two met. They came ashore. She was bombed. He ran.",
            ["The two met.", "They came ashore.", "She was bombed.", "He ran."],
        ),
        ("See www.Example.Com or Local10.com today.", ["See www.Example.Com or Local10.com today."]),
        ("“He is dead.” “She is not.”", ["“He is dead.”", "“She is not.”"]),
        ("1. Police came. 2. Police left.", ["1. Police came.", "2. Police left."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(paragraph: str, sentences: list[str]) -> None:
    assert sentences_in(paragraph) == sentences


def test_bullets_and_rows_are_passages_of_their_own() -> None:
    text = "Key points:\n- 12 people died\n- 3 are missing\nTown | Dead\nDanao | 3"
    assert words_of(report_of(text)) == text.split("\n")


def test_a_block_wrapped_at_a_fixed_width_is_one_paragraph() -> None:
    text = (
        "A ferry with 60 people on board sank off the island on\n"
        "Tuesday morning, the coast guard said, and twelve of its\n"
        "passengers were found dead.\n\nNobody knows why."
    )
    assert len(paragraphs_of(text)) == 2
    assert len(split(report_of(text))) == 2


def test_a_line_without_any_end_is_cut_between_words() -> None:
    text = "word " * 2000
    assert all(end - start <= LONGEST_SENTENCE for start, end in sentences_of(text))
    assert " ".join(sentences_in(text)).split() == text.split()
