"""Text that nobody sees: white on white, or too small to read.

It is left out of everything: whoever hides words from the reader shall not have them
counted. White letters on a dark banner are seen, so what lies behind them is looked at.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf_frame import PageFrame
from vitae.documents.pdf_glyphs import PageGlyphs, Word
from vitae.domain.anchors import Box

_NEARLY_WHITE = 0xF5
"""Each of the three colours at least; lighter letters cannot be told from paper."""
_SMALLEST = 2.0
"""Points; the smallest print of contracts has four."""
_MAX_OBJECTS = 5_000


def without_hidden(page: Any, glyphs: PageGlyphs) -> PageGlyphs:
    """Return the glyphs of an open page without the words that cannot be seen on it."""
    if not any(_is_tiny(word) or _is_white(word.style.color) for word in glyphs.words):
        return glyphs
    grounds = tuple(_grounds(page, glyphs.frame))
    seen = tuple(word for word in glyphs.words if not _is_tiny(word) and _stands_out(word, grounds))
    return replace(glyphs, words=seen)


def _is_tiny(word: Word) -> bool:
    return 0 < word.style.size < _SMALLEST


def _stands_out(word: Word, grounds: tuple[Box, ...]) -> bool:
    if not _is_white(word.style.color):
        return True
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return any(ground.x0 <= x <= ground.x1 and ground.y0 <= y <= ground.y1 for ground in grounds)


def _grounds(page: Any, frame: PageFrame) -> Iterator[Box]:
    """Yield where something other than white lies on the page; of groups only their outline is looked at."""
    edges = tuple(ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if _covers(item) and pdfium.FPDFPageObj_GetBounds(item, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            yield frame.box(left, bottom, right, top)


def _covers(item: Any) -> bool:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return bool(kind != pdfium.FPDF_PAGEOBJ_TEXT)
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    channels = tuple(ctypes.c_uint() for _ in range(4))
    if not fill.value or not pdfium.FPDFPageObj_GetFillColor(item, *channels):
        return False
    red, green, blue, alpha = (channel.value for channel in channels)
    return alpha > 0 and not _is_white(red << 16 | green << 8 | blue)


def _is_white(color: int) -> bool:
    return min(color >> 16 & 0xFF, color >> 8 & 0xFF, color & 0xFF) >= _NEARLY_WHITE
