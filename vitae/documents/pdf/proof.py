"""The proof that words are seen: the page is painted with them and without them, and compared.

It settles what the file alone does not tell: pictures behind text, layers, masks, clips of any
shape. A page is painted only when something on it is suspicious.
"""

from collections.abc import Iterable, Sequence
from math import ceil, sqrt
from typing import Any

from vitae.documents.pdf import calls
from vitae.documents.pdf.canvas import COLOR, Size, paint
from vitae.documents.pdf.frame import PageFrame
from vitae.documents.pdf.words import Word

_SCALE = 2.0
"""Pixels a point: thin strokes of small letters keep most of their colour."""
_MAX_PIXELS = 4_000_000
_ENOUGH = 24
"""Of 255: who differs as much is seen beyond doubt, and nobody asks how much more."""
_MOST_COMPARED = 4_000_000
"""Bytes of rows that differ a little, on one page; about half a second."""
_SEEN = 255


def contrast_of(page: Any, frame: PageFrame, words: Sequence[Word]) -> list[int]:
    """Return for each word how much it changes the page where it changes it most: 0..255 in one colour channel.

    From 24 on the figure is a lower bound. Where there is too much to compare it is 255.
    """
    left, top = max(0.0, min(word.x0 for word in words)), max(0.0, min(word.y0 for word in words))
    right = min(frame.width, max(word.x1 for word in words))
    bottom = min(frame.height, max(word.y1 for word in words))
    if right <= left or bottom <= top:
        return [0] * len(words)
    area = _Area(frame, left, top, right - left, bottom - top)
    objects = list(dict.fromkeys(word.text_object for word in words if word.text_object))
    with_words = area.paint(page)
    _switch(objects, on=False)
    without = area.paint(page)
    _switch(objects, on=True)
    return [area.difference(with_words, without, word) for word in words]


class _Area:
    """A part of a page and its picture."""

    def __init__(self, frame: PageFrame, left: float, top: float, width: float, height: float) -> None:
        self._scale = min(_SCALE, sqrt(_MAX_PIXELS / (width * height)))
        self._left, self._top = int(left * self._scale), int(top * self._scale)
        self.width = ceil(width * self._scale) + 2
        self.height = ceil(height * self._scale) + 2
        self._compared = 0
        self._page_size = Size(ceil(frame.width * self._scale), ceil(frame.height * self._scale))

    def paint(self, page: Any) -> bytes:
        """Return the pixels, row by row, on white paper."""
        size = Size(self.width, self.height)
        return bytes(paint(page, size, pixel_bytes=COLOR, whole=self._page_size, left=self._left, top=self._top))

    def difference(self, one: bytes, other: bytes, word: Word) -> int:
        """Return the greatest difference of two pictures within the box of a word."""
        columns = self._range(word.x0, word.x1, self._left, self.width)
        stride = self.width * COLOR
        most = 0
        for row in self._range(word.y0, word.y1, self._top, self.height):
            start, stop = row * stride + columns.start * COLOR, row * stride + columns.stop * COLOR
            a, b = one[start:stop], other[start:stop]
            if a == b:
                continue
            self._compared += stop - start
            if self._compared > _MOST_COMPARED:
                return _SEEN
            most = max(most, *(abs(x - y) for x, y in zip(a, b, strict=True)))
            if most >= _ENOUGH:
                break
        return most

    def _range(self, low: float, high: float, origin: int, size: int) -> range:
        first = max(0, int(low * self._scale) - origin)
        return range(first, max(first, min(size, ceil(high * self._scale) - origin + 1)))


def _switch(objects: Iterable[int], *, on: bool) -> None:
    for item in objects:
        calls.set_active(item, int(on))
