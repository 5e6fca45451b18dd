"""The arithmetic of a keyword's score: whole points, so that they add up to the digit."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from vitae.analyzers.keyword_extractor.result import ScoreParts
from vitae.domain.months import Month
from vitae.domain.sections import SectionKind

POINTS_OF_TYPE: Mapping[str | None, int] = MappingProxyType(
    {"technical": 20, "tool": 20, "method": 20, "domain": 20, "certificate": 20, None: 12, "soft": 5}
)
"""By skill type; None is an item of the candidate's own list that the lexicon does not know."""

POINTS_A_MENTION = 5
COUNTED_MENTIONS = 5

SECTION_POINTS: Mapping[SectionKind, int] = MappingProxyType(
    {
        SectionKind.WORK: 15,
        SectionKind.SKILLS: 15,
        SectionKind.PROJECTS: 10,
        SectionKind.SUMMARY: 8,
        SectionKind.CONTACT: 8,
        SectionKind.CERTIFICATES: 8,
        SectionKind.EDUCATION: 5,
        SectionKind.PUBLICATIONS: 5,
        SectionKind.VOLUNTEER: 5,
    }
)
"""What a section adds once; any other adds 2."""
_OTHER_SECTION = 2
_MOST_SECTION_POINTS = 30

_MOST_RARITY_POINTS = 10
_MOST_EXPERIENCE_POINTS = 15
_MONTHS_FOR_ALL = 60
_RECENCY_POINTS = 10
_RECENT_MONTHS = 24


def score_skill(
    skill_type: str | None,
    count: int,
    sections: Iterable[SectionKind],
    months: int | None,
    last_used: str | None,
    as_of: date,
) -> ScoreParts:
    """Return the points of a skill."""
    return ScoreParts(
        kind=POINTS_OF_TYPE[skill_type],
        frequency=_frequency(count),
        sections=_sections(sections),
        rarity=0,
        experience=_MOST_EXPERIENCE_POINTS * min(months or 0, _MONTHS_FOR_ALL) // _MONTHS_FOR_ALL,
        recency=_RECENCY_POINTS if last_used is not None and _months_since(last_used, as_of) < _RECENT_MONTHS else 0,
    )


def score_phrase(count: int, sections: Iterable[SectionKind], rarity: float) -> ScoreParts:
    """Return the points of a phrase: for rare words in place of its kind, and half of a skill's for its places."""
    return ScoreParts(
        kind=0,
        frequency=_frequency(count),
        sections=_sections(sections) // 2,
        rarity=int(_MOST_RARITY_POINTS * rarity),
        experience=0,
        recency=0,
    )


def _frequency(count: int) -> int:
    return POINTS_A_MENTION * min(count, COUNTED_MENTIONS)


def _sections(sections: Iterable[SectionKind]) -> int:
    return min(_MOST_SECTION_POINTS, sum(SECTION_POINTS.get(kind, _OTHER_SECTION) for kind in sections))


def _months_since(last_used: str, as_of: date) -> int:
    year, month = last_used.split("-")
    return Month.of(as_of).ordinal - Month(int(year), int(month)).ordinal
