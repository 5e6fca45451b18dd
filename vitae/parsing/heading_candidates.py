"""Lines that may be headings, and how each is set."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.sections import SectionKind
from vitae.domain.values import Value
from vitae.parsing.heading_words import kind_of_heading
from vitae.parsing.rows import style_at
from vitae.parsing.wording import is_capitals

_MOST_WORDS = 9
"""With a count behind them."""
_LONGEST = 60
"""Characters; no heading of the lexicon is longer."""
_RULE_LINE = re.compile(r"\s*[=\-_~*#─━═—–]{3,}\s*\Z")
_INLINE = re.compile(r"([^\n\t:]{3,40}?)\s*:(?=\s+\S)")
_DIGIT = re.compile(r"\d")
_COUNTED = re.compile(r"(?:\s+[—–:|-]|\s*\()\s*[^()]*\d[^()]*\)?\s*\Z")
"""A number after the words, such as ``Experience (10+ years)`` and ``Certificates(2)``."""
_ENDS_OPEN = re.compile(r"(?:&|/|\b(?:and|und|et|y|e|i|oraz|и))\Z", re.IGNORECASE)

_GOOD_PART = 0.25
"""Of all characters."""

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
    """Whether a line of dashes runs under it, or a colon stands behind it in a text that is set in one way only."""
    spans: bool = False
    """Whether it fills a row of a table alone, where others are divided."""

    @property
    def weight(self) -> float:
        """How far it stands out, in points of type size."""
        return (
            self.size
            + 1.5 * self.bold
            + 1.0 * self.capitals
            + 3.0 * (self.ruled or self.spans)
            + (6.0 - self.level) * bool(self.level)
        )


Place: TypeAlias = tuple[int | None, int]
"""A column of a page."""


class Candidate(Value, frozen=True):
    """A line, or its first part, that may be a heading."""

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
    is_inline: bool = False
    """Whether only a colon stands between it and the text."""


def body_look(document: Document) -> Look:
    """Return how most of the characters are set, beside the first line and what names a section.

    Bold is never the body where a good part of the text is plain: short résumés have more heads than text.
    """
    lengths: dict[TextStyle, int] = {}
    for line in document.lines[1:]:
        length = line.end - line.start
        if length > 24 or kind_of_heading(document.line_text(line)) is None:
            lengths[line.style] = lengths.get(line.style, 0) + length
    sizes: Counter[tuple[float, bool, int]] = Counter()
    for style, length in lengths.items():
        sizes[round(style.size * 2) / 2, style.bold, style.color] += length
    if not sizes:
        return Look(0.0)
    plain = {look: count for look, count in sizes.items() if not look[1]}
    chosen = plain if sum(plain.values()) >= _GOOD_PART * sum(sizes.values()) else sizes
    (size, bold, color), _ = max(chosen.items(), key=lambda item: (item[1], item[0]))
    return Look(size, bold=bold, color=color)


def _look(line: Line, style: TextStyle, text: str, *, ruled: bool) -> Look:
    size = round(style.size * 2) / 2
    return Look(size, style.bold, style.color, is_capitals(text), line.heading_level or 0, ruled)


def _spanning(document: Document) -> frozenset[tuple[int, int]]:
    """Return table and row of the rows that one cell fills, in tables whose rows mostly have several."""
    columns: dict[tuple[int, int], set[int]] = {}
    for line in document.lines:
        if line.cell is not None:
            columns.setdefault((line.cell.table, line.cell.row), set()).add(line.cell.column)
    rows = Counter(table for table, _ in columns)
    divided = Counter(table for (table, _), filled in columns.items() if len(filled) > 1)
    return frozenset(
        (table, row) for (table, row), filled in columns.items() if filled == {0} and 2 * divided[table] > rows[table]
    )


def _place(line: Line) -> Place:
    return line.page, line.column


def find_candidates(document: Document) -> Iterable[Candidate]:
    """Yield every line that is short enough, and every label before the text of its section, in order."""
    spanning = _spanning(document)
    is_uniform = len({line.style for line in document.lines}) == 1
    for index, line in enumerate(document.lines):
        if line.is_list_item:
            continue
        text = document.line_text(line)
        whole = text.strip()
        if not whole or _RULE_LINE.match(text):
            continue
        if "\t" not in whole and len(whole) <= _LONGEST:
            for candidate in _own_line(document, index, is_ruled=is_uniform and whole.endswith(":")):
                spans = line.cell is not None and (line.cell.table, line.cell.row) in spanning
                yield replace(candidate, look=candidate.look._replace(spans=True)) if spans else candidate
        elif "\t" in whole:
            yield from _rail(document, index)
        inline = _INLINE.match(text) if ":" in text else None
        if inline is not None:
            yield from _inline(document, index, inline.group(1))


def _own_line(document: Document, index: int, *, is_ruled: bool) -> Iterable[Candidate]:
    line = document.lines[index]
    text = document.line_text(line)
    start = line.start + len(text) - len(text.lstrip(" #"))
    label = text.strip(" #:.•|–—-")
    if len(label.split()) > _MOST_WORDS:
        look = _look(line, style_at(line, start), label, ruled=False)
        yield Candidate(_place(line), index, index + 1, start, line.end, label, look, None, is_exact=False)
        return
    label = (_COUNTED.sub("", text) if _DIGIT.search(text) else text).strip(" #:.•|–—-")
    below = document.lines[index + 1] if index + 1 < len(document.lines) else None
    ruled = is_ruled or (below is not None and bool(_RULE_LINE.match(document.line_text(below))))
    # a label before its text is set as the text is: only what stands before the colon is bold
    look = _look(line, style_at(line, line.end - 1 if ": " in label else start), label, ruled=ruled)
    two = _over_two_lines(document, index, look, label)
    if two is not None:
        yield two
        return
    named = kind_of_heading(label)
    kind, is_exact = named or (None, False)
    yield Candidate(
        _place(line), index, index + 1, start, start + len(text.strip(" #")), label, look, kind, is_exact=is_exact
    )


def _over_two_lines(document: Document, index: int, look: Look, label: str) -> Candidate | None:
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
    is_open = _ENDS_OPEN.search(label) is not None
    is_in_brackets = "(" in label and ")" not in label and ")" in tail
    if both is None or not (both[1] or is_in_brackets):
        return None
    if alone is not None and alone[1] and not (is_open or is_in_brackets):
        return None
    return Candidate(
        _place(line), index, index + 2, line.start, below.end, f"{label} {tail}", look, both[0], is_exact=True
    )


def _rail(document: Document, index: int) -> Iterable[Candidate]:
    """Yield the first part of a line that is cut by a tab: a label beside its text."""
    line = document.lines[index]
    text = document.line_text(line)
    label = text.split("\t", 1)[0].strip()
    if not label or len(label) > _LONGEST:
        return
    named = kind_of_heading(label.strip(": "))
    if named is not None and not named[1]:
        named = None
    start = line.start + text.index(label)
    look = _look(line, style_at(line, start), label, ruled=False)
    yield Candidate(
        _place(line),
        index,
        index + 1,
        start,
        start + len(label),
        label,
        look,
        named[0] if named is not None else None,
        is_exact=named is not None,
        shares_line=True,
    )


def _opens_plain_list(document: Document, index: int) -> bool:
    """Return whether a label stands at the top of a block, or under another one, in a document without any styles."""
    line, above = document.lines[index], document.lines[index - 1] if index else None
    if line.style.size or line.style.bold or above is None:
        return False
    return above.block != line.block or kind_of_heading(document.line_text(above).partition(":")[0]) is not None


def _inline(document: Document, index: int, label: str) -> Iterable[Candidate]:
    """Yield a bold or capital label with a colon before the text of its section."""
    line = document.lines[index]
    named = kind_of_heading(label)
    if named is None or not named[1] or named[0] not in INLINE_KINDS:
        return
    text = document.line_text(line)
    start = line.start + text.index(label)
    after = start + len(label)
    style, rest = style_at(line, start), style_at(line, min(after + 2, line.end - 1))
    if style == rest and not is_capitals(label) and not _opens_plain_list(document, index):
        return
    end = after + text[after - line.start :].index(":") + 1
    yield Candidate(
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
        is_inline=True,
    )
