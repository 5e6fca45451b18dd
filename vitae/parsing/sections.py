"""Find the sections of a résumé: headings first, then which lines stand under them."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from vitae.domain.anchors import Anchor
from vitae.domain.document import Document, Line
from vitae.domain.sections import Section, SectionKind
from vitae.parsing.contents import kind_by_content
from vitae.parsing.dated import Dates
from vitae.parsing.headings import Heading, find_headings

_SAME_EDGE = 24.0
"""Points by which the left edges of one column may differ from page to page."""
_ENTRIES = frozenset({SectionKind.WORK, SectionKind.EDUCATION})
_NEARLY_ALL = 0.9
_LISTS = frozenset({SectionKind.SKILLS, SectionKind.LANGUAGES})


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Consecutive lines in one column of one page."""

    first: int
    stop: int
    page: int | None
    column: int
    left: float | None
    """The leftmost edge in points."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Consecutive lines that will be one section."""

    first: int
    stop: int
    kind: SectionKind
    heading: Heading | None


def find_sections(document: Document) -> tuple[Section, ...]:
    """Return the sections in reading order; together they hold every line of the document once.

    What stands before the first heading is the contact section. Where a column goes on at the
    top of the next page, or after a sidebar, its last section goes on in a section of the same
    kind without a heading. A document without headings is divided by its contents.
    """
    parts = _without_headings(document, _split(document, find_headings(document)))
    return tuple(_section(document, number, part) for number, part in enumerate(parts, start=1))


def _split(document: Document, headings: tuple[Heading, ...]) -> list[_Part]:
    parts: list[_Part] = []
    opened: list[tuple[_Stretch, SectionKind]] = []
    kind = SectionKind.CONTACT
    begins = [heading.first_line for heading in headings]
    for stretch in _stretches(document):
        kind = _kind_at_top(stretch, opened, kind)
        open_heading: Heading | None = None
        first = stretch.first
        for heading in headings[bisect_left(begins, stretch.first) : bisect_left(begins, stretch.stop)]:
            _close(parts, first, heading.first_line, kind, open_heading)
            open_heading, first, kind = heading, heading.first_line, heading.kind
        _close(parts, first, stretch.stop, kind, open_heading)
        opened.append((stretch, kind))
    return parts


def _without_headings(document: Document, parts: list[_Part]) -> list[_Part]:
    """Divide by their contents the lines before the first heading and those of summaries, behind their first block.

    Only where dates stand under none of work; where they stand under studies, nothing but work is sought.
    """
    dates = Dates.of(document)
    held = {part.kind for part in parts if _holds_entries(document, part, dates)}
    if not dates.ranges or SectionKind.WORK in held:
        return parts
    divided: list[_Part] = []
    for nth, part in enumerate(parts):
        if (nth == 0 and part.heading is None) or part.kind is SectionKind.SUMMARY:
            _divide(document, part, dates, divided, sought=_ENTRIES - held)
        else:
            divided.append(part)
    return divided


def _divide(
    document: Document, part: _Part, dates: Dates, divided: list[_Part], *, sought: frozenset[SectionKind]
) -> None:
    """Add the blocks of a part, each with the kind that its contents tell, else with that of the block before."""
    kind, heading = part.kind, part.heading
    for start, stop in _blocks(document, part.first, part.stop):
        told = kind_by_content(document, document.lines[start:stop], dates) if heading is None else None
        if told in sought or (told is not None and kind in _ENTRIES | _LISTS):
            kind = told
        _close(divided, start, stop, kind, heading)
        heading = None


def _holds_entries(document: Document, part: _Part, dates: Dates) -> bool:
    lines = document.lines
    return part.kind in _ENTRIES and bool(dates.touching(lines[part.first].start, lines[part.stop - 1].end))


def _blocks(document: Document, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield where the blocks of lines begin and end; the cells of one row of a table belong together.

    Where space parts nearly all lines but those of lists, as it does paragraphs, a block is what ends with a list.
    """
    lines, start = document.lines, first
    alone = [line.block for line in lines[first:stop] if not line.is_list_item]
    is_loose = _NEARLY_ALL * len(alone) <= len(set(alone)) and len(alone) < stop - first
    for index in range(first + 1, stop + 1):
        if index == stop or not (
            _are_together(lines[start], lines[index])
            or (is_loose and not (lines[index - 1].is_list_item and not lines[index].is_list_item))
        ):
            yield start, index
            start = index


def _are_together(a: Line, b: Line) -> bool:
    if a.cell is not None and b.cell is not None:
        return (a.cell.table, a.cell.row) == (b.cell.table, b.cell.row)
    return a.block == b.block


def _close(parts: list[_Part], first: int, stop: int, kind: SectionKind, heading: Heading | None) -> None:
    """End a part; lines without a heading go on with the part before them if that is of their kind."""
    if first >= stop:
        return
    if heading is None and parts and parts[-1].kind is kind and parts[-1].stop == first:
        last = parts.pop()
        parts.append(_Part(last.first, stop, kind, last.heading))
    else:
        parts.append(_Part(first, stop, kind, heading))


def _kind_at_top(stretch: _Stretch, opened: list[tuple[_Stretch, SectionKind]], current: SectionKind) -> SectionKind:
    """Return the kind of the lines at the top of a column: what this column last was about."""
    if not opened:
        return SectionKind.CONTACT
    for earlier, kind in reversed(opened):
        if _same_edge(earlier, stretch):
            return kind
    return current if stretch.page != opened[-1][0].page else SectionKind.CONTACT


def _same_edge(a: _Stretch, b: _Stretch) -> bool:
    if a.left is None or b.left is None:
        return a.column == b.column
    return abs(a.left - b.left) <= _SAME_EDGE


def _stretches(document: Document) -> Iterator[_Stretch]:
    first = 0
    for (page, column), group in groupby(document.lines, key=attrgetter("page", "column")):
        lines = tuple(group)
        left = min([line.box.x0 for line in lines if line.box is not None], default=None)
        yield _Stretch(first, first + len(lines), page, column, left)
        first += len(lines)


def _section(document: Document, number: int, part: _Part) -> Section:
    heading = part.heading
    anchor = document.anchor(heading.start, heading.end) if heading is not None else None
    body_line = heading.body_line if heading is not None else part.first
    return Section(
        id=f"s{number}",
        kind=part.kind,
        heading=anchor.quote if anchor is not None else None,
        heading_anchor=anchor,
        first_line=body_line,
        stop_line=max(part.stop, body_line),
        anchors=tuple(_anchors(document, anchor, body_line, part.stop)),
    )


def _anchors(document: Document, heading: Anchor | None, body_line: int, stop: int) -> Iterator[Anchor]:
    """Yield the heading, and the body on each page that it stands on."""
    if heading is not None:
        yield heading
    after = heading.end if heading is not None else 0
    for _page, lines in groupby(document.lines[body_line:stop], key=attrgetter("page")):
        on_page = tuple(lines)
        start = max(on_page[0].start, after)
        yield document.anchor(start, max(start, on_page[-1].end))
