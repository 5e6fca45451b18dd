"""Printed lines: the fragments of one row and column, with their block."""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import msgspec

from vitae.documents.builder import NOWHERE, LineDraft
from vitae.documents.markers import bullet_length
from vitae.documents.pdf.columns import MAX_FRAGMENTS, Gutter, PageOrder
from vitae.documents.pdf.fragments import Fragment, share_row
from vitae.domain.anchors import Box
from vitae.domain.document import TextStyle

_LOOSER = 1.25
"""A line that stands this much farther below than is usual begins a block."""
_OTHER_SIZE = 1.15
_NOWHERE = array("f", NOWHERE)
_MAX_PARTS = 50
"""A row of more parts is a drawing, not a line."""


class PrintedLine(msgspec.Struct, gc=False):
    """One line of print within one column."""

    fragments: tuple[Fragment, ...]
    """From left to right."""
    column: int
    text: str
    """The characters, with a tab between parts that stand far apart."""
    box: Box
    """The box around all glyphs, rounded to hundredths."""
    baseline: float
    """Where the first part stands."""
    size: float
    """The largest font size."""
    page: int
    """Its number."""
    block: int = 0


def _printed(row: "_Row") -> PrintedLine:
    parts, column = row
    first = parts[0]
    if len(parts) == 1:
        return PrintedLine((first,), column, first.text, first.shown, first.baseline, first.size, first.page.number)
    lefts, tops, rights, bottoms = zip(*[part.shown for part in parts], strict=True)
    return PrintedLine(
        tuple(parts),
        column,
        "\t".join([part.text for part in parts]),
        Box(min(lefts), min(tops), max(rights), max(bottoms)),
        first.baseline,
        max([part.size for part in parts]),
        first.page.number,
    )


class _Row(NamedTuple):
    """A line while it is put together."""

    parts: list[Fragment]
    column: int

    def add(self, fragment: Fragment) -> None:
        """Take in a part of the same row."""
        self.parts.append(fragment)
        self.parts.sort(key=lambda f: f.x0)


def join_lines(order: PageOrder) -> list[PrintedLine]:
    """Return the lines of a page: neighbours in reading order that share row and column.

    What floats to the right of a line is drawn before it by browsers, all floats of a
    section first: a fragment takes such parts of its row with it when it comes.
    """
    rows: list[_Row] = []
    is_searched = len(order.fragments) <= MAX_FRAGMENTS
    has_floats = is_searched and any(b.baseline < a.baseline - 0.5 * a.size for a, b in pairwise(order.fragments))
    for fragment, column in zip(order.fragments, order.columns, strict=True):
        if rows and _goes_with(rows[-1], fragment, column, order.side_headings):
            rows[-1].add(fragment)
        elif has_floats and (at := _floated_beside(rows, fragment, column, order.side_headings)) is not None:
            rows.append(rows.pop(at))
            rows[-1].add(fragment)
        else:
            rows.append(_Row([fragment], column))
    return list(map(_printed, rows))


def _goes_with(row: _Row, fragment: Fragment, column: int, side_headings: Gutter | None) -> bool:
    parts = row.parts
    if row.column != column or len(parts) >= _MAX_PARTS or not share_row(parts[0], fragment):
        return False
    if not all(share_row(part, fragment) for part in parts[1:]):
        return False
    return side_headings is None or side_headings.is_right(parts[0]) == side_headings.is_right(fragment)


def _floated_beside(rows: Sequence[_Row], fragment: Fragment, column: int, side_headings: Gutter | None) -> int | None:
    """Return the index of the first line to the right of a fragment in its row that goes with it."""
    highest, lowest = fragment.baseline - fragment.size, fragment.baseline + fragment.size
    for index, row in enumerate(rows):
        first = row.parts[0]
        is_beside = highest <= first.baseline <= lowest and first.x0 >= fragment.x1
        if is_beside and _goes_with(row, fragment, column, side_headings):
            return index
    return None


def number_blocks(lines: Sequence[PrintedLine]) -> None:
    """Give each line the number of its block: what stands close together and is set in one size."""
    spacings = list(map(_spacing, lines, lines[1:]))
    widest = _LOOSER * _usual(spacings)
    block = 0
    for last, line, spacing in zip(lines, lines[1:], spacings, strict=False):
        if _differs(last.size, line.size) or not _goes_on(line, spacing, widest):
            block += 1
        line.block = block


def _goes_on(line: PrintedLine, spacing: float | None, widest: float) -> bool:
    """Whether a line follows closely, or goes on in small letters at the top of the next column or page."""
    if spacing is not None:
        return spacing <= widest
    return line.text[0].islower() and not bullet_length(line.text)


def _usual(spacings: Sequence[float | None]) -> float:
    """Return the median distance between lines in ems, of those that look like text and not like gaps."""
    close = [spacing for spacing in spacings if spacing is not None and 0.8 <= spacing <= 2.0]
    return median(close) if close else 1.2


def _spacing(last: PrintedLine, line: PrintedLine) -> float | None:
    """Return how many ems a line stands below the last; None at the top of a column."""
    if line.page == last.page and line.column == last.column and line.baseline > last.baseline:
        return (line.baseline - last.baseline) / min(last.size, line.size)
    return None


def _differs(a: float, b: float) -> bool:
    return a > _OTHER_SIZE * b or b > _OTHER_SIZE * a


def draft_of(line: PrintedLine, *, drop_last: bool = False) -> LineDraft:
    """Return the line for the builder; `drop_last` leaves out its last character, a hyphen."""
    first, *others = line.fragments
    boxes, styles = _boxes_of(first), _stretches(first)
    length = len(first.text)
    for fragment in others:
        boxes.extend(_NOWHERE)
        boxes.extend(_boxes_of(fragment))
        _add_styles(styles, fragment, length + 1)
        length += 1 + len(fragment.text)
    text = line.text
    if drop_last:
        text, boxes = text[:-1], boxes[:-4]
        start, end, style = styles[-1]
        styles[-1] = (start, end - 1, style)
    return LineDraft(text.replace("\xad", "-"), styles, boxes, [], line.page, line.box, line.block, line.column)


def _add_styles(styles: list[tuple[int, int, TextStyle]], fragment: Fragment, at: int) -> None:
    """Append the stretches of one style; of equal styles there is only one object."""
    for start, end, style in _stretches(fragment):
        if styles and styles[-1][2] is style:
            styles[-1] = (styles[-1][0], at + end, style)
        else:
            styles.append((at + start, at + end, style))


def _stretches(fragment: Fragment) -> list[tuple[int, int, TextStyle]]:
    """Return where in the text of a fragment which style holds."""
    words = fragment.words
    if fragment.is_uniform:
        return [(0, len(fragment.text), words.styles[fragment.look])]
    first, looks = fragment.first, words.look_list[fragment.first : fragment.after]
    changes = [at for at in range(1, len(looks)) if looks[at] != looks[at - 1]]
    return [
        (fragment.start_of(first + at), fragment.end_of(first + following - 1), words.styles[looks[at]])
        for at, following in pairwise((0, *changes, len(looks)))
    ]


def _boxes_of(fragment: Fragment) -> "array[float]":
    """Return four floats for each character of a fragment."""
    drawn, first = fragment.page.boxes, fragment.start
    if fragment.is_as_drawn:
        return drawn[4 * first : 4 * (first + len(fragment.text))]
    boxes: array[float] = array("f")
    own = slice(fragment.first, fragment.after)
    columns = (fragment.words.starts[own], fragment.words.ends[own], fragment.joined_starts)
    for begin, end, start in zip(*columns, strict=True):
        if len(boxes) < 4 * start:
            boxes.extend(_NOWHERE)
        boxes.extend(drawn[4 * begin : 4 * end])
    return boxes
