"""OpenDocument text: styles, tables, boxes, margins and what is left out."""

from collections.abc import Callable

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Cell, Document, HiddenKind
from vitae.domain.errors import ArchiveBomb, DocumentCorrupt, DocumentEmpty, DocumentEncrypted, UnsupportedMediaType

MakeOdt = Callable[..., bytes]


def automatic(name: str, text: str = "", family: str = "paragraph", other: str = "", **attributes: str) -> str:
    said = "".join(f' style:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    properties = f"<style:text-properties {text}/>" if text else ""
    return f'<style:style style:name="{name}" style:family="{family}"{said}>{properties}{other}</style:style>'


def read(data: bytes) -> Document:
    return read_document(data, Limits())


def lines(document: Document) -> list[str]:
    return [document.line_text(line) for line in document.lines]


def test_spaces_tabs_line_breaks_and_notes_are_read(make_odt: MakeOdt) -> None:
    document = read(
        make_odt(
            "<text:p>Ada<text:s text:c='3'/>Example<text:tab/>2019<text:line-break/>Lee\n  ds<text:note>"
            "<text:note-citation>1</text:note-citation><text:note-body><text:p>A note</text:p></text:note-body>"
            "</text:note></text:p>"
        )
    )

    assert lines(document) == ["Ada Example\t2019", "Lee ds", "A note"]


def test_a_style_takes_from_its_parents_and_a_span_from_its_paragraph(make_odt: MakeOdt) -> None:
    styles = automatic("Base", 'fo:font-size="20pt" fo:font-family="\'Noto Sans\'" fo:color="#1f4e79"')
    document = read(
        make_odt(
            '<text:p text:style-name="P1">Ada <text:span text:style-name="T1">Example</text:span></text:p>',
            styles=styles,
            automatic=automatic("P1", 'fo:font-size="50%"', parent_style_name="Base")
            + automatic("T1", 'fo:font-weight="bold" fo:font-style="italic"', "text"),
        )
    )

    plain, special = document.lines[0].runs
    assert (plain.style.font, plain.style.size, plain.style.color) == ("Noto Sans", 10.0, 0x1F4E79)
    assert (special.style.size, special.style.bold, special.style.italic) == (10.0, True, True)


def test_headings_have_levels_also_by_their_style(make_odt: MakeOdt) -> None:
    styles = automatic("H", default_outline_level="3")
    document = read(
        make_odt(
            '<text:h text:outline-level="2">Jobs</text:h><text:p text:style-name="P1">School</text:p>'
            "<text:p>Leeds</text:p>",
            styles=styles,
            automatic=automatic("P1", parent_style_name="H"),
        )
    )

    assert [line.heading_level for line in document.lines] == [2, 3, None]


def test_tables_and_tables_inside_them_keep_their_cells(make_odt: MakeOdt) -> None:
    def table(*rows: str) -> str:
        return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"

    def cell(content: str) -> str:
        return f"<table:table-cell>{content}</table:table-cell>"

    inner = table(cell("<text:p>Leeds</text:p>"))
    document = read(
        make_odt(
            table(
                cell("<text:p>2019</text:p>") + cell("<text:p>Engineer</text:p>" + inner),
                cell("<text:p>2017</text:p>") + "<table:covered-table-cell/>",
            )
        )
    )

    assert [(document.line_text(line), line.cell) for line in document.lines] == [
        ("2019", Cell(0, 0, 0)),
        ("Engineer", Cell(0, 0, 1)),
        ("Leeds", Cell(1, 0, 0)),
        ("2017", Cell(0, 1, 0)),
    ]
    assert document.lines[2].path == "body/table[0]/row[0]/cell[1]/table[0]/row[0]/cell[0]/p[0]"


def test_a_text_box_is_read_once_after_its_paragraph(make_odt: MakeOdt) -> None:
    frame = (
        "<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box>"
        "<draw:image><text:p>In a box</text:p></draw:image></draw:frame>"
    )
    document = read(make_odt(f"<text:p>Ada{frame} Example</text:p><text:p>Jobs</text:p>"))

    assert lines(document) == ["Ada Example", "In a box", "Jobs"]
    assert document.layout.flags == ("text_box",)


def test_headers_come_first_footers_last_and_page_numbers_not_at_all(make_odt: MakeOdt) -> None:
    master = (
        '<style:master-page style:name="Standard"><style:header><text:p>ada@example.org</text:p></style:header>'
        "<style:footer><text:p>Page <text:page-number>2</text:page-number></text:p><text:p>Made in Leeds</text:p>"
        '</style:footer><style:footer-left style:display="false"><text:p>Unseen</text:p></style:footer-left>'
        '</style:master-page><style:master-page style:name="Other"><style:header><text:p>Unused</text:p>'
        "</style:header></style:master-page>"
    )
    document = read(make_odt("<text:p>Ada</text:p>", master=master))

    assert lines(document) == ["ada@example.org", "Ada", "Made in Leeds"]
    assert document.layout.flags == ("header", "footer")


def test_deleted_text_and_comments_are_left_out_and_inserted_text_is_read(make_odt: MakeOdt) -> None:
    document = read(
        make_odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:p>Ada<text:change-start/> Example<text:change-end/>"
            "<office:annotation><text:p>remark</text:p></office:annotation></text:p>"
        )
    )

    assert lines(document) == ["Ada Example"]
    assert document.layout.flags == ("comments", "tracked_changes")


def test_hidden_text_is_kept_apart_and_white_on_a_dark_cell_is_not_hidden(make_odt: MakeOdt) -> None:
    dark = '<style:table-cell-properties fo:background-color="#14304d"/>'
    white = 'fo:color="#ffffff"'
    document = read(
        make_odt(
            '<text:p>Ada<text:span text:style-name="V"> ten years</text:span><text:span text:style-name="W"> of Go'
            '</text:span><text:span text:style-name="S"> and Rust</text:span></text:p><text:section '
            'text:display="none"><text:p>or more</text:p></text:section><table:table><table:table-row>'
            '<table:table-cell table:style-name="D"><text:p text:style-name="PW">On a banner</text:p>'
            "</table:table-cell></table:table-row></table:table>",
            automatic=automatic("V", 'text:display="none"', "text")
            + automatic("W", white, "text")
            + automatic("S", 'fo:font-size="1pt"', "text")
            + automatic("PW", white)
            + automatic("D", "", "table-cell", dark),
        )
    )

    assert lines(document) == ["Ada", "On a banner"]
    assert [(piece.kind, piece.text) for piece in document.hidden] == [
        (HiddenKind.INVISIBLE_MODE, "ten years"),
        (HiddenKind.SAME_COLOR, "of Go"),
        (HiddenKind.TINY, "and Rust"),
        (HiddenKind.INVISIBLE_MODE, "or more"),
    ]


def test_white_text_above_a_shape_that_lies_under_the_text_is_ordinary(make_odt: MakeOdt) -> None:
    under = '<style:graphic-properties style:run-through="background" draw:fill="solid" draw:fill-color="#14304d"/>'
    document = read(
        make_odt(
            '<text:p><draw:rect draw:style-name="G"/><text:span text:style-name="W">Ada</text:span></text:p>',
            automatic=automatic("G", "", "graphic", under) + automatic("W", 'fo:color="#ffffff"', "text"),
        )
    )

    assert (lines(document), document.hidden) == (["Ada"], ())


def test_the_day_of_the_last_change_is_read(make_odt: MakeOdt) -> None:
    meta = '<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date>2026-10-05T09:00:00</dc:date></a>'

    assert read(make_odt("<text:p>Ada</text:p>", **{"meta.xml": meta})).last_modified == "2026-10-05"


@pytest.mark.parametrize(
    ("entries", "error"),
    [
        ({"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}, DocumentEncrypted),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation"}, UnsupportedMediaType),
        ({"content.xml": "<a/>"}, DocumentCorrupt),
        ({"content.xml": "<!DOCTYPE a><a/>"}, DocumentCorrupt),
        ({"content.xml": "<a>" + "<b>" * 1_000}, DocumentCorrupt),
        ({"styles.xml": "<a>" + " " * 70_000_000 + "</a>"}, ArchiveBomb),
    ],
)
def test_what_is_no_readable_document_is_refused(
    make_odt: MakeOdt, entries: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        read(make_odt("<text:p>Ada</text:p>", **entries))


def test_a_document_without_words_is_empty(make_odt: MakeOdt) -> None:
    with pytest.raises(DocumentEmpty):
        read(make_odt("<text:p> </text:p>"))


def test_lists_and_spans_as_deep_as_xml_allows_are_read(make_odt: MakeOdt) -> None:
    spans = "<text:span>" * 240 + "Ada" + "</text:span>" * 240
    lists = "<text:list><text:list-item>" * 120 + "<text:p>Deep</text:p>" + "</text:list-item></text:list>" * 120

    assert lines(read(make_odt(f"<text:p>{spans}</text:p>{lists}"))) == ["Ada", "Deep"]
