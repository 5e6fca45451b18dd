"""Whether a worker is there, asked seldom enough to be cheap."""

import threading
import time
from collections.abc import Callable

FRESH_SECONDS = 3.0
"""How long an answer is believed; asking takes up to a second when nobody answers."""


class WorkerPresence:
    """Remembers the latest answer to “is any worker there?”; safe to ask from many threads."""

    def __init__(self, require_broker: Callable[[], None], ask_workers: Callable[[], bool]) -> None:
        self._require_broker = require_broker
        self._ask_workers = ask_workers
        self._lock = threading.Lock()
        self._answer = False
        self._asked_at: float | None = None

    def is_any(self) -> bool:
        """Return whether a worker answered within the last seconds.

        Raises:
            BrokerUnavailable: the question itself cannot be asked.
        """
        with self._lock:
            if self._asked_at is None or time.monotonic() - self._asked_at > FRESH_SECONDS:
                self._require_broker()  # a question to workers waits long for a broker that is not there
                self._answer = self._ask_workers()
                self._asked_at = time.monotonic()
            return self._answer
