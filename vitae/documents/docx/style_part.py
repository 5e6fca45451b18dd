"""The part that holds the styles: hundreds of them, of which a document uses a few.

Parsing all of them takes longer than reading the text. So a style is looked for by its id, and
parsed alone. A part in which that could go wrong is parsed as a whole.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from vitae.documents.archive import Archive

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Children = Mapping[str, etree._Element]  # noqa: SLF001  # lxml has no other name for it
"""Elements by their tags."""
_OFF = ("0", "false", "off", "none")

_ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*(<w:styles\b[^>]*>)")
_MISLEADING = (b"!", b"&", b"'", b"\0")
"""Comments hold what looks like a style; references, other quotes and wide characters hide what is one."""
_START, _END, _DEFAULT = b"<w:style", b"</w:style>", b'w:default="'
_DEFAULTS = re.compile(rb"<w:docDefaults\b.*?</w:docDefaults\s*>", re.DOTALL)


@dataclass(slots=True)
class StylePart:
    """The styles by their ids; those that were asked for, or all of a part that is parsed as a whole."""

    archive: Archive
    name: str = ""
    root: bytes = b""
    """The start tag of the part, which declares the names that its styles use."""
    source: bytes = b""
    """What styles are looked for in; empty when all are parsed."""
    parsed: dict[str, etree._Element | None] = field(default_factory=dict)

    def style(self, style: str) -> etree._Element | None:
        """Return a style; None where there is none.

        Raises:
            DocumentCorrupt: it is no well-formed XML.
        """
        if style not in self.parsed:
            at = self.source.find(b'w:styleId="%s"' % style.encode())
            self.parsed[style] = self._inside(self._element_around(at)) if at >= 0 else None
        return self.parsed[style]

    def defaults(self) -> etree._Element | None:
        """Return what holds for text of any style; None where nothing does."""
        found = _DEFAULTS.search(self.source)
        return self._inside(found[0]) if found else None

    def default_paragraph(self) -> str:
        """Return the id of the style of paragraphs that name none; empty where there is none."""
        at = self.source.find(_DEFAULT)
        while at >= 0:
            element = self._inside(self._element_around(at))
            if element is not None and _is_default_paragraph(element):
                return element.get(f"{W}styleId", "")
            at = self.source.find(_DEFAULT, at + 1)
        return ""

    def _element_around(self, at: int) -> bytes:
        """Return the bytes of the style with an attribute at this place; empty where it belongs to something else."""
        start, tag_end = self.source.rfind(_START, 0, at), self.source.find(b">", at)
        before = self.source[start + len(_START) : at]
        if start < 0 or b">" in before or not before[:1].isspace():
            return b""
        end = tag_end if self.source[tag_end - 1 : tag_end] == b"/" else self.source.find(_END, at)
        return self.source[start:end] + (b">" if end == tag_end else _END)

    def _inside(self, piece: bytes) -> etree._Element | None:
        return self.archive.parse(self.name, b"".join((self.root, piece, b"</w:styles>")))[0] if piece else None


@dataclass(slots=True)
class _WholePart(StylePart):
    whole: etree._Element | None = None

    def defaults(self) -> etree._Element | None:
        return self.whole.find(f"{W}docDefaults") if self.whole is not None else None

    def default_paragraph(self) -> str:
        found = (name for name, style in self.parsed.items() if style is not None and _is_default_paragraph(style))
        return next(found, "")


def read_style_part(archive: Archive, name: str) -> StylePart:
    """Return the styles of the part with this name, none where there is no such part.

    Raises:
        DocumentCorrupt: the part is no XML, or declares a document type.
        ArchiveBomb: it unpacks to more than the limits allow.
    """
    if name not in archive:
        return StylePart(archive)
    data = archive.xml(name)
    root = _ROOT.match(data)
    if root is not None and all(data.find(mark, root.end()) < 0 for mark in _MISLEADING):
        return StylePart(archive, name, root[1], data)
    whole = archive.parse(name, data)
    parsed: dict[str, etree._Element | None] = {
        element.get(f"{W}styleId", ""): element for element in whole.iterfind(f"{W}style")
    }
    return _WholePart(archive, name, parsed=parsed, whole=whole)


def children_of(element: etree._Element | None) -> Children:
    """Return the children by their tags, the first of each: one look at all of them costs less than to find two."""
    found: dict[str, etree._Element] = {}
    for child in element if element is not None else ():
        found.setdefault(str(child.tag), child)
    return found


def is_on(element: etree._Element | None, attribute: str = "val") -> bool:
    """Whether a toggle such as ``<w:b/>`` is there and not switched off; an attribute other than ``val`` must be."""
    if element is None:
        return False
    value = element.get(f"{W}{attribute}", "1" if attribute == "val" else "0")
    return value.lower() not in _OFF


def _is_default_paragraph(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and is_on(style, "default")
