"""The entry point: find the command, run it, turn its errors into messages and an exit status."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import TracebackType
from typing import Any

import click
from typing_extensions import override

from backend.cli.exit_codes import ExitCode, exit_code_of
from backend.cli.messages import complain, note
from vitae.domain.errors import InvalidOption, VitaeError
from vitae.version import __version__

COMMANDS: Mapping[str, str] = {
    "analyze": "Analyse résumés in this process, without any server.",
    "serve": "Run the whole service: broker, workers and HTTP API.",
    "submit": "Hand documents to the service.",
    "status": "Show how far an analysis has come.",
    "watch": "Follow an analysis until it ends.",
    "result": "Print the report of a finished analysis.",
    "batch": "Analyse many documents: each fails alone, and an interrupted run goes on where it was.",
    "cancel": "Cancel an analysis, whether it waits or runs.",
    "erase": "Remove analyses, documents or batches for good.",
    "dead-letters": "List, try again or drop documents that were set aside.",
    "keys": "Make, list and revoke API keys.",
    "verify": "Check that Celery, its configuration and its tasks are in order.",
    "worker": "Run one Celery worker: `celery -A backend.tasks worker`.",
    "flower": "Run Flower, the monitor of Celery: `celery -A backend.tasks flower`.",
    "lexicon": "Make a file of more skills from ESCO or O*NET.",
    "schema": "Print a JSON Schema.",
}
"""Name and first line of each command; listing them loads none of their modules."""


class LazyGroup(click.Group):
    """Loads the module of a command when the command is asked for."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"backend.cli.commands.{cmd_name.replace('-', '_')}").command
        return command

    @override
    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would call a reader that has gone a failure of ours."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the interpreter's last flush
            return ExitCode.BROKEN_PIPE
        return status

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table into the help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-v", "--verbose", is_flag=True, help="Log what happens, and show the traceback of a bug.")
@click.version_option(__version__, prog_name="vitae")
def vitae(*, verbose: bool) -> None:
    """Analyse résumés, offline: a document in, an anchored report out.

    Data goes to stdout, messages to stderr. Exit status: 0 all complete, 2 wrong usage or
    settings, 3 some files failed or partial, 4 every file failed, 5 service unreachable,
    7 unknown id, 8 no right to it, 130 interrupted, 1 a bug.
    """
    from backend.logs import configure_logging

    configure_logging("INFO" if verbose else "WARNING", "text")
    if verbose:
        sys.excepthook = sys.__excepthook__


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `vitae` and end the process with the exit status that fits."""
    sys.excepthook = report_bug
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status; every expected error is told on stderr."""
    try:
        status = vitae.main(args=arguments, prog_name="vitae", standalone_mode=False)
    except VitaeError as error:
        complain(error)
        return exit_code_of(type(error))
    except click.ClickException as error:
        complain(InvalidOption(" ".join(error.format_message().split())))
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        note("interrupted")
        return ExitCode.INTERRUPTED
    return status or ExitCode.COMPLETE


def report_bug(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Say in two lines that this is a fault of ours, and where; the message itself may quote a document."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else ""
    note(f"error[bug]: vitae {__version__} stopped with {kind.__name__}{where}.")
    note("hint: Run it again as `vitae -v …` and report the traceback; look through it first, it may quote a document.")
