"""Every mention of a skill of the lexicon in the document."""

from dataclasses import dataclass

from vitae.domain.document import Document
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section, SectionKind


@dataclass(frozen=True, slots=True)
class SkillMatch:
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


def find_skills(document: Document, sections: tuple[Section, ...], resume: ParsedResume) -> tuple[SkillMatch, ...]:
    """Return the mentions in order of position; what is negated or an employer's name is none."""
    raise NotImplementedError
