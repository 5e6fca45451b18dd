"""Compulsory military or civilian service among the jobs: nobody was employed, but it explains a gap."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from vitae.domain.resume import EmploymentType, WorkEntry
from vitae.parsing.titles import CLEARLY, title_evidence
from vitae.parsing.wording import folded_words, phrases_of

_PARTS = re.compile(r"\s?[(),;:/|–—]\s?|\s-\s")
"""What parts a title from its field, its employer and what is said about it."""
_MOST_BEFORE = 1
"""Words that may qualify a service: ``Compulsory national service``."""


def with_national_service(jobs: Iterable[WorkEntry]) -> tuple[WorkEntry, ...]:
    """Return the jobs; those that were a service to a state have that type of employment."""
    return tuple(
        replace(job, employment_type=EmploymentType.NATIONAL_SERVICE) if _is_service(job) else job for job in jobs
    )


def _is_service(job: WorkEntry) -> bool:
    """Return whether a job's head names a service that one is called up for.

    What only says that it was military (``Military service``) may be a profession: no rank, no title stands beside it.
    """
    head = [value.value for value in (job.position, job.name) if value is not None]
    parts = [part for text in head for part in _PARTS.split(text) if part]
    if any(_opens_as_compulsory(part) for part in parts):
        return True
    is_named = any(phrases_of("employment", "national_service", "service").exact(part) for part in parts)
    return is_named and not any(title_evidence(part) >= CLEARLY for part in parts)


def _opens_as_compulsory(part: str) -> bool:
    match = phrases_of("employment", "national_service", "compulsory").first(folded_words(part))
    return match is not None and match.first <= _MOST_BEFORE
