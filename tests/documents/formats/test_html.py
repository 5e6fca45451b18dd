"""HTML is read as a browser shows it."""

import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Cell, Document, HiddenKind
from vitae.domain.errors import DocumentEmpty


def read(body: str, css: str = "", encoding: str = "utf-8") -> Document:
    page = f"<!doctype html><html><head><title>No text</title><style>{css}</style></head><body>{body}</body></html>"
    return read_document(page.encode(encoding), Limits())


def lines(body: str, css: str = "") -> list[str]:
    document = read(body, css)
    return [document.line_text(line) for line in document.lines]


def test_blocks_are_lines_and_white_space_between_words_is_one_blank() -> None:
    assert lines("<div>Ada\n  <b>Example</b> <p>Engineer<br>\n London</div>") == ["Ada Example", "Engineer", "London"]


def test_inline_elements_do_not_break_words() -> None:
    assert lines("<p>Type<i>Script</i>, C<sup>++</sup></p>") == ["TypeScript, C++"]


def test_scripts_styles_and_templates_are_no_text() -> None:
    assert lines("<script>a</script><noscript>b</noscript><template>c</template><svg><text>d</text></svg>e") == ["e"]


def test_entities_are_the_characters_they_stand_for() -> None:
    assert lines("<p>Caf&eacute; M&uuml;ller &amp; S&#246;hne &#x2013; R&D</p>") == ["Café Müller & Söhne – R&D"]


def test_headings_bold_sizes_and_colours_come_from_tags_and_styles() -> None:
    document = read(
        "<h2>Experience</h2><p class=x>Engineer, <span style='font-weight: 600'>Example</span></p>",
        "h2 { font: italic 14pt/1.2 'Noto Sans', serif; color: #1f4e79 } body .x { font-size: 10px }",
    )

    heading, text = document.lines
    assert heading.heading_level == 2
    assert (heading.style.font, heading.style.size, heading.style.italic) == ("Noto Sans", 14.0, True)
    assert (heading.style.bold, heading.style.color) == (True, 0x1F4E79)
    assert [(run.style.size, run.style.bold) for run in text.runs] == [(7.5, False), (7.5, True)]


def test_the_more_special_rule_wins_and_an_important_one_over_all() -> None:
    document = read(
        "<p id=a class=b>one</p><p class=b style='color: red'>two</p>",
        "#a { color: #000001 } p.b { color: #000002 } p { color: #000003 } .b { font-size: 9pt !important; color: #4 }",
    )

    assert [line.style.color for line in document.lines] == [0x000001, 0xFF0000]


def test_list_items_are_items_unless_their_bullets_are_switched_off() -> None:
    document = read("<ul><li>one<br>more</li><li>two</li></ul><ul class=n><li>three</li></ul>", ".n{list-style:none}")

    assert [line.is_list_item for line in document.lines] == [True, False, True, False]


def test_cells_know_their_place_and_a_frame_of_one_column_is_no_table() -> None:
    document = read(
        "<table><tr><td colspan=2>Jobs</td></tr><tr><td>2019</td><td><table><tr><td>Engineer</table></td></tr></table>"
    )

    assert [(document.line_text(line), line.cell) for line in document.lines] == [
        ("Jobs", Cell(0, 0, 0)),
        ("2019", Cell(0, 1, 0)),
        ("Engineer", Cell(0, 1, 1)),
    ]
    assert document.layout.flags == ("table",)


def test_the_two_ends_of_a_flexible_row_are_one_line() -> None:
    css = ".r { display: flex; justify-content: space-between } .c { display: flex; flex-direction: column }"

    assert lines("<div class=r><h3>Engineer</h3><span>2019</span></div>", css) == ["Engineer\t2019"]
    assert lines("<p class=r>Engineer<span>2019</span></p>", css) == ["Engineer\t2019"]
    assert lines("<div class=c><h3>Engineer</h3><span>2019</span></div>", css) == ["Engineer", "2019"]


def test_a_date_that_floats_belongs_to_the_line_beside_it() -> None:
    assert lines("<div style='float:right'>2019</div><h3>Engineer</h3><p>London</p>") == ["Engineer\t2019", "London"]


def test_columns_with_headings_of_their_own_are_columns() -> None:
    document = read(
        "<div class=g><aside><h2>Skills</h2><p>Go</p></aside><main><h1>Ada</h1><p>Engineer</p></main></div>",
        ".g { display: grid; grid-template-columns: 60mm 1fr }",
    )

    assert [(document.line_text(line), line.column) for line in document.lines] == [
        ("Skills", 0),
        ("Go", 0),
        ("Ada", 1),
        ("Engineer", 1),
    ]
    assert document.layout.columns == 2


def test_links_keep_their_address_and_jumps_within_the_page_are_none() -> None:
    document = read("<p><a href='https://example.org/a'>my <b>work</b></a> <a href='#top'>top</a></p>")

    assert [(document.text[link.start : link.end], link.url) for link in document.links] == [
        ("my work", "https://example.org/a")
    ]


@pytest.mark.parametrize(
    ("hidden", "kind"),
    [
        ("<p hidden>secret word</p>", HiddenKind.INVISIBLE_MODE),
        ("<div style='display: none'><p>secret <b>word</b></p></div>", HiddenKind.INVISIBLE_MODE),
        ("<p class=gone>secret word</p>", HiddenKind.INVISIBLE_MODE),
        ("<p style='visibility:hidden'>secret word</p>", HiddenKind.INVISIBLE_MODE),
        ("<p style='font-size:0'>secret word</p>", HiddenKind.TINY),
        ("<p style='font-size:1px'>secret word</p>", HiddenKind.TINY),
        ("<p style='opacity:0.0'>secret word</p>", HiddenKind.TRANSPARENT),
        ("<p style='color:#fff'>secret word</p>", HiddenKind.SAME_COLOR),
        ("<p style='color:rgb(254, 254, 254)'>secret word</p>", HiddenKind.SAME_COLOR),
        ("<font color=white>secret word</font>", HiddenKind.SAME_COLOR),
        ("<p style='background:#123; color:#112233'>secret word</p>", HiddenKind.SAME_COLOR),
        ("<p style='text-indent:-9999px'>secret word</p>", HiddenKind.OFF_PAGE),
        ("<p style='position:absolute; left:-5000px'>secret word</p>", HiddenKind.OFF_PAGE),
        ("<p style='position:absolute; clip:rect(0,0,0,0)'>secret word</p>", HiddenKind.CLIPPED),
        ("<p style='overflow:hidden; height:0'>secret word</p>", HiddenKind.CLIPPED),
        ("<table><tr style='display:none'><td>secret word</td></tr></table>", HiddenKind.INVISIBLE_MODE),
    ],
)
def test_what_styles_hide_is_kept_apart(hidden: str, kind: HiddenKind) -> None:
    document = read(f"<p>Ada</p>{hidden}<p>Example</p>", ".gone { display: none }")

    assert document.text == "Ada\nExample"
    assert [(piece.kind, piece.text) for piece in document.hidden] == [(kind, "secret word")]
    assert "hidden_text" in document.layout.flags


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='background:#14304d'><p style='color:white'>word</p></div>",
        "<div style='background:url(a.png)'><p style='color:white'>word</p></div>",
        "<div style='background: linear-gradient(#000, #333)'><p style='color:white'>word</p></div>",
        "<div style='position:fixed; background:#14304d'></div><p style='color:white'>word</p>",
        "<table bgcolor=black><tr><td><font color=white>word</font></table>",
        "<p style='color:#eee'>word</p>",
        "<div style='font-size:0'><p style='font-size:11pt'>word</p></div>",
        "<p style='overflow:hidden; height:20px; opacity:0.8'>word</p>",
    ],
)
def test_light_text_on_a_dark_ground_and_its_like_are_ordinary_text(shown: str) -> None:
    document = read(shown)

    assert (document.text, document.hidden) == ("word", ())


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=windows-1251>", "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', "iso8859_2"),
        ("", "utf-8"),
        ("", "utf-16"),
        ("<meta charset=nonsense>", "utf-8"),
    ],
)
def test_the_encoding_is_what_the_page_says_or_what_its_bytes_are(head: str, encoding: str) -> None:
    word = "Инженер" if encoding != "iso8859_2" else "Żaneta"
    page = f"<html><head>{head}</head><body><p>{word} 2019</p></body></html>"

    assert read_document(page.encode(encoding), Limits()).text == f"{word} 2019"


def test_a_page_that_shows_nothing_is_empty() -> None:
    with pytest.raises(DocumentEmpty):
        read("<script>document.write('Ada')</script>")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + "deep",
        "<div style='display:flex'>" * 3_000 + "deep",
        "<table><tr><td>" * 2_000 + "deep",
        "<p>" * 20_000 + "deep",
        "<b class='a b c d'>" * 3_000 + "deep",
    ],
)
def test_depth_without_end_is_cut_and_not_followed(body: str) -> None:
    css = "".join(f".a .b .c .x{n} {{ color: red }}" for n in range(500)) + "* * * i { color: red }"

    assert read("<p>Ada</p>" + body, css).text.startswith("Ada")
