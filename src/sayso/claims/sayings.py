"""Knows how one sentence puts its content on a source: who, by which words, saying what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.claims import cues
from sayso.claims.channels import channel_at
from sayso.claims.nouns import ground
from sayso.claims.quotations import Quotation
from sayso.claims.trees import AUXILIARIES, Tree
from sayso.ports import MarkedAttribution
from sayso.records import Certainty, Span
from sayso.text.names import fold, titles

_SUBJECT = ("nsubj", "nsubjpass")
_TRIM_LEFT = " \t\n\r\xa0,.;:–—-)]"
_TRIM_RIGHT = " \t\n\r\xa0,.;:–—-(["
_QUOTE_MARKS = "\"“”‘’'«»"
_NO_SOURCE_SUBJECTS = frozenset({"it", "there", "what"})
_CLIMB = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "acomp"})
_SHORTENED = re.compile(r"(?:\b[ap]\.m|\bU\.S|\bU\.N|\bU\.K|\bD\.C|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|St))$")
_COLON = re.compile(r"^(?P<who>[^:“”\"]{2,70}):\s+(?P<what>\S.{5,})$", re.DOTALL)
_TRAILING = re.compile(r"^(?P<what>.{8,}?)(?:\s[-–—]|:)\s(?P<who>[^:“”\"–—]{2,45})$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Raw attribution of one passage: tokens of source and cue, spans of content, the cue's meaning, the rule.

    ``marked`` holds the spans that a passage reader gave, which stand as they are.
    """

    tree: Tree
    rule: str
    head: int
    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[Span, ...]
    certainty: Certainty
    hedged: bool
    factive: bool
    kind: str
    colon: bool = False
    hearer: tuple[int, ...] = ()
    marked: MarkedAttribution | None = None


def sayings_in(tree: Tree, quotations: Sequence[Quotation], *, is_source: re.Pattern[str]) -> list[Saying]:
    """Return what one passage puts on sources, in the order of the cues.

    ``is_source`` matches words that name a kind of source ("police", "minister"); headline forms need it.
    """
    near = [q for q in quotations if q.start < tree.limit and q.end > tree.offset]
    found: list[Saying] = []
    found.extend(_prepositional(tree, near, is_source))
    taken = {index for saying in found for index in saying.cue}
    for index in range(len(tree.tokens)):
        if index in taken:
            continue
        saying = _verbal(tree, index, near, is_source) or _nominal(tree, index, near) or _adverbial(tree, index, near)
        if saying is not None:
            found.append(saying)
    found = [_without_relay(saying, found) for saying in found]
    if not any(saying.kind == "speech" for saying in found):
        headline = _headline(tree, is_source)
        if headline is not None:
            found.append(headline)
    return sorted(found, key=lambda saying: (saying.cue or (saying.head,))[0])


def _without_relay(saying: Saying, others: Sequence[Saying]) -> Saying:
    """Cut the words of "as per the Herald" out of the content of a saying that the Herald hands on."""
    content = list(saying.content)
    for other in others:
        if other.rule not in {"according", "citing"} or other is saying or saying.rule in {"according", "citing"}:
            continue
        tree = other.tree
        words = sorted((*other.cue, *other.source))
        start, end = tree.start(words[0]), tree.end(words[-1])
        content = [piece for span in content for piece in _cut(tree, span, start, end)]
    return replace(saying, content=tuple(content)) if content else saying


def _cut(tree: Tree, span: Span, start: int, end: int) -> list[Span]:
    """Return a span without ``[start, end)`` where that ends it; what stands in its middle stays."""
    if span.start < start and span.end <= end + 1 and end <= span.end + 1:
        return _join(tree, [Span(start=span.start, end=start)])
    return [span]


# --- verbs -------------------------------------------------------------------------------------


def _verbal(tree: Tree, index: int, near: Sequence[Quotation], is_source: re.Pattern[str]) -> Saying | None:
    token = tree.tokens[index]
    if not (token.tag.startswith("VB") or token.pos == "VERB"):
        return None
    lemma = token.lemma.lower()
    chosen = next((cue for cue in cues.verbs().get(lemma, ()) if _particles(tree, index, cue.words) is not None), None)
    if chosen is None:
        return None
    particles = _particles(tree, index, chosen.words) or []
    if any(c not in particles for c in tree.children(index, "prt")):
        return None
    passive = tree.child(index, "auxpass") is not None or (
        token.tag == "VBN" and token.dep in {"acl", "amod"} and tree.child(index, "aux") is None
    )
    cue = _cue_tokens(tree, index, particles)
    quoted = _quotations_of_cue(tree, index, cue, near)
    source, inverted = _source_of(tree, index, passive, cue)
    clause = [c for c in tree.children(index, "ccomp") if c not in source]
    infinitive = tree.children(index, "xcomp") if "infinitive" in chosen.takes or passive else []
    infinitive = [c for c in infinitive if tree.child(c, "aux") is not None]
    if source and _midword(tree, source):
        source, clause = [], []
    if source and _idle(tree, source):
        if chosen.group == "learn":
            return None
        source = []
    above = token.head if token.head != index and token.dep in {"parataxis", "ccomp"} else None
    as_clause = (
        token.dep == "advcl"
        and not passive
        and any(tree.tokens[c].text.lower() == "as" for c in tree.children(index, "mark", "advmod"))
        and tree.child(index, "dobj", "ccomp", "xcomp") is None
    )
    if not clause:
        clause = _clause_of_channel(tree, index)

    quoting = _quoting(tree, index)
    if quoting is not None and not clause:
        clause = tree.children(quoting, "ccomp")
        source = [t for o in tree.children(quoting, "dobj") for t in tree.subtree(o)]

    content: list[int] = []
    rule = ""
    tag = None
    tells = "clause" in chosen.takes and chosen.kind != "attitude" and not quoted
    apposed = bool(cue) and cue[0] > 0 and tree.tokens[cue[0] - 1].text == "," and (not source or source[0] < cue[0])
    if tells and (tree.headline or apposed or not (clause and source)):
        tag = _tag(tree, index, cue, near, is_source)
    if tag is not None:
        source, passive, inverted = tag[0], False, tag[1]
    barred = set(cue) | set(source)
    if tag is not None:
        content = tag[2]
        rule = "tag"
    elif clause and "clause" in chosen.takes | ({"clause"} if passive else frozenset()):
        content = [t for c in clause for t in _from_that(tree, c)]
        rule = "indirect"
    elif infinitive and passive and not source:
        if lemma == "suppose" and not any(_perfect(tree, c) for c in infinitive):
            return None  # "it was supposed to open in May" says what was due, not what somebody supposed
        content = [t for c in infinitive for t in tree.subtree(c)] + [
            t for s in tree.children(index, *_SUBJECT) for t in tree.subtree(s)
        ]
        rule = "hearsay"
    elif infinitive:
        # "urged residents to leave": those urged belong to what is urged.
        asked = [c for c in tree.children(index, "dobj") if lemma not in _HEARERS]
        content = [t for c in [*asked, *infinitive] for t in tree.subtree(c)]
        rule = "infinitive"
    elif as_clause or (above is not None and token.dep == "parataxis"):
        content = list(tree.subtree(token.head, without=[index]))
        rule = "parenthetical"
    elif quoted:
        rule = "quoted"
    elif "about" in chosen.takes and tree.child(index, "dobj") is None and _about(tree, index) is not None:
        about = _about(tree, index) or 0
        content = [t for o in tree.children(about, "pobj", "pcomp") for t in tree.subtree(o)]
        if about == cue[-1] + 1:
            cue = [*cue, about]
            barred.add(about)
        rule = "object"
    elif ("object" in chosen.takes and lemma not in _HEARERS) or (particles and chosen.kind == "attitude"):
        objects = tree.children(index, "dobj", "attr", "oprd") if not inverted else []
        if particles:
            objects = [o for p in tree.children(index, "prep") for o in tree.children(p, "pobj", "pcomp")] or objects
        if passive and not objects:
            objects = tree.children(index, "nsubjpass")
        content = [t for o in objects for t in tree.subtree(o)]
        if lemma == "put":
            content = [t for t in tree.subtree(index) if t > cue[-1]]
        rule = "object"
    if passive and not content and not quoted:
        return None
    if rule == "object":
        if passive and not source and not (chosen.hedged or lemma == "report"):
            return None
        things = [tree.tokens[c].lemma.lower() for c in tree.children(index, "dobj")]
        if any((lemma, noun) in cues.idioms() for noun in things):
            return None
        if lemma in _TALLYING and _is_ground(tree, tree.child(index, "nsubj")):
            return None
        if (
            lemma in _CALLS
            and not particles
            and not (tree.child(index, "oprd") or _holds_quotation(tree, content, near))
        ):
            return None
    if token.tag == "VBG" and token.dep == "acl" and chosen.group == "learn":
        return None
    content = [t for t in content if t not in barred and t not in _others_words(tree, index, content)]
    spans = _spans(tree, content, near, barred)
    if rule == "indirect" and spans:
        quoted = [q for q in quoted if q.start > spans[0].start - 3 or q.start <= tree.offset + 1]
        spans = [_cut_after_quotation(tree, span, near) for span in spans]
    if quoted:
        spans = _join(tree, [*spans, *(Span(start=q.start, end=q.end) for q in quoted)])
        rule = "direct" if rule == "quoted" else rule
    colon = _ends_with_colon(tree)
    if not spans and not (colon and "clause" in chosen.takes):
        return None
    if not source and not passive and rule in {"object", "infinitive"}:
        return None
    if any(q.start < tree.start(index) < q.end for q in near) and not _handed_on(tree, chosen.kind, rule, source):
        return None
    if rule == "object" and tree.words(source).lower() in _FIRST_SECOND:
        return None
    if source and _counts(tree, source):
        return None
    if _not_yet(tree, index, chosen.kind, rule):
        return None
    if rule == "parenthetical" and (chosen.kind != "speech" or tree.words(source).lower() in _FIRST_SECOND):
        return None
    hearer = [t for h in tree.children(index, "dobj", "dative") for t in tree.subtree(h)] if rule != "object" else []
    if not inverted and lemma in _HEARERS:
        hearer = [t for t in hearer if t not in source]
    elif not inverted:
        hearer = [
            t
            for p in tree.children(index, "prep", "dative")
            if tree.tokens[p].text.lower() == "to"
            for t in tree.subtree(p)[1:]
        ]
    certainty = chosen.certainty
    if tree.child(index, "neg") is not None and chosen.group in {"confirm", "show", "say", "announce", "claim"}:
        certainty = Certainty.UNKNOWN
    return Saying(
        tree=tree,
        rule="citing" if quoting is not None else rule or "colon",
        head=index,
        source=tuple(source),
        cue=tuple(cue),
        content=tuple(spans),
        certainty=certainty,
        hedged=chosen.hedged or (passive and not source),
        factive=chosen.factive and tree.child(index, "neg") is None,
        kind=chosen.kind,
        colon=colon and not spans,
        hearer=tuple(hearer) if not inverted else (),
    )


_WITHIN = frozenset({"of", "for", "and"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "PRON"})


def _tag(
    tree: Tree, index: int, cue: Sequence[int], near: Sequence[Quotation], is_source: re.Pattern[str]
) -> tuple[list[int], bool, list[int]] | None:
    """Return source, inversion and content of "..., the agency said in a post" and "..., announced the agency".

    Read off the order of words, for parsers often miss it: a clause, a comma, speaker and verb, nothing finite after.
    """
    tokens = tree.tokens
    if any(q.start < tree.start(index) < q.end for q in near) or tree.child(index, "auxpass", "aux", "neg") is not None:
        return None
    if tokens[index].tag not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    speaker: list[int] = []
    inverted = False
    at = cue[0] - 1
    while at >= 0 and len(speaker) < 10 and (tokens[at].pos in _NAMING or (speaker and tokens[at].text in _WITHIN)):
        speaker.insert(0, at)
        at -= 1
    after = tokens[cue[-1] + 1] if cue[-1] + 1 < len(tokens) else None
    names_hearer = tokens[index].lemma.lower() in _HEARERS
    if not speaker and (after is None or names_hearer or after.pos not in _NAMING or after.text in _TIME_WORDS):
        apposed = _apposed(tree, cue[0], is_source)
        if apposed:
            speaker, at = apposed, apposed[0] - 1
    if not speaker:
        following = cue[-1] + 1
        while following < len(tokens) and len(speaker) < 10 and tokens[following].pos in _NAMING:
            speaker.append(following)
            following += 1
        inverted = True
    if not speaker or at < 1 or tokens[at].text != ",":
        return None
    if not any(tokens[t].pos in {"NOUN", "PROPN", "PRON"} for t in speaker) or tokens[speaker[0]].tag in {
        "WDT",
        "WP",
        "WP$",
        "CC",
    }:
        return None
    named = any(tokens[t].pos == "PROPN" for t in speaker) or tokens[speaker[-1]].tag == "PRP"
    if not named and not is_source.search(tree.words(speaker).lower()):
        return None
    last = max(cue[-1], speaker[-1])
    if any(token.tag in _FINITE for token in tokens[last + 1 :]):
        return None
    if any(token.text in {":"} or token.dep == "ccomp" for token in tokens[last + 1 :]):
        return None
    before = list(range(at))
    verbs = [t for t in before if tokens[t].tag in _FINITE or (tree.headline and tokens[t].tag == "VBN")]
    if (
        not verbs
        or tokens[0].dep == "mark"
        or tokens[0].text.lower() in {"as", "when", "while", "after", "before", "if"}
    ):
        return None
    own = [v for v in verbs if tokens[v].dep not in {"relcl", "acl"}]
    if not own:
        return None
    return speaker, inverted, before


_TIME_WORDS = frozenset(
    (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "today",
        "yesterday",
        "tonight",
        "Today",
        "Yesterday",
        "Tonight",
    )
)


def _apposed(tree: Tree, first: int, is_source: re.Pattern[str]) -> list[int]:
    """Return the speaker in "..., the head of the fund, Ann Lee, said": two phrases between commas before a cue.

    The second may be a clause with "who" or "where". An empty list where the words are not of that form.
    """
    tokens = tree.tokens
    end = first - 1
    if end < 4 or tokens[end].text != ",":
        return []
    commas = [t for t in range(end) if tokens[t].text == ","]
    for place in range(len(commas) - 1, 0, -1):
        inner, outer = commas[place], commas[place - 1]
        name = list(range(outer + 1, inner))
        more = list(range(inner + 1, end))
        if not name or not more or end - outer > 40:
            continue
        clause = tokens[more[0]].tag in {"WP", "WDT", "WRB", "WP$"}
        if not clause and any(tokens[t].tag in _FINITE for t in more):
            return []
        if any(tokens[t].tag in _FINITE | {"VBG", "CC"} for t in name):
            return []
        if tokens[name[0]].pos not in _NAMING or not any(tokens[t].pos in {"NOUN", "PROPN"} for t in name):
            continue
        if len(name) > 14 or tokens[name[0]].text in _TIME_WORDS or _idle(tree, name):
            continue
        person = [n for n in tree.names if n.label == "PERSON"]
        spoken = name if clause else [*name, *more]
        named = any(n.start >= tokens[spoken[0]].start and n.end <= tokens[spoken[-1]].end for n in person)
        if named or is_source.search(tree.words(spoken).lower()):
            return list(range(name[0], end))
    return []


def _midword(tree: Tree, source: Sequence[int]) -> bool:
    """Whether a would-be source begins behind a hyphen, as the "Nura" of a place called "al-Nura" does."""
    first = min(source)
    if first < 2 or tree.tokens[first - 1].text not in {"-", "‑"}:
        return False
    return tree.tokens[first - 1].end == tree.tokens[first].start


def _idle(tree: Tree, source: Sequence[int]) -> bool:
    """Whether the would-be source is a thing, a day or a happening, which cannot speak."""
    inside = set(source)
    head = next((t for t in source if tree.tokens[t].head not in inside), source[0])
    token = tree.tokens[head]
    if token.tag in {"PRP", "WP", "WDT"} or (
        token.text[:1].isupper() and tree.tokens[head - 1].pos == "PROPN" and head
    ):
        return False
    return bool({token.lemma.lower(), token.text.lower()} & cues.idle())


_FIRST_SECOND = frozenset({"i", "we", "you", "us", "me", "my", "our", "your"})


def _counts(tree: Tree, source: Sequence[int]) -> bool:
    """Whether the would-be source is a number of things, which says nothing ("the number of cases reported ...")."""
    inside = set(source)
    head = next((t for t in source if tree.tokens[t].head not in inside), source[0])
    return tree.tokens[head].lemma.lower() in {
        "number",
        "toll",
        "case",
        "death",
        "total",
        "rate",
        "effort",
        "share",
        "proportion",
    }


_CALLS = frozenset({"call", "dub", "label", "brand", "term"})


def _holds_quotation(tree: Tree, content: Sequence[int], near: Sequence[Quotation]) -> bool:
    return any(q.start <= tree.start(t) < q.end for t in content for q in near)


_HEARERS = frozenset({"tell", "inform", "brief", "notify", "assure", "remind", "warn", "advise"})


_WENT_ON = frozenset(
    {"go", "continue", "begin", "start", "proceed", "take", "appear", "seem", "be", "refuse", "decline", "hasten"}
)


_TALLYING = frozenset({"count", "document", "record", "register"})


def _is_ground(tree: Tree, index: int | None) -> bool:
    """Tell whether a subject is ground on which something is recorded, and says nothing: "Lagos recorded 12 cases"."""
    if index is None:
        return False
    token = tree.tokens[index]
    if token.lemma.lower() in ground():
        return True
    if token.tag == "NNP" and not tree.children(index):
        return True  # a bare name; a person who counts the sick has a title or two names
    return any(n.start <= token.start and token.end <= n.end and n.label in {"GPE", "LOC"} for n in tree.names)


def _not_yet(tree: Tree, index: int, kind: str, rule: str) -> bool:
    """Whether the words do not say that anything was said: "wants to show", "would support"."""
    to = any(tree.tokens[c].text.lower() == "to" for c in tree.children(index, "aux"))
    if to and rule != "direct":
        above = tree.tokens[tree.tokens[index].head].lemma.lower()
        return above not in _WENT_ON
    modal = any(tree.tokens[c].tag == "MD" for c in tree.children(index, "aux"))
    return modal and kind == "attitude"


def _about(tree: Tree, index: int) -> int | None:
    """Return the preposition that tells what was spoken of ("spoke about", "warned of")."""
    return next((c for c in tree.children(index, "prep") if tree.tokens[c].text.lower() in {"about", "of"}), None)


def _handed_on(tree: Tree, kind: str, rule: str, source: Sequence[int]) -> bool:
    """Whether what stands inside a quotation is a third person's word that the speaker hands on."""
    words = tree.words(source).lower()
    return kind == "speech" and rule in {"indirect", "direct"} and bool(words) and words not in _FIRST_SECOND


def _from_that(tree: Tree, clause: int) -> list[int]:
    """Return the tokens of a clause; what the parser hung on it before its "that" is not said."""
    tokens = tree.subtree(clause)
    that = next((c for c in tree.children(clause, "mark", "dobj") if tree.tokens[c].text.lower() == "that"), None)
    return [t for t in tokens if that is None or t >= that]


def _cut_after_quotation(tree: Tree, span: Span, near: Sequence[Quotation]) -> Span:
    """Cut off what is joined on after a whole quotation: "'It is time,' and shared a link"."""
    for quotation in near:
        if quotation.start == span.start and quotation.end < span.end:
            words = _between(tree, quotation.start, quotation.end).rstrip(_QUOTE_MARKS)
            after = _between(tree, quotation.end, span.end).lstrip().lower()
            if words[-1:] in ",.?!" and after.startswith(("and ", "but ", "as ", "while ")):
                return Span(start=span.start, end=quotation.end)
    return span


def _clause_of_channel(tree: Tree, index: int) -> list[int]:
    """Return the clause that the parser hung on the channel: "said in a statement that ..."."""
    found = []
    if tree.tokens[index].lemma.lower() in _HEARERS:
        for noun in tree.children(index, "dobj"):
            for clause in tree.children(noun, "relcl", "acl"):
                first = tree.subtree(clause)[0]
                if tree.tokens[first].text.lower() == "that" and tree.tokens[first].dep in {"mark", "dobj"}:
                    found += [clause] if tree.child(clause, *_SUBJECT) is not None else []
    for preposition in tree.children(index, "prep"):
        for noun in tree.children(preposition, "pobj"):
            if channel_at(tree, noun) is None:
                continue
            for clause in tree.children(noun, "acl", "relcl", "ccomp"):
                first = tree.subtree(clause)[0]
                subjects = [c for c in tree.children(clause, *_SUBJECT) if c != first]
                if tree.tokens[first].text.lower() == "that" and subjects:
                    found.append(clause)
    return found


def _quoting(tree: Tree, index: int) -> int | None:
    """Return the verb of "the agency quoted the minister as saying" for its "saying"."""
    above = tree.tokens[index].head
    if tree.tokens[index].dep != "pcomp" or tree.tokens[above].text.lower() != "as":
        return None
    verb = tree.tokens[above].head
    active = tree.child(verb, "auxpass") is None and tree.child(verb, "dobj") is not None
    return verb if tree.tokens[verb].lemma.lower() in {"quote", "cite"} and active else None


def _others_words(tree: Tree, index: int, content: Sequence[int]) -> frozenset[int]:
    """Return the tokens of a joined clause in which somebody else speaks ("..., and police said ...")."""
    found: set[int] = set()
    known = cues.verbs()
    for node in content:
        token = tree.tokens[node]
        if token.dep not in {"conj", "advcl"} or node == index or not token.tag.startswith("VB"):
            continue
        speaks = known.get(token.lemma.lower(), ())
        if token.dep == "advcl":
            # "..., adding that": the speaker of the whole goes on speaking.
            comma = tree.tokens[node - 1].text == "," if node else False
            if token.tag == "VBG" and comma and speaks and speaks[0].kind == "speech":
                found.update(tree.subtree(node))
            continue
        if (
            speaks
            and speaks[0].kind == "speech"
            and tree.child(node, "nsubj") is not None
            and tree.child(node, "ccomp")
        ):
            found.update(tree.subtree(node))
            found.update(c for c in tree.children(token.head, "cc") if c < node)
    return frozenset(found)


def _particles(tree: Tree, index: int, words: str) -> list[int] | None:
    """Return the tokens of a cue's particles, an empty list where it has none, None where they are missing."""
    found: list[int] = []
    at = index
    for word in words.split()[1:]:
        following = [i for i in range(at + 1, min(at + 3, len(tree.tokens))) if tree.tokens[i].lemma.lower() == word]
        if not following:
            return None
        at = following[0]
        found.append(at)
    return found


def _cue_tokens(tree: Tree, index: int, particles: Sequence[int]) -> list[int]:
    """Return the verb with its auxiliaries, adverbs, governing verbs ("went on to claim") and a colon after it."""
    wanted = set(particles) | {index}
    node = index
    wanted |= {c for c in tree.children(node) if tree.tokens[c].dep in AUXILIARIES | {"advmod", "prt"}}
    for _ in range(3):
        token = tree.tokens[node]
        if token.dep in {"xcomp", "pcomp", "prep"} and token.head < node and node - token.head <= 4:
            node = token.head
            wanted.add(node)
            wanted |= {c for c in tree.children(node) if tree.tokens[c].dep in AUXILIARIES | {"advmod", "prt"}}
        else:
            break
    chosen = [index]
    at = index - 1
    while at >= 0 and at in wanted and not tree.tokens[at].text.endswith(("”", '"')):
        chosen.insert(0, at)
        at -= 1
    at = index + 1
    while at < len(tree.tokens) and (at in particles or (at in wanted and tree.tokens[at].dep == "prt")):
        chosen.append(at)
        at += 1
    if at < len(tree.tokens) and tree.tokens[at].text == ":":
        chosen.append(at)
    return chosen


def _source_of(tree: Tree, index: int, passive: bool, cue: Sequence[int]) -> tuple[list[int], bool]:
    """Return the tokens of the source, and whether it was read as an inverted object ("announced the agency")."""
    agent = tree.child(index, "agent")
    if agent is not None and (passive or tree.child(index, "nsubj") is None):
        return [t for o in tree.children(agent, "pobj") for t in tree.subtree(o)], False
    if passive:
        return [], False
    token = tree.tokens[index]
    subject = tree.child(index, "nsubj")
    if subject is not None and tree.tokens[subject].text in _TIME_WORDS and subject == index - 1 and subject > 0:
        # "The autopsy Monday determined": the day is no speaker.
        beside = _beside(tree, [subject])
        if beside:
            return beside, False
    subjects = tree.children(index, "nsubj")
    if len(subjects) > 1 and subjects[-1] < index and subjects[-1] - subjects[0] < 6:
        # A compound that the parser took apart ("vice-president").
        tokens = [t for s in subjects for t in _noun_phrase(tree, s, index)]
        return _without_dateline(tree, list(range(min(tokens), max(tokens) + 1)), subjects[-1]), False
    if subject is None and token.dep == "relcl":
        return [], False
    if subject is None and tree.child(index, "aux", "nsubjpass") is None:
        # "..., announced the agency": the parser takes the speaker for an object.
        objects = tree.children(index, "dobj", "npadvmod", "attr")
        before = [i for i in range(index) if not tree.tokens[i].text.isspace()]
        if objects and token.tag == "VBD" and objects[0] == min(tree.subtree(objects[0])[-1], objects[0]) and before:
            last = tree.tokens[before[-1]].text
            follows = tree.subtree(objects[0])[0] == index + 1
            if follows and last in {",", '"', "”", "’", "'", "-", "–", "—", "?", "!"} and token.dep != "conj":
                return tree.subtree(objects[0]), True
    if subject is None and token.dep == "oprd" and token.tag == "VBG" and tree.tokens[token.head].dep == "acl":
        # "one farmer named Ann saying": the name and the verb hang on "named".
        return [t for t in tree.subtree(tree.tokens[token.head].head) if t < index], False
    if subject is None and token.dep == "acl" and token.tag == "VBG":
        noun = tree.tokens[token.head]
        above = tree.child(noun.head, "nsubj") if noun.dep == "dobj" else None
        if above is not None and channel_at(tree, token.head) is not None:
            # "put out a statement saying": not the statement speaks but whose it is.
            return _noun_phrase(tree, above, noun.head), False
        return _noun_phrase(tree, token.head, index), False
    node, steps = index, 0
    while subject is None and steps < 5 and tree.tokens[node].dep in _CLIMB and tree.tokens[node].head != node:
        node = tree.tokens[node].head
        steps += 1
        subject = tree.child(node, "nsubj", "nsubjpass")
        if subject is None and tree.tokens[node].dep == "acl" and tree.tokens[node].tag == "VBG":
            return _noun_phrase(tree, tree.tokens[node].head, node), False
        if subject is None and tree.tokens[node].dep == "acomp":
            node = tree.tokens[node].head
            subject = tree.child(node, "nsubj")
    if subject is None and cue and token.tag in {"VBD", "VBZ", "VBP"}:
        beside = _beside(tree, cue)
        if beside:
            return beside, False
    if subject is None or subject in cue:
        return [], False
    if tree.tokens[subject].text.lower() in _NO_SOURCE_SUBJECTS and tree.tokens[subject].dep == "nsubjpass":
        return [], False
    return [t for t in _noun_phrase(tree, subject, index) if t not in cue], False


def _beside(tree: Tree, cue: Sequence[int]) -> list[int]:
    """Return the noun phrase that ends right before a cue whose subject the parser missed."""
    at = cue[0] - 1
    if at < 0 or tree.tokens[at].pos not in {"NOUN", "PROPN", "PRON"} or tree.tokens[at].tag in {"WDT"}:
        return []
    node = at
    while tree.tokens[node].head > node and tree.tokens[node].head == at:
        node = tree.tokens[node].head
    phrase = [t for t in tree.subtree(at) if t <= at]
    return next((run for run in tree.runs(phrase) if at in run), [at])


def _noun_phrase(tree: Tree, head: int, verb: int) -> list[int]:
    """Return the noun phrase of ``head`` without what belongs to the verb or follows as a clause of speech."""
    barred = [c for c in tree.children(head) if c == verb or verb in tree.subtree(c)]
    # "Ann Lee, who had left early," tells of her in passing; "a man who had left early" tells who is meant.
    barred += [
        c
        for c in tree.children(head, "relcl", "acl", "advcl")
        if c > head and tree.tokens[min(tree.subtree(c)) - 1].text in {",", "—", "–"}
    ]
    tokens = tree.subtree(head, without=barred)
    kept = set(tokens)
    for left, right in pairwise(sorted(kept)):
        # "vice-president", "Ann Lee, 43, the mayor": punctuation within a phrase does not end it.
        if 1 < right - left <= 3 and all(tree.tokens[t].pos == "PUNCT" for t in range(left + 1, right)):
            kept.update(range(left + 1, right))
    phrase = next((run for run in tree.runs(kept) if head in run), [head])
    phrase = _without_day(tree, _without_dateline(tree, phrase, head), head)
    at = phrase[0] - 1 if phrase else 0
    if at > 0 and tree.tokens[at].text == "." and tree.tokens[at - 1].end == tree.tokens[at].start:
        # "Millbrook Police Capt. Ann Lee" where the parser ended a sentence after "Capt.".
        title = fold(tree.tokens[at - 1].text) in titles()
        while title and at > 0 and tree.tokens[at - 1].pos == "PROPN":
            at -= 1
        phrase = [*range(at, phrase[0]), *phrase] if title and tree.tokens[phrase[0]].pos == "PROPN" else phrase
    return phrase


def _without_dateline(tree: Tree, phrase: list[int], head: int) -> list[int]:
    """Cut "LAGOS, March 3 -" and "Correction:" off the words of a source that opens its passage."""
    cut = 0
    for place, token in enumerate(phrase[:-1]):
        text = tree.tokens[token].text
        spaced = 0 < token < len(tree.tokens) - 1 and (
            tree.tokens[token - 1].end < tree.tokens[token].start
            and tree.tokens[token].end < tree.tokens[token + 1].start
        )
        dashed = text in {"-", "–", "—", "--", "|"} and spaced and token < head
        if (text == ":" or dashed) and phrase[0] <= 3:
            cut = place + 1
    return phrase[cut:]


def _without_day(tree: Tree, phrase: list[int], head: int) -> list[int]:
    """Cut "on Friday" off the end of a source: that is when it was said."""
    last = phrase[-1] if phrase else 0
    if len(phrase) > 2 and last != head and tree.tokens[last].text in _TIME_WORDS:
        shorter = phrase[:-1]
        if tree.tokens[shorter[-1]].text.lower() in {"on", "late", "early", "last"} and shorter[-1] != head:
            shorter = shorter[:-1]
        return shorter
    return phrase


def _ends_with_colon(tree: Tree) -> bool:
    return tree.text.rstrip().rstrip("\"“'‘").rstrip().endswith(":")


def _quotations_of_cue(tree: Tree, index: int, cue: Sequence[int], near: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations that belong to a verb of speech: those beside it, or beside its speaker."""
    position = tree.start(index)
    if any(q.start <= position < q.end for q in near):
        return []
    clause_start = tree.start(tree.subtree(index)[0])
    found: list[Quotation] = []
    for quotation in near:
        before = quotation.end <= position
        inner = tree_text(tree, quotation).strip(_QUOTE_MARKS + " ")
        if before:
            gap = _between(tree, quotation.end, tree.start(cue[0]))
            last = inner[-1:]
            if (
                (last in ",?!.…—-" or gap.lstrip().startswith(","))
                and quotation.end >= clause_start - 3
                and len(gap) < 160
            ) and not _has_cue_between(tree, quotation.end, tree.start(cue[0])):
                found.append(quotation)
        else:
            gap = _between(tree, tree.end(cue[-1]), quotation.start)
            tight = gap.strip() in {"", ",", ":", "that", "that,", "-", "—", "–"} or gap.rstrip().endswith((",", ":"))
            if cue and tree.tokens[cue[-1]].text == ":":
                tight = True
            if (tight and len(gap) < 200 and not _has_cue_between(tree, tree.end(cue[-1]), quotation.start)) or (
                found and gap.strip() in {"", ","}
            ):
                found.append(quotation)
    return found


def _has_cue_between(tree: Tree, start: int, end: int) -> bool:
    known = cues.verbs()
    return any(
        tree.tokens[i].tag.startswith("VB")
        and tree.tokens[i].lemma.lower() in known
        and known[tree.tokens[i].lemma.lower()][0].kind == "speech"
        for i in tree.inside(start, end)
    )


def _between(tree: Tree, start: int, end: int) -> str:
    return tree.text[max(start - tree.offset, 0) : max(end - tree.offset, 0)]


def tree_text(tree: Tree, quotation: Quotation) -> str:
    """Return the part of a quotation that stands in this passage."""
    return tree.text[max(quotation.start - tree.offset, 0) : max(quotation.end - tree.offset, 0)]


# --- prepositions, nouns, adverbs, headlines ---------------------------------------------------


def _prepositional(tree: Tree, near: Sequence[Quotation], is_source: re.Pattern[str]) -> list[Saying]:
    found: list[Saying] = []
    lowered = [token.text.lower() for token in tree.tokens]
    at = 0
    while at < len(lowered):
        openings = cues.prepositions_by_first_word().get(lowered[at], ())
        words = next((w for w in openings if tuple(lowered[at : at + len(w)]) == w), None)
        if words is None or any(q.start <= tree.start(at) < q.end for q in near):
            at += 1
            continue
        last = at + len(words) - 1
        saying = _after_words(tree, at, last, words, near, is_source)
        if saying is not None:
            found.append(saying)
        at = last + 1
    return found


def _after_words(
    tree: Tree, first: int, last: int, words: tuple[str, ...], near: Sequence[Quotation], is_source: re.Pattern[str]
) -> Saying | None:
    cue = list(range(first, last + 1))
    following = [i for i in range(last + 1, len(tree.tokens)) if not tree.tokens[i].text.isspace()]
    if not following:
        return None
    heads = [
        c
        for i in cue
        for c in tree.children(i)
        if c > last and tree.tokens[c].dep in {"pobj", "dobj", "nsubj", "npadvmod", "pcomp", "attr", "dep"}
    ]
    head = heads[0] if heads else _noun_after(tree, following[0])
    if head is None or tree.tokens[head].pos in {"NUM"} or tree.tokens[head].tag in {"VBG", "CD"}:
        return None
    source = [t for t in _noun_phrase(tree, head, first) if t > last]
    source = _before_quote(tree, source, near)
    if not source or _idle(tree, source):
        return None
    named = any(tree.tokens[t].pos == "PROPN" for t in source) or tree.tokens[head].pos == "PRON"
    if (
        words == ("per",)
        and len(source) == 1
        and not named
        and tree.tokens[head].tag == "NN"
        and tree.tokens[head].text != "police"
    ):
        return None  # "two beds per room" is a rate
    if words[-1] in {"per", "citing", "quoting"} and not named and not is_source.search(tree.words(source).lower()):
        return None
    if words in {("per",), ("as", "per")} and not named and tree.tokens[head].pos not in {"NOUN", "PROPN", "PRON"}:
        return None
    top = first
    speaker: list[int] = []
    left_quotation = False
    for node in [first, *tree.ancestors(first)]:
        top = node
        if node in cue:
            continue
        token = tree.tokens[node]
        if any(q.start <= tree.start(node) < q.end for q in near):
            left_quotation = True
            continue
        if left_quotation and token.lemma.lower() in cues.verbs():
            # "..., with one farmer saying: '...', as per the Herald": the Herald has what the farmer said.
            speaker = _source_of(tree, node, False, [node])[0] if token.tag == "VBG" else []
            break
        own_subject = tree.child(node, *_SUBJECT) is not None
        if token.dep in {"relcl", "ccomp", "parataxis"} and own_subject:
            break
        if token.dep == "conj" and own_subject and node < first:
            break
    barred = set(cue) | set(source)
    if top in barred:
        content = [i for i in range(len(tree.tokens)) if i not in barred and not (first <= i <= source[-1])]
    else:
        content = [t for t in [*speaker, *tree.subtree(top)] if t not in barred]
    spans = _spans(tree, content, near, barred)
    spans = [s for s in spans if s.end - s.start > 2]
    if not spans:
        return None
    hedged = False
    return Saying(
        tree=tree,
        rule="citing" if words[-1] in {"citing", "quoting"} else "according",
        head=first,
        source=tuple(source),
        cue=tuple(cue),
        content=tuple(spans),
        certainty=Certainty.CERTAIN,
        hedged=hedged,
        factive=False,
        kind="speech",
    )


def _perfect(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[t].lemma.lower() == "have" for t in tree.children(verb, "aux"))


def _noun_after(tree: Tree, index: int) -> int | None:
    """Return the head of the noun phrase that begins at ``index``."""
    node = index
    for _ in range(6):
        if tree.tokens[node].pos in {"NOUN", "PROPN", "PRON"} and tree.tokens[node].dep not in {
            "compound",
            "poss",
            "nmod",
        }:
            return node
        head = tree.tokens[node].head
        if head <= node and tree.tokens[node].pos not in {"NOUN", "PROPN", "PRON"}:
            return None
        if head <= node:
            return node
        node = head
    return None


def _before_quote(tree: Tree, tokens: list[int], near: Sequence[Quotation]) -> list[int]:
    for place, token in enumerate(tokens):
        if any(q.start == tree.start(token) and q.end - q.start > 40 for q in near):
            return tokens[:place]
    return tokens


def _nominal(tree: Tree, index: int, near: Sequence[Quotation]) -> Saying | None:
    token = tree.tokens[index]
    if token.pos not in {"NOUN", "PROPN"} or token.lemma.lower() not in cues.nouns():
        return None
    clauses = [
        c
        for c in tree.children(index, "acl", "ccomp", "relcl")
        if any(tree.tokens[m].text.lower() == "that" and tree.tokens[m].dep == "mark" for m in tree.children(c))
    ]
    over = tree.tokens[token.head]
    if not clauses and token.dep in {"nsubj", "nsubjpass"} and not cues.verbs().get(over.lemma.lower()):
        # "Word reached London that the ship had sunk."
        clauses = [
            c
            for c in tree.children(token.head, "ccomp")
            if any(tree.tokens[m].text.lower() == "that" for m in tree.children(c, "mark"))
        ]
    if not clauses:
        return None
    above = tree.tokens[token.head]
    if token.dep == "pobj" and above.dep == "prep" and tree.tokens[above.head].lemma.lower() in cues.verbs():
        return None
    if any(q.start < tree.start(index) < q.end for q in near):
        return None
    content = [t for c in clauses for t in tree.subtree(c)]
    owner = tree.child(index, "poss")
    if owner is None:
        for preposition in tree.children(index, "prep"):
            if tree.tokens[preposition].text.lower() in {"by", "from", "of"}:
                owner = tree.child(preposition, "pobj")
                break
    source = _noun_phrase(tree, owner, index) if owner is not None else []
    verb_hedges = {"claim": True, "allegation": True, "accusation": True, "rumour": True, "rumor": True, "fear": True}
    spans = _spans(tree, content, near, set(source) | {index})
    if not spans:
        return None
    lemma = token.lemma.lower()
    certainty = Certainty.CERTAIN
    if lemma in {"belief", "estimate", "prediction", "suspicion"}:
        certainty = Certainty.PROBABLE
    elif lemma in {"fear", "suggestion", "rumour", "rumor"}:
        certainty = Certainty.POSSIBLE
    elif lemma == "denial":
        certainty = Certainty.CERTAINLY_NOT
    return Saying(
        tree=tree,
        rule="noun",
        head=index,
        source=tuple(source),
        cue=(index,),
        content=tuple(spans),
        certainty=certainty,
        hedged=verb_hedges.get(lemma, False) or not source,
        factive=lemma in {"admission", "confirmation"},
        kind="speech",
    )


def _adverbial(tree: Tree, index: int, near: Sequence[Quotation]) -> Saying | None:
    token = tree.tokens[index]
    if token.text.lower() not in cues.adverbs():
        return None
    top = token.head
    if top == index:
        return None
    while tree.tokens[top].dep in {"aux", "auxpass", "amod", "advmod"} and tree.tokens[top].head != top:
        top = tree.tokens[top].head
    content = [t for t in tree.subtree(top) if t != index]
    spans = _spans(tree, content, near, {index})
    if not spans:
        return None
    return Saying(
        tree=tree,
        rule="adverb",
        head=index,
        source=(),
        cue=(index,),
        content=tuple(spans),
        certainty=Certainty.CERTAIN,
        hedged=True,
        factive=False,
        kind="speech",
    )


def _headline(tree: Tree, is_source: re.Pattern[str]) -> Saying | None:
    """Return the attribution of "Governor: ..." and, in headlines, "...: Governor" and "... – minister"."""
    text = tree.text
    match = _COLON.match(text)
    if match is not None:
        who = list(tree.inside(tree.offset + match.start("who"), tree.offset + match.end("who")))
        colon = list(tree.inside(tree.offset + match.end("who"), tree.offset + match.end("who") + 1))
        if colon and _can_speak(tree, who, is_source, strict=not tree.headline):
            return _labelled(tree, "label", who, colon, Span(start=tree.offset + match.start("what"), end=tree.limit))
    if tree.headline:
        match = _TRAILING.match(text.rstrip("."))
        if match is not None:
            who = list(tree.inside(tree.offset + match.start("who"), tree.offset + match.end("who")))
            cue = [
                t
                for t in tree.inside(tree.offset + match.end("what"), tree.offset + match.start("who"))
                if tree.tokens[t].text.strip()
            ]
            if cue and _can_speak(tree, who, is_source, strict=True):
                what = Span(start=tree.offset, end=tree.offset + match.end("what"))
                return _labelled(tree, "label-after", who, cue, what)
    return None


def _can_speak(tree: Tree, who: Sequence[int], is_source: re.Pattern[str], *, strict: bool) -> bool:
    words = [t for t in who if tree.tokens[t].text.strip()]
    if not 1 <= len(words) <= 6 or any(tree.tokens[t].tag in {"VBD", "VBZ", "VBP", "MD", "CD"} for t in words):
        return False
    text = tree.words(words).lower()
    first = tree.tokens[words[0]].text.lower()
    if (
        first in cues.furniture()
        or text.endswith(" note")
        or any(mark in text for mark in ("|", "+", "(", "/", "»", ">"))
    ):
        return False
    person = any(
        name.label in {"PERSON"}
        and tree.offset + name.start >= tree.start(words[0])
        and tree.offset + name.end <= tree.end(words[-1])
        for name in tree.names
    )
    if is_source.search(text) or person:
        return True
    if tree.words(words).isupper():
        return False
    return not strict and tree.tokens[words[-1]].pos == "PROPN"


def _labelled(tree: Tree, rule: str, who: Sequence[int], cue: Sequence[int], what: Span) -> Saying | None:
    spans = _join(tree, [what])
    if not spans:
        return None
    return Saying(
        tree=tree,
        rule=rule,
        head=cue[0],
        source=tuple(t for t in who if tree.tokens[t].text.strip()),
        cue=tuple(cue),
        content=tuple(spans),
        certainty=Certainty.CERTAIN,
        hedged=False,
        factive=False,
        kind="speech",
    )


# --- spans -------------------------------------------------------------------------------------


def _spans(tree: Tree, tokens: Sequence[int], near: Sequence[Quotation], barred: set[int]) -> list[Span]:
    """Return the spans of content tokens, whole quotations taken in, the words of source and cue left out."""
    if not tokens:
        return []
    wanted = set(tokens)
    first, last = min(wanted), max(wanted)
    # Punctuation and stray tokens between content words belong to it unless source and cue stand there.
    stops = sorted(b for b in barred if first < b < last)
    filled: set[int] = set()
    for run in tree.runs(wanted):
        filled.update(run)
    ordered = sorted(filled)
    for left, right in pairwise(ordered):
        if right - left > 1 and not any(left < stop < right for stop in stops):
            gap = [tree.tokens[i] for i in range(left + 1, right)]
            if all(token.pos in {"PUNCT", "SPACE", "SYM"} for token in gap):
                filled.update(range(left + 1, right))
    spans = []
    for run in tree.runs(filled):
        span = Span(start=tree.start(run[0]), end=tree.end(run[-1]))
        for quotation in near:
            inside = max(span.start, quotation.start) < min(span.end, quotation.end)
            held = any(quotation.start <= tree.start(b) < quotation.end for b in barred)
            if inside and not held:
                span = Span(start=min(span.start, quotation.start), end=max(span.end, quotation.end))
        spans.append(span)
    return _join(tree, spans)


def _join(tree: Tree, spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, overlaps joined, outer spaces and punctuation cut off."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(start=joined[-1].start, end=max(span.end, joined[-1].end))
        else:
            joined.append(span)
    trimmed = []
    for span in joined:
        start, end = span.start, span.end
        words = tree.text
        while (
            tree.offset <= start < end and start - tree.offset < len(words) and words[start - tree.offset] in _TRIM_LEFT
        ):
            start += 1
        while start < end <= tree.offset + len(words) and words[end - 1 - tree.offset] in _TRIM_RIGHT:
            if words[end - 1 - tree.offset] == "." and _SHORTENED.search(words[: end - 1 - tree.offset]):
                break
            end -= 1
        if end > start and any(letter.isalnum() for letter in _slice(tree, start, end)):
            trimmed.append(Span(start=start, end=end))
    return trimmed


def _slice(tree: Tree, start: int, end: int) -> str:
    local = tree.text[max(start - tree.offset, 0) : max(end - tree.offset, 0)]
    return local or "x"
