"""Zip archives written by hand, so that every field of one can lie; and the parts of a Word document."""

import struct
import zlib
from dataclasses import dataclass

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.document.main+xml"/></Types>'
)
NAMESPACES = (
    b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
WORDS = b"<w:p><w:r><w:t>Jane Example, Clerk</w:t></w:r></w:p>"
DEFLATED = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive; what is None is told as it is."""

    name: bytes
    data: bytes
    method: int = 0
    packed: bytes | None = None
    size: int | None = None
    checksum: int | None = None
    flags: int = 0
    header_at: int | None = None

    @property
    def body(self) -> bytes:
        return self.data if self.packed is None else self.packed

    def fields(self) -> tuple[int, int, int, int, int, int, int]:
        size = len(self.data) if self.size is None else self.size
        checksum = zlib.crc32(self.data) if self.checksum is None else self.checksum
        return self.flags, self.method, 0, 0x21, checksum, len(self.body), size


def archive(*entries: Entry, start: bytes = b"", count: int | None = None) -> bytes:
    """Return an archive of these entries, as they describe themselves."""
    parts, directory, at = [start], [], len(start)
    for entry in entries:
        header_at = at if entry.header_at is None else entry.header_at
        if entry.header_at is None:
            local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, *entry.fields(), len(entry.name), 0) + entry.name
            parts.append(local + entry.body)
            at += len(parts[-1])
        fields = struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, *entry.fields(), len(entry.name), 0, 0, 0, 0, 0, header_at
        )
        directory.append(fields + entry.name)
    listing = b"".join(directory)
    number = len(entries) if count is None else count
    return b"".join([*parts, listing, struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, number, number, len(listing), at, 0)])


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def packed_entry(name: bytes, data: bytes) -> Entry:
    return Entry(name, data, DEFLATED, deflate(data))


def document_xml(body: bytes) -> bytes:
    return b"<w:document %s><w:body>%s</w:body></w:document>" % (NAMESPACES, body)


def package(main: bytes, *others: Entry) -> bytes:
    """Return a Word document whose main part has these very bytes."""
    return archive(Entry(b"[Content_Types].xml", TYPES), packed_entry(b"word/document.xml", main), *others)


def docx(body: bytes, *others: Entry) -> bytes:
    """Return a Word document with this body."""
    return package(document_xml(body), *others)


def relationships(*targets: tuple[bytes, bytes, bytes]) -> Entry:
    """Return the main part's relationships, each a kind, a target and further attributes."""
    base = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rows = b"".join(
        b'<Relationship Id="r%d" Type="%s%s" Target="%s" %s/>' % (number, base, kind, target, more)
        for number, (kind, target, more) in enumerate(targets)
    )
    head = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return packed_entry(b"word/_rels/document.xml.rels", head + rows + b"</Relationships>")
