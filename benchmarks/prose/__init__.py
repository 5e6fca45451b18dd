"""How often a skill is found where nobody speaks of any: ordinary prose of other kinds.

``python -m benchmarks.prose`` prints the share of lines in which nothing is found, and every find.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section, SectionKind
from vitae.facts import AnalysisContext

_LINES = Path(__file__).with_name("lines.toml")
_ANY_DAY = date(2026, 11, 22)
"""No skill depends on it."""


@dataclass(frozen=True, slots=True)
class FalseFind:
    """A skill that was found in a line that names none."""

    genre: str
    line: str
    raw: str
    canonical: str


def prose_lines() -> list[tuple[str, str]]:
    """Return the genre and the text of every line."""
    genres = tomllib.loads(_LINES.read_text(encoding="utf-8"))
    return [(genre, line) for genre, lines in genres.items() for line in lines]


def find_in_prose() -> list[FalseFind]:
    """Return the skills that are found when every line stands in the description of a job."""
    lines = prose_lines()
    document = _document([line for _, line in lines])
    section = Section("s1", SectionKind.WORK, None, None, 0, len(lines), ())
    ends = [line.end for line in document.lines]
    found = []
    for match in AnalysisContext(document, (section,), ParsedResume(), _ANY_DAY).skills:
        genre, text = lines[next(index for index, end in enumerate(ends) if match.start < end)]
        found.append(FalseFind(genre, text, match.raw, match.canonical))
    return found


def precision_on_prose() -> float:
    """Return the share of lines in which nothing is found."""
    return 1 - len({find.line for find in find_in_prose()}) / len(prose_lines())


def _document(texts: list[str]) -> Document:
    lines: list[Line] = []
    start = 0
    for text in texts:
        lines.append(Line(start, start + len(text), TextStyle(), is_list_item=True))
        start += len(text) + 1
    return Document("0" * 64, "text/plain", start, "\n".join(texts), tuple(lines))
