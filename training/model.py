"""Knows the reader's heads: tags of words, the words that belong to one cue, and degrees of certainty."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sayso.engines.reader_words import FAR
from training.encoder import WIDTH, Encoder, Layer

NARROW, LINK_LAYERS, LINK_HEADS = 128, 2, 4
TAG_HEADS = ("cue", "source", "content")


class Reader(nn.Module):
    """The encoder with its heads. Words are represented by their first piece."""

    def __init__(self, encoder: Encoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH, 3 * len(TAG_HEADS))
        self.certainty = nn.Sequential(nn.Linear(WIDTH, NARROW), nn.GELU(), nn.Linear(NARROW, 1))
        self.narrow = nn.Linear(WIDTH, NARROW)
        self.about = nn.Linear(WIDTH, NARROW)
        self.distance = nn.Embedding(2 * FAR + 2, NARROW)
        self.norm = nn.LayerNorm(NARROW)
        self.link_layers = nn.ModuleList(Layer(NARROW, LINK_HEADS, 3 * NARROW, dropout) for _ in range(LINK_LAYERS))
        self.link_out = nn.Linear(NARROW, 5)

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
