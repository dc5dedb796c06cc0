"""Knows the trained reader: who says what, and how sure the words sound, read by a small encoder on ONNX Runtime."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module, resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.engines.reader_pieces import Pieces
from sayso.engines.reader_tags import best_path, spans_of
from sayso.engines.reader_words import SHAPES, Window, distances, view_of, windows_of
from sayso.errors import EngineError
from sayso.ports import Degree, MarkedAttribution, Marks
from sayso.records import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

READER = "reader@1"
LEANINGS = np.array([0.0, -0.5, 0.0, -1.0, 0.6], dtype=np.float32)
"""What is added to a cue's scores of outside, source begun and continued, content begun and continued.

Tags that are decided word by word break long contents up; set on the dev part of PolNeAR (docs/design/dependencies.md).
"""
_BLOCKED = np.float32(-1e4)

Floats = NDArray[np.float32]


def trained_reader() -> TrainedReader | None:
    """Return the reader that comes with Sayso, or None where its weights are not installed."""
    reader = TrainedReader()
    return reader if reader.installed else None


class TrainedReader:
    """Reads windows of a text one at a time, so that no window's answer depends on another's."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(str(resources.files("sayso.engines").joinpath("data/reader")))

    def __reduce__(self) -> tuple[type[TrainedReader], tuple[Path]]:
        """Leave the sessions behind: another process opens its own."""
        return type(self), (self._folder,)

    @property
    def installed(self) -> bool:
        """Whether its weights are there."""
        return (self._folder / "pins.json").is_file()

    @cached_property
    def version(self) -> str:
        """Name the engine, and its weights by the hash that the pins give."""
        pins = (self._folder / "pins.json").read_bytes()
        return f"{READER} {hashlib.sha256(pins).hexdigest()[:12]}"

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._folder / "vocab.txt")

    @cached_property
    def _words(self) -> InferenceSession:
        return self._session("words.onnx")

    @cached_property
    def _links(self) -> InferenceSession:
        return self._session("links.onnx")

    def _session(self, name: str) -> InferenceSession:
        onnxruntime = import_module("onnxruntime")  # takes a third of a second, and most commands read nothing
        data = (self._folder / name).read_bytes()
        pinned = json.loads((self._folder / "pins.json").read_text(encoding="utf-8"))[name]
        if hashlib.sha256(data).hexdigest() != pinned:
            raise EngineError(
                f"The reader's weights in {self._folder / name} are not those that this Sayso was tested with.",
                advice="Install Sayso again.",
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session: InferenceSession = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        return session

    def read(self, text: str, parts: Sequence[Span]) -> Marks:
        """Return what the reader marks in the ``parts`` of a text; offsets are of the whole text."""
        attributions: list[MarkedAttribution] = []
        degrees: list[Degree] = []
        for window in windows_of(text, [(part.start, part.end) for part in parts]):
            told, rated = self._read(text, window)
            attributions += told
            degrees += rated
        return Marks(attributions=tuple(attributions), degrees=tuple(degrees))

    def _read(self, text: str, window: Window) -> tuple[list[MarkedAttribution], list[Degree]]:
        words = [text[word.start : word.end] for word in window.words]
        pieces, owners, first = self._pieces.of_words(words)
        shapes = [SHAPES if owner < 0 else window.words[owner].shape for owner in owners]
        layouts = [0 if owner < 0 else window.words[owner].layout for owner in owners]
        vectors, tags, degrees = self._words.run(
            None,
            {
                "pieces": np.array([pieces], dtype=np.int64),
                "shapes": np.array([shapes], dtype=np.int64),
                "layouts": np.array([layouts], dtype=np.int64),
                "first": np.array(first, dtype=np.int64),
            },
        )
        cues = [(begin, end) for _, begin, end in spans_of(best_path(tags[:, :3]))]
        rated = [
            Degree(start=word.start, end=word.end, degree=degree)
            for word, degree in zip(
                window.words, degrees.clip(-3.0, 3.0).astype(np.float64).round(2).tolist(), strict=True
            )
        ]
        return self._linked(window, vectors, cues), rated

    def _linked(self, window: Window, vectors: Floats, cues: Sequence[tuple[int, int]]) -> list[MarkedAttribution]:
        if not cues:
            return []
        views = [view_of(window, *cue) for cue in cues]
        longest = max(high - low for low, high in views)
        seen = np.zeros((len(cues), longest, vectors.shape[1]), dtype=np.float32)
        about = np.zeros((len(cues), vectors.shape[1]), dtype=np.float32)
        distance = np.zeros((len(cues), longest), dtype=np.int64)
        outside = np.full((len(cues), 1, 1, longest), _BLOCKED, dtype=np.float32)
        for n, ((begin, end), (low, high)) in enumerate(zip(cues, views, strict=True)):
            length = high - low
            seen[n, :length] = vectors[low:high]
            about[n] = vectors[begin:end].mean(axis=0)
            distance[n, :length] = distances(length, begin - low, end - low)
            outside[n, :, :, :length] = 0.0
        (scores,) = self._links.run(None, {"words": seen, "cue": about, "distance": distance, "outside": outside})
        found: list[MarkedAttribution] = []
        for n, ((begin, end), (low, high)) in enumerate(zip(cues, views, strict=True)):
            spans = spans_of(best_path(scores[n, : high - low] + LEANINGS))
            source, content = (
                tuple(_span(window, low + a, low + b) for kind, a, b in spans if kind == wanted) for wanted in (0, 1)
            )
            if content:
                found.append(MarkedAttribution(source=source, cue=_span(window, begin, end), content=content))
        return found


def _span(window: Window, begin: int, end: int) -> Span:
    return Span(start=window.words[begin].start, end=window.words[end - 1].end)
