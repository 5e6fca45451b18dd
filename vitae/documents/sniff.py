"""What a file is, told by its content and never by its name."""

import re
from enum import StrEnum

from vitae.domain.errors import DocumentEncrypted, UnsupportedMediaType


class MediaType(StrEnum):
    """The kinds of document that are read."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    DOC = "application/msword"
    TEXT = "text/plain"


_PDF_HEADER_WITHIN = 1_024  # PDF 1.7, annex H, implementation note 13
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FOREIGN = (
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
    (b"<?xml", "an XML file"),
    (b"<svg", "an SVG image"),
)
_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.{0,2000}?-->|\s)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|style|div|main|section|article|h[1-6]|p|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_NAME = slice(30, 38)
"""Where the name of a zip archive's first entry begins; OpenDocument puts ``mimetype`` there (ODF 1.3, part 2, 3.3)."""

_MARKDOWN_WITHIN = 64 * 1024
_MARKDOWN_HEADING = re.compile(rb"^#{1,6}[ \t]+\S", re.MULTILINE)
_MARKDOWN_SIGNS = (
    re.compile(rb"\[[^\]\n]{1,200}\]\((?:https?:|mailto:|tel:|www\.)"),
    re.compile(rb"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])"),
    re.compile(rb"^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$", re.MULTILINE),
    re.compile(rb"^(?:```|~~~)", re.MULTILINE),
)
"""A link, strong letters, the rule of a table, a fence: nothing that a plain text has by chance."""
_MARKDOWN_LIST = re.compile(rb"^[-*+][ \t]+\S", re.MULTILINE)


def sniff(data: bytes) -> MediaType:
    """Return the kind of a document that is not empty.

    A zip archive that does not say what it is counts as DOCX until its content types are looked
    at, and anything that carries no known signature counts as text: their readers have the last
    word. Text is Markdown only when it has marks that no other text has.

    Raises:
        UnsupportedMediaType: the file is of a kind that is known but not read; the detail names it.
        DocumentEncrypted: the file is an office document behind a password.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return MediaType.ODT if _is_open_document(data) else MediaType.DOCX
    if data.startswith(_OLE):
        return _kind_of_compound_file(data)
    head = data[:_PDF_HEADER_WITHIN]
    if b"%PDF-" in head:
        return MediaType.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return MediaType.RTF
    text = _as_bytes_of_ascii(data[:_MARKDOWN_WITHIN])
    if _PAGE.match(text):
        return MediaType.HTML
    _refuse_foreign(head)
    return MediaType.MARKDOWN if _is_markdown(text) else MediaType.TEXT


def _is_open_document(data: bytes) -> bool:
    if b"[Content_Types].xml" in data:
        return False
    return data[_FIRST_NAME] == b"mimetype" or (b"META-INF/manifest.xml" in data and b"content.xml" in data)


def _as_bytes_of_ascii(head: bytes) -> bytes:
    """Return the beginning of a text without its mark of order, the letters of ASCII as one byte each."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace").encode("ascii", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_markdown(text: bytes) -> bool:
    headings = len(_MARKDOWN_HEADING.findall(text))
    signs = sum(sign.search(text) is not None for sign in _MARKDOWN_SIGNS)
    begins_so = bool(_MARKDOWN_HEADING.match(text.lstrip()))
    if headings >= 2 or (headings and (signs or (begins_so and _MARKDOWN_LIST.search(text)))):
        return True
    return signs >= 2 or (signs == 1 and len(_MARKDOWN_LIST.findall(text)) >= 2)


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


def _kind_of_compound_file(data: bytes) -> MediaType:
    """Tell the kinds of Microsoft's compound file apart by the names in its directory, which are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DocumentEncrypted("The office document is protected with a password.")
    if "WordDocument".encode("utf-16-le") in data:
        return MediaType.DOC
    raise UnsupportedMediaType("The file is an office file in an old binary format, which is not read.")
