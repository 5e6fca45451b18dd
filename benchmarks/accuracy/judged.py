"""What became of one document: every value that was read, right or wrong, and how many there were to read."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
"""A report, or a part of one, as plain JSON values."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One value that was read."""

    field: str
    pointer: str
    """Where it stands in the résumé (JSON Pointer); the key of its evidence."""
    is_right: bool


@dataclass(slots=True)
class Judgement:
    """A document's values and counts; several add up."""

    values: list[Judged] = field(default_factory=list)
    wanted: Counter[str] = field(default_factory=Counter)
    """Field -> number of values in the truth."""
    counts: Counter[str] = field(default_factory=Counter)
    """All else that is counted, by name."""
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    """The confidence of each value that has evidence, and whether the value is right."""
    misses: list[str] = field(default_factory=list)
    """What was wrong or not found, as sentences."""

    def add(self, name: str, pointer: str, *, is_right: bool, read: object = "", truth: object = "") -> None:
        """Record a value that was read."""
        self.values.append(Judged(name, pointer, is_right))
        if not is_right:
            self.misses.append(f"{name}: read {read!r}, truth {truth!r}")

    def want(self, name: str, number: int = 1) -> None:
        """Record how many values the truth has."""
        self.wanted[name] += number

    def miss(self, name: str, truth: object) -> None:
        """Record a value that was not read at all."""
        self.misses.append(f"{name}: not read {truth!r}")
