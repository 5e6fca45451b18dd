"""Markdown: turned into the page that it stands for, and read as one."""

import re
from dataclasses import replace

from vitae.documents.html.reader import read_page
from vitae.documents.limits import Limits
from vitae.documents.reading import Issue, Reading
from vitae.documents.text_encoding import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FRONT_MATTER_WITHIN = 4_096
_MOST_SOURCE = 4
"""Characters of source that are looked at for each that may be kept."""


def read_markdown(data: bytes, limits: Limits) -> Reading:
    """Read Markdown by CommonMark's rules, with tables; a line break in the source stays one.

    In prose a browser would join such lines. Résumés put facts on lines of their own, and
    lines of prose that are broken are joined by whoever reads prose, in every format.

    Raises:
        DocumentEmpty: the page shows no text.
        UnsupportedMediaType: the bytes are no text in any encoding we can tell.
    """
    from markdown_it import MarkdownIt

    text, issues = decode(data)
    most = _MOST_SOURCE * limits.max_characters
    source = _without_front_matter(text[:most].replace("\r\n", "\n"))
    page = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"]).render(source)
    reading = read_page(f"<html><body>{page}</body></html>", limits, issues)
    if len(text) > most:
        cut = Issue(f"Only the first {most:,} characters of the source were read; the document has more.", 0.7)
        return replace(reading, issues=(*reading.issues, cut))
    return reading


def _without_front_matter(source: str) -> str:
    """Return the source with the fields of a front matter as lines of text instead of a heading."""
    found = _FRONT_MATTER.match(source[:_FRONT_MATTER_WITHIN])
    return f"{found[1]}\n{source[found.end() :]}" if found else source
