"""The inside of a paragraph: characters with their style and links, and the text boxes tied to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from vitae.documents.colors import WHITE
from vitae.documents.docx.grounds import hidden_kind
from vitae.documents.docx.notes import REFERENCES
from vitae.documents.docx.package import Relationship
from vitae.documents.docx.style_part import W
from vitae.documents.docx.styles import RunProperties, StyleSheet
from vitae.documents.flow import FlowText
from vitae.domain.document import HiddenKind

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)

_TEXTS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\xad",
}
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}delText", f"{_MC}Fallback"})
"""What was deleted or moved away, and the second copy that old programs read."""


@dataclass(slots=True)
class ParagraphText(FlowText):
    """What a paragraph shows; a line break is a newline in ``text``."""

    boxes: list[etree._Element] = field(default_factory=list)
    """The content of text boxes anchored in the paragraph."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of the notes that it points to."""
    hidden: list[tuple[HiddenKind, str]] = field(default_factory=list)
    """What nobody sees, and by which means."""
    ground: int = WHITE

    def hide(self, kind: HiddenKind, text: str) -> None:
        """Take in characters that are hidden; neighbours make one piece."""
        if self.hidden and self.hidden[-1][0] is kind:
            self.hidden[-1] = (kind, self.hidden[-1][1] + text)
        else:
            self.hidden.append((kind, text))


@dataclass(slots=True)
class _Field:
    """A field such as ``HYPERLINK "https://…"``, from its begin mark to its end mark."""

    instruction: str = ""
    result_from: int | None = None


@dataclass(slots=True)
class RunReader:
    """Reads the paragraphs of one part."""

    styles: StyleSheet
    relationships: dict[str, Relationship]

    def read(self, paragraph: etree._Element, base: RunProperties, ground: int = WHITE) -> ParagraphText:
        """Return what the paragraph shows on a ground of this colour when its style sets runs as `base`."""
        found = ParagraphText(ground=ground)
        self._walk(paragraph, base, found, [])
        return found

    def _walk(self, parent: etree._Element, base: RunProperties, found: ParagraphText, fields: list[_Field]) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, base, found, fields)
            elif tag == f"{W}hyperlink":
                self._linked(child, self._target_of(child), base, found, fields)
            elif tag == f"{W}fldSimple":
                self._linked(child, _address_in(child.get(f"{W}instr", "")), base, found, fields)
            elif tag == f"{W}txbxContent":
                found.boxes.append(child)
            elif tag not in _LEFT_OUT:
                self._walk(child, base, found, fields)

    def _linked(
        self, child: etree._Element, url: str, base: RunProperties, found: ParagraphText, fields: list[_Field]
    ) -> None:
        start = found.length
        self._walk(child, base, found, fields)
        found.link(start, url)

    def _target_of(self, hyperlink: etree._Element) -> str:
        target = self.relationships.get(hyperlink.get(f"{_R}id", ""))
        return target.target if target and target.is_external else ""

    def _run(self, run: etree._Element, base: RunProperties, found: ParagraphText, fields: list[_Field]) -> None:
        properties = self.styles.run(run.find(f"{W}rPr"), base)
        kind, style = hidden_kind(properties, found.ground), properties.text_style()
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                _mark_field(child, found, fields)
            elif tag == f"{W}instrText":
                if fields:
                    fields[-1].instruction += child.text or ""
            elif text := _text_of(child):
                if kind is not None and not text.isspace():
                    found.hide(kind, text)
                elif properties.hidden:
                    continue
                elif not (fields and fields[-1].result_from is None):
                    found.add(text, style)
            elif tag in REFERENCES:
                found.notes.append((REFERENCES[tag], child.get(f"{W}id", "")))
            elif tag not in _LEFT_OUT:
                found.boxes.extend(_text_boxes(child))


def _mark_field(mark: etree._Element, found: ParagraphText, fields: list[_Field]) -> None:
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        fields[-1].result_from = found.length
    elif kind == "end" and fields:
        ended = fields.pop()
        url = _address_in(ended.instruction)
        if ended.result_from is not None:
            found.link(ended.result_from, url)


def _address_in(instruction: str) -> str:
    found = _HYPERLINK.match(instruction)
    return (found[1] or found[2]) if found and not (found[2] or "").startswith("\\") else ""


def _text_of(element: etree._Element) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}sym":
        return _symbol(element.get(f"{W}char", ""))
    if element.tag == f"{W}ruby":
        return "".join(text.text or "" for text in element.iterfind(f"{W}rubyBase//{W}t"))
    return _TEXTS.get(str(element.tag), "")


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the outermost text boxes inside a drawing, of two alternatives the first."""
    if element.tag in _LEFT_OUT:
        return
    if element.tag == f"{W}txbxContent":
        yield element
        return
    for child in element:
        yield from _text_boxes(child)
