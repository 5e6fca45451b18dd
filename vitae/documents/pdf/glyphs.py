"""The glyphs of a PDF page in the order they are drawn: characters, boxes and styles.

PDFium's own functions are called without its Python wrapper classes, and as rarely as can
be: one call a character for its box, and the style of a word is that of its first glyph.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, compress, islice, pairwise, repeat, starmap
from math import hypot
from operator import eq, ne, sub
from struct import pack
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.builder import NOWHERE
from vitae.documents.pdf import calls
from vitae.documents.pdf.frame import PageFrame, Sides
from vitae.documents.pdf.words import Words
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

_NOWHERE = array("f", NOWHERE)
_WORD = re.compile(rf"[^\s{LINE_HYPHEN}]*{LINE_HYPHEN}|[^\s{LINE_HYPHEN}]+")
_AT_ONCE = 256
"""Characters whose boxes are asked for in one go."""
_REMEMBERED = 32
"""Such goes whose questions are kept: more characters than a page has."""
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


class FontFace(NamedTuple):
    """What a font says of itself."""

    name: str
    bold: bool
    italic: bool


_Ink = tuple[int, int, int, int]
"""Whether PDFium tells a colour, and its red, green and blue."""


class GlyphReader:
    """Reads page after page of one document and remembers its fonts and styles."""

    def __init__(self) -> None:
        self._faces: dict[int, FontFace] = {0: FontFace("", bold=False, italic=False)}
        self._styles: dict[TextStyle, TextStyle] = {}
        """Of equal styles there is only one object."""

    def read(self, page: Any, text_page: Any, number: int, most: int) -> PageGlyphs:
        """Return the glyphs of an open page, at most so many, those outside of it included."""
        frame = PageFrame.of(page)
        count = min(pdfium.FPDFText_CountChars(text_page), most)
        if count <= 0:
            return PageGlyphs(number, frame, "", array("f"), Words())
        text = _characters(text_page, count)
        if _IN_NEED.search(text):
            text = text.translate(_REPAIRS)
        reference = calls.reference_to(text_page)
        sides, boxes = _char_boxes(calls.address_of(text_page), frame, count)
        spans = _spans(text, sides)
        _leave_out(boxes, spans, count)
        words = self._words(reference, frame, spans, sides) if spans else Words()
        return PageGlyphs(number, frame, text, boxes, words)

    def _words(self, text_page: Any, frame: PageFrame, spans: Sequence[tuple[int, int]], sides: Sides) -> Words:
        """Return the words."""
        lefts, tops, rights, bottoms = sides
        starts, ends = zip(*spans, strict=True)
        objects = list(map(calls.get_text_object, repeat(text_page), starts))
        baselines, styles, turns = self._drawn(text_page, frame, starts, objects)
        return Words(
            starts,
            ends,
            # of two numbers one is taken in a third of the time that a call takes
            [one if (one := lefts[start]) < (other := lefts[end - 1]) else other for start, end in spans],
            [min(tops[start:end]) for start, end in spans],
            [one if (one := rights[start]) > (other := rights[end - 1]) else other for start, end in spans],
            [max(bottoms[start:end]) for start, end in spans],
            baselines,
            styles,
            turns,
            objects,
            [False, *map(eq, starts[1:], ends)],
        )

    def _drawn(
        self, text_page: Any, frame: PageFrame, starts: Sequence[int], objects: Sequence[int | None]
    ) -> Iterator[list[Any]]:
        """Yield of all words the baselines, the styles, and whether they are turned: as all of their text object."""
        indexes = range(len(objects))
        # what PDFium made up shares with nobody
        firsts = list(indexes if None in objects else compress(indexes, map(ne, objects, (0, *objects))))
        lengths = list(map(sub, (*firsts[1:], len(objects)), firsts))
        items = [objects[index] for index in firsts]
        for shared in self._shared(text_page, frame, [starts[index] for index in firsts], items):
            yield list(chain.from_iterable(map(repeat, shared, lengths)))

    def _shared(
        self, text_page: Any, frame: PageFrame, starts: Sequence[int], objects: Sequence[int | None]
    ) -> tuple[Sequence[float], list[TextStyle], list[bool]]:
        """Return what the glyphs of text objects share, given where each begins; PDFium is asked in rows."""
        matrices = (ctypes.c_float * (6 * len(starts)))()
        targets = map(ctypes.byref, repeat(matrices), range(0, 24 * len(starts), 24))
        deque(map(calls.get_char_matrix, repeat(text_page), starts, targets), maxlen=0)
        numbers = matrices[:]
        looks = zip(
            [calls.get_font(item) or 0 if item else 0 for item in objects],
            _inks(objects),
            map(calls.get_char_font_size, repeat(text_page), starts),
            *[numbers[index::6] for index in range(4)],
            strict=True,
        )
        known: dict[tuple[Any, ...], tuple[TextStyle, bool]] = {}  # most objects look like one before
        drawn = [known.get(look) or known.setdefault(look, self._look(frame, *look)) for look in looks]
        return (
            frame.downs(numbers[4::6], numbers[5::6]),
            [style for style, _ in drawn],
            [is_turned for _, is_turned in drawn],
        )

    def _look(
        self, frame: PageFrame, font: int, ink: _Ink, size: float, a: float, b: float, c: float, d: float
    ) -> tuple[TextStyle, bool]:
        """Return the style of glyphs drawn with this matrix, and whether they are turned."""
        right, down = frame.direction(a, b)
        return self._style(font, round(size * hypot(c, d), 1), _color_of(ink)), abs(down) > abs(right) or right < 0

    def _style(self, font: int, size: float, color: int) -> TextStyle:
        face = self._face(font)
        style = TextStyle(face.name, size, face.bold, face.italic, color)
        return self._styles.setdefault(style, style)

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


def _inks(objects: Sequence[int | None]) -> list[_Ink]:
    """Return the ink of each text object: that of the outline where the letters are outlines only."""
    items = [item or 0 for item in objects]
    modes = [calls.get_render_mode(item) if item else 0 for item in items]
    channels = (ctypes.c_uint * (4 * len(items)))()
    start, end = ctypes.addressof(channels), ctypes.addressof(channels) + ctypes.sizeof(channels)
    targets = [range(start + 4 * channel, end, 16) for channel in range(4)]
    told = list(map(calls.get_fill_color, items, *targets))
    for index, mode in enumerate(modes):
        if mode in _OUTLINES:
            told[index] = calls.get_stroke_color(items[index], *(target[index] for target in targets))
    values = channels[:]
    return list(zip(told, values[0::4], values[1::4], values[2::4], strict=True))


def _color_of(ink: _Ink) -> int:
    is_told, red, green, blue = ink
    return (red & 0xFF) << 16 | (green & 0xFF) << 8 | blue & 0xFF if is_told else 0


def _char_boxes(text_page: int, frame: PageFrame, count: int) -> tuple[Sides, "array[float]"]:
    """Return the sides of all characters as seen, and the same as four floats for each.

    Some are asked for and converted at a time, in the same memory: it stays near the processor, and a locked
    child, whose memory is taken page by page, needs little of it.
    """
    room = _room()
    room.text_page.value = text_page
    sides: tuple[list[float], list[float], list[float], list[float]] = ([], [], [], [])
    boxes = array("f", bytes(16 * count))
    for first in range(0, count, _AT_ONCE):
        after = min(first + _AT_ONCE, count)
        some = after - first
        # `starmap` makes the calls without a loop in Python
        deque(starmap(calls.get_char_box, islice(_questions(first), some)), maxlen=0)
        lefts, rights, bottoms, tops = (answers[:some].tolist() for answers in room.answers)
        for index, values in enumerate(frame.sides_on_page((lefts, rights, bottoms, tops))):
            sides[index].extend(values)
            boxes[4 * first + index : 4 * after : 4] = array("f", pack(f"{some}f", *values))
    return sides, boxes


def prepare_questions() -> None:
    """Make what PDFium is asked with, for a process that is forked for every document."""
    for block in range(_REMEMBERED):
        _questions(block * _AT_ONCE)


class _Room(NamedTuple):
    """Where PDFium is asked for boxes and writes them; only who holds its lock may use it."""

    text_page: ctypes.c_void_p
    answers: "tuple[array[float], ...]"
    """One for each of the four sides."""


@cache
def _room() -> _Room:
    return _Room(ctypes.c_void_p(), tuple(array("d", bytes(8 * _AT_ONCE)) for _ in range(4)))


@cache
def _references() -> tuple[list[Any], ...]:
    """Return references to the places of the answers, a list for each of the four sides."""
    rooms = [(ctypes.c_double * _AT_ONCE).from_buffer(answers) for answers in _room().answers]
    return tuple([ctypes.byref(room, 8 * at) for at in range(_AT_ONCE)] for room in rooms)


@lru_cache(maxsize=_REMEMBERED)
def _questions(first: int) -> list[tuple[Any, ...]]:
    """Return the arguments of the calls for the characters from `first` on; making them costs as much as the calls."""
    return list(zip(repeat(_room().text_page), range(first, first + _AT_ONCE), *_references(), strict=False))


def _leave_out(boxes: "array[float]", spans: Sequence[tuple[int, int]], count: int) -> None:
    """Say that what lies between the words is nowhere."""
    last = 0
    for start, end in (*spans, (count, count)):
        if last < start:
            boxes[4 * last : 4 * start] = _NOWHERE if start == last + 1 else _NOWHERE * (start - last)
        last = end


def _spans(text: str, sides: Sides) -> Sequence[tuple[int, int]]:
    """Return each word, or its parts where the next glyph stands on another line without a blank between."""
    lefts, tops, _, bottoms = sides
    spans = list(map(re.Match.span, _WORD.finditer(text)))
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
