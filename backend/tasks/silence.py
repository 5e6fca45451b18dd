"""Remembers for a moment that a broker did not answer, so that not everybody waits for it in vain."""

import time

from backend.errors import BrokerUnavailable

SECONDS = 3.0

_until: dict[str, float] = {}
"""By the broker's URL."""


def note_silence(url: str) -> None:
    """Remember that the broker did not answer just now."""
    _until[url] = time.monotonic() + SECONDS


def is_silent(url: str) -> bool:
    """Return whether the broker did not answer a moment ago."""
    return time.monotonic() < _until.get(url, float("-inf"))


def require_voice(url: str) -> None:
    """Return unless the broker did not answer a moment ago.

    Raises:
        BrokerUnavailable: It did not; what is accepted meanwhile waits for the reconciler.
    """
    if is_silent(url):
        raise BrokerUnavailable("The broker did not answer a moment ago.")
