"""What is said to the person at the terminal; data goes to stdout, all of this to stderr."""

import os
import sys

import click

from vitae.domain.errors import VitaeError


def complain(error: VitaeError, subject: str | None = None) -> None:
    """Print an error: its stable code, what it is about, what is wrong, and what to do."""
    about = f"{subject}: " if subject else ""
    label = paint(f"error[{error.code}]", "red")
    note(f"{label}: {about}{error.detail}")
    if error.hint:
        note(f"{paint('hint', 'cyan')}: {error.hint}")


def note(text: str) -> None:
    """Print one message on stderr."""
    click.echo(text, err=True)


def paint(text: str, colour: str) -> str:
    """Colour the text on a terminal, unless NO_COLOR asks for none."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty()
    return text if plain else click.style(text, fg=colour, bold=True)
