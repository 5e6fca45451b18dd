"""Calendar months as numbers: the arithmetic under every total of experience.

Half-open inside (`MonthRange.stop` is the first month that no longer counts), inclusive
outside (a job from January to March has three months).
"""

from collections.abc import Iterable
from datetime import date
from functools import total_ordering
from itertools import pairwise
from typing import Final

from vitae.domain.values import Value


@total_ordering
class Month:
    """One calendar month; it does not change. No tuple and no dataclass, because it is one value in JSON too."""

    __slots__ = ("ordinal",)

    ordinal: Final[int]
    """The number of months since January of the year 0."""

    def __init__(self, year: int, month: int) -> None:
        self.ordinal = year * 12 + month - 1

    @property
    def year(self) -> int:
        """The year."""
        return self.ordinal // 12

    @property
    def month(self) -> int:
        """1..12."""
        return self.ordinal % 12 + 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Month) and self.ordinal == other.ordinal

    def __lt__(self, other: "Month") -> bool:
        return self.ordinal < other.ordinal

    def __hash__(self) -> int:
        return hash(self.ordinal)

    def __repr__(self) -> str:
        return f"Month({self.year}, {self.month})"

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, str]:
        """Tell Pydantic, which makes the schema of the report, what a month is in JSON."""
        return {"type": "str", "pattern": r"^\d{4}-\d{2}$"}

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month in which a day lies."""
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> "Month":
        """Return the month with this `ordinal`."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    def plus(self, months: int) -> "Month":
        """Return the month that lies so many months later (or earlier)."""
        return Month.from_ordinal(self.ordinal + months)

    def isoformat(self) -> str:
        """Return ``YYYY-MM``."""
        return f"{self.year:04d}-{self.month:02d}"


class MonthRange(Value, frozen=True, order=True):
    """Consecutive months, from ordinal `start` up to but without `stop`."""

    start: int
    stop: int

    @classmethod
    def inclusive(cls, first: Month, last: Month) -> "MonthRange":
        """Return the months from `first` to `last`, both included; empty when reversed."""
        return cls(first.ordinal, max(first.ordinal, last.ordinal + 1))

    @property
    def months(self) -> int:
        """How many months there are."""
        return self.stop - self.start

    @property
    def first(self) -> Month:
        """The first month that counts."""
        return Month.from_ordinal(self.start)

    @property
    def last(self) -> Month:
        """The last month that counts."""
        return Month.from_ordinal(self.stop - 1)

    def overlap(self, other: "MonthRange") -> "MonthRange | None":
        """Return the months that both have, or None when there are none."""
        start, stop = max(self.start, other.start), min(self.stop, other.stop)
        return MonthRange(start, stop) if start < stop else None


def merge_ranges(ranges: Iterable[MonthRange]) -> tuple[MonthRange, ...]:
    """Return the union as separate blocks in order; ranges that touch become one block."""
    blocks: list[MonthRange] = []
    for span in sorted(ranges):
        if blocks and span.start <= blocks[-1].stop:
            if span.stop > blocks[-1].stop:
                blocks[-1] = MonthRange(blocks[-1].start, span.stop)
        elif span.start < span.stop:
            blocks.append(span)
    return tuple(blocks)


def count_months(ranges: Iterable[MonthRange]) -> int:
    """Return the size of the union: a month that two jobs share counts once."""
    return sum(block.months for block in merge_ranges(ranges))


def find_gaps(ranges: Iterable[MonthRange]) -> tuple[MonthRange, ...]:
    """Return the empty months between the blocks of the union, in order."""
    blocks = merge_ranges(ranges)
    return tuple(MonthRange(a.stop, b.start) for a, b in pairwise(blocks))


def subtract_ranges(span: MonthRange, covers: Iterable[MonthRange]) -> tuple[MonthRange, ...]:
    """Return the months of `span` that no range of `covers` has, in order."""
    rest: list[MonthRange] = []
    start = span.start
    for cover in merge_ranges(covers):
        if cover.stop <= start or cover.start >= span.stop:
            continue
        if cover.start > start:
            rest.append(MonthRange(start, cover.start))
        start = cover.stop
    if start < span.stop:
        rest.append(MonthRange(start, span.stop))
    return tuple(rest)


def count_fewest_months(certain: Iterable[MonthRange], uncertain: Iterable[MonthRange]) -> int:
    """Return the smallest possible size of a union.

    All months of `certain` belong to it, and of each range of `uncertain` at least one month,
    nobody knows which. Such a month costs nothing where a certain one, or one that was chosen
    for another range, may be meant: choosing the last month of the range that ends first is
    the classic optimal choice for stabbing intervals with the fewest points.
    """
    blocks = merge_ranges(certain)
    chosen = -1
    extra = 0
    for span in sorted(uncertain, key=lambda span: (span.stop, span.start)):
        if chosen >= span.start or any(block.overlap(span) for block in blocks):
            continue
        chosen = span.stop - 1
        extra += 1
    return sum(block.months for block in blocks) + extra
