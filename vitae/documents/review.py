"""What a review leaves behind in a document that was written by a word processor."""

from collections.abc import Sequence

from lxml import etree

REVIEW_FLAGS = ("comments", "tracked_changes")


def marks_of_review(body: etree._Element, comments: Sequence[str], changes: Sequence[str]) -> set[str]:
    """Return which of `REVIEW_FLAGS` hold: whether elements with these tags are left in the body.

    Args:
        body: The document's own text.
        comments: Tags of somebody's remarks.
        changes: Tags of changes that are neither accepted nor refused.
    """
    tags = zip(REVIEW_FLAGS, (comments, changes), strict=True)
    return {flag for flag, marks in tags if next(body.iter(*marks), None) is not None}
