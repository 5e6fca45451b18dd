"""The best way through a row of atoms that are cut into groups, each with a role that is given once."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

INSIDE = -1
"""In place of a role: the atom goes on with the group before it."""
_WORST = float("-inf")


Option: TypeAlias = tuple[int, int, float, float, T]
"""One group that begins at an atom, in one role: the atom after it, the bit of the role, the points, the points right
after the group of the leading role, and what it is. The bit is an even number; 0 is a role that may be given any number
of times."""
_AFTER = 1
"""The bit of a state whose last group has the leading role; the others are those of the roles that were given."""
_Step: TypeAlias = tuple[float, int, int, Option[T] | None]
"""The points so far, the atom and the state that an option was taken in, and the option."""
_NO_MATTER = 1e-9
"""Points by which a way must be better to be another one than the first that was found."""


class Lattice(Generic[T]):
    """All readings of one row of atoms."""

    def __init__(self, options: Sequence[Sequence[Option[T]]], leading: int) -> None:
        self._options = options
        self._leading = leading

    def weigh(self, beginning: Sequence[Mapping[int, float]], inside: Sequence[float]) -> None:
        """Add points to every option: for the bit of its role at its first atom, and for each atom that goes on."""
        self._options = [
            [_weighed(option, beginning[at], inside[at + 1 : option[0]]) for option in options]
            for at, options in enumerate(self._options)
        ]

    def best(self) -> list[Option[T]]:
        """Return the groups of the best reading in order."""
        steps = self._forward()
        at = len(self._options)
        state = max(steps[at], key=lambda state: steps[at][state][0])
        chosen: list[Option[T]] = []
        while at:
            _, at, state, option = steps[at][state]
            if option is not None:
                chosen.append(option)
        return chosen[::-1]

    def _forward(self) -> list[dict[int, _Step[T]]]:
        """Return for each atom the best way to each state before it."""
        steps: list[dict[int, _Step[T]]] = [{} for _ in range(len(self._options) + 1)]
        steps[0][0] = (0.0, 0, 0, None)
        leading = self._leading
        for at, options in enumerate(self._options):
            for state, (total, _, _, _) in steps[at].items():
                given, is_after = state & ~_AFTER, state & _AFTER
                for option in options:
                    stop, bit, points, after_points, _ = option
                    if bit & given:
                        continue
                    reached = total + (after_points if is_after else points)
                    to = given | bit | _AFTER if bit == leading else given | bit
                    known = steps[stop].get(to)
                    if known is None or reached > known[0] + _NO_MATTER:
                        steps[stop][to] = (reached, at, state, option)
        return steps

    def marginals(self) -> list[Mapping[int, float]]:
        """Return for each atom the points of the best whole reading in which a group of a role begins there, or none.

        Keys are the bits of the roles, and `INSIDE`.
        """
        ahead = self._forward()
        behind: list[dict[int, float]] = [{} for _ in ahead]
        behind[-1] = dict.fromkeys(ahead[-1], 0.0)
        found: list[dict[int, float]] = [{} for _ in self._options]
        for at in range(len(self._options) - 1, -1, -1):
            states = [(state & ~_AFTER, state & _AFTER, state, step[0]) for state, step in ahead[at].items()]
            rests = behind[at] = dict.fromkeys(ahead[at], _WORST)
            for stop, bit, points, after_points, _ in self._options[at]:
                most, beyond = _WORST, behind[stop]
                after = bit | _AFTER if bit == self._leading else bit
                for given, is_after, state, total in states:
                    if bit & given:
                        continue
                    rest = (after_points if is_after else points) + beyond[given | after]
                    if rest > rests[state]:
                        rests[state] = rest
                    if total + rest > most:
                        most = total + rest
                _raise(found[at], bit, most)
                for inner in found[at + 1 : stop]:
                    _raise(inner, INSIDE, most)
        return list(found)


def _raise(totals: dict[int, float], key: int, total: float) -> None:
    """Keep the highest total of a key; what no reading contains has none."""
    if total > totals.get(key, _WORST):
        totals[key] = total


def _weighed(option: Option[T], beginning: Mapping[int, float], inside: Sequence[float]) -> Option[T]:
    stop, bit, points, after_points, what = option
    more = beginning[bit] + sum(inside) if inside else beginning[bit]
    return stop, bit, points + more, after_points + more, what
