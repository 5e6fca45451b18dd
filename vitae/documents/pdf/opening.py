"""A PDF, open in PDFium."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf.fonts import use_no_system_fonts
from vitae.domain.errors import DocumentCorrupt, DocumentEncrypted

_PDFIUM = threading.Lock()
"""PDFium keeps its state in the process: one document at a time."""
_END_WITHIN = 2_048
"""Bytes at the end of a file that may follow the end mark; mailers and scanners append some."""


@contextmanager
def open_pdf(data: bytes) -> Iterator[tuple[Any, int]]:
    """Hold a document open; gives its handle and the number of its pages, at least one.

    Raises:
        DocumentEncrypted: it opens with a password only.
        DocumentCorrupt: it is damaged or was cut off.
    """
    if b"%%EOF" not in data[-_END_WITHIN:] and b"startxref" not in data[-_END_WITHIN:]:
        raise DocumentCorrupt("The PDF has no end: the file was cut off.")
    use_no_system_fonts()
    with _PDFIUM:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            raise _refusal(pdfium.FPDF_GetLastError())
        try:
            count = pdfium.FPDF_GetPageCount(document)
            if count < 1:
                raise DocumentCorrupt("The PDF has no readable page.")
            yield document, count
        finally:
            pdfium.FPDF_CloseDocument(document)


@contextmanager
def open_page(document: Any, number: int) -> Iterator[Any]:
    """Hold a page open, counted from 1.

    Raises:
        DocumentCorrupt: it is damaged.
    """
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise DocumentCorrupt(f"Page {number} of the PDF is damaged.")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


def _refusal(error: int) -> DocumentCorrupt | DocumentEncrypted:
    if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return DocumentEncrypted("The PDF opens with a password only.")
    return DocumentCorrupt("The PDF is damaged and cannot be opened.")
