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


def test_a_paragraph_inside_an_item_is_the_item_and_an_entry_in_a_list_is_none() -> None:
    document = read("<ul><li><p>Built it.</p></li><li><h3>Engineer</h3><p>Example Ltd</p></li></ul>")

    assert [line.is_list_item for line in document.lines] == [True, False, False]


def blocks(body: str, css: str = "") -> list[list[str]]:
    """Return the lines of each block."""
    document = read(body, css)
    found: dict[int, list[str]] = {}
    for line in document.lines:
        found.setdefault(line.block, []).append(document.line_text(line))
    return list(found.values())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a</p><p>b</p><p>c</p>", [["a"], ["b"], ["c"]]),
        ("<p>a<br>b</p><p>c<br>d<br></p>", [["a", "b"], ["c", "d"]]),
        ("a<br>b<br><br>c<br>d", [["a", "b"], ["c", "d"]]),
        ("<div>a</div><div>b</div><div><br></div><div>c</div>", [["a", "b"], ["c"]]),
        ("<div><div>a</div><div>b</div></div><div>c</div><div>d</div>", [["a", "b"], ["c", "d"]]),
        ("<div><div><div>a</div></div></div><div>b</div>", [["a", "b"]]),
        ("<div>a<br>b</div>c<br>d", [["a", "b"], ["c", "d"]]),
        ("<h2>a</h2><p>b</p><p>c</p><h2>d</h2>", [["a", "b"], ["c"], ["d"]]),
        ("<div>a</div><ul><li>b</li><li>c</li></ul><div>d</div>", [["a"], ["b", "c"], ["d"]]),
        ("<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>", [["a", "b"], ["c", "d"]]),
        ("a<hr>b", [["a"], ["b"]]),
    ],
)
def test_a_block_is_what_no_space_and_no_box_parts(body: str, expected: list[list[str]]) -> None:
    assert blocks(body) == expected


@pytest.mark.parametrize(
    "css",
    [
        "p { margin: 0 }",
        "p { margin-top: 0; margin-bottom: 0cm }",
        "p { margin: 0cm 0cm 8pt 36pt }",
        "p { margin: 0; padding-bottom: 6pt }",
        "",
    ],
)
def test_empty_paragraphs_make_blocks_of_those_between(css: str) -> None:
    entry = "<p>title</p><p>employer</p><p>dates</p>"

    assert blocks(f"{entry}<p>&nbsp;</p>{entry}<p> </p>{entry}<p><br></p>{entry}", css) == 4 * [
        ["title", "employer", "dates"]
    ]


def test_margins_part_lines_that_are_boxes() -> None:
    css = ".first { margin-top: 10px }"
    entry = "<div class=first>title</div><div>employer</div>"

    assert blocks(entry + entry, css) == 2 * [["title", "employer"]]


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


@pytest.mark.parametrize(
    ("body", "css", "expected"),
    [
        ("<span>Title</span><span>Org</span>", "span { display: block }", ["Title", "Org"]),
        ("<div><span>Title</span><span>Org</span></div>", "div { display: grid }", ["Title", "Org"]),
        ("<div><b>Title</b><i>Org</i></div>", "div { display: flex; flex-flow: column }", ["Title", "Org"]),
        (
            "<div><b>Title</b><i>2019</i></div>",
            "div { display: grid; grid-template-columns: 1fr auto }",
            ["Title\t2019"],
        ),
        ("<div>Ada</div><div>Example</div>", "div { display: inline }", ["Ada Example"]),
        (
            "<div class='post'>Cook</div> <div>Quince Inn</div>",
            "div { display: inline } .post { font-weight: bold }",
            ["Cook\tQuince Inn"],
        ),
        ("<ul><li>Go</li><li>Rust</li></ul>", "li { display: inline }", ["Go", "Rust"]),
        ("<p><b>2019</b><i>Baker</i></p>", "p { display: table-row } b, i { display: table-cell }", ["2019\tBaker"]),
    ],
)
def test_a_style_sheet_decides_what_is_a_line(body: str, css: str, expected: list[str]) -> None:
    assert lines(body, css) == expected


def test_wide_gaps_of_text_that_is_set_as_typed_are_tabs() -> None:
    assert lines("<pre>Baker        2019\n  - Baked</pre>") == ["Baker\t2019", "- Baked"]


def test_a_style_sheet_may_be_hidden_from_browsers_of_long_ago() -> None:
    assert lines("<p>a</p><p class=x>b</p>", "<!-- .x { display: none } -->") == ["a"]


def test_a_date_that_floats_belongs_to_the_line_beside_it() -> None:
    assert lines("<div style='float:right'>2019</div><h3>Engineer</h3><p>London</p>") == ["Engineer\t2019", "London"]


def test_cells_that_float_to_the_left_are_a_line_in_their_order() -> None:
    css = ".c { float: left; width: 30% } .below { clear: both }"
    cells = "<div class=c>Engineer</div><div class=c><b>2019</b> <i>- 2021</i></div>"

    assert lines(f"<h3>Example Ltd</h3>{cells}<p class=below>Built it.</p>", css) == [
        "Example Ltd",
        "Engineer\t2019 - 2021",
        "Built it.",
    ]
    assert lines(f"{cells}<ul><li>Built it.</li></ul>", css) == ["Engineer\t2019 - 2021", "Built it."]
    assert lines(f"<div>{cells}</div><h2>Skills</h2>", css) == ["Engineer\t2019 - 2021", "Skills"]
    assert lines("<div style='float:left'>2019</div><h3>Engineer</h3>") == ["2019\tEngineer"]


def test_what_floats_inside_something_that_floats_stays_beside_it() -> None:
    css = "div, b { float: left }"

    assert lines("<div><b>E-mail</b> ada@example.org</div><div><b>Phone</b> 555 0100</div><p>London", css) == [
        "E-mail\tada@example.org\tPhone\t555 0100\tLondon"
    ]


def test_a_heading_that_floats_with_the_rest_of_the_head_is_no_remark_beside_a_line() -> None:
    assert lines("<div style='float:left'><h1>Ada Example</h1><h2>Engineer</h2></div><h3>About</h3>") == [
        "Ada Example",
        "Engineer",
        "About",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<span>2016</span><span style='margin-left: 5px'>4 years</span>",
        "<span style='padding: 0 .5em'>2016</span><span>4 years</span>",
        "<span style='display: inline-block'>2016</span><span>4 years</span>",
        "<span>2016</span><i class=clock></i>4 years",
    ],
)
def test_words_that_a_page_sets_apart_are_not_glued_together(page: str) -> None:
    assert lines(f"<p>{page}</p>") == ["2016 4 years"]


@pytest.mark.parametrize(
    "page",
    ["<p>Ja<b>va</b></p>", "<p>Ja<b style='margin: 0 1px'>va</b></p>", "<p>Ja<span></span>va</p>"],
)
def test_letters_that_only_look_different_stay_one_word(page: str) -> None:
    assert lines(page) == ["Java"]


def test_space_around_a_word_sets_no_sign_apart_from_it() -> None:
    assert lines("<p><b style='margin: 0 1em'>Java</b>, (<b style='margin: 0 1em'>Go</b>)</p>") == ["Java, (Go)"]


@pytest.mark.parametrize(
    "css",
    [
        ".g { display: grid }",
        ".g { display: grid; grid-template-columns: 1fr }",
        ".g { display: grid; grid-template-columns: repeat(auto-fit, minmax(10em, 1fr)) }",
        ".g { display: grid; grid-template-columns: [a] 1fr [b] minmax(min-content, 36em) } .g > * { grid-column: b }",
    ],
)
def test_a_grid_whose_parts_follow_each_other_is_no_columns(css: str) -> None:
    parts = "<section><h2>Work</h2><p>Example Ltd</p></section><section><h2>Education</h2><p>A School</p></section>"
    document = read(f"<div class=g>{parts}</div>", css)

    assert {line.column for line in document.lines} == {0}


def test_cards_under_the_heading_of_a_section_are_no_columns_of_the_page() -> None:
    cards = "<div><h3>Software</h3><p>Revit</p></div><div><h3>Codes</h3><p>DIN 1055</p></div>"
    grid = f"<div style='display: grid; grid-template-columns: 1fr 1fr'>{cards}</div>"

    under = read(f"<h1>Ada</h1><section><header><h2>Skills</h2></header>{grid}</section>")
    assert {line.column for line in under.lines} == {0}
    beside = read(f"<h1>Ada</h1>{grid}")
    assert {line.column for line in beside.lines} == {0, 1}


@pytest.mark.parametrize("tracks", ["1fr 3fr", "repeat(2, minmax(0, 1fr))", "[side] 12em [main] calc(100% - 12em)"])
def test_a_grid_with_a_column_for_each_part_is_columns(tracks: str) -> None:
    parts = "<section><h2>Work</h2><p>Example Ltd</p></section><section><h2>Education</h2><p>A School</p></section>"
    document = read(f"<div style='display: grid; grid-template-columns: {tracks}'>{parts}</div>")

    assert [line.column for line in document.lines] == [0, 0, 1, 1]


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


def test_columns_of_boxes_without_a_single_heading_are_columns() -> None:
    box = "<div><div>Skills</div><div>Go</div></div>"
    css = ".r { display: flex }"

    document = read(f"<div class=r><div>{box}{box}</div><div><div>{box}{box}{box}</div></div></div>", css)
    assert {line.column for line in document.lines} == {0, 1}
    cards = read(f"<div class=r>{box}{box}{box}</div>", css)
    assert {line.column for line in cards.lines} == {0}


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
