"""``python -m training fit|export``: make the reader's weights anew from the corpora."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.export import export
from training.fit import fit
from training.model import Recipe


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=["fit", "export"])
    parser.add_argument("--checkpoint", type=Path, help="what export turns into weights")
    parser.add_argument("--corpora", type=Path, help="the folder of the benchmarks' corpora")
    parser.add_argument(
        "--model", type=Path, required=True, help="the folder of MiniLM-L6 (model.safetensors, vocab.txt)"
    )
    parser.add_argument("--into", type=Path, required=True, help="where checkpoints and scores go")
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, help="take every n-th article only")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-4, help="how fast the encoder learns")
    parser.add_argument("--narrow", type=int, default=Recipe().narrow, help="the width of the heads")
    parser.add_argument("--link-layers", type=int, default=Recipe().link_layers)
    parser.add_argument("--dropout", type=float, default=Recipe().dropout)
    parser.add_argument("--hidden", type=float, default=Recipe().hidden, help="the share of pieces that are hidden")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="checkpoints of readers to learn from")
    options = parser.parse_args()
    if options.step == "export":
        export(checkpoint=options.checkpoint, model=options.model, into=options.into)
        return 0
    fit(
        corpora=options.corpora,
        model=options.model,
        into=options.into,
        passes=options.passes,
        seed=options.seed,
        sample=options.sample,
        threads=options.threads,
        recipe=Recipe(
            narrow=options.narrow, link_layers=options.link_layers, dropout=options.dropout, hidden=options.hidden
        ),
        rate=options.rate,
        teachers=options.teachers,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
