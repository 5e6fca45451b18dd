"""What is finished of a report, kept readable while the rest is made."""

import time
from collections.abc import Callable
from threading import Lock

from vitae.domain.progress import Progress
from vitae.domain.report import Report

READABLE_AFTER_SECONDS = 0.5
"""Of work. Most analyses take a tenth of it, and whoever waits no longer has the whole before a part could be read."""

Keep = Callable[[Report], None]


class PartialReports:
    """Notes each stage that begins, and keeps what is finished by then once the analysis takes long.

    The work calls it at every stage, which costs nothing. The thread that keeps the lease calls `keep_if_due` at each
    of its looks, so that the work waits neither for the writing of a report nor for the ledger.
    """

    def __init__(self, keep: Keep, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with the work.

        Args:
            keep: Stores what is finished, in place of what was finished before.
            clock: Seconds that never go back.
        """
        self._keep = keep
        self._clock = clock
        self._due_at = clock() + READABLE_AFTER_SECONDS
        self._latest: Progress | None = None
        self._kept: Progress | None = None
        self._is_over = False
        self._lock = Lock()

    def __call__(self, progress: Progress) -> None:
        """Take note of a stage."""
        self._latest = progress

    def keep_if_due(self) -> None:
        """Keep what is finished, if it is time, and there is more of it than last time."""
        with self._lock:
            latest = self._latest
            if self._is_over or self._clock() < self._due_at:
                return
            if latest is None or latest is self._kept or latest.so_far is None:
                return
            self._kept = latest
        self._keep(latest.so_far())  # not under the lock, which the end of the work waits for

    def close(self) -> bool:
        """Begin to keep nothing more; return whether anything was handed to `keep`, which may be at it still."""
        with self._lock:
            self._is_over = True
            return self._kept is not None
