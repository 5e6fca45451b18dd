"""The invented people: what is printed of each of them, and what a reader should find.

One TOML file a person, in ``people/`` or, if written to be a surprise, in ``strangers/``; README.md of the first
describes the keys. A key that is not known is an error, so that a slip in a truth cannot pass in silence.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

PEOPLE = Path(__file__).parent / "people"
STRANGERS = Path(__file__).parent / "strangers"


@dataclass(frozen=True, slots=True)
class Basics:
    """Who the person is; ``printed`` and ``printed_email`` as they stand on the page, ``place`` the printed place."""

    name: str
    city: str
    place: str
    printed: str = ""
    accepted: tuple[str, ...] = ()
    """Further forms of the name that are right."""
    label: str = ""
    email: str = ""
    printed_email: str = ""
    """Where the page does not show it as it is, but written for people only."""
    phone: str = ""
    e164: str = ""
    links: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    """Lines of personal data, such as a date of birth."""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One position; dates are ``2019``, ``2019-03``, ``2019-Q3``, ``2019-spring`` or ``present``."""

    employer: str
    title: str
    employer_accepted: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    """Further forms of the employer, and of the title, that are right."""
    place: str = ""
    dates: str = ""
    start: str = ""
    end: str = ""
    kind: str = "job"
    """``job``, ``internship``, ``freelance``, ``part_time``, ``contract``; ``break`` and ``neutral`` are unpaid."""
    bullets: tuple[str, ...] = ()

    @property
    def is_paid(self) -> bool:
        """Whether its months count as experience and the entry is asked for."""
        return self.kind not in {"break", "neutral"}


@dataclass(frozen=True, slots=True)
class Study:
    """One course of study; ``degree`` as printed, ``accepted`` other forms that are right."""

    institution: str
    degree: str = ""
    accepted: tuple[str, ...] = ()
    place: str = ""
    dates: str = ""
    start: str = ""
    end: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skills:
    """Printed lists by label, skills that stand in prose only, other forms, and words that are no skill here.

    What is ``optional`` may be taken for a skill: it is neither asked for nor wrong.
    """

    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    prose: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    not_skills: tuple[str, ...] = ()

    @property
    def listed(self) -> tuple[str, ...]:
        """All items of the printed lists."""
        return tuple(item for items in self.lists.values() for item in items)


@dataclass(frozen=True, slots=True)
class Planted:
    """An error in the text: what stands there, what would be right, and words beside it that make it unique."""

    wrong: str
    right: tuple[str, ...]
    type: str
    context: str


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person with the whole truth."""

    id: str
    language: str
    country: str
    split: str
    """``tune`` or ``test``."""
    profession: str
    basics: Basics
    headings: dict[str, str]
    """Kind of section -> its heading, in the order of the page; the heading of all is empty for someone without."""
    work: tuple[Post, ...] = ()
    education: tuple[Study, ...] = ()
    skills: Skills = Skills()
    languages: tuple[tuple[str, str], ...] = ()
    """Name and level as printed."""
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Kind of section -> its lines, for the sections that have no field of their own."""
    planted: tuple[Planted, ...] = ()
    clean: tuple[str, ...] = ()
    """Right text that a hasty checker would flag."""
    errors: tuple[str, ...] = ()
    """Neutral ids of the findings that are asked for."""
    errors_optional: tuple[str, ...] = ()
    errors_absent: tuple[str, ...] = ()


@cache
def people(folder: Path = PEOPLE) -> tuple[Person, ...]:
    """Return everybody of a folder, in the order of the file names."""
    return tuple(load(path) for path in sorted(folder.glob("*.toml")))


def load(path: Path) -> Person:
    """Return the person of one file; a key that has no field is a TypeError."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    made = {
        "basics": Basics(**_tuples(raw.pop("basics"))),
        "work": tuple(Post(**_tuples(entry)) for entry in raw.pop("work", [])),
        "education": tuple(Study(**_tuples(entry)) for entry in raw.pop("education", [])),
        "skills": Skills(**{key: _tuples(value) for key, value in raw.pop("skills", {}).items()}),
        "planted": tuple(Planted(**_tuples(entry)) for entry in raw.pop("planted", [])),
        "lines": _tuples(raw.pop("lines", {})),
        "languages": tuple((name, level) for name, level in raw.pop("languages", {}).items()),
    }
    return Person(id=path.stem, **made, **_tuples(raw))


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    return tuple(value) if isinstance(value, list) else value
