"""How far the text of a document can be trusted."""

from collections.abc import Iterable

from vitae.documents.reading import Issue
from vitae.domain.document import Quality

_TOLERATED_SHARE = 0.002  # one unreadable character in five hundred changes nothing for a reader


def assess_quality(text: str, issues: Iterable[Issue]) -> Quality:
    """Return the product of all factors, rounded to hundredths, and the reasons for what is missing from 1."""
    found = [*issues, *_unreadable_characters(text)]
    score = 1.0
    for issue in found:
        score *= issue.factor
    return Quality(round(score, 2), tuple(issue.reason for issue in found))


def _unreadable_characters(text: str) -> Iterable[Issue]:
    lost = sum(1 for character in text if character == "\ufffd" or "\ue000" <= character <= "\uf8ff")
    share = lost / len(text) if text else 0.0
    if share > _TOLERATED_SHARE:
        yield Issue(f"{lost} of {len(text)} characters cannot be read.", max(0.1, 1.0 - 3 * share))
