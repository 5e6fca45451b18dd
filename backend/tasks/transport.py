"""Kombu's way through Redis, with one client for a channel where kombu makes one for each command."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from time import time
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis, virtual
from kombu.utils.json import dumps

from backend.redis_client import KeptConnection

SCHEMES = ("redis", "rediss")
"""Of the URLs of Redis, without and with encryption."""


class QoS(redis.QoS):
    """Notes which messages a worker has, in two commands that hold together, each time in one trip."""

    def append(self, message: Any, delivery_tag: str) -> None:
        """Note a message that was taken."""
        delivery = message.delivery_info
        noted = dumps([message._raw, delivery["exchange"], delivery["routing_key"]])  # noqa: SLF001  # kombu does so
        self._together(
            ("ZADD", self.unacked_index_key, time(), delivery_tag), ("HSET", self.unacked_key, delivery_tag, noted)
        )
        virtual.QoS.append(self, message, delivery_tag)

    def ack(self, delivery_tag: str) -> None:
        """Forget one that is done with."""
        self._together(("ZREM", self.unacked_index_key, delivery_tag), ("HDEL", self.unacked_key, delivery_tag))
        virtual.QoS.ack(self, delivery_tag)

    def _together(self, *commands: Sequence[Any]) -> None:
        self.channel.kept.ask(("MULTI",), *commands, ("EXEC",))  # type: ignore[attr-defined]  # of our channels


class Channel(redis.Channel):
    """Keeps its client, and a connection for what is said of each message.

    To make a client, with its table of all commands, costs as much as the trip that it is made for.
    """

    QoS = QoS

    @contextmanager
    def conn_or_acquire(self, client: Any = None) -> Iterator[Any]:
        """Lend the client that is given, or the channel's own."""
        yield client or self._lent

    @cached_property
    def _lent(self) -> Any:
        return self._create_client()  # type: ignore[attr-defined]  # missing in the stubs

    @cached_property
    def kept(self) -> KeptConnection:
        """The connection for what is said of each message."""
        return KeptConnection(self._lent)

    def _put(self, queue: str, message: Any, **options: Any) -> None:
        """Put a message into a queue, none of which expires; several in one trip in kombu's way."""
        if "_publish_batch" in options:
            super()._put(queue, message, **options)
            return
        step = self._get_message_priority(message, reverse=False)
        self.kept.ask(("LPUSH", self._q_for_pri(queue, step), dumps(message)))  # type: ignore[attr-defined]  # the same

    def _disconnect_pools(self) -> None:
        """Forget the client with the connections it takes from, at the end and after a fork."""
        self.__dict__.pop("kept", None)
        self.__dict__.pop("_lent", None)
        super()._disconnect_pools()  # type: ignore[misc]  # missing in the stubs


class Transport(redis.Transport):
    """Kombu's transport with our channels."""

    Channel = Channel


def use_transport() -> None:
    """Have every URL of Redis that Celery connects to lead to this transport."""
    TRANSPORT_ALIASES.update(dict.fromkeys(SCHEMES, f"{__name__}:{Transport.__name__}"))
