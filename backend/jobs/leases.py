"""Keeps the lease of the job that this process works on, and interrupts the work when it is to stop.

One thread for a process, which does one job at a time. The thread renews the lease, and looks whether the
job was cancelled or went to another worker; then it has the main thread interrupted wherever that is.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from backend.errors import AnalysisCancelled, LedgerUnavailable
from backend.jobs.job import Claim
from backend.jobs.work import Work

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.4
"""Between two looks at the ledger: a cancelled analysis is to stop in under a second."""
RENEWALS = 3
"""Of a lease, before it would end."""
INTERRUPT = signal.SIGUSR2
"""Sent to the main thread by ours; Celery has SIGUSR1 for its soft time limit."""


class Guard:
    """Stands by one claim: what the work asks at each step, and what interrupts it between two."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.renew_at = time.monotonic() + LOOK_SECONDS  # soon: the first one has it on the disk that this was begun
        self.at_each_look: list[Callable[[], None]] = []
        """Called by the thread of the leases at each of its looks."""
        self._must_stop = False
        self._is_open = self._was_open = False

    def stop(self) -> None:
        """Have the work stopped at its next step."""
        self._must_stop = True

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let the work within the block be interrupted between any two of its instructions.

        Raises:
            AnalysisCancelled: the job is to be cancelled, or is another worker's by now.
        """
        self._is_open = True
        try:
            self._check()
            yield
        finally:
            self._is_open = False

    def step(self) -> AbstractContextManager[None]:
        """Keep an interrupt off the block, which talks to others; it strikes before or after it.

        It is the guard itself: a dozen steps come in the shortest of analyses.

        Raises:
            AnalysisCancelled: as `interruptible`.
        """
        return self

    def __enter__(self) -> None:
        self._was_open, self._is_open = self._is_open, False
        if self._must_stop:
            self._is_open = self._was_open
            self._check()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._is_open = self._was_open
        if kind is None:
            self._check()

    def strike(self) -> None:
        """Raise AnalysisCancelled if that is wanted and allowed here, and only once: what follows is not to be hit."""
        if self._is_open and self._must_stop:
            self._is_open = False
            self._check()

    def _check(self) -> None:
        if self._must_stop:
            raise AnalysisCancelled(f"The analysis {self.claim.job.id} was cancelled.")


class LeaseKeeper:
    """The thread and its present claim. Begins at the first claim of a process; a forked child begins anew."""

    def __init__(self, work: Work, lease_seconds: float, hand_on: Callable[[], None]) -> None:
        """Begin without a claim.

        Args:
            work: Renews leases.
            lease_seconds: How long one lasts.
            hand_on: Called by the thread at each of its looks, and once more after the last claim.
        """
        self._work = work
        self._hand_on = hand_on
        self._renew_seconds = lease_seconds / RENEWALS
        self._guard: Guard | None = None
        self._is_wanted, self._must_end = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._interrupted_thread: int | None = None

    @contextmanager
    def keep(self, claim: Claim) -> Iterator[Guard]:
        """Keep the lease of the claim while the block runs."""
        self._begin()
        self._guard = guard = Guard(claim)
        self._is_wanted.set()
        try:
            yield guard
        finally:
            self._guard = None

    def close(self) -> None:
        """End the thread, which then holds no connection any more; the next claim begins another."""
        if self._thread is None or not self._thread.is_alive():  # in a child it is the parent's, and so are its locks
            return
        self._must_end.set()
        self._is_wanted.set()
        self._thread.join()

    def _begin(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        self._is_wanted, self._must_end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._watch, name="leases", daemon=True)
        self._interrupted_thread = None
        if threading.current_thread() is threading.main_thread():  # elsewhere the work stops at its next step
            signal.signal(INTERRUPT, self._on_interrupt)
            self._interrupted_thread = threading.get_ident()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:  # the thread inherits the mask: a signal to the process has to wake the main thread out of its calls
            self._thread.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _watch(self) -> None:
        while not self._must_end.is_set():
            self._is_wanted.wait()
            self._must_end.wait(LOOK_SECONDS)
            guard = self._guard
            if guard is None:
                self._rest()
            else:
                self._look_after(guard)
                _act(f"the work on {guard.claim.job.id}", *guard.at_each_look, self._hand_on)

    def _rest(self) -> None:
        """Sleep until the next claim; one that came in between wakes the thread at once."""
        self._is_wanted.clear()
        if self._guard is not None:
            self._is_wanted.set()
        else:
            _act("the leases", self._hand_on)

    def _look_after(self, guard: Guard) -> None:
        try:
            must_stop = self._work.is_cancel_requested(guard.claim)
            if time.monotonic() >= guard.renew_at and self._work.renew(guard.claim):
                guard.renew_at = time.monotonic() + self._renew_seconds
        except LedgerUnavailable as error:  # whoever cannot ask goes on: only the newest token can end the job
            logger.warning("the lease of %s could not be renewed: %s", guard.claim.job.id, error.detail)
            return
        if must_stop and guard is self._guard:
            guard.stop()
            if self._interrupted_thread is not None:
                signal.pthread_kill(self._interrupted_thread, INTERRUPT)

    def _on_interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if (guard := self._guard) is not None:
            guard.strike()


def _act(beside: str, *acts: Callable[[], None]) -> None:
    """Do what is to be done at each look; what goes wrong with it is told, and the thread goes on to keep the lease.

    Without the thread nobody would renew the lease or notice a cancel, which matters more than what rides on it.
    """
    for act in acts:
        try:
            act()
        except Exception as error:  # noqa: BLE001  # it runs beside the work: any error may come; its text may quote it
            logger.warning("a task beside %s went wrong: %s", beside, type(error).__name__)
