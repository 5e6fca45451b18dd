"""``vitae submit``: hand documents to the service."""

from datetime import date

import click

from backend.api.schemas import Analysis
from backend.cli.exit_codes import ExitCode, exit_code_of, overall
from backend.cli.files import display_name, read_document_file
from backend.cli.following import PATIENCE_SECONDS, conclude, describe, follow
from backend.cli.messages import complain
from backend.cli.options import as_of_option, only_option, rule_option, url_option
from backend.cli.progress_bar import progress_bar
from backend.client import Client
from vitae.documents.limits import Limits
from vitae.domain.errors import DocumentError

LIMITS = Limits(max_bytes=1024 * 1024 * 1024)
"""The most that MAX_UPLOAD_SIZE_MB can be; the service knows its own limit and says so."""


@click.command("submit")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--wait", "waits", is_flag=True, help="Follow the analyses until all of them have ended.")
@click.option("--json", "as_json", is_flag=True, help="Print each analysis as one line of JSON.")
@click.option("--patience", type=float, default=PATIENCE_SECONDS, show_default=True, help="Seconds without a worker.")
@click.option(
    "--then", multiple=True, metavar="STEP", help="What follows: export:FORMAT or deliver[:FOLDER]; repeatable."
)
@as_of_option
@only_option
@rule_option
@url_option
def command(
    paths: tuple[str, ...],
    *,
    waits: bool,
    as_json: bool,
    patience: float,
    then: tuple[str, ...],
    as_of: date | None,
    only: tuple[str, ...] | None,
    rules: dict[str, str],
    url: str | None,
) -> ExitCode:
    """Hand documents to the service.

    Prints the id of each analysis. FILE is a document as `vitae analyze` reads it, or - for standard input.
    With --wait, the exit status is that of the analyses; with nobody there to take them, 5
    after a while.
    """
    with Client(url) as client:
        accepted, statuses = [], []
        for path in paths:
            try:
                data = read_document_file(path, LIMITS)
                accepted.append(
                    client.submit(
                        data, filename=display_name(path), as_of=as_of, analyzers=only, rules=rules, then=then
                    )
                )
            except DocumentError as error:
                complain(error, path)
                statuses.append(exit_code_of(type(error)))
                continue
            if not waits:
                _print(accepted[-1], as_json=as_json)
                statuses.append(ExitCode.COMPLETE)
        if waits:
            statuses.extend(_wait_for(client, accepted, patience, as_json=as_json))
    return overall(statuses)


def _wait_for(client: Client, accepted: list[Analysis], patience: float, *, as_json: bool) -> list[ExitCode]:
    """Follow the analyses in turn; they run at the same time all the while."""
    statuses = []
    with progress_bar() as bar:
        for analysis in accepted:
            ended = follow(client, analysis.id, bar, patience=patience)
            with bar.paused():
                _print(ended, as_json=as_json)
                statuses.append(conclude(ended))
    return statuses


def _print(analysis: Analysis, *, as_json: bool) -> None:
    click.echo(analysis.model_dump_json() if as_json else describe(analysis))
