"""Dates as résumés write them: with the precision they have, and never more."""

from enum import StrEnum

from vitae.domain.months import Month
from vitae.domain.values import Value


class Precision(StrEnum):
    """How much of a date was written."""

    YEAR = "year"
    SEASON = "season"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


class PartialDate(Value, frozen=True):
    """A date of which perhaps only the year is known.

    ``first`` and ``last`` are the earliest and the latest month that it may mean: January
    and December for a year, March and May for a spring, twice the same for a month.
    """

    first: Month
    last: Month
    precision: Precision
    raw: str
    """As it stands in the document."""
    day: int | None = None

    def iso(self, *, as_end: bool = False) -> str:
        """Return ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        A season or quarter is written as its first month, or as its last with `as_end`.
        """
        if self.precision is Precision.YEAR:
            return f"{self.first.year:04d}"
        month = self.last if as_end else self.first
        return f"{month.isoformat()}-{self.day:02d}" if self.day is not None else month.isoformat()


class DateIssue(StrEnum):
    """What is odd about a date or a range as it was written."""

    INVALID = "invalid_date"
    """It names no calendar date, such as ``Jan 20202`` or ``13/2019``."""
    AMBIGUOUS = "ambiguous_date"
    """Day and month cannot be told apart, such as ``05/06/2020``."""
    REVERSED = "reversed_range"
    """It ends before it begins."""
    DASH_MISSING = "dash_missing"
    """Two dates stand side by side without a separator."""
    OPEN_END = "open_end"
    """A dangling dash: read as current, with low confidence."""


class DateRange(Value, frozen=True):
    """A period, or a single date (``end`` None and not current), found in a text.

    ``begin`` and ``finish`` are the offsets of ``raw`` in the text that was searched.
    """

    start: PartialDate | None
    end: PartialDate | None
    is_current: bool
    raw: str
    begin: int
    finish: int
    confidence: float = 1.0
    issues: tuple[DateIssue, ...] = ()

    @property
    def is_single(self) -> bool:
        """Whether only one date was written, such as ``2018`` or ``05/2019``."""
        return self.end is None and not self.is_current
