"""Knows how what a passage reader marked and what the rules read become one list of sayings.

The reader decides where source, cue and content begin and end; the rules' table of cues says what the words mean. What
only the rules find stands where the reader is blind: within somebody's words, for annotators don't mark those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.claims import cues
from sayso.claims.quotations import Quotation
from sayso.claims.sayings import Saying
from sayso.claims.trees import Tree
from sayso.ports import MarkedAttribution
from sayso.records import Certainty, Span
from sayso.text.numbers import quantities_in

RULES_ALONE = frozenset({"citing", "according", "hearsay", "adverb", "direct", "tag"})
"""Rules whose sayings stand though the reader marked none: second holders of words, hearsay, plain quotations."""

CRUMB = 0.1
"""Below this share of the content that the rules read, marked content within it is taken for a slip."""

Placed = tuple[int, Saying]
"""A saying with the number of its passage."""


def marked_and_read(
    trees: Sequence[Tree],
    read: Sequence[Placed],
    marked: Sequence[MarkedAttribution],
    quotations: Sequence[Quotation],
) -> list[Placed]:
    """Return the sayings of a report in the order of their cues."""
    if not marked:
        return list(read)
    marked = [replace(mark, content=_whole_quotations(mark, quotations)) for mark in _with_one_cue(marked)]
    left = list(read)
    made: list[Placed] = []
    for mark in marked:
        number = next((n for n, tree in enumerate(trees) if tree.offset <= mark.cue.start < tree.limit), None)
        if number is None:
            continue
        tree = trees[number]
        cue = _touched(tree, mark.cue)
        if not cue or _idiom(tree, cue):
            continue
        same = [one for one in left if one[0] == number and set(one[1].cue) & set(cue)]
        known = max(same, key=lambda one: len(set(one[1].cue) & set(cue)), default=None)
        left = [one for one in left if one not in same]
        made.append((number, _saying(tree, mark, cue, known[1] if known is not None else None)))
    made += [one for one in left if one[1].rule in RULES_ALONE or _within(one, marked) or _tells_a_number(one[1])]
    return sorted(made, key=lambda one: (one[0], (one[1].cue or (one[1].head,))[0]))


def _saying(tree: Tree, mark: MarkedAttribution, cue: list[int], known: Saying | None) -> Saying:
    source = tuple(t for span in mark.source for t in _touched(tree, span))
    if known is not None:
        content = known.content if _crumb(mark.content, known.content) else mark.content
        # The rules read a name off their own words for the source, where these lie within the marked ones.
        named = known.source if set(known.source) & set(source) else source
        return replace(
            known,
            source=named,
            cue=tuple(cue),
            content=content,
            colon=False,
            hearer=tuple(t for t in known.hearer if t not in source),
            marked=mark,
        )
    head = _head(tree, cue)
    certainty, hedged, factive, kind = _meaning(tree, cue, head)
    return Saying(
        tree=tree,
        rule="according" if _opens(tree, cue) else "marked",
        head=head,
        source=source,
        cue=tuple(cue),
        content=mark.content,
        certainty=certainty,
        hedged=hedged or not mark.source,
        factive=factive,
        kind=kind,
        marked=mark,
    )


def _with_one_cue(marked: Sequence[MarkedAttribution]) -> list[MarkedAttribution]:
    """Return the marks, two whose cues follow each other as one: "sent a message saying that" is said once."""
    made: list[MarkedAttribution] = []
    openers = {mark.content[0].start: mark for mark in marked}
    said = {mark.cue.start for mark in marked}
    for mark in marked:
        if mark.content[0].start in said:
            continue
        before = openers.get(mark.cue.start)
        made.append(replace(mark, source=before.source) if before is not None and not mark.source else mark)
    return made


def _whole_quotations(mark: MarkedAttribution, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """Return content without gaps inside one quotation, and to its end: all words between its marks are of one source.

    A quotation that holds the cue is interrupted by it, or is somebody else's.
    """
    made: list[Span] = []
    for span in mark.content:
        around = next((q for q in quotations if q.start <= span.start and span.end <= q.end), None)
        if around is None or around.start <= mark.cue.start < around.end:
            made.append(span)
            continue
        if made and around.start <= made[-1].start:
            made[-1] = Span(start=made[-1].start, end=span.end)
        else:
            made.append(span)
        if made[-1].start <= around.start + 1:
            made[-1] = Span(start=made[-1].start, end=max(span.end, around.end))
    return tuple(made)


def _crumb(content: Sequence[Span], wider: Sequence[Span]) -> bool:
    """Whether content is a small piece of what the rules read as one: the reader lost its thread."""
    if not wider or not all(any(w.start <= c.start and c.end <= w.end for w in wider) for c in content):
        return False
    return sum(c.end - c.start for c in content) < CRUMB * sum(w.end - w.start for w in wider)


def _tells_a_number(saying: Saying) -> bool:
    """Whether somebody is said to count something ("put the toll at 14"); annotators of quotations mark few."""
    tree = saying.tree
    told = (tree.text[span.start - tree.offset : span.end - tree.offset] for span in saying.content)
    return saying.kind == "speech" and bool(saying.source) and any(quantities_in(words) for words in told)


def _meaning(tree: Tree, cue: Sequence[int], head: int) -> tuple[Certainty, bool, bool, str]:
    """Return the source's commitment, whether the outlet keeps its distance, whether it commits too, and the kind."""
    for index in (head, *cue):
        known = cues.verbs().get(tree.tokens[index].lemma.lower())
        if known:
            chosen = next((one for one in known if " " not in one.words), known[-1])
            denied = tree.child(index, "neg") is not None
            certainty = Certainty.UNKNOWN if denied and chosen.kind == "speech" else chosen.certainty
            return certainty, chosen.hedged, chosen.factive and not denied, chosen.kind
    lemma = tree.tokens[head].lemma.lower()
    return Certainty.CERTAIN, lemma in cues.nouns() or lemma in cues.adverbs(), False, "speech"


def _head(tree: Tree, cue: Sequence[int]) -> int:
    """Return the word of a cue that carries its meaning: a verb that is no auxiliary, else what the rest hangs on."""
    verbs = [t for t in cue if tree.tokens[t].tag.startswith("VB") and tree.tokens[t].dep not in {"aux", "auxpass"}]
    if verbs:
        return next((t for t in verbs if tree.tokens[t].lemma.lower() in cues.verbs()), verbs[0])
    inside = set(cue)
    return next((t for t in cue if tree.tokens[t].head not in inside), cue[0])


def _idiom(tree: Tree, cue: Sequence[int]) -> bool:
    """Whether a cue says nothing with its object ("claimed the lives of four")."""
    said = {(tree.tokens[t].lemma.lower(), tree.tokens[c].lemma.lower()) for t in cue for c in tree.children(t, "dobj")}
    return not cues.idioms().isdisjoint(said)


def _opens(tree: Tree, cue: Sequence[int]) -> bool:
    words = tuple(tree.tokens[t].text.lower() for t in cue)
    return any(words[: len(known)] == known for known in cues.prepositions())


def _touched(tree: Tree, span: Span) -> list[int]:
    return [
        t
        for t in range(len(tree.tokens))
        if tree.start(t) < span.end and span.start < tree.end(t) and not tree.tokens[t].text.isspace()
    ]


def _within(one: Placed, marked: Sequence[MarkedAttribution]) -> bool:
    """Whether a saying stands in words that the reader gave to somebody."""
    saying = one[1]
    first = saying.cue[0] if saying.cue else saying.head
    start, end = saying.tree.start(first), saying.tree.end(first)
    return any(span.start <= start and end <= span.end for mark in marked for span in mark.content)
