"""Fragments: words that stand beside each other on one baseline with nothing but blanks between."""

import re
from collections.abc import Sequence
from itertools import repeat
from operator import le, or_, sub
from statistics import median
from typing import NamedTuple

from vitae.documents.markers import is_bullet
from vitae.documents.pdf.glyphs import PageGlyphs
from vitae.documents.pdf.words import Words
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

    @property
    def starts(self) -> Sequence[int]:
        """Where each word begins in ``text``."""
        return self.joined_starts or [at - self.start for at in self.words.starts[self.first : self.after]]


def find_fragments(page: PageGlyphs, words: Words) -> list[Fragment]:
    """Return the fragments in the order of the words."""
    fragments: list[Fragment] = []
    first = 0
    # what few fragments have is asked for all of them at once
    is_short = list(map(le, map(sub, words.ends, words.starts), repeat(2)))
    is_apart = [not 0 <= gap <= 1 for gap in map(sub, words.starts[1:], words.ends)]
    for index in [*_doubtful(words), len(words)]:
        if 0 < index < len(words) and _continues(page, words, first, index):
            continue
        if first < index:
            may_be_spaced = sum(is_short[first:index]) >= _MIN_SPACED_LETTERS
            glued = _spaced_letters(page, words, first, index) if may_be_spaced else _NONE
            is_whole = True not in is_apart[first : index - 1]
            fragments.append(_fragment(page, words, first, index, glued, is_whole=is_whole))
        first = index
    return fragments


def _doubtful(words: Words) -> list[int]:
    """Return the indexes of words that do not plainly go on where the one before ends: few of many."""
    baselines, styles, turns = words.baselines, words.styles, words.turns
    pairs = zip(  # the last word has none after it
        map(sub, words.x0s[1:], words.x1s),
        baselines,
        baselines[1:],
        styles,
        styles[1:],
        map(or_, turns, turns[1:]),
        strict=False,
    )
    return [
        index
        for index, (gap, baseline, next_baseline, style, next_style, is_turned) in enumerate(pairs, 1)
        if baseline != next_baseline
        or style is not next_style
        or is_turned
        or not -_OVERLAP_SLACK * (size := style.size) <= gap <= _WIDEST_BLANK * size
        or size < 1
    ]


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
    page: PageGlyphs, words: Words, first: int, after: int, glued: frozenset[int], *, is_whole: bool
) -> Fragment:
    """Return the fragment of these words; it is whole when the page's glyphs hold nothing else between them."""
    own = slice(first, after)
    start, styles = words.starts[first], words.styles[own]
    text = page.text[start : words.ends[after - 1]]
    joined: Sequence[int] = ()
    if glued or _ODD_BLANK.search(text) or not is_whole:
        text, joined = _joined(page, words, own, glued)
    style = styles[0] if len(set(map(id, styles))) == 1 else None
    return Fragment(
        page,
        words,
        first,
        after,
        start,
        text,
        joined,
        min(words.x0s[own]),
        min(words.y0s[own]),
        max(words.x1s[own]),
        max(words.y1s[own]),
        words.baselines[after - 1],
        max(1.0, style.size if style is not None else max([each.size for each in styles])),
        style,
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
    least = max(_MIN_SPACED_LETTERS, 0.8 * (after - first))
    if sum(words.ends[index] - words.starts[index] <= 2 for index in range(first, after)) < least:
        return frozenset()
    texts = [_text_of(page, words, index) for index in range(first, after)]
    letters = [_SPACED_LETTER.fullmatch(text) is not None for text in texts]
    if sum(letters) < least:
        return frozenset()
    gaps = [words.x0s[index] - words.x1s[index - 1] for index in range(first + 1, after)]
    usual = median(gaps)
    return frozenset(
        i + 1
        for i, gap in enumerate(gaps)
        if gap <= 1.6 * usual and letters[i] and letters[i + 1] and len(texts[i]) == 1
    )
