"""The suites of whole résumés: each person in several layouts, or formats, analysed and judged."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import vitae
from benchmarks.accuracy.basics import judge_basics
from benchmarks.accuracy.entries import judge_education, judge_work
from benchmarks.accuracy.experience import AS_OF
from benchmarks.accuracy.findings import judge_findings
from benchmarks.accuracy.formats import FORMATS
from benchmarks.accuracy.judged import Json, Judgement
from benchmarks.accuracy.layouts import LAYOUTS, Layout
from benchmarks.accuracy.person import PEOPLE, Person, people
from benchmarks.accuracy.reworded import Wording, reworded

LAYOUTS_A_PERSON = 6
_HERE = Path(__file__).parent
_STEP = 7
"""Shares no divisor with the number of layouts, so that a round meets each of them once."""


@dataclass(frozen=True, slots=True)
class Document:
    """A person in a layout, and what the analysis made of it."""

    person: Person
    layout: str
    suffix: str
    judgement: Judgement

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.person.id}.{self.layout}.{self.suffix}"


def documents(
    folder: Path,
    processes: int,
    output: Path | None = None,
    *,
    layouts: Sequence[Layout] = LAYOUTS,
    every_layout: bool = False,
    wording: Wording | None = None,
) -> list[Document]:
    """Set, analyse and judge the people of a folder; with `output` the files are written there.

    With a `wording` these are the people of the tuning part only, in the same layouts, under other headings.
    """
    assigned = assignments(folder, layouts, every_layout=every_layout)
    settings = [
        (folder, person.id, layout.name, wording)
        for person, layout in assigned
        if wording is None or person.split == "tune"
    ]
    if processes == 1:
        return [_judged(setting, output) for setting in settings]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(_judged, settings, [output] * len(settings), chunksize=4))


def assignments(
    folder: Path = PEOPLE, layouts: Sequence[Layout] = LAYOUTS, *, every_layout: bool = False
) -> Iterator[tuple[Person, Layout]]:
    """Yield who is set in which layout: a round through all layouts that goes on from person to person.

    Those who measure come first, so that each part of the people has its share of every layout.
    """
    count = len(layouts) if every_layout else LAYOUTS_A_PERSON
    for at, person in enumerate(sorted(people(folder), key=lambda person: person.split)):
        for turn in range(at * count, (at + 1) * count):
            yield person, layouts[turn * _STEP % len(layouts)]


@cache
def digest(folder: Path = PEOPLE) -> str:
    """Return the digest of all that the documents are made of: people, fonts and the code of the layouts."""
    return _digest(*folder.glob("*.toml"), *_HERE.glob("layouts/*.py"), *_HERE.glob("fonts/*.ttf"))


@cache
def digest_of_formats() -> str:
    """Return the digest of what the documents of the formats are made of: people, their content, and code."""
    return _digest(*PEOPLE.glob("*.toml"), *_HERE.glob("formats/*.py"), _HERE / "layouts" / "content.py")


def _digest(*parts: Path) -> str:
    whole = sha256()
    for part in sorted(parts):
        whole.update(part.name.encode() + sha256(part.read_bytes()).digest())
    return whole.hexdigest()


def judged(person: Person, layout: Layout, output: Path | None = None) -> Document:
    """Set, analyse and judge one person in one layout."""
    data = layout.render(person)
    document = Document(person, layout.name, layout.suffix, Judgement())
    if output:
        (output / document.name).write_bytes(data)
    report = vitae.analyze(data, as_of=AS_OF, isolation="none").to_dict()
    judge(report, person, layout.errors, document.judgement)
    return document


def _judged(setting: tuple[Path, str, str, Wording | None], output: Path | None) -> Document:
    """Return the document of a person in a layout, under other headings where a wording is given."""
    folder, person_id, layout_name, wording = setting
    person, layout = by_names(folder, person_id, layout_name)
    return judged(person if wording is None else reworded(person, wording), layout, output)


def by_names(folder: Path, person_id: str, layout_name: str) -> tuple[Person, Layout]:
    """Return a person and a layout or format by their names, which alone go from process to process."""
    person = next(person for person in people(folder) if person.id == person_id)
    return person, next(layout for layout in (*LAYOUTS, *FORMATS) if layout.name == layout_name)


def judge(report: Json, person: Person, asked: tuple[str, ...], judgement: Judgement) -> None:
    """Record everything of one report, and how sure the engine was of each value."""
    resume = report["resume"] or {}
    judge_basics(resume, person, judgement)
    judge_work(resume, person, judgement)
    judge_education(resume, person, judgement)
    judge_findings(report, person, asked, judgement)
    evidence = report["evidence"] or {}
    for value in judgement.values:
        if value.pointer in evidence:
            judgement.confidences.append((evidence[value.pointer]["confidence"], value.is_right))
