"""The dates of a document, found once, and which of them stand where."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.resume import Date, Extracted, Period
from vitae.parsing.dates import find_dates


@dataclass(frozen=True, slots=True)
class Dates:
    """All dates of a document in order of position."""

    ranges: tuple[DateRange, ...]
    begins: tuple[int, ...]

    @classmethod
    def of(cls, document: Document) -> "Dates":
        """Find the dates of a document."""
        ranges = find_dates(document.text)
        return cls(ranges, tuple(r.begin for r in ranges))

    def touching(self, start: int, end: int) -> tuple[DateRange, ...]:
        """Return the dates that share a character with ``text[start:end]``."""
        first = max(0, bisect_left(self.begins, start) - 1)
        last = bisect_left(self.begins, end)
        return tuple(r for r in self.ranges[first:last] if r.finish > start)


def period_of(document: Document, ranges: Iterable[DateRange]) -> Period | None:
    """Return the period that an entry's dates give: its first range, else its first date."""
    chosen = sorted(ranges, key=lambda r: (r.is_single, r.begin))
    if not chosen:
        return None
    return Period(chosen[0], document.anchor(chosen[0].begin, chosen[0].finish))


def as_period_end(period: Period | None) -> Period | None:
    """Return the period with a single date as its end: when a course or a certificate was completed."""
    if period is None or not period.range.is_single or period.start is None:
        return period
    r = period.range
    ended = DateRange(
        None,
        r.start,
        is_current=False,
        raw=r.raw,
        begin=r.begin,
        finish=r.finish,
        confidence=r.confidence,
        issues=r.issues,
    )
    return Period(ended, period.anchor)


def single_date(document: Document, ranges: Iterable[DateRange]) -> Date | None:
    """Return the one date that counts for a certificate, an award or a publication: when it was given."""
    for found in ranges:
        date = found.start or found.end
        if date is not None:
            return Extracted(date, found.confidence, (document.anchor(found.begin, found.finish),))
    return None
