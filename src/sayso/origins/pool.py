"""Knows which claims are one piece of knowledge so far: components over claims, each union with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.origins.evidence import strengths
from sayso.records import Dependency, DependencyKind


class Pool:
    """Claims by id in canonical order, growing into components.

    Evidence counts from ``threshold`` on. ``independent`` are pairs that a person holds apart: no union may ever put
    both into one component.
    """

    def __init__(self, claims: Sequence[str], threshold: float, independent: Iterable[tuple[str, str]] = ()) -> None:
        self._rank = {claim: at for at, claim in enumerate(claims)}
        self._parent = {claim: claim for claim in claims}
        self._members: dict[str, list[str]] = {claim: [claim] for claim in claims}
        self._threshold = threshold
        self._foes: dict[str, set[str]] = defaultdict(set)
        for one, other in independent:
            self._foes[one].add(other)
            self._foes[other].add(one)
        self.evidence: list[Dependency] = []
        self._noted: set[tuple[DependencyKind, str, str]] = set()

    def root(self, claim: str) -> str:
        """Return the canonically first claim of the component in which ``claim`` is."""
        while self._parent[claim] != claim:
            self._parent[claim] = self._parent[self._parent[claim]]
            claim = self._parent[claim]
        return claim

    def members(self, claim: str) -> list[str]:
        """Return the component in which ``claim`` is, in canonical order."""
        return sorted(self._members[self.root(claim)], key=self._rank.__getitem__)

    def one(self, left: str, right: str) -> bool:
        """Tell whether two claims are in one component."""
        return self.root(left) == self.root(right)

    def tie(self, left: str, right: str) -> bool:
        """Unite two claims of one report that one voice makes; this needs no evidence. Return whether they are one."""
        return self._unite(left, right)

    def unite(self, left: str, right: str, kind: DependencyKind, why: str, *, strength: str | None = None) -> bool:
        """Unite two claims on evidence of ``kind``; return whether they are now in one component.

        ``strength`` names another line of the table of strengths. Evidence between claims that are one already is
        noted all the same.
        """
        value = strengths()[strength or kind.value]
        if value < self._threshold or left == right:
            return self.one(left, right)
        if not self._unite(left, right):
            return False
        first, second = sorted((left, right), key=self._rank.__getitem__)
        if (kind, first, second) not in self._noted:
            self._noted.add((kind, first, second))
            self.evidence.append(Dependency(kind=kind, evidence=(first, second), strength=value, why=why))
        return True

    def note(self, left: str, right: str, why: str) -> None:
        """Keep a sentence on two claims that changes nothing, such as that judgements contradict each other."""
        self.evidence.append(
            Dependency(kind=DependencyKind.JUDGED, evidence=(left, right), strength=strengths()["judged"], why=why)
        )

    def _unite(self, left: str, right: str) -> bool:
        one, other = self.root(left), self.root(right)
        if one == other:
            return True
        if self._forbidden(one, other):
            return False
        kept, gone = sorted((one, other), key=self._rank.__getitem__)
        self._parent[gone] = kept
        self._members[kept].extend(self._members.pop(gone))
        return True

    def _forbidden(self, one: str, other: str) -> bool:
        if not self._foes:
            return False
        theirs = set(self._members[other])
        return any(self._foes.get(claim, frozenset()) & theirs for claim in self._members[one])
