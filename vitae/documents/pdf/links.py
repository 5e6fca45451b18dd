"""Link annotations: an address over a rectangle of the page."""

import ctypes
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf.frame import PageFrame
from vitae.domain.anchors import Box

_MAX_LINKS = 500
_MAX_URL_BYTES = 2_048


class LinkArea(NamedTuple):
    """A rectangle of a page that leads to an address."""

    box: Box
    url: str


def read_link_areas(document: Any, page: Any, frame: PageFrame) -> tuple[LinkArea, ...]:
    """Return the areas with a web or mail address in the order of the file; inner jumps are left out."""
    areas: list[LinkArea] = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    while len(areas) < _MAX_LINKS and pdfium.FPDFLink_Enumerate(page, ctypes.byref(position), ctypes.byref(link)):
        url = _url_of(document, link)
        if url and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect)):
            areas.append(LinkArea(frame.box(rect.left, rect.bottom, rect.right, rect.top), url))
    return tuple(areas)


def links_of(line: Box, boxes: "array[float]", areas: Sequence[LinkArea]) -> Iterator[tuple[int, int, str]]:
    """Yield first and last character, half-open, of the stretches of a line that lie in an area."""
    for area in areas:
        x0, y0, x1, y1 = area.box
        if line.x1 < x0 or x1 < line.x0 or line.y1 < y0 or y1 < line.y0:
            continue
        inside = [
            i // 4
            for i in range(0, len(boxes), 4)
            if x0 <= (boxes[i] + boxes[i + 2]) / 2 <= x1 and y0 <= (boxes[i + 1] + boxes[i + 3]) / 2 <= y1
        ]
        if inside:
            yield inside[0], inside[-1] + 1, area.url


def _url_of(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length <= _MAX_URL_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.value.decode("utf-8", errors="replace").strip()
