"""The parts of a DOCX and how they point to each other."""

import posixpath
import re
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from vitae.documents.archive import Archive, open_archive
from vitae.documents.limits import Limits
from vitae.domain.errors import DocumentCorrupt, UnsupportedMediaType

# The strict variant of the format has other names for the same things; they are renamed before parsing.
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroenabled.main+xml",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml",
)
_OTHER_KINDS = (
    ("opendocument.text", "an OpenDocument text"),
    ("opendocument", "an OpenDocument file"),
    ("epub", "an EPUB book"),
    ("spreadsheetml", "an Excel workbook"),
    ("ms-excel", "an Excel workbook"),
    ("presentationml", "a PowerPoint presentation"),
    ("ms-powerpoint", "a PowerPoint presentation"),
)
_PLAIN_TARGET = re.compile(r"(?:\w+/)*\w+\.\w+")
"""One that leads down from the folder, as nearly all do."""


class Relationship(NamedTuple):
    """A pointer from one part to another or to an address outside."""

    kind: str
    """The last word of its type, such as ``header`` or ``hyperlink``."""
    target: str
    """The name of a part, or an address when external."""
    is_external: bool


@dataclass(slots=True)
class Package:
    """The parts of a document."""

    archive: Archive
    main_part: str = ""

    def part(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, or None when the package has no such part.

        Raises:
            DocumentCorrupt: the part is no XML, or declares a document type.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        return self.archive.part(name)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part by id; of the package itself for the empty name."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relationship] = {}
        for item in root if root is not None else ():
            target, is_external = item.get("Target", ""), item.get("TargetMode") == "External"
            if not is_external:
                target = _name_of(folder, target)
            found[item.get("Id", "")] = Relationship(item.get("Type", "").rpartition("/")[2], target, is_external)
        return found


def open_package(data: bytes, limits: Limits) -> Package:
    """Return the package of a word-processing document.

    Raises:
        DocumentCorrupt: the archive is damaged or not as a word processor writes it.
        DocumentEncrypted: its entries are encrypted.
        ArchiveBomb: it has more entries than the limits allow.
        UnsupportedMediaType: it holds something else than such a document.
    """
    package = Package(open_archive(data, limits, _STRICT_NAMES, _STRICT_MARK))
    package.main_part = _main_part(package)
    return package


def _name_of(folder: str, target: str) -> str:
    """Return the name of the part to which a target leads, seen from a folder."""
    if folder.isalnum() and _PLAIN_TARGET.fullmatch(target):
        return f"{folder}/{target}"
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _main_part(package: Package) -> str:
    """Return the name of the document's main part by the content types, whatever it is called."""
    types = package.part("[Content_Types].xml")
    if types is None:
        raise UnsupportedMediaType(f"The file is {_kind_of(package)}, which is not read.")
    content_types = {
        (item.get("PartName") or "").lstrip("/"): (item.get("ContentType") or "").lower() for item in types
    }
    for name, content_type in content_types.items():
        if content_type in _MAIN_TYPES and name in package.archive:
            return name
    if any(content_type in _MAIN_TYPES for content_type in content_types.values()):
        raise DocumentCorrupt("The archive lacks the part that holds the document's text.")
    kind = next((kind for word, kind in _OTHER_KINDS if word in " ".join(content_types.values())), "an office file")
    raise UnsupportedMediaType(f"The file is {kind}, which is not read.")


def _kind_of(package: Package) -> str:
    """Name an archive that is no office document of Microsoft's kind, by its ``mimetype`` entry."""
    if "mimetype" not in package.archive:
        return "a zip archive"
    declared = package.archive.read("mimetype").decode("ascii", errors="replace")
    return next((kind for word, kind in _OTHER_KINDS if word in declared), "a zip archive")
