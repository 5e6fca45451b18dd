"""Set the lines of a text as they are, in the formats that résumés come in."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from io import BytesIO

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from benchmarks.accuracy.layouts.paper import HELVETICA, Pen, family_for, frame, pages

_WIDTH = 487.0
_GAP = re.compile(r"(?<=\S)(?:\t+| {3,})(?=\S)")
_SPACED_OUT = re.compile(r"(?:\w ){3}")


def _text(text: str) -> bytes:
    return f"{text}\n".encode()


def _markdown(text: str) -> bytes:
    """Return the text with the two blanks that keep its lines apart."""
    return "".join(f"{line}  \n" if line else "\n" for line in text.split("\n")).encode()


def _html(text: str) -> bytes:
    """Return the text with a box for what stands between empty lines, and a table for what wide gaps divide."""
    boxes = (f"<div>{''.join(_html_line(line) for line in block.split(chr(10)))}</div>" for block in text.split("\n\n"))
    return f"<!doctype html><html><body>{''.join(boxes)}</body></html>".encode()


def _html_line(line: str) -> str:
    cells = [escape(cell) for cell in _cells(line)]
    if len(cells) == 1:
        return f"{cells[0]}<br>"
    return f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"


def _docx(text: str) -> bytes:
    document, data = docx.Document(), BytesIO()
    for line in text.split("\n"):
        document.add_paragraph("\t".join(_cells(line)))
    document.save(data)
    return data.getvalue()


def _pdf(text: str) -> bytes:
    pen = Pen(family_for(text, HELVETICA), 10.5)
    return pages([_pdf_line(pen, line) for line in text.split("\n")], [frame(54, _WIDTH)])


def _pdf_line(pen: Pen, line: str) -> Flowable:
    cells = _cells(line)
    if len(cells) == 1:
        return pen.line(line) if line.strip() else Spacer(1, 9)
    padding = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return Table([[pen.line(cell) for cell in cells]], colWidths=_WIDTH / len(cells), style=TableStyle(padding))


def _cells(line: str) -> list[str]:
    """Return what wide gaps divide; letter-spaced words stay whole."""
    return [line] if _SPACED_OUT.search(line) else _GAP.split(line)


FORMATS: Mapping[str, Callable[[str], bytes]] = {
    "txt": _text,
    "md": _markdown,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}


def formats_for(text: str) -> Iterator[str]:
    """Return the formats that a text can be set in: for a PDF our fonts must have all its letters."""
    font = pdfmetrics.getFont(family_for(text, HELVETICA).plain)
    has_all = not isinstance(font, TTFont) or all(
        ord(letter) in font.face.charToGlyph for letter in text if letter.isalpha()
    )
    return (name for name in FORMATS if name != "pdf" or has_all)
