"""What measuring one corpus gives, and how it is told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Metrics of one task on one corpus, the baseline's beside them; ``predictions`` are rows by document."""

    task: str
    corpus: str
    n: int
    metrics: dict[str, float]
    baseline: dict[str, float]
    predictions: list[dict[str, Any]] = field(default_factory=list)


def as_line(result: Result, seconds: float) -> str:
    """Return a result as one line of JSON."""
    return json.dumps(
        {
            "task": result.task,
            "corpus": result.corpus,
            "n": result.n,
            "metrics": _rounded(result.metrics),
            "baseline": _rounded(result.baseline),
            "seconds": round(seconds, 1),
        },
        ensure_ascii=False,
    )


def as_table(result: Result, seconds: float) -> str:
    """Return a result as lines for people."""
    lines = [f"{result.task} / {result.corpus}: {result.n} in {seconds:.1f} s"]
    for name, value in _rounded(result.metrics).items():
        beside = _rounded(result.baseline).get(name)
        lines.append(f"  {name:<22} {value:>10.4g}" + (f"   (baseline {beside:.4g})" if beside is not None else ""))
    return "\n".join(lines)


def write_predictions(path: Path, results: list[Result]) -> None:
    """Write what was predicted as JSON lines, each with its task and corpus."""
    with path.open("w", encoding="utf-8") as lines:
        for result in results:
            for row in result.predictions:
                lines.write(
                    json.dumps({"task": result.task, "corpus": result.corpus, **row}, ensure_ascii=False) + "\n"
                )


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
