"""Where the candidate's name stands."""

from dataclasses import dataclass

from vitae.domain.resume import Text
from vitae.parsing.rows import Piece


@dataclass(frozen=True, slots=True)
class NameFound:
    """The name, and the row and stretch that show it."""

    name: Text
    piece: Piece
    row_index: int
    """Of the line in ``Document.lines``."""
