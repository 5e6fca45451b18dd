"""``vitae cancel``: end an analysis that is not wanted any more."""

import click

from backend.cli.following import describe
from backend.cli.options import url_option
from backend.client import Client


@click.command("cancel")
@click.argument("analysis_id", metavar="ID")
@click.option("--force", is_flag=True, help="End the process that works on it, should it not stop by itself.")
@url_option
def command(analysis_id: str, *, force: bool, url: str | None) -> None:
    """Cancel an analysis, whether it waits or runs."""
    with Client(url) as client:
        click.echo(describe(client.cancel(analysis_id, force=force)))
