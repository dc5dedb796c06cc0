"""Every entry of the claims' word lists is read in the example beside it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from sayso.claims import kinds, nouns
from sayso.claims.background import is_cumulative, is_natural, is_reference
from sayso.claims.statements import statements_of
from sayso.claims.trees import Tree
from sayso.engines.spacy_parser import SpacyParser
from sayso.records import ClaimKind, Passage, PassageKind
from sayso.text.numbers import quantities_in


def data(name: str) -> dict[str, Any]:
    """Return a data file of the claims room."""
    return tomllib.loads(resources.files("sayso.claims").joinpath(f"data/{name}").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("group", "test"), [("cumulative", is_cumulative), ("reference", is_reference), ("natural", is_natural)]
)
def test_each_pattern_of_background_finds_its_example(group: str, test: Any) -> None:
    for pattern, example in data("background.toml")[group].items():
        assert re.search(pattern, example, re.IGNORECASE), pattern
        assert test(example)


def test_plain_news_is_no_background() -> None:
    text = "Three people were killed when a bus hit a wall on Tuesday."
    assert not is_cumulative(text)
    assert not is_reference(text)
    assert not is_natural(text)


def test_no_noun_stands_in_two_classes_of_people() -> None:
    counts = Counter(
        noun
        for name, table in data("people.toml").items()
        if name not in {"bodies", "pairs", "endings", "no_people"}
        for noun in table["nouns"]
    )
    assert [noun for noun, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("file", ["people.toml", "things.toml", "frames.toml", "sides.toml", "forms.toml"])
def test_each_list_has_an_example_that_holds_one_of_its_words(file: str) -> None:
    for name, table in data(file).items():
        words = table.get("nouns") or table.get("words") or table.get("of") or table["names"]
        flat = [w for group in words.values() for w in group] if isinstance(words, dict) and name == "bodies" else words
        low = table["example"].lower()
        assert any(_found(word.lower(), low) for word in flat), (file, name)


def _found(word: str, text: str) -> bool:
    """Tell whether a word stands in a text, inflected or not."""
    irregular = {v: k for k, v in kinds.irregular().items()}
    stems = {word, word.rstrip("e"), word.rstrip("y"), word.replace("man", "men"), irregular.get(word, word)}
    stems |= {form for form, lemma in kinds.irregular().items() if lemma == word}
    stems |= {"ate"} if word == "eat" else set()
    stems |= {"known"} if word == "know" else set()
    return any(stem in text for stem in stems)


def test_the_class_of_a_noun_is_found_in_the_plural_too() -> None:
    assert nouns.class_of("servicemen") is nouns.class_of("serviceman")
    assert nouns.class_of("policewomen") is nouns.class_of("policewoman")
    assert nouns.class_of("bill") is None


@pytest.mark.slow
@pytest.mark.xdist_group("sentences")
def test_each_word_of_a_kind_is_read_in_its_example() -> None:
    entries = kinds.entries()
    parses = SpacyParser().parse([entry.example for entry in entries])
    unread: list[str] = []
    for entry, parse in zip(entries, parses, strict=True):
        passage = Passage(
            id="psg_x", report="rpt_x", start=0, end=len(parse.text), kind=PassageKind.SENTENCE, paragraph=0
        )
        said = statements_of(Tree(passage, parse), quantities_in(parse.text), lambda _: False)
        if entry.kind not in {statement.kind for statement in said}:
            unread.append(f"{entry.rule}: {entry.example}")
    assert unread == []


def test_every_kind_has_words() -> None:
    assert {entry.kind for entry in kinds.entries()} == set(ClaimKind)
