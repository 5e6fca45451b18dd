"""A name whose parts are told by labels (``Surname: Doe``, ``Prénom : Jeanne``), or by a sentence that says it."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from vitae.domain.document import Document
from vitae.domain.resume import Extracted
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.name_forms import clean_name
from vitae.parsing.name_found import NameFound
from vitae.parsing.name_particles import is_particle
from vitae.parsing.rows import Piece, Row
from vitae.parsing.titles import CLEARLY, title_evidence
from vitae.parsing.wording import folded_words

_Part = Literal["given_name", "middle_name", "family_name"]
_PARTS: tuple[_Part, ...] = get_args(_Part)
_LABELLED = re.compile(r"([^\W\d_][^:\t]{1,30}?)(?:\s*:\s*|\t+|\s{3,})(?=\S)")
_SAID = re.compile(
    r"\W*(?:my name is|mein name ist|ich heiße|je m['’]appelle|me llamo|mi nombre es|mi chiamo|meu nome é|chamo-me"
    r"|nazywam się|меня зовут)\s+",
    re.IGNORECASE,
)
_SAID_WORD = re.compile(r"(?P<word>[^\W\d_](?:\.(?= )|[\w'’-]*+))(?: |(?P<end>[.,;!]|\Z))")
"""A word or an initial, and whether a clause ends behind it."""
_MOST_SAID = 4
_MOST_ROWS = 24
_CONFIDENCE = 0.95


def told_name(document: Document, rows: Sequence[Row]) -> NameFound | None:
    """Return the name that labels give in parts, or that a sentence says; None where neither does."""
    rows = rows[:_MOST_ROWS]
    return _from_labels(document, rows) or next(_said(document, rows), None)


def _from_labels(document: Document, rows: Sequence[Row]) -> NameFound | None:
    found: dict[str, tuple[Piece, Row]] = {}
    for row, label, value in _labelled(rows):
        if label is not None:
            found.setdefault(label, (value, row))
    named = [part for part in _PARTS if part in found]
    if not named:
        return None
    shown = [found[part] for part in named]
    if len({"given_name", "family_name"} & found.keys()) == 1 and "name" in found:
        told: _Part = "given_name" if "given_name" in found else "family_name"
        found["family_name" if told == "given_name" else "given_name"] = found["name"]
        is_whole = set(folded_words(found[told][0].text)) <= set(folded_words(found["name"][0].text))
        shown = [found["name"]] if is_whole else [found[part] for part in _PARTS if part in found]
    if not {"given_name", "family_name"} <= found.keys():
        return None
    name = clean_name(" ".join(piece.text for piece, _ in shown))
    if name is None:
        return None
    anchors = tuple(document.anchor(piece.start, piece.end) for piece, _ in shown)
    first, row = min(shown, key=lambda part: part[0].start)
    return NameFound(Extracted(name, _CONFIDENCE, anchors), first, row.nth)


def _labelled(rows: Sequence[Row]) -> Iterator[tuple[Row, str | None, Piece]]:
    """Yield the labels of contact data, and what stands behind each or on the line below."""
    above: str | None = None
    for row in rows:
        if above is not None:
            yield row, above, row.piece.trimmed()
        match = _LABELLED.match(row.text)
        above = None if match is not None else contact_label(row.text.rstrip(" :"))
        if match is not None:
            yield row, contact_label(match[1]), row.piece.cut(match.end(), len(row.text)).trimmed()


def _said(document: Document, rows: Sequence[Row]) -> Iterator[NameFound]:
    for row in rows:
        opening = _SAID.match(row.text)
        if opening is None:
            continue
        piece = row.piece.cut(opening.end(), _end_of_said(row.text, opening.end())).trimmed()
        value = clean_name(piece.text) if " " in piece.text else None
        if value is not None and title_evidence(value) < CLEARLY:
            anchor = document.anchor(piece.start, piece.end)
            yield NameFound(Extracted(value, _CONFIDENCE, (anchor,)), row.piece, row.nth)


def _end_of_said(text: str, start: int) -> int:
    """Return where a name ends within its sentence: behind its last capitalised word, before an ``I`` that goes on."""
    position = end = start
    for _ in range(_MOST_SAID):
        match = _SAID_WORD.match(text, position)
        if match is None or match["word"] == "I" or not (match["word"][0].isupper() or is_particle(match["word"])):
            break
        position = match.end()
        end = match.end("word") if match["word"][0].isupper() else end
        if match["end"] is not None:
            break
    return end
