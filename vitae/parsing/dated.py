"""The dates of a document, found once, and which of them stand where."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.resume import Date, Extracted, Period
from vitae.parsing.dates import find_dates
from vitae.parsing.rows import Piece

_TABS = re.compile(r"\t+")
_ALPHANUMERIC = re.compile(r"[^\W_]")
_EDGE = " \t\u00a0,;:|·•–—-()[]/"


@dataclass(frozen=True, slots=True)
class Dates:
    """All dates of a document in order of position."""

    ranges: tuple[DateRange, ...] = ()
    begins: tuple[int, ...] = ()
    finishes: tuple[int, ...] = ()

    @classmethod
    def of(cls, document: Document) -> "Dates":
        """Find the dates of a document."""
        ranges = find_dates(document.text)
        return cls(ranges, tuple([r.begin for r in ranges]), tuple([r.finish for r in ranges]))

    def touching(self, start: int, end: int) -> tuple[DateRange, ...]:
        """Return the dates that share a character with ``text[start:end]``; no two of all share one."""
        return self.ranges[bisect_right(self.finishes, start) : bisect_left(self.begins, end)]


def pieces_without(piece: Piece, ranges: Sequence[DateRange]) -> tuple[Piece, ...]:
    """Return what is left of a line without its dates, cut at tabs."""
    if not ranges and "\t" not in piece.text:
        whole = _balanced(piece.trimmed())
        return (whole,) if _ALPHANUMERIC.search(whole.text) else ()
    cuts: list[tuple[int, int]] = []
    at = piece.start
    for r in ranges:
        if r.begin > at:
            cuts.append((at, min(r.begin, piece.end)))
        at = max(at, r.finish)
    if at < piece.end:
        cuts.append((at, piece.end))
    pieces = [part for a, b in cuts for part in piece.cut(a - piece.start, b - piece.start).split(_TABS)]
    balanced = [_balanced(part.trimmed()) for part in pieces]
    return tuple([part for part in balanced if _ALPHANUMERIC.search(part.text)])


def _balanced(piece: Piece) -> Piece:
    """Drop a bracket at an edge whose partner went with the date."""
    if piece.text.count("(") != piece.text.count(")"):
        return piece.trimmed(_EDGE)
    return piece


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
