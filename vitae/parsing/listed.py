"""What is listed a line each: awards, interests, references, and the items of certificates."""

import re
from collections.abc import Iterable, Sequence

from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.resume import Award, Extracted, Reference, Text
from vitae.parsing.dated import Dates, pieces_without, single_date
from vitae.parsing.name_forms import clean_name
from vitae.parsing.prose import is_prose, starts_lower
from vitae.parsing.rows import Piece, Row
from vitae.parsing.skills import split_list
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence
from vitae.parsing.wrapping import Edges, goes_on, right_edges

_ISSUER = re.compile(r",\s+|\s+[|·•–—]\s+|\s+-\s+|\t+|\s+(?:by|from|issued by|von|par|por|da|przez)\s+(?=[^\W\d_a-z])")
_ON_REQUEST = re.compile(
    r"request|anfrage|wunsch|demande|solicitud|petición|pedido|richiesta|życzenie|prośb|запрос|требовани", re.IGNORECASE
)
_EDGES = " \t\n,;:|·•–—-()[]"


def items_of(document: Document, rows: Sequence[Row], dates: Dates) -> list[tuple[Row, ...]]:
    """Put the printed lines of one item together."""
    items: list[list[Row]] = []
    edges = right_edges(document.lines) if rows else {}
    for row in rows:
        if items and not row.is_bullet and _belongs(items[-1], row, dates, edges):
            items[-1].append(row)
        else:
            items.append([row])
    return [tuple(item) for item in items]


def _belongs(item: Sequence[Row], row: Row, dates: Dates, edges: Edges) -> bool:
    before = item[-1]
    if row.start == before.end or before.text.endswith((",", ";", "–", "-", "&")):
        return True
    if starts_lower(row.text) or row.text.startswith("("):
        return True
    if before.is_bullet:
        box, above = row.line.box, before.line.box
        return box is None or above is None or box.x0 > above.x0 + 3
    dated = any(dates.touching(part.start, part.end) for part in item)
    ranges = dates.touching(row.start, row.end)
    if bool(ranges) and not pieces_without(row.piece, ranges):
        return not dated
    return not dated and goes_on(before, row, edges)


def whole_of(document: Document, item: Sequence[Row]) -> Piece:
    """Return the printed lines of an item as one stretch."""
    return Piece(document.text[item[0].start : item[-1].end], item[0].start, item[-1].end)


def _value(document: Document, piece: Piece, confidence: float) -> Text:
    return Extracted(" ".join(piece.text.split()), confidence, (document.anchor(piece.start, piece.end),))


def named_item(
    document: Document, lines: Iterable[Piece], ranges: Sequence[DateRange]
) -> tuple[Text, Text | None] | None:
    """Return the name of an item and who gave it; its dates are no part of either."""
    undated = (piece for line in lines for piece in pieces_without(line, ranges))
    parts = [part for piece in undated for part in piece.split(_ISSUER)]
    parts = [part.trimmed(_EDGES) if part.text.count("(") != part.text.count(")") else part for part in parts]
    if not parts:
        return None
    name, giver = _name_and_giver(document, parts)
    if len(name.text) > 160:
        return None
    return _value(document, name, 0.85), _value(document, giver, 0.75) if giver is not None else None


def _name_and_giver(document: Document, parts: Sequence[Piece]) -> tuple[Piece, Piece | None]:
    """Take the last part as the giver, where there are several; an institution beats the order."""
    if len(parts) == 1:
        return parts[0], None
    givers = [part for part in parts[1:] if organization_evidence(part.text) >= CLEARLY]
    giver = givers[0] if givers else parts[-1]
    before = [part for part in parts if part.end <= giver.start]
    last = before[-1] if before else parts[0]
    start = before[0].start if before else parts[0].start
    return Piece(document.text[start : last.end], start, last.end), giver


def parse_awards(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Award, ...]:
    """Return honours in order, with who gave them and when."""
    found: list[Award] = []
    for item in items_of(document, rows, dates):
        whole = whole_of(document, item)
        ranges = dates.touching(whole.start, whole.end)
        named = named_item(document, [whole], ranges)
        if named is not None:
            found.append(Award(*named, single_date(document, ranges)))
    return tuple(found)


def parse_interests(document: Document, rows: Sequence[Row]) -> tuple[Text, ...]:
    """Return interests in order; running text is one of them as a whole."""
    found: list[Text] = []
    for item in items_of(document, rows, Dates()):
        whole = whole_of(document, item)
        pieces = [whole] if is_prose(whole.text) and whole.text.count(",") < 2 else split_list(whole)
        found += [_value(document, piece, 0.85) for piece in pieces if len(piece.text) <= 200]
    return tuple(found)


def parse_references(document: Document, rows: Sequence[Row]) -> tuple[Reference, ...]:
    """Return who speaks for the candidate; a line such as "available on request" names nobody."""
    return tuple(_reference(document, rows))


def _reference(document: Document, rows: Sequence[Row]) -> Iterable[Reference]:
    for row in rows:
        if _ON_REQUEST.search(row.text):
            yield Reference(None, _value(document, row.piece, 0.9))
            continue
        for part in row.piece.split(_ISSUER)[:1]:
            name = clean_name(part.text)
            if (
                name is None
                or len(name.split()) < 2
                or title_evidence(part.text) >= CLEARLY
                or organization_evidence(part.text) >= 1.0
            ):
                continue
            yield Reference(Extracted(name, 0.75, (document.anchor(part.start, part.end),)), None)
