"""Reports: one news text as one outlet published it, read from a document's bytes.

Takes a document with its receipts, and its bytes. Gives one report per distinct set of givens, or the failures.
Promises: any bytes give a report or a failure; words are where we say they are; what is set apart stays in the text.
"""

from sayso.reports.read import VERSION, read

__all__ = ["VERSION", "read"]
