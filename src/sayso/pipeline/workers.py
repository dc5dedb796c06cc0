"""Knows how other processes of this machine read a ledger's documents and reports, while one process alone writes.

Each worker is a Python of its own that is sent a :class:`~sayso.pipeline.reading.Reader` and then one batch at a time,
and answers with what it made of it. ``multiprocessing`` is not used, because its fresh processes run the program that
started them over again, and a person's script need not be written for that.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar

from sayso.errors import SaysoError, WorkerLostError
from sayso.pipeline.reading import DocumentToRead, ReadDocument, Reader, ReadReports, ReportsToRead

A_WORKERS_SHARE = 48
"""Documents or reports for which another worker is worth its start: some three seconds of reading."""

_SECONDS_TO_END = 5.0
"""How long a worker that no longer answers may take to end by itself, so that its own exit status is told."""

_BOOT = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from sayso.pipeline import serve; serve()"

T = TypeVar("T")
M = TypeVar("M")


class Workers:
    """Reads in up to ``most`` processes, or in this one alone where little waits; batches come back in their order."""

    def __init__(self, reader: Reader, *, most: int) -> None:
        self._reader = reader
        self._most = most
        self._pool: _Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def prepare(self, waiting: int) -> None:
        """Start as many workers as ``waiting`` inputs are worth; those that run already stay."""
        number = min(self._most, waiting // A_WORKERS_SHARE)
        if self._pool is None and number > 1:
            travelling = _pickled(self._reader)
            if travelling is not None:
                self._pool = _Pool(number, travelling)

    def read_documents(
        self, batches: Iterable[Sequence[DocumentToRead]]
    ) -> Iterator[tuple[Sequence[DocumentToRead], tuple[ReadDocument, ...]]]:
        """Yield each batch of documents with what it holds. Raises WorkerLostError."""
        return self._each(batches, self._reader.read_documents)

    def read_reports(self, batches: Iterable[ReportsToRead]) -> Iterator[tuple[ReportsToRead, ReadReports]]:
        """Yield each batch of reports with what it claims. Raises WorkerLostError."""
        return self._each(batches, self._reader.read_reports)

    def _each(self, batches: Iterable[T], verb: Callable[[T], M]) -> Iterator[tuple[T, M]]:
        pool = self._pool
        if pool is None:
            for batch in batches:
                yield batch, verb(batch)
            return
        ahead: deque[tuple[T, Future[M]]] = deque()
        for batch in batches:
            ahead.append((batch, pool.submit(verb.__name__, batch)))
            if len(ahead) > 2 * pool.number:  # enough that no worker waits for the writer
                first, made = ahead.popleft()
                yield first, made.result()
        for first, made in ahead:
            yield first, made.result()


class _Pool:
    """Some worker processes, and a thread for each that waits for its answers."""

    def __init__(self, number: int, reader: bytes) -> None:
        self.number = number
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="sayso-worker")
        self._all = [_Worker(reader) for _ in range(number)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)

    def submit(self, verb: str, batch: object) -> Future[Any]:
        return self._threads.submit(self._ask, verb, batch)

    def _ask(self, verb: str, batch: object) -> Any:
        worker = self._idle.get()
        try:
            return worker.ask(verb, batch)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End the workers, in whatever they are at: what was not written is read again next time."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.end()
        self._threads.shutdown(wait=True)


class _Worker:
    """One other process. It stands in a session of its own, so that Ctrl-C comes to the one that writes alone."""

    def __init__(self, reader: bytes) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._set_up: bytes | None = pickle.dumps(sys.path) + reader

    def ask(self, verb: str, batch: object) -> Any:
        """Return what the worker makes of a batch."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        try:
            if self._set_up is not None:
                requests.write(self._set_up)
                self._set_up = None
            pickle.dump((verb, batch), requests, protocol=pickle.HIGHEST_PROTOCOL)
            requests.flush()
            made = pickle.load(answers)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as error:
            raise WorkerLostError(
                f"A process that was reading ended before its time (exit status {self._status()}).",
                advice="What was done until now is kept. Give the same command again, with SAYSO_WORKERS=1 if the "
                "machine has little memory.",
            ) from error
        if isinstance(made, SaysoError):
            raise made
        return made

    def _status(self) -> int:
        try:
            return self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written has no reader any more
                    continue


def serve() -> None:
    """Be a worker: read batches from standard input and answer on standard output until there are no more."""
    requests = sys.stdin.buffer
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
        reader: Reader = pickle.load(requests)
        while True:
            try:
                verb, batch = pickle.load(requests)
            except EOFError:
                return
            made: object
            try:
                made = getattr(reader, verb)(batch)
            except SaysoError as error:
                made = error
            pickle.dump(made, answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _pickled(reader: Reader) -> bytes | None:
    """Return a reader as it travels; None where an engine or a stage cannot, which then read in this process."""
    try:
        return pickle.dumps(reader, protocol=pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None
