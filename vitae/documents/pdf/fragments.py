"""Fragments: words that stand beside each other on one baseline with nothing but blanks between."""

import re
from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import sub
from statistics import median

import msgspec
import numpy as np

from vitae.documents.markers import is_bullet
from vitae.documents.pdf.glyphs import PageGlyphs
from vitae.documents.pdf.words import Flags, Indexes, Numbers, Words
from vitae.domain.anchors import Box

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
_SHORT = 2
"""Characters of a letter with a sign."""
_NONE: frozenset[int] = frozenset()
_NEAR_MIDDLE, _HUGE = 1e-6, 1e6


class Fragment(msgspec.Struct, frozen=True, gc=False):
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
    shown: Box
    """The same four, rounded to hundredths."""
    baseline: float
    size: float
    is_turned: bool
    """Whether it is not written from left to right."""
    look: int
    """The place of the style of its first word among those of the document."""
    is_uniform: bool
    """Whether all its words are set in one style."""

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
    parts = list(_parts(page, words))
    firsts = np.array([first for first, _, _ in parts])
    lasts = np.append(firsts[1:], len(words)) - 1
    starts, ends = words.spans[0][firsts].tolist(), words.spans[1][lasts].tolist()
    texts = [page.text[start:end] for start, end in zip(starts, ends, strict=True)]
    joined: list[Sequence[int]] = [()] * len(parts)
    breaks = _any_within(_breaks_text(page, words), firsts, lasts).tolist()
    for index, ((first, after, glued), is_broken) in enumerate(zip(parts, breaks, strict=True)):
        if glued or is_broken:
            texts[index], joined[index] = _joined(page, words, slice(first, after), glued)
    hulls = _hulls(words, firsts)
    columns = (
        firsts.tolist(),
        (lasts + 1).tolist(),
        starts,
        texts,
        joined,
        *hulls.tolist(),
        map(Box._make, _to_hundredths(hulls.T).tolist()),
        words.measures[4][lasts].tolist(),
        np.fmax(np.fmax.reduceat(words.sizes, firsts), 1.0).tolist(),
        words.turns[firsts].tolist(),
        words.looks[firsts].tolist(),
        (~_any_within(words.looks[1:] != words.looks[:-1], firsts, lasts)).tolist(),
    )
    return list(map(Fragment, repeat(page), repeat(words), *columns))  # in the order of its fields


_Part = tuple[int, int, frozenset[int]]
"""The first word of a fragment, the one after its last, and those that are glued to the one before."""


def _parts(page: PageGlyphs, words: Words) -> Iterator[_Part]:
    short = np.append(0, np.cumsum(words.spans[1] - words.spans[0] <= _SHORT)).tolist()
    first = 0
    for index, may_go_on in [*_doubtful(words), (len(words), False)]:
        if may_go_on and _continues(page, words, first, index):
            continue
        least = max(_MIN_SPACED_LETTERS, _SPACED_SHARE * (index - first))
        glued = _spaced_letters(page, words, first, index) if short[index] - short[first] >= least else _NONE
        yield first, index, glued
        first = index


def _hulls(words: Words, firsts: Indexes) -> Numbers:
    """Return rows of the sides x0, y0, x1 and y1 of the box around each fragment, given by their first words."""
    x0s, y0s, x1s, y1s, _ = words.measures
    least, most = np.minimum.reduceat, np.maximum.reduceat
    return np.array((least(x0s, firsts), least(y0s, firsts), most(x1s, firsts), most(y1s, firsts)))


def _to_hundredths(values: Numbers) -> Numbers:
    """Return the values rounded as `round` does it, which takes as long for one of them."""
    hundredths = values * 100
    whole = np.rint(hundredths)
    rounded: Numbers = whole / 100
    # in the middle between two, and of huge numbers, the product is not exact enough to tell
    is_told = (np.abs(np.abs(hundredths - whole) - 0.5) > _NEAR_MIDDLE) & (np.abs(values) < _HUGE)
    for at in np.flatnonzero(~is_told).tolist():
        rounded.flat[at] = round(float(values.flat[at]), 2)
    return rounded


def _any_within(flags: Flags, firsts: Indexes, lasts: Indexes) -> Flags:
    """Return whether what is told of two neighbours each is so of any within a fragment."""
    counts = np.append(0, np.cumsum(flags))
    found: Flags = counts[firsts] != counts[lasts]
    return found


def _breaks_text(page: PageGlyphs, words: Words) -> Flags:
    """Return of each word but the first whether more than a blank, or an odd one, is drawn between it and the last."""
    starts, ends = words.spans
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    gaps = starts[1:] - ends[:-1]
    is_odd = words.glued[1:] | (codes.take(ends[:-1], mode="clip") != ord(" "))
    breaks: Flags = (gaps < 0) | (gaps > 1) | ((gaps == 1) & is_odd)
    return breaks


def _doubtful(words: Words) -> list[tuple[int, bool]]:
    """Return the indexes of words that do not plainly go on where the one before ends, and whether they may do so.

    They are few of many.
    """
    x0s, _, x1s, _, baselines = words.measures
    ems = np.fmax(np.fmax(words.sizes[1:], words.sizes[:-1]), 1.0)
    gaps = x0s[1:] - x1s[:-1]
    is_turned = words.turns[1:] | words.turns[:-1]
    is_beside = np.abs(baselines[1:] - baselines[:-1]) <= _BASELINE_SLACK * ems
    goes_on = is_beside & (gaps >= -_OVERLAP_SLACK * ems) & (gaps <= _WIDEST_BLANK * ems) & ~is_turned
    places = np.flatnonzero(~goes_on)
    return list(zip((places + 1).tolist(), (is_beside | is_turned)[places].tolist(), strict=True))


def share_row(a: Fragment, b: Fragment) -> bool:
    """Whether both stand on one printed line, one beside the other."""
    if abs(a.baseline - b.baseline) > _BASELINE_SLACK * min(a.size, b.size) or a.is_turned or b.is_turned:
        return False
    slack = _OVERLAP_SLACK * min(a.size, b.size)
    return a.x1 <= b.x0 + slack or b.x1 <= a.x0 + slack


def _continues(page: PageGlyphs, words: Words, first: int, index: int) -> bool:
    """Whether a word beside the last, or turned, goes on with the fragment that begins with the word `first`."""
    last = index - 1
    if words.turns[index] or words.turns[last]:
        return bool(words.turns[index] and words.turns[last])
    em = max(words.style_of(last).size, words.style_of(index).size, 1.0)
    gap = words.x0s[index] - words.x1s[last]
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
        spacing: float = median(map(sub, lefts, rights))
    elif after - first >= 3 and all(words.ends[i] - words.starts[i] == 1 for i in range(after - 3, after)):
        spacing = max(words.x0s[i] - words.x1s[i - 1] for i in (after - 2, after - 1))
    else:
        return 0.0
    return 3 * spacing + 0.5 * words.style_of(after - 1).size


def _joined(page: PageGlyphs, words: Words, own: slice, glued: frozenset[int]) -> tuple[str, list[int]]:
    """Return the words with one blank between those that are not glued, and where each begins."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    columns = zip(words.starts[own], words.ends[own], words.glued[own].tolist(), strict=True)
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
