"""The worker instances: started again when they die, with growing delays."""

import logging
import time
from collections.abc import Sequence

from backend.errors import NoWorker
from backend.serve.child import Child, Program

logger = logging.getLogger(__name__)

MAX_EARLY_DEATHS = 3
"""Workers that die this often before the service is ready will never live."""
FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 1.0, 30.0
HEALTHY_SECONDS = 60.0
"""After a life this long, the delay begins anew."""


class Workers:
    """All worker instances of the service."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self._slots = [_Slot(program) for program in programs]
        self._early_deaths = 0

    @property
    def running(self) -> list[Child]:
        """The workers that are alive."""
        return [slot.child for slot in self._slots if slot.child.is_running]

    def look_after(self, *, is_ready: bool) -> None:
        """Note what has died, and start again what has waited long enough.

        Raises:
            NoWorker: workers keep dying while the service starts.
        """
        for slot in self._slots:
            if slot.has_just_died():
                self._early_deaths += not is_ready
                if self._early_deaths >= MAX_EARLY_DEATHS:
                    raise NoWorker(f"No worker stays up: {slot.child.describe_end()}.")
            slot.restart_if_due()


class _Slot:
    """One instance, and when it may start again."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._delay = FIRST_DELAY_SECONDS
        self._restart_at: float | None = None
        self.child = Child.start(program)

    def has_just_died(self) -> bool:
        """Return whether its end is news, and plan the next start."""
        if self.child.is_running or self._restart_at is not None:
            return False
        if self.child.age > HEALTHY_SECONDS:
            self._delay = FIRST_DELAY_SECONDS
        self._restart_at = time.monotonic() + self._delay
        logger.warning("%s; it starts again in %g s", self.child.describe_end(), self._delay)
        self._delay = min(2 * self._delay, LONGEST_DELAY_SECONDS)
        return True

    def restart_if_due(self) -> None:
        """Start it again once its delay is over."""
        if self._restart_at is not None and time.monotonic() >= self._restart_at:
            self._restart_at = None
            self.child = Child.start(self._program)
