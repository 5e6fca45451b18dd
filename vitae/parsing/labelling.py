"""Decide which part of an entry's head is what: title or employer, degree or institution, place.

Every way of giving neighbouring atoms of a head to the roles is scored with a small table of
evidence. What speaks for a role at one place of one entry speaks for it at the same place of the
others too, since a section repeats itself: so an employer of unknown form is told by the entries
whose titles are known. The best reading wins.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from math import copysign

from vitae.domain.document import Document
from vitae.domain.values import Value
from vitae.parsing.atoms import PART_EDGES, Atom, Edge, Look, Slot, atoms_of
from vitae.parsing.entries import Entry
from vitae.parsing.lattice import INSIDE, Lattice, Option


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


HEAD, BODY, PLACE, MARK, REST = Role
"""The roles once more: scores are told by role for every group, and a name is found in an eighth of the time that an
attribute of the class takes."""


class Group(Value, frozen=True):
    """Neighbouring atoms as one text."""

    atoms: tuple[Atom, ...]
    text: str
    edge: Edge
    """What stands before the group."""
    start: int
    """Where the group begins in the document."""
    end: int
    is_whole_part: bool = False
    """Whether it is all of what is set in one style on one of several lines or in one of several styles, or all there
    is where the other heads have several."""


Scorer = Callable[[Group], Mapping[Role, float]]
"""How far the words of a group speak for each role that it may have, in points."""
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
_ALPHANUMERIC = re.compile(r"[^\W_]")
_DEAREST = 3.0
"""Points that joining may cost at most."""
_HOPELESS = -3.0
"""Points below which a reading is not pursued."""
_BIT: Mapping[Role, int] = {HEAD: 2, BODY: 4, PLACE: 8, MARK: 16, REST: 0}
_HEAD_BIT, _BODY_BIT = _BIT[HEAD], _BIT[BODY]
_BESIDE = frozenset({Edge.BRACKET, Edge.COMMA, Edge.TAB, Edge.DASH, Edge.LINE})
_BESIDE_BODY = 0.4
"""Points for a place that stands right after the employer or the institution."""
_SURE = 2.5
"""Points that one entry may bring into the habit of its section."""
_SHARE, _SHARE_OF_LOOK = 0.6, 0.25
"""Of the evidence of the other entries, for the same place in the head and for the same look alone."""
_SHARE_OF_END = 0.5
"""Of the habit at the place that is counted from the end of the head, beside the one counted from its beginning."""
_STRONGEST_HABIT = 2.0


Choice = tuple[Role, Group]


def label_entries(document: Document, entries: Sequence[Entry], score: Scorer) -> tuple[Labels, ...]:
    """Return the parts of each entry's head by role; a role for which nothing speaks is missing."""
    heads = [atoms_of(entry) for entry in entries]
    divided = 2 * sum(len({atom.part for atom in atoms}) > 1 for atoms in heads) > len(heads)
    readers = (_Reader(document, atoms, score, is_divided=divided) for atoms in heads)
    lattices = [Lattice(reader.options(), _BODY_BIT) for reader in readers]
    if len(lattices) == 1:
        return (_labels(lattices[0].best()),)
    habit = _Habit(heads, lattices)
    return tuple(
        _labels(lattice.best(*habit.points_for(atoms))) for atoms, lattice in zip(heads, lattices, strict=True)
    )


def _labels(best: Iterable[Option[Choice]]) -> Labels:
    chosen = (what for *_, what in best)
    return {role: group for role, group in chosen if role is not REST}


class _Habit:
    """What the entries of a section say together about the roles at each place of their heads.

    Evidence counts for the place itself and, where title and employer are set differently, for how they are set.
    """

    def __init__(self, heads: Iterable[Sequence[Atom]], lattices: Iterable[Lattice[Choice]]) -> None:
        by_slot: defaultdict[Slot, dict[int, float]] = defaultdict(dict)
        by_look: defaultdict[Look, float] = defaultdict(float)
        for atoms, lattice in zip(heads, lattices, strict=True):
            is_mixed = len({atom.slot[3] for atom in atoms}) > 1
            for atom, totals in zip(atoms, lattice.marginals(), strict=True):
                _add_margins(by_slot[atom.slot], by_slot[atom.end_slot], totals)
                if is_mixed:
                    by_look[atom.slot[3]] += _preference(totals)
        self._points = {slot: _points_of_roles(said, by_look.get(slot[3], 0.0)) for slot, said in by_slot.items()}

    def points_for(self, atoms: Sequence[Atom]) -> tuple[list[Mapping[int, float]], list[float]]:
        """Return what the section says for each atom of a head, in points: to begin a role, and to go on with one."""
        points = [_sum_of(self._points[atom.slot], self._points[atom.end_slot]) for atom in atoms]
        return points, [of_atom[INSIDE] for of_atom in points]


def _sum_of(of_slot: Mapping[int, float], of_end: Mapping[int, float]) -> Mapping[int, float]:
    """Return the points of a place that is counted from both ends of a head."""
    return {key: _limited(points + _SHARE_OF_END * of_end[key], _STRONGEST_HABIT) for key, points in of_slot.items()}


def _points_of_roles(said: Mapping[int, float], preference: float) -> Mapping[int, float]:
    """Return the points at one place for the bit of each role, and for `INSIDE`."""
    look = _SHARE_OF_LOOK * preference
    points = {key: _SHARE * said.get(key, 0.0) for key in (*_BIT.values(), INSIDE)}
    points[_HEAD_BIT] += look
    points[_BODY_BIT] -= look
    return {key: _limited(of_key, _STRONGEST_HABIT) for key, of_key in points.items()}


def _preference(totals: Mapping[int, float]) -> float:
    """Return how much better an atom begins the first name than the second."""
    lowest = min(totals.values())
    return _limited(totals.get(_HEAD_BIT, lowest) - totals.get(_BODY_BIT, lowest), _SURE)


def _add_margins(said: dict[int, float], said_at_end: dict[int, float], totals: Mapping[int, float]) -> None:
    """Add how far each role is better, or worse, than the best other role that an atom may begin."""
    ordered = sorted(totals.values())
    best, second = ordered[-1], ordered[-2] if len(ordered) > 1 else ordered[-1]
    for bit, total in totals.items():
        margin = _limited(total - (second if total == best else best), _SURE)
        said[bit] = said.get(bit, 0.0) + margin
        said_at_end[bit] = said_at_end.get(bit, 0.0) + margin


def _limited(points: float, most: float) -> float:
    """Return the points, or what is nearest to them and at most so far from none."""
    return points if -most < points < most else copysign(most, points)


class _Reader:
    """Finds every group of neighbouring atoms of one head, in every role that it may have."""

    def __init__(self, document: Document, atoms: tuple[Atom, ...], score: Scorer, *, is_divided: bool) -> None:
        self._document = document
        self._atoms = atoms
        self._score = score
        self._parts = [atom.part for atom in atoms]
        self._has_parts = is_divided or len(set(self._parts)) > 1
        self._joints = [self._joint(before, atom) for before, atom in pairwise(atoms)]

    def _joint(self, before: Atom, atom: Atom) -> "_Joint":
        is_restyled = before.slot[3] != atom.slot[3] or (before.part != atom.part and atom.edge not in PART_EDGES)
        cost = (_RESTYLED_COST if is_restyled else _JOINING_COST)[atom.edge]
        is_cut = _ALPHANUMERIC.search(self._document.text, before.piece.end, atom.piece.start) is not None
        return _Joint(atom.edge, cost, is_cut)

    def options(self) -> list[list[Option[Choice]]]:
        """Return for each atom the groups that begin there."""
        return [self._options_at(at) for at in range(len(self._atoms))]

    def _options_at(self, at: int) -> list[Option[Choice]]:
        options = self._roles_of(self._group(at, at + 1), at + 1, None)
        cost = 0.0
        for stop in range(at + 2, min(len(self._atoms), at + _LONGEST_GROUP) + 1):
            joints = self._joints[at : stop - 1]
            if joints[-1].edge not in _FREE_INSIDE_PLACES:
                cost += joints[-1].cost
            if cost > _DEAREST or joints[-1].is_cut:
                break
            group = self._group(at, stop)
            options += self._roles_of(group, stop, _joining_costs(joints, is_whole_part=group.is_whole_part))
        return options

    def _roles_of(self, group: Group, stop: int, joining: Mapping[Role, float] | None) -> list[Option[Choice]]:
        """Return the roles that a group may have; only a single atom, which needs no joining, may be the rest."""
        options: list[Option[Choice]] = []
        for role, said in self._score(group).items():
            if role is REST:
                if joining is None:
                    options.append((stop, _BIT[role], said, said, (role, group)))
                continue
            points = said if joining is None else said - joining[role]
            if points > _HOPELESS:
                beside = _BESIDE_BODY if role is PLACE and group.edge in _BESIDE else 0.0
                options.append((stop, _BIT[role], points, points + beside, (role, group)))
        return options

    def _group(self, at: int, stop: int) -> Group:
        atoms = self._atoms[at:stop]
        first, last = atoms[0], atoms[-1]
        start, end = first.piece.start, last.piece.end
        text = " ".join(self._document.text[start:end].split())
        is_one_part = first.part == last.part and len(atoms) == self._parts.count(first.part)
        return Group(atoms, text, first.edge, start, end, is_one_part and self._has_parts)


class _Joint(Value, frozen=True):
    """What lies between two neighbouring atoms of a head."""

    edge: Edge
    cost: float
    """What it costs to read the second as a part of the first, in points."""
    is_cut: bool
    """Whether words that are no part of the head stand there, such as a date."""


def _joining_costs(joints: Sequence[_Joint], *, is_whole_part: bool) -> Mapping[Role, float]:
    """Return the cost of reading several atoms as one, by what they are read as."""
    edges = [joint.edge for joint in joints]
    of_place = sum([_JOINING_COST[edge] for edge in edges if edge not in _FREE_INSIDE_PLACES])
    if is_whole_part and _LISTING.issuperset(edges):
        cost = of_body = -_UNITY
    else:
        cost = sum([joint.cost for joint in joints])
        of_body = cost + 0.3 * edges.count(Edge.COMMA)
    return {HEAD: cost, BODY: of_body, PLACE: of_place, MARK: cost}
