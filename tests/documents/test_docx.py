"""DOCX: everything a reader of the page sees, nothing that was deleted or hidden."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from vitae.documents import Limits, read_document
from vitae.domain.document import Document
from vitae.domain.errors import ArchiveBomb, DocumentCorrupt, DocumentEmpty, DocumentEncrypted

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INSTRUCTION = " HYPERLINK &quot;https://ada.example.org&quot; "
Part = Callable[[str, str], str]


def mark(kind: str) -> str:
    return f"<w:fldChar w:fldCharType='{kind}'/>"


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def relationship(id_: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}" {mode}/>'


def texts(document: Document) -> list[str]:
    return [document.line_text(line) for line in document.lines]


def test_paragraphs_have_their_path_and_no_boxes(make_docx: Callable[..., bytes]) -> None:
    document = read_document(make_docx(p("Ada Example") + p("London")), Limits())

    assert [(document.line_text(line), line.path) for line in document.lines] == [
        ("Ada Example", "body/p[0]"),
        ("London", "body/p[1]"),
    ]
    assert document.anchor(0, 3).path == "body/p[0]"
    assert document.anchor(0, 3).boxes == ()


def test_the_header_comes_first_and_the_footer_last(make_docx: Callable[..., bytes], part: Part) -> None:
    section = '<w:sectPr><w:footerReference w:type="default" r:id="f"/><w:headerReference w:type="default" r:id="h"/>'
    data = make_docx(
        p("Body") + section + "</w:sectPr>",
        parts={"word/header1.xml": part("hdr", p("+44 20 7946 0123")), "word/footer1.xml": part("ftr", p("Foot"))},
        relationships=relationship("h", "header", "header1.xml") + relationship("f", "footer", "footer1.xml"),
    )

    document = read_document(data, Limits())

    assert texts(document) == ["+44 20 7946 0123", "Body", "Foot"]
    assert [line.path for line in document.lines] == ["header1/p[0]", "body/p[0]", "footer1/p[0]"]
    assert document.layout.flags == ("header", "footer")


def test_a_header_of_the_first_page_that_is_switched_off_is_not_read(
    make_docx: Callable[..., bytes], part: Part
) -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="h"/></w:sectPr>'
    data = make_docx(
        p("Body") + section,
        parts={"word/header1.xml": part("hdr", p("Old name"))},
        relationships=relationship("h", "header", "header1.xml"),
    )

    assert texts(read_document(data, Limits())) == ["Body"]


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it(make_docx: Callable[..., bytes]) -> None:
    box = "<w:txbxContent>" + p("ada@example.org") + "</w:txbxContent>"
    data = make_docx(
        "<w:p><w:r><w:t>Contact</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>" + p("End")
    )

    document = read_document(data, Limits())

    assert texts(document) == ["Contact", "ada@example.org", "End"]
    assert document.lines[1].path == "body/p[0]/txbx[0]/p[0]"
    assert document.layout.flags == ("text_box",)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_read_once_after_the_paragraph_that_points_to_it(
    kind: str, make_docx: Callable[..., bytes], part: Part
) -> None:
    pointer = f"<w:r><w:{kind}Reference w:id='2'/></w:r>"
    notes = part(
        f"{kind}s",
        f"<w:{kind} w:type='separator' w:id='0'>{p('never')}</w:{kind}>"
        f"<w:{kind} w:id='2'><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>Prize of the year 2019</w:t></w:r>{pointer}</w:p>"
        f"</w:{kind}><w:{kind} w:id='3'>{p('nobody points here')}</w:{kind}>",
    )
    data = make_docx(
        f"<w:p><w:r><w:t>Clerk</w:t></w:r>{pointer}</w:p><w:p><w:r><w:t>Cook</w:t></w:r>{pointer}</w:p>",
        parts={f"word/{kind}s.xml": notes},
        relationships=relationship("n", f"{kind}s", f"{kind}s.xml"),
    )

    document = read_document(data, Limits())

    assert texts(document) == ["Clerk", "Prize of the year 2019", "Cook"]
    assert document.lines[1].path == f"{kind}s/{kind}[1]/p[0]"


def test_notes_that_point_to_each_other_have_an_end(make_docx: Callable[..., bytes], part: Part) -> None:
    chain = "".join(
        f"<w:footnote w:id='{number}'><w:p><w:r><w:t>Note</w:t><w:footnoteReference w:id='{number + 1}'/></w:r></w:p>"
        "</w:footnote>"
        for number in range(2_000)
    )
    data = make_docx(
        "<w:p><w:r><w:t>Clerk</w:t><w:footnoteReference w:id='0'/></w:r></w:p>",
        parts={"word/footnotes.xml": part("footnotes", chain)},
        relationships=relationship("n", "footnotes", "footnotes.xml"),
    )

    assert texts(read_document(data, Limits())) == ["Clerk", "Note"]


def test_a_pointer_to_a_note_that_is_not_there_changes_nothing(make_docx: Callable[..., bytes]) -> None:
    data = make_docx("<w:p><w:r><w:t>Clerk</w:t><w:footnoteReference w:id='2'/></w:r></w:p>")

    assert texts(read_document(data, Limits())) == ["Clerk"]


def test_cells_are_read_row_by_row_with_a_table_inside_a_cell(make_docx: Callable[..., bytes]) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl>"
    rows = f"<w:tr><w:tc>{p('2019')}</w:tc><w:tc>{p('Clerk')}{inner}<w:p/></w:tc></w:tr>"
    rows += f"<w:tr><w:tc>{p('2020')}</w:tc><w:tc>{p('Cook')}</w:tc></w:tr>"

    document = read_document(make_docx(f"<w:tbl>{rows}</w:tbl>"), Limits())

    assert texts(document) == ["2019", "Clerk", "inner", "2020", "Cook"]
    cells = [(line.cell.table, line.cell.row, line.cell.column) for line in document.lines if line.cell]
    assert cells == [(0, 0, 0), (0, 0, 1), (1, 0, 0), (0, 1, 0), (0, 1, 1)]
    assert document.lines[2].path == "body/tbl[0]/tr[0]/tc[1]/tbl[0]/tr[0]/tc[0]/p[0]"
    assert document.layout.flags == ("table",)


def test_content_controls_are_looked_into(make_docx: Callable[..., bytes]) -> None:
    run = "<w:sdt><w:sdtContent><w:r><w:t>Example</w:t></w:r></w:sdtContent></w:sdt>"
    body = (
        f"<w:sdt><w:sdtContent><w:p><w:r><w:t xml:space='preserve'>Ada </w:t></w:r>{run}</w:p></w:sdtContent></w:sdt>"
    )

    assert texts(read_document(make_docx(body), Limits())) == ["Ada Example"]


def test_inserted_text_is_read_and_deleted_text_is_not(make_docx: Callable[..., bytes]) -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Senior </w:t></w:r>"
        "<w:ins><w:r><w:t>Cook</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Chef</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
    )

    document = read_document(make_docx(body), Limits())

    assert texts(document) == ["Senior Cook"]
    assert document.layout.flags == ("tracked_changes",)


def test_a_comment_is_left_out_and_told(make_docx: Callable[..., bytes]) -> None:
    body = "<w:p><w:r><w:t>Cook</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r></w:p>"

    document = read_document(make_docx(body), Limits())

    assert (texts(document), document.layout.flags) == (["Cook"], ("comments",))


def test_hidden_text_is_left_out_and_told(make_docx: Callable[..., bytes]) -> None:
    body = "<w:p><w:r><w:t>Clerk</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Python Java</w:t></w:r></w:p>"

    document = read_document(make_docx(body), Limits())

    assert texts(document) == ["Clerk"]
    assert document.layout.flags == ("hidden_text",)


@pytest.mark.parametrize(
    "link",
    [
        "<w:hyperlink r:id='l'><w:r><w:t>Portfolio</w:t></w:r></w:hyperlink>",
        f"<w:fldSimple w:instr='{INSTRUCTION}'><w:r><w:t>Portfolio</w:t></w:r></w:fldSimple>",
        (
            f"<w:r>{mark('begin')}<w:instrText>{INSTRUCTION}</w:instrText>{mark('separate')}</w:r>"
            f"<w:r><w:t>Portfolio</w:t></w:r><w:r>{mark('end')}</w:r>"
        ),
    ],
    ids=["relationship", "simple field", "field"],
)
def test_the_address_behind_a_word_is_a_link(make_docx: Callable[..., bytes], link: str) -> None:
    body = f"<w:p><w:r><w:t xml:space='preserve'>See my </w:t></w:r>{link}</w:p>"
    external = relationship("l", "hyperlink", "https://ada.example.org", 'TargetMode="External"')

    document = read_document(make_docx(body, relationships=external), Limits())

    (found,) = document.links
    assert document.text[found.start : found.end] == "Portfolio"
    assert found.url == "https://ada.example.org"


def test_tabs_stay_tabs_and_line_breaks_make_lines_of_one_block(make_docx: Callable[..., bytes]) -> None:
    body = "<w:p><w:r><w:t>Clerk</w:t><w:tab/><w:t>2019</w:t><w:br/><w:t>Example Ltd</w:t></w:r></w:p>"

    document = read_document(make_docx(body), Limits())

    assert texts(document) == ["Clerk\t2019", "Example Ltd"]
    assert document.lines[0].block == document.lines[1].block
    assert document.lines[0].path == document.lines[1].path


def test_list_items_and_headings_are_known_by_their_styles(make_docx: Callable[..., bytes], part: Part) -> None:
    styles = part(
        "styles",
        "<w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Own'><w:basedOn w:val='berschrift2'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Outlined'><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Bullets'>"
        "<w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>",
    )
    styled = "".join(
        p(name, f"<w:pPr><w:pStyle w:val='{name}'/></w:pPr>") for name in ("Own", "Outlined", "Bullets", "Unknown")
    )
    unnumbered = p("not", "<w:pPr><w:pStyle w:val='Bullets'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>")
    data = make_docx(
        styled + unnumbered,
        parts={"word/styles.xml": styles},
        relationships=relationship("s", "styles", "styles.xml"),
    )

    document = read_document(data, Limits())

    assert [(line.heading_level, line.is_list_item) for line in document.lines] == [
        (2, False),
        (1, False),
        (None, True),
        (None, False),
        (None, False),
    ]


def test_the_style_of_a_run_comes_from_itself_its_styles_and_the_defaults(
    make_docx: Callable[..., bytes], part: Part
) -> None:
    styles = part(
        "styles",
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/><w:rFonts w:ascii='Carlito'/></w:rPr></w:rPrDefault>"
        "</w:docDefaults>"
        "<w:style w:type='paragraph' w:styleId='Base'><w:rPr><w:b/><w:color w:val='1F3864'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Name'><w:basedOn w:val='Base'/><w:rPr><w:sz w:val='48'/></w:rPr>"
        "</w:style>",
    )
    body = (
        "<w:p><w:pPr><w:pStyle w:val='Name'/></w:pPr><w:r><w:t>Ada Example</w:t></w:r>"
        "<w:r><w:rPr><w:b w:val='0'/><w:i/></w:rPr><w:t>, MSc</w:t></w:r></w:p>"
    )
    data = make_docx(body, parts={"word/styles.xml": styles}, relationships=relationship("s", "styles", "styles.xml"))

    (line,) = read_document(data, Limits()).lines

    main, aside = (run.style for run in line.runs)
    assert (main.font, main.size, main.bold, main.italic, main.color) == ("Carlito", 24.0, True, False, 0x1F3864)
    assert (aside.size, aside.bold, aside.italic) == (24.0, False, True)
    assert line.style == main


def test_a_document_of_python_docx_reads_whole(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Experience", level=1)
    made.add_paragraph("Built a boat", style="List Bullet")
    made.sections[0].header.paragraphs[0].text = "Ada Example"
    made.save(str(tmp_path / "cv.docx"))

    document = read_document((tmp_path / "cv.docx").read_bytes(), Limits())

    assert [(document.line_text(x), x.heading_level, x.is_list_item) for x in document.lines] == [
        ("Ada Example", None, False),
        ("Experience", 1, False),
        ("Built a boat", None, True),
    ]
    assert document.last_modified is not None


def test_the_strict_variant_of_the_format_is_read(make_docx: Callable[..., bytes]) -> None:
    data = make_docx(p("Ada Example", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>"))
    strict = rezip(
        data,
        lambda _, content: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )

    document = read_document(strict, Limits())

    assert texts(document) == ["Ada Example"]
    assert document.lines[0].heading_level == 1


@pytest.mark.parametrize(
    "main_type",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_documents_with_macros_and_templates_are_read_as_documents(
    make_docx: Callable[..., bytes], main_type: str
) -> None:
    assert texts(read_document(make_docx(p("Ada"), main_type=main_type), Limits())) == ["Ada"]


def test_a_document_without_text_is_empty(make_docx: Callable[..., bytes]) -> None:
    with pytest.raises(DocumentEmpty):
        read_document(make_docx("<w:p/>"), Limits())


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_truncated_archive_is_corrupt(make_docx: Callable[..., bytes], kept: float) -> None:
    data = make_docx(p("Ada"))

    with pytest.raises(DocumentCorrupt):
        read_document(data[: int(kept * len(data))], Limits())


def test_an_archive_with_bytes_missing_in_front_is_corrupt(make_docx: Callable[..., bytes]) -> None:
    data = make_docx(p("Ada"))

    with pytest.raises(DocumentCorrupt):
        read_document(data[:40] + data[60:], Limits())


def test_xml_that_does_not_close_is_corrupt(make_docx: Callable[..., bytes]) -> None:
    with pytest.raises(DocumentCorrupt, match="no well-formed XML"):
        read_document(make_docx("<w:p>"), Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(make_docx: Callable[..., bytes], encoding: str) -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
    data = rezip(
        make_docx(p("&amp;b;")),
        lambda name, content: (laughs + content.decode()).encode(encoding) if name == "word/document.xml" else content,
    )

    with pytest.raises(DocumentCorrupt, match="document type"):
        read_document(data, Limits())


def test_an_archive_that_unpacks_too_far_is_a_bomb(make_docx: Callable[..., bytes]) -> None:
    data = make_docx(p("a" * 8_000_000))

    with pytest.raises(ArchiveBomb, match="more than 4,000,000 bytes"):
        read_document(data, Limits(max_unzipped_bytes=4_000_000, max_zip_ratio=10_000))
    with pytest.raises(ArchiveBomb, match="200 times"):
        read_document(data, Limits())


def test_a_lying_size_does_not_get_past_the_count(make_docx: Callable[..., bytes]) -> None:
    data = bytearray(make_docx(p("a" * 8_000_000)))
    directory = data.rindex(b"PK\x01\x02", 0, data.index(b"word/document.xml", data.rindex(b"PK\x05\x06") // 2))
    struct.pack_into("<L", data, directory + 24, 100)

    with pytest.raises((ArchiveBomb, DocumentCorrupt)):
        read_document(bytes(data), Limits())


def test_too_many_entries_are_a_bomb(make_docx: Callable[..., bytes]) -> None:
    data = make_docx(p("Ada"), parts={f"word/media/{i}.bin": "" for i in range(20)})

    with pytest.raises(ArchiveBomb, match="entries"):
        read_document(data, Limits(max_zip_entries=10))


def test_the_same_part_twice_is_corrupt(make_docx: Callable[..., bytes]) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = make_docx(p("Ada"), parts={"word/document.xml": "<other/>"})

    with pytest.raises(DocumentCorrupt, match="twice"):
        read_document(data, Limits())


def test_an_encrypted_entry_asks_for_a_password(make_docx: Callable[..., bytes]) -> None:
    data = bytearray(make_docx(p("Ada")))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1

    with pytest.raises(DocumentEncrypted):
        read_document(bytes(data), Limits())


def test_a_packing_that_no_word_processor_uses_is_refused(make_docx: Callable[..., bytes]) -> None:
    with pytest.raises(DocumentCorrupt, match="packed in a way"):
        read_document(make_docx(p("Ada"), compression=zipfile.ZIP_BZIP2), Limits())


def test_tables_within_tables_without_end_are_corrupt_and_no_crash(make_docx: Callable[..., bytes]) -> None:
    depth = 3_000
    body = "<w:tbl><w:tr><w:tc>" * depth + p("Ada") + "</w:tc></w:tr></w:tbl>" * depth

    with pytest.raises(DocumentCorrupt):
        read_document(make_docx(body), Limits())


def rezip(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return the archive with every entry changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()
