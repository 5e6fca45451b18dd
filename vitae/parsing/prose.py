"""Tell sentences from headings and entries, and join the printed lines of one text."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Text
from vitae.lexicons.files import read_toml
from vitae.parsing.rows import Row

_SENTENCE_END = re.compile(r"[^\W\d_]{2}[)\"”»]?[.;!?]\Z")
_PROSE_WORDS, _SENTENCE_WORDS = 12, 7
_SHORTEST_SENTENCE = 2 * _SENTENCE_WORDS - 1
"""Characters of as many words, with a blank between any two."""
_STOPS = frozenset(".;!?")
_LONGEST_END = 16
"""Characters at the end of a text that show whether they are an abbreviation, and the one before it."""
_ABBREVIATED_END = re.compile(
    r"(?:\b(?:Inc|Ltd|Lda|Ltda|Cia|Hnos|Gebr|Nachf|Ets|Pty|Pvt|Sdn|Bhd|Corp|Co|Bros|Intl|Mfg|Assn|Assoc|Inst|Mgmt|Jr|Sr|etc|St|Dept|Univ|Ph\.D|e\.\s?V|S\.A|S\.L|S\.p\.A|LLC|o\.o)\.|\b[^\W\d_]\.)\Z"
)


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence does, and not with an abbreviation."""
    if text[-1:] not in _STOPS:
        return False
    end = text[-_LONGEST_END:]
    return _SENTENCE_END.search(end) is not None and not _ABBREVIATED_END.search(end) and not _ends_in_region(end)


def ends_abbreviated(text: str) -> bool:
    """Return whether the full stop at the end belongs to a word that is cut short, such as ``Inc.`` and ``z o.o.``."""
    end = text[-_LONGEST_END:]
    return end.endswith(".") and (_ABBREVIATED_END.search(end) is not None or _ends_in_region(end))


def _ends_in_region(end: str) -> bool:
    """Return whether a region that is cut short stands behind a comma, as in ``Hermosillo, Son.``."""
    return end.rpartition(", ")[2] in _regions() and ", " in end


@cache
def _regions() -> frozenset[str]:
    return frozenset(name for names in read_toml("places")["abbreviated"].values() for name in names)


def starts_lower(text: str) -> bool:
    """Return whether the first letter is a small one: the line goes on with the one before."""
    return text[:1].islower()


def is_prose(text: str) -> bool:
    """Return whether `text` is running text by its length alone, or a sentence of some length."""
    if len(text) < _SHORTEST_SENTENCE:
        return False
    words = len(text.split())
    return words >= _PROSE_WORDS or (words >= _SENTENCE_WORDS and ends_sentence(text))


def joined(document: Document, rows: Sequence[Row], *, confidence: float) -> Text:
    """Return one or more rows as one text with one blank between them, anchored to each unbroken stretch of lines."""
    first = rows[0]
    value, stretches = first.text, [(first.start, first.end)]
    for before, row in pairwise(rows):
        value += row.text if row.start == before.end else f" {row.text}"  # a word broken at the line's end has no gap
        if row.nth == before.nth + 1:
            stretches[-1] = (stretches[-1][0], row.end)
        else:
            stretches.append((row.start, row.end))
    anchors = tuple([document.anchor(start, end) for start, end in stretches])
    return Extracted(" ".join(value.split()), confidence, anchors)
