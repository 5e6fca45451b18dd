"""The layouts: each sets a person in one design and format."""

from benchmarks.accuracy.layouts import (
    academic,
    classic,
    compact,
    form,
    newspaper,
    open_document,
    rails,
    rich_text,
    scrambled,
    sidebars,
    text,
    timeline,
    web,
    word,
)
from benchmarks.accuracy.layouts.layout import Layout

LAYOUTS: tuple[Layout, ...] = (
    classic.LAYOUT,
    newspaper.LAYOUT,
    sidebars.LEFT,
    sidebars.RIGHT,
    rails.DATES,
    rails.LABELS,
    compact.LAYOUT,
    timeline.LAYOUT,
    academic.LAYOUT,
    scrambled.LAYOUT,
    form.LAYOUT,
    word.PLAIN,
    word.TABLE,
    word.HEADER,
    word.TEXT_BOX,
    text.LAYOUT,
    web.LAYOUT,
    rich_text.LAYOUT,
    open_document.LAYOUT,
)
"""In an order in which designs that are alike do not all go to the same people."""

__all__ = ["LAYOUTS", "Layout"]
