"""The words of a page, column by column: what is asked of all at once needs no object for each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vitae.domain.document import TextStyle

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
    measures: Numbers = field(default_factory=lambda: np.empty((5, 0)))
    """Rows of all x0, y0, x1, y1 and baselines."""
    styles: Sequence[TextStyle] = ()
    """Those of the document, each once."""
    looks: Indexes = field(default_factory=lambda: np.empty(0, np.intp))
    """The place of the style of each word among them."""
    turns: Flags = field(default_factory=lambda: np.empty(0, np.bool_))
    text_objects: Sequence[int | None] = ()
    glued: Flags = field(default_factory=lambda: np.empty(0, np.bool_))

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Words":
        """Return the columns of these words."""
        if not words:
            return cls()
        starts, ends, x0s, y0s, x1s, y1s, baselines, styles, turns, objects, glued = zip(*words, strict=True)
        places: dict[TextStyle, int] = {}
        looks = [places.setdefault(style, len(places)) for style in styles]
        return cls(
            np.array((starts, ends)),
            np.array((x0s, y0s, x1s, y1s, baselines)),
            tuple(places),
            np.array(looks),
            np.array(turns, np.bool_),
            objects,
            np.array(glued, np.bool_),
        )

    @cached_property
    def sizes(self) -> Numbers:
        """Their font sizes."""
        return np.array([style.size for style in self.styles])[self.looks]

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
        return _list(self.measures[0])

    @cached_property
    def x1s(self) -> list[float]:
        """Their right sides."""
        return _list(self.measures[2])

    @cached_property
    def baselines(self) -> list[float]:
        """How far below the upper edge each stands."""
        return _list(self.measures[4])

    @cached_property
    def look_list(self) -> list[int]:
        """The places of their styles."""
        places: list[int] = self.looks.tolist()
        return places

    @cached_property
    def _spans(self) -> list[list[int]]:
        spans: list[list[int]] = self.spans.tolist()
        return spans

    def __len__(self) -> int:
        return len(self.looks)

    def __getitem__(self, index: int) -> Word:
        x0, y0, x1, y1, baseline = self.measures[:, index].tolist()
        return Word(
            self.starts[index],
            self.ends[index],
            x0,
            y0,
            x1,
            y1,
            baseline,
            self.style_of(index),
            bool(self.turns[index]),
            self.text_objects[index],
            bool(self.glued[index]),
        )

    def __iter__(self) -> Iterator[Word]:
        styles = map(self.styles.__getitem__, self.look_list)
        flags = self.turns.tolist(), self.text_objects, self.glued.tolist()
        return map(Word._make, zip(*self._spans, *self.measures.tolist(), styles, *flags, strict=True))

    def style_of(self, index: int) -> TextStyle:
        """Return how a word is set."""
        return self.styles[self.look_list[index]]

    def at(self, indexes: Sequence[int]) -> "Words":
        """Return the words with these indexes, in their order."""
        return Words(
            self.spans[:, indexes],
            self.measures[:, indexes],
            self.styles,
            self.looks[indexes],
            self.turns[indexes],
            list(map(self.text_objects.__getitem__, indexes)),
            self.glued[indexes],
        )


def _list(row: Numbers) -> list[float]:
    values: list[float] = row.tolist()
    return values
