"""``vitae worker``: one Celery worker, for those who run the parts by themselves."""

import os
import sys

import click


@click.command("worker", context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run one Celery worker: `celery -A backend.tasks worker`.

    All further arguments are Celery's; `--help` lists them.
    """
    become_celery("worker", arguments)


def become_celery(program: str, arguments: tuple[str, ...]) -> None:
    """Turn this process into Celery's own command, so that it gets every signal itself.

    Raises:
        InvalidSettings: a variable cannot work; said here rather than in Celery's traceback.
    """
    from backend.config import get_settings

    get_settings()
    os.execv(  # noqa: S606  # our own interpreter; the arguments are the user's own
        sys.executable, [sys.executable, "-m", "celery", "-A", "backend.tasks", program, *arguments]
    )
