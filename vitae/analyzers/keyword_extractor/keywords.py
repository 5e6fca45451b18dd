"""The main path: skills of the lexicon, skills of the candidate's own list, phrases; each scored and anchored."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TypeVar

from vitae.analyzers.keyword_extractor.listed import ListedSkill, find_listed_skills
from vitae.analyzers.keyword_extractor.phrases import Phrase, find_phrases
from vitae.analyzers.keyword_extractor.result import Keyword, KeywordKind, KeywordResult
from vitae.analyzers.keyword_extractor.scoring import score_phrase, score_skill
from vitae.domain.anchors import Anchor
from vitae.domain.document import Document
from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext
from vitae.facts.skill_use import use_in_jobs
from vitae.facts.skills import SkillMatch
from vitae.lexicons.skill_cues import LEVELS

T = TypeVar("T")

FEWEST_LETTERS = 20
"""A document with fewer says nothing."""
MOST_ANCHORS = 50
"""More places of one keyword are counted but not listed."""

_IN_A_LIST = 0.98
_IN_PROSE = 0.9
_SOFT = 0.8
_LISTED = 0.6
_PHRASE = 0.5


def extract_keywords(context: AnalysisContext) -> KeywordResult:
    """Return the keywords of the document, or the reason why there are none."""
    letters = filter(str.isalpha, context.document.text[:2_000])
    if sum(1 for _ in islice(letters, FEWEST_LETTERS)) < FEWEST_LETTERS:
        return KeywordResult((), "too_little_text")
    keywords = [
        *_known_skills(context),
        *(_listed_keyword(context, skill) for skill in find_listed_skills(context)),
        *(_phrase_keyword(context.document, phrase) for phrase in find_phrases(context)),
    ]
    keywords.sort(key=lambda keyword: (-keyword.score, keyword.anchors[0].start, keyword.canonical))
    return KeywordResult(tuple(keywords), None if keywords else "none_found")


def _known_skills(context: AnalysisContext) -> list[Keyword]:
    mentions: dict[str, list[SkillMatch]] = {}
    for match in context.skills:
        mentions.setdefault(match.canonical, []).append(match)
    return [_skill_keyword(context, matches) for matches in mentions.values()]


def _skill_keyword(context: AnalysisContext, matches: Sequence[SkillMatch]) -> Keyword:
    name, skill_type = matches[0].canonical, matches[0].skill_type
    use = context.skill_use.get(name)
    months, last_used = (use.months, use.last_used) if use else (None, None)
    sections = _in_order(match.section for match in matches)
    parts = score_skill(skill_type, len(matches), sections, months, last_used, context.as_of)
    return Keyword(
        term=_term(matches),
        canonical=name,
        kind=KeywordKind.SKILL,
        skill_type=skill_type,
        broader=context.lexicon.skills[name].broader,
        category=next((match.category for match in matches if match.category), None),
        raw_forms=_in_order(match.raw for match in matches),
        level=max((match.level for match in matches if match.level), key=LEVELS.index, default=None),
        versions=_in_order(match.version for match in matches if match.version),
        count=len(matches),
        score=parts.total,
        score_parts=parts,
        months=months,
        last_used=last_used,
        found_in=sections,
        confidence=_confidence(skill_type, sections),
        anchors=_anchors(context.document, [(match.start, match.end) for match in matches]),
    )


def _confidence(skill_type: str, sections: Iterable[SectionKind]) -> float:
    if skill_type == "soft":
        return _SOFT
    return _IN_A_LIST if SectionKind.SKILLS in sections else _IN_PROSE


def _listed_keyword(context: AnalysisContext, skill: ListedSkill) -> Keyword:
    use = use_in_jobs(skill.work_indexes, context.timeline)
    parts = score_skill(None, len(skill.spans), skill.found_in, use.months, use.last_used, context.as_of)
    return Keyword(
        term=skill.term,
        canonical=skill.term,
        kind=KeywordKind.SKILL,
        skill_type=None,
        broader=None,
        category=skill.category,
        raw_forms=_in_order(context.document.text[start:end] for start, end in skill.spans),
        level=None,
        versions=(),
        count=len(skill.spans),
        score=parts.total,
        score_parts=parts,
        months=use.months,
        last_used=use.last_used,
        found_in=skill.found_in,
        confidence=_LISTED,
        anchors=_anchors(context.document, skill.spans),
    )


def _phrase_keyword(document: Document, phrase: Phrase) -> Keyword:
    parts = score_phrase(len(phrase.spans), phrase.found_in, phrase.rarity)
    return Keyword(
        term=phrase.term,
        canonical=phrase.term,
        kind=KeywordKind.PHRASE,
        skill_type=None,
        broader=None,
        category=None,
        raw_forms=phrase.raw_forms,
        level=None,
        versions=(),
        count=len(phrase.spans),
        score=parts.total,
        score_parts=parts,
        months=None,
        last_used=None,
        found_in=phrase.found_in,
        confidence=_PHRASE,
        anchors=_anchors(document, phrase.spans),
    )


def _anchors(document: Document, spans: Iterable[tuple[int, int]]) -> tuple[Anchor, ...]:
    return tuple(document.anchor(start, end) for start, end in list(spans)[:MOST_ANCHORS])


def _term(matches: Sequence[SkillMatch]) -> str:
    """Return the spelling of the candidate's list of skills, else the most frequent one, the first on a tie."""
    listed = next((match.raw for match in matches if match.section is SectionKind.SKILLS), None)
    return " ".join((listed or Counter(match.raw for match in matches).most_common(1)[0][0]).split())


def _in_order(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
