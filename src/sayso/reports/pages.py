"""What a web page holds: the main text, and what its metadata says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import trafilatura
from htmldate import find_date
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura.metadata import extract_metadata
from trafilatura.utils import load_html

EARLIEST = "1600-01-01"
"""The first newspaper was printed in 1605."""

_TROUBLE = (
    LxmlError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)
"""What the parsers of pages raise on pages that are broken in their own ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The main text of a page, and its metadata; ``dated_by_metadata`` is False where the date is read off the page."""

    text: str
    title: str | None
    byline: str | None
    sitename: str | None
    published: str | None
    dated_by_metadata: bool


def page_of(html: str, *, url: str | None, received: datetime) -> Page | None:
    """Return the main text and the metadata of a page, or None where it has no main text.

    Dates later than the day after ``received`` are not believed.
    """
    latest = (received + timedelta(days=1)).strftime("%Y-%m-%d")
    try:
        tree = load_html(html)
        if tree is None:
            return None
        text = _main_text(tree)
        if not text:
            return None
        dates = {"original_date": True, "extensive_search": False, "min_date": EARLIEST, "max_date": latest}
        said = extract_metadata(tree, default_url=url, date_config=dates, extensive=False)
    except _TROUBLE:
        return None
    published = said.date
    if published is None:
        published = _date_on_page(html, url, latest)
    return Page(
        text=text,
        title=_clean(said.title),
        byline=_clean(said.author),
        sitename=_clean(said.sitename),
        published=published,
        dated_by_metadata=said.date is not None,
    )


def _main_text(tree: HtmlElement) -> str:
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    text = getattr(found, "text", None)
    return text.strip() if isinstance(text, str) else ""


def _date_on_page(html: str, url: str | None, latest: str) -> str | None:
    try:
        found = find_date(html, extensive_search=True, original_date=True, url=url, max_date=latest)
    except _TROUBLE:
        return None
    # The search fills up a year or a month that stands alone ("© 2020") with first days: those are no days of a report.
    return found if isinstance(found, str) and not found.endswith("-01") else None


def _clean(words: str | None) -> str | None:
    if not words:
        return None
    return " ".join(words.split()) or None
