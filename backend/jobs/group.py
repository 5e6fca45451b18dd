"""Documents of a chunk that are claimed together, and whose reports are stored together.

A transaction costs as much for ten documents as for one, and is most of what the ledger costs. So a process claims as
many as it will be done with in half a second. Whatever happens, that is how long it holds what it does not work on:
then what is done is stored, and what was not begun is given back, by the thread of the leases where a document takes
longer. Of a process that is killed meanwhile nothing was stored; all of the group are taken again.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock

from backend.errors import LedgerUnavailable
from backend.jobs.job import Claim, Finished
from backend.jobs.work import Work

logger = logging.getLogger(__name__)

GROUP_SECONDS = 0.5
FIRST, MOST = 4, 12
"""Documents of the first group, and of any."""


class Group:
    """What this process holds of a chunk; it, and the thread of the leases."""

    def __init__(
        self,
        work: Work,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing.

        Args:
            work: Ends jobs in the ledger, and gives them back.
            clock: Seconds that never go back.
        """
        self._work = work
        self._clock = clock
        self._claims: deque[Claim] = deque()
        self._finished: list[Finished] = []
        self._begun, self._since = 0, clock()
        self._claimed_at = clock()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """How many documents to claim next."""
        if not self._begun:
            return FIRST
        seconds = (self._clock() - self._since) / self._begun
        return max(1, min(MOST, int(GROUP_SECONDS / max(seconds, GROUP_SECONDS / MOST))))

    def hold(self, claims: Sequence[Claim]) -> None:
        """Take over what was just claimed."""
        with self._lock:
            self._claims.extend(claims)
            self._claimed_at = self._clock()

    def next(self) -> Claim | None:
        """Return a claim that is now to be worked on."""
        with self._lock:
            if not self._claims:
                return None
            self._begun += 1
            return self._claims.popleft()

    def complete(self, finished: Finished) -> None:
        """Take a report, which is in the ledger half a second later."""
        with self._lock:
            self._finished.append(finished)

    def look(self) -> None:
        """Store what is done and give back what was not begun, if the group's time is over; trouble is put off."""
        if self._clock() - self._claimed_at >= GROUP_SECONDS:
            try:
                self.end()
            except LedgerUnavailable as error:
                logger.warning("documents that are done wait for the ledger: %s", error.detail)

    def settle(self) -> None:
        """Store what is done.

        Raises:
            LedgerUnavailable: nothing was stored; it is still held.
        """
        with self._lock:
            self._settle()

    def end(self) -> None:
        """Store what is done, and give back what was not begun.

        Raises:
            LedgerUnavailable: as `settle`.
        """
        with self._lock:
            self._settle()
            while self._claims:
                self._work.release(self._claims[-1])
                self._claims.pop()

    def _settle(self) -> None:
        if self._finished:
            self._work.complete_all(self._finished)
            self._finished = []
