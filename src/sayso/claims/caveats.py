"""Knows the words by which a report says that something could not be independently checked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.ports import Parse
from sayso.records import Caveat, Passage, Report

_CHECK = (
    r"(?:verif(?:y|ied|ication)|confirm(?:ed|ation)?|corroborat(?:e|ed|ion)|authenticat(?:e|ed)"
    r"|substantiat(?:e|ed)|checked|check|establish(?:ed)?)"
)
_INDEPENDENT = r"(?:independent(?:ly)?|separately|immediately|otherwise|yet|been|be|so far|fully|officially)"
_NOT = r"(?:not|n['’]t|never|neither|nor|cannot|unable|impossible|difficult|without|no)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "could not be independently verified by X", "X has not been able to verify", "cannot confirm".
        rf"\b(?:could|can|has|have|had|was|were|is|are|did|does|do)\s*{_NOT}\s+"
        rf"(?:(?:{_INDEPENDENT}|able to|in a position to|possible to)\s+)*{_CHECK}\b",
        rf"\bcannot\s+(?:(?:{_INDEPENDENT})\s+)*{_CHECK}\b",
        # "was unable to verify", "it was impossible to confirm".
        rf"\b(?:unable|impossible|not possible|difficult|hard)\s+to\s+(?:(?:{_INDEPENDENT})\s+)*{_CHECK}\b",
        # "no independent confirmation", "without independent verification".
        rf"\b(?:no|without|not any|lacked)\s+(?:(?:immediate|independent|official|outside)\s+)+{_CHECK}\b",
        # "unverified", "unconfirmed reports".
        r"\b(?:unverified|uncorroborated|unconfirmed|unsubstantiated)\b",
        # "has yet to be verified", "remains to be confirmed".
        rf"\b(?:yet|remains?)\s+to\s+be\s+(?:(?:{_INDEPENDENT})\s+)*{_CHECK}\b",
        r"\bdeclined\s+to\s+confirm\b(?!\s+or\s+deny)",
    )
)
_BY = re.compile(r"^\s*(?:independently\s+)?by\s+(?P<who>(?:the\s+)?[A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*)*)")
_NOBODY = frozenset(
    {
        "it",
        "there",
        "this",
        "that",
        "claim",
        "claims",
        "report",
        "reports",
        "figure",
        "figures",
        "toll",
        "number",
        "numbers",
        "allegation",
        "allegations",
        "account",
        "accounts",
        "video",
        "footage",
        "image",
        "images",
        "statement",
        "statements",
        "information",
        "which",
        "they",
        "these",
        "those",
        "authenticity",
    }
)


def caveats_of(report: Report, passages: Sequence[Passage], parses: Sequence[Parse]) -> tuple[Caveat, ...]:
    """Return each place where a report says that it, or somebody, could not check what is told, in order."""
    found: list[Caveat] = []
    for passage, parse in zip(passages, parses, strict=True):
        words = report.text[passage.start : passage.end]
        taken: list[tuple[int, int]] = []
        for pattern in _PATTERNS:
            for match in pattern.finditer(words):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                taken.append((match.start(), match.end()))
        for start, end in sorted(taken):
            found.append(Caveat(start=passage.start + start, end=passage.start + end, by=_by(words, parse, start, end)))
    return tuple(found)


def _by(words: str, parse: Parse, start: int, end: int) -> str | None:
    """Return who could not check it: after "by", or the verb's subject where that is a body or "we"."""
    after = _BY.match(words[end:])
    if after is not None:
        return after.group("who").rstrip(".")
    for index, token in enumerate(parse.tokens):
        if not (start <= token.start < end) or not token.tag.startswith(("VB", "JJ", "MD")):
            continue
        node = index
        for _ in range(4):
            for child, entry in enumerate(parse.tokens):
                if entry.head == node and entry.dep == "nsubj" and child != node and entry.lemma.lower() not in _NOBODY:
                    first = min(_below(parse, child))
                    return words[parse.tokens[first].start : entry.end]
            if parse.tokens[node].dep not in {"xcomp", "acomp", "conj"}:
                break
            node = parse.tokens[node].head
    return None


def _below(parse: Parse, index: int) -> list[int]:
    return [
        child
        for child, token in enumerate(parse.tokens)
        if child == index or (token.head == index and token.dep in {"det", "compound", "amod", "poss", "nummod"})
    ]
