"""Whether there is room for more: on the disk, and in the queue."""

import time
from collections.abc import Callable

from backend.errors import QueueFull, StorageFull

BELIEVED_SECONDS = 1.0
"""How long a count of what waits is believed: it is asked at every document."""
MIB = 1024 * 1024


class Room:
    """Refuses before anything is stored; safe to ask from many threads, one of which may count once too often."""

    def __init__(
        self,
        free_bytes: Callable[[], int],
        count_waiting: Callable[[], int],
        *,
        min_free_mib: int,
        max_waiting: int,
    ) -> None:
        self._free_bytes = free_bytes
        self._count_waiting = count_waiting
        self._min_free_mib = min_free_mib
        self._max_waiting = max_waiting
        self._waiting = 0
        self._counted_at: float | None = None

    def require(self) -> None:
        """Return when one more document may come in.

        Raises:
            StorageFull: the disk has less free space than must stay free.
            QueueFull: as many analyses wait as may wait.
            LedgerUnavailable: they cannot be counted.
        """
        free_mib = self._free_bytes() // MIB
        if free_mib < self._min_free_mib:
            raise StorageFull(f"The disk has {free_mib} MiB left; {self._min_free_mib} MiB must stay free.")
        if self._counted_at is None or time.monotonic() - self._counted_at > BELIEVED_SECONDS:
            self._waiting, self._counted_at = self._count_waiting(), time.monotonic()
        if self._waiting >= self._max_waiting:
            raise QueueFull(f"{self._waiting} analyses wait; the limit is {self._max_waiting}.")
