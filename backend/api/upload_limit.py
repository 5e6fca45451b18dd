"""Refuse a body that is too large before the form parser has stored it."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.problems import problem_response
from vitae.domain.errors import DocumentTooLarge

FORM_OVERHEAD_BYTES = 64 * 1024
"""Boundaries, part headers and the other fields of the form beside the document."""
DRAIN_SECONDS = 5.0
"""How long the rest of a refused body is read and thrown away.

A connection that is closed while the client still sends is reset, and the client never sees why.
"""


class UploadLimit:
    """Counts what is declared and what really streams in, and answers 413 beyond the limit."""

    def __init__(self, app: ASGIApp, max_document_bytes: int) -> None:
        self._app = app
        self._limit = max_document_bytes + FORM_OVERHEAD_BYTES
        self._max_mib = max_document_bytes // (1024 * 1024)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _declared_length(scope) > self._limit:
            await self._refuse(scope, receive, send)
        else:
            await self._pass_on_counted(scope, receive, send)

    async def _pass_on_counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application read up to the limit; beyond it, its answer is replaced by the refusal."""
        received, exceeded, answered = 0, False, False

        async def counted() -> Message:
            nonlocal received, exceeded
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                exceeded = True
                raise _BodyTooLarge
            return message

        async def guarded(message: Message) -> None:
            nonlocal answered
            if not exceeded:
                answered = True
                await send(message)

        with suppress(_BodyTooLarge):
            await self._app(scope, counted, guarded)
        if exceeded and not answered:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the whole problem first, then read on for a moment, so that the client gets to see it."""
        refusal = DocumentTooLarge(f"The request is larger than a document may be: the limit is {self._max_mib} MiB.")
        response = problem_response(scope, refusal, headers={"Connection": "close"})
        await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
        await send({"type": "http.response.body", "body": bytes(response.body), "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while (await receive()).get("more_body", False):
                    pass
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class _BodyTooLarge(Exception):
    """Ends the reading of a body within the application."""


def _declared_length(scope: Scope) -> int:
    """Return the Content-Length; 0 when there is none or it is no number."""
    values = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(values[0]) if values and values[0].isdigit() else 0
