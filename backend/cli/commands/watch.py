"""``vitae watch``: follow an analysis until it ends."""

import click

from backend.cli.exit_codes import ExitCode
from backend.cli.following import PATIENCE_SECONDS, conclude, describe, follow
from backend.cli.options import url_option
from backend.cli.progress_bar import progress_bar
from backend.client import Client


@click.command("watch")
@click.argument("analysis_id", metavar="ID")
@click.option("--patience", type=float, default=PATIENCE_SECONDS, show_default=True, help="Seconds without a worker.")
@url_option
def command(analysis_id: str, *, patience: float, url: str | None) -> ExitCode:
    """Follow an analysis until it ends.

    The exit status is that of the analysis; with nobody there to take it, 5 after a while.
    """
    with Client(url) as client, progress_bar() as bar:
        analysis = follow(client, analysis_id, bar, patience=patience)
    click.echo(describe(analysis))
    return conclude(analysis)
