"""Whether a Redis answers at all."""

from redis.exceptions import RedisError

from backend.broker.address import mask_url
from backend.errors import BrokerUnavailable
from backend.redis_client import redis_client

TIMEOUT_SECONDS = 2.0


def ping_broker(url: str) -> None:
    """Return when the Redis at this address answers.

    Raises:
        BrokerUnavailable: it does not, or refuses us.
    """
    try:
        with redis_client(url, seconds=TIMEOUT_SECONDS) as client:
            client.ping()
    except RedisError as error:
        raise BrokerUnavailable(f"Redis at {mask_url(url)} does not answer: {type(error).__name__}.") from error
