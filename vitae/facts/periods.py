"""A written period as months: the best estimate, and the bounds that its precision leaves.

A day or a month is exact. A season or a quarter counts in full, a year from July where it
begins and until June where it ends, one year alone with its six middle months. The bounds
take the latest possible beginning with the earliest possible end, and the reverse.
"""

from vitae.domain.dates import DateIssue, DateRange, PartialDate, Precision
from vitae.domain.months import Month, MonthRange
from vitae.domain.values import Value

FUTURE_START = "future_start"
FUTURE_END = "future_end"
_EXACT = (Precision.MONTH, Precision.DAY)


class Estimate(Value, frozen=True):
    """The months that a period means."""

    likely: MonthRange
    """The point estimate; it lies within `possible` and holds `certain`."""
    certain: MonthRange | None
    """The months that belong to it however it is read; None when no single month is sure."""
    possible: MonthRange
    """All months that may belong to it."""
    is_bounded: bool = True
    """Whether `possible` is really all: a month that stands alone may have begun something longer."""

    @property
    def months_min(self) -> int:
        """The fewest months: one at least, for something was done."""
        return self.certain.months if self.certain else 1

    @property
    def months_max(self) -> int | None:
        """The most months; None when nothing bounds them."""
        return self.possible.months if self.is_bounded else None


class Reading(Value, frozen=True):
    """A period as it counts: its estimate, or the reasons why it counts nothing."""

    estimate: Estimate | None
    issues: tuple[str, ...] = ()
    """Values of `DateIssue`, ``future_start`` and ``future_end``, sorted."""


def read_period(period: DateRange, as_of: Month) -> Reading:
    """Return what a period means on a day in the month `as_of`; the months after it do not count."""
    issues = {str(issue) for issue in period.issues}
    start, end = period.start or period.end, period.end
    if start is None:
        return Reading(None, tuple(sorted(issues | {str(DateIssue.INVALID)})))
    if end is not None and period.start is not None and end.last < start.first:
        return Reading(None, tuple(sorted(issues | {str(DateIssue.REVERSED)})))
    if start.first > as_of:
        return Reading(None, tuple(sorted(issues | {FUTURE_START})))
    if end is not None and end.first > as_of:
        issues.add(FUTURE_END)
    if period.is_current:
        estimate = _between(start, _month(as_of), as_of)
    elif end is None or period.start is None:
        estimate = _alone(start, as_of, is_bounded=end is None and start.precision not in _EXACT)
    else:
        estimate = _between(start, end, as_of)
    return Reading(estimate, tuple(sorted(issues)))


def _between(start: PartialDate, end: PartialDate, as_of: Month) -> Estimate:
    """Return the estimate of a period whose two ends may each be any month of what was written."""
    earliest, latest = start.first.ordinal, min(end.last.ordinal, as_of.ordinal)
    last_start = min(start.last.ordinal, latest)
    first_end = max(min(end.first.ordinal, as_of.ordinal), earliest)
    possible = MonthRange(earliest, latest + 1)
    certain = MonthRange(last_start, first_end + 1) if last_start <= first_end else None
    return Estimate(_likely(start, end, last_start, first_end, possible), certain, possible)


def _likely(start: PartialDate, end: PartialDate, last_start: int, first_end: int, possible: MonthRange) -> MonthRange:
    """Return the point estimate; an end whose middle cannot be is put half-way between what can."""
    first, last = _middle_start(start), _middle_end(end)
    if first > last_start:
        first = possible.start + (last_start - possible.start) // 2
    if not first_end <= last < possible.stop:
        last = first_end + (possible.stop - 1 - first_end) // 2
    return MonthRange(first, last + 1) if first <= last else _middle_half(possible)


def _middle_start(date: PartialDate) -> int:
    """Return the first month; July of a year, which is its middle."""
    span = date.last.ordinal - date.first.ordinal + 1
    return date.first.ordinal + (span // 2 if date.precision is Precision.YEAR else 0)


def _middle_end(date: PartialDate) -> int:
    """Return the last month; June of a year."""
    span = date.last.ordinal - date.first.ordinal + 1
    return date.last.ordinal - (span // 2 if date.precision is Precision.YEAR else 0)


def _middle_half(possible: MonthRange) -> MonthRange:
    """Return the middle half of the months: April to September of a year."""
    months = max(1, possible.months // 2)
    first = possible.start + (possible.months - months) // 2
    return MonthRange(first, first + months)


def _alone(date: PartialDate, as_of: Month, *, is_bounded: bool) -> Estimate:
    """Return the estimate of a single date: a month is one, a season three, a year six of its twelve months."""
    possible = MonthRange.inclusive(date.first, min(date.last, as_of))
    likely = _middle_half(possible) if date.precision is Precision.YEAR else possible
    certain = possible if possible.months == 1 else None
    return Estimate(likely, certain, possible, is_bounded)


def _month(month: Month) -> PartialDate:
    return PartialDate(month, month, Precision.MONTH, month.isoformat())
