"""How long to wait before something is tried again."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(minutes=30)
JITTER = 0.1
"""Share of a wait by which it is lengthened at random, so that what failed together does not return together."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits that double, a bounded number of times."""

    first: timedelta
    retries: int

    def next_at(self, retries: int, now: datetime) -> datetime | None:
        """Return when to try again after so many retries; None after the last one."""
        if retries >= self.retries:
            return None
        wait = min(self.first * (1 << retries), LONGEST)
        return now + wait * (1 + random.uniform(0, JITTER))  # noqa: S311  # to spread, not to hide
