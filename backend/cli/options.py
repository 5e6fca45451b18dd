"""Options that several commands share, and how their values are read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from vitae.domain.errors import InvalidOption
from vitae.domain.options import read_rules

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _read_day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InvalidOption(f"--as-of is {value!r}; it must be a day such as 2025-01-31.") from None


def _read_names(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    return tuple(name.strip() for name in value.split(",") if name.strip())


def as_of_option(command: Decorated) -> Decorated:
    """Add ``--as-of``."""
    text = "The day that a résumé's “present” means, as YYYY-MM-DD; today when missing."
    return click.option("--as-of", metavar="DATE", callback=_read_day, help=text)(command)


def only_option(command: Decorated) -> Decorated:
    """Add ``--only``."""
    text = "Run these analyzers only, separated by commas."
    return click.option("--only", metavar="NAMES", callback=_read_names, help=text)(command)


def lexicon_option(command: Decorated) -> Decorated:
    """Add ``--lexicon``."""
    text = "File of more skills, as `vitae lexicon import` writes it; SKILLS_LEXICON when missing."
    return click.option("--lexicon", "lexicon_path", metavar="FILE", type=click.Path(path_type=Path), help=text)(
        command
    )


def _read_rules(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    return read_rules(values)


def rule_option(command: Decorated) -> Decorated:
    """Add ``--rule``."""
    text = "Switch a rule off, or give its findings another severity: gap=off, gap=info. May be repeated."
    return click.option("--rule", "rules", metavar="CODE=SETTING", multiple=True, callback=_read_rules, help=text)(
        command
    )


def url_option(command: Decorated) -> Decorated:
    """Add ``--url``."""
    text = "Address of the service; VITAE_URL or the running `vitae serve` when missing."
    return click.option("--url", metavar="URL", help=text)(command)
