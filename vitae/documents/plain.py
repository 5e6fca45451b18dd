"""Plain text of any common encoding."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from vitae.documents.builder import DocumentBuilder, LineDraft
from vitae.documents.hyphens import Join, Vocabulary
from vitae.documents.limits import Limits
from vitae.documents.reading import Reading, reading_of
from vitae.documents.text_encoding import decode
from vitae.domain.errors import DocumentEmpty

_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]+")
_WIDE_GAP = 3
"""Blanks: with fewer than these, words are only spaced out."""
_RULE = re.compile(r"\s*([=\-_*~#—–])\1{2,}\s*")
_MAX_HEADING = 60


def read_text(data: bytes, limits: Limits) -> Reading:
    """Read text; a tab or three blanks and more within a line become one tab.

    Raises:
        UnsupportedMediaType: the bytes are no text in any encoding we can tell.
        DocumentEmpty: there is nothing but white space.
    """
    text, issues = decode(data)
    builder = DocumentBuilder(limits.max_characters)
    builder.add_all(drafts_of_text(text))
    if not builder.lines:
        raise DocumentEmpty("The document has nothing but white space.")
    return reading_of(builder, issues=issues)


def drafts_of_text(text: str) -> Iterator[LineDraft]:
    """Yield the printed lines; a rule is no text, but it makes the line above it a heading.

    A word that a hyphen breaks at the end of a line goes on in the next one, as in print.
    """
    lines = _LINE_ENDS.split(text)
    vocabulary = Vocabulary(lines, hyphenates=False)
    block, joins = 0, False
    for index, (line, following) in enumerate(zip_longest(lines, lines[1:], fillvalue="")):
        printed = line.strip()
        if not printed:
            block += 1
        elif not _RULE.fullmatch(line):
            join = vocabulary.join(printed, following.lstrip())
            yield LineDraft(
                _BLANKS.sub(_one_blank, printed[:-1] if join is Join.DROP else printed),
                block=block,
                path=f"line[{index}]",
                heading_level=1 if _RULE.fullmatch(following) and len(line) <= _MAX_HEADING else None,
                joins=joins,
            )
            joins = join is not Join.NONE


def _one_blank(blanks: "re.Match[str]") -> str:
    return "\t" if "\t" in blanks[0] or len(blanks[0]) >= _WIDE_GAP else " "
