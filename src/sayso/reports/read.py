"""How a document's bytes become reports: decoded, cleared of markup, dated, titled, and parted from page furniture."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from sayso.ports import LanguageIdentifier
from sayso.records import Document, Failure, Given, Published, PublishedBasis, Receipt, Report, Span, identify
from sayso.reports.apart import apart_of
from sayso.reports.bylines import byline_of
from sayso.reports.decoding import decoded
from sayso.reports.flat import flat_opening
from sayso.reports.frontmatter import front_matter, is_open_header
from sayso.reports.furniture import rule_of_line
from sayso.reports.headlines import FEWEST_WORDS, is_in_capitals, is_same_title, looks_like_headline
from sayso.reports.languages import ENGLISH, language_name, language_of, normal_code
from sayso.reports.markup import looks_like_page
from sayso.reports.published import published_in
from sayso.text.datelines import dateline_of
from sayso.text.written_days import edtf_of

if TYPE_CHECKING:  # what is loaded by name below, said here so that the import contracts see it
    from sayso.reports.pages import Page

VERSION = "2"

LONGEST_TEXT = 2_000_000
"""Characters of main text: five long novels. What is longer is an archive or a dump, not a report."""

OPENING_LINES = 6
"""Headline, standfirst, byline, place and date stand before a text begins."""

_FIELDS = tuple(field.name for field in fields(Given))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What the bytes hold: the body, and what a header or the page's metadata says of it."""

    body: str
    header: Given
    page: Given
    page_date_why: str
    dated_by_metadata: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reception:
    """One distinct set of givens with the earliest receipt that it stands for."""

    given: Given
    received: datetime
    origin: str


def read(document: Document, data: bytes, *, identify_language: LanguageIdentifier) -> tuple[Report | Failure, ...]:
    """Return one report per distinct set of givens among a document's receipts, or why there is none. Never raises."""
    if document.withheld is not None:
        return (_failure(document, "withheld", f"was withheld: {document.withheld}", "Nothing is to be done."),)
    receptions = _receptions(document.receipts)
    if not receptions:
        return (_failure(document, "no-receipt", "has no receipt", "Add the file again."),)
    content = _content(document, data, receptions[0])
    if isinstance(content, Failure):
        return (content,)
    # A receipt that cannot be read takes nothing away: what it would have absorbed is read without it.
    unread: dict[Given, Failure] = {}
    while True:
        results = {one.given: _report(document, content, one, identify_language) for one in receptions}
        failed = {given: result for given, result in results.items() if isinstance(result, Failure)}
        unread |= failed
        if not failed:
            break
        receptions = _receptions(document.receipts, without=unread.keys())
    reports = {result.id: result for result in results.values() if isinstance(result, Report)}
    failures = {
        f"{failure.reason} {failure.why}": failure
        for given, failure in unread.items()
        if not any(_is_put_right(given, other) for other in results)
    }
    return (*reports.values(), *failures.values())


def _is_put_right(unread: Given, read_well: Given) -> bool:
    """Tell whether a later receipt gave all that one gave which could not be read, and in its place what can be."""
    may_differ = [name for name in ("published", "language") if getattr(read_well, name)]
    return bool(may_differ) and _is_part(replace(unread, **dict.fromkeys(may_differ)), read_well)


def _receipts_key(receipt: Receipt) -> tuple[datetime, str, tuple[str, ...]]:
    return receipt.received, receipt.origin, _sort_key(receipt.given)


def _receptions(receipts: tuple[Receipt, ...], *, without: Collection[Given] = ()) -> list[_Reception]:
    """Return the distinct sets of givens, each with the earliest receipt that has a part of them."""
    ordered = sorted((one for one in receipts if one.given not in without), key=_receipts_key)
    distinct = list(dict.fromkeys(receipt.given for receipt in ordered))
    kept = [given for given in distinct if not any(_is_part(given, other) for other in distinct if other != given)]
    receptions = []
    for given in kept:
        first = next(receipt for receipt in ordered if receipt.given == given or _is_part(receipt.given, given))
        receptions.append(_Reception(given=given, received=first.received, origin=first.origin))
    return sorted(receptions, key=lambda reception: (reception.received, reception.origin, _sort_key(reception.given)))


def _sort_key(given: Given) -> tuple[str, ...]:
    return tuple(getattr(given, name) or "" for name in _FIELDS)


def _is_part(given: Given, other: Given) -> bool:
    return all(getattr(given, name) in (None, getattr(other, name)) for name in _FIELDS)


def _content(document: Document, data: bytes, reception: _Reception) -> _Content | Failure:
    if not data.strip():
        return _failure(document, "no-text", "is empty", "Check the file; it may not have been saved whole.")
    source = decoded(data)
    if source is None:
        return _failure(
            document,
            "binary",
            "is no text: its bytes are those of a binary format",
            "Save the text of the report as .txt or .html and add that.",
        )
    if looks_like_page(source.text, document.media_type):
        return _from_page(document, source.text, reception)
    if is_open_header(source.text):
        return _failure(
            document,
            "open-header",
            "begins with a header that never ends: it has no second line of ---",
            "Put a line of --- below the header, and add the file again.",
        )
    header, start = front_matter(source.text)
    body = source.text[start:].strip()
    if not any(character.isalpha() for character in body):
        return _failure(document, "no-text", "has no words", "Check the file; it may not have been saved whole.")
    if len(body) > LONGEST_TEXT:
        return _too_long(document, len(body))
    return _Content(body=body, header=header, page=Given(), page_date_why="", dated_by_metadata=False)


def _from_page(document: Document, html: str, reception: _Reception) -> _Content | Failure:
    # Loaded by name when the first page comes: what reads pages takes a quarter of a second to load.
    page_of: Callable[..., Page | None] = import_module("sayso.reports.pages").page_of
    page = page_of(html, url=reception.given.url, received=reception.received)
    if page is None or not any(character.isalpha() for character in page.text):
        return _failure(
            document,
            "no-main-text",
            "is a web page in which no main text was found",
            "Copy the report's text into a .txt file and add that.",
        )
    if len(page.text) > LONGEST_TEXT:
        return _too_long(document, len(page.text))
    where = (
        "The page's metadata says so." if page.dated_by_metadata else "A date on the page, outside the text, says so."
    )
    return _Content(
        body=page.text,
        header=Given(),
        page=Given(outlet=page.sitename, published=page.published, title=page.title, byline=page.byline),
        page_date_why=where,
        dated_by_metadata=page.dated_by_metadata,
    )


def _report(
    document: Document, content: _Content, reception: _Reception, identify_language: LanguageIdentifier
) -> Report | Failure:
    said = _joined(reception.given, content.header)
    language = normal_code(said.language) if said.language else language_of(content.body, identify_language)
    if language != ENGLISH:
        return _failure(
            document,
            "language-not-supported",
            f"is written in {language_name(language)}; Sayso reads English",
            "Its bytes are kept. Add a translation; or, if it is English after all, add it again with its language.",
        )
    lines = [line for line in content.body.split("\n") if line.strip()]
    published = _published(said, content, lines)
    if isinstance(published, str):
        return _failure(
            document,
            "bad-date",
            f"was given {published!r} as time of publication, which is no date that can be read",
            "Give a day as 2022-04-02, or EDTF such as 2022-04 or XXXX-04-02.",
        )
    title = said.title or content.page.title
    text, headline = _with_headline(content.body, title)
    outlet = said.outlet or content.page.outlet
    byline = said.byline or content.page.byline or byline_of(lines)
    known = (outlet, said.owner, published.edtf, published.basis, said.url, title, byline)
    return Report(
        id=identify("rpt", document.sha256, *known),
        document=document.id,
        sha256=document.sha256,
        received=reception.received,
        origin=reception.origin,
        outlet=outlet,
        owner=said.owner,
        url=said.url,
        title=title if headline is None or title else " ".join(text[headline.start : headline.end].split()),
        byline=byline,
        published=published,
        language=language,
        text=text,
        headline=headline,
        apart=apart_of(text, headline, version=VERSION),
        made_by=f"reports@{VERSION} read",
    )


def _joined(given: Given, header: Given) -> Given:
    """Return the givens of a receipt, filled up from the header of the file."""
    missing = {name: getattr(header, name) for name in _FIELDS if not getattr(given, name) and getattr(header, name)}
    return replace(given, **missing)


def _published(said: Given, content: _Content, lines: list[str]) -> Published | str:
    """Return when the report was published, or the given words that are no date."""
    if said.published:
        edtf = edtf_of(said.published)
        if edtf is None:
            return said.published
        return Published(edtf=edtf, basis=PublishedBasis.GIVEN, why=f"Given with the document: {said.published}.")
    if content.page.published and content.dated_by_metadata:
        edtf = edtf_of(content.page.published)
        if edtf is not None:
            return Published(edtf=edtf, basis=PublishedBasis.METADATA, why=content.page_date_why)
    found = published_in(lines)
    if found.edtf is None and content.page.published:
        edtf = edtf_of(content.page.published)
        if edtf is not None:
            return Published(edtf=edtf, basis=PublishedBasis.TEXT, why=content.page_date_why)
    return found


def _with_headline(body: str, title: str | None) -> tuple[str, Span | None]:
    """Return the text as read and the span of its headline: put before the body where it is known and not there."""
    lines = _lines_of_report(body)
    if not lines:
        return body, None
    start, line = lines[0]
    deck = _deck_in_capitals(lines)
    if title is not None:
        if is_same_title(title, line):
            return body, Span(start=start, end=start + len(line))
        if deck is not None and is_same_title(title, body[deck.start : deck.end]):
            return body, deck
        flat = " ".join(title.split())
        return (f"{flat}\n\n{body}", Span(start=0, end=len(flat))) if flat else (body, None)
    if deck is not None:
        return body, deck
    if looks_like_headline(line, [later for _, later in lines[1:]]):
        return body, Span(start=start, end=start + len(line))
    credit = flat_opening(line)
    if credit is not None and len(line[: credit.start].split()) >= FEWEST_WORDS:
        return body, Span(start=start, end=start + len(line[: credit.start].rstrip()))
    return body, None


def _deck_in_capitals(lines: list[tuple[int, str]]) -> Span | None:
    """Return the first lines as far as they are headlines in capitals, as older papers set them one below another."""
    last = None
    for start, line in lines:
        if not is_in_capitals(line) or published_in([line]).edtf is not None or dateline_of(line) is not None:
            return last
        last = Span(start=lines[0][0], end=start + len(line))
    return None  # a text that is set in capitals throughout


def _lines_of_report(body: str) -> list[tuple[int, str]]:
    """Return where the first lines begin that are not page furniture, and their words."""
    found: list[tuple[int, str]] = []
    labelled: list[tuple[int, str]] = []
    offset = 0
    for raw in body.split("\n"):
        line = raw.strip()
        rule = rule_of_line(line) if line else None
        if line and rule is None:
            found.append((offset + raw.index(line), line))
            if len(found) == OPENING_LINES:
                break
        elif rule is not None and rule.name == "media-pointer" and not found and not labelled:
            labelled.append((offset + raw.index(line), line))
        offset += len(raw) + 1
    # "Opinion: ..." above a text is its headline; above another headline it points elsewhere.
    if labelled and found and not looks_like_headline(found[0][1], [later for _, later in found[1:]]):
        return [*labelled, *found][:OPENING_LINES]
    return found


def _too_long(document: Document, size: int) -> Failure:
    return _failure(
        document,
        "too-long",
        f"has {size:,} characters of text; a report may have {LONGEST_TEXT:,}",
        "Cut it into its reports, one file each, and add these.",
    )


def _failure(document: Document, reason: str, what: str, advice: str) -> Failure:
    name = document.receipts[0].origin if document.receipts else document.id
    return Failure(stage="reports", subject=document.id, reason=reason, why=f"{name} {what}.", advice=advice)
