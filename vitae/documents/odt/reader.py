"""OpenDocument text: headers, body and footers in the order in which a reader meets them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from lxml import etree

from vitae.documents.archive import Archive, open_archive
from vitae.documents.builder import DocumentBuilder, LineDraft
from vitae.documents.colors import UNKNOWN
from vitae.documents.limits import Limits
from vitae.documents.odt.paragraphs import ParagraphReader
from vitae.documents.odt.styles import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    ParagraphStyle,
    StyleSheet,
    outline_level,
    read_styles,
)
from vitae.documents.reading import Reading, reading_of
from vitae.documents.review import REVIEW_FLAGS, marks_of_review
from vitae.domain.document import Cell, HiddenKind, HiddenText
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty, DocumentEncrypted, UnsupportedMediaType

_MIME_TYPE = "application/vnd.oasis.opendocument.text"
_OTHER_KINDS = {
    "spreadsheet": "an OpenDocument spreadsheet",
    "presentation": "an OpenDocument presentation",
    "graphics": "an OpenDocument drawing",
    "opendocument": "an OpenDocument file",
    "epub": "an EPUB book",
}
_FLAGS = ("table", "text_box", "header", "footer", *REVIEW_FLAGS)
_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_ROW_GROUPS = frozenset({f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"})
_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_SHAPES = frozenset({f"{DRAW}text-box", f"{DRAW}custom-shape", f"{DRAW}rect", f"{DRAW}ellipse"})
_PASSED_OVER = frozenset({f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{OFFICE}forms", f"{OFFICE}annotation"})
_HEADERS = ("header-first", "header", "header-left")
_FOOTERS = ("footer-first", "footer", "footer-left")
_MAX_PAGE_LINE = 20
"""Characters of ``Page 1 of 2`` and its like, which is no content."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where paragraphs stand: the path of their container, their cell, and what they make of the layout."""

    path: str
    cell: Cell | None = None
    flag: str | None = None
    is_item: bool = False
    background: int | None = None


@dataclass(slots=True)
class _Finds:
    """What is found over the whole document, and the running numbers of blocks and tables."""

    flags: set[str] = field(default_factory=set)
    hidden: list[HiddenText] = field(default_factory=list)
    block: int = 0
    table: int = 0
    is_after_list: bool = False

    def hide(self, kind: HiddenKind, text: str, path: str) -> None:
        """Note words that nobody sees."""
        if words := " ".join(text.split()):
            self.hidden.append(HiddenText(kind, words, path=path))

    def begin_paragraph(self, *, is_heading: bool, is_item: bool) -> None:
        """Begin a block at a heading, and at the paragraph that follows a list."""
        if is_heading or (self.is_after_list and not is_item):
            self.block += 1
        self.is_after_list = is_item


@dataclass(slots=True)
class _PartWalker:
    """Walks one part from top to bottom and yields its lines."""

    styles: StyleSheet
    finds: _Finds
    paragraphs: ParagraphReader = field(init=False)

    def __post_init__(self) -> None:
        self.paragraphs = ParagraphReader(self.styles)

    def lines(self, container: etree._Element, place: _Place) -> Iterator[LineDraft]:
        """Yield the lines of everything in a body, header, cell or text box."""
        self.finds.block += 1
        yield from self._blocks(container, place, Counter())

    def _blocks(self, container: etree._Element, place: _Place, counts: Counter[str]) -> Iterator[LineDraft]:
        for element in container:
            tag = element.tag
            name = tag.rpartition("}")[2]
            path = f"{place.path}/{name}[{counts[name]}]"
            if tag in _PARAGRAPHS:
                counts[name] += 1
                yield from self._paragraph(element, path, place)
            elif tag == f"{TABLE}table":
                counts[name] += 1
                yield from self._table(element, path, place)
            elif tag == f"{TEXT}list":
                counts[name] += 1
                yield from self._list(element, replace(place, path=path))
            elif tag in _SHAPES:
                counts[name] += 1
                yield from self.lines(element, _Place(path, flag="text_box", background=self._fill(element)))
            elif element.get(f"{TEXT}display") == "none":
                self.finds.hide(HiddenKind.INVISIBLE_MODE, " ".join(map(str, element.itertext())), path)
            elif tag not in _PASSED_OVER:
                yield from self._blocks(element, place, counts)

    def _list(self, element: etree._Element, place: _Place) -> Iterator[LineDraft]:
        for index, item in enumerate(element):
            is_item = item.tag == f"{TEXT}list-item"
            yield from self._blocks(
                item, replace(place, path=f"{place.path}/item[{index}]", is_item=is_item), Counter()
            )

    def _paragraph(self, element: etree._Element, path: str, place: _Place) -> Iterator[LineDraft]:
        style = self.styles.paragraph(element)
        base = style.text if style.text.background is not None else replace(style.text, background=place.background)
        content = self.paragraphs.read(element, base)
        for kind, words in content.hidden:
            self.finds.hide(kind, words, path)
        text = content.flow.text.strip()
        if not text:
            self.finds.block += 1
        elif not (content.counts_pages and len(text) <= _MAX_PAGE_LINE):
            if place.flag:
                self.finds.flags.add(place.flag)
            level = _level(element, style)
            is_item = place.is_item and level is None
            self.finds.begin_paragraph(is_heading=level is not None, is_item=is_item)
            yield from content.flow.drafts(
                LineDraft(
                    "",
                    block=self.finds.block,
                    path=path,
                    heading_level=level,
                    is_list_item=is_item,
                    cell=place.cell,
                )
            )
        for index, box in enumerate(content.boxes):
            flag = None if box.tag == f"{TEXT}note-body" else "text_box"
            yield from self.lines(box, _Place(f"{path}/box[{index}]", flag=flag, background=self._fill(box)))
            self.finds.block += 1

    def _table(self, element: etree._Element, path: str, around: _Place) -> Iterator[LineDraft]:
        table = self.finds.table
        self.finds.table += 1
        for row_index, row in enumerate(_rows(element)):
            for column, cell in enumerate(child for child in row if child.tag in _CELLS):
                ground = self.styles.background("table-cell", cell.get(f"{TABLE}style-name", ""))
                place = _Place(
                    f"{path}/row[{row_index}]/cell[{column}]",
                    Cell(table, row_index, column),
                    "table",
                    background=around.background if ground is None else ground,
                )
                yield from self.lines(cell, place)
        self.finds.block += 1

    def _fill(self, box: etree._Element) -> int | None:
        """Return the colour of a shape, which its frame may bear; one that is not filled lies on anything."""
        frame = box.getparent() if box.tag == f"{DRAW}text-box" else box
        fill = self.styles.background("graphic", frame.get(f"{DRAW}style-name", "")) if frame is not None else None
        return UNKNOWN if fill is None else fill


def read_odt(data: bytes, limits: Limits) -> Reading:
    """Read an OpenDocument text: headers first, then the body, footers last.

    Deleted text is left out; hidden text is no part of the text and listed apart.

    Raises:
        DocumentCorrupt: the archive or the XML is damaged.
        DocumentEncrypted: it is protected with a password.
        ArchiveBomb: it unpacks to more than the limits allow.
        UnsupportedMediaType: the archive holds something else.
        DocumentEmpty: it has no text.
    """
    archive = open_archive(data, limits)
    _check_kind(archive)
    content = archive.part("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise DocumentCorrupt("The archive lacks the part that holds the document's text.")
    builder = DocumentBuilder(limits.max_characters)
    finds = _Finds(marks_of_review(body, (f"{OFFICE}annotation",), (f"{TEXT}changed-region",)))
    builder.add_all(_all_lines(archive, content, body, finds))
    if not builder.lines and not finds.hidden:
        raise DocumentEmpty("The document has no text.")
    return reading_of(
        builder,
        flags=tuple(flag for flag in _FLAGS if flag in finds.flags),
        last_modified=_last_modified(archive.part("meta.xml")),
        hidden=finds.hidden,
    )


def _check_kind(archive: Archive) -> None:
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise DocumentEncrypted("The OpenDocument file is protected with a password.")
    declared = archive.read("mimetype").decode("ascii", errors="replace") if "mimetype" in archive else _MIME_TYPE
    if not declared.startswith(_MIME_TYPE):
        kind = next((kind for word, kind in _OTHER_KINDS.items() if word in declared), "a zip archive")
        raise UnsupportedMediaType(f"The file is {kind}, which is not read.")


def _all_lines(archive: Archive, content: etree._Element, body: etree._Element, finds: _Finds) -> Iterator[LineDraft]:
    sheet = archive.part("styles.xml")
    common = read_styles(sheet)
    styles = common.with_automatic(content)
    pages = _master_pages(sheet, styles.master_pages())
    margins = _PartWalker(common.with_automatic(sheet), finds)
    yield from _margin_lines(margins, pages, _HEADERS, "header")
    ground = UNKNOWN if styles.has_layers else None
    yield from _PartWalker(styles, finds).lines(body, _Place("body", background=ground))
    yield from _margin_lines(margins, pages, _FOOTERS, "footer")


def _master_pages(sheet: etree._Element | None, asked_for: Iterable[str]) -> list[etree._Element]:
    """Return the page styles that are in use: the standard one, those asked for, and those that follow them."""
    container = sheet.find(f"{OFFICE}master-styles") if sheet is not None else None
    if container is None:
        return []
    pages = {page.get(f"{STYLE}name", ""): page for page in container.iterfind(f"{STYLE}master-page")}
    waiting = [*asked_for, "Standard" if "Standard" in pages else next(iter(pages), "")]
    found: dict[str, etree._Element] = {}
    for name in waiting:
        while name in pages and name not in found:
            found[name] = pages[name]
            name = pages[name].get(f"{STYLE}next-style-name", "")  # noqa: PLW2901 - the page style that follows
    return list(found.values())


def _margin_lines(
    walker: _PartWalker, pages: Iterable[etree._Element], kinds: Iterable[str], flag: str
) -> Iterator[LineDraft]:
    """Yield the lines of headers or footers; what two of them say alike is said once."""
    seen: set[str] = set()
    for page in pages:
        for kind in kinds:
            margin = page.find(f"{STYLE}{kind}")
            if margin is None or margin.get(f"{STYLE}display") == "false":
                continue
            for line in walker.lines(margin, _Place(kind, flag=flag, background=UNKNOWN)):
                if line.text not in seen:
                    seen.add(line.text)
                    yield line


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _level(element: etree._Element, style: ParagraphStyle) -> int | None:
    if element.tag == f"{TEXT}h":
        return outline_level(element.get(f"{TEXT}outline-level")) or style.heading_level or 1
    return style.heading_level


def _last_modified(meta: etree._Element | None) -> str | None:
    element = meta.find(".//{http://purl.org/dc/elements/1.1/}date") if meta is not None else None
    try:
        return date.fromisoformat((element.text or "")[:10]).isoformat() if element is not None else None
    except ValueError:
        return None
