"""PDFium's functions that are called for every glyph, word or object, taking plain addresses.

A call through the binding's own types takes three times as long. The interpreter's lock is
kept: giving it back and taking it again costs more than the call. Those that are called for
every glyph or word take references that were made before, and turn nothing into C's types:
that halves the time once more.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_POINTER, _INT, _UINT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_ulong

Call = Callable[..., Any]


def address_of(handle: Any) -> int:
    """Return the address that a handle of the binding stands for."""
    return ctypes.cast(handle, _POINTER).value or 0


def _by_address(function: Any, result: Any, *arguments: Any) -> Call:
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


def _by_reference(function: Any, result: Any) -> Call:
    """Return a function that takes whole numbers of 32 bits, references and handles, and nothing else."""
    return ctypes.PYFUNCTYPE(result)(address_of(function))


def reference_to(handle: Any) -> Any:
    """Return a handle of the binding as the functions for characters take it."""
    return ctypes.byref(handle.contents)


handle_of = _POINTER.from_param
"""Return an address, or None, as the functions that take references take it."""

# of characters: a reference to their text page, an index, references to where the answers go
get_text = _by_reference(pdfium.FPDFText_GetText, _INT)
get_unicode = _by_reference(pdfium.FPDFText_GetUnicode, _UINT)
get_char_box = _by_reference(pdfium.FPDFText_GetCharBox, None)
get_text_object = _by_reference(pdfium.FPDFText_GetTextObject, _POINTER)
get_char_matrix = _by_reference(pdfium.FPDFText_GetMatrix, _INT)
get_char_font_size = _by_reference(pdfium.FPDFText_GetFontSize, ctypes.c_double)

# of text objects: what `handle_of` makes of their address
get_font = _by_reference(pdfium.FPDFTextObj_GetFont, _POINTER)
get_render_mode = _by_reference(pdfium.FPDFTextObj_GetTextRenderMode, _INT)

get_object = _by_address(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
get_form_object = _by_address(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, _LONG)
get_type = _by_address(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
get_bounds = _by_address(pdfium.FPDFPageObj_GetBounds, _INT, *[_POINTER] * 5)
get_fill_color = _by_address(pdfium.FPDFPageObj_GetFillColor, _INT, *[_POINTER] * 5)
get_stroke_color = _by_address(pdfium.FPDFPageObj_GetStrokeColor, _INT, *[_POINTER] * 5)
get_draw_mode = _by_address(pdfium.FPDFPath_GetDrawMode, _INT, *[_POINTER] * 3)
count_segments = _by_address(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
has_transparency = _by_address(pdfium.FPDFPageObj_HasTransparency, _INT, _POINTER)
count_marks = _by_address(pdfium.FPDFPageObj_CountMarks, _INT, _POINTER)
get_mark = _by_address(pdfium.FPDFPageObj_GetMark, _POINTER, _POINTER, _LONG)
get_clip = _by_address(pdfium.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
count_clip_paths = _by_address(pdfium.FPDFClipPath_CountPaths, _INT, _POINTER)
count_clip_segments = _by_address(pdfium.FPDFClipPath_CountPathSegments, _INT, _POINTER, _INT)
get_clip_segment = _by_address(pdfium.FPDFClipPath_GetPathSegment, _POINTER, _POINTER, _INT, _INT)
get_segment_point = _by_address(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
set_active = _by_address(pdfium.FPDFPageObj_SetIsActive, _INT, _POINTER, _INT)
