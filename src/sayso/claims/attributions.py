"""Knows who says what in a report: attributions with their sources led home, channels, nesting and quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.claims.channels import Channel, channel_at, channel_of
from sayso.claims.heard import given_to_whose_they_are
from sayso.claims.marked import marked_and_read
from sayso.claims.quotations import Quotation, quotations_of
from sayso.claims.referents import Mention, Referent, referents_of
from sayso.claims.sayings import Saying, sayings_in
from sayso.claims.sources import (
    HE,
    RELATIVES,
    SHE,
    Described,
    describe,
    institutions_named,
    kind_words,
    source_words,
)
from sayso.claims.trees import Tree
from sayso.ports import Gazetteer, MarkedAttribution, Parse
from sayso.records import (
    ApartKind,
    Attribution,
    Certainty,
    Passage,
    Report,
    SourceKind,
    Span,
    TimeMention,
    identify,
)
from sayso.text.names import fold, is_acronym_of

STAGE = "claims@2"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A saying with the passage it stands in, its channel, and the words that stand for its source."""

    saying: Saying
    passage: int
    channel: Channel | None
    author: tuple[int, ...]


def attributions_of(
    report: Report,
    passages: Sequence[Passage],
    parses: Sequence[Parse],
    times: Sequence[TimeMention],
    gazetteer: Gazetteer,
    marked: Sequence[MarkedAttribution] = (),
) -> tuple[Attribution, ...]:
    """Return who says what in a report, in the order of the cues.

    ``parses[i]`` is the parse of ``passages[i]``'s words; ``marked`` is what a passage reader marked in the report.
    Nothing set apart is read, save captions.
    """
    apart = [Span(start=a.start, end=a.end) for a in report.apart if a.kind is not ApartKind.CAPTION]
    quotations = quotations_of(report.text, apart)
    trees = [Tree(passage, parse) for passage, parse in zip(passages, parses, strict=True)]
    sayings = [
        (number, saying)
        for number, tree in enumerate(trees)
        for saying in sayings_in(tree, quotations, is_source=source_words())
    ]
    placed = given_to_whose_they_are(marked_and_read(trees, sayings, marked, quotations), sayings)
    found = [_with_channel(saying, number) for number, saying in placed]
    found = _continued(report, trees, quotations, found)
    found = [f for f in found if f.saying.content]
    mentions, owners = _mentions(trees, found, gazetteer)
    referents = referents_of(mentions)
    _spelt_out(trees, referents, gazetteer)
    by_saying = {owner: referents[place] for place, owner in enumerate(owners) if owner is not None}
    found, by_saying = _without_places(found, by_saying, gazetteer)
    channels = _channels_led_back(found, by_saying)
    made = [
        _attribution(report, item, by_saying.get(number), channels[number], times) for number, item in enumerate(found)
    ]
    return _nested(report, made)


def _without_places(
    found: Sequence[_Found], by_saying: dict[int, Referent], gazetteer: Gazetteer
) -> tuple[list[_Found], dict[int, Referent]]:
    """Drop labels that are datelines or places: "LONDON: ..." says where, not who; nor does a town that "recorded"."""
    kept: list[_Found] = []
    owners: dict[int, Referent] = {}
    for number, item in enumerate(found):
        referent = by_saying.get(number)
        if _counts_as_place(item, gazetteer):
            continue
        if (
            item.saying.rule in {"label", "label-after"}
            and referent is not None
            and referent.kind is SourceKind.UNNAMED
        ):
            described = referent.mentions[0].described
            if described.person is None and (described.places or described.country):
                continue
        if referent is not None:
            owners[len(kept)] = referent
        kept.append(item)
    return kept, owners


def _counts_as_place(item: _Found, gazetteer: Gazetteer) -> bool:
    """Whether a town is said to have had something ("Kitwe recorded six deaths"): somebody else counted them."""
    tree, source = item.saying.tree, item.saying.source
    if tree.tokens[item.saying.head].lemma.lower() not in {"record", "register"} or not 1 <= len(source) <= 2:
        return False
    name = tree.words(source)
    proper = all(tree.tokens[t].pos == "PROPN" for t in source)
    return proper and gazetteer.country_of(name) is None and bool(gazetteer.lookup(name))


# --- channels ----------------------------------------------------------------------------------


def _with_channel(saying: Saying, passage: int) -> _Found:
    tree = saying.tree
    covered = [i for span in saying.content for i in tree.inside(span.start, span.end)]
    outside = [i for i in range(len(tree.tokens)) if i not in set(covered)]
    author = tuple(saying.source)
    own: Channel | None = None
    if saying.source:
        # "The post from the ministry alleges": the channel speaks, its owner is the source.
        inside = set(saying.source)
        head = next((t for t in saying.source if tree.tokens[t].head not in inside), saying.source[0])
        own = channel_at(tree, head)
        if own is not None and own.name in _PLACES_OF_SPEECH:
            own = None  # "the court said": a court speaks, "in court" is where somebody does
        if own is not None:
            author = tuple(_owner_of(tree, head, saying.source))
    channel = own
    if channel is None and saying.rule not in {"according", "citing", "label", "label-after", "adverb", "noun"}:
        channel = channel_of(tree, saying.head, [i for i in outside if i not in saying.source], saying.hearer)
    return _Found(saying=saying, passage=passage, channel=channel, author=author)


_PLACES_OF_SPEECH = frozenset({"court", "radio", "television"})


def _owner_of(tree: Tree, head: int, source: Sequence[int]) -> list[int]:
    owner = tree.child(head, "poss")
    if owner is None:
        for preposition in tree.children(head, "prep", "agent"):
            if tree.tokens[preposition].text.lower() in {"from", "by", "of"}:
                owner = tree.child(preposition, "pobj")
                break
    if owner is None:
        # "a statement issued by the group", "the statement, signed by the brigade"
        for clause in tree.children(head, "acl", "relcl"):
            agent = tree.child(clause, "agent")
            if agent is not None and tree.tokens[clause].lemma.lower() in _MAKES:
                owner = tree.child(agent, "pobj")
    if owner is None:
        # "a Defence Ministry statement", "a police report": whose it is stands right before it.
        before = [c for c in tree.children(head, "compound", "nmod") if _owns(tree, c)]
        if before:
            return list(range(tree.subtree(before[0])[0], head))
    return [t for t in tree.subtree(owner) if t in set(source)] if owner is not None else []


_MAKES = frozenset({"issue", "release", "publish", "post", "sign", "write", "put", "share", "upload", "circulate"})


def _owns(tree: Tree, index: int) -> bool:
    """Whether a noun before "statement" or "report" names who made it, and is no platform and no sort of report."""
    token = tree.tokens[index]
    if channel_at(tree, index) is not None or token.pos not in {"NOUN", "PROPN"}:
        return False
    kind = kind_words().get(fold(token.lemma))
    return kind not in {None, SourceKind.DOCUMENT, SourceKind.MEDIA} or bool(institutions_named(tree, index))


_POINTED_AT = frozenset({"post", "statement", "letter", "telegram", "message", "report", "video"})


def _channels_led_back(found: Sequence[_Found], by_saying: dict[int, Referent]) -> list[Channel | None]:
    """Return the channel of each saying; "the post" takes the fuller name that the report gave before."""
    led: list[Channel | None] = []
    for number, item in enumerate(found):
        channel = item.channel
        if channel is not None and channel.group in _POINTED_AT:
            fuller = [
                c
                for n, c in enumerate(led)
                if c is not None
                and (c.group == channel.group or channel.name in c.name.split())
                and len(c.name) > len(channel.name)
                and (channel.definite or by_saying.get(n) is by_saying.get(number))
            ]
            general = channel.name in {"post", "social media post", "message", "telegram", "channel", "social media"}
            if fuller and (channel.definite or general):
                channel = replace(channel, name=fuller[-1].name)
            elif channel.name == "social media post" and channel.definite:
                before = [c for c in led if c is not None and c.group == "post"]
                channel = replace(channel, name=before[-1].name) if before else channel
        led.append(channel)
    return led


# --- quotations without a cue of their own -----------------------------------------------------


_DASHES = frozenset("-–—―")


def _continued(
    report: Report, trees: Sequence[Tree], quotations: Sequence[Quotation], found: list[_Found]
) -> list[_Found]:
    """Give quotations that no cue holds to the speaker before (or, after a colon, to whom it announces)."""
    result = list(found)
    for quotation in quotations:
        words = report.text[quotation.start : quotation.end]
        if len(words.split()) < 4:
            continue
        held = [
            n
            for n, item in enumerate(result)
            if any(s.start < quotation.end and quotation.start < s.end for s in item.saying.content)
        ]
        cue_inside = [
            n
            for n, item in enumerate(result)
            if any(quotation.start <= item.saying.tree.start(t) < quotation.end for t in item.saying.cue)
        ]
        if [n for n in held if n not in cue_inside]:
            continue
        if not _stands_alone(report.text, quotation):
            continue
        before = [
            n
            for n, item in enumerate(result)
            if item.saying.kind == "speech"
            and n not in cue_inside
            and (_last(item) <= quotation.start or item.saying.tree.end(item.saying.cue[-1]) <= quotation.start)
        ]
        if not before:
            continue
        speaker = max(before, key=lambda n: max(_last(result[n]), result[n].saying.tree.end(result[n].saying.cue[-1])))
        item = result[speaker]
        quoted_before = item.saying.colon or _holds_quotation(item, quotations)
        passages_between = sum(
            1
            for tree in trees
            if tree.offset >= max(_last(item), item.saying.tree.limit) and tree.limit <= quotation.start
        )
        signed = item.saying.tree.words(item.saying.cue).strip() in _DASHES  # "...." — Ann Lee: the next has its own
        if not quoted_before or passages_between > 1 or signed:
            continue
        span = _trimmed(report.text, Span(start=quotation.start, end=quotation.end))
        saying = replace(item.saying, content=(*item.saying.content, span))
        result[speaker] = replace(item, saying=saying)
    for number, item in enumerate(result):
        if item.saying.colon and not item.saying.content:
            following = [t for t in trees if t.offset >= item.saying.tree.limit and not t.headline]
            if following:
                span = _trimmed(report.text, Span(start=following[0].offset, end=following[0].limit))
                result[number] = replace(item, saying=replace(item.saying, content=(span,)))
    return result


def _last(item: _Found) -> int:
    return max((s.end for s in item.saying.content), default=0)


def _holds_quotation(item: _Found, quotations: Sequence[Quotation]) -> bool:
    return any(
        s.start <= q.start + 1 and q.end <= s.end + 1 and q.end - q.start > 15
        for s in item.saying.content
        for q in quotations
    )


def _stands_alone(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own: it opens its sentence, and nothing but its end follows."""
    before = text[: quotation.start].rstrip(" \t\xa0")
    opens = not before or before[-1] in "\n.!?…:”\"’'"
    after = text[quotation.end : quotation.end + 2].lstrip(" ")
    return opens and (not after or after[0] in '\n\r“"' or after[0].isupper() or text[quotation.end - 2] in ".!?…")


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    if end > start and text[end - 1] == ".":
        end -= 1
    return Span(start=start, end=end)


# --- who is meant ------------------------------------------------------------------------------


def _mentions(
    trees: Sequence[Tree], found: Sequence[_Found], gazetteer: Gazetteer
) -> tuple[list[Mention], list[int | None]]:
    """Return the mentions of sources and of persons in the order of the text, with the saying each belongs to."""
    made: list[tuple[int, Mention, int | None]] = []
    spoken: set[tuple[int, int]] = set()
    within: set[tuple[int, int]] = set()
    for number, item in enumerate(found):
        tree = item.saying.tree
        tokens = list(item.author)
        if not tokens and item.saying.source and item.channel is not None:
            tokens = list(item.saying.source)
        if not tokens or _of_another(item, found):
            continue
        described = describe(tree, tokens, gazetteer)
        if described.pronoun in RELATIVES:
            antecedent = _before_relative(tree, tokens[0])
            if antecedent:
                described = describe(tree, antecedent, gazetteer)
        start = tree.start(tokens[0])
        spoken.add((item.passage, start))
        within.update((item.passage, token) for token in tokens)
        made.append(
            (
                start,
                Mention(
                    start=start,
                    passage=item.passage,
                    described=described,
                    channel=item.channel,
                    speaks=True,
                    headline=tree.headline,
                ),
                number,
            )
        )
    for number, tree in enumerate(trees):
        for index, token in enumerate(tree.tokens):
            if token.dep not in {"nsubj", "nsubjpass", "appos", "dobj", "pobj", "ROOT", "poss"} or token.pos != "PROPN":
                continue
            tokens = [t for t in tree.subtree(index) if t <= index]
            start = tree.start(tokens[0])
            own = (number, index) in within
            if (number, start) in spoken or (own and token.dep != "pobj"):
                continue
            described = describe(tree, tokens, gazetteer)
            if described.pronoun is not None or (described.person is None and not _is_body(described)):
                continue
            if own and described.person is not None:
                continue
            spoken.add((number, start))
            subject = token.dep in {"nsubj", "nsubjpass"}
            made.append(
                (
                    start,
                    Mention(
                        start=start, passage=number, described=described, channel=None, speaks=False, subject=subject
                    ),
                    None,
                )
            )
    made.sort(key=lambda entry: (entry[0], entry[2] if entry[2] is not None else -1))
    return [entry[1] for entry in made], [entry[2] for entry in made]


def _of_another(item: _Found, found: Sequence[_Found]) -> bool:
    """Whether "he" stands in what "she" says: he is somebody whom she speaks of, and no speaker of the report."""
    own = _pronoun(item)
    other = HE if own in SHE else SHE if own in HE else frozenset()
    if not other or not item.saying.cue:
        return False
    at = item.saying.tree.start(item.saying.cue[0])
    return any(
        _pronoun(holder) in other and any(span.start <= at < span.end for span in holder.saying.content)
        for holder in found
        if holder is not item
    )


def _pronoun(item: _Found) -> str:
    tokens = item.saying.source
    return item.saying.tree.tokens[tokens[0]].text.lower() if len(tokens) == 1 else ""


def _is_body(described: Described) -> bool:
    """Whether words name a body by a name of more than one word, to which "the agency" may lead later."""
    return described.body is not None and len(described.body.split()) > 1 and not described.untold


def _spelt_out(trees: Sequence[Tree], referents: Sequence[Referent], gazetteer: Gazetteer) -> None:
    """Give a source that is only called by its initials the full name that the report has elsewhere."""
    done: list[Referent] = []
    for referent in referents:
        name = referent.name or ""
        if referent in done or referent.person is not None or " " in name or not name.isupper() or len(name) < 2:
            continue
        done.append(referent)
        for number, tree in enumerate(trees):
            full = next(
                (n for n in tree.names if is_acronym_of(name, tree.text[n.start : n.end]) and n.end - n.start > 8), None
            )
            if full is None:
                continue
            tokens = tree.inside(tree.offset + full.start, tree.offset + full.end)
            described = describe(tree, tokens, gazetteer) if tokens else None
            if described is not None and described.body is not None:
                start = tree.start(tokens[0])
                referent.mentions.append(
                    Mention(start=start, passage=number, described=described, channel=None, speaks=False)
                )
                break


def _before_relative(tree: Tree, index: int) -> list[int]:
    node = tree.tokens[index].head
    for _ in range(4):
        if tree.tokens[node].dep == "relcl":
            noun = tree.tokens[node].head
            return [t for t in tree.subtree(noun, without=[node]) if t < index]
        if tree.tokens[node].head == node:
            break
        node = tree.tokens[node].head
    return []


def _is_of_the_telling(saying: Saying, mention: TimeMention) -> bool:
    """Tell whether a time stands with the source or the cue, as it need not where a reader marked little as content."""
    tree = saying.tree
    tokens = tree.inside(mention.start, mention.end)
    own = {saying.head, *saying.cue, *saying.source}
    if not tokens or own & {
        tokens[0] - 1,
        tokens[-1] + 1,
        tokens[0] - 2 if tree.tokens[tokens[0] - 1].pos == "ADP" else -1,
    }:
        return bool(tokens)
    for above in tree.ancestors(tokens[-1]):
        if above in own:
            return True
        if tree.tokens[above].tag.startswith("VB"):
            return False
    return False


# --- records -----------------------------------------------------------------------------------


def _attribution(
    report: Report,
    item: _Found,
    referent: Referent | None,
    channel: Channel | None,
    times: Sequence[TimeMention],
) -> Attribution:
    saying = item.saying
    tree = saying.tree
    source = saying.marked.source if saying.marked else _spans_of(tree, saying.source)
    cue = (saying.marked.cue,) if saying.marked else _spans_of(tree, saying.cue, keep_colon=True)
    own = set(source) | set(cue)
    said_at = [
        mention
        for mention in times
        if mention.when is not None
        and mention.type in {"DATE", "TIME"}
        and tree.offset <= mention.start
        and mention.end <= tree.limit
        and not any(s.start < mention.end and mention.start < s.end for s in saying.content)
        and (saying.marked is None or _is_of_the_telling(saying, mention))
    ]
    if (
        saying.rule not in {"direct", "indirect", "colon", "parenthetical", "object", "tag", "marked"}
        or saying.kind != "speech"
    ):
        said_at = []
    said = min(said_at, key=lambda m: (abs(m.start - tree.start(saying.head)), m.start)) if said_at else None
    name = key = None
    aliases: tuple[str, ...] = ()
    kind = SourceKind.UNNAMED
    if referent is not None:
        name, key, kind = referent.name, referent.key, referent.kind
        aliases = tuple(
            sorted(
                {m.described.text for m in referent.mentions if m.described.pronoun is None and m.speaks} - {name or ""}
            )
        )
    elif item.saying.source and channel is not None:
        kind = SourceKind.DOCUMENT
    reason = f" ({referent.why[-1]})" if referent is not None and referent.why else ""
    content = _joined(report.text, saying.content)
    spans = [[s.start, s.end] for s in sorted(own)] + [[s.start, s.end] for s in content]
    return Attribution(
        id=identify("att", report.id, spans, saying.rule),
        report=report.id,
        source=source,
        cue=cue,
        content=content,
        name=name,
        key=key,
        aliases=aliases,
        kind=kind,
        channel=channel.name if channel is not None else None,
        said=said.when if said is not None else None,
        said_span=Span(start=said.start, end=said.end) if said is not None else None,
        parent=None,
        verb_certainty=_withdrawn(report.text, source, saying.certainty),
        hedged=saying.hedged,
        made_by=f"{STAGE} {saying.kind}.{saying.rule}{'.factive' if saying.factive else ''}{reason}",
    )


_EARLIER = re.compile(r"\b(?:earlier|previous|original|first)\s+version\s+of\s+(?:this|the|our)\b", re.IGNORECASE)


def _withdrawn(text: str, source: Sequence[Span], certainty: Certainty) -> Certainty:
    """Return CT- for what "an earlier version of this article" said: the outlet takes it back."""
    if certainty is Certainty.CERTAIN and any(_EARLIER.search(text[s.start : s.end]) for s in source):
        return Certainty.CERTAINLY_NOT
    return certainty


def _joined(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return content in order, spans joined that only spaces of one line part, outer spaces cut off."""
    joined: list[Span] = []
    for span in sorted(content):
        start, end = span.start, span.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end <= start:
            continue
        gap = text[joined[-1].end : start] if joined else "x"
        if joined and (start <= joined[-1].end or (not gap.strip() and "\n" not in gap)):
            joined[-1] = Span(start=joined[-1].start, end=max(end, joined[-1].end))
        else:
            joined.append(Span(start=start, end=end))
    return tuple(joined)


def _spans_of(tree: Tree, tokens: Sequence[int], *, keep_colon: bool = False) -> tuple[Span, ...]:
    if not tokens:
        return ()
    if keep_colon:
        return (Span(start=tree.start(min(tokens)), end=tree.end(max(tokens))),)
    span = tree.span(tokens)
    if span is None:
        return ()
    following = tree.text[span.end - tree.offset :]
    mark = following.lstrip()[:1]
    if mark in {",", "—", "–"} and mark in tree.text[span.start - tree.offset : span.end - tree.offset]:
        # The comma that closes "Ann Lee, the mayor," belongs to the source, as PARC and PolNeAR have it.
        span = Span(start=span.start, end=span.end + len(following) - len(following.lstrip()) + 1)
    return (span,)


def _nested(report: Report, made: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions with the id of the smallest one of speech whose content holds each as its parent."""
    result: list[Attribution] = []
    for inner in made:
        cue = inner.cue[0] if inner.cue else inner.content[0]
        holders = [
            (sum(s.end - s.start for s in outer.content), outer.id)
            for outer in made
            if outer is not inner
            and " speech." in outer.made_by
            and "speech.citing" not in outer.made_by
            and any(s.start <= cue.start and cue.end <= s.end for s in outer.content)
        ]
        citing = [
            (0, outer.id)
            for outer in made
            if outer is not inner
            and "speech.citing" in inner.made_by
            and "citing" not in outer.made_by
            and outer.source
            and any(a.start < b.end and b.start < a.end for a in outer.content for b in inner.content)
            and outer.name != inner.name
        ]
        chosen = min(citing or holders, default=None)
        if chosen is None:
            result.append(inner)
            continue
        content = inner.content
        if citing:
            # "the Herald reported, citing police": what was cited is what the Herald reported.
            content = next(outer.content for outer in made if outer.id == chosen[1])
        result.append(replace(inner, parent=chosen[1], content=content))
    result = _owned(report, result)
    ordered = sorted(result, key=lambda a: ((a.cue or a.content)[0].start, a.id))
    return tuple(_without_loops(ordered))


_OWN = ("its ", "their ", "our ", "my ")
_SELF = frozenset({"we", "i", "us"})


def _owned(report: Report, made: Sequence[Attribution]) -> list[Attribution]:
    """Give "we believe" and "its observers counted" within somebody's words to that somebody."""
    by_id = {attribution.id: attribution for attribution in made}
    result = []
    for inner in made:
        outer = by_id.get(inner.parent or "")
        words = report.text[inner.source[0].start : inner.source[0].end].lower() if inner.source else ""
        if outer is not None and inner.key is None and (words in _SELF or words.startswith(_OWN)):
            inner = replace(inner, name=outer.name, key=outer.key, kind=outer.kind, aliases=outer.aliases)
        result.append(inner)
    return result


def _without_loops(made: Sequence[Attribution]) -> list[Attribution]:
    by_id = {a.id: a for a in made}
    result = []
    for attribution in made:
        seen = {attribution.id}
        node = attribution
        looped = False
        while node.parent is not None and node.parent in by_id:
            if node.parent in seen:
                looped = True
                break
            seen.add(node.parent)
            node = by_id[node.parent]
        result.append(replace(attribution, parent=None) if looped else attribution)
    return result
