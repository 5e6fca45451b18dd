"""Server-sent events, read off the lines of a stream."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

END = "end"


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """Something that happened."""

    id: str
    """The position in the stream: who comes back with it gets what followed."""
    event: str
    """`snapshot`, `stage`, `state` and `end` of an analysis; `snapshot`, `items`, `counts` and `end` of a batch."""
    data: dict[str, Any]


class EventReader:
    """Takes the lines of a stream one by one, and gives out the events that they complete."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def feed(self, line: str) -> Iterator[ServerEvent]:
        """Yield the event that this line ends, if it ends one."""
        if line.startswith(":"):
            return
        if line:
            name, _, value = line.partition(":")
            self._fields[name] = value.removeprefix(" ")
            return
        fields, self._fields = self._fields, {}
        if "data" in fields:
            yield ServerEvent(fields.get("id", ""), fields.get("event", "message"), json.loads(fields["data"]))
