"""HTML: what a browser shows of a page, line by line in the order of its source."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from lxml import etree

from vitae.documents.builder import MOST_BLANK, DocumentBuilder, LineDraft
from vitae.documents.colors import UNKNOWN
from vitae.documents.flow import FlowText
from vitae.documents.html.looks import Look, Side, look_of
from vitae.documents.html.shapes import (
    BLOCKS,
    CELLS,
    FLOWING,
    HEADINGS,
    LISTS,
    are_under_heading,
    holds_boxes,
    inside,
    is_block,
    is_group,
    is_icon,
    is_row_of_parts,
    is_short,
    span_of,
)
from vitae.documents.html.spacing import APART, SpacedLines
from vitae.documents.html.styles import StyleRules
from vitae.documents.limits import Limits
from vitae.documents.reading import Issue, Reading, reading_of
from vitae.documents.text_encoding import decode
from vitae.domain.document import Cell, HiddenKind, HiddenText
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty

_LEFT_OUT = frozenset({
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "canvas", "audio",
    "video", "select", "textarea", "datalist", "map",
})  # fmt: skip
"""Programs, pictures, fields to fill in, and what only browsers of long ago would show."""
_LOOSE = frozenset({"div", "p", "li", "dd", "tr", "tbody", "thead", "tfoot"})
"""They part their lines from those around them by nothing but the space between."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINE = re.compile(r"[\n\xa0]")
_TYPED_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_WIDE_GAP = re.compile(r"[\xa0\u2002\u2003]{3,}|\u2003")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
_DECLARED_WITHIN = 4_096
_FEWEST_COLUMNS, _MAX_COLUMNS = 2, 4
_HTTP = re.compile(r"(?:https?:|mailto:|tel:|//|www\.)", re.IGNORECASE)


@dataclass(slots=True)
class _Place:
    """What the lines inside an element have in common."""

    path: str = "body[0]"
    column: int = 0
    cell: Cell | None = None
    heading_level: int | None = None
    is_item: bool = False


@dataclass(slots=True)
class _Walker:
    """Walks a page once; text gathers in `flow` until a block begins or ends."""

    most: int
    """Characters that are looked at."""
    rules: StyleRules
    hidden: list[HiddenText] = field(default_factory=list)
    flow: FlowText = field(default_factory=FlowText)
    floats: list[tuple[Side, FlowText]] = field(default_factory=list)
    """What stands at a margin, and waits for the line beside it."""
    counts: Counter[str] = field(default_factory=Counter)
    is_apart: bool = False
    """Whether space is left before the word that comes next, although no blank stands there."""
    headings: set[str] = field(default_factory=set)
    """Their tags, as far as the page was walked."""
    lines: SpacedLines = field(default_factory=SpacedLines)
    tables: int = 0
    columns: int = 1

    def walk(self, element: etree._Element, parent: Look, place: _Place, *, in_row: bool = False) -> None:
        """Read an element and everything inside it."""
        if self.lines.length > self.most or element.tag in _LEFT_OUT:
            return
        tag = element.tag
        if tag in HEADINGS:
            self.headings.add(tag)
        look = look_of(element, self.rules.declarations(element), parent)
        if look.removed:
            self._leave_out(element, look.removed, place)
            return
        if self.floats and (look.clears or tag in LISTS):
            self._end_floats(place)
        if tag == "br":
            self.flow.add("\n", look.style)
        elif tag == "table":
            self._table(element, look, place)
        elif look.floats and is_short(element):
            self._float(element, look.floats, look, place)
        elif not in_row and is_block(element, look, parent):
            self._block(element, tag, look, place)
        else:
            self._inline(element, tag, look, place, in_row=in_row)

    def _leave_out(self, element: etree._Element, kind: HiddenKind, place: _Place) -> None:
        inner = (item for item in element.iter() if item.tag not in _LEFT_OUT)
        self._hide(" ".join(f"{item.text or ''} {item.tail or ''}" for item in inner), kind, place)

    def _hide(self, text: str, kind: HiddenKind, place: _Place) -> None:
        words = " ".join(text.split())
        if words:
            self.hidden.append(HiddenText(kind, words, path=place.path))

    def _block(self, element: etree._Element, tag: str, look: Look, around: _Place) -> None:
        self._end_line(around)
        floating = len(self.floats)
        level = int(tag[1]) if tag in HEADINGS else around.heading_level
        is_item = look.has_markers if tag == "li" else around.is_item and level is None
        is_item = is_item and not is_group(element)
        place, around.is_item = _Place(f"{tag}[{self.counts[tag]}]", around.column, around.cell, level, is_item), False
        self.counts[tag] += 1
        first, is_apart = len(self.lines.drafts), tag not in _LOOSE
        self.lines.leave(APART if is_apart else look.above)
        if look.display in ("row", "grid") and (columns := self._side_by_side(element, look)):
            self._columns(element, columns, look, place)
        else:
            self._children(element, look, place, is_row=is_row_of_parts(element, look))
        self._end_line(place)
        if len(self.floats) > floating + 1:
            self._end_floats(place)
        if level is not None or tag == "dt":
            self.lines.stay_close()
            return
        self.lines.leave(APART if is_apart else look.below)
        if tag == "div":
            self.lines.close_box(first)
        elif tag == "p" and len(self.lines.drafts) == first:
            self.lines.leave_line()  # a browser shows no empty paragraph, but who leaves one means a gap

    def _inline(self, element: etree._Element, tag: str, look: Look, place: _Place, *, in_row: bool) -> None:
        if tag == "div" and not in_row and self._is_set_apart(look):
            self._separate(look)
        start = self.flow.length
        self.is_apart |= look.is_apart or is_icon(element) or tag in FLOWING
        self._children(element, look, place, is_row=in_row and tag in BLOCKS and look.display == "row")
        href = (element.get("href") or "").strip() if tag == "a" else ""
        if _HTTP.match(href):
            self.flow.link(start, href)
        self.is_apart |= look.is_apart

    def _children(self, element: etree._Element, look: Look, place: _Place, *, is_row: bool = False) -> None:
        self._text(element.text, look, place, separate=False)
        for child in element:
            if is_row:
                self._separate(look)
                if place.heading_level is None and child.tag in HEADINGS:
                    place.heading_level = int(child.tag[1])
            self.walk(child, look, place, in_row=is_row)
            self._text(child.tail, look, place, separate=is_row)

    def _columns(self, element: etree._Element, columns: list[etree._Element], look: Look, place: _Place) -> None:
        """Read what stands side by side one after the other, each part in a column of its own."""
        self.columns = max(self.columns, len(columns))
        self._text(element.text, look, place, separate=False)
        for child in element:
            column = columns.index(child) if child in columns else place.column
            self.walk(child, look, replace(place, column=column))
            self._text(child.tail, look, place, separate=False)

    def _side_by_side(self, element: etree._Element, look: Look) -> list[etree._Element]:
        """Return the parts of a box that stand side by side and have headings of their own inside, or several boxes.

        A grid with fewer columns than parts, or parts in one and the same column, goes on below; cards under the
        heading of a section are no columns of the page.
        """
        parts = [child for child in element if next(child.iterdescendants(*HEADINGS), None) is not None]
        if len(parts) < _FEWEST_COLUMNS:
            parts = [child for child in element if holds_boxes(child)]
        if len(parts) < _FEWEST_COLUMNS or are_under_heading(parts, self.headings):
            return []
        if look.display == "grid":
            columns = {self.rules.declarations(part).get("grid-column") for part in parts}
            if len(parts) > look.tracks or (len(columns) == 1 and columns != {None}):
                return []
        return parts[:_MAX_COLUMNS]

    def _text(self, text: str | None, look: Look, place: _Place, *, separate: bool) -> None:
        if not text:
            return
        if look.hidden:
            self._hide(text, look.hidden, place)
            return
        if separate and text.strip():
            self._separate(look)
        if look.keeps_blanks:
            text = _TYPED_GAP.sub("\t", text)
        else:
            text = _BLANKS.sub(" ", text)
            text = text[1:] if text[0] == " " and self.flow.ends_in_blank else text
        if self.is_apart and text:
            if text[0].isalnum() and self.flow.ends_in_word:
                self.flow.add(" ", look.style)
            self.is_apart = False
        self.flow.add(_WIDE_GAP.sub("\t", text), look.style)

    def _is_set_apart(self, look: Look) -> bool:
        """Return whether a box that a style sheet sets into the line looks unlike what stands before it."""
        before = self.flow.printed_style
        return before is not None and before != look.style

    def _separate(self, look: Look) -> None:
        """Set a tab between the parts of a line that a browser moves to its two ends."""
        if not self.flow.is_blank:
            self.flow.add("\t", look.style)

    def _float(self, element: etree._Element, side: Side, look: Look, place: _Place) -> None:
        """Keep what floats at a margin for the line beside which it stands."""
        outer, self.flow, self.floats = (self.flow, self.floats), FlowText(), []
        self._children(element, look, replace(place), is_row=any(child.tag in BLOCKS for child in element))
        whole = self._beside_floats(self.flow)
        self.flow, self.floats = outer
        if not whole.is_blank:
            self.floats.append((side, whole))

    def _end_floats(self, place: _Place) -> None:
        """Make a line of its own of what floats beside no other text."""
        self._end_line(place)
        self.flow = self._beside_floats(self.flow)
        self._end_line(place)

    def _beside_floats(self, line: FlowText) -> FlowText:
        """Return a line with what floats at both margins of it, parted by tabs."""
        if not self.floats:
            return line
        left = [floating for side, floating in self.floats if side is Side.LEFT]
        right = [floating for side, floating in self.floats if side is Side.RIGHT]
        self.floats.clear()
        whole, *others = [part for part in (*left, line, *right) if not part.is_blank]
        for other in others:
            whole.add("\t", other.styles[0][2])
            whole.append(other)
        return whole

    def _end_line(self, place: _Place) -> None:
        if self.flow.is_blank:
            if _EMPTY_LINE.search(self.flow.text):
                self.lines.leave_line()
            self.flow = FlowText()
            return
        flow, self.flow = self.flow, FlowText()
        model = LineDraft(
            "",
            column=place.column,
            path=place.path,
            heading_level=place.heading_level,
            is_list_item=place.is_item,
            cell=place.cell,
        )
        drafts = list(flow.drafts(model))
        if self.floats:
            first = drafts[0]
            beside = self._beside_floats(FlowText(len(first.text), [first.text], list(first.styles), first.links))
            drafts[0] = next(beside.drafts(first))
        place.is_item = False
        self.lines.add(drafts)

    def _table(self, element: etree._Element, look: Look, place: _Place) -> None:
        self._end_line(place)
        rows = list(inside(element, ("tr",)))
        is_grid = any(len(list(inside(row, CELLS))) > 1 for row in rows)
        table = self.tables
        self.tables += is_grid
        for caption in element.iterchildren("caption"):
            self.walk(caption, look, place)
        for index, row in enumerate(rows):
            row_look = look_of(row, self.rules.declarations(row), look)
            if row_look.removed:
                self._leave_out(row, row_look.removed, place)
                continue
            column = 0
            for cell in inside(row, CELLS):
                position = Cell(table, index, column) if is_grid else place.cell
                self.walk(cell, row_look, replace(place, cell=position, is_item=False))
                column += span_of(cell)
        self.lines.leave(APART)


def read_html(data: bytes, limits: Limits) -> Reading:
    """Read a page; what its styles hide is no part of the text and listed apart.

    Raises:
        DocumentCorrupt: no page can be made of it.
        DocumentEmpty: the page shows no text.
        UnsupportedMediaType: the bytes are no text in any encoding we can tell.
    """
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    text, issues = decode(data, name)
    return read_page(text, limits, issues)


def read_page(text: str, limits: Limits, issues: tuple[Issue, ...] = ()) -> Reading:
    """Read a page that is decoded already; see `read_html`."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise DocumentCorrupt("No page can be made of the HTML.")
    walker = _Walker(MOST_BLANK * limits.max_characters, StyleRules())
    for sheet in root.iter("style"):
        walker.rules.add_sheet(sheet.text or "")
    walker.rules.has_layers |= bool(
        root.xpath("boolean(//*[contains(@style, 'position') and contains(@style, 'back')])")
    )
    look = Look(background=UNKNOWN) if walker.rules.has_layers else Look()
    walker.walk(root, look, _Place())
    builder = DocumentBuilder(limits.max_characters)
    builder.add_all(walker.lines.in_blocks())
    if not builder.lines and not walker.hidden:
        raise DocumentEmpty("The page shows no text.")
    found = {"two_column": walker.columns > 1, "table": walker.tables > 0}
    return reading_of(
        builder,
        columns=walker.columns,
        flags=tuple(flag for flag, is_there in found.items() if is_there),
        issues=issues,
        hidden=walker.hidden,
    )
