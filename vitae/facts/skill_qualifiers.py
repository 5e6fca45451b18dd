"""What is written about a skill beside its name: that it is not known, how well, which version."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from vitae.domain.values import Value
from vitae.lexicons.folding import FoldedText, fold
from vitae.lexicons.skill_cues import skill_cues
from vitae.lexicons.skills import Form

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_ENDS = r"(?=[ ]*(?:\Z|[,;)\]/|\n\t]))"
_VERSION = re.compile(
    rf"(?P<digits>\d{{1,2}})(?!\d)|[ ]v?(?P<number>\d{{1,2}}(?:\.(?:\d{{1,3}}|x))+|\d{{1,3}}{_ENDS})"
    rf"|[ ](?P<year>(?:19|20)\d\d){_ENDS}"
)
_VERSIONED_TYPES = frozenset({"technical", "tool"})
_CLAUSE_REACH = 300
"""The longest clause of a negation, in characters."""
_LEVEL_REACH = 120
"""A level before a list holds for so many characters of its clause at most."""
_CLAUSE_END = re.compile(r"[.;!?\t()](?!\w)|(?<!,)\n(?!(?:and|or|und|oder|et|ou|y|e|o|i|oraz|lub|и|или)\b)")


class _Clause(Value, frozen=True):
    """The stretch of the folded text in which a cue holds."""

    start: int
    end: int
    level: str = ""


class Qualifiers:
    """Answers for offsets into one folded text; its cues are searched once."""

    def __init__(self, folded: FoldedText) -> None:
        self._folded = folded
        found = list(_find_cues(folded.text))
        self._denied = _denied_clauses(folded.text, found)
        self._denied_starts = [clause.start for clause in self._denied]
        self._levels = _level_clauses(folded.text, found)
        self._level_starts = [clause.start for clause in self._levels]

    def is_denied(self, start: int) -> bool:
        """Return whether the clause around the folded offset says that the skill is missing."""
        index = bisect_right(self._denied_starts, start) - 1
        return index >= 0 and start < self._denied[index].end

    def level(self, start: int, end: int, label: str | None) -> str | None:
        """Return the written level of the skill at the folded offsets, or None.

        What follows in brackets wins over the label of the list, and that over what stands before.
        """
        cues = skill_cues()
        behind = cues.level_after.match(self._folded.text, end)
        if behind is not None:
            return cues.levels[behind["cue"]]
        if label is not None and fold(label) in cues.levels:
            return cues.levels[fold(label)]
        index = bisect_right(self._level_starts, start) - 1
        return self._levels[index].level if index >= 0 and start < self._levels[index].end else None

    def version(self, end: int, form: Form) -> str | None:
        """Return the version behind the skill, such as ``3.11``; a lone year counts only before a separator."""
        if form.skill.type not in _VERSIONED_TYPES:
            return None
        match = _VERSION.match(self._folded.text, end)
        if match is None:
            return None
        has_year_versions = form.skill.type == "tool" or form.skill.name.startswith("Microsoft")
        return match["digits"] or match["number"] or (match["year"] if has_year_versions else None)


def _find_cues(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and words of every cue that begins a clause, in order of its end."""
    automaton, cues = _automaton()
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum():
            yield start, end, cues[index]


@cache
def _automaton() -> tuple["AhoCorasick", tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick

    cues = tuple(sorted(skill_cues().negations | skill_cues().levels_before))
    return AhoCorasick(cues), cues


def _denied_clauses(text: str, found: list[tuple[int, int, str]]) -> list[_Clause]:
    """Return the clauses that begin with a negation, up to a stop or a word such as "but"."""
    clauses = []
    for start, end, cue in found:
        if cue in skill_cues().negations:
            stop = skill_cues().contrast.search(text, end, end + _CLAUSE_REACH)
            clauses.append(_Clause(start, stop.start() if stop else min(len(text), end + _CLAUSE_REACH)))
    return sorted(clauses, key=lambda clause: clause.start)


def _level_clauses(text: str, found: list[tuple[int, int, str]]) -> list[_Clause]:
    """Return the clauses that begin with a level: to their end, the next level, or the reach."""
    cues = skill_cues()
    levels = [(start, end, cues.levels[cue]) for start, end, cue in found if cue in cues.levels_before]
    levels.sort(key=lambda found: (found[1], found[0]))
    limits = [*(start for start, _, _ in levels[1:]), len(text)]
    clauses = []
    for (_, end, level), limit in zip(levels, limits, strict=False):
        reach = min(end + _LEVEL_REACH, max(limit, end))
        stop = _CLAUSE_END.search(text, end, reach)
        clauses.append(_Clause(end, stop.start() if stop else reach, level))
    return clauses
