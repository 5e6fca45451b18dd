"""Headings whose words no lexicon has: told by how they are set, and by what stands under them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from vitae.domain.document import Document
from vitae.domain.sections import SectionKind
from vitae.parsing.blocks import opens_block
from vitae.parsing.contents import kind_by_content
from vitae.parsing.dated import Dates
from vitae.parsing.degrees import is_degree_in_capitals
from vitae.parsing.heading_candidates import Candidate, Look
from vitae.parsing.prose import is_prose
from vitae.parsing.section_kinds import kinds_at_first_sight, periods_under
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence

_ALIKE = 2
"""So many headings set alike are a habit."""
_LARGER = 1.0
"""Points of type size over that of the text."""
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
_MOST_WORDS, _MOST_ALIKE, _MOST_STYLED, _MOST_ASKED = 5, 7, 10, 5
"""Words of a heading that its looks alone tell, of one set exactly as others are, of one that the format itself calls
a heading, and of a question or a call."""
_REACHED = re.compile(r"@|\+?\d[\d ()./-]{6,}\d")
"""A part of an address or a number at which somebody is reached."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENTRIES = frozenset({SectionKind.WORK, SectionKind.EDUCATION})


def set_alike(
    document: Document, candidates: Iterable[Candidate], accepted: Mapping[int, Candidate], body: Look
) -> Iterator[Candidate]:
    """Yield lines of unknown wording that are set exactly as the headings are, and as nothing else is."""
    candidates = list(candidates)
    looks = Counter(c.look for c in accepted.values() if not c.is_inline)
    rails = {c.look for c in accepted.values() if c.shares_line}
    cells = {(c.look, _cell_column(document, c)) for c in accepted.values()}
    others = Counter(
        (c.look, c.shares_line, _cell_column(document, c))
        for c in candidates
        if c.line not in accepted and (c.look not in rails or _is_aligned(document, c, accepted.values()))
    )
    first = min(accepted)
    for candidate in candidates:
        known = looks.get(candidate.look, 0)
        if candidate.shares_line and candidate.look not in rails:
            continue
        if candidate.line in accepted or known < _ALIKE or candidate.look.weight <= body.weight:
            continue
        column = _cell_column(document, candidate)
        is_rare = others[candidate.look, candidate.shares_line, column] <= 1.5 * known + 1
        most = _MOST_STYLED if candidate.look.level else _MOST_ALIKE
        if not is_rare or not _may_be_heading(candidate.text, most):
            continue
        if (candidate.look, column) not in cells:
            continue
        if candidate.look in rails and not _is_aligned(document, candidate, accepted.values()):
            continue
        if candidate.line > first or _may_come_first(document, candidate, body):
            first = min(first, candidate.line)
            yield candidate


def set_as_beside(
    document: Document, candidates: Iterable[Candidate], accepted: Mapping[int, Candidate], body: Look
) -> Iterator[Candidate]:
    """Yield lines of unknown wording that have, in a column of their own, the size and weight of headings elsewhere.

    A sidebar has its own colour, and lists in place of entries: nothing else tells its headings.
    """
    own_lines = [c for c in accepted.values() if not c.shares_line]
    looks = Counter(_uncoloured(c.look) for c in own_lines)
    columns = Counter((c.place[1], _uncoloured(c.look)) for c in own_lines)
    settled = {column for (column, _), number in columns.items() if number >= _ALIKE}
    for candidate in candidates:
        look = _uncoloured(candidate.look)
        if candidate.place[1] in settled or candidate.line in accepted or looks[look] < _ALIKE:
            continue
        if candidate.shares_line or look.weight < body.weight + _STANDS_OUT:
            continue
        if _may_open_section(document, candidate, body, _MOST_ALIKE):
            yield candidate


def _uncoloured(look: Look) -> Look:
    return replace(look, color=0)


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
    groups: dict[tuple[Look, int | None, bool], list[Candidate]] = {}
    dates = Dates.of(document)
    for candidate in candidates:
        if candidate.shares_line and _stands_before_date(document, candidate, dates):
            continue
        if candidate.look.weight >= body.weight + _STANDS_OUT and _may_open_section(document, candidate, body):
            way = candidate.look, _cell_column(document, candidate), candidate.shares_line
            groups.setdefault(way, []).append(candidate)
    repeated = [group for group in groups.values() if len({c.text for c in group}) >= _ALIKE]
    for group in sorted(repeated, key=lambda group: (-group[0].look.weight, group[0].line)):
        if _are_titles(document, group, dates):
            continue
        kinds = Counter(kinds_at_first_sight(document, group, dates))
        entries = [kinds[kind] for kind in _ENTRIES]
        if len(kinds) > 1 and sum(entries) > 0 and max(entries) <= _MOST_OF_A_KIND:
            return tuple(group)
    return ()


def longer_ones(
    document: Document, candidates: Iterable[Candidate], found: Sequence[Candidate], body: Look
) -> Iterator[Candidate]:
    """Yield the lines of more words that are set exactly as those are which their looks alone tell; no names."""
    ways = {(c.look, _cell_column(document, c), c.shares_line) for c in found}
    lines = {c.line for c in found}
    rails = [c for c in found if c.shares_line]
    for candidate in candidates:
        way = candidate.look, _cell_column(document, candidate), candidate.shares_line
        is_alike = way in ways or _stands_in_rail(document, candidate, rails)
        is_new = is_alike and candidate.line not in lines and not _is_like_name(candidate)
        most = _MOST_STYLED if candidate.look.level else _MOST_ALIKE
        if is_new and _may_open_section(document, candidate, body, most):
            yield candidate


def _stands_in_rail(document: Document, candidate: Candidate, rails: Sequence[Candidate]) -> bool:
    """Return whether a line has the look and an edge of labels that stand beside their text."""
    if not rails or candidate.look != rails[0].look or not _is_aligned(document, candidate, rails):
        return False
    return _edges(document, candidate) is not None and _stand_beside_text(document, rails)


def _is_like_name(candidate: Candidate) -> bool:
    """Return whether several words after the first have capitals, and none of them speaks of a kind of section."""
    capitals = sum(word[:1].isupper() for word in candidate.text.split()[1:])
    return candidate.hint is None and capitals > 1 and not candidate.look.capitals


def _are_titles(document: Document, group: Sequence[Candidate], dates: Dates) -> bool:
    """Return whether lines that are set alike are the first lines of entries: each has a date of its own."""
    if group[0].look.spans or (group[0].shares_line and _stand_beside_text(document, group)):
        return False
    named = [c.kind is None and max(title_evidence(c.text), organization_evidence(c.text)) >= CLEARLY for c in group]
    if 2 * sum(named) >= len(group):
        return True
    over = sum(_stands_over_date(document, c, dates) for c in group)
    under = document.lines[group[0].line].start
    dated = sum(r.begin >= under and (r.start or r.end) is not None for r in dates.ranges)
    return over > _MOST_DATED * len(group) and (group[0].shares_line or dated < _DATES_EACH * len(group))


def _stand_beside_text(document: Document, group: Sequence[Candidate]) -> bool:
    """Return whether the lines under most labels go on below the text beside the label, and not below the label."""
    beside = 0
    for candidate in group:
        text = document.anchor(candidate.end + 1, document.lines[candidate.line].end).boxes
        below = document.lines[candidate.stop].box if candidate.stop < len(document.lines) else None
        beside += bool(text) and below is not None and below.x0 >= text[0].x0 - _SAME_EDGE
    return 2 * beside > len(group)


def _may_come_first(document: Document, candidate: Candidate, body: Look) -> bool:
    """Return whether a line before all known headings is no part of the contact data.

    Entries stand under it, or text, and contact data above it.
    """
    if candidate.line <= 1 or max(title_evidence(candidate.text), organization_evidence(candidate.text)) >= CLEARLY:
        return False
    if not (opens_block(document, candidate.line) or candidate.look.size > body.size):
        return False
    if _stands_between_contact_and_text(document, candidate):
        return True
    last, dates = min(candidate.stop + _FIRST_ENTRY, len(document.lines)), Dates.of(document)
    told = kind_by_content(document, document.lines[candidate.stop : last], dates)
    return told in _ENTRIES or (told is None and periods_under(document, candidate, last, dates) > 0)


def _stands_between_contact_and_text(document: Document, candidate: Candidate) -> bool:
    lines = document.lines
    is_over_text = candidate.stop < len(lines) and is_prose(document.line_text(lines[candidate.stop]))
    return is_over_text and _REACHED.search(document.text, 0, candidate.start) is not None


def _may_open_section(document: Document, candidate: Candidate, body: Look, most: int = _MOST_WORDS) -> bool:
    look = candidate.look
    if candidate.line == 0 or not _may_be_heading(candidate.text, most):
        return False
    above = document.lines[candidate.line - 1]
    is_larger = look.size >= body.size + _LARGER and above.style.size < look.size
    is_marked = look.level > 0 or look.ruled or look.spans or is_larger
    return candidate.shares_line or is_marked or opens_block(document, candidate.line)


def _stands_before_date(document: Document, candidate: Candidate, dates: Dates) -> bool:
    """Return whether a date follows on the line, as it does behind the title of a job."""
    rest = dates.touching(candidate.end, document.lines[candidate.line].end)
    return bool(rest) and not document.text[candidate.end : rest[0].begin].strip(" \t(")


def _stands_over_date(document: Document, candidate: Candidate, dates: Dates) -> bool:
    last = document.lines[min(len(document.lines), candidate.stop + _CLOSE) - 1]
    return bool(dates.touching(document.lines[candidate.line].start, last.end))


def _may_be_heading(text: str, most: int = _MOST_WORDS) -> bool:
    words = text.split()
    if text.endswith(("?", "!")):
        most = min(most, _MOST_ASKED)
    return (
        0 < len(words) <= most
        and not text.endswith((".", ",", ";"))
        and not _YEAR.search(text)
        and "@" not in text
        and text[:1].isupper()
        and not is_degree_in_capitals(text)
    )
