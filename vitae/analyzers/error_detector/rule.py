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
from vitae.facts import AnalysisContext

_WORD = re.compile(r"\w+")
_SIGNS = "_–—•·’‘“”…\u00a0"
"""What stands between words of texts that are ASCII otherwise; these are parted in a third of the time."""
_APART = str.maketrans(dict.fromkeys((chr(code) for code in range(128) if not chr(code).isalnum()), " "))
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


@dataclass(frozen=True)
class Bullet:
    """One bullet of a job; its words are told apart when they are first asked for."""

    text: str
    anchors: tuple[Anchor, ...]
    job: int
    """The place of the job in the résumé."""
    opening: str
    """The first word in lower case."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, without the marks around them."""
        return tuple(_BULLET_WORD.findall(self.text))

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

    @cached_property
    def plain(self) -> str:
        """The text in lower case, with one blank between words and straight apostrophes: to see what is not there."""
        return " ".join(self.context.document.text.lower().replace("’", "'").split())

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, letter for letter: what stands in it stands at the same place in the document."""
        text = self.context.document.text
        lowered = text.lower()
        return lowered if len(lowered) == len(text) else "".join(char.lower()[:1] for char in text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words of the document in order and in lower case."""
        text = self.lowered
        for sign in _SIGNS:
            text = text.replace(sign, " ")
        return tuple(text.translate(_APART).split() if text.isascii() else _WORD.findall(text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, each once: to see at once what cannot be there."""
        return frozenset(self.words)

    def stretches_with(self, signs: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Yield the printed lines that hold one of the signs, which are in lower case, each once and in order."""
        starts = set()
        for sign in signs:
            at = self.lowered.find(sign)
            while at >= 0:
                starts.add(self.lowered.rfind("\n", 0, at) + 1)
                at = self.lowered.find(sign, at + 1)
        for start in sorted(starts):
            end = self.lowered.find("\n", start)
            yield start, end if end >= 0 else len(self.lowered)

    @cached_property
    def bullets(self) -> tuple[Bullet, ...]:
        """The bullets of all jobs, in order."""
        return tuple(
            Bullet.of(item, index) for index, job in enumerate(self.context.resume.work) for item in job.highlights
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
