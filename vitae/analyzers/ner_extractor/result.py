"""What the entity extractor hands out."""

from dataclasses import dataclass
from enum import StrEnum

from vitae.domain.anchors import Anchor
from vitae.domain.resume import NameParts
from vitae.domain.values import Value


class EntityLabel(StrEnum):
    """What sort of thing is named; entities at one place stand in this order."""

    PERSON = "PERSON"
    ORG = "ORG"
    TITLE = "TITLE"
    LOCATION = "LOCATION"
    DATE = "DATE"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    URL = "URL"
    DEGREE = "DEGREE"
    SKILL = "SKILL"
    LANGUAGE = "LANGUAGE"
    CERTIFICATION = "CERTIFICATION"
    PERSONAL = "PERSONAL"
    """A datum about the person's life, such as a marital status; always sensitive."""


class Role(StrEnum):
    """Whose name, e-mail address or telephone number it is, or what an organisation is to the candidate."""

    CANDIDATE = "candidate"
    REFERENCE = "reference"
    EMPLOYER = "employer"
    SCHOOL = "school"
    OTHER = "other"


class Entity(Value, frozen=True):
    """One mention of one thing."""

    id: str
    """``e1``, ``e2`` ... in order of position."""
    label: EntityLabel
    text: str
    """As written."""
    normalized: str
    """An ISO 8601 date or interval (``2019-01/..`` while it lasts), E.164, an address in lower case, an ISO 639-1
    code, a skill's canonical name, or the name with its blanks in order."""
    confidence: float
    anchors: tuple[Anchor, ...]
    role: Role | None
    """For persons, organisations, e-mail addresses and telephone numbers; None for the rest."""
    sensitive: bool
    """Whether it is a personal datum that has no place in a hiring decision."""
    same_as: str | None
    """The id of the first mention of the same thing; None for that first mention."""
    name_parts: NameParts | None = None
    """For persons, as far as the name tells which of its words is what; None for the rest."""


@dataclass(frozen=True, slots=True)
class EntityResult:
    """All mentions, in order of position, then label; two of one label never overlap."""

    entities: tuple[Entity, ...]
