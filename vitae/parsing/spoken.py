"""The languages that the candidate speaks, and how well."""

import re
from collections.abc import Sequence
from functools import cache

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, LanguageSkill, Text
from vitae.lexicons.files import read_toml
from vitae.parsing.rows import Piece, Row
from vitae.parsing.wording import Match, Phrasebook, Word, phrases_of, words_of

_CEFR = re.compile(r"(?<!\w)(?:[ABC][12]\+?|[АВС][12])(?!\w)")
_SEPARATOR = re.compile(r"[;|•·\n]|\t(?=[^\W\d_])|,(?![^()]*\))")
_FLUENCY_EDGES = " \t\n,;:–—-()[]/.•·|"


@cache
def _languages() -> Phrasebook[str]:
    return Phrasebook.of((name, code) for code, names in read_toml("languages")["names"].items() for name in names)


def parse_languages(document: Document, rows: Sequence[Row]) -> tuple[LanguageSkill, ...]:
    """Return each language once, in order, with its level where one stands beside it."""
    spoken: dict[str, LanguageSkill] = {}
    for nth, row in enumerate(rows):
        names = _names_in(row.piece)
        for at, (match, words) in enumerate(names):
            first, last = words[match.first], words[match.stop - 1]
            until = names[at + 1][1][names[at + 1][0].first].start if at + 1 < len(names) else len(row.text)
            level = _level(document, row.piece, last.end, until)
            if level is None and len(names) == 1 and nth + 1 < len(rows) and not _names_in(rows[nth + 1].piece):
                level = _level(document, rows[nth + 1].piece, 0, len(rows[nth + 1].text))
            start, end = row.start + first.start, row.start + last.end
            name = Extracted(document.text[start:end], 0.95, (document.anchor(start, end),))
            spoken.setdefault(match.value, LanguageSkill(name, match.value, level))
    return tuple(spoken.values())


def names_language(text: str) -> bool:
    """Return whether a spoken language is named in `text`."""
    return _languages().has_any(text)


@cache
def _labels() -> Phrasebook[bool]:
    return Phrasebook.of((phrase, True) for phrase in read_toml("headings")["phrases"]["languages"])


def is_labelled_list(row: Row) -> bool:
    """Return whether a line of another section lists languages after a label (``Languages: Spanish, French``)."""
    label, separator, rest = row.text.replace("\t", ":", 1).partition(":")
    return bool(separator) and _labels().exact(label) is not None and names_language(rest)


def _names_in(piece: Piece) -> list[tuple[Match[str], tuple[Word, ...]]]:
    words = words_of(piece.text)
    return [(match, words) for match in _languages().find([word.folded for word in words])]


def _level(document: Document, piece: Piece, start: int, stop: int) -> Text | None:
    """Return the words of fluency between a language and the next."""
    span = piece.cut(start, stop)
    level = _CEFR.search(span.text)
    words = words_of(span.text)
    known = phrases_of("languages", "fluency").find([word.folded for word in words])
    if level is None and not known:
        return None
    first_separator = next((m.start() for m in _SEPARATOR.finditer(span.text) if m.start() > 3), len(span.text))
    text = span.cut(0, first_separator).trimmed(_FLUENCY_EDGES)
    if not text.text or len(text.text) > 60:
        begin = level.start() if level is not None else words[known[0].first].start
        finish = level.end() if level is not None else words[known[-1].stop - 1].end
        text = span.cut(begin, finish).trimmed(_FLUENCY_EDGES)
    if text.text.count("(") > text.text.count(")"):
        text = Piece(document.text[text.start : text.end + 1], text.start, text.end + 1)
    value = text.text
    return Extracted(value, 0.9, (document.anchor(text.start, text.end),)) if value else None
