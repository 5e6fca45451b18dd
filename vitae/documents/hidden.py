"""Pieces of hidden text, gathered by the readers of all formats and kept within bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vitae.documents.characters import normalize
from vitae.domain.document import HiddenText

MOST_PIECES, MOST_CHARACTERS = 500, 20_000
"""Enough for every trick; more is a flood, and what stands first tells as much."""


def keep_bounded(pieces: Iterable[HiddenText]) -> tuple[HiddenText, ...]:
    """Return the pieces that say something, in normal characters, as many as a document keeps."""
    return tuple(first_pieces(_normal(pieces), most=MOST_PIECES, characters=MOST_CHARACTERS))


def first_pieces(pieces: Iterable[HiddenText], *, most: int, characters: int) -> Iterator[HiddenText]:
    """Yield the first pieces, at most so many and of so many characters in all; the last may be cut."""
    left = characters
    for number, piece in enumerate(pieces):
        if number >= most or left <= 0:
            return
        yield piece if len(piece.text) <= left else replace(piece, text=piece.text[:left])
        left -= len(piece.text)


def _normal(pieces: Iterable[HiddenText]) -> Iterator[HiddenText]:
    for piece in pieces:
        text = " ".join(normalize(piece.text[:MOST_CHARACTERS]).text.split())
        if any(character.isalnum() for character in text):
            yield replace(piece, text=text)
