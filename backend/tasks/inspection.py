"""Whether anybody is there to work."""

import redis
from kombu.exceptions import OperationalError
from redis.backoff import NoBackoff
from redis.retry import Retry

from backend.errors import BrokerUnavailable
from backend.tasks.app import celery_app

PING_SECONDS = 1.0
BROKER_SECONDS = 2.0


def is_any_worker_up() -> bool:
    """Return whether a worker answers within a second.

    Raises:
        BrokerUnavailable: The question cannot be asked.
    """
    try:
        _knock()
        return bool(celery_app.control.ping(timeout=PING_SECONDS, limit=1))
    except (OperationalError, redis.RedisError) as error:
        raise BrokerUnavailable("The broker does not answer, so that no worker can be asked.") from error


def _knock() -> None:
    """Ask the broker itself first, once: the client behind `ping` tries for six seconds."""
    once = Retry(NoBackoff(), 0)
    url = str(celery_app.conf.broker_url)
    with redis.Redis.from_url(
        url, socket_connect_timeout=BROKER_SECONDS, socket_timeout=BROKER_SECONDS, retry=once
    ) as client:
        client.ping()
