"""The ``sayso`` command, also as ``python -m sayso``; it is loaded where Ctrl-C already ends it without a traceback."""

from __future__ import annotations

import signal
import sys
from importlib import import_module

STOPPED = 130
"""The exit code of a command that a person stops: 128 and the number of SIGINT, as shells have it."""


def main() -> None:
    """Run the command line."""
    try:
        import_module("sayso.cli").main()
    except KeyboardInterrupt:  # while modules are loading, before a command could take it
        sys.stderr.write("Stopped.\n")
        raise SystemExit(STOPPED) from None
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: a late Ctrl-C must not end Python's clearing up


if __name__ == "__main__":
    main()
