"""Values to plain JSON: dataclasses become objects, tuples become lists, enums their value."""

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from vitae.domain.months import Month

PLAIN = frozenset({type(None), bool, int, float, str})
"""Types that are written as they are: most of what a report holds, which is why they are asked for first."""


def to_jsonable(value: Any) -> Any:
    """Return `value` as dicts, lists, strings, numbers, booleans and None.

    Raises:
        TypeError: the value holds something that has no place in a report.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, (str, int, float)):
        return value.value if isinstance(value, Enum) else value
    if (names := _names(kind)) is not None:  # type: ignore[arg-type]  # a class is hashable
        fields = [(name, getattr(value, name)) for name in names]
        return {name: field if type(field) in PLAIN else to_jsonable(field) for name, field in fields}
    if isinstance(value, Month):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [item if type(item) in PLAIN else to_jsonable(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_jsonable(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no place in a report")


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Return the fields of a dataclass that is written as an object; None for all other types."""
    if not dataclasses.is_dataclass(kind) or issubclass(kind, Month):
        return None
    return tuple(field.name for field in dataclasses.fields(kind))
