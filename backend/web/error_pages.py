"""Problems as pages, for people: the same catalogue, the same sentences."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.problems import MEDIA_TYPE
from backend.web.page import render_page

FOR_PROGRAMS = "/v1/"
KEPT_HEADERS = frozenset({b"retry-after", b"x-request-id", b"connection", b"allow"})


class ErrorPages:
    """Turns a problem document into a page where a browser asked for one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its answer is changed only if it is a problem."""
        if scope["type"] == "http" and _wants_page(scope):
            await self._app(scope, receive, _Translation(scope, send))
        else:
            await self._app(scope, receive, send)


class _Translation:
    """Holds the start of a problem back until its body is there; every problem of ours is one message."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self._start = message
        elif self._start is not None:
            await self._send_page(self._start, message)
            self._start = None
        else:
            await self._send(message)

    async def _send_page(self, start: Message, body: Message) -> None:
        problem: Mapping[str, Any] = json.loads(body["body"])
        page = render_page(Request(self._scope), "error.html.j2", status_code=start["status"], problem=problem)
        kept = [(name, value) for name, value in start["headers"] if name.lower() in KEPT_HEADERS]
        await self._send({**start, "headers": [*page.raw_headers, *kept]})
        await self._send({**body, "body": bytes(page.body)})


def _wants_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith(FOR_PROGRAMS)


def _is_problem(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value == MEDIA_TYPE.encode() for name, value in start["headers"])
