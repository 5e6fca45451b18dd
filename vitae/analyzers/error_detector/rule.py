"""What a rule of the error detector is, and what it yields."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from vitae.analyzers.error_detector.candidate import Candidate
from vitae.domain.anchors import Anchor
from vitae.domain.findings import Severity
from vitae.facts import AnalysisContext


class Theme(StrEnum):
    """What a finding is about: its category."""

    CONTACT = "contact"
    SECTIONS = "sections"
    LAYOUT = "layout"
    DATES = "dates"
    BULLETS = "bullets"
    CONTENT = "content"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a rule found."""

    message: str
    anchors: tuple[Anchor, ...] = ()
    """Where it stands; for an absence, where it was looked for."""
    severity: Severity | None = None
    """None for the severity of the rule."""
    confidence: float = 0.9
    suggestion: str | None = None
    """None for the suggestion of the rule."""


@dataclass(frozen=True)
class Subject:
    """What the rules read: the context, and who the candidate seems to be."""

    context: AnalysisContext
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """One rule; its code is that of its findings."""

    code: str
    version: int
    theme: Theme
    severity: Severity
    check: Callable[[Subject], Iterable[Problem]]
    suggestion: str
    is_absence: bool = False
    """Whether it reports what is not there: nothing of the kind is said of a scan or of what is no résumé."""
    reads_empty: bool = False
    """Whether it has something to say about a document without any text."""
