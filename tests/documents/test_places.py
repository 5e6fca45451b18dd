"""Every offset leads back to the characters, and every box to where they are printed."""

import io
import re
import zipfile
from array import array
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, groupby
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from vitae.documents import Limits, read_document
from vitae.domain.anchors import Box, PageBoxes
from vitae.domain.document import Document, Line, TextStyle

ROOT = Path(__file__).parents[2]
SAMPLES = [*sorted(ROOT.glob("demo/samples/*.*")), *sorted(ROOT.glob("benchmarks/reference/*.pdf"))]
DOCUMENTS = [path for path in SAMPLES if path.suffix in (".pdf", ".docx", ".txt")]
DOCX = [path for path in SAMPLES if path.suffix == ".docx"]
PDFS = [path for path in SAMPLES if path.suffix == ".pdf"]
SLACK = 0.5
"""Points; glyphs overhang their neighbours by less."""

WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCÄÖÜéèñß0123456789-,.()@/&"), min_size=1, max_size=12)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=12)


def ids(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def assert_places_hold(document: Document) -> None:
    sizes = {page.number: page for page in document.pages}
    assert len(document.char_boxes) == (4 * len(document.text) if document.pages else 0)
    for previous, line in zip([None, *document.lines], document.lines, strict=False):
        anchor = document.anchor(line.start, line.end)
        assert document.text[anchor.start : anchor.end] == anchor.quote == document.line_text(line)
        assert "\n" not in anchor.quote
        assert previous is None or previous.end <= line.start <= line.content_start < line.end
        for box in anchor.boxes:
            page = sizes[line.page or 0]
            assert -SLACK <= box.x0 <= box.x1 <= page.width + SLACK
            assert -SLACK <= box.y0 <= box.y1 <= page.height + SLACK
        for run in line.runs:
            assert line.start <= run.start < run.end <= line.end


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids(DOCUMENTS))
def test_every_line_of_a_sample_is_where_it_says(path: Path) -> None:
    assert_places_hold(read_document(path.read_bytes(), Limits()))


@pytest.mark.parametrize("path", PDFS[:2], ids=ids(PDFS[:2]))
def test_the_box_of_every_word_of_a_sample_holds_the_word(path: Path) -> None:
    data = path.read_bytes()
    document = read_document(data, Limits())

    for start, end in words(document.text):
        assert document.text[start:end] in reextract(data, document, start, end)


def test_a_stretch_over_two_pages_has_the_boxes_of_its_first_page_alone(draw_pdf: Callable[..., bytes]) -> None:
    document = read_document(
        draw_pdf(
            lambda canvas: canvas.drawString(72, 700, "Engineer at Example Ltd, who ended"),
            lambda canvas: canvas.drawString(300, 100, "one page and began another"),
        ),
        Limits(),
    )
    whole, first = document.anchor(0, len(document.text)), document.lines[0]

    assert [line.page for line in document.lines] == [1, 2]
    assert (whole.page, whole.boxes) == (1, document.anchor(first.start, first.end).boxes)


@settings(max_examples=100, deadline=None)
@given(path=st.sampled_from(PDFS), data=st.data())
def test_the_boxes_of_any_stretch_of_any_sample_hold_it_and_nothing_else(path: Path, data: st.DataObject) -> None:
    document, glyphs = opened(path)
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(document.text), start + 300)))

    parts = [document.anchor(max(start, a), min(end, b)) for a, b in page_spans(document) if a < end and b > start]

    assert "".join("".join(part.quote for part in parts).split()) == "".join(document.text[start:end].split())
    for part in parts:
        printed = [glyph.character for glyph in glyphs if any(glyph.lies_in(part.page, box) for box in part.boxes)]
        assert sorted(printed) == sorted("".join(part.quote.split()))


EDGES = st.floats(-1e4, 1e4, width=32) | st.integers(-8000, 8000).map(lambda eighths: eighths / 8)
"""Single precision; eighths lie in the middle between two hundredths."""


@given(quads=st.lists(st.tuples(EDGES, EDGES, EDGES, EDGES), min_size=3, max_size=3))
def test_the_sides_of_a_box_are_rounded_to_hundredths(quads: list[tuple[float, float, float, float]]) -> None:
    line = Line(0, 3, TextStyle(), page=1)
    document = Document("", "", 3, "abc", (line,), char_boxes=array("f", chain.from_iterable(quads)))
    x0s, y0s, x1s, y1s = zip(*quads[:2], strict=True)

    (box,) = document.anchor(0, 2).boxes

    assert box == (round(min(x0s), 2), round(min(y0s), 2), round(max(x1s), 2), round(max(y1s), 2))


@pytest.mark.parametrize("path", DOCX, ids=ids(DOCX))
def test_the_path_of_every_line_of_a_sample_leads_to_the_paragraph_that_holds_it(path: Path) -> None:
    document = read_document(path.read_bytes(), Limits())

    for line in document.lines:
        written = written_at(path, line.path or "")
        assert "".join(document.line_text(line).split()) in "".join(written.split())


@settings(max_examples=40, deadline=None)
@given(lines=LINES, data=st.data())
def test_any_stretch_of_any_pdf_leads_back_to_its_characters(lines: list[str], data: st.DataObject) -> None:
    pdf = draw(lines)
    document = read_document(pdf, Limits())
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))

    anchor = document.anchor(start, end)

    assert_places_hold(document)
    assert document.text[anchor.start : anchor.end] == anchor.quote
    printed = "".join(reextract(pdf, document, a + start, b + start) for a, b in words(anchor.quote))
    assert all(character in printed for character in anchor.quote if not character.isspace())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_has_its_boxes_where_a_reader_sees_them(draw_pdf: Callable[..., bytes], rotation: int) -> None:
    def page(canvas: Any) -> None:
        turned = {0: (0, 0), 90: (0, -595), 180: (-595, -842), 270: (-842, 0)}[rotation]
        canvas.setPageRotation(rotation)
        canvas.rotate(rotation)
        canvas.translate(*turned)
        canvas.drawString(72, 400, "Ada Example")
        canvas.drawString(72, 386, "London")

    width, height = (595, 842) if rotation % 180 == 0 else (842, 595)
    document = read_document(draw_pdf(page, pagesize=(width, height)), Limits())

    assert (document.pages[0].width, document.pages[0].height) == (width, height)
    assert [document.line_text(line) for line in document.lines] == ["Ada Example", "London"]
    box = document.lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx(72, abs=1)
    assert box.y1 == pytest.approx(height - 400, abs=3)


def test_boxes_count_from_the_corner_of_the_visible_page(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        canvas.setCropBox((50, 100, 550, 800))
        canvas.drawString(72, 700, "Ada Example")

    document = read_document(draw_pdf(page), Limits())

    box = document.lines[0].box
    assert (document.pages[0].width, document.pages[0].height) == (500, 700)
    assert box is not None
    assert (box.x0, box.y1) == pytest.approx((72 - 50, 800 - 700), abs=3)


def test_characters_of_a_ligature_share_its_box(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 10)
        canvas.drawString(72, 700, "of\ufb01ce")

    document = read_document(draw_pdf(page), Limits())

    assert document.text == "office"
    assert document.anchor(2, 3).boxes == document.anchor(3, 4).boxes


def test_what_runs_over_page_breaks_has_its_boxes_on_every_page(draw_pdf: Callable[..., bytes]) -> None:
    def page(canvas: Any) -> None:
        for words in (("Sailed to the", "island and"), ("was met",), ("by nobody.",)):
            for row, line in enumerate(words):
                canvas.drawString(72, 700 - 15 * row, line)
            canvas.showPage()

    document = read_document(draw_pdf(page), Limits())

    anchor = document.anchor(document.text.index("island"), document.text.index("nobody") + len("nobody"))
    assert (anchor.page, anchor.boxes) == (1, document.anchor(anchor.start, anchor.start + len("island and")).boxes)
    parts = [document.anchor(document.text.index(words), document.text.index("nobody") + 6) for words in ("was", "by")]
    assert anchor.continued == (PageBoxes(2, parts[0].boxes), PageBoxes(3, parts[1].boxes))
    assert parts[1].continued == ()


class Glyph(NamedTuple):
    """A character that a page shows, with the middle of its ink in points from the upper left corner."""

    page: int
    character: str
    x: float
    y: float

    def lies_in(self, page: int | None, box: Box) -> bool:
        return page == self.page and box.x0 <= self.x <= box.x1 and box.y0 <= self.y <= box.y1


@cache
def opened(path: Path) -> tuple[Document, tuple[Glyph, ...]]:
    """Return a sample as we read it, and its characters as PDFium tells them one by one."""
    data = path.read_bytes()
    return read_document(data, Limits()), tuple(glyphs_of(data))


def glyphs_of(data: bytes) -> Iterator[Glyph]:
    with pdfium.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            text_page, height = page.get_textpage(), page.get_height()
            for index, character in enumerate(text_page.get_text_range()):
                left, bottom, right, top = text_page.get_charbox(index)
                if not character.isspace():
                    yield Glyph(number, character, (left + right) / 2, height - (bottom + top) / 2)


def page_spans(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the text that stand on one page."""
    for _, lines in groupby(document.lines, key=lambda line: line.page):
        first, *others = lines
        yield first.start, (others or [first])[-1].end


def written_at(path: Path, place: str) -> str:
    """Return the text of the element of a DOCX that the path of a line names."""
    part, *steps = place.split("/")
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read(f"word/{'document' if part == 'body' else part}.xml"))
    namespaces = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    query = "/".join(f"w:{name}[{int(index) + 1}]" for name, index in re.findall(r"(\w+)\[(\d+)\]", "/".join(steps)))
    found = root.xpath(f"{'w:body/' if part == 'body' else ''}{query}//w:t/text()", namespaces=namespaces)
    return "".join(map(str, found)) if isinstance(found, list) else ""


def words(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for word in text.split():
        start = text.index(word, start)
        yield start, start + len(word)
        start += len(word)


def reextract(data: bytes, document: Document, start: int, end: int) -> str:
    """Return what PDFium finds in the boxes of a stretch."""
    anchor = document.anchor(start, end)
    opened = pdfium.PdfDocument(data)
    try:
        page = opened[(anchor.page or 1) - 1]
        text_page = page.get_textpage()
        height = page.get_height()
        found = "".join(
            text_page.get_text_bounded(left=box.x0, bottom=height - box.y1, right=box.x1, top=height - box.y0)
            for box in anchor.boxes
        )
    finally:
        opened.close()
    return found.replace("\ufffe", "-").replace("\x02", "-")


def draw(lines: list[str]) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    for row, line in enumerate(lines):
        canvas.drawString(72, 760 - 15 * row, line)
    canvas.showPage()
    canvas.save()
    return file.getvalue()
