"""Frozen values as plain JSON lists, and back with every type checked.

The classes themselves are the format: a field that is added to one of them travels too. Values of
one kind travel together, as columns: a page has hundreds of objects, and what can be checked of
all at once costs little.
"""

import dataclasses
import math
from array import array
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache
from itertools import accumulate, chain, compress, pairwise
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from vitae.domain.document import TextStyle

MAX_INTEGER = 2**31
"""No count, offset or colour comes near it."""
MAX_VALUES = 1_000_000
"""Of one kind at one place: a longest document has half as many, and more would fill our memory."""
_REPEATED = (TextStyle,)
"""What most lines of a document share."""
_ARRAY = list
"""Stands for ``array`` in annotations: up to Python 3.11 that takes no parameter outside of quotes."""


class MalformedAnswer(ValueError):
    """What came is not what a reader of ours would have sent."""


@dataclasses.dataclass(frozen=True, slots=True)
class Packing:
    """How values of one kind become what JSON knows, and are made from it again."""

    pack_all: Callable[[Sequence[Any]], Any]
    """Makes lists of objects. Arrays are left out (null): they are sent as they lie in memory."""
    unpack_all: Callable[[Any, int], Sequence[Any]]
    """Makes so many values again, or raises `MalformedAnswer`."""

    def pack(self, value: Any) -> Any:
        """Return one value as JSON knows it."""
        return self.pack_all([value])

    def unpack(self, packed: Any) -> Any:
        """Return the one value that was packed.

        Raises:
            MalformedAnswer: it is not one of this kind.
        """
        return self.unpack_all(packed, 1)[0]


@cache
def packing_of(kind: Any) -> Packing:
    """Return how a type travels.

    Raises:
        TypeError: the type is of a sort that has no packed form.
    """
    origin = get_origin(kind)
    if kind in _SCALARS:
        return Packing(list, _SCALARS[kind])
    if origin in (Union, UnionType):
        return _optional(kind)
    if origin is tuple:
        return _sequence(kind)
    if origin is _ARRAY:
        return Packing(lambda _: None, _unpack_arrays)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enumeration(kind)
    if isinstance(kind, type) and (dataclasses.is_dataclass(kind) or issubclass(kind, tuple | msgspec.Struct)):
        return _repeated(_record(kind)) if kind in _REPEATED else _record(kind)
    raise TypeError(f"{kind} has no packed form")


def _list(packed: Any, count: int) -> list[Any]:
    if type(packed) is not list or len(packed) != count:
        raise MalformedAnswer("A list is missing, or has another length.")
    return packed


def _column(packed: Any, count: int, *types: type) -> list[Any]:
    column = _list(packed, count)
    if not set(map(type, column)).issubset(types):
        raise MalformedAnswer(f"Not all of these are {types[0].__name__}.")
    return column


def _strings(packed: Any, count: int) -> list[str]:
    return _column(packed, count, str)


def _booleans(packed: Any, count: int) -> list[bool]:
    return _column(packed, count, bool)


def _integers(packed: Any, count: int) -> list[int]:
    column = _column(packed, count, int)
    if column and not -MAX_INTEGER < min(column) <= max(column) < MAX_INTEGER:
        raise MalformedAnswer("A whole number is too large.")
    return column


def _numbers(packed: Any, count: int) -> list[float]:
    column = _column(packed, count, float, int)
    if int in map(type, column):  # first: of a whole number with hundreds of digits nobody can say that it has an end
        whole = [number for number in column if type(number) is int]
        _integers(whole, len(whole))
    if not all(map(math.isfinite, column)):
        raise MalformedAnswer("A number has no end.")
    return column


def _unpack_arrays(packed: Any, count: int) -> "list[array[float]]":
    if packed is not None:
        raise MalformedAnswer("An array stands where it does not belong.")
    return [array("f") for _ in range(count)]


_SCALARS: dict[Any, Callable[[Any, int], list[Any]]] = {
    str: _strings,
    int: _integers,
    float: _numbers,
    bool: _booleans,
}


def _optional(kind: Any) -> Packing:
    """Null where none is there; else which are there, null for all, and those."""
    members = [member for member in get_args(kind) if member is not NoneType]
    if len(members) != 1:
        raise TypeError(f"{kind} has no packed form")
    member = packing_of(members[0])

    def pack_all(values: Sequence[Any]) -> Any:
        present = [value for value in values if value is not None]
        if not present:
            return None
        mask = [value is not None for value in values] if len(present) < len(values) else None
        return [mask, member.pack_all(present)]

    def unpack_all(packed: Any, count: int) -> Sequence[Any]:
        if packed is None:
            return [None] * count
        mask, present = _list(packed, 2)
        if mask is None:
            return member.unpack_all(present, count)
        are_there = _booleans(mask, count)
        values = [None] * count
        places = list(compress(range(count), are_there))
        for place, value in zip(places, member.unpack_all(present, len(places)), strict=True):
            values[place] = value
        return values

    return Packing(pack_all, unpack_all)


def _sequence(kind: Any) -> Packing:
    """The lengths, and the members of all sequences in a row."""
    arguments = get_args(kind)
    if arguments[1:] != (...,):
        raise TypeError(f"{kind} has no packed form")
    member = packing_of(arguments[0])

    def pack_all(values: Sequence[Any]) -> list[Any]:
        return [list(map(len, values)), member.pack_all(list(chain.from_iterable(values)))]

    def unpack_all(packed: Any, count: int) -> list[tuple[Any, ...]]:
        lengths, members = _list(packed, 2)
        ends = list(accumulate(_integers(lengths, count), initial=0))
        if ends[-1] > MAX_VALUES or (count and min(lengths) < 0):
            raise MalformedAnswer("A list has no such length.")
        flat = member.unpack_all(members, ends[-1])
        return [tuple(flat[start:end]) for start, end in pairwise(ends)]

    return Packing(pack_all, unpack_all)


def _enumeration(kind: type[Enum]) -> Packing:
    members = {member.value: member for member in kind}

    def unpack_all(packed: Any, count: int) -> list[Enum]:
        column = _column(packed, count, str, int)
        if not members.keys() >= set(column):
            raise MalformedAnswer(f"A {kind.__name__} is missing.")
        return [members[value] for value in column]

    return Packing(lambda values: [member.value for member in values], unpack_all)


def _record(kind: Any) -> Packing:
    """Objects travel as the columns of their fields."""
    hints = get_type_hints(kind, localns={"array": _ARRAY})
    names = _field_names(kind)
    fields = [packing_of(hints[name]) for name in names]
    columns = [attrgetter(name) for name in names]

    def pack_all(values: Sequence[Any]) -> list[Any]:
        return [field.pack_all(list(map(column, values))) for field, column in zip(fields, columns, strict=True)]

    def unpack_all(packed: Any, count: int) -> list[Any]:
        parts = zip(fields, _list(packed, len(fields)), strict=True)
        return list(map(kind, *[field.unpack_all(part, count) for field, part in parts]))

    return Packing(pack_all, unpack_all)


def _field_names(kind: Any) -> Sequence[str]:
    if dataclasses.is_dataclass(kind):
        return [field.name for field in dataclasses.fields(kind)]
    names: tuple[str, ...] = kind._fields if issubclass(kind, tuple) else kind.__struct_fields__
    return names


def _repeated(record: Packing) -> Packing:
    """Each object once, and the places of those that stand for the values."""

    def pack_all(values: Sequence[Any]) -> list[Any]:
        places: dict[int, int] = {}
        numbers = [places.setdefault(id(value), len(places)) for value in values]
        objects = dict(zip(numbers, values, strict=True))
        return [len(objects), record.pack_all(list(objects.values())), numbers]

    def unpack_all(packed: Any, count: int) -> list[Any]:
        size, objects, numbers = _list(packed, 3)
        (size,) = _integers([size], 1)
        places = _integers(numbers, count)
        if not 0 <= size <= MAX_VALUES or (count and not 0 <= min(places) <= max(places) < size):
            raise MalformedAnswer("An object is missing.")
        return list(map(record.unpack_all(objects, size).__getitem__, places))

    return Packing(pack_all, unpack_all)
