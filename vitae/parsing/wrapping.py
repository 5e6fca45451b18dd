"""Which printed lines go on with the one above, because its next word did not fit any more."""

from collections.abc import Iterable, Mapping

from vitae.domain.document import Document, Line
from vitae.parsing.rows import Row, style_at

Edges = Mapping[tuple[int | None, int], float]

_SLACK = 0.97
"""Words are set a little narrower than the average of their line."""

_WIDTHS = range(60, 121)
"""Characters at which plain text is wrapped."""
_NEAR, _FULL_LINES = 15, 3
"""So many lines that end within so many characters of the longest show that lines are wrapped there."""


def wrap_width(document: Document) -> int | None:
    """Return the characters at which the lines of a plain text are wrapped; None where they are not."""
    if document.media_type != "text/plain":
        return None
    lengths = [line.end - line.start for line in document.lines]
    width = max(lengths, default=0)
    return width if width in _WIDTHS and sum(length > width - _NEAR for length in lengths) >= _FULL_LINES else None


def had_no_room(above: Row, row: Row, width: int | None) -> bool:
    """Return whether the first word of a line had no room in the line above, in a plain text of this width."""
    if width is None or row.is_bullet or row.nth != above.nth + 1 or row.line.block != above.line.block:
        return False
    return above.line.end - above.line.start + 1 + len(row.text.split(maxsplit=1)[0]) > width


def right_edges(lines: Iterable[Line]) -> Edges:
    """Return for each page and column how far its longest line reaches, in points."""
    edges: dict[tuple[int | None, int], float] = {}
    for line in lines:
        box, key = line.box, (line.page, line.column)
        if box is not None and box.x1 > edges.get(key, 0.0):
            edges[key] = box.x1
    return edges


def goes_on(above: Row, row: Row, edges: Edges) -> bool:
    """Return whether `row` may be the rest of `above`: set alike, next to it, and its first word had no room there.

    False where the format does not say how wide its lines are printed.
    """
    if row.start == above.end:
        return True  # a word broken by a hyphen
    box, below = above.line.box, row.line.box
    if (
        box is None
        or below is None
        or row.is_bullet
        or row.nth != above.nth + 1
        or style_at(above.line, above.end - 1) != row.style
    ):
        return False
    if (above.line.page, above.line.column, above.line.block) != (row.line.page, row.line.column, row.line.block):
        return False
    first_word = row.text.split(maxsplit=1)[0]
    is_uneven = "\t" in row.text or style_at(row.line, row.end - 1) != row.style
    measured, width = (above.text, box.x1 - box.x0) if is_uneven else (row.text, below.x1 - below.x0)
    needed = (len(first_word) + 1) * width / max(1, len(measured))
    return box.x1 + needed * _SLACK > edges[above.line.page, above.line.column]
