"""``vitae result``: the report of a finished analysis."""

from pathlib import Path

import click

from backend.cli.files import write_whole
from backend.cli.messages import note
from backend.cli.options import url_option
from backend.client import Client
from vitae.exports import FORMATS


@click.command("result")
@click.argument("analysis_id", metavar="ID")
@click.option("-f", "--format", "format_name", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path), help="Write the report to a file."
)
@url_option
def command(analysis_id: str, format_name: str, path: Path | None, url: str | None) -> None:
    """Print the report of a finished analysis."""
    with Client(url) as client:
        text = client.result(analysis_id, FORMATS[format_name].media_type)
    if path is None:
        click.echo(text, nl=False)
    else:
        write_whole(path, text)
        note(f"{analysis_id} → {path}")
