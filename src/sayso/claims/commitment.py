"""Knows how far the outlet and its source commit to an event: FactBank's values read off the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.claims import cues
from sayso.claims.chains import attributions_at
from sayso.claims.cues import load
from sayso.claims.trees import Tree
from sayso.ports import Parse
from sayso.records import Attribution, Certainty, Commitment, Passage, Report

_SCORES = {
    Certainty.CERTAIN: 3.0,
    Certainty.PROBABLE: 2.0,
    Certainty.POSSIBLE: 1.0,
    Certainty.UNKNOWN: 0.0,
    Certainty.POSSIBLY_NOT: -1.0,
    Certainty.PROBABLY_NOT: -2.0,
    Certainty.CERTAINLY_NOT: -3.0,
}
_OPPOSITE = {
    Certainty.CERTAIN: Certainty.CERTAINLY_NOT,
    Certainty.PROBABLE: Certainty.PROBABLY_NOT,
    Certainty.POSSIBLE: Certainty.POSSIBLY_NOT,
    Certainty.UNKNOWN: Certainty.UNKNOWN,
    Certainty.POSSIBLY_NOT: Certainty.POSSIBLE,
    Certainty.PROBABLY_NOT: Certainty.PROBABLE,
    Certainty.CERTAINLY_NOT: Certainty.CERTAIN,
}


_OF_NOUGHT = {
    Certainty.CERTAINLY_NOT: Certainty.CERTAIN,
    Certainty.PROBABLY_NOT: Certainty.PROBABLE,
    Certainty.POSSIBLY_NOT: Certainty.POSSIBLE,
}


def of_nought(found: Commitment) -> Commitment:
    """Return the commitment to a figure of none: "no deaths" is a certain nought, not a doubtful figure."""
    return Commitment(
        outlet=_OF_NOUGHT.get(found.outlet, found.outlet),
        source=_OF_NOUGHT.get(found.source, found.source) if found.source is not None else None,
    )


def of_the_untrue(found: Commitment) -> Commitment:
    """Return a commitment turned round, for what the same words call false."""
    turned = {Certainty.CERTAIN: Certainty.CERTAINLY_NOT, Certainty.UNKNOWN: Certainty.UNKNOWN}
    if found.source is not None:
        return Commitment(outlet=found.outlet, source=turned.get(found.source, found.source))
    return Commitment(outlet=turned.get(found.outlet, found.outlet), source=None)


def score(certainty: Certainty) -> float:
    """Return a value as a number from -3 (certainly not) to +3 (certain), the scale of the UW factuality data."""
    return _SCORES[certainty]


@cache
def _values(section: str) -> dict[str, Certainty]:
    found = load("hedges.toml").get(section)
    return {str(word): Certainty(entry[0]) for word, entry in found.items()} if isinstance(found, dict) else {}


_CROWD = {
    Certainty.CERTAIN: 3.0,
    Certainty.PROBABLE: 2.4,
    Certainty.POSSIBLE: 1.5,
    Certainty.UNKNOWN: 1.4,
    Certainty.POSSIBLY_NOT: -1.4,
    Certainty.PROBABLY_NOT: -1.6,
    Certainty.CERTAINLY_NOT: -2.0,
}


def crowd_score(certainty: Certainty) -> float:
    """Return the number from -3 to +3 that untrained readers give to a value.

    Medians of the readers' marks in the training part of the UW factuality data (Lee et al. 2015), where readers take
    what is wished, planned or asked for as rather likely than unknown.
    """
    return _CROWD[certainty]


def commitment_at(
    report: Report, passage: Passage, parse: Parse, token_index: int, attributions: Sequence[Attribution]
) -> Commitment:
    """Return how far the outlet, and the innermost source, commit to the event that a token names.

    Under somebody's word the outlet's value is Uu unless the cue commits it too ("confirmed").
    """
    tree = Tree(passage, parse)
    start, end = tree.start(token_index), tree.end(token_index)
    holding = attributions_at(attributions, start, end, report.text)
    if not holding:
        own = factuality_at(parse, token_index, whole=True)
        return Commitment(outlet=Certainty.UNKNOWN if in_scare_quotes(report, start, end) else own, source=None)
    innermost = holding[-1]
    if len(holding) > 1 and innermost.name is None and " speech.noun" in innermost.made_by:
        # "denied reports that": the reports are nobody's, and who denies them says that it is not so.
        outer = holding[-2]
        if score(outer.verb_certainty) < 0 and outer.name is not None:
            innermost = outer
    own = factuality_at(parse, token_index, whole=False, stop_before=_cue_index(tree, innermost))
    if score(innermost.verb_certainty) > 0:
        own = combined(_called_false(tree, token_index), own)
    source = combined(innermost.verb_certainty, own)
    factive = all(".factive" in attribution.made_by and not attribution.hedged for attribution in holding)
    outlet = source if factive and source is Certainty.CERTAIN else Certainty.UNKNOWN
    return Commitment(outlet=outlet, source=source)


_FALSE = frozenset(
    {
        "false",
        "fake",
        "untrue",
        "baseless",
        "unfounded",
        "groundless",
        "wrong",
        "lie",
        "lies",
        "fabrication",
        "fabrications",
        "fabricated",
        "nonsense",
        "hoax",
        "fiction",
        "propaganda",
        "disinformation",
        "misinformation",
        "rubbish",
        "absurd",
        "bogus",
        "untruth",
        "invention",
        "slander",
        "myth",
        "concocted",
        "invented",
        "staged",
        "incorrect",
    }
)
_TALK = frozenset(("claim", "report", "allegation", "accusation", "rumour", "rumor", "story", "account", "suggestion"))


def _called_false(tree: Tree, token_index: int) -> Certainty:
    """Return CT- for what stands in "claims of X were false" and "called reports of X a lie", else CT+."""
    for node in [token_index, *tree.ancestors(token_index)]:
        token = tree.tokens[node]
        if token.pos not in {"NOUN", "PROPN"} or token.lemma.lower() not in _TALK:
            continue
        above = tree.tokens[token.head]
        verdict: set[int] = set()
        if token.dep in {"nsubj", "nsubjpass"} and tree.child(token.head, "neg") is None:
            verdict = set(tree.subtree(token.head)) - set(tree.subtree(node))
        elif token.dep == "dobj" and above.lemma.lower() in _CALLING:
            verdict = {t for t in tree.subtree(token.head) if t > token_index}
        if {tree.tokens[t].text.lower() for t in verdict} & _FALSE:
            return Certainty.CERTAINLY_NOT
    return Certainty.CERTAIN


_CALLING = frozenset(("call", "dismiss", "describe", "reject", "brand", "label", "denounce", "dub", "term", "deride"))


def _cue_index(tree: Tree, attribution: Attribution) -> int | None:
    """Return the verb of an attribution's cue in this passage, None where the cue stands elsewhere."""
    for span in attribution.cue:
        inside = tree.inside(span.start, span.end)
        verbs = [i for i in inside if tree.tokens[i].tag.startswith("VB")]
        if inside:
            return (verbs or inside)[-1]
    return None


def factuality_at(parse: Parse, token_index: int, *, whole: bool = True, stop_before: int | None = None) -> Certainty:
    """Return how certain the words of one passage make an event, up to the whole sentence or up to a cue.

    ``whole`` reads through verbs of speech and thought too; ``stop_before`` is the token of the cue to stop at.
    """
    tree = Tree(None, parse)
    value = Certainty.CERTAIN
    node = token_index
    while parse.tokens[node].dep in {"aux", "auxpass"} and parse.tokens[node].head != node:
        node = parse.tokens[node].head
    previous: int | None = None
    for _ in range(len(parse.tokens)):
        value = combined(_local(tree, node, previous), value)
        token = tree.tokens[node]
        if token.head == node or token.head == stop_before:
            break
        step = _through(tree, node, whole)
        if step is None:
            break
        value = combined(step, value)
        previous, node = node, token.head
    if parse.text.rstrip("\"'”’ ").endswith("?") and stop_before is None:
        value = combined(Certainty.UNKNOWN, value)
    return value


def combined(outer: Certainty, inner: Certainty) -> Certainty:
    """Return the value of an event of value ``inner`` under words of value ``outer``: the weaker, signs multiplied."""
    if outer is Certainty.CERTAIN:
        return inner
    if outer is Certainty.UNKNOWN or inner is Certainty.UNKNOWN:
        return Certainty.UNKNOWN
    if score(outer) < 0:
        inner = _OPPOSITE[inner]
        outer = _OPPOSITE[outer]
    size = min(abs(score(outer)), abs(score(inner)))
    wanted = size if score(inner) > 0 else -size
    return next(certainty for certainty, number in _SCORES.items() if number == wanted)


_BELOW = frozenset(
    (
        "aux",
        "auxpass",
        "acomp",
        "attr",
        "dobj",
        "nsubj",
        "nsubjpass",
        "pobj",
        "prep",
        "agent",
        "compound",
        "oprd",
        "conj",
    )
)


def _local(tree: Tree, node: int, previous: int | None) -> Certainty:
    """Return what the words that hang on a node do to it: negation, modals, adverbs, adjectives."""
    token = tree.tokens[node]
    value = Certainty.CERTAIN
    if previous is not None and tree.tokens[previous].dep not in _BELOW:
        # Between clauses only what turns the upper clause round counts, and _through reads that.
        return value
    if previous is not None and tree.tokens[previous].dep == "conj":
        return _shared(tree, node, previous)
    for child in tree.children(node):
        entry = tree.tokens[child]
        word = entry.text.lower().replace("’", "'")
        if word == "called" and any(tree.tokens[c].text.lower() == "so" for c in tree.children(child)):
            word = "so-called"
        if entry.dep == "neg" or (entry.dep in {"det", "preconj", "advmod"} and word in {"no", "neither", "never"}):
            value = combined(Certainty.CERTAINLY_NOT, value)
        elif entry.dep == "aux" and entry.tag == "MD":
            lemma = entry.lemma.lower() if entry.lemma.lower() in _values("modals") else _MODAL_FORMS.get(word, word)
            value = combined(_values("modals").get(lemma, Certainty.CERTAIN), value)
        elif entry.dep in {"advmod", "npadvmod"} and word in _values("adverbs"):
            value = combined(_values("adverbs")[word], value)
        elif entry.dep in {"amod", "compound"} and word in _values("adjectives") and token.pos in {"NOUN", "PROPN"}:
            value = combined(_values("adjectives")[word], value)
        elif (
            entry.dep in {"nsubj", "nsubjpass"} and (word in {"nobody", "none", "nothing"} or _has_no(tree, child))
        ) or (
            entry.dep == "dobj" and (word in {"nobody", "none", "nothing"} or _has_no(tree, child)) and previous is None
        ):
            value = combined(Certainty.CERTAINLY_NOT, value)
    return value


_MODAL_FORMS = {"'ll": "will", "wo": "will", "ca": "can", "'d": "would"}


def _shared(tree: Tree, node: int, previous: int) -> Certainty:
    """Return what a first verb's modal does to a verb joined to it ("may fall and break")."""
    if any(tree.tokens[c].dep in {"aux", "nsubj", "nsubjpass"} for c in tree.children(previous)):
        return Certainty.CERTAIN
    value = Certainty.CERTAIN
    for child in tree.children(node, "aux"):
        if tree.tokens[child].tag == "MD":
            word = tree.tokens[child].text.lower()
            value = combined(_values("modals").get(_MODAL_FORMS.get(word, word), Certainty.CERTAIN), value)
    return value


def _has_no(tree: Tree, node: int) -> bool:
    return any(
        tree.tokens[c].text.lower() in {"no", "neither"} and tree.tokens[c].dep == "det" for c in tree.children(node)
    )


def _through(tree: Tree, node: int, whole: bool) -> Certainty | None:
    """Return what the way from a node to its head does to it, None where the head no longer bears on it."""
    token = tree.tokens[node]
    above = tree.tokens[token.head]
    lemma = above.lemma.lower()
    infinitive = any(tree.tokens[c].text.lower() == "to" and tree.tokens[c].dep == "aux" for c in tree.children(node))
    mark = next((tree.tokens[c].text.lower() for c in tree.children(node, "mark", "advmod")), "")
    if token.dep in {"advcl", "ccomp", "pcomp", "acl"} and mark in _values("marks"):
        return _values("marks")[mark]
    if token.dep == "prep" and token.text.lower() == "without":
        return Certainty.CERTAINLY_NOT
    if token.dep == "pcomp":
        return _after_preposition(tree, node)
    if token.dep == "relcl" and infinitive:
        return Certainty.UNKNOWN
    if token.dep == "ccomp" and token.tag == "VB" and not infinitive and tree.child(node, "aux") is None:
        # "demanded that the boy be returned": the subjunctive asks.
        return Certainty.UNKNOWN if lemma not in {"see", "hear", "let", "make", "help", "watch"} else None
    if token.dep in {"relcl", "appos", "parataxis"}:
        return None
    if token.dep == "advcl":
        return Certainty.UNKNOWN if infinitive else None
    if token.dep == "conj":
        # "failed to win and filed for bankruptcy": a finite verb is not joined to an infinitive.
        finite = token.tag in {"VBD", "VBZ", "VBP"}
        return None if finite and above.tag == "VB" else Certainty.CERTAIN
    if token.dep in {"xcomp", "ccomp", "acl"} and infinitive:
        base = _values("infinitive").get(lemma)
        if base is None:
            base = Certainty.UNKNOWN if above.pos != "ADJ" else Certainty.CERTAIN
        return combined(_polarity(tree, token.head), base)
    if token.dep == "xcomp" and lemma in _values("negations"):
        return _values("negations")[lemma]
    if token.dep == "xcomp" and token.tag == "VBG" and lemma in _values("gerund"):
        return combined(_polarity(tree, token.head), _values("gerund")[lemma])
    if token.dep == "ccomp" and _asks(tree, node):
        return None
    if token.dep == "ccomp":
        cue = next(iter(cues.verbs().get(lemma, ())), None)
        if cue is None:
            return _values("adverbs").get(lemma) or next(
                (_values("adverbs")[tree.tokens[c].lemma.lower()] for c in tree.children(token.head, "acomp")
                 if tree.tokens[c].lemma.lower() in _values("adverbs")), None)  # fmt: skip
        if not whole:
            return None
        base = cue.certainty
        if not cue.factive:
            base = combined(_polarity(tree, token.head), base)
        return base
    if token.dep in {"dobj", "pobj"} and lemma in _values("negations"):
        return combined(_polarity(tree, token.head), _values("negations")[lemma])
    if token.pos in {"NOUN", "PROPN"} and not token.tag.startswith("VB"):
        # What a verb's negation does to its object depends on whether the object is new: "did not hear the blast".
        bare = not any(
            tree.tokens[c].dep in {"poss", "nummod"} or tree.tokens[c].text.lower() in _KNOWN
            for c in tree.children(node)
        )
        if token.dep in {"dobj", "attr"} and bare and above.tag.startswith("VB"):
            return Certainty.CERTAIN
        if token.dep in {"nsubj", "nsubjpass"} and lemma in _HAPPEN:
            return Certainty.CERTAIN
    return None


def _after_preposition(tree: Tree, node: int) -> Certainty | None:
    """Return what a preposition, and the verb above it, do to a gerund ("prevented from leaving", "without saying")."""
    preposition = tree.tokens[node].head
    word = tree.tokens[preposition].text.lower()
    over = tree.tokens[tree.tokens[preposition].head].lemma.lower()
    if word in _values("negations"):
        return _values("negations")[word]
    if word == "from" and over in _values("kept_from"):
        return _values("kept_from")[over]
    return _values("prepositions").get(word)


_KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_HAPPEN = frozenset(
    {"happen", "occur", "take", "begin", "come", "follow", "launch", "carry", "stage", "conduct", "hold", "plan"}
)


def _asks(tree: Tree, node: int) -> bool:
    """Whether a clause is opened by what, where, when, why, how: it takes for granted that something happened."""
    first = tree.tokens[tree.subtree(node)[0]]
    return first.tag in {"WP", "WRB", "WDT"} and first.text.lower() != "whether"


def _polarity(tree: Tree, node: int) -> Certainty:
    """Return what negation and modals do to an embedding verb, without what stands above it."""
    value = Certainty.CERTAIN
    for child in tree.children(node):
        entry = tree.tokens[child]
        if entry.dep == "neg":
            value = combined(Certainty.CERTAINLY_NOT, value)
        elif entry.tag == "MD":
            word = entry.text.lower()
            value = combined(_values("modals").get(_MODAL_FORMS.get(word, word), Certainty.CERTAIN), value)
    return value


_SCARE = re.compile(r"[\"“‘'](\S[^\"“”‘’']{0,40}\S)[\"”’']")


def in_scare_quotes(report: Report, start: int, end: int) -> bool:
    """Tell whether a word stands in short quotation marks that put it at a distance ("so-called", 'liberated')."""
    line_start = report.text.rfind("\n", 0, start) + 1
    line_end = report.text.find("\n", end)
    line = report.text[line_start : line_end if line_end >= 0 else len(report.text)]
    return any(
        line_start + match.start() < start and end < line_start + match.end() and len(match.group(1).split()) <= 3
        for match in _SCARE.finditer(line)
    )
