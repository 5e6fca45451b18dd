"""Tables of a PDF, which says nothing of them: rows whose parts begin below each other."""

from collections.abc import Sequence
from itertools import pairwise

from vitae.documents.pdf.lines import PrintedLine

_MIN_PARTS, _MIN_ROWS = 3, 3
"""A label with its text, or a title with its date, has two; what is aligned but once is chance."""
_SLACK = 2.0
"""Points by which the beginnings of cells below each other may differ."""


def holds_table(lines: Sequence[PrintedLine]) -> bool:
    """Whether among the lines of a page, in reading order, some rows are those of a table."""
    rows = 1
    for above, line in pairwise(lines):
        rows = rows + 1 if _are_rows(above, line) else 1
        if rows >= _MIN_ROWS:
            return True
    return False


def _are_rows(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether two lines have as many parts, three or more, and each begins below the other."""
    if not _MIN_PARTS <= len(line.fragments) == len(above.fragments):
        return False
    pairs = zip(above.fragments, line.fragments, strict=True)
    return all(abs(one.x0 - other.x0) <= _SLACK for one, other in pairs)
