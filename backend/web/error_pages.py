"""Problems, and what they mean, as pages for people: the same catalogue, the same sentences."""

import json
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.problems import MEDIA_TYPE
from backend.web.page import render_page

FOR_PROGRAMS = "/v1/"
CATALOGUE = "/problems"
KEPT_HEADERS = frozenset({b"retry-after", b"x-request-id", b"connection", b"allow"})


class ErrorPages:
    """Turns a problem document, or its explanation, into a page where a browser asked for one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its answer is changed only if it is about problems."""
        if scope["type"] == "http" and _wants_page(scope):
            await self._app(scope, receive, _Translation(scope, send))
        else:
            await self._app(scope, receive, send)


class _Translation:
    """Holds the start of an answer about problems back until its body is there; each of ours is one message."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._start: Message | None = None
        self._template = ""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and (template := _template_of(self._scope, message)):
            self._start, self._template = message, template
        elif self._start is not None:
            await self._send_page(self._start, message)
            self._start = None
        else:
            await self._send(message)

    async def _send_page(self, start: Message, body: Message) -> None:
        told: Any = json.loads(body["body"])
        page = render_page(Request(self._scope), self._template, status_code=start["status"], told=told)
        kept = [(name, value) for name, value in start["headers"] if name.lower() in KEPT_HEADERS]
        await self._send({**start, "headers": [*page.raw_headers, *kept]})
        await self._send({**body, "body": bytes(page.body)})


def _wants_page(scope: Scope) -> bool:
    return "text/html" in Headers(scope=scope).get("accept", "") and not scope["path"].startswith(FOR_PROGRAMS)


def _template_of(scope: Scope, start: Message) -> str | None:
    """Return which page shows the answer; None for one that is passed on as it is."""
    media_type = Headers(raw=start["headers"]).get("content-type")
    if media_type == MEDIA_TYPE:
        return "error.html.j2"
    if media_type != "application/json":
        return None
    if scope["path"] == CATALOGUE:
        return "problems.html.j2"
    return "problem.html.j2" if scope["path"].startswith(f"{CATALOGUE}/") else None
