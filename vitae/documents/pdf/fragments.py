"""Fragments: words that stand beside each other on one baseline with nothing but blanks between."""

import re
from collections.abc import Iterator, Sequence
from operator import is_not
from statistics import median
from typing import NamedTuple

import numpy as np

from vitae.documents.markers import is_bullet
from vitae.documents.pdf.glyphs import PageGlyphs
from vitae.documents.pdf.words import Flags, Indexes, Numbers, Words
from vitae.domain.document import TextStyle

# All in ems of the larger of the two words.
_WIDEST_BLANK = 1.2
"""Justified text stretches its blanks to nearly one em; tab stops and columns begin above."""
_WIDEST_BULLET_GAP = 5.0
_BASELINE_SLACK = 0.4
"""Raised and lowered letters stay on their line; the tightest line spacing in use is 1.0."""
_OVERLAP_SLACK = 0.5

_SPACED_LETTER = re.compile(r"(?:[^\W\d_]|&)[,;.:]?")
_MIN_SPACED_LETTERS = 4
_SPACED_SHARE = 0.8
"""Of the words of a heading that are single letters."""
_NONE: frozenset[int] = frozenset()
_ODD_BLANK = re.compile(r"[^\S ]|  ")


class Fragment(NamedTuple):
    """A part of a printed line: the words ``first`` to ``after``, half-open; ``text`` has single blanks."""

    page: PageGlyphs
    words: Words
    first: int
    after: int
    start: int
    """The offset of its first character in the glyphs of the page."""
    text: str
    joined_starts: Sequence[int]
    """Where each word begins in ``text``; empty where that follows the glyphs of the page."""
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    style: TextStyle | None
    """Of all its words; None where they differ."""

    @property
    def is_turned(self) -> bool:
        """Whether it is not written from left to right."""
        return self.words.turns[self.first]

    @property
    def is_as_drawn(self) -> bool:
        """Whether its characters follow each other in the page's glyphs as they do in its text."""
        return not self.joined_starts or self.words.ends[self.after - 1] - self.start == len(self.text)

    def start_of(self, word: int) -> int:
        """Return where one of its words begins in ``text``."""
        return self.joined_starts[word - self.first] if self.joined_starts else self.words.starts[word] - self.start

    def end_of(self, word: int) -> int:
        """Return where one of its words ends in ``text``."""
        return self.start_of(word) + self.words.ends[word] - self.words.starts[word]


def find_fragments(page: PageGlyphs, words: Words) -> list[Fragment]:
    """Return the fragments in the order of the words."""
    if not words:
        return []
    changes = _changes(words)
    parts = list(_parts(page, words, changes))
    firsts = np.array([first for first, _, _ in parts])
    lasts = np.append(firsts[1:], len(words)) - 1
    starts, ends = words.spans
    blanks = starts[1:] - ends[:-1]
    columns = (
        *_hulls(words, firsts),
        ~_any_within((blanks < 0) | (blanks > 1) | ((blanks == 1) & np.array(words.glued[1:], bool)), firsts, lasts),
        ~_any_within(changes, firsts, lasts),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        _fragment(page, words, part, hull, is_whole=is_whole, is_uniform=is_uniform)
        for part, (*hull, is_whole, is_uniform) in zip(parts, rows, strict=True)
    ]


_Part = tuple[int, int, frozenset[int]]
"""The first word of a fragment, the one after its last, and those that are glued to the one before."""


def _parts(page: PageGlyphs, words: Words, changes: Flags) -> Iterator[_Part]:
    is_short = (words.spans[1] - words.spans[0] <= 2).tolist()
    first = 0
    for index in [*_doubtful(words, changes), len(words)]:
        if index < len(words) and _continues(page, words, first, index):
            continue
        least = max(_MIN_SPACED_LETTERS, _SPACED_SHARE * (index - first))
        glued = _spaced_letters(page, words, first, index) if sum(is_short[first:index]) >= least else _NONE
        yield first, index, glued
        first = index


def _hulls(words: Words, firsts: Indexes) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return the sides of the box around each fragment, given by their first words."""
    x0s, y0s, x1s, y1s, _, _ = words.measures
    least, most = np.minimum.reduceat, np.maximum.reduceat
    return least(x0s, firsts), least(y0s, firsts), most(x1s, firsts), most(y1s, firsts)


def _any_within(flags: Flags, firsts: Indexes, lasts: Indexes) -> Flags:
    """Return whether what is told of two neighbours each is so of any within a fragment."""
    counts = np.append(0, np.cumsum(flags))
    found: Flags = counts[firsts] != counts[lasts]
    return found


def _changes(words: Words) -> Flags:
    """Return of each word but the first whether it is set in another style than the one before."""
    styles = words.styles
    return np.fromiter(map(is_not, styles[1:], styles), bool, len(styles) - 1)


def _doubtful(words: Words, changes: Flags) -> list[int]:
    """Return the indexes of words that do not plainly go on where the one before ends: few of many."""
    x0s, _, x1s, _, baselines, sizes = words.measures
    gaps, sizes = x0s[1:] - x1s[:-1], sizes[:-1]
    goes_on = (gaps >= -_OVERLAP_SLACK * sizes) & (gaps <= _WIDEST_BLANK * sizes) & (sizes >= 1)
    goes_on &= (baselines[1:] == baselines[:-1]) & ~changes
    if True in words.turns:
        turns = np.array(words.turns)
        goes_on &= ~(turns[1:] | turns[:-1])
    return [at + 1 for at in np.flatnonzero(~goes_on).tolist()]


def share_row(a: Fragment, b: Fragment) -> bool:
    """Whether both stand on one printed line, one beside the other."""
    if abs(a.baseline - b.baseline) > _BASELINE_SLACK * min(a.size, b.size) or a.is_turned or b.is_turned:
        return False
    slack = _OVERLAP_SLACK * min(a.size, b.size)
    return a.x1 <= b.x0 + slack or b.x1 <= a.x0 + slack


def _continues(page: PageGlyphs, words: Words, first: int, index: int) -> bool:
    """Whether a word goes on with the fragment that begins with the word `first` and ends before it."""
    last = index - 1
    if words.turns[index] or words.turns[last]:
        return words.turns[index] and words.turns[last]
    em = max(words.styles[last].size, words.styles[index].size, 1.0)
    if abs(words.baselines[index] - words.baselines[last]) > _BASELINE_SLACK * em:
        return False
    gap = words.x0s[index] - words.x1s[last]
    if -_OVERLAP_SLACK * em <= gap <= _WIDEST_BLANK * em:
        return True
    if 0 < gap <= _widest_spaced_blank(page, words, first, index):
        return True
    return first == last and 0 < gap <= _WIDEST_BULLET_GAP * em and is_bullet(_text_of(page, words, last))


def _text_of(page: PageGlyphs, words: Words, index: int) -> str:
    return page.text[words.starts[index] : words.ends[index]]


def _widest_spaced_blank(page: PageGlyphs, words: Words, first: int, after: int) -> float:
    """Return how wide the blank after words may be that are letter-spaced, by the spacing of the last letters."""
    start, end = words.starts[after - 1], words.ends[after - 1]
    if end - start >= 3:
        lefts = page.boxes[4 * start + 4 : 4 * end : 4]
        rights = page.boxes[4 * start + 2 : 4 * end - 4 : 4]
        spacing = median(left - right for left, right in zip(lefts, rights, strict=True))
    elif after - first >= 3 and all(words.ends[i] - words.starts[i] == 1 for i in range(after - 3, after)):
        spacing = max(words.x0s[i] - words.x1s[i - 1] for i in (after - 2, after - 1))
    else:
        return 0.0
    return 3 * spacing + 0.5 * words.styles[after - 1].size


def _fragment(
    page: PageGlyphs, words: Words, part: _Part, hull: Sequence[float], *, is_whole: bool, is_uniform: bool
) -> Fragment:
    """Return a fragment; it is whole when the page's glyphs hold nothing else between its words."""
    first, after, glued = part
    x0, y0, x1, y1 = hull
    start, style = words.starts[first], words.styles[first]
    text = page.text[start : words.ends[after - 1]]
    joined: Sequence[int] = ()
    if glued or not is_whole or _ODD_BLANK.search(text):
        text, joined = _joined(page, words, slice(first, after), glued)
    size = max(1.0, style.size if is_uniform else max([each.size for each in words.styles[first:after]]))
    return Fragment(
        page,
        words,
        first,
        after,
        start,
        text,
        joined,
        x0,
        y0,
        x1,
        y1,
        words.baselines[after - 1],
        size,
        style if is_uniform else None,
    )


def _joined(page: PageGlyphs, words: Words, own: slice, glued: frozenset[int]) -> tuple[str, list[int]]:
    """Return the words with one blank between those that are not glued, and where each begins."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    columns = zip(words.starts[own], words.ends[own], words.glued[own], strict=True)
    for index, (start, end, is_glued) in enumerate(columns):
        if index and not (is_glued or index in glued):
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(page.text[start:end])
        length += end - start
    return "".join(pieces), starts


def _spaced_letters(page: PageGlyphs, words: Words, first: int, after: int) -> frozenset[int]:
    """Return the words, counted from `first`, that are letters of a spaced heading and belong to the letter before.

    ``E X P E R I E N C E`` is one word: its letters stand evenly apart, and between two
    such words the gap is wider than between letters, or a sign ends the first.
    """
    texts = [_text_of(page, words, index) for index in range(first, after)]
    letters = [_SPACED_LETTER.fullmatch(text) is not None for text in texts]
    if sum(letters) < max(_MIN_SPACED_LETTERS, _SPACED_SHARE * len(letters)):
        return frozenset()
    gaps = [words.x0s[index] - words.x1s[index - 1] for index in range(first + 1, after)]
    usual = median(gaps)
    return frozenset(
        i + 1
        for i, gap in enumerate(gaps)
        if gap <= 1.6 * usual and letters[i] and letters[i + 1] and len(texts[i]) == 1
    )
