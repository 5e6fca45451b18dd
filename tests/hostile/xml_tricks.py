"""Word and OpenDocument texts whose XML grows, is deep, wide or wrong, or states absurd numbers."""

from collections.abc import Callable

from tests.hostile.zip_writer import (
    NAMESPACES,
    WORDS,
    Entry,
    archive,
    document_xml,
    docx,
    package,
    packed_entry,
    relationships,
)

ODT_TYPE = b"application/vnd.oasis.opendocument.text"
ODT_NAMESPACES = (
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def entities(declared: bytes, used: bytes) -> bytes:
    body = WORDS.replace(b"Clerk", used)
    return package(b"<!DOCTYPE w:document [%s]>%s" % (declared, document_xml(body)))


def laughs() -> bytes:
    levels = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return entities(b'<!ENTITY l0 "ha">' + levels, b"&l9;")


def quadratic() -> bytes:
    return entities(b'<!ENTITY a "%s">' % (b"a" * 100_000), b"&a;" * 10_000)


def nested(tag: bytes, depth: int) -> bytes:
    return docx(b"<%s>" % tag * depth + WORDS + b"</%s>" % tag * depth)


def nested_tables(depth: int) -> bytes:
    return docx(b"<w:tbl><w:tr><w:tc>" * depth + WORDS + b"</w:tc></w:tr></w:tbl>" * depth)


def cell(properties: bytes) -> bytes:
    return docx(b"<w:tbl><w:tr><w:tc><w:tcPr>%s</w:tcPr>%s</w:tc></w:tr></w:tbl>" % (properties, WORDS))


def run(properties: bytes, text: bytes = b"Jane Example") -> bytes:
    return b"<w:p><w:r><w:rPr>%s</w:rPr><w:t>%s</w:t></w:r></w:p>" % (properties, text)


def styled(*based_on: tuple[bytes, bytes]) -> bytes:
    """Return a document with styles, each a name and the style that it follows."""
    styles = b"".join(
        b'<w:style w:styleId="%s"><w:basedOn w:val="%s"/></w:style>' % (name, other) for name, other in based_on
    )
    part = packed_entry(b"word/styles.xml", b"<w:styles %s>%s</w:styles>" % (NAMESPACES, styles))
    body = b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>Jane Example</w:t></w:r></w:p>'
    return docx(body, part, relationships((b"styles", b"styles.xml", b"")))


def header_in_itself() -> bytes:
    reference = b'<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>'
    return docx(WORDS + reference, relationships((b"header", b"document.xml", b"")))


def odt(content: bytes) -> bytes:
    body = b"<office:body><office:text>%s</office:text></office:body>" % content
    root = b"<office:document-content %s>%s</office:document-content>" % (ODT_NAMESPACES, body)
    return archive(Entry(b"mimetype", ODT_TYPE), packed_entry(b"content.xml", root))


CHOICE = b'<mc:AlternateContent><mc:Choice Requires="wps">'
END_OF_CHOICE = b"</mc:Choice><mc:Fallback>" + WORDS + b"</mc:Fallback></mc:AlternateContent>"

XML_TRICKS: dict[str, Callable[[], bytes]] = {
    "a billion laughs": laughs,
    "one long entity ten thousand times": quadratic,
    "a document type without entities": lambda: entities(b"", b"Clerk"),
    "a document type in UTF-16": lambda: package(
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').encode("utf-16")
    ),
    "an unknown entity": lambda: docx(WORDS.replace(b"Clerk", b"&clerk;")),
    "tables 80 deep": lambda: nested_tables(80),
    "tables 1,500 deep": lambda: nested_tables(1500),
    "controls 200 deep": lambda: nested(b"w:sdtContent", 200),
    "elements 100,000 deep": lambda: nested(b"w:p", 100_000),
    "elements that never end": lambda: package(b"<w:p>" * 500_000),
    "choices 200 deep": lambda: docx(CHOICE * 200 + WORDS + END_OF_CHOICE * 200),
    "a cell a billion columns wide": lambda: cell(b'<w:gridSpan w:val="1000000000"/>'),
    "a row a billion columns in": lambda: docx(
        b'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr><w:tc>%s</w:tc></w:tr></w:tbl>' % WORDS
    ),
    "a cell of a negative width": lambda: cell(b'<w:gridSpan w:val="-5"/><w:vMerge w:val="x"/>'),
    "a table of 30,000 cells": lambda: docx(
        b"<w:tbl>%s</w:tbl>" % (b"<w:tr>%s</w:tr>" % (b"<w:tc>%s</w:tc>" % WORDS * 100) * 300)
    ),
    "50,000 paragraphs": lambda: docx(b"".join(b"<w:p><w:r><w:t>word %d</w:t></w:r></w:p>" % n for n in range(50_000))),
    "50,000 runs": lambda: docx(b"<w:p>%s</w:p>" % b"".join(b"<w:r><w:t>%d </w:t></w:r>" % n for n in range(50_000))),
    "100,000 breaks": lambda: docx(b"<w:p><w:r>%s</w:r></w:p>" % b"".join(b"<w:br/><w:tab/>" for _ in range(100_000))),
    "20,000 attributes": lambda: docx(b"<w:p %s/>" % b" ".join(b'a%d="1"' % n for n in range(20_000)) + WORDS),
    "an attribute of 5 MB": lambda: docx(b'<w:p w:a="%s"/>' % (b"ab1" * 1_700_000) + WORDS),
    "a word of 9 MB": lambda: docx(run(b"", b"Abc12-xyz" * 1_000_000)),
    "a size without end": lambda: docx(
        run(b'<w:sz w:val="inf"/>') + run(b'<w:sz w:val="nan"/>') + run(b'<w:sz w:val="-1"/>')
    ),
    "a size of 5,000 digits": lambda: docx(run(b'<w:sz w:val="%s"/>' % (b"9" * 5_000))),
    "colours of no kind": lambda: docx(run(b'<w:color w:val="zzzzzz"/>') + run(b'<w:color/><w:shd w:fill="1"/>')),
    "a style based on itself": lambda: styled((b"s0", b"s0")),
    "styles based on each other": lambda: styled((b"s0", b"s1"), (b"s1", b"s0")),
    "a chain of 5,000 styles": lambda: styled(*((b"s%d" % n, b"s%d" % (n + 1)) for n in range(5_000))),
    "a header that is the document": header_in_itself,
    "20,000 relationships": lambda: docx(WORDS, relationships(*[(b"image", b"a.png", b"")] * 20_000)),
    "bytes of no encoding": lambda: docx(WORDS.replace(b"Jane", b"\xff\xc0\x80")),
    "an encoding that does not exist": lambda: package(b'<?xml version="1.0" encoding="x-no"?>' + document_xml(WORDS)),
    "a main part of another kind": lambda: package(b"<html><body>Jane Example</body></html>"),
    "an empty main part": lambda: package(b""),
    "OpenDocument: a billion blanks": lambda: odt(b'<text:p>a<text:s text:c="1000000000"/>b</text:p>'),
    "OpenDocument: a cell a billion times": lambda: odt(
        b'<table:table><table:table-row table:number-rows-repeated="100000000"><table:table-cell'
        b' table:number-columns-repeated="1000000000"><text:p>word</text:p>'
        b"</table:table-cell></table:table-row></table:table>"
    ),
    "OpenDocument: lists 200 deep": lambda: odt(
        b"<text:list><text:list-item>" * 100 + b"<text:p>a</text:p>" + b"</text:list-item></text:list>" * 100
    ),
    "OpenDocument: blanks of no number": lambda: odt(b'<text:p>a<text:s text:c="-9"/><text:s text:c="x"/>b</text:p>'),
}
