"""The tables that linking, tracing and weighing read: each entry is whole, and each example is what it says."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from sayso.assessments.grades import table as grades
from sayso.assessments.revisions import words as revision_words
from sayso.events import kinds
from sayso.events.weights import weights
from sayso.origins.evidence import strengths
from sayso.origins.voices import head_phrase, unnamed_nouns
from sayso.origins.wires import agencies
from sayso.records import ClaimKind, DependencyKind
from sayso.text.names import fold
from sayso.text.shingles import content_words, function_words


def read(package: str, path: str) -> dict[str, object]:
    return tomllib.loads(files(package).joinpath(path).read_text(encoding="utf-8"))


def test_every_kind_has_its_line_and_an_example() -> None:
    assert set(kinds.table()) == set(ClaimKind)
    assert all(entry.title and entry.example for entry in kinds.table().values())
    known = {kind.value for kind in ClaimKind} | {"*"}
    assert all(entry.fits <= known for entry in kinds.table().values())


def test_kinds_fit_both_ways() -> None:
    for one in ClaimKind:
        for other in ClaimKind:
            assert kinds.fit(one, other) == kinds.fit(other, one)
    assert kinds.fit(ClaimKind.KILLED, ClaimKind.POISONING)
    assert not kinds.fit(ClaimKind.POISONING, ClaimKind.SHELLING)


@pytest.mark.parametrize("scope", ["inside", "across"])
def test_every_weight_has_an_example(scope: str) -> None:
    raw = read("sayso.events", "weights.toml")[scope]
    assert isinstance(raw, dict)
    assert all(entry["example"] for entry in raw.values())
    assert set(weights(scope)) == set(raw)


def test_every_kind_of_evidence_has_a_strength() -> None:
    assert {kind.value for kind in DependencyKind} <= set(strengths())
    assert all(0 < strength <= 1 for strength in strengths().values())


def test_every_unnamed_noun_stands_last_in_its_example() -> None:
    for entries in read("sayso.origins", "data/unnamed.toml").values():
        assert isinstance(entries, dict)
        for noun, example in entries.items():
            assert noun in unnamed_nouns()
            assert noun in head_phrase(example).split()


def test_every_role_stands_in_its_example() -> None:
    [roles] = read("sayso.origins", "data/roles.toml").values()
    assert isinstance(roles, dict)
    assert all(role in example for role, example in roles.items())


def test_every_agency_is_credited_in_its_example() -> None:
    [table] = read("sayso.origins", "data/wires.toml").values()
    assert isinstance(table, dict)
    for name, entry in table.items():
        credited = entry["example"].partition("(")[2].partition(")")[0]
        assert agencies()[fold(credited)] == name


def test_every_function_word_is_known_and_the_examples_keep_what_they_tell() -> None:
    groups = read("sayso.text", "data/function_words.toml")["class"]
    assert isinstance(groups, list)
    for group in groups:
        assert group["words"].split()
        assert set(group["words"].split()) <= function_words()
        kept = content_words(group["example"])
        assert 0 < len(kept) < len(group["example"].split())


def test_every_word_of_revision_stands_in_its_example() -> None:
    for group, words in read("sayso.assessments", "data/revisions.toml").items():
        for word, example in words.items():
            assert word in example.lower(), word
        assert set(revision_words(group)) == set(words)


def test_every_grade_has_an_example_and_none_confirms() -> None:
    for line in grades():
        assert line["example"]
        assert 1 <= line["credibility"] <= 6
        assert line["airwars"] in {"fair", "weak", "contested", "discounted"}


def test_every_word_of_the_night_stands_in_its_example() -> None:
    for words in read("sayso.events", "nights.toml").values():
        assert isinstance(words, dict)
        assert all(word in example for word, example in words.items())
