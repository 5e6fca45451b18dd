"""A page as a picture shows what a person sees, and our boxes lie on its ink."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.colors import black, red

from vitae import PageImage, render_page
from vitae.documents import Isolation, Limits, read_document
from vitae.documents.painting import MEDIA_TYPE, MalformedPainting, Painting, deflate, page_image_of
from vitae.domain.anchors import Box
from vitae.domain.document import Document
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty, DocumentEncrypted, InvalidOption, NoPages, PageNotFound

ROOT = Path(__file__).parents[2]
SAMPLES = [*sorted(ROOT.glob("demo/samples/*.pdf")), *sorted(ROOT.glob("benchmarks/reference/*.pdf"))[:4]]
DARK = 200
"""Of 255: any ink of a sample is darker."""


def picture_of(image: PageImage) -> Image.Image:
    picture = Image.open(io.BytesIO(image.data))
    picture.load()
    assert picture.size == (image.pixel_width, image.pixel_height)
    return picture


def ink_in(picture: Image.Image, image: PageImage, box: Box) -> int:
    """Return how many pixels are dark inside a box in points."""
    across, down = image.pixel_width / image.width, image.pixel_height / image.height
    area = (int(box.x0 * across), int(box.y0 * down), int(box.x1 * across) + 1, int(box.y1 * down) + 1)
    return sum(picture.convert("L").crop(area).histogram()[:DARK])


def words_of(document: Document, page: int) -> list[Box]:
    spans, at = [], 0
    for word in document.text.split():
        at = document.text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    anchors = [document.anchor(start, end) for start, end in spans]
    return [box for anchor in anchors if anchor.page == page for box in anchor.boxes]


def assert_ink_is_where_words_are(data: bytes, page: int = 1) -> None:
    image = render_page(data, page, width=1000, isolation="none")
    picture = picture_of(image)
    document = read_document(data, Limits())
    boxes = words_of(document, page)

    assert (image.width, image.height) == (document.pages[page - 1].width, document.pages[page - 1].height)
    assert boxes
    assert all(ink_in(picture, image, box) > 0 for box in boxes)
    for box in boxes:  # what is left when all words are wiped out is rules and frames, no letters
        wipe(picture, image, box)
    assert not any(ink_in(picture, image, shrunk(box)) for box in boxes)


def has_red(picture: Image.Image) -> bool:
    return any(color == (255, 0, 0) for _count, color in picture.convert("RGB").getcolors(1 << 24) or ())


def wipe(picture: Image.Image, image: PageImage, box: Box) -> None:
    across, down = image.pixel_width / image.width, image.pixel_height / image.height
    area = (int(box.x0 * across) - 1, int(box.y0 * down) - 1, int(box.x1 * across) + 2, int(box.y1 * down) + 2)
    picture.paste(255 if picture.mode == "L" else (255, 255, 255), area)


def shrunk(box: Box) -> Box:
    return Box(box.x0 + 1, box.y0 + 1, max(box.x0 + 1, box.x1 - 1), max(box.y0 + 1, box.y1 - 1))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_word_of_a_sample_has_its_ink_in_its_box(path: Path) -> None:
    assert_ink_is_where_words_are(path.read_bytes())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("is_cropped", [False, True], ids=["whole", "cropped"])
def test_boxes_fit_the_picture_of_a_turned_and_cropped_page(
    draw_pdf: Callable[..., bytes], rotation: int, is_cropped: bool
) -> None:
    def page(canvas: Any) -> None:
        canvas.setPageRotation(rotation)
        if is_cropped:
            canvas.setCropBox((40, 90, 520, 800))
        for row in range(12):
            canvas.drawString(60 + 17 * row, 700 - 40 * row, f"Ada Example was here {row}")

    assert_ink_is_where_words_are(draw_pdf(page))


def test_nothing_but_the_words_is_dark_on_a_page_of_words(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.drawString(100, 300, "Ada")
        canvas.drawString(400, 600, "Example")

    data = draw_pdf(page)
    image = render_page(data, 1, width=1500, isolation="none")
    picture = picture_of(image)

    for box in words_of(read_document(data, Limits()), 1):
        wipe(picture, image, box)

    assert sum(picture.convert("L").histogram()[:DARK]) == 0


def test_a_page_without_colour_is_stored_as_grey(draw_pdf: Callable[..., bytes]) -> None:
    grey = render_page(draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada")), 1, isolation="none")
    colored = render_page(
        draw_pdf(lambda canvas: (canvas.setFillColor(red), canvas.rect(72, 700, 50, 50, fill=1))), 1, isolation="none"
    )

    assert (picture_of(grey).mode, picture_of(colored).mode) == ("L", "RGB")
    assert picture_of(colored).getpixel((picture_of(colored).width // 7, 300 * 1240 // 1754)) == (255, 0, 0)
    assert grey.media_type == MEDIA_TYPE


@pytest.mark.parametrize("isolation", ["none", "sandbox"])
@pytest.mark.parametrize("is_grouped", [False, True], ids=["on the page", "in a group"])
def test_a_page_can_be_painted_without_its_photograph(
    draw_pdf: Callable[..., bytes], isolation: Isolation, *, is_grouped: bool
) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Ada Example")
        if is_grouped:
            canvas.beginForm("portrait")
        canvas.drawInlineImage(Image.new("RGB", (8, 8), "red"), 300, 600, 100, 100)
        if is_grouped:
            canvas.endForm()
            canvas.doForm("portrait")

    shown, hidden = (
        picture_of(render_page(draw_pdf(page), 1, with_pictures=wanted, isolation=isolation))
        for wanted in (True, False)
    )

    assert [has_red(shown), has_red(hidden)] == [True, False]
    assert sum(hidden.convert("L").histogram()[:DARK]) > 0


def test_annotations_are_shown(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.acroForm.textfield(
            value="Ada", x=72, y=700, width=200, height=30, borderColor=black, fillColor=red, textColor=black
        )

    picture = picture_of(render_page(draw_pdf(page), 1, isolation="none"))

    assert (255, 0, 0) in {color for _, color in picture.convert("RGB").getcolors(1_000_000) or []}


@pytest.mark.parametrize("is_on", [True, False])
def test_a_layer_is_shown_only_where_it_is_on(is_on: bool) -> None:
    state = b"" if is_on else b"/OFF [6 0 R]"
    layers = b"/OCProperties << /OCGs [6 0 R] /D << %s >> >>" % state
    content = b"/OC /L BDC BT /T 40 Tf 72 700 Td (Ada) Tj ET EMC"
    resources = b"/Font << /T 5 0 R >> /Properties << /L 6 0 R >>"
    data = pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % layers,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /OCG /Name (L) >>",
    )

    picture = picture_of(render_page(data, 1, isolation="none"))

    assert (sum(picture.convert("L").histogram()[:DARK]) > 0) is is_on


def test_the_picture_is_as_wide_as_asked_for(draw_pdf: Callable[..., bytes]) -> None:
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"))

    assert render_page(data, 1, width=595, isolation="none").pixel_height == 842


def test_more_pixels_than_the_limit_are_never_painted(draw_pdf: Callable[..., bytes]) -> None:
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"))

    image = render_page(data, 1, width=100_000, isolation="none", limits=Limits(max_page_pixels=500_000))

    assert 490_000 < image.pixel_width * image.pixel_height <= 500_000
    assert image.pixel_height / image.pixel_width == pytest.approx(842 / 595, rel=0.01)


@pytest.mark.parametrize("number", [-1, 0, 3, 2**40])
def test_a_page_that_is_not_there_is_an_error(draw_pdf: Callable[..., bytes], number: int) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(72, 700, "Ada")

    data = draw_pdf(page, page, page)

    with pytest.raises(PageNotFound, match=f"There is no page {number}; .* end with 2"):
        render_page(data, number, isolation="none", limits=Limits(max_pages=2))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", DocumentEmpty),
        (b"Ada Example\n", NoPages),
        (b"%PDF-1.4\nno end", DocumentCorrupt),
    ],
)
def test_what_has_no_pages_is_an_error(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        render_page(data, 1, isolation="none")


def test_a_locked_document_is_an_error(draw_pdf: Callable[..., bytes]) -> None:
    data = draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada"), encrypt="secret")

    with pytest.raises(DocumentEncrypted):
        render_page(data, 1, isolation="none")


def test_a_width_that_is_none_is_an_error(draw_pdf: Callable[..., bytes]) -> None:
    with pytest.raises(InvalidOption):
        render_page(draw_pdf(lambda canvas: canvas.drawString(72, 700, "Ada")), 1, width=0)


PAINTING = Painting(1, 2.0, 3.0, 2, 3, 1)


@given(st.binary(min_size=6, max_size=6))
def test_pixels_come_out_of_the_picture_as_they_went_in(pixels: bytes) -> None:
    picture = picture_of(page_image_of(PAINTING, deflate(pixels, 2)))

    assert picture.tobytes() == pixels


@pytest.mark.parametrize(
    "rows",
    [
        b"",
        b"no zlib",
        zlib.compress(b"\0ab\0cd"),
        zlib.compress(b"\0ab\0cd\0ef\0"),
        zlib.compress(b"\1ab\0cd\0ef"),
        zlib.compress(b"\0ab\0cd\0ef")[:-2],
        zlib.compress(b"\0ab\0cd\0ef") + b"more",
        zlib.compress(bytes(64 * 1024 * 1024)),
    ],
    ids=["none", "not deflated", "too few", "too many", "filtered", "cut off", "more behind", "bomb"],
)
def test_rows_that_are_not_those_of_the_picture_are_refused(rows: bytes) -> None:
    with pytest.raises(MalformedPainting):
        page_image_of(PAINTING, rows)


def pdf_of(*objects: bytes) -> bytes:
    parts, offsets = [b"%PDF-1.5\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts.extend(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return b"".join(parts)
