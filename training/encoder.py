"""Knows the encoder: MiniLM-L6 (BERT's shape, 6 layers of 384) with added marks of print, in plain torch.

Source of the weights: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), file ``model.safetensors`` of SHA-256
53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.engines.reader_words import LAYOUTS, SHAPES

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512


class Layer(nn.Module):
    """One transformer layer, norms after the sums, as BERT has them."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.joined = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """``x``: batch, length, width. ``mask``: added to the attention scores, or None for no padding."""
        batch, length, width = x.shape
        shape = (batch, length, self.heads, width // self.heads)
        q, k, v = (part(x).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = (q * (width // self.heads) ** -0.5) @ k.transpose(-1, -2)
        if mask is not None:
            scores = scores + mask
        mixed = scores.softmax(-1).to(v.dtype) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm(x + self.dropout(self.joined(mixed)))
        return self.norm_out(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces with their shape and layout in, one vector per piece out."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES + 1, WIDTH)
        self.layouts = nn.Embedding(LAYOUTS, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.layouts.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER, dropout) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor, layouts: Tensor, mask: Tensor | None) -> Tensor:
        """``pieces``, ``shapes``, ``layouts``: batch, length of integers. Gives batch, length, WIDTH."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(places) + self.shapes(shapes) + self.layouts(layouts)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def pretrained(path: Path, dropout: float = 0.1) -> Encoder:
    """Return an encoder with MiniLM's weights. Raises ValueError where the file is not the pinned one."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ValueError(f"{path} has SHA-256 {digest}, not {WEIGHTS_SHA256}")
    kept = load_file(str(path))
    encoder = Encoder(dropout)
    state = {
        "words.weight": kept["embeddings.word_embeddings.weight"],
        "positions.weight": kept["embeddings.position_embeddings.weight"]
        + kept["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": kept["embeddings.LayerNorm.weight"],
        "norm.bias": kept["embeddings.LayerNorm.bias"],
        "shapes.weight": encoder.shapes.weight.data,
        "layouts.weight": encoder.layouts.weight.data,
    }
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "joined": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_out": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layers.{number}.{ours}.{part}"] = kept[f"encoder.layer.{number}.{theirs}.{part}"]
    encoder.load_state_dict(state)
    return encoder
