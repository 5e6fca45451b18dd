"""``vitae flower``: the monitor of Celery, for those who installed the extra `flower`."""

import importlib.util

import click

from backend.cli.commands.worker import become_celery
from vitae.domain.errors import InvalidOption


@click.command("flower", context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run Flower, the monitor of Celery: `celery -A backend.tasks flower`.

    All further arguments are Flower's; `--help` lists them.
    """
    if importlib.util.find_spec("flower") is None:
        raise InvalidOption("Flower is not installed; install Vitae with the extra, as vitae[flower].")
    become_celery("flower", arguments)
