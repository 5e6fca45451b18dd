"""How much a run of the suite does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers that a scenario multiplies with."""

    jobs: int
    """Of the large scenarios."""
    rounds: int
    """Of disturbed and undisturbed runs in turn, and of repetitions of the small scenarios."""

    @property
    def poison(self) -> int:
        """Deadly documents among the good ones: one in fifty, but each kind once."""
        return max(4, self.jobs // 50)


FULL = Scale(jobs=1000, rounds=3)
SHORT = Scale(jobs=40, rounds=1)
