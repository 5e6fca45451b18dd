"""Publications: the title, where it appeared, and when."""

import re
from collections.abc import Sequence

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Publication, Text
from vitae.parsing.dated import Dates, single_date
from vitae.parsing.listed import items_of, whole_of
from vitae.parsing.rows import Piece, Row

_QUOTED_TITLE = re.compile(r"[“\"«„]([^”\"»“]{8,200})[”\"»“]")
_SENTENCE = re.compile(r"\.\s+")
_ABBREVIATED = "".join(rf"(?<!\b[^\W\d_]{{{letters}}})" for letters in range(1, 6))
_PART = re.compile(rf",\s+|{_ABBREVIATED}\.\s+|\s+[|·–—]\s+|\s*;\s*|\s*\(|\)\s*")
"""Words of up to five letters before a full stop may be those of a journal: ``Ann. Appl. Biol.``"""
_NUMBER = re.compile(r"\s*(?:\b(?:vol|no|pp|issue)\b\.?\s*)?\d", re.IGNORECASE)
_FEWEST_WORDS = 4
_LONGEST_TITLE = 300
_LONGEST_PUBLISHER = 80
_SMALL = re.compile(r"(?:of|the|and|for|in|on|de|del|la|le|et|y|für|und|der|des|in:|&)\Z", re.IGNORECASE)
_NO_PUBLISHER = re.compile(
    r"\d|https?:|www\.|\b(?:doi|vol|no|pp|issue|pages)\b|\A(?:in press|accepted|granted|pending)", re.IGNORECASE
)
_LEAD = re.compile(r"(?:in|In|published in|In:|in:|Publisher:)\s+")


def parse_publications(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Publication, ...]:
    """Return publications in order: the title is in quotation marks, the sentence after the authors, or first."""
    publications = []
    for item in items_of(document, rows, dates):
        whole = whole_of(document, item)
        title = _title_of(whole)
        if title is None or not any(c.isalpha() for c in title.text):
            continue
        title, publisher = _with_publisher(whole, title)
        date = single_date(document, dates.touching(whole.start, whole.end))
        given = _value(document, publisher, 0.7) if publisher is not None else None
        publications.append(Publication(_value(document, title, 0.75), given, date))
    return tuple(publications)


def _title_of(whole: Piece) -> Piece | None:
    quoted = _QUOTED_TITLE.search(whole.text)
    if quoted is not None:
        return whole.cut(quoted.start(1), quoted.end(1)).trimmed()
    sentences = whole.split(_SENTENCE)
    titled = [s for s in sentences if len(s.text.split()) >= _FEWEST_WORDS]
    if len(sentences) > 1 and titled:
        named = [s for s in titled if s is not sentences[0]] or titled
        return named[0]
    return sentences[0] if sentences and len(sentences[0].text) <= _LONGEST_TITLE else None


def _with_publisher(whole: Piece, title: Piece) -> tuple[Piece, Piece | None]:
    """Return the title and where it appeared: the first name after the title, or at the end of its own line."""
    after = whole.cut(title.end - whole.start, len(whole.text))
    for part in after.split(_PART)[:2]:
        named = _without_lead(part)
        if _is_publisher(named.text):
            return title, named
    parts = title.split(re.compile(r",\s+|\s+[|·–—]\s+"))
    while len(parts) > 1 and _NO_PUBLISHER.search(parts[-1].text):
        parts.pop()
    last = _without_lead(parts[-1]) if parts else title
    before = title.cut(0, max(0, last.start - title.start)).trimmed()
    if len(parts) > 1 and _is_publisher(last.text) and len(before.text.split()) >= _FEWEST_WORDS:
        return before, last
    return title, None


def _without_lead(part: Piece) -> Piece:
    """Return a part without ``In`` before it and without the number of a volume behind it."""
    lead = _LEAD.match(part.text)
    start = lead.end() if lead is not None else 0
    number = _NUMBER.search(part.text, start)
    return part.cut(start, number.start() if number is not None else len(part.text)).trimmed()


def _is_publisher(text: str) -> bool:
    """Return whether words are a name: capitals throughout, no numbers, and more than initials."""
    words = text.split()
    if not words or len(text) > _LONGEST_PUBLISHER or len(text) < 3 or _NO_PUBLISHER.search(text):
        return False
    return words[0][:1].isupper() and all(word[:1].isupper() or _SMALL.match(word) for word in words)


def _value(document: Document, piece: Piece, confidence: float) -> Text:
    return Extracted(" ".join(piece.text.split()), confidence, (document.anchor(piece.start, piece.end),))
