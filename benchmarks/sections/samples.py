"""The sections of the invented people, set in our layouts: what speaks for the kind of each, and which kind it has."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.accuracy.layouts import Layout
from benchmarks.accuracy.person import PEOPLE, STRANGERS, Person
from benchmarks.accuracy.resumes import assignments, by_names
from benchmarks.accuracy.reworded import Wording, reworded
from vitae.documents import Limits, read_document
from vitae.domain.sections import SectionKind
from vitae.parsing.dated import Dates
from vitae.parsing.headings import lines_of_headings
from vitae.parsing.section_evidence import Evidence
from vitae.parsing.section_kinds import evidence_of_headings

_KEYS: Mapping[SectionKind, str] = {
    SectionKind.SUMMARY: "summary objective goal about profile qualities before",
    SectionKind.SKILLS: "skills competencies strengths civilian_skills",
    SectionKind.CERTIFICATES: "certificates certs courses training licences licence licenses tickets registration "
    "licensure exams medicals records",
    SectionKind.PUBLICATIONS: "publications papers writing",
    SectionKind.AWARDS: "awards grants prizes wins palmares money residencies",
    SectionKind.VOLUNTEER: "volunteer volunteering community giving",
    SectionKind.INTERESTS: "interests hobbies",
    SectionKind.REFERENCES: "references references2 referees people",
    SectionKind.PERSONAL: "personal personal_details",
}
"""The keys of the people's files that mean a kind; their authors chose them freely. What is in none is of no kind."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A section under a heading."""

    person: str
    variant: str
    evidence: Evidence
    kind: SectionKind


def _brief(person: Person) -> Person:
    """Return the person with the latest job and the latest study only, and without what is said about them."""
    work = tuple(replace(post, bullets=()) for post in person.work[:1])
    education = tuple(replace(study, notes=()) for study in person.education[:1])
    return replace(person, work=work, education=education)


VARIANTS: Mapping[str, Callable[[Person], Person]] = {
    "as they are": lambda person: person,
    "other words": lambda person: reworded(person, Wording.WORDS),
    "no words": lambda person: reworded(person, Wording.NOTHING),
    "brief": _brief,
}
"""How everybody is set: under the own headings, under others, under words that say nothing, and as beginners write."""


def samples(processes: int) -> list[Sample]:
    """Return the sections of everybody who is there to tune on, in six layouts and every variant."""
    tasks = [
        (folder, person.id, layout.name, variant)
        for folder in (PEOPLE, STRANGERS)
        for person, layout in assignments(folder)
        if person.split == "tune"
        for variant in VARIANTS
    ]
    with ProcessPoolExecutor(processes) as pool:
        return [sample for found in pool.map(_samples_of, tasks, chunksize=16) for sample in found]


def _samples_of(task: tuple[Path, str, str, str]) -> list[Sample]:
    folder, person_id, layout_name, variant = task
    person, layout = by_names(folder, person_id, layout_name)
    return samples_of(person, variant, layout)


def samples_of(person: Person, variant: str, layout: Layout) -> list[Sample]:
    """Return the sections of a document under the headings that are the person's; other lines are none of them."""
    printed = VARIANTS[variant](person)
    kinds = {_letters(heading): kind_of_key(key) for key, heading in printed.headings.items() if heading}
    document = read_document(layout.render(printed), Limits(), "none")
    return [
        Sample(person.id, variant, evidence, kinds[_letters(heading.text)])
        for heading, evidence in evidence_of_headings(document, lines_of_headings(document), Dates.of(document))
        if evidence is not None and _letters(heading.text) in kinds
    ]


@cache
def kind_of_key(key: str) -> SectionKind:
    """Return the kind of section that a key of a person's headings means."""
    if key in SectionKind.__members__.values():
        return SectionKind(key)
    return next((kind for kind, keys in _KEYS.items() if key in keys.split()), SectionKind.OTHER)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
