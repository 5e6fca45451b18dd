"""One invented résumé, written by code in every format that is read."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import docx
import pytest
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph as DocxParagraph
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from demo.people import ENGINEER, Person

OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph: a ``name``, a ``heading``, an ``entry`` with dates at the right, a ``bullet`` or plain ``text``."""

    kind: str
    text: str
    dates: str = ""
    url: str = ""


def pieces_of(person: Person) -> Iterator[Piece]:
    """Yield the résumé of a person from top to bottom."""
    yield Piece("name", person.name)
    yield Piece("text", person.label)
    yield Piece("text", f"{person.email} | {person.phone} | {person.place}")
    yield Piece("text", person.link.removeprefix("https://www."), url=person.link)
    yield Piece("heading", "Summary")
    yield Piece("text", person.summary)
    yield Piece("heading", "Experience")
    for job in person.jobs:
        yield Piece("entry", job.position, job.dates)
        yield Piece("text", f"{job.employer}, {job.place}")
        yield from (Piece("bullet", bullet) for bullet in job.bullets)
    yield Piece("heading", "Education")
    for study in person.studies:
        yield Piece("entry", study.degree, study.dates)
        yield Piece("text", study.school)
    yield Piece("heading", "Skills")
    yield from (Piece("text", f"{label}: {skills}") for label, skills in person.skills)
    yield Piece("heading", "Languages")
    yield Piece("text", ", ".join(person.languages))
    yield Piece("heading", "Certificates")
    yield from (Piece("text", certificate) for certificate in person.certificates)


Pieces = Sequence[Piece]


def write_text(pieces: Pieces) -> bytes:
    def line(piece: Piece) -> str:
        if piece.kind == "heading":
            return f"\n{piece.text.upper()}"
        return f"\n{piece.text}\t{piece.dates}" if piece.dates else f"{'- ' * (piece.kind == 'bullet')}{piece.text}"

    return "\n".join(map(line, pieces)).encode()


def write_markdown(pieces: Pieces) -> bytes:
    def line(piece: Piece) -> str:
        if piece.kind == "bullet":
            return f"- {piece.text}"
        if piece.dates:
            return f"\n**{piece.text}**\u2003{piece.dates}\n"
        if piece.url:
            return f"[{piece.text}]({piece.url})\n"
        marks = {"name": "# ", "heading": "\n## "}
        return f"{marks.get(piece.kind, '')}{piece.text}\n"

    return "\n".join(map(line, pieces)).encode()


def write_html(pieces: Pieces) -> bytes:
    def line(piece: Piece) -> str:
        text = escape(piece.text)
        if piece.dates:
            return f"<div class='entry'><h3>{text}</h3><span>{escape(piece.dates)}</span></div>"
        if piece.url:
            return f"<p><a href='{escape(piece.url)}'>{text}</a></p>"
        tag = {"name": "h1", "heading": "h2", "bullet": "li"}.get(piece.kind, "p")
        return f"<{tag}>{text}</{tag}>"

    style = ".entry { display: flex; justify-content: space-between } h3 { font-size: 11pt }"
    body = "\n".join(map(line, pieces))
    return f"<!doctype html><meta charset=utf-8><title>x</title><style>{style}</style><body>{body}</body>".encode()


def write_rtf(pieces: Pieces) -> bytes:
    def coded(text: str) -> str:
        return "".join(character if character < "\x7f" else f"\\u{ord(character)}?" for character in text)

    def line(piece: Piece) -> str:
        text = coded(piece.text)
        if piece.kind == "bullet":
            return f"\\pard\\plain{{\\listtext\\u8226?\\tab}}\\ls1 {text}\\par"
        if piece.dates:
            return f"\\pard\\plain{{\\b {text}}}\\tab {coded(piece.dates)}\\par"
        if piece.url:
            result = f'{{\\field{{\\*\\fldinst HYPERLINK "{piece.url}"}}{{\\fldrslt {text}}}}}'
            return f"\\pard\\plain{result}\\par"
        look = {"name": "\\fs44\\b ", "heading": "\\s1\\fs28\\b "}.get(piece.kind, "\\fs21 ")
        return f"\\pard\\plain{look}{text}\\par"

    head = "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Calibri;}}{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}"
    return "\n".join((head, *map(line, pieces), "}")).encode("ascii")


def write_odt(pieces: Pieces) -> bytes:
    def line(piece: Piece) -> str:
        text = escape(piece.text)
        if piece.kind == "bullet":
            return f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
        if piece.kind == "heading":
            return f'<text:h text:outline-level="1" text:style-name="Heading">{text}</text:h>'
        if piece.dates:
            return f'<text:p><text:span text:style-name="B">{text}</text:span><text:tab/>{escape(piece.dates)}</text:p>'
        if piece.url:
            return f'<text:p><text:a xlink:href="{escape(piece.url)}">{text}</text:a></text:p>'
        return f'<text:p text:style-name="{"Name" if piece.kind == "name" else "Standard"}">{text}</text:p>'

    return zip_odt("".join(map(line, pieces)))


def zip_odt(body: str, *, styles: str = "", automatic: str = "", master: str = "", **entries: str) -> bytes:
    """Return an OpenDocument text around the content of ``office:text``."""
    prefixes = {"fo": "xsl-fo-compatible", "draw": "drawing", "svg": "svg-compatible"}
    names = ("office", "style", "text", "table", "fo", "draw", "meta")
    spaces = " ".join(f'xmlns:{name}="{OPEN_DOCUMENT}{prefixes.get(name, name)}:1.0"' for name in names)
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'

    def style(name: str, family: str, properties: str) -> str:
        text = f"<style:text-properties {properties}/>"
        return f'<style:style style:name="{name}" style:family="{family}">{text}</style:style>'

    common = style("Name", "paragraph", 'fo:font-size="22pt" fo:font-weight="bold"')
    common += style("Heading", "paragraph", 'fo:font-size="14pt" fo:font-weight="bold"')
    common += style("B", "text", 'fo:font-weight="bold"')
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {spaces}><office:styles>{common}{styles}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>",
        **entries,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def write_docx(pieces: Pieces) -> bytes:
    document = docx.Document()
    for piece in pieces:
        paragraph = add_docx_paragraph(document, piece)
        if piece.dates:
            paragraph.add_run(piece.text).bold = True
            paragraph.add_run(f"\t{piece.dates}")
        elif piece.url:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), document.part.relate_to(piece.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            link.append(paragraph.add_run(piece.text)._r)
            paragraph._p.append(link)
        else:
            paragraph.add_run(piece.text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_docx_paragraph(document: Docx, piece: Piece) -> DocxParagraph:
    styles = {"name": "Title", "heading": "Heading 1", "bullet": "List Bullet"}
    return document.add_paragraph(style=styles.get(piece.kind))


def write_pdf(pieces: Pieces) -> bytes:
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13)
    bold = ParagraphStyle("bold", parent=body, fontName="Helvetica-Bold")
    looks = {
        "name": ParagraphStyle("name", parent=bold, fontSize=22, leading=28),
        "heading": ParagraphStyle("heading", parent=bold, fontSize=13, leading=17, spaceBefore=10),
        "bullet": ParagraphStyle("bullet", parent=body, leftIndent=12),
    }

    def flowable(piece: Piece) -> Flowable:
        text = escape(piece.text)
        if piece.dates:
            row = [[Paragraph(text, bold), Paragraph(escape(piece.dates), body)]]
            return Table(row, colWidths=[310, 130], style=[("LEFTPADDING", (0, 0), (-1, -1), 0)], hAlign="LEFT")
        if piece.url:
            return Paragraph(f'<link href="{escape(piece.url)}">{text}</link>', body)
        return Paragraph(text, looks.get(piece.kind, body), bulletText="•" if piece.kind == "bullet" else None)

    file = io.BytesIO()
    SimpleDocTemplate(file, title="x").build([flowable(piece) for piece in pieces])
    return file.getvalue()


WRITERS: dict[str, Callable[[Pieces], bytes]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "odt": write_odt,
    "rtf": write_rtf,
    "html": write_html,
    "markdown": write_markdown,
    "text": write_text,
}
PIECES = tuple(pieces_of(ENGINEER))


@pytest.fixture(scope="session")
def pieces() -> Pieces:
    """Return the paragraphs of the résumé."""
    return PIECES


@pytest.fixture(scope="session", params=sorted(WRITERS))
def written(request: pytest.FixtureRequest) -> bytes:
    """Return the résumé in one of the formats."""
    return WRITERS[request.param](PIECES)


@pytest.fixture(scope="session")
def write() -> Callable[[str, Pieces], bytes]:
    """Return a writer: the name of a format and paragraphs in, bytes out."""
    return lambda name, some: WRITERS[name](some)


@pytest.fixture(scope="session")
def make_odt() -> Callable[..., bytes]:
    """Return a writer of OpenDocument archives around the content of ``office:text``."""
    return zip_odt
