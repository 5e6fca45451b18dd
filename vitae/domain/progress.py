"""How far an analysis has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage begins: ``done`` of ``total`` stages are finished."""

    stage: str
    """``read``, ``sections``, ``profile``, the name of an analyzer, or ``report``."""
    done: int
    total: int
    detail: str = ""

    @property
    def percentage(self) -> int:
        """0..99: 100 belongs to the result alone."""
        return min(99, 100 * self.done // self.total) if self.total else 0


ProgressCallback = Callable[[Progress], None]
