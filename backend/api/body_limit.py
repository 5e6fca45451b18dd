"""Refuse a body that is too large or too slow before the form parser has stored it."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.problems import problem_response
from backend.errors import RequestTimeout
from vitae.domain.errors import DocumentTooLarge, VitaeError

FORM_OVERHEAD_BYTES = 64 * 1024
"""Boundaries, part headers and the other fields of the form beside the document."""
DRAIN_SECONDS = 5.0
"""How long the rest of a refused body is read and thrown away.

A connection that is closed while the client still sends is reset, and the client never sees why.
"""
BODY_SECONDS = 20.0
MIN_BYTES_PER_SECOND = 2000
"""A body has 20 seconds, and one more for every 2,000 bytes that have come: slower than any line in use."""
BATCHES = "/v1/batches"
MIB = 1024 * 1024


class BodyLimit:
    """Counts what is declared and what really streams in, and watches the clock meanwhile."""

    def __init__(self, app: ASGIApp, *, max_document_bytes: int, max_batch_bytes: int) -> None:
        self._app = app
        self._max_document_bytes = max_document_bytes
        self._max_batch_bytes = max_batch_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._max_batch_bytes if scope["path"].startswith(BATCHES) else self._max_document_bytes
        body = _LimitedBody(receive, limit)
        if _declared_length(scope) > body.most:
            await _refuse_large(scope, receive, send, body.too_large())
            return
        await self._pass_on(scope, body, send)

    async def _pass_on(self, scope: Scope, body: "_LimitedBody", send: Send) -> None:
        """Let the application read up to the limit; beyond it, its answer is replaced by the refusal."""
        answered = False

        async def guarded(message: Message) -> None:
            nonlocal answered
            if body.refusal is None:
                answered = True
                await send(message)

        with suppress(_BodyRefused):
            await self._app(scope, body.receive, guarded)
        if body.refusal is None or answered:
            return
        if isinstance(body.refusal, DocumentTooLarge):
            await _refuse_large(scope, body.rest, send, body.refusal)
        else:
            await problem_response(scope, body.refusal, headers={"Connection": "close"})(scope, body.rest, send)


class _LimitedBody:
    """The body of one request, as the application may read it."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.rest = receive
        self.most = limit + FORM_OVERHEAD_BYTES
        self.refusal: VitaeError | None = None
        self._limit = limit
        self._received = 0
        self._is_complete = False
        self._started = asyncio.get_running_loop().time()

    async def receive(self) -> Message:
        """Return the next part, in time; `_BodyRefused` ends the reading within the application."""
        if self._is_complete:
            return await self.rest()  # waits for the client to go away: that may take as long as it likes
        try:
            async with asyncio.timeout_at(self._started + BODY_SECONDS + self._received / MIN_BYTES_PER_SECOND):
                message = await self.rest()
        except TimeoutError:
            self.refusal = RequestTimeout("The body of the request arrived too slowly, or not to its end.")
            raise _BodyRefused from None
        self._received += len(message.get("body", b""))
        self._is_complete = not message.get("more_body", False)
        if self._received > self.most:
            self.refusal = self.too_large()
            raise _BodyRefused
        return message

    def too_large(self) -> DocumentTooLarge:
        """Return the refusal of what is larger than the limit."""
        return DocumentTooLarge(f"The request is larger than it may be: the limit is {self._limit // MIB} MiB.")


async def _refuse_large(scope: Scope, receive: Receive, send: Send, refusal: DocumentTooLarge) -> None:
    """Send the whole problem first, then read on for a moment, so that the client gets to see it."""
    response = problem_response(scope, refusal, headers={"Connection": "close"})
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": bytes(response.body), "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while (await receive()).get("more_body", False):
                pass
    await send({"type": "http.response.body", "body": b"", "more_body": False})


class _BodyRefused(Exception):
    """Ends the reading of a body within the application."""


def _declared_length(scope: Scope) -> int:
    """Return the Content-Length; 0 when there is none or it is no number."""
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(values[0]) if values and values[0].isdigit() else 0
