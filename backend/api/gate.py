"""Who may come in: keys, and whoever sits at this machine."""

import ipaddress
import time
from collections.abc import Callable
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as AsgiScope

from backend.api.callers import LOCAL, Caller
from backend.api.problems import problem_response
from backend.errors import ForeignHost, InsufficientScope, Unauthenticated
from backend.jobs.api_keys import ApiKey, Scope, digest_of_secret
from vitae.domain.errors import VitaeError

PUBLIC = ("/livez", "/readyz", "/version", "/openapi.json", "/docs", "/problems", "/assets", "/session", "/theme")
"""Says nothing of anybody's document."""
ADMINISTRATIVE = ("/v1/tasks", "/v1/admin", "/operations", "/metrics")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
KEY_COOKIE = "vitae_key"
"""How a page carries the key: no script of it can read the cookie."""
BELIEVED_SECONDS = 5.0
"""How long a key that was looked up is believed: so long at most a revoked one still works."""
MOST_REMEMBERED = 1000


class Gate:
    """Puts the caller into ``scope["state"]["caller"]``, or refuses before the body is read.

    Without a key, a caller must sit at this machine: the connection came in on a loopback address, and the
    request names a loopback host. The second is what keeps out a page elsewhere whose name was made to lead
    here (DNS rebinding), and a proxy that passes the names of the world on.
    """

    def __init__(self, app: ASGIApp, find_key: Callable[[str], ApiKey | None], *, needs_key: bool) -> None:
        self._app = app
        self._find_key = find_key
        self._needs_key = needs_key
        self._believed: dict[str, tuple[Caller, float]] = {}

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            scope.setdefault("state", {})["caller"] = await self._admit(scope, Headers(scope=scope))
        except VitaeError as refusal:
            extra = {"WWW-Authenticate": "Bearer"} if isinstance(refusal, Unauthenticated) else None
            await problem_response(scope, refusal, headers=extra)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admit(self, scope: AsgiScope, headers: Headers) -> Caller:
        if is_public(scope["path"]):
            return LOCAL
        secret = _key_in(headers)
        if secret is None:
            return self._admit_local(scope, headers)
        caller = await self._caller_with(secret)
        needed = _needed_scope(scope["method"], scope["path"])
        if needed not in caller.scopes:
            raise InsufficientScope(f"The API key has no scope `{needed}`.")
        return caller

    def _admit_local(self, scope: AsgiScope, headers: Headers) -> Caller:
        if self._needs_key or not _is_loopback((scope.get("server") or ("",))[0]):
            raise Unauthenticated("This service asks for an API key, and the request brings none.")
        if not _is_loopback(_host_in(headers)):
            raise ForeignHost("The request names a host that is not this machine, and brings no API key.")
        return LOCAL

    async def _caller_with(self, secret: str) -> Caller:
        digest = digest_of_secret(secret)
        caller, until = self._believed.get(digest, (LOCAL, 0.0))
        if time.monotonic() < until:
            return caller
        key = await run_in_threadpool(self._find_key, secret)
        if key is None:
            self._believed.pop(digest, None)
            raise Unauthenticated("The API key is unknown, or was revoked.")
        if len(self._believed) >= MOST_REMEMBERED:
            self._believed.clear()
        caller = Caller(key.owner, key.scopes, key.id)
        self._believed[digest] = (caller, time.monotonic() + BELIEVED_SECONDS)
        return caller


def is_public(path: str) -> bool:
    """Return whether the path is open to everybody."""
    return _is_under(path, PUBLIC)


def _key_in(headers: Headers) -> str | None:
    """Return the key that the request brings, wherever; None when it brings none."""
    kind, _, credentials = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and credentials.strip():
        return credentials.strip()
    return headers.get("x-api-key") or _cookie(headers.get("cookie", ""))


def _host_in(headers: Headers) -> str:
    """Return the host that the request names, without its port; empty where it names none."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:  # half an IPv6 address
        return ""


def _cookie(header: str) -> str | None:
    try:
        morsel = SimpleCookie(header).get(KEY_COOKIE)
    except CookieError:
        return None
    return morsel.value or None if morsel else None


def _needed_scope(method: str, path: str) -> Scope:
    if _is_under(path, ADMINISTRATIVE):
        return Scope.ADMIN
    return Scope.READ if method in READING else Scope.ANALYZE


def _is_under(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


@lru_cache(maxsize=256)
def _is_loopback(host: str) -> bool:
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
