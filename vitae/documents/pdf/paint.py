"""What a page paints beside its text, in order: the grounds behind words, and what may cover them."""

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf import calls
from vitae.documents.pdf.frame import PageFrame
from vitae.domain.anchors import Box

_MAX_OBJECTS = 20_000
_MAX_PAINTS = 400
"""What is painted beyond is not looked at: charts and maps have thousands of shapes."""
_MAX_DEPTH = 6
_THINNEST = 2.0
"""Points; a rule or a frame is neither ground nor cover."""
_RECTANGLE_SEGMENTS = 6

_TEXT, _PATH = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH
_IMAGE, _FORM = pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Paint(NamedTuple):
    """A filled area or a picture."""

    order: int
    box: Box
    """As seen."""
    color: int | None
    """0xRRGGBB; None for a picture or a gradient, which has many."""
    is_plain: bool
    """Whether it fills its whole box with its colour, and lets nothing through."""


@dataclass(slots=True)
class PagePaint:
    """The paints of a page from the undermost to the uppermost, and when each text object is drawn."""

    paints: list[Paint] = field(default_factory=list)
    order_of_text: dict[int, int] = field(default_factory=dict)
    in_forms: set[int] = field(default_factory=set)
    """Text objects inside groups, whose own coordinates are not those of the page."""
    pictures: list[Box] = field(default_factory=list)

    def at(self, x: float, y: float) -> list[Paint]:
        """Return what is painted at a point, the undermost first."""
        return [paint for paint in self.paints if paint[1][0] <= x <= paint[1][2] and paint[1][1] <= y <= paint[1][3]]


def read_paint(page: Any, frame: PageFrame) -> PagePaint:
    """Return what an open page paints."""
    walker = _Walker(frame)
    address = calls.address_of(page)
    walker.walk(calls.get_object, address, pdfium.FPDFPage_CountObjects(page), _SAME, 0)
    return walker.found


class _Walker:
    def __init__(self, frame: PageFrame) -> None:
        self.found = PagePaint()
        self._frame = frame
        self._order = 0
        # where PDFium writes its answers, made once
        self._edges = (ctypes.c_float * 4)()
        self._channels = (ctypes.c_uint * 4)()
        self._mode = (ctypes.c_int * 2)()
        self._matrix = pdfium.FS_MATRIX()
        self._edge_addresses = _addresses(self._edges)
        self._channel_addresses = _addresses(self._channels)
        self._mode_addresses = _addresses(self._mode)

    def walk(self, get: Callable[..., Any], parent: int, count: int, matrix: Matrix, depth: int) -> None:
        count = max(0, min(count, _MAX_OBJECTS - self._order))
        items = list(map(get, repeat(parent), range(count)))
        kinds = list(map(calls.get_type, items))
        after = 0
        for index in compress(range(count), map(_TEXT.__ne__, kinds)):  # most are text
            self._pass(items[after:index], depth)
            self._order += 1
            after = index + 1
            if kinds[index] == _FORM:
                self._enter(items[index], matrix, depth)
            elif len(self.found.paints) < _MAX_PAINTS:
                self._paint(items[index], kinds[index], matrix)
        self._pass(items[after:], depth)

    def _pass(self, texts: Sequence[int], depth: int) -> None:
        self.found.order_of_text.update(zip(texts, range(self._order + 1, self._order + 1 + len(texts)), strict=True))
        self._order += len(texts)
        if depth:
            self.found.in_forms.update(texts)

    def _enter(self, form: int, matrix: Matrix, depth: int) -> None:
        if depth >= _MAX_DEPTH:
            return
        handle = ctypes.cast(form, pdfium.FPDF_PAGEOBJECT)
        own = self._matrix
        pdfium.FPDFPageObj_GetMatrix(handle, own)
        inner = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        self.walk(calls.get_form_object, form, pdfium.FPDFFormObj_CountObjects(handle), inner, depth + 1)

    def _paint(self, item: int, kind: int, matrix: Matrix) -> None:
        if not calls.get_bounds(item, *self._edge_addresses):
            return
        box = self._seen(matrix)
        if box.x1 - box.x0 < _THINNEST or box.y1 - box.y0 < _THINNEST:
            return
        if kind != _PATH:
            if kind == _IMAGE:
                self.found.pictures.append(box)
            self.found.paints.append(Paint(self._order, box, None, is_plain=False))
            return
        fill = self._mode
        if not calls.get_draw_mode(item, *self._mode_addresses) or not fill[0]:
            return
        if not calls.get_fill_color(item, *self._channel_addresses):
            self.found.paints.append(Paint(self._order, box, None, is_plain=False))
            return
        red, green, blue, alpha = self._channels
        if alpha:
            is_rectangle = calls.count_segments(item) <= _RECTANGLE_SEGMENTS
            is_plain = is_rectangle and alpha == 255 and not calls.has_transparency(item)
            color = None if alpha < 255 else red << 16 | green << 8 | blue
            self.found.paints.append(Paint(self._order, box, color, is_plain))

    def _seen(self, matrix: Matrix) -> Box:
        left, bottom, right, top = self._edges
        if matrix is _SAME:
            return self._frame.box(left, bottom, right, top)
        a, b, c, d, e, f = matrix
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self._frame.box(min(xs), min(ys), max(xs), max(ys))


def _addresses(numbers: Any) -> tuple[int, ...]:
    start = ctypes.addressof(numbers)
    return tuple(start + 4 * index for index in range(len(numbers)))


def _multiply(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
