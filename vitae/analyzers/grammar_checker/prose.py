"""The prose of a résumé: its bullets and paragraphs, put together again from printed lines.

Headings, contact lines, employers, dates, lists of skills and titles of publications are not prose: nothing is
said about their grammar.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from sys import maxsize

from vitae.domain.anchors import Anchor
from vitae.domain.document import Document, Line
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section, SectionKind
from vitae.domain.values import Value
from vitae.lexicons import read_toml
from vitae.lexicons.everyday_words import everyday_words
from vitae.lexicons.verbs import verb_index

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)
_LISTLIKE = re.compile(r"[,;|·•/]")
_LEAST_WORDS = 4
"""A shorter line says nothing about grammar."""
_LEAST_WORDS_OF_BULLET = 3
_WRAPPED = 45
"""Characters from which a line may have been broken because it was full."""
_LEAST_LETTERS = 4
_LEAST_KNOWN = 2
"""Everyday words, of at least four letters, by which a line without function words is taken for English."""
_NO_PROSE = frozenset(
    {SectionKind.CONTACT, SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.REFERENCES, SectionKind.PERSONAL}
)

_Span = tuple[int, int]


class Passage(Value, frozen=True):
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


def find_passages(document: Document, sections: Sequence[Section], resume: ParsedResume) -> tuple[Passage, ...]:
    """Return the bullets and paragraphs in order of position.

    The bullets that the parser has put together are taken from it: it knows also those without a printed sign.
    """
    items = _items(resume)
    groups = (
        (kind, group, item)
        for kind, lines in _bodies(document, sections)
        for item, group in _paragraphs(document, lines, items)
    )
    return tuple(passage for group in groups if (passage := _passage(document, *group)))


def find_other_lines(document: Document, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the lines that are no prose (titles, employers, dates, lists), in order of position."""
    ends = [passage.end for passage in passages]
    others = []
    for line in document.lines:
        index = bisect_right(ends, line.content_start)
        is_prose = index < len(passages) and passages[index].start < line.end
        if not is_prose:
            text = document.text[line.content_start : line.end]
            others.append(Passage(line.content_start, line.end, text, line.is_list_item, SectionKind.OTHER, None))
    return tuple(others)


def _items(resume: ParsedResume) -> list[_Span]:
    """Return where the bullets of jobs, projects and voluntary work stand, in order of position."""
    bullets = chain(
        (text for job in resume.work for text in job.highlights),
        (text for project in resume.projects for text in project.highlights),
        (text for entry in resume.volunteer for text in entry.highlights),
    )
    return sorted({span for text in bullets for span in _joined(text.anchors)})


def _joined(anchors: Sequence[Anchor]) -> Iterator[_Span]:
    """Yield one span for anchors that follow each other with nothing but white space between."""
    if not anchors:
        return
    start, end = anchors[0].start, anchors[0].end
    for anchor in anchors[1:]:
        if anchor.start > end + 1:
            yield start, end
            start = anchor.start
        end = anchor.end
    yield start, end


def _bodies(document: Document, sections: Sequence[Section]) -> Iterator[tuple[SectionKind, Sequence[Line]]]:
    """Yield the lines of every section; all lines when no section was found."""
    if not sections:
        yield SectionKind.OTHER, document.lines
    for section in sections:
        if section.kind is not SectionKind.PUBLICATIONS:
            yield section.kind, document.lines[section.first_line : section.stop_line]


def _paragraphs(
    document: Document, lines: Sequence[Line], items: Sequence[_Span]
) -> Iterator[tuple[_Span | None, list[Line]]]:
    group: list[Line] = []
    current: _Span | None = None
    for line in lines:
        item = _item_of(line, items)
        goes_on = item == current if item or current else bool(group) and _continues(document, group[-1], line)
        if group and not goes_on:
            yield current, group
            group = []
        group.append(line)
        current = item
    if group:
        yield current, group


def _item_of(line: Line, items: Sequence[_Span]) -> _Span | None:
    """Return the bullet that a line belongs to."""
    index = bisect_right(items, (line.content_start, maxsize)) - 1
    if index >= 0 and line.content_start < items[index][1]:
        return items[index]
    return None


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


def _passage(document: Document, kind: SectionKind, lines: Sequence[Line], item: _Span | None) -> Passage | None:
    """Return the passage of these lines, if they are prose."""
    start, end = item if item is not None and item[1] >= lines[-1].start else (lines[0].content_start, lines[-1].end)
    text = document.text[start:end].replace("\n", " ")
    words = words_of(text)
    is_bullet = item is not None or lines[0].is_list_item
    if len(words) < (_LEAST_WORDS_OF_BULLET if is_bullet else _LEAST_WORDS) or "\t" in text or "@" in text:
        return None
    passage = Passage(start, end, text, is_bullet, kind, tell_language(text, words))
    return passage if _is_prose(passage, words) else None


def _is_prose(passage: Passage, words: Sequence[str]) -> bool:
    """Whether it reads like a sentence or a bullet rather than a list, a heading or an address."""
    if sum(map(str.isupper, words)) > len(words) / 2:
        return False
    small = sum(map(str.islower, words))
    if words[0].lower() in verb_index() and words[0][1:].islower() and small >= len(words) / 4:
        return passage.language is not None  # "Graduated from Charles University in Prague"
    if passage.language == "de" and len(words) >= _LEAST_WORDS:
        return small >= len(words) / 5  # its nouns have capitals
    if passage.is_bullet and passage.section not in _NO_PROSE:
        return small >= len(words) / 3
    separators = len(_LISTLIKE.findall(passage.text))
    return small >= len(words) / 2 and separators * 3 <= len(words) and passage.language is not None


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """Return function word -> the languages that have it."""
    languages: dict[str, tuple[str, ...]] = {}
    for code, words in read_toml("grammar")["function_words"].items():
        for word in words.split():
            languages[word] = (*languages.get(word, ()), code)
    return languages


def words_of(text: str) -> list[str]:
    """Return the words, with their apostrophes and without numbers."""
    return _WORD.findall(text)


def tell_language(text: str, words: Sequence[str]) -> str | None:
    """Return the language whose function words are the most among the words of a text; None without a clear winner.

    Short words mean something in many languages: another one must beat English by two.
    """
    known = _function_words()
    codes = [code for word in map(str.lower, words) if word in known for code in known[word]]
    counts = {code: codes.count(code) for code in set(codes)}
    english = counts.pop("en", 0)
    best, most = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if most >= english + 2:
        return best
    if english >= max(most, 1):
        return "en"
    if not english and _reads_like_english(words):
        return "en"
    is_alone = sum(count == most for count in counts.values()) == 1
    if not english and is_alone and most:
        return best
    return "ru" if len(_RUSSIAN.findall(text)) * 2 > len(text) else None


def _reads_like_english(words: Sequence[str]) -> bool:
    """Whether most words of a line without function words are everyday English ones: ``Restored cinema organs``."""
    long = [word.lower() for word in words if len(word) >= _LEAST_LETTERS]
    known = sum(map(everyday_words().__contains__, long))
    return known >= _LEAST_KNOWN and known * 2 > len(long)
