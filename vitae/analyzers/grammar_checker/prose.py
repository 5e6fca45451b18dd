"""The prose of a résumé: its bullets and paragraphs, put together again from printed lines.

Headings, contact lines, employers, dates, lists of skills and titles of publications are not prose: nothing is
said about their grammar.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vitae.domain.document import Document, Line
from vitae.domain.sections import Section, SectionKind
from vitae.lexicons import read_toml

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LISTLIKE = re.compile(r"[,;|·•/]")
_LEAST_WORDS = 4
"""A shorter line says nothing about grammar."""
_WRAPPED = 45
"""Characters from which a line may have been broken because it was full."""
_NO_PROSE = frozenset(
    {SectionKind.CONTACT, SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.REFERENCES, SectionKind.PERSONAL}
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One bullet or paragraph; ``text[i]`` is the character ``start + i`` of the document.

    Line breaks inside are blanks, so that a pattern may run across them.
    """

    start: int
    end: int
    text: str
    is_bullet: bool
    section: SectionKind
    language: str | None
    """ISO 639-1, told by the function words; None when there are too few."""


def find_passages(document: Document, sections: Sequence[Section]) -> tuple[Passage, ...]:
    """Return the bullets and paragraphs in order of position."""
    passages = []
    for kind, lines in _bodies(document, sections):
        passages += [_passage(document, kind, group) for group in _paragraphs(document, lines)]
    return tuple(passage for passage in passages if _is_prose(passage))


def _bodies(document: Document, sections: Sequence[Section]) -> Iterator[tuple[SectionKind, Sequence[Line]]]:
    """Yield the lines of every section; all lines when no section was found."""
    if not sections:
        yield SectionKind.OTHER, document.lines
    for section in sections:
        if section.kind is not SectionKind.PUBLICATIONS:
            yield section.kind, document.lines[section.first_line : section.stop_line]


def _paragraphs(document: Document, lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not _continues(document, group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(document: Document, before: Line, line: Line) -> bool:
    """Whether `line` goes on with the sentence that was broken at the end of `before`."""
    if line.is_list_item or line.heading_level or before.heading_level or line.start < before.end:
        return False
    if (line.column, line.cell, line.style.size) != (before.column, before.cell, before.style.size):
        return False
    if before.path is not None and line.path != before.path:
        return _is_plain_text(before) and _flows(document, before, line)
    return line.block == before.block and _flows(document, before, line)


def _is_plain_text(line: Line) -> bool:
    """Whether the path names a printed line; a paragraph of a word processor is never continued by the next."""
    return (line.path or "").startswith("line[")


def _flows(document: Document, before: Line, line: Line) -> bool:
    first, second = document.line_text(before), document.line_text(line)
    if "\t" in first or "\t" in second or not first.strip() or not second.strip():
        return False
    if document.text[before.end : line.start].strip():
        return False
    if second.lstrip()[0].islower():
        return True
    return len(first) >= _WRAPPED and (before.is_list_item or first.rstrip()[-1] not in ".!")


def _passage(document: Document, kind: SectionKind, lines: Sequence[Line]) -> Passage:
    start, end = lines[0].content_start, lines[-1].end
    text = document.text[start:end].replace("\n", " ")
    return Passage(start, end, text, lines[0].is_list_item, kind, tell_language(text))


def _is_prose(passage: Passage) -> bool:
    """Whether it reads like a sentence or a bullet rather than a list, a heading or an address."""
    words: list[str] = _WORD.findall(passage.text)
    if len(words) < _LEAST_WORDS or "\t" in passage.text or "@" in passage.text:
        return False
    if sum(word.isupper() for word in words) > len(words) / 2:
        return False
    small = sum(word.islower() for word in words)
    if passage.is_bullet and passage.section not in _NO_PROSE:
        return small >= len(words) / 3
    separators = len(_LISTLIKE.findall(passage.text))
    return small >= len(words) / 2 and separators * 3 <= len(words) and passage.language is not None


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in read_toml("grammar")["function_words"].items()}


def tell_language(text: str) -> str | None:
    """Return the language whose function words are the most; None without a clear winner."""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {code: sum(word in known for word in words) for code, known in _function_words().items()}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    (best, most), (_, second) = ranked[0], ranked[1]
    return best if most > second and most > 0 else None
