"""What a server loads before it forks: a locked child can load nothing any more."""

import encodings
import io
import zipfile
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules

from vitae.documents.limits import Limits
from vitae.documents.pdf.picture import paint_pdf
from vitae.documents.reader import load_readers, read_content
from vitae.documents.sandbox.wire import encode_content, encode_painting
from vitae.documents.sniff import MediaType

_LINES = ("Jane Example", "jane@example.org", "Engineer, Example Ltd, 2019 – 2021", "• Cut costs by 30 % in München")
_WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def warm_up() -> None:
    """Read a document of each kind as a child would, paint a page, and load every text encoding."""
    load_readers()
    _load_encodings()
    for document in warm_up_documents().values():
        encode_content(read_content(document, Limits()))
    encode_painting(*paint_pdf(_pdf(), 1, 100, Limits()))
    for encoding in ("utf-8", "utf-16", "cp1252", "cp1251"):
        read_content("\n".join(_LINES).encode(encoding, "replace"), Limits())


def warm_up_documents() -> dict[MediaType, bytes]:
    """Return a small document of each kind that is read."""
    return {
        MediaType.PDF: _pdf(),
        MediaType.DOCX: _docx(),
        MediaType.ODT: _odt(),
        MediaType.RTF: _rtf(),
        MediaType.HTML: f"<html><style>p {{ color: #222 }}</style>{''.join(f'<p>{line}' for line in _LINES)}".encode(),
        MediaType.MARKDOWN: "# {}\n\n**{}**\n\n- {}\n- {}\n\n|a|b|\n|-|-|\n|c|d|\n".format(*_LINES).encode(),
        MediaType.TEXT: "\n".join(_LINES).encode(),
    }


def _odt() -> bytes:
    """Return paragraphs of a style, and a table."""
    names = ("office", "style", "text", "table")
    declared = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    paragraphs = "".join(f'<text:p text:style-name="P1">{line}</text:p>' for line in _LINES)
    row = f"<table:table-row><table:table-cell>{paragraphs}</table:table-cell></table:table-row>"
    parts = {
        "mimetype": MediaType.ODT.value,
        "content.xml": f"<office:document-content {declared}><office:body><office:text>"
        f"{paragraphs}<table:table>{row}</table:table></office:text></office:body></office:document-content>",
        "styles.xml": f'<office:document-styles {declared}><office:styles><style:style style:name="P1" '
        'style:family="paragraph"/></office:styles></office:document-styles>',
    }
    return _zipped(parts)


def _rtf() -> bytes:
    """Return paragraphs in a font of its own, one of them coded."""
    paragraphs = r"\par ".join(line.encode("ascii", "replace").decode() for line in _LINES)
    return rb"{\rtf1\ansi{\fonttbl{\f0\fcharset238 Arial;}}\f0\fs20 %s\par M\'fcnchen \u8211 ?}" % paragraphs.encode()


def _load_encodings() -> None:
    for module in iter_modules(encodings.__path__):
        with suppress(ImportError):  # some belong to another system
            import_module(f"encodings.{module.name}")


def _pdf() -> bytes:
    """Return one page of text in two fonts of the format's own."""
    lines = b" T* ".join(b"(%s) Tj" % line.encode("cp1252") for line in _LINES)
    content = b"BT /F1 18 Tf 72 770 Td (Jane Example) Tj ET BT /F2 10 Tf 14 TL 72 740 Td %s ET" % lines
    page = b"/MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R %s >>" % page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    offsets = []
    for number, content_of_object in enumerate(objects, 1):
        offsets.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content_of_object))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    file.write(b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return file.getvalue()


def _docx() -> bytes:
    """Return paragraphs, a table and a hyperlink."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _LINES)
    link = '<w:p><w:hyperlink r:id="r1"><w:r><w:t>example.org</w:t></w:r></w:hyperlink></w:p>'
    table = f"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "word/document.xml": f'<w:document xmlns:w="{_WORDPROCESSING}" xmlns:r="{_RELATIONSHIPS}"><w:body>'
        f"{paragraphs}{table}{link}</w:body></w:document>",
        "word/styles.xml": f'<w:styles xmlns:w="{_WORDPROCESSING}"/>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONSHIPS}/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>',
    }
    return _zipped(parts)


def _zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
