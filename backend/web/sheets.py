"""What is drawn over the image of a page: the findings, the places of values, and what blind review covers.

All of it is one SVG in points, the page's own measure, so that it fits the image at any size and
shows without scripts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.web import wording

BADGE = 24.0
"""Height of a badge in the margin, in points; at the usual size a point is at least a pixel."""
BADGE_X = -15.0
PADDING = 1.2

Boxes = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle as SVG wants it."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return round(self.y + self.height, 2)

    @property
    def right(self) -> float:
        """The right edge."""
        return round(self.x + self.width, 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding where it stands on a page, with a badge beside the page."""

    finding_id: str
    severity: str
    label: str
    """What a screen reader says."""
    rects: tuple[Rect, ...]
    is_first: bool
    """Whether it is the finding's first place in the document, to which the list leads."""
    badge_y: float
    """The middle of the badge."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a keyword or a value of the profile stands; shown when a reader asks for it."""

    id: str
    rects: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and what is drawn over it."""

    number: int
    width: float
    height: float
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...]
    covers: tuple[Rect, ...]


def build_sheets(
    pages: Iterable[Mapping[str, Any]],
    findings: Iterable[Mapping[str, Any]],
    places: Mapping[str, Sequence[Mapping[str, Any]]],
    covers: Mapping[int, Boxes],
) -> tuple[Sheet, ...]:
    """Return a sheet for each page.

    Args:
        pages: As the report has them.
        findings: Of all analyzers, in the order of the list beside the page.
        places: An id of the page's own -> the anchors of a keyword or value.
        covers: Page -> boxes that blind review hides.
    """
    marks, spots = defaultdict(list), defaultdict(list)
    for page, mark in _marks(findings):
        marks[page].append(mark)
    for page, spot in _spots(places):
        spots[page].append(spot)
    return tuple(
        Sheet(
            number=page["number"],
            width=page["width"],
            height=page["height"],
            marks=tuple(_with_badges_apart(marks[page["number"]], page["height"])),
            spots=tuple(spots[page["number"]]),
            covers=tuple(_rect(box) for box in covers.get(page["number"], ())),
        )
        for page in pages
    )


def printed_on(anchor: Mapping[str, Any]) -> Iterator[tuple[int, Boxes]]:
    """Yield each page on which the stretch is printed, with its boxes there."""
    for place in (anchor, *anchor.get("continued", ())):  # which reports of an older engine do not have
        if place["page"] and place["boxes"]:
            yield place["page"], place["boxes"]


def _marks(findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, Mark]]:
    for finding in findings:
        is_first = True
        for anchor in finding["anchors"]:
            for page, boxes in printed_on(anchor):
                rects = tuple(_rect(box) for box in boxes)
                label = f"{wording.SEVERITIES[finding['severity']]}: {finding['message']}"
                middle = rects[0].y + rects[0].height / 2
                yield page, Mark(finding["id"], finding["severity"], label, rects, is_first, middle)
                is_first = False


def _spots(places: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[int, Spot]]:
    for name, anchors in places.items():
        by_page: dict[int, list[Rect]] = defaultdict(list)
        for anchor in anchors:
            for page, boxes in printed_on(anchor):
                by_page[page].extend(_rect(box) for box in boxes)
        for order, (page, rects) in enumerate(by_page.items()):
            yield page, Spot(name if order == 0 else f"{name}-{order}", tuple(rects))


def _with_badges_apart(marks: Sequence[Mark], height: float) -> Iterator[Mark]:
    """Move badges down, and from the page's foot up again, so that none covers another; in reading order."""
    ordered = sorted(marks, key=lambda mark: (mark.badge_y, mark.rects[0].x))
    centres: list[float] = []
    for mark in ordered:
        centres.append(max(mark.badge_y, centres[-1] + BADGE if centres else BADGE / 2))
    limit = height - BADGE / 2
    for index in range(len(centres) - 1, -1, -1):
        centres[index] = min(centres[index], limit)
        limit = centres[index] - BADGE
    for mark, centre in zip(ordered, centres, strict=True):
        yield replace(mark, badge_y=round(centre, 1))


def _rect(box: Sequence[float]) -> Rect:
    x0, y0, x1, y1 = box
    width, height = x1 - x0 + 2 * PADDING, y1 - y0 + 2 * PADDING
    return Rect(round(x0 - PADDING, 2), round(y0 - PADDING, 2), round(width, 2), round(height, 2))
