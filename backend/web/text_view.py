"""The text of a document with its findings marked, and with an address for every keyword and value in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vitae.exports.marked_text import Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text within one segment."""

    text: str
    place: str | None = None
    """The id of the keyword or value that stands here first."""


@dataclass(frozen=True, slots=True)
class MarkedPieces:
    """A segment and its pieces."""

    segment: Segment
    pieces: tuple[Piece, ...]


def pieces_of(
    segments: Sequence[Segment], places: Mapping[str, Sequence[Mapping[str, Any]]]
) -> tuple[MarkedPieces, ...]:
    """Return the segments cut where places begin and end; a place that runs on into the next segment ends with it.

    Args:
        segments: The whole text in order.
        places: An id of the page's own -> the anchors of a keyword or value, the first of which is addressed.
    """
    starts = sorted((anchors[0]["start"], anchors[0]["end"], name) for name, anchors in places.items() if anchors)
    found, at = [], 0
    for segment in segments:
        end = at + len(segment.text)
        inside = [(max(start, at) - at, min(stop, end) - at, name) for start, stop, name in starts if at <= start < end]
        found.append(MarkedPieces(segment, tuple(_cut(segment.text, inside))))
        at = end
    return tuple(found)


def _cut(text: str, places: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    """Yield the text in order; of places that overlap the later one keeps its address and loses its extent."""
    at = 0
    for start, stop, name in places:
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[max(start, at) : max(stop, at)], name)
        at = max(at, stop)
    if at < len(text):
        yield Piece(text[at:])
