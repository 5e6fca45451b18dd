"""A style is the same however its part is written: most writers let a style be looked up, some need a whole parse."""

from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document
from vitae.domain.errors import DocumentCorrupt

STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:latentStyles w:defLockedState="0"/>'
    '<w:style w:type="character" w:default="1" w:styleId="Letters"><w:name w:val="Default Font"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Empty"/>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Plain"><w:rPr><w:color w:val="1F3864"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title1"><w:name w:val="heading 1"/><w:basedOn w:val="Plain"/>'
    '<w:next w:val="Empty"/><w:rPr><w:b/></w:rPr></w:style>'
)
BODY = "<w:p>{}<w:r><w:t>Ada Example</w:t></w:r></w:p><w:p><w:r><w:t>Clerk</w:t></w:r></w:p>"
RELATIONSHIP = (
    '<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/>'
)
WRITINGS: dict[str, Callable[[str], str]] = {
    "as most": lambda xml: xml,
    "with a declaration": lambda xml: f"<?xml version='1.0' encoding='UTF-8'?>\n{xml}",
    "with other quotes": lambda xml: xml.replace('"', "'"),
    "with a comment": lambda xml: xml.replace(
        "<w:latent", '<!-- <w:style w:styleId="Title1"></w:style> --><w:latent', 1
    ),
    "with references": lambda xml: xml.replace('"Title1"', '"Tit&#x6c;e1"'),
    "with line breaks": lambda xml: xml.replace("<w:style w", "<w:style\n w").replace("><", ">\n<"),
    "with another prefix": lambda xml: xml.replace("w:", "x:").replace("xmlns:w=", "xmlns:x="),
}


def read_styled(make_docx: Callable[..., bytes], xml: str, style: str = "Title1") -> Document:
    body = BODY.format(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
    return read_document(make_docx(body, parts={"word/styles.xml": xml}, relationships=RELATIONSHIP), Limits())


@pytest.mark.parametrize("writing", WRITINGS)
def test_styles_are_found_in_every_writing(
    writing: str, make_docx: Callable[..., bytes], part: Callable[[str, str], str]
) -> None:
    document = read_styled(make_docx, WRITINGS[writing](part("styles", STYLES)))

    heading, plain = document.lines
    assert (heading.heading_level, heading.style.bold, heading.style.size) == (1, True, 11)
    assert (plain.heading_level, plain.style.bold, plain.style.size) == (None, False, 11)
    assert heading.style.color == plain.style.color == 0x1F3864


@pytest.mark.parametrize("style", ["Empty", "Unknown", 'w:styleId="Title1', "Letters"])
def test_a_style_that_says_nothing_of_paragraphs_leaves_the_defaults(
    style: str, make_docx: Callable[..., bytes], part: Callable[[str, str], str]
) -> None:
    document = read_styled(make_docx, part("styles", STYLES), style.replace('"', "&quot;"))

    assert (document.lines[0].heading_level, document.lines[0].style.size) == (None, 11)


def test_a_damaged_style_that_is_used_is_told(make_docx: Callable[..., bytes], part: Callable[[str, str], str]) -> None:
    xml = part("styles", STYLES).replace("<w:b/>", "<w:b>")

    with pytest.raises(DocumentCorrupt, match=r"styles\.xml"):
        read_styled(make_docx, xml)


def test_a_damaged_style_that_is_not_used_does_no_harm(
    make_docx: Callable[..., bytes], part: Callable[[str, str], str]
) -> None:
    xml = part("styles", STYLES).replace("<w:b/>", "<w:b>")

    assert read_styled(make_docx, xml, "Plain").text == "Ada Example\nClerk"


def test_runs_that_say_the_same_are_set_as_their_styles_want_it(
    make_docx: Callable[..., bytes], part: Callable[[str, str], str]
) -> None:
    large = '<w:r><w:rPr><w:sz w:val="48"/></w:rPr><w:t>Ada Example</w:t></w:r>'
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{large}</w:p>' for style in ("Title1", "Plain") * 2)
    parts = {"word/styles.xml": part("styles", STYLES)}

    document = read_document(make_docx(body, parts=parts, relationships=RELATIONSHIP), Limits())

    assert [line.style.bold for line in document.lines] == [True, False, True, False]
    assert {line.style.size for line in document.lines} == {24}


@pytest.mark.parametrize(
    "writing",
    [
        lambda xml: " " * 200_000 + xml,
        lambda xml: xml.replace("<w:latent", '<w:x w:default="1"/>' * 200_000 + "<w:latent"),
        lambda xml: xml.replace("<w:docDefaults>", "<w:docDefaults " * 200_000).replace("</w:docDefaults>", ""),
    ],
    ids=["blanks", "defaults of others", "defaults without an end"],
)
def test_styles_made_to_be_slow_take_no_more_time_than_their_length(
    writing: Callable[[str], str], make_docx: Callable[..., bytes], part: Callable[[str, str], str]
) -> None:
    xml = writing(part("styles", STYLES))
    data = make_docx(BODY.format(""), parts={"word/styles.xml": xml}, relationships=RELATIONSHIP)
    started = process_time()

    with suppress(DocumentCorrupt):
        read_document(data, Limits(max_zip_ratio=10_000))

    assert process_time() - started < 5
