"""Fonts that do not say which letters their glyphs stand for, as old LaTeX installations embed them."""

import pytest

from vitae.documents import Limits, read_document

GLYPH = b"500 0 0 0 500 700 d1 0 0 500 700 re f"


def pdf_with_bare_codes(shown: bytes) -> bytes:
    """Return a page whose Type 3 font has glyph names without a meaning and no Unicode map."""
    codes = range(256)
    names = " ".join(f"/g{code}" for code in codes)
    procedures = " ".join(f"/g{code} 6 0 R" for code in codes)
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/FirstChar 0 /LastChar 255 /Widths [{' 500' * 256}] "
        f"/Encoding << /Differences [0 {names}] >> /CharProcs << {procedures} >> >>"
    )
    return assemble(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        stream(b"BT /F1 10 Tf 72 700 Td (" + shown + b") Tj ET"),
        font.encode(),
        stream(GLYPH),
    )


def stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def assemble(*objects: bytes) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n" % (count, entries, count)
    return data + table + b"startxref\n%d\n%%%%EOF\n" % len(data)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (b"e\\033ort", "effort"),
        (b"Certi\\034cate", "Certificate"),
        (b"work\\035ow", "workflow"),
        (b"e\\036cient", "efficient"),
        (b"ba\\037e", "baffle"),
        (b"2013 \\025 2015", "2013 – 2015"),
        (b"boats \\026 and trees", "boats — and trees"),
    ],
)
def test_ligatures_and_dashes_that_arrive_as_controls_are_repaired(shown: bytes, text: str) -> None:
    document = read_document(pdf_with_bare_codes(shown), Limits())

    assert document.text == text
    assert len(document.char_boxes) == 4 * len(text)
    assert document.quality.score == 1


def test_the_letters_of_a_ligature_have_the_box_of_its_glyph() -> None:
    document = read_document(pdf_with_bare_codes(b"Certi\\034cate"), Limits())

    before, f, i = (document.anchor(at, at + 1).boxes[0] for at in (4, 5, 6))

    assert f == i
    assert before.x1 <= f.x0


def test_fonts_that_map_to_nothing_are_flagged_and_lower_the_quality() -> None:
    document = read_document(pdf_with_bare_codes(b"\\001\\002\\003\\004\\005\\006 text \\007\\016"), Limits())

    assert "fonts_unmappable" in document.layout.flags
    assert document.quality.score <= 0.2
