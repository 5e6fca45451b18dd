"""The main path: collect the mentions, drop doubles, number them, link what is the same."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from vitae.analyzers.ner_extractor.mentions import Mention
from vitae.analyzers.ner_extractor.patterns import pattern_mentions
from vitae.analyzers.ner_extractor.profile import profile_mentions
from vitae.analyzers.ner_extractor.recurrence import recurring_mentions
from vitae.analyzers.ner_extractor.result import Entity, EntityLabel, EntityResult
from vitae.domain.document import Document
from vitae.domain.resume import NameParts
from vitae.facts import AnalysisContext
from vitae.parsing.name_parts import split_name
from vitae.parsing.wording import folded_words

_ORDER = {label: index for index, label in enumerate(EntityLabel)}


def extract_entities(context: AnalysisContext) -> EntityResult:
    """Return every mention of a person, an organisation, a place, a date and so on, linked and in order."""
    parsed = [*profile_mentions(context.resume)]
    again = _outside_skills(context, recurring_mentions(context.document.text, parsed))
    mentions = _without_overlaps([*parsed, *pattern_mentions(context), *again])
    private = sorted((a.start, a.end) for item in context.resume.personal for a in item.value.anchors)
    return EntityResult(tuple(_number(context.document, mentions, private)))


def _outside_skills(context: AnalysisContext, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the mentions that do not stand where a skill does: there ``AWS`` is no company."""
    starts = [match.start for match in context.skills]
    for mention in mentions:
        index = bisect_right(starts, mention.start) - 1
        before = context.skills[index].end if index >= 0 else 0
        after = starts[index + 1] if index + 1 < len(starts) else mention.end
        if before <= mention.start and mention.end <= after:
            yield mention


def _without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in order; of those of one label at one place the longest stays, then the one given first."""
    ordered = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    ends: dict[EntityLabel, int] = {}
    kept = []
    for mention in ordered:
        if mention.start >= ends.get(mention.label, 0):
            ends[mention.label] = mention.end
            kept.append(mention)
    return sorted(kept, key=lambda mention: (mention.start, _ORDER[mention.label]))


def _number(document: Document, mentions: list[Mention], private: list[tuple[int, int]]) -> Iterator[Entity]:
    first: dict[tuple[EntityLabel, str], str] = {}
    for number, mention in enumerate(mentions, start=1):
        name = f"e{number}"
        known = first.setdefault(mention.identity, name)
        yield Entity(
            id=name,
            label=mention.label,
            text=document.text[mention.start : mention.end],
            normalized=mention.normalized,
            confidence=round(mention.confidence, 2),
            anchors=(document.anchor(mention.start, mention.end),),
            role=mention.role,
            sensitive=mention.label is EntityLabel.PERSONAL or _is_inside(mention, private),
            same_as=None if known == name else known,
            name_parts=_name_parts(document, mention) if mention.label is EntityLabel.PERSON else None,
        )


def _name_parts(document: Document, mention: Mention) -> NameParts | None:
    """Return the parts of a name as written; of one whose letters are torn apart, as it was put together."""
    written = document.text[mention.start : mention.end]
    is_whole = {*folded_words(mention.normalized)} <= {*folded_words(written)}
    return split_name(written if is_whole else mention.normalized, document.language)


def _is_inside(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    """Return whether one of the spans, which are in order, holds the mention."""
    index = bisect_right(spans, (mention.start, len(spans) and spans[-1][1])) - 1
    return index >= 0 and mention.end <= spans[index][1]
