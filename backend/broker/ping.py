"""Whether a Redis answers at all."""

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from backend.broker.address import mask_url
from backend.errors import BrokerUnavailable

TIMEOUT_SECONDS = 2.0


def ping_broker(url: str) -> None:
    """Return when the Redis at this address answers.

    Raises:
        BrokerUnavailable: it does not, or refuses us.
    """
    try:
        with Redis.from_url(
            url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
        ) as client:
            client.ping()
    except RedisError as error:
        raise BrokerUnavailable(f"Redis at {mask_url(url)} does not answer: {type(error).__name__}.") from error
