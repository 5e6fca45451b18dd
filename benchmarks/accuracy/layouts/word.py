"""DOCX by python-docx: plain, as a table, with the contact data in the page header, or in a floating text box."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from benchmarks.accuracy.layouts.content import Contact, Entry, Section, contacts, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.person import Person

_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_LONG_AGO = datetime(2020, 1, 1)  # noqa: DTZ001 - the date in a file's properties, which has no zone
_SetsEntry = Callable[[Document, Entry], None]


def render_plain(person: Person) -> bytes:
    """Return the résumé in the styles of the word processor, links behind their words."""
    document = _opened()
    _write_head(document, person)
    _write_contacts(document.add_paragraph(), contacts(person.basics, behind_words=True))
    for section in sections(person):
        _write_section(document, section, _entry_with_tab)
    return _saved(document)


def render_table(person: Person) -> bytes:
    """Return the résumé whose entries are rows of a table: dates in the left cell."""
    document = _opened()
    _write_head(document, person)
    for item in contacts(person.basics):
        _write_contacts(document.add_paragraph(), (item,))
    for section in sections(person):
        _write_section(document, section, _entry_as_row)
    return _saved(document)


def render_header(person: Person) -> bytes:
    """Return the résumé with the contact data in the page header only."""
    document = _opened()
    _write_contacts(document.sections[0].header.paragraphs[0], contacts(person.basics))
    _write_head(document, person)
    for section in sections(person):
        _write_section(document, section, _entry_on_one_line)
    return _saved(document)


def render_text_box(person: Person) -> bytes:
    """Return the résumé with the contact data in a floating text box only."""
    document = _opened()
    _write_head(document, person)
    _add_text_box(document.add_paragraph(), [item.shown for item in contacts(person.basics)])
    for section in sections(person):
        _write_section(document, section, _entry_with_tab)
    return _saved(document)


def _opened() -> Document:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _LONG_AGO
    document.styles["Normal"].font.size = Pt(10.5)
    return document


def _write_head(document: Document, person: Person) -> None:
    document.add_paragraph(name_of(person), style="Title")
    if person.basics.label:
        document.add_paragraph(person.basics.label, style="Subtitle")


def _write_contacts(paragraph: Paragraph, items: tuple[Contact, ...]) -> None:
    for at, item in enumerate(items):
        if at:
            paragraph.add_run(" | ")
        if item.address:
            _add_link(paragraph, item)
        else:
            paragraph.add_run(item.shown)


def _add_link(paragraph: Paragraph, item: Contact) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(item.address, _HYPERLINK, is_external=True))
    link.append(paragraph.add_run(item.shown)._element)  # noqa: SLF001 - python-docx has no public way to add a link
    paragraph._p.append(link)  # noqa: SLF001 - the same


def _add_text_box(paragraph: Paragraph, lines: list[str]) -> None:
    inner = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    shape = (
        '<v:shape style="position:absolute;margin-left:300pt;margin-top:0;width:170pt;height:90pt" '
        f'xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>'
    )
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{shape}</w:pict></w:r>"))  # noqa: SLF001 - as above


def _write_section(document: Document, section: Section, entry: _SetsEntry) -> None:
    if section.heading:
        document.add_heading(section.heading, 1)
    if section.text:
        document.add_paragraph(section.text)
    for item in section.entries:
        entry(document, item)
    for label, items in section.groups:
        paragraph = document.add_paragraph()
        if label:
            paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(", ".join(items))
    for line in section.lines:
        document.add_paragraph(line)


def _entry_with_tab(document: Document, entry: Entry) -> None:
    """Write the employer with the dates and the title below; of several posts at one, the dates beside the titles."""
    if entry.group != "next":
        _add_dated(document, entry.body_and_place, "" if entry.group else entry.dates).bold = True
    _add_dated(document, entry.main, entry.dates if entry.group else "").italic = True
    _add_bullets(document, entry)


def _add_dated(document: Document, text: str, dates: str) -> Run:
    """Add a line with the dates at the right edge; return the run of the text."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(430), WD_TAB_ALIGNMENT.RIGHT)
    run = paragraph.add_run(text)
    if dates:
        paragraph.add_run(f"\t{dates}")
    return run


def _entry_on_one_line(document: Document, entry: Entry) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(entry.main).bold = True
    paragraph.add_run("".join(f" | {part}" for part in (entry.body_and_place, entry.dates) if part))
    _add_bullets(document, entry)


def _entry_as_row(document: Document, entry: Entry) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = entry.dates
    cells[1].text = entry.main
    cells[1].paragraphs[0].runs[0].bold = True
    cells[1].add_paragraph(entry.body_and_place)
    for bullet in entry.bullets:
        cells[1].add_paragraph(bullet, style="List Bullet")


def _add_bullets(document: Document, entry: Entry) -> None:
    for bullet in entry.bullets:
        document.add_paragraph(bullet, style="List Bullet")


def _saved(document: Document) -> bytes:
    """Return the file with one date for all its parts: python-docx takes that of the clock."""
    written, data = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(data, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return data.getvalue()


PLAIN = Layout("word", "docx", render_plain)
TABLE = Layout("word-table", "docx", render_table)
HEADER = Layout("word-header", "docx", render_header, errors=("contact_in_header_only",))
TEXT_BOX = Layout("word-text-box", "docx", render_text_box, errors=("contact_in_text_box",))
