"""What surrounds a text object in the file: layers, clips, and how much of its ink is opaque."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf import calls
from vitae.documents.pdf.frame import PageFrame
from vitae.domain.anchors import Box

# The name of a layer's mark, written plainly or with its letters as numbers; packed objects may hold it too.
_LAYER_SIGNS = re.compile(rb"/(?:O|#4[fF])(?:C|#43)|/ObjStm")
_LAYER_MARK = "OC"
_MAX_MARKS = 16
_MAX_CLIPS = 8
_MAX_CLIP_POINTS = 12
"""A clip of more points is no rectangle; what it leaves is not worked out."""


@dataclass(slots=True)
class LayerMarks:
    """Tells which objects of a document lie on layers that can be switched off."""

    has_layers: bool
    """Whether there may be any."""
    _is_layer: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> "LayerMarks":
        """Return the marks of a document by its bytes."""
        return cls(_LAYER_SIGNS.search(data) is not None)

    def is_on_layer(self, item: int) -> bool:
        """Whether an object stands in a marked stretch that belongs to a layer."""
        count = min(calls.count_marks(item), _MAX_MARKS)
        return any(self._names_layer(calls.get_mark(item, index)) for index in range(count))

    def _names_layer(self, mark: int) -> bool:
        if mark not in self._is_layer:
            buffer, length = ctypes.create_string_buffer(16), ctypes.c_ulong()
            handle = ctypes.cast(mark, pdfium.FPDF_PAGEOBJECTMARK)
            name = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
            is_short = pdfium.FPDFPageObjMark_GetName(handle, name, len(buffer), length) and length.value <= len(buffer)
            text = buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", errors="replace") if is_short else ""
            self._is_layer[mark] = text == _LAYER_MARK
        return self._is_layer[mark]


def fill_alpha(item: int) -> int:
    """Return how opaque the fill of an object is, 0..255."""
    channels = (ctypes.c_uint * 4)()
    start = ctypes.addressof(channels)
    is_told = calls.get_fill_color(item, start, start + 4, start + 8, start + 12)
    return int(channels[3]) if is_told else 255


def clip_boxes(items: Sequence[int], frame: PageFrame) -> dict[int | None, Box]:
    """Return the boxes, as seen, that clips leave of objects of the page; those without a clip are left out."""
    clips = list(map(calls.get_clip, items))
    counts = list(map(calls.count_clip_paths, clips))
    if max(counts, default=0) <= 0:
        return {}
    boxes: dict[int | None, Box] = {}
    by_shape: dict[tuple[int, ...], Box | None] = {}
    for item, clip, count in zip(items, clips, counts, strict=True):
        if not 0 < count <= _MAX_CLIPS:
            continue
        # objects that share a clip share its points
        shape = tuple(calls.get_clip_segment(clip, path, 0) or 0 for path in range(count))
        if shape not in by_shape:
            by_shape[shape] = _common_box(clip, count, frame)
        if (box := by_shape[shape]) is not None:
            boxes[item] = box
    return boxes


def _common_box(clip: int, count: int, frame: PageFrame) -> Box | None:
    """Return what all paths of a clip have in common, as far as they are rectangles; may be empty."""
    hulls = [hull for path in range(count) if (hull := _hull(clip, path)) is not None]
    if not hulls:
        return None
    left, bottom = max(hull[0] for hull in hulls), max(hull[1] for hull in hulls)
    right, top = min(hull[2] for hull in hulls), min(hull[3] for hull in hulls)
    return frame.box(left, bottom, max(left, right), max(bottom, top))


def _hull(clip: int, path: int) -> tuple[float, float, float, float] | None:
    count = calls.count_clip_segments(clip, path)
    if not 0 < count <= _MAX_CLIP_POINTS:
        return None
    point = (ctypes.c_float * 2)()
    start = ctypes.addressof(point)
    points = []
    for index in range(count):
        segment = calls.get_clip_segment(clip, path, index)
        if segment and calls.get_segment_point(segment, start, start + 4):
            points.append((point[0], point[1]))
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
