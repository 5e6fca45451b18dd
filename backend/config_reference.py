"""The settings as pages that are committed: docs/configuration.md and .env.example."""

import textwrap

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from backend.config import Settings

REFERENCE_HEAD = """\
# Settings

Set in the environment, or in a file `.env` in the working directory or in a folder above it; the
environment wins. An empty value counts as not set. A wrong one ends the program with
`invalid-settings` and names the variable.

This page is generated from `backend/config.py`.
"""
ENV_HEAD = "# Copy this file to .env and uncomment what you want to change."


def render_reference() -> str:
    """Return the reference of all settings as Markdown: docs/configuration.md."""
    rows = [
        f"| `{name.upper()}` | {_default_of(field)} | {field.description}{_bounds_of(field)} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join([REFERENCE_HEAD, "| variable | default | meaning |", "|---|---|---|", *rows, ""])


def render_env_example() -> str:
    """Return a `.env` in which every setting stands as a comment with its default or an example: .env.example."""
    blocks = [ENV_HEAD]
    for name, field in Settings.model_fields.items():
        value = field.examples[0] if field.examples else field.get_default()
        lines = textwrap.wrap(f"{field.description}{_bounds_of(field)}", width=98, break_on_hyphens=False)
        blocks.append("\n".join([*(f"# {line}" for line in lines), f"#{name.upper()}={value}"]))
    return "\n\n".join(blocks) + "\n"


def _default_of(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return f"`{field.examples[0]}`" if field.examples else ""
    return "" if field.default is None else f"`{field.default}`"


def _bounds_of(field: FieldInfo) -> str:
    """Return what a number may be, as a sentence."""
    low = next((bound.ge for bound in field.metadata if isinstance(bound, Ge)), None)
    high = next((bound.le for bound in field.metadata if isinstance(bound, Le)), None)
    return f" From {low} to {high}." if low is not None and high is not None else ""
