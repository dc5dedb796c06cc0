"""Everything that can go wrong and stop an operation, as one tree. What merely fails for one document is a Failure.

Each error says what happened, to which thing, and what to do next, and carries the exit code of the command line.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Root of all errors that Sayso raises on purpose."""

    exit_code = 1

    def __init__(self, what: str, *, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} {self.advice}".strip()


class InputError(SaysoError):
    """Something that the user named cannot be used: a path, an id, an option's value."""

    exit_code = 2


class NotFoundError(InputError):
    """No record has this id."""

    exit_code = 3


class LedgerError(SaysoError):
    """The ledger itself cannot be used."""

    exit_code = 4


class NotALedgerError(LedgerError):
    """The file or database is not a ledger."""


class NewerLedgerError(LedgerError):
    """The ledger was written by a newer version of Sayso."""


class LedgerBusyError(LedgerError):
    """Another process is writing to the ledger."""

    exit_code = 5


class StorageError(LedgerError):
    """The disk is full, or the ledger cannot be written."""

    exit_code = 6


class EngineError(SaysoError):
    """A parser, model or gazetteer is missing or its data does not match its recorded hash."""

    exit_code = 7


class WorkerLostError(SaysoError):
    """A process that read for this one was ended from outside; what was done is kept."""

    exit_code = 8


class InterruptedRunError(SaysoError):
    """The user stopped the run; what was done is kept and the same command goes on from there."""

    exit_code = 130
