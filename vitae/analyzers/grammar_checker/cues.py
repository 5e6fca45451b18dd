"""The words without which a pattern need not be tried, all sought in one pass over the text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_CUES: list[str] = []
"""Of all patterns; filled while the modules of the rules are imported, before the first text is searched."""


def register_cues(cues: Sequence[str]) -> None:
    """Add the cues of a pattern."""
    _CUES.extend(cues)


def find_cues(text: str) -> Mapping[str, Sequence[int]]:
    """Return cue -> where it stands, as a part of longer words as well."""
    automaton, cues = _automaton()
    found: dict[str, list[int]] = defaultdict(list)
    for index, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        found[cues[index]].append(start)
    return found


@cache
def _automaton() -> tuple["AhoCorasick", tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick

    cues = tuple(sorted(set(_CUES)))
    return AhoCorasick(cues), cues
