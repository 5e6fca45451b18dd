"""``vitae erase``: remove what is not to be kept any longer."""

import click

from backend.cli.options import url_option
from backend.client import Client


@click.command("erase")
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@url_option
def command(identifiers: tuple[str, ...], *, yes: bool, url: str | None) -> None:
    """Remove analyses, documents or batches for good.

    ID begins with ana_, doc_ or bat_. All that was made of it goes with it; what runs is cancelled first.
    It cannot be undone; within a minute nothing is left in the service's files.
    """
    if not yes:
        click.confirm(f"Remove {len(identifiers)} for good?", abort=True)
    with Client(url) as client:
        for identifier in identifiers:
            client.erase(identifier)
            click.echo(f"{identifier} erased")
