"""PDF with a sidebar: contact, skills and languages beside the rest; on the left, dark, or on the right, light."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepInFrame

from benchmarks.accuracy.layouts.content import Entry, Section, contact_heading, contacts, joined, name_of, sections
from benchmarks.accuracy.layouts.layout import Layout
from benchmarks.accuracy.layouts.paper import BLACK, HEIGHT, HELVETICA, Pen, body, family_for, frame, gap, pages
from benchmarks.accuracy.person import Person

_BESIDE = {"skills", "languages", "interests", "certificates"}


@dataclass(frozen=True, slots=True)
class _Side:
    """Where the sidebar stands and how it looks; `writes_last` draws its text after that of the page."""

    x: float
    width: float
    main_x: float
    main_width: float
    paper: Color
    ink: Color
    writes_last: bool


_LEFT = _Side(0, 178, 204, 345, HexColor("#22313f"), white, writes_last=False)
_RIGHT = _Side(405, 190, 48, 330, HexColor("#eef2f0"), BLACK, writes_last=True)


def render_left(person: Person) -> bytes:
    """Return the résumé with a dark sidebar on the left that holds the name, too."""
    return _render(person, _LEFT, _entry_of_two_lines)


def render_right(person: Person) -> bytes:
    """Return the résumé with a light sidebar on the right; links stand behind the names of their sites."""
    return _render(person, _RIGHT, _entry_with_dates_below)


def _render(person: Person, side: _Side, entry: Callable[[Pen, Entry], list[Flowable]]) -> bytes:
    family = family_for(repr(person), HELVETICA)
    pen, beside = Pen(family, 9.5, accent=HexColor("#1f6f8b")), Pen(family, 9, accent=side.ink, ink=side.ink)
    main = [] if side is _LEFT else _name(pen, person, side.main_width)
    for section in sections(person):
        if section.kind not in _BESIDE:
            main += [*_heading(pen, section.heading), *body(pen, section, lambda item: entry(pen, item))]

    def paint(canvas: Canvas) -> None:
        _paint_side(canvas, side, _side_text(beside, person, side))

    def fill(canvas: Canvas) -> None:
        canvas.setFillColor(side.paper)
        canvas.rect(side.x, 0, side.width, HEIGHT, stroke=0, fill=1)
        if not side.writes_last:
            paint(canvas)

    return pages(main, [frame(side.main_x, side.main_width)], under=fill, over=paint if side.writes_last else None)


def _paint_side(canvas: Canvas, side: _Side, text: list[Flowable]) -> None:
    inner = frame(side.x + 16, side.width - 30)
    inner.addFromList([KeepInFrame(side.width - 30, HEIGHT - 86, text, mode="shrink")], canvas)


def _side_text(pen: Pen, person: Person, side: _Side) -> list[Flowable]:
    text = _name(pen, person, side.width - 30) if side is _LEFT else []
    behind = side is _RIGHT
    text += _heading(pen, contact_heading(person))
    text += [pen.rich(pen.contact(item), spaceBefore=2) for item in contacts(person.basics, behind_words=behind)]
    for section in sections(person):
        if section.kind in _BESIDE:
            text += [*_heading(pen, section.heading), *_listed(pen, section)]
    return text


def _listed(pen: Pen, section: Section) -> list[Flowable]:
    lines: list[Flowable] = [pen.line(line, spaceBefore=2) for line in section.lines]
    for label, items in section.groups:
        lines += [pen.line(label, bold=True, spaceBefore=4)] if label else []
        lines += [pen.rich(escape(item), spaceBefore=1) for item in items]
    return lines


def _name(pen: Pen, person: Person, width: float) -> list[Flowable]:
    size = pen.fitting(name_of(person), 18, width)
    name = pen.line(name_of(person), bold=True, fontSize=size, leading=size + 4, textColor=pen.accent)
    return [name, *([pen.line(person.basics.label, fontSize=10.5, spaceBefore=3)] if person.basics.label else [])]


def _heading(pen: Pen, text: str) -> list[Flowable]:
    style: dict[str, Any] = {
        "fontSize": 11.5,
        "textColor": pen.accent,
        "spaceBefore": 10,
        "spaceAfter": 3,
    }
    return [pen.line(text, bold=True, keepWithNext=1, **style)] if text else [gap()]


def _entry_of_two_lines(pen: Pen, entry: Entry) -> list[Flowable]:
    second = joined((entry.body, entry.place, entry.dates), "  |  ")
    return [
        pen.line(entry.main, bold=True, spaceBefore=5, keepWithNext=1),
        pen.line(second),
        *pen.bullets(entry.bullets),
    ]


def _entry_with_dates_below(pen: Pen, entry: Entry) -> list[Flowable]:
    first = pen.rich(joined((pen.bold(entry.main), escape(entry.body)), " – "), spaceBefore=5, keepWithNext=1)
    second = pen.line(joined((entry.dates, entry.place), ", "), italic=True)
    return [first, second, *pen.bullets(entry.bullets)]


LEFT = Layout("left-sidebar", "pdf", render_left)
RIGHT = Layout("right-sidebar", "pdf", render_right)
