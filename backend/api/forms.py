"""What is read off the fields of a form."""

from collections.abc import Iterable


def split_names(fields: Iterable[str] | None) -> list[str] | None:
    """Return the names of a repeated field, a field with commas, or both; None where there are none."""
    found = [name.strip() for field in fields or () for name in field.split(",")]
    return [name for name in found if name] or None
