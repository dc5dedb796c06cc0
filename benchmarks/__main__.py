"""``python -m benchmarks TASK``: measure Sayso on the corpora of a task and print one result per corpus."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpora import corpora_folder, corpora_of
from benchmarks.floors import breaches
from benchmarks.results import Result, as_line, as_table, write_predictions

TASKS = (
    "incidents",
    "bindings",
    "counts",
    "attribution",
    "times",
    "places",
    "certainty",
    "coreference",
    "extraction",
    "speed",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 where a figure is under its floor (with ``--check``)."""
    options = _options(arguments)
    tasks = TASKS if options.task == "all" else (options.task,)
    results: list[Result] = []
    faults: list[str] = []
    skipped = 0
    for task in tasks:
        module = importlib.import_module(f"benchmarks.{task}")
        needs: tuple[str, ...] = getattr(module, "NEEDS", ())
        named: str = getattr(module, "FOLDER", task)
        folders = corpora_of(corpora_folder(options.corpora), named) if needs else [None]
        usable = [folder for folder in folders if folder is None or all((folder / name).is_file() for name in needs)]
        if not usable:
            skipped += 1
            _say_skipped(task, as_json=options.json)
        for folder in usable:
            begun = time.perf_counter()
            result: Result = module.measure(folder, limit=options.limit)
            seconds = time.perf_counter() - begun
            print(as_line(result, seconds) if options.json else as_table(result, seconds), flush=True)
            results.append(result)
            faults += breaches(result) if options.check else []
    if options.predictions:
        write_predictions(Path(options.predictions), results)
    for fault in faults:
        print(fault, file=sys.stderr)
    if skipped:
        print(f"{skipped} skipped", file=sys.stderr)
    return 1 if faults else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("task", choices=[*TASKS, "all"])
    parser.add_argument("--corpora", metavar="DIR", help="folder of corpora, one folder per task in it")
    parser.add_argument("--json", action="store_true", help="one line of JSON per corpus")
    parser.add_argument("--predictions", metavar="FILE", help="write what was predicted, as JSON lines")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N documents by id")
    parser.add_argument("--check", action="store_true", help="fail where a figure is under its floor")
    return parser.parse_args(arguments)


def _say_skipped(task: str, *, as_json: bool) -> None:
    why = "corpus absent"
    print(json.dumps({"task": task, "skipped": why}) if as_json else f"{task}: skipped: {why}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
