"""Who the candidate seems to be: what is right for a professor is wrong for a student."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from vitae.domain.dates import PartialDate
from vitae.domain.resume import EducationEntry, EmploymentType
from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext
from vitae.facts.seniority import seniority_of
from vitae.lexicons import read_toml

JUNIOR_MONTHS = 36
SENIOR_MONTHS = 96
RECENT_MONTHS = 24
"""Months after a degree in which having no job yet is no surprise."""
_PUBLICATIONS = 4
"""Entries or lines of publications from which a résumé is an academic one."""


class Stage(StrEnum):
    """How far a career has come."""

    STUDENT = "student"
    JUNIOR = "junior"
    REGULAR = "regular"
    SENIOR = "senior"
    EXECUTIVE = "executive"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The stage, the field and the customs that the rules go by."""

    stage: Stage
    is_academic: bool
    language: str | None
    """ISO 639-1 of most of the prose."""
    country: str | None
    """ISO 3166-1 alpha-2 in lower case, as far as it is written."""


def describe_candidate(context: AnalysisContext) -> Candidate:
    """Return what the résumé says about the candidate, as far as rules depend on it."""
    location = context.resume.contact.location
    country = location.country_code.value.lower() if location and location.country_code else None
    return Candidate(_stage(context), _is_academic(context), context.document.language, country)


def _stage(context: AnalysisContext) -> Stage:
    timeline = context.timeline
    months = timeline.professional.months if timeline.professional else 0
    titles = [job.position.value for job in context.resume.work if job.position]
    if titles and seniority_of(titles[0]) == "executive":
        return Stage.EXECUTIVE
    if months >= SENIOR_MONTHS:
        return Stage.SENIOR
    if _is_student(context, months):
        return Stage.STUDENT
    return Stage.JUNIOR if months < JUNIOR_MONTHS else Stage.REGULAR


def _is_student(context: AnalysisContext, months: int) -> bool:
    """Whether studies go on, or ended lately or at an unknown time, and no career has begun."""
    education = context.resume.education
    jobs = [job for job in context.resume.work if job.employment_type is not EmploymentType.INTERNSHIP]
    if any(_goes_on(entry, context) for entry in education) and months < JUNIOR_MONTHS:
        return True
    latest = max((end.last.ordinal for entry in education if (end := _end(entry))), default=None)
    is_recent = latest is None or latest + RECENT_MONTHS >= context.timeline.as_of.ordinal
    return bool(education) and not jobs and is_recent


def _end(entry: EducationEntry) -> PartialDate | None:
    return (entry.period.end or entry.period.start) if entry.period else None


def _goes_on(entry: EducationEntry, context: AnalysisContext) -> bool:
    if entry.is_expected:
        return True
    period = entry.period
    if period is None:
        return False
    end = period.end
    return period.is_current or (end is not None and end.last > context.timeline.as_of)


def _is_academic(context: AnalysisContext) -> bool:
    if len(context.resume.publications) >= _PUBLICATIONS:
        return True
    section = next((s for s in context.sections if s.kind is SectionKind.PUBLICATIONS), None)
    if section is not None and section.stop_line - section.first_line >= 2 * _PUBLICATIONS:
        return True
    titles = " / ".join(job.position.value for job in context.resume.work if job.position)
    return _academic_titles().search(titles) is not None


@cache
def _academic_titles() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_toml("errors")["academic"]["titles"]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
