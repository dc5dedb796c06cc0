"""Knows what taught readers together say of a text, softly: what another reader learns from beside the annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from sayso.engines.reader_pieces import Pieces
from sayso.engines.reader_tags import best_path, spans_of
from training.batches import batches, gathered, links_of
from training.examples import Example, Pair, Told
from training.model import TAG_HEADS, Reader


@dataclass(frozen=True, slots=True)
class Soft:
    """What the teachers say of one window, in probabilities and degrees.

    ``tags``: words, 9; ``links``: for each cue its words' tags (length of the cue's view, 5); ``degrees``: words.
    """

    tags: Tensor
    links: tuple[tuple[Pair, Tensor], ...]
    degrees: Tensor


def taught_by(teachers: Sequence[Reader], examples: Sequence[Example], tokenizer: Pieces) -> dict[int, Soft]:
    """Return what ``teachers`` say on average of each example, by its identity in this process.

    Their probabilities are averaged geometrically, about the cues that annotators marked and those that they find.
    """
    found: dict[int, Soft] = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches(examples, tokenizer, pieces=4096, chance=None):
            words = [t.read(batch.pieces, batch.shapes, batch.layouts, batch.first, batch.mask) for t in teachers]
            tags = _mean(
                [t.tags(w).float().unflatten(-1, (len(TAG_HEADS), 3)) for t, w in zip(teachers, words, strict=True)]
            )
            degrees = torch.stack(
                [t.certainty(w).squeeze(-1).float() for t, w in zip(teachers, words, strict=True)]
            ).mean(0)
            asked: list[tuple[int, Example, Pair, Told | None]] = []
            for row, example in enumerate(batch.examples):
                own = tags[row, : len(example.window.words), 0].log().numpy()
                cues = {(a, b) for _, a, b in spans_of(best_path(own))} | {told.cue for told in example.told}
                asked += [(row, example, cue, None) for cue in sorted(cues)]
            linked: dict[int, list[tuple[Pair, Tensor]]] = {}
            if asked:
                links = links_of(asked)
                scores = _mean(
                    [
                        t.link(*gathered(w, links), links.distance, links.mask).float()
                        for t, w in zip(teachers, words, strict=True)
                    ]
                )
                lengths = (links.mask[:, 0, 0] == 0).sum(-1).tolist()
                for n, (row, _, cue, _) in enumerate(asked):
                    linked.setdefault(row, []).append((cue, scores[n, : lengths[n]].half().clone()))
            for row, example in enumerate(batch.examples):
                size = len(example.window.words)
                found[id(example)] = Soft(
                    tags[row, :size].flatten(-2).half().clone(), tuple(linked.get(row, ())), degrees[row, :size].clone()
                )
    return found


def _mean(scores: Sequence[Tensor]) -> Tensor:
    return torch.stack([torch.log_softmax(one, -1) for one in scores]).mean(0).softmax(-1)
