"""What the grammar checker hands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vitae.domain.findings import Finding

MOST_LISTED = 200
"""Findings beyond are counted, not listed: nobody reads them."""


class Category(StrEnum):
    """What kind of slip a finding is about."""

    SPELLING = "spelling"
    GRAMMAR = "grammar"
    CONFUSION = "confusion"
    """A right word in the wrong place, such as ``manger`` for ``manager``."""
    CAPITALISATION = "capitalisation"
    PUNCTUATION = "punctuation"
    CONSISTENCY = "consistency"
    """Two ways that are both right, in one document."""
    STYLE = "style"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that kept a part of the checking from being done; the rest of the result holds."""

    code: str
    """``languagetool_unreachable``, ``languagetool_too_slow`` or ``languagetool_unreadable``."""
    detail: str


@dataclass(frozen=True, slots=True)
class GrammarResult:
    """The slips of the prose; ``checked`` is False where only the rules for all languages were applied."""

    checked: bool
    """English by our rules and Harper; other languages for their spelling, where a dictionary is installed."""
    reason: str | None
    """Why it was not checked: ``no_prose`` or ``no_dictionary``; else None."""
    language: str | None
    """ISO 639-1 of most of the prose, as far as it is known."""
    counts: Mapping[str, int]
    """Category -> how many findings there are, also of those not listed."""
    findings: tuple[Finding, ...]
    omitted: int
    """How many more there are than ``findings`` lists; the most certain are listed."""
    notices: tuple[Notice, ...] = ()
    """What was not done though it was asked for."""
