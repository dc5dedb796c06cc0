"""Sayso: a ledger of what news reports claim, on whose say-so, and how far the claims bear each other out."""

__version__ = "0.1.0"
