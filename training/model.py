"""Knows the reader's heads: tags of words, the words that belong to one cue, and degrees of certainty."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from sayso.engines.reader_words import FAR
from training.encoder import WIDTH, Encoder, Layer

LINK_HEADS = 4
TAG_HEADS = ("cue", "source", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a reader is made of, and what is withheld from it while it learns.

    ``narrow`` is the width of the heads, ``link_layers`` the layers of the one that links; ``hidden`` is the share of
    pieces that are hidden while learning.
    """

    narrow: int = 128
    link_layers: int = 2
    dropout: float = 0.1
    hidden: float = 0.0


class Reader(nn.Module):
    """The encoder with its heads. Words are represented by their first piece."""

    def __init__(self, encoder: Encoder, recipe: Recipe) -> None:
        super().__init__()
        narrow = recipe.narrow
        self.encoder = encoder
        self.dropout = nn.Dropout(recipe.dropout)
        self.tags = nn.Linear(WIDTH, 3 * len(TAG_HEADS))
        self.certainty = nn.Sequential(nn.Linear(WIDTH, narrow), nn.GELU(), nn.Linear(narrow, 1))
        self.narrow = nn.Linear(WIDTH, narrow)
        self.about = nn.Linear(WIDTH, narrow)
        self.distance = nn.Embedding(2 * FAR + 2, narrow)
        self.norm = nn.LayerNorm(narrow)
        self.link_layers = nn.ModuleList(
            Layer(narrow, LINK_HEADS, 3 * narrow, recipe.dropout) for _ in range(recipe.link_layers)
        )
        self.link_out = nn.Linear(narrow, 5)

    def read(self, pieces: Tensor, shapes: Tensor, layouts: Tensor, first: Tensor, mask: Tensor | None) -> Tensor:
        """Return batch, words, WIDTH: the vector of each word's first piece (``first``: batch, words)."""
        x = self.encoder(pieces, shapes, layouts, mask)
        index = first.unsqueeze(-1).expand(-1, -1, WIDTH)
        return torch.gather(x, 1, index)

    def link(self, words: Tensor, cue: Tensor, distance: Tensor, mask: Tensor | None) -> Tensor:
        """Return scores of the five tags for each word as seen from one cue.

        ``words``: cues, length, WIDTH; ``cue``: cues, WIDTH (the mean of the cue's words); ``distance``: cues, length.
        """
        x = self.narrow(words) + self.about(cue).unsqueeze(1) + self.distance(distance)
        x = self.dropout(self.norm(x))
        for layer in self.link_layers:
            x = layer(x, mask)
        scores: Tensor = self.link_out(x)
        return scores


def kept(reader: Reader, recipe: Recipe) -> dict[str, Any]:
    """Return what a checkpoint holds of a reader."""
    return {"recipe": asdict(recipe), "averaged": reader.state_dict()}


def restored(checkpoint: Path) -> Reader:
    """Return the reader of a checkpoint, ready to read."""
    found = torch.load(checkpoint, weights_only=True)
    recipe = Recipe(**found["recipe"])
    reader = Reader(Encoder(recipe.dropout), recipe)
    reader.load_state_dict(found["averaged"])
    return reader.eval()
