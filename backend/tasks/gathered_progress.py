"""The progress of an attempt on its way to the log: in few trips, and never late for who watches."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import Self

from vitae.domain.progress import Progress

EVERY_SECONDS = 0.1
"""Between two trips to the log, each of which costs 0.4 ms of CPU; most analyses take less time than this."""

Extend = Callable[[Sequence[tuple[datetime, Progress]]], None]


class GatheredProgress:
    """Takes each step as it comes, and hands on what has come since the last trip, with the moment of each.

    The work calls it at every step, and the thread that keeps the lease calls `hand_on_if_due` between two: the
    stage that takes long is seen while it does.
    """

    def __init__(self, extend: Extend, *, quiet_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to gather.

        Args:
            extend: Adds steps to the log.
            quiet_seconds: How long nothing is handed on, because nobody could follow it.
            clock: Seconds that never go back.
        """
        self._extend = extend
        self._held: deque[tuple[datetime, Progress]] = deque()
        self._clock = clock
        began = clock()
        self._quiet_until = began + quiet_seconds
        self._next_trip = began + max(quiet_seconds, EVERY_SECONDS)  # most have ended by then: one trip for all
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Hand on the rest, however the work ended, unless nobody could have followed any of it."""
        if self._clock() >= self._quiet_until:
            self._hand_on()

    def __call__(self, progress: Progress) -> None:
        """Take a step."""
        self._held.append((datetime.now(UTC), progress))
        self.hand_on_if_due()

    def hand_on_if_due(self) -> None:
        """Hand on what has come, if it is time again."""
        if self._clock() >= self._next_trip:
            self._hand_on()

    def _hand_on(self) -> None:
        with self._lock:
            held = [self._held.popleft() for _ in range(len(self._held))]  # what comes meanwhile is behind them
            self._next_trip = self._clock() + EVERY_SECONDS
            if held:
                self._extend(held)
