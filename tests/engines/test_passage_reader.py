"""The trained reader: spans that are the text's own, one answer whatever stands around, no other weights."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from sayso.engines.passage_reader import TrainedReader, trained_reader
from sayso.engines.reader_tags import spans_of
from sayso.engines.reader_words import LONGEST, windows_of
from sayso.errors import EngineError
from sayso.records import Span

TEXT = "The mayor of Riva said on Monday that three people had died in the flood.\nIt may rain again."


def test_who_says_what_is_marked_at_its_words() -> None:
    reader = trained_reader()
    assert reader is not None
    marks = reader.read(TEXT, [Span(start=0, end=len(TEXT))])
    (told,) = marks.attributions
    assert [TEXT[s.start : s.end] for s in told.source] == ["The mayor of Riva"]
    assert TEXT[told.cue.start : told.cue.end].startswith("said")
    assert "three people had died in the flood" in " ".join(TEXT[s.start : s.end] for s in told.content)


def test_what_may_be_is_less_certain_than_what_was() -> None:
    degrees = {
        TEXT[d.start : d.end]: d.degree for d in TrainedReader().read(TEXT, [Span(start=0, end=len(TEXT))]).degrees
    }
    assert degrees["rain"] < degrees["died"]


def test_parts_set_apart_are_not_read() -> None:
    first_line = TEXT.index("\n")
    marks = TrainedReader().read(TEXT, [Span(start=first_line, end=len(TEXT))])
    assert all(degree.start > first_line for degree in marks.degrees)


def test_a_reader_travels_to_another_process_without_its_sessions() -> None:
    reader = TrainedReader()
    everything = [Span(start=0, end=len(TEXT))]
    before = reader.read(TEXT, everything)
    assert pickle.loads(pickle.dumps(reader)).read(TEXT, everything) == before


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    shutil.copytree(TrainedReader()._folder, tmp_path / "reader")
    (tmp_path / "reader" / "links.onnx").write_bytes(b"other")
    with pytest.raises(EngineError, match="not those"):
        TrainedReader(tmp_path / "reader").read(TEXT, [Span(start=0, end=len(TEXT))])


def test_without_weights_there_is_no_reader(tmp_path: Path) -> None:
    assert not TrainedReader(tmp_path).installed


def test_windows_hold_every_word_once() -> None:
    text = ("word " * 500 + ". ") * 2 + "\nand a line"
    words = [word for window in windows_of(text, [(0, len(text))]) for word in window.words]
    assert [text[w.start : w.end] for w in words] == text.replace(".", " . ").split()
    assert all(len(window.words) <= LONGEST for window in windows_of(text, [(0, len(text))]))


def test_a_span_ends_where_another_begins() -> None:
    assert spans_of([1, 2, 1, 0, 3, 4]) == [(0, 0, 2), (0, 2, 3), (1, 4, 6)]
