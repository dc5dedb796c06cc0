"""Knows the words by which a report says on whose say-so something stands (data/cues.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.records import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A verb that puts content on a source. ``takes`` holds "clause", "object", "infinitive"."""

    words: str
    group: str
    certainty: Certainty
    hedged: bool
    factive: bool
    takes: frozenset[str]
    kind: str
    example: str


def load(name: str) -> dict[str, object]:
    """Return a data file of this room as a dictionary."""
    return tomllib.loads(resources.files("sayso.claims").joinpath(f"data/{name}").read_text(encoding="utf-8"))


def table(name: str, key: str) -> dict[str, str]:
    """Return one table of words and examples from a data file, or nothing where there is none."""
    found = load(name).get(key)
    return {str(word): str(example) for word, example in found.items()} if isinstance(found, dict) else {}


@cache
def verbs() -> dict[str, tuple[Cue, ...]]:
    """Return the cues by the lemma of their verb, those with a particle ("point out") first."""
    found: dict[str, list[Cue]] = {}
    for group, entry in load("cues.toml").items():
        if not isinstance(entry, dict) or "words" not in entry:
            continue
        for words, example in entry["words"].items():
            cue = Cue(
                words=words,
                group=group,
                certainty=Certainty(entry["certainty"]),
                hedged=bool(entry["hedged"]),
                factive=bool(entry["factive"]),
                takes=frozenset(entry["takes"]),
                kind=str(entry["kind"]),
                example=str(example),
            )
            found.setdefault(words.split()[0], []).append(cue)
    return {lemma: tuple(sorted(group, key=lambda cue: -len(cue.words.split()))) for lemma, group in found.items()}


@cache
def idioms() -> frozenset[tuple[str, str]]:
    """Return the verbs and objects, by lemma, that together say nothing ("claim", "life")."""
    pairs = (words.split() for words in table("cues.toml", "idioms"))
    return frozenset((verb, noun) for verb, noun in pairs)


@cache
def adverbs() -> frozenset[str]:
    """Return the adverbs of hearsay ("reportedly")."""
    return frozenset(table("cues.toml", "adverbs"))


@cache
def nouns() -> frozenset[str]:
    """Return the lemmas of nouns that carry a source's content ("claim", "report")."""
    return frozenset(table("cues.toml", "nouns"))


@cache
def prepositions() -> tuple[tuple[str, ...], ...]:
    """Return the words that stand before a source ("according to"), as tuples of words, longest first."""
    return tuple(
        sorted((tuple(words.split()) for words in table("cues.toml", "prepositions")), key=lambda w: (-len(w), w))
    )


@cache
def prepositions_by_first_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the same by their first word, in the same order."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in prepositions():
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


@cache
def idle() -> frozenset[str]:
    """Return the words of things, days and happenings, which cannot speak."""
    return frozenset(table("source_kinds.toml", "not_speakers"))


@cache
def furniture() -> frozenset[str]:
    """Return the first words of labels that belong to the page ("Watch", "Related", "By")."""
    return frozenset(table("source_kinds.toml", "not_labels"))
