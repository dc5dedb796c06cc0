"""Every word of the attribution tables does what its example shows."""

from __future__ import annotations

from functools import cache

import pytest

from hand_read import attributions_in, gazetteer, parse_of
from sayso.claims import cues
from sayso.claims.commitment import factuality_at
from sayso.claims.cues import load
from sayso.claims.sources import _KIND_ORDER, Described, describe
from sayso.claims.trees import Tree

pytestmark = pytest.mark.slow


@cache
def described(example: str) -> Described:
    words = f"{example[0].upper()}{example[1:]} said that it rained."
    parse = parse_of(words)
    inside = [i for i, token in enumerate(parse.tokens) if token.end <= len(example)]
    return describe(Tree(None, parse), inside, gazetteer())


def test_each_verb_is_a_cue_in_its_example() -> None:
    missed = []
    for lemma, group in cues.verbs().items():
        for cue in group:
            found = " ".join(words for a, words in attributions_in(cue.example))
            if lemma[:4] not in found and not any(
                token.lemma.lower() == lemma and token.text in found for token in parse_of(cue.example).tokens
            ):
                missed.append((cue.group, cue.words))
    assert missed == []


@pytest.mark.parametrize("section", ["adverbs", "nouns", "prepositions"])
def test_each_other_cue_is_found_in_its_example(section: str) -> None:
    examples = cues.table("cues.toml", section)
    missed = [
        word
        for word, example in examples.items()
        if not any(word[:4].lower() in words.lower() for _, words in attributions_in(example))
    ]
    assert missed == []


@pytest.mark.parametrize("section", ["nouns", "platforms", "verbs"])
def test_each_channel_is_named_in_its_example(section: str) -> None:
    found = load("channels.toml")[section]
    assert isinstance(found, dict)
    missed = [
        word
        for word, (name, _, example) in found.items()
        if not any(name in (a.channel or "") for a, _ in attributions_in(example))
    ]
    assert missed == []


_ENDINGS = [
    f"endings_{kind}"
    for kind in ("party", "media", "company", "military", "police", "medical", "expert", "organisation", "official")
]


@pytest.mark.parametrize("kind", [*_KIND_ORDER, *_ENDINGS])
def test_each_noun_tells_its_kind_of_source(kind: str) -> None:
    words = cues.table("source_kinds.toml", kind)
    wrong = [word for word, example in words.items() if described(example).kind != kind.removeprefix("endings_")]
    assert wrong == []


def test_each_wording_names_its_institution_and_whose_it_is() -> None:
    wrong = []
    for name, entry in load("institutions.toml").items():
        assert isinstance(entry, dict)
        for words, example in entry["words"].items():
            found = described(str(example).partition("|")[0])
            if found.institution is None or found.institution.id != name or not found.particular_office:
                wrong.append(words)
    assert wrong == []


def test_each_hedge_gives_its_value() -> None:
    wrong = []
    for section, entries in load("hedges.toml").items():
        assert isinstance(entries, dict)
        for word, (value, example) in entries.items():
            at = example.index("*")
            parse = parse_of(example.replace("*", ""))
            event = next(i for i, token in enumerate(parse.tokens) if token.start <= at < token.end)
            if factuality_at(parse, event) != value:
                wrong.append((section, word, factuality_at(parse, event)))
    assert wrong == []
