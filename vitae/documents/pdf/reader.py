"""PDF: opened with PDFium, read page by page, joined to one text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.builder import DocumentBuilder, LineDraft
from vitae.documents.hyphens import HYPHENS, Join, Vocabulary
from vitae.documents.limits import Limits
from vitae.documents.pdf.columns import order_page
from vitae.documents.pdf.form_fields import FieldPrinter, Fields
from vitae.documents.pdf.glyphs import GlyphReader
from vitae.documents.pdf.hidden import HiddenFinder, Sight
from vitae.documents.pdf.lines import PrintedLine, draft_of, join_lines, number_blocks
from vitae.documents.pdf.links import LinkArea, links_of, read_link_areas
from vitae.documents.pdf.margins import read_margins_once
from vitae.documents.pdf.marks import LayerMarks
from vitae.documents.pdf.metadata import hyphenates, last_modified
from vitae.documents.pdf.opening import open_page, open_pdf
from vitae.documents.pdf.pictures import has_pictures
from vitae.documents.pdf.scans import Scan, ScanReader
from vitae.documents.pdf.tables import holds_table
from vitae.documents.reading import TABLES, Issue, Reading, reading_of
from vitae.domain.document import HiddenText, Page
from vitae.domain.errors import DocumentEmpty

_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_UNMAPPABLE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class _ReadPage:
    page: Page
    lines: list[PrintedLine]
    areas: tuple[LinkArea, ...]
    is_picture: bool
    is_scrambled: bool
    is_recognised: bool
    confidence: float | None
    """Of the words that were read from the picture, 0..1; None where none were."""
    hidden: tuple[HiddenText, ...]
    unreadable: int
    """Characters without a Unicode value."""
    characters: int


@dataclass(frozen=True, slots=True)
class _Origin:
    """What the file says of itself."""

    last_modified: str | None
    hyphenates: bool
    page_count: int


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Read the text layer, and pages that are pictures by text recognition where it is installed.

    Without it a document of pictures alone has an empty text and the flag ``scanned``.

    Raises:
        DocumentEncrypted: it opens with a password only.
        DocumentCorrupt: it is damaged or was cut off.
        DocumentEmpty: no page shows anything.
    """
    with open_pdf(data) as (document, count):
        finder, scans = HiddenFinder(LayerMarks.of(data)), ScanReader(limits)
        reader = _PageReader(document, FieldPrinter.of(document), GlyphReader(), finder, scans)
        pages = reader.read(min(count, limits.max_pages), limits.max_characters)
        origin = _Origin(last_modified(document), hyphenates(document), count)
    if not any(page.lines or page.is_picture or page.hidden for page in pages):
        raise DocumentEmpty("No page of the PDF shows text or a picture.")
    return _assemble(pages, origin, limits)


@dataclass(frozen=True, slots=True)
class _PageReader:
    document: Any
    fields: FieldPrinter
    glyphs: GlyphReader
    hidden: HiddenFinder
    scans: ScanReader

    def read(self, count: int, max_characters: int) -> list[_ReadPage]:
        """Read page after page until there are enough characters to fill the document, and one more to tell."""
        pages: list[_ReadPage] = []
        left = max_characters + 1
        for number in range(1, count + 1):
            fields = self.fields.print(number)
            with open_page(self.document, number) as page:
                pages.append(self._page(page, fields, number, left))
            left -= pages[-1].characters
            if left <= 0:
                break
        return pages

    def _page(self, page: Any, fields: Fields, number: int, most: int) -> _ReadPage:
        text_page = pdfium.FPDFText_LoadPage(page)
        try:
            sight = self.hidden.part(page, self.glyphs.read(page, text_page, number, most))
            sight = replace(sight, glyphs=fields.in_place(page, sight.glyphs), hidden=(*sight.hidden, *fields.hidden))
            is_picture = not sight.glyphs.words and has_pictures(page)
            scan = self.scans.read(page, number) if is_picture else None
            areas = (*fields.links, *read_link_areas(self.document, page, sight.glyphs.frame))
            return _read_page(areas, sight, scan, is_picture=is_picture)
        finally:
            pdfium.FPDFText_ClosePage(text_page)


def _read_page(areas: tuple[LinkArea, ...], sight: Sight, scan: Scan | None, *, is_picture: bool) -> _ReadPage:
    read = scan.glyphs if scan else sight.glyphs
    order, frame = order_page(read), read.frame
    return _ReadPage(
        Page(read.number, round(frame.width, 2), round(frame.height, 2)),
        join_lines(order),
        areas,
        is_picture=is_picture,
        is_scrambled=order.is_scrambled and scan is None,  # a picture has no drawing order
        is_recognised=sight.is_recognised,
        confidence=scan.confidence if scan else None,
        hidden=sight.hidden,
        unreadable=len(_UNREADABLE.findall(read.text)),
        characters=len(read.text),
    )


def _assemble(pages: Sequence[_ReadPage], origin: _Origin, limits: Limits) -> Reading:
    lines = read_margins_once([(read.page.height, read.lines) for read in pages])
    number_blocks(lines)
    builder = DocumentBuilder(limits.max_characters)
    vocabulary = Vocabulary([line.text for line in lines], origin.hyphenates)
    builder.add_all(_drafts(lines, vocabulary, {read.page.number: read.areas for read in pages}))
    return reading_of(
        builder,
        pages=tuple(read.page for read in pages),
        columns=1 + max((line.column for line in lines), default=0),
        flags=tuple(_flags(pages)),
        issues=tuple(_issues(pages, origin.page_count)),
        last_modified=origin.last_modified,
        hidden=chain.from_iterable(read.hidden for read in pages),
    )


def _drafts(
    lines: Sequence[PrintedLine], vocabulary: Vocabulary, areas: dict[int, tuple[LinkArea, ...]]
) -> Iterator[LineDraft]:
    join = Join.NONE
    for line, following in zip_longest(lines, lines[1:]):
        joins = join is not Join.NONE
        join = _join(vocabulary, line, following) if following and line.text.endswith(HYPHENS) else Join.NONE
        draft = draft_of(line, drop_last=join is Join.DROP)
        draft.joins = joins
        if areas[line.page] and draft.boxes is not None and draft.box is not None:
            draft.links.extend(links_of(draft.box, draft.boxes, areas[line.page]))
        yield draft


def _join(vocabulary: Vocabulary, line: PrintedLine, following: PrintedLine) -> Join:
    """A word may go on in the next line of its block, or at the top of the next column or page."""
    goes_on = line.block == following.block or following.page != line.page or following.column != line.column
    return vocabulary.join(line.text, following.text) if goes_on else Join.NONE


def _flags(pages: Sequence[_ReadPage]) -> Iterator[str]:
    if any(line.column for read in pages for line in read.lines):
        yield "two_column"
    if any(read.is_picture for read in pages):
        yield "scanned"
    if _unmappable_share(pages) > _UNMAPPABLE_SHARE:
        yield "fonts_unmappable"
    if any(read.is_scrambled for read in pages):
        yield "scrambled_order"
    if any(read.is_recognised for read in pages):
        yield "recognised_text"
    if any(read.confidence is not None for read in pages):
        yield "ocr"


def _issues(pages: Sequence[_ReadPage], page_count: int) -> Iterator[Issue]:
    pictures = [str(read.page.number) for read in pages if read.is_picture and read.confidence is None]
    if not any(read.lines for read in pages):
        yield Issue("The document has no text layer: its pages are pictures.", 0.0)
    elif pictures:
        yield Issue(f"Pages without a text layer: {', '.join(pictures)}.", 1 - 0.8 * len(pictures) / len(pages))
    if any(read.is_recognised for read in pages):
        yield Issue("The pages are pictures; their text was recognised by a program, which makes mistakes.", 0.9)
    yield from _recognition_issues(pages)
    if page_count > len(pages):
        yield Issue(f"Only the first {len(pages)} of {page_count} pages were read.", 0.7)
    if _unmappable_share(pages) > _UNMAPPABLE_SHARE:
        yield Issue("The fonts do not say which letters their glyphs stand for.", 0.2)
    if any(holds_table(read.lines) for read in pages):
        yield TABLES
    if any(read.is_scrambled for read in pages):
        yield Issue("The text is drawn in no sensible order; it was put in order by its place on the page.", 0.7)


def _recognition_issues(pages: Sequence[_ReadPage]) -> Iterator[Issue]:
    """Yield how far what was read from pictures can be trusted: as far as those who read it did, letter by letter."""
    scans = [(read.page.number, read.characters, read.confidence) for read in pages if read.confidence is not None]
    if scans:
        mean = sum(count * confidence for _, count, confidence in scans) / sum(count for _, count, _ in scans)
        numbers = ", ".join(str(number) for number, _, _ in scans)
        reason = f"Pages that are pictures were read by text recognition, with a confidence of {mean:.0%}: {numbers}."
        yield Issue(reason, mean)


def _unmappable_share(pages: Sequence[_ReadPage]) -> float:
    return sum(read.unreadable for read in pages) / max(1, sum(read.characters for read in pages))
