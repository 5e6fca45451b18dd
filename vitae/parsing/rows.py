"""The lines of a section as a parser reads them: without bullets, labels and rules, cut at their tabs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.sections import Section, SectionKind

_RULE = re.compile(r"[\W_]*\Z")
_EDGES = " \t\n\r\u00a0,;:|·•–—-"


class Piece(NamedTuple):
    """A stretch of the document's text: ``document.text[start:end] == text``."""

    text: str
    start: int
    end: int

    def cut(self, start: int, end: int) -> "Piece":
        """Return a part of the piece by offsets into its own text."""
        return Piece(self.text[start:end], self.start + start, self.start + end)

    def trimmed(self, edges: str = _EDGES) -> "Piece":
        """Return the piece without white space and separators at its edges."""
        if self.text and self.text[0] not in edges and self.text[-1] not in edges:
            return self
        stripped = self.text.lstrip(edges)
        start = self.start + len(self.text) - len(stripped)
        stripped = stripped.rstrip(edges)
        return Piece(stripped, start, start + len(stripped))

    def split(self, separator: re.Pattern[str]) -> list["Piece"]:
        """Return the trimmed, non-empty pieces between the matches of `separator`."""
        if separator.search(self.text) is None:
            whole = self.trimmed()
            return [whole] if whole.text else []
        bounds = [0]
        for match in separator.finditer(self.text):
            bounds += [match.start(), match.end()]
        bounds.append(len(self.text))
        pieces = [self.cut(a, b).trimmed() for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
        return [piece for piece in pieces if piece.text]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a section's body."""

    index: int
    """Of the line in ``Document.lines``."""
    line: Line
    piece: Piece
    """What is printed, without the bullet and without the label of the section."""
    is_bullet: bool
    style: TextStyle
    """The style of its first character."""

    @property
    def text(self) -> str:
        """The characters of the row."""
        return self.piece.text

    @property
    def start(self) -> int:
        """Where the row begins in the document."""
        return self.piece.start

    @property
    def end(self) -> int:
        """Where the row ends in the document."""
        return self.piece.end

    @property
    def parts(self) -> list[Piece]:
        """What is separated by tabs, such as a title and a date set to the right."""
        if "\t" in self.piece.text:
            return self.piece.split(_TAB)
        whole = self.piece.trimmed()
        return [whole] if whole.text else []


_TAB = re.compile(r"\t+")


def piece_of(document: Document, start: int, end: int) -> Piece:
    """Return the stretch of the document without white space at its edges."""
    return Piece(document.text[start:end], start, end).trimmed(" \t\n\r\u00a0")


def style_at(line: Line, offset: int) -> TextStyle:
    """Return how the character at `offset` of a line is set."""
    for run in line.runs:
        if run.start <= offset < run.end:
            return run.style
    return line.style


def rows_of(document: Document, section: Section) -> tuple[Row, ...]:
    """Return the rows of a section's body, without ruled lines and empty ones."""
    after = section.heading_anchor.end if section.heading_anchor is not None else 0
    rows = []
    for index in range(section.first_line, section.stop_line):
        line = document.lines[index]
        start = max(line.content_start, after)
        piece = piece_of(document, start, line.end) if start < line.end else None
        if piece is not None and not _RULE.match(piece.text):
            is_bullet = line.is_list_item or line.content_start > line.start
            rows.append(Row(index, line, piece, is_bullet, style_at(line, piece.start)))
    return tuple(rows)


def rows_of_kind(document: Document, sections: Iterable[Section], kind: SectionKind) -> tuple[Row, ...]:
    """Return the rows of all sections of a kind, one after the other."""
    return tuple(row for section in sections if section.kind is kind for row in rows_of(document, section))
