"""How far the text of a document can be trusted."""

import re
from collections.abc import Iterable

from vitae.documents.reading import Issue
from vitae.domain.document import Quality

_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_FIRST_BYTES = (b"\xee", b"\xef")
"""Of each of them in UTF-8, and of little else: a look for two bytes takes a tenth of the time."""
_TOLERATED_SHARE = 0.002  # one unreadable character in five hundred changes nothing for a reader


def assess_quality(text: str, issues: Iterable[Issue]) -> Quality:
    """Return the product of all factors, rounded to hundredths, and the reasons for what is missing from 1."""
    found = [*issues, *_unreadable_characters(text)]
    score = 1.0
    for issue in found:
        score *= issue.factor
    return Quality(round(score, 2), tuple(issue.reason for issue in found))


def _unreadable_characters(text: str) -> Iterable[Issue]:
    written = text.encode("utf-8", "replace")
    if not any(byte in written for byte in _FIRST_BYTES):
        return
    lost = len(_UNREADABLE.findall(text))
    share = lost / len(text) if text else 0.0
    if share > _TOLERATED_SHARE:
        yield Issue(f"{lost} of {len(text)} characters cannot be read.", max(0.1, 1.0 - 3 * share))
