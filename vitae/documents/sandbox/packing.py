"""Frozen values as plain JSON lists, and back with every type checked.

The classes themselves are the format: a field that is added to one of them travels too. What a
class needs is worked out once; a page has hundreds of objects, and reading it takes milliseconds.
"""

import dataclasses
import math
from array import array
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from vitae.domain.document import TextStyle

MAX_INTEGER = 2**31
"""No count, offset or colour comes near it."""
_REPEATED = (TextStyle,)
"""What most lines of a document share."""
_MOST_REMEMBERED = 256
_ARRAY = list
"""Stands for ``array`` in annotations: up to Python 3.11 that takes no parameter outside of quotes."""

Convert = Callable[[Any], Any]


class MalformedAnswer(ValueError):
    """What came is not what a reader of ours would have sent."""


@dataclasses.dataclass(frozen=True, slots=True)
class Packing:
    """How values of one kind become what JSON knows, and are made from it again."""

    pack: Convert | None
    """Makes lists of objects; None when JSON takes the value as it is.

    Arrays are left out (null): they are sent as they lie in memory.
    """
    unpack: Convert
    """Makes the value again, or raises `MalformedAnswer`."""


@cache
def packing_of(kind: Any) -> Packing:
    """Return how a type travels.

    Raises:
        TypeError: the type is of a sort that has no packed form.
    """
    origin = get_origin(kind)
    if kind in _SCALARS:
        return Packing(None, _SCALARS[kind])
    if origin in (Union, UnionType):
        return _optional(kind)
    if origin is tuple:
        return _sequence(kind)
    if origin is _ARRAY:
        return Packing(lambda _: None, _unpack_array)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enumeration(kind)
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, tuple)):
        return _record(kind)
    raise TypeError(f"{kind} has no packed form")


def _string(value: Any) -> str:
    if type(value) is not str:
        raise MalformedAnswer("A text is missing.")
    return value


def _integer(value: Any) -> int:
    if type(value) is not int or not -MAX_INTEGER < value < MAX_INTEGER:
        raise MalformedAnswer("A whole number is missing.")
    return value


def _number(value: Any) -> float:
    if type(value) is int:
        return _integer(value)
    if type(value) is not float or not math.isfinite(value):
        raise MalformedAnswer("A number is missing.")
    return value


def _boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise MalformedAnswer("A yes or no is missing.")
    return value


def _unpack_array(value: Any) -> "array[float]":
    if value is not None:
        raise MalformedAnswer("An array stands where it does not belong.")
    return array("f")


_SCALARS: dict[Any, Convert] = {str: _string, int: _integer, float: _number, bool: _boolean}


def _optional(kind: Any) -> Packing:
    members = [member for member in get_args(kind) if member is not NoneType]
    if len(members) != 1:
        raise TypeError(f"{kind} has no packed form")
    member = packing_of(members[0])
    pack, unpack = member.pack, member.unpack
    return Packing(
        None if pack is None else lambda value: None if value is None else pack(value),
        lambda value: None if value is None else unpack(value),
    )


def _sequence(kind: Any) -> Packing:
    arguments = get_args(kind)
    if arguments[1:] != (...,):
        raise TypeError(f"{kind} has no packed form")
    member = packing_of(arguments[0])
    pack, unpack = member.pack, member.unpack

    def unpack_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise MalformedAnswer("A list is missing.")
        return tuple([unpack(item) for item in value])

    return Packing(None if pack is None else lambda value: [pack(item) for item in value], unpack_all)


def _enumeration(kind: type[Enum]) -> Packing:
    members = {member.value: member for member in kind}

    def unpack(value: Any) -> Enum:
        if type(value) not in (str, int) or value not in members:
            raise MalformedAnswer(f"A {kind.__name__} is missing.")
        return members[value]

    return Packing(lambda member: member.value, unpack)


def _record(kind: Any) -> Packing:
    """An object travels as the list of its fields."""
    names = kind._fields if issubclass(kind, tuple) else [field.name for field in dataclasses.fields(kind)]
    hints = get_type_hints(kind, localns={"array": _ARRAY})
    fields = [packing_of(hints[name]) for name in names]
    unpackers = [field.unpack for field in fields]
    changed = [(index, field.pack) for index, field in enumerate(fields) if field.pack is not None]
    values_of = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

    def pack(value: Any) -> list[Any]:
        values = list(values_of(value))
        for index, pack_field in changed:
            values[index] = pack_field(values[index])
        return values

    def unpack(value: Any) -> Any:
        if type(value) is not list or len(value) != len(unpackers):
            raise MalformedAnswer(f"A {kind.__name__} is missing.")
        return kind(*[field(item) for field, item in zip(unpackers, value)])  # noqa: B905  # lengths are equal

    return Packing(pack if changed else values_of, _remembering(unpack) if kind in _REPEATED else unpack)


def _remembering(unpack: Convert) -> Convert:
    """Return an unpacker of lists of scalars that makes each value once; what equals one that was checked is one."""
    remembered = lru_cache(maxsize=_MOST_REMEMBERED)(lambda *items: unpack(list(items)))

    def recall(value: Any) -> Any:
        try:
            return remembered(*value)
        except TypeError:
            raise MalformedAnswer("A list of values is missing.") from None

    return recall
