"""PDF pages by reportlab: fonts, paragraphs, bullets and the frames of a page, for all PDF layouts.

The bytes are the same in every run: reportlab writes no date and no random id.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from benchmarks.accuracy.layouts.content import Contact, Entry, Section

FONTS = Path(__file__).parents[1] / "fonts"
WIDTH, HEIGHT = A4
BLACK = HexColor("#1b1b1b")

Painter = Callable[[Canvas], None]
"""Paints on a page before or after its text."""


@dataclass(frozen=True, slots=True)
class Family:
    """The three fonts of a layout."""

    plain: str
    bold: str
    italic: str


HELVETICA = Family("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
TIMES = Family("Times-Roman", "Times-Bold", "Times-Italic")
_EMBEDDED = {
    "Helvetica": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"),
    "Times-Roman": ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic"),
}


@cache
def embedded(family: Family) -> Family:
    """Return the family with the letters of all our languages that stands for a built-in one."""
    names = _EMBEDDED[family.plain]
    for name in names:
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    return Family(*names)


def family_for(text: str, family: Family) -> Family:
    """Return the built-in family where it has all letters of the text, else the embedded one."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return embedded(family)
    return family


@dataclass(frozen=True, slots=True)
class Pen:
    """How a layout writes: its fonts, its size in points and its colour for what stands out."""

    family: Family
    size: float = 9.5
    accent: Color = BLACK
    ink: Color = BLACK

    def line(self, text: str, *, bold: bool = False, italic: bool = False, **changes: Any) -> Paragraph:
        """Return a paragraph of plain text; `changes` are those of the style."""
        font = self.family.bold if bold else self.family.italic if italic else self.family.plain
        return Paragraph(escape(text), self.style(font, **changes))

    def rich(self, markup: str, **changes: Any) -> Paragraph:
        """Return a paragraph of reportlab's markup, whose text is escaped already."""
        return Paragraph(markup, self.style(self.family.plain, **changes))

    def bold(self, text: str) -> str:
        """Return markup of bold text."""
        return f'<font name="{self.family.bold}">{escape(text)}</font>'

    def italic(self, text: str) -> str:
        """Return markup of text in italics."""
        return f'<font name="{self.family.italic}">{escape(text)}</font>'

    def fitting(self, text: str, size: float, width: float) -> float:
        """Return the size, or a smaller one at which the longest word of a bold line is not broken."""
        widest = max(stringWidth(word, self.family.bold, size) for word in text.split())
        return size * min(1, 0.98 * width / widest)

    def bullets(self, items: Sequence[str], mark: str = "•") -> list[Flowable]:
        """Return one paragraph an item, indented behind its mark."""
        hanging = {"leftIndent": 11, "bulletIndent": 1, "spaceBefore": 1}
        return [Paragraph(escape(item), self.style(self.family.plain, **hanging), bulletText=mark) for item in items]

    def contact(self, item: Contact) -> str:
        """Return markup of a contact datum, with its link."""
        shown = escape(item.shown)
        return f'<a href="{escape(item.address)}">{shown}</a>' if item.address else shown

    def style(self, font: str, **changes: Any) -> ParagraphStyle:
        """Return the style of a paragraph."""
        size = changes.get("fontSize", self.size)
        given: dict[str, Any] = {
            "fontSize": size,
            "leading": size * 1.28,
            "textColor": self.ink,
            "alignment": TA_LEFT,
        }
        return ParagraphStyle("text", fontName=font, **(given | changes))


def beside(left: Flowable | list[Flowable], right: Flowable | list[Flowable], widths: tuple[float, float]) -> Table:
    """Return two flowables on one line, without padding."""
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
    return Table([[left, right]], colWidths=list(widths), style=TableStyle(plain))


def gap() -> Flowable:
    """Return the white space where a section has no heading."""
    return Spacer(1, 9)


def rule(pen: Pen, thickness: float) -> Flowable:
    """Return the line below a heading, which stays on the page of what follows."""
    line = HRFlowable(width="100%", thickness=thickness, color=pen.ink, spaceBefore=0, spaceAfter=3)
    line.keepWithNext = 1
    return line


def group_lines(pen: Pen, section: Section) -> list[Flowable]:
    """Return lists of skills, one paragraph a list, its label in bold."""
    return [
        pen.rich((pen.bold(f"{label}: ") if label else "") + escape(", ".join(items)), spaceBefore=1)
        for label, items in section.groups
    ]


def body(pen: Pen, section: Section, entry: Callable[[Entry], list[Flowable]]) -> list[Flowable]:
    """Return what stands under a heading; `entry` sets posts and courses of study."""
    flowables: list[Flowable] = [pen.line(section.text)] if section.text else []
    flowables += [flowable for item in section.entries for flowable in entry(item)]
    flowables += group_lines(pen, section)
    return flowables + [pen.line(line, spaceBefore=1) for line in section.lines]


def pages(
    flowables: list[Flowable],
    frames: list[Frame],
    *,
    first: list[Frame] | None = None,
    under: Painter | None = None,
    over: Painter | None = None,
) -> bytes:
    """Set the flowables into frames; `first` are those of the first page, where alone the painters paint."""
    data = BytesIO()
    document = BaseDocTemplate(data, pagesize=A4, invariant=1, title="", author="")
    opening = PageTemplate(
        "first",
        first or frames,
        onPage=lambda canvas, _: under(canvas) if under else None,
        onPageEnd=lambda canvas, _: over(canvas) if over else None,
        autoNextPageTemplate="later",
    )
    document.addPageTemplates([opening, PageTemplate("later", frames)])
    document.build(flowables)
    return data.getvalue()


def frame(x: float, width: float, *, top: float = 42, bottom: float = 42) -> Frame:
    """Return a frame between two margins, in points, without padding."""
    return Frame(x, bottom, width, HEIGHT - top - bottom, 0, 0, 0, 0)
