"""What the experience calculator hands out; the field names are the keys of the JSON."""

from collections.abc import Mapping
from dataclasses import dataclass

from vitae.domain.anchors import Anchor
from vitae.domain.dates import Precision
from vitae.domain.findings import Finding
from vitae.domain.months import Month
from vitae.domain.resume import EmploymentType
from vitae.domain.values import Value
from vitae.facts.timeline import Basis


class PositionResult(Value, frozen=True):
    """One entry of the work history as it counts."""

    work_index: int
    """Index into ``resume.work``."""
    employer: str | None
    """None for one's own work and when it is not known."""
    title: str | None
    start: Month | None
    """The likely first month; None without usable dates."""
    end: Month | None
    """The likely last month; None while it lasts."""
    is_current: bool
    precision: Precision | None
    """Of the less precise end."""
    months: int
    months_min: int
    months_max: int | None
    """None when nothing bounds it: ``05/2019`` alone may have begun something longer."""
    fte_months: float | None
    """Months of a full post; None for part-time work whose share is not written."""
    basis: Basis
    seniority: str | None
    """``intern``, ``junior``, ``senior``, ``lead`` or ``executive``, where the title says it."""
    employment_type: EmploymentType
    self_employed: bool
    counted: bool
    """Whether it is part of the totals."""
    issues: tuple[str, ...]
    confidence: float
    """Of the dates as they were read; 0 without any."""
    anchors: tuple[Anchor, ...]


class EmployerResult(Value, frozen=True):
    """All positions at one employer, however many titles and stints they are."""

    employer: str | None
    """As it is written first; None where an entry names none."""
    titles: tuple[str, ...]
    """In the order of the document, each once."""
    stints: int
    """How often the candidate was there: periods that neither meet nor overlap; 0 without dates."""
    months: int | None
    """Of the union of its positions; None when none has dates or a duration."""
    months_min: int | None
    months_max: int | None
    work_indexes: tuple[int, ...]
    anchors: tuple[Anchor, ...]
    """The periods of its positions."""


class BlockResult(Value, frozen=True):
    """Months of work without a break."""

    start: Month
    end: Month
    months: int
    work_indexes: tuple[int, ...]


class GapResult(Value, frozen=True):
    """Empty months between two jobs."""

    start: Month
    end: Month
    months: int
    explained: bool
    explained_by: str | None
    """``career_break``, ``national_service``, ``education`` or ``volunteering``."""
    unexplained_months: int
    """The longest stretch that nothing covers."""
    anchors: tuple[Anchor, ...]
    """The dates of the job before and of the job after."""


class OverlapResult(Value, frozen=True):
    """Two positions that certainly share months."""

    start: Month
    end: Month
    months: int
    work_indexes: tuple[int, int]
    same_employer: bool
    anchors: tuple[Anchor, ...]


class SkillMonths(Value, frozen=True):
    """How long the jobs lasted that name a skill."""

    skill: str
    months: int | None
    """None when no dated job names it."""
    last_used: str | None
    """``YYYY-MM``."""
    work_indexes: tuple[int, ...]
    anchors: tuple[Anchor, ...]


class StatedYearsResult(Value, frozen=True):
    """The candidate's own claim."""

    years: int
    anchors: tuple[Anchor, ...]


class SeniorityHint(Value, frozen=True):
    """What the latest job title that says something says."""

    level: str
    """``intern``, ``junior``, ``senior``, ``lead`` or ``executive``."""
    title: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceResult:
    """Totals in calendar months, and every position, gap and finding that they rest on."""

    as_of: str
    """``YYYY-MM-DD``: what ``present`` means."""
    total_months: int | None
    total_months_min: int | None
    total_months_max: int | None
    professional_months: int | None
    """Without internships."""
    by_employment_type: Mapping[str, int]
    employer_count: int
    """Without oneself; an entry whose employer is not known counts as one."""
    position_count: int
    average_months_per_employer: float | None
    education_months: int
    volunteer_months: int
    project_months: int
    """Beside the work, never part of its total."""
    reasons: Mapping[str, str]
    """Name of a value that is None -> why."""
    positions: tuple[PositionResult, ...]
    employers: tuple[EmployerResult, ...]
    """In the order of the document; oneself is none."""
    blocks: tuple[BlockResult, ...]
    gaps: tuple[GapResult, ...]
    overlaps: tuple[OverlapResult, ...]
    skills: tuple[SkillMonths, ...]
    stated_years: StatedYearsResult | None
    seniority: SeniorityHint | None
    findings: tuple[Finding, ...]
