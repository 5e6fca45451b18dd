"""The one place where offsets are made: text, lines, boxes and links grow in step."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import nan
from typing import TypeVar

import msgspec

from vitae.documents.characters import NormalText, normalize
from vitae.documents.markers import Numbering, bullet_length
from vitae.documents.tricks import NO_TRICKS, are_meant
from vitae.domain.anchors import Box
from vitae.domain.document import Cell, Line, Link, StyleRun, TextStyle

T = TypeVar("T")

NOWHERE = (nan, nan, nan, nan)
"""The box of a character that is not printed."""
_NOWHERE = array("f", NOWHERE)
_PLAIN = TextStyle()
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnpqrstuvwxyz")
"""With which no list marker begins; there is one that is the small letter o."""
MOST_BLANK = 4
"""Characters of a line that are looked at for each that may be kept: white space has no end otherwise."""


class LineDraft(msgspec.Struct, gc=False):
    """A line as a reader found it; the offsets of styles and links count from its own beginning."""

    text: str
    styles: Sequence[tuple[int, int, TextStyle]] = ()
    boxes: "array[float] | None" = None
    """Four floats for each character, in formats with pages."""
    links: list[tuple[int, int, str]] = msgspec.field(default_factory=list)
    page: int | None = None
    box: Box | None = None
    block: int = 0
    column: int = 0
    path: str | None = None
    heading_level: int | None = None
    is_list_item: bool = False
    cell: Cell | None = None
    joins: bool = False
    """Whether it goes on with the word that the line before broke off."""


class DocumentBuilder:
    """Takes lines in reading order and keeps every offset right under normalisation.

    Lines that are empty after normalisation are left out. Once ``max_characters`` is
    reached, the line is cut there, the rest is refused and `is_full` says so.
    """

    def __init__(self, max_characters: int) -> None:
        self.lines: list[Line] = []
        self.links: list[Link] = []
        self.char_boxes: array[float] = array("f")
        self.is_full = False
        self._pieces: list[str] = []
        self._length = 0
        self._max_characters = max_characters
        self._numbering = Numbering()
        self._tricks = NO_TRICKS

    def text(self) -> str:
        """Return everything that was added, lines separated by a newline."""
        return "".join(self._pieces)

    @property
    def plays_tricks(self) -> bool:
        """Whether characters were set to mislead a machine; they have been undone in the text."""
        return are_meant(self._tricks, self.text())

    def add(self, draft: LineDraft) -> None:
        """Append a line."""
        if self.is_full:
            return
        text, most = draft.text, MOST_BLANK * self._max_characters
        if len(text) > most:
            self.is_full, text = True, text[:most]
        normal = normalize(text)
        if not normal.text:
            return
        separator = "\n" if self._length and not draft.joins else ""
        room = self._max_characters - self._length - len(separator)
        if len(normal.text) > room:
            self.is_full = True
            if room <= 0:
                return
            normal = normal.cut(room)
        if normal.tricks is not NO_TRICKS:
            self._tricks = self._tricks.plus(normal.tricks)
        self._pieces.append(separator + normal.text)
        self._length += len(separator) + len(normal.text)
        if draft.boxes is not None:
            self._append_boxes(len(separator), draft.boxes, normal)
        self._append_line(draft, normal)

    def add_all(self, drafts: Iterable[LineDraft]) -> None:
        """Append lines until they end or the builder is full."""
        for draft in drafts:
            if self.is_full:
                return
            self.add(draft)

    def _marker_length(self, text: str) -> int:
        return bullet_length(text) or self._numbering.marker_length(text)

    def _append_boxes(self, separators: int, boxes: "array[float]", normal: NormalText) -> None:
        if separators:
            self.char_boxes.extend(_NOWHERE)
        if normal.origins is None:
            self.char_boxes.extend(boxes)
            return
        for start, stop in normal.origins:
            self.char_boxes.extend(_hull(boxes, start, stop))

    def _append_line(self, draft: LineDraft, normal: NormalText) -> None:
        start = self._length - len(normal.text)
        runs = tuple([StyleRun(start + a, start + b, style) for a, b, style in _remap(draft.styles, normal)])
        marker = 0 if normal.text[0] in _LETTERS else self._marker_length(normal.text)
        self.lines.append(
            Line(  # by position: to pass that many names takes longer
                start,
                self._length,
                _main_style(runs),
                runs,
                draft.page,
                draft.box,
                draft.block,
                draft.column,
                draft.path,
                draft.heading_level,
                draft.is_list_item or marker > 0,
                start + marker,
                draft.cell,
            )
        )
        if draft.links:
            self.links.extend(Link(start + a, start + b, url) for a, b, url in _remap(draft.links, normal))


def _remap(spans: Sequence[tuple[int, int, T]], normal: NormalText) -> Sequence[tuple[int, int, T]]:
    """Return the spans as offsets into the normal text, without those that became empty."""
    if normal.origins is None:
        return spans
    begins = [start for start, _ in normal.origins]
    moved = [(bisect_left(begins, start), bisect_left(begins, stop), value) for start, stop, value in spans]
    return [(start, stop, value) for start, stop, value in moved if start < stop]


def _hull(boxes: "array[float]", start: int, stop: int) -> tuple[float, float, float, float]:
    """Return the box around the printed ones among characters ``start..stop``."""
    if stop == start + 1:
        return boxes[4 * start], boxes[4 * start + 1], boxes[4 * start + 2], boxes[4 * start + 3]
    quads = [boxes[i : i + 4] for i in range(4 * start, 4 * stop, 4) if boxes[i] == boxes[i]]  # NaN is not itself
    if not quads:
        return NOWHERE
    return (
        min(quad[0] for quad in quads),
        min(quad[1] for quad in quads),
        max(quad[2] for quad in quads),
        max(quad[3] for quad in quads),
    )


def _main_style(runs: tuple[StyleRun, ...]) -> TextStyle:
    """Return the style of most characters; of equals the first."""
    if len(runs) == 1:
        return runs[0].style
    if len(runs) == 2:  # most of the others; to hash styles takes longer
        first, second = runs
        return second.style if second.end - second.start > first.end - first.start else first.style
    lengths: dict[TextStyle, int] = {}
    for run in runs:
        lengths[run.style] = lengths.get(run.style, 0) + run.end - run.start
    return max(lengths, key=lengths.__getitem__) if lengths else _PLAIN
