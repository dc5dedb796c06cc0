"""Knows how a taught reader becomes the two ONNX graphs that ship: weights of eight bits, one window at a time."""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import WIDTH
from training.model import Reader, restored

OPSET = 20
"""From this set on ONNX knows Gelu, which ONNX Runtime has a kernel for; written out it is 1.7 times as slow."""


class Rows(nn.Module):
    """An embedding in eight bits with a scale for each row: one scale for all rows would blur the rare words."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, index: Tensor) -> Tensor:
        rows, scale = self.rows[index], self.scale[index]
        return rows.to(torch.float32) * scale


class Words(nn.Module):
    """From the pieces of one window to its words' vectors, tags and degrees."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, shapes: Tensor, layouts: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.reader.encoder(pieces, shapes, layouts, None)
        words = x[0].index_select(0, first)
        return words, self.reader.tags(words), self.reader.certainty(words).squeeze(-1)


class Links(nn.Module):
    """From the words around each cue to their five tags. ``outside`` is added to attention: nought or very low."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, cue: Tensor, distance: Tensor, outside: Tensor) -> Tensor:
        scores: Tensor = self.reader.link(words, cue, distance, outside)
        return scores


def export(*, checkpoint: Path, model: Path, into: Path) -> None:
    """Write ``words.onnx``, ``links.onnx``, ``vocab.txt`` and ``pins.json`` into the folder ``into``."""
    reader = restored(checkpoint)
    reader.encoder.words = Rows(reader.encoder.words.weight.data)  # type: ignore[assignment]
    into.mkdir(parents=True, exist_ok=True)
    n = torch.arange(12)
    whole = into / "words.full.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Words(reader),
            (n[None] + 5, n[None] % 6, n[None] % 4, n[1:9]),
            str(whole),
            input_names=["pieces", "shapes", "layouts", "first"],
            output_names=["words", "tags", "degrees"],
            dynamic_axes={
                "pieces": {1: "pieces"},
                "shapes": {1: "pieces"},
                "layouts": {1: "pieces"},
                "first": {0: "words"},
                "words": {0: "words"},
                "tags": {0: "words"},
                "degrees": {0: "words"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        torch.onnx.export(
            Links(reader),
            (
                torch.zeros(2, 9, WIDTH),
                torch.zeros(2, WIDTH),
                torch.zeros(2, 9, dtype=torch.long),
                torch.zeros(2, 1, 1, 9),
            ),
            str(into / "links.onnx"),
            input_names=["words", "cue", "distance", "outside"],
            output_names=["tags"],
            dynamic_axes={
                "words": {0: "cues", 1: "length"},
                "cue": {0: "cues"},
                "distance": {0: "cues", 1: "length"},
                "outside": {0: "cues", 3: "length"},
                "tags": {0: "cues", 1: "length"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
    quantize_dynamic(
        whole,
        into / "words.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    whole.unlink()
    shutil.copyfile(model / "vocab.txt", into / "vocab.txt")
    for name in ("words.onnx", "links.onnx"):
        onnx.checker.check_model(str(into / name))
    pins = {
        name: hashlib.sha256((into / name).read_bytes()).hexdigest()
        for name in ("words.onnx", "links.onnx", "vocab.txt")
    }
    (into / "pins.json").write_text(json.dumps(pins, indent=2) + "\n", encoding="utf-8")
