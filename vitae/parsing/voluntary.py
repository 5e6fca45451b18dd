"""Unpaid work that stands among the jobs: its title says so."""

from collections.abc import Iterable
from functools import cache

from vitae.domain.resume import VolunteerEntry, WorkEntry
from vitae.lexicons.files import read_toml
from vitae.parsing.titles import title_evidence
from vitae.parsing.wording import Phrasebook, folded_words

_A_TITLE = 3.0
"""Evidence from which words are a job title."""


@cache
def _openings() -> Phrasebook[bool]:
    return Phrasebook.of((word, True) for word in read_toml("employment")["voluntary"]["openings"])


@cache
def _phrases() -> Phrasebook[bool]:
    return Phrasebook.of((phrase, True) for phrase in read_toml("employment")["voluntary"]["phrases"])


def is_voluntary(title: str) -> bool:
    """Return whether a title says that nobody was paid: ``Volunteer``, and no ``Volunteer Coordinator``."""
    words = folded_words(title)
    if words in _phrases().entries:
        return True
    match = _openings().first(words)
    if match is None or match.first > 0:
        return False
    rest = words[match.stop :]
    return bool(_phrases().find(rest)) or title_evidence(" ".join(rest)) < _A_TITLE


def without_voluntary(jobs: Iterable[WorkEntry]) -> tuple[tuple[WorkEntry, ...], tuple[VolunteerEntry, ...]]:
    """Return the jobs, and apart from them the unpaid work."""
    paid: list[WorkEntry] = []
    unpaid: list[VolunteerEntry] = []
    for job in jobs:
        if job.position is not None and is_voluntary(job.position.value):
            text = (job.summary,) if job.summary is not None else ()
            unpaid.append(VolunteerEntry(job.anchor, job.name, job.position, job.period, (*text, *job.highlights)))
        else:
            paid.append(job)
    return tuple(paid), tuple(unpaid)
