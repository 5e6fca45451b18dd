"""The space between the lines of a page, and the blocks that it makes of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from vitae.documents.builder import LineDraft

APART = math.inf
"""The space before and after what is a block of its own, however close it stands."""
_LINE = 12.0
"""Points that an empty line adds, less than any browser gives it."""
_NOTHING = 3.0
"""Points of space that nobody sees."""
_FEWEST = 0.1
"""Of all lines: where so many stand farther apart than paragraphs do, only these begin blocks."""
_CLOSE = 0.2
"""Of all lines: as far apart as these at most are paragraphs usually set."""


@dataclass(slots=True)
class SpacedLines:
    """The lines of a page in their order, with the space above each of them in points."""

    drafts: list[LineDraft] = field(default_factory=list)
    length: int = 0
    """Characters so far."""
    _spaces: list[float] = field(default_factory=list)
    _space: float = APART
    _is_under_heading: bool = False

    def leave(self, space: float) -> None:
        """Leave space before the next line; what two neighbours leave, each on its side, is the larger of both."""
        self._space = max(self._space, space)

    def leave_line(self) -> None:
        """Leave a line empty."""
        self._space += _LINE

    def stay_close(self) -> None:
        """Keep the next line in the block of the one before, unless it opens a block of its own."""
        self._is_under_heading = True

    def close_box(self, first: int) -> None:
        """Part the lines from the one with the number `first` on from all others but a heading, if they are several."""
        if len(self.drafts) - first > 1:
            is_headed = first > 0 and self.drafts[first - 1].heading_level is not None
            self._spaces[first] = self._spaces[first] if is_headed else APART
            self._space = APART

    def add(self, drafts: Sequence[LineDraft]) -> None:
        """Append lines that are parted by nothing but line breaks; a break at the end leaves no empty line."""
        last = len(drafts) - 1
        for nth, draft in enumerate(drafts):
            if draft.text.strip():
                self._spaces.append(0.0 if self._is_under_heading and self._space < APART else self._space)
                self.drafts.append(draft)
                self.length += len(draft.text)
                self._space, self._is_under_heading = 0.0, False
            elif nth < last:
                self.leave_line()

    def in_blocks(self) -> list[LineDraft]:
        """Return the lines, each with the number of its block."""
        widest, block = self._widest(), 0
        for draft, space in zip(self.drafts, self._spaces, strict=True):
            block += space > widest
            draft.block = block
        return self.drafts

    def _widest(self) -> float:
        """Return the space up to which lines are one block.

        Paragraphs are parted by space of their own; where many are parted by more, as by empty ones, those that are
        not belong together.
        """
        pairs = zip(self.drafts, self._spaces, strict=True)
        spaces = sorted(space for draft, space in pairs if space < APART and not draft.is_list_item)
        if not spaces:
            return _NOTHING
        usual = spaces[int(_CLOSE * len(spaces))] + _LINE / 2
        farther = sum(space > usual for space in spaces)
        return max(_NOTHING, usual) if usual > _LINE / 2 and farther >= _FEWEST * len(spaces) else _NOTHING
