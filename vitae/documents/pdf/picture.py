"""One page of a PDF as a person sees it: annotations and filled forms are shown, layers that are off are not."""

from math import isfinite, sqrt

from vitae.documents.limits import Limits
from vitae.documents.painting import Painting, deflate
from vitae.documents.pdf.canvas import COLOR, Size, paint
from vitae.documents.pdf.form_fields import filled_form
from vitae.documents.pdf.frame import PageFrame
from vitae.documents.pdf.opening import open_page, open_pdf
from vitae.documents.pdf.pictures import hide_pictures
from vitae.domain.errors import DocumentCorrupt, PageNotFound


def paint_pdf(
    data: bytes, number: int, width: int, limits: Limits, *, with_pictures: bool = True
) -> tuple[Painting, bytes]:
    """Return a page, so many pixels wide, or as wide as the limit on pixels allows, and its deflated rows.

    Raises:
        PageNotFound: there is no page with this number among those that are read.
        DocumentEncrypted: the file opens with a password only.
        DocumentCorrupt: the file or the page is damaged.
    """
    with open_pdf(data) as (document, count):
        last = min(count, limits.max_pages)
        if not 1 <= number <= last:
            raise PageNotFound(f"There is no page {number}; the pages of this document that are read end with {last}.")
        with filled_form(document) as form, open_page(document, number) as page:
            if not with_pictures:
                hide_pictures(page)
            frame = PageFrame.of(page)
            size = _size_of(frame, width, limits.max_page_pixels)
            pixels = paint(page, size, pixel_bytes=COLOR, form=form)
    samples, rows = _rows(pixels, size)
    return Painting(number, round(frame.width, 2), round(frame.height, 2), *size, samples), rows


def _size_of(frame: PageFrame, width: int, most: int) -> Size:
    """Return the size of the picture; a page that is a mere line is not shown in its proportions."""
    if not (frame.width > 0 and frame.height > 0 and isfinite(frame.width * frame.height)):
        raise DocumentCorrupt("The page has no size.")
    scale = min(width / frame.width, sqrt(most / (frame.width * frame.height)))
    wide = min(most, max(1, round(frame.width * scale)))
    return Size(wide, min(most // wide, max(1, round(frame.height * scale))))


def _rows(pixels: bytearray, size: Size) -> tuple[int, bytes]:
    """Return the samples a pixel and the deflated rows: of grey where there is no colour, in half the time."""
    red, green, blue = pixels[0::COLOR], pixels[1::COLOR], pixels[2::COLOR]
    if red == green == blue:
        return 1, deflate(red, size.width)
    colors = bytearray(3 * size.pixels)
    colors[0::3], colors[1::3], colors[2::3] = red, green, blue
    return 3, deflate(colors, 3 * size.width)
