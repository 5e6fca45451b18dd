"""The document's text cut where findings begin and end, so that a page can mark them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text; ``finding`` is None where there is nothing to say."""

    text: str
    finding: Mapping[str, Any] | None
    is_first: bool = False
    """Whether it is the first stretch that shows this finding."""


def mark_text(text: str, findings: Iterable[Mapping[str, Any]]) -> Iterator[Segment]:
    """Yield the whole text in order, marked and unmarked; of findings that overlap the first one counts."""
    at = 0
    shown: set[str] = set()
    for start, end, finding in sorted(_places(findings), key=lambda place: place[:2]):
        if start < at:
            continue
        if start > at:
            yield Segment(text[at:start], None)
        yield Segment(text[start:end], finding, is_first=finding["id"] not in shown)
        shown.add(finding["id"])
        at = end
    if at < len(text):
        yield Segment(text[at:], None)


def _places(findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    for finding in findings:
        for anchor in finding["anchors"]:
            if anchor["start"] < anchor["end"]:
                yield anchor["start"], anchor["end"], finding
