"""Where a finding points when there is no text of its own to point at."""

from vitae.domain.anchors import Anchor
from vitae.domain.document import Document, Line
from vitae.domain.resume import WorkEntry
from vitae.domain.sections import Section, SectionKind
from vitae.facts import AnalysisContext

_HEAD_LINES = 3
"""Lines at the top in which a reader looks for the contact data."""


def contact_place(context: AnalysisContext) -> tuple[Anchor, ...]:
    """Return where contact data is looked for: the contact section, or the first lines."""
    section = section_of(context, SectionKind.CONTACT)
    if section is not None:
        first, stop = section.first_line, section.stop_line
        lines = context.document.lines[first : min(stop, first + _HEAD_LINES)]
    else:
        lines = context.document.lines[:_HEAD_LINES]
    return tuple(line_anchor(context.document, line) for line in lines)


def headings_place(context: AnalysisContext) -> tuple[Anchor, ...]:
    """Return where a section is looked for: the headings, or the first lines when there are none."""
    headings = tuple(section.heading_anchor for section in context.sections if section.heading_anchor)
    return headings or tuple(line_anchor(context.document, line) for line in context.document.lines[:_HEAD_LINES])


def section_of(context: AnalysisContext, kind: SectionKind) -> Section | None:
    """Return the first section of a kind."""
    return next((section for section in context.sections if section.kind is kind), None)


def section_text(document: Document, section: Section) -> str:
    """Return the lines of a section without its heading."""
    lines = document.lines[section.first_line : section.stop_line]
    return document.text[lines[0].start : lines[-1].end] if lines else ""


def line_anchor(document: Document, line: Line) -> Anchor:
    """Return the anchor of a whole line."""
    return document.anchor(line.start, line.end)


def job_place(job: WorkEntry) -> tuple[Anchor, ...]:
    """Return where a job is named: its title, else its employer, else the whole entry."""
    named = job.position or job.name
    return (named.anchors if named else ()) or (job.anchor,)


def dates_place(job: WorkEntry) -> tuple[Anchor, ...]:
    """Return where the dates of a job stand, else where it is named."""
    return (job.period.anchor,) if job.period else job_place(job)
