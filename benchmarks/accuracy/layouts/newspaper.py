"""PDF, two columns that are read one after the other, under a heading across both; the employer comes first."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, FrameBreak

from benchmarks.accuracy.layouts.content import Entry, Section, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import HEIGHT, HELVETICA, Pen, body, family_for, frame, gap, pages
from benchmarks.accuracy.person import Person

_COLUMN = 238.0
_LEFT, _RIGHT = 48.0, 310.0
_HEAD = 128.0


def render(person: Person) -> bytes:
    """Return the résumé."""
    pen = Pen(family_for(repr(person), HELVETICA), 9, accent=HexColor("#0b5563"))
    text: list[Flowable] = []
    for section in sections(person):
        text += [*_section(pen, section), *([FrameBreak()] if section.kind == "work" else [])]
    first = [frame(_LEFT, _COLUMN, top=_HEAD), frame(_RIGHT, _COLUMN, top=_HEAD)]
    return pages(
        text,
        [frame(_LEFT, _COLUMN), frame(_RIGHT, _COLUMN)],
        first=first,
        under=lambda canvas: _paint_head(canvas, pen, person),
    )


def _paint_head(canvas: Canvas, pen: Pen, person: Person) -> None:
    lines = [
        pen.line(name_of(person), bold=True, fontSize=22, leading=27, textColor=pen.accent),
        *([pen.line(person.basics.label, fontSize=11, leading=15)] if person.basics.label else []),
        pen.rich("  ·  ".join(pen.contact(item) for item in contacts(person.basics))),
    ]
    frame(_LEFT, 500, top=38, bottom=HEIGHT - _HEAD).addFromList(list(lines), canvas)
    canvas.setStrokeColor(pen.accent)
    canvas.line(_LEFT, HEIGHT - _HEAD + 8, _LEFT + 500, HEIGHT - _HEAD + 8)


def _section(pen: Pen, section: Section) -> list[Flowable]:
    style: dict[str, Any] = {
        "fontSize": 11,
        "textColor": pen.accent,
        "spaceBefore": 9,
        "spaceAfter": 2,
    }
    heading = [pen.line(section.heading.upper(), bold=True, keepWithNext=1, **style)] if section.heading else [gap()]
    return [*heading, *body(pen, section, lambda entry: _entry(pen, entry))]


def _entry(pen: Pen, entry: Entry) -> list[Flowable]:
    below = joined((entry.place, entry.dates), " | ")
    lines = [pen.line(entry.body, bold=True, spaceBefore=5, keepWithNext=1), pen.line(entry.main, keepWithNext=1)]
    return [*lines, pen.line(below, italic=True, fontSize=8.5), *pen.bullets(entry.bullets, "–")]


LAYOUT = Layout("newspaper", "pdf", render)
