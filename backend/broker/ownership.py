"""Whose broker it is: programs that share a broker have to share their ledger, or jobs would go to strangers."""

import ipaddress
import socket
from functools import lru_cache
from urllib.parse import urlsplit

from redis.exceptions import RedisError

from backend.broker.address import mask_url
from backend.errors import BrokerUnavailable, InvalidSettings, LedgerMismatch
from backend.redis_client import KeptConnection, redis_client

KEY = "vitae:ledger"
LIFETIME_SECONDS = 60
"""Of the mark; whoever runs renews it, and a minute after the last one the broker may serve another ledger."""
TIMEOUT_SECONDS = 2.0

MARK = """
local owner = redis.call('GET', KEYS[1])
if owner == false or owner == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return ARGV[1]
end
return owner
"""


def mark_broker(url: str, ledger_id: str) -> None:
    """Write the ledger's id to the broker, unless the broker serves another.

    Raises:
        LedgerMismatch: it does.
        BrokerUnavailable: it does not answer.
    """
    try:
        owner = _kept(url).run(MARK, KEY, ledger_id, LIFETIME_SECONDS)
    except RedisError as error:
        raise BrokerUnavailable(f"Redis at {mask_url(url)} does not answer: {type(error).__name__}.") from error
    if owner != ledger_id:
        raise LedgerMismatch(f"The broker {mask_url(url)} serves the ledger {owner}, and this program has {ledger_id}.")


@lru_cache(maxsize=1)
def _kept(url: str) -> KeptConnection:
    """Return the connection of this process: who hands in documents asks once a second."""
    return KeptConnection(redis_client(url, seconds=TIMEOUT_SECONDS, decodes=True))


def require_shared_ledger(broker_url: str, database_url: str | None) -> None:
    """Refuse a ledger that nobody named while the broker is another machine's: others would not find it.

    Raises:
        InvalidSettings: the ledger would be a SQLite file of this machine.
    """
    host = urlsplit(broker_url).hostname
    if database_url is None and host is not None and not _is_this_machine(host):
        raise InvalidSettings(
            f"DATABASE_URL is not set: the ledger would be a file of this machine, while the broker is on {host}. "
            "Set DATABASE_URL to a database that every worker, API and command reaches."
        )


def _is_this_machine(host: str) -> bool:
    if host in ("localhost", socket.gethostname(), socket.getfqdn()):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
