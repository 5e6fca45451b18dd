"""Text recognition behind the lock: a second child for documents whose pages turned out to be pictures.

Recognition takes a hundred times longer than reading. Only a document that was read once within
the ordinary limits, and has pictures for pages, gets the time for it.
"""

from dataclasses import replace

from vitae.documents.limits import Limits
from vitae.documents.ocr import find_installation
from vitae.documents.reading import Content, Issue
from vitae.domain.errors import DocumentError

SECONDS_A_PAGE = 3
"""Of the processor and on the clock; a full page takes 0.5 to 1.5, depending on the number of languages."""


def without_recognition(limits: Limits) -> Limits:
    """Return the limits for the first reading."""
    return replace(limits, max_recognised_pages=0)


def awaits_recognition(content: Content, limits: Limits) -> bool:
    """Whether there are pictures that may and can be recognised."""
    may = limits.max_recognised_pages > 0 and "scanned" in content.reading.flags
    return may and find_installation(limits.recognition_languages) is not None


def with_room(limits: Limits, content: Content) -> Limits:
    """Return the limits with time for as many pictures as the document may have."""
    seconds = SECONDS_A_PAGE * min(limits.max_recognised_pages, len(content.reading.pages))
    return replace(
        limits,
        max_cpu_seconds=limits.max_cpu_seconds + seconds,
        max_wall_seconds=limits.max_wall_seconds + seconds,
    )


def unrecognised(content: Content, rejection: DocumentError) -> Content:
    """Return what was read without recognition, with the reason why it came to nothing."""
    issue = Issue(f"Text recognition was given up. {rejection.detail}", 1.0)
    reading = content.reading
    return replace(content, reading=replace(reading, issues=(*reading.issues, issue)))
