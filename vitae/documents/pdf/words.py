"""The words of a page, column by column: what is asked of all at once needs no object for each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from vitae.domain.document import TextStyle


class Word(NamedTuple):
    """Glyphs between two blanks; offsets into ``PageGlyphs.text``, points on the page."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    style: TextStyle
    is_turned: bool
    """Whether it is not written from left to right along the page."""
    text_object: int | None
    """The address of what draws it; None where PDFium made it up."""
    is_glued: bool
    """Whether no blank stands before it in the drawing order."""


@dataclass(frozen=True, slots=True)
class Words:
    """One sequence for each field of a `Word`; of equal styles there is only one object."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    x0s: Sequence[float] = ()
    y0s: Sequence[float] = ()
    x1s: Sequence[float] = ()
    y1s: Sequence[float] = ()
    baselines: Sequence[float] = ()
    styles: Sequence[TextStyle] = ()
    turns: Sequence[bool] = ()
    text_objects: Sequence[int | None] = ()
    glued: Sequence[bool] = ()

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Words":
        """Return the columns of these words."""
        return cls(*zip(*words, strict=True))

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Word:
        return Word(*map(itemgetter(index), self._columns()))

    def __iter__(self) -> Iterator[Word]:
        return map(Word._make, zip(*self._columns(), strict=True))

    def at(self, indexes: Sequence[int]) -> "Words":
        """Return the words with these indexes, in their order."""
        return Words(*(tuple(map(column.__getitem__, indexes)) for column in self._columns()))

    def _columns(self) -> tuple[Sequence[Any], ...]:
        return (
            self.starts,
            self.ends,
            self.x0s,
            self.y0s,
            self.x1s,
            self.y1s,
            self.baselines,
            self.styles,
            self.turns,
            self.text_objects,
            self.glued,
        )
