"""A PDF of one page, made on the spot."""

from io import BytesIO

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def make_pdf(lines: tuple[str, ...], password: str | None = None) -> bytes:
    """Return a one-page PDF; without lines, one that shows a picture, as a scan does."""
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None)
    if not lines:
        canvas.drawImage(ImageReader(Image.new("L", (600, 800), 128)), 0, 0, 595, 842)
    for index, line in enumerate(lines):
        canvas.drawString(72, 780 - 16 * index, line)
    canvas.save()
    return buffer.getvalue()
