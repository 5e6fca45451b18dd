"""The words of a document, told apart once for all who ask which of them are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"\w+")
_SIGNS = "_–—•·’‘“”…\u00a0"
"""What stands between words of texts that are ASCII otherwise; these are parted in a third of the time."""
_APART = str.maketrans(dict.fromkeys((chr(code) for code in range(128) if not chr(code).isalnum()), " "))


@dataclass(frozen=True)
class Wording:
    """Answers what a text holds, so that patterns are tried only where one of their words stands."""

    text: str

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, letter for letter: what stands in it stands at the same place in the text."""
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else "".join(char.lower()[:1] for char in self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, of letters and digits, in order and in lower case."""
        text = self.lowered
        for sign in _SIGNS:
            text = text.replace(sign, " ")
        return tuple(text.translate(_APART).split() if text.isascii() else _WORD.findall(text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, each once: to see at once what cannot be there."""
        return frozenset(self.words)

    def places(self, part: str) -> Iterator[int]:
        """Yield where a piece of text in lower case stands, as a part of longer words as well."""
        at = self.lowered.find(part)
        while at >= 0:
            yield at
            at = self.lowered.find(part, at + 1)
