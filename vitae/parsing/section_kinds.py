"""The kinds of sections: told by their headings where these are plain, else by all that speaks for a kind together."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TypeAlias

from msgspec.structs import replace

from vitae.domain.dates import DateRange
from vitae.domain.document import Document, Line
from vitae.domain.months import Month
from vitae.domain.sections import SectionKind
from vitae.parsing.contents import kind_by_content
from vitae.parsing.dated import Dates
from vitae.parsing.heading_candidates import Candidate
from vitae.parsing.heading_words import is_usual_heading
from vitae.parsing.section_evidence import Evidence, evidence_of_section
from vitae.parsing.section_model import probabilities

Chances: TypeAlias = Mapping[SectionKind, float]
"""How probable each kind is."""

_PLAIN = frozenset(
    {
        SectionKind.CONTACT,
        SectionKind.SKILLS,
        SectionKind.LANGUAGES,
        SectionKind.PROJECTS,
        SectionKind.PUBLICATIONS,
        SectionKind.AWARDS,
        SectionKind.VOLUNTEER,
        SectionKind.REFERENCES,
    }
)
"""Kinds whose headings mean what they say; ``Training`` and ``Career Summary`` may stand over anything."""
_MARKS: Mapping[SectionKind, re.Pattern[str]] = {
    SectionKind.CONTACT: re.compile(r"[0-9@]"),
    SectionKind.PUBLICATIONS: re.compile(r"(?:19|20)\d\d|[“”„«»\"]"),
}
"""Without which a section is none of these kinds, whatever its heading speaks of."""
_VAGUE = frozenset({SectionKind.SUMMARY, SectionKind.OTHER, None})
"""Kinds whose headings (``Highlights``, ``Service``) may stand over jobs; None is one of no kind."""
_TELLING = frozenset({SectionKind.WORK, SectionKind.EDUCATION, SectionKind.SKILLS, SectionKind.LANGUAGES})
"""Kinds of which a résumé has one at least."""
_SEVERAL = 2
"""So many periods under one heading."""
_COURSE = 48
"""Months of a course of study of which only the end is written."""
_NEVER = Month(9999, 12)
_PERHAPS, _LIKELY, _SURE = 0.1, 0.5, 0.8
"""How probable jobs must be that stand nowhere else, a kind that is told, and one against the lexicon's own words."""


def with_kinds(document: Document, headings: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield headings in order, each with its kind; None is the kind of what nothing tells.

    A story has no summary: where nothing a résumé is made of has a heading, text under one is none.
    """
    dates = Dates.of(document)
    weighed = list(evidence_of_headings(document, headings, dates))
    chances = [None if evidence is None else probabilities(evidence) for _, evidence in weighed]
    told = [_told(heading, likely) for (heading, _), likely in zip(weighed, chances, strict=True)]
    jobs = _jobs_at(document, told, chances, dates)
    if jobs is not None:
        told[jobs] = replace(told[jobs], kind=SectionKind.WORK)
    skills = _list_at(document, headings, told, dates)
    if skills is not None:
        told[skills] = replace(told[skills], kind=SectionKind.SKILLS)
    is_resume = not _TELLING.isdisjoint(heading.kind for heading in told)
    for heading, candidate in zip(headings, told, strict=True):
        is_text = candidate.kind is SectionKind.SUMMARY is not heading.kind
        yield replace(candidate, kind=None) if is_text and not is_resume else candidate


def _told(heading: Candidate, likely: Chances | None) -> Candidate:
    if likely is None:
        return heading
    kind = max(likely, key=likely.__getitem__)
    if _is_named(heading):
        return replace(heading, kind=kind) if likely[kind] >= _SURE else heading
    return replace(heading, kind=kind if likely[kind] >= _LIKELY else None)


def _jobs_at(
    document: Document, told: Sequence[Candidate], chances: Sequence[Chances | None], dates: Dates
) -> int | None:
    """Return which section holds the jobs of a document that has none under a heading of work, or None."""
    stretches = _stretches(document, told)
    dated = [nth for nth, (c, stop) in enumerate(stretches) if periods_under(document, c, stop, dates)]
    if any(told[nth].kind is SectionKind.WORK for nth in dated):
        return None
    studied_in = _times_of_study(document, stretches, dates)
    found: dict[int, float] = {}
    for nth in dated:
        heading, likely = told[nth], chances[nth]
        if heading.kind is SectionKind.PROJECTS and _are_jobs(document, *stretches[nth], dates, studied_in):
            found[nth] = _LIKELY
        elif heading.kind in _VAGUE:
            weighed = likely[SectionKind.WORK] if likely is not None else 0.0
            found[nth] = max(weighed, _PERHAPS * _may_be_jobs(document, *stretches[nth], dates))
    best = max(found, key=found.__getitem__, default=None)
    return best if best is not None and found[best] >= _PERHAPS else None


def _list_at(document: Document, headings: Sequence[Candidate], told: Sequence[Candidate], dates: Dates) -> int | None:
    """Return which list under words that say nothing holds the skills that stand nowhere else, or None."""
    if any(heading.kind is SectionKind.SKILLS for heading in told):
        return None
    for nth, (heading, stop) in enumerate(_stretches(document, told)):
        says_nothing = headings[nth].kind is None and heading.hint is None
        if says_nothing and heading.kind in {None, SectionKind.INTERESTS}:
            lines = _lines_under(document, heading, stop)
            if kind_by_content(document, lines, dates) is SectionKind.SKILLS:
                return nth
    return None


def _may_be_jobs(document: Document, heading: Candidate, stop: int, dates: Dates) -> bool:
    """Return whether several periods and bullets stand under a heading, as they do not in lists of talks."""
    has_bullets = any(line.is_list_item for line in document.lines[heading.stop : stop])
    return has_bullets and periods_under(document, heading, stop, dates) >= _SEVERAL


def _are_jobs(
    document: Document, heading: Candidate, stop: int, dates: Dates, studied_in: Callable[[Month], bool]
) -> bool:
    """Return whether several projects say that they were jobs, and did not all begin during a course of study."""
    if periods_under(document, heading, stop, dates) < _SEVERAL:
        return False
    is_work = kind_by_content(document, _lines_under(document, heading, stop), dates) is SectionKind.WORK
    begun = [found.start.first for found in _ranges(document, heading, stop, dates) if found.start is not None]
    return is_work and not (begun and all(map(studied_in, begun)))


def _times_of_study(
    document: Document, stretches: Sequence[tuple[Candidate, int]], dates: Dates
) -> Callable[[Month], bool]:
    """Return what tells of a month whether it lies in a course of study of the document."""
    courses = sorted(
        time
        for heading, stop in stretches
        if heading.kind is SectionKind.EDUCATION
        for found in _ranges(document, heading, stop, dates)
        if (time := _time_of_study(found)) is not None
    )
    firsts = [first for first, _ in courses]
    latest = list(accumulate((last for _, last in courses), max))

    def studied_in(month: Month) -> bool:
        begun = bisect_right(firsts, month)
        return begun > 0 and month <= latest[begun - 1]

    return studied_in


def _time_of_study(found: DateRange) -> tuple[Month, Month] | None:
    """Return the first and the last month of a course; before a single date, its end, lies the time that one takes."""
    last = found.end or found.start
    if last is None:
        return None
    if found.is_current:
        return last.first, _NEVER
    is_whole = found.start is not None and found.end is not None
    return found.start.first if is_whole and found.start is not None else last.last.plus(-_COURSE), last.last


def _stretches(document: Document, headings: Sequence[Candidate]) -> list[tuple[Candidate, int]]:
    """Return headings with the first line that is no longer theirs."""
    stops = [*(c.line for c in headings), len(document.lines)][1:]
    return list(zip(headings, stops, strict=True))


def _is_named(heading: Candidate) -> bool:
    """Return whether the lexicon has exactly the words of a heading."""
    return heading.kind is not None and heading.is_exact and heading.hint is None


def evidence_of_headings(
    document: Document, headings: Sequence[Candidate], dates: Dates
) -> Iterator[tuple[Candidate, Evidence | None]]:
    """Yield headings in order, each with what speaks for its kind, or None where its words are plain."""
    named = Counter(heading.kind for heading in headings if _is_named(heading))
    for nth, (heading, stop) in enumerate(_stretches(document, headings)):
        if _is_named(heading) and (heading.kind in _PLAIN or is_usual_heading(heading.text)):
            yield heading, None
            continue
        lines = _lines_under(document, heading, stop)
        own = Counter([heading.kind] if _is_named(heading) else [])
        others = [kind for kind in named - own if kind is not None]
        place = "first" if nth == 0 else "last" if nth == len(headings) - 1 else "between"
        said = heading if _is_borne_out(document, heading, stop) else replace(heading, kind=None, hint=None)
        yield said, evidence_of_section(document, said, lines, others, place, dates)


def _is_borne_out(document: Document, heading: Candidate, stop: int) -> bool:
    """Return whether nothing speaks against what a heading is about by the families of its words.

    Contact data have figures and publications have years or quotation marks; a sentence about the telephone, or about
    writing, has none.
    """
    mark = _MARKS.get(heading.hint.kind) if heading.hint is not None else None
    return mark is None or mark.search(document.text, heading.end, document.lines[stop - 1].end) is not None


def kinds_at_first_sight(
    document: Document, headings: Sequence[Candidate], dates: Dates
) -> Iterator[SectionKind | None]:
    """Yield what headings are about by their words, or else by what stands under each alone."""
    for heading, stop in _stretches(document, headings):
        is_named = heading.kind is not None and heading.hint is None
        yield heading.kind if is_named else kind_by_content(document, _lines_under(document, heading, stop), dates)


def periods_under(document: Document, heading: Candidate, limit: int, dates: Dates) -> int:
    """Return how many periods stand between a heading and the next one."""
    return sum(not r.is_single for r in _ranges(document, heading, limit, dates))


def _ranges(document: Document, heading: Candidate, limit: int, dates: Dates) -> tuple[DateRange, ...]:
    """Return the dates between a heading and the next one."""
    return dates.touching(heading.end, document.lines[limit - 1].end) if heading.line < limit else ()


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
