"""Where something stands: the page, the boxes and the characters."""

from typing import NamedTuple

from vitae.domain.values import Value


class Box(NamedTuple):
    """A rectangle in points, origin in the page's top-left corner, ``x0 <= x1``, ``y0 <= y1``."""

    x0: float
    y0: float
    x1: float
    y1: float

    def union(self, other: "Box") -> "Box":
        """Return the smallest box that covers both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


class PageBoxes(Value, frozen=True):
    """Where a stretch of text goes on: a later page, with one box for each printed line on it."""

    page: int
    boxes: tuple[Box, ...]


class Anchor(Value, frozen=True):
    """A stretch of the document's text and where it is printed.

    ``text[start:end] == quote`` holds for the ``Document.text`` it was made from; offsets
    count code points and are half-open. Formats without pages have ``page`` None, no
    boxes, and the path of the paragraph instead. What runs over a page break is
    ``continued``.
    """

    page: int | None
    """The page of the first character, counted from 1."""
    boxes: tuple[Box, ...]
    """One box for each printed line on that page that the stretch touches."""
    start: int
    end: int
    quote: str
    path: str | None = None
    """The paragraph in a format without pages, such as ``body/p[3]``."""
    continued: tuple[PageBoxes, ...] = ()
    """The pages behind `page` that the stretch reaches, in order; empty for nearly all, which end on their page."""
