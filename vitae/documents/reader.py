"""The way from bytes to a `Document`, whatever the format."""

import hashlib
import sys
from importlib import import_module
from typing import Literal

from vitae.documents.doc import read_doc
from vitae.documents.language import detect_language
from vitae.documents.limits import Limits
from vitae.documents.quality import assess_quality
from vitae.documents.reading import Content, Reader
from vitae.documents.sniff import MediaType, sniff
from vitae.domain.document import Document, Layout
from vitae.domain.errors import DocumentEmpty

Isolation = Literal["sandbox", "none"]
"""Whether the bytes are read in a locked process of their own, or in this one."""

_READERS = {
    MediaType.PDF: ("vitae.documents.pdf.reader", "read_pdf"),
    MediaType.DOCX: ("vitae.documents.docx.reader", "read_docx"),
    MediaType.ODT: ("vitae.documents.odt.reader", "read_odt"),
    MediaType.RTF: ("vitae.documents.rtf.reader", "read_rtf"),
    MediaType.HTML: ("vitae.documents.html.reader", "read_html"),
    MediaType.MARKDOWN: ("vitae.documents.markdown_page", "read_markdown"),
    MediaType.DOC: ("vitae.documents.doc", "read_doc"),
    MediaType.TEXT: ("vitae.documents.plain", "read_text"),
}
"""Where the reader of each format lives; it is loaded with the first document of its kind."""


def read_document(data: bytes, limits: Limits, isolation: Isolation = "none") -> Document:
    """Return the document with its text, lines, places, language and quality.

    A scan of which nothing is recognised is a document with an empty text, the flag ``scanned``
    and quality 0, not an error. How the bytes are isolated changes nothing of what is returned.

    Raises:
        DocumentError: the document cannot be read; the subclass and its code say why.
        SandboxUnavailable: the isolated reader cannot be started.
    """
    if not data:
        raise DocumentEmpty("The file has no bytes.")
    content = _read_isolated(data, limits) if isolation == "sandbox" else read_content(data, limits)
    reading = content.reading
    language, languages = detect_language(reading.text, reading.lines)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=content.media_type.value,
        size=len(data),
        text=reading.text,
        lines=reading.lines,
        pages=reading.pages,
        links=reading.links,
        language=language,
        languages=languages,
        layout=Layout(reading.columns, reading.flags),
        quality=assess_quality(reading.text, reading.issues),
        last_modified=reading.last_modified,
        hidden=reading.hidden,
        char_boxes=reading.char_boxes,
    )


def read_content(data: bytes, limits: Limits) -> Content:
    """Return what the bytes themselves tell: the part of reading that a hostile document can disturb.

    Raises:
        DocumentError: the document cannot be read; the subclass and its code say why.
    """
    media_type = sniff(data)
    return Content(media_type, _reader_of(media_type)(data, limits))


def load_readers() -> None:
    """Load the reader of every format, for a process that can load nothing later."""
    for media_type in MediaType:
        _reader_of(media_type)


def _read_isolated(data: bytes, limits: Limits) -> Content:
    from vitae.documents.sandbox import sandbox

    if sniff(data) is MediaType.DOC:  # it goes to a program, which is locked in another way, where there is one
        return Content(MediaType.DOC, read_doc(data, limits, sandbox().convert if sys.platform == "linux" else None))
    return sandbox().read(data, limits)


def _reader_of(media_type: MediaType) -> Reader:
    module, name = _READERS[media_type]
    reader: Reader = getattr(import_module(module), name)
    return reader
