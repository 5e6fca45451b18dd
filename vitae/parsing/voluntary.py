"""Unpaid work that stands among the jobs: its title says so, or a word beside it."""

import re
from collections.abc import Iterable
from functools import cache

from vitae.domain.document import Document
from vitae.domain.resume import VolunteerEntry, WorkEntry
from vitae.lexicons.files import read_toml
from vitae.parsing.titles import CLEARLY, is_field, title_evidence
from vitae.parsing.wording import Phrasebook, folded_words, words_of

_ASIDES = re.compile(r"[(),;\t|·•–—]|\s[-/]\s")
"""What parts what is said about a job from its title and its employer."""


@cache
def _openings() -> Phrasebook[bool]:
    return _book("openings")


@cache
def _phrases() -> Phrasebook[bool]:
    return _book("phrases")


@cache
def _years() -> Phrasebook[bool]:
    return _book("years")


@cache
def _unpaid() -> Phrasebook[bool]:
    return _book("unpaid")


def _book(key: str) -> Phrasebook[bool]:
    return Phrasebook.of((phrase, True) for phrase in read_toml("employment")["voluntary"][key])


@cache
def _paid() -> frozenset[str]:
    return frozenset(read_toml("employment")["voluntary"]["paid"])


def is_voluntary(title: str) -> bool:
    """Return whether a title says that nobody was paid: ``Volunteer``, and no ``Volunteer Coordinator``.

    A field right behind the word is one of the paid: ``Volunteer Services``, and no ``Volunteer, Services``.
    """
    words = folded_words(title)
    if words in _phrases().entries or _is_year_of_service(words):
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


def _is_year_of_service(words: tuple[str, ...]) -> bool:
    """Return whether a title is a year of voluntary service; nobody who runs such a service is named before it."""
    year = _years().first(words)
    if year is None:
        return False
    before = words[: year.first]
    return title_evidence(" ".join(before)) < CLEARLY or bool(_openings().find(before))


def without_voluntary(
    document: Document, jobs: Iterable[WorkEntry]
) -> tuple[tuple[WorkEntry, ...], tuple[VolunteerEntry, ...]]:
    """Return the jobs, and apart from them the unpaid work."""
    paid: list[WorkEntry] = []
    unpaid: list[VolunteerEntry] = []
    for job in jobs:
        if job.position is not None and (is_voluntary(job.position.value) or _is_called_unpaid(document, job)):
            text = (job.summary,) if job.summary is not None else ()
            unpaid.append(VolunteerEntry(job.anchor, job.name, job.position, job.period, (*text, *job.highlights)))
        else:
            paid.append(job)
    return tuple(paid), tuple(unpaid)


def _is_called_unpaid(document: Document, job: WorkEntry) -> bool:
    """Return whether something apart on the line of the title or the employer says that nobody was paid."""
    values = [value for value in (job.position, job.name) if value is not None]
    lines = dict.fromkeys(_line_at(document.text, anchor.start) for value in values for anchor in value.anchors)
    return any(
        folded_words(part) in _unpaid().entries for line in lines for part in _ASIDES.split(line)[1:] if part.strip()
    )


def _line_at(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
