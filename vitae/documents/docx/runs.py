"""The inside of a paragraph: characters with their style and links, and the text boxes tied to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec
from lxml import etree

from vitae.documents.colors import WHITE
from vitae.documents.docx.grounds import hidden_kind
from vitae.documents.docx.notes import REFERENCES
from vitae.documents.docx.package import Relationship
from vitae.documents.docx.style_part import W, first_of
from vitae.documents.docx.styles import RunProperties, StyleSheet
from vitae.documents.flow import FlowText
from vitae.domain.document import HiddenKind, TextStyle

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
_TEXT, _SYMBOL, _RUBY = f"{W}t", f"{W}sym", f"{W}ruby"
_SAYING = frozenset({_TEXT, _SYMBOL, _RUBY, *_TEXTS})
_RUN, _RUN_PROPERTIES, _ID = f"{W}r", f"{W}rPr", f"{W}id"
_LINK, _SIMPLE_FIELD, _BOX = f"{W}hyperlink", f"{W}fldSimple", f"{W}txbxContent"
_FIELD_MARK, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"
_LEFT_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}delText", f"{_MC}Fallback"})
"""What was deleted or moved away, and the second copy that old programs read."""


class ParagraphText(FlowText, gc=False):
    """What a paragraph shows; a line break is a newline in ``text``."""

    boxes: list[etree._Element] = msgspec.field(default_factory=list)
    """The content of text boxes anchored in the paragraph."""
    notes: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Kind and id of the notes that it points to."""
    hidden: list[tuple[HiddenKind, str]] = msgspec.field(default_factory=list)
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


class _Look(NamedTuple):
    """How a run shows."""

    properties: RunProperties
    """Kept, so that no others get their id."""
    style: TextStyle
    hidden: HiddenKind | None
    """What hides it on its ground."""


@dataclass(slots=True)
class RunReader:
    """Reads the paragraphs of one part."""

    styles: StyleSheet
    relationships: dict[str, Relationship]
    _looks: dict[tuple[int, int], _Look] = field(default_factory=dict)

    def read(self, paragraph: Iterable[etree._Element], base: RunProperties, ground: int = WHITE) -> ParagraphText:
        """Return what a paragraph with these children shows on this colour when its style sets runs as `base`."""
        found = ParagraphText(ground=ground)
        self._walk(paragraph, base, found, [])
        return found

    def _walk(
        self, parent: Iterable[etree._Element], base: RunProperties, found: ParagraphText, fields: list[_Field]
    ) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, base, found, fields)
            elif tag == _LINK:
                self._linked(child, self._target_of(child), base, found, fields)
            elif tag == _SIMPLE_FIELD:
                self._linked(child, _address_in(child.get(f"{W}instr", "")), base, found, fields)
            elif tag == _BOX:
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
        children = list(run)
        look = self._look(self.styles.run(first_of(children, _RUN_PROPERTIES), base), found.ground)
        for child in children:
            tag = child.tag
            if tag in _SAYING and (text := child.text if tag == _TEXT else _text_of(child)):
                if look.hidden is None or (text.isspace() and look.hidden is not HiddenKind.INVISIBLE_MODE):
                    if not (fields and fields[-1].result_from is None):
                        found.add(text, look.style)
                elif not text.isspace():
                    found.hide(look.hidden, text)
            elif tag == _FIELD_MARK:
                _mark_field(child, found, fields)
            elif tag == _INSTRUCTION:
                if fields:
                    fields[-1].instruction += child.text or ""
            elif tag in REFERENCES:
                found.notes.append((REFERENCES[tag], child.get(_ID, "")))
            elif tag not in _LEFT_OUT:
                found.boxes.extend(_text_boxes(child))

    def _look(self, properties: RunProperties, ground: int) -> _Look:
        """Return how a run shows on a ground; of the same object it is worked out once."""
        key = id(properties), ground
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = _Look(properties, properties.text_style(), hidden_kind(properties, ground))
        return look


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
    if element.tag == _SYMBOL:
        return _symbol(element.get(f"{W}char", ""))
    if element.tag == _RUBY:
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
    if element.tag == _BOX:
        yield element
        return
    for child in element:
        yield from _text_boxes(child)
