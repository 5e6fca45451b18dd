"""A story of an RTF file (the body, a header, a text box): paragraphs gathered into lines with their places."""

from collections import Counter
from dataclasses import dataclass, field

from vitae.documents.builder import LineDraft
from vitae.documents.colors import UNKNOWN
from vitae.documents.flow import FlowText
from vitae.domain.document import Cell, HiddenKind, HiddenText, TextStyle

_MAX_PAGE_LINE = 20
"""Characters of ``Page 1 of 2`` and its like, which is no content."""


@dataclass(slots=True)
class Finds:
    """What is found over the whole document, and the running numbers of blocks and tables."""

    flags: set[str] = field(default_factory=set)
    hidden: list[HiddenText] = field(default_factory=list)
    block: int = 0
    tables: int = 0
    length: int = 0
    """Characters of all lines together."""


@dataclass(slots=True)
class Paragraph:
    """The properties of the paragraph that is being read; the word ``pard`` makes a new one."""

    style: int = 0
    outline_level: int = 9
    """Counted from 0; 9 is body text."""
    in_table: bool = False
    is_item: bool = False
    background: int | None = None


@dataclass(slots=True, eq=False)
class Story:
    """Paragraphs in order."""

    path: str
    finds: Finds
    flag: str | None = None
    ground: int | None = None
    """The colour behind the whole story; None for the page."""
    lines: list[LineDraft] = field(default_factory=list)
    flow: FlowText = field(default_factory=FlowText)
    paragraph: Paragraph = field(default_factory=Paragraph)
    counts_pages: bool = False
    """Whether the paragraph prints the number of a page."""
    cell_grounds: list[int | None] = field(default_factory=list)
    _waiting: list["Story"] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _hidden: list[tuple[HiddenKind, str]] = field(default_factory=list)
    _cell: Cell | None = None
    _is_after_list: bool = False

    def add(self, text: str, style: TextStyle, concealment: HiddenKind | None) -> None:
        """Append characters to the paragraph, or note them apart when nobody sees them."""
        if concealment is None:
            self.flow.add(text, style)
        elif not text.isspace():
            self._hidden.append((concealment, text))

    def background(self) -> int | None:
        """Return the colour behind the characters that come next, as far as paragraph, cell and story tell."""
        if self.paragraph.background is not None:
            return self.paragraph.background
        column = self._cell.column if self._cell else 0
        if self.paragraph.in_table and column < len(self.cell_grounds) and self.cell_grounds[column] is not None:
            return self.cell_grounds[column]
        return self.ground

    def box(self, kind: str) -> "Story":
        """Return a story whose lines follow the paragraph that is being read."""
        path = f"{self._place()}/{kind}[{len(self._waiting)}]"
        story = Story(path, self.finds, "text_box" if kind == "txbx" else None, UNKNOWN if kind == "txbx" else None)
        self._waiting.append(story)
        return story

    def end_paragraph(self, heading_level: int | None = None) -> None:
        """Close the paragraph; the next one has the same properties."""
        in_table = self.paragraph.in_table
        if in_table and self._cell is None:
            self._cell = Cell(self.finds.tables, 0, 0)
            self.finds.tables += 1
            self.finds.block += 1
        elif not in_table and self._cell is not None:
            self._cell = None
            self.finds.block += 1
        path = self._place()
        self._counts[self._container()] += 1
        self.finds.hidden.extend(HiddenText(kind, " ".join(text.split()), path=path) for kind, text in self._hidden)
        is_page_line = self.counts_pages and self.flow.length <= _MAX_PAGE_LINE
        if self.flow.is_blank:
            self.finds.block += 1
        elif not is_page_line:
            self._add_lines(path, heading_level)
        for story in self._waiting:
            story.end_paragraph()
            self.finds.block += 1
            self.lines.extend(story.lines)
        self.flow, self._hidden, self._waiting = FlowText(), [], []
        self.counts_pages = self.paragraph.is_item = False

    def end_cell(self, heading_level: int | None = None) -> None:
        """Close the last paragraph of a cell."""
        self.paragraph.in_table = True
        self.end_paragraph(heading_level)
        if self._cell:
            self._cell = Cell(self._cell.table, self._cell.row, self._cell.column + 1)
        self.finds.block += 1

    def end_row(self) -> None:
        """Go on with the first cell of the next row."""
        if self._cell:
            self._cell = Cell(self._cell.table, self._cell.row + 1, 0)

    def _add_lines(self, path: str, heading_level: int | None) -> None:
        is_item = self.paragraph.is_item and heading_level is None
        if heading_level is not None or (self._is_after_list and not is_item):
            self.finds.block += 1
        self._is_after_list = is_item
        if self._cell:
            self.finds.flags.add("table")
        if self.flag:
            self.finds.flags.add(self.flag)
        self.finds.length += self.flow.length
        model = LineDraft(
            "",
            block=self.finds.block,
            path=path,
            heading_level=heading_level,
            is_list_item=is_item,
            cell=self._cell,
        )
        self.lines.extend(self.flow.drafts(model))

    def _container(self) -> str:
        cell = self._cell
        return f"{self.path}/tbl[{cell.table}]/tr[{cell.row}]/tc[{cell.column}]" if cell else self.path

    def _place(self) -> str:
        container = self._container()
        return f"{container}/p[{self._counts[container]}]"
