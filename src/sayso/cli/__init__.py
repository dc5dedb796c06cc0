"""A ledger in the terminal: each command parses, asks the ledger once, and renders the answer or prints it as JSON."""

from sayso.cli.app import app, main

__all__ = ["app", "main"]
