"""Whether anybody is there to work."""

import redis
from kombu.exceptions import OperationalError

from backend.errors import BrokerUnavailable
from backend.tasks.app import celery_app

PING_SECONDS = 1.0


def is_any_worker_up() -> bool:
    """Return whether a worker answers within a second.

    Raises:
        BrokerUnavailable: The question cannot be asked.
    """
    try:
        return bool(celery_app.control.ping(timeout=PING_SECONDS, limit=1))
    except (OperationalError, redis.RedisError) as error:
        raise BrokerUnavailable("The broker does not answer, so that no worker can be asked.") from error
