"""The parsed résumé: every value with the place it was read from and how sure we are.

The fields follow JSON Resume 1.0.0 (https://jsonresume.org/schema), which is what
`vitae.parsing.json_resume` turns them into. What was not found is None or empty, and
``ParsedResume.absent`` says why; nothing is ever guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from vitae.domain.anchors import Anchor
from vitae.domain.dates import DateRange, PartialDate
from vitae.domain.values import Value

T = TypeVar("T")


LEAST_LIKELY = 0.35
"""Likelihood under which a document is taken for something else than a résumé."""


class Extracted(Value, Generic[T], frozen=True):
    """A value, the places that show it, and a confidence in 0..1."""

    value: T
    confidence: float
    anchors: tuple[Anchor, ...] = ()


Text = Extracted[str]
Date = Extracted[PartialDate]


class EmploymentType(StrEnum):
    """How someone was employed; `UNSPECIFIED` counts as an ordinary job."""

    UNSPECIFIED = "unspecified"
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    FREELANCE = "freelance"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    NATIONAL_SERVICE = "national_service"
    """Military or civilian service that one is called up for: no employment, but it explains a gap."""
    CAREER_BREAK = "career_break"
    """No employment at all, but it explains a gap."""


class Location(Value, frozen=True):
    """Where someone lives or worked, as far as it is written."""

    city: Text | None = None
    region: Text | None = None
    postal_code: Text | None = None
    country_code: Text | None = None
    """ISO 3166-1 alpha-2."""
    address: Text | None = None


class Profile(Value, frozen=True):
    """An account elsewhere."""

    network: str
    """Such as ``LinkedIn`` or ``GitHub``."""
    url: Text
    username: str | None = None


class NameParts(Value, frozen=True):
    """The name of a person taken apart; a part is None where it is not written, or nothing tells which word it is."""

    prefix: str | None = None
    """Titles and forms of address, as written."""
    given: str | None = None
    middle: str | None = None
    """Further given names and initials."""
    patronymic: str | None = None
    particle: str | None = None
    """Small words before the family name, such as ``von der``."""
    family: str | None = None
    suffix: str | None = None
    """Which bearer of the name (``Jr.``), degrees and licences, as written."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who the candidate is and how to reach them."""

    name: Text | None = None
    label: Text | None = None
    emails: tuple[Text, ...] = ()
    """The candidate's own, the best first."""
    phones: tuple[Text, ...] = ()
    """In E.164 where the country is known, else as written; the best first."""
    url: Text | None = None
    location: Location | None = None
    profiles: tuple[Profile, ...] = ()
    summary: Text | None = None


class Period(Value, frozen=True):
    """When something was, with the dates as they were found."""

    range: DateRange
    anchor: Anchor

    @property
    def start(self) -> PartialDate | None:
        """When it began."""
        return self.range.start

    @property
    def end(self) -> PartialDate | None:
        """When it ended; None while it lasts or when only one date was written."""
        return self.range.end

    @property
    def is_current(self) -> bool:
        """Whether it still lasts."""
        return self.range.is_current


class WorkEntry(Value, frozen=True):
    """One position at one employer."""

    anchor: Anchor
    """The whole entry."""
    name: Text | None = None
    """The employer."""
    position: Text | None = None
    location: Text | None = None
    url: Text | None = None
    period: Period | None = None
    employment_type: EmploymentType = EmploymentType.UNSPECIFIED
    share: float | None = None
    """The share of a full post, 0..1, where it is written (``50 %``)."""
    stated_months: Extracted[int] | None = None
    """A written duration such as ``3 years 2 months``, in months."""
    summary: Text | None = None
    highlights: tuple[Text, ...] = ()


class EducationEntry(Value, frozen=True):
    """One course of study."""

    anchor: Anchor
    institution: Text | None = None
    study_type: Text | None = None
    area: Text | None = None
    location: Text | None = None
    score: Text | None = None
    period: Period | None = None
    is_expected: bool = False
    """Whether the end lies ahead (``Expected May 2027``)."""
    courses: tuple[Text, ...] = ()


class SkillGroup(Value, frozen=True):
    """Skills listed under one label; ``name`` is None for a plain list."""

    name: Text | None
    keywords: tuple[Text, ...]


class LanguageSkill(Value, frozen=True):
    """A language the candidate speaks."""

    language: Text
    """As written."""
    code: str | None = None
    """ISO 639-1."""
    fluency: Text | None = None


class Certificate(Value, frozen=True):
    """A certificate or licence."""

    name: Text
    issuer: Text | None = None
    date: Date | None = None


class Project(Value, frozen=True):
    """A project beside or within the work."""

    anchor: Anchor
    name: Text | None = None
    description: Text | None = None
    url: Text | None = None
    period: Period | None = None
    highlights: tuple[Text, ...] = ()


class Publication(Value, frozen=True):
    """Something published."""

    name: Text
    publisher: Text | None = None
    date: Date | None = None


class Award(Value, frozen=True):
    """An honour."""

    title: Text
    awarder: Text | None = None
    date: Date | None = None


class VolunteerEntry(Value, frozen=True):
    """Unpaid work."""

    anchor: Anchor
    organization: Text | None = None
    position: Text | None = None
    period: Period | None = None
    highlights: tuple[Text, ...] = ()


class Reference(Value, frozen=True):
    """Someone who speaks for the candidate; never the candidate."""

    name: Text | None
    reference: Text | None = None


class PersonalItem(Value, frozen=True):
    """A sensitive datum under its own label, such as a date of birth."""

    kind: str
    """``birth_date``, ``marital_status``, ``nationality``, ``national_id``, ``religion``, ``gender``, ``photo``."""
    value: Text


@dataclass(frozen=True, slots=True)
class ParsedResume:
    """Everything that was read from a résumé."""

    contact: Contact = Contact()
    work: tuple[WorkEntry, ...] = ()
    education: tuple[EducationEntry, ...] = ()
    skills: tuple[SkillGroup, ...] = ()
    languages: tuple[LanguageSkill, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    projects: tuple[Project, ...] = ()
    publications: tuple[Publication, ...] = ()
    awards: tuple[Award, ...] = ()
    volunteer: tuple[VolunteerEntry, ...] = ()
    interests: tuple[Text, ...] = ()
    references: tuple[Reference, ...] = ()
    personal: tuple[PersonalItem, ...] = ()
    is_resume: float = 1.0
    """How likely it is that the document is a résumé at all, 0..1."""
    absent: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """JSON Pointer into the JSON Resume -> the reason why nothing stands there."""

    @property
    def looks_like_resume(self) -> bool:
        """Whether the document is likely enough a résumé for anything to be missing in it."""
        return self.is_resume >= LEAST_LIKELY
