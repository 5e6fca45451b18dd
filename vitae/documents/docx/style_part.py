"""The part that holds the styles: hundreds of them, of which a document uses a few.

A style is looked for by its id, and parsed alone. A part in which that could go wrong is parsed as a whole.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from lxml import etree

from vitae.documents.archive import Archive
from vitae.documents.docx.pieces import Pieces, pieces_of

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Children = Mapping[str, etree._Element]  # noqa: SLF001  # lxml has no other name for it
"""Elements by their tags."""
_NOTHING: Children = {}
_OFF = ("0", "false", "off", "none")

_START, _END = b"<w:style", b"</w:style>"
_DEFAULT = re.compile(rb'<w:style\s[^<>]*w:default="')
_DEFAULTS, _DEFAULTS_END = re.compile(rb"<w:docDefaults\b"), re.compile(rb"</w:docDefaults\s*>")


class StylePart(Protocol):
    """The styles by their ids; what is asked for may turn out to be no well-formed XML, and `DocumentCorrupt`."""

    def style(self, style: str) -> etree._Element | None:
        """Return a style; None where there is none."""

    def defaults(self) -> etree._Element | None:
        """Return what holds for text of any style; None where nothing does."""

    def default_paragraph(self) -> str:
        """Return the id of the style of paragraphs that name none; empty where there is none."""


@dataclass(frozen=True, slots=True)
class _WholePart:
    root: etree._Element | None
    styles: Mapping[str, etree._Element]

    def style(self, style: str) -> etree._Element | None:
        return self.styles.get(style)

    def defaults(self) -> etree._Element | None:
        return self.root.find(f"{W}docDefaults") if self.root is not None else None

    def default_paragraph(self) -> str:
        return next((name for name, style in self.styles.items() if _is_default_paragraph(style)), "")


@dataclass(frozen=True, slots=True)
class _PartInPieces:
    pieces: Pieces
    parsed: dict[str, etree._Element | None] = field(default_factory=dict)

    def style(self, style: str) -> etree._Element | None:
        if style not in self.parsed:
            at = self.pieces.source.find(b'w:styleId="%s"' % style.encode())
            self.parsed[style] = self._style_around(at) if at >= 0 else None
        return self.parsed[style]

    def defaults(self) -> etree._Element | None:
        source = self.pieces.source
        start = _DEFAULTS.search(source)
        end = _DEFAULTS_END.search(source, start.end()) if start else None
        return self.pieces.parse(source[start.start() : end.end()]) if start and end else None

    def default_paragraph(self) -> str:
        for found in _DEFAULT.finditer(self.pieces.source):
            style = self._style_around(found.end())
            if style is not None and _is_default_paragraph(style):
                name = style.get(f"{W}styleId", "")
                self.parsed[name] = style
                return name
        return ""

    def _style_around(self, at: int) -> etree._Element | None:
        """Return the style with an attribute at this place; None where the attribute belongs to something else."""
        source = self.pieces.source
        start, tag_end = source.rfind(_START, 0, at), source.find(b">", at)
        before = source[start + len(_START) : at]
        if start < 0 or b">" in before or not before[:1].isspace():
            return None
        end = tag_end if source[tag_end - 1 : tag_end] == b"/" else source.find(_END, at)
        return self.pieces.parse(source[start:end] + (b">" if end == tag_end else _END))


def read_style_part(archive: Archive, name: str) -> StylePart:
    """Return the styles of the part with this name, none where there is no such part.

    Raises:
        DocumentCorrupt: the part is no XML, or declares a document type.
        ArchiveBomb: it unpacks to more than the limits allow.
    """
    if name not in archive:
        return _WholePart(None, {})
    source = archive.xml(name)
    if (pieces := pieces_of(archive, name, source, b"w:styles")) is not None:
        return _PartInPieces(pieces)
    root = archive.parse(name, source)
    return _WholePart(root, {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")})


def children_of(element: etree._Element | None) -> Children:
    """Return the children by their tags, the first of each: one look at all of them costs less than to find two."""
    return {str(child.tag): child for child in reversed(element)} if element is not None else _NOTHING


def first_of(children: Iterable[etree._Element], tag: str) -> etree._Element | None:
    """Return the first of some elements with this tag; None without any."""
    for child in children:
        if child.tag == tag:
            return child
    return None


def is_on(element: etree._Element | None, attribute: str = "val") -> bool:
    """Whether a toggle such as ``<w:b/>`` is there and not switched off; an attribute other than ``val`` must be."""
    if element is None:
        return False
    value = element.get(f"{W}{attribute}", "1" if attribute == "val" else "0")
    return value.lower() not in _OFF


def _is_default_paragraph(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and is_on(style, "default")
