"""Values to plain JSON: dataclasses become objects, tuples become lists, enums their value, months ``YYYY-MM``."""

from collections.abc import Mapping
from typing import Any

import msgspec

from vitae.domain.months import Month


def to_jsonable(value: Any) -> Any:
    """Return `value` as dicts, lists, strings, numbers, booleans and None.

    Raises:
        TypeError: the value holds something that has no place in a report.
    """
    return msgspec.json.decode(to_json_bytes(value))


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return `value` as JSON text, keys in the order of their fields, not escaped to ASCII.

    Raises:
        TypeError: as `to_jsonable`.
    """
    encoded = to_json_bytes(value)
    return (encoded if indent is None else msgspec.json.format(encoded, indent=indent)).decode()


def to_json_bytes(value: Any) -> bytes:
    """Return what `to_json` returns in UTF-8.

    Raises:
        TypeError: as `to_jsonable`.
    """
    return msgspec.json.encode(value, enc_hook=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Month):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a report")
