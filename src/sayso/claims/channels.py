"""Knows the means by which a source speaks ("a Facebook post", "told Reuters"), and their normal names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.claims.cues import load
from sayso.claims.trees import Tree
from sayso.text.names import fold

_DEFINITE = frozenset({"the", "this", "that", "these", "same"})
_MEANS = frozenset({"in", "on", "via", "through", "by", "over", "during", "at", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel by its normal name and class. ``definite`` is true of "the post", which points back."""

    name: str
    group: str
    definite: bool
    start: int
    end: int


@cache
def _table(section: str) -> dict[str, tuple[str, str]]:
    found = load("channels.toml").get(section)
    if not isinstance(found, dict):
        return {}
    return {fold(str(words)): (str(entry[0]), str(entry[1])) for words, entry in found.items()}


def channel_at(tree: Tree, index: int) -> Channel | None:
    """Return the channel that a noun names, with its platform ("Facebook post"), or None."""
    token = tree.tokens[index]
    if token.pos not in {"NOUN", "PROPN", "X", "ADJ"} and token.text not in {"X"}:
        return None
    nouns, platforms = _table("nouns"), _table("platforms")
    before = fold(tree.tokens[index - 1].text) if index else ""
    lemma = fold(token.lemma)
    platform_alone = (
        token.text[:1].isupper() and index > 0 and tree.child(index, "det", "poss", "amod", "compound") is None
    )
    if platform_alone and fold(token.text) in platforms:
        name, group = platforms[fold(token.text)]
        return Channel(
            name=f"{name} post" if group == "post" else name,
            group=group,
            definite=False,
            start=tree.start(index),
            end=tree.end(index),
        )
    entry = nouns.get(f"{before} {lemma}") or nouns.get(f"{before} {fold(token.text)}")
    entry = entry or nouns.get(lemma) or nouns.get(fold(token.text))
    if entry is None:
        word = fold(token.text)
        if token.text[:1].isupper():
            entry = platforms.get(f"{before} {word}") or platforms.get(word)
        if entry is None:
            return None
        return Channel(
            name=f"{entry[0]} post" if entry[1] == "post" else entry[0],
            group=entry[1],
            definite=False,
            start=tree.start(index),
            end=tree.end(index),
        )
    name, group = entry
    modifiers = [
        c for c in tree.children(index) if tree.tokens[c].dep in {"compound", "amod", "nmod", "poss"} and c < index
    ]
    for modifier in modifiers:
        platform = platforms.get(fold(tree.tokens[modifier].text))
        if platform is not None and tree.tokens[modifier].text[:1].isupper():
            name = f"{platform[0]} {'post' if name == 'channel' else name}"
            group = "post" if group in {"channel", "post", "message"} else group
        elif fold(tree.tokens[modifier].text) in {"social"} and group == "post":
            name = "social media post"
    determiner = tree.child(index, "det")
    definite = determiner is not None and tree.tokens[determiner].text.lower() in _DEFINITE
    return Channel(name=name, group=group, definite=definite, start=tree.start(index), end=tree.end(index))


def channel_of(tree: Tree, head: int, outside: Sequence[int], hearer: Sequence[int]) -> Channel | None:
    """Return the channel of a cue: a noun after "in", "on", "via" near it, whom it was told, or the verb's own means.

    ``outside`` are the tokens that are not content, ``hearer`` those that name who was told.
    """
    told = _told(tree, hearer)
    if told is not None and told.name != "told reporters":
        return told  # "told Reuters by telephone": who was told leads further than by what means
    allowed = set(outside)
    for index in sorted(allowed, key=lambda i: (abs(i - head), i)):
        token = tree.tokens[index]
        if token.dep not in {"pobj", "conj", "dobj"}:
            continue
        preposition = tree.tokens[token.head]
        through = preposition.dep in {"prep", "agent"} and preposition.text.lower() in _MEANS
        if not through:
            continue
        found = channel_at(tree, index)
        if found is not None:
            return found
    if told is not None:
        return told
    verb = _table("verbs").get(fold(tree.tokens[head].lemma))
    if verb is not None:
        return Channel(name=verb[0], group=verb[1], definite=False, start=tree.start(head), end=tree.end(head))
    # "issued a statement saying", "published a post saying": the noun that the verb of speech hangs on.
    for node in (head, tree.tokens[head].head):
        for child in tree.children(node, "dobj"):
            found = channel_at(tree, child) if child in allowed else None
            if found is not None:
                return found
    return None


def _told(tree: Tree, hearer: Sequence[int]) -> Channel | None:
    tokens = [t for t in hearer if tree.tokens[t].text.strip()]
    proper = [
        t
        for t in tokens
        if tree.tokens[t].pos == "PROPN" or (tree.tokens[t].text.isupper() and len(tree.tokens[t].text) > 1)
    ]
    if proper:
        runs = tree.runs(proper)
        named = runs[0]
        for run in runs[1:]:
            # "the Press Trust of India"
            if [tree.tokens[t].text for t in range(named[-1] + 1, run[0])] not in (["of"], ["of", "the"], ["for"]):
                break
            named = [*named, *run]
        proper = named
        name = tree.words(named)
        return Channel(
            name=f"told {name}", group="told", definite=False, start=tree.start(proper[0]), end=tree.end(proper[-1])
        )
    if any(
        tree.tokens[t].lemma.lower() in {"reporter", "journalist", "press", "medium", "media", "correspondent"}
        for t in tokens
    ):
        return Channel(
            name="told reporters", group="told", definite=False, start=tree.start(tokens[0]), end=tree.end(tokens[-1])
        )
    return None
