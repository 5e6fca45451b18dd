"""The kinds of sections whose headings do not say them, or say little: told by what stands under them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from vitae.domain.dates import DateRange
from vitae.domain.document import Document, Line
from vitae.domain.months import Month
from vitae.domain.sections import SectionKind
from vitae.parsing.contents import kind_by_content
from vitae.parsing.dated import Dates
from vitae.parsing.heading_candidates import Candidate
from vitae.parsing.prose import ends_sentence, is_prose

_SEVERAL = 2
"""So many periods under one heading."""
_COURSE = 48
"""Months of a course of study of which only the end is written."""
_NEVER = Month(9999, 12)
_ENTRIES = frozenset({SectionKind.WORK, SectionKind.EDUCATION})
_TELLING = _ENTRIES | {SectionKind.SKILLS, SectionKind.LANGUAGES}
"""Kinds of which a résumé has one at least."""
_MARKS: Mapping[SectionKind, re.Pattern[str]] = {
    SectionKind.CONTACT: re.compile(r"[0-9@]"),
    SectionKind.PUBLICATIONS: re.compile(r"(?:19|20)\d\d|[“”„«»\"]"),
}
"""Without which a section is none of these kinds, whatever its heading speaks of."""
_MOST_OF_SUMMARY = 12
"""Lines."""
_NEVER_DATED = frozenset({SectionKind.CONTACT, SectionKind.SUMMARY, SectionKind.SKILLS, SectionKind.LANGUAGES})
"""Kinds that have neither periods beside titles nor degrees."""
_NEVER_LISTED = frozenset({SectionKind.CONTACT, SectionKind.SUMMARY, SectionKind.WORK, SectionKind.EDUCATION})
"""Kinds that are no lists of short items."""
_VAGUE = frozenset({SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.PROJECTS, None})
"""Kinds whose headings (``Highlights``, ``Service``, ``Projects``) may stand over jobs; None is one of no kind."""


def with_kinds(document: Document, headings: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield headings in order, those without a kind with the one that the lines under them tell.

    A list under a heading of unknown wording is one of skills only where no other section holds them. Where no
    jobs stand under a heading that speaks of work, those with bullets under one whose words say little (``Career
    profile``, ``Service``) do.
    """
    if not headings:
        return
    dates = Dates.of(document)
    stops = [*(c.line for c in headings[1:]), len(document.lines)]
    told = _told(document, headings, stops, dates)
    stretches = list(zip(told, stops, strict=True))
    has_worded_jobs = _has_jobs(document, zip(headings, stops, strict=True), dates)
    has_jobs = _has_jobs(document, stretches, dates)
    unknown = {c.line for c in headings if c.kind is None}
    for candidate, limit in stretches:
        if has_worded_jobs and candidate.line in unknown and _is_pastime(document, candidate, limit):
            yield replace(candidate, kind=None)
            continue
        is_vague = not has_jobs and candidate.kind in _VAGUE and not candidate.is_inline
        is_vague = is_vague and not _are_of_student(document, candidate, limit, dates, stretches)
        if is_vague and _may_hold_jobs(document, candidate, limit, dates):
            yield replace(candidate, kind=SectionKind.WORK)
        else:
            yield candidate


def _has_jobs(document: Document, stretches: Iterable[tuple[Candidate, int]], dates: Dates) -> bool:
    return any(c.kind is SectionKind.WORK and periods_under(document, c, limit, dates) for c, limit in stretches)


def _told(document: Document, headings: Sequence[Candidate], stops: Sequence[int], dates: Dates) -> Sequence[Candidate]:
    """Return the headings with the kinds that their words and contents tell together, each list of a kind once.

    Text before all entries is the summary, but not in a story, which has none. A second section of learning, in which
    no degrees stand (``Professional trainings``), is one of certificates.
    """
    seen = {c.kind for c in headings if c.hint is None}
    told: list[Candidate] = []
    has_entries, by_text = False, -1
    for candidate, limit in zip(headings, stops, strict=True):
        kind, hint = candidate.kind, candidate.hint
        if kind is None or hint is not None:
            hinted = hint.kind if hint is not None else None
            if hinted is not None and not _is_borne_out(document, candidate, hinted, limit, dates):
                hinted = None
            by_content = _kind_under(document, candidate, limit, dates)
            if hinted is SectionKind.EDUCATION in seen and by_content is not SectionKind.EDUCATION:
                hinted = SectionKind.CERTIFICATES
            kind = _settled(hinted, by_content, is_plain=hint is not None and hint.is_plain)
            if kind in seen and kind not in _ENTRIES and kind is not hinted:
                kind = None
            is_first = SectionKind.SUMMARY not in seen and not has_entries
            if kind is None and is_first and _is_summary(document, _lines_under(document, candidate, limit)):
                kind, by_text = SectionKind.SUMMARY, len(told)
            seen.add(kind)
        has_entries = has_entries or kind in _ENTRIES
        told.append(replace(candidate, kind=kind))
    if by_text >= 0 and _TELLING.isdisjoint(c.kind for c in told):
        told[by_text] = replace(told[by_text], kind=None)
    return told


def _is_borne_out(document: Document, heading: Candidate, hinted: SectionKind, limit: int, dates: Dates) -> bool:
    """Return whether nothing speaks against what a heading speaks of.

    Contact data have figures and publications have years or quotation marks; a sentence about the telephone, about
    writing or about going back to work has none.
    """
    if hinted in _ENTRIES:
        lines = _lines_under(document, heading, limit)
        is_text = bool(lines) and is_prose(document.text[lines[0].start : lines[0].end])
        return not is_text or bool(_ranges(document, heading, limit, dates))
    mark = _MARKS.get(hinted)
    return mark is None or mark.search(document.text, heading.end, document.lines[limit - 1].end) is not None


def _is_summary(document: Document, lines: Sequence[Line]) -> bool:
    """Return whether a few lines are running text without bullets."""
    if not lines or len(lines) > _MOST_OF_SUMMARY or any(line.is_list_item for line in lines):
        return False
    return is_prose(" ".join(document.line_text(line) for line in lines)) and ends_sentence(
        document.line_text(lines[-1]).rstrip()
    )


def _settled(hinted: SectionKind | None, told: SectionKind | None, *, is_plain: bool) -> SectionKind | None:
    """Return the kind of a section of whose heading the words speak of one kind, and whose contents tell another.

    Who speaks of work may mean unpaid work, but nobody a list of languages.
    """
    if hinted is None or told is None or hinted is told:
        return told if hinted is None else hinted
    if told in _ENTRIES:
        return told if hinted in _NEVER_DATED else hinted
    if told is SectionKind.SKILLS:
        return told if hinted in _NEVER_LISTED or not is_plain else hinted
    return hinted if told is SectionKind.CONTACT and hinted is SectionKind.REFERENCES else told


def _is_pastime(document: Document, heading: Candidate, limit: int) -> bool:
    """Return whether one period in one line without bullets is all that stands under a heading (``Off shift``)."""
    lines = document.lines[heading.stop : limit]
    return len(lines) <= 1 and heading.kind is SectionKind.WORK and not any(line.is_list_item for line in lines)


def _are_of_student(
    document: Document, heading: Candidate, limit: int, dates: Dates, stretches: Sequence[tuple[Candidate, int]]
) -> bool:
    """Return whether all projects under a heading began during a course of study: then they are no jobs."""
    if heading.kind is not SectionKind.PROJECTS:
        return False
    studied = [
        time
        for candidate, stop in stretches
        if candidate.kind is SectionKind.EDUCATION
        for found in _ranges(document, candidate, stop, dates)
        if (time := _time_of_study(found)) is not None
    ]
    begun = [found.start.first for found in _ranges(document, heading, limit, dates) if found.start is not None]
    return bool(begun) and all(any(first <= month <= last for first, last in studied) for month in begun)


def _time_of_study(found: DateRange) -> tuple[Month, Month] | None:
    """Return the first and the last month of a course; before a single date, its end, lies the time that one takes."""
    last = found.end or found.start
    if last is None:
        return None
    if found.is_current:
        return last.first, _NEVER
    is_whole = found.start is not None and found.end is not None
    return found.start.first if is_whole and found.start is not None else last.last.plus(-_COURSE), last.last


def _may_hold_jobs(document: Document, heading: Candidate, limit: int, dates: Dates) -> bool:
    """Return whether jobs stand under a heading: entries that say so, or several with a period each.

    Under a heading that is known they have bullets, as memberships and talks have not; projects must say that they were
    jobs, for they have periods, too.
    """
    has_bullets = any(line.is_list_item for line in document.lines[heading.stop : limit])
    if heading.kind is not None and not has_bullets:
        return False
    told = _kind_under(document, heading, limit, dates)
    are_several = periods_under(document, heading, limit, dates) >= _SEVERAL
    if heading.kind is SectionKind.PROJECTS:
        return told is SectionKind.WORK and are_several
    return told is SectionKind.WORK or (told is None and are_several)


def periods_under(document: Document, heading: Candidate, limit: int, dates: Dates) -> int:
    """Return how many periods stand between a heading and the next one."""
    return sum(not r.is_single for r in _ranges(document, heading, limit, dates))


def _ranges(document: Document, heading: Candidate, limit: int, dates: Dates) -> tuple[DateRange, ...]:
    """Return the dates between a heading and the next one."""
    return dates.touching(heading.end, document.lines[limit - 1].end) if heading.line < limit else ()


def _kind_under(document: Document, heading: Candidate, limit: int, dates: Dates) -> SectionKind | None:
    """Return what the lines under a heading are about, up to the next heading or the end of the column."""
    return kind_by_content(document, _lines_under(document, heading, limit), dates)


def _lines_under(document: Document, heading: Candidate, limit: int) -> Sequence[Line]:
    """Return the lines of a section up to the next heading or the end of the column, the first without its label."""
    first = heading.line if heading.shares_line else heading.stop
    lines = document.lines[first : _end_of_column(document, first, limit)]
    if not (heading.shares_line and lines):
        return lines
    gap = document.text[heading.end : lines[0].end]
    start = heading.end + len(gap) - len(gap.lstrip())
    return (replace(lines[0], start=start, content_start=start), *lines[1:])


def _end_of_column(document: Document, first: int, limit: int) -> int:
    lines = document.lines
    stop = first
    while stop < limit and (lines[stop].page, lines[stop].column) == (lines[first].page, lines[first].column):
        stop += 1
    return stop
