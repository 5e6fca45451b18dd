"""Small documents from plain lines, cut into sections, without any reader or parser."""

from collections.abc import Callable
from datetime import date

import pytest

from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section, SectionKind
from vitae.facts import AnalysisContext

BULLETS = ("• ", "- ", "▪ ")

MakeContext = Callable[..., AnalysisContext]


def make_document(lines: list[str]) -> Document:
    """Return a document with one `Line` for each string; a bullet makes it a list item."""
    made: list[Line] = []
    start = 0
    for index, text in enumerate(lines):
        bullet = next((bullet for bullet in BULLETS if text.startswith(bullet)), "")
        made.append(
            Line(
                start,
                start + len(text),
                TextStyle("Body", 10.0),
                path=f"line[{index}]",
                is_list_item=bool(bullet),
                content_start=start + len(bullet),
            )
        )
        start += len(text) + 1
    text = "\n".join(lines)
    return Document(sha256="0" * 64, media_type="text/plain", size=len(text), text=text, lines=tuple(made))


@pytest.fixture
def context_of() -> MakeContext:
    """Make a context from sections given as ``kind="line\\nline"``, in order; `resume` is built from the document."""

    def make(
        *, resume: Callable[[Document], ParsedResume] = lambda document: ParsedResume(), **sections: str
    ) -> AnalysisContext:
        lines: list[str] = []
        spans: list[tuple[str, int, int]] = []
        for kind, body in sections.items():
            first = len(lines)
            lines.extend(body.split("\n"))
            spans.append((kind, first, len(lines)))
        document = make_document(lines)
        made = tuple(
            Section(f"s{number}", SectionKind(kind), None, None, first, stop, ())
            for number, (kind, first, stop) in enumerate(spans, start=1)
        )
        return AnalysisContext(document, made, resume(document), date(2026, 11, 22))

    return make
