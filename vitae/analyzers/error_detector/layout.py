"""What the page does to a reader, human or machine."""

from collections.abc import Iterator
from textwrap import shorten

from vitae.analyzers.error_detector.places import line_anchor
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.anchors import Anchor
from vitae.domain.document import Document, Line

_SHOWN = 3
_SAMPLE = 80
"""Characters of hidden text that are quoted."""


def no_text_layer(subject: Subject) -> Iterator[Problem]:
    """Yield one problem for a document of pictures: nothing else can be said about it."""
    if not subject.context.document.has_text:
        yield Problem("The document holds no text, only pictures of it.", confidence=1.0)


def multi_column(subject: Subject) -> Iterator[Problem]:
    """Yield a remark on columns side by side, with the first line of each further one."""
    document = subject.context.document
    if "two_column" in document.layout.flags or document.layout.columns > 1:
        message = f"The page has {max(2, document.layout.columns)} columns side by side."
        yield Problem(message, _first_of_columns(document))


def _first_of_columns(document: Document) -> tuple[Anchor, ...]:
    """Return the first line of every column but the leftmost, for the first page that has them."""
    seen: dict[int, Line] = {}
    for line in document.lines:
        if line.column > 0:
            seen.setdefault(line.column, line)
    return tuple(line_anchor(document, seen[column]) for column in sorted(seen))


def scrambled_order(subject: Subject) -> Iterator[Problem]:
    """Yield one problem where the file draws its words in another order than they are read."""
    if "scrambled_order" in subject.context.document.layout.flags:
        yield Problem("The file stores its words in another order than they are read.", confidence=0.8)


def tables(subject: Subject) -> Iterator[Problem]:
    """Yield a remark on tables, with the first cells."""
    document = subject.context.document
    if "table" in document.layout.flags:
        cells = [line for line in document.lines if line.cell is not None][:_SHOWN]
        yield Problem("Text stands in a table.", tuple(line_anchor(document, line) for line in cells))


def text_boxes(subject: Subject) -> Iterator[Problem]:
    """Yield a remark on floating text boxes, with their first lines."""
    document = subject.context.document
    if "text_box" in document.layout.flags:
        lines = [line for line in document.lines if "/txbx[" in (line.path or "")][:_SHOWN]
        yield Problem("Text stands in floating text boxes.", tuple(line_anchor(document, line) for line in lines))


def fonts_unmappable(subject: Subject) -> Iterator[Problem]:
    """Yield one problem where a font does not say which letters its shapes are."""
    if "fonts_unmappable" in subject.context.document.layout.flags:
        yield Problem("A font does not say which letters its shapes stand for; words may be lost.")


def hidden_text(subject: Subject) -> Iterator[Problem]:
    """Yield one problem for text that nobody sees; no anchor, for it is no part of the text."""
    document = subject.context.document
    if "hidden_text" in document.layout.flags:
        yield Problem(f"The document holds text that nobody sees{_sample(document)}; it was left out of all results.")


def _sample(document: Document) -> str:
    """Return how the text is hidden, where it begins, and its first words."""
    if not document.hidden:
        return ""
    kinds = ", ".join(dict.fromkeys(hidden.kind.replace("_", " ") for hidden in document.hidden))
    page = next((f", page {hidden.page}" for hidden in document.hidden if hidden.page is not None), "")
    words = " ".join(" ".join(hidden.text for hidden in document.hidden).split())
    return f" ({kinds}{page}): “{shorten(words, _SAMPLE, placeholder=' …')}”"


def review_marks(subject: Subject) -> Iterator[Problem]:
    """Yield one remark where comments or tracked changes are left in the file."""
    marks = {"comments": "comments", "tracked_changes": "tracked changes"}
    left = [words for flag, words in marks.items() if flag in subject.context.document.layout.flags]
    if left:
        yield Problem(f"The file still holds {' and '.join(left)}.", confidence=0.95)
