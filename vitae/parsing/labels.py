"""Labels in front of the parts of an entry, such as ``Employer:`` and ``Period:``, and of its list of tasks."""

import re

from msgspec.structs import replace

from vitae.parsing.rows import Row
from vitae.parsing.wording import phrases_of

_LABEL = re.compile(r"([^\W\d_][^:\n\t]{1,28}?)\s*(?::|\t)[ \t]*(?=\S)")
_BEFORE_LIST = re.compile(r"[^\W\d_][^\n\t]{1,40}\t+(?=[•▪◦●■‣∙]\s)")
"""A label in a cell of its own beside the first item of a list (``Main activities``)."""


def without_label(row: Row) -> Row:
    """Return a row without the label at its beginning: that of a part of an entry, or that of a list it begins."""
    if "\t" in row.text and (before := _BEFORE_LIST.match(row.text)) is not None:
        item = row.piece.cut(before.end() + 1, len(row.text)).trimmed()
        return replace(row.showing(item), is_bullet=True)
    label = _LABEL.match(row.text) if ":" in row.text or "\t" in row.text else None
    if label is None or phrases_of("entries", "labels").exact(label[1]) is None:
        return row
    return row.showing(row.piece.cut(label.end(), len(row.text)).trimmed())
