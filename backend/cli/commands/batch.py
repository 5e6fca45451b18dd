"""``vitae batch``: documents by the thousand, through the service."""

import sys
from datetime import date
from pathlib import Path

import click

from backend.api.batch_schemas import Batch
from backend.cli.batch import run as runs
from backend.cli.batch.sources import documents_of
from backend.cli.exit_codes import ExitCode, overall
from backend.cli.following import conclude
from backend.cli.messages import note
from backend.cli.options import as_of_option, only_option, rule_option, url_option
from backend.cli.progress_bar import progress_bar
from backend.client import Client
from backend.jobs import JobState
from vitae.domain.errors import InvalidOption
from vitae.exports import FORMATS

MAX_DOCUMENT_BYTES = 1024 * 1024 * 1024
"""The most that MAX_UPLOAD_SIZE_MB can be; the service knows its own limit and says so."""
EXPORTS = {"ndjson": "application/x-ndjson", "csv": "text/csv", "zip": "application/zip"}

PATH = click.Path(path_type=Path)
REPORT_FORMAT = click.Choice(list(FORMATS))
EXPORT_FORMAT = click.Choice(list(EXPORTS))
PRIORITY = click.IntRange(0, 9)

json_option = click.option("--json", "as_json", is_flag=True, help="Print the batch as JSON.")
batch_id_argument = click.argument("batch_id", metavar="ID")


@click.group("batch")
def command() -> None:
    """Analyse many documents: each fails alone, and an interrupted run goes on where it was."""


@command.command("run")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option(
    "--out",
    "-o",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the reports.",
)
@click.option(
    "--list", "file_list", type=click.Path(path_type=Path), metavar="FILE", help="Text file with a path a line."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="json",
    show_default=True,
    help="Of the reports.",
)
@click.option("--name", help="What the batch is called; the first SOURCE when missing.")
@click.option(
    "--priority",
    type=click.IntRange(0, 9),
    default=5,
    show_default=True,
    help="Among your own batches; higher is sooner.",
)
@as_of_option
@only_option
@rule_option
@url_option
def run_command(
    sources: tuple[str, ...],
    *,
    folder: Path,
    file_list: Path | None,
    format_name: str,
    name: str | None,
    priority: int,
    as_of: date | None,
    only: tuple[str, ...] | None,
    rules: dict[str, str],
    url: str | None,
) -> ExitCode:
    """Send every document of SOURCE, wait, and write a report or a failure for each.

    SOURCE is a folder, a ZIP archive, or a document. The same command again, after Ctrl-C or a crash of anything, goes
    on with the same batch: what was sent is not analysed twice. The exit status is that of `vitae analyze`.
    """
    if not sources and file_list is None:
        raise InvalidOption("There is nothing to analyse: name a SOURCE, or a --list of files.")
    options = runs.Options(name or Path(sources[0] if sources else str(file_list)).name, only, as_of, rules, priority)
    with Client(url) as client, progress_bar() as bar:
        batch, is_resumed = runs.open_batch(client, folder, options)
        with bar.paused():
            note(f"{batch.id}: taken up again" if is_resumed else batch.id)
        if batch.is_open:
            runs.send(client, batch, documents_of(sources, file_list, MAX_DOCUMENT_BYTES), bar)
        ended = runs.wait(client, batch.id, bar)
        statuses = []
        for _path, analysis in runs.write_results(client.batch_lines(batch.id), folder, format_name):
            with bar.paused():
                statuses.append(conclude(analysis))
    runs.finish(folder)
    note(_describe(ended))
    return overall(statuses)


@command.command("status")
@batch_id_argument
@json_option
@url_option
def status_command(batch_id: str, *, as_json: bool, url: str | None) -> None:
    """Show how far a batch has come."""
    with Client(url) as client:
        _print(client.batch(batch_id), as_json=as_json)


@command.command("cancel")
@batch_id_argument
@json_option
@url_option
def cancel_command(batch_id: str, *, as_json: bool, url: str | None) -> None:
    """Cancel what has not ended; the reports that are there stay."""
    with Client(url) as client:
        _print(client.cancel_batch(batch_id), as_json=as_json)


@command.command("retry-failed")
@batch_id_argument
@json_option
@url_option
def retry_command(batch_id: str, *, as_json: bool, url: str | None) -> None:
    """Try anew what failed while it was analysed."""
    with Client(url) as client:
        _print(client.retry_failed_of_batch(batch_id), as_json=as_json)


@command.command("export")
@batch_id_argument
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(EXPORTS)),
    default="ndjson",
    show_default=True,
    help="Of the export.",
)
@url_option
def export_command(batch_id: str, *, format_name: str, url: str | None) -> None:
    """Write what has come out so far to stdout, as it is read: never whole in memory."""
    with Client(url) as client:
        for part in client.batch_export(batch_id, EXPORTS[format_name]):
            sys.stdout.buffer.write(part)


def _print(batch: Batch, *, as_json: bool) -> None:
    click.echo(batch.model_dump_json() if as_json else _describe(batch))


def _describe(batch: Batch) -> str:
    """Return one line on a batch: id, state, counts, and what it is called."""
    numbers = ((state, getattr(batch.counts, state)) for state in JobState)
    shown = ", ".join(f"{number} {state}" for state, number in numbers if number) or "no documents"
    return "  ".join(part for part in (batch.id, str(batch.state), shown, batch.name or "") if part)
