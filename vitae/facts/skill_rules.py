"""Decide which of the forms that were found mean their skill where they stand."""

import re
from functools import cache
from itertools import pairwise

from vitae.facts.skill_matcher import Candidate, is_word_character, keep_longest
from vitae.facts.skill_surroundings import Surroundings
from vitae.lexicons.folding import FoldedText
from vitae.lexicons.skill_cues import skill_cues
from vitae.lexicons.skills import Rule

_REACH_BEFORE = 40
"""Characters before a skill in which words such as "experience with" may stand."""
_REACH_CUE = 80
"""Characters on each side, within the line, in which a cue counts."""
_LANGUAGES = "Programming"
"""What programming languages are part of."""
_CLAUSE_ENDS = re.compile(r"[ ]?(?:$|[,;)\n]|\.(?!\w))")
_YEAR = re.compile(r"[ ]+(?:19|20)\d\d\b")
_OF_DEVELOPMENT = re.compile(r"-(?:based|developer|entwickl|programm|kenntniss|driven|native|powered)")


class Judge:
    """Applies the rules of the lexicon to the candidates of one document."""

    def __init__(self, source: str, folded: FoldedText, surroundings: Surroundings) -> None:
        self._source = source
        self._folded = folded
        self._place = surroundings

    def accept(self, candidates: list[Candidate]) -> list[Candidate]:
        """Return those that mean their skill, in order, without overlaps.

        First what stands for itself; then, from left to right and back, what a neighbour in a list confirms.
        """
        possible = [candidate for candidate in candidates if self._is_possible(candidate)]
        accepted = {candidate for candidate in possible if self._stands_alone(candidate)}
        undecided = {c for c in possible if c not in accepted and c.form.rule is Rule.EVIDENCE and self._is_item(c)}
        ordered = keep_longest([c for c in possible if c in accepted or c in undecided])
        for row in (ordered, ordered[::-1]):
            for known, candidate in pairwise(row):
                if candidate not in accepted and known in accepted and self._are_beside(known, candidate):
                    accepted.add(candidate)
        return keep_longest([candidate for candidate in possible if candidate in accepted])

    def _is_possible(self, candidate: Candidate) -> bool:
        """Return whether the candidate is one phrase and no part of a name or a heading."""
        start, end = self._folded.source(candidate.start, candidate.end)
        if self._place.is_name(start, end) or not self._place.is_phrase(start, end):
            return False
        is_employer = self._folded.text[candidate.start : candidate.end] in self._place.employers
        return not is_employer or self._place.in_list(start, end)

    def _stands_alone(self, candidate: Candidate) -> bool:
        rule = candidate.form.rule
        if rule is Rule.FREE:
            return True
        if rule is Rule.CASED:
            return self._has_exact_case(candidate) or (self._is_listed(candidate) and self._is_item(candidate))
        if rule is Rule.GENERIC:
            return self._is_listed_by_itself(candidate) or self._follows(candidate, weak=False)
        return self._has_evidence(candidate)

    def _is_listed_by_itself(self, candidate: Candidate) -> bool:
        """Return whether an everyday word is an item of a list of skills and not the label of one."""
        if not (self._is_listed(candidate) and self._is_item(candidate)):
            return False
        return not self._place.is_label(*self._folded.source(candidate.start, candidate.end))

    def _has_evidence(self, candidate: Candidate) -> bool:
        """Return whether a form such as ``Go`` is confirmed by something other than its neighbours."""
        if _YEAR.match(self._folded.text, candidate.end):
            return False
        if self._is_listed(candidate) and self._is_item(candidate):
            return True
        if not self._has_exact_case(candidate) or self._is_in_compound(candidate):
            return False
        return self._follows(candidate, weak=True) or self._is_written_in(candidate) or self._has_cue(candidate)

    def _has_exact_case(self, candidate: Candidate) -> bool:
        start, end = self._folded.source(candidate.start, candidate.end)
        length = len(candidate.form.text)
        return self._source[start : min(end, start + length)] == candidate.form.text

    def _is_in_compound(self, candidate: Candidate) -> bool:
        """Return whether a hyphen makes it part of another word, unless that word is about programming."""
        text, end = self._folded.text, candidate.end
        joined = text[end : end + 1] in ("-", "&") and is_word_character(text[end + 1 : end + 2] or " ")
        return joined and _OF_DEVELOPMENT.match(text, end) is None

    def _is_listed(self, candidate: Candidate) -> bool:
        return self._place.in_list(*self._folded.source(candidate.start, candidate.end))

    def _is_item(self, candidate: Candidate) -> bool:
        return self._place.is_item(*self._folded.source(candidate.start, candidate.end))

    def _are_beside(self, one: Candidate, other: Candidate) -> bool:
        first, second = sorted((one, other), key=lambda candidate: candidate.start)
        if not (self._is_exactly_written(first) and self._is_exactly_written(second)):
            return False
        _, end = self._folded.source(first.start, first.end)
        start, _ = self._folded.source(second.start, second.end)
        return self._place.is_beside(end, start)

    def _is_exactly_written(self, candidate: Candidate) -> bool:
        return candidate.form.rule is not Rule.EVIDENCE or self._has_exact_case(candidate)

    def _follows(self, candidate: Candidate, *, weak: bool) -> bool:
        """Return whether words such as "experience with" stand directly before it."""
        before = self._folded.text[max(0, candidate.start - _REACH_BEFORE) : candidate.start]
        pattern = skill_cues().weak_evidence if weak else skill_cues().evidence
        return pattern.match(before[::-1]) is not None

    def _is_written_in(self, candidate: Candidate) -> bool:
        """Return whether a clause ends with "in" and a programming language: ``analysed the data in R``."""
        if candidate.form.skill.broader != _LANGUAGES:
            return False
        text = self._folded.text
        return text.endswith(" in ", 0, candidate.start) and _CLAUSE_ENDS.match(text, candidate.end) is not None

    def _has_cue(self, candidate: Candidate) -> bool:
        """Return whether one of the form's own cues stands in the same line."""
        if not candidate.form.cues:
            return False
        start, end = self._folded.source(candidate.start, candidate.end)
        first, last = self._place.around(start, end, _REACH_CUE)
        shift = candidate.start - start
        begin, stop = max(0, first + shift), last + shift
        cue = _cue_pattern(candidate.form.cues)
        text = self._folded.text
        return bool(cue.search(text, begin, candidate.start) or cue.search(text, candidate.end, stop))


@cache
def _cue_pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(cue) for cue in cues)})(?![\w+#&])")
