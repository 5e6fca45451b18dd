"""Words hidden in a DOCX by any means are found; nothing of a clean design is taken for hidden."""

import io
import zipfile
from collections.abc import Callable

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{MAIN}" xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
)
HIDDEN = "Kubernetes Terraform Blockchain wizard"
TINTS = ("1F3864", "7F1D1D", "0F766E", "404040", "000000")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def colored(color: str) -> str:
    return f'<w:color w:val="{color}"/>'


def shade(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


def table(cell: str, *, cell_properties: str = "", table_properties: str = "", row_properties: str = "") -> str:
    return (
        f"<w:tbl><w:tblPr>{table_properties}</w:tblPr><w:tr><w:trPr>{row_properties}</w:trPr>"
        f"<w:tc><w:tcPr>{cell_properties}</w:tcPr>{cell}</w:tc></w:tr></w:tbl>"
    )


def text_box(content: str, fill: str, *, width: int = 2_000_000, height: int = 900_000, left: int = 0) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:anchor behindDoc="0"><wp:positionH relativeFrom="page"><wp:posOffset>{left}'
        f'</wp:posOffset></wp:positionH><wp:extent cx="{width}" cy="{height}"/><wp:wrapSquare/>'
        f'<wp:docPr id="1" name="Box"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{fill}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></w:r></w:p>"
    )


def shape_behind_text(fill: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:anchor behindDoc="1"><wp:extent cx="2000000" cy="9000000"/><wp:wrapNone/>'
        f"<a:graphic><a:graphicData><wps:wsp><wps:spPr>{fill}</wps:spPr></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></w:r></w:p>"
    )


def solid(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def docx(body: str, *, styles: str = "", background: str = "") -> bytes:
    file = io.BytesIO()
    settings = "<w:displayBackgroundShape/>" if background else ""
    page = f'<w:background w:color="{background}"/>' if background else ""
    main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        )
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}>{page}<w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
        archive.writestr("word/settings.xml", f"<w:settings {NAMESPACES}>{settings}</w:settings>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="t" Type="{OFFICE}/settings" Target="settings.xml"/></Relationships>',
        )
    return file.getvalue()


def read(data: bytes) -> Document:
    return read_document(data, Limits())


BODY = paragraph(run("Clerk at Harbour Foods"))
WHITE = colored("FFFFFF")
INVISIBLE_FILL = "<w14:textFill><w14:noFill/></w14:textFill>"
CLEAR_FILL = (
    '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'
    "</w14:solidFill></w14:textFill>"
)
STYLE = '<w:style w:type="character" w:styleId="Gone"><w:rPr>{}</w:rPr></w:style>'

TRICKS: dict[str, Callable[[], bytes]] = {
    "hidden property": lambda: docx(BODY + paragraph(run(HIDDEN, "<w:vanish/>"))),
    "hidden by a style": lambda: docx(
        BODY + paragraph(run(HIDDEN, '<w:rStyle w:val="Gone"/>')), styles=STYLE.format("<w:vanish/>")
    ),
    "white on white": lambda: docx(BODY + paragraph(run(HIDDEN, WHITE))),
    "nearly white on white": lambda: docx(BODY + paragraph(run(HIDDEN, colored("FCFCFC")))),
    "white by a style": lambda: docx(
        BODY + paragraph(run(HIDDEN, '<w:rStyle w:val="Gone"/>')), styles=STYLE.format(WHITE)
    ),
    "color of its cell": lambda: docx(
        BODY + table(paragraph(run(HIDDEN, colored("1F3864"))), cell_properties=shade("1F3864"))
    ),
    "color of its table": lambda: docx(
        BODY + table(paragraph(run(HIDDEN, colored("1F3864"))), table_properties=shade("1F3864"))
    ),
    "color of its paragraph": lambda: docx(
        BODY + paragraph(run(HIDDEN, colored("1F3864")), properties=shade("1F3864"))
    ),
    "color of its marker": lambda: docx(
        BODY + paragraph(run(HIDDEN, colored("000000") + '<w:highlight w:val="black"/>'))
    ),
    "color of the page": lambda: docx(BODY + paragraph(run(HIDDEN, colored("EEDDCC"))), background="EEDDCC"),
    "white in a white cell of a dark table": lambda: docx(
        BODY + table(paragraph(run(HIDDEN, WHITE)), cell_properties=shade("FFFFFF"), table_properties=shade("1F3864"))
    ),
    "one point": lambda: docx(BODY + paragraph(run(HIDDEN, '<w:sz w:val="2"/>'))),
    "one percent wide": lambda: docx(BODY + paragraph(run(HIDDEN, '<w:w w:val="1"/>'))),
    "no ink": lambda: docx(BODY + paragraph(run(HIDDEN, INVISIBLE_FILL))),
    "transparent ink": lambda: docx(BODY + paragraph(run(HIDDEN, CLEAR_FILL))),
    "lines of no height": lambda: docx(
        BODY + paragraph(run(HIDDEN), properties='<w:spacing w:line="10" w:lineRule="exact"/>')
    ),
    "a row of no height": lambda: docx(
        BODY + table(paragraph(run(HIDDEN)), row_properties='<w:trHeight w:val="5" w:hRule="exact"/>')
    ),
    "a box of no width": lambda: docx(BODY + text_box(paragraph(run(HIDDEN)), "<a:noFill/>", width=100)),
    "a box of no height": lambda: docx(BODY + text_box(paragraph(run(HIDDEN)), "<a:noFill/>", height=1)),
    "a box left of the page": lambda: docx(BODY + text_box(paragraph(run(HIDDEN)), "<a:noFill/>", left=-9_000_000)),
    "a box right of the page": lambda: docx(BODY + text_box(paragraph(run(HIDDEN)), "<a:noFill/>", left=30_000_000)),
    "color of its box": lambda: docx(BODY + text_box(paragraph(run(HIDDEN, colored("1F3864"))), solid("1F3864"))),
    "an old box of no height": lambda: docx(
        BODY
        + '<w:p><w:r><w:pict><v:shape style="position:absolute;width:200pt;height:0"><v:textbox><w:txbxContent>'
        + paragraph(run(HIDDEN))
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
    "an old box that is not shown": lambda: docx(
        BODY
        + '<w:p><w:r><w:pict><v:shape style="visibility:hidden;width:200pt;height:9pt"><v:textbox><w:txbxContent>'
        + paragraph(run(HIDDEN))
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_words_hidden_by_a_trick_are_found_and_nothing_else_is_lost(trick: str) -> None:
    document = read(TRICKS[trick]())

    assert document.text == "Clerk at Harbour Foods"
    assert " ".join(piece.text for piece in document.hidden) == HIDDEN
    assert document.hidden[0].path
    assert "hidden_text" in document.layout.flags


HEADING = '<w:style w:type="paragraph" w:styleId="Bar"><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>'
ROWS = (
    '<w:style w:type="table" w:styleId="Rows"><w:tblStylePr w:type="firstRow"><w:tcPr>{}</w:tcPr></w:tblStylePr>'
    "</w:style>"
)
CLEAN: dict[str, Callable[[str], bytes]] = {
    "plain": lambda tint: docx(paragraph(run("Ada Example", colored(tint))) + BODY),
    "white in a filled cell": lambda tint: docx(
        table(paragraph(run("Ada Example", WHITE)), cell_properties=shade(tint)) + BODY
    ),
    "white in a filled table": lambda tint: docx(
        table(paragraph(run("Ada Example", WHITE)), table_properties=shade(tint)) + BODY
    ),
    "white in a table filled by its style": lambda tint: docx(
        table(paragraph(run("Ada Example", WHITE)), table_properties='<w:tblStyle w:val="Rows"/>') + BODY,
        styles=ROWS.format(shade(tint)),
    ),
    "white in a table inside a filled cell": lambda tint: docx(
        table(table(paragraph(run("Ada Example", WHITE))), cell_properties=shade(tint)) + BODY
    ),
    "white on a filled paragraph": lambda tint: docx(
        paragraph(run("Ada Example", WHITE), properties=shade(tint)) + BODY
    ),
    "white on a paragraph filled by its style": lambda tint: docx(
        paragraph(run("Ada Example"), properties='<w:pStyle w:val="Bar"/>') + BODY,
        styles=HEADING.format(shade(tint), WHITE),
    ),
    "white on a filled run": lambda tint: docx(paragraph(run("Ada Example", WHITE + shade(tint))) + BODY),
    "white under a marker": lambda _: docx(
        paragraph(run("Ada Example", WHITE + '<w:highlight w:val="darkBlue"/>')) + BODY
    ),
    "white on a dark page": lambda tint: docx(paragraph(run("Ada Example", WHITE)), background=tint),
    "white in a filled box": lambda tint: docx(text_box(paragraph(run("Ada Example", WHITE)), solid(tint)) + BODY),
    "white in a box with a gradient": lambda _: docx(
        text_box(paragraph(run("Ada Example", WHITE)), "<a:gradFill/>") + BODY
    ),
    "white over a shape behind the text": lambda tint: docx(
        shape_behind_text(solid(tint)) + paragraph(run("Ada Example", WHITE)) + BODY
    ),
    "white over a picture behind the text": lambda _: docx(
        shape_behind_text("<a:blipFill/>") + paragraph(run("Ada Example", WHITE)) + BODY
    ),
    "automatic color on black": lambda _: docx(
        paragraph(run("Ada Example", '<w:color w:val="auto"/>'), properties=shade("000000")) + BODY
    ),
    "light grey": lambda _: docx(paragraph(run("Ada Example", colored("BFBFBF"))) + BODY),
    "small print": lambda tint: docx(paragraph(run("Ada Example", colored(tint) + '<w:sz w:val="8"/>')) + BODY),
    "blank spacers of one point": lambda _: docx(
        paragraph(run("Ada Example")) + paragraph(run(" ", '<w:sz w:val="2"/>')) + BODY
    ),
    "narrow letters": lambda _: docx(paragraph(run("Ada Example", '<w:w w:val="66"/>')) + BODY),
    "half transparent ink": lambda _: docx(paragraph(run("Ada Example", CLEAR_FILL.replace("100000", "50000"))) + BODY),
    "tight lines": lambda _: docx(
        paragraph(run("Ada Example"), properties='<w:spacing w:line="200" w:lineRule="exact"/>') + BODY
    ),
    "a pattern behind": lambda tint: docx(
        paragraph(run("Ada Example", WHITE), properties=f'<w:shd w:val="pct80" w:color="{tint}" w:fill="FFFFFF"/>')
        + BODY
    ),
}


@pytest.mark.parametrize("design", CLEAN)
def test_nothing_of_a_clean_design_is_taken_for_hidden(design: str) -> None:
    for tint in TINTS:
        document = read(CLEAN[design](tint))

        assert "Ada Example" in document.text
        assert document.hidden == ()
        assert "hidden_text" not in document.layout.flags


def test_fills_are_told_apart_by_what_lies_in_them() -> None:
    seen = CLEAR_FILL.replace("100000", "0")

    document = read(docx(paragraph(run("Clerk ", seen), run(HIDDEN, CLEAR_FILL), run("at sea", seen))))

    assert document.text == "Clerk at sea"
    assert [piece.text for piece in document.hidden] == [HIDDEN]
