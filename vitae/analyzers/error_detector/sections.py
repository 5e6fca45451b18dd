"""Sections that a reader expects, and sections that say the same twice."""

import re
from collections.abc import Iterator
from itertools import combinations

from vitae.analyzers.error_detector.candidate import Stage
from vitae.analyzers.error_detector.places import headings_place, section_of, section_text
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.findings import Severity
from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_SEVERAL_YEARS = 4
"""Different years from which a document without a work section may still tell of jobs."""
_SCHOOLS = re.compile(
    r"\b(?:universit|colleg|school|institut|academ|b\.?sc|m\.?sc|bachelor|master|ph\.?d|diplom|hochschule|ausbildung|"
    r"lycée|école|bac\b|licenciatura|grado|escuela|uczelnia|politechnik|magister|apprentice|nvq|ged\b|"
    r"университет|институт|академия|техникум|колледж)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[,;•·|\n\t]+")
_SAME_SHARE = 0.6
_LEAST_ITEMS = 4
_LISTS = frozenset(
    {
        SectionKind.SKILLS,
        SectionKind.LANGUAGES,
        SectionKind.CERTIFICATES,
        SectionKind.AWARDS,
        SectionKind.INTERESTS,
        SectionKind.OTHER,
    }
)
"""Sections made of items; jobs share places, dates and employers without being repeated."""
_UNDERSTOOD = 0.98
"""The quality of a document of which nothing worse is told than that it has tables."""


def not_a_resume(subject: Subject) -> Iterator[Problem]:
    """Yield one problem for an invoice, a letter or any other text."""
    resume = subject.context.resume
    if not resume.looks_like_resume:
        likely = resume.is_resume
        message = f"This does not look like a résumé (likelihood {likely:.2f})."
        yield Problem(message, headings_place(subject.context), confidence=round(1 - likely, 2))


def no_experience(subject: Subject) -> Iterator[Problem]:
    """Yield one problem without any work history; critical only where nothing at all may stand for it."""
    context = subject.context
    if context.resume.work or section_of(context, SectionKind.WORK):
        return
    others = (SectionKind.PROJECTS, SectionKind.VOLUNTEER, SectionKind.PUBLICATIONS, SectionKind.OTHER)
    if subject.candidate.stage is Stage.STUDENT or subject.candidate.is_academic:
        severity = Severity.INFO
    elif _tells_of_years(context) or any(section_of(context, kind) for kind in others):
        severity = Severity.WARNING
    else:
        severity = Severity.CRITICAL
    yield Problem("No section with work experience was found.", headings_place(context), severity, 0.8)


def _tells_of_years(context: AnalysisContext) -> bool:
    """Whether so many years are named that there may be jobs under no heading, or too little was understood."""
    years = set(_YEAR.findall(context.document.text))
    return len(years) >= _SEVERAL_YEARS or context.document.quality.score < _UNDERSTOOD or not context.sections


def no_education(subject: Subject) -> Iterator[Problem]:
    """Yield a remark without any education; a warning early in a career."""
    context = subject.context
    if context.resume.education or section_of(context, SectionKind.EDUCATION):
        return
    if not _SCHOOLS.search(context.document.text):
        early = subject.candidate.stage in (Stage.STUDENT, Stage.JUNIOR)
        severity = Severity.WARNING if early else Severity.INFO
        yield Problem("No section with education was found.", headings_place(context), severity, 0.8)


def missing_skills_section(subject: Subject) -> Iterator[Problem]:
    """Yield a remark without any list of skills."""
    context = subject.context
    if not context.resume.skills and not section_of(context, SectionKind.SKILLS):
        yield Problem("No section with skills was found.", headings_place(context), confidence=0.8)


def duplicate_section(subject: Subject) -> Iterator[Problem]:
    """Yield sections whose items stand under an earlier heading already."""
    document = subject.context.document
    lists = [(s, _items(section_text(document, s))) for s in subject.context.sections if s.kind in _LISTS and s.heading]
    lists = [(section, items) for section, items in lists if len(items) >= _LEAST_ITEMS]
    for (first, one), (second, two) in combinations(lists, 2):
        if len(one & two) >= _SAME_SHARE * min(len(one), len(two)):
            message = f"“{second.heading}” repeats what stands under “{first.heading}”."
            places = (second.heading_anchor, first.heading_anchor)
            yield Problem(message, tuple(place for place in places if place), confidence=0.8)


def _items(text: str) -> frozenset[str]:
    parts = (part.strip(" .-–").casefold() for part in _ITEM.split(text))
    return frozenset(part for part in parts if len(part) > 1 and not part.isdigit())
