"""The words that name somebody, some organisation or some place in this résumé."""

import re
from collections.abc import Iterator

from vitae.domain.resume import Location, ParsedResume, Text
from vitae.lexicons.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def named_words(resume: ParsedResume) -> frozenset[str]:
    """Return the folded words of all names and places that were read from the résumé."""
    return frozenset(word for name in _names(resume) if name for word in _WORD.findall(fold(name.value)))


def _names(resume: ParsedResume) -> Iterator[Text | None]:
    yield resume.contact.name
    yield from _places(resume.contact.location)
    for job in resume.work:
        yield from (job.name, job.location)
    for course in resume.education:
        yield from (course.institution, course.location)
    yield from (reference.name for reference in resume.references)
    yield from (entry.organization for entry in resume.volunteer)


def _places(location: Location | None) -> Iterator[Text | None]:
    if location is not None:
        yield from (location.city, location.region, location.address)
