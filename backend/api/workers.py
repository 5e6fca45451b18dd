"""Whether a worker is there, asked seldom enough to be cheap."""

import threading
import time
from collections.abc import Callable

YES_SECONDS, NO_SECONDS = 5.0, 0.5
"""How long an answer is believed: a worker stays, and one that is missed may be about to come.

Asking takes milliseconds when a worker is there, and a second when none is.
"""


class WorkerPresence:
    """Remembers the latest answer to “is any worker there?”; safe to ask from many threads."""

    def __init__(self, require_broker: Callable[[], None], ask_workers: Callable[[], bool]) -> None:
        self._require_broker = require_broker
        self._ask_workers = ask_workers
        self._lock = threading.Lock()
        self._answer = False
        self._good_until = 0.0

    def is_any(self) -> bool:
        """Return whether a worker answered within the last seconds.

        Raises:
            BrokerUnavailable: the question itself cannot be asked.
        """
        with self._lock:
            if time.monotonic() >= self._good_until:
                self._require_broker()  # a question to workers waits long for a broker that is not there
                self._answer = self._ask_workers()
                self._good_until = time.monotonic() + (YES_SECONDS if self._answer else NO_SECONDS)
            return self._answer
