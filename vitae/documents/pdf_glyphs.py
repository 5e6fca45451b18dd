"""The glyphs of a PDF page in the order they are drawn: characters, boxes and styles.

PDFium's own functions are called without its Python wrapper classes, and as rarely as can
be: one call a character for its box, and the style of a word is that of its first glyph.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.builder import NOWHERE
from vitae.documents.pdf_frame import PageFrame
from vitae.domain.document import TextStyle

# LaTeX fonts without a Unicode map put ligatures and dashes where ASCII has controls (T1 encoding); the
# ligature characters are spelled out later, when every character has its box. U+0002 and U+FFFE are
# PDFium's signs for a hyphen at the end of a line.
_REPAIRS = {
    0x1B: "\ufb00",
    0x1C: "\ufb01",
    0x1D: "\ufb02",
    0x1E: "\ufb03",
    0x1F: "\ufb04",
    0x15: "–",
    0x16: "—",
    0x02: "\xad",
    0xFFFE: "\xad",
}
LINE_HYPHEN = "\xad"
"""A hyphen that PDFium saw at the end of a printed line."""

_WORD = re.compile(rf"[^\s{LINE_HYPHEN}]*{LINE_HYPHEN}|[^\s{LINE_HYPHEN}]+")
_BLANK = re.compile(r"\s")
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!light)|cmbx|cmssbx|sfbx|medi\b", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted|cmti|cmsl|sfti", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # PDF 1.7, table 123


class Word(NamedTuple):
    """Glyphs between two blanks; offsets into ``PageGlyphs.text``, points on the page."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    style: TextStyle
    is_glued: bool
    """Whether no blank stands before it in the drawing order."""
    is_turned: bool
    """Whether it is not written from left to right along the page."""


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """What is drawn on a page."""

    number: int
    frame: PageFrame
    text: str
    boxes: "array[float]"
    """Four floats for each character of ``text``."""
    words: tuple[Word, ...]


class FontFace(NamedTuple):
    """What a font says of itself."""

    name: str
    bold: bool
    italic: bool


class _Drawn(NamedTuple):
    """What the glyphs of one text object share."""

    style: TextStyle
    baseline: float
    is_turned: bool


class GlyphReader:
    """Reads page after page of one document and remembers its fonts and styles."""

    def __init__(self) -> None:
        self._faces: dict[int, FontFace] = {}
        self._styles: dict[tuple[FontFace, float, int], TextStyle] = {}
        # where PDFium writes its answers, made once
        self._matrix = pdfium.FS_MATRIX()
        self._channels = tuple(ctypes.c_uint() for _ in range(4))

    def read(self, page: Any, text_page: Any, number: int, most: int) -> PageGlyphs:
        """Return the glyphs of an open page, at most so many; what lies wholly outside of it is left out."""
        frame = PageFrame.of(page)
        count = min(pdfium.FPDFText_CountChars(text_page), most)
        if count <= 0:
            return PageGlyphs(number, frame, "", array("f"), ())
        text = _characters(text_page, count).translate(_REPAIRS)
        boxes = frame.boxes_on_page(_char_boxes(text_page, count))
        words = tuple(self._words(text_page, frame, text, boxes))
        for blank in _BLANK.finditer(text):
            boxes[4 * blank.start() : 4 * blank.end()] = array("f", NOWHERE)
        return PageGlyphs(number, frame, text, boxes, words)

    def _words(self, text_page: Any, frame: PageFrame, text: str, boxes: "array[float]") -> Iterator[Word]:
        handle = ctypes.cast(text_page, ctypes.c_void_p).value
        previous_end, previous_object = -1, None
        drawn = _Drawn(TextStyle(), 0.0, is_turned=False)
        for match in _WORD.finditer(text):
            for start, end in _unbroken(match.start(), match.end(), boxes):
                text_object = _get_text_object(handle, start)
                if text_object != previous_object or text_object is None:
                    drawn, previous_object = self._drawn(text_page, frame, start, text_object), text_object
                first, stop = 4 * start, 4 * end
                x0, x1 = min(boxes[first], boxes[stop - 4]), max(boxes[first + 2], boxes[stop - 2])
                y0, y1 = min(boxes[first + 1 : stop : 4]), max(boxes[first + 3 : stop : 4])
                if frame.shows(x0, y0, x1, y1):
                    is_glued = start == previous_end
                    yield Word(start, end, x0, y0, x1, y1, drawn.baseline, drawn.style, is_glued, drawn.is_turned)
                previous_end = end

    def _drawn(self, text_page: Any, frame: PageFrame, index: int, text_object: int | None) -> _Drawn:
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        right, down = frame.direction(matrix.a, matrix.b)
        size = round(pdfium.FPDFText_GetFontSize(text_page, index) * hypot(matrix.c, matrix.d), 1)
        return _Drawn(
            self._style(text_object, size, self._fill_color(text_page, index)),
            frame.point(matrix.e, matrix.f)[1],
            is_turned=abs(down) > abs(right) or right < 0,
        )

    def _style(self, text_object: int | None, size: float, color: int) -> TextStyle:
        face = self._face(_get_font(text_object) if text_object else None)
        key = (face, size, color)
        if key not in self._styles:
            self._styles[key] = TextStyle(face.name, size, face.bold, face.italic, color)
        return self._styles[key]

    def _fill_color(self, text_page: Any, index: int) -> int:
        if not pdfium.FPDFText_GetFillColor(text_page, index, *self._channels):
            return 0
        red, green, blue, _ = self._channels
        return (red.value & 0xFF) << 16 | (green.value & 0xFF) << 8 | blue.value & 0xFF

    def _face(self, font: int | None) -> FontFace:
        if not font:
            return FontFace("", bold=False, italic=False)
        if font not in self._faces:
            self._faces[font] = _describe(ctypes.cast(font, pdfium.FPDF_FONT))
        return self._faces[font]


def _characters(text_page: Any, count: int) -> str:
    """Return exactly `count` characters, one for each of PDFium's."""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    # PDFium leaves characters out of its text that it counts among its glyphs: ask for each.
    codes = (pdfium.FPDFText_GetUnicode(text_page, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def _char_boxes(text_page: Any, count: int) -> "array[float]":
    """Return left, right, bottom, top of each character in PDF space."""
    numbers = (ctypes.c_double * (4 * count))()
    address = ctypes.addressof(numbers)
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    # where each of the four numbers of each character goes; `map` makes the calls without a loop in Python
    targets = (range(address + offset, address + offset + 32 * count, 32) for offset in (0, 8, 16, 24))
    deque(map(_get_char_box, repeat(handle), range(count), *targets), maxlen=0)
    return array("d", bytes(numbers))


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return the same function of PDFium taking plain addresses: a third of the time for the calls made most often."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_get_char_box = _by_address(
    pdfium.FPDFText_GetCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4
)
_get_text_object = _by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_get_font = _by_address(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)


def _unbroken(start: int, end: int, boxes: "array[float]") -> Iterator[tuple[int, int]]:
    """Yield the word, or its parts where the next glyph stands on another line without a blank between."""
    if _follows(boxes, start, end - 1):
        yield start, end
        return
    begin = start
    for i in range(start + 1, end):
        if not _follows(boxes, i - 1, i):
            yield begin, i
            begin = i
    yield begin, end


def _follows(boxes: "array[float]", i: int, j: int) -> bool:
    """Whether glyph `j` shares some height with glyph `i`, or at least nearly so, and is not far to its left."""
    top, bottom = boxes[4 * i + 1], boxes[4 * i + 3]
    other_top, other_bottom = boxes[4 * j + 1], boxes[4 * j + 3]
    slack = 0.5 * max(bottom - top, other_bottom - other_top)
    same_row = other_top <= bottom + slack and top <= other_bottom + slack
    return same_row and boxes[4 * j] > boxes[4 * i] - 4 * slack - 2


def _describe(font: Any) -> FontFace:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", errors="replace")
    if re.match(r"[A-Z]{6}\+", name):
        name = name[7:]
    flags = max(0, pdfium.FPDFFont_GetFlags(font))
    is_bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or bool(flags & _FORCE_BOLD_FLAG)
    return FontFace(
        name,
        bold=is_bold or _BOLD_NAME.search(name) is not None,
        italic=bool(flags & _ITALIC_FLAG) or _ITALIC_NAME.search(name) is not None,
    )
