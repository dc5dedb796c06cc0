"""Knows how examples become tensors: word pieces, their marks of print, and what the heads must say of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from sayso.engines.reader_pieces import Pieces
from sayso.engines.reader_words import SHAPES, Window, distances, view_of
from training.examples import Example, Told

IGNORED = -100
HIDDEN = 103
"""The vocabulary's [MASK]."""


@dataclass(slots=True)
class Inputs:
    """The encoder's input for one window, and the first piece of each word."""

    pieces: list[int]
    shapes: list[int]
    layouts: list[int]
    first: list[int]


@dataclass(slots=True)
class Batch:
    """Some windows, padded. ``mask`` is added to attention scores."""

    examples: list[Example]
    pieces: Tensor
    shapes: Tensor
    layouts: Tensor
    first: Tensor
    mask: Tensor
    tags: Tensor


def inputs_of(text: str, window: Window, tokenizer: Pieces) -> Inputs:
    """Return the pieces of a window with the shape and layout of the word that each is of."""
    pieces, owners, first = tokenizer.of_words([text[word.start : word.end] for word in window.words])
    shapes = [SHAPES if owner < 0 else window.words[owner].shape for owner in owners]
    layouts = [0 if owner < 0 else window.words[owner].layout for owner in owners]
    return Inputs(pieces, shapes, layouts, first)


def batches(
    examples: Sequence[Example],
    tokenizer: Pieces,
    *,
    pieces: int,
    chance: random.Random | None,
    hidden: float = 0.0,
) -> Iterator[Batch]:
    """Yield batches of about ``pieces`` word pieces, windows of like length together; ``chance`` shuffles them.

    ``hidden`` is the share of pieces that are hidden, so that no single word is leant on.
    """
    made = [(example, _cached(example, tokenizer)) for example in examples]
    if chance is not None:
        made.sort(key=lambda pair: len(pair[1].pieces) + chance.uniform(-16, 16))
    else:
        made.sort(key=lambda pair: len(pair[1].pieces))
    groups: list[list[tuple[Example, Inputs]]] = [[]]
    for pair in made:
        longest = max([len(pair[1].pieces), *(len(one[1].pieces) for one in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(pair)
    if chance is not None:
        chance.shuffle(groups)
    for group in groups:
        if group:
            yield _batch(group, chance, hidden)


_CACHE: dict[int, Inputs] = {}


def _cached(example: Example, tokenizer: Pieces) -> Inputs:
    if id(example) not in _CACHE:
        _CACHE[id(example)] = inputs_of(example.text, example.window, tokenizer)
    return _CACHE[id(example)]


def _batch(group: list[tuple[Example, Inputs]], chance: random.Random | None, hidden: float) -> Batch:
    size = len(group)
    longest = max(len(one.pieces) for _, one in group)
    most = max(len(one.first) for _, one in group)
    pieces, shapes, layouts = (torch.zeros(size, longest, dtype=torch.long) for _ in range(3))
    first = torch.zeros(size, most, dtype=torch.long)
    mask = torch.full((size, 1, 1, longest), float("-inf"))
    tags = torch.full((size, most, 3), IGNORED, dtype=torch.long)
    for n, (example, one) in enumerate(group):
        pieces[n, : len(one.pieces)] = torch.tensor(_with_gaps(one.pieces, chance, hidden))
        shapes[n, : len(one.pieces)] = torch.tensor(one.shapes)
        layouts[n, : len(one.pieces)] = torch.tensor(one.layouts)
        first[n, : len(one.first)] = torch.tensor(one.first)
        mask[n, :, :, : len(one.pieces)] = 0.0
        if example.annotated:
            tags[n, : len(one.first)] = _tags(example)
    return Batch([example for example, _ in group], pieces, shapes, layouts, first, mask, tags)


def _with_gaps(pieces: list[int], chance: random.Random | None, hidden: float) -> list[int]:
    if chance is None or not hidden:
        return pieces
    ends = {0, len(pieces) - 1}
    return [HIDDEN if n not in ends and chance.random() < hidden else piece for n, piece in enumerate(pieces)]


def _tags(example: Example) -> Tensor:
    tags = torch.zeros(len(example.window.words), 3, dtype=torch.long)
    for told in example.told:
        for head, pairs in enumerate(([told.cue], told.sources, told.contents)):
            for begin, end in pairs:
                tags[begin:end, head] = 2
                tags[begin, head] = 1
    return tags


@dataclass(slots=True)
class Links:
    """Cues with the words that their head looks at: row of the batch, words, distances and the wanted tags."""

    rows: Tensor
    words: Tensor
    cue: Tensor
    distance: Tensor
    mask: Tensor
    tags: Tensor


def links_of(asked: Sequence[tuple[int, Example, tuple[int, int], Told | None]]) -> Links:
    """Return the tensors for cues: (row of the batch, example, cue, what is linked to it or None for no cue)."""
    views = [view_of(example.window, *cue) for _, example, cue, _ in asked]
    longest = max(high - low for low, high in views)
    size = len(asked)
    rows = torch.tensor([row for row, *_ in asked])
    words, distance = (torch.zeros(size, longest, dtype=torch.long) for _ in range(2))
    width = max(end - first for _, _, (first, end), _ in asked)
    cues = torch.full((size, width), -1, dtype=torch.long)
    mask = torch.full((size, 1, 1, longest), float("-inf"))
    tags = torch.full((size, longest), IGNORED, dtype=torch.long)
    for n, (_, _, (first, end), told) in enumerate(asked):
        low, high = views[n]
        length = high - low
        words[n, :length] = torch.arange(low, high)
        distance[n, :length] = torch.tensor(distances(length, first - low, end - low))
        cues[n, : end - first] = torch.arange(first, end)
        mask[n, :, :, :length] = 0.0
        tags[n, :length] = 0
        if told is not None:
            for kind, pairs in enumerate((told.sources, told.contents)):
                for begin, stop in pairs:
                    a, b = max(begin - low, 0), min(stop - low, length)
                    if a < b:
                        tags[n, a:b] = 2 * kind + 2
                        tags[n, a] = 2 * kind + 1
    return Links(rows, words, cues, distance, mask, tags)


def gathered(words: Tensor, links: Links) -> tuple[Tensor, Tensor]:
    """Return the vectors of the words that each cue's head looks at, and the mean vector of each cue."""
    rows, index, cue = links.rows, links.words, links.cue
    seen = words[rows.unsqueeze(1), index]
    inside = (cue >= 0).unsqueeze(-1)
    own = words[rows.unsqueeze(1), cue.clamp(min=0)] * inside
    return seen, own.sum(1) / inside.sum(1)
