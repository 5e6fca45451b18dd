"""Labels in front of the parts of an entry, such as ``Employer:`` and ``Period:``."""

import re
from functools import cache

from vitae.lexicons.files import read_toml
from vitae.parsing.rows import Row
from vitae.parsing.wording import Phrasebook

_LABEL = re.compile(r"([^\W\d_][^:\n\t]{1,28}?)\s*(?::|\t)[ \t]*(?=\S)")


@cache
def _labels() -> Phrasebook[bool]:
    return Phrasebook.of((word, True) for word in read_toml("entries")["labels"]["words"])


def without_label(row: Row) -> Row:
    """Return a row without the label of a part of an entry at its beginning."""
    label = _LABEL.match(row.text) if ":" in row.text or "\t" in row.text else None
    if label is None or _labels().exact(label[1]) is None:
        return row
    return row.showing(row.piece.cut(label.end(), len(row.text)).trimmed())
