"""The archive of a DOCX: opened within limits, its parts parsed without trusting them."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from vitae.documents.limits import Limits
from vitae.domain.errors import ArchiveBomb, DocumentCorrupt, DocumentEncrypted, UnsupportedMediaType

_ENCRYPTED_BIT = 0x1
_CHUNK = 64 * 1024
_RATIO_FROM = 1024 * 1024
"""Below, any ratio is harmless: an empty table packs a thousandfold."""

# The strict variant of the format has other names for the same things; they are renamed before parsing.
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
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


@dataclass(frozen=True, slots=True)
class Relationship:
    """A pointer from one part to another or to an address outside."""

    kind: str
    """The last word of its type, such as ``header`` or ``hyperlink``."""
    target: str
    """The name of a part, or an address when external."""
    is_external: bool


@dataclass(slots=True)
class Package:
    """The parts of a document; each is inflated once, counted against the limits as it grows."""

    archive: zipfile.ZipFile
    limits: Limits
    main_part: str = ""
    _unzipped: int = 0
    _parts: dict[str, etree._Element | None] = field(default_factory=dict)

    def part(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, or None when the package has no such part.

        Raises:
            DocumentCorrupt: the part is no XML, or declares a document type.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        if name not in self._parts:
            self._parts[name] = _parse(name, self.read(name)) if name in self.archive.NameToInfo else None
        return self._parts[name]

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part by id; of the package itself for the empty name."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relationship] = {}
        for item in root if root is not None else ():
            target, is_external = item.get("Target", ""), item.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[item.get("Id", "")] = Relationship(item.get("Type", "").rpartition("/")[2], target, is_external)
        return found

    def read(self, name: str) -> bytes:
        """Return the bytes of an entry."""
        info = self.archive.NameToInfo[name]
        pieces: list[bytes] = []
        size = 0
        try:
            with self.archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._check_growth(name, size, len(chunk), info.compress_size)
                    pieces.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise DocumentCorrupt(f"The part {name} cannot be unpacked: {type(error).__name__}.") from None
        return b"".join(pieces)

    def _check_growth(self, name: str, size: int, grown: int, packed: int) -> None:
        """Count what really came out of the archive; the sizes it claims are not believed."""
        self._unzipped += grown
        if self._unzipped > self.limits.max_unzipped_bytes:
            raise ArchiveBomb(f"The document unpacks to more than {self.limits.max_unzipped_bytes:,} bytes.")
        if size > _RATIO_FROM and size > self.limits.max_zip_ratio * max(1, packed):
            raise ArchiveBomb(f"The part {name} unpacks to more than {self.limits.max_zip_ratio} times its size.")


def open_package(data: bytes, limits: Limits) -> Package:
    """Return the package of a word-processing document.

    Raises:
        DocumentCorrupt: the archive is damaged or not as a word processor writes it.
        DocumentEncrypted: its entries are encrypted.
        ArchiveBomb: it has more entries than the limits allow.
        UnsupportedMediaType: it holds something else than such a document.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise DocumentCorrupt("The archive of the document is damaged or was cut off.") from None
    _check_entries(archive.infolist(), limits)
    package = Package(archive, limits)
    package.main_part = _main_part(package)
    return package


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.max_zip_entries:
        raise ArchiveBomb(f"The archive has {len(entries):,} entries; {limits.max_zip_entries:,} are allowed.")
    names: set[str] = set()
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_BIT:
            raise DocumentEncrypted("The archive of the document is protected with a password.")
        if entry.filename.casefold() in names:
            raise DocumentCorrupt("The archive holds the same part twice, so that nobody can say which one counts.")
        names.add(entry.filename.casefold())
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DocumentCorrupt("The archive is packed in a way that no word processor uses.")


def _main_part(package: Package) -> str:
    """Return the name of the document's main part by the content types, whatever it is called."""
    types = package.part("[Content_Types].xml")
    if types is None:
        raise UnsupportedMediaType(f"The file is {_kind_of(package)}, which is not read.")
    content_types = {
        (item.get("PartName") or "").lstrip("/"): (item.get("ContentType") or "").lower() for item in types
    }
    for name, content_type in content_types.items():
        if content_type in _MAIN_TYPES and name in package.archive.NameToInfo:
            return name
    if any(content_type in _MAIN_TYPES for content_type in content_types.values()):
        raise DocumentCorrupt("The archive lacks the part that holds the document's text.")
    kind = next((kind for word, kind in _OTHER_KINDS if word in " ".join(content_types.values())), "an office file")
    raise UnsupportedMediaType(f"The file is {kind}, which is not read.")


def _kind_of(package: Package) -> str:
    """Name an archive that is no office document of Microsoft's kind, by its ``mimetype`` entry."""
    if "mimetype" not in package.archive.NameToInfo:
        return "a zip archive"
    declared = package.read("mimetype").decode("ascii", errors="replace")
    return next((kind for word, kind in _OTHER_KINDS if word in declared), "a zip archive")


def _parse(name: str, data: bytes) -> etree._Element:
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        if "<!DOCTYPE".encode(encoding) in data:
            raise DocumentCorrupt(f"The part {name} declares a document type, which no word processor writes.")
    for strict, transitional in _STRICT_NAMES:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentCorrupt(f"The part {name} is no well-formed XML (line {error.lineno}).") from None
