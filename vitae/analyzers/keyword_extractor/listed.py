"""Skills that the candidate lists and the lexicon does not know."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from vitae.analyzers.keyword_extractor.junk import is_junk
from vitae.domain.anchors import Anchor
from vitae.domain.resume import Text
from vitae.facts import AnalysisContext
from vitae.facts.named_words import named_words
from vitae.lexicons.common_words import common_words
from vitae.lexicons.folding import fold
from vitae.lexicons.skill_cues import skill_cues

LONGEST = 50
"""Characters; a longer item is a sentence."""
MOST_WORDS = 6

_WORD = re.compile(r"[^\W_][\w+#.'’/&-]*")


@dataclass(frozen=True, slots=True)
class ListedSkill:
    """An item of the candidate's own list."""

    term: str
    category: str | None
    raw_forms: tuple[str, ...]
    anchors: tuple[Anchor, ...]


def find_listed_skills(context: AnalysisContext) -> list[ListedSkill]:
    """Return the items that say more than the skills of the lexicon in them, in order of position."""
    names = named_words(context.resume)
    known = _Known(context)
    found: dict[str, tuple[str | None, list[Text]]] = {}
    for group in context.resume.skills:
        label = group.name.value if group.name else None
        for item in group.keywords:
            key = fold(item.value).strip(" .;,")
            if item.anchors and _is_a_skill(key, names) and known.leaves_words(item):
                found.setdefault(key, (label, []))[1].append(item)
    return [_to_skill(label, items) for label, items in found.values()]


def _to_skill(label: str | None, items: list[Text]) -> ListedSkill:
    raw_forms = tuple(dict.fromkeys(item.value.strip(" .;,") for item in items))
    anchors = {anchor.start: anchor for item in items for anchor in item.anchors[:1]}
    return ListedSkill(raw_forms[0], label, raw_forms, tuple(anchors[start] for start in sorted(anchors)))


def _is_a_skill(key: str, names: frozenset[str]) -> bool:
    words = _WORD.findall(key)
    if not words or len(key) > LONGEST or len(words) > MOST_WORDS or is_junk(key) or key in skill_cues().levels:
        return False
    return not all(word in names or word in common_words() for word in words)


class _Known:
    """The places of the skills that the lexicon found."""

    def __init__(self, context: AnalysisContext) -> None:
        self._text = context.document.text
        self._spans = [(match.start, match.end) for match in context.skills]

    def leaves_words(self, item: Text) -> bool:
        """Return whether an item has words of weight outside every known skill."""
        rest = " ".join(self._outside(anchor) for anchor in item.anchors)
        words = [fold(word) for word in _WORD.findall(rest)]
        return any(len(word) > 1 and word[0].isalpha() and not _is_empty(word) for word in words)

    def _outside(self, anchor: Anchor) -> str:
        pieces = []
        position = anchor.start
        for start, end in self._spans[max(0, bisect_left(self._spans, (anchor.start, 0)) - 1) :]:
            if start >= anchor.end:
                break
            if end > position:
                pieces.append(self._text[position : max(position, start)])
                position = end
        pieces.append(self._text[position : anchor.end])
        return " ".join(pieces)


def _is_empty(word: str) -> bool:
    return word in skill_cues().empty_words or word in common_words()
