"""PDF, one dense column: name and contact on the first line without labels, each entry on one line with its dates."""

from xml.sax.saxutils import escape

from reportlab.platypus import Flowable

from benchmarks.accuracy.layouts.content import Entry, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import TIMES, Pen, body, family_for, frame, gap, pages
from benchmarks.accuracy.person import Person


def render(person: Person) -> bytes:
    """Return the résumé."""
    pen = Pen(family_for(repr(person), TIMES), 10)
    label = f", {escape(person.basics.label)}" if person.basics.label else ""
    text: list[Flowable] = [
        pen.rich(f'<font size="14">{pen.bold(name_of(person))}</font>{label}', leading=18),
        pen.rich(" • ".join(pen.contact(item) for item in contacts(person.basics))),
    ]
    for section in sections(person):
        text += [pen.line(section.heading, bold=True, spaceBefore=7, keepWithNext=1)] if section.heading else [gap()]
        text += body(pen, section, lambda entry: _entry(pen, entry))
    return pages(text, [frame(50, 495)])


def _entry(pen: Pen, entry: Entry) -> list[Flowable]:
    rest = joined((escape(entry.body_and_place), escape(entry.dates)), ", ")
    return [
        pen.rich(joined((pen.bold(entry.main) if entry.main else "", rest), ", "), spaceBefore=3),
        *pen.bullets(entry.bullets, "-"),
    ]


LAYOUT = Layout("compact", "pdf", render)
