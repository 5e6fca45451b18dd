"""Cut the head of an entry into atoms: the smallest parts that may be a title, an employer or a place."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from vitae.domain.values import Value
from vitae.parsing.degrees import lists_subjects
from vitae.parsing.entries import Entry, Head
from vitae.parsing.rows import Piece, style_at
from vitae.parsing.titles import CLEARLY, is_legal_form, organization_evidence, title_evidence


class Edge(StrEnum):
    """What stands before an atom."""

    LINE = "line"
    WRAP = "wrap"
    """A line of a narrow column, set as the line before."""
    TAB = "tab"
    DASH = "dash"
    AT = "at"
    COMMA = "comma"
    COLON = "colon"
    BRACKET = "bracket"


PART_EDGES = frozenset({Edge.LINE, Edge.TAB, Edge.DASH, Edge.AT})
Look = tuple[bool, bool, float, int]
"""Bold, italic, size and colour."""
Slot = tuple[int, int, Edge, Look]
"""Where a section repeats itself: line of the head, place within the line, edge, look.

Lines and places that are counted from the end are below zero.
"""


class Atom(Value, frozen=True):
    """The smallest part that a role is given to."""

    piece: Piece
    edge: Edge
    slot: Slot
    """Its place, counted from the beginning of the head."""
    end_slot: Slot
    """Its place, counted from the end: a title may have any number of parts, what stands last does not move by them."""
    part: int = 0
    """The number of the stretch of one line, set in one style, that it belongs to."""


_MOST_ATOMS = 12
_PLACES = 4
"""Places within a line that are told apart, from either end."""

_LISTING = re.compile(r"[,(]")
_OTHERS = re.compile(r"[|·•–—/;:@]|-\s|\s(?:at|bei|chez|presso)\s")
"""Where none of this stands, and neither comma nor bracket, nothing is cut."""
_STRONG = re.compile(r"\s+[|·•–—/]+\s+|\s+-+\s+|\s*[|·•]\s*|\s*;\s+")
_STRONG_BUT_SLASH = re.compile(_STRONG.pattern.replace("/", ""))
ASIDES = re.compile(r",\s|\s\(|\s[|·•–—-]\s|\t")
_AT = re.compile(r"\s+(?:@|at|bei|bei der|chez|presso)\s+(?=[^\W\d_a-zа-я]|\d)")
_COLON = re.compile(r":\s+")
_COMMA = re.compile(r",\s+")
_BRACKETS = (("(", ")"), ("«", "»"), ("„", "“"))
_TAIL_BRACKET = re.compile(r"(?:(?<!\S)|\s+|(?=\([^()]{6}))\(([^()]*(?:\([^()]*\)[^()]*)?)\)")
"""A few letters in brackets that a word is tied to are a part of it: ``GCE N(A) Level``, ``BA(Hons)``."""


def atoms_of(entry: Entry) -> tuple[Atom, ...]:
    """Cut the head of an entry into atoms."""
    atoms: list[Atom] = []
    part, before = -1, None
    for nth_row, head in enumerate(entry.heads):
        opening = _opening(entry.heads[nth_row - 1].row.text) if nth_row and head.goes_on else Edge.LINE
        cut = [
            (piece, edge)
            for nth, part in enumerate(head.pieces)
            for piece, edge in _cut(part, Edge.TAB if nth or _is_behind_date(entry, head, part) else opening)
        ]
        for nth, (piece, edge) in enumerate(cut):
            style = style_at(head.row.line, piece.start)
            part += style != before or edge in PART_EDGES
            before = style
            look = (style.bold, style.italic, style.size, style.color)
            end = (nth_row - len(entry.heads), max(nth - len(cut), -_PLACES), edge, look)
            atoms.append(Atom(piece, edge, (nth_row, min(nth, _PLACES - 1), edge, look), end, part))
    return tuple(atoms[:_MOST_ATOMS])


def _is_behind_date(entry: Entry, head: Head, part: Piece) -> bool:
    """Return whether a date opens a line that is not the first, before its words (``2018 – 2020, Leeds``)."""
    if head is entry.heads[0] or part.start == head.row.start:
        return False
    return any(head.row.start <= r.begin < part.start for r in entry.ranges)


def _opening(above: str) -> Edge:
    """Return what stands before a line that goes on with the one above: what that ends with, if it ends a part."""
    return Edge.COMMA if above.endswith(",") else Edge.DASH if above.endswith((" –", " —", " |", " ·")) else Edge.WRAP


def _cut(part: Piece, edge: Edge) -> Iterable[tuple[Piece, Edge]]:
    listed = _end_of_subjects(part.text)
    if listed:
        yield part.cut(0, listed).trimmed(), edge
        part, edge = part.cut(listed, len(part.text)).trimmed(" ,"), Edge.COMMA
    if _OTHERS.search(part.text) is not None:
        yield from _cut_everywhere(part, edge)
    elif _LISTING.search(part.text) is not None:
        yield from _cut_lists(part, edge)
    elif part.trimmed().text:
        yield part.trimmed(), edge


def _end_of_subjects(text: str) -> int:
    """Return where a degree and the subjects behind its colon end, which are one: at a school, if one stands there."""
    if ": " not in text or not lists_subjects(text):
        return 0
    if organization_evidence(text) < CLEARLY:
        return len(text)
    commas = [comma.start() for comma in _COMMA.finditer(text)]
    parts = zip(commas, (*commas[1:], len(text)), strict=True)
    return next((at for at, stop in parts if organization_evidence(text[at:stop]) >= CLEARLY), 0)


def _cut_everywhere(part: Piece, edge: Edge) -> Iterator[tuple[Piece, Edge]]:
    divider = _STRONG if not _joins_titles(part.text) else _STRONG_BUT_SLASH
    for whole, first in _cut_at(part, divider, Edge.DASH, edge):
        for piece, outer in _cut_at(whole, _COLON, Edge.COLON, first):
            for clause, middle in _cut_at(piece, _AT, Edge.AT, outer):
                yield from _cut_lists(clause, middle)


def _joins_titles(text: str) -> bool:
    """Return whether a slash stands between two titles that are one (``Lead Chaplain / Head of Pastoral Care``)."""
    before, slash, after = text.partition(" / ")
    if not slash or " / " in after:
        return False
    last, first = ASIDES.split(before)[-1], ASIDES.split(after)[0]
    return title_evidence(last) >= CLEARLY and title_evidence(first) >= CLEARLY


def _cut_lists(clause: Piece, edge: Edge) -> Iterator[tuple[Piece, Edge]]:
    for phrase, inner in _cut_commas(clause, edge):
        yield from _cut_brackets(phrase, inner)


def _cut_at(piece: Piece, separator: re.Pattern[str], between: Edge, before: Edge) -> Iterable[tuple[Piece, Edge]]:
    at, edge = 0, before
    for match in separator.finditer(piece.text):
        if _is_inside_brackets(piece.text, match.start()):
            continue
        part = piece.cut(at, match.start()).trimmed()
        if part.text:
            yield part, edge
            edge = between
        at = match.end()
    part = piece.cut(at, len(piece.text)).trimmed()
    if part.text:
        yield part, edge


def _cut_commas(piece: Piece, before: Edge) -> Iterable[tuple[Piece, Edge]]:
    """Cut at commas, but not before a legal form (``Brightwater, Inc.``)."""
    held: tuple[Piece, Edge] | None = None
    for part, edge in _cut_at(piece, _COMMA, Edge.COMMA, before):
        if held is not None and is_legal_form(part.text):
            whole = piece.cut(held[0].start - piece.start, part.end - piece.start)
            held = (whole, held[1])
            continue
        if held is not None:
            yield held
        held = (part, edge)
    if held is not None:
        yield held


def _cut_brackets(piece: Piece, before: Edge) -> Iterable[tuple[Piece, Edge]]:
    at, edge = 0, before
    for match in _TAIL_BRACKET.finditer(piece.text) if "(" in piece.text else ():
        head = piece.cut(at, match.start()).trimmed()
        if head.text:
            yield head, edge
            edge = Edge.BRACKET
        yield (
            piece.cut(match.end() - len(match.group().lstrip()), match.end()),
            Edge.BRACKET if at or head.text else edge,
        )
        at, edge = match.end(), Edge.BRACKET
    tail = (piece.cut(at, len(piece.text)) if at else piece).trimmed()
    if tail.text:
        yield tail, edge


def _is_inside_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return any(opening in before and before.count(opening) > before.count(closing) for opening, closing in _BRACKETS)
