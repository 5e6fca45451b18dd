"""Bytes in, a `Document` out: one module for each format."""

from vitae.documents.limits import Limits
from vitae.documents.pages import render_page
from vitae.documents.reader import Isolation, read_document

__all__ = ["Isolation", "Limits", "read_document", "render_page"]
