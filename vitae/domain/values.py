"""What the values of a document are: frozen, compared by their fields, and made by msgspec, for there are thousands."""

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, get_type_hints

import msgspec

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class Value(msgspec.Struct, frozen=True, gc=False):
    """A value that does not change; its fields are declared as those of a dataclass are.

    To make one takes a tenth of the time of a frozen dataclass, which sets its fields one by one in Python, and a fifth
    of that of a named tuple; lines are made a second time where a locked child reads. It must be part of no cycle: the
    collector does not look at it.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Tell Pydantic, which makes the schema of the report, that it is like a dataclass of the same fields."""
        return handler.generate_schema(_as_dataclass(cls))


@cache
def _as_dataclass(kind: type[Value]) -> type:
    types = get_type_hints(kind)
    fields = [
        (field.name, types[field.name])
        if field.required
        else (field.name, types[field.name], dataclasses.field(default=field.default))
        for field in msgspec.structs.fields(kind)
    ]
    return dataclasses.make_dataclass(
        kind.__name__, fields, namespace={"__doc__": kind.__doc__, "__module__": kind.__module__}
    )
