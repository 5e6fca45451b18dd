"""PDF files written by hand, so that every part of one can be wrong."""

import zlib

MEBIBYTE = 1024 * 1024
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WORDS = b"BT /T 11 Tf 72 700 Td (Jane Example, Clerk) Tj ET"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"


def pdf_of(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Return a file with these objects, numbered from 1; the first is the catalog."""
    parts = [b"%PDF-1.7\n"]
    offsets, at = [], len(parts[0])
    for number, content in enumerate(objects, 1):
        offsets.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts.extend(b"%010d 00000 n \n" % offset for offset in offsets)
    entries = b"/Root 1 0 R /Size %d %s" % (len(objects) + 1, trailer)
    parts.append(b"trailer << %s >>\nstartxref\n%d\n%%%%EOF\n" % (entries, at))
    return b"".join(parts)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page(entries: bytes = b"", box: bytes = b"[0 0 595 842]") -> bytes:
    """Return a page that draws object 4 with the font in object 5."""
    drawn = b"/Contents 4 0 R /Resources << /Font << /T 5 0 R >> >>"
    return b"<< /Type /Page /Parent 2 0 R /MediaBox %s %s %s >>" % (box, drawn, entries)


def one_page(content: bytes = WORDS, *others: bytes, font: bytes = FONT, entries: bytes = b"") -> bytes:
    """Return a file with one page; `others` are its objects from number 6 on."""
    return pdf_of([CATALOG, PAGES, page(entries), stream(content), font, *others])


def with_resources(content: bytes, resources: bytes, *others: bytes) -> bytes:
    """Return a file with one page that has other resources than a font."""
    only = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    return pdf_of([CATALOG, PAGES, only, stream(content), FONT, *others])


def deflated(block: bytes, times: int) -> bytes:
    """Return a zlib stream of a block that comes many times, packed only once.

    The checksum at its end is missing; who reads that far has been harmed already.
    """
    packer = zlib.compressobj(9)
    head = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + body * (times - 1) + b"\x03\x00"


def blanks(mebibytes: int) -> bytes:
    """Return so many mebibytes of blanks, packed a thousandfold."""
    return deflated(b" " * MEBIBYTE, mebibytes)
