"""The theme of a DOCX, of which only the typefaces are read."""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from vitae.documents.archive import Archive
from vitae.documents.docx.pieces import pieces_of

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ATTRIBUTES = rb'(?:\s[^<>"/]*"[^<"]*")*\s*'
_LATIN = {
    kind: re.compile(rb"<a:%sFont>\s*(<a:latin%s/>)" % (kind.encode(), _ATTRIBUTES)) for kind in ("minor", "major")
}
"""How nearly all writers begin the typefaces of a kind."""


@dataclass(slots=True)
class ThemeFonts:
    """The typefaces that ``minor…`` and ``major…`` stand for; the theme is opened when the first is asked for."""

    archive: Archive
    part: str
    _faces: dict[str, str] | None = None

    def face(self, kind: str) -> str | None:
        """Return the typeface of a kind such as ``minorHAnsi``; None where the theme has none.

        Raises:
            DocumentCorrupt: the theme is no XML, or declares a document type.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        if self._faces is None:
            fonts = _latin_fonts(self.archive, self.part) if self.part in self.archive else {}
            self._faces = {kind: face for kind, font in fonts.items() if (face := font.get("typeface"))}
        return self._faces.get(kind[:5])


def _latin_fonts(archive: Archive, name: str) -> dict[str, etree._Element]:
    source = archive.xml(name)
    if (pieces := pieces_of(archive, name, source, b"a:theme")) is not None:
        start = source.find(b"<a:fontScheme")
        found = {kind: font for kind, latin in _LATIN.items() if (font := latin.search(source, start))}
        if len(found) == len(_LATIN):
            return {kind: pieces.parse(font[1]) for kind, font in found.items()}
    whole = archive.parse(name, source)
    fonts = {kind: whole.find(f".//{_A}{kind}Font/{_A}latin") for kind in _LATIN}
    return {kind: font for kind, font in fonts.items() if font is not None}
