"""Knows what each feature weighs, and turns a table of features into a score and a sentence."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from math import exp

Features = tuple[tuple[str, float], ...]
"""A readable table: each feature's name and what it adds to the log-odds."""


@functools.cache
def weights(scope: str) -> dict[str, float]:
    """Return the weights of ``scope``, "inside" one report or "across" two, in log-odds."""
    table = tomllib.loads(files("sayso.events").joinpath("weights.toml").read_text(encoding="utf-8"))
    return {name: float(entry["weight"]) for name, entry in table[scope].items()}


def weighed(scope: str, found: Sequence[tuple[str, float]]) -> Features:
    """Return the features with their weights: ``found`` holds names and how many times each counts."""
    table = weights(scope)
    return (("prior", table["prior"]), *((name, round(times * table[name], 3)) for name, times in found))


def score_of(features: Features) -> float:
    """Return the probability-like score in (0, 1) of a table of features: the logistic of their sum."""
    return round(1 / (1 + exp(-sum(value for _, value in features))), 6)


def sentence(features: Features) -> str:
    """Return a sentence that names what speaks for and what against, strongest first."""
    ranked = sorted(features, key=lambda feature: (-abs(feature[1]), feature[0]))
    speaks_for = [name.replace("_", " ") for name, value in ranked if value > 0]
    against = [name.replace("_", " ") for name, value in ranked if value < 0 and name != "prior"]
    words = "for: " + (", ".join(speaks_for) or "nothing")
    return words + ("; against: " + ", ".join(against) if against else "")
