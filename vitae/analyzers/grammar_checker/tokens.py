"""The words of the prose in a row, and what stands beside each."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from vitae.domain.values import Value

_TOKEN = re.compile(r"([^\W_]+(?:['’&+-][^\W_]+)*)")
_CHUNK = re.compile(r"\S+")
_DOTTED = re.compile(r"(?<![\w.])[\w-]{2,}(?:\.[\w-]{2,})+")
_ENDS_SENTENCE = frozenset(".;:!?•–—|\n")
OPENS, CLOSES, PUNCTUATION = "^", "$", ","
"""Neighbours that are no words: the beginning and the end of a sentence, and any other sign between two words."""


class Tokens(Value, frozen=True):
    """Parallel rows over all passages; offsets are those of the text they were made of."""

    words: Sequence[str]
    """In lower case."""
    starts: Sequence[int]
    ends: Sequence[int]
    gaps: Sequence[str]
    """What stands before each word and, in one more place, after the last: a blank, `OPENS` or `PUNCTUATION`."""
    places: Mapping[str, Sequence[int]]
    """Word -> where in the rows it stands."""

    def before(self, index: int, distance: int = 1) -> str:
        """Return the word so many places before, or what keeps it away."""
        for at in range(index, index - distance, -1):
            if self.gaps[at] != " ":
                return self.gaps[at]
        return self.words[index - distance]

    def after(self, index: int, distance: int = 1) -> str:
        """Return the word so many places after, or what keeps it away."""
        for at in range(index + 1, index + 1 + distance):
            if self.gaps[at] != " ":
                return CLOSES if self.gaps[at] == OPENS else self.gaps[at]
        return self.words[index + distance]

    def of_passage(self, index: int) -> Sequence[str]:
        """Return the words of the sentence around a place, without regard to its punctuation."""
        first, last = index, index
        while self.gaps[first] != OPENS:
            first -= 1
        while self.gaps[last + 1] != OPENS:
            last += 1
        return self.words[first : last + 1]


def tokens_of(text: str) -> Tokens:
    """Return the words of a text whose passages are separated by line breaks."""
    lines = [_CHUNK.sub(_hide_address, line) if _may_hold_address(line) else line for line in text.split("\n")]
    pieces = _TOKEN.split("\n".join(lines))  # gaps and words by turns
    bounds = list(accumulate(map(len, pieces)))
    words = list(map(str.lower, pieces[1::2]))
    kinds = {between: _gap(between) for between in set(pieces[::2])}
    gaps = [OPENS, *(kinds[between] for between in pieces[2:-1:2]), OPENS]
    places: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        places[word].append(number)
    return Tokens(words, bounds[:-1:2], bounds[1::2], gaps, places)


def _may_hold_address(line: str) -> bool:
    return "/" in line or "@" in line or "\\" in line or "." in line[:-1]


def _hide_address(chunk: re.Match[str]) -> str:
    """Return what stands between two blanks, with every address and path as one word that nobody knows."""
    text = chunk.group()
    if len(text) > 1 and ("@" in text or not {"/", "\\"}.isdisjoint(text[:-1])):
        return "x" * len(text)
    return _DOTTED.sub(lambda name: "x" * len(name.group()), text) if "." in text else text


def _gap(between: str) -> str:
    if between == " ":
        return between
    return PUNCTUATION if _ENDS_SENTENCE.isdisjoint(between) else OPENS


def occurrences(tokens: Tokens, words: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """Yield every place of every one of these words, in no order of the words."""
    for word in words.keys() & tokens.places.keys():
        for index in tokens.places[word]:
            yield word, index
