"""A client of Redis that gives up in time, for all who talk to it beside Celery."""

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import NoScriptError
from redis.exceptions import TimeoutError as NoAnswer
from redis.retry import Retry


def redis_client(url: str, *, seconds: float, again: bool = False, decodes: bool = False) -> Redis:
    """Return a client, which connects at its first question.

    Args:
        url: Where Redis is.
        seconds: How long a connection, and an answer, may take.
        again: Whether to ask a second time: a connection that is kept may be gone when it is used again.
        decodes: Whether answers are text instead of bytes.
    """
    return Redis.from_url(
        url,
        socket_connect_timeout=seconds,
        socket_timeout=seconds,
        retry=Retry(NoBackoff(), 1 if again else 0),
        decode_responses=decodes,
    )


class KeptConnection:
    """One of a client's connections, for what is said at every job.

    For each command a client looks for a connection, asks whether it is in order, counts it, and gives it back, which
    takes longer than to send the command. One thread speaks at a time; in a child that was forked it is another
    connection.
    """

    def __init__(self, client: Any) -> None:
        """Note the client, which knows how to connect, without connecting."""
        self._client = client
        self._begin_in_this_process()

    def ask(self, *commands: Sequence[Any]) -> list[Any]:
        """Send commands, each with its arguments, in one packet; return their answers.

        A connection that is kept may be gone, which is seen when it is used: then they are sent once more.

        Raises:
            RedisError: Redis does not answer, or refuses one of them. How far it came is unknown then.
        """
        if self._pid != os.getpid():
            self._begin_in_this_process()
        with self._lock:
            try:
                return self._ask(commands)
            except (NoConnection, NoAnswer):
                return self._ask(commands)

    def run(self, script: str, key: str, *arguments: Any) -> Any:
        """Run a script in Lua on one key; return its answer.

        Raises:
            RedisError: as `ask`.
        """
        try:
            return self.ask(("EVALSHA", _digest(script), 1, key, *arguments))[0]
        except NoScriptError:  # Redis is new, and knows it from now on
            return self.ask(("EVAL", script, 1, key, *arguments))[0]

    def _begin_in_this_process(self) -> None:
        self._lock = Lock()
        self._connection: Any = None
        self._pid = os.getpid()

    def _ask(self, commands: Sequence[Sequence[Any]]) -> list[Any]:
        if self._connection is None:
            self._connection = self._client.connection_pool.get_connection()
        connection = self._connection
        try:
            connection.send_packed_command(connection.pack_commands(commands))
            return [connection.read_response() for _ in commands]
        except BaseException:  # also a time limit: nobody is to read what was not read here
            connection.disconnect()
            raise


@lru_cache
def _digest(script: str) -> str:
    return hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
