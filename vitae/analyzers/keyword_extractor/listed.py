"""Skills that the candidate lists and the lexicon does not know."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from vitae.analyzers.keyword_extractor.junk import is_junk
from vitae.domain.anchors import Anchor
from vitae.domain.resume import Text
from vitae.domain.sections import SectionKind
from vitae.domain.values import Value
from vitae.facts import AnalysisContext
from vitae.facts.named_words import named_words
from vitae.facts.skills import SECTIONS_OF_JOBS
from vitae.lexicons.common_words import common_words
from vitae.lexicons.folding import fold
from vitae.lexicons.skill_cues import skill_cues
from vitae.lexicons.spoken_languages import spoken_words

LONGEST = 50
"""Characters; a longer item is a sentence."""
MOST_WORDS = 6
_EDGES = " .;,"

_WORD = re.compile(r"[^\W_][\w+#.'’/&-]*")


class ListedSkill(Value, frozen=True):
    """An item of the candidate's own list, with every place of the text that names it."""

    term: str
    category: str | None
    spans: tuple[tuple[int, int], ...]
    found_in: tuple[SectionKind, ...]
    work_indexes: tuple[int, ...]
    """The jobs that name it."""


def find_listed_skills(context: AnalysisContext) -> list[ListedSkill]:
    """Return the items that say more than the lexicon's skills in them, or hold none, in order of position."""
    names = named_words(context.resume)
    known = _Known(context)
    found: dict[str, tuple[str | None, list[Text]]] = {}
    for group in context.resume.skills:
        label = group.name.value if group.name else None
        for item in group.keywords:
            if not item.anchors or not known.says_less(item):
                continue
            key = fold(item.value).strip(_EDGES)
            if _is_a_skill(key, names):
                found.setdefault(key, (label, []))[1].append(item)
    if not found:
        return []
    return [_to_skill(key, label, items, context) for key, (label, items) in found.items()]


def _to_skill(key: str, label: str | None, items: list[Text], context: AnalysisContext) -> ListedSkill:
    text, place = context.folded, context.surroundings
    listed = {item.anchors[0].start: item.anchors[0].end for item in items}
    named = dict(text.source(start, start + len(key)) for start in _places(text.text, key))
    spans = tuple(sorted({**named, **listed}.items()))
    kinds = [SectionKind.SKILLS if start in listed else place.section_at(start) for start, _ in spans]
    jobs = {place.job_at(*span) for span, kind in zip(spans, kinds, strict=True) if kind in SECTIONS_OF_JOBS}
    return ListedSkill(
        term=items[0].value.strip(_EDGES),
        category=label,
        spans=spans,
        found_in=tuple(dict.fromkeys(kinds)),
        work_indexes=tuple(sorted(index for index in jobs if index is not None)),
    )


def _places(text: str, key: str) -> Iterator[int]:
    """Yield where the folded item stands as words of its own."""
    start = text.find(key)
    while start >= 0:
        end = start + len(key)
        if not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(key, end)


def _is_a_skill(key: str, names: frozenset[str]) -> bool:
    words = _WORD.findall(key)
    if not words or len(key) > LONGEST or len(words) > MOST_WORDS or is_junk(key) or key in skill_cues().levels:
        return False
    weights = [word for word in words if word not in names and _has_letters(word) and word not in skill_cues().levels]
    if all(word in spoken_words() for word in weights):
        return False
    return len(weights) > 1 or not all(word in common_words() for word in weights)


class _Known:
    """The places of the skills that the lexicon found."""

    def __init__(self, context: AnalysisContext) -> None:
        self._text = context.document.text
        self._spans = [(match.start, match.end) for match in context.skills]

    def says_less(self, item: Text) -> bool:
        """Return whether no known skill stands in an item, or words of weight beside it."""
        if not any(self._holds_skill(anchor) for anchor in item.anchors):
            return True
        rest = " ".join(self._outside(anchor) for anchor in item.anchors)
        words = [fold(word) for word in _WORD.findall(rest)]
        return any(len(word) > 1 and word[0].isalpha() and not _is_empty(word) for word in words)

    def _holds_skill(self, anchor: Anchor) -> bool:
        at = bisect_left(self._spans, (anchor.end, 0)) - 1
        return at >= 0 and self._spans[at][1] > anchor.start

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


def _has_letters(word: str) -> bool:
    """Return whether it is a word, or a name with a number such as ``Mago4``; ``L8c`` is litter."""
    return word.isalpha() or sum(map(str.isalpha, word)) > 2


def _is_empty(word: str) -> bool:
    return word in skill_cues().empty_words or word in skill_cues().levels or word in common_words()
