"""What the keyword extractor hands out."""

from enum import StrEnum

from vitae.domain.anchors import Anchor
from vitae.domain.sections import SectionKind
from vitae.domain.values import Value


class KeywordKind(StrEnum):
    """Where a keyword comes from."""

    SKILL = "skill"
    """The lexicon, or an item of the candidate's own list of skills."""
    PHRASE = "phrase"
    """Words that the lexicon does not know and that the document dwells on."""


class ScoreParts(Value, frozen=True):
    """Points that add up to the score; `docs/keywords.md` says how many there are for what."""

    kind: int
    """0..20: a skill that can be checked, a way of working, a mere phrase."""
    frequency: int
    """0..25: mentions; after five, more of them earn nothing."""
    sections: int
    """0..30: where it stands."""
    rarity: int
    """0..10: of a phrase, how rare its words are elsewhere."""
    experience: int
    """0..15: the months of the jobs that name it."""
    recency: int
    """0 or 10: whether it was used at work in the last two years."""

    @property
    def total(self) -> int:
        """The score."""
        return self.kind + self.frequency + self.sections + self.rarity + self.experience + self.recency


class Keyword(Value, frozen=True):
    """One skill or phrase, however often and in however many spellings it is written."""

    term: str
    """As the candidate lists it, else as it is written most often."""
    canonical: str
    """Its name in the lexicon; the term itself where the lexicon has none."""
    kind: KeywordKind
    skill_type: str | None
    """``technical``, ``tool``, ``method``, ``soft``, ``domain`` or ``certificate``; None when unknown."""
    broader: str | None
    """The skill that it is a part of, such as ``AWS`` for ``Amazon S3``."""
    category: str | None
    """The label under which the candidate lists it, such as ``Frontend``."""
    raw_forms: tuple[str, ...]
    """Its spellings in order of appearance."""
    level: str | None
    """``basic``, ``intermediate``, ``advanced`` or ``expert``: the highest that is written; never an estimate."""
    versions: tuple[str, ...]
    count: int
    """All mentions."""
    score: int
    """0..100."""
    score_parts: ScoreParts
    months: int | None
    """The union of the calendar months of the jobs that name it; None when no dated job does."""
    last_used: str | None
    """``YYYY-MM``, the last month of the last of these jobs."""
    found_in: tuple[SectionKind, ...]
    """In order of appearance."""
    confidence: float
    anchors: tuple[Anchor, ...]
    """The mentions in order of position, the first fifty at most."""


class KeywordResult(Value, frozen=True):
    """The keywords, the highest score first, then by first position."""

    keywords: tuple[Keyword, ...]
    reason: str | None = None
    """Why there are none: ``too_little_text`` or ``none_found``."""
