"""The inside of an OpenDocument paragraph: characters with their style and links, and the boxes tied to it."""

import re
from dataclasses import dataclass, field

from lxml import etree

from vitae.documents.flow import FlowText
from vitae.documents.odt.styles import DRAW, OFFICE, TEXT, StyleSheet, TextProperties
from vitae.domain.document import HiddenKind

_XLINK = "{http://www.w3.org/1999/xlink}href"
_BLANKS = re.compile(r"[ \t\r\n]+")
_LEFT_OUT = frozenset({
    f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}note-citation", f"{TEXT}ruby-text",
    f"{DRAW}image", f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}plugin",
})  # fmt: skip
"""Comments, what was deleted, and second forms of what is read already."""
_HIDDEN_FIELDS = frozenset({f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"})
_PAGE_NUMBERS = frozenset({f"{TEXT}page-number", f"{TEXT}page-count"})
_BOXES = frozenset({f"{DRAW}text-box", f"{DRAW}custom-shape", f"{DRAW}rect", f"{DRAW}ellipse", f"{TEXT}note-body"})


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph shows."""

    flow: FlowText = field(default_factory=FlowText)
    boxes: list[etree._Element] = field(default_factory=list)
    """Text boxes and notes that are anchored in the paragraph."""
    hidden: list[tuple[HiddenKind, str]] = field(default_factory=list)
    counts_pages: bool = False
    """Whether it prints the number of its page, or of all pages."""


@dataclass(slots=True)
class ParagraphReader:
    """Reads the paragraphs of one part."""

    styles: StyleSheet

    def read(self, paragraph: etree._Element, base: TextProperties) -> ParagraphText:
        """Return what the paragraph shows when its style sets characters as `base`."""
        found = ParagraphText()
        self._walk(paragraph, base, found)
        return found

    def _walk(self, parent: etree._Element, look: TextProperties, found: ParagraphText) -> None:
        self._print(parent.text, look, found)
        for child in parent:
            self._child(child, look, found)
            self._print(child.tail, look, found)

    def _child(self, child: etree._Element, look: TextProperties, found: ParagraphText) -> None:
        tag = child.tag
        if tag == f"{TEXT}span":
            self._walk(child, self.styles.run(child, look), found)
        elif tag == f"{TEXT}a":
            start = found.flow.length
            self._walk(child, look, found)
            url = child.get(_XLINK, "")
            found.flow.link(start, "" if url.startswith("#") else url)
        elif tag == f"{TEXT}tab":
            found.flow.add("\t", look.text_style())
        elif tag == f"{TEXT}line-break":
            found.flow.add("\n", look.text_style())
        elif tag == f"{TEXT}s":
            found.flow.add(" ", look.text_style())
        elif tag in _BOXES:
            found.boxes.append(child)
        elif tag in _HIDDEN_FIELDS:
            found.hidden.append((HiddenKind.INVISIBLE_MODE, "".join(map(str, child.itertext()))))
        elif tag not in _LEFT_OUT:
            found.counts_pages = found.counts_pages or tag in _PAGE_NUMBERS
            self._walk(child, look, found)

    def _print(self, text: str | None, look: TextProperties, found: ParagraphText) -> None:
        if not text:
            return
        if look.concealment:
            found.hidden.append((look.concealment, text))
        else:
            found.flow.add(_BLANKS.sub(" ", text), look.text_style())
