"""The words of a page, column by column: what is asked of all at once needs no object for each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from vitae.domain.document import TextStyle

T = TypeVar("T")

Numbers = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


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


@dataclass(frozen=True)
class Words:
    """The fields of a `Word` as columns: arrays for what is asked of all at once, lists for what is asked of one."""

    spans: Indexes = field(default_factory=lambda: np.empty((2, 0), np.intp))
    """Rows of all starts and ends."""
    measures: Numbers = field(default_factory=lambda: np.empty((6, 0)))
    """Rows of all x0, y0, x1, y1, baselines and font sizes."""
    styles: Sequence[TextStyle] = ()
    """Of equal styles there is only one object."""
    turns: Sequence[bool] = ()
    text_objects: Sequence[int | None] = ()
    glued: Sequence[bool] = ()

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Words":
        """Return the columns of these words."""
        if not words:
            return cls()
        starts, ends, x0s, y0s, x1s, y1s, baselines, styles, *others = zip(*words, strict=True)
        measures = np.array((x0s, y0s, x1s, y1s, baselines, [style.size for style in styles]))
        return cls(np.array((starts, ends)), measures, styles, *others)

    @cached_property
    def starts(self) -> list[int]:
        """Where each begins."""
        return self._spans[0]

    @cached_property
    def ends(self) -> list[int]:
        """Where each ends."""
        return self._spans[1]

    @cached_property
    def x0s(self) -> list[float]:
        """Their left sides."""
        return self._measures[0]

    @cached_property
    def x1s(self) -> list[float]:
        """Their right sides."""
        return self._measures[2]

    @cached_property
    def baselines(self) -> list[float]:
        """How far below the upper edge each stands."""
        return self._measures[4]

    @cached_property
    def _spans(self) -> list[list[int]]:
        spans: list[list[int]] = self.spans.tolist()
        return spans

    @cached_property
    def _measures(self) -> list[list[float]]:
        measures: list[list[float]] = self.measures.tolist()
        return measures

    def __len__(self) -> int:
        return len(self.styles)

    def __getitem__(self, index: int) -> Word:
        return Word(*map(itemgetter(index), self._columns()))

    def __iter__(self) -> Iterator[Word]:
        return map(Word._make, zip(*self._columns(), strict=True))

    def at(self, indexes: Sequence[int]) -> "Words":
        """Return the words with these indexes, in their order."""

        def picked(column: Sequence[T]) -> list[T]:
            return list(map(column.__getitem__, indexes))

        return Words(
            self.spans[:, indexes],
            self.measures[:, indexes],
            picked(self.styles),
            picked(self.turns),
            picked(self.text_objects),
            picked(self.glued),
        )

    def _columns(self) -> tuple[Sequence[Any], ...]:
        places = self._measures[:5]
        return *self._spans, *places, self.styles, self.turns, self.text_objects, self.glued
