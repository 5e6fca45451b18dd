"""Values to plain JSON: dataclasses become objects, tuples become lists, enums their value."""

import dataclasses
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from vitae.domain.months import Month


def to_jsonable(value: Any) -> Any:
    """Return `value` as dicts, lists, strings, numbers, booleans and None.

    Raises:
        TypeError: the value holds something that has no place in a report.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Month):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [to_jsonable(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_jsonable(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_jsonable(getattr(value, name)) for name in _names(type(value))}
    raise TypeError(f"{type(value).__name__} has no place in a report")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
