"""The glyphs of a PDF page in the order they are drawn: characters, boxes and styles.

PDFium's own functions are called without its Python wrapper classes, and as rarely as can
be: one call a character for its box, and the style of a word is that of its first glyph.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, pairwise, repeat, starmap
from math import hypot, nan
from operator import ne
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf import calls
from vitae.documents.pdf.frame import PageFrame
from vitae.documents.pdf.words import Indexes, Numbers, Words
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

_IS_BLANK = np.array([chr(code).isspace() for code in range(0x3002)])
"""By the code of a character; beyond the last none is blank."""
_AT_ONCE = 512
"""Characters whose boxes are asked for in one go."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!light)|cmbx|cmssbx|sfbx|medi\b", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted|cmti|cmsl|sfti", re.IGNORECASE)
_BOLD_WEIGHT = 600
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # PDF 1.7, table 123
_OUTLINES = (1, 5)  # text rendering modes that draw no fill; PDF 1.7, table 106


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """What is drawn on a page."""

    number: int
    frame: PageFrame
    text: str
    boxes: "array[float]"
    """Four floats for each character of ``text``."""
    words: Words
    modes: Mapping[int, int] = field(default_factory=dict)
    """The text objects that draw the words, in their order, and the mode in which each is rendered."""


class FontFace(NamedTuple):
    """What a font says of itself."""

    name: str
    bold: bool
    italic: bool


_Look = tuple[int, bool]
"""The place of a style among those of the document, and whether what is set in it is turned."""
_Ink = tuple[int, int, int, int]
"""Whether PDFium tells a colour, and its red, green and blue."""


class GlyphReader:
    """Reads page after page of one document and remembers its fonts and styles."""

    def __init__(self) -> None:
        self._styles: list[TextStyle] = []
        self._places: dict[TextStyle, int] = {}
        """Where each of the styles stands among them."""
        self._forget_fonts()

    def read(self, page: Any, text_page: Any, number: int, most: int) -> PageGlyphs:
        """Return the glyphs of an open page, at most so many, those outside of it included."""
        self._forget_fonts()
        frame = PageFrame.of(page)
        count = min(pdfium.FPDFText_CountChars(text_page), most)
        if count <= 0:
            return PageGlyphs(number, frame, "", array("f"), Words())
        reference = calls.reference_to(text_page)
        text = _characters(reference, count)
        if _IN_NEED.search(text):
            text = text.translate(_REPAIRS)
        starts, ends, is_printed = _find_words(text)
        sides = frame.sides_on_page(_char_boxes(reference, is_printed))
        boxes = array("f")
        boxes.frombytes(sides[:-1].astype(np.float32).data.cast("B"))
        if not len(starts):
            return PageGlyphs(number, frame, text, boxes, Words())
        spans = _parted(starts, ends, sides)
        words, modes = self._words(reference, frame, spans, sides)
        return PageGlyphs(number, frame, text, boxes, words, modes)

    def _forget_fonts(self) -> None:
        """Begin anew with what is known by the address of a font: a closed page may have left it to another font."""
        self._faces: dict[int, FontFace] = {0: FontFace("", bold=False, italic=False)}
        self._looks: dict[tuple[Any, ...], _Look] = {}
        """By what PDFium tells of a text object; most look like one before."""

    def _words(
        self, text_page: Any, frame: PageFrame, spans: tuple[Indexes, Indexes], sides: Numbers
    ) -> tuple[Words, dict[int, int]]:
        """Return the words, and the rendering modes of what draws them."""
        objects, firsts = _objects_of(text_page, spans[0])
        if breaks := list(self._illegible(text_page, frame, spans, objects, firsts)):
            spans = np.sort(np.append(spans[0], breaks)), np.sort(np.append(spans[1], breaks))
            objects, firsts = _objects_of(text_page, spans[0])
        starts, ends = spans
        first, last = sides[starts], sides[ends - 1]
        within = np.column_stack(spans).ravel()  # every other stretch is a word
        items = [objects[index] for index in firsts]
        baselines, looks, modes = self._shared(text_page, frame, starts[firsts].tolist(), items)
        # all words of a text object are alike
        lengths = np.diff(firsts, append=len(objects))
        styles, turns = np.array(looks, np.intp).T
        measures = (
            np.minimum(first[:, 0], last[:, 0]),
            np.minimum.reduceat(sides[:, 1], within)[::2],
            np.maximum(first[:, 2], last[:, 2]),
            np.maximum.reduceat(sides[:, 3], within)[::2],
            np.repeat(baselines, lengths),
        )
        glued = np.zeros(len(starts), np.bool_)
        glued[1:] = starts[1:] == ends[:-1]
        styles, turns = np.repeat(styles, lengths), np.repeat(turns != 0, lengths)
        words = Words(np.array(spans), np.array(measures), self._styles, styles, turns, objects, glued)
        return words, {item: mode for item, mode in zip(items, modes, strict=True) if item}

    def _illegible(
        self,
        text_page: Any,
        frame: PageFrame,
        spans: tuple[Indexes, Indexes],
        objects: Sequence[int | None],
        firsts: Sequence[int],
    ) -> Iterator[int]:
        """Yield where within a word letters begin, or end, that are too small to be read: they are no part of it."""
        # only the last word of a text object can go on in another
        lasts = [index - 1 for index in (*firsts[1:], len(objects))]
        ends = map(calls.get_text_object, repeat(text_page), (spans[1][lasts] - 1).tolist())
        for word in [word for word, item in zip(lasts, ends, strict=True) if item != objects[word]]:
            indexes = range(int(spans[0][word]), int(spans[1][word]))
            items = list(map(calls.get_text_object, repeat(text_page), indexes))
            begins = [at for at, item, last in zip(indexes, items, (0, *items), strict=False) if item != last]
            _, looks, _ = self._shared(text_page, frame, begins, [items[at - indexes.start] for at in begins])
            is_legible = [self._styles[style].size >= frame.least_legible for style, _ in looks]
            yield from compress(begins[1:], map(ne, is_legible, is_legible[1:]))

    def _shared(
        self, text_page: Any, frame: PageFrame, starts: Sequence[int], objects: Sequence[int | None]
    ) -> tuple[Numbers, list[_Look], list[int]]:
        """Return baselines, looks and rendering modes of text objects, given where each begins.

        PDFium is asked the same of all of them before it is asked the next.
        """
        matrices = np.zeros((len(starts), 6), np.float32)
        memory = ctypes.c_float.from_buffer(matrices.data)
        targets = map(ctypes.byref, repeat(memory), range(0, matrices.nbytes, matrices.strides[0]))
        deque(map(calls.get_char_matrix, repeat(text_page), starts, targets), maxlen=0)
        handles = list(map(calls.handle_of, objects))
        modes = list(map(calls.get_render_mode, handles))
        traits = zip(
            map(calls.get_font, handles),
            _inks(objects, modes),
            map(calls.get_char_font_size, repeat(text_page), starts),
            *matrices.T[:4].tolist(),
            strict=True,
        )
        known = self._looks
        looks = [known.get(own) or known.setdefault(own, self._look(frame, *own)) for own in traits]
        xs, ys = matrices.T[4:].astype(np.float64)
        return frame.downs(xs, ys), looks, modes

    def _look(
        self, frame: PageFrame, font: int | None, ink: _Ink, size: float, a: float, b: float, c: float, d: float
    ) -> _Look:
        """Return the style of glyphs drawn with this matrix, and whether they are turned."""
        right, down = frame.direction(a, b)
        return self._style(font, round(size * hypot(c, d), 1), _color_of(ink)), abs(down) > abs(right) or right < 0

    def _style(self, font: int | None, size: float, color: int) -> int:
        face = self._face(font or 0)
        style = TextStyle(face.name, size, face.bold, face.italic, color)
        if style not in self._places:
            self._places[style] = len(self._styles)
            self._styles.append(style)
        return self._places[style]

    def _face(self, font: int) -> FontFace:
        if font not in self._faces:
            self._faces[font] = _describe(ctypes.cast(font, pdfium.FPDF_FONT))
        return self._faces[font]


def _characters(text_page: Any, count: int) -> str:
    """Return exactly `count` characters, one for each of PDFium's."""
    buffer = np.empty(2 * count + 1, np.uint16)
    written = calls.get_text(text_page, 0, count, ctypes.byref(ctypes.c_ushort.from_buffer(buffer.data)))
    text = buffer[: max(0, written - 1)].tobytes().decode("utf-16-le", errors="replace")
    if len(text) == count:
        return text
    # PDFium leaves characters out of its text that it counts among its glyphs: ask for each.
    codes = (calls.get_unicode(text_page, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def _objects_of(text_page: Any, starts: Indexes) -> tuple[list[int | None], list[int]]:
    """Return the text objects of words, and the indexes of the words with which another one begins."""
    objects = list(map(calls.get_text_object, repeat(text_page), starts.tolist()))
    indexes = range(len(objects))
    # what PDFium made up shares with nobody
    firsts = list(indexes if None in objects else compress(indexes, map(ne, objects, (0, *objects))))
    return objects, firsts


def _inks(objects: Sequence[int | None], modes: Sequence[int]) -> list[_Ink]:
    """Return the ink of each text object: that of the outline where the letters are outlines only."""
    inks = np.zeros((len(objects), 4), np.uint32)
    memory = ctypes.c_uint.from_buffer(inks.data)
    start, end = ctypes.addressof(memory), ctypes.addressof(memory) + inks.nbytes
    targets = [range(start + 4 * channel, end, 16) for channel in range(4)]
    told = list(map(calls.get_fill_color, objects, *targets))
    for index, mode in enumerate(modes):
        if mode in _OUTLINES:
            told[index] = calls.get_stroke_color(objects[index], *(target[index] for target in targets))
    return list(zip(told, *inks.T[:3].tolist(), strict=True))


def _color_of(ink: _Ink) -> int:
    is_told, red, green, blue = ink
    return (red & 0xFF) << 16 | (green & 0xFF) << 8 | blue & 0xFF if is_told else 0


def _char_boxes(text_page: Any, is_printed: bytes) -> Numbers:
    """Return left, top, right and bottom of each character that is printed; others, and one behind them, are nowhere.

    Some are asked for at a time, in the same memory: it stays near the processor, and a locked
    child, whose memory is taken page by page, needs little of it.
    """
    found = np.empty((len(is_printed) + 1, 4))
    found[-1] = nan
    answers, references = _room()
    for first in range(0, len(is_printed), _AT_ONCE):
        asked = is_printed[first : first + _AT_ONCE]
        answers.fill(nan)
        questions = zip(repeat(text_page), range(first, first + len(asked)), *references, strict=False)
        # `starmap` makes the calls without a loop in Python, and `zip` its questions in the same memory
        deque(starmap(calls.get_char_box, compress(questions, asked)), maxlen=0)
        found[first : first + len(asked)] = answers[: len(asked)]
    return found


@cache
def _room() -> tuple[Numbers, list[list[Any]]]:
    """Return where PDFium writes the boxes of some characters, and references to each place there.

    The references are lists for left, right, bottom and top, as PDFium takes them. Only who holds its lock may use it.
    """
    answers = np.empty((_AT_ONCE, 4))  # left, top, right, bottom
    memory = (ctypes.c_double * answers.size).from_buffer(answers.data)
    return answers, [[ctypes.byref(memory, 8 * (4 * at + side)) for at in range(_AT_ONCE)] for side in (0, 2, 3, 1)]


def _find_words(text: str) -> tuple[Indexes, Indexes, bytes]:
    """Return where words begin and end, and for each character whether it is printed."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_printed = ~_IS_BLANK[np.minimum(codes, len(_IS_BLANK) - 1)]
    goes_on = is_printed & (codes != ord(LINE_HYPHEN))  # a word ends with such a hyphen
    begins, ends = is_printed.copy(), is_printed.copy()
    begins[1:] &= ~goes_on[:-1]
    ends[:-1] &= ~(goes_on[:-1] & is_printed[1:])
    return np.flatnonzero(begins), np.flatnonzero(ends) + 1, is_printed.tobytes()


def _parted(starts: Indexes, ends: Indexes, sides: Numbers) -> tuple[Indexes, Indexes]:
    """Return the words, or their parts where the next glyph stands on another line without a blank between."""
    first, last = sides[starts], sides[ends - 1]
    odd = (last[:, 1] > first[:, 3]) | (first[:, 1] > last[:, 3]) | (first[:, 0] > last[:, 0])
    if not odd.any():
        return starts, ends
    breaks = [at for word in np.flatnonzero(odd) for at in _breaks(int(starts[word]), int(ends[word]), sides)]
    return np.sort(np.append(starts, breaks).astype(np.intp)), np.sort(np.append(ends, breaks).astype(np.intp))


def _breaks(start: int, end: int, sides: Numbers) -> Sequence[int]:
    """Return where the parts of a word begin but the first."""
    glyphs = sides[start:end].tolist()
    if _follows(glyphs[0], glyphs[-1]):
        return ()
    return [start + at for at, (last, glyph) in enumerate(pairwise(glyphs), 1) if not _follows(last, glyph)]


def _follows(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether a glyph shares some height with another, or at least nearly so, and is not far to its left."""
    left, top, _, bottom = one
    other_left, other_top, _, other_bottom = other
    slack = 0.5 * max(bottom - top, other_bottom - other_top)
    return other_top <= bottom + slack and top <= other_bottom + slack and other_left > left - 4 * slack - 2


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
