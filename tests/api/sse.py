"""Reads server-sent events in tests."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

Event = dict[str, Any]


def read_events(client: httpx.Client, path: str, **headers: str) -> Iterator[Event]:
    """Yield the events of a stream as they come, with their data read as JSON."""
    with client.stream("GET", path, headers=headers) as answer:
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/event-stream; charset=utf-8")
        yield from _events_of(answer.iter_lines())


def _events_of(lines: Iterator[str]) -> Iterator[Event]:
    event: Event = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line and name:
            event[name] = json.loads(value) if name == "data" else value
        elif event:
            yield event
            event = {}
