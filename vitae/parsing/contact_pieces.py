"""What stands between the separators of contact data, without its labels."""

import re
from collections.abc import Sequence

from vitae.parsing.contact_labels import contact_label
from vitae.parsing.name_found import NameFound
from vitae.parsing.places import is_city
from vitae.parsing.rows import Piece, Row

_SEPARATOR = re.compile(
    r"\s*(?<!\S)\S+@\S+\s*|\s*(?:https?://|www\.)\S+\s*|\s*(?<!\w)\+?\(?\d[\d ()./-]{7,}\d(?!\w)\s*"
    r"|\t+|\s*[|·•‣▪◦●♦⋅∙➤\ue000-\uf8ff\u2300-\u27bf]+\s*|\s{3,}|\s[–—/-]\s"
)
"""Addresses and numbers divide a line as bars and bullets do."""
_LABEL = re.compile(r"\s*([^\W\d_][\w.\- ]{1,28}?)\s*:\s*")

_BEHIND = frozenset({"phone", "email"})


def contact_pieces(rows: Sequence[Row], found: NameFound | None) -> list[tuple[Piece, bool]]:
    """Return what stands between separators, labels taken off, and whether a label for an address stood there."""
    pieces = []
    for row in rows:
        for part in row.piece.split(_SEPARATOR):
            beside = _beside_name(part, row, found)
            label = _LABEL.match(beside.text)
            is_address = label is not None and contact_label(label[1]) == "address"
            value = beside.cut(label.end(), len(beside.text)).trimmed() if label is not None else beside
            value = _without_label_behind(value)
            if value.text:
                pieces.append((value, is_address))
    return pieces


def _without_label_behind(piece: Piece) -> Piece:
    """Return an address without the label of the number behind it (``22100 Como, tel.``), which is no town."""
    before, comma, label = piece.text.rpartition(",")
    is_label = bool(comma) and contact_label(label.strip(" :")) in _BEHIND and not is_city(label.strip(" :"))
    return piece.cut(0, len(before)).trimmed() if is_label else piece


def _beside_name(part: Piece, row: Row, found: NameFound | None) -> Piece:
    """Return what is left of a part of a line when the name is taken off."""
    if found is None or part.start >= found.piece.end or part.end <= found.piece.start:
        return part
    if part.end <= found.piece.end or row.text == found.piece.text:
        return part.cut(0, 0)
    return part.cut(max(0, found.piece.end - part.start), len(part.text)).trimmed()
