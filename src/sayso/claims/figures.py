"""Knows how many: binds the quantities of a passage to the noun phrases that they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.claims import nouns
from sayso.claims.frames import listed
from sayso.claims.grammar import NOMINAL, conjuncts, coordinator, is_verb, lemma, of_what
from sayso.claims.trees import Tree
from sayso.records import Quantity, QuantityForm

_ONE = frozenset(
    {"a", "an", "one", "another", "the", "this", "that", "his", "her", "their", "my", "our", "its", "your", "whose"}
)
_SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself", "someone", "somebody"})
_PLURAL_PRONOUNS = frozenset(
    {
        "they",
        "them",
        "we",
        "us",
        "themselves",
        "others",
        "all",
        "both",
        "some",
        "many",
        "those",
        "everyone",
        "everybody",
        "most",
    }
)
ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
_TWIN = "twin"
_NOBODY = frozenset({"nobody", "none", "no-one", "noone"})
_LEFT = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "NUM", "ADP"})
_ALL = frozenset({"all", "every"})
_AGED_HEAD = re.compile(r"(?i)\b[\w-]+-(?:year|month|week|day)-old$")
_AGE = re.compile(r"(?i)^(?:year|month|week|day)s?$")
_PERSON_NAMES = frozenset({"PERSON"})
_PEOPLES = frozenset({"NORP"})
_NO_PEOPLE_NAMES = frozenset(
    {"GPE", "LOC", "FAC", "ORG", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "DATE", "TIME", "MONEY", "PERCENT"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some of those affected: the head of their noun phrase, the noun that is counted (None where left out), how many.

    ``quantity`` has offsets in the passage. ``whole`` is the place in the list of the group that this is part of.
    ``summed`` are the nouns of those whose sum it is, or that share its number ("dozens of women and children").
    """

    head: int
    noun: int | None
    quantity: Quantity | None
    whole: int | None = None
    summed: tuple[int, ...] = ()


def named(tree: Tree, index: int) -> str | None:
    """Return the label of the name that covers a token, or None."""
    token = tree.tokens[index]
    for name in tree.names:
        if name.start <= token.start and token.end <= name.end:
            return name.label
    return None


def is_name(tree: Tree, index: int) -> bool:
    """Tell whether a head is a singular name; parsers take some names in -ic and -an for adjectives ("the Titanic")."""
    token = tree.tokens[index]
    return token.tag == "NNP" or (
        token.tag == "JJ" and token.text[:1].isupper() and token.dep not in {"amod", "compound"}
    )


def covered(tree: Tree, quantity: Quantity) -> list[int]:
    """Return the tokens of a quantity."""
    return [i for i, token in enumerate(tree.tokens) if token.start < quantity.end and token.end > quantity.start]


def noun_words(tree: Tree, index: int) -> tuple[str, ...]:
    """Return a noun's lemma, and the same with the word before it, longest first ("crew member", "member")."""
    found = [lemma(tree, index)]
    if tree.tokens[index].text.lower() not in found:
        found.append(tree.tokens[index].text.lower())
    if index and tree.tokens[index - 1].pos in NOMINAL | {"ADJ"}:
        found.insert(0, f"{tree.tokens[index - 1].text.lower()} {lemma(tree, index)}")
    return tuple(found)


def is_people(tree: Tree, index: int) -> bool:
    """Tell whether a nominal head names people: by our list, by the parser's names, or as a pronoun of persons."""
    token = tree.tokens[index]
    low = token.text.lower()
    if token.pos == "PRON" or token.tag in {"PRP", "WP", "DT", "PDT"}:
        return low in _SINGULAR_PRONOUNS | _PLURAL_PRONOUNS | _NOBODY | {
            "who",
            "whom",
            "another",
            "one",
            "anyone",
            "i",
            "you",
            "those",
            "others",
            "other",
            "themself",
        }
    if low == "old" and _AGED_HEAD.search(tree.text[: token.end]):
        return token.dep not in {"amod", "acomp", "npadvmod"}
    if low in ORDINALS and token.tag in {"JJ", "NN"}:
        return any(tree.tokens[d].text.lower() == "a" for d in tree.children(index, "det"))
    label = named(tree, index)
    if token.pos == "PROPN" or token.tag in {"NNP", "NNPS"}:
        if any(nouns.class_of(word) is not None for word in noun_words(tree, index)):
            return True
        if label in _PERSON_NAMES or (label in _PEOPLES and token.tag == "NNPS"):
            return True
        return label is None and _titled(tree, index)
    if label in _PEOPLES and token.tag in {"NNS", "NNPS"}:
        return True
    if token.tag in {"JJ", "VBN"} and low in {
        "dead",
        "injured",
        "wounded",
        "missing",
        "elderly",
        "homeless",
        "young",
        "sick",
        "survivors",
    }:
        return True
    return any(nouns.class_of(word) is not None for word in noun_words(tree, index))


def _titled(tree: Tree, index: int) -> bool:
    """Tell whether a name that the parser does not know has a title before it or an age after it."""
    before = [
        lemma(tree, c)
        for c in tree.children(index, "compound", "nmod")
        if index - c <= 3 and tree.tokens[c].tag in {"NN", "NNP"}
    ]
    if any(word in nouns.people() for word in before):
        return True
    return re.match(r",\s(?:aged\s)?\d{1,2}\b", tree.text[tree.tokens[index].end :]) is not None


def is_number(tree: Tree, index: int, quantities: Sequence[Quantity]) -> Quantity | None:
    """Return the quantity that covers a head token, or None."""
    token = tree.tokens[index]
    for quantity in quantities:
        if quantity.start <= token.start and token.end <= quantity.end:
            return quantity
    return None


def count_of(tree: Tree, head: int, quantities: Sequence[Quantity]) -> tuple[Quantity | None, int | None]:
    """Return the quantity that counts a noun phrase, and the noun that it counts (None where that is left out)."""
    own = is_number(tree, head, quantities)
    if own is not None:
        counted = of_what(tree, head)
        return own, counted if counted is not None else _elided(tree, head)
    if lemma(tree, head) in listed("containers"):
        inner = of_what(tree, head)
        if inner is not None:
            found, noun = count_of(tree, inner, quantities)
            if found is not None:
                return found, noun
    best: Quantity | None = None
    subtree = set(tree.subtree(head))
    for quantity in quantities:
        tokens = covered(tree, quantity)
        if (
            not tokens
            or tokens[-1] >= head
            or not (any(t in subtree for t in tokens) or _hyphened(tree, tokens[-1] + 1, head))
        ):
            continue
        between = range(tokens[-1] + 1, head)
        if any(_breaks(tree, j, head) for j in between):
            continue
        best = quantity
    return best, head


def _hyphened(tree: Tree, first: int, last: int) -> bool:
    """Tell whether the tokens from ``first`` to ``last`` are one word with hyphens."""
    return first < last and all(tree.tokens[i].end == tree.tokens[i + 1].start for i in range(first, last))


def _breaks(tree: Tree, index: int, head: int) -> bool:
    """Tell whether a token between a number and a noun keeps the number from counting the noun."""
    token = tree.tokens[index]
    if _AGE.match(token.text) and index + 1 < len(tree.tokens) and index < head:
        return True
    if token.text == "-" or (index and tree.tokens[index - 1].text == "-"):
        return False
    if token.dep in {
        "amod",
        "compound",
        "nmod",
        "poss",
        "advmod",
        "punct",
        "case",
        "quantmod",
        "nummod",
        "npadvmod",
        "det",
        "prep",
    }:
        if token.pos == "ADP" and token.dep == "prep":
            return True
        return token.dep == "punct" and token.text in {",", ";", ":"}
    return not (token.pos in _LEFT and token.head <= head and token.pos != "ADP")


def _elided(tree: Tree, head: int) -> int | None:
    """Return the noun of "Of the 60 passengers, 11 died" that a bare number leaves out, where the clause names it."""
    verb = tree.tokens[head].head
    for child in tree.children(verb, "prep"):
        if child < head and tree.tokens[child].text.lower() in {"of", "among"}:
            named_there = tree.child(child, "pobj")
            return named_there if named_there is not None and tree.tokens[named_there].tag != "CD" else None
    return None


def left_edge(tree: Tree, head: int) -> int:
    """Return the first token of a noun phrase, up to its head."""
    below = set(tree.subtree(head))
    edge = head
    for index in range(head - 1, -1, -1):
        token = tree.tokens[index]
        if token.text == "-" or (
            edge - index == 1 and tree.tokens[edge].text == "-" and token.end == tree.tokens[edge].start
        ):
            edge = index
            continue
        if (
            index not in below
            or token.dep in {"prep", "relcl", "cc", "pobj", "pcomp"}
            or token.text in {",", ";", ":", "(", "–", "—"}
        ):
            break
        edge = index
    return edge


def local(
    tree: Tree,
    tokens: Sequence[int],
    low: int | float,
    high: int | float | None,
    unit: str = "count",
    of: str | None = None,
) -> Quantity:
    """Return an exact quantity that the words of ``tokens`` say without a numeral."""
    start, end = tree.tokens[min(tokens)].start, tree.tokens[max(tokens)].end
    return Quantity(
        text=tree.text[start:end], start=start, end=end, min=low, max=high, form=QuantityForm.EXACT, unit=unit, of=of
    )


def single(tree: Tree, head: int) -> Quantity | None:
    """Return how many a noun phrase without a number names: one person, a couple, nobody; None where it is open."""
    token = tree.tokens[head]
    low = token.text.lower()
    if low in _NOBODY:
        return local(tree, [head], 0, 0)
    if low in ORDINALS:
        return local(tree, [*tree.children(head, "det"), head], 1, 1)
    if token.tag.startswith("PRP") or token.pos == "PRON":
        return (
            local(tree, [head], 1, 1) if low in _SINGULAR_PRONOUNS | {"another", "one", "i", "me", "myself"} else None
        )
    if low == "another":
        return local(tree, [head], 1, 1)
    if any(lemma(tree, d) == "no" for d in tree.children(head, "det")):
        return local(tree, [*tree.children(head, "det"), head], 0, 0)
    if token.tag in {"JJ", "VBN", "VBG", "NN"} and low in listed("nominalised"):
        return None
    determiners = [
        tree.tokens[d].text.lower() for d in tree.children(head, "det", "predet", "poss", "preconj", "nummod", "amod")
    ]
    phrase = _phrase(tree, head)
    if (
        any(tree.tokens[d].text.lower() == "not" for d in tree.children(head, "neg", "advmod", "preconj"))
        and "single" in determiners
    ):
        return local(tree, phrase, 0, 0)
    if token.tag in {"NNS", "NNPS"}:
        twins = _TWIN in {lemma(tree, head), *(lemma(tree, c) for c in tree.children(head, "compound", "amod"))}
        return local(tree, phrase, 2, 2) if "both" in determiners or twins else None
    if lemma(tree, head) in nouns.pairs():
        return local(tree, phrase, 2, 2)
    if lemma(tree, head) in nouns.bodies() or any(w in nouns.bodies() for w in noun_words(tree, head)):
        return None
    if token.tag == "NNP" and named(tree, head) in _PERSON_NAMES | {None}:
        return local(tree, phrase, 1, 1)
    if token.tag not in {"NN", "NNP", "JJ", "UH"} or any(
        d in {"each", "every", "any", "some", "many"} for d in determiners
    ):
        return None
    if any(d in _ONE for d in determiners) or tree.children(head, "poss") or not tree.children(head, "det"):
        return local(tree, phrase, 1, 1)
    return None


def _phrase(tree: Tree, head: int) -> list[int]:
    """Return the tokens of a noun phrase from its left edge to its head, without what follows."""
    edge = left_edge(tree, head)
    return list(range(edge, head + 1))


def share(tree: Tree, head: int) -> Quantity | None:
    """Return the share that "all" gives a noun phrase without a number, or None."""
    for child in tree.children(head, "det", "predet"):
        if tree.tokens[child].text.lower() in _ALL:
            return local(tree, [child], 1, 1, unit="share", of=tree.words(_phrase(tree, head)[1:] or [head]))
    return None


def antecedent(tree: Tree, index: int, quantities: Sequence[Quantity]) -> tuple[Quantity | None, int | None]:
    """Return the number of those whom "they" stands for, where an earlier clause of the sentence counts its subject."""
    if tree.tokens[index].text.lower() not in {"they", "them"}:
        return None, None
    verb = tree.tokens[index].head
    if tree.tokens[verb].dep in {"advcl", "relcl"}:
        return None, None
    subjects = [
        i for i in range(index) if tree.tokens[i].dep in {"nsubj", "nsubjpass"} and tree.tokens[i].pos in NOMINAL
    ]
    if not subjects:
        return None, None
    quantity, noun = count_of(tree, subjects[-1], quantities)
    if quantity is None or (noun is not None and not is_people(tree, noun)):
        return None, None
    return quantity, noun


def _shares_number(tree: Tree, first: Group, head: int) -> bool:
    """Tell whether a coordinated noun stands under the number of the first ("1,302 passengers and crew")."""
    quantity = first.quantity
    if quantity is None or quantity.unit != "count" or quantity.max == 1 or tree.tokens[head].pos != "NOUN":
        return False
    return tree.child(head, "det", "poss", "nummod") is None and tree.tokens[first.head].pos == "NOUN"


def _sharing(tree: Tree, noun: int) -> tuple[int, ...]:
    """Return the nouns that one number counts together ("dozens of women and children"), none where it counts one."""
    joined = [
        other
        for other in conjuncts(tree, noun)
        if other != noun and tree.child(other, "det", "poss", "nummod") is None and is_people(tree, other)
    ]
    return (noun, *joined) if joined else ()


def groups_at(tree: Tree, head: int, quantities: Sequence[Quantity], *, people: bool) -> list[Group]:
    """Return the groups that a noun phrase and what is coordinated with it name, a sum first where "and" makes one."""
    if people:
        counted = _some_of_them(tree, head, quantities)
        if counted is not None:
            return [counted]
    heads = conjuncts(tree, head)
    joined = coordinator(tree, head)
    found: list[Group] = []
    for each in heads:
        group = _group(tree, each, quantities, people=people)
        if group is not None and found and group.quantity is None and _shares_number(tree, found[0], each):
            found[0] = replace(found[0], summed=(*(found[0].summed or (found[0].head,)), each))
            continue
        if group is None:
            continue
        if people and group.noun is not None and group.noun != each and group.quantity is not None:
            group = replace(group, summed=_sharing(tree, group.noun))
        found.append(group)
    if (
        joined in {"or", "nor"}
        and len(found) > 1
        and not all(g.quantity is not None and g.quantity.max == 0 for g in found)
    ):
        return [replace(found[0], quantity=None)]
    if len(found) > 1 and people and len(found) == len(heads):
        total = _sum(tree, found)
        if total is not None:
            return [total, *(replace(group, whole=0) for group in found)]
    return found


def _some_of_them(tree: Tree, head: int, quantities: Sequence[Quantity]) -> Group | None:
    """Return the part in "at least 14 of those who died were Kenyans", counted by the number above "of"."""
    token = tree.tokens[head]
    preposition = tree.tokens[token.head]
    if token.dep != "pobj" or preposition.text.lower() != "of" or tree.child(head, "relcl", "acl") is None:
        return None
    if count_of(tree, head, quantities)[0] is not None:
        return None
    number = preposition.head
    quantity = is_number(tree, number, quantities)
    if quantity is None or quantity.unit != "count":
        return None
    verb = tree.tokens[number].head
    stated = tree.child(verb, "attr") if lemma(tree, verb) == "be" else None
    noun = stated if stated is not None and is_people(tree, stated) else None
    if stated is not None and noun is None:
        return None
    return Group(head=number, noun=noun, quantity=quantity)


def _group(tree: Tree, head: int, quantities: Sequence[Quantity], *, people: bool) -> Group | None:
    quantity, noun = count_of(tree, head, quantities)
    if people and quantity is None and tree.tokens[head].pos == "PRON":
        counted, whom = antecedent(tree, head, quantities)
        if counted is not None:
            return Group(head=head, noun=whom, quantity=counted)
    if quantity is not None and quantity.unit == "share":
        of = of_what(tree, head)
        inner = of if of is not None else noun
        if people and (inner is None or not is_people(tree, inner)):
            return None
        label = (
            tree.words(tree.subtree(inner)) if inner is not None and quantity.of in {None, "the", ""} else quantity.of
        )
        return Group(head=head, noun=inner, quantity=replace(quantity, of=label))
    if people and noun is not None and not is_people(tree, noun):
        return None
    if people and quantity is None and noun is None:
        return None
    if people and quantity is not None and noun is not None and lemma(tree, noun) in nouns.pairs():
        quantity = _times(tree, quantity, 2, noun)
    if quantity is None and people:
        quantity, noun = _apposed(tree, head, quantities, noun)
    if quantity is None and people:
        quantity = share(tree, head) or single(tree, head)
    elif quantity is None:
        quantity = share(tree, head)
    return Group(head=head, noun=noun, quantity=quantity)


def _times(tree: Tree, quantity: Quantity, factor: int, noun: int) -> Quantity:
    """Return a count of pairs or families as one of people, with the noun in its words: "two couples" are four."""
    end = max(quantity.end, tree.tokens[noun].end)
    return replace(
        quantity,
        text=tree.text[quantity.start : end],
        end=end,
        min=quantity.min * factor if quantity.min is not None else None,
        max=quantity.max * factor if quantity.max is not None else None,
    )


def _apposed(
    tree: Tree, head: int, quantities: Sequence[Quantity], noun: int | None
) -> tuple[Quantity | None, int | None]:
    """Return the number that stands in apposition ("the crew of the carrier, six men,")."""
    nodes = [head, *(p for c in tree.children(head, "prep") for p in tree.children(c, "pobj"))]
    for node in nodes:
        for child in tree.children(node, "appos"):
            found, counted = count_of(tree, child, quantities)
            if (
                found is not None
                and found.unit == "count"
                and counted is not None
                and is_people(tree, counted)
                and found.min != 1
            ):
                return found, noun
    return None, noun


def _sum(tree: Tree, found: Sequence[Group]) -> Group | None:
    """Return the sum of coordinated groups ("two adults and three children"), where each has a count of its own."""
    counts = [group.quantity for group in found]
    if any(q is None or q.unit != "count" or q.min is None or q.max == 0 for q in counts):
        return None
    known = [q for q in counts if q is not None]
    start, end = (
        min(q.start for q in known),
        max([*(q.end for q in known), *(tree.tokens[g.noun if g.noun is not None else g.head].end for g in found)]),
    )
    exact = all(q.form is QuantityForm.EXACT for q in known)
    is_open = any(q.max is None for q in known)
    quantity = Quantity(
        text=tree.text[start:end],
        start=start,
        end=end,
        min=sum(q.min or 0 for q in known),
        max=None if is_open else sum(q.max or 0 for q in known),
        form=QuantityForm.EXACT if exact else QuantityForm.AT_LEAST if is_open else QuantityForm.RANGE,
    )
    return Group(
        head=found[0].head,
        noun=None,
        quantity=quantity,
        summed=tuple(group.noun if group.noun is not None else group.head for group in found),
    )


_OPENERS = (
    ("including",),
    ("includes",),
    ("included",),
    ("among", "them"),
    ("among", "whom"),
    ("of", "whom"),
    ("of", "them"),
    ("of", "these"),
    ("of", "those"),
    ("among",),
)


def parts_before(tree: Tree, groups: Sequence[Group], quantities: Sequence[Quantity]) -> list[Group]:
    """Return the part in "six civilians were among at least 22 people killed"."""
    if not groups or groups[0].quantity is None:
        return []
    preposition = tree.tokens[groups[0].noun if groups[0].noun is not None else groups[0].head].head
    verb = tree.tokens[preposition].head
    if tree.tokens[preposition].text.lower() != "among" or lemma(tree, verb) != "be":
        return []
    subject = tree.child(verb, "nsubj")
    if subject is None:
        return []
    found = [
        g
        for g in groups_at(tree, subject, quantities, people=True)
        if g.quantity is not None and not (g.whole is None and g.noun is None)
    ]
    return [replace(group, whole=0) for group in found if _fits(group.quantity, groups[0].quantity)]


def parts_after(
    tree: Tree, groups: Sequence[Group], quantities: Sequence[Quantity], taken: frozenset[int], start: int = 0
) -> list[Group]:
    """Return the parts that the passage names right after a counted whole ("12 people, including 3 children").

    ``taken`` are tokens of other statements, at which the search ends; ``start`` is where it begins at the earliest.
    """
    if not groups or groups[0].quantity is None or groups[0].quantity.unit != "count":
        return []
    last = max(
        max(tree.subtree(group.head, tree.children(group.head, "relcl")), default=group.head)
        if group.noun is None
        else group.noun
        for group in groups
    )
    whole = groups[0].quantity
    found: list[Group] = []
    position = last + 1
    if start:
        position = next((i for i, token in enumerate(tree.tokens) if token.start >= start), len(tree.tokens))
    while position < len(tree.tokens):
        if position in taken or _of_another_clause(tree, position, last):
            break
        opener = _opener(tree, position)
        if opener:
            found += _named_parts(tree, position + opener, quantities)
            if found:
                break
        if tree.tokens[position].text in {":", "–", "—"}:
            summands = [g for g in _named_parts(tree, position + 1, quantities) if g.quantity is not None]
            if len(summands) > 1 and sum(g.quantity.min or 0 for g in summands if g.quantity) == whole.min:
                found += summands
                position = max(g.head for g in summands)
        before = _of_them(tree, position, quantities)
        if before is not None:
            found.append(before)
            break
        position += 1
    return [replace(group, whole=0) for group in found if _fits(group.quantity, whole)]


def _of_another_clause(tree: Tree, position: int, last: int) -> bool:
    """Tell whether a token is the counted subject of a joined clause ("and 13 others, two of them nurses, fled")."""
    token = tree.tokens[position]
    if token.dep not in {"nsubj", "nsubjpass"} or token.head < position or tree.tokens[token.head].dep != "conj":
        return False
    return tree.child(position, "nummod") is not None and tree.tokens[token.head].head not in range(position, last)


def _opener(tree: Tree, position: int) -> int:
    words = [token.text.lower() for token in tree.tokens[position : position + 2]]
    for opener in _OPENERS:
        if tuple(words[: len(opener)]) == opener:
            return len(opener)
    return 0


def _named_parts(tree: Tree, position: int, quantities: Sequence[Quantity]) -> list[Group]:
    """Return the counted noun phrases that stand at ``position``."""
    window = range(position, min(len(tree.tokens), position + 8))
    for index in window:
        token = tree.tokens[index]
        if is_verb(tree, index) and token.dep not in {"amod", "compound"}:
            return _predicated_part(tree, index, position, quantities)
        if token.pos in {"NOUN", "PROPN"} and token.dep in {
            "pobj",
            "appos",
            "attr",
            "dobj",
            "nsubj",
            "conj",
            "npadvmod",
            "ROOT",
            "dep",
            "nmod",
        }:
            found = groups_at(tree, index, quantities, people=True)
            parts = [group for group in found if group.quantity is not None and group.whole is not None] or [
                group for group in found if group.quantity is not None
            ]
            return [
                replace(group, whole=0)
                for group in parts
                if group.quantity is not None and group.quantity.start >= tree.tokens[position].start
            ]
    return []


def _predicated_part(tree: Tree, verb: int, position: int, quantities: Sequence[Quantity]) -> list[Group]:
    """Return the part in "of whom nine were children": the number before the verb, the noun after it."""
    noun = tree.child(verb, "attr")
    if noun is None or not is_people(tree, noun) or lemma(tree, verb) != "be":
        return []
    for quantity in quantities:
        tokens = covered(tree, quantity)
        if tokens and position <= tokens[0] and tokens[-1] < verb:
            return [Group(head=tokens[-1], noun=noun, quantity=quantity)]
    return []


def _of_them(tree: Tree, position: int, quantities: Sequence[Quantity]) -> Group | None:
    """Return the part in "three of them children"."""
    words = [token.text.lower() for token in tree.tokens[position : position + 3]]
    if len(words) < 3 or words[1:] not in (["of", "them"], ["of", "whom"]):
        return None
    quantity = is_number(tree, position, quantities)
    if quantity is None:
        return None
    for index in range(position + 3, min(len(tree.tokens), position + 7)):
        if tree.tokens[index].pos == "NOUN":
            if is_people(tree, index):
                return Group(head=position, noun=index, quantity=quantity)
            return None
        if tree.tokens[index].pos in {"PUNCT", "CCONJ"}:
            return None
    return None


def distributed(tree: Tree, group: Group, quantities: Sequence[Quantity]) -> Group:
    """Return a group with its figure for all of several places: "two guards each at the three gates" are six.

    Where the passage does not say how many there are, they are two at least.
    """
    quantity = group.quantity
    if quantity is None or quantity.unit != "count" or quantity.form is not QuantityForm.EXACT or not quantity.min:
        return group
    tokens = covered(tree, quantity)
    last = max([*tokens, *([group.noun] if group.noun is not None and tokens and group.noun > tokens[-1] else [])])
    each = next(
        (
            i
            for i in range(last + 1, min(len(tree.tokens), last + 6))
            if tree.tokens[i].text.lower() in {"each", "apiece"}
            and (i == last + 1 or (tree.tokens[i - 1].text.lower() in _LOCAL and _low_at(tree, i + 1) == "of"))
        ),
        None,
    )
    if each is None:
        return group
    times = _how_many_places(tree, each, quantities) or _how_many_bodies(tree, group, quantities)
    span = tree.text[quantity.start : tree.tokens[each].end]
    if times is None:
        return replace(
            group,
            quantity=replace(
                quantity,
                text=span,
                end=tree.tokens[each].end,
                min=2 * quantity.min,
                max=None,
                form=QuantityForm.AT_LEAST,
            ),
        )
    value = times * quantity.min
    return replace(group, quantity=replace(quantity, text=span, end=tree.tokens[each].end, min=value, max=value))


_LOCAL = frozenset({"in", "at", "on", "from", "near"})


def _low_at(tree: Tree, index: int) -> str:
    return tree.tokens[index].text.lower() if index < len(tree.tokens) else ""


def _how_many_places(tree: Tree, each: int, quantities: Sequence[Quantity]) -> int | None:
    """Return of how many places "each" is said: "each of the three towns", "each at two gates", "each in A and B"."""
    after = each + 1
    if _low_at(tree, after) not in _LOCAL | {"of"}:
        return None
    noun = tree.child(after, "pobj")
    if noun is None:
        return None
    for quantity in quantities:
        if quantity.start > tree.tokens[each].start and quantity.end <= tree.tokens[noun].end:
            exact = quantity.form is QuantityForm.EXACT and quantity.unit == "count" and (quantity.min or 0) > 1
            return int(quantity.min or 0) if exact else None
    joined = conjuncts(tree, noun)
    return len(joined) if len(joined) > 1 else None


def _how_many_bodies(tree: Tree, group: Group, quantities: Sequence[Quantity]) -> int | None:
    """Return how many bodies of people share a number: two in "two families of five each"."""
    if group.quantity is None or lemma(tree, group.head) not in listed("containers"):
        return None
    own = next((q for q in quantities if q.end <= tree.tokens[group.head].start), None)
    beside = tree.child(group.head, "nummod")
    if own is None or beside is None or own.start != tree.tokens[beside].start or own.form is not QuantityForm.EXACT:
        return None
    return int(own.min or 0) or None


def _fits(part: Quantity | None, whole: Quantity) -> bool:
    """Tell whether a part can be one of the whole."""
    if part is None or part.unit != "count" or part.min is None:
        return False
    return whole.max is None or part.min <= whole.max
