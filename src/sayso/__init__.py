"""Sayso: a ledger of what news reports claim, on whose say-so, and how far the claims bear each other out.

>>> import sayso                                       # doctest: +SKIP
>>> with sayso.open("news.sayso") as ledger:           # doctest: +SKIP
...     ledger.add(["reports/"])
...     print(ledger.events().events[0].title)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.ledger import open_ledger as open

__version__ = "0.1.0"
__all__ = ["Ledger", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Return what ``sayso.ledger`` exports; it is loaded at the first use, so that ``sayso --help`` answers at once."""
    names = {"Ledger": "Ledger", "open": "open_ledger"}
    if name not in names:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("sayso.ledger"), names[name])
