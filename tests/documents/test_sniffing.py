"""The kind of a file is told by its content."""

import io
import zipfile

import pytest

from vitae.documents import Limits, read_document
from vitae.documents.sniff import MediaType, sniff
from vitae.domain.errors import DocumentEmpty, DocumentEncrypted, UnsupportedMediaType

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(**entries: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def content_types(content_type: str) -> bytes:
    return f'<Types><Override PartName="/main.xml" ContentType="{content_type}"/></Types>'.encode()


def test_a_pdf_may_begin_after_some_other_bytes() -> None:
    assert sniff(b"\r\n" * 400 + b"%PDF-1.7\n") is MediaType.PDF


def test_the_mark_of_a_pdf_further_down_makes_no_pdf() -> None:
    assert sniff(b"About formats. " * 100 + b"%PDF-1.7") is MediaType.TEXT


def test_a_zip_with_the_mark_of_a_pdf_inside_is_still_a_zip() -> None:
    assert sniff(zipped(note=b"%PDF-1.7")) is MediaType.DOCX


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<?xml version='1.0'?><cv/>", "an XML file"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00", "a JPEG image"),
        (b"GIF89a\x01\x00", "a GIF image"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"MZ\x90\x00\x03\x00", "a program"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"\x00\x00\x00\x18ftypheic", "an image or a film"),
        (OLE, "an old binary format"),
    ],
)
def test_a_kind_that_is_not_read_is_refused_by_its_name(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedMediaType, match=name):
        sniff(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1\\ansi Ada}", MediaType.RTF),
        (b"\r\n{\\rtf1\\ansi Ada}", MediaType.RTF),
        (b"<!DOCTYPE html><p>Ada", MediaType.HTML),
        (b"\xef\xbb\xbf\n <HTML><p>Ada", MediaType.HTML),
        (b"<?xml version='1.0'?>\n<!-- made by hand --><html xmlns='http://www.w3.org/1999/xhtml'/>", MediaType.HTML),
        ("<html><body>Zoë</body></html>".encode("utf-16"), MediaType.HTML),
        (b"<h1>Ada Example</h1><p>Engineer", MediaType.HTML),
        (b"# Ada Example\n\n## Experience\n", MediaType.MARKDOWN),
        (b"# Ada Example\n\n- Engineer\n- Author\n", MediaType.MARKDOWN),
        (b"Ada, [mail](mailto:ada@example.org)\n\n**Experience**\n", MediaType.MARKDOWN),
        (OLE + "WordDocument".encode("utf-16-le"), MediaType.DOC),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), MediaType.ODT),
        (zipped(**{"META-INF/manifest.xml": b"", "content.xml": b""}), MediaType.ODT),
    ],
)
def test_a_kind_is_told_by_what_it_begins_with(data: bytes, kind: MediaType) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"Ada Example\n\nEXPERIENCE\n- Led a team of five\n- Knows C# and F#\n",
        b"Ada Example\n### EXPERIENCE ###\nEngineer at Example Ltd * 2019\n",
        b"Ada Example\n# of patents: 4\nMail: <ada@example.org>\n",
        b"Ada Example **\n* Engineer\n* Author\n",
        b"a < b and <nobody> knows\n",
    ],
)
def test_a_text_with_a_mark_or_two_is_still_a_text(data: bytes) -> None:
    assert sniff(data) is MediaType.TEXT


def test_a_page_that_begins_with_comments_without_end_is_told_at_once() -> None:
    assert sniff(b"<!---->" * 9_000 + b"<nothing") is MediaType.TEXT


def test_a_text_may_begin_with_the_letters_of_a_signature() -> None:
    assert sniff(b"BMW AG, M\xc3\xbcnchen") is MediaType.TEXT


def test_an_office_document_with_a_password_is_encrypted() -> None:
    with pytest.raises(DocumentEncrypted):
        sniff(OLE + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped(photo=b"x"), "a zip archive"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument spreadsheet"),
        (zipped(mimetype=b"application/epub+zip"), "an EPUB book"),
        (
            zipped(**{"[Content_Types].xml": content_types("application/vnd.openxmlformats.spreadsheetml.main+xml")}),
            "an Excel workbook",
        ),
    ],
)
def test_an_archive_that_is_no_word_document_is_refused_by_its_name(data: bytes, name: str) -> None:
    with pytest.raises(UnsupportedMediaType, match=name):
        read_document(data, Limits())


def test_a_file_without_bytes_is_empty() -> None:
    with pytest.raises(DocumentEmpty):
        read_document(b"", Limits())
