"""Typefaces of the theme are the same however it is written: most are looked up, some need the whole theme."""

from collections.abc import Callable

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document
from vitae.domain.errors import DocumentCorrupt

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIP = f'<Relationship Id="theme" Type="{KINDS}/theme" Target="{{}}"/>'
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office">'
    '<a:themeElements><a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText"/></a:dk1></a:clrScheme>'
    '<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Cambria" panose="02040503"/><a:ea typeface=""/>'
    '</a:majorFont><a:minorFont><a:latin typeface="Calibri"/><a:font script="Thai" typeface="Cordia"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
BODY = "".join(
    f'<w:p><w:r><w:rPr><w:rFonts w:asciiTheme="{kind}HAnsi"/></w:rPr><w:t>Ada Example</w:t></w:r></w:p>'
    for kind in ("major", "minor")
)
WRITINGS: dict[str, Callable[[str], str]] = {
    "as most": lambda xml: xml,
    "with a declaration": lambda xml: f"<?xml version='1.0' encoding='UTF-8'?>\n{xml}",
    "with other quotes": lambda xml: xml.replace('"', "'"),
    "with a comment": lambda xml: xml.replace("<a:fontS", '<!-- <a:minorFont><a:latin typeface="X"/> --><a:fontS'),
    "with references": lambda xml: xml.replace('"Calibri"', '"C&#x61;libri"'),
    "with line breaks": lambda xml: xml.replace("><", ">\n<"),
    "with another prefix": lambda xml: xml.replace("a:", "x:").replace("xmlns:a=", "xmlns:x="),
    "with a closing tag": lambda xml: xml.replace('"Calibri"/>', '"Calibri"></a:latin>'),
    "with Latin letters last": lambda xml: xml.replace('<a:latin typeface="Calibri"/>', "").replace(
        "</a:minorFont>", '<a:latin typeface="Calibri"/></a:minorFont>'
    ),
}


def read_themed(make_docx: Callable[..., bytes], theme: str, target: str = "theme/theme1.xml") -> Document:
    parts, relationships = {"word/theme/theme1.xml": theme}, RELATIONSHIP.format(target)
    return read_document(make_docx(BODY, parts=parts, relationships=relationships), Limits())


@pytest.mark.parametrize("writing", WRITINGS)
def test_typefaces_are_found_in_every_writing(writing: str, make_docx: Callable[..., bytes]) -> None:
    document = read_themed(make_docx, WRITINGS[writing](THEME))

    assert [line.style.font for line in document.lines] == ["Cambria", "Calibri"]


def test_a_theme_without_a_kind_has_no_typeface_of_it(make_docx: Callable[..., bytes]) -> None:
    document = read_themed(make_docx, THEME.replace("minorFont", "otherFont"))

    assert [line.style.font for line in document.lines] == ["Cambria", ""]


def test_damage_beside_the_typefaces_does_no_harm(make_docx: Callable[..., bytes]) -> None:
    document = read_themed(make_docx, THEME.replace("</a:dk1>", ""))

    assert [line.style.font for line in document.lines] == ["Cambria", "Calibri"]


def test_a_theme_that_is_no_xml_is_told(make_docx: Callable[..., bytes]) -> None:
    with pytest.raises(DocumentCorrupt, match=r"theme1\.xml"):
        read_themed(make_docx, THEME.replace("<a:minorFont>", "<a:minorFont"))


@pytest.mark.parametrize("target", ["/word/theme/theme1.xml", "../word/theme/theme1.xml", "./theme/old/../theme1.xml"])
def test_a_target_leads_to_its_part_by_any_way(target: str, make_docx: Callable[..., bytes]) -> None:
    document = read_themed(make_docx, THEME, target)

    assert [line.style.font for line in document.lines] == ["Cambria", "Calibri"]
