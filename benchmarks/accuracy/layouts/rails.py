"""PDF with a rail: dates beside the entries, or headings beside the sections."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from benchmarks.accuracy.layouts.content import Entry, Section, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import HELVETICA, TIMES, Pen, body, family_for, frame, gap, pages
from benchmarks.accuracy.person import Person

_RAIL, _TEXT, _GAP = 112.0, 365.0, 14.0


def render_dates(person: Person) -> bytes:
    """Return the résumé with dates in a rail on the left, a row of a table for each entry."""
    pen = Pen(family_for(repr(person), HELVETICA), 9.5, accent=HexColor("#7a1f2b"))
    text: list[Flowable] = [
        pen.line(name_of(person), fontSize=20, leading=26, textColor=pen.accent),
        *([pen.line(person.basics.label, bold=True)] if person.basics.label else []),
        *(pen.rich(pen.contact(item)) for item in contacts(person.basics)),
    ]
    for section in sections(person):
        style: dict[str, Any] = {
            "fontSize": 12.5,
            "textColor": pen.accent,
            "spaceBefore": 10,
            "spaceAfter": 3,
        }
        text += [pen.line(section.heading, bold=True, keepWithNext=1, **style)] if section.heading else [gap()]
        text += body(pen, section, lambda entry: [_row(pen, pen.line(entry.dates), _dated(pen, entry))])
    return pages(text, [frame(52, _RAIL + _GAP + _TEXT)])


def render_labels(person: Person) -> bytes:
    """Return the résumé with the headings in a rail on the left and the text beside them."""
    pen = Pen(family_for(repr(person), TIMES), 10.5)
    text: list[Flowable] = [
        pen.line(name_of(person), bold=True, fontSize=20, leading=25, leftIndent=_RAIL + _GAP),
        pen.rich(" • ".join(pen.contact(item) for item in contacts(person.basics)), leftIndent=_RAIL + _GAP),
        Spacer(1, 8),
    ]
    for section in sections(person):
        text += _labelled(pen, section)
    return pages(text, [frame(52, _RAIL + _GAP + _TEXT)])


def _dated(pen: Pen, entry: Entry) -> list[Flowable]:
    first = pen.rich(joined((pen.bold(entry.body), pen.italic(entry.place) if entry.place else ""), ", "))
    return [first, pen.line(entry.main), *pen.bullets(entry.bullets)]


def _labelled(pen: Pen, section: Section) -> list[Flowable]:
    """Return one row for each entry, so that a page may end between them; the label stands beside the first."""
    label = pen.line(section.heading, bold=True, alignment=TA_RIGHT)
    if not section.entries:
        return [_row(pen, label, body(pen, section, lambda _: []))]
    rows: list[Flowable] = []
    for at, entry in enumerate(section.entries):
        first = joined((entry.main, entry.body, entry.place), ", ")
        line = pen.rich(f"{pen.bold(first)}" + (f" ({entry.dates})" if entry.dates else ""))
        rows.append(_row(pen, label if at == 0 else pen.line(""), [line, *pen.bullets(entry.bullets)]))
    return rows


def _row(pen: Pen, left: Flowable, right: list[Flowable]) -> Table:
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "TOP")),
        ("RIGHTPADDING", (0, 0), (0, -1), _GAP),
        ("RIGHTPADDING", (1, 0), (1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5 * pen.size),
    ]
    return Table([[left, right]], colWidths=[_RAIL + _GAP, _TEXT], style=TableStyle(style), splitInRow=1)


DATES = Layout("date-rail", "pdf", render_dates)
LABELS = Layout("label-rail", "pdf", render_labels)
