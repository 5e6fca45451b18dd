"""The words around a skill, made ready for searching: evidence, negation, levels, labels of lists."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from vitae.lexicons.files import read_toml
from vitae.lexicons.folding import fold

LEVELS = ("basic", "intermediate", "advanced", "expert")
"""From the lowest to the highest."""


@dataclass(frozen=True, slots=True)
class SkillCues:
    """Compiled patterns over folded text."""

    list_labels: frozenset[str]
    """Labels that make a line a list of skills."""
    empty_words: frozenset[str]
    """Words that add nothing to a skill beside which they stand."""
    evidence: re.Pattern[str]
    """At the end of what stands before any skill, to be matched with that read backwards."""
    weak_evidence: re.Pattern[str]
    """The same for a skill with a name of its own."""
    lead: re.Pattern[str]
    """At the beginning of an item of a list, before the skill itself."""
    negations: frozenset[str]
    """A clause that begins with one of these names skills that are not claimed."""
    contrast: re.Pattern[str]
    """The end of such a clause."""
    levels_before: frozenset[str]
    """A clause that begins with one of these says the level of the skills in it; keys of `levels`."""
    level_after: re.Pattern[str]
    """Directly behind a skill; the group ``cue`` is a key of `levels`."""
    levels: dict[str, str]

    def says_nothing(self, label: str) -> bool:
        """Return whether the folded label of a list is no category: ``skills``, ``expert``."""
        return label in self.list_labels or label in self.levels


@cache
def skill_cues() -> SkillCues:
    """Return the cues of ``data/skill_rules/cues.toml``, compiled once for the life of the process."""
    cues = read_toml("skill_rules/cues")
    before, after = cues["level_before"], cues["level_after"]
    return SkillCues(
        list_labels=frozenset(fold(label) for label in cues["list_labels"]),
        empty_words=frozenset(fold(word) for word in cues["empty_words"]),
        evidence=_backwards(cues["evidence"]),
        weak_evidence=_backwards(cues["evidence"] + cues["weak_evidence"]),
        lead=re.compile(rf"{_any([*cues['evidence'], *_words(before)])}(?:\s+(?:the\s+)?|(?<='))(?=\S)"),
        negations=frozenset(fold(cue) for cue in cues["negation"]),
        contrast=re.compile(rf"[;!?\n]|\.(?!\w)|\b{_any(cues['contrast'])}\b"),
        levels_before=frozenset(fold(cue) for cue in _words(before)),
        level_after=re.compile(rf"\s*[(\[–—:|-]\s*(?P<cue>{_any(_words(after))})\b"),
        levels={fold(cue): level for table in (before, after) for level in LEVELS for cue in table[level]},
    )


def _words(table: dict[str, Any]) -> list[str]:
    return [cue for level in LEVELS for cue in table[level]]


def _backwards(cues: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for a cue and "the" at the end of a text that is read backwards: there is one place to look."""
    return re.compile(rf"(?:\s+eht)?\s+:?{_any(cue[::-1] for cue in cues)}\b")


def _any(cues: Iterable[str]) -> str:
    """Return a pattern for one of the cues, the longest first."""
    folded = sorted({fold(cue) for cue in cues}, key=lambda cue: (-len(cue), cue))
    return "(?:" + "|".join(re.escape(cue) for cue in folded) + ")"
