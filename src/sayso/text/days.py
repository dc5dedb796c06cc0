"""Knows the first day on which a report can have been published."""

from __future__ import annotations

import functools

from sayso.records import Report
from sayso.text import edtf


def published_day(report: Report) -> str | None:
    """Return the first day (ISO) on which a report can have been published, None where it is not known."""
    return _first_day(report.published.edtf)


@functools.lru_cache(maxsize=4096)
def _first_day(published: str | None) -> str | None:
    return edtf.when_from(published).start if published and edtf.is_edtf(published) else None
