"""How reports are laid out for people: a table of many, one in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.answers import ReportAnswer, ReportsAnswer
from sayso.answers.shapes import PlaceMentionAnswer, QuantityMentionAnswer, TimeMentionAnswer
from sayso.answers.wording import (
    counted,
    day_in_words,
    instant_in_words,
    interval_in_words,
    kind_in_words,
    place_number_in_words,
)
from sayso.cli.showing_events import SHORT_ID


def reports_table(answer: ReportsAnswer) -> Table:
    """Return a table of reports."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold", expand=True)
    table.add_column("report", no_wrap=True, style="cyan")
    table.add_column("title and flags", ratio=2)
    table.add_column("outlet", ratio=1)
    table.add_column("published", max_width=17)
    table.add_column("from", ratio=1, overflow="fold")
    table.add_column("claims", justify="right")
    table.add_column("events", justify="right")
    for report in answer.reports:
        title = Text(report.title or report.opening or "no words", style="" if report.title else "italic")
        flags = sorted({str(flag.kind) for flag in report.flags})
        if flags:
            title.append("\n" + ", ".join(flags), style="dim")
        table.add_row(
            report.id[:SHORT_ID],
            title,
            Text(report.outlet or "not said", style="" if report.outlet else "dim"),
            Text(day_in_words(report.published.edtf) if report.published.edtf else "unknown"),
            Text(PurePath(report.document.came_from).name),
            str(len(report.claims)),
            str(len(report.events)),
        )
    return table


def report_in_full(report: ReportAnswer) -> Iterator[RenderableType]:
    """Yield the parts of a report, each to be printed on lines of its own."""
    yield Text.assemble((report.title or report.opening or "A report without words", "bold"), "  ", (report.id, "cyan"))
    yield _facts(report)
    yield Text("\nText (what is set apart is marked and never claimed from)", style="bold")
    yield Padding(_text(report), (0, 0, 0, 2))
    if report.attributions:
        yield Text("\nWho says what", style="bold")
        yield Padding(_attributions(report), (0, 0, 0, 2))
    if report.places or report.times or report.quantities:
        yield Text("\nPlaces, times, figures", style="bold")
        yield Padding(_mentions(report), (0, 0, 0, 2))
    if report.flags:
        yield Text("\nFlags", style="bold")
        for flag in report.flags:
            words = report.text[flag.start : flag.end]
            yield Padding(Text.assemble((str(flag.kind), "yellow"), f" at “{words}”: {flag.why}"), (0, 0, 0, 2))
    yield Text("\nEvents", style="bold")
    for event in report.events:
        yield Text.assemble("  sayso event ", (event, "cyan"))
    if not report.events:
        yield Text("  It tells of no event that Sayso knows.")


def _facts(report: ReportAnswer) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    published = report.published
    when = day_in_words(published.edtf) if published.edtf else "unknown"
    table.add_row("outlet", report.outlet or "not said")
    table.add_row("published", f"{when} ({published.basis}{': ' + published.why if published.why else ''})")
    table.add_row("received", f"{instant_in_words(report.document.received)}, from {report.document.came_from}")
    table.add_row("document", f"SHA-256 {report.document.sha256}")
    read = (
        counted(len(report.passages), "passage"),
        counted(len(report.attributions), "attribution"),
        counted(len(report.claims), "claim"),
    )
    table.add_row("read", ", ".join(read))
    return table


def _text(report: ReportAnswer) -> Text:
    text = Text()
    at = 0
    for apart in sorted(report.apart, key=lambda a: (a.start, a.end)):
        if apart.start < at:
            continue
        text.append(report.text[at : apart.start])
        text.append(f"[{kind_in_words(apart.kind)}: {report.text[apart.start : apart.end]}]", style="dim")
        at = apart.end
    text.append(report.text[at:].rstrip())
    return text


def _attributions(report: ReportAnswer) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_column(ratio=2)
    for one in report.attributions:
        through = f", {one.channel}" if one.channel else ""
        cue = " … ".join(report.text[start:end] for start, end in one.cue)
        content = " … ".join(report.text[start:end] for start, end in one.content)
        table.add_row(
            Text(one.name or "unnamed"),
            Text(f"{kind_in_words(one.kind)}{through}{': ' if cue else ''}{cue}", style="dim"),
            Text(content),
        )
    return table


def _mentions(report: ReportAnswer) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    rows = [
        *(("place", one.text, _place(one)) for one in report.places),
        *(("time", one.text, _time(one)) for one in report.times),
        *(("figure", one.text, _figure(one)) for one in report.quantities),
    ]
    for (kind, words, read), count in Counter(rows).items():
        table.add_row(kind, Text(f"“{words}”{f' ({count} times)' if count > 1 else ''}: {read}"))
    return table


def _place(place: PlaceMentionAnswer) -> str:
    if place.name is None:
        return "not in the gazetteer"
    return ", ".join(filter(None, (place.name, place_number_in_words(place.geonames_id))))


def _time(time: TimeMentionAnswer) -> str:
    inferred = f" ({' and '.join(time.inferred)} inferred)" if time.inferred else ""
    return (day_in_words(time.edtf) if time.edtf else time.timex) + inferred


def _figure(quantity: QuantityMentionAnswer) -> str:
    bounds = [bound for bound in (quantity.min, quantity.max) if bound is not None]
    share = any(isinstance(bound, float) for bound in bounds) and all(bound <= 1 for bound in bounds)
    return interval_in_words(quantity.min, quantity.max, share=share)
