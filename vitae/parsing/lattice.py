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
_GIVEN = ~_AFTER
_Step: TypeAlias = tuple[float, int, int, Option[T] | None]
"""The points so far, the atom and the state that an option was taken in, and the option."""
_NO_MATTER = 1e-9
"""Points by which a way must be better to be another one than the first that was found."""


class Lattice(Generic[T]):
    """All readings of one row of atoms."""

    def __init__(self, options: Sequence[Sequence[Option[T]]], leading: int) -> None:
        self._options = options
        self._leading = leading

    def best(
        self, beginning: Sequence[Mapping[int, float]] | None = None, inside: Sequence[float] = ()
    ) -> list[Option[T]]:
        """Return the groups of the best reading in order.

        Every option has more points for the bit of its role at its first atom (`beginning`), and for each atom that
        goes on with it (`inside`), if they are given.
        """
        steps: list[dict[int, _Step[T]]] = [{} for _ in range(len(self._options) + 1)]
        steps[0][0] = (0.0, 0, 0, None)
        leading = self._leading
        for at, options in enumerate(self._options):
            ways = []
            for option in options:
                stop, bit, points, after_points, _ = option
                more = 0.0 if beginning is None else beginning[at][bit]
                if stop > at + 1:
                    more += sum(inside[at + 1 : stop])
                after = bit | _AFTER if bit == leading else bit
                ways.append((steps[stop], bit, after, points + more, after_points + more, option))
            for state, (total, _, _, _) in steps[at].items():
                given = state & _GIVEN
                for beyond, bit, after, points, after_points, option in ways:
                    if bit & state:
                        continue
                    reached = total + (after_points if state & _AFTER else points)
                    known = beyond.get(given | after)
                    if known is None or reached > known[0] + _NO_MATTER:
                        beyond[given | after] = (reached, at, state, option)
        return _walk_back(steps)

    def marginals(self) -> list[Mapping[int, float]]:
        """Return for each atom the points of the best whole reading in which a group of a role begins there, or none.

        Keys are the bits of the roles, and `INSIDE`.
        """
        ahead, leading = self._ahead(), self._leading
        behind: list[dict[int, float]] = [{} for _ in ahead]
        found: list[dict[int, float]] = [{} for _ in self._options]
        for at in range(len(self._options) - 1, -1, -1):
            states, rests = tuple(ahead[at].items()), dict.fromkeys(ahead[at], _WORST)
            behind[at] = rests
            for stop, bit, points, after_points, _ in self._options[at]:
                after = bit | _AFTER if bit == leading else bit
                most, beyond = _WORST, behind[stop]
                for state, total in states:
                    if bit & state:
                        continue
                    rest = after_points if state & _AFTER else points
                    if beyond:
                        rest += beyond[state & _GIVEN | after]
                    if rest > rests[state]:
                        rests[state] = rest
                    if total + rest > most:
                        most = total + rest
                if most > found[at].get(bit, _WORST):
                    found[at][bit] = most
                for inner in range(at + 1, stop):
                    if most > found[inner].get(INSIDE, _WORST):
                        found[inner][INSIDE] = most
        return list(found)

    def _ahead(self) -> list[dict[int, float]]:
        """Return for each atom the points of the best way to each state before it; none for the end."""
        ahead: list[dict[int, float]] = [{} for _ in range(len(self._options) + 1)]
        ahead[0][0] = 0.0
        leading, end = self._leading, len(self._options)
        for at, options in enumerate(self._options):
            states = ahead[at].items()
            for stop, bit, points, after_points, _ in options:
                if stop == end:
                    continue
                after = bit | _AFTER if bit == leading else bit
                beyond = ahead[stop]
                for state, total in states:
                    if bit & state:
                        continue
                    reached = total + (after_points if state & _AFTER else points)
                    to = state & _GIVEN | after
                    if reached > beyond.get(to, _WORST):
                        beyond[to] = reached
        return ahead


def _walk_back(steps: Sequence[Mapping[int, _Step[T]]]) -> list[Option[T]]:
    """Return the options of the way with the most points, from the first to the last."""
    at, last = len(steps) - 1, steps[-1]
    state = max(last, key=lambda state: last[state][0])
    chosen: list[Option[T]] = []
    while at:
        _, at, state, option = steps[at][state]
        if option is not None:
            chosen.append(option)
    return chosen[::-1]
