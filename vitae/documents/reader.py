"""The way from bytes to a `Document`, whatever the format."""

import hashlib
from importlib import import_module

from vitae.documents.language import detect_language
from vitae.documents.limits import Limits
from vitae.documents.quality import assess_quality
from vitae.documents.reading import Reader
from vitae.documents.sniff import MediaType, sniff
from vitae.domain.document import Document, Layout
from vitae.domain.errors import DocumentEmpty

_READERS = {
    MediaType.PDF: ("vitae.documents.pdf", "read_pdf"),
    MediaType.DOCX: ("vitae.documents.docx", "read_docx"),
    MediaType.TEXT: ("vitae.documents.plain", "read_text"),
}
"""Where the reader of each format lives; it is loaded with the first document of its kind."""


def read_document(data: bytes, limits: Limits) -> Document:
    """Return the document with its text, lines, places, language and quality.

    A scan without a text layer is a document with an empty text, the flag ``scanned``
    and quality 0, not an error.

    Raises:
        DocumentError: the document cannot be read; the subclass and its code say why.
    """
    if not data:
        raise DocumentEmpty("The file has no bytes.")
    media_type = sniff(data)
    reading = _reader_of(media_type)(data, limits)
    language, languages = detect_language(reading.text, reading.lines)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type.value,
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
        char_boxes=reading.char_boxes,
    )


def _reader_of(media_type: MediaType) -> Reader:
    module, name = _READERS[media_type]
    reader: Reader = getattr(import_module(module), name)
    return reader
