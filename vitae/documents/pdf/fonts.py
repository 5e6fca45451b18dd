"""Fonts that a file names but does not bring along."""

from functools import cache

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]


@cache
def use_no_system_fonts() -> None:
    """Let PDFium replace missing fonts by its own ones, never by those of this machine.

    So the same file gives the same boxes everywhere. And a locked reader, which cannot open a
    font, does not come upon one that it saw before and then find no text at all.
    """
    pdfium.FPDF_SetSystemFontInfo(None)
