"""A client of Redis that gives up in time, for all who talk to it beside Celery."""

import hashlib
import os
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import NoScriptError, RedisError
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
    """A client's connection, for what is said at every job.

    For each command a client looks for a connection, asks whether it is in order, counts it, and gives it back, which
    takes longer than to send the command. Who speaks while another thread does has another connection: nobody waits
    for a Redis that hangs longer than for himself. So it is in a child that was forked.
    """

    def __init__(self, client: Any, *, again: bool = False) -> None:
        """Note the client, which knows how to connect, without connecting.

        Args:
            client: Whose connections these are.
            again: Whether to ask a second time where no answer came in time, as in `redis_client`.
        """
        self._client = client
        self._again: tuple[type[RedisError], ...] = (NoConnection, NoAnswer) if again else (NoConnection,)
        self._begin_in_this_process()

    def ask(self, *commands: Sequence[Any]) -> list[Any]:
        """Send commands, each with its arguments, in one packet; return their answers.

        A connection that is kept may be gone, which is seen when it is used: then they are sent once more: what
        Redis had done, and could not say before it was killed, is done twice.

        Raises:
            RedisError: Redis does not answer, or refuses one of them. How far it came is unknown then.
        """
        if self._pid != os.getpid():
            self._begin_in_this_process()
        try:
            return self._ask(commands, self._idle)
        except self._again:
            return self._ask(commands, self._idle)

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
        self._idle: deque[Any] = deque()
        self._pid = os.getpid()

    def _ask(self, commands: Sequence[Sequence[Any]], idle: deque[Any]) -> list[Any]:
        try:
            connection = idle.pop()
        except IndexError:
            connection = self._client.connection_pool.get_connection()
        try:
            connection.send_packed_command(connection.pack_commands(commands))
            answers = [connection.read_response() for _ in commands]
        except BaseException:  # also a time limit: nobody is to read what was not read here
            connection.disconnect()
            idle.append(connection)
            raise
        idle.append(connection)
        return answers


@lru_cache
def _digest(script: str) -> str:
    return hashlib.sha1(script.encode(), usedforsecurity=False).hexdigest()
