"""PDF as drawing programs write it: two columns, every line placed by itself, drawn in no order of reading."""

from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.layouts.content import Entry, Section, contact_heading, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import HEIGHT, HELVETICA, Family, family_for
from benchmarks.accuracy.person import Person

_SIDE = {"skills", "languages", "interests", "certificates"}
_BOTTOM = 45.0


class _Line(NamedTuple):
    page: int
    x: float
    y: float
    font: str
    size: float
    text: str


class _Column:
    """Places lines one below the other, from the top of a page to its bottom, then on the next page."""

    def __init__(self, family: Family, x: float, width: float, top: float) -> None:
        self.family, self.x, self.width = family, x, width
        self.page, self.y = 0, top
        self.lines: list[_Line] = []

    def write(self, text: str, *, bold: bool = False, size: float = 9.5, before: float = 0, indent: float = 0) -> None:
        font = self.family.bold if bold else self.family.plain
        self.y -= before
        widest = max((stringWidth(word, font, size) for word in text.split()), default=0)
        size *= min(1, (self.width - indent) / max(widest, 1))
        for line in simpleSplit(text, font, size, self.width - indent):
            if self.y < _BOTTOM:
                self.page, self.y = self.page + 1, HEIGHT - 50
            self.lines.append(_Line(self.page, self.x + indent, self.y, font, size, line))
            self.y -= 1.3 * size


def render(person: Person) -> bytes:
    """Return the résumé."""
    family = family_for(repr(person), HELVETICA)
    side, main = _Column(family, 42, 160, HEIGHT - 118), _Column(family, 226, 325, HEIGHT - 118)
    head = _Column(family, 42, 500, HEIGHT - 60)
    head.write(name_of(person), bold=True, size=22)
    if person.basics.label:
        head.write(person.basics.label, size=11)
    side.write(contact_heading(person), bold=True, size=11)
    for item in contacts(person.basics):
        side.write(item.shown, before=1)
    for section in sections(person):
        _set(side if section.kind in _SIDE else main, section)
    return _drawn([*head.lines, *side.lines, *main.lines], person.id)


def _set(column: _Column, section: Section) -> None:
    if section.heading:
        column.write(section.heading, bold=True, size=12, before=10)
    else:
        column.y -= 10
    if section.text:
        column.write(section.text)
    for entry in section.entries:
        _set_entry(column, entry)
    for label, items in section.groups:
        if label:
            column.write(label, bold=True, before=3)
        column.write(", ".join(items))
    for line in section.lines:
        column.write(line, before=1)


def _set_entry(column: _Column, entry: Entry) -> None:
    column.write(entry.main, bold=True, before=5)
    column.write(joined((entry.body_and_place, entry.dates), " | "))
    for bullet in entry.bullets:
        column.write(f"• {bullet}", indent=6)


def _drawn(lines: list[_Line], seed: str) -> bytes:
    """Draw each page's lines in an order that depends on the seed and their text only."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    for page in range(max(line.page for line in lines) + 1):
        on_page = [line for line in lines if line.page == page]
        for line in sorted(on_page, key=lambda line: sha256(f"{seed}{line}".encode()).digest()):
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.x, line.y, line.text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


LAYOUT = Layout("scrambled", "pdf", render)
