"""Knows how well a reader does on dev windows: exact spans, whole attributions, and degrees of certainty."""

from __future__ import annotations

import numpy as np
import torch

from sayso.engines.reader_pieces import Pieces
from sayso.engines.reader_tags import best_path, spans_of
from training.batches import batches, gathered, links_of
from training.examples import Example
from training.model import Reader


def score(
    reader: Reader, tokenizer: Pieces, dev: list[Example], rated: list[Example], *, bias: float = 0.0
) -> dict[str, float]:
    """Return F1 of exact spans and of whole attributions, share-of-words overlap F1, and MAE and r of degrees.

    ``bias`` is added to the cue head's tags other than outside. Scores are by window; the public path's are in
    ``benchmarks``.
    """
    reader.eval()
    right = dict.fromkeys(("source", "cue", "content", "whole"), 0)
    ours, theirs = dict(right), dict(right)
    precision = recall = 0.0
    with torch.no_grad():
        for batch in batches(dev, tokenizer, pieces=4096, chance=None):
            words = reader.read(batch.pieces, batch.shapes, batch.layouts, batch.first, batch.mask)
            scores = reader.tags(words).numpy()
            asked = []
            for row, example in enumerate(batch.examples):
                cue_scores = scores[row, : len(example.window.words), :3].copy()
                cue_scores[:, 1:] += bias
                asked += [(row, example, (a, b), None) for _, a, b in spans_of(best_path(cue_scores))]
            found: dict[int, list[tuple]] = {}
            if asked:
                links = links_of(asked)
                linked = reader.link(*gathered(words, links), links.distance, links.mask).numpy()
                for n, (row, _, cue, _) in enumerate(asked):
                    length = int((links.mask[n, 0, 0] == 0).sum())
                    low = int(links.words[n, 0])
                    spans = spans_of(best_path(linked[n, :length]))
                    sources = tuple((low + a, low + b) for kind, a, b in spans if kind == 0)
                    contents = tuple((low + a, low + b) for kind, a, b in spans if kind == 1)
                    if contents:
                        found.setdefault(row, []).append((sources, (cue,), contents))
            for row, example in enumerate(batch.examples):
                golds = [(tuple(t.sources), (t.cue,), tuple(t.contents)) for t in example.told]
                mine = found.get(row, [])
                for place, part in enumerate(("source", "cue", "content")):
                    a, b = {m[place] for m in mine if m[place]}, {g[place] for g in golds if g[place]}
                    right[part] += len(a & b)
                    ours[part] += len(a)
                    theirs[part] += len(b)
                right["whole"] += len(set(mine) & set(golds))
                ours["whole"] += len(set(mine))
                theirs["whole"] += len(golds)
                left = [{(k, w) for k, pairs in enumerate(m) for a, b in pairs for w in range(a, b)} for m in mine]
                other = [{(k, w) for k, pairs in enumerate(g) for a, b in pairs for w in range(a, b)} for g in golds]
                used: set[int] = set()
                for cells in left:
                    best = max(
                        (n for n in range(len(other)) if n not in used),
                        key=lambda n: len(cells & other[n]),
                        default=None,
                    )
                    if best is not None and cells & other[best]:
                        used.add(best)
                        precision += len(cells & other[best]) / len(cells)
                        recall += len(cells & other[best]) / len(other[best])
        gold, given = [], []
        for batch in batches(rated, tokenizer, pieces=4096, chance=None):
            words = reader.read(batch.pieces, batch.shapes, batch.layouts, batch.first, batch.mask)
            degrees = reader.certainty(words).squeeze(-1).numpy()
            for row, example in enumerate(batch.examples):
                for at, degree in example.degrees:
                    gold.append(degree)
                    given.append(float(np.clip(degrees[row, at], -3, 3)))
    result = {part: round(_f1(right[part], ours[part], theirs[part]), 4) for part in right}
    p, r = precision / max(ours["whole"], 1), recall / max(theirs["whole"], 1)
    result["overlap"] = round(2 * p * r / (p + r), 4) if p + r else 0.0
    result["whole_p"], result["whole_n"] = round(p, 4), ours["whole"] / max(theirs["whole"], 1)
    if gold:
        result["mae"] = round(float(np.abs(np.array(gold) - np.array(given)).mean()), 4)
        result["r"] = round(float(np.corrcoef(gold, given)[0, 1]), 4)
    return result


def _f1(right: int, ours: int, theirs: int) -> float:
    return 2 * right / (ours + theirs) if ours + theirs else 0.0
