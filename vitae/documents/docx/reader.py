"""DOCX: headers, body and footers in the order in which a reader meets them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple

from lxml import etree

from vitae.documents.builder import DocumentBuilder, LineDraft
from vitae.documents.colors import WHITE
from vitae.documents.docx.grounds import box_ground, box_hidden_kind, is_squeezed, page_ground
from vitae.documents.docx.notes import Notes
from vitae.documents.docx.package import Package, Relationship, open_package
from vitae.documents.docx.runs import ParagraphText, RunReader
from vitae.documents.docx.style_part import W, children_of, first_of, is_on
from vitae.documents.docx.styles import ParagraphProperties, StyleSheet, read_styles, shade_of
from vitae.documents.limits import Limits
from vitae.documents.reading import Reading, reading_of
from vitae.documents.review import REVIEW_FLAGS, marks_of_review
from vitae.domain.document import Cell, HiddenKind, HiddenText
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_PARAGRAPH_PROPERTIES, _ROW_PROPERTIES, _CELL_PROPERTIES = f"{W}pPr", f"{W}trPr", f"{W}tcPr"
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{_MC}Fallback", f"{W}sectPr", f"{W}tcPr"})
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"})
_FLAGS = ("table", "text_box", "header", "footer", *REVIEW_FLAGS)
_TRACKED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")


class _Place(NamedTuple):
    """Where paragraphs stand: the path of their container, their cell, and what they make of the layout."""

    path: str
    cell: Cell | None = None
    flag: str | None = None
    ground: int = WHITE
    """The colour of what lies behind."""
    is_clipped: bool = False
    """Whether it is squeezed into next to nothing."""


@dataclass(slots=True)
class _Numbers:
    """Running numbers of blocks and tables over the whole document."""

    block: int = 0
    table: int = 0
    is_after_list: bool = False

    def begin_paragraph(self, properties: ParagraphProperties) -> None:
        """Begin a block at a heading, and at the paragraph that follows a list."""
        if properties.heading_level or (self.is_after_list and not properties.is_list_item):
            self.block += 1
        self.is_after_list = properties.is_list_item


@dataclass(slots=True)
class _Findings:
    """What is learned on the way through all parts beside their lines."""

    flags: set[str] = field(default_factory=set)
    hidden: list[HiddenText] = field(default_factory=list)


@dataclass(slots=True)
class _PartWalker:
    """Walks one part from top to bottom and yields its lines."""

    styles: StyleSheet
    runs: RunReader
    findings: _Findings
    numbers: _Numbers
    notes: Notes

    def lines(self, container: etree._Element, place: _Place) -> Iterator[LineDraft]:
        """Yield the lines of everything in a body, header, cell or text box."""
        paragraphs = tables = 0
        self.numbers.block += 1
        for element in _blocks(container):
            if element.tag == _PARAGRAPH:
                path = f"{place.path}/p[{paragraphs}]"
                content, drafts = self._paragraph(element, path, place)
                yield from drafts
                if content.boxes or content.notes:
                    yield from self._attached(content, path, place)
                paragraphs += 1
            else:
                yield from self._table(element, f"{place.path}/tbl[{tables}]", place.ground)
                tables += 1

    def _paragraph(
        self, element: etree._Element, path: str, place: _Place
    ) -> tuple[ParagraphText, Iterable[LineDraft]]:
        """Return what a paragraph holds, and its own lines."""
        children = list(element)
        said = children_of(first_of(children, _PARAGRAPH_PROPERTIES))
        properties = self.styles.paragraph(said)
        ground = place.ground if properties.shade is None else properties.shade
        content = self.runs.read(children, properties.run, ground)
        if content.hidden:
            self.findings.hidden.extend(HiddenText(kind, text, path=path) for kind, text in content.hidden)
        if content.is_blank:
            self.numbers.block += 1
            return content, ()
        if place.is_clipped or is_squeezed(said):
            self.findings.hidden.append(HiddenText(HiddenKind.CLIPPED, content.text, path=path))
            return content, ()
        if place.flag:
            self.findings.flags.add(place.flag)
        self.numbers.begin_paragraph(properties)
        return content, content.drafts(
            LineDraft(
                "",
                block=self.numbers.block,
                path=path,
                heading_level=properties.heading_level,
                is_list_item=properties.is_list_item and properties.heading_level is None,
                cell=place.cell,
            )
        )

    def _attached(self, content: ParagraphText, path: str, place: _Place) -> Iterator[LineDraft]:
        """Yield the lines of the text boxes and notes of a paragraph."""
        for index, box in enumerate(content.boxes):
            yield from self._box(box, f"{path}/txbx[{index}]", place)
            self.numbers.block += 1
        for kind, number in content.notes:
            yield from self._note(kind, number, place.ground)

    def _note(self, kind: str, number: str, ground: int) -> Iterator[LineDraft]:
        note = self.notes.take(kind, number)
        if note is not None:
            no_others = Notes(self.notes.package, {})  # a note that points to notes is no word processor's
            walker = replace(self, runs=RunReader(self.styles, note.relationships), notes=no_others)
            yield from walker.lines(note.element, _Place(note.path, ground=ground))
            self.numbers.block += 1

    def _box(self, box: etree._Element, path: str, place: _Place) -> Iterator[LineDraft]:
        kind = box_hidden_kind(box)
        if kind is None:
            yield from self.lines(box, _Place(path, flag="text_box", ground=box_ground(box, place.ground)))
        else:
            text = " ".join(piece.text or "" for piece in box.iter(f"{W}t"))
            self.findings.hidden.append(HiddenText(kind, text, path=path))

    def _table(self, element: etree._Element, path: str, around: int) -> Iterator[LineDraft]:
        ground = self.styles.table_ground(element, around)
        table = self.numbers.table
        self.numbers.table += 1
        for row_index, row in enumerate(_children(element, _ROW)):
            said = children_of(first_of(row, _ROW_PROPERTIES))
            if f"{W}del" in said:
                continue
            is_clipped = is_squeezed(said)
            for column, cell in enumerate(_children(row, _CELL)):
                yield from self.lines(
                    cell,
                    _Place(
                        f"{path}/tr[{row_index}]/tc[{column}]",
                        Cell(table, row_index, column),
                        "table",
                        ground if (shade := shade_of(first_of(cell, _CELL_PROPERTIES))) is None else shade,
                        is_clipped,
                    ),
                )
        self.numbers.block += 1


@dataclass(slots=True)
class _Parts:
    """The parts of the document in reading order."""

    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)


def read_docx(data: bytes, limits: Limits) -> Reading:
    """Read a word-processing document: headers first, then the body, footers last.

    Deleted and hidden text is left out; the latter is told by the flag ``hidden_text``.

    Raises:
        DocumentCorrupt: the archive or the XML is damaged.
        DocumentEncrypted: it is protected with a password.
        ArchiveBomb: it unpacks to more than the limits allow.
        UnsupportedMediaType: the archive holds something else.
        DocumentEmpty: no text and no picture is in it.
    """
    package = open_package(data, limits)
    root = package.part(package.main_part)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise DocumentCorrupt("The document's main part has no body.")
    builder = DocumentBuilder(limits.max_characters)
    findings = _Findings(marks_of_review(body, (f"{W}commentReference",), _TRACKED))
    builder.add_all(_all_lines(package, root, body, findings))
    if not builder.lines and not findings.hidden:
        raise DocumentEmpty("The document has no text.")
    return reading_of(
        builder,
        flags=tuple(flag for flag in _FLAGS if flag in findings.flags),
        last_modified=_last_modified(package),
        hidden=findings.hidden,
    )


def _all_lines(
    package: Package, root: etree._Element, body: etree._Element, findings: _Findings
) -> Iterator[LineDraft]:
    relationships = package.relationships(package.main_part)
    inner = {item.kind: item.target for item in relationships.values() if not item.is_external}
    styles = read_styles(package, inner)
    parts = _margin_parts(package, body, relationships)
    margins = [margin for name in (*parts.headers, *parts.footers) if (margin := package.part(name)) is not None]
    shows_background = partial(_is_set, package, relationships, "displayBackgroundShape")
    ground = page_ground(root, shows_background, iter((body, *margins)))
    walker = _PartWalker(styles, RunReader(styles, relationships), findings, _Numbers(), Notes(package, inner))
    yield from _margin_lines(package, parts.headers, _Place("", flag="header", ground=ground), walker)
    yield from walker.lines(body, _Place("body", ground=ground))
    yield from _margin_lines(package, parts.footers, _Place("", flag="footer", ground=ground), walker)


def _margin_lines(package: Package, names: Iterable[str], place: _Place, body: _PartWalker) -> Iterator[LineDraft]:
    """Yield the lines of headers or footers; what two of them say alike is said once."""
    seen: set[str] = set()
    for name in names:
        root = package.part(name)
        if root is None:
            continue
        walker = replace(body, runs=RunReader(body.styles, package.relationships(name)))
        for line in walker.lines(root, place._replace(path=PurePosixPath(name).stem)):
            if line.text not in seen:
                seen.add(line.text)
                yield line


def _is_set(package: Package, relationships: dict[str, Relationship], setting: str) -> bool:
    """Whether a setting of the document is on; few documents have anything that depends on one."""
    parts = (package.part(item.target) for item in relationships.values() if item.kind == "settings")
    settings = next(parts, None)
    return settings is not None and is_on(settings.find(f"{W}{setting}"))


def _margin_parts(package: Package, body: etree._Element, relationships: dict[str, Relationship]) -> _Parts:
    """Return the headers and footers that are shown: of the first page, then of the others."""
    parts = _Parts()
    for section in body.iter(f"{W}sectPr"):
        shown = {"default": True, "first": is_on(section.find(f"{W}titlePg"))}
        for kind in ("first", "default", "even"):
            for tag, names in (("headerReference", parts.headers), ("footerReference", parts.footers)):
                for reference in section.iterfind(f"{W}{tag}"):
                    target = relationships.get(reference.get(f"{_R}id", ""))
                    if target and reference.get(f"{W}type") == kind and target.target not in names:
                        if kind not in shown:
                            shown[kind] = _is_set(package, relationships, "evenAndOddHeaders")
                        if shown[kind]:
                            names.append(target.target)
    return parts


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, also those inside content controls and insertions."""
    for child in container:
        tag = child.tag
        if tag in (_PARAGRAPH, _TABLE):
            yield child
        elif tag not in _LEFT_OUT:
            yield from _blocks(child)


def _children(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also those inside content controls."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _last_modified(package: Package) -> str | None:
    core = next((item.target for item in package.relationships("").values() if item.kind == "core-properties"), "")
    root = package.part(core)
    element = root.find(_MODIFIED) if root is not None else None
    try:
        return date.fromisoformat((element.text or "")[:10]).isoformat() if element is not None else None
    except ValueError:
        return None
