"""PDF, one column: title in bold and dates at the right edge, the employer below; ruled headings."""

from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable

from benchmarks.accuracy.layouts.content import Entry, Section, contacts, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import HELVETICA, Pen, beside, body, family_for, frame, gap, pages, rule
from benchmarks.accuracy.person import Person

_WIDTH = 487.0


def render(person: Person) -> bytes:
    """Return the résumé."""
    pen = Pen(family_for(repr(person), HELVETICA), 10)
    return pages(
        [*_head(pen, person), *(item for section in sections(person) for item in _section(pen, section))],
        [frame(54, _WIDTH)],
    )


def _head(pen: Pen, person: Person) -> list[Flowable]:
    name = pen.line(name_of(person), bold=True, fontSize=19, leading=25)
    label = [pen.line(person.basics.label, fontSize=11.5)] if person.basics.label else []
    return [name, *label, pen.rich(" | ".join(pen.contact(item) for item in contacts(person.basics)), spaceAfter=4)]


def _section(pen: Pen, section: Section) -> list[Flowable]:
    heading = (
        [pen.line(section.heading, bold=True, fontSize=12, spaceBefore=8, keepWithNext=1), rule(pen, 0.6)]
        if section.heading
        else [gap()]
    )
    return [*heading, *body(pen, section, lambda entry: _entry(pen, entry))]


def _entry(pen: Pen, entry: Entry) -> list[Flowable]:
    first = beside(pen.line(entry.main, bold=True), pen.line(entry.dates, alignment=TA_RIGHT), (_WIDTH - 150, 150))
    first.spaceBefore = 5
    return [first, pen.line(entry.body_and_place, italic=True), *pen.bullets(entry.bullets)]


LAYOUT = Layout("classic", "pdf", render)
