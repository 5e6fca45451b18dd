"""Words that are set with extra space between their letters, and come out torn (``HA LV ORSEN``)."""

from itertools import pairwise
from statistics import median

from vitae.domain.document import Document
from vitae.parsing.rows import Piece
from vitae.parsing.wording import is_capitals

_FEWEST_GAPS = 4
_TRACKED = 0.06
"""Of the height of a letter: a wider gap between the letters of a word is set on purpose."""
_BLANK = 0.2
"""Of the height: a blank is so much wider than the gaps beside it."""


def closed_up(document: Document, piece: Piece) -> str:
    """Return the words of a line in tracked capitals, cut where a blank is printed; other text as it is."""
    if not document.char_boxes or not is_capitals(piece.text):
        return piece.text
    letters = [at for at in range(piece.start, piece.end) if not document.text[at].isspace()]
    pairs = list(pairwise(letters))
    gaps = [_gap(document, a, b) for a, b in pairs]
    inner = [gap for gap, (a, b) in zip(gaps, pairs, strict=True) if b == a + 1]
    height = document.char_boxes[4 * letters[0] + 3] - document.char_boxes[4 * letters[0] + 1]
    if len(inner) < _FEWEST_GAPS or not median(inner) > _TRACKED * height:
        return piece.text
    widest = median(inner) + _BLANK * height
    return document.text[letters[0]] + "".join(
        (" " if gap > widest else "") + document.text[b] for gap, (_, b) in zip(gaps, pairs, strict=True)
    )


def _gap(document: Document, a: int, b: int) -> float:
    """Return the points between two printed characters of one line."""
    return document.char_boxes[4 * b] - document.char_boxes[4 * a + 2]
