"""Knows when words tell of what did not (yet) happen: wishes, plans, conditions, forecasts and fiction."""

from __future__ import annotations

import re

from sayso.claims.figures import ORDINALS
from sayso.claims.frames import listed
from sayso.claims.grammar import is_verb, lemma
from sayso.claims.nouns import fiction
from sayso.claims.trees import Tree

_FUTURE = frozenset(
    {"will", "'ll", "’ll", "would", "'d", "’d", "shall", "should", "can", "could", "ca", "wo", "must", "ought"}
)
_EPISTEMIC = frozenset({"may", "might", "could", "must"})
_WITHOUT = frozenset({"without", "against", "from", "instead", "before", "for", "than"})
_SUPPOSED = re.compile(
    r"(?i)^\W*(?:now |just |let us |let's )?(?:imagine|suppose|supposing|assume|what if|picture (?:a|an|the|this|that)|"
    r"say that|envisage)\b"
)
"""Openings that ask the reader to think of something that did not happen."""

_FORESEEN = frozenset(
    {"expect", "forecast", "predict", "plan", "schedule", "approach", "loom", "threaten", "project", "slate"}
)
_FALSE = frozenset(
    {"fake", "false", "untrue", "baseless", "unfounded", "fabricated", "fabrication", "lie", "nonsense", "hoax"}
    | {"invented", "groundless", "fictitious", "propaganda", "incorrect", "disinformation", "misinformation"}
)
_TOLD = frozenset({"claim", "report", "allegation", "accusation", "rumour", "rumor", "story", "talk", "suggestion"})
_SCORE = re.compile(
    r"(?i)\b(?:beat|beats|beaten|destroy(?:ed|s)?|thrash(?:ed|es)?|hammer(?:ed|s)?|rout(?:ed|s)?|crush(?:ed|es)?|defeat(?:ed|s)?|"
    r"massacred?s?|won|wins?|lost|loses?|drew|demolish(?:ed|es)?|annihilat(?:ed|es)|edged?|stunned)\b[^.;]{0,40}?"
    r"(?<![\d-])\d{1,2}[-–]\d{1,2}(?![\d-]|\s?(?:years?|months?|days?|weeks?|hours?|miles?|percent|per cent|%))"
)
_FORECAST = re.compile(
    r"(?i)\b(?:forecast(?:ers?|s)?|(?:is|are) (?:expected|due|set|likely) to (?:hit|strike|reach|bring|make landfall)|"
    r"make landfall|(?:storm|weather|flood|tornado|hurricane) (?:warning|watch)|approach(?:es|ing) the coast)\b"
)
_CORRECTION = re.compile(
    r"(?i)\b(?:earlier|previous|original|initial) (?:version|edition)s?\b|^\W*(?:corrections?|clarification)\b\s*[:.-]|"
    r"\b(?:story|article|report|headline) (?:has been|was|is being) (?:corrected|amended)\b|\bthis corrects\b"
)
_CONDITIONS = frozenset({"if", "unless", "lest", "whether"})


def _modal(tree: Tree, verb: int) -> bool:
    """Tell whether a verb stands under a modal that takes it out of what happened."""
    auxiliaries = tree.children(verb, "aux")
    words = [tree.tokens[a].text.lower() for a in auxiliaries]
    perfect = "have" in words or "'ve" in words
    for word in words:
        if word in _EPISTEMIC and perfect:
            continue
        if word in _FUTURE and not (perfect and word in _EPISTEMIC):
            return True
        if word in {"may", "might"} and tree.tokens[verb].tag == "VB" and lemma(tree, verb) not in {"be", "remain"}:
            return True
    return False


def _infinitive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is an infinitive of purpose, wish or plan."""
    words = [tree.tokens[a].text.lower() for a in tree.children(verb, "aux")]
    if "to" not in words:
        return False
    if "have" in words:
        return False
    token = tree.tokens[verb]
    governor = lemma(tree, token.head) if token.head != verb else ""
    held = token.dep in {"xcomp", "acl", "ccomp", "oprd", "relcl"} and governor in listed("real_infinitives")
    ranked = token.dep in {"acl", "relcl"} and any(
        lemma(tree, c) in ORDINALS | {"first", "last", "latest", "only"} for c in tree.children(token.head, "amod")
    )
    return not (held or ranked)  # "the sixth soldier to be killed" was killed


def _conditional(tree: Tree, verb: int) -> bool:
    marks = [tree.tokens[m].text.lower() for m in tree.children(verb, "mark", "advmod")]
    return any(mark in _CONDITIONS for mark in marks)


def _avoided(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    if token.tag != "VBG" or token.head == verb:
        return False
    head = tree.tokens[token.head]
    if token.dep == "pcomp" and head.text.lower() in {"without", "against", "instead", "of"}:
        if head.text.lower() == "of":
            return lemma(tree, head.head) in {"instead", "threat", "risk", "danger", "way", "goal", "aim", "fear"}
        return True
    return token.dep in {"xcomp", "dobj", "pcomp"} and lemma(tree, token.head) in listed("avoiding")


def _imagined(tree: Tree, index: int) -> bool:
    """Tell whether the words stand in what is told of a film, a book, a game or a drill."""
    known = fiction()
    for ancestor in tree.ancestors(index):
        if lemma(tree, ancestor) in known and tree.tokens[ancestor].pos == "NOUN":
            return True
        if is_verb(tree, ancestor) or ancestor == tree.root_of(index):
            for child in tree.children(ancestor):
                nodes = [child, *tree.children(child, "pobj")]
                if any(lemma(tree, n) in known and tree.tokens[n].pos == "NOUN" for n in nodes):
                    return True
    return any(
        lemma(tree, n) in known and tree.tokens[n].pos == "NOUN"
        for child in tree.children(index)
        for n in [child, *tree.children(child, "pobj")]
    )


def is_correction(text: str) -> bool:
    """Tell whether a passage takes back what an earlier version of the report said."""
    return _CORRECTION.search(text) is not None


def is_match(text: str) -> bool:
    """Tell whether a passage tells of a match of games: one side beat, drew with or destroyed another by a score."""
    return _SCORE.search(text) is not None


def is_forecast(text: str) -> bool:
    """Tell whether a text forecasts what is still to come."""
    return _FORECAST.search(text) is not None


def is_belied(tree: Tree, index: int) -> bool:
    """Tell whether what a word tells of is called false: "claims of a massacre were fake news"."""
    for node in tree.ancestors(index):
        if lemma(tree, node) not in _TOLD or tree.tokens[node].pos not in {"NOUN", "VERB"}:
            continue
        verb = tree.tokens[node].head
        stated = tree.child(verb, "attr", "acomp", "oprd") if tree.tokens[node].dep.startswith("nsubj") else None
        if stated is not None and {tree.tokens[i].text.lower() for i in tree.subtree(stated)} & _FALSE:
            return True
    return False


def _foreseen(tree: Tree, index: int) -> bool:
    """Tell whether a happening's noun is the subject of what is only expected: "a storm is forecast to hit"."""
    while tree.tokens[index].dep == "compound" and tree.tokens[index].head > index:
        index = tree.tokens[index].head
    token = tree.tokens[index]
    if token.dep not in {"nsubj", "nsubjpass"} or not token.tag.startswith("NN"):
        return False
    if lemma(tree, token.head) in _FORESEEN:
        return True
    return any(test(tree, token.head) for test in (_modal,)) and is_verb(tree, token.head)


def is_unreal(tree: Tree, index: int) -> bool:
    """Tell whether what a word tells of is not told as something that happened or is so."""
    if _SUPPOSED.match(tree.text) or _foreseen(tree, index):
        return True
    if _imagined(tree, index):
        return True
    if tree.text.rstrip().endswith("?") and not tree.text.lstrip().startswith(('"', "“")):
        return True
    for node in [index, *tree.ancestors(index)]:
        token = tree.tokens[node]
        if is_verb(tree, node) and any(test(tree, node) for test in (_modal, _infinitive, _conditional, _avoided)):
            return True
        if lemma(tree, node) in listed("wishing") and node != index and _under_wish(tree, node, index):
            return True
        if is_verb(tree, node) and token.dep in {"ccomp", "relcl", "advcl", "parataxis"} and _closes(tree, node):
            return False
    return False


def _under_wish(tree: Tree, node: int, index: int) -> bool:
    """Tell whether a word of wishing governs ``index`` through an infinitive or "of"."""
    path = [index, *tree.ancestors(index)]
    below = path[path.index(node) - 1]
    return tree.tokens[below].dep in {"xcomp", "acl", "pcomp"} and any(
        tree.tokens[a].text.lower() == "to" for a in tree.children(below, "aux")
    )


def _closes(tree: Tree, node: int) -> bool:
    """Tell whether a finite clause shuts off what stands above it from what stands in it."""
    finite = tree.child(node, "nsubj", "nsubjpass") is not None and tree.tokens[node].tag in {
        "VBD",
        "VBZ",
        "VBP",
        "VBN",
        "VBG",
    }
    if not finite:
        return False
    head = tree.tokens[node].head
    # "If the dam breaks, 30,000 will drown": a condition above does not reach the clause it depends on.
    return not _conditional(tree, node) and not (tree.tokens[node].dep == "advcl" and _conditional(tree, head))
