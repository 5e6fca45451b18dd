"""Lines that may be headings, and how each is set."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.sections import SectionKind
from vitae.domain.values import Value
from vitae.parsing.heading_families import Hint, hint_of_heading
from vitae.parsing.heading_words import kind_of_heading
from vitae.parsing.rows import style_at
from vitae.parsing.wording import is_capitals

_MOST_WORDS = 9
"""With a count behind them."""
_LONGEST = 60
"""Characters; no heading of the lexicon is longer."""
_RULE, _SHORTEST_RULE = "=-_~*#─━═—–", 3
"""What a line is drawn with, and its fewest characters."""
_INLINE = re.compile(r"([^\n\t:]{3,40}?)\s*:(?=\s+\S)")
_LABEL_EDGES = " #:.•|–—-=~*_[]"
"""What is typed around a heading, and is none of its words."""
_LONGEST_TAIL = 30
"""Characters of the second line of a heading that was broken in two."""
_DIGIT = re.compile("[0-9]")
_COUNTED = re.compile(r"(?:\s+[—–:|-]|\s*\()\s*[^()]*\d[^()]*\)?\s*\Z")
"""A number after the words, such as ``Experience (10+ years)`` and ``Certificates(2)``."""
_ENDS_OPEN = re.compile(r"(?:&|/|\b(?:and|und|et|y|e|i|oraz|и))\Z", re.IGNORECASE)

_BESIDE_WORK = frozenset({SectionKind.INTERESTS, SectionKind.VOLUNTEER})
_NO_ENDS = ".,;"
"""With which no heading that people word themselves ends."""
_GOOD_PART = 0.25
"""Of all characters."""
_LONG_LINE = 24
"""Characters of a line that is text, whatever it says."""

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


class Look(Value, frozen=True, order=True):
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


_Setting: TypeAlias = tuple[float, bool, int]
"""Size, bold and colour."""
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
    hint: Hint | None = None
    """What it speaks of, where no wording of the lexicon is in it."""


def body_look(document: Document) -> Look:
    """Return how most of the characters are set, beside the first line and what names a section.

    Bold is never the body where a good part of the text is plain: short résumés have more heads than text.
    """
    lengths: dict[TextStyle, int] = {}
    for line in document.lines[1:]:
        length = line.end - line.start
        if length > _LONG_LINE or kind_of_heading(document.line_text(line)) is None:
            lengths[line.style] = lengths.get(line.style, 0) + length
    sizes: Counter[_Setting] = Counter()
    for style, length in lengths.items():
        sizes[_setting(style)] += length
    if not sizes:
        return Look(0.0)
    plain = {look: count for look, count in sizes.items() if not look[1]}
    chosen = plain if sum(plain.values()) >= _GOOD_PART * sum(sizes.values()) else sizes
    (size, bold, color), _ = max(chosen.items(), key=lambda item: (item[1], item[0]))
    return Look(size, bold=bold, color=color)


def _setting(style: TextStyle) -> _Setting:
    return round(style.size * 2) / 2, style.bold, style.color


def _look(line: Line, style: TextStyle, text: str, *, ruled: bool = False, spans: bool = False) -> Look:
    size, bold, color = _setting(style)
    return Look(size, bold, color, is_capitals(text), line.heading_level or 0, ruled, spans)


def _is_set_as(look: Look, style: TextStyle, text: str) -> bool:
    """Return whether a text has the size, the weight, the colour and the case of a look."""
    return (look.size, look.bold, look.color, look.capitals) == (*_setting(style), is_capitals(text))


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


@dataclass(frozen=True, slots=True)
class _Printed:
    """The lines of a document with their texts."""

    lines: Sequence[Line]
    texts: Sequence[str]
    body: Look
    """How most of the text is set."""
    is_uniform: bool
    """Whether all of it is set alike."""


def find_candidates(document: Document, body: Look) -> Iterator[Candidate]:
    """Yield every short line, and every label before the text of its section, in order.

    What names no section and is set as most of the text is (`body`) is left out: it can be no heading.
    """
    spanning = _spanning(document)
    lines, texts = document.lines, [document.text[line.start : line.end] for line in document.lines]
    printed = _Printed(lines, texts, body, all(line.style == lines[0].style for line in lines))
    for index, (line, text) in enumerate(zip(printed.lines, printed.texts, strict=True)):
        whole = "" if line.is_list_item else text.strip()
        if not whole or _is_rule(whole):
            continue
        candidate = None
        if "\t" in whole:
            candidate = _rail(printed, index)
        elif len(whole) <= _LONGEST:
            spans = line.cell is not None and (line.cell.table, line.cell.row) in spanning
            candidate = _own_line(printed, index, spans=spans)
        if candidate is not None:
            yield candidate
        label = _INLINE.match(text) if ":" in text else None
        candidate = _inline(printed, index, label[1]) if label is not None else None
        if candidate is not None:
            yield candidate


def _is_rule(text: str) -> bool:
    """Return whether a text without blanks at its edges consists of dashes or the like."""
    return len(text) >= _SHORTEST_RULE and not text.strip(_RULE)


def _own_line(printed: _Printed, index: int, *, spans: bool) -> Candidate | None:
    line, text = printed.lines[index], printed.texts[index]
    start, stop = line.start + len(text) - len(text.lstrip(" #")), index + 1
    label = text.strip(_LABEL_EDGES)
    if len(label.split()) > _MOST_WORDS:
        end, named = line.end, None
        look = _look(line, style_at(line, start), label, spans=spans)
    else:
        end = start + len(text.strip(" #"))
        if _DIGIT.search(label):
            label = _COUNTED.sub("", text).strip(_LABEL_EDGES)
        # a label before its text is set as the text is: only what stands before the colon is bold
        style = style_at(line, line.end - 1 if ": " in label else start)
        ruled = (printed.is_uniform and text.rstrip().endswith(":")) or (
            stop < len(printed.texts) and _is_rule(printed.texts[stop].strip())
        )
        look = _look(line, style, label, ruled=ruled, spans=spans)
        two = _over_two_lines(printed, index, look, label)
        if two is not None:
            return two
        named = kind_of_heading(label)
    hint = _hint(label, named) if index and text[:1].isupper() and text[-1:] not in _NO_ENDS else None
    if hint is not None and hint.is_plain:
        named = hint.kind, hint.is_certain
    if named is None and look == printed.body:
        return None
    kind, is_exact = named or (None, False)
    return Candidate(_place(line), index, stop, start, end, label, look, kind, is_exact=is_exact, hint=hint)


def _hint(label: str, named: tuple[SectionKind, bool] | None) -> Hint | None:
    """Return what the words of a heading speak of that the lexicon has not; ``Unpaid work`` is none of work."""
    if named is not None and named[0] is not SectionKind.WORK:
        return None
    hint = hint_of_heading(label)
    if named is None or hint is None:
        return hint
    return hint if hint.is_plain and hint.kind in _BESIDE_WORK else None


def _over_two_lines(printed: _Printed, index: int, look: Look, label: str) -> Candidate | None:
    """Return a heading that a narrow column broke in two, such as ``Licences &`` and ``Certificates``."""
    if index + 1 >= len(printed.lines):
        return None
    line, below, tail = printed.lines[index], printed.lines[index + 1], printed.texts[index + 1].strip()
    if below.is_list_item or not 0 < len(tail) <= _LONGEST_TAIL or _place(below) != _place(line):
        return None
    if not _is_set_as(look, style_at(below, below.start), tail):
        return None
    both, alone = kind_of_heading(f"{label} {tail}"), kind_of_heading(label)
    if alone is None and both is None and tail[0].islower() and below.block == line.block and look != printed.body:
        return _broken_in_two(printed, index, look, f"{label} {tail}")
    is_in_brackets = "(" in label and ")" not in label and ")" in tail
    if both is None or not (both[1] or is_in_brackets):
        return None
    if alone is not None and alone[1] and not (_ENDS_OPEN.search(label) or is_in_brackets):
        return None
    return Candidate(
        _place(line), index, index + 2, line.start, below.end, f"{label} {tail}", look, both[0], is_exact=True
    )


def _broken_in_two(printed: _Printed, index: int, look: Look, text: str) -> Candidate | None:
    """Return a heading of unknown wording whose second line begins in small letters."""
    line, below = printed.lines[index], printed.lines[index + 1]
    if len(text.split()) > _MOST_WORDS or not index:
        return None
    hint = hint_of_heading(text)
    kind, is_exact = (hint.kind, hint.is_certain) if hint is not None and hint.is_plain else (None, False)
    return Candidate(
        _place(line), index, index + 2, line.start, below.end, text, look, kind, is_exact=is_exact, hint=hint
    )


def _rail(printed: _Printed, index: int) -> Candidate | None:
    """Return the first part of a line that is cut by a tab: a label beside its text."""
    line, text = printed.lines[index], printed.texts[index]
    label = text.split("\t", 1)[0].strip()
    if not label or len(label) > _LONGEST:
        return None
    named = kind_of_heading(label.strip(": "))
    is_exact = named is not None and named[1]
    kind = named[0] if named is not None and is_exact else None
    hint = hint_of_heading(label.strip(": ")) if named is None and index and label[:1].isupper() else None
    if hint is not None and hint.is_certain:
        kind, is_exact = hint.kind, True
    start = line.start + text.index(label)
    look = _look(line, style_at(line, start), label)
    if kind is None and look == printed.body:
        return None
    end = start + len(label)
    return Candidate(
        _place(line), index, index + 1, start, end, label, look, kind, is_exact=is_exact, shares_line=True, hint=hint
    )


def _opens_plain_list(printed: _Printed, index: int) -> bool:
    """Return whether a label stands at the top of a block, or under another one, in a document without any styles."""
    line = printed.lines[index]
    if line.style.size or line.style.bold or index == 0:
        return False
    is_top = printed.lines[index - 1].block != line.block
    return is_top or kind_of_heading(printed.texts[index - 1].partition(":")[0]) is not None


def _inline(printed: _Printed, index: int, label: str) -> Candidate | None:
    """Return a bold or capital label with a colon before the text of its section."""
    line, text = printed.lines[index], printed.texts[index]
    named = kind_of_heading(label)
    if named is None or not named[1] or named[0] not in INLINE_KINDS:
        return None
    start = line.start + text.index(label)
    after = start + len(label)
    style, rest = style_at(line, start), style_at(line, min(after + 2, line.end - 1))
    if style == rest and not is_capitals(label) and not _opens_plain_list(printed, index):
        return None
    end = after + text[after - line.start :].index(":") + 1
    look = _look(line, style, label)
    return Candidate(
        _place(line),
        index,
        index + 1,
        start,
        end,
        label,
        look,
        named[0],
        is_exact=True,
        shares_line=True,
        is_inline=True,
    )
