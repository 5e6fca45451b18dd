"""PDFs with numbers that are not true, and PDFs with more of one thing than any reader expects."""

import random
from collections.abc import Callable

from tests.hostile.pdf_writer import CATALOG, FONT, PAGES, WORDS, one_page, page, pdf_of, stream

HUGE = b"2147483647"
MAP_HEAD = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"


def boxed(box: bytes, entries: bytes = b"") -> bytes:
    return pdf_of([CATALOG, PAGES, page(entries, box), stream(WORDS), FONT])


def counted(count: bytes) -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count %s >>" % count
    return pdf_of([CATALOG, pages, page(), stream(WORDS), FONT])


def lengthy(length: bytes) -> bytes:
    content = b"<< /Length %s >>\nstream\n%s\nendstream" % (length, WORDS)
    return pdf_of([CATALOG, PAGES, page(), content, FONT])


def cross_reference_stream(entries: bytes) -> bytes:
    body = b"%PDF-1.7\n"
    table = stream(b"\0" * 64, b"/Type /XRef /Root 1 0 R " + entries)
    return body + b"1 0 obj\n%s\nendobj\nstartxref\n9\n%%%%EOF\n" % table


def mapped(to_unicode: bytes) -> bytes:
    """Return a page whose font says itself what its letters mean."""
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    return one_page(WORDS, stream(MAP_HEAD + to_unicode + b"\nendcmap"), font=font)


def many_mappings(count: int) -> bytes:
    return mapped(b"".join(b"1 beginbfchar <%02x> <0041> endbfchar\n" % (number % 256) for number in range(count)))


def random_map() -> bytes:
    return mapped(random.Random(5).randbytes(20_000))


def flood(objects: int) -> bytes:
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(objects))


def scattered_words(count: int) -> bytes:
    chance = random.Random(3)
    words = [b"1 0 0 1 %d %d Tm (w%d) Tj" % (chance.randrange(595), chance.randrange(842), n) for n in range(count)]
    return one_page(b"BT /T 5 Tf %s ET" % b"\n".join(words))


def written(operators: bytes) -> bytes:
    return one_page(b"BT /T 11 Tf 72 700 Td %s ET" % operators)


PDF_NUMBER_LIES: dict[str, Callable[[], bytes]] = {
    "two billion pages": lambda: counted(HUGE),
    "minus one page": lambda: counted(b"-1"),
    "a page count of a million digits": lambda: counted(b"9" * 1_000_000),
    "a table of two billion objects": lambda: one_page().replace(b"/Size 6", b"/Size " + HUGE),
    "a section of two billion objects": lambda: one_page().replace(b"xref\n0 6", b"xref\n0 " + HUGE),
    "a table far behind the end": lambda: one_page().replace(b"startxref\n", b"startxref\n99999999999"),
    "a table before the beginning": lambda: one_page().replace(b"startxref\n", b"startxref\n-"),
    "an index of two billion": lambda: cross_reference_stream(b"/W [1 2 1] /Size 9 /Index [0 %s]" % HUGE),
    "a table of wide columns": lambda: cross_reference_stream(b"/W [%s %s %s] /Size 9" % (HUGE, HUGE, HUGE)),
    "a predictor of two billion columns": lambda: pdf_of(
        [
            CATALOG,
            PAGES,
            page(),
            stream(WORDS, b"/Filter /LZWDecode /DecodeParms << /Predictor 12 /Columns %s /Colors 9 >>" % HUGE),
            FONT,
        ]
    ),
    "a page as wide as a galaxy": lambda: boxed(b"[0 0 1e30 1e30]"),
    "a page of no size": lambda: boxed(b"[0 0 0 0]"),
    "a page from right to left": lambda: boxed(b"[595 842 -595 -842]"),
    "a page of no numbers": lambda: boxed(b"[(a) /b null nan]"),
    "a unit of a billion": lambda: boxed(b"[0 0 595 842]", b"/UserUnit 1e9"),
    "a turn by 89 degrees": lambda: boxed(b"[0 0 595 842]", b"/Rotate 89"),
    "a turn by two billion degrees": lambda: boxed(b"[0 0 595 842]", b"/Rotate " + HUGE),
    "a font of two billion letters": lambda: one_page(
        font=FONT.replace(b">>", b"/FirstChar 0 /LastChar %s /Widths [500] >>" % HUGE)
    ),
    "a font from the last letter to the first": lambda: one_page(
        font=FONT.replace(b">>", b"/FirstChar %s /LastChar -%s /Widths [1e38] >>" % (HUGE, HUGE))
    ),
    "a stream of minus one byte": lambda: lengthy(b"-1"),
    "a stream of two billion bytes": lambda: lengthy(HUGE),
    "letters as tall as a galaxy": lambda: one_page(WORDS.replace(b"11 Tf", b"1e38 Tf")),
    "letters thinner than an atom": lambda: one_page(WORDS.replace(b"11 Tf", b"1e-38 Tf")),
    "letters that stand on their heads": lambda: one_page(b"-1e38 0 0 -1e38 1e38 1e38 cm " + WORDS),
    "spacing of two billion": lambda: written(b"%s Tc %s Tw %s TL %s Tz %s Ts (Jane Example) Tj" % ((HUGE,) * 5)),
}
PDF_FLOODS: dict[str, Callable[[], bytes]] = {
    "9 MB of comments": lambda: b"%PDF-1.7\n" + b"%" * 9_000_000,
    "5 MB of open strings": lambda: written(b"(" * 5_000_000),
    "5 MB of hexadecimal": lambda: written(b"<" + b"4" * 5_000_000),
    "a million ends of pictures": lambda: one_page(b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"E I " * 1_000_000),
    "200,000 tables": lambda: one_page() + b"startxref\n9\n%%EOF\n" * 200_000,
    "200,000 objects without a table": lambda: flood(200_000),
    "500,000 open lists": lambda: pdf_of([b"[" * 500_000]),
    "500,000 open dictionaries": lambda: pdf_of([b"<</A" * 500_000]),
    "500,000 open lists on a page": lambda: written(b"[" * 500_000),
    "300,000 saved states": lambda: one_page(b"q " * 300_000 + WORDS),
    "300,000 restored states": lambda: one_page(b"Q " * 300_000 + WORDS),
    "100,000 changes of the font": lambda: written(b"/T 9 Tf (a) Tj /T 8 Tf (b) Tj " * 50_000),
    "20,000 words anywhere": lambda: scattered_words(20_000),
    "60,000 letters on one spot": lambda: written(b"1 0 0 1 72 700 Tm (x) Tj " * 60_000),
    "20,000 lines on a page": lambda: written(b"0 -0.04 Td (line) Tj " * 20_000),
    "500,000 letters on a line": lambda: written(b"(%s) Tj" % (b"word " * 100_000)),
    "50,000 rectangles over a text": lambda: one_page(WORDS + b" 1 1 1 rg 70 690 200 30 re f" * 50_000),
    "50,000 clips": lambda: one_page(b"0 0 595 842 re W n " * 50_000 + WORDS),
    "a letter that means 100,000": lambda: mapped(b"1 beginbfchar <4a> <%s> endbfchar" % (b"0041" * 100_000)),
    "a range of four billion letters": lambda: mapped(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
    "100,000 meanings of the same letters": lambda: many_mappings(100_000),
    "random meanings of letters": random_map,
    "marks that open and never close": lambda: one_page(b"/Span << /ActualText (chief) >> BDC " * 50_000 + WORDS),
}
