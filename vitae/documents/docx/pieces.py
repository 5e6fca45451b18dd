"""Pieces of an XML part, parsed without the rest of it.

To parse all styles and a whole theme takes longer than to read the text, and a document uses a few of them.
"""

import re
from dataclasses import dataclass

from lxml import etree

from vitae.documents.archive import Archive

_DECLARATION = rb"\s*(?:<\?xml[^>]*\?>\s*)?"
_MISLEADING = (b"!", b"&", b"'", b"\0")
"""Comments hold what looks like an element; references, other quotes and wide characters hide what is one."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A part whose elements can be found by their bytes."""

    archive: Archive
    name: str
    source: bytes
    """The whole part."""
    root: bytes
    """Its first tag, which declares the prefixes that its elements use."""

    def parse(self, piece: bytes) -> etree._Element:
        """Return the element of which these are the bytes.

        Raises:
            DocumentCorrupt: it is no well-formed XML.
        """
        end = self.root[1:].split(None, 1)[0]
        return self.archive.parse(self.name, b"%s%s</%s>" % (self.root, piece, end))[0]


def pieces_of(archive: Archive, name: str, source: bytes, root: bytes) -> Pieces | None:
    """Return the pieces of a part with a root of this name, such as ``w:styles``; None where one could be missed."""
    found = re.match(rb"%s(<%s\s[^>]*>)" % (_DECLARATION, root), source)
    if found is None or any(source.find(mark, found.end()) >= 0 for mark in _MISLEADING):
        return None
    return Pieces(archive, name, source, found[1])
