"""PDFium paints a page, or a part of it, on white paper."""

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_WHITE = 0xFFFFFFFF


class Size(NamedTuple):
    """In pixels."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """How many."""
        return self.width * self.height


GREY, COLOR = 1, 4
"""Bytes a pixel: one of grey; red, green, blue and one without meaning."""


def paint(
    page: Any, size: Size, *, pixel_bytes: int, whole: Size | None = None, left: int = 0, top: int = 0, form: Any = None
) -> bytearray:
    """Return the pixels row by row.

    Args:
        page: An open page.
        size: Of the picture.
        pixel_bytes: `GREY` or `COLOR`.
        whole: Of the whole page, where the picture shows a part of it.
        left: Where that part begins.
        top: The same from above.
        form: What fills in the document's form; with it annotations are shown too, and without it neither.
    """
    pixels = bytearray(size.pixels * pixel_bytes)
    memory = (ctypes.c_char * len(pixels)).from_buffer(pixels)
    kind, flag = (
        (pdfium.FPDFBitmap_Gray, pdfium.FPDF_GRAYSCALE)
        if pixel_bytes == GREY
        else (pdfium.FPDFBitmap_BGRx, pdfium.FPDF_REVERSE_BYTE_ORDER)
    )
    bitmap = pdfium.FPDFBitmap_CreateEx(size.width, size.height, kind, memory, size.width * pixel_bytes)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, size.width, size.height, _WHITE)
        area = (-left, -top, *(whole or size), 0)
        if form is None:
            pdfium.FPDF_RenderPageBitmap(bitmap, page, *area, flag)
        else:
            pdfium.FPDF_RenderPageBitmap(bitmap, page, *area, flag | pdfium.FPDF_ANNOT)
            pdfium.FPDF_FFLDraw(form, bitmap, page, *area, flag | pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels
