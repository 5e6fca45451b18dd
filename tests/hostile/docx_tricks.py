"""Word documents whose archive is not what it says."""

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import replace

from tests.hostile.pdf_writer import MEBIBYTE, one_page
from tests.hostile.zip_writer import DEFLATED, TYPES, WORDS, Entry, archive, deflate, document_xml, docx, packed_entry

CONTENT_TYPES = Entry(b"[Content_Types].xml", TYPES)
MAIN = document_xml(WORDS)
MAIN_NAME = b"word/document.xml"


def repeated(block: bytes, times: int) -> bytes:
    """Return a raw deflate stream of a block that comes many times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + body * (times - 1) + b"\x03\x00"


def with_main(entry: Entry) -> bytes:
    return archive(CONTENT_TYPES, entry)


def bomb(mebibytes: int, told: int) -> bytes:
    return with_main(Entry(MAIN_NAME, b"", DEFLATED, repeated(b"A" * MEBIBYTE, mebibytes), size=told))


def shared_body(entries: int) -> bytes:
    """Return an archive whose directory names one stretch of bytes again and again."""
    data = b"<a/>" * 50_000
    first = Entry(b"word/0.xml", data, DEFLATED, deflate(data), checksum=zlib.crc32(data))
    others = [replace(first, name=b"word/%d.xml" % number, header_at=0) for number in range(1, entries)]
    return archive(first, *others, CONTENT_TYPES, packed_entry(MAIN_NAME, MAIN))


def nested(depth: int) -> bytes:
    data = docx(WORDS)
    for level in range(depth):
        data = docx(WORDS, packed_entry(b"word/embeddings/%d.docx" % level, data))
    return data


def many_entries(count: int) -> bytes:
    return docx(WORDS, *[Entry(b"word/media/%d.png" % number, b"") for number in range(count)])


def prefixed(data: bytes) -> bytes:
    return docx(WORDS).join([data, b""])


DOCX_TRICKS: dict[str, Callable[[], bytes]] = {
    "a part of 1 GiB": lambda: bomb(1024, told=2**30),
    "a part of 1 GiB that says 100 bytes": lambda: bomb(1024, told=100),
    "a part of 4 GiB that says nothing": lambda: bomb(4000, told=0),
    "a part just above the ratio": lambda: docx(WORDS * 100_000),
    "a stored part longer than the file": lambda: with_main(Entry(MAIN_NAME, MAIN, size=2**31)),
    "a wrong checksum": lambda: with_main(Entry(MAIN_NAME, MAIN, checksum=7)),
    "20,000 entries of one body": lambda: shared_body(20_000),
    "1,900 entries of one body": lambda: shared_body(1_900),
    "60,000 entries": lambda: many_entries(60_000),
    "1,900 empty pictures": lambda: many_entries(1_900),
    "more entries told than there are": lambda: archive(CONTENT_TYPES, Entry(MAIN_NAME, MAIN), count=60_000),
    "documents in documents": lambda: nested(6),
    "bzip2": lambda: with_main(Entry(MAIN_NAME, MAIN, 12, bz2.compress(MAIN))),
    "lzma": lambda: with_main(Entry(MAIN_NAME, MAIN, 14, lzma.compress(MAIN))),
    "an unknown packing": lambda: with_main(Entry(MAIN_NAME, MAIN, 99)),
    "two main parts": lambda: archive(CONTENT_TYPES, Entry(MAIN_NAME, MAIN), Entry(MAIN_NAME, MAIN)),
    "main parts in two cases": lambda: archive(
        CONTENT_TYPES, Entry(MAIN_NAME, MAIN), Entry(b"WORD/Document.xml", MAIN)
    ),
    "an encrypted main part": lambda: with_main(Entry(MAIN_NAME, MAIN, flags=1)),
    "a NUL in a name": lambda: docx(WORDS, Entry(b"word/a\0b.xml", b"x")),
    "a name of no encoding": lambda: docx(WORDS, Entry(b"word/\xff\xfe\x80.xml", b"x", flags=0x800)),
    "a name of 60,000 letters": lambda: docx(WORDS, Entry(b"n" * 60_000, b"x")),
    "a main part cut off": lambda: with_main(Entry(MAIN_NAME, MAIN, DEFLATED, deflate(MAIN)[:40])),
    "noise for a main part": lambda: with_main(Entry(MAIN_NAME, MAIN, DEFLATED, b"\xff" * 400)),
    "no content types": lambda: archive(Entry(MAIN_NAME, MAIN)),
    "no main part": lambda: archive(CONTENT_TYPES),
    "a main part that is a folder": lambda: archive(CONTENT_TYPES, Entry(MAIN_NAME + b"/", b"")),
    "no entry": archive,
    "half an archive": lambda: docx(WORDS)[:300],
    "an archive without its directory": lambda: docx(WORDS)[:-80],
    "9 MB before the archive": lambda: prefixed(bytes(9_000_000)),
    "a PDF before the archive": lambda: prefixed(one_page()),
    "a PDF behind the archive": lambda: docx(WORDS) + one_page(),
    "a macro beside the text": lambda: docx(WORDS, Entry(b"word/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 500)),
}
