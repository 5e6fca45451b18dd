"""What is read off the fields of a form."""

from collections.abc import Iterable
from typing import Any

from vitae.domain.options import read_rules

RULES = (
    "Rules of findings for this call, as `CODE=off` or `CODE=SEVERITY` (`critical`, `warning`, `info`), such as "
    "`gap=off`; repeated or separated by commas."
)


def split_names(fields: Iterable[str] | None) -> list[str] | None:
    """Return the names of a repeated field, a field with commas, or both; None where there are none."""
    found = [name.strip() for field in fields or () for name in field.split(",")]
    return [name for name in found if name] or None


def options_of(rules: Iterable[str] | None) -> dict[str, Any] | None:
    """Return what the field `rules` asks of the engine, written like the names; None where it asks nothing.

    Raises:
        InvalidOption: a rule is not set as ``CODE=SETTING``.
    """
    asked = read_rules(split_names(rules) or ())
    return {"rules": asked} if asked else None
