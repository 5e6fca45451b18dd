"""Server-sent events on the wire (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.responses import StreamingResponse

MEDIA_TYPE = "text/event-stream"
KEEP_ALIVE_SECONDS = 15.0
"""Proxies close what is silent for longer; half a minute is usual."""
KEEP_ALIVE = b": still there\n\n"
RETRY_MILLISECONDS = 2000
"""After which a browser connects again."""

STREAM_HEADERS: Mapping[str, str] = {"Cache-Control": "no-store, private", "X-Accel-Buffering": "no"}

STREAM_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Server-sent events.", "content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
    204: {"description": "The reader has seen the last event."},
}
"""How a stream is described; the framework's own description needs a later OpenAPI than it declares."""


class EventStream(StreamingResponse):
    """An answer that goes on as long as there is something to tell."""

    media_type = MEDIA_TYPE

    def __init__(self, frames: AsyncIterator[bytes]) -> None:
        super().__init__(frames, headers=dict(STREAM_HEADERS))


def frame(event: str, data: str, event_id: str) -> bytes:
    """Return one event; `data` is JSON on one line."""
    return f"id: {event_id}\nevent: {event}\nretry: {RETRY_MILLISECONDS}\ndata: {data}\n\n".encode()
