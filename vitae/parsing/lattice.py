"""The best way through a row of atoms that are cut into groups, each with a role that is given once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

INSIDE = -1
"""In place of a role: the atom goes on with the group before it."""


class Option(NamedTuple, Generic[T]):
    """One group that begins at an atom, in one role."""

    stop: int
    """The atom after the group."""
    bit: int
    """Of the role; 0 for a role that may be given any number of times."""
    points: float
    after_points: float
    """Its points right after the group of the leading role."""
    what: T


class _Step(NamedTuple, Generic[T]):
    total: float
    before: "tuple[int, int]"
    """The atom and the state that the option was taken in."""
    option: "Option[T] | None"


class Lattice(Generic[T]):
    """All readings of one row of atoms.

    A state is the bits of the roles that were given, doubled, and 1 where the last group has the leading role.
    """

    def __init__(self, options: Sequence[Sequence[Option[T]]], leading: int) -> None:
        self._options = options
        self._leading = leading

    def weigh(self, points: Callable[[Option[T]], float]) -> None:
        """Add points to every option."""
        self._options = [[_weighed(option, points(option)) for option in options] for options in self._options]

    def best(self) -> list[Option[T]]:
        """Return the groups of the best reading in order."""
        steps = self._forward()
        at = len(self._options)
        state = max(steps[at], key=lambda state: steps[at][state].total)
        chosen: list[Option[T]] = []
        while at:
            step = steps[at][state]
            if step.option is not None:
                chosen.append(step.option)
            at, state = step.before
        return chosen[::-1]

    def _forward(self) -> list[dict[int, _Step[T]]]:
        """Return for each atom the best way to each state before it."""
        steps: list[dict[int, _Step[T]]] = [{} for _ in range(len(self._options) + 1)]
        steps[0][0] = _Step(0.0, (0, 0), None)
        for at, options in enumerate(self._options):
            for state, (total, _, _) in steps[at].items():
                for option in options:
                    if option.bit & (state >> 1):
                        continue
                    reached = total + (option.after_points if state & 1 else option.points)
                    to, beyond = self._after(state, option), steps[option.stop]
                    known = beyond.get(to)
                    if known is None or reached > known.total + 1e-9:
                        beyond[to] = _Step(reached, (at, state), option)
        return steps

    def _after(self, state: int, option: Option[T]) -> int:
        return ((state | 1) | (option.bit << 1)) - (option.bit != self._leading)

    def marginals(self) -> list[Mapping[int, float]]:
        """Return for each atom the points of the best whole reading in which a group of a role begins there, or none.

        Keys are the bits of the roles, and `INSIDE`.
        """
        ahead = self._forward()
        behind: list[dict[int, float]] = [{} for _ in ahead]
        behind[-1] = dict.fromkeys(ahead[-1], 0.0)
        found: list[dict[int, float]] = [{} for _ in self._options]
        for at in range(len(self._options) - 1, -1, -1):
            for state, (total, _, _) in ahead[at].items():
                for option in self._options[at]:
                    if option.bit & (state >> 1):
                        continue
                    rest = (option.after_points if state & 1 else option.points) + behind[option.stop][
                        self._after(state, option)
                    ]
                    behind[at][state] = max(behind[at].get(state, rest), rest)
                    _raise(found[at], option.bit, total + rest)
                    for inner in range(at + 1, option.stop):
                        _raise(found[inner], INSIDE, total + rest)
        return list(found)


def _weighed(option: Option[T], more: float) -> Option[T]:
    if not more:
        return option
    stop, bit, points, after_points, what = option
    return Option(stop, bit, points + more, after_points + more, what)


def _raise(points: dict[int, float], key: int, value: float) -> None:
    if value > points.get(key, float("-inf")):
        points[key] = value
