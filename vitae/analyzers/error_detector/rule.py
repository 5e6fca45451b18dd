"""What a rule of the error detector is, and what it yields."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from vitae.analyzers.error_detector.candidate import Candidate
from vitae.domain.anchors import Anchor
from vitae.domain.findings import Severity
from vitae.domain.resume import Text
from vitae.domain.values import Value
from vitae.facts import AnalysisContext
from vitae.facts.wording import Wording

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


class Problem(Value, frozen=True):
    """One thing that a rule found."""

    message: str
    anchors: tuple[Anchor, ...] = ()
    """Where it stands; for an absence, where it was looked for."""
    severity: Severity | None = None
    """None for the severity of the rule."""
    confidence: float = 0.9
    suggestion: str | None = None
    """None for the suggestion of the rule."""


class Bullet(Value, frozen=True):
    """One bullet of a job."""

    text: str
    anchors: tuple[Anchor, ...]
    job: int
    """The place of the job in the résumé."""
    opening: str
    """The first word in lower case."""

    @property
    def words(self) -> list[str]:
        """The words, without the marks around them; told apart anew whenever they are asked for, as few rules do."""
        return _BULLET_WORD.findall(self.text)

    @classmethod
    def of(cls, item: Text, job: int) -> "Bullet":
        """Return a highlight of the job at this place as a bullet."""
        first = item.value.partition(" ")[0]
        if not first.isalpha():
            word = _BULLET_WORD.search(item.value)
            first = word.group() if word else ""
        return cls(item.value, item.anchors, job, first.lower())


@dataclass(frozen=True)
class Subject:
    """What the rules read: the context, and who the candidate seems to be."""

    context: AnalysisContext
    candidate: Candidate

    @property
    def wording(self) -> Wording:
        """The words of the document."""
        return self.context.wording

    def stretches_with(self, signs: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Yield the printed lines that hold one of the signs, which are in lower case, each once and in order."""
        text = self.wording.lowered
        starts = {text.rfind("\n", 0, at) + 1 for sign in signs for at in self.wording.places(sign)}
        for start in sorted(starts):
            end = text.find("\n", start)
            yield start, end if end >= 0 else len(text)

    @cached_property
    def bullets(self) -> tuple[Bullet, ...]:
        """The bullets of all jobs, in order."""
        return tuple(
            Bullet.of(item, index) for index, job in enumerate(self.context.resume.work) for item in job.highlights
        )


class ErrorRule(Value, frozen=True):
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
