"""How often a key may ask: a bucket for each, that fills steadily."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.callers import Caller
from backend.api.problems import problem_response
from backend.errors import RateLimited

WINDOW_SECONDS = 60
MOST_BUCKETS = 10_000
"""The bucket that was not asked for longest is forgotten, which lets nobody in who has no key."""


@dataclass(slots=True)
class Bucket:
    """What a key has left, and since when."""

    left: float
    at: float


class RateLimit:
    """Lets a key make so many requests in a minute, and tells it what is left.

    The headers are those of draft-ietf-httpapi-ratelimit-headers-10; a caller without a key has no limit.
    """

    def __init__(self, app: ASGIApp, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before its body is read."""
        caller: Caller | None = scope.get("state", {}).get("caller")
        if caller is None or caller.key_id is None or not self._per_minute:
            await self._app(scope, receive, send)
            return
        bucket = self._fill(caller.key_id)
        if bucket.left < 1:
            refusal = RateLimited(f"The key has made its {self._per_minute} requests of a minute.")
            wait = math.ceil((1 - bucket.left) * WINDOW_SECONDS / self._per_minute)
            headers = {"Retry-After": str(wait), **self._headers(bucket)}
            await problem_response(scope, refusal, headers=headers)(scope, receive, send)
            return
        bucket.left -= 1
        await self._app(scope, receive, _with_headers(send, self._headers(bucket)))

    def _fill(self, key_id: str) -> Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(key_id, Bucket(self._per_minute, now))
        self._buckets.move_to_end(key_id)
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        gained = (now - bucket.at) * self._per_minute / WINDOW_SECONDS
        bucket.left, bucket.at = min(float(self._per_minute), bucket.left + gained), now
        return bucket

    def _headers(self, bucket: Bucket) -> Mapping[str, str]:
        full_in = math.ceil((self._per_minute - bucket.left) * WINDOW_SECONDS / self._per_minute)
        return {
            "RateLimit-Policy": f'"key";q={self._per_minute};w={WINDOW_SECONDS}',
            "RateLimit": f'"key";r={int(bucket.left)};t={full_in}',
        }


def _with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(headers)
        await send(message)

    return send_with_headers
