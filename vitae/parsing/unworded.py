"""Headings whose words no lexicon has: told by how they are set, and by what stands under them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.months import Month
from vitae.domain.sections import SectionKind
from vitae.parsing.blocks import opens_block
from vitae.parsing.contents import kind_by_content
from vitae.parsing.dated import Dates
from vitae.parsing.degrees import is_degree_in_capitals
from vitae.parsing.heading_candidates import Candidate, Look
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence

_ALIKE = 2
"""So many headings set alike are a habit."""
_STANDS_OUT = 1.0
"""Points of weight over that of the text."""
_MOST_DATED, _DATES_EACH = 0.67, 1.25
"""Where more of the lines that are set alike stand right over a date, and there are hardly more dates than such lines,
they are the first lines of entries."""
_MOST_OF_A_KIND = 2
_FIRST_ENTRY = 6
"""Lines that the first entry of a section has at least, with its text."""
_SAME_EDGE = 4.0
"""Points."""
_CLOSE = 2
"""Lines from a heading of an entry to its date."""
_MOST_WORDS, _MOST_ALIKE = 5, 7
"""Words of a heading that its looks alone tell, and of one that is set exactly as those are whose words are known."""
_COURSE = 48
"""Months of a course of study of which only the end is written."""
_NEVER = Month(9999, 12)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENTRIES = frozenset({SectionKind.WORK, SectionKind.EDUCATION})
_VAGUE = frozenset({SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.PROJECTS, None})
"""Kinds whose headings (``Highlights``, ``Service``, ``Projects``) may stand over jobs; None is one of no kind."""


def set_alike(
    document: Document, candidates: Iterable[Candidate], accepted: Mapping[int, Candidate], body: Look
) -> Iterator[Candidate]:
    """Yield lines of unknown wording that are set exactly as the headings are, and as nothing else is."""
    candidates = list(candidates)
    looks = Counter(c.look for c in accepted.values() if not c.is_inline)
    rails = {c.look for c in accepted.values() if c.shares_line}
    cells = {(c.look, _cell_column(document, c)) for c in accepted.values()}
    others = Counter((c.look, c.shares_line, _cell_column(document, c)) for c in candidates if c.line not in accepted)
    first = min(accepted)
    for candidate in candidates:
        known = looks.get(candidate.look, 0)
        if candidate.shares_line and candidate.look not in rails:
            continue
        if candidate.line in accepted or known < _ALIKE or candidate.look.weight <= body.weight:
            continue
        column = _cell_column(document, candidate)
        is_rare = others[candidate.look, candidate.shares_line, column] <= 1.5 * known + 1
        if not is_rare or not _may_be_heading(candidate.text, most=_MOST_ALIKE):
            continue
        if (candidate.look, column) not in cells:
            continue
        if candidate.look in rails and not _is_aligned(document, candidate, accepted.values()):
            continue
        if candidate.line > first or _may_come_first(document, candidate, body):
            yield candidate


def _is_aligned(document: Document, candidate: Candidate, headings: Iterable[Candidate]) -> bool:
    """Return whether a line begins, ends or is centred where a heading of its look is."""
    edges = _edges(document, candidate)
    if edges is None:
        return True
    alike = [_edges(document, c) for c in headings if c.look == candidate.look]
    return any(
        other is None or any(abs(a - b) <= _SAME_EDGE for a, b in zip(edges, other, strict=True)) for other in alike
    )


def _cell_column(document: Document, candidate: Candidate) -> int | None:
    """Return the column of a table that a line stands in; headings stand in columns of their own."""
    cell = document.lines[candidate.line].cell
    return None if cell is None else cell.column


def _edges(document: Document, candidate: Candidate) -> tuple[float, float, float] | None:
    """Return left edge, right edge and middle of a heading in points."""
    boxes = document.anchor(candidate.start, candidate.end).boxes
    if not boxes:
        return None
    left, right = boxes[0].x0, boxes[0].x1
    return left, right, (left + right) / 2


def by_look_alone(document: Document, candidates: Iterable[Candidate], body: Look) -> tuple[Candidate, ...]:
    """Return the lines of one or more columns that are set apart from all other text there in one way.

    Entries must stand under one of them. Lines that each stand right over a date are the titles of jobs, and no
    headings.
    """
    groups: dict[tuple[Look, int | None], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.look.weight >= body.weight + _STANDS_OUT and _may_open_section(document, candidate):
            groups.setdefault((candidate.look, _cell_column(document, candidate)), []).append(candidate)
    repeated = [group for group in groups.values() if len({c.text for c in group}) >= _ALIKE]
    dates = Dates.of(document)
    for group in sorted(repeated, key=lambda group: (-group[0].look.weight, group[0].line)):
        if _are_titles(document, group, dates):
            continue
        told = tuple(with_kinds(document, group))
        kinds = Counter(c.kind for c in told)
        entries = [kinds[kind] for kind in _ENTRIES]
        if len(kinds) > 1 and sum(entries) > 0 and max(entries) <= _MOST_OF_A_KIND:
            return told
    return ()


def _are_titles(document: Document, group: Sequence[Candidate], dates: Dates) -> bool:
    """Return whether lines that are set alike are the first lines of entries: each has a date of its own."""
    if group[0].look.spans:
        return False
    named = [c.kind is None and max(title_evidence(c.text), organization_evidence(c.text)) >= CLEARLY for c in group]
    if 2 * sum(named) >= len(group):
        return True
    over = sum(_stands_over_date(document, c, dates) for c in group)
    under = document.lines[group[0].line].start
    dated = sum(r.begin >= under and (r.start or r.end) is not None for r in dates.ranges)
    return over > _MOST_DATED * len(group) and (group[0].shares_line or dated < _DATES_EACH * len(group))


def with_kinds(document: Document, headings: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield headings in order, those without a kind with the one that the lines under them tell.

    A list under a heading of unknown wording is one of skills only where no other section holds them. Where no
    jobs stand under a heading that speaks of work, those with bullets under one whose words say little (``Career
    profile``, ``Service``) do.
    """
    dates = Dates.of(document)
    seen = {c.kind for c in headings}
    stops = [*(c.line for c in headings[1:]), len(document.lines)]
    told: list[Candidate] = []
    for candidate, limit in zip(headings, stops, strict=False):
        kind = candidate.kind
        if kind is None:
            kind = _kind_under(document, candidate, limit, dates)
            if kind in seen and kind not in _ENTRIES:
                kind = None
            seen.add(kind)
        told.append(replace(candidate, kind=kind))
    stretches = list(zip(told, stops, strict=False))
    has_worded_jobs = any(
        c.kind is SectionKind.WORK and _periods(document, c, limit, dates)
        for c, limit in zip(headings, stops, strict=False)
    )
    has_jobs = any(c.kind is SectionKind.WORK and _periods(document, c, limit, dates) for c, limit in stretches)
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
    are_several = _periods(document, heading, limit, dates) >= _ALIKE
    if heading.kind is SectionKind.PROJECTS:
        return told is SectionKind.WORK and are_several
    return told is SectionKind.WORK or (told is None and are_several)


def _periods(document: Document, heading: Candidate, limit: int, dates: Dates) -> int:
    """Return how many periods stand between a heading and the next one."""
    return sum(not r.is_single for r in _ranges(document, heading, limit, dates))


def _ranges(document: Document, heading: Candidate, limit: int, dates: Dates) -> tuple[DateRange, ...]:
    """Return the dates between a heading and the next one."""
    return dates.touching(heading.end, document.lines[limit - 1].end) if heading.line < limit else ()


def _kind_under(document: Document, heading: Candidate, limit: int, dates: Dates) -> SectionKind | None:
    """Return what the lines under a heading are about, up to the next heading or the end of the column."""
    first = heading.line if heading.shares_line else heading.stop
    return kind_by_content(document, first, _end_of_column(document, first, limit), dates)


def _end_of_column(document: Document, first: int, limit: int) -> int:
    lines = document.lines
    stop = first
    while stop < limit and (lines[stop].page, lines[stop].column) == (lines[first].page, lines[first].column):
        stop += 1
    return stop


def _may_come_first(document: Document, candidate: Candidate, body: Look) -> bool:
    """Return whether a line before all known headings is no part of the contact data: entries stand under it."""
    last, dates = min(candidate.stop + _FIRST_ENTRY, len(document.lines)), Dates.of(document)
    told = kind_by_content(document, candidate.stop, last, dates)
    return (
        candidate.line > 1
        and (told in _ENTRIES or (told is None and _periods(document, candidate, last, dates) > 0))
        and max(title_evidence(candidate.text), organization_evidence(candidate.text)) < CLEARLY
        and (opens_block(document, candidate.line) or candidate.look.size > body.size)
    )


def _may_open_section(document: Document, candidate: Candidate) -> bool:
    look = candidate.look
    if candidate.line == 0 or not _may_be_heading(candidate.text):
        return False
    is_marked = look.level > 0 or look.ruled or look.spans
    return candidate.shares_line or is_marked or opens_block(document, candidate.line)


def _stands_over_date(document: Document, candidate: Candidate, dates: Dates) -> bool:
    last = document.lines[min(len(document.lines), candidate.stop + _CLOSE) - 1]
    return bool(dates.touching(document.lines[candidate.line].start, last.end))


def _may_be_heading(text: str, most: int = _MOST_WORDS) -> bool:
    words = text.split()
    return (
        0 < len(words) <= most
        and not text.endswith((".", ",", ";", "!", "?"))
        and not _YEAR.search(text)
        and "@" not in text
        and text[:1].isupper()
        and not is_degree_in_capitals(text)
    )
