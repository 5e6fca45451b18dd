"""Whether a worker is there, asked seldom enough to be cheap."""

import logging
import threading
import time
from collections.abc import Callable

from backend.errors import BrokerUnavailable

logger = logging.getLogger(__name__)

YES_SECONDS, NO_SECONDS = 5.0, 0.5
"""How long an answer is believed: a worker stays, and one that is missed may be about to come.

Asking takes milliseconds when a worker is there, and a second when none is.
"""


STALE_SECONDS = 30.0
"""How old an answer may be that is given while a newer one is being fetched."""


class WorkerPresence:
    """Remembers the latest answer to “is any worker there?”; safe to ask from many threads."""

    def __init__(self, require_broker: Callable[[], None], ask_workers: Callable[[], bool]) -> None:
        self._require_broker = require_broker
        self._ask_workers = ask_workers
        self._asking = threading.Lock()
        self._answer = False
        self._asked_at = -STALE_SECONDS

    def is_any(self) -> bool:
        """Return whether a worker answered within the last seconds.

        Raises:
            BrokerUnavailable: the question itself cannot be asked.
        """
        with self._asking:
            if not self._is_fresh():
                self._ask()
            return self._answer

    def was_any(self) -> bool:
        """Return the latest answer without waiting for a newer one, which is fetched meanwhile.

        Only where the last answer is older than half a minute is the caller made to wait.

        Raises:
            BrokerUnavailable: the question itself cannot be asked.
        """
        answer = self.latest()
        return self.is_any() if answer is None else answer

    def latest(self) -> bool | None:
        """Return the latest answer at once, and fetch a newer one meanwhile; None where it is too old to be given."""
        if time.monotonic() - self._asked_at >= STALE_SECONDS:
            return None
        if not self._is_fresh() and self._asking.acquire(blocking=False):
            threading.Thread(target=self._ask_and_release, name="ask-workers", daemon=True).start()
        return self._answer

    def settle(self) -> None:
        """Return when no question is under way any more, so that connections may be closed."""
        with self._asking:
            return

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._asked_at < (YES_SECONDS if self._answer else NO_SECONDS)

    def _ask(self) -> None:
        try:
            self._require_broker()  # a question to workers waits long for a broker that is not there
            self._answer = self._ask_workers()
        except BrokerUnavailable:
            self._answer = False
            raise
        finally:
            self._asked_at = time.monotonic()

    def _ask_and_release(self) -> None:
        try:
            self._ask()
        except BrokerUnavailable as error:  # whoever asks next asks anew, and is told
            logger.debug("no worker could be asked: %s", error.detail)
        finally:
            self._asking.release()
