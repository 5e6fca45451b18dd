"""Text that nobody sees on a page: found, parted from the rest, and named by the means that hide it.

Whoever hides words from the reader shall not have them counted. The file itself tells most:
rendering modes, sizes, colours, and what is painted before and after the words. What it does
not settle (white letters over a picture, a layer, a mask) is settled by painting the page with
the suspicious words and without them.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, groupby, islice
from math import inf
from typing import Any, NamedTuple

import numpy as np

from vitae.documents.pdf import calls
from vitae.documents.pdf.glyphs import PageGlyphs
from vitae.documents.pdf.marks import LayerMarks, clip_boxes, fill_alpha
from vitae.documents.pdf.paint import PagePaint, Paint, read_paint
from vitae.documents.pdf.proof import contrast_of
from vitae.documents.pdf.words import Word, Words
from vitae.domain.anchors import Box
from vitae.domain.document import HiddenKind, HiddenText

_INVISIBLE, _CLIP_ONLY = 3, 7  # text rendering modes; PDF 1.7, table 106
_NARROWEST = 0.08
"""Ems a letter, in words of several; the narrowest letters in use have 0.2."""
_MIN_NARROW_LETTERS = 4
_WHITE = 0xFFFFFF
_WHITE_FROM = 235
"""Each colour channel at least: what is lighter is looked at where it stands on paper."""
_LARGE = 14.0
_FAINT_ALPHA = 31
_SOLID = 255
_SLIVER = 0.5
"""Points; less of a word is no part of it."""
_RECOGNISED_SHARE = 0.8
_PICTURE_SHARE = 0.5
_MAX_PROOFS = 20
"""Pages that are painted in one document."""
_MAX_PIECES_A_PAGE = 100


class _Suspicion(NamedTuple):
    """By what a word may be hidden."""

    kind: HiddenKind
    unless: int = 0
    """It is seen if it changes the painted page by as much in one colour channel, 0..255; 0 where there is no doubt."""


_TINY = _Suspicion(HiddenKind.TINY)
_OFF_PAGE = _Suspicion(HiddenKind.OFF_PAGE)
_INVISIBLE_MODE = _Suspicion(HiddenKind.INVISIBLE_MODE)
_CLIPPED = _Suspicion(HiddenKind.CLIPPED, 12)
_COVERED = _Suspicion(HiddenKind.COVERED, 12)
_LAYER_OFF = _Suspicion(HiddenKind.LAYER_OFF, 12)
_TRANSPARENT = _Suspicion(HiddenKind.TRANSPARENT, 12)
_SAME_COLOR = _Suspicion(HiddenKind.SAME_COLOR, 12)
"""On a ground of many colours; thin strokes are blurred when painted."""
_FAINT = _Suspicion(HiddenKind.SAME_COLOR, 20)
_FAINT_LARGE = _Suspicion(HiddenKind.SAME_COLOR, 12)
"""Of the size of a watermark, which is pale and yet seen."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The glyphs of a page with the words that are seen, and what is not."""

    glyphs: PageGlyphs
    hidden: tuple[HiddenText, ...] = ()
    is_recognised: bool = False
    """Whether the words lie invisibly over a picture of themselves, as text recognition leaves them."""


@dataclass(slots=True)
class HiddenFinder:
    """Looks at page after page of one document."""

    marks: LayerMarks
    _proofs_left: int = field(default=_MAX_PROOFS)

    def part(self, page: Any, glyphs: PageGlyphs) -> Sight:
        """Return what is seen of an open page, and what is not."""
        if not glyphs.words:
            return Sight(glyphs)
        paint = read_paint(page, glyphs.frame)
        suspected = _Suspects(glyphs, paint, self.marks).find()
        if not suspected:
            return Sight(glyphs)
        if _is_recognised(suspected, glyphs, paint):
            return Sight(glyphs, is_recognised=True)
        hidden = self._prove(page, glyphs, suspected)
        if not hidden:
            return Sight(glyphs)
        return Sight(replace(glyphs, words=_without(glyphs.words, hidden)), tuple(_pieces(glyphs, hidden)))

    def _prove(self, page: Any, glyphs: PageGlyphs, suspected: dict[int, _Suspicion]) -> dict[int, HiddenKind]:
        """Return the words that are hidden indeed, by their index; in doubt they are seen."""
        contrasts: dict[int, int] = {}
        doubtful = [index for index, suspicion in suspected.items() if suspicion.unless]
        if doubtful and self._proofs_left:
            self._proofs_left -= 1
            found = contrast_of(page, glyphs.frame, list(glyphs.words.at(doubtful)))
            contrasts = dict(zip(doubtful, found, strict=True))
        return {
            index: suspicion.kind
            for index, suspicion in suspected.items()
            if not suspicion.unless or contrasts.get(index, _SOLID) < suspicion.unless
        }


class _Suspects:
    """Goes through the words of a page; what all words of a text object share is asked once."""

    def __init__(self, glyphs: PageGlyphs, paint: PagePaint, marks: LayerMarks) -> None:
        self._glyphs, self._paint = glyphs, paint
        self._smallest = glyphs.frame.least_legible
        self._shared, self._masks = _shared_suspicions(glyphs.modes, paint, marks)
        self._clips = clip_boxes([item for item in glyphs.modes if item not in paint.in_forms], glyphs.frame)

    def find(self) -> dict[int, _Suspicion]:
        """Return what the words are suspected of, by their index; most are not."""
        found = {}
        for index in self._unusual():
            word = self._glyphs.words[index]
            suspicion = self._of_place(word) or self._shared.get(word.text_object) or self._of_ground(word)
            if suspicion:
                found[index] = suspicion
        return found

    def _unusual(self) -> Iterable[int]:
        """Return the indexes of words worth a look: few or none."""
        words, frame = self._glyphs.words, self._glyphs.frame
        x0s, y0s, x1s, y1s, _ = words.measures
        starts, ends = words.spans
        is_unusual = x1s - x0s < _NARROWEST * (ends - starts) * words.sizes
        is_unusual |= (x0s < 0) | (y0s < 0) | (x1s > frame.width) | (y1s > frame.height)
        is_odd = [style.size < self._smallest or _is_pale(style.color) for style in words.styles]
        if True in is_odd:
            is_unusual |= np.array(is_odd)[words.looks]
        found = set(np.flatnonzero(is_unusual).tolist())
        if objects := self._shared.keys() | self._masks:
            found.update(index for index, item in enumerate(words.text_objects) if item in objects)
        if self._clips:
            found.update(self._clipped())
        if self._paint.paints:
            found.update(self._on_odd_ground())
        return sorted(found)

    def _clipped(self) -> Iterable[int]:
        """Return the words of which a clip leaves no visible part."""
        clips = dict(zip(map(id, self._clips.values()), self._clips.values(), strict=True))
        rows = dict(zip(clips, range(1, len(clips) + 1), strict=True))
        row_of = {item: rows[id(clip)] for item, clip in self._clips.items()}
        everything = (-inf, -inf, inf, inf)
        own = np.array([row_of.get(item, 0) for item in self._glyphs.words.text_objects])
        left, top, right, bottom = np.array([everything, *clips.values()])[own].T
        x0s, y0s, x1s, y1s, _ = self._glyphs.words.measures
        is_seen = np.minimum(right, x1s) - np.maximum(left, x0s) > _SLIVER
        is_seen &= np.minimum(bottom, y1s) - np.maximum(top, y0s) > _SLIVER
        is_seen |= own == 0
        return np.flatnonzero(~is_seen).tolist()

    def _on_odd_ground(self) -> Iterator[int]:
        """Yield the words to suspect for what is painted there; all of a text object on one ground are alike."""
        words = self._glyphs.words
        x0s, y0s, x1s, y1s, _ = words.measures
        xs, ys = (x0s + x1s) / 2, (y0s + y1s) / 2
        left, top, right, bottom = np.array([paint.box for paint in self._paint.paints]).T[:, :, np.newaxis]
        hits = left <= xs  # a row for each paint; there may be many
        hits &= xs <= right
        hits &= top <= ys
        hits &= ys <= bottom
        on_paint = np.flatnonzero(hits.any(axis=0))
        grounds = np.packbits(hits[:, on_paint], axis=0).T.tolist()
        known: dict[tuple[Any, ...], bool] = {}
        for index, look, ground in zip(on_paint.tolist(), words.looks[on_paint].tolist(), grounds, strict=True):
            key = (words.text_objects[index], look, *ground)
            if key not in known:
                known[key] = self._of_ground(words[index]) is not None
            if known[key]:
                yield index

    def _of_place(self, word: Word) -> _Suspicion | None:
        """Suspect a word for its size, and for where it stands."""
        if word.style.size < self._smallest and word.y1 - word.y0 < self._smallest and not word.is_turned:
            return _TINY
        letters = word.end - word.start
        if letters >= _MIN_NARROW_LETTERS and word.x1 - word.x0 < _NARROWEST * letters * word.style.size:
            return None if word.is_turned else _TINY
        if not self._glyphs.frame.shows(word.x0, word.y0, word.x1, word.y1):
            return _OFF_PAGE
        if self._clips and (clip := self._clips.get(word.text_object)) is not None and not _overlap(clip, word):
            return _CLIPPED
        return None

    def _of_ground(self, word: Word) -> _Suspicion | None:
        """Suspect a word for what lies over and under it."""
        color = word.style.color
        hits = self._paint.at((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2) if self._paint.paints else []
        if not hits:
            if word.text_object in self._masks:
                return _INVISIBLE_MODE
            return _faint(word) if _is_pale(color) else None
        order = self._paint.order_of_text.get(word.text_object or 0, 0)
        is_covered = any(paint.order > order for paint in hits)
        if word.text_object in self._masks:
            return None if is_covered else _INVISIBLE_MODE
        return _COVERED if is_covered else self._of_colors(word, hits)

    def _of_colors(self, word: Word, under: Sequence[Paint]) -> _Suspicion | None:
        for paint in reversed(under):
            if paint.color is None:
                return _SAME_COLOR
            if _look_alike(word.style.color, paint.color):
                return _faint(word) if paint.is_plain else _SAME_COLOR
            if paint.is_plain:
                return None
        return _faint(word) if _look_alike(word.style.color, _WHITE) else None


def _shared_suspicions(
    modes: Mapping[int, int], paint: PagePaint, marks: LayerMarks
) -> tuple[dict[int | None, _Suspicion], set[int | None]]:
    """Return what whole text objects are suspected of, and those that are mere masks for what is painted later."""
    found: dict[int | None, _Suspicion] = {}
    if marks.has_layers:
        found.update((item, _LAYER_OFF) for item in modes if item in paint.in_forms or marks.is_on_layer(item))
    for item in compress(modes, map(calls.has_transparency, modes)):
        if not _FAINT_ALPHA < fill_alpha(item) < _SOLID:
            found[item] = _TRANSPARENT
    if not {_INVISIBLE, _CLIP_ONLY}.isdisjoint(modes.values()):
        found.update((item, _INVISIBLE_MODE) for item, mode in modes.items() if mode == _INVISIBLE)
        return found, {item for item, mode in modes.items() if mode == _CLIP_ONLY}
    return found, set()


def _without(words: Words, hidden: Container[int]) -> Words:
    """Return the words that are left; those between which all were glued are glued to each other."""
    seen, glued = [], []
    is_glued = True
    for index, own in enumerate(words.glued.tolist()):
        is_glued = is_glued and own
        if index not in hidden:
            seen.append(index)
            glued.append(is_glued)
            is_glued = True
    return replace(words.at(seen), glued=np.array(glued, np.bool_))


def _faint(word: Word) -> _Suspicion:
    return _FAINT_LARGE if word.style.size > _LARGE else _FAINT


def _is_pale(color: int) -> bool:
    return min(color >> 16, color >> 8 & 0xFF, color & 0xFF) >= _WHITE_FROM


def _look_alike(one: int, other: int) -> bool:
    return all(abs((one >> shift & 255) - (other >> shift & 255)) <= _FAINT.unless for shift in (0, 8, 16))


def _overlap(clip: Box, word: Word) -> bool:
    """Whether a clip leaves a visible part of a word."""
    width = min(clip.x1, word.x1) - max(clip.x0, word.x0)
    height = min(clip.y1, word.y1) - max(clip.y0, word.y0)
    return width > _SLIVER and height > _SLIVER


def _is_recognised(suspected: dict[int, _Suspicion], glyphs: PageGlyphs, paint: PagePaint) -> bool:
    """Whether nearly all words are invisible and pictures fill most of the page: a scan that was read."""
    invisible = sum(1 for suspicion in suspected.values() if suspicion is _INVISIBLE_MODE)
    frame = glyphs.frame
    shown = sum((box.x1 - box.x0) * (box.y1 - box.y0) for box in paint.pictures)
    return invisible >= _RECOGNISED_SHARE * len(glyphs.words) and shown >= _PICTURE_SHARE * frame.width * frame.height


def _pieces(glyphs: PageGlyphs, hidden: dict[int, HiddenKind]) -> Iterator[HiddenText]:
    """Yield one piece for each line of hidden words."""
    indexes = sorted(hidden)
    kinds = zip(map(hidden.__getitem__, indexes), glyphs.words.at(indexes), strict=True)
    lines = groupby(kinds, key=lambda found: (found[0], round(found[1].baseline)))
    for (kind, _), line in islice(lines, _MAX_PIECES_A_PAGE):
        words = [word for _, word in line]
        text = "".join(("" if word.is_glued else " ") + glyphs.text[word.start : word.end] for word in words)
        yield HiddenText(kind, text.strip(), glyphs.number, (_hull(words),))


def _hull(words: Sequence[Word]) -> Box:
    return Box(
        round(min(word.x0 for word in words), 2),
        round(min(word.y0 for word in words), 2),
        round(max(word.x1 for word in words), 2),
        round(max(word.y1 for word in words), 2),
    )
