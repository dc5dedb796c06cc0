"""Knows what shows that two sources are one: each kind of evidence is a function of its own."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from sayso.records import Attribution, ChainLink, Claim
from sayso.text import edtf
from sayso.text.intervals import bounds_of, meet
from sayso.text.names import fold, is_short_for, same
from sayso.text.shingles import content_words

_GENERIC_CHANNEL = frozenset({"social", "media", "online", "official", "post", "the"})


@functools.cache
def strengths() -> dict[str, float]:
    """Return the strength of each kind of evidence."""
    table = tomllib.loads(files("sayso.origins").joinpath("data/strengths.toml").read_text(encoding="utf-8"))
    return {kind: float(entry["strength"]) for kind, entry in table.items()}


@functools.cache
def _roles() -> str:
    table = tomllib.loads(files("sayso.origins").joinpath("data/roles.toml").read_text(encoding="utf-8"))
    return "|".join(re.escape(role) for role in sorted(table["roles"], key=len, reverse=True))


def same_name(left: str | None, right: str | None) -> bool:
    """Tell whether two names of sources are one: equal, an acronym, or a shortened form."""
    if not left or not right:
        return False
    return same(left, right) or is_short_for(left, right) or is_short_for(right, left)


def same_channel(left: ChainLink, right: ChainLink) -> bool:
    """Tell whether two holders spoke through one channel: alike in name, and not on days that cannot be one."""
    if not left.channel or not right.channel or not edtf.compatible(left.said, right.said):
        return False
    one, other = fold(left.channel).split(), fold(right.channel).split()
    if not one or not other or one[-1] != other[-1]:
        return False
    return not set(one[:-1]) - _GENERIC_CHANNEL or not set(other[:-1]) - _GENERIC_CHANNEL or one == other


def particular_channel(link: ChainLink) -> bool:
    """Tell whether a channel is named closely enough to speak for itself ("a Facebook post", not "a statement")."""
    return bool(link.channel) and len(set(fold(link.channel or "").split()) - _GENERIC_CHANNEL) >= 1


def shared_words(left: str | None, right: str | None) -> frozenset[str]:
    """Return the content words that two names share."""
    return frozenset(content_words(fold(left or ""))) & frozenset(content_words(fold(right or "")))


def speaks_for(person: str, body: str, text: str) -> bool:
    """Tell whether a report says that ``person`` speaks for ``body`` or is what ``body`` calls.

    By apposition or title: "fire service spokeswoman Marta Jurek", "the union's chairman, Zurab Kharadze", "Bojan
    Kralj, a spokesman for the fire brigade", "the mayor, Carmen Bellido".
    """
    names = sorted({person, person.split()[-1]}, key=len, reverse=True)
    if not any(name in text for name in names):
        return False
    low, marked = text.lower(), ""
    for words, form in _body_forms(body):
        if words not in low:
            continue  # most bodies are nowhere near
        flags = re.IGNORECASE if not form[:1].isupper() else 0
        if not marked:
            marked = re.sub("|".join(rf"{re.escape(name)}\b" for name in names), _PERSON, text)
        beside = re.sub(rf"(?<!\w){form}(?!\w)", _BODY, marked, flags=flags)
        if any(pattern.search(beside) for pattern in _beside(flags)):
            return True
    return False


_PERSON, _BODY = "ǂ", "ǁ"
"""Letters that no news writes, in place of the names: so the patterns are the same for all, and are made once."""


@functools.cache
def _beside(flags: int) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a person beside a body."""
    # First names may stand between a title and a surname.
    who = rf"(?:[A-Z][\w.'’-]*\s+){{0,2}}{_PERSON}"
    patterns = (
        rf"{_BODY}(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?(?:{_roles()}),?\s+{who}",
        rf"\b(?:{_roles()})\s+(?:of|for|at|with|from|in)\s+(?:\S+\s+){{0,4}}?{_BODY},?\s+{who}",
        rf"\b{who},\s+(?:\S+\s+){{0,4}}?(?:{_roles()})\s+(?:of|for|at|with|from|in)\s+(?:\S+\s+){{0,4}}?{_BODY}",
        rf"\b{who},\s+(?:\S+\s+){{0,2}}?{_BODY}(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?(?:{_roles()})\b",
        rf"\b[Tt]he {_BODY},\s+{who},",
        rf"\b{who},\s+the\s+{_BODY}",
    )
    return tuple(re.compile(pattern, flags) for pattern in patterns)


def _body_forms(body: str) -> tuple[tuple[str, str], ...]:
    """Return the forms in which a body may stand before a role, its name and its head noun after "the".

    Each is given as its words in lower case, which a text must have, and as a pattern.
    """
    name = re.sub(r"^(?:the|a|an)\s+", "", body.strip(), flags=re.IGNORECASE)
    if not name or not name[0].isalnum():
        return ()
    head = re.split(r"\s(?:of|for)\s", name, maxsplit=1)[0].split()[-1].lower()
    return (name.lower(), re.escape(name)), (f"the {head}", rf"(?<=[Tt]he ){re.escape(head)}")


def can_be_one_value(left: Claim, right: Claim) -> bool:
    """Tell whether two claims' figures can be one; a claim without a figure stands against none."""
    one, other = left.quantity, right.quantity
    if one is None or other is None:
        return True
    return one.unit == other.unit and meet(bounds_of(one), bounds_of(other))


def names_of(link: ChainLink, attributions: Mapping[str, Attribution]) -> tuple[str, ...]:
    """Return the name and the other names that a report gives a holder."""
    found = [link.name] if link.name else []
    attribution = attributions.get(link.attribution or "")
    if attribution is not None:
        found.extend(attribution.aliases)
    return tuple(dict.fromkeys(found))


def any_same_name(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether one of the names of one source is one of the other's."""
    return any(same_name(one, other) for one in left for other in right)


def cited_outlets(claim: Claim, outlets: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the reports, by id, whose outlet (or agency) a claim's chain names; ``outlets`` is by folded name."""
    found: dict[str, None] = {}
    for link in claim.chain[1:]:
        for report in outlets.get(fold(link.name or ""), ()):
            if report != claim.report:
                found[report] = None
    return tuple(found)
