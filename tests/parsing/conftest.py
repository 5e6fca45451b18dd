"""Small documents from a few marked lines, so that a test reads like the page it is about.

``# `` is the large first line, ``## `` a heading, ``* `` bold, ``_ `` italic, ``- `` a bullet,
``> `` bold up to the first tab or colon; an empty line begins a new block; everything else is
body text. A tab stands for a wide gap.
"""

import math
import unicodedata
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from vitae.domain.anchors import Box
from vitae.domain.document import Document, Line, Link, Page, StyleRun, TextStyle
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section
from vitae.parsing import find_sections, parse_resume, to_json_resume

BODY = TextStyle("Body", 10.0)
STYLES = {
    "# ": TextStyle("Body", 20.0, bold=True),
    "## ": TextStyle("Body", 13.0, bold=True, color=0x224466),
    "* ": TextStyle("Body", 10.0, bold=True),
    "_ ": TextStyle("Body", 10.0, italic=True),
    "> ": BODY,
}


@dataclass(frozen=True)
class Parsed:
    """A document and everything that the parser made of it."""

    document: Document
    sections: tuple[Section, ...]
    resume: ParsedResume

    @property
    def json(self) -> dict[str, Any]:
        return to_json_resume(self.resume)


Build = Callable[..., Document]
Print = Callable[..., Document]
Parse = Callable[..., Parsed]


def outline(document: Document) -> list[tuple[str, str | None]]:
    """Return the kinds and headings of a document's sections."""
    return [(section.kind.value, section.heading) for section in find_sections(document)]


def build_document(marked: str, *, language: str | None = "en", links: Sequence[tuple[str, str]] = ()) -> Document:
    text = ""
    lines: list[Line] = []
    block = 0
    for raw in unicodedata.normalize("NFC", marked).strip("\n").split("\n"):
        if not raw.strip():
            block += 1
            continue
        mark = next((mark for mark in STYLES if raw.startswith(mark)), "")
        style = STYLES.get(mark, BODY)
        is_bullet = raw.startswith("- ")
        shown = f"• {raw[2:]}" if is_bullet else raw[len(mark) :]
        start = len(text)
        text += shown + "\n"
        end = start + len(shown)
        runs: tuple[StyleRun, ...] = (StyleRun(start, end, style),)
        if raw.startswith("> "):
            cut = start + min(i for i in (shown.find("\t"), shown.find(":"), len(shown)) if i >= 0)
            runs = (StyleRun(start, cut, STYLES["* "]), StyleRun(cut, end, BODY))
        lines.append(
            Line(
                start,
                end,
                style,
                runs,
                block=block,
                is_list_item=is_bullet,
                content_start=start + 2 if is_bullet else start,
                path=f"line[{len(lines)}]",
            )
        )
    places = tuple(Link(text.index(words), text.index(words) + len(words), url) for words, url in links)
    return Document("0" * 64, "text/plain", len(text), text, tuple(lines), links=places, language=language)


CHARACTER = 5.0
"""Points that every printed character is wide."""


def print_document(printed: Sequence[tuple[float, float, str]], *, language: str | None = "en") -> Document:
    """Return a page on which each text stands at its place in points, in the order given.

    The marks are those of `build_document`; texts of one left edge and 13 points apart are one block, what stands
    right of the middle is the second column.
    """
    text = ""
    lines: list[Line] = []
    boxes = array("f")
    block = 0
    for x, y, raw in printed:
        mark = next((mark for mark in STYLES if raw.startswith(mark)), "")
        shown, style = raw[len(mark) :], STYLES.get(mark, BODY)
        start, end = len(text), len(text) + len(shown)
        for nth, character in enumerate(f"{shown}\n"):
            left = x + CHARACTER * nth
            place = (math.nan,) * 4 if character.isspace() else (left, y, left + CHARACTER, y + 10)
            boxes.extend(place)
        text += shown + "\n"
        box = Box(x, y, x + CHARACTER * len(shown), y + 10)
        before = lines[-1].box if lines else None
        block += before is None or before.x0 != x or not 0 < y - before.y0 <= 13
        runs = (StyleRun(start, end, style),)
        lines.append(Line(start, end, style, runs, page=1, box=box, block=block, column=int(x >= 300)))
    return Document(
        "0" * 64,
        "application/pdf",
        len(text),
        text,
        tuple(lines),
        (Page(1, 595, 842),),
        language=language,
        char_boxes=boxes,
    )


@pytest.fixture
def printed() -> Print:
    return print_document


@pytest.fixture
def build() -> Build:
    return build_document


@pytest.fixture
def parse() -> Parse:
    def parse_marked(marked: str | Document, **options: Any) -> Parsed:
        document = build_document(marked, **options) if isinstance(marked, str) else marked
        sections = find_sections(document)
        return Parsed(document, sections, parse_resume(document, sections))

    return parse_marked
