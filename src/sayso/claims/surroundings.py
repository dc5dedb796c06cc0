"""Knows where and when what a clause tells of happened: never where or when it was said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sayso.claims.figures import is_people
from sayso.claims.frames import listed
from sayso.claims.grammar import clause_of, is_verb, lemma
from sayso.claims.nouns import crews as movers
from sayso.claims.times_stretches import whole_stretch
from sayso.claims.trees import Tree
from sayso.records import Attribution, Place, PlaceMention, Span, TimeMention, When

_SMALL = frozenset({"the", "early", "late", "mid", "-", "of", "end", "start"})
_ORIGIN = frozenset({"from", "of"})
_ABOUT_THE_HOUR = frozenset({"before", "after", "by"})
_FINE = {"feature": 0, "neighbourhood": 0, "city": 1, "district": 2, "region": 3, "country": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The place and the time of a happening with the words they were read from; None where the words give none."""

    place: Place | None = None
    place_span: Span | None = None
    time: When | None = None
    time_span: Span | None = None


@cache
def examples() -> Mapping[str, Mapping[str, str]]:
    """Return every group of ``surroundings.toml`` with the example of each word."""
    table: dict[str, dict[str, str]] = tomllib.loads(
        resources.files("sayso.claims").joinpath("data/surroundings.toml").read_text("utf-8")
    )
    return table


@cache
def words(group: str) -> frozenset[str]:
    """Return a group of words of ``surroundings.toml``."""
    return frozenset(examples()[group])


def _inside(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)


def tokens_at(tree: Tree, start: int, end: int) -> list[int]:
    """Return the tokens that a stretch of the report's text touches."""
    return [i for i in range(len(tree.tokens)) if tree.start(i) < end and tree.end(i) > start]


def head_of(tree: Tree, tokens: Sequence[int]) -> int:
    """Return the token of a stretch whose head stands outside it."""
    for index in tokens:
        if tree.tokens[index].head not in tokens or tree.tokens[index].head == index:
            return index
    return tokens[-1]


_SHORT = frozenset({"U.S.", "US", "U.S", "U.K.", "UK", "USA", "U.S.A."})
"""Abbreviations that stand before a noun as an adjective does."""

_OVER = frozenset({"on", "against", "over", "across", "throughout"})


def _sends(tree: Tree, head: int, *, alone: bool) -> bool:
    """Tell whether a country's name says whose arms these are: "U.S. air strikes", "a Russia-backed militia".

    Of another country's name before arms that holds only where the sentence says elsewhere what was hit
    (not ``alone``): "Syria air strikes kill 12".
    """
    token = tree.tokens[head]
    after = [t.text.lower() for t in tree.tokens[head + 1 : head + 3]]
    if len(after) == 2 and after[0] == "-" and after[1] in words("leading"):
        return True
    if after and after[0].startswith("-") and after[0].lstrip("-") in words("leading"):
        return True
    if token.dep not in {"compound", "nmod", "amod", "poss"} or token.head <= head:
        return False
    if token.text in _SHORT:
        return True
    return not alone and lemma(tree, token.head) in words("arms")


def _speaks_or_acts(tree: Tree, head: int) -> bool:
    """Tell whether a place's name stands for those who rule it or come from there ("Moscow said", "Kyiv's army")."""
    token = tree.tokens[head]
    if _stands_in(tree, head):
        return False
    if token.dep in {"nsubj", "agent"}:
        verb = token.head
        return lemma(tree, verb) not in {
            "be",
            "experience",
            "see",
            "suffer",
            "remain",
            "fall",
            "witness",
            "lie",
            "endure",
            "sit",
            "burn",
        }
    if token.dep in {"poss", "compound", "nmod", "amod"}:
        over = token.head
        if token.dep == "poss":
            return is_people(tree, over) or tree.tokens[over].pos == "PROPN" or lemma(tree, over) in listed("offices")
        return is_people(tree, over) or lemma(tree, over) in listed("offices")
    if token.dep == "pobj":
        preposition = token.head
        over = tree.tokens[preposition].head
        if tree.tokens[preposition].text.lower() in _ORIGIN and tree.tokens[over].pos in {"NOUN", "PROPN"}:
            if lemma(tree, over) in movers() and lemma(tree, over) not in {"troop", "convoy", "column"}:
                return True
            return (is_people(tree, over) and tree.tokens[preposition].text.lower() == "from") or lemma(
                tree, over
            ) in listed("offices") | {
                "mayor",
                "governor",
                "deputy",
                "president",
                "minister",
                "spokesman",
                "spokeswoman",
                "spokesperson",
                "chief",
                "head",
                "bishop",
                "ambassador",
                "university",
                "king",
            }
        if tree.tokens[preposition].text.lower() == "by":
            return True
    return False


def _stands_in(tree: Tree, head: int) -> bool:
    """Tell whether a name stands right after "in" or "near", whatever the parser hangs it on."""
    first = head
    while first and (tree.tokens[first - 1].tag in {"NNP", "JJ", "DT"} and tree.tokens[first - 1].text not in {","}):
        first -= 1
    if not first or tree.tokens[first - 1].text.lower() not in listed("locative"):
        return False
    after = tree.tokens[head + 1].text if head + 1 < len(tree.tokens) else ""
    return after not in {"'s", "’s", "'", "’"} and not (
        tree.tokens[head].dep in {"compound", "amod"} and lemma(tree, tree.tokens[head].head) in listed("offices")
    )


def places_in(
    tree: Tree, mentions: Sequence[PlaceMention], attributions: Sequence[Attribution]
) -> list[tuple[PlaceMention, int]]:
    """Return the place mentions of a passage that may say where something happened, with their head tokens."""
    barred = [span for a in attributions for span in (*a.source, *a.cue)]
    found: list[tuple[PlaceMention, int]] = []
    own = [
        m for m in mentions if m.place is not None and tree.offset <= m.start and m.end <= tree.offset + len(tree.text)
    ]
    for mention in own:
        tokens = tokens_at(tree, mention.start, mention.end)
        if not tokens or mention.place is None:
            continue
        head = head_of(tree, tokens)
        if _inside(mention.start, mention.end, barred) and not _where_they_came(tree, mention, head):
            continue
        if mention.place.precision == "country" and _sends(
            tree, head, alone=all(m.place == mention.place for m in own)
        ):
            continue
        if not _speaks_or_acts(tree, head):
            found.append((mention, head))
    return found


def _where_they_came(tree: Tree, mention: PlaceMention, head: int) -> bool:
    """Tell whether a source is a hospital or the like in a town: what it counts was brought to it from there."""
    if mention.place is None or mention.place.precision in {"country", "region"} or not _stands_in(tree, head):
        return False
    return any(
        tree.tokens[node].text.lower() in words("near_the_dead")
        for node in [*tree.ancestors(head), *(c for a in tree.ancestors(head) for c in tree.children(a))]
        if node < head
    )


def place_at(
    tree: Tree, token: int, predicate: int, affected: Sequence[int], places: Sequence[tuple[PlaceMention, int]]
) -> list[PlaceMention]:
    """Return the places at which a clause says that something happened, the nearest and finest first.

    What stands in the clause itself comes before what stands elsewhere in the sentence.
    """
    if not places:
        return []
    clause = set(tree.subtree(predicate)) | set(tree.subtree(token))
    for head in affected:
        clause |= set(tree.subtree(head))
    inner = {
        node
        for child in clause
        if is_verb(tree, child)
        and child not in {predicate, token}
        and tree.tokens[child].dep in {"conj", "parataxis", "ccomp"}
        and tree.child(child, "nsubj", "nsubjpass") is not None
        and child not in tree.ancestors(token)
        for node in tree.subtree(child)
    }
    near = [(m, h) for m, h in places if h in clause and h not in inner]
    chosen = near or _same_sentence(tree, predicate, places)
    return [m for m, _ in sorted(chosen, key=lambda pair: (_rank(pair[0]), abs(pair[1] - token)))]


def _rank(mention: PlaceMention) -> int:
    return _FINE.get(mention.place.precision if mention.place is not None else "", 1) // 2


def _same_sentence(
    tree: Tree, predicate: int, places: Sequence[tuple[PlaceMention, int]]
) -> list[tuple[PlaceMention, int]]:
    """Return the places elsewhere in the sentence, where they do not contradict one another."""
    del predicate
    fine = [pair for pair in places if pair[0].place is not None and pair[0].place.precision not in {"country"}]
    cities = {pair[0].place.name for pair in fine if pair[0].place is not None and pair[0].place.precision == "city"}
    if fine:
        return list(fine) if len(cities) <= 1 else []
    # "The attack on southern Israel, in which militants killed 1,200": a country that the sentence puts it in.
    countries = [pair for pair in places if _stands_in(tree, pair[1]) or _is_hit(tree, pair[1])]
    return countries if len({pair[0].place.name for pair in countries if pair[0].place is not None}) == 1 else []


def _is_hit(tree: Tree, head: int) -> bool:
    """Tell whether a name is what an attack is on, or what a rain or quake is over."""
    preposition = tree.tokens[head].head
    return tree.tokens[head].dep == "pobj" and tree.tokens[preposition].text.lower() in _OVER


def _at_other_time(tree: Tree, verb: int) -> bool:
    """Tell whether a clause says what came before or after, so that its time is its own."""
    marks = {tree.tokens[c].text.lower() for c in tree.children(verb, "mark", "advmod", "prep")}
    if marks & {"after", "before", "since", "until", "once"}:
        return True
    head = tree.tokens[verb].head
    return tree.tokens[verb].dep == "pcomp" and tree.tokens[head].text.lower() in {"after", "before", "since", "until"}


def is_origin(tree: Tree, head: int) -> bool:
    """Tell whether a place is where somebody or something had come from."""
    preposition = tree.tokens[head].head
    return tree.tokens[head].dep == "pobj" and tree.tokens[preposition].text.lower() == "from"


def is_destination(tree: Tree, head: int, words: Sequence[int]) -> bool:
    """Tell whether a place is where people were brought or went: "to Minna", "to hospitals in Belarus"."""
    if any(word in tree.ancestors(head) and tree.tokens[word].pos in {"NOUN", "PROPN"} for word in words):
        return True
    for node in [head, *tree.ancestors(head)]:
        if is_verb(tree, node):
            return False
        token = tree.tokens[node]
        if token.dep in {"prep", "dative"} and token.text.lower() in {"to", "into", "toward", "towards"}:
            return True
    return False


def _of_a_window(tree: Tree, first: int, *, hour: bool) -> bool:
    """Tell whether "since", "until" or the like leads to a time; "before noon on Monday" is Monday all the same."""
    before = first - 1
    while before >= 0 and tree.tokens[before].text.lower() in _SMALL:
        before -= 1
    word = tree.tokens[before].text.lower() if before >= 0 else ""
    return word in words("window") and not (hour and word in _ABOUT_THE_HOUR)


def _of_a_beginning(tree: Tree, first: int) -> bool:
    """Tell whether a time is that of a beginning from which is counted: "since the war began in April 2023"."""
    begins = next((i for i in range(first - 1, max(first - 5, -1), -1) if lemma(tree, i) in words("beginnings")), None)
    if begins is None:
        return False
    for i in range(begins - 1, -1, -1):
        if tree.tokens[i].text.lower() in words("window"):
            return True
        if tree.tokens[i].text in {",", ";", ":"}:
            return False
    return False


def _of_the_telling(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is one of saying, or of counting up: its day is when that was said or counted."""
    if lemma(tree, verb) in words("saying"):
        return True
    if lemma(tree, verb) not in words("counting"):
        return False
    return any(lemma(tree, child) in words("counted") for child in tree.children(verb, "nsubj", "nsubjpass", "dobj"))


def _of_background(tree: Tree, verb: int, predicate: int) -> bool:
    """Tell whether a clause hangs on a noun and tells of what was before: "the bridge, opened in 2004, was hit"."""
    return (
        verb != predicate
        and tree.tokens[verb].dep in {"relcl", "acl"}
        and lemma(tree, verb) not in words("occur")
        and verb not in tree.ancestors(predicate)
    )


def _of_an_aside_before(tree: Tree, verb: int, time: int, token: int) -> bool:
    """Tell whether a time is a relative clause's own: "a boiler that was fitted last autumn after an explosion"."""
    between = {tree.tokens[t].text.lower() for t in range(time + 1, token)}
    return tree.tokens[verb].dep == "relcl" and verb < time < token and bool(between & {"after", "before", "following"})


def time_at(
    tree: Tree,
    token: int,
    predicate: int,
    times: Sequence[TimeMention],
    attributions: Sequence[Attribution],
    *,
    loose: bool = True,
) -> TimeMention | None:
    """Return the time that a clause gives for what it tells, or None; durations and times of telling are none."""
    said = [a.said_span for a in attributions if a.said_span is not None]
    barred = [span for a in attributions for span in (*a.source, *a.cue)]
    speaking = {
        i
        for a in attributions
        for span in a.cue
        for i in tokens_at(tree, span.start, span.end)
        if tree.offset <= span.start < tree.offset + len(tree.text)
    }
    candidates: list[tuple[int, int, TimeMention]] = []
    above = set(tree.ancestors(token)) | {token, predicate}
    for mention in times:
        if mention.when is None or mention.type not in {"DATE", "TIME"}:
            continue
        if not (tree.offset <= mention.start and mention.end <= tree.offset + len(tree.text)):
            continue
        if _inside(mention.start, mention.end, said) or _inside(mention.start, mention.end, barred):
            continue
        tokens = tokens_at(tree, mention.start, mention.end)
        if not tokens:
            continue
        head = head_of(tree, tokens)
        verb = clause_of(tree, head)
        if verb in speaking and verb != predicate:
            continue
        if (
            _of_a_window(tree, tokens[0], hour=mention.type == "TIME" and mention.when.inferred != ("day",))
            or _of_a_beginning(tree, tokens[0])
            or _of_the_telling(tree, verb)
            or _of_background(tree, verb, predicate)
            or _of_an_aside_before(tree, verb, tokens[-1], token)
        ):
            continue
        if verb in (predicate, token):
            candidates.append((0, abs(head - token), mention))
        elif verb in above or (predicate in tree.ancestors(verb) and not _at_other_time(tree, verb)):
            candidates.append((1, abs(head - token), mention))
        elif (
            loose
            and not _at_other_time(tree, verb)
            and len(
                {
                    m.when.edtf
                    for m in times
                    if m.when is not None and tree.offset <= m.start < tree.offset + len(tree.text)
                }
            )
            == 1
        ):
            candidates.append((2, abs(head - token), mention))
    if not candidates:
        return None
    nearest = min(candidates, key=lambda c: (c[0], c[1], c[2].start))[2]
    return whole_stretch(nearest, times, tree.text, tree.offset)
