"""Knows the first day on which a report can have been published."""

from __future__ import annotations

from sayso.records import Report
from sayso.text import edtf


def published_day(report: Report) -> str | None:
    """Return the first day (ISO) on which a report can have been published, None where it is not known."""
    published = report.published.edtf
    return edtf.when_from(published).start if published and edtf.is_edtf(published) else None
