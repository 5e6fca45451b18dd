"""Labels in front of the parts of an entry, such as ``Employer:`` and ``Period:``."""

import re

from vitae.parsing.rows import Row
from vitae.parsing.wording import phrases_of

_LABEL = re.compile(r"([^\W\d_][^:\n\t]{1,28}?)\s*(?::|\t)[ \t]*(?=\S)")


def without_label(row: Row) -> Row:
    """Return a row without the label of a part of an entry at its beginning."""
    label = _LABEL.match(row.text) if ":" in row.text or "\t" in row.text else None
    if label is None or phrases_of("entries", "labels").exact(label[1]) is None:
        return row
    return row.showing(row.piece.cut(label.end(), len(row.text)).trimmed())
