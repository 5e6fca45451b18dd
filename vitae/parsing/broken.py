"""Addresses that a narrow column broke in the middle of a word, without a hyphen."""

import re
from collections.abc import Iterator

from vitae.domain.document import Document, Line
from vitae.domain.values import Value
from vitae.parsing.rows import style_at
from vitae.parsing.wrapping import Edges, right_edges

_MOST_LINES = 3
_TOKEN = re.compile(r"[\w.+@/%~:?=&#-]{1,80}\Z")


class BrokenToken(Value, frozen=True):
    """Characters without white space that go on in the next lines."""

    start: int
    end: int
    parts: tuple[str, ...]
    """As printed, line by line."""

    @property
    def text(self) -> str:
        """The characters as one."""
        return "".join(self.parts)


def broken_tokens(document: Document) -> tuple[BrokenToken, ...]:
    """Return what may be one token broken over lines: each fills its column to the last character.

    Nothing where the format does not say how wide its lines are printed.
    """
    return tuple(_tokens(document)) if document.char_boxes else ()


def _tokens(document: Document) -> Iterator[BrokenToken]:
    lines, find = document.lines, document.text.find
    single = (nth for nth, line in enumerate(lines) if nth and find(" ", line.start, line.end) < 0)
    over_one_word = [nth - 1 for nth in single if _is_next(lines[nth - 1], lines[nth])]
    edges = right_edges(lines) if over_one_word else {}
    reached = 0
    for index in over_one_word:
        if index < reached:
            continue
        parts, reached = _parts(document, index, edges)
        start = lines[index].end - len(parts[0]) if parts else 0
        for count in range(2, len(parts) + 1):
            yield BrokenToken(start, lines[index + count - 1].end, parts[:count])


def _parts(document: Document, index: int, edges: Edges) -> tuple[tuple[str, ...], int]:
    first = document.line_text(document.lines[index]).rpartition(" ")[2].rpartition("\t")[2]
    if _TOKEN.match(first) is None:
        return (), index
    parts, last = [first], index
    while len(parts) < _MOST_LINES and last + 1 < len(document.lines):
        line, below = document.lines[last], document.lines[last + 1]
        text = document.line_text(below)
        if not _TOKEN.match(text) or not _fills(line, edges) or not _is_next(line, below):
            break
        parts.append(text)
        last += 1
    return tuple(parts), last


def _fills(line: Line, edges: Edges) -> bool:
    """Return whether there was no room for one character more."""
    box = line.box
    if box is None:
        return False
    width = 1.5 * (box.x1 - box.x0) / max(1, line.end - line.start)
    return box.x1 + width > edges[line.page, line.column]


def _is_next(line: Line, below: Line) -> bool:
    return (
        (line.page, line.column, line.block) == (below.page, below.column, below.block)
        and line.end + 1 == below.start
        and style_at(line, line.end - 1) == style_at(below, below.start)
        and not below.is_list_item
    )
