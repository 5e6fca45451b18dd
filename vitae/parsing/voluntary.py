"""Unpaid work that stands among the jobs: its title says so, or a word beside it."""

import re
from collections.abc import Iterable

from vitae.domain.document import Document
from vitae.domain.resume import VolunteerEntry, WorkEntry
from vitae.parsing.titles import CLEARLY, is_field, title_evidence
from vitae.parsing.wording import Phrasebook, folded_words, phrases_of, words_in, words_of

_ASIDES = re.compile(r"[(),;\t|·•–—]|\s[-/]\s")
"""What parts what is said about a job from its title and its employer."""


def _words(key: str) -> Phrasebook[bool]:
    return phrases_of("employment", "voluntary", key)


def is_voluntary(title: str) -> bool:
    """Return whether a title says that nobody was paid: ``Volunteer``, and no ``Volunteer Coordinator``.

    A field right behind the word is one of the paid: ``Volunteer Services``, and no ``Volunteer, Services``.
    """
    words = folded_words(title)
    if words in _words("phrases").entries or _is_year_of_service(words):
        return True
    match = _words("openings").first(words)
    if match is None or match.first > 0:
        return False
    rest = words[match.stop :]
    if _words("phrases").find(rest):
        return True
    behind = title[words_of(title)[match.stop - 1].end :]
    paid = words_in("employment", "voluntary", "paid")
    is_of_field = behind[:1] == " " and behind[1:2].isalpha() and (rest[0] in paid or is_field(behind))
    return not is_of_field and title_evidence(" ".join(rest)) < CLEARLY


def _is_year_of_service(words: tuple[str, ...]) -> bool:
    """Return whether a title is a year of voluntary service; nobody who runs such a service is named before it."""
    year = _words("years").first(words)
    if year is None:
        return False
    before = words[: year.first]
    return title_evidence(" ".join(before)) < CLEARLY or bool(_words("openings").find(before))


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
    unpaid = _words("unpaid").entries
    return any(folded_words(part) in unpaid for line in lines for part in _ASIDES.split(line)[1:] if part.strip())


def _line_at(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
