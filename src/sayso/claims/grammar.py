"""Knows who does what to whom in a parse: subjects, objects and agents, with what ellipsis and headlines leave out."""

from __future__ import annotations

from sayso.claims.trees import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RELATIVES = frozenset({"who", "whom", "that", "which", "whose"})
_HOPS = 6
"""How many heads a missing subject is looked for above its verb; news sentences seldom nest deeper."""


def lemma(tree: Tree, index: int) -> str:
    """Return the lemma of a token in lower case."""
    return tree.tokens[index].lemma.lower() or tree.tokens[index].text.lower()


def is_verb(tree: Tree, index: int) -> bool:
    """Tell whether a token is a verb form (auxiliaries that stand as the main verb too)."""
    return tree.tokens[index].tag.startswith("VB") or tree.tokens[index].pos in {"VERB", "AUX"}


def is_passive(tree: Tree, index: int) -> bool:
    """Tell whether a verb is passive: with its auxiliary, as a bare participle after a noun, or led by such a verb."""
    if tree.child(index, "auxpass", "nsubjpass", "agent") is not None:
        return True
    token = tree.tokens[index]
    if token.tag != "VBN" or tree.child(index, "aux") is not None:
        return False
    if token.dep in {"acl", "amod"}:
        return tree.child(index, "dobj") is None
    if token.dep == "conj" and tree.child(index, "nsubj") is None and is_verb(tree, token.head):
        return is_passive(tree, token.head)
    return False


def resolve(tree: Tree, index: int) -> int:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if tree.tokens[index].text.lower() in _RELATIVES and tree.tokens[index].tag in {"WP", "WDT", "IN", "WP$"}:
        for ancestor in tree.ancestors(index):
            if tree.tokens[ancestor].dep == "relcl":
                return tree.tokens[ancestor].head
    return index


def whole_word(tree: Tree, index: int) -> int:
    """Return the last token of a hyphened noun that the tokens cut up ("co-workers")."""
    while (
        index + 2 < len(tree.tokens)
        and tree.tokens[index + 1].text == "-"
        and tree.tokens[index].end == tree.tokens[index + 1].start
        and tree.tokens[index + 1].end == tree.tokens[index + 2].start
        and tree.tokens[index + 2].tag.startswith("NN")
    ):
        index += 2
    return index


def subject(tree: Tree, index: int, hops: int = _HOPS) -> int | None:
    """Return the head of a verb's subject, also where coordination, control or a participle leaves it out."""
    if hops == 0:
        return None
    own = tree.child(index, "nsubj", "nsubjpass")
    for auxiliary in tree.children(index, "aux", "auxpass"):
        # The parser sometimes hangs the subject on the auxiliary ("Dozens are missing").
        own = own if own is not None else tree.child(auxiliary, "nsubj", "nsubjpass")
    if own is not None:
        return whole_word(tree, resolve(tree, _nearest(tree, index, own)))
    token = tree.tokens[index]
    if token.head == index:
        return None
    if token.dep in {"relcl", "acl"}:
        return token.head if tree.tokens[token.head].pos in NOMINAL else None
    if token.dep in {"xcomp", "oprd", "acomp", "ccomp"}:
        if token.dep == "ccomp" and (
            tree.child(index, "mark", "aux", "auxpass") is not None or token.tag in {"VBD", "VBZ", "VBP"}
        ):
            return None
        controlled = tree.child(token.head, "dobj")
        if controlled is not None and not is_passive(tree, token.head):
            return controlled
        return subject(tree, token.head, hops - 1)
    if token.dep in {"conj", "advcl", "dep", "aux", "pcomp"}:
        number = _number_before(tree, index) if token.dep == "conj" else None
        if number is not None:
            return number
        head = token.head
        if token.dep == "pcomp":
            head = tree.tokens[head].head
        if is_verb(tree, head) or tree.tokens[head].pos == "ADJ":
            return subject(tree, head, hops - 1)
    return None


def _nearest(tree: Tree, index: int, own: int) -> int:
    """Return the bare number that is a verb's subject where the parser gives it the subject of the clause before too.

    "Two persons drowned and six are missing": those who drowned are not those who are missing.
    """
    beside = tree.children(index, "nsubj", "nsubjpass")
    if len(beside) > 1 and tree.tokens[beside[-1]].tag == "CD" and own < beside[-1] < index:
        return beside[-1]
    apart = [c for c in tree.children(own, "conj") if c < index and _is_elided(tree, own, c)]
    return apart[-1] if apart else own


def _number_before(tree: Tree, index: int) -> int | None:
    """Return the bare number right before a joined verb, which the parser joins to a noun before it.

    "Three people died in the flood and four are missing": four people are.
    """
    if tree.tokens[index].tag not in {"VBD", "VBZ", "VBP"}:
        return None
    before = index - 1
    while before > 0 and tree.tokens[before].tag in {"RB", "RBR"}:
        before -= 1
    if before < 1 or tree.tokens[before].tag != "CD" or tree.tokens[before - 1].text.lower() not in {"and", "but", ","}:
        return None
    return before


def _is_elided(tree: Tree, first: int, number: int) -> bool:
    """Tell whether a bare number that "and" seems to join to a noun opens a clause: a participle stands between."""
    return (
        tree.tokens[number].tag == "CD"
        and not tree.children(number, "prep", "acl", "amod")
        and any(first < c < number and tree.tokens[c].tag in {"VBN", "VBD"} for c in tree.children(first, "acl"))
    )


def objects(tree: Tree, index: int) -> list[int]:
    """Return the heads of what a verb acts on, in the passive its subject; a conjunct lends an object left out."""
    token = tree.tokens[index]
    direct = tree.child(index, "dobj")
    if is_passive(tree, index):
        if direct is not None and tree.child(index, "nsubjpass") is None and token.tag != "VBN":
            return [resolve(tree, direct)]
        found = _passive_subject(tree, index)
        return [found] if found is not None else []
    if direct is not None:
        return [whole_word(tree, resolve(tree, direct))]
    if token.dep == "relcl":
        asked = [c for c in tree.children(index, "dobj", "pobj") if tree.tokens[c].text.lower() in _RELATIVES]
        if asked:
            return [token.head]
        own = tree.child(index, "nsubj")
        if own is not None and tree.tokens[own].text.lower() not in _RELATIVES:
            first = tree.subtree(index)[0]
            return [token.head] if tree.tokens[first].text.lower() in {"which", "whom", "that"} else []
    for conjunct in tree.children(index, "conj"):
        shared = tree.child(conjunct, "dobj")
        if (
            shared is not None
            and is_verb(tree, conjunct)
            and tree.child(conjunct, "nsubj") is None
            and _adjoins(tree, index, conjunct)
        ):
            return [shared]
    if token.dep in {"oprd", "ccomp", "xcomp", "acomp", "advcl"} and token.tag in {"VBN", "VBD", "JJ"}:
        held = _held(tree, index)
        if held is not None:
            return [held]
    if (
        token.tag in {"VBN", "VBD"}
        and tree.child(index, "aux", "prt", "dative", "xcomp") is None
        and all(clause < index for clause in tree.children(index, "ccomp"))
    ):
        own = tree.child(index, "nsubj")
        if token.tag == "VBD" and own is not None and not tree.headline and _told_of(tree, own):
            return []
        found = subject(tree, index) if own is not None or token.dep == "acl" else None
        if found is not None:
            return [found]
        if token.dep == "conj" and token.tag == "VBN" and is_verb(tree, token.head):
            # "Man shot, killed at home": what a title's first participle is said of the second is said of too.
            return objects(tree, token.head) if tree.child(token.head, "dobj") is None else []
    return []


def _told_of(tree: Tree, index: int) -> bool:
    """Tell whether a subject has an article as in running text, where a past form is active ("the mother shot")."""
    articles = tree.children(index, "det", "poss")
    return tree.tokens[index].tag == "NN" and any(
        tree.tokens[a].text in {"the", "The", "his", "her", "His", "Her", "their"} for a in articles
    )


def _passive_subject(tree: Tree, index: int) -> int | None:
    token = tree.tokens[index]
    own = tree.child(index, "nsubjpass", "nsubj")
    if own is not None:
        return whole_word(tree, resolve(tree, _nearest(tree, index, own)))
    if token.dep == "amod":
        return token.head
    return subject(tree, index)


def _adjoins(tree: Tree, left: int, right: int) -> bool:
    """Tell whether two verbs stand together ("shot and wounded a man"), so that they share an object."""
    between = tree.tokens[left + 1 : right]
    return all(token.pos in {"CCONJ", "ADV", "AUX", "PUNCT"} for token in between)


def _held(tree: Tree, index: int) -> int | None:
    """Return whom a state is said of by the verb above it: "left nine people dead", "were found dead"."""
    own = tree.child(index, "nsubj", "nsubjpass")
    if own is not None:
        return resolve(tree, _nearest(tree, index, own))
    head = tree.tokens[index].head
    if head == index:
        return None
    direct = tree.child(head, "dobj")
    if direct is not None:
        return resolve(tree, direct)
    return subject(tree, head)


def holders(tree: Tree, index: int) -> list[int]:
    """Return the heads of those who are in a state named by an adjective, participle or noun in predicate place."""
    token = tree.tokens[index]
    counted = tree.child(index, "nummod")
    if counted is not None and token.dep != "amod" and token.pos != "VERB":
        return [counted]
    if token.dep in {"amod", "nmod", "compound"} and tree.tokens[token.head].pos in NOMINAL:
        left = _left_in(tree, index) if token.head < index else None
        return [token.head if left is None else left]
    if token.dep in {"acomp", "attr", "oprd", "ccomp", "xcomp", "advcl", "advmod", "dep"}:
        held = _held(tree, index)
        return [held] if held is not None else []
    if token.dep in {"acl", "relcl", "appos"}:
        return [token.head]
    if token.dep == "conj":
        own = tree.child(index, "nsubj", "nsubjpass", "npadvmod")
        if own is not None:
            return [own]
        return holders(tree, token.head) if token.head != index else []
    found = subject(tree, index)
    return [found] if found is not None else []


def _left_in(tree: Tree, index: int) -> int | None:
    """Return whom a verb leaves in a state told past an aside: "leaving 23 people - nine of them boys - dead"."""
    if tree.tokens[index - 1].text not in {"-", "–", "—", ",", ")"}:
        return None
    for ancestor in tree.ancestors(index):
        if lemma(tree, ancestor) == "leave":
            left = tree.child(ancestor, "dobj")
            return left if left is not None and left < index else None
    return None


def agent(tree: Tree, index: int) -> int | None:
    """Return the head of who does what a verb tells: its active subject, or what stands after "by"."""
    if is_passive(tree, index):
        by = tree.child(index, "agent")
        if by is None:
            by = next((c for c in tree.children(index, "prep") if tree.tokens[c].text.lower() == "by"), None)
        return tree.child(by, "pobj") if by is not None else None
    return subject(tree, index)


def of_what(tree: Tree, index: int, *prepositions: str) -> int | None:
    """Return the head of what stands after one of ``prepositions`` (by default "of") below a token."""
    wanted = prepositions or ("of",)
    for child in tree.children(index, "prep", "dative", "agent"):
        if tree.tokens[child].text.lower() in wanted:
            return tree.child(child, "pobj")
    return None


def conjuncts(tree: Tree, index: int) -> list[int]:
    """Return a nominal head and all that is coordinated with it, in order."""
    found = [index]
    for head in found:
        for child in tree.children(head, "conj"):
            if (
                tree.tokens[child].pos in NOMINAL | {"ADJ"}
                and child not in found
                and tree.child(child, "nsubj") is None
                and not _is_elided(tree, head, child)
            ):
                found.append(child)
    for sibling in (_second_subject(tree, found[-1]), _kin_listed(tree, index)):
        if sibling is not None and sibling not in found:
            found += [other for other in conjuncts(tree, sibling) if other not in found]
    return sorted(found)


def _kin_listed(tree: Tree, index: int) -> int | None:
    """Return the kin that a list goes on with: "a man, his wife and their four children", "a couple, their two sons".

    The parser takes them for an apposition or a second object; nobody is his own wife.
    """
    token = tree.tokens[index]
    if index + 2 >= len(tree.tokens) or tree.tokens[index + 1].text not in {",", ";"}:
        return None
    beside = tree.children(token.head, token.dep) if token.dep in {"dobj", "nsubj", "nsubjpass", "pobj"} else []
    for other in [*tree.children(index, "appos"), *beside]:
        owner = tree.child(other, "poss")
        if (
            other > index
            and owner is not None
            and tree.tokens[owner].text.lower() in {"his", "her", "their"}
            and tree.tokens[owner - 1].text in {",", ";"}
            and tree.child(other, "cc") is not None
        ):
            return other
    return None


def _second_subject(tree: Tree, index: int) -> int | None:
    """Return the subject that "and" joins to one of the same verb: "19 fighters of the group and four civilians fell".

    Where words stand between the two the parser makes two subjects of them.
    """
    token = tree.tokens[index]
    if (
        token.dep not in {"nsubj", "nsubjpass"}
        or tree.child(index, "cc") is None
        or tree.child(index, "conj") is not None
    ):
        return None
    return next(
        (
            other
            for other in tree.children(token.head, "nsubj", "nsubjpass")
            if index < other < token.head and tree.tokens[other].pos in NOMINAL
        ),
        None,
    )


def coordinator(tree: Tree, index: int) -> str | None:
    """Return the word that coordinates a head with the next one ("and", "or"), if there is one."""
    for head in conjuncts(tree, index):
        for child in tree.children(head, "cc"):
            return tree.tokens[child].text.lower()
    return None


def follows(tree: Tree, index: int, words: tuple[str, ...], window: int = 8) -> tuple[int, ...] | None:
    """Return the tokens that carry ``words`` in order after ``index`` and below it (or right after it), or None."""
    found: list[int] = []
    position = index + 1
    for word in words:
        match = None
        for j in range(position, min(len(tree.tokens), index + window + 1)):
            if word not in (lemma(tree, j), tree.tokens[j].text.lower()):
                continue
            if j == position or index in tree.ancestors(j):
                match = j
                break
        if match is None:
            return None
        found.append(match)
        position = match + 1
    return tuple(found)


def ends(tree: Tree, index: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return the tokens of a several-word noun that ends at ``index``, or None where the words before it differ."""
    start = index - len(words) + 1
    if start < 0:
        return None
    for offset, word in enumerate(words):
        if word not in (lemma(tree, start + offset), tree.tokens[start + offset].text.lower()):
            return None
    return tuple(range(start, index + 1))


def clause_of(tree: Tree, index: int) -> int:
    """Return the predicate whose clause a token stands in: the nearest verb or predicate above it, or the root."""
    if is_verb(tree, index) and tree.tokens[index].dep not in {"amod", "compound", "aux", "auxpass"}:
        return index
    for ancestor in tree.ancestors(index):
        if is_verb(tree, ancestor) and tree.tokens[ancestor].dep not in {"amod", "compound", "aux", "auxpass"}:
            return ancestor
    return tree.root_of(index)
