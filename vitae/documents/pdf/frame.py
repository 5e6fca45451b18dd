"""From PDF space (origin at the bottom left, unturned) to the page as a reader sees it."""

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf.words import Numbers
from vitae.domain.anchors import Box

_SMALLEST = 3.0
"""Points on a page of usual height; the smallest print of contracts has four."""
_USUAL_HEIGHT = 792.0


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The visible part of a page and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int
    """Quarter turns clockwise."""

    @classmethod
    def of(cls, page: Any) -> "PageFrame":
        """Return the frame of an open page: what its media box and its crop box share."""
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
            rect.left, rect.bottom, rect.right, rect.top = 0.0, 0.0, 612.0, 792.0  # PDF's own default: US Letter
        turns = pdfium.FPDFPage_GetRotation(page) % 4
        return cls(rect.left, rect.bottom, rect.right, rect.top, turns)

    @property
    def width(self) -> float:
        """The width in points as seen."""
        return self.right - self.left if self.turns % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """The height in points as seen."""
        return self.top - self.bottom if self.turns % 2 == 0 else self.right - self.left

    @property
    def least_legible(self) -> float:
        """The size of the smallest letters that can be read, in points; on a small page they may be smaller."""
        return _SMALLEST * min(1.0, self.height / _USUAL_HEIGHT)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of PDF space is seen."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def downs(self, xs: Numbers, ys: Numbers) -> Numbers:
        """Return how far below the upper edge points of PDF space are seen, given by their coordinates."""
        if self.turns == 0:
            return self.top - ys
        if self.turns == 1:
            return xs - self.left
        return ys - self.bottom if self.turns == 2 else self.right - xs

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Return a direction of PDF space as seen: to the right, and down."""
        return ((x, -y), (y, x), (-x, y), (-y, -x))[self.turns]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle of PDF space is seen."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def sides_on_page(self, boxes: Numbers) -> Numbers:
        """Return x0, y0, x1, y1 as seen of boxes that are given by left, top, right and bottom in PDF space.

        Those of an unturned page take the place of what is given: a locked child pays for every page of memory.
        """
        # the two edges of the frame from which they are measured, and in which direction
        edges: tuple[tuple[float, int], tuple[float, int]] = (
            ((self.left, 1), (self.top, -1)),
            ((self.bottom, 1), (self.left, 1)),
            ((self.right, -1), (self.bottom, 1)),
            ((self.top, -1), (self.right, -1)),
        )[self.turns]
        seen = np.empty_like(boxes) if self.turns else boxes
        for side in range(4):
            origin, sign = edges[side % 2]
            values = boxes[:, (side - self.turns) % 4]  # with each turn a side takes the place of the next
            seen[:, side] = values - origin if sign > 0 else origin - values
        return seen

    def shows(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether any part of a seen box lies on the page."""
        return x1 > 0 and y1 > 0 and x0 < self.width and y0 < self.height
