"""Which errors may pass by themselves."""

import errno

import redis
from kombu.exceptions import OperationalError

from backend.errors import TransientError
from vitae.domain.errors import SandboxUnavailable

TRANSIENT_TYPES = (
    TransientError,
    SandboxUnavailable,
    OperationalError,
    redis.ConnectionError,
    redis.TimeoutError,
    ConnectionError,
)
TRANSIENT_ERRNOS = frozenset(
    {errno.EAGAIN, errno.EINTR, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.ESTALE, errno.ETIMEDOUT}
)
"""Faults of the file system and the network that pass by themselves, a full disk among them."""


def is_transient(error: BaseException) -> bool:
    """Return whether the same call may succeed later: a fault of broker, database, file system or sandbox.

    A bad document, a wrong argument and a fault of ours are none.
    """
    return isinstance(error, TRANSIENT_TYPES) or (isinstance(error, OSError) and error.errno in TRANSIENT_ERRNOS)
