"""How far an analysis has come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage begins: ``done`` of ``total`` stages are finished."""

    stage: str
    """``read``, ``sections``, ``profile``, the name of an analyzer, or ``report``."""
    done: int
    total: int
    found: Mapping[str, int] = field(default_factory=dict)
    """Name of each analyzer that has ended with a result -> how many keywords, entities, findings or positions."""

    @property
    def percentage(self) -> int:
        """0..99: 100 belongs to the result alone."""
        return min(99, 100 * self.done // self.total) if self.total else 0


ProgressCallback = Callable[[Progress], None]
