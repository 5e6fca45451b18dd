"""A connection that does not wait for ever: ``uvicorn --http backend.api.connection:WatchedConnection``.

The server itself lets a client take as long as it likes to send the head of a request, and reads a head of
any size. The bodies are `body_limit`'s.
"""

import asyncio
import resource
from http import HTTPStatus
from typing import Any

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from backend.api.problems import problem_response
from backend.errors import HeadersTooLarge, MalformedRequest, QueueFull, RequestTimeout
from vitae.domain.errors import VitaeError

HEAD_SECONDS = 15.0
"""From the opening of a connection, or the first byte of a later request, to the end of the head."""
MAX_HEAD_BYTES = 32 * 1024
SPARE_FILES = 100
"""Of the files that the process may open, so many are not for connections."""


class WatchedConnection(HttpToolsProtocol):
    """Ends a connection whose request does not begin in time, whose head is too large, or that is one too many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        """Of what came before the head was complete, with what followed in one piece."""
        self._header_bytes = 0
        self._is_head_complete = False
        self._refusal: VitaeError = MalformedRequest("What was received is not HTTP/1.1.")

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """Begin to wait for the first request, or refuse where there is no room for another connection."""
        super().connection_made(transport)
        if len(self.connections) > resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE_FILES:
            self._refuse(QueueFull("The server has as many connections as it can have."))
            return
        self._begin_to_wait()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        """Read on; between two requests nothing may trickle in for ever, whatever it is."""
        super().data_received(data)
        if self.transport.is_closing() or self._is_at_work():
            return
        self._begin_to_wait()
        self._head_bytes += len(data)
        if self._head_bytes > MAX_HEAD_BYTES and not self._is_head_complete:
            self._refuse(_too_large())

    @override
    def on_message_begin(self) -> None:
        """Note that a head begins."""
        super().on_message_begin()
        self._head_bytes, self._header_bytes, self._is_head_complete = 0, 0, False

    @override
    def on_header(self, name: bytes, value: bytes) -> None:
        """Count: a head may come in one piece with what follows it."""
        super().on_header(name, value)
        self._header_bytes += len(name) + len(value) + len(b": \r\n")
        if self._header_bytes > MAX_HEAD_BYTES:
            self._refusal = _too_large()
            raise _HeadRefused

    @override
    def on_headers_complete(self) -> None:
        """Hand the request on; from here on, whoever reads its body looks at the clock."""
        self._is_head_complete = True
        self._stop_waiting()
        super().on_headers_complete()

    @override
    def send_400_response(self, msg: str) -> None:
        """Say why what was received is no request of ours."""
        self._refuse(self._refusal)

    def _is_at_work(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # None before the first request, whatever uvicorn declares
        return cycle is not None and not cycle.response_complete

    def _begin_to_wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._on_deadline)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _on_deadline(self) -> None:
        self._deadline = None
        if not self.transport.is_closing() and not self._is_at_work():
            self._refuse(RequestTimeout(f"No whole head of a request came within {HEAD_SECONDS:g} seconds."))

    def _refuse(self, refusal: VitaeError) -> None:
        """Write the problem without an application, and close."""
        response = problem_response({"path": ""}, refusal, headers={"Connection": "close"})
        status = HTTPStatus(response.status_code)
        lines = [f"HTTP/1.1 {status.value} {status.phrase}".encode()]
        lines += [name + b": " + value for name, value in response.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(response.body)]))
        self.transport.close()


def _too_large() -> HeadersTooLarge:
    return HeadersTooLarge(f"The head of the request is larger than {MAX_HEAD_BYTES} bytes.")


class _HeadRefused(Exception):
    """Ends the parsing of a head."""
