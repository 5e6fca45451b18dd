"""Give every request an id, so that a line of the log and an answer can be brought together."""

import re
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.logs import bind_log_context

HEADER = b"x-request-id"
ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""A caller's id is kept only in a form that cannot break a log line."""


class RequestIds:
    """Takes the caller's id or makes one, binds it to the log, and sends it back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its id in ``scope["state"]["request_id"]``."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value.decode("latin-1") for name, value in scope["headers"] if name == HEADER), "")
        request_id = given if ACCEPTABLE.fullmatch(given) else f"req_{secrets.token_hex(8)}"
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (HEADER, request_id.encode())]
            await send(message)

        with bind_log_context(request_id=request_id):
            await self._app(scope, receive, send_with_id)
