"""A client of Redis that gives up in time, for all who talk to it beside Celery."""

from redis import Redis
from redis.backoff import NoBackoff
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
