"""What a rule finds, before it becomes a finding, and what a rule is given."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from vitae.analyzers.grammar_checker.cues import find_cues
from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.result import Category
from vitae.analyzers.grammar_checker.tokens import Tokens, tokens_of
from vitae.domain.findings import Severity
from vitae.domain.values import Value
from vitae.facts import AnalysisContext

BREAK = "\n\n"
"""Between two passages: neither a pattern of ours nor a rule of the engine looks across it."""


class Spot(Value, frozen=True):
    """A slip at ``text[start:end]`` of the document."""

    start: int
    end: int
    message: str
    replacements: tuple[str, ...] = ()
    """For ``text[start:end]``, the best first."""
    confidence: float = 0.9
    also: tuple[tuple[int, int], ...] = ()
    """Further places of the same finding: where else, or the other way of writing it."""


@dataclass(frozen=True)
class Prose:
    """What the rules read."""

    context: AnalysisContext
    passages: tuple[Passage, ...]
    """Those of the rule's language; all of them for a rule that holds in every language."""

    @cached_property
    def text(self) -> str:
        """All passages, an empty line between two: searched once, many times faster than one by one."""
        return BREAK.join(passage.text for passage in self.passages)

    @cached_property
    def lower(self) -> str:
        """The same in lower case, with the same offsets."""
        lower = self.text.lower()
        return (
            lower
            if len(lower) == len(self.text)
            else "".join(c if len(c.lower()) > 1 else c.lower() for c in self.text)
        )

    @cached_property
    def tokens(self) -> Tokens:
        """The words of `text`."""
        return tokens_of(self.text)

    @cached_property
    def cues(self) -> Mapping[str, Sequence[int]]:
        """Where the cues of all patterns stand in `lower`."""
        return find_cues(self.lower)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(passage.text) + len(BREAK) for passage in self.passages), initial=0))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the document ``self.text[start:end]`` stands; it lies in one passage."""
        index = bisect_right(self._starts, start) - 1
        shift = self.passages[index].start - self._starts[index]
        return start + shift, end + shift


class Scope(StrEnum):
    """What a rule reads."""

    ENGLISH = "english"
    """Prose in English."""
    EVERY_LANGUAGE = "every language"
    """Prose in whatever language."""
    LINES = "lines"
    """English prose and, unless the document is in another language, the lines that are no prose: one after another."""
    DOCUMENT = "document"
    """The whole text, once, unless the document is in another language."""


class GrammarRule(Value, frozen=True):
    """One rule of ours; its name is the code of its findings."""

    name: str
    version: int
    category: Category
    severity: Severity
    find: Callable[[Prose], Iterable[Spot]]
    suggestion: str
    """What to do about it, for every finding of the rule."""
    scope: Scope = Scope.ENGLISH
