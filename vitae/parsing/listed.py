"""What is listed a line each: certificates, awards, publications, interests, references."""

import re
from collections.abc import Iterable, Sequence

from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.resume import Award, Certificate, Extracted, Publication, Reference, Text
from vitae.parsing.dated import Dates, single_date
from vitae.parsing.entries import pieces_without
from vitae.parsing.names import clean_name
from vitae.parsing.prose import is_prose, starts_lower
from vitae.parsing.rows import Piece, Row
from vitae.parsing.skills import split_list
from vitae.parsing.titles import organization_evidence, title_evidence

_ISSUER = re.compile(r",\s+|\s+[|·•–—]\s+|\s+-\s+|\t+|\s+(?:by|from|issued by|von|par|por|da|przez)\s+(?=[^\W\d_a-z])")
_QUOTED_TITLE = re.compile(r"[“\"«„]([^”\"»“]{8,200})[”\"»“]")
_SENTENCE = re.compile(r"\.\s+")
_ON_REQUEST = re.compile(
    r"request|anfrage|wunsch|demande|solicitud|petición|pedido|richiesta|życzenie|prośb|запрос|требовани", re.IGNORECASE
)
_EDGES = " \t\n,;:|·•–—-()[]"


def _items(rows: Sequence[Row], dates: Dates) -> list[tuple[Row, ...]]:
    """Put the printed lines of one item together."""
    items: list[list[Row]] = []
    for row in rows:
        if items and not row.is_bullet and _belongs(items[-1], row, dates):
            items[-1].append(row)
        else:
            items.append([row])
    return [tuple(item) for item in items]


def _belongs(item: Sequence[Row], row: Row, dates: Dates) -> bool:
    before = item[-1]
    if row.start == before.end or starts_lower(row.text) or before.text.endswith((",", ";", "–", "-", "&")):
        return True
    if before.is_bullet:
        return bool(
            row.line.box is not None and before.line.box is not None and row.line.box.x0 > before.line.box.x0 + 3
        )
    dated = any(dates.touching(part.start, part.end) for part in item)
    only_date = bool(dates.touching(row.start, row.end)) and not pieces_without(
        row.piece, dates.touching(row.start, row.end)
    )
    return only_date and not dated


def _whole(document: Document, item: Sequence[Row]) -> Piece:
    return Piece(document.text[item[0].start : item[-1].end], item[0].start, item[-1].end)


def _value(document: Document, piece: Piece, confidence: float) -> Text:
    return Extracted(" ".join(piece.text.split()), confidence, (document.anchor(piece.start, piece.end),))


def _named(
    document: Document, item: Sequence[Row], dates: Dates
) -> tuple[Text, Text | None, tuple[DateRange, ...]] | None:
    """Return the name of an item, who gave it, and its dates."""
    whole = _whole(document, item)
    ranges = dates.touching(whole.start, whole.end)
    parts = [part for piece in pieces_without(whole, ranges) for part in piece.split(_ISSUER)]
    parts = [part.trimmed(_EDGES) if part.text.count("(") != part.text.count(")") else part for part in parts]
    if not parts:
        return None
    name, giver = _name_and_giver(document, parts)
    if len(name.text) > 160:
        return None
    return _value(document, name, 0.85), _value(document, giver, 0.75) if giver is not None else None, ranges


def _name_and_giver(document: Document, parts: Sequence[Piece]) -> tuple[Piece, Piece | None]:
    """Take the last part as the giver, where there are several; an institution beats the order."""
    if len(parts) == 1:
        return parts[0], None
    givers = [part for part in parts[1:] if organization_evidence(part.text) >= 3.0]
    giver = givers[0] if givers else parts[-1]
    before = [part for part in parts if part.end <= giver.start]
    last = before[-1] if before else parts[0]
    start = before[0].start if before else parts[0].start
    return Piece(document.text[start : last.end], start, last.end), giver


def parse_certificates(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Certificate, ...]:
    """Return certificates and licences in order, with issuer and date where they are written."""
    found = (_named(document, item, dates) for item in _items(rows, dates))
    return tuple(Certificate(n[0], n[1], single_date(document, n[2])) for n in found if n is not None)


def parse_awards(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Award, ...]:
    """Return honours in order, with who gave them and when."""
    found = (_named(document, item, dates) for item in _items(rows, dates))
    return tuple(Award(n[0], n[1], single_date(document, n[2])) for n in found if n is not None)


def parse_publications(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Publication, ...]:
    """Return publications in order: the title in quotation marks, or the sentence after the authors."""
    publications = []
    for item in _items(rows, dates):
        whole = _whole(document, item)
        title = _title_of(whole)
        if title is not None and any(c.isalpha() for c in title.text):
            date = single_date(document, dates.touching(whole.start, whole.end))
            publications.append(Publication(_value(document, title, 0.75), None, date))
    return tuple(publications)


def _title_of(whole: Piece) -> Piece | None:
    quoted = _QUOTED_TITLE.search(whole.text)
    if quoted is not None:
        return whole.cut(quoted.start(1), quoted.end(1)).trimmed()
    sentences = whole.split(_SENTENCE)
    titled = [s for s in sentences if len(s.text.split()) >= 4]
    if len(sentences) > 1 and titled:
        named = [s for s in titled if s is not sentences[0]] or titled
        return named[0]
    return sentences[0] if sentences and len(sentences[0].text) <= 300 else None


def parse_interests(document: Document, rows: Sequence[Row]) -> tuple[Text, ...]:
    """Return interests in order; running text is one of them as a whole."""
    found: list[Text] = []
    for item in _items(rows, Dates((), ())):
        whole = _whole(document, item)
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
                or title_evidence(part.text) >= 3.0
                or organization_evidence(part.text) >= 1.0
            ):
                continue
            yield Reference(Extracted(name, 0.75, (document.anchor(part.start, part.end),)), None)
