"""Floors under the figures, which only rise: ``floors.toml`` beside this module."""

from __future__ import annotations

import tomllib
from pathlib import Path

from benchmarks.results import Result

FLOORS = Path(__file__).with_name("floors.toml")

SMALLER_IS_BETTER = frozenset({"mae", "false_counts", "peak_mb"})


def breaches(result: Result) -> list[str]:
    """Return a sentence for each metric of ``result`` that is on the wrong side of its floor."""
    floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.is_file() else {}
    wanted = floors.get(result.task, {}).get(result.corpus, {})
    found = []
    for name, floor in sorted(wanted.items()):
        value = result.metrics.get(name)
        if value is None:
            found.append(f"{result.task}/{result.corpus}: {name} is not measured; its floor is {floor}")
        elif value > floor if name in SMALLER_IS_BETTER else value < floor:
            side = "above" if name in SMALLER_IS_BETTER else "below"
            found.append(f"{result.task}/{result.corpus}: {name} is {value:.4f}, {side} its floor {floor}")
    return found
