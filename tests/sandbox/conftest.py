"""A sandbox of the test's own, which leaves no process behind, and PDFs that eat memory or time."""

import zlib
from collections.abc import Callable, Iterator

import psutil
import pytest

from vitae.documents.sandbox import Sandbox

MEBIBYTE = 1024 * 1024


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Return the module's sandbox: its server is started once."""
    shared = Sandbox()
    yield shared
    pid = shared.server_pid
    shared.close()
    assert pid is None or not psutil.pid_exists(pid)


@pytest.fixture(scope="session")
def gigabyte_bomb() -> bytes:
    """Return a page of one megabyte whose content unpacks to a thousand."""
    return make_flate_bomb(1024 * MEBIBYTE)


@pytest.fixture(scope="session")
def form_laughs() -> Callable[[int], bytes]:
    """Return a maker of small PDFs that draw a text ``10 ** levels`` times."""
    return make_form_laughs


def pdf_of(objects: list[bytes]) -> bytes:
    """Return a file with these objects, numbered from 1; the first is the catalog."""
    parts = [b"%PDF-1.5\n"]
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts.extend(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return b"".join(parts)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def one_page(contents: bytes, resources: bytes, *others: bytes) -> bytes:
    """Return a file with one page; `others` are its objects from number 5 on."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources
    catalog, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of([catalog, pages, page, contents, *others])


def make_flate_bomb(size: int) -> bytes:
    """Return a page whose content unpacks to `size` bytes of blanks; packed a thousandfold."""
    packer = zlib.compressobj(9)
    block = bytes(MEBIBYTE).replace(b"\0", b" ")
    packed = [packer.compress(block) for _ in range(size // MEBIBYTE)]
    return one_page(stream(b"".join([*packed, packer.flush()]), b"/Filter /FlateDecode"), b"")


def make_form_laughs(levels: int, width: int = 10) -> bytes:
    """Return a page whose form calls `width` forms that call `width` forms, and so on: `width ** levels` texts."""
    first = 6
    call = b" ".join([b"/F Do"] * width)
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    resources = b" /Resources << /XObject << /F %d 0 R >> >>"
    forms = [stream(call, kind + resources % (first + level + 1)) for level in range(levels)]
    last = stream(b"BT /T 10 Tf 72 700 Td (ha) Tj ET", kind + b" /Resources << /Font << /T 5 0 R >> >>")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return one_page(stream(b"/F Do"), b"/XObject << /F %d 0 R >>" % first, font, *forms, last)
