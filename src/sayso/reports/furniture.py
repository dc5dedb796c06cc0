"""The rules by which single lines and sentences are known as page furniture, read from their table."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.records import ApartKind

LONGEST_LINE = 700
"""Characters. Furniture is short; longer lines are not looked at, which also bounds the time that patterns take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of furniture: the pattern that a whole line (or sentence, or a line's beginning) matches."""

    name: str
    kind: ApartKind
    pattern: re.Pattern[str]
    where: str
    run: bool
    most_words: int
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of the table, in its order."""
    table = tomllib.loads(files("sayso.reports").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            name=entry["name"],
            kind=ApartKind(entry["kind"]),
            pattern=re.compile(entry["pattern"], re.VERBOSE | (0 if entry.get("case") else re.IGNORECASE)),
            where=entry.get("where", "line"),
            run=entry.get("run", False),
            most_words=entry.get("most_words", 60),
            examples=tuple(entry["examples"]),
            counter=tuple(entry["counter"]),
        )
        for entry in table["rule"]
    )


def rule_of_line(line: str, *, at_edge: bool = False) -> Rule | None:
    """Return the first rule by which a whole line is furniture, or None; ``at_edge`` among a text's outer lines."""
    return _first(line, ("line", "sentence", "edge") if at_edge else ("line", "sentence"))


def rule_of_sentence(sentence: str) -> Rule | None:
    """Return the first rule by which a sentence within a paragraph is furniture, or None."""
    return _first(sentence, ("sentence",))


def rule_of_beginning(line: str) -> tuple[Rule, int] | None:
    """Return the rule by which the beginning of a line is furniture glued to it, and where that ends, or None."""
    for rule in rules():
        if rule.where == "prefix":
            match = rule.pattern.match(line)
            if match:
                return rule, match.end()
    return None


def _first(words: str, where: tuple[str, ...]) -> Rule | None:
    if not words or len(words) > LONGEST_LINE:
        return None
    count = len(words.split())
    for rule in rules():
        if rule.where in where and count <= rule.most_words and rule.pattern.fullmatch(words):
            return rule
    return None
