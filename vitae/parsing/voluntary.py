"""Unpaid work that stands among the jobs: its title says so."""

from collections.abc import Iterable
from functools import cache

from vitae.domain.resume import VolunteerEntry, WorkEntry
from vitae.lexicons.files import read_toml
from vitae.parsing.titles import CLEARLY, is_field, title_evidence
from vitae.parsing.wording import Phrasebook, folded_words, words_of


@cache
def _openings() -> Phrasebook[bool]:
    return Phrasebook.of((word, True) for word in read_toml("employment")["voluntary"]["openings"])


@cache
def _phrases() -> Phrasebook[bool]:
    return Phrasebook.of((phrase, True) for phrase in read_toml("employment")["voluntary"]["phrases"])


@cache
def _paid() -> frozenset[str]:
    return frozenset(read_toml("employment")["voluntary"]["paid"])


def is_voluntary(title: str) -> bool:
    """Return whether a title says that nobody was paid: ``Volunteer``, and no ``Volunteer Coordinator``.

    A field right behind the word is one of the paid: ``Volunteer Services``, and no ``Volunteer, Services``.
    """
    words = folded_words(title)
    if words in _phrases().entries:
        return True
    match = _openings().first(words)
    if match is None or match.first > 0:
        return False
    rest = words[match.stop :]
    if _phrases().find(rest):
        return True
    behind = title[words_of(title)[match.stop - 1].end :]
    is_of_field = behind[:1] == " " and behind[1:2].isalpha() and (rest[0] in _paid() or is_field(behind))
    return not is_of_field and title_evidence(" ".join(rest)) < CLEARLY


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
