"""PDF with a timeline: a line down the page with a dot at each entry, dates in colour above the title."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable, Table, TableStyle

from benchmarks.accuracy.layouts.content import Entry, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import HELVETICA, Pen, beside, body, family_for, frame, gap, pages
from benchmarks.accuracy.person import Person

_WIDTH = 480.0


def render(person: Person) -> bytes:
    """Return the résumé."""
    pen = Pen(family_for(repr(person), HELVETICA), 9.5, accent=HexColor("#b3541e"))
    size = pen.fitting(name_of(person), 21, _WIDTH - 210)
    name: list[Flowable] = [pen.line(name_of(person), bold=True, fontSize=size, leading=size + 6)]
    name += [pen.line(person.basics.label, fontSize=11, textColor=pen.accent)] if person.basics.label else []
    contact: list[Flowable] = [
        pen.rich(pen.contact(item), alignment=TA_RIGHT, fontSize=8.5) for item in contacts(person.basics)
    ]
    text: list[Flowable] = [beside(name, contact, (_WIDTH - 210, 210))]
    for section in sections(person):
        style: dict[str, Any] = {"fontSize": 12, "spaceBefore": 9, "spaceAfter": 4, "keepWithNext": 1}
        text += [pen.line(section.heading.upper(), bold=True, **style)] if section.heading else [gap()]
        text += body(pen, section, lambda entry: [_dot(pen, entry)])
    return pages(text, [frame(58, _WIDTH)])


def _dot(pen: Pen, entry: Entry) -> Table:
    lines: list[Flowable] = (
        [pen.line(entry.dates, bold=True, textColor=pen.accent, fontSize=8.5)] if entry.dates else []
    )
    lines += [pen.line(entry.main, bold=True, fontSize=10.5), pen.line(joined((entry.body, entry.place), " · "))]
    style: list[tuple[Any, ...]] = [
        ("LINEBEFORE", (1, 0), (1, -1), 1.2, pen.accent),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (0, -1), 0) for side in ("LEFT", "RIGHT")),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    dot = (
        pen.line("●", fontSize=7, textColor=pen.accent)
        if pen.family.plain.startswith("DejaVu")
        else pen.line("•", textColor=pen.accent)
    )
    row = [dot, [*lines, *pen.bullets(entry.bullets)]]
    return Table([row], colWidths=[12, _WIDTH - 12], style=TableStyle(style), splitInRow=1)


LAYOUT = Layout("timeline", "pdf", render)
