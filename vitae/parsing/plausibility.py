"""How likely a document is a résumé at all, and why parts of one are missing."""

from collections.abc import Mapping
from types import MappingProxyType

from vitae.domain.document import Document
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section, SectionKind
from vitae.parsing.prose import is_prose

TELLING = frozenset(
    {SectionKind.WORK, SectionKind.EDUCATION, SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.SUMMARY}
)
"""Kinds of sections that a résumé has and other papers have not."""
_NOT_FOUND = "not_found"
_NO_TEXT = "no_text"


def probability(document: Document, sections: tuple[Section, ...], resume: ParsedResume) -> float:
    """Return how likely the document is a résumé, 0..1, from its sections, contact data, entries and prose."""
    if not document.has_text:
        return 0.0
    kinds = {section.kind for section in sections} & TELLING
    dated = sum(job.period is not None for job in resume.work) + sum(e.period is not None for e in resume.education)
    texts = [document.line_text(line) for line in document.lines]
    prose = sum(len(text) for text in texts if is_prose(text)) / max(1, sum(map(len, texts)))
    points = (
        0.15 * min(3, len(kinds))
        + 0.12 * bool(resume.contact.emails or resume.contact.phones)
        + 0.08 * (resume.contact.name is not None)
        + 0.12 * min(2, dated)
        + 0.08 * bool(resume.skills)
        + 0.05 * bool(resume.contact.profiles)
        - 0.15 * (prose > 0.95 and not dated)
    )
    return round(max(0.02, min(0.99, points)), 2)


def absences(document: Document, resume: ParsedResume) -> Mapping[str, str]:
    """Return for each basic value that is missing the pointer where it would stand, and the reason."""
    contact = resume.contact
    present = {
        "/basics/name": contact.name is not None,
        "/basics/label": contact.label is not None,
        "/basics/email": bool(contact.emails),
        "/basics/phone": bool(contact.phones),
        "/basics/url": contact.url is not None,
        "/basics/summary": contact.summary is not None,
        "/basics/location": contact.location is not None,
        "/basics/profiles": bool(contact.profiles),
        "/work": bool(resume.work),
        "/education": bool(resume.education),
        "/skills": bool(resume.skills),
        "/languages": bool(resume.languages),
    }
    reason = _NOT_FOUND if document.has_text else _NO_TEXT
    return MappingProxyType({pointer: reason for pointer, is_there in present.items() if not is_there})
