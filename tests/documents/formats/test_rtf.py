"""RTF: groups, destinations, code pages and tables."""

import time

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Cell, Document, HiddenKind
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty

FONTS = r"{\fonttbl{\f0 Calibri;}{\f1\fcharset238 Arial CE;}{\f2\fcharset204 Arial Cyr;}{\f3\fcharset2 Symbol;}{\f4\fcharset128 MS Mincho;}}"  # noqa: E501
COLORS = r"{\colortbl;\red255\green255\blue255;\red31\green78\blue121;\red0\green0\blue0;}"


def read(body: str, head: str = FONTS + COLORS) -> Document:
    return read_document(f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{head}{body}}}".encode("latin-1"), Limits())


def lines(body: str) -> list[str]:
    document = read(body)
    return [document.line_text(line) for line in document.lines]


def test_paragraphs_line_breaks_and_tabs_are_kept_and_line_ends_in_the_file_mean_nothing() -> None:
    assert lines("Ada Exa\r\nmple\\par Engineer\\tab 2019\\line Leeds\\par") == [
        "Ada Example",
        "Engineer\t2019",
        "Leeds",
    ]


@pytest.mark.parametrize(
    ("coded", "text"),
    [
        (r"Jos\'e9 \endash  \ldblquote CV\rdblquote", "José – “CV”"),
        (r"\f1 \'8eaneta, \f0 Zo\'eb", "Žaneta, Zoë"),
        (r"\f2 \'c8\'ed\'e6\'e5\'ed\'e5\'f0", "Инженер"),
        (r"\f4 \'93\'fa\'96\'7b", "日本"),
        (r"\u381\'8eaneta \u8211? 2019", "Žaneta – 2019"),
        (r"\uc2\u381\'8e\'8eaneta", "Žaneta"),
        (r"\uc0\u381 aneta", "Žaneta"),
        (r"\u-10179?\u-9020?", "\U0001f4c4"),
        (r"{\upr{Zaneta}{\*\ud{\u381?aneta}}}", "Žaneta"),
        (r"C\~\{x\}\\y, pre\_war, soft\-ware", "C {x}\\y, pre-war, software"),
        (r"raw " + "\xe9", "raw é"),
    ],
)
def test_characters_are_decoded_by_the_code_page_of_their_font(coded: str, text: str) -> None:
    assert read(coded + r"\par").text == text


def test_a_bullet_of_a_symbol_font_is_a_bullet() -> None:
    document = read(
        r"{\pntext\f3\'B7\tab}Built it\par{\listtext\pard\plain 1.\tab}Sold it\par \f3\'b7\f0  Ended it\par"
    )

    assert [document.text[line.content_start : line.end] for line in document.lines] == [
        "Built it",
        "Sold it",
        "Ended it",
    ]
    assert all(line.is_list_item for line in document.lines)


def test_looks_end_with_their_group_and_plain_takes_them_back() -> None:
    document = read(r"{\b\fs28\cf2\f1 Jobs} at {\i Example}\plain\fs20  in Leeds\par")

    runs = [(document.text[run.start : run.end], run.style) for run in document.lines[0].runs]
    assert [text for text, _ in runs] == ["Jobs", " at ", "Example", " in Leeds"]
    first = runs[0][1]
    assert (first.font, first.size, first.bold, first.color) == ("Arial CE", 14.0, True, 0x1F4E79)
    assert [style.italic for _, style in runs] == [False, False, True, False]
    assert [style.size for _, style in runs] == [14.0, 12.0, 12.0, 10.0]


def test_headings_are_told_by_their_style_or_their_outline_level() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s3\sbasedon0\f1\b heading 2;}{\*\cs9 heading 3 Char;}}"
    document = read(r"\pard\s3 Jobs\par\pard\outlinelevel0 Ada\par\pard Leeds\par", FONTS + styles)

    assert [line.heading_level for line in document.lines] == [2, 1, None]


def test_headers_come_first_footers_last_and_each_once() -> None:
    document = read(
        r"{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 2}}\par}{\header ada@example.org\par}"
        r"{\headerf ada@example.org\par}{\footerr Made in Leeds\par}Ada\par\sect{\header ada@example.org\par}Jobs\par"
    )

    assert document.text == "ada@example.org\nAda\nJobs\nMade in Leeds"
    assert document.layout.flags == ("header", "footer")
    assert [line.path for line in document.lines] == ["header[1]/p[0]", "body/p[0]", "body/p[2]", "footer[3]/p[0]"]


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it() -> None:
    document = read(
        r"Ada{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard In a box\par}}"
        r"{\shprslt{\*\do\dptxbx{\dptxbxtext In a box\par}}}}\par Jobs\par"
    )

    assert document.text == "Ada\nIn a box\nJobs"
    assert "text_box" in document.layout.flags


def test_cells_know_their_place() -> None:
    document = read(
        r"\trowd\cellx1000\cellx2000\pard\intbl 2019\cell\pard\intbl Engineer\par Leeds\cell\row"
        r"\trowd\cellx1000\pard\intbl 2017\cell Author\cell\row\pard After\par"
    )

    assert [(document.line_text(line), line.cell) for line in document.lines] == [
        ("2019", Cell(0, 0, 0)),
        ("Engineer", Cell(0, 0, 1)),
        ("Leeds", Cell(0, 0, 1)),
        ("2017", Cell(0, 1, 0)),
        ("Author", Cell(0, 1, 1)),
        ("After", None),
    ]
    assert document.lines[2].path == "body/tbl[0]/tr[0]/tc[1]/p[1]"


def test_a_field_shows_its_result_and_a_hyperlink_keeps_its_address() -> None:
    document = read(r'See {\field{\*\fldinst{ HYPERLINK "https://example.org/a" }}{\fldrslt{\ul my work}}}.\par')

    assert document.text == "See my work."
    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [
        ("my work", "https://example.org/a")
    ]


def test_pictures_programs_and_unknown_destinations_are_no_text() -> None:
    body = r"{\info{\title x}{\author y}}{\*\unknown{\b secret}}{\pict\pngblip 89504e47}"
    body += r"{\object{\*\objdata 0105}{\result Chart}}"

    assert lines(body + r"{\*\bkmkstart a}Ada{\*\bkmkend a}\bin4 }}}} Leeds\par") == ["ChartAda Leeds"]


def test_deleted_text_is_gone_and_hidden_text_is_kept_apart() -> None:
    document = read(
        r"Ada{\deleted  gone}{\v  ten years}{\cf1  of Go}{\fs2  and Rust} Example\par"
        r"\pard\cbpat2{\cf1 On a banner}\par\trowd\clcbpat3\cellx9\pard\intbl{\cf1 In a dark cell}\cell\row"
    )

    assert document.text == "Ada Example\nOn a banner\nIn a dark cell"
    assert [(piece.kind, piece.text) for piece in document.hidden] == [
        (HiddenKind.INVISIBLE_MODE, "ten years"),
        (HiddenKind.SAME_COLOR, "of Go"),
        (HiddenKind.TINY, "and Rust"),
    ]


def test_the_day_of_the_last_change_is_read() -> None:
    assert read(r"{\info{\creatim\yr2020\mo1\dy1}{\revtim\yr2026\mo10\dy5\hr9}}Ada\par").last_modified == "2026-10-05"


@pytest.mark.parametrize("body", ["", r"\par\par", r"{\*\x Ada}"])
def test_a_document_without_words_is_empty(body: str) -> None:
    with pytest.raises(DocumentEmpty):
        read(body)


def test_groups_inside_each_other_without_end_are_corrupt() -> None:
    with pytest.raises(DocumentCorrupt, match="deep"):
        read("{" * 50_000)


@pytest.mark.parametrize(
    "body",
    [
        r"\b" * 100_000,
        r"a\par" * 50_000,
        "{}" * 100_000,
        r"\cell" * 50_000,
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a}}" * 5_000,
        r"{\shp{\*\shpinst{\shptxt a\par}}}" * 5_000,
        r"a\line " * 30_000,
        r"\u9999999999 ?\bin-5 \fs-9999999999 " * 5_000,
        r"{\header a\par}" * 15_000,
    ],
)
def test_floods_of_words_take_time_in_proportion(body: str) -> None:
    started = time.process_time()
    document = read("Ada\\par " + body)

    assert "Ada" in document.text
    assert time.process_time() - started < 10
