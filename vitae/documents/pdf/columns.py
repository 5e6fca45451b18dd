"""Columns and reading order of a page.

The order in which a PDF is drawn is the order in which it was written, with every word
processor, browser and LaTeX: it is kept. Where it makes no sense (words at random, or two
columns drawn line by line across the page) the page is cut at its gutters instead.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vitae.documents.pdf.fragments import Fragment, find_fragments
from vitae.documents.pdf.glyphs import PageGlyphs
from vitae.documents.pdf.words import Words

MAX_FRAGMENTS = 2_000
"""A page with more is no page of a résumé; its order is kept and nothing on it is searched for."""
_MIN_LINES = 5
"""Fewer fragments on one side are no column."""
_MIN_ALIGNED = 3
_STEP = 2.0
"""Points; how exactly the beginnings of lines stand below each other."""
_SEARCHED = (0.15, 0.85)
"""A column narrower than this share of the page's width holds no text worth the name."""
_MIN_TEXT_LINES = 8
_MIN_LETTERS = 15
"""Letters a fragment on average: below, one side holds labels or dates that belong to the other."""
_MAX_DATED = 0.3
"""The share of fragments with a year in a column of text; dates beside entries have one in nearly all."""
_COLUMNWISE = 0.2
"""Switches between the sides for each fragment of the smaller one; more is row by row."""
_RISING = 0.3
"""Steps that go up the page for each step; a page of two columns has one or two in all."""
_MIN_STEPS = 20

_LETTERS = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Gutter:
    """An empty upright strip at `x` between two columns that reach from `top` to `bottom`."""

    x: float
    top: float
    bottom: float

    def holds(self, fragment: Fragment) -> bool:
        """Whether the fragment stands in one of its two columns."""
        return self.top <= fragment.y0 and fragment.y1 <= self.bottom

    def is_right(self, fragment: Fragment) -> bool:
        """Whether the fragment stands in the right column."""
        return self.holds(fragment) and fragment.x0 >= self.x - 1


@dataclass(frozen=True, slots=True)
class PageOrder:
    """The fragments of a page in reading order."""

    fragments: tuple[Fragment, ...]
    columns: tuple[int, ...]
    """The column of each fragment, counted from 0."""
    is_scrambled: bool = False
    """Whether the order is ours because the drawing order made no sense."""
    side_headings: Gutter | None = None
    """The strip between headings on the left and their content, which share rows but no lines."""


def order_page(page: PageGlyphs) -> PageOrder:
    """Return the page's fragments in the order in which a reader takes them."""
    fragments = find_fragments(page, page.words)
    if len(fragments) > MAX_FRAGMENTS:
        return PageOrder(tuple(fragments), (0,) * len(fragments))
    if _rises_often(fragments):
        return _by_geometry(page)
    gutter = find_gutter(fragments, page.frame.width)
    if gutter is None:
        return PageOrder(tuple(fragments), (0,) * len(fragments))
    if _is_drawn_by_column(fragments, gutter):
        columns = tuple(int(gutter.is_right(fragment)) for fragment in fragments)
        return PageOrder(tuple(fragments), columns)
    if _both_sides_are_text(fragments, gutter):
        return _by_geometry(page)
    side_headings = gutter if _left_side_is_headings(fragments, gutter) else None
    return PageOrder(tuple(fragments), (0,) * len(fragments), side_headings=side_headings)


def find_gutter(fragments: Sequence[Fragment], width: float) -> Gutter | None:
    """Return the gutter with the most text on its smaller side, or None when the page has one column."""
    best: tuple[int, float, Gutter] | None = None
    ordered = sorted(fragments, key=lambda f: (f.y0, f.x0))
    for x in _left_edges(fragments, width):
        for gutter, smaller, clearance in _strips(ordered, x):
            if best is None or (smaller, clearance) > best[:2]:
                best = (smaller, clearance, gutter)
    return best[2] if best else None


def _left_edges(fragments: Sequence[Fragment], width: float) -> list[float]:
    """Return where several fragments begin exactly below each other: a right column does, from the left."""
    edges = Counter(round(fragment.x0 / _STEP) for fragment in fragments)
    return [
        edge * _STEP - _STEP
        for edge in sorted(edges)
        if edges[edge] + edges[edge + 1] >= _MIN_ALIGNED and _SEARCHED[0] * width < edge * _STEP < _SEARCHED[1] * width
    ]


def _strips(ordered: Sequence[Fragment], x: float) -> list[tuple[Gutter, int, float]]:
    """Return the strips at `x` that no fragment crosses, with the lines of the smaller side and the free width."""
    found = []
    lefts: list[Fragment] = []
    rights: list[Fragment] = []
    for fragment in [*ordered, None]:
        if fragment is not None and not fragment.x0 < x - 1 < x + 1 < fragment.x1:
            (lefts if fragment.x1 <= x + 1 else rights).append(fragment)
            continue
        if min(len(lefts), len(rights)) >= _MIN_LINES and _stand_beside(lefts, rights):
            clearance = min(f.x0 for f in rights) - max(f.x1 for f in lefts)
            top = min(f.y0 for f in (*lefts, *rights))
            bottom = max(f.y1 for f in (*lefts, *rights))
            found.append((Gutter(x, top, bottom), min(len(lefts), len(rights)), clearance))
        lefts, rights = [], []
    return found


def _stand_beside(lefts: Sequence[Fragment], rights: Sequence[Fragment]) -> bool:
    """Whether the two sides share at least half the height of the shorter one."""
    top = max(min(f.y0 for f in lefts), min(f.y0 for f in rights))
    bottom = min(max(f.y1 for f in lefts), max(f.y1 for f in rights))
    shorter = min(max(f.y1 for f in side) - min(f.y0 for f in side) for side in (lefts, rights))
    return bottom - top >= 0.5 * shorter


def _rises_often(fragments: Sequence[Fragment]) -> bool:
    steps = list(pairwise(fragments))
    rising = sum(1 for a, b in steps if b.baseline < a.baseline - 0.5 * a.size)
    return len(steps) >= _MIN_STEPS and rising > _RISING * len(steps)


def _is_drawn_by_column(fragments: Sequence[Fragment], gutter: Gutter) -> bool:
    sides = [gutter.is_right(fragment) for fragment in fragments if gutter.holds(fragment)]
    switches = sum(1 for a, b in pairwise(sides) if a is not b)
    return switches <= max(2, _COLUMNWISE * min(sides.count(True), sides.count(False)))


def _both_sides_are_text(fragments: Sequence[Fragment], gutter: Gutter) -> bool:
    sides: tuple[list[str], list[str]] = ([], [])
    for fragment in fragments:
        if gutter.holds(fragment):
            sides[gutter.is_right(fragment)].append(fragment.text)
    return all(_is_text(side) for side in sides)


def _left_side_is_headings(fragments: Sequence[Fragment], gutter: Gutter) -> bool:
    """Whether all on the left is words in one style, and hardly anything on the right is set like it."""
    left = [f for f in fragments if gutter.holds(f) and not gutter.is_right(f)]
    right = [f for f in fragments if gutter.is_right(f)]
    styles = {f.look for f in left}
    if len(styles) != 1 or any(_DIGIT.search(f.text) for f in left):
        return False
    return sum(1 for f in right if f.look in styles) <= 0.1 * len(right)


def _is_text(side: Sequence[str]) -> bool:
    letters = sum(len(_LETTERS.findall(text)) for text in side)
    dated = sum(1 for text in side if _YEAR.search(text))
    return len(side) >= _MIN_TEXT_LINES and letters >= _MIN_LETTERS * len(side) and dated <= _MAX_DATED * len(side)


def _by_geometry(page: PageGlyphs) -> PageOrder:
    fragments = find_fragments(page, _in_rows(page.words))
    placed = _cut(fragments, page.frame.width, 0)
    return PageOrder(tuple(f for f, _ in placed), tuple(column for _, column in placed), is_scrambled=True)


def _in_rows(words: Words) -> Words:
    """Return the words row by row from the top, each row from the left."""
    rows: list[list[int]] = []
    baselines, x0s, starts, sizes = words.baselines, words.x0s, words.starts, words.sizes
    for index in sorted(range(len(words)), key=lambda i: (baselines[i], x0s[i], starts[i])):
        if rows and baselines[index] - baselines[rows[-1][0]] <= 0.3 * sizes[index]:
            rows[-1].append(index)
        else:
            rows.append([index])
    return words.at([index for row in rows for index in sorted(row, key=lambda i: (x0s[i], starts[i]))])


def _cut(fragments: Sequence[Fragment], width: float, column: int) -> list[tuple[Fragment, int]]:
    """Return what stands above the widest gutter, then its left and its right column, then what stands below."""
    gutter = find_gutter(fragments, width)
    if gutter is None:
        return [(fragment, column) for fragment in fragments]
    above = [f for f in fragments if not gutter.holds(f) and f.y0 < gutter.top]
    below = [f for f in fragments if not gutter.holds(f) and f.y0 >= gutter.top]
    left = [f for f in fragments if gutter.holds(f) and not gutter.is_right(f)]
    right = [f for f in fragments if gutter.is_right(f)]
    return [
        *_cut(above, width, column),
        *((fragment, column) for fragment in left),
        *((fragment, column + 1) for fragment in right),
        *_cut(below, width, column),
    ]
