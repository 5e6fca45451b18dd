"""What lies in the broker's lists for the next free worker."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import redis

from backend.celery_config import PRIORITY_STEPS, QUEUES
from backend.errors import BrokerUnavailable
from backend.redis_client import KeptConnection, redis_client
from backend.tasks.app import celery_app

BROKER_SECONDS = 5.0
SLICE = 1000
"""Messages asked for at once, about a megabyte."""
MESSAGE_ID = re.compile(rb'"message_id": ?"([^"]+)"')
"""In the JSON of a message; its body, which others may have a hand in, is in base64."""


class ReadyLists:
    """Implements `backend.jobs.ports.ReadyMessages` for kombu's transport over Redis: one list for a queue and step."""

    def ids(self) -> frozenset[str]:
        """Return the ids of all messages that no worker has taken yet.

        Raises:
            BrokerUnavailable: The broker does not answer.
        """
        try:
            client = _client()
            names = [name for queue in QUEUES for name in _list_names(queue)]
            return frozenset(one for name in names for one in _ids_in(client, name))
        except redis.RedisError as error:
            raise BrokerUnavailable("The broker does not say what lies in its queues.") from error

    def lengths(self) -> Mapping[str, int]:
        """Return how many messages of each queue no worker has taken yet.

        Raises:
            BrokerUnavailable: The broker does not answer.
        """
        try:
            client = _client()
            return {queue: sum(int(client.llen(name)) for name in _list_names(queue)) for queue in QUEUES}
        except redis.RedisError as error:
            raise BrokerUnavailable("The broker does not say what lies in its queues.") from error

    def asking_for(self, queue: str) -> Callable[[], bool]:
        """Return what tells whether a message waits in the queue; it raises BrokerUnavailable as the others do."""
        question = ("EXISTS", *_list_names(queue))
        kept = _kept(str(celery_app.conf.broker_url))

        def is_anything_there() -> bool:
            try:
                return kept.ask(question) != [0]
            except redis.RedisError as error:
                raise BrokerUnavailable(f"The broker does not say what lies in the queue {queue}.") from error

        return is_anything_there


@lru_cache(maxsize=1)
def _kept(url: str) -> KeptConnection:
    """Return the connection for what is asked at every document of a chunk."""
    return KeptConnection(_client_of(url))


def _client() -> Any:
    return _client_of(str(celery_app.conf.broker_url))


@lru_cache(maxsize=1)
def _client_of(url: str) -> Any:
    """Return the client of this process: a connection costs more than an answer."""
    return redis_client(url, seconds=BROKER_SECONDS, again=True)


def _list_names(queue: str) -> list[str]:
    """Return kombu's names: that of the queue for step 0, and with the step behind it for the others."""
    separator = celery_app.conf.broker_transport_options["sep"]
    return [f"{queue}{separator}{step}" if step else queue for step in PRIORITY_STEPS]


def _ids_in(client: Any, name: str) -> list[str]:
    """Return the ids in a list, read from the end where messages are added: those behind it keep their places."""
    found: list[str] = []
    start = 0
    while messages := client.lrange(name, start, start + SLICE - 1):
        found += [match.decode() for message in messages for match in MESSAGE_ID.findall(message)]
        start += SLICE
    return found
