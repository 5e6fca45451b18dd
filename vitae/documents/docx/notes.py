"""Footnotes and endnotes: they lie in parts of their own, and are read where the text points to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from vitae.documents.docx.package import Package, Relationship
from vitae.documents.docx.style_part import W

REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
"""What points to a note, and the kind of the relationship that leads to its part."""


class Note(NamedTuple):
    """A note with its place."""

    element: etree._Element
    path: str
    relationships: dict[str, Relationship]


@dataclass(slots=True)
class Notes:
    """The notes of a document; a part is opened when the text first points to it, and a note is handed out once."""

    package: Package
    parts: Mapping[str, str]
    """The parts of the document by the kinds of their relationships."""
    _waiting: dict[str, dict[str, Note]] = field(default_factory=dict)

    def take(self, kind: str, number: str) -> Note | None:
        """Return the note of this kind and id; None where there is none, or it was taken before.

        Raises:
            DocumentCorrupt: the part of the notes is no XML.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        if kind not in self._waiting:
            self._waiting[kind] = self._read(kind)
        return self._waiting[kind].pop(number, None)

    def _read(self, kind: str) -> dict[str, Note]:
        name = self.parts.get(kind, "")
        root = self.package.part(name)
        if root is None:
            return {}
        tag, relationships = f"{W}{kind.removesuffix('s')}", self.package.relationships(name)
        return {
            note.get(f"{W}id", ""): Note(note, f"{kind}/{kind.removesuffix('s')}[{index}]", relationships)
            for index, note in enumerate(root.iterfind(tag))
        }
