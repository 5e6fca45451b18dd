"""What words look like that no lexicon has: a job title, an organisation, or a degree, told by their letters.

A linear model over pieces of three to five letters of each word, the words themselves, and which of them come first
and last. `training` makes its weights from names that were written down for it, and says how well it tells them apart.
"""

import re
from array import array
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

BUCKETS = 1 << 15
"""Weights a decision; a feature has that of the bucket it falls into."""
UNIT = 16.0
"""Steps of a weight in the file to one margin of the training."""
MODEL = Path(__file__).with_name("data") / "word_model.bin"

_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d+|&")
_MOST_WORDS = 12
_SHORTEST, _LONGEST = 3, 5
_BYTES_A_LETTER = 2
"""In UTF-16, where all letters of our languages have the same length."""


class Leaning(NamedTuple):
    """How far words look like one thing rather than another; 1 is as sure as the training asks for."""

    title: float
    """A job title rather than an organisation; negative for the opposite."""
    degree: float
    """A degree or a course rather than an organisation."""


@lru_cache(maxsize=2048)
def leaning_of(text: str) -> Leaning:
    """Return what the words of `text` look like; (0, 0) where it has none."""
    words = words_of(text)
    if not words:
        return Leaning(0.0, 0.0)
    titles, degrees = _weights()
    title = degree = 0
    for word in words:
        of_title, of_degree = _sums(word)
        title += of_title
        degree += of_degree
    for at in places_of(words):
        title += titles[at]
        degree += degrees[at]
    return Leaning(title / UNIT, degree / UNIT)


def words_of(text: str) -> list[str]:
    """Return the words of `text` that are looked at, in small letters."""
    return _WORDS.findall(text.casefold())[:_MOST_WORDS]


def features_of(word: str) -> set[int]:
    """Return the buckets of a word and of the pieces of it, its ends marked."""
    marked = f"<{word}>".encode("utf-16-le")
    found = {_bucket(marked)}
    for letters in range(_SHORTEST, _LONGEST + 1):
        size = letters * _BYTES_A_LETTER
        found.update(_bucket(marked[at : at + size]) for at in range(0, len(marked) - size + 1, _BYTES_A_LETTER))
    return found


def places_of(words: list[str]) -> tuple[int, int]:
    """Return the buckets of the word that comes first and of the one that comes last."""
    return _bucket(f"^{words[0]}".encode()), _bucket(f"{words[-1]}$".encode())


def _bucket(feature: bytes) -> int:
    return crc32(feature) & (BUCKETS - 1)


@lru_cache(maxsize=4096)
def _sums(word: str) -> tuple[int, int]:
    titles, degrees = _weights()
    features = features_of(word)
    return sum([titles[at] for at in features]), sum([degrees[at] for at in features])


@cache
def _weights() -> tuple["array[int]", "array[int]"]:
    data = MODEL.read_bytes()
    return array("b", data[:BUCKETS]), array("b", data[BUCKETS:])
