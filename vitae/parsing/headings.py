"""Which lines are headings: by what they say, by how they look, and by how the other headings look."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.sections import SectionKind
from vitae.lexicons.files import read_toml
from vitae.parsing.rows import style_at
from vitae.parsing.spoken import names_language
from vitae.parsing.wording import Phrasebook, folded_words, is_capitals

_LONGEST = 60
"""Characters; no heading of the lexicon is longer."""
_MOST_WORDS = 7
_ALIKE = 2
"""So many headings set alike are a habit."""
_RULE_LINE = re.compile(r"\s*[=\-_~*#─━═—–]{3,}\s*\Z")
_INLINE = re.compile(r"([^\n\t:]{3,40}?)\s*:(?=\s+\S)")
_COUNTED = re.compile(r"\s+(?:[—–(:|-])\s*[^()]*\d[^()]*\)?\s*\Z")
"""A number after the words, such as ``Experience (10+ years)``."""
_ENDS_OPEN = re.compile(r"(?:&|/|\b(?:and|und|et|y|e|i|oraz|и))\Z", re.IGNORECASE)
_SPACED_OUT = re.compile(r"(?:\w {1,3}){3,}\w\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")

INLINE_KINDS = frozenset(
    {
        SectionKind.SUMMARY,
        SectionKind.SKILLS,
        SectionKind.LANGUAGES,
        SectionKind.INTERESTS,
        SectionKind.CERTIFICATES,
        SectionKind.REFERENCES,
        SectionKind.AWARDS,
    }
)
"""Kinds that are sometimes no more than a label before their text."""


class Look(NamedTuple):
    """How a heading is set; two headings of one rank look alike."""

    size: float
    bold: bool = False
    color: int = 0
    capitals: bool = False
    level: int = 0
    """The format's own heading level; 0 without one."""
    ruled: bool = False
    """Whether a line of dashes or equals signs runs under it."""

    @property
    def weight(self) -> float:
        """How far it stands out, in points of type size."""
        return (
            self.size + 1.5 * self.bold + 1.0 * self.capitals + 3.0 * self.ruled + (6.0 - self.level) * bool(self.level)
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where its section's text begins."""

    first_line: int
    body_line: int
    """The heading's own line when text follows on it, else the next."""
    start: int
    end: int
    kind: SectionKind


Place: TypeAlias = tuple[int | None, int]
"""A column of a page."""
Ranks: TypeAlias = "Mapping[tuple[Place | None, Look], int]"


class _Candidate(NamedTuple):
    place: Place
    line: int
    stop: int
    start: int
    end: int
    text: str
    look: Look
    kind: SectionKind | None
    is_exact: bool
    shares_line: bool = False
    """Whether text of the section follows on the same line."""


@cache
def _phrases() -> Phrasebook[SectionKind]:
    tables: dict[str, list[str]] = read_toml("headings")["phrases"]
    return Phrasebook.of((phrase, SectionKind(kind)) for kind, phrases in tables.items() for phrase in phrases)


@cache
def _small_words() -> frozenset[str]:
    table = read_toml("headings")["modifiers"]
    return frozenset(word for phrase in (*table["words"], *table["joiners"]) for word in folded_words(phrase))


@cache
def _vocabulary(kind: SectionKind) -> frozenset[str]:
    """Return every word of the phrases of a kind, so that parts of two phrases are known in one heading."""
    return frozenset(word for words, value in _phrases().entries.items() if value is kind for word in words)


@cache
def document_titles() -> Phrasebook[bool]:
    """Return the titles of whole documents, such as Curriculum Vitae."""
    return Phrasebook.of((title, True) for title in read_toml("headings")["document"]["titles"])


def close_up(text: str) -> str:
    """Return letter-spaced words (``S K I L L S``) as words; other text as it is."""
    stripped = text.strip()
    if not _SPACED_OUT.match(stripped):
        return text
    return " ".join(part.replace(" ", "") for part in re.split(r" {2,}", stripped))


@lru_cache(maxsize=2048)
def kind_of_heading(text: str) -> tuple[SectionKind, bool] | None:
    """Return the kind that a heading names and whether the lexicon has exactly these words.

    A heading of several parts (``Education & Training``) has the kind of its first part. Every
    word must belong to a phrase or change nothing about one (``My``, ``Selected``).
    """
    words = folded_words(close_up(text))
    if not words or len(words) > _MOST_WORDS:
        return None
    book = _phrases()
    whole = book.entries.get(words)
    if whole is not None:
        return whole, True
    found = list(book.find(words))
    if not found:
        return None
    covered = {i for match in found for i in range(match.first, match.stop)}
    rest = [word for i, word in enumerate(words) if i not in covered]
    kind = found[0].value
    unknown = [word for word in rest if word not in _small_words() and word not in _vocabulary(kind)]
    if not unknown:
        return kind, True
    if len(unknown) == 1 and len(words) <= 4 and found[-1].stop == len(words):
        return found[-1].value, False
    return None


def find_headings(document: Document) -> tuple[Heading, ...]:
    """Return the headings in reading order."""
    body = _body_look(document)
    candidates = list(_candidates(document))
    named = [c for c in candidates if c.kind is not None and _stands_out(document, c, body)]
    ranks = _ranks(named)
    accepted = {c.line: c for c in named if _has_rank(c, ranks)}
    if len(accepted) > 1:
        accepted.update({c.line: c for c in _unnamed(candidates, accepted, body)})
    ordered = [accepted[line] for line in sorted(accepted)]
    return tuple(_heading(c) for c in _without_nested(ordered))


def _heading(candidate: _Candidate) -> Heading:
    body_line = candidate.line if candidate.shares_line else candidate.stop
    return Heading(candidate.line, body_line, candidate.start, candidate.end, candidate.kind or SectionKind.OTHER)


def _without_nested(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Leave out what lies inside a heading of two lines."""
    kept: list[_Candidate] = []
    for candidate in candidates:
        if not kept or candidate.line >= kept[-1].stop:
            kept.append(candidate)
    return kept


def _body_look(document: Document) -> Look:
    """Return how most of the characters are set, beside the first line and what names a section."""
    sizes: Counter[tuple[float, bool, int]] = Counter()
    for line in document.lines[1:]:
        length = line.end - line.start
        if length > 24 or kind_of_heading(document.line_text(line)) is None:
            sizes[round(line.style.size * 2) / 2, line.style.bold, line.style.color] += length
    if not sizes:
        return Look(0.0)
    (size, bold, color), _ = max(sizes.items(), key=lambda item: (item[1], item[0]))
    return Look(size, bold=bold, color=color)


def _look(line: Line, style: TextStyle, text: str, *, ruled: bool) -> Look:
    size = round(style.size * 2) / 2
    return Look(size, style.bold, style.color, is_capitals(text), line.heading_level or 0, ruled)


def _place(line: Line) -> Place:
    return line.page, line.column


def _candidates(document: Document) -> Iterable[_Candidate]:
    for index, line in enumerate(document.lines):
        if line.is_list_item:
            continue
        text = document.line_text(line)
        whole = text.strip()
        if not whole or _RULE_LINE.match(text):
            continue
        if "\t" not in whole and len(whole) <= _LONGEST:
            yield from _own_line(document, index)
        elif "\t" in whole:
            yield from _rail(document, index)
        inline = _INLINE.match(text)
        if inline is not None:
            yield from _inline(document, index, inline.group(1))


def _own_line(document: Document, index: int) -> Iterable[_Candidate]:
    line = document.lines[index]
    text = document.line_text(line)
    start = line.start + len(text) - len(text.lstrip(" #"))
    label = _COUNTED.sub("", text).strip(" #:.•|–—-")
    ruled = index + 1 < len(document.lines) and bool(_RULE_LINE.match(document.line_text(document.lines[index + 1])))
    look = _look(line, style_at(line, start), label, ruled=ruled)
    two = _over_two_lines(document, index, look, label)
    if two is not None:
        yield two
        return
    named = kind_of_heading(label)
    kind, is_exact = named or (None, False)
    yield _Candidate(
        _place(line), index, index + 1, start, start + len(text.strip(" #")), label, look, kind, is_exact=is_exact
    )


def _over_two_lines(document: Document, index: int, look: Look, label: str) -> _Candidate | None:
    """Return a heading that a narrow column broke in two, such as ``Licences &`` and ``Certificates``."""
    if index + 1 >= len(document.lines):
        return None
    line, below = document.lines[index], document.lines[index + 1]
    tail = document.line_text(below).strip()
    if below.column != line.column or below.page != line.page or below.is_list_item or len(tail) > 30:
        return None
    if not tail or _look(below, style_at(below, below.start), tail, ruled=False)[:4] != look[:4]:
        return None
    both = kind_of_heading(f"{label} {tail}")
    alone = kind_of_heading(label)
    if both is None or not both[1] or (alone is not None and alone[1] and not _ENDS_OPEN.search(label)):
        return None
    return _Candidate(
        _place(line), index, index + 2, line.start, below.end, f"{label} {tail}", look, both[0], is_exact=True
    )


def _rail(document: Document, index: int) -> Iterable[_Candidate]:
    """Yield the first part of a line that is cut by a tab: a label beside its text."""
    line = document.lines[index]
    text = document.line_text(line)
    label = text.split("\t", 1)[0].strip()
    named = kind_of_heading(label.strip(": "))
    if named is None or not named[1] or not label:
        return
    start = line.start + text.index(label)
    look = _look(line, style_at(line, start), label, ruled=False)
    yield _Candidate(
        _place(line),
        index,
        index + 1,
        start,
        start + len(label),
        label,
        look,
        named[0],
        is_exact=True,
        shares_line=True,
    )


def _inline(document: Document, index: int, label: str) -> Iterable[_Candidate]:
    """Yield a bold or capital label with a colon before the text of its section."""
    line = document.lines[index]
    named = kind_of_heading(label)
    if named is None or not named[1] or named[0] not in INLINE_KINDS:
        return
    text = document.line_text(line)
    start = line.start + text.index(label)
    after = start + len(label)
    style, rest = style_at(line, start), style_at(line, min(after + 2, line.end - 1))
    if style == rest and not is_capitals(label):
        return
    end = after + text[after - line.start :].index(":") + 1
    yield _Candidate(
        _place(line),
        index,
        index + 1,
        start,
        end,
        label,
        _look(line, style, label, ruled=False),
        named[0],
        is_exact=True,
        shares_line=True,
    )


def _stands_out(document: Document, candidate: _Candidate, body: Look) -> bool:
    """Return whether a line that names a section also looks as if it opened one."""
    look, line = candidate.look, document.lines[candidate.line]
    above = document.lines[candidate.line - 1] if candidate.line else None
    opens_block = above is None or above.block != line.block or above.column != line.column
    points = (
        2.0 * (look.level > 0 or look.ruled)
        + 1.5 * (look.size > body.size * 1.05)
        + 1.0 * (look.bold and not body.bold)
        + 1.0 * look.capitals
        + 0.7 * (look.color != body.color)
        + 0.6 * (opens_block and not candidate.shares_line)
        + 0.6 * (line.cell is not None and line.cell.column == 0)
        - 1.0 * (look.size < body.size * 0.9)
    )
    if candidate.kind is SectionKind.LANGUAGES and not names_language(
        document.text[candidate.end : candidate.end + 120]
    ):
        return False  # programming languages
    return points >= (0.6 if candidate.is_exact else 1.5)


def _ranks(named: Iterable[_Candidate]) -> Ranks:
    """Return how many kinds of sections are set alike, in each column of a page and, under None, in the document."""
    exact = [c for c in named if c.is_exact]
    kinds = {(c.place, c.look, c.kind) for c in exact} | {(None, c.look, c.kind) for c in exact}
    return Counter((place, look) for place, look, _ in kinds)


def _chief(ranks: Ranks, place: Place | None) -> Look | None:
    """Return how the headings of a column are set, if two or more are set alike."""
    looks = [look for at, look in ranks if at == place and ranks[at, look] >= _ALIKE]
    return max(looks, key=lambda look: (ranks[place, look], look.weight, look), default=None)


def _has_rank(candidate: _Candidate, ranks: Ranks) -> bool:
    """Return whether a line looks like the headings of its column, or stands out at least as far.

    So "Languages" over a list of programming languages, set like the other labels of the skills,
    opens no section.
    """
    overall = _chief(ranks, None)
    chief = _chief(ranks, candidate.place) or overall
    if chief is None or candidate.look in {chief, overall}:
        return True
    return candidate.look.weight >= chief.weight - 0.25


def _unnamed(candidates: Iterable[_Candidate], accepted: Mapping[int, _Candidate], body: Look) -> Iterable[_Candidate]:
    """Yield lines of unknown wording that are set exactly as the headings are, and as nothing else is."""
    candidates = list(candidates)
    looks = Counter(c.look for c in accepted.values())
    others = Counter(c.look for c in candidates if c.line not in accepted and not c.shares_line)
    first = min(accepted)
    for candidate in candidates:
        look = candidate.look
        known = looks.get(look, 0)
        if candidate.line in accepted or candidate.shares_line or known < 2 or look.weight <= body.weight:
            continue
        if others[look] <= 1.5 * known and candidate.line > first and _may_be_heading(candidate.text):
            yield candidate


def _may_be_heading(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= 5
        and not text.endswith((".", ",", ";", "!", "?"))
        and not _YEAR.search(text)
        and "@" not in text
        and text[:1].isupper()
    )
