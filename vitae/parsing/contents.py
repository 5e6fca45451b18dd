"""What a stretch of lines is about, told by its contents where no heading says it."""

import re
from collections.abc import Sequence

from vitae.domain.document import Document, Line
from vitae.domain.sections import SectionKind
from vitae.parsing.certificates import with_validity
from vitae.parsing.dated import Dates
from vitae.parsing.degrees import find_degree
from vitae.parsing.prose import ends_sentence, is_prose
from vitae.parsing.rows import Piece
from vitae.parsing.skills import split_list
from vitae.parsing.spoken import names_language
from vitae.parsing.titles import CLEARLY, names_school, organization_evidence, title_evidence

_SEPARATOR = re.compile(r"\t+|\s[|·•–—-]\s")
_LONGEST_HEAD = 110
"""Characters of a line that may name a job or a degree."""
_LONGEST_MARKED_DATE = 32
"""Characters of a date with a bullet before it, as in a timeline."""
_ABOVE, _BELOW = 5, 2
"""Lines between a date and the words that it belongs to; narrow columns break the words."""
_REACHED = re.compile(r"\S@[^\s@]+\.\w|\+\d[\d ()./-]{7,}\d")
"""An address or a number at which somebody is reached."""
_MOST_CONTACT_LINES = 10
_FEWEST_SCHOOLS = 2
"""Which tell studies without a degree, where nobody works: teachers work at schools, too."""
_MOST_UNDATED = 6
"""Lines of studies of which nothing says when they were."""
_MOST_ROWS = 0.75
"""Of a list of languages begin with one; not everybody's is known."""
_FEWEST_ITEMS = 4
_MOST_WORDS = 3.0
"""On average in an item of a list of skills."""


def kind_by_content(document: Document, lines: Sequence[Line], dates: Dates) -> SectionKind | None:
    """Return what some lines are about, or None where their contents do not tell.

    Periods beside job titles are work, dates beside degrees and schools are education, a few lines with an address are
    contact data, a list of languages is that, and a list of short items is one of skills.
    """
    lines = [line for line in lines if line.content_start < line.end]
    dated = [nth for nth, line in enumerate(lines) if _is_dated(document, line, dates)]
    if dated:
        return _kind_of_entries(document, lines, dated, dates)
    texts = [document.line_text(line) for line in lines]
    if _are_studies(document, lines):
        return SectionKind.EDUCATION
    if len(texts) <= _MOST_CONTACT_LINES and any(_REACHED.search(text) for text in texts):
        return SectionKind.CONTACT
    return _kind_of_list(document, lines)


def _is_dated(document: Document, line: Line, dates: Dates) -> bool:
    ranges = [r for r in dates.touching(line.start, line.end) if r.start or r.end]
    return any(with_validity(document, r) is None for r in ranges) and may_be_head(document, line)


def _kind_of_entries(
    document: Document, lines: Sequence[Line], dated: Sequence[int], dates: Dates
) -> SectionKind | None:
    near = sorted({at for nth in dated for at in range(nth - _ABOVE, nth + _BELOW + 1)})
    heads = [lines[at] for at in near if 0 <= at < len(lines) and may_be_head(document, lines[at])]
    studies = jobs = schools = 0
    for line in heads:
        is_job, is_study = evidence_of_head(document.line_text(line))
        jobs += is_job
        studies += is_study and not is_job
        schools += not is_job and names_school(document.line_text(line))
    are_schools = schools >= _FEWEST_SCHOOLS and not jobs and not any(line.is_list_item for line in lines)
    if (studies and max(studies, schools - 1) >= jobs) or are_schools:
        return SectionKind.EDUCATION
    ranges = [r for nth in dated for r in dates.touching(lines[nth].start, lines[nth].end)]
    return SectionKind.WORK if jobs and any(not r.is_single for r in ranges) else None


def _are_studies(document: Document, lines: Sequence[Line]) -> bool:
    """Return whether a few lines without a date name a degree and a school, and no job."""
    if len(lines) > _MOST_UNDATED or not any(map(names_school, texts := [document.line_text(line) for line in lines])):
        return False
    if any(line.is_list_item or ends_sentence(text) for line, text in zip(lines, texts, strict=True)):
        return False
    evidence = [evidence_of_head(text) for text in texts]
    return any(is_study for _, is_study in evidence) and not any(is_job for is_job, _ in evidence)


def evidence_of_head(text: str) -> tuple[bool, bool]:
    """Return whether a line names a job, and whether it names a degree; ``Master Electrician`` is no degree."""
    is_job = is_study = False
    for part in _SEPARATOR.split(text):
        degree = find_degree(part)
        rest = part if degree is None else part[: degree.study[0]] + part[degree.study[1] :]
        is_certain = degree is not None and len(part[slice(*degree.study)].split()) > 1
        is_job = is_job or (title_evidence(rest) >= CLEARLY and not is_certain)
        is_study = is_study or degree is not None
    return is_job, is_study


def may_be_head(document: Document, line: Line) -> bool:
    """Return whether a line may stand above an entry: neither running text nor a bullet of some length."""
    text = document.line_text(line)
    if line.is_list_item and len(text) > _LONGEST_MARKED_DATE:
        return False
    if len(text) > _LONGEST_HEAD or ends_sentence(text):
        return False
    return not any(is_prose(part) for part in _SEPARATOR.split(text))


def _kind_of_list(document: Document, lines: Sequence[Line]) -> SectionKind | None:
    rows = rows_of_lines(document, lines)
    if any(ends_sentence(row.text) or "@" in row.text for row in rows):
        return None
    if _FEWEST_ITEMS * sum(organization_evidence(row.text) >= CLEARLY for row in rows) > len(rows):
        return None
    items = [item.text for row in rows for item in split_list(row)]
    spoken = sum(names_language(item) for item in items)
    rows_spoken = count_of_languages(rows)
    if items and (2 * spoken > len(items) or (spoken > 1 and rows_spoken >= _MOST_ROWS * len(rows))):
        return SectionKind.LANGUAGES
    words = sum(len(item.split()) for item in items)
    return SectionKind.SKILLS if len(items) >= _FEWEST_ITEMS and words <= _MOST_WORDS * len(items) else None


def count_of_languages(rows: Sequence[Piece]) -> int:
    """Return how many rows name a spoken language in their first cell or line."""
    return sum(names_language(re.split(r"[\t\n]", row.text, maxsplit=1)[0]) for row in rows)


def rows_of_lines(document: Document, lines: Sequence[Line]) -> list[Piece]:
    """Return lines as text, the cells of one row of a table together."""
    return [
        Piece(document.text[row[0].content_start : row[-1].end], row[0].content_start, row[-1].end)
        for row in _rows(lines)
    ]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Put the cells of one row of a table together; other lines stand alone."""
    rows: list[list[Line]] = []
    for line in lines:
        above = rows[-1][-1].cell if rows else None
        if above is not None and line.cell is not None and (above.table, above.row) == (line.cell.table, line.cell.row):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows
