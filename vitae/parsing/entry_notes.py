"""Bullets that carry a date and are text of the entry they stand under, and no entries of their own."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vitae.domain.dates import DateRange
from vitae.parsing.entry_rows import Fact, has_own_part


def without_notes(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the facts; a bullet under a dated head is text of that entry, if it names a date as a part of its words.

    Such a date says since when something was so (``Deputy since 2015``). Positions listed under an employer have
    periods that are set apart, or all of the bullets have periods.
    """
    nth, period = 0, None
    while nth < len(facts):
        fact = facts[nth]
        if not fact.row.is_bullet:
            if fact.is_dated:
                period = fact.ranges[0]
            elif nth and not fact.is_body and (facts[nth - 1].row.is_bullet or facts[nth - 1].is_body):
                period = None
            yield fact
            nth += 1
            continue
        stop = nth
        while stop < len(facts) and (facts[stop].row.is_bullet or facts[stop].goes_on):
            stop += 1
        run = facts[nth:stop]
        within = None if _are_positions(run) else period
        yield from (_as_text(fact) if within is not None and _is_note(fact, within) else fact for fact in run)
        nth = stop


def _are_positions(run: Sequence[Fact]) -> bool:
    """Return whether each of several bullets has a period with both ends."""
    bullets = [fact for fact in run if not fact.goes_on]
    return len(bullets) > 1 and all(fact.is_dated and not fact.ranges[0].is_single for fact in bullets)


def _is_note(fact: Fact, period: DateRange) -> bool:
    """Return whether a bullet has words about its date, or a label, and the date lies in the period of the entry."""
    is_labelled = fact.row.start > fact.row.line.content_start
    if not fact.is_dated or not (fact.pieces or is_labelled) or has_own_part(fact.row, fact.ranges):
        return False
    date = fact.ranges[0].start or fact.ranges[0].end
    begun, ended = period.start or period.end, period.end or period.start
    if date is None or begun is None or ended is None:
        return False
    return begun.first <= date.last and (period.is_current or date.first <= ended.last)


def _as_text(fact: Fact) -> Fact:
    return replace(fact, ranges=(), pieces=tuple(fact.row.parts), left=None, is_dated=False, is_body=True)
