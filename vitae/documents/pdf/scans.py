"""Pages that are pictures: painted, read by text recognition, and handed on like glyphs of the file."""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import sqrt
from typing import Any

from vitae.documents.builder import NOWHERE
from vitae.documents.limits import Limits
from vitae.documents.ocr import Letter, Raster, RecognizedWord, Recognizer, load_recognizer
from vitae.documents.pdf.canvas import GREY, Size, paint
from vitae.documents.pdf.frame import PageFrame
from vitae.documents.pdf.glyphs import PageGlyphs
from vitae.documents.pdf.words import Word, Words
from vitae.domain.document import TextStyle

_DOTS_PER_INCH = 200
"""At 150 it is a seventh faster, at 300 a third slower; neither reads more words."""
_POINTS_PER_INCH = 72

_X_HEIGHT = 0.5
"""Of the size of a font; Times has 0.45, Helvetica 0.52."""
_MARKS = frozenset("-–—•")
"""Signs at the beginning of a line that are what they seem; any other stands for a dot."""
_LETTERS_FOR_DOTS = frozenset("eo")
_DOUBTFUL = 0.8
_NOISE = 0.3
"""Confidence below which signs without a letter or digit are stains."""
_ADDRESS_GAP = 0.4
"""Ems; the round sign of an address keeps more distance than letters do, and is taken for a word of its own."""
_MAIL_HOST = re.compile(r"@[\w-]+\.\w")


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read from the picture of a page."""

    glyphs: PageGlyphs
    confidence: float
    """The mean of its letters, 0..1."""


@dataclass(slots=True)
class ScanReader:
    """Reads picture after picture of one document, as many as the limits allow."""

    limits: Limits
    _count: int = 0

    def read(self, page: Any, number: int) -> Scan | None:
        """Return what is read from an open page; None where nothing can be, or all that may be was read before."""
        if self._count >= self.limits.max_recognised_pages:
            return None
        recognizer = load_recognizer(self.limits.recognition_languages)
        if recognizer is None:
            return None
        self._count += 1
        return _read(recognizer, page, number, self.limits.max_page_pixels)


def _read(recognizer: Recognizer, page: Any, number: int, max_pixels: int) -> Scan | None:
    frame = PageFrame.of(page)
    raster = _paint(page, frame, max_pixels)
    if raster is None:
        return None
    lines = [_clean(list(line)) for _, line in groupby(recognizer.read(raster), key=lambda word: word.line)]
    letters = [(len(word.letters), word.confidence) for line in lines for word in line if _says_something(word)]
    if not letters:
        return None
    confidence = sum(count * sure for count, sure in letters) / sum(count for count, _ in letters)
    return Scan(_Typesetter(frame, frame.width / raster.width).set(lines, number), confidence)


def _paint(page: Any, frame: PageFrame, max_pixels: int) -> Raster | None:
    """Return the page as a picture on white paper; None where it has no size."""
    if min(frame.width, frame.height) <= 0:
        return None
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, sqrt(max_pixels / (frame.width * frame.height)))
    size = Size(int(frame.width * scale), int(frame.height * scale))
    if min(size) < 1:
        return None
    pixels = paint(page, size, pixel_bytes=GREY)
    return Raster(bytes(pixels), *size, size.width, round(scale * _POINTS_PER_INCH))


def _says_something(word: RecognizedWord) -> bool:
    return any(character.isalnum() for character in word.text)


def _clean(line: Sequence[RecognizedWord]) -> list[RecognizedWord]:
    """Return the line without stains, and with a dot where its first word is a sign that stands for one."""
    first, *rest = line
    words = [word for word in rest if word.confidence >= _NOISE or _says_something(word)]
    if words and _stands_for_dot(first):
        return [first._replace(letters=(first.letters[0]._replace(text="•"),)), *words]
    is_stain = first.confidence < _NOISE and not _says_something(first) and first.text not in _MARKS
    return words if is_stain else [first, *words]


def _stands_for_dot(word: RecognizedWord) -> bool:
    if len(word.letters) != 1 or word.text in _MARKS:
        return False
    return not _says_something(word) or (word.text in _LETTERS_FOR_DOTS and word.confidence < _DOUBTFUL)


class _Typesetter:
    """Turns words in pixels into glyphs in points."""

    def __init__(self, frame: PageFrame, points: float) -> None:
        self._frame, self._points = frame, points  # a pixel's size
        self._text: list[str] = []
        self._length = 0
        self._boxes: array[float] = array("f")
        self._styles: dict[float, TextStyle] = {}

    def set(self, lines: Iterable[Sequence[RecognizedWord]], number: int) -> PageGlyphs:
        """Return the page with all words, line by line."""
        placed: list[Word] = []
        for line in filter(None, lines):
            placed.extend(self._line(line))
            self._blank("\n")
        return PageGlyphs(number, self._frame, "".join(self._text), self._boxes, Words.of(placed))

    def _line(self, words: Sequence[RecognizedWord]) -> Iterator[Word]:
        size = round(2 * words[0].x_height / _X_HEIGHT * self._points) / 2  # halves of a point: it is an estimate
        style = self._styles.setdefault(size, TextStyle(size=size))
        yield self._word(words[0], style, is_glued=False)
        for last, word in pairwise(words):
            is_glued = self._is_glued(last, word, size)
            if not is_glued:
                self._blank(" ")
            yield self._word(word, style, is_glued=is_glued)

    def _is_glued(self, last: RecognizedWord, word: RecognizedWord, size: float) -> bool:
        gap = (word.letters[0].left - last.letters[-1].right) * self._points
        return gap < _ADDRESS_GAP * size and _MAIL_HOST.match(word.text) is not None

    def _word(self, word: RecognizedWord, style: TextStyle, *, is_glued: bool) -> Word:
        start, points = self._length, self._points
        for letter in word.letters:
            self._letter(letter)
        return Word(
            start,
            self._length,
            min(letter.left for letter in word.letters) * points,
            min(letter.top for letter in word.letters) * points,
            max(letter.right for letter in word.letters) * points,
            max(letter.bottom for letter in word.letters) * points,
            word.baseline * points,
            style,
            is_turned=False,
            text_object=None,
            is_glued=is_glued,
        )

    def _letter(self, letter: Letter) -> None:
        box = [edge * self._points for edge in (letter.left, letter.top, letter.right, letter.bottom)]
        self._text.append(letter.text)
        self._length += len(letter.text)
        self._boxes.extend(box * len(letter.text))

    def _blank(self, sign: str) -> None:
        self._text.append(sign)
        self._length += 1
        self._boxes.extend(NOWHERE)
