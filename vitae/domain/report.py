"""The report: the one shape in which every face of the product hands out its results.

The field names are the keys of the JSON; `vitae.schema` makes the JSON Schema
from these classes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vitae.domain.anchors import Anchor
from vitae.domain.document import HiddenText, LanguageShare, Layout, Page, Quality
from vitae.domain.encoding import to_json, to_json_bytes, to_jsonable
from vitae.domain.errors import VitaeError
from vitae.domain.sections import SectionKind
from vitae.domain.values import Value

SCHEMA_VERSION = "1.0"


class ReportStatus(StrEnum):
    """How the analysis ended."""

    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    """There is a report, but a part of it failed or was skipped."""
    FAILED = "failed"


class OutcomeStatus(StrEnum):
    """How one analyzer ended."""

    COMPLETED = "completed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """A typed error as it stands in a report, a status and a problem document."""

    code: str
    detail: str
    hint: str
    retryable: bool

    @classmethod
    def of(cls, error: VitaeError) -> "ErrorInfo":
        """Return the four values that every face shows of an error."""
        return cls(error.code, error.detail, error.hint, error.retryable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one analyzer: a result, a typed error, or the reason why it was skipped."""

    status: OutcomeStatus
    version: int
    result: Any = None
    """The analyzer's own result type when completed, else None."""
    error: ErrorInfo | None = None
    reason: str | None = None


class Evidence(Value, frozen=True):
    """Why a value of the résumé is believed."""

    confidence: float
    anchors: tuple[Anchor, ...]


class SectionReport(Value, frozen=True):
    """A section as the report shows it."""

    id: str
    kind: SectionKind
    heading: str | None
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """The document as the report shows it; what is unknown of a refused document is None."""

    sha256: str | None = None
    media_type: str | None = None
    bytes: int | None = None
    page_count: int | None = None
    """None in a format without pages."""
    pages: tuple[Page, ...] = ()
    language: str | None = None
    languages: tuple[LanguageShare, ...] = ()
    text: str = ""
    layout: Layout = Layout()
    quality: Quality | None = None
    is_resume: float | None = None
    last_modified: str | None = None
    hidden_text: tuple[HiddenText, ...] = ()
    """What nobody sees, left out of ``text`` and of every result: the first 50 pieces, 2,000 characters."""


class Deduction(Value, frozen=True):
    """What the findings of one code take from a part of the score."""

    code: str
    points: int
    finding_ids: tuple[str, ...]


class ScorePart(Value, frozen=True):
    """One line of the rubric; the points of all lines add up to the score, and its deductions to what it lacks."""

    name: str
    points: int
    max: int
    finding_ids: tuple[str, ...]
    deductions: tuple[Deduction, ...]
    unjudged: str | None = None
    """Why the part could not be judged; then it is worth nothing."""


class Improvement(Value, frozen=True):
    """What mending all findings of one code adds to the score, after the improvements listed before it."""

    code: str
    part: str
    points: int
    suggestion: str | None
    finding_ids: tuple[str, ...]


class Score(Value, frozen=True):
    """Advice to the writer, not a prediction of being hired; see docs/score.md."""

    value: int
    max: int
    rubric_version: int
    parts: tuple[ScorePart, ...]
    raise_most: tuple[Improvement, ...]
    meaning: str
    """What the number is, in a sentence to be shown beside it."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one analyzer took."""

    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Run:
    """All that changes from run to run; the rest of a report is the same to the byte."""

    engine_version: str
    as_of: str | None = None
    options_digest: str | None = None
    filename: str | None = None
    elapsed_ms: float | None = None
    analyzers: Mapping[str, Timing] | None = None
    job_id: str | None = None
    cache: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an analysis hands out."""

    schema_version: str = SCHEMA_VERSION
    status: ReportStatus
    error: ErrorInfo | None = None
    document: DocumentReport
    lexicon_digest: str | None = None
    score: Score | None = None
    unscored: str | None = None
    """Why there is no score; None where there is one."""
    sections: tuple[SectionReport, ...] = ()
    resume: Mapping[str, Any] | None = None
    """Pure JSON Resume 1.0.0."""
    evidence: Mapping[str, Evidence] | None = None
    """JSON Pointer into ``resume`` -> why the value there is believed."""
    absent: Mapping[str, str] | None = None
    """JSON Pointer into ``resume`` -> why there is no value."""
    analyzers: Mapping[str, Outcome] | None = None
    run: Run

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        encoded: dict[str, Any] = to_jsonable(self)
        return encoded

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the report as JSON text, keys in the order of the schema, not escaped to ASCII."""
        return to_json(self, indent=indent)

    def to_json_bytes(self) -> bytes:
        """Return what `to_json` returns, in UTF-8."""
        return to_json_bytes(self)
