"""What is counted about attempts, and under which names."""

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from threading import Lock

from vitae.domain.progress import Progress

STAGE_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends, in seconds."""
ATTEMPTS, STAGES, SUMS = "attempts", "stages", "stage_seconds"
ROUNDS, REPUBLISHED, SET_ASIDE = "reconciler_rounds", "republished", "set_aside"


class AttemptTally:
    """Takes the times of an attempt's stages as they pass."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._marks: list[tuple[str, float]] = []

    def __call__(self, progress: Progress) -> None:
        """Note that a stage goes on; it lasts until another begins."""
        if not self._marks or self._marks[-1][0] != progress.stage:
            self._marks.append((progress.stage, self._clock()))

    def counts(self, end: str, code: str = "") -> Mapping[str, float]:
        """Return what is to be added to the counters, now that the attempt has ended."""
        counts = {name_of(ATTEMPTS, end, code): 1.0}
        for (stage, began), (_, ended) in pairwise([*self._marks, ("", self._clock())]):
            seconds = ended - began
            bucket = next((str(end) for end in STAGE_BUCKETS if seconds <= end), "+Inf")
            counts[name_of(STAGES, stage, bucket)] = 1.0
            counts[name_of(SUMS, stage)] = seconds
        return counts


class GatheredCounts:
    """Counters of this process on their way to those of the service: one trip for all that came meanwhile."""

    def __init__(self, hand_on: Callable[[Mapping[str, float]], None]) -> None:
        """Begin with nothing.

        Args:
            hand_on: Adds to the counters of the service.
        """
        self._hand_on = hand_on
        self._held: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, counts: Mapping[str, float]) -> None:
        """Take what is to be added."""
        with self._lock:
            self._held.update(counts)

    def hand_on(self) -> None:
        """Add to the counters what has come."""
        with self._lock:
            held, self._held = self._held, Counter()
        if held:
            self._hand_on(held)


def name_of(*parts: str) -> str:
    """Return the name of a counter with its labels."""
    return "|".join(parts)
