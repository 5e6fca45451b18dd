"""The glyphs of a PDF page in the order they are drawn: characters, boxes and styles.

PDFium's own functions are called without its Python wrapper classes, and as rarely as can
be: one call a character for its box, and the style of a word is that of its first glyph.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, pairwise, repeat
from math import hypot
from operator import eq, sub
from struct import pack
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.builder import NOWHERE
from vitae.documents.pdf import calls
from vitae.documents.pdf.frame import PageFrame, Sides
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
_IN_NEED = re.compile(f"[{''.join(map(chr, _REPAIRS))}]")
LINE_HYPHEN = "\xad"
"""A hyphen that PDFium saw at the end of a printed line."""

_WORD = re.compile(rf"[^\s{LINE_HYPHEN}]*{LINE_HYPHEN}|[^\s{LINE_HYPHEN}]+")
_AT_ONCE = 256
"""Characters whose boxes are asked for in one go."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!light)|cmbx|cmssbx|sfbx|medi\b", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted|cmti|cmsl|sfti", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # PDF 1.7, table 123
_OUTLINES = (1, 5)  # text rendering modes that draw no fill; PDF 1.7, table 106


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
    is_turned: bool
    """Whether it is not written from left to right along the page."""
    text_object: int | None
    """The address of what draws it; None where PDFium made it up."""
    is_glued: bool
    """Whether no blank stands before it in the drawing order."""


_new_word: Callable[[tuple[Any, ...]], Word] = partial(tuple.__new__, Word)
"""Half the time of the class itself, which is called for every word."""


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


_Drawn = tuple[float, TextStyle, bool, int | None]
"""What the glyphs of one text object share, as the `Word` has it: baseline, style, whether it is turned, the object."""


class GlyphReader:
    """Reads page after page of one document and remembers its fonts and styles."""

    def __init__(self) -> None:
        self._faces: dict[int, FontFace] = {0: FontFace("", bold=False, italic=False)}
        self._styles: dict[TextStyle, TextStyle] = {}
        """Of equal styles there is only one object."""
        # where PDFium writes its answers, made once
        self._channels = (ctypes.c_uint * 4)()
        self._channel_addresses = tuple(ctypes.addressof(self._channels) + 4 * index for index in range(4))

    def read(self, page: Any, text_page: Any, number: int, most: int) -> PageGlyphs:
        """Return the glyphs of an open page, at most so many, those outside of it included."""
        frame = PageFrame.of(page)
        count = min(pdfium.FPDFText_CountChars(text_page), most)
        if count <= 0:
            return PageGlyphs(number, frame, "", array("f"), ())
        text = _characters(text_page, count)
        if _IN_NEED.search(text):
            text = text.translate(_REPAIRS)
        reference = calls.reference_to(text_page)
        sides = frame.sides_on_page(_char_boxes(reference, count))
        spans = _spans(text, sides)
        words = tuple(self._words(reference, frame, spans, sides))
        return PageGlyphs(number, frame, text, _packed(sides, spans), words)

    def _words(
        self, text_page: Any, frame: PageFrame, spans: Sequence[tuple[int, int]], sides: Sides
    ) -> Iterator[Word]:
        """Return the words; all that can be is done for all of them at once, without a loop in Python."""
        if not spans:
            return iter(())
        lefts, tops, rights, bottoms = sides
        starts, ends = zip(*spans, strict=True)
        lasts = [end - 1 for end in ends]
        objects = list(map(calls.get_text_object, repeat(text_page), starts))
        drawn = self._drawn(text_page, frame, starts, objects)
        columns = (
            starts,
            ends,
            map(min, _at(lefts, starts), _at(lefts, lasts)),
            [min(tops[start:end]) for start, end in spans],
            map(max, _at(rights, starts), _at(rights, lasts)),
            [max(bottoms[start:end]) for start, end in spans],
            *zip(*drawn, strict=True),
            map(eq, starts, (-1, *ends)),
        )
        return map(_new_word, zip(*columns))  # noqa: B905  # the last column has one more

    def _drawn(
        self, text_page: Any, frame: PageFrame, starts: Sequence[int], objects: Sequence[int | None]
    ) -> list[_Drawn]:
        """Return for each word what it shares with all of its text object."""
        firsts = [
            index for index, item in enumerate(objects) if item is None or not index or item != objects[index - 1]
        ]
        shared = self._shared(
            text_page, frame, [starts[index] for index in firsts], [objects[index] for index in firsts]
        )
        lengths = map(sub, (*firsts[1:], len(objects)), firsts)
        return list(chain.from_iterable(map(repeat, shared, lengths)))

    def _shared(
        self, text_page: Any, frame: PageFrame, starts: Sequence[int], objects: Sequence[int | None]
    ) -> Iterator[_Drawn]:
        """Yield what the glyphs of text objects share, given where each begins; PDFium is asked in rows."""
        matrices = (ctypes.c_float * (6 * len(starts)))()
        targets = map(ctypes.byref, repeat(matrices), range(0, 24 * len(starts), 24))
        deque(map(calls.get_char_matrix, repeat(text_page), starts, targets), maxlen=0)
        sizes = map(calls.get_char_font_size, repeat(text_page), starts)
        fonts = [calls.get_font(item) or 0 if item else 0 for item in objects]
        colors = [self._color(item) if item else 0 for item in objects]
        numbers = iter(matrices)
        known: dict[tuple[float, ...], tuple[TextStyle, bool]] = {}  # most objects look like one before
        for item, font, color, size, a, b, c, d, e, f in zip(
            objects, fonts, colors, sizes, *[numbers] * 6, strict=True
        ):
            look = (font, color, size, a, b, c, d)
            if look not in known:
                right, down = frame.direction(a, b)
                style = self._style(font, round(size * hypot(c, d), 1), color)
                known[look] = style, abs(down) > abs(right) or right < 0
            yield frame.point(e, f)[1], *known[look], item

    def _style(self, font: int, size: float, color: int) -> TextStyle:
        face = self._face(font)
        style = TextStyle(face.name, size, face.bold, face.italic, color)
        return self._styles.setdefault(style, style)

    def _color(self, text_object: int) -> int:
        """Return the colour of the ink: of the outline where the letters are outlines only."""
        mode = calls.get_render_mode(text_object)
        get_color = calls.get_stroke_color if mode in _OUTLINES else calls.get_fill_color
        if not get_color(text_object, *self._channel_addresses):
            return 0
        red, green, blue, _ = self._channels
        return (red & 0xFF) << 16 | (green & 0xFF) << 8 | blue & 0xFF

    def _face(self, font: int) -> FontFace:
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


def _char_boxes(text_page: Any, count: int) -> Sides:
    """Return the lefts, rights, bottoms and tops of all characters in PDF space."""
    answers, targets = _answers()
    flat: list[float] = []
    for first in range(0, count, _AT_ONCE):
        some = min(_AT_ONCE, count - first)
        # `map` makes the calls without a loop in Python
        deque(map(calls.get_char_box, repeat(text_page), range(first, first + some), *targets), maxlen=0)
        flat += answers[: 4 * some].tolist()
    return flat[0::4], flat[1::4], flat[2::4], flat[3::4]


@cache
def _answers() -> tuple["memoryview[float]", tuple[list[Any], ...]]:
    """Return where the boxes of so many characters go, and a list of references to each of the four sides.

    They are made once, as making them costs more than the calls; only who holds PDFium's lock may use them.
    """
    numbers = array("d", bytes(32 * _AT_ONCE))
    room = (ctypes.c_double * len(numbers)).from_buffer(numbers)
    references = [ctypes.byref(room, at) for at in range(0, 32 * _AT_ONCE, 8)]
    return memoryview(numbers), tuple(references[side::4] for side in range(4))


def _packed(sides: Sides, spans: Sequence[tuple[int, int]]) -> "array[float]":
    """Return four floats for each character, none of them numbers for what lies between the words."""
    count = len(sides[0])
    flat = [0.0] * (4 * count)
    for index, values in enumerate(sides):
        flat[index::4] = values
    last = 0
    for start, end in (*spans, (count, count)):
        if last < start:
            flat[4 * last : 4 * start] = NOWHERE if start == last + 1 else NOWHERE * (start - last)
        last = end
    boxes = array("f")
    boxes.frombytes(pack(f"{4 * count}f", *flat))
    return boxes


def _at(values: Sequence[float], indexes: Sequence[int]) -> Iterator[float]:
    return map(values.__getitem__, indexes)


def _spans(text: str, sides: Sides) -> Sequence[tuple[int, int]]:
    """Return each word, or its parts where the next glyph stands on another line without a blank between."""
    lefts, tops, _, bottoms = sides
    spans = [match.span() for match in _WORD.finditer(text)]
    odd = {
        (start, end)
        for start, end in spans
        if tops[end - 1] > bottoms[start] or tops[start] > bottoms[end - 1] or lefts[start] > lefts[end - 1]
    }
    if not odd:
        return spans
    return [part for span in spans for part in (_parts(span, sides) if span in odd else (span,))]


def _parts(span: tuple[int, int], sides: Sides) -> Iterable[tuple[int, int]]:
    start, end = span
    if _follows(sides, start, end - 1):
        return (span,)
    breaks = [i for i in range(start + 1, end) if not _follows(sides, i - 1, i)]
    return pairwise((start, *breaks, end))


def _follows(sides: Sides, i: int, j: int) -> bool:
    """Whether glyph `j` shares some height with glyph `i`, or at least nearly so, and is not far to its left."""
    lefts, tops, _, bottoms = sides
    top, bottom, other_top, other_bottom = tops[i], bottoms[i], tops[j], bottoms[j]
    slack = 0.5 * max(bottom - top, other_bottom - other_top)
    return other_top <= bottom + slack and top <= other_bottom + slack and lefts[j] > lefts[i] - 4 * slack - 2


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
