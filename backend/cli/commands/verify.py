"""``vitae verify``: the checks of `backend/verify_celery_setup.py`."""

import click


@click.command("verify", context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> int:
    """Check that Celery, its configuration and its tasks are in order."""
    from backend.verify_celery_setup import main

    return main(list(arguments))
