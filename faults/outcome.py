"""What a scenario found: figures, each with what was promised."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

RELATIONS: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {"=": operator.eq, "≤": operator.le, "≥": operator.ge}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and the bound that it has to keep."""

    what: str
    value: float
    relation: str
    bound: float
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether the promise was kept."""
        return RELATIONS[self.relation](self.value, self.bound)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one scenario found."""

    name: str
    conditions: str
    """How many jobs, what was done to them."""
    figures: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        """Whether every promise was kept."""
        return all(figure.holds for figure in self.figures)
