"""Knows which nouns name people of what class, and which name things and ground (data/people.toml, things.toml)."""

from __future__ import annotations

from functools import cache

from sayso.claims.cues import load
from sayso.records import PersonClass

_NOT_CLASSES = frozenset({"bodies", "pairs", "endings", "no_people"})


def _words(name: str, key: str) -> frozenset[str]:
    table = load(name).get(key)
    return frozenset(table["nouns"]) if isinstance(table, dict) else frozenset()


@cache
def people() -> dict[str, PersonClass]:
    """Return the nouns that name people, with the class that the word gives."""
    return {
        noun: PersonClass(name)
        for name, table in load("people.toml").items()
        if name not in _NOT_CLASSES and isinstance(table, dict)
        for noun in table["nouns"]
    }


@cache
def bodies() -> frozenset[str]:
    """Return the nouns of a body of people, whose singular counts no person."""
    return _words("people.toml", "bodies")


@cache
def pairs() -> frozenset[str]:
    """Return the nouns whose singular names two people."""
    return _words("people.toml", "pairs")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_words("people.toml", "endings")))


@cache
def _no_people() -> frozenset[str]:
    return _words("people.toml", "no_people")


@cache
def structures() -> frozenset[str]:
    """Return the nouns of things that can be destroyed or damaged."""
    return _words("things.toml", "structures") | _words("things.toml", "vehicles") | _words("things.toml", "crops")


@cache
def vehicles() -> frozenset[str]:
    """Return the nouns of what moves and can crash or sink."""
    return _words("things.toml", "vehicles")


@cache
def seizable() -> frozenset[str]:
    """Return the nouns of things that can be seized."""
    return _words("things.toml", "goods") | _words("things.toml", "vehicles")


@cache
def ground() -> frozenset[str]:
    """Return the nouns of ground that can change hands."""
    return _words("things.toml", "ground")


@cache
def figurative() -> frozenset[str]:
    """Return the words that make a happening's noun a figure of speech."""
    return _words("things.toml", "figurative")


@cache
def figurative_of() -> frozenset[str]:
    """Return the nouns of which an explosion or an avalanche is one of words only."""
    return _words("things.toml", "figurative_of")


@cache
def fed() -> frozenset[str]:
    """Return the nouns of what can be poisoned."""
    return _words("things.toml", "fed")


@cache
def fiction() -> frozenset[str]:
    """Return the nouns of works of the imagination."""
    return _words("things.toml", "fiction")


@cache
def diseases() -> frozenset[str]:
    """Return the nouns of diseases and of their spread."""
    return _words("things.toml", "diseases")


@cache
def weapons(sort: str) -> frozenset[str]:
    """Return the nouns of what strikes from the air (``airborne``) or is fired from the ground (``fired``)."""
    return _words("things.toml", sort)


@cache
def crews() -> frozenset[str]:
    """Return the nouns of those who move as an army does."""
    return _words("things.toml", "movers")


def class_of(noun: str) -> PersonClass | None:
    """Return the class of a noun that names people (a lemma, lower case), or None where it names none."""
    known = people().get(noun)
    if known is not None:
        return known
    for plural, singular in (("s", ""), ("men", "man"), ("ies", "y"), ("women", "woman")):
        if noun.endswith(plural) and noun.removesuffix(plural) + singular in people():
            return people()[noun.removesuffix(plural) + singular]
    if noun.endswith(_endings()) and noun not in _no_people():
        return PersonClass.UNKNOWN
    return None
