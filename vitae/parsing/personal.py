"""Sensitive data: taken only where they stand after their own label."""

import re
from collections.abc import Iterator
from functools import cache

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, PersonalItem
from vitae.lexicons.files import read_toml
from vitae.parsing.rows import EDGES, Piece
from vitae.parsing.wording import fold, folded_words

_SEPARATED = re.compile(r"\s+[|·•]\s+|\t+(?=[^\t:]{2,40}:)|;\s+")
_SSN = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_DIGIT = re.compile(r"\d")
_SSN_SIGN = re.compile(r"\d-\d\d-\d")
_LABEL = re.compile(r"[^\w]*([^:\t]{2,40}?)\s*(?::|\t)\s*")
_LONGEST_LABEL = 40
_LONGEST = 160
"""Characters of a line with personal data."""
_LONGEST_DIVIDED = 480
"""Characters of one whose data are divided by bars or dots."""
_DIVIDERS = "|·•"
_COUNTED_AS = {"birth_place": "birth_date"}


@cache
def _labels() -> dict[str, str]:
    """Return folded labels and their kinds."""
    tables = read_toml("personal")["labels"]
    return {fold(label).rstrip("."): kind for kind, labels in tables.items() for label in labels}


@cache
def _birth_words() -> tuple[str, ...]:
    """Return what stands before a date of birth without a colon, the longest first."""
    words = (word for word, kind in _labels().items() if kind == "birth_date" and len(word) > 3)
    return tuple(f"{word} " for word in sorted(words, key=lambda word: (-len(word), word)))


def is_personal_label(text: str) -> bool:
    """Return whether `text` as a whole announces sensitive data, such as ``Date of birth``."""
    return fold(text).rstrip(".") in _labels()


@cache
def _birth_openings() -> frozenset[str]:
    return frozenset(word.split(maxsplit=1)[0] for word in _birth_words())


def find_personal(document: Document) -> tuple[PersonalItem, ...]:
    """Return each sensitive datum once, in order of position."""
    items: dict[tuple[str, str], PersonalItem] = {}
    lines = document.lines
    for index, line in enumerate(lines):
        text = document.line_text(line)
        if len(text) > _LONGEST and not (len(text) <= _LONGEST_DIVIDED and any(mark in text for mark in _DIVIDERS)):
            continue
        if not _may_tell(text):
            continue
        piece = Piece(text, line.start, line.end)
        below = lines[index + 1] if index + 1 < len(lines) else None
        under = Piece(document.line_text(below), below.start, below.end).trimmed() if below is not None else None
        for item in _items(document, piece, under):
            items.setdefault((item.kind, item.value.value), item)
    return tuple(items.values())


def _may_tell(text: str) -> bool:
    """Return whether a line may hold a label that is known, a date after a word of birth, or a number of a person."""
    if ":" in text or "\t" in text:
        return not _label_words().isdisjoint(folded_words(text))
    bare = text.lstrip(EDGES)
    is_divided = "|" in bare or "·" in bare or "•" in bare or ";" in bare
    if is_divided or fold(bare.partition(" ")[0]) in _birth_openings():
        return _DIGIT.search(bare) is not None
    return "-" in bare and _SSN_SIGN.search(bare) is not None


@cache
def _label_words() -> frozenset[str]:
    return frozenset(folded_words(label)[0] for label in _labels() if folded_words(label))


def _items(document: Document, piece: Piece, under: Piece | None) -> Iterator[PersonalItem]:
    for part in piece.split(_SEPARATED):
        found = _labelled(part)
        if found is None:
            continue
        kind, value = found
        if not value.text and under is not None and len(under.text) <= 40 and ":" not in under.text:
            value = under
        if value.text and len(value.text) <= 80:
            anchor = document.anchor(value.start, value.end)
            yield PersonalItem(kind, Extracted(" ".join(value.text.split()), 0.9, (anchor,)))
    for match in _SSN.finditer(piece.text) if _SSN_SIGN.search(piece.text) else ():
        start, end = piece.start + match.start(), piece.start + match.end()
        yield PersonalItem("national_id", Extracted(match.group(), 0.8, (document.anchor(start, end),)))


def _labelled(part: Piece) -> tuple[str, Piece] | None:
    """Return the kind that a label before a colon, a tab or a date names, and what follows it."""
    head = _LABEL.match(part.text)
    if head is not None:
        label = fold(head[1]).strip(" .")
        kind = _labels().get(label)
        if kind is not None:
            return _COUNTED_AS.get(kind, kind), part.cut(head.end(), len(part.text)).trimmed(" \t,;|")
    folded = fold(part.text[:_LONGEST_LABEL])
    if folded.startswith(_birth_words()):
        known = next(word for word in _birth_words() if folded.startswith(word))
        value = part.cut(len(known), len(part.text)).trimmed(" \t,;|.:")
        if re.match(r"\d{1,4}[./ -]", value.text):
            return "birth_date", value
    return None
