"""Kombu's way through Redis, with one client for a channel where kombu makes one for each command."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis

SCHEMES = ("redis", "rediss")
"""Of the URLs of Redis, without and with encryption."""


class Channel(redis.Channel):
    """Keeps its client: to make one, with its table of all commands, costs as much as the trip that it is made for."""

    @contextmanager
    def conn_or_acquire(self, client: Any = None) -> Iterator[Any]:
        """Lend the client that is given, or the channel's own."""
        yield client or self._lent

    @cached_property
    def _lent(self) -> Any:
        return self._create_client()  # type: ignore[attr-defined]  # missing in the stubs

    def _disconnect_pools(self) -> None:
        """Forget the client with the connections it takes from, at the end and after a fork."""
        self.__dict__.pop("_lent", None)
        super()._disconnect_pools()  # type: ignore[misc]  # missing in the stubs


class Transport(redis.Transport):
    """Kombu's transport with our channels."""

    Channel = Channel


def use_transport() -> None:
    """Have every URL of Redis that Celery connects to lead to this transport."""
    TRANSPORT_ALIASES.update(dict.fromkeys(SCHEMES, f"{__name__}:{Transport.__name__}"))
