"""What a rule of the error detector is, and what it yields."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from vitae.analyzers.error_detector.candidate import Candidate
from vitae.domain.anchors import Anchor
from vitae.domain.findings import Severity
from vitae.facts import AnalysisContext

_WORD = re.compile(r"[^\W_]+")
_BULLET_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


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


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bullet of a job."""

    text: str
    anchors: tuple[Anchor, ...]
    job: int
    """The place of the job in the résumé."""
    words: tuple[str, ...]

    @property
    def opening(self) -> str:
        """The first word in lower case."""
        return self.words[0].lower() if self.words else ""


@dataclass(frozen=True)
class Subject:
    """What the rules read: the context, and who the candidate seems to be."""

    context: AnalysisContext
    candidate: Candidate

    @cached_property
    def plain(self) -> str:
        """The text in lower case, with one blank between words and straight apostrophes: to see what is not there."""
        return " ".join(self.context.document.text.lower().replace("’", "'").split())

    @cached_property
    def word_count(self) -> int:
        """How many words the document has."""
        return len(_WORD.findall(self.context.document.text))

    @cached_property
    def bullets(self) -> tuple[Bullet, ...]:
        """The bullets of all jobs, in order."""
        return tuple(
            Bullet(item.value, item.anchors, index, tuple(_BULLET_WORD.findall(item.value)))
            for index, job in enumerate(self.context.resume.work)
            for item in job.highlights
        )


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
