"""A ZIP of documents, read one by one and within bounds, whatever its directory claims."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import IO, BinaryIO

from vitae.domain.errors import ArchiveBomb, DocumentCorrupt, DocumentEncrypted

MAX_ENTRIES = 100_000
READ_BYTES = 64 * 1024
OWN_PARTS = ("[content_types].xml", "mimetype", "_rels/.rels")
"""What a Word or OpenDocument file has in it: such a ZIP is a document itself."""
DEFECTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError)


def is_archive(file: BinaryIO) -> bool:
    """Return whether the file is a ZIP that holds documents, not one that is a document; it is left at its start."""
    try:
        if not zipfile.is_zipfile(file):
            return False
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            names = {name.lower() for name in archive.namelist()}
    except DEFECTS:
        return False
    finally:
        file.seek(0)
    return names.isdisjoint(OWN_PARTS)


def documents_in(file: BinaryIO, max_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file in the archive, in its order.

    Of one that is larger than `max_bytes`, that many and one byte more are yielded, so that it is refused by its size
    like any other.

    Raises:
        ArchiveBomb: there are more than 100,000 entries.
        DocumentCorrupt: the archive is damaged.
        DocumentEncrypted: an entry needs a password.
    """
    try:
        with closing(zipfile.ZipFile(file)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_ENTRIES:
                raise ArchiveBomb(f"The archive has {len(entries)} files; the limit is {MAX_ENTRIES}.")
            for entry in entries:
                if entry.flag_bits & 1:
                    raise DocumentEncrypted(f"The archive's file {entry.filename!r} needs a password.")
                with archive.open(entry) as stored:
                    yield entry.filename, _read(stored, max_bytes + 1)
    except DEFECTS as error:
        raise DocumentCorrupt(f"The archive cannot be read: {type(error).__name__}.") from error


def _read(stored: IO[bytes], most: int) -> bytes:
    """Read at most so many bytes: what the directory says of the size may be a lie."""
    parts: list[bytes] = []
    while most > 0 and (part := stored.read(min(READ_BYTES, most))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)
