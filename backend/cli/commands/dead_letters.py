"""``vitae dead-letters``: documents that were set aside after three attempts."""

import click

from backend.cli.following import describe
from backend.cli.messages import note
from backend.cli.options import url_option
from backend.client import Client

ids = click.argument("analysis_ids", metavar="ID...", nargs=-1, required=True)


@click.group("dead-letters")
def command() -> None:
    """List, try again or drop documents that were set aside.

    A document ends here when its analysis went wrong three times: its worker died, or its time or
    memory ran out. It is tried again on request only.
    """


@command.command("list")
@click.option(
    "--limit", metavar="N", type=click.IntRange(1, 200), default=50, show_default=True, help="At most so many."
)
@click.option("--json", "as_json", is_flag=True, help="Print each analysis as a line of JSON.")
@url_option
def list_them(limit: int, *, as_json: bool, url: str | None) -> None:
    """Show what was set aside and why, the latest first."""
    with Client(url) as client:
        found = client.dead_letters(limit)
    for analysis in found:
        reason = f"  {analysis.error.code}: {analysis.error.detail}" if analysis.error else ""
        click.echo(analysis.model_dump_json() if as_json else f"{describe(analysis)}{reason}")
    if not found and not as_json:
        note("There are no dead letters.")


@command.command("retry")
@ids
@url_option
def retry(analysis_ids: tuple[str, ...], url: str | None) -> None:
    """Try documents again; each becomes a new analysis."""
    with Client(url) as client:
        for analysis_id in analysis_ids:
            click.echo(describe(client.retry_dead_letter(analysis_id)))


@command.command("drop")
@ids
@url_option
def drop(analysis_ids: tuple[str, ...], url: str | None) -> None:
    """Take analyses off the list; they stay failed until they expire."""
    with Client(url) as client:
        for analysis_id in analysis_ids:
            click.echo(describe(client.drop_dead_letter(analysis_id)))
