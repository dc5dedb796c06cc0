"""Passages: the sentences and headlines of a report.

Takes a report. Gives its passages, in order. Promises: passages never overlap one another nor what is set apart
(captions aside, which are passages of their own kind); together they hold every other word of the report exactly once.
"""

from sayso.passages.split import VERSION, split

__all__ = ["VERSION", "split"]
