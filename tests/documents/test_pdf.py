"""PDF: text with its place, links, styles, and every way in which a file can be unreadable."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from vitae.documents import Limits, read_document
from vitae.domain.document import Document
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty, DocumentEncrypted, UnsupportedMediaType


def texts(document: Document) -> list[str]:
    return [document.line_text(line) for line in document.lines]


def test_a_line_knows_its_page_its_box_and_its_style(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.setFont("Helvetica-BoldOblique", 18)
        canvas.setFillColorRGB(0.2, 0.4, 0.6)
        canvas.drawString(72, 700, "Ada Example")

    document = read_document(draw_pdf(page), Limits())

    (line,) = document.lines
    assert document.text == "Ada Example"
    assert line.page == 1
    assert line.box is not None
    assert (line.box.x0, line.box.y1) == pytest.approx((72, 842 - 700), abs=4)
    assert (line.style.font, line.style.size) == ("Helvetica-BoldOblique", 18)
    assert (line.style.bold, line.style.italic, line.style.color) == (True, True, 0x336699)
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)


def test_the_size_counts_the_text_matrix(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.scale(0.75, 0.75)
        canvas.setFont("Helvetica", 16)
        canvas.drawString(100, 900, "Scaled")

    assert read_document(draw_pdf(page), Limits()).lines[0].style.size == 12


def test_a_date_at_the_right_edge_belongs_to_its_line(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Engineer, Example Ltd")
        canvas.drawRightString(520, 700, "2019 – 2021")
        canvas.drawString(72, 686, "Built boats.")

    assert texts(read_document(draw_pdf(page), Limits())) == ["Engineer, Example Ltd\t2019 – 2021", "Built boats."]


def test_a_date_that_a_browser_floats_before_its_line_finds_back_to_it(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        for y, date in ((700, "2019 – 2021"), (660, "2015 – 2018")):
            canvas.drawRightString(520, y, date)
        for y, title in ((700, "Engineer"), (660, "Clerk")):
            canvas.drawString(72, y, title)
            canvas.drawString(72, y - 14, f"What the {title.lower()} did.")

    assert texts(read_document(draw_pdf(page), Limits())) == [
        "Engineer\t2019 – 2021",
        "What the engineer did.",
        "Clerk\t2015 – 2018",
        "What the clerk did.",
    ]


def test_a_bullet_is_no_content_even_far_from_its_text(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "•")
        canvas.drawString(92, 700, "Built a boat")

    document = read_document(draw_pdf(page), Limits())

    (line,) = document.lines
    assert document.text == "• Built a boat"
    assert line.is_list_item
    assert document.text[line.content_start :] == "Built a boat"


def test_paragraphs_are_blocks_and_wider_gaps_part_them(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        for y in (700, 688, 676, 640, 628):
            canvas.drawString(72, y, f"Line at {y}")

    document = read_document(draw_pdf(page), Limits())

    assert [line.block for line in document.lines] == [0, 0, 0, 1, 1]


def test_a_word_broken_by_a_hyphen_is_joined_and_has_two_boxes(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Led the imple-")
        canvas.drawString(72, 688, "mentation of billing")

    document = read_document(draw_pdf(page), Limits())

    start = document.text.index("implementation")
    anchor = document.anchor(start, start + len("implementation"))
    assert document.text == "Led the implementation of billing"
    assert len(anchor.boxes) == 2
    assert anchor.boxes[0].y1 < anchor.boxes[1].y0


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("a cross-", "functional team", "a cross-functional team"),
        ("a day-to-", "day task", "a day-to-day task"),
        ("with Jean-", "Pierre", "with Jean-Pierre"),
        ("pre-", "and post-sale", "pre-\nand post-sale"),
        ("2018 -", "2020", "2018 -\n2020"),
    ],
)
def test_a_hyphen_that_belongs_to_the_words_stays(
    draw_pdf: Callable[..., bytes], first: str, second: str, text: str
) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, first)
        canvas.drawString(72, 688, second)

    assert read_document(draw_pdf(page), Limits()).text == text


def test_how_the_author_writes_a_word_elsewhere_decides_over_its_hyphen(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "A tea-maker by trade, and a week-")
        canvas.drawString(72, 688, "end cook; no other tea-")
        canvas.drawString(72, 676, "maker works at the weekend.")

    text = read_document(draw_pdf(page), Limits()).text
    assert text == "A tea-maker by trade, and a weekend cook; no other tea-maker works at the weekend."


@pytest.mark.parametrize("spacing", [1, 3, 6])
def test_a_letter_spaced_heading_keeps_its_words_whole(draw_pdf: Callable[..., bytes], spacing: int) -> None:
    def as_one_string(canvas: Any) -> None:
        canvas.drawString(72, 700, "WORK HISTORY", charSpace=spacing)

    def letter_by_letter(canvas: Any) -> None:
        x = 72.0
        for letter in "WORK HISTORY":
            if letter != " ":
                canvas.drawString(x, 700, letter)
            x += canvas.stringWidth(letter, "Helvetica", 10) + spacing

    for page in (as_one_string, letter_by_letter):
        assert read_document(draw_pdf(page), Limits()).text == "WORK HISTORY"


def test_links_cover_the_characters_in_their_rectangle(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "See my Portfolio, please")
        start = 72 + canvas.stringWidth("See my ", "Helvetica", 10)
        canvas.linkURL(
            "https://ada.example.org", (start, 697, start + canvas.stringWidth("Portfolio", "Helvetica", 10), 710)
        )

    document = read_document(draw_pdf(page), Limits())

    (link,) = document.links
    assert document.text[link.start : link.end] == "Portfolio"
    assert link.url == "https://ada.example.org"


def test_what_stands_off_the_page_is_not_read(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Seen")
        canvas.drawString(72, 900, "Unseen")

    assert read_document(draw_pdf(page), Limits()).text == "Seen"


def test_a_header_on_every_page_is_read_once_and_page_numbers_never(draw_pdf: Callable[..., bytes]) -> None:
    def page_number(number: int) -> Any:
        def page(canvas: Any) -> None:
            canvas.drawString(72, 810, "Ada Example")
            canvas.drawString(72, 400, f"Content of page {'one' if number == 1 else 'two'}")
            canvas.drawString(72, 30, f"ada@example.org, page {number}")
            canvas.drawString(300, 20, f"{number} / 2")

        return page

    document = read_document(draw_pdf(page_number(1), page_number(2)), Limits())

    assert texts(document) == [
        "Ada Example",
        "Content of page one",
        "Content of page two",
        "ada@example.org, page 1",
    ]


def test_pages_beyond_the_limit_are_not_read_and_the_quality_says_so(draw_pdf: Callable[..., bytes]) -> None:
    pages = [lambda canvas, n=n: canvas.drawString(72, 400, f"Page {n * 'i'}") for n in range(1, 5)]

    document = read_document(draw_pdf(*pages), Limits(max_pages=2))

    assert texts(document) == ["Page i", "Page ii"]
    assert len(document.pages) == 2
    assert document.quality.reasons == ("Only the first 2 of 4 pages were read.",)


def test_a_scan_is_a_document_without_text_and_no_error(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(GREY_PNG)), 0, 0, 595, 842)

    document = read_document(draw_pdf(page), Limits())

    assert not document.has_text
    assert document.layout.flags == ("scanned",)
    assert document.quality.score == 0
    assert len(document.pages) == 1
    assert document.language is None


def test_a_scanned_page_among_others_is_named(draw_pdf: Callable[..., bytes]) -> None:
    def picture(canvas: Any) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(GREY_PNG)), 0, 0, 595, 842)

    document = read_document(draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"), picture), Limits())

    assert document.text == "Ada"
    assert document.layout.flags == ("scanned",)
    assert document.quality.reasons == ("Pages without a text layer: 2.",)


def test_a_pdf_that_shows_nothing_is_empty(draw_pdf: Callable[..., bytes]) -> None:
    with pytest.raises(DocumentEmpty):
        read_document(draw_pdf(lambda canvas: None), Limits())


def test_a_pdf_with_a_password_to_open_is_encrypted(draw_pdf: Callable[..., bytes]) -> None:
    locked = StandardEncryption("open sesame", ownerPassword="owner", strength=128)
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"), encrypt=locked)

    with pytest.raises(DocumentEncrypted):
        read_document(data, Limits())


def test_a_pdf_that_only_forbids_printing_is_read(draw_pdf: Callable[..., bytes]) -> None:
    locked = StandardEncryption("", ownerPassword="owner", canPrint=0, strength=128)
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"), encrypt=locked)

    assert read_document(data, Limits()).text == "Ada"


@pytest.mark.parametrize("kept", [0.05, 0.25, 0.5, 0.75, 0.95])
def test_a_pdf_that_was_cut_off_is_corrupt(draw_pdf: Callable[..., bytes], kept: float) -> None:
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"), pageCompression=0)

    with pytest.raises(DocumentCorrupt):
        read_document(data[: int(kept * len(data))], Limits())


def test_a_pdf_of_nothing_but_its_marks_is_corrupt() -> None:
    with pytest.raises(DocumentCorrupt):
        read_document(b"%PDF-1.7\n" + b"junk " * 400 + b"\nstartxref\n0\n%%EOF\n", Limits())


def test_another_format_under_the_name_of_a_pdf_is_refused() -> None:
    with pytest.raises(UnsupportedMediaType, match="PNG"):
        read_document(GREY_PNG, Limits())


def test_the_date_of_the_last_change_comes_from_the_file(draw_pdf: Callable[..., bytes]) -> None:
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"), invariant=1)

    assert read_document(data, Limits()).last_modified == "2000-01-01"


def test_the_same_bytes_give_the_same_document(draw_pdf: Callable[..., bytes]) -> None:
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"))

    first, second = read_document(data, Limits()), read_document(data, Limits())

    assert first == second
    assert first.char_boxes.tobytes() == second.char_boxes.tobytes()


def _grey_png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    size = 8
    header = size.to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    pixels = zlib.compress((b"\0" + b"\x80" * size) * size)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


GREY_PNG = _grey_png()
