"""Requests to end as a count that a waiting loop notices at once."""

import os
import select
import signal

TERMINAL_SIGNALS = frozenset({signal.SIGINT, signal.SIGHUP})
"""Ctrl-C and a terminal that closes: sent to every process of the group, and meant for the supervisor alone."""
STOP_SIGNALS = TERMINAL_SIGNALS | {signal.SIGTERM}


class StopSignals:
    """Counts requests to end; the end of a child wakes a waiting loop too."""

    def __init__(self) -> None:
        self.count = 0
        """How often the end was asked for: once means properly, twice means now."""
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        for number in STOP_SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN or number is not signal.SIGHUP:  # nohup means it
                signal.signal(number, self._note)
        signal.signal(signal.SIGCHLD, _only_wake)

    def wait(self, seconds: float) -> None:
        """Return when a signal arrives or the time is over."""
        if select.select([self._wake_read], [], [], seconds)[0]:
            os.read(self._wake_read, 512)

    def _note(self, _number: int, _frame: object) -> None:
        self.count += 1


def _only_wake(_number: int, _frame: object) -> None:
    """Exist, so that the signal is noticed at all."""
