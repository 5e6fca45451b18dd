"""Scans made on the spot: the pages of a sample as pictures, and nothing else, in a PDF."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from vitae.documents import Limits
from vitae.documents.ocr import find_installation

SAMPLES = Path(__file__).parents[2] / "demo" / "samples"
DOTS_PER_INCH = 200
POINTS_PER_INCH = 72


@pytest.fixture
def recognition() -> None:
    """Skip where the extra or its data is missing."""
    if find_installation(Limits().recognition_languages) is None:
        pytest.skip("text recognition needs the extra `ocr` and Tesseract's data for English (tesseract-ocr-eng)")


@pytest.fixture(scope="session")
def printed() -> Callable[[str], bytes]:
    """Return a reader of samples by their stem; they have a text layer."""
    return lambda name: (SAMPLES / f"{name}.pdf").read_bytes()


@pytest.fixture(scope="session")
def scan() -> Callable[[bytes], bytes]:
    """Return a scanner: the same pages as grey JPEG pictures."""

    def scan_pages(data: bytes) -> bytes:
        with pypdfium2.PdfDocument(data) as document:
            pictures = [page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().convert("L") for page in document]
        return bind(pictures)

    return scan_pages


@pytest.fixture(scope="session")
def bind_pictures() -> Callable[..., bytes]:
    """Return a maker of PDFs whose pages are pictures."""
    return bind


def bind(pictures: list[Image.Image], *, dots_per_inch: float = DOTS_PER_INCH) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for picture in pictures:
        width, height = (side * POINTS_PER_INCH / dots_per_inch for side in picture.size)
        canvas.setPageSize((width, height))
        jpeg = io.BytesIO()
        picture.save(jpeg, "JPEG", quality=75)
        canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
