"""PDFs that lost something on the way, or that never were any."""

import random
from collections.abc import Callable

from tests.hostile.pdf_writer import CATALOG, FONT, PAGES, WORDS, one_page, page, pdf_of, stream

TRAILER_ID = b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"


def cut(percent: int) -> bytes:
    whole = one_page(WORDS * 200)
    return whole[: len(whole) * percent // 100]


def encrypted(entries: bytes) -> bytes:
    """Return a file that says it is encrypted, with keys that open nothing."""
    keys = b"/O (%s) /U (%s) /P -44" % (b"o" * 48, b"u" * 48)
    dictionary = b"<< /Filter /Standard %s %s >>" % (keys, entries)
    return pdf_of([CATALOG, PAGES, page(), stream(WORDS), FONT, dictionary], b"/Encrypt 6 0 R " + TRAILER_ID)


def rotten(step: int) -> bytes:
    data = bytearray(one_page(WORDS * 50))
    for place in range(9, len(data), step):
        data[place] ^= 0x20
    return bytes(data)


def replaced(old: bytes, new: bytes) -> Callable[[], bytes]:
    return lambda: one_page().replace(old, new)


PDF_DAMAGE: dict[str, Callable[[], bytes]] = {
    "no byte": lambda: b"",
    "one byte": lambda: b"%",
    "a header alone": lambda: b"%PDF-1.7",
    "a quarter": lambda: cut(25),
    "a half": lambda: cut(50),
    "three quarters": lambda: cut(75),
    "all but the end": lambda: cut(95),
    "1,000 bytes before the header": lambda: b"x" * 1000 + one_page(),
    "5,000 bytes before the header": lambda: b"x" * 5000 + one_page(),
    "carriage returns for line ends": lambda: one_page().replace(b"\n", b"\r"),
    "no line end at all": lambda: one_page().replace(b"\n", b" "),
    "a bit in twenty bytes": lambda: rotten(20),
    "a bit in three bytes": lambda: rotten(3),
    "zeros under a header": lambda: b"%PDF-1.7\n" + bytes(100_000),
    "noise under a header": lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(100_000),
    "a version that never was": replaced(b"%PDF-1.7", b"%PDF-9.9"),
    "no catalog": replaced(b"/Root 1 0 R", b""),
    "a catalog that is a number": lambda: pdf_of([b"42", PAGES, page(), stream(WORDS), FONT]),
    "a catalog that is the page": replaced(b"/Root 1 0 R", b"/Root 3 0 R"),
    "no table": replaced(b"xref", b"xxxx"),
    "a table of zeros": lambda: one_page().replace(b"00000 n", b"00000 f"),
    "pages of nothing": replaced(b"[3 0 R]", b"[null 99 0 R]"),
    "a page that draws a number": replaced(b"/Contents 4 0 R", b"/Contents 4.5"),
    "a page without a size": replaced(b"/MediaBox [0 0 595 842]", b""),
    "a stream without an end": replaced(b"endstream", b""),
    "a font that is a page": replaced(b"/T 5 0 R", b"/T 3 0 R"),
    "a font of no kind": replaced(b"/Subtype /Type1", b"/Subtype 7"),
    "an unknown filter": lambda: pdf_of([CATALOG, PAGES, page(), stream(WORDS, b"/Filter /Magic"), FONT]),
    "noise for a packed page": lambda: pdf_of(
        [CATALOG, PAGES, page(), stream(random.Random(2).randbytes(50_000), b"/Filter /FlateDecode"), FONT]
    ),
    "noise for a font file": lambda: one_page(
        WORDS,
        b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 7 0 R >>",
        stream(b"\0\1\0\0" + random.Random(4).randbytes(50_000)),
        font=b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>",
    ),
    "two files in one": lambda: one_page() + one_page(),
    "encryption of 40 bits": lambda: encrypted(b"/V 1 /R 2"),
    "encryption of 128 bits": lambda: encrypted(b"/V 2 /R 3 /Length 128"),
    "encryption of 256 bits": lambda: encrypted(b"/V 5 /R 6 /Length 256 /OE () /UE () /Perms ()"),
    "encryption of two billion bits": lambda: encrypted(b"/V 2 /R 3 /Length 2147483647"),
    "encryption by nobody": lambda: encrypted(b"").replace(b"/Filter /Standard", b"/Filter /Nobody"),
}
