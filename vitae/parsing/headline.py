"""The headline of a candidate: the title beside, right under or right above the name, or behind its label."""

import re
from collections.abc import Iterator, Sequence

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Text
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.contact_pieces import contact_pieces
from vitae.parsing.heading_words import kind_of_heading
from vitae.parsing.name_found import NameFound
from vitae.parsing.places import parse_place
from vitae.parsing.prose import is_prose
from vitae.parsing.rows import Piece, Row
from vitae.parsing.titles import CLEARLY, is_field, title_evidence

_LABELLED = re.compile(r"([^\W\d_][^:\t]{1,28}?)(?:\s*:\s*|\t+)(?=\S)")
_BELOW, _ABOVE = 3, 2
"""Lines about the name in which its headline stands."""
_LONGEST = 90


def find_headline(document: Document, rows: Sequence[Row], found: NameFound | None) -> Text | None:
    """Return the headline; None where no title stands where headlines do."""
    for piece in _labelled(rows):
        return _text(document, piece)
    if found is None:
        return None
    below = [row for row in rows if found.row_index <= row.nth <= found.row_index + _BELOW]
    above = [row for row in reversed(rows) if found.row_index - _ABOVE <= row.nth < found.row_index]
    for row in (*below, *above):
        pieces = [piece for piece, _ in contact_pieces([row], found)]
        title = next((piece for piece in pieces if _is_headline(piece.text)), None)
        if title is not None:
            is_whole = row in below and _is_whole(row, pieces, found)
            return _text(document, row.piece if is_whole else title)
    return None


def _labelled(rows: Sequence[Row]) -> Iterator[Piece]:
    """Yield what stands behind a label for the post that is wanted or held (``Position sought: Cook``)."""
    for row in rows:
        label = _LABELLED.match(row.text) if ":" in row.text or "\t" in row.text else None
        if label is not None and contact_label(label[1]) == "position":
            value = row.piece.cut(label.end(), len(row.text)).trimmed()
            is_post = title_evidence(value.text) >= CLEARLY or is_field(value.text)
            if is_post and len(value.text) <= _LONGEST and not is_prose(value.text):
                yield value


def _is_headline(text: str) -> bool:
    if "@" in text or any(c.isdigit() for c in text[:3]) or len(text) > _LONGEST or parse_place(text) is not None:
        return False
    return title_evidence(text) >= CLEARLY and not is_prose(text) and kind_of_heading(text) is None


def _is_whole(row: Row, pieces: Sequence[Piece], found: NameFound) -> bool:
    """Return whether all of a line is the headline: it has neither the name, an address, a place nor a label in it."""
    is_apart = found.piece.start >= row.end or found.piece.end <= row.start
    if not is_apart or "@" in row.text or "\t" in row.text or len(row.text) >= _LONGEST or not pieces:
        return False
    return pieces[0].start == row.piece.trimmed().start and all(parse_place(piece.text) is None for piece in pieces)


def _text(document: Document, piece: Piece) -> Text:
    return Extracted(piece.text, 0.85, (document.anchor(piece.start, piece.end),))
