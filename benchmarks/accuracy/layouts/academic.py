"""PDF, one column in serif letters: the name centred, headings in capitals, dates at the right edge.

An employer of several posts in a row is named once, over all of them.
"""

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable

from benchmarks.accuracy.layouts.content import Entry, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import TIMES, Pen, beside, body, family_for, frame, gap, pages, rule
from benchmarks.accuracy.person import Person

_WIDTH = 455.0


def render(person: Person) -> bytes:
    """Return the résumé."""
    pen = Pen(family_for(repr(person), TIMES), 10.5)
    items = [pen.contact(item) for item in contacts(person.basics)]
    text: list[Flowable] = [
        pen.line(name_of(person), fontSize=18, leading=24, alignment=TA_CENTER),
        *([pen.line(person.basics.label, italic=True, alignment=TA_CENTER)] if person.basics.label else []),
        *(pen.rich(", ".join(items[at : at + 3]), alignment=TA_CENTER) for at in range(0, len(items), 3)),
    ]
    for section in sections(person):
        if section.heading:
            text.append(pen.line(section.heading.upper(), alignment=TA_CENTER, spaceBefore=11, keepWithNext=1))
            text.append(rule(pen, 0.4))
        else:
            text.append(gap())
        text += body(pen, section, lambda entry: _entry(pen, entry))
    return pages(text, [frame(70, _WIDTH, top=56, bottom=56)])


def _entry(pen: Pen, entry: Entry) -> list[Flowable]:
    """Return the employer with the dates and the title below; of several posts at one, the dates beside the titles."""
    name = joined((pen.bold(entry.body), pen.italic(entry.place) if entry.place else ""), ", ")
    employer = pen.rich(name, spaceBefore=5)
    title = pen.line(entry.main, italic=True)
    if entry.group:
        lines = [*([employer] if entry.group == "first" else []), _dated(pen, title, entry.dates)]
    else:
        lines = [_dated(pen, employer, entry.dates), title]
    return [*lines, *pen.bullets(entry.bullets)]


def _dated(pen: Pen, left: Flowable, dates: str) -> Flowable:
    line = beside(left, pen.line(dates, alignment=TA_RIGHT), (_WIDTH - 145, 145))
    line.spaceBefore = 4
    return line


LAYOUT = Layout("academic", "pdf", render)
