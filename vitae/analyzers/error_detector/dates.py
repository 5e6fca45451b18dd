"""Dates of the work history: what is missing, impossible or hard to compare."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from sys import maxsize

from vitae.analyzers.error_detector.places import dates_place, job_place
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.anchors import Anchor
from vitae.domain.dates import DateIssue, Precision
from vitae.domain.findings import Severity
from vitae.domain.months import MonthRange
from vitae.domain.resume import EducationEntry, WorkEntry
from vitae.facts.periods import FUTURE_START
from vitae.facts.timeline import REMARKABLE_GAP, Basis, Position
from vitae.parsing.degrees import find_degree, is_short_course

_SHOWN = 6
_YEAR = 12
"""Months by which a course must have ended later than the one above it: dates of education are seldom exact."""
_ALWAYS_SHORT = 4
"""Letters up to which a month is written in full even among abbreviations: May, June, mars, Juli."""


def undated_role(subject: Subject) -> Iterator[Problem]:
    """Yield the jobs without dates or a duration."""
    for position, job in _jobs(subject):
        if job.period is None and position.basis is Basis.NONE:
            yield Problem("This job has no dates.", job_place(job))


def reversed_range(subject: Subject) -> Iterator[Problem]:
    """Yield the jobs that end before they begin."""
    yield from _with_issue(subject, str(DateIssue.REVERSED), "This job ends before it begins.")


def future_date(subject: Subject) -> Iterator[Problem]:
    """Yield the jobs that begin after the day of the analysis."""
    yield from _with_issue(subject, FUTURE_START, "This job begins after the day of the analysis.")


def invalid_date(subject: Subject) -> Iterator[Problem]:
    """Yield dates that the calendar does not have."""
    yield from _with_issue(subject, str(DateIssue.INVALID), "This is no date of the calendar.")


def _with_issue(subject: Subject, issue: str, message: str) -> Iterator[Problem]:
    for position, job in _jobs(subject):
        if issue in position.issues:
            yield Problem(message, dates_place(job))


def _jobs(subject: Subject) -> list[tuple[Position, WorkEntry]]:
    """Return the positions with their entries, without career breaks."""
    work = subject.context.resume.work
    return [(p, work[p.work_index]) for p in subject.context.timeline.positions if p.is_work]


def mixed_date_formats(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when the dates of jobs are written in more than one way."""
    first_of: dict[str, Anchor] = {}
    for _, job in _jobs(subject):
        period = job.period
        for written in (period.start, period.end) if period else ():
            form = _form(written.raw, written.precision) if written else None
            if period and form:
                first_of.setdefault(form, period.anchor)
    if len(first_of) > 1:
        ways = ", ".join(f"“{anchor.quote}”" for anchor in first_of.values())
        yield Problem(f"Dates are written in {len(first_of)} ways: {ways}.", tuple(first_of.values()), confidence=0.85)


@lru_cache(maxsize=4096)
def _form(raw: str, precision: Precision) -> str | None:
    """Return the way a date is written, such as ``word 9999``; None where it fits several ways."""
    if precision in (Precision.SEASON, Precision.QUARTER):
        return str(precision)
    raw = raw.strip(" ()[],")
    word = re.search(r"[^\W\d_]{3,}", raw)
    if word and len(word.group()) <= _ALWAYS_SHORT and "." not in raw and len(word.group()) > len("Jan"):
        return None  # June and July stand among abbreviations and full names alike
    if word and word.group().lower() in ("may", "mai", "май", "мая", "maj", "mei"):
        return None
    shape = re.sub(r"\d", "9", raw)
    shape = re.sub(r"(?<!9)99?(?!9)", "9", shape)
    kind = "word" if word and len(word.group()) > _ALWAYS_SHORT else "abbreviation"
    return re.sub(r"[^\W\d_]+\.?", kind, re.sub(r"[\s,]+", " ", shape)).strip()


def year_only_dates(subject: Subject) -> Iterator[Problem]:
    """Yield a remark when most jobs name years without months."""
    dated = [(position, job) for position, job in _jobs(subject) if position.precision is not None]
    years = [job for position, job in dated if position.precision is Precision.YEAR]
    if years and 2 * len(years) >= len(dated):
        anchors = tuple(anchor for job in years[:_SHOWN] for anchor in dates_place(job))
        message = f"{len(years)} of {len(dated)} dated jobs name years without months; their length is uncertain."
        yield Problem(message, anchors)


def not_reverse_chronological(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when a job stands below an older one; what was done beside another job may stand anywhere."""
    spans = [(p.estimate.possible, job) for p, job in _jobs(subject) if p.estimate is not None]
    late = [
        job
        for index, (span, job) in enumerate(spans)
        if index
        and span.start >= spans[index - 1][0].stop - 1
        and span.stop > spans[index - 1][0].stop
        and not any(_shared(above, span) > 1 for above, _ in spans[:index])
    ]
    if late:
        anchors = tuple(anchor for job in late[:_SHOWN] for anchor in dates_place(job))
        yield Problem("Jobs are not listed from the newest to the oldest.", anchors, confidence=0.8)


def education_order(subject: Subject) -> Iterator[Problem]:
    """Yield one remark when a course of study stands below one that ended a year or more before it.

    Short courses stand below the degree rightly, whenever they were.
    """
    studies = [course for course in subject.context.resume.education if _is_long(course) or _is_degree(course)]
    courses = [(course, end) for course in studies if (end := _last_month(course))]
    late = [course for (_, above), (course, end) in pairwise(courses) if end - above >= _YEAR]
    if late:
        yield Problem("Education is not listed from the newest to the oldest.", _courses(late), confidence=0.7)


def _is_long(course: EducationEntry) -> bool:
    period = course.period
    if period is None or period.start is None or period.end is None:
        return False
    return period.end.last.ordinal - period.start.first.ordinal >= _YEAR


def _is_degree(course: EducationEntry) -> bool:
    study = course.study_type.value if course.study_type else ""
    return find_degree(study) is not None and not is_short_course(study)


def _last_month(course: EducationEntry) -> int | None:
    """Return the number of the month in which it ended, began or is expected to end; None without dates."""
    period = course.period
    if period is None:
        return None
    if period.is_current:
        return maxsize
    end = period.end or period.start
    return end.last.ordinal if end else None


def _courses(courses: Sequence[EducationEntry]) -> tuple[Anchor, ...]:
    return tuple(course.period.anchor for course in courses[:_SHOWN] if course.period)


def _shared(above: MonthRange, below: MonthRange) -> int:
    """Return how many months two jobs share: one job may begin in the month in which another ends."""
    shared = above.overlap(below)
    return shared.months if shared else 0


def gap(subject: Subject) -> Iterator[Problem]:
    """Yield gaps between jobs that nothing explains: a remark, and a warning where a reader asks what happened."""
    timeline, work = subject.context.timeline, subject.context.resume.work
    undated = any(position.is_work and position.estimate is None for position in timeline.positions)
    for found in timeline.gaps:
        if found.unexplained_months >= REMARKABLE_GAP:
            span = f"{found.span.first.isoformat()} to {found.span.last.isoformat()}"
            yield Problem(
                f"{found.span.months} months between two jobs are empty ({span}).",
                (*dates_place(work[found.before]), *dates_place(work[found.after])),
                Severity.WARNING if found.is_suspicious else Severity.INFO,
                0.6 if undated else 0.95,
            )


def overlap(subject: Subject) -> Iterator[Problem]:
    """Yield a remark on jobs at different employers at the same time."""
    work = subject.context.resume.work
    for found in subject.context.timeline.overlaps:
        if not found.is_same_employer:
            span = f"{found.span.first.isoformat()} to {found.span.last.isoformat()}"
            anchors = (*dates_place(work[found.first]), *dates_place(work[found.second]))
            yield Problem(f"Two jobs share {found.span.months} months ({span}).", anchors)


def stated_exceeds_computed(subject: Subject) -> Iterator[Problem]:
    """Yield a claim of more years than the dates of all jobs can give."""
    context = subject.context
    stated, total = context.stated_years, context.timeline.total
    if stated is not None and total is not None and stated.exceeds(total):
        message = f"The text claims {stated.years} years of experience; the dates give {total.months} months."
        yield Problem(message, (stated.anchor,), confidence=0.8)
