"""Small documents from a few marked lines, so that a test reads like the page it is about.

``# `` is the large first line, ``## `` a heading, ``* `` bold, ``_ `` italic, ``- `` a bullet,
``> `` bold up to the first tab or colon; an empty line begins a new block; everything else is
body text. A tab stands for a wide gap.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from vitae.domain.document import Document, Line, Link, StyleRun, TextStyle
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
Parse = Callable[..., Parsed]


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
