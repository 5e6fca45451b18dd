"""Cut a section into entries: what belongs to one job, one course of study, one project."""

from collections.abc import Callable, Sequence

from vitae.domain.anchors import Anchor
from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.values import Value
from vitae.parsing.dated import Dates
from vitae.parsing.entry_bounds import find_bounds
from vitae.parsing.entry_notes import without_notes
from vitae.parsing.entry_rows import Fact, facts_of
from vitae.parsing.rows import Piece, Row


class Head(Value, frozen=True):
    """One line of an entry's head: its words without the dates."""

    row: Row
    pieces: tuple[Piece, ...]
    goes_on: bool = False
    """Whether it is the rest of the line above, which a narrow column broke."""


class Entry(Value, frozen=True):
    """One entry of a section."""

    heads: tuple[Head, ...]
    body: tuple[Row, ...]
    ranges: tuple[DateRange, ...]
    start: int
    end: int

    def anchor(self, document: Document) -> Anchor:
        """Return the anchor of the whole entry."""
        return document.anchor(self.start, self.end)


def split_entries(
    document: Document, rows: Sequence[Row], dates: Dates, names: Callable[[str], bool] | None = None
) -> tuple[Entry, ...]:
    """Return the entries of the rows of one kind of section, in order.

    What `names` is true of may stand in a head though it begins with a small letter.
    """
    facts = list(without_notes(facts_of(document, rows, dates, names)))
    if not facts:
        return ()
    starts, heads_end = find_bounds(facts)
    entries = []
    for nth, start in enumerate(starts):
        stop = starts[nth + 1] if nth + 1 < len(starts) else len(facts)
        entries.append(_entry(facts[start:stop], heads_end[nth] - start))
    return tuple(entries)


def _entry(facts: Sequence[Fact], head_count: int) -> Entry:
    heads = [fact for fact in facts[:head_count] if fact.pieces]
    ranges = [r for fact in facts[:head_count] for r in fact.ranges]
    rows = [fact.row for fact in facts]
    return Entry(
        heads=tuple([Head(fact.row, fact.pieces, fact.goes_on) for fact in heads]),
        body=tuple(rows[head_count:]),
        ranges=tuple(sorted(set(ranges), key=lambda r: r.begin)),
        start=min([*[row.start for row in rows], *[r.begin for r in ranges]]),
        end=max([*[row.end for row in rows], *[r.finish for r in ranges]]),
    )
