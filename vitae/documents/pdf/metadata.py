"""What a PDF says of itself: when it was last changed, and which program set it."""

import ctypes
import re
from datetime import date
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_DATE = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})")
_FIRST_PDF = 1993
# Browsers and word processors break a line at a hyphen that is there and, unless told otherwise, nowhere in a word.
_UNBROKEN = re.compile(r"skia|chrom|webkit|quartz|libreoffice|openoffice|microsoft|word|google", re.IGNORECASE)


def last_modified(document: Any) -> str | None:
    """Return the ISO date of the last change, else of the making, if it is a date that can be."""
    for tag in (b"ModDate", b"CreationDate"):
        found = _DATE.match(_meta_text(document, tag))
        if not found:
            continue
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        if day.year >= _FIRST_PDF:
            return day.isoformat()
    return None


def hyphenates(document: Any) -> bool:
    """Whether the program that set the document is one that breaks words at the end of a line."""
    return _UNBROKEN.search(f"{_meta_text(document, b'Producer')} {_meta_text(document, b'Creator')}") is None


def _meta_text(document: Any, tag: bytes) -> str:
    length = pdfium.FPDF_GetMetaText(document, tag, None, 0)
    buffer = ctypes.create_string_buffer(max(2, length))
    pdfium.FPDF_GetMetaText(document, tag, buffer, length)
    return buffer.raw[: max(0, length - 2)].decode("utf-16-le", errors="replace")
