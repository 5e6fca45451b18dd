"""A broker serves one ledger, and a ledger beside a broker elsewhere has to be named."""

import socket

import pytest
import redis

from backend.broker.ownership import KEY, mark_broker, require_shared_ledger
from backend.errors import BrokerUnavailable, InvalidSettings, LedgerMismatch


@pytest.fixture
def broker(redis_url: str) -> str:
    url = redis_url.rpartition("/")[0] + "/9"
    with redis.Redis.from_url(url) as client:
        client.delete(KEY)
    return url


def test_a_broker_belongs_to_the_ledger_that_comes_first(broker: str) -> None:
    mark_broker(broker, "ours")
    mark_broker(broker, "ours")

    with pytest.raises(LedgerMismatch, match="serves the ledger ours, and this program has theirs"):
        mark_broker(broker, "theirs")


def test_a_minute_after_the_last_program_the_broker_may_serve_another(broker: str) -> None:
    mark_broker(broker, "ours")

    with redis.Redis.from_url(broker) as client:
        assert 0 < client.ttl(KEY) <= 60
        client.delete(KEY)
    mark_broker(broker, "theirs")


def test_a_broker_that_is_away_is_no_mismatch() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(BrokerUnavailable):
            mark_broker(f"redis://127.0.0.1:{taken.getsockname()[1]}/0", "ours")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", socket.gethostname()])
def test_beside_a_broker_of_this_machine_the_ledger_may_be_a_file_of_it(host: str) -> None:
    require_shared_ledger(f"redis://{host}:6379/0", None)


def test_beside_a_broker_elsewhere_the_database_has_to_be_named() -> None:
    with pytest.raises(InvalidSettings, match=r"DATABASE_URL is not set.* redis\.internal"):
        require_shared_ledger("redis://:secret@redis.internal:6379/0", None)

    require_shared_ledger("redis://redis.internal:6379/0", "postgresql://db.internal/vitae")
