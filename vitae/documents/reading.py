"""What the reader of a format hands over: everything but what all formats share."""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from vitae.documents.builder import DocumentBuilder
from vitae.documents.hidden import keep_bounded
from vitae.documents.limits import Limits
from vitae.documents.sniff import MediaType
from vitae.domain.document import HiddenText, Line, Link, Page


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that makes the text less trustworthy."""

    reason: str
    """A sentence for the reader of the report."""
    factor: float
    """What is left of the quality, 0..1; several issues multiply."""


TABLES = Issue("Text stands in tables; which of their cells belong together is told by their rows alone.", 0.98)


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a document in the terms of `vitae.domain.document`."""

    text: str
    lines: tuple[Line, ...]
    links: tuple[Link, ...] = ()
    char_boxes: "array[float]" = field(default_factory=lambda: array("f"))
    pages: tuple[Page, ...] = ()
    columns: int = 1
    flags: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    last_modified: str | None = None
    hidden: tuple[HiddenText, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that is learned from the bytes themselves."""

    media_type: MediaType
    reading: Reading


Reader = Callable[[bytes, Limits], Reading]


def reading_of(
    builder: DocumentBuilder,
    *,
    pages: tuple[Page, ...] = (),
    columns: int = 1,
    flags: tuple[str, ...] = (),
    issues: tuple[Issue, ...] = (),
    last_modified: str | None = None,
    hidden: Iterable[HiddenText] = (),
) -> Reading:
    """Return what the builder has gathered, with an issue when it had to stop early.

    The flags of hidden text and of character tricks are added where there are any, and what the flag of
    tables means for the quality.
    """
    kept = keep_bounded(hidden)
    found = ("hidden_text" if kept else "", "character_tricks" if builder.plays_tricks else "")
    flags = (*flags, *(flag for flag in found if flag and flag not in flags))
    if "table" in flags:
        issues = (*issues, TABLES)
    if builder.is_full:
        cut = Issue(f"Only the first {len(builder.text()):,} characters were read; the document has more.", 0.7)
        issues = (*issues, cut)
    return Reading(
        text=builder.text(),
        lines=tuple(builder.lines),
        links=tuple(builder.links),
        char_boxes=builder.char_boxes,
        pages=pages,
        columns=columns,
        flags=flags,
        issues=issues,
        last_modified=last_modified,
        hidden=kept,
    )
