"""The parts of a résumé."""

from dataclasses import dataclass
from enum import StrEnum

from vitae.domain.anchors import Anchor


class SectionKind(StrEnum):
    """What a section is about, whatever its heading says."""

    CONTACT = "contact"
    SUMMARY = "summary"
    WORK = "work"
    EDUCATION = "education"
    SKILLS = "skills"
    PROJECTS = "projects"
    CERTIFICATES = "certificates"
    LANGUAGES = "languages"
    PUBLICATIONS = "publications"
    AWARDS = "awards"
    VOLUNTEER = "volunteer"
    INTERESTS = "interests"
    REFERENCES = "references"
    PERSONAL = "personal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive lines of the document under one heading."""

    id: str
    """``s1``, ``s2`` ... in reading order."""
    kind: SectionKind
    heading: str | None
    """As printed; None for what stands before the first heading."""
    heading_anchor: Anchor | None
    first_line: int
    """Index into ``Document.lines`` of the first line after the heading."""
    stop_line: int
    """Index of the first line that no longer belongs to the section."""
    anchors: tuple[Anchor, ...]
    """The heading and the body."""
