"""Dates that a program drew before everything else, as browsers do with floats, and that stand beside their entries."""

from collections.abc import Sequence

from vitae.domain.anchors import Box
from vitae.domain.document import Document
from vitae.parsing.dated import Dates, pieces_without
from vitae.parsing.rows import Row


def stray_dates(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Row, ...]:
    """Return the rows of the contact data that are nothing but a date, where the format says where they are printed."""
    found = []
    for row in rows if document.char_boxes else ():
        ranges = dates.touching(row.start, row.end)
        if any(r.start or r.end for r in ranges) and not pieces_without(row.piece, ranges):
            found.append(row)
    return tuple(found)


def with_stray_dates(rows: tuple[Row, ...], stray: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows, each after the stray date that is printed on its left or right."""
    if not stray:
        return rows
    joined: list[Row] = []
    for row in rows:
        joined += [date for date in stray if _is_beside(date, row)]
        joined.append(row)
    return tuple(joined)


def _is_beside(date: Row, row: Row) -> bool:
    a, b = date.line.box, row.line.box
    if a is None or b is None or date.line.page != row.line.page:
        return False
    return _overlap(a, b) > 0.6 * min(a.y1 - a.y0, b.y1 - b.y0) and (a.x1 <= b.x0 or b.x1 <= a.x0)


def _overlap(a: Box, b: Box) -> float:
    return min(a.y1, b.y1) - max(a.y0, b.y0)
