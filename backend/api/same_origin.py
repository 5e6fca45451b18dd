"""Refuse what a page of another site would do here with its reader's browser."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.problems import problem_response
from backend.errors import CrossSiteRequest

HARMLESS_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TRUSTED_SITES = frozenset({"same-origin", "none"})
"""Of ``Sec-Fetch-Site``: our own pages, and what the reader typed or bookmarked."""


class SameOrigin:
    """Lets programs pass, which send neither header, and of browsers those that show a page of ours.

    A browser sends ``Sec-Fetch-Site`` or, when it is old or the connection is not secure, ``Origin``; no
    script can forge either.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before its body is read."""
        if scope["type"] != "http" or scope["method"] in HARMLESS_METHODS or _is_ours(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        refusal = CrossSiteRequest("The request comes from a page of another site.")
        await problem_response(scope, refusal)(scope, receive, send)


def _is_ours(headers: Headers) -> bool:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in TRUSTED_SITES
    return origin is None or _place(origin) == headers.get("host", "")


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # half an IPv6 address
        return None
