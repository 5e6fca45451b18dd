"""The pictures of a page: whether there are any, and how it looks without them."""

from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_MAX_DEPTH = 4
_MAX_OBJECTS = 2_000
_MIN_OUTLINES = 100
"""As many paths are letters turned into outlines; a frame and some rules are not."""


def has_pictures(page: Any) -> bool:
    """Whether the page shows an image, or so many outlines that they must be letters."""
    return _shows_picture(_objects_of(page), 0)


def hide_pictures(page: Any) -> None:
    """Let an open page be painted without its images, those in groups too."""
    waiting = [(item, 0) for item in _objects_of(page)]
    while waiting:
        item, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or (kind == pdfium.FPDF_PAGEOBJ_FORM and depth >= _MAX_DEPTH):
            pdfium.FPDFPageObj_SetIsActive(item, False)  # noqa: FBT003  # a C function has no names
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            waiting += [(inner, depth + 1) for inner in _inside(item)]


def _objects_of(page: Any) -> list[Any]:
    return [pdfium.FPDFPage_GetObject(page, i) for i in range(min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS))]


def _shows_picture(objects: list[Any], depth: int) -> bool:
    kinds = [pdfium.FPDFPageObj_GetType(item) for item in objects]
    if pdfium.FPDF_PAGEOBJ_IMAGE in kinds or kinds.count(pdfium.FPDF_PAGEOBJ_PATH) >= _MIN_OUTLINES:
        return True
    if depth >= _MAX_DEPTH:
        return False
    forms = [item for item, kind in zip(objects, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_FORM]
    return any(_shows_picture(_inside(form), depth + 1) for form in forms)


def _inside(form: Any) -> list[Any]:
    count = min(pdfium.FPDFFormObj_CountObjects(form), _MAX_OBJECTS)
    return [pdfium.FPDFFormObj_GetObject(form, i) for i in range(count)]
