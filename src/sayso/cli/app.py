"""The commands by name, each loaded when it is called, and how errors end a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from sayso import __version__
from sayso.errors import InterruptedRunError, SaysoError

if TYPE_CHECKING:  # what `load` imports by name, said here so that the import contracts see it
    from sayso.cli import adding, checking, deciding, events, exporting, rebuilding, reports, searching, walking

    _loaded = (adding, checking, deciding, events, exporting, rebuilding, reports, searching, walking)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its module, its function there, and the line that ``sayso --help`` shows."""

    module: str
    function: str
    line: str

    def load(self) -> Callable[..., Any]:
        """Return the function; its module is imported now."""
        function: Callable[..., Any] = getattr(import_module(f"sayso.cli.{self.module}"), self.function)
        return function


COMMANDS: dict[str, Entry] = {
    "add": Entry("adding", "add", "Take in files and folders, and read what is new."),
    "events": Entry("events", "events", "List events by day."),
    "event": Entry("events", "event", "Show one event with every claim, origin and flag."),
    "reports": Entry("reports", "reports", "List reports."),
    "report": Entry("reports", "report", "Show one report with all that was read in it."),
    "why": Entry("walking", "why", "Walk from any id to the words and documents it rests on."),
    "search": Entry("searching", "search", "Find reports by their words."),
    "judge": Entry("deciding", "judge", "Record a person's decision, which outranks every score."),
    "withhold": Entry("deciding", "withhold", "Take out a document's bytes for a lawful reason, for good."),
    "check": Entry("checking", "check", "Say what failed and what to do, and whether the ledger is sound."),
    "rebuild": Entry("rebuilding", "rebuild", "Delete all that is derived and derive it anew."),
    "export": Entry("exporting", "export", "Write events, reports and claims as JSON lines or CSV."),
    "version": Entry("checking", "version", "Print the version."),
}


class Commands(TyperGroup):
    """Loads a command when it is called, so that ``sayso --help`` answers at once."""

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names in the order in which a person needs them."""
        return list(COMMANDS)

    def get_command(self, _ctx: Any, name: str) -> Any:
        """Return the command called ``name``, None where there is none."""
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        one = typer.Typer(add_completion=False, rich_markup_mode=None)
        one.command(name)(entry.load())
        return typer.main.get_command(one)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Write the list of commands from their table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.line) for name, entry in COMMANDS.items()])

    def invoke(self, ctx: Any) -> Any:
        """Run a command; an error for a person ends it with a message and the error's exit code."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, InterruptedRunError):
            typer.echo("Stopped. What was done until now is kept; the same command goes on from there.", err=True)
            raise typer.Exit(InterruptedRunError.exit_code) from None
        except SaysoError as error:
            typer.echo(f"Error: {error.what}", err=True)
            if error.advice:
                typer.echo(error.advice, err=True)
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: nothing may be flushed
            raise typer.Exit(0) from None


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback(epilog="Start with: sayso add FILE_OR_FOLDER. Then: sayso events. See sayso COMMAND --help.")
def _sayso(
    context: typer.Context,
    ledger: Annotated[
        str | None,
        typer.Option("--ledger", metavar="FILE", help="The ledger, for any command; may follow it as well."),
    ] = None,
    version: Annotated[  # noqa: ARG001 -- its callback does it
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """On whose say-so? A ledger of what news reports claim, who says it, and how many really know."""
    if ledger is not None:
        context.default_map = {name: {"ledger": ledger} for name in COMMANDS}


def main() -> None:
    """Run the ``sayso`` command."""
    app(prog_name="sayso")
