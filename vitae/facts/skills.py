"""Every mention of a skill of the lexicon in the document.

`docs/keywords.md` states the rules: how forms are found (`skill_matcher`), which of them count
where they stand (`skill_rules`), and what is written beside them (`skill_qualifiers`).
"""

from vitae.domain.sections import SectionKind
from vitae.domain.values import Value
from vitae.facts.skill_matcher import Candidate, find_candidates
from vitae.facts.skill_qualifiers import Qualifiers
from vitae.facts.skill_rules import Judge
from vitae.facts.skill_surroundings import Surroundings
from vitae.lexicons.folding import FoldedText
from vitae.lexicons.skills import SkillLexicon

SECTIONS_OF_JOBS = frozenset({SectionKind.WORK, SectionKind.PROJECTS, SectionKind.OTHER})
"""A sidebar may lie between the lines of a job: what is listed there is no part of it."""


class SkillMatch(Value, frozen=True):
    """One mention; ``document.text[start:end] == raw``."""

    canonical: str
    skill_type: str
    """``technical``, ``tool``, ``method``, ``soft``, ``domain`` or ``certificate``."""
    raw: str
    start: int
    end: int
    section: SectionKind
    work_index: int | None
    """Index into ``ParsedResume.work`` of the job that names it; None elsewhere."""
    category: str | None = None
    """The label of the list it stands in, such as ``Frontend``."""
    version: str | None = None
    level: str | None = None
    """``basic``, ``intermediate``, ``advanced`` or ``expert``, where it is written."""


def find_skills(text: str, folded: FoldedText, place: Surroundings, lexicon: SkillLexicon) -> tuple[SkillMatch, ...]:
    """Return the mentions in a text in order of position; what is negated or an employer's name is none."""
    accepted = Judge(text, folded, place).accept(find_candidates(folded, lexicon))
    qualifiers = Qualifiers(folded)
    claimed = (candidate for candidate in accepted if not qualifiers.is_denied(candidate.start))
    return tuple(_to_match(text, folded, candidate, place, qualifiers) for candidate in claimed)


def _to_match(
    text: str, folded: FoldedText, candidate: Candidate, place: Surroundings, qualifiers: Qualifiers
) -> SkillMatch:
    start, end = folded.source(candidate.start, candidate.end)
    skill = candidate.form.skill
    section = place.section_at(start)
    return SkillMatch(
        canonical=skill.name,
        skill_type=skill.type,
        raw=text[start:end],
        start=start,
        end=end,
        section=section,
        work_index=place.job_at(start, end) if section in SECTIONS_OF_JOBS else None,
        category=place.category(start, end),
        version=qualifiers.version(candidate.end, candidate.form),
        level=qualifiers.level(candidate.start, candidate.end, place.label_at(start)),
    )
