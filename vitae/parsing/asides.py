"""Dates that are a part of the words of a head, beside the period of its entry.

``Planner, promoted to Senior Planner Jul 2016`` under ``Apr 2014 – Dec 2017`` is one job, and so is what a company was
called ``(until 2018: Harrow Mills)``. Such a date dates no entry.
"""

import re
from collections.abc import Iterator, Sequence

from vitae.domain.dates import DateRange, PartialDate
from vitae.parsing.rows import Row

_APART_BEFORE = re.compile(r"(?:\A|[,|·•(\[\t–—/:;-])\s*\Z")
_APART_BEHIND = re.compile(r"\s*(?:\Z|[\t|·•()\],;])")
_WORD_BEFORE = re.compile(r"[^\W\d_][.'’]?[ \u00a0]\Z")
_WORD_BEHIND = re.compile(r"[ \u00a0][^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_BRACKET = 120
"""Characters in which the other bracket is looked for, over the end of a line."""
_REACH = 2
"""Rows between a date in words and the period of its entry."""


def without_asides(rows: Sequence[Row], touching: Sequence[tuple[DateRange, ...]]) -> list[tuple[DateRange, ...]]:
    """Return the dates that each row carries, without those that say when something happened within an entry's period.

    `touching` are all dates of each row.
    """
    periods = [_period_apart(row, ranges) for row, ranges in zip(rows, touching, strict=True)]
    kept = list(touching)
    for nth, ranges in enumerate(touching):
        near = list(_periods_near(rows, touching, periods, nth)) if ranges and not rows[nth].is_bullet else []
        if near:
            is_listed = any(_are_partial(touching[at]) for at in (nth - 1, nth + 1) if 0 <= at < len(rows))
            kept[nth] = tuple([r for r in ranges if not _is_aside(rows, nth, r, near, is_listed=is_listed)])
    return kept


def _period_apart(row: Row, ranges: Sequence[DateRange]) -> DateRange | None:
    """Return the period that stands apart from the other words of a row."""
    return next((r for r in ranges if not r.is_single and r.start is not None and _is_apart(row, r)), None)


def _is_apart(row: Row, r: DateRange) -> bool:
    before, behind = _around(row, r)
    return _APART_BEFORE.search(before) is not None and _APART_BEHIND.match(behind) is not None


def _around(row: Row, r: DateRange) -> tuple[str, str]:
    """Return what stands before and behind a date in its row, as far as a bracket reaches."""
    begin, finish = max(0, r.begin - row.start), max(0, r.finish - row.start)
    return row.text[max(0, begin - _LONGEST_BRACKET) : begin], row.text[finish : finish + _LONGEST_BRACKET]


def _periods_near(
    rows: Sequence[Row],
    touching: Sequence[tuple[DateRange, ...]],
    periods: Sequence[DateRange | None],
    nth: int,
) -> Iterator[DateRange]:
    """Yield the periods of the row itself and of the next rows above and below that have one, across undated heads."""
    own = periods[nth]
    if own is not None:
        yield own
    for step in (-1, 1):
        for at in range(nth + step, nth + step * (_REACH + 1), step):
            if not 0 <= at < len(rows):
                break
            row, period = rows[at], periods[at]
            if row.is_bullet and (period is None or len(period.raw) < len(row.text)):
                break
            if period is not None:
                yield period
            if touching[at]:
                break


def _is_aside(rows: Sequence[Row], nth: int, r: DateRange, near: Sequence[DateRange], *, is_listed: bool) -> bool:
    """Return whether a date is told in words, and lies in a period that stands near.

    Beside other such dates (`is_listed`) it may be that of a position, if it is not in brackets with other words.
    """
    others = [period for period in near if period is not r]
    if _is_in_words_of_brackets(rows, nth, r):
        return any(_overlap(r, period) for period in others)
    date = r.start or r.end
    if is_listed or date is None or not _is_partial(r) or not any(_is_within(date, period) for period in others):
        return False
    before, behind = _around(rows[nth], r)
    is_since = not r.is_single and _WORD_BEHIND.match(behind) is not None
    return is_since or _WORD_BEFORE.search(before) is not None or before.endswith("(")


def _are_partial(ranges: Sequence[DateRange]) -> bool:
    return bool(ranges) and all(map(_is_partial, ranges))


def _is_partial(r: DateRange) -> bool:
    """Return whether one date is written and no dash: ``2018``, ``since 2018``, ``until 2018``."""
    return r.is_single or r.start is None or (r.is_current and r.raw.endswith(r.start.raw))


def _is_in_words_of_brackets(rows: Sequence[Row], nth: int, r: DateRange) -> bool:
    """Return whether other words stand in a bracket with a date, over two lines too: ``(bought by Muster in 2022)``."""
    row = rows[nth]
    before, behind = _around(row, r)
    if "(" not in before and nth and not rows[nth - 1].is_bullet:
        before = f"{rows[nth - 1].text[-_LONGEST_BRACKET:]} {before}"
    if ")" not in behind and nth + 1 < len(rows):
        behind = f"{behind} {rows[nth + 1].text[:_LONGEST_BRACKET]}"
    opening, closing = before.rfind("("), behind.find(")")
    if opening < 0 or closing < 0 or ")" in before[opening:] or "(" in behind[:closing]:
        return False
    return _WORD.search(before, opening) is not None or _WORD.search(behind, 0, closing) is not None


def _overlap(r: DateRange, period: DateRange) -> bool:
    """Return whether a date or a period shares a month with another, which has a beginning."""
    first, last = r.start, r.end or (r.start if r.is_single else None)
    is_later = first is not None and period.end is not None and first.first > period.end.last
    is_earlier = last is not None and period.start is not None and last.last < period.start.first
    return not (is_later or is_earlier)


def _is_within(date: PartialDate, period: DateRange) -> bool:
    """Return whether a date lies in a period and is neither its beginning nor its end."""
    if period.start is None or date.first <= period.start.last:
        return False
    return period.end is None or date.last < period.end.first
