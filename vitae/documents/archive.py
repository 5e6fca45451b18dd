"""The zip archive of an office document: opened within limits, its XML parsed without trusting it."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from vitae.documents.limits import Limits
from vitae.domain.errors import ArchiveBomb, DocumentCorrupt, DocumentEncrypted

_ENCRYPTED_BIT = 0x1
_CHUNK = 64 * 1024
_RATIO_FROM = 1024 * 1024
"""Below, any ratio is harmless: an empty table packs a thousandfold."""


@dataclass(slots=True)
class Archive:
    """The entries of a document; each is inflated once, counted against the limits as it grows."""

    zip_file: zipfile.ZipFile
    limits: Limits
    renamed: Mapping[bytes, bytes] = field(default_factory=dict)
    """Names in the XML that stand for others, replaced before parsing."""
    renamed_mark: bytes = b""
    """What all of them begin with."""
    _unzipped: int = 0
    _parts: dict[str, etree._Element | None] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.zip_file.NameToInfo

    def part(self, name: str) -> etree._Element | None:
        """Return the root of an XML entry, or None when there is no such entry.

        Raises:
            DocumentCorrupt: the entry is no XML, or declares a document type.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        if name not in self._parts:
            self._parts[name] = parse_xml(name, self.xml(name)) if name in self else None
        return self._parts[name]

    def xml(self, name: str) -> bytes:
        """Return the bytes of an XML entry, its names replaced, before it is parsed.

        Raises:
            DocumentCorrupt: the entry declares a document type, or cannot be unpacked.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        data = self.read(name)
        encodings = ("utf-16-le", "utf-16-be") if b"\0" in data[:4] else ("ascii",)
        # one byte is found a hundred times as fast as nine, and there is hardly ever one
        if b"!" in data and any("<!DOCTYPE".encode(encoding) in data for encoding in encodings):
            raise DocumentCorrupt(f"The part {name} declares a document type, which no word processor writes.")
        if self.renamed_mark in data:
            for theirs, ours in self.renamed.items():
                data = data.replace(theirs, ours)
        return data

    def read(self, name: str) -> bytes:
        """Return the bytes of an entry.

        Raises:
            DocumentCorrupt: the entry cannot be unpacked.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        info = self.zip_file.NameToInfo[name]
        pieces: list[bytes] = []
        size = 0
        try:
            with self.zip_file.open(info) as stream:
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


def open_archive(
    data: bytes, limits: Limits, renamed: Mapping[bytes, bytes] | None = None, renamed_mark: bytes = b""
) -> Archive:
    """Return the archive of an office document; names that are to be replaced all begin with a mark.

    Raises:
        DocumentCorrupt: the archive is damaged or not as a word processor writes it.
        DocumentEncrypted: its entries are encrypted.
        ArchiveBomb: it has more entries than the limits allow.
    """
    try:
        zip_file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise DocumentCorrupt("The archive of the document is damaged or was cut off.") from None
    _check_entries(zip_file.infolist(), limits)
    return Archive(zip_file, limits, renamed or {}, renamed_mark)


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


def parse_xml(name: str, data: bytes) -> etree._Element:
    """Return the root of an entry, or of a piece of one.

    Raises:
        DocumentCorrupt: it is no XML.
    """
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
