"""Form fields: what was filled in is read where it stands, as if it had been printed there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, cast, create_string_buffer
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from vitae.documents.pdf import calls
from vitae.documents.pdf.frame import PageFrame
from vitae.documents.pdf.glyphs import PageGlyphs
from vitae.documents.pdf.links import LinkArea, read_link_areas
from vitae.documents.pdf.opening import open_page
from vitae.documents.pdf.words import Word, Words
from vitae.domain.anchors import Box
from vitae.domain.document import HiddenKind, HiddenText

_OF_TEXT = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_MAX_FIELDS = 1_000
"""On one page; what is beyond is not looked at."""
_MAX_VALUE_BYTES = 40_000
_MAX_DEPTH = 4
"""Of groups within groups; a field is drawn by two."""
_MOST_COMPARED = 4_000_000
"""Pairs of words of fields and other words; with more, the fields stay where they are drawn, behind the page."""
_SAME_ROW = 0.6
"""Ems that the baselines of a label and of its field may differ."""


@contextmanager
def filled_form(document: Any) -> Iterator[Any]:
    """Hold what knows and draws form fields; it runs no script and has no way to ask for anything."""
    callbacks = pdfium.FPDF_FORMFILLINFO(version=2)  # PDFium keeps its address for as long as the form is held
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document, byref(callbacks))
    try:
        pdfium.FPDF_SetFormFieldHighlightAlpha(form, 0)
        yield form
    finally:
        pdfium.FPDFDOC_ExitFormFillEnvironment(form)


@dataclass(frozen=True, slots=True)
class Fields:
    """What was filled in on a page."""

    printed_from: int | None = None
    """The index of the first object of the page that draws fields; None where there is none."""
    hidden: tuple[HiddenText, ...] = ()
    """The values of fields that are not shown."""
    links: tuple[LinkArea, ...] = ()
    """Those of the page, which go when fields are printed on it."""

    def in_place(self, page: Any, glyphs: PageGlyphs) -> PageGlyphs:
        """Return the glyphs with the words of the fields, which are drawn last, behind what stands before them."""
        if self.printed_from is None:
            return glyphs
        drawn = set(_texts_within(page, self.printed_from))
        return replace(glyphs, words=_in_place(glyphs.words, drawn))


NO_FIELDS = Fields()


@dataclass(frozen=True, slots=True)
class FieldPrinter:
    """Makes the fields of a document part of its pages, in memory."""

    document: Any
    has_form: bool

    @classmethod
    def of(cls, document: Any) -> "FieldPrinter":
        """Return the printer of an open document."""
        return cls(document, pdfium.FPDF_GetFormType(document) != pdfium.FORMTYPE_NONE)

    def print(self, number: int) -> Fields:
        """Print the fields of a page on it, which is opened for that and closed again.

        Raises:
            DocumentCorrupt: the page is damaged.
        """
        if not self.has_form or not self._has_annotations(number):
            return NO_FIELDS
        with filled_form(self.document) as form, open_page(self.document, number) as page:
            pdfium.FORM_OnAfterLoadPage(page, form)  # it draws what the file leaves to its reader to draw
            fields = list(_fields(page, form))
            pdfium.FORM_OnBeforeClosePage(page, form)
            if not fields:
                return NO_FIELDS
            frame = PageFrame.of(page)
            links = read_link_areas(self.document, page, frame)
            count = pdfium.FPDFPage_CountObjects(page)
            is_printed = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
            hidden = (
                HiddenText(HiddenKind.INVISIBLE_MODE, field.value, number, (_rounded(frame.box(*field.sides)),))
                for field in fields
                if not field.is_shown
            )
            return Fields(count, tuple(hidden), links) if is_printed else Fields(hidden=tuple(hidden))

    def _has_annotations(self, number: int) -> bool:
        with open_page(self.document, number) as page:
            return bool(pdfium.FPDFPage_GetAnnotCount(page) > 0)


class _Field(NamedTuple):
    """One that has a text for its value."""

    value: str
    sides: tuple[float, float, float, float]
    """Left, bottom, right and top in PDF space."""
    is_shown: bool


def _fields(page: Any, form: Any) -> Iterator[_Field]:
    """Yield the fields of an open page that are filled in, in the order of the file."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MAX_FIELDS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            flags = pdfium.FPDFAnnot_GetFlags(annotation)
            if flags & _UNSEEN:
                pdfium.FPDFAnnot_SetFlags(annotation, flags | pdfium.FPDF_ANNOT_FLAG_HIDDEN)  # the only one it heeds
            if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) in _OF_TEXT and (value := _value(form, annotation)):
                sides = pdfium.FS_RECTF()
                pdfium.FPDFAnnot_GetRect(annotation, byref(sides))
                yield _Field(value, (sides.left, sides.bottom, sides.right, sides.top), not flags & _UNSEEN)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _value(form: Any, annotation: Any) -> str:
    length = pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    if not 2 < length <= _MAX_VALUE_BYTES:  # two bytes are the end of an empty one
        return ""
    buffer = create_string_buffer(length)
    pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, cast(buffer, POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", errors="replace").strip()


def _texts_within(page: Any, first: int) -> Iterator[int]:
    """Yield the addresses of the text objects in the objects of an open page from an index on, those in groups too."""
    address = calls.address_of(page)
    waiting = [(calls.get_object(address, index), 0) for index in range(first, pdfium.FPDFPage_CountObjects(page))]
    while waiting:
        item, depth = waiting.pop()
        kind = calls.get_type(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            count = pdfium.FPDFFormObj_CountObjects(cast(item, pdfium.FPDF_PAGEOBJECT))
            waiting += [(calls.get_form_object(item, index), depth + 1) for index in range(count)]


def _rounded(box: Box) -> Box:
    return Box(*(round(side, 2) for side in box))


def _in_place(words: Words, drawn: set[int]) -> Words:
    """Return the words, those of the given text objects behind what stands before them in their row, or above them."""
    if sum(item in drawn for item in words.text_objects) * len(words) > _MOST_COMPARED:
        return words
    rows = list(words)
    order = [index for index, word in enumerate(rows) if word.text_object not in drawn]
    fields = [index for index, word in enumerate(rows) if word.text_object in drawn]
    for _, run in groupby(fields, key=lambda index: rows[index].text_object):
        own = list(run)
        at = _place_of(rows[own[0]], [rows[index] for index in order])
        order[at:at] = own
    follows = [index > 0 and before == index - 1 for before, index in pairwise((-1, *order))]
    moved = words.at(order)
    return replace(moved, glued=moved.glued & follows)


def _place_of(field: Word, words: Sequence[Word]) -> int:
    """Return before which word a field is read: after its left neighbour, else after the row above."""
    slack = _SAME_ROW * field.style.size
    row = [at for at, word in enumerate(words) if abs(word.baseline - field.baseline) <= slack]
    if beside := [at for at in row if words[at].x1 <= field.x0 + slack]:
        return 1 + max(beside, key=lambda at: words[at].x1)
    above = [at for at, word in enumerate(words) if word.baseline < field.baseline - slack]
    over = [at for at in above if words[at].x0 < field.x1 and field.x0 < words[at].x1]
    last = max(over or above, key=lambda at: words[at].baseline, default=-1)
    while 0 <= last < len(words) - 1 and abs(words[last + 1].baseline - words[last].baseline) <= slack:
        last += 1
    return 1 + last
