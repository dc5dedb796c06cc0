"""Knows who only heard or handed on what a passage reader marked: "was told by", "citing", "quoted by".

The reader marks where words stand; whose they are is mended here, by what the rules read in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims.marked import Placed
from sayso.claims.sayings import Saying
from sayso.claims.sources import kind_words
from sayso.claims.trees import Tree
from sayso.ports import MarkedAttribution
from sayso.records import Span
from sayso.text.names import fold

_HEARING = frozenset({"tell", "inform", "brief", "notify", "assure", "remind", "warn", "advise"})
"""Verbs whose object hears, so that in the passive their subject does."""

_TELLING = frozenset({"tag", "direct", "indirect", "parenthetical"})
_NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})


def given_to_whose_they_are(sayings: Sequence[Placed], read: Sequence[Placed]) -> list[Placed]:
    """Return the sayings with each given to who says it; ``read`` is what the rules alone read."""
    made: list[Placed] = []
    for number, saying in sayings:
        mended = saying
        if saying.marked is not None:
            mended = _mended(saying, [one for passage, one in read if passage == number])
            if mended.marked is None:
                # That the Herald cites somebody stays said, beside what it cites.
                made.append((number, replace(saying, rule="marked")))
        made.append((number, _with_fellows(mended)))
    return [(number, _handed_on(saying, [one for n, one in made if n == number])) for number, saying in made]


def _mended(saying: Saying, read: Sequence[Saying]) -> Saying:
    known = next((one for one in read if set(one.cue) & set(saying.cue)), None)
    if saying.rule == "citing" and known is not None and not set(known.source) & set(saying.source):
        # "the Herald reported, citing police": the reader takes the police for what the Herald says.
        return known
    if _hears(saying):
        agent = known.source if known is not None else ()
        return _from(saying, tuple(t for t in agent if t not in saying.source))
    if not saying.source and known is not None and known.source and known.rule in _TELLING:
        return _from(saying, known.source)
    return saying


def _from(saying: Saying, source: tuple[int, ...]) -> Saying:
    """Return a saying with another source, its marks too."""
    if saying.marked is None:
        return replace(saying, source=source)
    span = saying.tree.span(source)
    marked = replace(saying.marked, source=(span,) if span is not None else ())
    return replace(saying, source=source, marked=marked, hedged=saying.hedged or not source)


def _hears(saying: Saying) -> bool:
    """Whether the marked source is the subject of a passive verb of telling, who hears and does not say."""
    tree, head = saying.tree, saying.head
    if tree.tokens[head].lemma.lower() not in _HEARING or tree.tokens[head].tag != "VBN":
        return False
    subjects = [t for subject in tree.children(head, "nsubjpass") for t in tree.subtree(subject)]
    return bool(saying.source) and bool(set(subjects) & set(saying.source))


def _with_fellows(saying: Saying) -> Saying:
    """Return "two witnesses and a doctor said" with both, where the parser hung the first on words before the comma."""
    tree = saying.tree
    if not saying.source or not saying.cue or saying.cue[0] < saying.source[-1]:
        return saying
    first = min(saying.source)
    if first < 3 or tree.tokens[first - 1].text.lower() != "and":
        return saying
    at = first - 2
    while at > 0 and tree.tokens[at].pos in _NAMING:
        at -= 1
    fellow = list(range(at + 1, first - 1))
    if not fellow or tree.tokens[at].text != "," or not _speaks(tree, fellow[-1]):
        return saying
    stop = tree.end(at - 1)
    source = (*fellow, first - 1, *saying.source)
    content = tuple(
        Span(start=s.start, end=min(s.end, stop)) if s.start < stop and s.end <= tree.start(first) + 1 else s
        for s in saying.content
    )
    made = _from(saying, source)
    marked = MarkedAttribution(source=made.marked.source, cue=made.marked.cue, content=content) if made.marked else None
    return replace(made, content=content, marked=marked)


def _speaks(tree: Tree, index: int) -> bool:
    known = kind_words()
    return fold(tree.tokens[index].lemma) in known or fold(tree.tokens[index].text) in known


def _handed_on(saying: Saying, others: Sequence[Saying]) -> Saying:
    """Return the "quoted" of "residents quoted by the agency said" as the agency's, who hands on all of it."""
    tree = saying.tree
    agent = tree.child(saying.head, "agent")
    holder = next((o for o in others if o is not saying and set(saying.cue) & set(o.source)), None)
    if agent is None or holder is None:
        return saying
    source = tuple(t for o in tree.children(agent, "pobj") for t in tree.subtree(o) if t not in saying.cue)
    told = [s for s in (tree.span([t for t in holder.source if t < saying.cue[0]]), tree.span(holder.cue)) if s]
    if not source:
        return saying
    made = _from(saying, source)
    return replace(made, rule="relay", content=tuple(sorted((*told, *holder.content))))
