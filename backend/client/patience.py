"""How long a client waits, and for what."""

import time

POLL_SECONDS = 25.0
"""Of one long poll: below what proxies let pass, and below what the service grants."""
RECONNECT_SECONDS = 1.0
RECONNECTIONS = 5
"""After so many failures in a row without an event, a stream is given up."""


def next_wait(deadline: float | None) -> float:
    """Return the seconds of the next long poll."""
    return POLL_SECONDS if deadline is None else max(0.0, min(POLL_SECONDS, deadline - time.monotonic()))


def timed_out(deadline: float | None) -> bool:
    """Return whether the time is over."""
    return deadline is not None and time.monotonic() >= deadline
