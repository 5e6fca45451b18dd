"""A document after reading: one text, and for every character the place it is printed."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import msgspec

from vitae.domain.anchors import Anchor, Box, PageBoxes
from vitae.domain.values import Value


class TextStyle(Value, frozen=True):
    """How characters are set."""

    font: str = ""
    size: float = 0.0
    """In points; 0 when the format does not say."""
    bold: bool = False
    italic: bool = False
    color: int = 0
    """0xRRGGBB."""


class StyleRun(Value, frozen=True):
    """Characters of one line that are set alike; offsets into ``Document.text``."""

    start: int
    end: int
    style: TextStyle


class Cell(Value, frozen=True):
    """The place of a line in a table, each counted from 0."""

    table: int
    row: int
    column: int


class Line(Value, frozen=True):
    """One printed line, or one paragraph in a format without pages.

    Parts of a line that stand far apart (a right-aligned date, a tab stop) are separated
    by a tab in the text. Lines follow each other in reading order; two lines are separated
    by a newline, except where a word broken by a hyphen was joined.
    """

    start: int
    end: int
    style: TextStyle
    """The style of most of its characters."""
    runs: tuple[StyleRun, ...] = ()
    page: int | None = None
    box: Box | None = None
    """Its sides are rounded as those of anchors are, to hundredths of a point."""
    block: int = 0
    """Lines of one paragraph or visual block share the number."""
    column: int = 0
    """0 for the only or the leftmost column of its page, 1 for the next, and so on."""
    path: str | None = None
    heading_level: int | None = None
    """1 to 9 when the format itself calls the line a heading."""
    is_list_item: bool = False
    content_start: int = -1
    """The offset after a printed bullet or number; equal to ``start`` without one."""
    cell: Cell | None = None

    def __post_init__(self) -> None:
        if self.content_start < 0:
            msgspec.structs.force_setattr(self, "content_start", self.start)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's number, counted from 1, and its size in points after rotation."""

    number: int
    width: float
    height: float


class Link(Value, frozen=True):
    """An address behind a stretch of text."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """A language (ISO 639-1) and its share of the prose, 0..1."""

    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What the page looks like, as far as it matters to a reader of text."""

    columns: int = 1
    flags: tuple[str, ...] = ()
    """Such as ``two_column``, ``table``, ``scanned``, ``fonts_unmappable``, ``hidden_text``, ``comments``."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the text can be trusted, 0..1, with the reasons for what is missing from 1."""

    score: float = 1.0
    reasons: tuple[str, ...] = ()


class HiddenKind(StrEnum):
    """By which means text is kept from the eye of a reader."""

    INVISIBLE_MODE = "invisible_mode"
    """Drawn without ink: a rendering mode of PDF, or the property "hidden" of a word processor."""
    SAME_COLOR = "same_color"
    """In the colour of what lies behind it."""
    TINY = "tiny"
    """Too small, or pressed too narrow, to be read."""
    OFF_PAGE = "off_page"
    COVERED = "covered"
    """Something opaque was drawn over it."""
    CLIPPED = "clipped"
    """Outside the part of the page that is painted."""
    TRANSPARENT = "transparent"
    LAYER_OFF = "layer_off"
    """On a layer that is switched off."""


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Words that the file holds and its reader does not see; they are no part of ``Document.text``."""

    kind: HiddenKind
    text: str
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    """Where it would be printed; may lie off the page."""
    path: str | None = None
    """The paragraph, in a format without pages."""


@dataclass(frozen=True)
class Document:
    """What was read. ``text`` is NFC; every offset everywhere counts its code points."""

    sha256: str
    media_type: str
    size: int
    """In bytes."""
    text: str
    lines: tuple[Line, ...]
    pages: tuple[Page, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    """ISO 639-1 of most of the prose; None when there is too little to tell."""
    languages: tuple[LanguageShare, ...] = ()
    layout: Layout = Layout()
    quality: Quality = Quality()
    last_modified: str | None = None
    """ISO date from the file's own metadata, where it can be trusted."""
    hidden: tuple[HiddenText, ...] = ()
    """What was left out of ``text`` because nobody sees it, in the order of the file; bounded."""
    char_boxes: "array[float]" = field(default_factory=lambda: array("f"), repr=False, compare=False)
    """Four floats for each character of ``text``; NaN for white space that is not printed. Empty without pages."""

    @property
    def has_text(self) -> bool:
        """Whether there is anything to analyse; a scan without a text layer has not."""
        return bool(self.text.strip())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_text(self, line: Line) -> str:
        """Return the characters of a line."""
        return self.text[line.start : line.end]

    def line_at(self, offset: int) -> Line | None:
        """Return the line that holds the character at `offset`, or the last that begins before it."""
        index = bisect_right(self._line_starts, offset) - 1
        return self.lines[index] if index >= 0 else None

    def lines_between(self, start: int, end: int) -> tuple[Line, ...]:
        """Return the lines that have at least one character in ``text[start:end]``."""
        first, last = self._span_of_lines(start, end)
        return self.lines[first:last]

    def _span_of_lines(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the one after the last of the lines that have a character in ``text[start:end]``."""
        starts = self._line_starts
        first = bisect_right(starts, start) - 1
        if first < 0 or self.lines[first].end <= start:
            first += 1
        return first, bisect_left(starts, end, first)

    def anchor(self, start: int, end: int) -> Anchor:
        """Return the anchor of ``text[start:end]``: its page, one box for each line, and the quote.

        What lies behind a page break is in `Anchor.continued`.

        It is made once: a skill, its entity and its months stand in the same place.

        Raises:
            ValueError: the offsets do not lie in order inside the text.
        """
        known = self._anchors.get((start, end))
        if known is None:
            known = self._anchors[start, end] = self._make_anchor(start, end)
        return known

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], Anchor]:
        return {}

    def _make_anchor(self, start: int, end: int) -> Anchor:
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no characters {start}..{end} in a text of {len(self.text)}")
        first, last = self._span_of_lines(start, end)
        if first >= last:
            return Anchor(None, (), start, end, self.text[start:end])
        line, rest = self.lines[first], last
        continued: tuple[PageBoxes, ...] = ()
        if self.lines[last - 1].page != line.page:
            rest = self._turn_of_page(first, last)
            continued = tuple(self._continued(rest, last, start, end))
        boxes = self._boxes_of(first, rest, start, end)
        return Anchor(line.page, boxes, start, end, self.text[start:end], line.path, continued)

    def _turn_of_page(self, first: int, last: int) -> int:
        """Return the first of these lines that is on another page than line `first`; `last` where there is none."""
        page = self.lines[first].page
        return next((index for index in range(first, last) if self.lines[index].page != page), last)

    def _continued(self, first: int, last: int, start: int, end: int) -> Iterator[PageBoxes]:
        """Yield the places of a stretch on each page that these lines are on."""
        while first < last:
            rest, page = self._turn_of_page(first, last), self.lines[first].page
            boxes = self._boxes_of(first, rest, start, end)
            if page is not None and boxes:
                yield PageBoxes(page, boxes)
            first = rest

    def _boxes_of(self, first: int, last: int, start: int, end: int) -> tuple[Box, ...]:
        """Return the boxes around the printed characters of a stretch; only its first and last line may be cut."""
        if not self.char_boxes:
            return ()
        boxes = self._line_boxes[first:last]
        top, bottom = self.lines[first], self.lines[last - 1]
        if start > top.start or end < top.end:
            boxes[0] = self._box_around(max(start, top.start), min(end, top.end))
        if last - first > 1 and end < bottom.end:
            boxes[-1] = self._box_around(bottom.start, end)
        return tuple([box for box in boxes if box is not None])

    @cached_property
    def _line_boxes(self) -> list[Box | None]:
        return [line.box or self._box_around(line.start, line.end) for line in self.lines]

    def _box_around(self, start: int, end: int) -> Box | None:
        sides = self.char_boxes
        while start < end and sides[4 * start] != sides[4 * start]:  # NaN, which differs from itself
            start += 1
        if start >= end:
            return None
        first, stop = 4 * start, 4 * end
        # What follows a number that is one is never replaced by a NaN: no comparison with it is true. A hundred times
        # a number of single precision is exact, so that this is what `round` to two digits gives, and sooner.
        return Box(
            round(100 * min(sides[first:stop:4])) / 100,
            round(100 * min(sides[first + 1 : stop : 4])) / 100,
            round(100 * max(sides[first + 2 : stop : 4])) / 100,
            round(100 * max(sides[first + 3 : stop : 4])) / 100,
        )
