"""The zip archive of an office document: opened within limits, its XML parsed without trusting it."""

import io
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from isal.isal_zlib import crc32
from lxml import etree

from vitae.deflate import unpack_raw
from vitae.documents.limits import Limits
from vitae.domain.errors import ArchiveBomb, DocumentCorrupt, DocumentEncrypted

_ENCRYPTED, _NAMED_IN_UTF_8 = 0x1, 0x800
"""Bits of an entry's flags."""
_HEADER: Final = struct.Struct("<4s2xH18xHH")
"""What stands before an entry: its signature and flags, how long its name is, and what follows that."""
_SIGNATURE = b"PK\3\4"
_RATIO_FROM = 1024 * 1024
"""Below, any ratio is harmless: an empty table packs a thousandfold."""

_PARSER: Final = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,  # which nobody asks for, and which take a tenth of the time
)


@dataclass(slots=True)
class Archive:
    """The entries of a document, inflated within the limits on all of them together."""

    data: bytes
    entries: Mapping[str, zipfile.ZipInfo]
    bounds: list[int]
    """Where entries and the directory begin, in order."""
    limits: Limits
    renamed: Mapping[bytes, bytes] = field(default_factory=dict)
    """Names in the XML that stand for others, replaced before parsing."""
    renamed_mark: bytes = b""
    """What all of them begin with."""
    _unzipped: int = 0
    _parts: dict[str, etree._Element | None] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def part(self, name: str) -> etree._Element | None:
        """Return the root of an XML entry, or None when there is no such entry.

        Raises:
            DocumentCorrupt: the entry is no XML, or declares a document type.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        if name not in self._parts:
            self._parts[name] = self.parse(name, self.xml(name)) if name in self else None
        return self._parts[name]

    def xml(self, name: str) -> bytes:
        """Return the bytes of an XML entry, before it is parsed.

        Raises:
            DocumentCorrupt: the entry declares a document type, or cannot be unpacked.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        data = self.read(name)
        encodings = ("utf-16-le", "utf-16-be") if b"\0" in data[:4] else ("ascii",)
        # one byte is found a hundred times as fast as nine, and there is hardly ever one
        if b"!" in data and any("<!DOCTYPE".encode(encoding) in data for encoding in encodings):
            raise DocumentCorrupt(f"The part {name} declares a document type, which no word processor writes.")
        return data

    def parse(self, name: str, data: bytes) -> etree._Element:
        """Return the root of an XML entry with these bytes, or of a piece of it, its names replaced.

        Raises:
            DocumentCorrupt: it is no XML.
        """
        if self.renamed_mark in data:
            for theirs, ours in self.renamed.items():
                data = data.replace(theirs, ours)
        return parse_xml(name, data)

    def read(self, name: str) -> bytes:
        """Return the bytes of an entry.

        Raises:
            DocumentCorrupt: the entry cannot be unpacked.
            ArchiveBomb: it unpacks to more than the limits allow.
        """
        entry = self.entries[name]
        try:
            data = self._unpacked(entry, self._packed(entry))
        except (struct.error, ValueError):
            raise DocumentCorrupt(f"The part {name} cannot be unpacked.") from None
        self._check_growth(name, len(data), entry.compress_size)
        if crc32(data) != entry.CRC:
            raise DocumentCorrupt(f"The part {name} cannot be unpacked.")
        return data

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """Return the bytes of an entry as they lie in the archive.

        Raises:
            ValueError: another entry lies there, or lies over it.
        """
        signature, flags, name_length, more = _HEADER.unpack_from(self.data, entry.header_offset)
        name_at = entry.header_offset + _HEADER.size
        name = self.data[name_at : name_at + name_length].decode("utf-8" if flags & _NAMED_IN_UTF_8 else "cp437")
        start = name_at + name_length + more
        end = start + entry.compress_size
        next_at = next((bound for bound in self.bounds if bound > entry.header_offset), 0)
        if signature != _SIGNATURE or name != entry.orig_filename or end > next_at:
            raise ValueError
        return self.data[start:end]

    def _unpacked(self, entry: zipfile.ZipInfo, packed: bytes) -> bytes:
        """Return what comes out of an entry, up to the size it claims, and to the first byte that is too much."""
        if entry.compress_type == zipfile.ZIP_STORED or not entry.file_size:
            return packed[: entry.file_size]
        allowed = min(self.limits.max_unzipped_bytes - self._unzipped, self._most_of(entry.compress_size))
        return unpack_raw(packed, min(entry.file_size, allowed + 1))

    def _check_growth(self, name: str, size: int, packed: int) -> None:
        """Count what really came out of the archive; the sizes it claims are not believed."""
        self._unzipped += size
        if self._unzipped > self.limits.max_unzipped_bytes:
            raise ArchiveBomb(f"The document unpacks to more than {self.limits.max_unzipped_bytes:,} bytes.")
        if size > self._most_of(packed):
            raise ArchiveBomb(f"The part {name} unpacks to more than {self.limits.max_zip_ratio} times its size.")

    def _most_of(self, packed: int) -> int:
        """Return how many bytes may come out of so many."""
        return max(_RATIO_FROM, self.limits.max_zip_ratio * max(1, packed))


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
    entries = zip_file.infolist()
    _check_entries(entries, limits)
    bounds = sorted([*(entry.header_offset for entry in entries), zip_file.start_dir])
    return Archive(data, zip_file.NameToInfo, bounds, limits, renamed or {}, renamed_mark)


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.max_zip_entries:
        raise ArchiveBomb(f"The archive has {len(entries):,} entries; {limits.max_zip_entries:,} are allowed.")
    names: set[str] = set()
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
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
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise DocumentCorrupt(f"The part {name} is no well-formed XML (line {error.lineno}).") from None
