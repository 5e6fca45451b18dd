"""Careers from one line per job: a real document, real dates, real anchors; only the layout is ours."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from vitae.domain.anchors import Anchor
from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.resume import (
    EducationEntry,
    EmploymentType,
    Extracted,
    ParsedResume,
    Period,
    Project,
    Text,
    VolunteerEntry,
    WorkEntry,
)
from vitae.domain.sections import Section, SectionKind
from vitae.facts import AnalysisContext
from vitae.parsing.dates import find_dates

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="session")
def career() -> Callable[..., AnalysisContext]:
    """Return a builder: each job is its dates, or a mapping with `dates`, `employer`, `title`, `type` and so on."""
    return build_career


def build_career(
    *jobs: str | Mapping[str, Any],
    summary: str = "",
    education: tuple[str, ...] = (),
    volunteer: tuple[str, ...] = (),
    projects: tuple[str, ...] = (),
    as_of: date = AS_OF,
) -> AnalysisContext:
    entries = [{"dates": job} if isinstance(job, str) else job for job in jobs]
    rows = [_row(number, entry) for number, entry in enumerate(entries)]
    document = _document([summary, *rows, *education, *volunteer, *projects])
    anchors = [document.anchor(line.start, line.end) for line in document.lines]
    work, rest = anchors[1 : 1 + len(rows)], iter(anchors[1 + len(rows) :])
    resume = ParsedResume(
        work=tuple(_work_entry(document, anchor, entry) for anchor, entry in zip(work, entries, strict=True)),
        education=tuple(_course(document, anchor) for _, anchor in zip(education, rest, strict=False)),
        volunteer=tuple(
            VolunteerEntry(anchor, period=_period(document, anchor)) for _, anchor in zip(volunteer, rest, strict=False)
        ),
        projects=tuple(
            Project(anchor, period=_period(document, anchor)) for _, anchor in zip(projects, rest, strict=False)
        ),
    )
    sections = (
        Section("s1", SectionKind.SUMMARY, None, None, 0, 1, (anchors[0],)),
        Section("s2", SectionKind.WORK, None, None, 1, 1 + len(rows), tuple(work)),
    )
    return AnalysisContext(document, sections, resume, as_of)


def _row(number: int, entry: Mapping[str, Any]) -> str:
    """Return the line of a job: its title, its employer and, after a tab, its dates."""
    title, employer = entry.get("title", "Clerk"), entry.get("employer", f"Employer {chr(ord('A') + number)}")
    return "\t".join(part for part in (f"{title} | {employer or ''}", entry.get("dates"), entry.get("stated")) if part)


def _document(rows: list[str]) -> Document:
    lines, position = [], 0
    for row in rows:
        lines.append(Line(position, position + len(row), TextStyle()))
        position += len(row) + 1
    return Document("0" * 64, "text/plain", position, "\n".join(rows), tuple(lines))


def _work_entry(document: Document, anchor: Anchor, entry: Mapping[str, Any]) -> WorkEntry:
    title, _, employer = anchor.quote.partition("\t")[0].partition(" | ")
    stated = entry.get("stated_months")
    return WorkEntry(
        anchor=anchor,
        name=_text(document, anchor, employer) if employer else None,
        position=_text(document, anchor, title),
        period=_period(document, anchor) if entry.get("dates") else None,
        employment_type=EmploymentType(entry.get("type", "unspecified")),
        share=entry.get("share"),
        stated_months=Extracted(stated, 1.0, (anchor,)) if stated else None,
    )


def _course(document: Document, anchor: Anchor) -> EducationEntry:
    """Return a course of study from its line: its dates, with a degree and ` | ` before them if it led to one."""
    degree, bar, _ = anchor.quote.partition(" | ")
    study_type = _text(document, anchor, degree) if bar else None
    return EducationEntry(anchor, study_type=study_type, period=_period(document, anchor))


def _text(document: Document, anchor: Anchor, value: str) -> Text:
    start = document.text.index(value, anchor.start)
    return Extracted(value, 1.0, (document.anchor(start, start + len(value)),))


def _period(document: Document, anchor: Anchor) -> Period | None:
    found = find_dates(anchor.quote)
    if not found:
        return None
    best = max(found, key=lambda period: period.finish - period.begin)
    return Period(best, document.anchor(anchor.start + best.begin, anchor.start + best.finish))
