"""PDFs that are small and grow, or that lead back to themselves."""

import zlib
from collections.abc import Callable

from tests.hostile.pdf_writer import (
    CATALOG,
    FONT,
    FORM,
    MEBIBYTE,
    PAGES,
    WORDS,
    blanks,
    deflated,
    one_page,
    page,
    pdf_of,
    stream,
    with_resources,
)

FLATE = b"/Filter /FlateDecode"


def packed_page(packed: bytes, filters: bytes = FLATE) -> bytes:
    return pdf_of([CATALOG, PAGES, page(), stream(packed, filters), FONT])


def twice_packed() -> bytes:
    return packed_page(zlib.compress(blanks(2048), 9), b"/Filter [/FlateDecode /FlateDecode]")


def form_laughs(levels: int) -> bytes:
    """Return a page whose form calls ten forms that call ten forms, and so on."""
    call, first = b"/F Do " * 10, 6
    resources = FORM + b" /Resources << /XObject << /F %d 0 R >> >>"
    forms = [stream(call, resources % (first + level + 1)) for level in range(levels)]
    last = stream(WORDS, FORM + b" /Resources << /Font << /T 5 0 R >> >>")
    return with_resources(b"/F Do", b"/XObject << /F %d 0 R >>" % first, *forms, last)


def kids_laughs(levels: int = 9) -> bytes:
    """Return a tree of pages whose every level names the next ten times."""
    first = 5
    levels_of_ten = [
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (10 ** (levels - level), b"%d 0 R " % (first + level + 1) * 10)
        for level in range(levels)
    ]
    leaf = b"<< /Type /Page /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    root = b"<< /Type /Pages /Count %d /Kids [5 0 R] >>" % 10**levels
    return pdf_of([CATALOG, root, leaf, stream(WORDS), *levels_of_ten, leaf])


def same_page(times: int) -> bytes:
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * times, times)
    return pdf_of([CATALOG, pages, page(), stream(WORDS), FONT])


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(6, 6 + count))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return pdf_of([CATALOG, pages, page(), stream(WORDS), FONT, *[page()] * count])


def deep_pages(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 1) for number in range(6, 6 + depth)]
    pages = b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>"
    return pdf_of([CATALOG, pages, page(), stream(WORDS), FONT, *nodes, page()])


def object_stream(content: bytes, entries: bytes) -> bytes:
    """Return a file whose font is said to lie in an object stream; its cross-references are a stream too."""
    objects = [CATALOG, PAGES, page(), stream(WORDS), stream(content, b"/Type /ObjStm " + entries)]
    parts = [b"%PDF-1.7\n"]
    rows = [b"\0\0\0\0\0\xff"]
    at = len(parts[0])
    for number, body in zip((1, 2, 3, 4, 6), objects, strict=True):
        if number == 6:  # object 5, the font, lies in object 6
            rows.append(b"\2" + number.to_bytes(4, "big") + b"\0")
        rows.append(b"\1" + at.to_bytes(4, "big") + b"\0")
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(parts[-1])
    table = stream(b"".join(rows), b"/Type /XRef /W [1 4 1] /Size 7 /Root 1 0 R")
    return b"".join([*parts, b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, at)])


def self_drawing_type3() -> bytes:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65"
        b" /Widths [9] /Encoding << /Differences [65 /A] >> /CharProcs << /A 6 0 R >>"
        b" /Resources << /Font << /T 5 0 R >> >> >>"
    )
    return one_page(b"BT /T 11 Tf (AAAA) Tj ET", stream(b"9 0 d0 BT /T 11 Tf (AA) Tj ET"), font=font)


def composite_font(cmap: bytes) -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding %s /DescendantFonts [<< /Type /Font"
        b" /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> >>] >>"
    ) % cmap


def self_using_cmap() -> bytes:
    cmap = stream(b"/X usecmap 1 begincidrange <00> <ff> 0 endcidrange", b"/CMapName /X /UseCMap 6 0 R")
    return one_page(WORDS, cmap, font=composite_font(b"6 0 R"))


def huge_picture() -> bytes:
    entries = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
    return with_resources(b"/P Do", b"/XObject << /P 6 0 R >>", stream(blanks(600), entries + FLATE))


def self_tiling_pattern() -> bytes:
    pattern = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 1 /YStep 1"
        b" /Resources << /Pattern << /P 6 0 R >> >>",
    )
    return with_resources(b"/Pattern cs /P scn 0 0 500 500 re f", b"/Pattern << /P 6 0 R >>", pattern)


def self_masking() -> bytes:
    group = FORM + b" /Group << /S /Transparency >> /Resources << /ExtGState << /G 6 0 R >> >>"
    state = b"<< /Type /ExtGState /SMask << /S /Luminosity /G 7 0 R >> >>"
    return with_resources(
        b"/G gs 0 0 9 9 re f", b"/ExtGState << /G 6 0 R >>", state, stream(b"/G gs 0 0 9 9 re f", group)
    )


def self_following_outline() -> bytes:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>"
    outline = b"<< /First 7 0 R /Last 7 0 R /Count 1 >>"
    item = b"<< /Title (A) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 7 0 R >>"
    return pdf_of([catalog, PAGES, page(), stream(WORDS), FONT, outline, item])


def self_naming_link() -> bytes:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 500 800] /A << /S /GoTo /D (x) /Next 6 0 R >> /Parent 6 0 R >>"
    return one_page(WORDS, link, entries=b"/Annots [%s]" % (b"6 0 R " * 20_000))


def filters(name: bytes, times: int, packed: bytes) -> bytes:
    return packed_page(packed, b"/Filter [%s]" % (name * times))


PDF_BOMBS: dict[str, Callable[[], bytes]] = {
    "a page of 1 MB that unpacks to 1 GiB": lambda: packed_page(blanks(1024)),
    "a page of some kB that unpacks to 2 GiB, twice packed": twice_packed,
    "100 MB of drawing operators in 100 kB": lambda: packed_page(deflated(b"q 1 0 0 1 0 0 cm Q " * 50_000, 100)),
    "100 MB of text operators in 100 kB": lambda: packed_page(deflated(WORDS * 20_000, 100)),
    "forms that call ten forms, twenty levels": lambda: form_laughs(20),
    "a form that draws itself": lambda: with_resources(
        b"/F Do",
        b"/XObject << /F 6 0 R >>",
        stream(b"/F Do /F Do", FORM + b" /Resources << /XObject << /F 6 0 R >> >>"),
    ),
    "a tree of a billion pages": kids_laughs,
    "one page named 200,000 times": lambda: same_page(200_000),
    "10,000 true pages": lambda: many_pages(10_000),
    "a page 20,000 levels down": lambda: deep_pages(20_000),
    "pages whose kid is their parent": lambda: pdf_of([CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"]),
    "pages whose kid is the catalog": lambda: pdf_of([CATALOG, b"<< /Type /Pages /Kids [1 0 R] /Count 1 >>"]),
    "cross-references that follow themselves": lambda: one_page().replace(b"/Size 6 ", b"/Size 6 /Prev 9"),
    "a stream as long as itself": lambda: one_page().replace(b"/Length 49", b"/Length 4 0 R"),
    "a font that draws itself": self_drawing_type3,
    "a character map that uses itself": self_using_cmap,
    "an object stream that unpacks to 1 GiB": lambda: object_stream(blanks(1024), FLATE + b" /N 1 /First 4"),
    "an object stream that extends itself": lambda: object_stream(b"5 0 " + FONT, b"/N 1 /First 4 /Extends 6 0 R"),
    "an object stream in itself": lambda: object_stream(b"6 0 " + FONT, b"/N 100000 /First 4"),
    "a picture of 10 GB": huge_picture,
    "a pattern that tiles itself": self_tiling_pattern,
    "a mask that masks itself": self_masking,
    "an outline that goes round": self_following_outline,
    "20,000 times one link that follows itself": self_naming_link,
    "a chain of 1,000 filters": lambda: filters(b"/ASCIIHexDecode ", 1000, b"20>"),
    "a chain of 200 inflaters": lambda: filters(b"/FlateDecode ", 200, zlib.compress(WORDS)),
    "runs that unpack a hundredfold": lambda: filters(b"/RunLengthDecode ", 1, b"\x81 " * 2 * MEBIBYTE),
    "one content named 20,000 times": lambda: one_page(entries=b"/Contents [%s]" % (b"4 0 R " * 20_000)),
}
