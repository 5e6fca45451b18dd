"""``vitae status``: how far an analysis has come."""

import click

from backend.cli.following import describe
from backend.cli.messages import note
from backend.cli.options import url_option
from backend.client import Client


@click.command("status")
@click.argument("analysis_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the analysis as JSON.")
@url_option
def command(analysis_id: str, *, as_json: bool, url: str | None) -> None:
    """Show how far an analysis has come."""
    with Client(url) as client:
        analysis = client.status(analysis_id)
    click.echo(analysis.model_dump_json() if as_json else describe(analysis))
    if not as_json:
        if analysis.error:
            note(f"error[{analysis.error.code}]: {analysis.error.detail}\nhint: {analysis.error.hint}")
        for warning in analysis.warnings:
            note(f"warning[{warning.code}]: {warning.detail}\nhint: {warning.hint}")
