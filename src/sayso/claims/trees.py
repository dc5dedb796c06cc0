"""Knows how to walk the parse of one passage: children, subtrees, clauses and where they stand in the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.ports import NamedSpan, Parse, Token
from sayso.records import Passage, PassageKind, Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})
_OPENERS = "\"“‘'«„(["


class Tree:
    """One passage with its parse: tokens by index, children in order, offsets into the report's text.

    Without a passage, offsets count from the start of the parsed words.
    """

    __slots__ = ("_children", "headline", "limit", "names", "offset", "text", "tokens")

    def __init__(self, passage: Passage | None, parse: Parse) -> None:
        self.tokens: tuple[Token, ...] = parse.tokens
        self.names: tuple[NamedSpan, ...] = parse.names
        self.text = parse.text
        self.offset = passage.start if passage is not None else 0
        self.limit = passage.end if passage is not None else len(parse.text)
        self.headline = passage is not None and passage.kind is PassageKind.HEADLINE
        children: list[Sequence[int]] = [()] * len(parse.tokens)  # most tokens have none
        for index, token in enumerate(parse.tokens):
            if token.head != index:
                children[token.head] = (*children[token.head], index)
        self._children = children

    def children(self, index: int, *labels: str) -> list[int]:
        """Return the children of a token in order, only those with one of ``labels`` if any are given."""
        found = self._children[index]
        return [child for child in found if self.tokens[child].dep in labels] if labels else list(found)

    def child(self, index: int, *labels: str) -> int | None:
        """Return the first child with one of ``labels``, or None."""
        for child in self._children[index]:
            if self.tokens[child].dep in labels:
                return child
        return None

    def subtree(self, index: int, without: Iterable[int] = ()) -> list[int]:
        """Return the tokens below and including ``index`` in order, without the subtrees of ``without``."""
        barred = set(without)
        found: list[int] = []
        stack = [index]
        seen: set[int] = set()
        while stack:
            node = stack.pop()
            if node in barred or node in seen:
                continue
            seen.add(node)
            found.append(node)
            stack.extend(self._children[node])
        return sorted(found)

    def root_of(self, index: int) -> int:
        """Return the root of the tree that holds a token (a passage may hold several)."""
        seen = set()
        while self.tokens[index].head != index and index not in seen:
            seen.add(index)
            index = self.tokens[index].head
        return index

    def ancestors(self, index: int) -> list[int]:
        """Return the heads above a token, nearest first."""
        found: list[int] = []
        while self.tokens[index].head != index and self.tokens[index].head not in found:
            index = self.tokens[index].head
            found.append(index)
        return found

    def token_at(self, position: int) -> int | None:
        """Return the token that covers a position of the report's text, or the first after it in this passage."""
        local = position - self.offset
        for index, token in enumerate(self.tokens):
            if local < token.end:
                return index if not token.text.isspace() else None
        return None

    def start(self, index: int) -> int:
        return self.offset + self.tokens[index].start

    def end(self, index: int) -> int:
        return self.offset + self.tokens[index].end

    def words(self, indices: Iterable[int]) -> str:
        """Return the words from the first to the last of ``indices`` as they stand."""
        chosen = list(indices)
        if not chosen:
            return ""
        return self.text[self.tokens[min(chosen)].start : self.tokens[max(chosen)].end]

    def span(self, indices: Iterable[int]) -> Span | None:
        """Return the span from the first to the last of ``indices``, without outer spaces and commas."""
        chosen = sorted(indices)
        while chosen and self.tokens[chosen[-1]].text.strip() in {"", ",", "-", "–", "—", ";"}:
            chosen.pop()
        while chosen and self.tokens[chosen[0]].text.strip() in {"", ",", "-", "–", "—", ";", ":"}:
            chosen.pop(0)
        if not chosen:
            return None
        return Span(start=self.start(chosen[0]), end=self.end(chosen[-1]))

    def runs(self, indices: Iterable[int]) -> list[list[int]]:
        """Return ``indices`` as runs of neighbours; tokens that are only spaces do not break a run."""
        runs: list[list[int]] = []
        previous = -2
        for index in sorted(set(indices)):
            gap = range(previous + 1, index)
            if runs and all(self.tokens[skipped].text.isspace() for skipped in gap):
                runs[-1].append(index)
            else:
                runs.append([index])
            previous = index
        return runs

    def inside(self, start: int, end: int) -> list[int]:
        """Return the tokens that lie within ``[start, end)`` of the report's text."""
        return [i for i in range(len(self.tokens)) if self.start(i) >= start and self.end(i) <= end]
