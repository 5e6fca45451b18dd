"""What is written about a skill beside its name: that it is not known, how well, which version."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from vitae.lexicons.folding import FoldedText, fold
from vitae.lexicons.skill_cues import skill_cues
from vitae.lexicons.skills import Form

_ENDS = r"(?=[ ]*(?:\Z|[,;)\]/|\n\t]))"
_VERSION = re.compile(
    rf"(?P<digits>\d{{1,2}})(?!\d)|[ ]v?(?P<number>\d{{1,2}}(?:\.(?:\d{{1,3}}|x))+|\d{{1,3}}{_ENDS})"
    rf"|[ ](?P<year>(?:19|20)\d\d){_ENDS}"
)
_VERSIONED_TYPES = frozenset({"technical", "tool"})
_LEVEL_REACH = 120
"""A level before a list holds for so many characters of its clause at most."""
_CLAUSE_END = re.compile(r"[.;!?\n\t()](?!\w)")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The stretch of the folded text in which a cue holds."""

    start: int
    end: int
    level: str = ""


class Qualifiers:
    """Answers for offsets into one folded text; its cues are searched once."""

    def __init__(self, folded: FoldedText) -> None:
        self._folded = folded
        self._denied = [_Clause(m.start(), m.end()) for m in skill_cues().denied.finditer(folded.text)]
        self._denied_starts = [clause.start for clause in self._denied]
        self._levels = _level_clauses(folded.text)
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


def _level_clauses(text: str) -> list[_Clause]:
    """Return the clauses that begin with a level: to their end, the next level, or the reach."""
    cues = skill_cues()
    found = list(cues.level_before.finditer(text))
    limits = [*(match.start() for match in found[1:]), len(text)]
    clauses = []
    for match, limit in zip(found, limits, strict=False):
        reach = min(match.end() + _LEVEL_REACH, limit)
        stop = _CLAUSE_END.search(text, match.end(), reach)
        clauses.append(_Clause(match.end(), stop.start() if stop else reach, cues.levels[match["cue"]]))
    return clauses
