"""Fragments: words that stand beside each other on one baseline with nothing but blanks between."""

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import le, or_
from statistics import median
from typing import NamedTuple

from vitae.documents.markers import is_bullet
from vitae.documents.pdf.glyphs import PageGlyphs, Word
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
_ODD_BLANK = re.compile(r"[^\S ]|  ")


class Fragment(NamedTuple):
    """A part of a printed line; ``text`` has single blanks, ``starts`` says where each word begins in it."""

    page: PageGlyphs
    words: Sequence[Word]
    text: str
    starts: Sequence[int]
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
        return self.words[0].is_turned

    @property
    def is_as_drawn(self) -> bool:
        """Whether its characters follow each other in the page's glyphs as they do in its text."""
        return self.words[-1].end - self.words[0].start == len(self.text)


def find_fragments(page: PageGlyphs, words: Sequence[Word]) -> list[Fragment]:
    """Return the fragments in the order of the words."""
    fragments: list[Fragment] = []
    first = 0
    for index in [*_doubtful(words), len(words)]:
        if 0 < index < len(words) and _continues(page, words[first:index], words[index]):
            continue
        if first < index:
            fragments.append(_fragment(page, words[first:index]))
        first = index
    return fragments


def _doubtful(words: Sequence[Word]) -> list[int]:
    """Return the indexes of words that do not plainly go on where the one before ends: few of many."""
    if not words:
        return []
    _, _, x0s, _, x1s, _, baselines, styles, turns, _, _ = zip(*words, strict=True)
    # the last word has none after it
    pairs = zip(x1s, x0s[1:], baselines, baselines[1:], styles, styles[1:], map(or_, turns, turns[1:]))  # noqa: B905
    return [
        index
        for index, (end, next_start, baseline, next_baseline, style, next_style, is_turned) in enumerate(pairs, 1)
        if baseline != next_baseline
        or style is not next_style
        or is_turned
        or not -_OVERLAP_SLACK * (size := style.size) <= next_start - end <= _WIDEST_BLANK * size
        or size < 1
    ]


def share_row(a: Fragment, b: Fragment) -> bool:
    """Whether both stand on one printed line, one beside the other."""
    if a.is_turned or b.is_turned or abs(a.baseline - b.baseline) > _BASELINE_SLACK * min(a.size, b.size):
        return False
    slack = _OVERLAP_SLACK * min(a.size, b.size)
    return a.x1 <= b.x0 + slack or b.x1 <= a.x0 + slack


def _continues(page: PageGlyphs, group: Sequence[Word], word: Word) -> bool:
    last = group[-1]
    if word.is_turned or last.is_turned:
        return word.is_turned and last.is_turned
    em = max(last.style.size, word.style.size, 1.0)
    if abs(word.baseline - last.baseline) > _BASELINE_SLACK * em:
        return False
    gap = word.x0 - last.x1
    if -_OVERLAP_SLACK * em <= gap <= _WIDEST_BLANK * em:
        return True
    if 0 < gap <= _widest_spaced_blank(page, group):
        return True
    return len(group) == 1 and 0 < gap <= _WIDEST_BULLET_GAP * em and is_bullet(page.text[last.start : last.end])


def _widest_spaced_blank(page: PageGlyphs, group: Sequence[Word]) -> float:
    """Return how wide the blank after words may be that are letter-spaced, by the spacing of the last letters."""
    last = group[-1]
    if last.end - last.start >= 3:
        lefts = page.boxes[4 * last.start + 4 : 4 * last.end : 4]
        rights = page.boxes[4 * last.start + 2 : 4 * last.end - 4 : 4]
        spacing = median(left - right for left, right in zip(lefts, rights, strict=True))
    elif len(group) >= 3 and all(word.end - word.start == 1 for word in group[-3:]):
        spacing = max(b.x0 - a.x1 for a, b in pairwise(group[-3:]))
    else:
        return 0.0
    return 3 * spacing + 0.5 * last.style.size


def _fragment(page: PageGlyphs, words: Sequence[Word]) -> Fragment:
    starts, ends, x0s, y0s, x1s, y1s, baselines, styles, _, _, _ = zip(*words, strict=True)
    first = starts[0]
    text = page.text[first : ends[-1]]
    at: Sequence[int] = [start - first for start in starts]
    glued = _spaced_letters(page, words)
    if glued or _ODD_BLANK.search(text) or not all(map(le, ends, starts[1:])):
        text, at = _joined(page, words, glued)
    style = styles[0] if styles.count(styles[0]) == len(styles) else None
    return Fragment(
        page,
        words,
        text,
        at,
        min(x0s),
        min(y0s),
        max(x1s),
        max(y1s),
        baselines[-1],
        max(1.0, *(each.size for each in ((style,) if style else styles))),
        style,
    )


def _joined(page: PageGlyphs, words: Sequence[Word], glued: frozenset[int]) -> tuple[str, list[int]]:
    """Return the words with one blank between those that are not glued, and where each begins."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for index, word in enumerate(words):
        if index and not (word.is_glued or index in glued):
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(page.text[word.start : word.end])
        length += word.end - word.start
    return "".join(pieces), starts


def _spaced_letters(page: PageGlyphs, words: Sequence[Word]) -> frozenset[int]:
    """Return the words that are letters of a letter-spaced heading and belong to the letter before.

    ``E X P E R I E N C E`` is one word: its letters stand evenly apart, and between two
    such words the gap is wider than between letters, or a sign ends the first.
    """
    if len(words) < _MIN_SPACED_LETTERS:
        return frozenset()
    if sum([word.end - word.start <= 2 for word in words]) < max(_MIN_SPACED_LETTERS, 0.8 * len(words)):
        return frozenset()
    texts = [page.text[word.start : word.end] for word in words]
    letters = [_SPACED_LETTER.fullmatch(text) is not None for text in texts]
    if sum(letters) < max(_MIN_SPACED_LETTERS, 0.8 * len(words)):
        return frozenset()
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    usual = median(gaps)
    return frozenset(
        i + 1
        for i, gap in enumerate(gaps)
        if gap <= 1.6 * usual and letters[i] and letters[i + 1] and len(texts[i]) == 1
    )
