"""Knows the words that say that something of a kind happened, by where the affected stand (data/kinds.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sayso.claims.cues import load
from sayso.records import PEOPLE_KINDS, THING_KINDS, ClaimKind

COUNTED = (
    PEOPLE_KINDS
    | THING_KINDS
    | {
        ClaimKind.TRANSFER_OF_TERRITORY,
        ClaimKind.ABDUCTION,
        ClaimKind.SHOOTING,
    }
)
"""Kinds of which a figure counts something; of other happenings a number is none of ours."""

SLOTS = (
    "object",
    "subject",
    "state",
    "self",
    "event",
    "toll",
    "phrase",
    "taking",
    "into",
    "result",
    "none",
    "among",
    "struck",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One entry: words that speak of ``kind``; ``slot`` says where the affected stand, or what the verb's object is."""

    kind: ClaimKind
    slot: str
    words: tuple[str, ...]
    example: str

    @property
    def rule(self) -> str:
        return f"{self.kind.value}.{self.slot}.{'-'.join(self.words)}"


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.lower().replace("_", " ").replace("-", " - ").split())


def _entries(kind: ClaimKind, slot: str, words: Mapping[str, object]) -> list[Word]:
    return [
        Word(kind=kind, slot=slot, words=_split(word), example=example)
        for word, example in words.items()
        if isinstance(example, str)
    ]


@cache
def entries() -> tuple[Word, ...]:
    """Return every entry of the table, in its order."""
    found: list[Word] = []
    for name, table in load("kinds.toml").items():
        kind = ClaimKind(name)
        if not isinstance(table, dict):
            continue
        for slot, words in table.items():
            if slot == "verb":
                for wanted, verbs in words.items():
                    found += _entries(kind, f"verb.{wanted}", verbs)
            else:
                found += _entries(kind, slot, words)
    return tuple(found)


@cache
def by_first_word(*slots: str) -> dict[str, tuple[Word, ...]]:
    """Return the entries of some slots by their first word, those of more words first."""
    found: dict[str, list[Word]] = {}
    for entry in entries():
        if entry.slot in slots or (entry.slot.startswith("verb.") and "verb" in slots):
            found.setdefault(entry.words[0], []).append(entry)
    return {word: tuple(sorted(group, key=lambda entry: -len(entry.words))) for word, group in found.items()}


@cache
def by_last_word(*slots: str) -> dict[str, tuple[Word, ...]]:
    """Return the entries of some slots by their last word, those of more words first."""
    found: dict[str, list[Word]] = {}
    for entry in entries():
        if entry.slot in slots:
            found.setdefault(entry.words[-1], []).append(entry)
    return {word: tuple(sorted(group, key=lambda entry: -len(entry.words))) for word, group in found.items()}


@cache
def irregular() -> dict[str, str]:
    """Return the lemmas of irregular past forms."""
    table = load("forms.toml")["forms"]
    return {str(form): str(lemma) for form, lemma in table["of"].items()} if isinstance(table, dict) else {}


def of_people(kind: ClaimKind) -> bool:
    """Tell whether a kind is of people."""
    return kind in PEOPLE_KINDS


def of_things(kind: ClaimKind) -> bool:
    """Tell whether a kind is of things."""
    return kind in THING_KINDS
