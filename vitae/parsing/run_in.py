"""Heads that run into their text, such as ``2016–2019: Baker, Marlow Ltd, Leeds. Baked for large houses.``."""

import re
from collections.abc import Iterator, Sequence

from vitae.parsing.dated import Dates
from vitae.parsing.prose import ends_sentence
from vitae.parsing.rows import Row
from vitae.parsing.wrapping import Edges, goes_on

_STOP = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W_])")
_SHORT_WORD = re.compile(r"\b(?:dipl|prof|dept|univ|approx|bzw|staatl|gepr|kfm|inż|mgr|тов|гос)\.\s*\Z", re.IGNORECASE)
_FEWEST_BEFORE, _FEWEST_AFTER = 2, 2
"""Words of a head and of the text behind it."""
_MOST_WORDS = 16
"""Of a head that ends in a full stop, with nothing behind it."""


def split_run_in(rows: Sequence[Row], dates: Dates, edges: Edges) -> Iterator[tuple[Row, bool]]:
    """Yield the rows, and whether each is text for certain; a row in which a head ends is two.

    Only what begins with a period and goes on behind it, over the end of its line where need be, is such a head.
    """
    head: Row | None = None
    for row in rows:
        behind = _behind_period(row, dates)
        if head is None or not goes_on(head, row, edges):
            head = row if behind is not None else None
        stop = _first_stop(row, behind or 0) if head is not None else None
        if stop is None:
            yield row, False
            continue
        head = None
        yield row.showing(row.piece.cut(0, stop - 1).trimmed()), False
        rest = row.piece.cut(stop, len(row.text)).trimmed(" \t")
        if rest.text:
            yield row.showing(rest), True


def _behind_period(row: Row, dates: Dates) -> int | None:
    """Return where the words begin that stand behind the period at the beginning of a row."""
    first = None if row.is_bullet else next(iter(dates.touching(row.start, row.end)), None)
    if first is None or first.is_single or first.begin != row.start:
        return None
    behind = first.finish - row.start
    return behind if len(row.text[behind:].split()) >= _FEWEST_BEFORE else None


def _first_stop(row: Row, at: int) -> int | None:
    """Return where the first sentence of a row ends, if it is the end of a head: words before it and behind it."""
    for match in _STOP.finditer(row.text, at):
        before, after = row.text[at : match.start() + 1], row.text[match.end() :]
        if _SHORT_WORD.search(before) or not ends_sentence(before):
            continue
        if len(before.split()) >= _FEWEST_BEFORE and len(after.split()) >= _FEWEST_AFTER:
            return match.start() + 1
    is_list = ", " in row.text[at:] and len(row.text[at:].split()) <= _MOST_WORDS
    return len(row.text) if at and is_list and ends_sentence(row.text) else None
