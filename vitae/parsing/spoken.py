"""The languages that the candidate speaks, and how well."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, LanguageSkill, Text
from vitae.lexicons.files import read_toml
from vitae.parsing.rows import Piece, Row
from vitae.parsing.wording import Match, Phrasebook, Word, fold, phrases_of, words_of

_CEFR = re.compile(r"(?<!\w)(?:[ABC][12]\+?|[АВС][12])(?!\w)")
_SEPARATOR = re.compile(r"[;|•·\n]|\t(?=[^\W\d_])|,(?![^()]*\))")
_FLUENCY_EDGES = " \t\n,;:–—-()[]/.•·|"
_FEWEST_ALIKE = 2
_HEAD = re.compile(r"(?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2})\s*(?P<sign>\s[–—-]\s|:|\t|\()")
"""A name of few words before what divides it from a level."""
_UNKNOWN = 0.7
"""The confidence in a language that only its place in the list tells."""


class _Language(NamedTuple):
    """What tells a language from others: its code, or its name where no code is listed."""

    code: str | None
    name: str | None = None


@cache
def _languages() -> Phrasebook[_Language]:
    table = read_toml("languages")
    coded = [(name, _Language(code)) for code, names in table["names"].items() for name in names]
    return Phrasebook.of([*coded, *((name, _Language(None, name)) for name in table["further"]["names"])])


def parse_languages(document: Document, rows: Sequence[Row]) -> tuple[LanguageSkill, ...]:
    """Return each language once, in order, with its level where one stands beside it.

    A row made as those of most languages are names one, too, that no lexicon has (``Nupe – fair``).
    """
    spoken: dict[_Language, LanguageSkill] = {}
    signs = _signs_behind_names(rows)
    for nth, row in enumerate(rows):
        names = _names_in(row.piece)
        if not names and (unknown := _unknown(document, row, signs)) is not None:
            spoken.setdefault(_Language(None, fold(unknown.language.value)), unknown)
        for at, (match, words) in enumerate(names):
            first, last = words[match.first], words[match.stop - 1]
            until = names[at + 1][1][names[at + 1][0].first].start if at + 1 < len(names) else len(row.text)
            level = _level(document, row.piece, last.end, until)
            if level is None and len(names) == 1 and nth + 1 < len(rows) and not _names_in(rows[nth + 1].piece):
                level = _level(document, rows[nth + 1].piece, 0, len(rows[nth + 1].text))
            start, end = row.start + first.start, row.start + last.end
            name = Extracted(document.text[start:end], 0.95, (document.anchor(start, end),))
            spoken.setdefault(match.value, LanguageSkill(name, match.value.code, level))
    return tuple(spoken.values())


def _signs_behind_names(rows: Sequence[Row]) -> Counter[str]:
    """Return by what the known languages at the beginning of rows are divided from their levels, and how often."""
    heads = (_HEAD.match(row.text) for row in rows)
    return Counter(head["sign"].strip() for head in heads if head is not None and _languages().exact(head["name"]))


def _unknown(document: Document, row: Row, signs: Mapping[str, int]) -> LanguageSkill | None:
    """Return the language of a row that names none we know, if at least two that we know are written so."""
    head = _HEAD.match(row.text)
    if head is None or signs.get(head["sign"].strip(), 0) < _FEWEST_ALIKE or not head["name"][:1].isupper():
        return None
    is_level = phrases_of("languages", "fluency").exact(head["name"]) is not None
    if is_level or head["name"].isupper() or phrases_of("languages", "no_languages").exact(head["name"]) is not None:
        return None
    piece = row.piece.cut(0, head.end("name"))
    name = Extracted(piece.text, _UNKNOWN, (document.anchor(piece.start, piece.end),))
    return LanguageSkill(name, None, _level(document, row.piece, head.end("name"), len(row.text)))


def names_language(text: str) -> bool:
    """Return whether a spoken language is named in `text`."""
    return _languages().has_any(text)


def is_labelled_list(row: Row) -> bool:
    """Return whether a line of another section lists languages after a label (``Languages: Spanish, French``)."""
    label, separator, rest = row.text.replace("\t", ":", 1).partition(":")
    is_label = bool(separator) and phrases_of("headings", "phrases", "languages").exact(label) is not None
    return is_label and names_language(rest)


def spoken_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of another section that list languages: after a label, or a run of rows with one each."""
    heads = [_HEAD.match(row.text) for row in rows]
    opens = [head is not None and _languages().exact(head["name"]) is not None for head in heads]
    return tuple(
        row
        for nth, row in enumerate(rows)
        if is_labelled_list(row)
        or (opens[nth] and (opens[nth - 1 : nth] == [True] or opens[nth + 1 : nth + 2] == [True]))
    )


def _names_in(piece: Piece) -> list[tuple[Match[_Language], tuple[Word, ...]]]:
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
