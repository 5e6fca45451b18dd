"""What is counted about attempts, and under which names."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cache
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
            counts[_bucket_of(stage, bisect_left(STAGE_BUCKETS, ended - began))] = 1.0
            counts[_sum_of(stage)] = ended - began
        return counts


class GatheredCounts:
    """Counters of this process on their way to those of the service: one trip for all that came meanwhile."""

    def __init__(self, hand_on: Callable[[Mapping[str, float]], None]) -> None:
        """Begin with nothing.

        Args:
            hand_on: Adds to the counters of the service.
        """
        self._hand_on = hand_on
        self._held: dict[str, float] = {}
        self._lock = Lock()

    def add(self, counts: Mapping[str, float]) -> None:
        """Take what is to be added."""
        with self._lock:
            held = self._held
            for name, count in counts.items():
                held[name] = held.get(name, 0) + count

    def hand_on(self) -> None:
        """Add to the counters what has come."""
        with self._lock:
            held, self._held = self._held, {}
        if held:
            self._hand_on(held)


@cache
def _bucket_of(stage: str, place: int) -> str:
    """Return the counter of the stages that took up to the end at this place of `STAGE_BUCKETS`, or longer than all."""
    return name_of(STAGES, stage, str(STAGE_BUCKETS[place]) if place < len(STAGE_BUCKETS) else "+Inf")


@cache
def _sum_of(stage: str) -> str:
    return name_of(SUMS, stage)


def name_of(*parts: str) -> str:
    """Return the name of a counter with its labels."""
    return "|".join(parts)
