"""Documents made on the spot: PDFs drawn with reportlab, DOCX archives written part by part."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.fixture(scope="session")
def draw_pdf() -> Callable[..., bytes]:
    """Return a maker of PDFs, one function a page; coordinates are PDF's own, from the bottom left."""

    def draw(*pages: Callable[[Any], None], **options: Any) -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=options.pop("pagesize", (595, 842)), **options)
        for page in pages:
            canvas.setFont("Helvetica", 10)
            page(canvas)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    return draw


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """Return a writer of archives around the content of ``w:body``."""

    def make(
        body: str,
        *,
        parts: Mapping[str, str] | None = None,
        relationships: str = "",
        main_type: str = MAIN_TYPE,
        compression: int = zipfile.ZIP_DEFLATED,
    ) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", compression) as archive:
            archive.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{PACKAGE}/content-types">'
                f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
            )
            archive.writestr("word/document.xml", f"<w:document {namespaces()}><w:body>{body}</w:body></w:document>")
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{PACKAGE}/relationships">{relationships}</Relationships>',
            )
            for name, content in (parts or {}).items():
                archive.writestr(name, content)
        return file.getvalue()

    return make


def namespaces() -> str:
    """Return the declarations that the parts of these tests need."""
    return (
        f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )


@pytest.fixture(scope="session")
def part() -> Callable[[str, str], str]:
    """Return a writer of another part: its root element and its content."""
    return lambda root, content: f"<w:{root} {namespaces()}>{content}</w:{root}>"
