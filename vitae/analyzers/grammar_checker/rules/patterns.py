"""Patterns that find a wrong word by its neighbours."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vitae.analyzers.grammar_checker.spot import Prose, Spot


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression whose group ``x`` is the wrong word, and what belongs there."""

    cues: tuple[str, ...]
    """In lower case; without one of them in the prose the expression is not tried."""
    regex: re.Pattern[str]
    right: str | Callable[[str], str]
    message: str
    confidence: float


def pattern(cue: str, regex: str, right: str | Callable[[str], str], message: str, confidence: float = 0.9) -> Pattern:
    """Return the pattern, compiled without regard to case, ``^`` and ``$`` at the borders of a passage.

    `cue` holds the words of which one must stand in the prose, separated by blanks.
    """
    compiled = re.compile(regex, re.IGNORECASE | re.MULTILINE)
    return Pattern(tuple(cue.split()), compiled, right, message, confidence)


def find_patterns(prose: Prose, patterns: Iterable[Pattern]) -> Iterator[Spot]:
    """Yield a spot for every match."""
    for known in patterns:
        if any(cue in prose.lower for cue in known.cues):
            for match in known.regex.finditer(prose.text):
                right = known.right if isinstance(known.right, str) else known.right(match["x"])
                replacement = as_written(match["x"], right)
                yield Spot(*prose.place(*match.span("x")), known.message, (replacement,), known.confidence)


def as_written(wrong: str, right: str) -> str:
    """Return `right` with a capital where `wrong` begins with one."""
    return right[0].upper() + right[1:] if wrong[:1].isupper() else right
