"""The lines of a section as a parser reads them: without bullets, labels and rules, cut at their tabs."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.sections import Section, SectionKind
from vitae.domain.values import Value

_RULE = re.compile(r"[\W_]*\Z")
_BLANK = " \t\n\r\u00a0"
EDGES = f"{_BLANK},;:|·•–—-"
"""White space and separators, which stand around a piece and are no part of it."""


class Piece(Value, frozen=True):
    """A stretch of the document's text: ``document.text[start:end] == text``."""

    text: str
    start: int
    end: int

    def cut(self, start: int, end: int) -> "Piece":
        """Return a part of the piece by offsets into its own text."""
        return Piece(self.text[start:end], self.start + start, self.start + end)

    def trimmed(self, edges: str = EDGES) -> "Piece":
        """Return the piece without white space and separators at its edges."""
        text = self.text
        if text and text[0] not in edges and text[-1] not in edges:
            return self
        stripped = text.lstrip(edges)
        start = self.start + len(text) - len(stripped)
        stripped = stripped.rstrip(edges)
        return Piece(stripped, start, start + len(stripped))

    def split(self, separator: re.Pattern[str]) -> list["Piece"]:
        """Return the trimmed, non-empty pieces between the matches of `separator`."""
        gaps = [match.span() for match in separator.finditer(self.text)]
        if not gaps:
            whole = self.trimmed()
            return [whole] if whole.text else []
        starts, stops = (0, *(end for _, end in gaps)), (*(start for start, _ in gaps), len(self.text))
        pieces = [self.cut(start, stop).trimmed() for start, stop in zip(starts, stops, strict=True)]
        return [piece for piece in pieces if piece.text]


class Row(Value, frozen=True):
    """One line of a section's body."""

    nth: int
    """Of the line in ``Document.lines``."""
    line: Line
    text: str
    """What is printed, without the bullet and without the label of the section."""
    start: int
    """Where that begins in the document."""
    end: int
    is_bullet: bool
    style: TextStyle
    """The style of its first character."""

    @property
    def piece(self) -> Piece:
        """The characters of the row with their place."""
        return Piece(self.text, self.start, self.end)

    def showing(self, piece: Piece) -> "Row":
        """Return the row with only a piece of its characters."""
        return replace(self, text=piece.text, start=piece.start, end=piece.end)

    @property
    def parts(self) -> list[Piece]:
        """What is separated by tabs, such as a title and a date set to the right."""
        if "\t" in self.text:
            return self.piece.split(_TAB)
        whole = self.piece.trimmed()
        return [whole] if whole.text else []


_TAB = re.compile(r"\t+")


def piece_of(document: Document, start: int, end: int) -> Piece:
    """Return the stretch of the document without white space at its edges."""
    return Piece(document.text[start:end], start, end).trimmed(_BLANK)


def style_at(line: Line, offset: int) -> TextStyle:
    """Return how the character at `offset` of a line is set."""
    for run in line.runs:
        if run.start <= offset < run.end:
            return run.style
    return line.style


def rows_of(document: Document, section: Section) -> tuple[Row, ...]:
    """Return the rows of a section's body, without ruled lines and empty ones."""
    after = section.heading_anchor.end if section.heading_anchor is not None else 0
    text, rows = document.text, []
    for index in range(section.first_line, section.stop_line):
        line = document.lines[index]
        start = line.content_start if line.start >= after else max(line.content_start, after)
        printed = text[start : line.end].lstrip(_BLANK)
        start, printed = line.end - len(printed), printed.rstrip(_BLANK)
        if printed[:1].isalnum() or not _RULE.match(printed):
            is_bullet = line.is_list_item or line.content_start > line.start
            style = style_at(line, start)
            rows.append(Row(index, line, printed, start, start + len(printed), is_bullet, style))
    return tuple(rows)


def rows_of_kind(document: Document, sections: Iterable[Section], kind: SectionKind) -> tuple[Row, ...]:
    """Return the rows of all sections of a kind, one after the other."""
    return tuple(row for section in sections if section.kind is kind for row in rows_of(document, section))
