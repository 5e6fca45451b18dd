"""How far an analysis has come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vitae.domain.report import Report


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage begins: ``done`` of ``total`` stages are finished."""

    stage: str
    """``read``, ``sections``, ``profile``, the name of an analyzer, or ``report``."""
    done: int
    total: int
    found: Mapping[str, int] = field(default_factory=dict)
    """Name of each analyzer that has ended with a result -> how many keywords, entities, findings or positions."""
    so_far: Callable[[], Report] | None = field(default=None, compare=False, repr=False)
    """Makes the report of what is finished, once the profile is read; None before.

    What is not there yet is ``skipped`` with the reason ``not_finished``. Costs nothing unless it is called, and
    tells what is finished at that moment: later, while the analysis goes on, and in another thread too.
    """

    @property
    def percentage(self) -> int:
        """0..99: 100 belongs to the result alone."""
        return min(99, 100 * self.done // self.total) if self.total else 0


ProgressCallback = Callable[[Progress], None]
