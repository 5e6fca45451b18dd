"""What a file is, told by its content and never by its name."""

from enum import StrEnum

from vitae.domain.errors import DocumentEncrypted, UnsupportedMediaType


class MediaType(StrEnum):
    """The kinds of document that are read."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


_PDF_HEADER_WITHIN = 1_024  # PDF 1.7, annex H, implementation note 13
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FOREIGN = (
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"BM", "a bitmap image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"%!PS", "a PostScript file"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a sound"),
    (b"ID3", "a sound"),
    (b"wOFF", "a font"),
)
_BINARY_ONLY = frozenset({b"BM", b"MZ", b"RIFF", b"BZh", b"ID3"})
"""Signatures of plain letters: a text may begin with them too."""
_MARKUP = (
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"<?xml", "an XML file"),
    (b"<svg", "an SVG image"),
)


def sniff(data: bytes) -> MediaType:
    """Return the kind of a document that is not empty.

    A zip archive counts as DOCX until its content types are looked at, and anything that
    carries no known signature counts as text: their readers have the last word.

    Raises:
        UnsupportedMediaType: the file is of a kind that is known but not read; the detail names it.
        DocumentEncrypted: the file is an office document behind a password.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return MediaType.DOCX
    if data.startswith(_OLE):
        _refuse_compound_file(data)
    head = data[:_PDF_HEADER_WITHIN]
    if b"%PDF-" in head:
        return MediaType.PDF
    _refuse_foreign(head)
    return MediaType.TEXT


def _refuse_foreign(head: bytes) -> None:
    is_binary = b"\x00" in head
    for signature, kind in _FOREIGN:
        if head.startswith(signature) and (is_binary or signature not in _BINARY_ONLY):
            raise UnsupportedMediaType(f"The file is {kind}, which is not read.")
    if head[4:8] == b"ftyp":
        raise UnsupportedMediaType("The file is an image or a film, which is not read.")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, kind in _MARKUP:
        if start.startswith(signature):
            raise UnsupportedMediaType(f"The file is {kind}, which is not read.")


def _refuse_compound_file(data: bytes) -> None:
    """Tell the kinds of Microsoft's compound file apart by the names in its directory, which are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DocumentEncrypted("The office document is protected with a password.")
    if "WordDocument".encode("utf-16-le") in data:
        raise UnsupportedMediaType("The file is a Word document in the old binary format (.doc), which is not read.")
    raise UnsupportedMediaType("The file is an office file in an old binary format, which is not read.")
