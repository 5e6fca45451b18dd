"""Decide which part of an entry's head is what: title or employer, degree or institution, place.

The head is cut into atoms at tabs, dashes, commas and brackets. Every way of giving neighbouring
atoms to the roles is scored with a small table of evidence, and the best wins. A second round adds
what the section agrees on: where the title stood, and how it was set, in the other entries.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from vitae.domain.document import Document
from vitae.parsing.entries import Entry
from vitae.parsing.rows import Piece, style_at
from vitae.parsing.titles import is_legal_form


class Role(StrEnum):
    """What a part of a head may be."""

    HEAD = "head"
    """The job title, or the degree."""
    BODY = "body"
    """The employer, or the institution."""
    PLACE = "place"
    MARK = "mark"
    """A grade."""
    REST = "rest"


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


_PART_EDGES = frozenset({Edge.LINE, Edge.TAB, Edge.DASH, Edge.AT})
_ROLES = tuple(Role)
Slot = tuple[int, int, Edge, bool, bool]


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest part that a role is given to."""

    piece: Piece
    edge: Edge
    slot: Slot
    """Line of the head, place within the line, edge, bold, italic: where the section repeats itself."""
    part: int = 0
    """The number of the stretch of one line, set in one style, that it belongs to."""


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring atoms as one text."""

    atoms: tuple[Atom, ...]
    text: str
    after_body: bool
    """Whether the atoms right before are the employer or the institution."""
    is_whole_part: bool = False
    """Whether it is all of what is set in one style on one of several lines or in one of several styles."""

    @property
    def edge(self) -> Edge:
        """What stands before the group."""
        return self.atoms[0].edge

    @property
    def start(self) -> int:
        """Where the group begins in the document."""
        return self.atoms[0].piece.start

    @property
    def end(self) -> int:
        """Where the group ends in the document."""
        return self.atoms[-1].piece.end


Scorer = Callable[[Role, Group], float]
Labels = Mapping[Role, Group]

_JOINING_COST: Mapping[Edge, float] = {
    Edge.LINE: 1.6,
    Edge.WRAP: 0.2,
    Edge.TAB: 4.0,
    Edge.DASH: 2.2,
    Edge.AT: 5.0,
    Edge.COMMA: 0.6,
    Edge.COLON: 1.4,
    Edge.BRACKET: 0.0,
}
"""What it costs to read two atoms as one, by what stands between them."""
_RESTYLED_COST: Mapping[Edge, float] = {**_JOINING_COST, Edge.LINE: 4.0, Edge.DASH: 3.5, Edge.COMMA: 2.6}
"""The same where the second atom is set in another style: who sets them apart means two things."""
_UNITY = 0.25
"""Points for reading the commas inside of what is set in one style as a part of it."""
_LISTING = frozenset({Edge.COMMA, Edge.COLON})
_FREE_INSIDE_PLACES = frozenset({Edge.COMMA, Edge.BRACKET})
_LONGEST_GROUP = 4
_MOST_ATOMS = 12
_DEAREST = 3.0
"""Points that joining may cost at most."""
_HOPELESS = -3.0
"""Points below which a reading is not pursued."""
_BIT: Mapping[Role, int] = {Role.HEAD: 1, Role.BODY: 2, Role.PLACE: 4, Role.MARK: 8, Role.REST: 0}
_AGREEMENT = 1.5
"""How much weight the habit of the section has against the words of one entry."""

_STRONG = re.compile(r"\s+[|·•–—/]+\s+|\s+-+\s+|\s*[|·•]\s*|\s*;\s+")
_AT = re.compile(r"\s+(?:@|at|bei|bei der|chez|presso)\s+(?=[^\W\d_a-zа-я]|\d)")
_COLON = re.compile(r":\s+")
_COMMA = re.compile(r",\s+")
_TAIL_BRACKET = re.compile(r"\s*\(([^()]*(?:\([^()]*\)[^()]*)?)\)")


def atoms_of(entry: Entry) -> tuple[Atom, ...]:
    """Cut the head of an entry into atoms."""
    atoms: list[Atom] = []
    part, before = -1, None
    for nth_row, head in enumerate(entry.heads):
        opening = Edge.WRAP if nth_row and head.goes_on else Edge.LINE
        cut = [
            (piece, edge)
            for nth, part in enumerate(head.pieces)
            for piece, edge in _cut(part, Edge.TAB if nth else opening)
        ]
        for nth, (piece, edge) in enumerate(cut):
            style = style_at(head.row.line, piece.start)
            part += style != before or edge in _PART_EDGES
            before = style
            atoms.append(Atom(piece, edge, (nth_row, min(nth, 3), edge, style.bold, style.italic), part))
    return tuple(atoms[:_MOST_ATOMS])


def _cut(part: Piece, edge: Edge) -> Iterable[tuple[Piece, Edge]]:
    for whole, first in _cut_at(part, _STRONG, Edge.DASH, edge):
        yield from _cut_phrases(whole, first)


def _cut_phrases(whole: Piece, edge: Edge) -> Iterable[tuple[Piece, Edge]]:
    for piece, outer in _cut_at(whole, _COLON, Edge.COLON, edge):
        for clause, middle in _cut_at(piece, _AT, Edge.AT, outer):
            for phrase, inner in _cut_commas(clause, middle):
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
    parts = list(_cut_at(piece, _COMMA, Edge.COMMA, before))
    held: tuple[Piece, Edge] | None = None
    for part, edge in parts:
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
    for match in _TAIL_BRACKET.finditer(piece.text):
        head = piece.cut(at, match.start()).trimmed()
        if head.text:
            yield head, edge
            edge = Edge.BRACKET
        yield (
            piece.cut(match.end() - len(match.group().lstrip()), match.end()),
            Edge.BRACKET if at or head.text else edge,
        )
        at, edge = match.end(), Edge.BRACKET
    tail = piece.cut(at, len(piece.text)).trimmed()
    if tail.text:
        yield tail, edge


def _is_inside_brackets(text: str, at: int) -> bool:
    before = text[:at]
    return (
        before.count("(") > before.count(")")
        or before.count("«") > before.count("»")
        or before.count("„") > before.count("“")
    )


def label_entries(document: Document, entries: Sequence[Entry], score: Scorer) -> tuple[Labels, ...]:
    """Return the parts of each entry's head by role; a role for which nothing speaks is missing."""
    solvers = [_Solver(document, atoms_of(entry), score) for entry in entries]
    habit = _habits([solver.best({}) for solver in solvers])
    return tuple(solver.best(habit) for solver in solvers)


def _habits(labelled: Iterable[Labels]) -> Mapping[tuple[Slot, Role], float]:
    """Return for each slot how much more often than by chance it had each role."""
    seen: Counter[tuple[Slot, Role]] = Counter()
    slots: Counter[Slot] = Counter()
    for labels in labelled:
        for role, group in labels.items():
            seen[group.atoms[0].slot, role] += 1
            slots[group.atoms[0].slot] += 1
    return {key: _AGREEMENT * (count / slots[key[0]] - 0.4) for key, count in seen.items() if slots[key[0]] >= 2}


_Option = tuple[int, Role, Group, float]
"""Where a group stops, its role, the group, and its points."""


class _Solver:
    """Finds the best way of giving the atoms of one head to the roles; each role is given once, REST at will."""

    def __init__(self, document: Document, atoms: tuple[Atom, ...], score: Scorer) -> None:
        self._document = document
        self._atoms = atoms
        self._score = score
        self._options: dict[tuple[int, bool], list[_Option]] = {}
        self._parts = Counter(atom.part for atom in atoms)

    def best(self, habit: Mapping[tuple[Slot, Role], float]) -> Labels:
        """Return the groups of the best reading, with what the section agrees on."""
        found: dict[tuple[int, int, bool], tuple[float, tuple[tuple[Role, Group], ...]]] = {}

        seen: dict[tuple[int, bool], list[_Option]] = {}

        def weighted(at: int, *, after_body: bool) -> list[_Option]:
            options = seen.get((at, after_body))
            if options is None:
                slot = self._atoms[at].slot
                options = [
                    (stop, role, group, points + habit.get((slot, role), 0.0))
                    for stop, role, group, points in self._options_at(at, after_body=after_body)
                ]
                seen[at, after_body] = options
            return options

        def solve(at: int, used: int, *, after_body: bool) -> tuple[float, tuple[tuple[Role, Group], ...]]:
            if at == len(self._atoms):
                return 0.0, ()
            key = (at, used, after_body)
            known = found.get(key)
            if known is not None:
                return known
            best: tuple[float, tuple[tuple[Role, Group], ...]] = (float("-inf"), ())
            for stop, role, group, points in weighted(at, after_body=after_body):
                bit = _BIT[role]
                if used & bit:
                    continue
                rest_points, rest = solve(stop, used | bit, after_body=role is Role.BODY)
                total = points + rest_points
                if total > best[0] + 1e-9:
                    best = (total, ((role, group), *rest))
            found[key] = best
            return best

        _, chosen = solve(0, 0, after_body=False)
        return {role: group for role, group in chosen if role is not Role.REST}

    def _options_at(self, at: int, *, after_body: bool) -> list[_Option]:
        """Return every group that begins at an atom, in every role it may have, with its points."""
        known = self._options.get((at, after_body))
        if known is not None:
            return known
        options = []
        for stop in range(at + 1, min(len(self._atoms), at + _LONGEST_GROUP) + 1):
            atoms = self._atoms[at:stop]
            if stop > at + 1 and self._is_interrupted(atoms[-2], atoms[-1]):
                break
            if sum(_cost(a, b) for a, b in pairwise(atoms) if b.edge not in _FREE_INSIDE_PLACES) > _DEAREST:
                break
            group = self._group(atoms, after_body=after_body)
            for role in _ROLES:
                if role is Role.REST and stop > at + 1:
                    continue
                points = self._score(role, group) - _joining_cost(role, group)
                if points > _HOPELESS or role is Role.REST:
                    options.append((stop, role, group, points))
        self._options[at, after_body] = options
        return options

    def _is_interrupted(self, before: Atom, atom: Atom) -> bool:
        """Return whether words that are no part of the head, such as a date, stand between two atoms."""
        return any(c.isalnum() for c in self._document.text[before.piece.end : atom.piece.start])

    def _group(self, atoms: tuple[Atom, ...], *, after_body: bool) -> Group:
        text = " ".join(self._document.text[atoms[0].piece.start : atoms[-1].piece.end].split())
        is_one_part = atoms[0].part == atoms[-1].part and len(atoms) == self._parts[atoms[0].part]
        return Group(atoms, text, after_body, is_one_part and len(self._parts) > 1)


def _cost(before: Atom, atom: Atom) -> float:
    """Return what it costs to read an atom as a part of the one before."""
    is_restyled = before.slot[3:] != atom.slot[3:] or (before.part != atom.part and atom.edge not in _PART_EDGES)
    return (_RESTYLED_COST if is_restyled else _JOINING_COST)[atom.edge]


def _joining_cost(role: Role, group: Group) -> float:
    if len(group.atoms) == 1:
        return 0.0
    inner = [(atom.edge, _cost(before, atom)) for before, atom in pairwise(group.atoms)]
    if role is Role.PLACE:
        return sum(0.0 if edge in _FREE_INSIDE_PLACES else _JOINING_COST[edge] for edge, _ in inner)
    commas = sum(edge is Edge.COMMA for edge, _ in inner)
    if group.is_whole_part and all(edge in _LISTING for edge, _ in inner):
        return -_UNITY
    return sum(cost for _, cost in inner) + 0.3 * commas * (role is Role.BODY)
