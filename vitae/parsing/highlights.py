"""The text of an entry: bullets as highlights, paragraphs as a summary."""

from collections.abc import Sequence

from vitae.domain.document import Document
from vitae.domain.resume import Text
from vitae.parsing.prose import ends_sentence, joined, starts_lower
from vitae.parsing.rows import Row

_BULLETS, _BARE_LINES, _PARAGRAPH = 0.95, 0.85, 0.85
_CONTINUES = 3.0
"""Points by which the next printed line of a bullet may stand away from its first letter."""


def read_body(document: Document, rows: Sequence[Row]) -> tuple[Text | None, tuple[Text, ...]]:
    """Return the paragraph and the highlights of an entry's text.

    Printed lines of one bullet are one highlight. Without bullets, lines that each begin a sentence
    are highlights; a single paragraph is a summary.
    """
    if not rows:
        return None, ()
    groups = _grouped(rows)
    if any(row.is_bullet for row in rows):
        lead = [group for group in groups if not group[0].is_bullet]
        before = lead[0] if lead and groups[0] is lead[0] else None
        summary = joined(document, before, confidence=_PARAGRAPH) if before is not None else None
        rest = groups[1:] if before is not None else groups
        return summary, tuple(joined(document, group, confidence=_BULLETS) for group in rest)
    if len(groups) == 1:
        return joined(document, groups[0], confidence=_PARAGRAPH), ()
    return None, tuple(joined(document, group, confidence=_BARE_LINES) for group in groups)


def _grouped(rows: Sequence[Row]) -> list[list[Row]]:
    """Put printed lines together that are one bullet or one sentence."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and not row.is_bullet and _goes_on(groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _goes_on(before: Row, row: Row) -> bool:
    if row.start == before.end or starts_lower(row.text):
        return True
    if before.is_bullet or row.line.box is None:
        return before.is_bullet and not ends_sentence(before.text) and row.line.box is not None
    return (
        not ends_sentence(before.text) and not before.text.endswith((":", ";")) and row.line.block == before.line.block
    )
